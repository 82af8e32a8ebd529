"""Which strength program fits around my running week?"""

from runlift.ui import shell

shell.guard()

from runlift import answers
from runlift.ui import ask, builder, builder_preview, cached, show, welcome

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    log, how = cached.training(ask.store(), athlete)
    look = ask.look(how)
    head = show.space()
    asked = builder.asked(athlete, log, how)
    if asked is not None:
        program, choices, whose = asked
        found, picked = builder.places(program, choices, whose, how, look)
        with head:
            show.title(
                "Which strength program fits around my running week?",
                answers.placed_program(program.name, picked),
            )
        if picked is not None:
            plan = builder.plan(program, choices, picked, whose, athlete, how)
            builder_preview.weeks(plan, how, look)
            builder_preview.sessions(plan, how)
            judged = builder.judged(plan, log, athlete, how)
            builder_preview.follow(plan, judged, athlete, how)
    builder_preview.own_program(athlete, how.exercises)
    show.how_we_know(*builder.method(how))
