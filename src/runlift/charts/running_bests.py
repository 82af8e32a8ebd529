"""How fast have I run each distance, ever and in these days?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look, Meaning
from runlift.units import Floats, distance_in, duration_text, pace_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bests": (
            "distance_m",
            "seconds",
            "day",
            "title",
            "is_whole_run",
            "window_s",
            "window_day",
            "window_title",
            "window_is_whole_run",
        )
    }
)
"""One row a distance; what the days looked at have is missing where nobody ran so far. A
whole run stands in where no recording shows the fastest stretch."""

_HEIGHT = 330
_STEP_S = (5, 10, 15, 20, 30, 60, 120, 300)
_NAMES = {
    400.0: "400 m",
    800.0: "800 m",
    1000.0: "1 km",
    1609.344: "1 mi",
    3000.0: "3 km",
    5000.0: "5 km",
    10000.0: "10 km",
    15000.0: "15 km",
    21097.5: "half",
    42195.0: "marathon",
}


def figure(look: Look, *, bests: pd.DataFrame) -> go.Figure:
    """Pace over distance, faster higher: ever as a line, these days as dots.

    Hollow where it is a whole run: some of it may have been faster.
    """
    shown = _shown(bests)
    if shown.empty:
        return sheet.nothing(look)
    metres = sheet.numbers(shown["distance_m"])
    ever = _pace(look, metres, sheet.numbers(shown["seconds"]))
    lately = _pace(look, metres, sheet.numbers(shown["window_s"]))
    known = ~np.isnan(lately)
    every = np.concatenate([ever, lately[known]])
    return sheet.draw(
        look,
        [
            _trace(look, metres, ever, shown, "ever", "muted", "lines+markers"),
            _trace(
                look,
                metres[known],
                lately[known],
                shown[known].assign(
                    seconds=shown["window_s"],
                    day=shown["window_day"],
                    title=shown["window_title"],
                    is_whole_run=shown["window_is_whole_run"],
                ),
                "in these days",
                "run_key",
                "markers",
            ),
            *_key(look, shown),
        ],
        height=_HEIGHT,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=sheet.axis(
            look,
            type="log",
            range=[np.log10(metres.min()) - 0.08, np.log10(metres.max()) + 0.08],
            tickmode="array",
            tickvals=_apart(metres),
            ticktext=[distance_text(one) for one in _apart(metres)],
            tickangle=0,
        ),
        yaxis=_paces(look, every),
    )


def describe(look: Look = PLAIN, *, bests: pd.DataFrame) -> str:
    """The best time over up to five distances, the longest last."""
    del look
    shown = _shown(bests)
    if shown.empty:
        return "No best effort over any distance yet."
    told = [
        f"{distance_text(metres)} in {duration_text(seconds)}"
        for metres, seconds in zip(shown["distance_m"], shown["seconds"], strict=True)
    ][-5:]
    count = int(shown["window_s"].notna().sum())
    return (
        f"Fastest ever: {sheet.listed(told)}. These days have an effort over "
        f"{count} of {len(shown)} distances."
    )


def example() -> dict[str, pd.DataFrame]:
    """Three distances; nobody ran the longest lately."""
    day = pd.Timestamp("2026-05-03")
    lately = pd.Timestamp("2026-11-07")
    nan = float("nan")
    return {
        "bests": pd.DataFrame(
            [
                (1000.0, 215.0, day, "6x1k", False, 222.0, lately, "Track", False),
                (5000.0, 1200.0, day, "Park", True, 1200.0, day, "Park", True),
                (21097.5, 5400.0, day, "Half", True, nan, pd.NaT, None, None),
            ],
            columns=list(NEEDS["bests"]),
        )
    }


def distance_text(metres: float) -> str:
    """A distance of best efforts as runners call it."""
    return _NAMES.get(metres, f"{metres / 1000:g} km")


def _shown(bests: pd.DataFrame) -> pd.DataFrame:
    known = bests[(bests["distance_m"] > 0) & (bests["seconds"] > 0)]
    ordered = known.sort_values(["distance_m", "seconds"], kind="stable")
    return ordered.drop_duplicates("distance_m")


def _pace(look: Look, metres: Floats, seconds: Floats) -> Floats:
    """Seconds a kilometre or mile."""
    return seconds * distance_in(1, look.distance_unit) / metres


def _apart(metres: Floats) -> list[float]:
    """Distances far enough apart for their names, the longest first."""
    kept: list[float] = []
    for one in sorted(metres.tolist(), reverse=True):
        if not kept or one < kept[-1] / 1.45:
            kept.append(one)
    return kept[::-1]


def _trace(
    look: Look,
    metres: Floats,
    pace: Floats,
    rows: pd.DataFrame,
    name: str,
    meaning: Meaning,
    mode: str,
) -> Spec:
    return {
        "type": "scatter",
        "mode": mode,
        "x": metres,
        "y": sheet.light(pace, 1),
        "name": name,
        "line": {"color": look.colour(meaning), "width": 2},
        "marker": {
            "color": look.colour(meaning),
            "size": 7 if mode == "lines+markers" else 11,
            "symbol": sheet.symbols(sheet.flags(rows["is_whole_run"])),
            "line": {"width": 2},
        },
        "hovertext": [
            sheet.story(
                f"{distance_text(far)}: {duration_text(seconds)}",
                ", ".join(
                    filter(
                        None,
                        [
                            pace_text(far / seconds, look.distance_unit),
                            sheet.long_day_text(day),
                            sheet.safe(title, 40),
                            "a whole run" if whole else "",
                        ],
                    )
                ),
            )
            for far, seconds, day, title, whole in zip(
                rows["distance_m"],
                rows["seconds"],
                rows["day"],
                rows["title"],
                sheet.flags(rows["is_whole_run"]),
                strict=True,
            )
        ],
        "hoverinfo": "text",
    }


def _key(look: Look, shown: pd.DataFrame) -> list[Spec]:
    """What hollow means, where anything is."""
    if not sheet.flags(shown["is_whole_run"]).any():
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": "hollow: a whole run",
            "marker": {
                "color": look.colour("muted"),
                "size": 10,
                "symbol": "circle-open",
                "line": {"width": 2},
            },
            "hoverinfo": "skip",
        }
    ]


def _paces(look: Look, pace: Floats) -> Spec:
    """An axis of paces, the fast ones on top; the unit at the first of them."""
    low, high = float(pace.min()), float(pace.max())
    room = max(high - low, 20.0)
    low, high = low - 0.12 * room, high + 0.12 * room
    step = next((one for one in _STEP_S if (high - low) / one <= 6), _STEP_S[-1])
    ticks = np.arange(np.ceil(low / step) * step, high, step)
    texts = [duration_text(one) for one in ticks]
    if texts:
        texts[0] += f" /{look.distance_unit}"
    return sheet.axis(
        look,
        showgrid=True,
        gridcolor=look.colour("grid"),
        range=[high, low],
        tickmode="array",
        tickvals=ticks,
        ticktext=texts,
    )
