"""Am I getting stronger?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.charts import e1rm, e1rm_small
from runlift.ui import ask, cached, show, strength, welcome

chosen = ask.filters()
if chosen is None:
    welcome.first_screen()
else:
    athlete, window = chosen
    log, how = cached.training(ask.store(), athlete)
    sessions = frames.strength_sessions(log, how)
    look = ask.look(how)
    if log["lifts"].empty:
        welcome.empty_athlete(athlete)
    elif sessions.empty:
        show.title(
            "Am I getting stronger?", "There is nothing to estimate strength from."
        )
        show.too_little(
            "A 1RM needs sets of 1 to 15 repetitions with a known load.",
            "If such sets are in your log, map their exercises first.",
        )
        shell.link("exercises", "Map exercises")
    else:
        exercise = strength.ask_exercise(sessions)
        one = sessions[sessions["exercise_id"] == exercise]
        show.title(
            "Am I getting stronger?",
            answers.current_strength(one, window, look.weight_unit),
        )
        inside = frames.within(one, window)
        show.figures(
            strength.figures(one, inside, look.weight_unit, strength.best_days(how))
        )
        if inside.empty:
            show.too_little(
                "No session of this exercise in these days.", "Widen the window."
            )
        else:
            show.chart(e1rm, look, "e1rm", sessions=inside)
        strength.records(one, look.weight_unit)
        several = frames.within(strength.most_trained(sessions, window), window)
        if several["exercise_id"].nunique() > 1:
            strength.heading("All main lifts at a glance")
            show.chart(e1rm_small, look, "e1rm_small", sessions=several)
        strength.table(inside, look.weight_unit)
        show.how_we_know(*strength.method(how))
