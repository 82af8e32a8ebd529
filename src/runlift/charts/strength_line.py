"""Lines through lifting sessions that stop where training stopped."""

import numpy as np
import numpy.typing as npt

from runlift.charts import sheet
from runlift.charts.sheet import Days, Places
from runlift.units import Floats

GAP = 42
"""Days without a session after which nothing is known: no line is drawn across."""


def breaks(days: Days, names: npt.NDArray[np.object_]) -> Places:
    """Positions before which a line has to stop: after a long gap, at another exercise."""
    if len(days) < 2:
        return np.array([], dtype=np.intp)
    far = np.diff(days).astype(np.int64) > GAP
    return np.flatnonzero(far | (names[1:] != names[:-1])) + 1


def thinned_breaks(gaps: Places, kept: Places) -> Places:
    """The same breaks among the points that were kept: thinning must not make new ones."""
    places = np.unique(np.searchsorted(kept, gaps))
    return places[(places > 0) & (places < len(kept))]


def broken(
    days: Days, values: Floats, gaps: Places
) -> tuple[list[str], npt.NDArray[np.float32]]:
    """The line with a missing value in every gap."""
    x = sheet.day_strings(np.insert(days, gaps, days[gaps]))
    return x, np.insert(sheet.light(values), gaps, np.nan)
