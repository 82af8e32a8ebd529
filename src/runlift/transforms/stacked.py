"""List columns as one table of numbers."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from runlift.units import Floats


def stacked(lists: Iterable[npt.ArrayLike]) -> Floats:
    """Lists of one length as rows; NaN where a value is missing.

    DuckDB hands missing values over as masked ones, and stacking alone would turn them
    into zeros: a run of 5 km with a marathon of no time.

    Args:
        lists: the cells of a list column, at least one.
    """
    plain = [
        one.filled(np.nan) if isinstance(one, np.ma.MaskedArray) else np.asarray(one)
        for one in lists
    ]
    return np.asarray(np.vstack(plain), float)
