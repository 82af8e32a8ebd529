"""A body, front and back, whose muscles say by colour and mark what a frame says of them.

The figure, its style and what it does in the browser lie in `body_map_parts/`;
`docs/body_map.md` says how it is drawn.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

import pandas as pd
import streamlit as st

from runlift.charts.theme import Look, Meaning
from runlift.exercises import catalogue

_PARTS = Path(__file__).with_name("body_map_parts")
_VIEWS = {"front": "Front", "back": "Back"}
_HINT = (
    "Arrow keys go from muscle to muscle, Enter chooses one, Escape clears the choice."
)
_GROUND: Mapping[str, Meaning] = MappingProxyType(
    {
        "page": "page",
        "grid": "grid",
        "ink": "ink",
        "muted": "muted",
        "body": "body",
        "muscle": "body_muscle",
    }
)
"""What the style sheet calls a colour, and what it means."""

_NEUTRAL: Meaning = "body_muscle"
_MARK: Mapping[Meaning, str] = MappingProxyType(
    {
        "band_little": "dashed",
        "band_above": "wide",
        "band_high": "dense",
        "role_primary": "bold",
        "role_stabiliser": "dashed",
    }
)
"""How a tone is told without colour: an outline or a hatch; the others are plain."""


def body_map(
    muscles: pd.DataFrame, key: str, *, look: Look, selected: str | None = None
) -> str | None:
    """Draw the body; returns the muscle that was chosen on it.

    Args:
        muscles: one row a muscle, `muscle` (id), `name`, `tone` (a meaning of
            `charts/theme.py`, or empty for neutral), `figure` (a short text such as
            "7.5 sets a week"), `word` (the band or role). Muscles without a row are
            neutral; a row of no drawn muscle is not shown.
        key: of the component; its choice lasts as long as it is on the page.
        look: light or dark.
        selected: what is chosen before anybody has; read on the first run only.

    Returns:
        The id of the muscle clicked or chosen by keyboard; `None` once it is clicked
        again, or Escape is pressed.

    Raises:
        ValueError: a muscle has two rows, or a tone is no meaning of the theme.
    """
    state = st.session_state.get(key)
    chosen = _known(state.get("selected") if state else selected)
    answer = _component()(
        key=key,
        data={**_content(muscles, look), "selected": chosen},
        default={"selected": _known(selected)},
        on_selected_change=_heard,
    )
    return _known(answer.get("selected"))


def describe(muscles: pd.DataFrame) -> str:
    """The map in words: which muscles have which word, in the order of the legend.

    Args:
        muscles: as for `body_map`.
    """
    told = _text(muscles)
    parts = []
    for tone, word in _tones(told):
        rows = told[(told["tone"] == tone) & (told["word"] == word)]
        named = [
            f"{name} ({figure})" if figure else name
            for name, figure in zip(rows["name"], rows["figure"], strict=True)
        ]
        parts.append(f"{word}: {', '.join(named)}")
    return f"{'; '.join(parts)}." if parts else "No muscle is marked."


def _content(muscles: pd.DataFrame, look: Look) -> dict[str, Any]:
    """Everything the browser is told, as JSON takes it."""
    told = _text(muscles)
    rows = told.set_index("muscle").to_dict("index")
    shown = []
    for one in catalogue.muscles().values():
        row = rows.get(one.muscle, {})
        said = [row.get("name") or one.name, row.get("figure", ""), row.get("word", "")]
        shown.append(
            {
                "id": one.muscle,
                "view": one.view,
                "label": ", ".join(text for text in said if text),
                **dict(zip(("name", "figure", "word"), said, strict=True)),
                **_paint(_tone(row.get("tone", "")), look),
            }
        )
    return {
        "label": "Muscles of the body, front and back",
        "views": _VIEWS,
        "hint": _HINT,
        "summary": describe(muscles),
        "colours": {name: look.colour(meant) for name, meant in _GROUND.items()},
        "muscles": shown,
        "legend": [
            {"word": word, **_paint(_tone(tone), look)}
            for tone, word in _tones(told)
            if tone
        ],
    }


def _tones(told: pd.DataFrame) -> list[tuple[str, str]]:
    """Every tone with its word, in the order of the theme, neutral first."""
    found = {
        (tone, word)
        for tone, word in zip(told["tone"], told["word"], strict=True)
        if word
    }
    order = ("", *get_args(Meaning))
    return sorted(found, key=lambda one: (order.index(one[0]), one[1]))


def _paint(tone: Meaning, look: Look) -> dict[str, str]:
    return {"fill": look.colour(tone), "mark": _MARK.get(tone, "plain")}


def _tone(text: str) -> Meaning:
    return cast("Meaning", text) if text else _NEUTRAL


def _text(muscles: pd.DataFrame) -> pd.DataFrame:
    """The frame as text, what is missing empty; its muscles and tones are checked."""
    columns = ["muscle", "name", "tone", "figure", "word"]
    told = muscles[columns].astype("object").fillna("").astype(str)
    if told["muscle"].duplicated().any():
        twice = told.loc[told["muscle"].duplicated(), "muscle"].iloc[0]
        raise ValueError(f"{twice!r} has two rows")
    for tone in set(told["tone"]) - {"", *get_args(Meaning)}:
        raise ValueError(f"{tone!r} is no meaning of charts/theme.py")
    return told


def _known(muscle: object) -> str | None:
    """What came back from a browser, if it is a muscle."""
    is_known = isinstance(muscle, str) and muscle in catalogue.muscles()
    return cast("str", muscle) if is_known else None


def _heard() -> None:
    """Streamlit keeps a state only if somebody listens for it."""


@cache
def _component() -> Any:
    whole = _part("body_map.html")
    for view in _VIEWS:
        whole = whole.replace(f"<!--{view}-->", _part(f"{view}.svg"))
    return st.components.v2.component(
        "runlift_body_map",
        html=whole,
        css=_part("body_map.css"),
        js=_part("body_map.js"),
    )


def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")
