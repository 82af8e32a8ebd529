"""How fast each run was, and how fast that is on the level."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science.grade import summary_gap_factor
from runlift.science.policy import Policy
from runlift.transforms.instants import running_s
from runlift.units import Floats


class LevelSpeed(NamedTuple):
    """Speeds of runs in m/s; NaN where distance or time are unknown."""

    plain: Floats
    level: Floats
    is_approximate: npt.NDArray[np.bool_]
    """Whether the level speed is known but comes from no recording."""


def level_speed(runs: pd.DataFrame, policy: Policy) -> LevelSpeed:
    """The speed of each run, and the speed on the level that would have cost as much.

    The latter comes from the recording, else from distance and climb as on a loop, which
    is a lower bound. An unknown climb is taken as none: the plain speed is the lowest
    bound there is. What comes from no recording is approximate and shown as such.

    Args:
        runs: moving_s, elapsed_s, distance_m, ascent_m, gap_m_per_s (of the recording).
        policy: section `stream`.
    """
    seconds = running_s(runs).to_numpy(float)
    metres = runs["distance_m"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = np.where(seconds > 0, metres / seconds, np.nan)
    factor = summary_gap_factor(runs["ascent_m"].to_numpy(float), metres, policy)
    recorded = runs["gap_m_per_s"].to_numpy(float)
    is_told = ~np.isnan(recorded)
    level = np.where(is_told, recorded, plain * np.nan_to_num(factor, nan=1.0))
    return LevelSpeed(plain, level, ~is_told & ~np.isnan(level))
