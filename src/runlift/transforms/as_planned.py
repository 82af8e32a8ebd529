"""Which class the plan gives a run, by its day."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.transforms.instants import running_s


def planned_classes(
    runs: pd.DataFrame, planned: pd.DataFrame | None
) -> npt.NDArray[np.object_]:
    """The planned class of each run, empty where none was planned for its day.

    Of more runs than were planned on a day, the longest ones are the planned ones; they
    are taken in the order of the day.

    Args:
        runs: start_local, moving_s, elapsed_s.
        planned: day, start_h, run_class; of the rules, by time.
    """
    found = np.full(len(runs), "", object)
    if planned is None or planned.empty or runs.empty:
        return found
    asked = {
        day: rows["run_class"].tolist()
        for day, rows in planned.sort_values(["day", "start_h"]).groupby("day")
    }
    seconds = running_s(runs).fillna(0.0).to_numpy(float)
    start = runs["start_local"].to_numpy("datetime64[us]")
    days = runs["start_local"].dt.normalize()
    for day, places in days.groupby(days).groups.items():
        classes = asked.get(day)
        if not classes:
            continue
        at = runs.index.get_indexer(places)
        longest = at[np.argsort(-seconds[at], kind="stable")][: len(classes)]
        in_order = longest[np.argsort(start[longest], kind="stable")]
        for place, run_class in zip(in_order.tolist(), classes, strict=False):
            found[place] = run_class
    return found
