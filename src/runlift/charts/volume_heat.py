"""Which muscles got how much work in which week, judged by the band a runner needs?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.muscle_rows import UNMAPPED, MuscleRow, muscle_rows
from runlift.charts.theme import BAND, PLAIN, Look
from runlift.units import MONTHS, day_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"weeks": ("week", "muscle", "name", "group", "sets", "band")}
)
"""One row a week (its Monday) and muscle. `band` is missing where a muscle has none."""

MAX_WEEKS = 104
VALUES_UP_TO = 16
"""Columns up to which the number of sets is printed in the cell."""

_ROW = 23
_NEUTRAL = len(BAND)
_NO_BAND = "no range set"
_LABELS = 6
"""Dates below the picture: as many as fit on a phone."""


def figure(look: Look, *, weeks: pd.DataFrame) -> go.Figure:
    """Muscles down, weeks across, a cell coloured by its band."""
    known = _known(weeks)
    if known.empty:
        return sheet.nothing(look)
    rows = muscle_rows(known)
    columns = _columns(known)
    sets, bands = _cells(known, rows, columns)
    labels = [sheet.long_day_text(week) for week in columns]
    names = _unique([row.label for row in rows])
    words = [*(band.word for band in BAND.values()), _NO_BAND]
    z = np.where(np.isfinite(sets), bands, np.nan)
    has_values = len(columns) <= VALUES_UP_TO
    heat: sheet.Spec = {
        "type": "heatmap",
        "x": labels,
        "y": names,
        "z": z,
        "zmin": -0.5,
        "zmax": _NEUTRAL + 0.5,
        "colorscale": _scale(look),
        "showscale": False,
        "hoverongaps": False,
        "xgap": 2 if has_values else 1 if len(columns) <= 52 else 0,
        "ygap": 2,
        "text": [[_half(value) for value in line] for line in sets.tolist()],
        "customdata": [
            [f"{cell:.1f} hard sets</b><br>{words[band]}" for cell, band in line]
            for line in map(zip, sets.tolist(), bands.tolist())
        ],
        "hovertemplate": "<b>%{y}: %{customdata}, week of %{x}<extra></extra>",
    }
    if has_values:
        heat |= {
            "texttemplate": "%{text}",
            "textfont": {"color": look.colour("ink")},
        }
    has_neutral = bool((z == _NEUTRAL).any())
    return sheet.draw(
        look,
        [heat, *_keys(look, has_neutral)],
        height=_ROW * len(rows) + 96,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(
            look,
            type="category",
            tickangle=0,
            title=sheet.title(
                look, "week of; numbers are hard sets" if has_values else "week of"
            ),
            **_dates(labels, columns),
        ),
        yaxis=sheet.axis(
            look,
            type="category",
            autorange="reversed",
            tickmode="array",
            tickvals=names,
            ticktext=[f"<b>{r.label}</b>" if r.is_heading else r.label for r in rows],
            tickfont={"color": look.colour("ink"), "size": sheet.SMALL},
        ),
    )


def describe(look: Look = PLAIN, *, weeks: pd.DataFrame) -> str:
    """How the muscles stand in the newest week, by band."""
    del look
    known = _known(weeks)
    if known.empty:
        return "No hard sets in these weeks."
    newest = known[known["week"] == known["week"].max()]
    mapped = newest[newest["muscle"] != UNMAPPED]
    said = []
    for band, words in BAND.items():
        names = [
            sheet.short(name, 30) for name in mapped[mapped["band"] == band]["name"]
        ]
        if names:
            said.append(f"{words.word}: {sheet.listed(names)}")
    spare = newest[newest["muscle"] == UNMAPPED]["sets"].sum()
    if spare:
        said.append(f"in unmapped exercises: {spare:.1f} sets")
    count = known["week"].nunique()
    return (
        f"Hard sets per muscle over {sheet.count_text(count, 'week')}. Week of "
        f"{sheet.long_day_text(newest['week'].iloc[0])}: "
        f"{'; '.join(said) or 'no muscle has a range'}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Three weeks of four muscles in every band, and sets nobody could map."""
    muscles: list[tuple[str, str, str | None, list[float], list[str | None]]] = [
        ("quads", "Quads", "legs", [9.0, 16.5, 19.0], ["develop", "above", "high"]),
        (
            "soleus",
            "Soleus",
            "legs",
            [1.0, 2.5, 4.0],
            ["little", "maintain", "develop"],
        ),
        ("abs", "Abs", "core", [5.0, 5.0, 0.0], ["develop", "develop", "little"]),
        ("biceps", "Biceps", "pull", [3.0, 4.0, 2.0], [None, None, None]),
        (UNMAPPED, "Unmapped", None, [2.0, 0.0, 1.0], [None, None, None]),
    ]
    mondays = pd.to_datetime(["2026-10-19", "2026-10-26", "2026-11-02"])
    return {
        "weeks": pd.DataFrame(
            [
                (week, muscle, name, group, sets[i], bands[i])
                for i, week in enumerate(mondays)
                for muscle, name, group, sets, bands in muscles
            ],
            columns=list(NEEDS["weeks"]),
        )
    }


