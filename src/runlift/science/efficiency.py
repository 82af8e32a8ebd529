"""How far a heart beat carries, and whether it carries less far late in a run."""

import numpy as np
import numpy.typing as npt

from runlift.units import Floats


def efficiency(gap_m_per_s: npt.ArrayLike, heart_bpm: npt.ArrayLike) -> Floats:
    """The efficiency factor: metres on the level for each heart beat.

    Speed in metres a minute over beats a minute. It compares steady aerobic runs of one
    runner, and no two runners.

    Args:
        gap_m_per_s: speed on the level that cost as much.
        heart_bpm: average heart rate over the same minutes.
    """
    beats = np.asarray(heart_bpm, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(beats > 0, 60 * np.asarray(gap_m_per_s, float) / beats, np.nan)


def decoupling(
    first_gap_m_per_s: npt.ArrayLike,
    first_hr: npt.ArrayLike,
    second_gap_m_per_s: npt.ArrayLike,
    second_hr: npt.ArrayLike,
) -> Floats:
    """How much efficiency fell from the first to the second half, in percent.

    (EF1 - EF2) / EF1 x 100: positive means that it fell. Some tools turn the sign.
    """
    first = efficiency(first_gap_m_per_s, first_hr)
    second = efficiency(second_gap_m_per_s, second_hr)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(100 * (first - second) / first)
