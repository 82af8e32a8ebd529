"""Small plans as frames, for tests of what became of them."""

import pandas as pd

from runlift.columns import frame
from runlift.transforms.plan_matching import EXERCISES, LIFTS, RUNS


def planned_lifts(*given):
    """(planned_id, day) and more columns, one lift each."""
    rows = [
        {
            "planned_id": name,
            "day": pd.Timestamp(day),
            "hours": 1.0,
            "leg_load": 6.0,
            "status": "planned",
            "done_id": None,
            **(more[0] if more else {}),
        }
        for name, day, *more in given
    ]
    return _typed(rows, LIFTS)


def planned_runs(*given):
    """(planned_id, day, class) and more columns, one run each."""
    rows = [
        {
            "planned_id": name,
            "day": pd.Timestamp(day),
            "run_class": run_class,
            "hours": 50 / 60,
            "status": "planned",
            "done_id": None,
            **(more[0] if more else {}),
        }
        for name, day, run_class, *more in given
    ]
    return _typed(rows, RUNS)


def planned_exercises(**by_lift):
    """For each planned_id: (exercise_id, sets, load in kg), 5 to 8 repetitions."""
    rows = [
        {
            "planned_id": name,
            "place": place,
            "exercise_id": exercise,
            "sets": sets,
            "reps_low": 5.0,
            "reps_high": 8.0,
            "load_kg": load,
        }
        for name, asked in by_lift.items()
        for place, (exercise, sets, load) in enumerate(asked, 1)
    ]
    return _typed(rows, EXERCISES)


def _typed(rows, columns):
    values = pd.DataFrame(rows, columns=list(columns), dtype=object)
    return frame(columns, {name: values[name] for name in columns})
