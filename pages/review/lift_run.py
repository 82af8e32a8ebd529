"""Which lifts sat too close to which runs, why, and what to move?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.charts import finding_months, gap_hours, gaps_before
from runlift.ui import (
    ask,
    cached,
    finding_list,
    lift_cost,
    lift_run,
    run_labels,
    show,
    welcome,
)

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
        every = frames.findings(ask.store(), athlete, log)
        found = frames.within(every, window)
        runs = frames.within(log["runs"], window)
        show.title(
            "Which lifts sat too close to which runs?",
            answers.collisions(found, window),
        )
        lift_run.one_sided(log)
        show.figures(lift_run.figures(found, runs))
        clicked = lift_run.board(log, how, window, look)
        finding_list.linked(athlete, every, clicked)
        finding_list.listed(athlete, lift_run.of_classes(found))
        run_labels.part(athlete, runs, look)
        before = frames.before_runs(log, how, window)
        if len(before["lifts"]):
            lift_run.heading("Before my long and key runs")
            show.chart(gaps_before, look, "gaps", **before)
            show.chart(gap_hours, look, "gap_hours", gaps=frames.gaps(log, window))
        if found["severity"].isin(["conflict", "caution"]).any():
            lift_run.heading("What repeats, and when")
            show.chart(
                finding_months, look, "months", months=frames.months(found, window)
            )
            lift_run.patterns(found)
        if len(log["lifts"]) and len(log["runs"]):
            lift_cost.part(
                cached.lift_cost(ask.store(), athlete, ask.today()), how, look
            )
        lift_run.table(found)
        show.how_we_know(*lift_run.method(how))
