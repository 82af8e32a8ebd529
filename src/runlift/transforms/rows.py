"""Some rows of a frame as named tuples of plain values."""

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

import pandas as pd


def rows(
    frame: pd.DataFrame, columns: Sequence[str], places: Sequence[int] | None = None
) -> list[Any]:
    """The rows at `places` (all of them if not given), these columns only.

    What `itertuples` does, several times as fast where columns are text.
    """
    row = namedtuple("row", columns)  # type: ignore[misc]
    chosen = frame if places is None else frame.take(places)
    values = [chosen[name].to_numpy(object).tolist() for name in columns]
    return [row(*one) for one in zip(*values, strict=True)]
