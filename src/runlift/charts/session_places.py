"""Sessions one beside another, the newest right, with a few of their dates below."""

import numpy as np
import pandas as pd

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import Look
from runlift.units import day_text

MOST = 250
"""Sessions that can be told apart on one sheet: a year and a half of three a week."""

MARGIN = {"l": 0, "r": 26, "t": 8, "b": 0, "pad": 4}
"""Room for half a date right of the newest session, which Plotly would hide else."""

_LABELS = 6
_FEWEST = 8
"""Places kept, so that the bars of three sessions are not as wide as a page."""


def newest(sessions: pd.DataFrame) -> pd.DataFrame:
    """The newest sessions, by day."""
    known = sessions[sessions["day"].notna()]
    return known.sort_values("day", kind="stable").tail(MOST)


def axis(look: Look, shown: pd.DataFrame) -> Spec:
    """The axis below them: positions from 0, dates counted back from the newest."""
    count = len(shown)
    days = list(shown["day"])
    step = -(-count // _LABELS)
    chosen = list(range(count - 1, -1, -step))
    return sheet.axis(
        look,
        range=[min(0, count - _FEWEST) - 0.6, count - 0.4],
        tickmode="array",
        tickangle=0,
        tickvals=chosen,
        ticktext=[
            f"{day_text(days[i])}<br>{days[i].year}"
            if i == chosen[0] or days[i].year != days[-1].year
            else day_text(days[i])
            for i in chosen
        ],
    )


def places(shown: pd.DataFrame) -> sheet.Places:
    """Where each session stands."""
    return np.arange(len(shown))
