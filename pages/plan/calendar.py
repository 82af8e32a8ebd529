"""What is planned, and what was done?"""

from runlift.ui import shell

shell.guard()

from runlift import answers
from runlift.errors import NotFound
from runlift.frames import plans as plan_frames
from runlift.ui import ask, cached, calendar, calendar_plan, show, welcome

chosen = ask.filters(with_window=False)
if chosen is None:
    welcome.first_screen()
else:
    athlete, _ = chosen
    log, how = cached.training(ask.store(), athlete)
    try:
        kept = plan_frames.kept_plan(ask.store(), athlete)
    except NotFound:
        kept = None
    if kept is None:
        calendar_plan.nothing(athlete, how)
    else:
        moment, look = ask.local_now(athlete), ask.look(how)
        now = cached.following(ask.store(), athlete, kept, moment.date())
        head = show.space()
        found = calendar.board(log, now, how, athlete, moment, look)
        with head:
            show.title(
                "What is planned, and what was done?",
                answers.plan_now(now.plan.name, now.coming, found, moment.date()),
            )
            show.figures(calendar.figures(now, found))
        calendar_plan.lighter_week(now, athlete, how, moment.date())
        calendar_plan.new_cycles(now, athlete, how)
        calendar.coming(log, now, found, how, athlete, moment)
        calendar.left_out(now, athlete)
        calendar.targets(now, how)
        calendar.against(now, how, look)
        calendar_plan.downloads(now, found, athlete, how)
        calendar_plan.others(athlete, how)
