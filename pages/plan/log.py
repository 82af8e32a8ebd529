"""What do I lift today?"""

from runlift.ui import shell

shell.guard()

from runlift.ui import ask, cached, log, show, welcome

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    training, how = cached.training(ask.store(), athlete)
    now = log.following(athlete)
    head = show.space()
    picked = log.pick(now, training, athlete)
    with head:
        show.title("What do I lift today?", log.answer(picked, now, athlete, training))
    if ask.may(athlete, "import"):
        log.part(picked, now, athlete, training, how, ask.look(how))
    else:
        show.only_hers(athlete, "log her sessions")
    show.how_we_know(*log.method())
