"""Which sets were one visit to the gym, where an app notes only the time of each set."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.importers.cells import Mask
from runlift.importers.numeric_dates import Moments
from runlift.importers.sheet import Sheet
from runlift.units import Floats

NEW_VISIT_AFTER = np.timedelta64(2, "h")
"""Longer rests than any between two sets, shorter than between two visits."""


@dataclass(frozen=True)
class Visits:
    """The rows of a table in the order in which the sets were done."""

    sheet: Sheet
    """Only the rows that had been kept; what was rejected before and said goes on."""
    start: pd.Series
    """When the visit of each row began."""
    duration_s: Floats
    """From the first set to the last; missing where there is no time of day."""
    precision: list[str]


def by_visits(sheet: Sheet, when: Moments) -> Visits:
    """The table in the order of time, each row with the visit it belongs to.

    A visit ends where the next set comes `NEW_VISIT_AFTER` later. Sets without a time
    of day are one visit a day. Within a minute the order of the file counts, turned
    round where the file has the newest set first.
    """
    kept = np.flatnonzero(sheet.kept)
    moment = when.start.to_numpy()[kept]
    steps = np.diff(moment) / np.timedelta64(1, "s")
    place = np.arange(len(kept))
    if (steps < 0).sum() > (steps > 0).sum():
        place = -place
    kept = kept[np.lexsort((place, moment))]
    moment = when.start.to_numpy()[kept]
    has_clock = np.array([when.precision[row] != "day" for row in kept], dtype=bool)
    number = np.cumsum(_begins(moment, has_clock))
    times = pd.Series(moment).groupby(number)
    first, last = times.transform("first"), times.transform("last")
    lasting = (last - first).dt.total_seconds().to_numpy(float)
    ordered = Sheet(
        sheet.header,
        list(
            zip(
                *(
                    np.asarray(sheet.at(column), dtype=object)[kept]
                    for column in range(len(sheet.header))
                ),
                strict=True,
            )
        ),
        sheet.lines[kept].tolist(),
        sheet.rejected,
    )
    for sentence in sheet.notes:
        ordered.note(sentence)
    return Visits(
        sheet=ordered,
        start=first.astype("datetime64[us]"),
        duration_s=np.where(has_clock & (lasting > 0), lasting, np.nan),
        precision=[when.precision[row] for row in kept],
    )


def _begins(
    moment: "np.ndarray[tuple[int], np.dtype[np.datetime64]]", has_clock: Mask
) -> Mask:
    """The rows that are the first of their visit."""
    begins = np.ones(len(moment), dtype=bool)
    days = moment.astype("datetime64[D]")
    begins[1:] = (
        (moment[1:] - moment[:-1] > NEW_VISIT_AFTER)
        | (has_clock[1:] != has_clock[:-1])
        | (~has_clock[1:] & (days[1:] != days[:-1]))
    )
    return begins
