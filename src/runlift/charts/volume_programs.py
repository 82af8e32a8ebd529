"""How does an average week compare with what the two programs give each muscle?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import sheet
from runlift.charts.muscle_rows import UNMAPPED, muscle_rows
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, Look, Meaning
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "muscles": ("muscle", "name", "group", "sets"),
        "programs": ("program", "title", "muscle", "low", "high"),
    }
)
"""One row a muscle: the athlete's average week. One row a program and muscle: the
fewest and the most sets a week of it has."""

MOST = 4
"""Programs that can be told apart; the first ones are drawn."""

_ROW = 26
_LOOKS: tuple[tuple[Meaning, str], ...] = (
    ("accent", "circle"),
    ("planned", "square"),
    ("run_key", "triangle-up"),
    ("ok", "cross"),
)


def figure(look: Look, *, muscles: pd.DataFrame, programs: pd.DataFrame) -> go.Figure:
    """Muscles down, sets across: a diamond for the athlete, a span for each program."""
    mapped = muscles[muscles["muscle"] != UNMAPPED].drop_duplicates("muscle")
    if mapped.empty:
        return sheet.nothing(look)
    rows = muscle_rows(mapped)
    place = {row.muscle: i for i, row in enumerate(rows) if not row.is_heading}
    shown = _shown(programs)
    spread = np.linspace(-0.26, 0.26, len(shown)) if len(shown) > 1 else [0.0]
    traces = [
        _span(look, rows_of, place, float(shift), _LOOKS[number])
        for number, (rows_of, shift) in enumerate(zip(shown, spread, strict=False))
        if len(rows_of)
    ]
    sets = np.nan_to_num(sheet.numbers(mapped["sets"]))
    y = mapped["muscle"].map(place).to_numpy()
    reach = max([4.0, float(sets.max()), *programs["high"].dropna()])
    return sheet.draw(
        look,
        [*traces, _athlete(look, mapped, sets, y)],
        height=_ROW * len(rows) + 110,
        showlegend=True,
        legend=sheet.legend(look, traceorder="reversed"),
        xaxis=sheet.axis(
            look,
            range=[-0.02 * reach, reach * 1.05],
            nticks=6,
            showgrid=True,
            gridcolor=look.colour("grid"),
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


def describe(
    look: Look = PLAIN, *, muscles: pd.DataFrame, programs: pd.DataFrame
) -> str:
    """For each program, the muscles that get less and those that get more than in it."""
    del look
    mapped = muscles[muscles["muscle"] != UNMAPPED]
    if mapped.empty:
        return "No muscles to compare with a program."
    said = []
    for rows in _shown(programs):
        both = mapped[["muscle", "name", "sets"]].merge(
            rows[["muscle", "low", "high"]], on="muscle"
        )
        less = _names(both[both["sets"] < both["low"]])
        more = _names(both[both["sets"] > both["high"]])
        name = sheet.short(rows["title"].iloc[0], 40)
        said.append(f"{name}: less for {less}, more for {more}")
    return (
        "The average week beside what programs give each muscle. "
        f"{'; '.join(said) or 'There is no program to compare with'}."
    )


def example() -> dict[str, pd.DataFrame]:
    """Two muscles, and two programs of which one leaves a muscle out."""
    return {
        "muscles": pd.DataFrame(
            [
                ("quads", "Quads", "legs", 8.0),
                ("traps", "Traps", "pull", 1.0),
                (UNMAPPED, "Not mapped yet", UNMAPPED, 3.0),
            ],
            columns=list(NEEDS["muscles"]),
        ),
        "programs": pd.DataFrame(
            [
                ("basic", "Basic, 3 to 5 sets", "quads", 9.0, 15.0),
                ("basic", "Basic, 3 to 5 sets", "traps", 4.5, 7.5),
                ("plan", "Intermediate", "quads", 8.5, 12.0),
                ("plan", "Intermediate", "traps", 0.0, 0.0),
            ],
            columns=list(NEEDS["programs"]),
        ),
    }


def _shown(programs: pd.DataFrame) -> list[pd.DataFrame]:
    chosen = programs["program"].drop_duplicates().tolist()[:MOST]
    return [programs[programs["program"] == one] for one in chosen]


def _names(rows: pd.DataFrame) -> str:
    """A few muscles by name, and how many more."""
    names = [sheet.short(name, 20).partition(" (")[0] for name in rows["name"]]
    shown = names[:3]
    if len(names) > 3:
        shown.append(f"{len(names) - 3} more")
    return sheet.listed(shown) or "none"


def _span(
    look: Look,
    rows: pd.DataFrame,
    place: Mapping[str, int],
    shift: float,
    style: tuple[Meaning, str],
) -> Spec:
    """From the fewest to the most, one line a muscle."""
    known = rows[rows["muscle"].isin(place)]
    low, high = sheet.numbers(known["low"]), sheet.numbers(known["high"])
    y = known["muscle"].map(place).to_numpy(float) + shift
    gap = np.full(len(known), np.nan)
    title = sheet.safe(rows["title"].iloc[0], 40)
    hovers = [
        sheet.story(
            title, f"{few:g} sets" if few == most else f"{few:g} to {most:g} sets"
        )
        for few, most in zip(low, high, strict=True)
    ]
    meaning, symbol = style
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": sheet.light(np.column_stack([low, high, gap]).ravel()),
        "y": sheet.light(np.column_stack([y, y, gap]).ravel()),
        "name": title,
        "line": {"color": look.colour(meaning), "width": 2},
        "marker": {"color": look.colour(meaning), "size": 6, "symbol": symbol},
        "hovertext": [one for hover in hovers for one in (hover, hover, "")],
        "hoverinfo": "text",
    }


def _athlete(look: Look, mapped: pd.DataFrame, sets: Floats, y: sheet.Places) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": sheet.light(sets),
        "y": y,
        "name": "your average week",
        "marker": {
            "color": look.colour("lift"),
            "size": 11,
            "symbol": "diamond",
            "line": {"color": look.colour("page"), "width": 1},
        },
        "hovertext": [
            sheet.story(
                f"{sheet.safe(name, 30)}: {value:.1f} sets", "your average week"
            )
            for name, value in zip(mapped["name"], sets, strict=True)
        ],
        "hoverinfo": "text",
    }
