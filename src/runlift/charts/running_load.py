"""How much training was each day, by feeling, by heart and by what the legs lifted?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look, Meaning
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"days": ("measure", "day", "load", "long_load", "short_load", "is_warm_up")}
)
"""One row a day and measure (session_rpe, trimp, leg_load), days off included; averages
are missing where too little is known."""

MEASURES: Mapping[str, tuple[str, str, Meaning]] = MappingProxyType(
    {
        "session_rpe": ("Session-RPE", "effort × minutes", "run_steady"),
        "trimp": ("TRIMP", "heart rate × minutes", "run_key"),
        "leg_load": ("Leg load", "sets for the legs", "lift_legs"),
    }
)
"""Name, what it counts, colour; in the order of the panels."""

_PANEL = 150
_HEADING = 26
MOST_BARS = 400
"""More days than this are told by their averages alone."""
_DAY_MS = 86_400_000


def figure(look: Look, *, days: pd.DataFrame) -> go.Figure:
    """A panel a measure on one axis of time: days as bars, both averages as lines."""
    shown = _panels(days)
    if not shown:
        return sheet.nothing(look)
    traces: list[Spec] = []
    layout: Spec = {}
    notes: list[Spec] = []
    shapes: list[Spec] = []
    plot = (_PANEL + _HEADING) * len(shown)
    for place, (measure, rows) in enumerate(shown):
        number = "" if place == 0 else str(place + 1)
        top = 1 - (place * (_PANEL + _HEADING) + _HEADING) / plot
        bottom = 1 - ((place + 1) * (_PANEL + _HEADING) - 8) / plot
        has_bars = len(rows) <= MOST_BARS
        traces += _traces(look, measure, rows, f"y{number}", place == 0, has_bars)
        layout[f"yaxis{number}"] = sheet.value_axis(
            look,
            "pts",
            domain=[max(bottom, 0.0), top],
            anchor="x",
            range=[0, _reach(rows, has_bars)],
            nticks=4,
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
        )
        notes.append(_heading(look, measure, top))
        shapes += _warm_up(look, rows, f"y{number}")
        notes += _warm_up_word(look, rows, top)
    last = "y" if len(shown) == 1 else f"y{len(shown)}"
    return sheet.draw(
        look,
        traces,
        height=plot + 60,
        margin={"l": 0, "r": 8, "t": 30, "b": 0, "pad": 4},
        showlegend=True,
        legend=sheet.legend(look),
        bargap=0.15,
        xaxis=sheet.axis(
            look,
            type="date",
            tickformatstops=sheet.DATE_TICKS,
            anchor=last,
            nticks=8,
            tickangle=0,
        ),
        shapes=shapes,
        annotations=notes,
        **layout,
    )


def describe(look: Look = PLAIN, *, days: pd.DataFrame) -> str:
    """Each measure's averages at the end, and what they were at the beginning."""
    del look
    shown = _panels(days)
    if not shown:
        return "Nothing is known of the load of these days."
    told = []
    for measure, rows in shown:
        name = MEASURES[measure][0]
        long, short = rows["long_load"].dropna(), rows["short_load"].dropna()
        if long.empty:
            known = int((rows["load"] > 0).sum())
            told.append(f"{name} of {sheet.count_text(known, 'day')}, no averages")
            continue
        told.append(
            f"{name}: long-term load from {long.iloc[0]:.0f} to {long.iloc[-1]:.0f} a "
            f"day, short-term {short.iloc[-1]:.0f} at the end"
        )
    return f"{'. '.join(told)}. Three measures that are not added up."


def example() -> dict[str, pd.DataFrame]:
    """Ten days of TRIMP that still warm up, and of leg load."""
    days = pd.date_range("2026-11-09", periods=10, freq="D").astype("datetime64[us]")
    trimp = [60.0, 0, 75, 40, 0, 50, 120, 0, 65, 80]
    legs = [0.0, 9.5, 0, 0, 7, 0, 0, 0, 10, 0]

    def averaged(loads: list[float], kept: float) -> list[float]:
        now, found = 0.0, []
        for one in loads:
            now = kept * now + (1 - kept) * one
            found.append(round(now, 2))
        return found

    return {
        "days": pd.DataFrame(
            [
                (measure, day, load, long, short, measure == "trimp")
                for measure, loads in (("trimp", trimp), ("leg_load", legs))
                for day, load, long, short in zip(
                    days, loads, averaged(loads, 0.976), averaged(loads, 0.867),
                    strict=True,
                )
            ],
            columns=list(NEEDS["days"]),
        )
    }  # fmt: skip


