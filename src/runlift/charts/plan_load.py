"""How much does each session of a plan ask of the legs, week by week, and when is it less?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import plan_ground as ground
from runlift.charts import sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look
from runlift.units import Floats, day_text

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sessions": (
            "week",
            "monday",
            "title",
            "leg_load",
            "lift_class",
            "change",
            "phase",
            "is_done",
        ),
        "limits": ("lift_class", "leg_load"),
    }
)
"""One row a lift session: the number and the Monday of its week, its leg load and class,
why it is lighter than the program has it (`deload`, `taper`, `race_week`, `recovery`;
empty where it is not), the phase its week is in, and whether it was done.

`limits` has the leg load from which a session is of a class; none draws no guides.
"""

MAX_WEEKS = 53

_HEIGHT = 340
_HEAD = 56
"""Room above the plot for a line of legend and the phases."""
_SIDE = 46
"""Room right of the plot for the names of the classes."""
_GROUP = 0.8
_GAP = 0.08
_EDGE_PX = 1.5
_LEAST = 0.008
"""A session without leg load still shows that it is there."""
_LABELS = 6
_TOTALS_UP_TO = 20
"""Weeks up to which totals are printed: as many as fit on a phone."""


def figure(look: Look, *, sessions: pd.DataFrame, limits: pd.DataFrame) -> go.Figure:
    """A group of bars a week: an outline is planned, what is filled was done."""
    shown = _shown(sessions)
    if shown.empty:
        return sheet.nothing(look)
    weeks = _weeks(shown)
    load = np.nan_to_num(sheet.numbers(shown["leg_load"]))
    top = max(float(load.max()), ground.first_limit(limits)) * 1.32
    has_totals = len(weeks) <= _TOTALS_UP_TO
    guides, names = ground.guides(look, limits, top)
    lines, phases = ground.phases(look, weeks)
    traces = [
        ground.lighter(look, weeks, top),
        *_bars(look, shown, np.maximum(load, _LEAST * top)),
        _totals(look, shown, load, top) if has_totals else {},
    ]
    span = [-0.6, max(len(weeks), ground.FEWEST) - 0.4]
    return sheet.draw(
        look,
        [trace for trace in traces if trace],
        height=_HEIGHT,
        margin={"l": 0, "r": _SIDE if names else 8, "t": _HEAD, "b": 0, "pad": 4},
        barmode="overlay",
        showlegend=True,
        legend=sheet.legend(
            look, y=1 + 20 / (_HEIGHT - _HEAD - 40), traceorder="normal"
        ),
        shapes=[*guides, *lines],
        annotations=[*names, *phases, *ground.whys(look, weeks)],
        xaxis=sheet.axis(
            look,
            range=span,
            tickmode="array",
            tickangle=0,
            title=sheet.title(
                look,
                "week of; above the bars the sum of the week"
                if has_totals
                else "week of",
            ),
            **_dates(weeks),
        ),
        yaxis=sheet.axis(
            look,
            range=[0, top],
            nticks=6,
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
            title=sheet.title(look, "leg load (points)"),
        ),
    )


def describe(
    look: Look = PLAIN, *, sessions: pd.DataFrame, limits: pd.DataFrame
) -> str:
    """The span, what is done, the hardest week, the lighter weeks and the phases."""
    del look, limits
    shown = _shown(sessions)
    if shown.empty:
        return "No lifts in this plan."
    weeks = _weeks(shown)
    sums = weeks["leg_load"]
    hardest = weeks.loc[sums.idxmax()]
    done = int(sheet.flags(shown["is_done"]).sum())
    said = (
        f"{sheet.count_text(len(weeks), 'week')} from "
        f"{sheet.long_day_text(weeks['monday'].iloc[0])} with "
        f"{sheet.count_text(len(shown), 'lift')}"
        f"{f', {done} of them done' if done else ''}. Leg load up to {sums.max():.0f} "
        f"points a week, in the week of {day_text(hardest['monday'])}."
    )
    lighter = weeks[weeks["why"] != ""]
    if len(lighter):
        parts = [
            f"{why} {sheet.listed([day_text(day) for day in group['monday'][:6]])}"
            for why, group in lighter.groupby("why", sort=False)
        ]
        said += f" Lighter weeks: {', '.join(parts)}."
    phases = [sheet.short(name, 30) for name, _, _ in ground.stretches(weeks)]
    if phases:
        said += f" Phases: {', '.join(phases[:6])}."
    return said


def example() -> dict[str, pd.DataFrame]:
    """Eight weeks to a race: two done, a deload, a taper and the race week."""
    first = pd.Timestamp("2026-11-02")
    plan = [
        ("base", "", (9.8, 1.2, 7.4)),
        ("base", "", (10.6, 1.2, 8.1)),
        ("build", "", (12.4, 1.4, 9.6)),
        ("build", "deload", (5.6, 0.8, 4.4)),
        ("build", "", (14.2, 1.4, 10.4)),
        ("peak", "", (15.8, 11.2)),
        ("taper", "taper", (8.0, 5.1)),
        ("taper", "race_week", (4.4,)),
    ]
    titles = ("Lower body", "Upper body", "Posterior chain")
    rows = [
        (
            number,
            first + pd.Timedelta(weeks=number - 1),
            titles[place if len(loads) == 3 else 2 * place],
            load,
            _class_of(load),
            change,
            phase,
            number < 3,
        )
        for number, (phase, change, loads) in enumerate(plan, 1)
        for place, load in enumerate(loads)
    ]
    return {
        "sessions": pd.DataFrame(rows, columns=list(NEEDS["sessions"])),
        "limits": pd.DataFrame(_LIMITS, columns=list(NEEDS["limits"])),
    }


_LIMITS = [("light", 0.5), ("moderate", 4.0), ("heavy", 9.0), ("very_heavy", 15.0)]


def _class_of(load: float) -> str:
    """The class of a load of the example."""
    return max((limit, name) for name, limit in _LIMITS if load >= limit)[1]


def _shown(sessions: pd.DataFrame) -> pd.DataFrame:
    """The sessions of the plan by week, with `x`, the place of their week from 0."""
    known = sessions[sessions["monday"].notna() & sessions["leg_load"].notna()]
    if known.empty:
        return known
    last = known["monday"].max()
    known = known[known["monday"] > last - pd.Timedelta(weeks=MAX_WEEKS)]
    known = known.sort_values(["monday", "title", "leg_load"], kind="stable")
    known = known.head(sheet.MAX_POINTS).reset_index(drop=True)
    days = (known["monday"] - known["monday"].iloc[0]).dt.days
    return known.assign(x=(days // 7).to_numpy())


def _weeks(shown: pd.DataFrame) -> pd.DataFrame:
    """One row a week, weeks without lifts among them: monday, leg_load, why, phase."""
    first = shown["monday"].iloc[0]
    sums = shown.groupby("x")["leg_load"].sum()
    places = range(int(shown["x"].max()) + 1)
    texts = {
        column: {
            x: text
            for x, text in zip(shown["x"], map(sheet.short, shown[column]), strict=True)
            if text
        }
        for column in ("change", "phase")
    }
    return pd.DataFrame(
        {
            "monday": [first + pd.Timedelta(weeks=x) for x in places],
            "leg_load": sums.reindex(places, fill_value=0.0).to_numpy(),
            "why": [texts["change"].get(x, "").replace("_", " ") for x in places],
            "phase": [texts["phase"].get(x, "") for x in places],
        }
    )


def _spots(shown: pd.DataFrame) -> tuple[Floats, float]:
    """Where each bar stands, side by side around the middle of its week, and its width."""
    count = shown.groupby("x")["x"].transform("size").to_numpy(float)
    place = shown.groupby("x").cumcount().to_numpy(float)
    step = _GROUP / max(count.max(), 2.0)
    return shown["x"].to_numpy(float) + (place - (count - 1) / 2) * step, step - _GAP


def _bars(look: Look, shown: pd.DataFrame, high: Floats) -> list[Spec]:
    is_done = sheet.flags(shown["is_done"])
    x, width = _spots(shown)
    hovers = np.array(_hovers(shown, is_done), dtype=object)
    # The page itself inside of an outline: else the ground of the week would fill it.
    colour, empty = look.colour("lift"), look.colour("page")
    traces = []
    for name, chosen, fill in (
        ("done", is_done, colour),
        ("planned", ~is_done, empty),
    ):
        if chosen.any():
            traces.append(
                {
                    "type": "bar",
                    "x": np.round(x[chosen], 3),
                    "y": np.round(high[chosen], 2),
                    "width": width,
                    "name": name,
                    "marker": {
                        "color": fill,
                        "line": {"color": colour, "width": _EDGE_PX},
                        "cornerradius": 2,
                    },
                    "hovertext": hovers[chosen].tolist(),
                    "hoverinfo": "text",
                }
            )
    return traces


def _hovers(shown: pd.DataFrame, is_done: sheet.Flags) -> list[str]:
    told = []
    for week, monday, title, load, name, change, phase, done in zip(
        shown["week"],
        shown["monday"],
        shown["title"],
        shown["leg_load"],
        shown["lift_class"],
        shown["change"],
        shown["phase"],
        is_done,
        strict=True,
    ):
        number = f"week {int(week)}, " if pd.notna(week) else ""
        parts = [
            f"{number}of {day_text(monday)}",
            sheet.safe(phase, 40),
            sheet.safe(change).replace("_", " "),
            "done" if done else "planned",
        ]
        of_class = sheet.safe(name).replace("_", " ")
        heading = f"{sheet.safe(title, 60) or 'Lift'}: leg load {load:.1f}"
        # The phase of a taper is a taper as well.
        rest = ", ".join(dict.fromkeys(part for part in parts if part))
        told.append(
            sheet.story(
                heading + (f" ({of_class})" if of_class else ""),
                rest[0].upper() + rest[1:],
            )
        )
    return told


def _totals(look: Look, shown: pd.DataFrame, load: Floats, top: float) -> Spec:
    """The sum of each week above its highest bar."""
    by_week = pd.DataFrame({"x": shown["x"], "load": load}).groupby("x")["load"]
    highest, sums = by_week.max(), by_week.sum()
    return {
        "type": "scatter",
        "mode": "text",
        "x": highest.index.to_numpy(),
        "y": np.round(highest.to_numpy() + 0.045 * top, 2),
        "text": [f"<b>{total:.0f}</b>" for total in sums],
        "textfont": {"color": look.colour("ink"), "size": sheet.SMALL},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dates(weeks: pd.DataFrame) -> Spec:
    """A few Mondays, counted from the first week."""
    step = -(-len(weeks) // _LABELS)
    chosen = list(range(0, len(weeks), step))
    return {
        "tickvals": chosen,
        "ticktext": [day_text(weeks["monday"].iloc[place]) for place in chosen],
    }
