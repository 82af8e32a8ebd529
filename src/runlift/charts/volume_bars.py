"""How many hard sets a week does each muscle get, and where is its useful range?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.muscle_rows import UNMAPPED, muscle_rows
from runlift.charts.sheet import Places, Spec
from runlift.charts.theme import BAND, PLAIN, Look, Meaning
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "muscles": (
            "muscle",
            "name",
            "group",
            "direct_sets",
            "indirect_sets",
            "maintain",
            "develop_low",
            "develop_high",
            "high",
            "band",
        )
    }
)
"""One row a muscle: sets as averages a week, thresholds missing where it has none."""

_ROW = 26
_PHONE_PX = 250.0
"""Width of the plot on a phone: the narrowest on which a label must fit."""
_WORD = {"little": "little", "high": "high"}
"""Bands that are named beside the number."""


def figure(look: Look, *, muscles: pd.DataFrame) -> go.Figure:
    """Bars in the colour of their band, before the range in which the muscle develops.

    Direct sets are plain and indirect ones hatched, so that neither needs a colour of
    its own.
    """
    if muscles.empty:
        return sheet.nothing(look)
    rows = muscle_rows(muscles)
    place = {row.muscle: i for i, row in enumerate(rows) if not row.is_heading}
    once = muscles.drop_duplicates("muscle")
    y = once["muscle"].map(place).to_numpy()
    direct = np.nan_to_num(sheet.numbers(once["direct_sets"]))
    indirect = np.nan_to_num(sheet.numbers(once["indirect_sets"]))
    total = direct + indirect
    room = total / (1 - _label_px(once) / _PHONE_PX)
    reach = float(max([*room, *_beyond(once["develop_high"]), 4.0]))
    traces = [
        *_range(look, once, y),
        *_bars(look, once, y, direct, indirect),
        _totals(look, once, y, total, reach),
        *_ticks(look, once, y),
        *_keys(look, once),
    ]
    return sheet.draw(
        look,
        traces,
        height=_ROW * len(rows) + 130,
        barmode="overlay",
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(
            look,
            range=[0, reach],
            nticks=6,
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
            title=sheet.title(look, "hard sets a week"),
        ),
        yaxis=sheet.axis(
            look,
            range=[len(rows) - 0.5, -0.5],
            tickmode="array",
            tickvals=list(range(len(rows))),
            ticktext=[f"<b>{r.label}</b>" if r.is_heading else r.label for r in rows],
            tickfont={"color": look.colour("ink"), "size": sheet.SMALL},
        ),
    )


def describe(look: Look = PLAIN, *, muscles: pd.DataFrame) -> str:
    """The muscles by band, and what could not be mapped."""
    del look
    if muscles.empty:
        return "No hard sets in these weeks."
    said = []
    mapped = muscles[muscles["muscle"] != UNMAPPED]
    for band, words in BAND.items():
        names = [
            sheet.short(name, 30) for name in mapped[mapped["band"] == band]["name"]
        ]
        if names:
            said.append(f"{words.word}: {sheet.listed(names)}")
    spare = muscles[muscles["muscle"] == UNMAPPED]
    total = float(np.nansum(spare[["direct_sets", "indirect_sets"]].to_numpy(float)))
    if total:
        said.append(f"in unmapped exercises: {total:.1f} sets a week")
    told = "; ".join(said) or "none has a range"
    return f"Hard sets a week per muscle. {told[0].upper()}{told[1:]}."


def example() -> dict[str, pd.DataFrame]:
    """Four muscles in four bands, one without a band, and unmapped sets."""
    nan = float("nan")
    return {
        "muscles": pd.DataFrame(
            [
                ("quads", "Quads", "legs", 9.0, 1.5, 3, 6, 15, 18, "develop"),
                ("soleus", "Soleus", "legs", 1.0, 0.5, 2, 4, 12, 16, "little"),
                ("abs", "Abs", "core", 2.0, 0.5, 2, 3, 12, 16, "maintain"),
                ("chest", "Chest", "push", 11.0, 6.0, 2, 3, 10, 16, "high"),
                ("biceps", "Biceps", "pull", 1.0, 3.0, nan, nan, nan, 16, None),
                (UNMAPPED, "Unmapped", None, 2.0, 0.0, nan, nan, nan, nan, None),
            ],
            columns=list(NEEDS["muscles"]),
        )
    }


def _bars(
    look: Look, once: pd.DataFrame, y: Places, direct: Floats, indirect: Floats
) -> list[Spec]:
    """Direct sets from zero, indirect ones hatched after them."""
    line = look.colour("muted")
    fills = [
        look.colour("neutral" if muscle == UNMAPPED else _fill(band))
        for muscle, band in zip(once["muscle"], once["band"], strict=True)
    ]
    common = {
        "type": "bar",
        "orientation": "h",
        "y": y,
        "width": 0.56,
        "hovertext": _hovers(once, direct, indirect),
        "hoverinfo": "text",
        "showlegend": False,
    }
    marker = {"color": fills, "line": {"width": 1, "color": line}}
    hatch = _hatch(look)
    return [
        common | {"x": np.round(direct, 2), "name": "direct sets", "marker": marker},
        common
        | {
            "base": np.round(direct, 2),
            "x": np.round(indirect, 2),
            "name": "indirect sets",
            "marker": marker | {"pattern": hatch},
        },
    ]


def _hatch(look: Look) -> Spec:
    return {
        "shape": "/",
        "size": 6,
        "solidity": 0.2,
        "fillmode": "overlay",
        "fgcolor": look.colour("muted"),
        "fgopacity": 0.7,
    }


def _fill(band: object) -> Meaning:
    return BAND[str(band)].fill if band in BAND else "band_none"


def _range(look: Look, once: pd.DataFrame, y: Places) -> list[Spec]:
    """Where the muscle develops, as a quiet bar behind."""
    low, high = sheet.numbers(once["develop_low"]), sheet.numbers(once["develop_high"])
    known = np.isfinite(low) & np.isfinite(high)
    if not known.any():
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": y[known],
            "base": low[known],
            "x": (high - low)[known],
            "width": 0.9,
            "marker": {"color": look.colour("grid"), "line": {"width": 0}},
            "opacity": 0.75,
            "hoverinfo": "skip",
            "name": "range that develops",
        }
    ]


def _ticks(look: Look, once: pd.DataFrame, y: Places) -> list[Spec]:
    maintain = sheet.numbers(once["maintain"])
    known = np.isfinite(maintain)
    if not known.any():
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": maintain[known],
            "y": y[known],
            "name": "enough to maintain",
            "marker": {
                "symbol": "line-ns",
                "size": 17,
                "color": look.colour("ink"),
                "line": {"width": 2, "color": look.colour("ink")},
            },
            "hoverinfo": "skip",
        }
    ]


def _totals(
    look: Look,
    once: pd.DataFrame,
    y: Places,
    total: Floats,
    reach: float,
) -> Spec:
    """The number at the end of the bar; the band's word where it is not the usual one."""
    told = [
        f" <b>{value:.1f}</b> {_WORD.get(band, '')}".rstrip()
        for value, band in zip(total, once["band"], strict=True)
    ]
    maintain = sheet.numbers(once["maintain"])
    is_crossed = (maintain >= total) & (
        maintain < total + reach * _label_px(once) / _PHONE_PX
    )
    return {
        "type": "scatter",
        "mode": "text",
        "x": np.round(np.where(is_crossed, maintain, total), 2),
        "y": y,
        "text": told,
        "textposition": "middle right",
        "textfont": {"color": look.colour("ink"), "size": sheet.SMALL},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _label_px(once: pd.DataFrame) -> Floats:
    """The width of every number with its word."""
    return np.array([66.0 if band in _WORD else 36.0 for band in once["band"]])


def _beyond(thresholds: pd.Series) -> list[float]:
    """Thresholds with a little air to their right."""
    return [float(value) * 1.03 for value in thresholds.dropna()]


def _hovers(
    once: pd.DataFrame,
    direct: Floats,
    indirect: Floats,
) -> list[str]:
    told = []
    for name, first, second, maintain, low, high, most, band in zip(
        once["name"],
        direct,
        indirect,
        sheet.numbers(once["maintain"]),
        sheet.numbers(once["develop_low"]),
        sheet.numbers(once["develop_high"]),
        sheet.numbers(once["high"]),
        once["band"],
        strict=True,
    ):
        heading = f"{sheet.safe(name, 30)}: {first + second:.1f} hard sets a week"
        parts = [f"{first:.1f} direct, {second:.1f} indirect"]
        if band in BAND:
            parts.append(BAND[band].word)
        if np.isfinite(maintain):
            parts.append(f"maintain from {maintain:.0f}")
        if np.isfinite(low) and np.isfinite(high):
            parts.append(f"develop {low:.0f} to {high:.0f}")
        if np.isfinite(most):
            parts.append(f"high above {most:.0f}")
        told.append(sheet.story(heading, ", ".join(parts)))
    return told


def _keys(look: Look, once: pd.DataFrame) -> list[Spec]:
    """The bands that occur, and what a hatch means."""
    found = set(once["band"])
    fills = [(band.word, band.fill) for key, band in BAND.items() if key in found]
    line = {"width": 1, "color": look.colour("muted")}
    common = {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
    }
    keys = [
        common
        | {
            "name": word,
            "marker": {
                "symbol": "square",
                "size": 12,
                "color": look.colour(fill),
                "line": line,
            },
        }
        for word, fill in fills
    ]
    hatched = {
        "type": "bar",
        "orientation": "h",
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
        "name": "hatched: as a helper",
        "marker": {
            "color": look.colour("page"),
            "line": line,
            "pattern": _hatch(look),
        },
    }
    return [*keys, hatched]
