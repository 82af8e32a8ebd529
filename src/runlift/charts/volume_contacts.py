"""How many jump contacts and throws did each session have, beside the usual guides?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import session_places, sheet
from runlift.charts.sheet import Spec
from runlift.charts.theme import PLAIN, SEVERITY, Look
from runlift.units import Floats

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sessions": ("day", "title", "contacts", "throws", "is_many"),
        "guides": ("contacts", "word"),
    }
)
"""One row a session with jumps or throws; one row a guide level, named by its word."""

_HEIGHT = 280


def figure(look: Look, *, sessions: pd.DataFrame, guides: pd.DataFrame) -> go.Figure:
    """Two bars a session, contacts and throws; guide levels as lines across."""
    shown = session_places.newest(sessions)
    if shown.empty:
        return sheet.nothing(look)
    x = session_places.places(shown)
    contacts = np.nan_to_num(sheet.numbers(shown["contacts"]))
    throws = np.nan_to_num(sheet.numbers(shown["throws"]))
    highest = max(float(contacts.max()), float(throws.max()), 10.0)
    levels = _levels(guides, float(contacts.max()))
    reach = max([highest, *levels["contacts"]]) * 1.12
    many = sheet.flags(shown["is_many"])
    return sheet.draw(
        look,
        [
            *(
                _bars(look, x, values, name, shown)
                for values, name in ((contacts, "jump contacts"), (throws, "throws"))
                if values.any()
            ),
            *_marks(look, x, contacts, many),
        ],
        height=_HEIGHT,
        margin=session_places.MARGIN,
        barmode="group",
        bargap=0.35,
        showlegend=True,
        legend=sheet.legend(look),
        xaxis=session_places.axis(look, shown),
        yaxis=sheet.value_axis(
            look,
            "",
            title=sheet.title(look, "contacts and throws a session"),
            range=[0, reach],
            zeroline=True,
            zerolinecolor=look.colour("neutral"),
        ),
        shapes=[_line(look, level) for level in levels["contacts"]],
        annotations=[
            _word(look, level, word)
            for level, word in zip(levels["contacts"], levels["word"], strict=True)
        ],
    )


def describe(
    look: Look = PLAIN, *, sessions: pd.DataFrame, guides: pd.DataFrame
) -> str:
    """How many sessions, the largest of them, and the first guide level."""
    del look
    shown = session_places.newest(sessions)
    if shown.empty:
        return "No jumps and no throws in these days."
    contacts = np.nan_to_num(sheet.numbers(shown["contacts"]))
    throws = np.nan_to_num(sheet.numbers(shown["throws"]))
    levels = _levels(guides, float(contacts.max()))
    guide = (
        f" Guide levels shown: {sheet.listed([f'{one:g}' for one in levels['contacts']])}."
        if len(levels)
        else ""
    )
    return (
        f"{sheet.count_text(len(shown), 'session')} with jumps or throws: at most "
        f"{contacts.max():.0f} contacts and {throws.max():.0f} throws in one, "
        f"{contacts.sum():.0f} contacts in all.{guide}"
    )


def example() -> dict[str, pd.DataFrame]:
    """Three sessions, one beyond the rule, and two guide levels."""
    days = pd.to_datetime(["2026-11-04", "2026-11-11", "2026-11-18"])
    return {
        "sessions": pd.DataFrame(
            [
                (days[0], "Day 3", 12.0, 30.0, False),
                (days[1], "Hurdles", 140.0, 0.0, True),
                (days[2], "Day 3", 15.0, 40.0, False),
            ],
            columns=list(NEEDS["sessions"]),
        ),
        "guides": pd.DataFrame(
            {"contacts": [50.0, 150.0], "word": ["runners, beginners", "advanced"]}
        ),
    }


def _levels(guides: pd.DataFrame, highest: float) -> pd.DataFrame:
    """The levels reached, and the first above: the others would flatten the bars."""
    known = guides[guides["contacts"].notna()].sort_values("contacts")
    known = known.drop_duplicates("contacts")
    return known.head(int((known["contacts"] < highest).sum()) + 1)


def _bars(
    look: Look, x: sheet.Places, values: Floats, name: str, shown: pd.DataFrame
) -> Spec:
    fill = look.colour("lift_legs" if name == "jump contacts" else "lift_upper")
    return {
        "type": "bar",
        "x": x,
        "y": sheet.light(values),
        "name": name,
        "marker": {"color": fill, "line": {"width": 0}},
        "hovertext": [
            sheet.story(
                f"{sheet.long_day_text(day)}: {value:.0f} {name}",
                sheet.safe(title, 40),
            )
            for day, value, title in zip(
                shown["day"], values, shown["title"], strict=True
            )
        ],
        "hoverinfo": "text",
    }


def _marks(
    look: Look, x: sheet.Places, contacts: Floats, many: sheet.Flags
) -> list[Spec]:
    """The sign of a caution above sessions beyond the rule."""
    if not many.any():
        return []
    caution = SEVERITY["caution"]
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": x[many],
            "y": sheet.light(contacts[many]),
            "text": [caution.icon] * int(many.sum()),
            "textposition": "top center",
            "textfont": {"color": look.colour(caution.text), "size": sheet.SMALL},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def _line(look: Look, level: float) -> Spec:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": level,
        "y1": level,
        "layer": "below",
        "line": {"color": look.colour("muted"), "width": 1, "dash": "dot"},
    }


def _word(look: Look, level: float, word: str) -> Spec:
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "y": level,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 1,
        "text": sheet.safe(f"guide level: {word}", 48),
        "font": {"color": look.colour("muted"), "size": sheet.TINY},
    }
