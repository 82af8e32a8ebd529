"""How much training a day was, in three units that are never added up into one."""

import numpy as np
import numpy.typing as npt

from runlift.science.fitness import trimp
from runlift.units import Floats

Sex = str | None
"""`m`, `f`, or nothing where the athlete has not said."""


def session_rpe(
    rpe: npt.ArrayLike, seconds: npt.ArrayLike, longest_s: float = np.inf
) -> Floats:
    """Foster's session-RPE: how hard it felt (0 to 10) times minutes.

    Args:
        rpe: of the session as a whole; NaN where nobody said. What is left in reserve
            after a set is another thing.
        seconds: how long it took.
        longest_s: longer counts as this: the last hour of a long visit is talk.

    Returns:
        Points, one value a session; NaN where effort or time is unknown.
    """
    minutes = np.minimum(np.asarray(seconds, float), longest_s) / 60
    return np.asarray(np.asarray(rpe, float) * minutes)


def heart_share(heart_bpm: npt.ArrayLike, hr_max: float, hr_rest: float) -> Floats:
    """The share of the heart-rate reserve: 0 at rest, 1 at the maximum.

    NaN where the maximum does not lie above rest.
    """
    if not hr_max > hr_rest:
        return np.full(np.shape(heart_bpm), np.nan)
    return (np.asarray(heart_bpm, float) - hr_rest) / (hr_max - hr_rest)


def trimp_of_average(
    heart_bpm: npt.ArrayLike,
    seconds: npt.ArrayLike,
    hr_max: float,
    hr_rest: float,
    sex: Sex = None,
) -> Floats:
    """Banister's TRIMP from an average heart rate.

    An average underestimates a run of changing effort, since the weight of a minute
    rises faster than its heart rate.
    """
    share = heart_share(heart_bpm, hr_max, hr_rest)
    return trimp(np.asarray(seconds, float) / 60, share, sex)


def trimp_of_seconds(
    hr_seconds: npt.ArrayLike, hr_max: float, hr_rest: float, sex: Sex = None
) -> Floats:
    """Banister's TRIMP summed over every second with a heart rate.

    Args:
        hr_seconds: runs by bins of 1 bpm from 0, seconds in each.
        hr_max: the athlete's maximum, bpm.
        hr_rest: at rest, bpm.
        sex: whose constants; the mean of both where it is not said.
    """
    seconds = np.atleast_2d(np.asarray(hr_seconds, float))
    beats = np.arange(seconds.shape[1], dtype=float)
    minute = trimp(1.0, heart_share(beats, hr_max, hr_rest), sex)
    return np.asarray(seconds @ minute / 60)


def running_mean(daily: npt.ArrayLike, days: float) -> Floats:
    """Load averaged over about so many days, the newest counting most.

    Exponentially weighted with alpha = 1 - exp(-1 / days), beginning at zero: fifty a
    day for 42 days is 31.6 on the 42-day average. Until about `days` have passed it
    says more about the beginning of the log than about training.

    Args:
        daily: one value a day without a gap, days off included.
        days: the time constant.
    """
    kept = np.exp(-1.0 / days)
    found = np.empty(np.shape(daily))
    now = 0.0
    for place, load in enumerate(np.asarray(daily, float).tolist()):
        now = kept * now + (1 - kept) * load
        found[place] = now
    return found