def _panels(days: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    known = days[days["day"].notna()]
    return [
        (measure, known[known["measure"] == measure].sort_values("day", kind="stable"))
        for measure in MEASURES
        if (known["measure"] == measure).any()
    ]


def _reach(rows: pd.DataFrame, has_bars: bool) -> float:
    names = ["long_load", "short_load", *(["load"] if has_bars else [])]
    found = float(np.nanmax([*rows[names].to_numpy(float).ravel(), 1.0]))
    return found * 1.12


def _traces(
    look: Look,
    measure: str,
    rows: pd.DataFrame,
    axis: str,
    is_named: bool,
    has_bars: bool,
) -> list[Spec]:
    found: list[Spec] = []
    if has_bars:
        found.append(_bars(look, measure, rows, axis))
    lines: tuple[tuple[str, str, Meaning, float, str], ...] = (
        ("short_load", "short-term load", "muted", 1.5, "dot"),
        ("long_load", "long-term load", "ink", 2.5, "solid"),
    )
    for column, name, meaning, width, dash in lines:
        values = sheet.numbers(rows[column])
        if np.isnan(values).all():
            continue
        kept = sheet.thinned(values, limit=sheet.MAX_POINTS // 2)
        chosen = rows.iloc[kept]
        found.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": sheet.day_strings(sheet.days(chosen["day"])),
                "y": sheet.light(values[kept]),
                "yaxis": axis,
                "name": name,
                "legendgroup": name,
                "showlegend": is_named,
                "line": {"color": look.colour(meaning), "width": width, "dash": dash},
                "hovertext": _told(measure, chosen, name, values[kept]),
                "hoverinfo": "text",
            }
        )
    return found


def _bars(look: Look, measure: str, rows: pd.DataFrame, axis: str) -> Spec:
    load = np.nan_to_num(sheet.numbers(rows["load"]))
    name, _, meaning = MEASURES[measure]
    return {
        "type": "bar",
        "x": sheet.day_strings(sheet.days(rows["day"])),
        "y": sheet.light(load, 1),
        "yaxis": axis,
        "width": 0.8 * _DAY_MS,
        "marker": {
            "color": look.colour(meaning),
            "opacity": 0.75,
            "line": {"width": 0},
        },
        "hovertext": _told(measure, rows, name, load),
        "hoverinfo": "text",
        "showlegend": False,
    }


def _told(measure: str, rows: pd.DataFrame, name: str, values: Floats) -> list[str]:
    title = MEASURES[measure][0]
    return [
        sheet.story(
            f"{sheet.long_day_text(day)}: {value:.0f}",
            title if name == title else f"{title}, {name}",
        )
        for day, value in zip(rows["day"], values, strict=True)
    ]


def _warm_up(look: Look, rows: pd.DataFrame, axis: str) -> list[Spec]:
    """The days in which the averages still climb from zero, shaded."""
    days = sheet.days(rows["day"])[sheet.flags(rows["is_warm_up"])]
    if not len(days) or rows["long_load"].isna().all():
        return []
    return [
        {
            "type": "rect",
            "x0": str(days.min()),
            "x1": str(days.max()),
            "yref": f"{axis} domain",
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": {"width": 0},
            "fillcolor": look.colour("grid"),
            "opacity": 0.6,
        }
    ]


def _warm_up_word(look: Look, rows: pd.DataFrame, top: float) -> list[Spec]:
    days = sheet.days(rows["day"])[sheet.flags(rows["is_warm_up"])]
    if not len(days) or rows["long_load"].isna().all():
        return []
    return [
        {
            "x": str(days.min()),
            "xanchor": "left",
            "yref": "paper",
            "y": top,
            "yanchor": "top",
            "showarrow": False,
            "text": "warming up: the averages begin at zero",
            "font": {"color": look.colour("muted"), "size": sheet.TINY},
        }
    ]


def _heading(look: Look, measure: str, top: float) -> Spec:
    name, counts, _ = MEASURES[measure]
    return sheet.panel_heading(look, top, f"<b>{name}</b>  {counts}, a day")
