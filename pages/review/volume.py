"""How much work does each muscle get?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.charts import volume_bars, volume_heat
from runlift.ui import ask, cached, show, volume, welcome

chosen = ask.filters()
if chosen is None:
    welcome.first_screen()
else:
    athlete, window = chosen
    log, how = cached.training(ask.store(), athlete)
    look = ask.look(how)
    if log["lifts"].empty:
        welcome.empty_athlete(athlete)
    else:
        weekly = frames.volume_weeks(log, how)
        mean = frames.volume_mean(log, how, window)
        show.title("How much work does each muscle get?", answers.weekly_sets(mean))
        show.figures(volume.figures(mean, log, window))
        volume.unmapped_hint(mean)
        show.chart(volume_bars, look, "volume_bars", muscles=mean)
        volume.heading("Week by week")
        show.chart(
            volume_heat, look, "volume_heat", weeks=frames.heat(weekly, how, window)
        )
        volume.table(mean)
        show.how_we_know(*volume.method(how))
