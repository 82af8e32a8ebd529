"""The percentage of the 1RM for repetitions at an RPE, as lifters pass it around."""

import numpy as np
import numpy.typing as npt

from runlift.science.cited import Cited
from runlift.units import Floats

_AT_FAILURE = tuple(
    Cited(
        f"RPE_TABLE_{reps}",
        percent,
        unit="% 1RM",
        source="rts_table",
        note="At RPE 10; other copies have 70.7 and 68.0 for 11 and 12 repetitions."
        if reps > 10
        else "At RPE 10.",
    )
    for reps, percent in enumerate(
        (100, 95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9, 71.7, 69.5), 1
    )
)

MAX_REPS = len(_AT_FAILURE)


def percent_of_1rm(reps: npt.ArrayLike, rpe: npt.ArrayLike) -> Floats:
    """The load for `reps` at `rpe` in percent of the 1RM.

    One RPE less is one repetition more; half an RPE lies between its neighbours.
    NaN beyond the table, which knows 1 to 12 repetitions, in reserve included.
    """
    possible = np.asarray(reps, float) + 10 - np.asarray(rpe, float)
    is_known = (possible >= 1) & (possible <= MAX_REPS) & (np.asarray(reps, float) >= 1)
    places = np.where(is_known, possible, 1.0)
    found = np.interp(places, np.arange(1, MAX_REPS + 1), _AT_FAILURE)
    return np.where(is_known, found, np.nan)
