"""How did this block go, and what is there to talk about?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.frames import review as review_frames
from runlift.ui import (
    ask,
    block_comparison,
    cached,
    report_part,
    review,
    review_notes,
    show,
    welcome,
)

chosen = ask.filters(is_block=True)
if chosen is None:
    welcome.first_screen()
else:
    athlete, window = chosen
    log, how = cached.training(ask.store(), athlete)
    look = ask.look(how)
    if log["lifts"].empty and log["runs"].empty:
        welcome.empty_athlete(athlete)
    else:
        block = review_frames.block(window, ask.today())
        week, running = cached.block(ask.store(), athlete, block)
        every = frames.findings(ask.store(), athlete, log)
        found = review_frames.conflicts(every, block)
        sessions, trends = cached.strength(ask.store(), athlete, block)
        lifts = review_frames.main_lifts(sessions, trends, block)
        mean = cached.volume(ask.store(), athlete, block)["mean"]
        hit = answers.long_runs_hit(frames.within(log["runs"], block), found)
        show.title(
            "How did this block go?",
            answers.block(week, found, hit, lifts, mean, look.distance_unit),
        )
        review.days(block, window)
        this, two = review.tabs()
        if this.open:
            with this:
                show.figures(review.figures(week, found, hit, look))
                review.conflicts(athlete, log, found)
                review.strength(log, sessions, lifts, block, how, look)
                review.volume(log, mean, look)
                review.running(log, how, running, block, look)
                review.plan(athlete, block)
                review_notes.part(athlete, log, block)
                report_part.part(athlete, block)
        elif two.open:
            with two:
                block_comparison.part(athlete, how, block, look)
        show.how_we_know(*review.method(how))
