"""What does each exercise train, and which of my names mean it?"""

from runlift.ui import shell

shell.guard()

from runlift import frames
from runlift.ui import (
    ask,
    cached,
    exercise_card,
    exercise_changes,
    exercise_form,
    exercise_library,
    exercise_place,
    mapping,
    mapping_bulk,
    show,
    welcome,
)

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    names, how = cached.names(ask.store(), athlete)
    # Only the athlete says what her names mean.
    waiting = frames.waiting(names) if ask.may(athlete, "change") else names.head(0)
    view = exercise_place.view(len(waiting), how.exercises)
    exercise = exercise_place.exercise(how.exercises)
    exercise_changes.told(athlete)
    if exercise_form.is_open(athlete):
        show.title("What is your exercise?", exercise_form.answer())
        exercise_form.form(athlete, how)
    elif view == "library" and exercise:
        log, how = cached.training(ask.store(), athlete)
        exercise_place.link_to_all()
        done = exercise_card.history(log, exercise)
        show.title(show.plain(exercise.name), exercise_card.answer(exercise, done))
        exercise_card.card(athlete, exercise, done, log, how, ask.look(how))
        exercise_card.names_that_mean_it(names, exercise)
        exercise_card.how_we_know(how)
    elif view == "library":
        show.title(
            "What does each exercise train?",
            exercise_library.answer(how.exercises, names),
        )
        exercise_library.library(athlete, how.exercises, names)
    else:
        show.title("What are these exercises?", mapping.answer(names, waiting))
        proposals = frames.suggestions(waiting["exercise_raw"], how)
        if ask.may(athlete, "change"):
            mapping_bulk.accept(athlete, waiting, proposals, how)
            mapping.queue(athlete, waiting, proposals, how.exercises)
            mapping_bulk.review(athlete, names, how.exercises)
        if not names.empty:
            if ask.may(athlete, "change"):
                mapping.change(athlete, names, how.exercises)
            mapping.table(names)
        show.how_we_know(
            "A name is looked up in the alias table first, then by its set of words; your "
            "own choice wins over both. Nothing is guessed: a name nobody knows stays "
            "visible as its own bar until you say what it is.",
            "Proposals compare the words of a name with those of every exercise and "
            "alias, also with a slip in a word. They are never taken without you.",
        )
