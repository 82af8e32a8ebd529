"""How is my running going?"""

from runlift.ui import shell

shell.guard()

from runlift import answers, frames
from runlift.ui import (
    ask,
    cached,
    running,
    running_bests,
    running_efficiency,
    running_load,
    running_weeks,
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
    elif log["runs"].empty:
        running.no_runs()
    else:
        page = cached.running(ask.store(), athlete, window)
        inside = frames.within(page.single, window)
        show.title(
            "How is my running going?",
            answers.running(page.totals, inside, page.trend, look.distance_unit),
        )
        if running.has_runs(page):
            show.figures(running.figures(page, how, look))
            weeks, efficiency, bests, load = running.tabs()
            if weeks.open:
                with weeks:
                    running_weeks.weeks(page, look, how)
                    running_weeks.single(page, window, look)
                    running_weeks.listed(page, look)
            elif efficiency.open:
                with efficiency:
                    running_efficiency.intensity(page, how, look)
                    running_efficiency.efficiency(page, how, look)
            elif bests.open:
                with bests:
                    running_bests.bests(page, window, look)
                    running_bests.fitness(page, how, look)
                    running_bests.races(page, how, look)
            elif load.open:
                with load:
                    found = cached.load(ask.store(), athlete, window)
                    running_load.load(found, how, look)
        show.how_we_know(*running.method(how))
