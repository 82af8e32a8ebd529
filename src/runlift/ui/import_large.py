"""Files of gigabytes from the browser, where the app is served with a way in for them.

The browser asks with a name and a size, is given a ticket or a sentence, and sends the
file beside Streamlit (`upload_route.py`). What it runs lies in `import_large_parts/`.
"""

import json
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from runlift import limits
from runlift.errors import WrongInput
from runlift.ui import ask, server, upload_gate, upload_route
from runlift.ui.import_files import Coming, Landed

_KEY = "large_upload"
_ANSWER = "large_upload_answer"
_WHOSE = "large_upload_whose"
_PARTS = Path(__file__).with_name("import_large_parts")


def is_open() -> bool:
    """Whether the app is served with a way in for files of gigabytes."""
    return upload_gate.current() is not None


def area(whose: str) -> None:
    """Ask for a file of gigabytes; nothing where the app has no way in for it.

    Args:
        whose: the athlete's id; empty for somebody who is not stored yet.
    """
    gate = upload_gate.current()
    if gate is None:
        return
    st.session_state[_WHOSE] = whose or upload_gate.NEWCOMER
    largest = limits.size_text(gate.quota.limits.file_bytes)
    with st.expander("A file of gigabytes"):
        st.caption(
            f"Whole archives of a watch or a phone, up to {largest}. The file goes to "
            "the server as it is, a piece at a time; it is looked at once it is there. "
            "You can look at other pages meanwhile, in this tab."
        )
        _component()(
            key=_KEY,
            data={
                "url": f"{server.base()}{upload_route.PATH}",
                "athlete": st.session_state[_WHOSE],
                "answer": st.session_state.get(_ANSWER),
            },
            on_wanted_change=_wanted,
            on_landed_change=_heard,
        )


def landed(whose: str) -> list[Coming]:
    """What has arrived for this athlete since the last run.

    Args:
        whose: the athlete's id; empty for somebody who is not stored yet.
    """
    gate = upload_gate.current()
    if gate is None:
        return []
    found = gate.taken(_viewer(), whose or upload_gate.NEWCOMER)
    return [(name, Landed(path)) for name, path in found]


def refused(files: Sequence[Coming]) -> str:
    """Why these uploads of Streamlit are too many or too much today; else they count.

    What came by the other way in has been counted there.
    """
    gate = upload_gate.current()
    sizes = [size for _, file in files if (size := getattr(file, "size", None))]
    if gate is None or not sizes:
        return ""
    try:
        gate.quota.charge(_viewer(), sum(sizes), len(sizes), time.monotonic())
    except WrongInput as refusal:
        return str(refusal)
    return ""


def _wanted() -> None:
    """The browser asks for a ticket; the answer goes back with the next run."""
    gate = upload_gate.current()
    state = st.session_state.get(_KEY)
    asked = state.get("wanted") if state else None
    if gate is None or not isinstance(asked, str):
        return
    try:
        question, name, size = json.loads(asked)
    except ValueError:
        return
    answer = {"question": str(question)}
    try:
        answer["ticket"] = gate.ticket(
            _viewer(), st.session_state[_WHOSE], _name(str(name)), int(size)
        )
    except WrongInput as refusal:
        answer["refusal"] = str(refusal)
    except (TypeError, ValueError, OverflowError):
        return
    st.session_state[_ANSWER] = answer


def _name(text: str) -> str:
    """The file's own name, without folders and without what cannot be printed."""
    last = text.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()) or "upload"


def _viewer() -> str:
    return ask.viewer().viewer_id


def _heard() -> None:
    """Streamlit tells of a trigger only if somebody listens for it."""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "runlift_large_upload",
        html=_part("large.html"),
        css=_part("large.css"),
        js=_part("large.js"),
    )


def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")