def _known(weeks: pd.DataFrame) -> pd.DataFrame:
    """The newest weeks of the frame, at most two years."""
    known = weeks[weeks["week"].notna() & weeks["sets"].notna()]
    if known.empty:
        return known
    first = known["week"].max() - pd.Timedelta(weeks=MAX_WEEKS - 1)
    return known[known["week"] >= first]


def _columns(known: pd.DataFrame) -> list[pd.Timestamp]:
    """Every Monday from the first week to the last: a week off is a column too."""
    return list(pd.date_range(known["week"].min(), known["week"].max(), freq="7D"))


def _cells(
    known: pd.DataFrame, rows: list[MuscleRow], columns: list[pd.Timestamp]
) -> "tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], np.ndarray[tuple[int, int], np.dtype[np.intp]]]":
    """Sets and band of each cell; what no row of the frame names stays missing."""
    place = {row.muscle: i for i, row in enumerate(rows) if not row.is_heading}
    codes = {band: i for i, band in enumerate(BAND)}
    sets = np.full((len(rows), len(columns)), np.nan)
    bands = np.full((len(rows), len(columns)), _NEUTRAL, dtype=np.intp)
    down = known["muscle"].map(place).to_numpy()
    across = ((known["week"] - columns[0]).dt.days // 7).to_numpy()
    sets[down, across] = sheet.numbers(known["sets"])
    bands[down, across] = [
        _NEUTRAL if muscle == UNMAPPED else codes.get(band, _NEUTRAL)
        for muscle, band in zip(known["muscle"], known["band"], strict=True)
    ]
    return sets, bands


def _half(sets: float) -> str:
    """Sets to the nearest half, short enough for a cell on a phone: `12½`."""
    if sets != sets:
        return ""
    whole, half = divmod(round(sets * 2), 2)
    return f"{whole or ''}½" if half else str(whole)


def _unique(labels: list[str]) -> list[str]:
    """Labels as categories: a second `Core` gets an invisible mark."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label + "\u200b" * (seen[label] - 1))
    return found


def _scale(look: Look) -> list[list[float | str]]:
    """One flat colour a band, no shades between."""
    fills = [look.colour(band.fill) for band in BAND.values()]
    fills.append(look.colour("band_none"))
    steps: list[list[float | str]] = []
    for place, fill in enumerate(fills):
        steps += [[place / len(fills), fill], [(place + 1) / len(fills), fill]]
    return steps


def _dates(labels: list[str], columns: list[pd.Timestamp]) -> sheet.Spec:
    """A few dates, counted back from the newest week; months where there are many."""
    step = -(-len(columns) // _LABELS)
    chosen = range(len(columns) - 1, -1, -step)
    many = len(columns) > 52
    return {
        "tickmode": "array",
        "tickvals": [labels[i] for i in chosen],
        "ticktext": [
            f"{MONTHS[columns[i].month - 1]}<br>{columns[i].year}"
            if many
            else day_text(columns[i])
            for i in chosen
        ],
    }


def _keys(look: Look, has_neutral: bool) -> list[sheet.Spec]:
    """The bands in order, as a legend."""
    keys = [(band.word, look.colour(band.fill)) for band in BAND.values()]
    if has_neutral:
        keys.append((_NO_BAND, look.colour("band_none")))
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": word,
            "marker": {"symbol": "square", "size": 12, "color": fill},
            "hoverinfo": "skip",
        }
        for word, fill in keys
    ]
