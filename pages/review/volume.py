"""How much work does each muscle get?"""

from runlift.ui import shell

shell.guard()

from runlift import answers
from runlift.charts import volume_bars, volume_heat
from runlift.ui import (
    ask,
    cached,
    show,
    volume,
    volume_body,
    volume_course,
    volume_programs,
    volume_sessions,
    volume_tonnage,
    volume_weight,
    welcome,
)

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
        page = cached.volume(ask.store(), athlete, window)
        mean = page["mean"]
        show.title("How much work does each muscle get?", answers.weekly_sets(mean))
        if volume.has_sets(page):
            show.figures(volume.figures(page["totals"], mean))
            volume.hints(mean, page["sides"])
            muscles, programs, sessions, tonnage = volume.tabs()
            if muscles.open:
                with muscles:
                    body, bars = volume.columns()
                    with body:
                        muscle = volume_body.choose(mean, look)
                        volume_weight.ask_weight(athlete, how)
                    with bars:
                        show.chart(volume_bars, look, "volume_bars", muscles=mean)
                    volume_body.work(athlete, window, mean, muscle)
                    volume_course.over_time(page, look, muscle)
                    volume.heading("Every muscle, week by week")
                    show.chart(volume_heat, look, "volume_heat", weeks=page["heat"])
                    volume.table(mean)
            elif programs.open:
                with programs:
                    delivered = cached.programs(ask.store(), athlete)
                    volume_programs.readouts(page["balance"], delivered, how)
                    volume_programs.beside(mean, delivered, look)
            elif sessions.open:
                with sessions:
                    volume_sessions.doses(page["doses"], look)
                    volume_sessions.jumps(page, look, how)
            elif tonnage.open:
                with tonnage:
                    volume_tonnage.tonnage(page, look)
        show.how_we_know(*volume.method(how))
