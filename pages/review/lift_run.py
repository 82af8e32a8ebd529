"""Which lifts sat too close to which runs, why, and what to move?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.charts import gaps_before, week_board
from runlift.ui import ask, cached, lift_run, show, welcome

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
        found = frames.within(log["findings"], window)
        runs = frames.within(log["runs"], window)
        show.title(
            "Which lifts sat too close to which runs?",
            answers.collisions(found, window),
        )
        lift_run.one_sided(log)
        show.figures(lift_run.figures(found, runs))
        with lift_run.board():
            show.chart(week_board, look, "week_board", **frames.board(log, how, window))
        lift_run.listed(found)
        before = frames.before_runs(log, how, window)
        if len(before["lifts"]):
            lift_run.heading("Before my long and key runs")
            show.chart(gaps_before, look, "gaps", **before)
        lift_run.table(found)
        show.how_we_know(*lift_run.method(how))
