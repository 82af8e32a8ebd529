"""Which of my exercise names does Runlift not know, and what are they?"""

from runlift.ui import shell

shell.guard()

from runlift import frames
from runlift.ui import ask, mapping, show, welcome

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    names = frames.mapping(ask.store(), athlete)
    waiting = frames.unmapped(ask.store(), athlete)
    if names.empty:
        welcome.empty_athlete(athlete)
    else:
        show.title("What are these exercises?", mapping.answer(names, waiting))
        mapping.queue(athlete, waiting)
        mapping.change(athlete, names)
        mapping.table(names)
        show.how_we_know(
            "A name is looked up in the alias table first, then by its set of words; your "
            "own choice wins over both. Nothing is guessed: a name nobody knows stays "
            "visible as its own bar until you say what it is.",
            "What counts for which muscle stands in `data/exercises.csv`, each row with its "
            "basis: the guide, this project's reference, or our own reasoning.",
        )
