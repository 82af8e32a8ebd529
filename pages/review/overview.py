"""How is my training going, and what needs attention?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.charts import week_load
from runlift.ui import ask, attention, cached, report_part, show, welcome

chosen = ask.filters()
if chosen is None:
    welcome.first_screen()
else:
    athlete, window = chosen
    log, how = cached.training(ask.store(), athlete)
    look = ask.look(how)
    if log["lifts"].empty and log["runs"].empty:
        welcome.empty_athlete(athlete)
    else:
        weeks = frames.weeks(log, window)
        show.title(
            "How is my training going?",
            answers.this_week(weeks, look.distance_unit, ask.today()),
        )
        show.figures(attention.figures(weeks, look.distance_unit))
        show.chart(week_load, look, "week_load", weeks=weeks.tail(16))
        attention.ahead(athlete, log, how, ask.today(), ask.local_now(athlete))
        attention.listed(ask.store(), athlete, log, window)
        attention.week_table(weeks, look.distance_unit)
        report_part.part(athlete, window)
