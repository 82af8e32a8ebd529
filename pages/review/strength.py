"""Am I getting stronger?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.charts import e1rm, e1rm_small
from runlift.ui import ask, cached, show, strength, strength_parts, welcome

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
        sessions, trends = cached.strength(ask.store(), athlete, window)
        if sessions.empty:
            strength_parts.nothing_to_estimate(athlete, log, look)
        else:
            exercise = strength.ask_exercise(sessions)
            one = sessions[sessions["exercise_id"] == exercise]
            trend = strength.row_of(trends, one)
            show.title(
                "Am I getting stronger?",
                answers.current_strength(one, trend, window, look.weight_unit),
            )
            show.figures(
                strength.figures(one, trend, look.weight_unit, strength.best_days(how))
            )
            strength.evidence(trend)
            look = strength.ask_relative(one, look)
            inside = frames.within(one, window)
            if inside.empty:
                show.too_little(
                    "No session of this exercise in these days.", "Widen the window."
                )
            else:
                show.chart(
                    e1rm,
                    look,
                    "e1rm",
                    sessions=strength.as_asked(inside, look),
                    phases=frames.phases(inside, how),
                )
            strength_parts.about(athlete, log, how, look, window, inside, trend)
            several = frames.within(strength.most_trained(sessions, window), window)
            if several["exercise_id"].nunique() > 1:
                strength.heading("All main lifts at a glance")
                show.chart(
                    e1rm_small,
                    look,
                    "e1rm_small",
                    sessions=strength.as_asked(several, look),
                    states=strength.words(trends),
                )
                strength.states(trends, look)
            strength_parts.records_and_body(athlete, log, how, look, window)
        show.how_we_know(*strength.method(how))
