"""The report to send: two downloads that are only made when somebody asks for one."""

from collections.abc import Callable, Mapping
from datetime import UTC

import streamlit as st

from runlift import report
from runlift.frames import Profile, Training
from runlift.model import Athlete, Window
from runlift.program.plan_weeks import Paper
from runlift.store import notes
from runlift.store.walls import Guarded
from runlift.ui import ask, cached

_PAPERS: Mapping[Paper, str] = {"a4": "A4", "letter": "Letter"}


def part(athlete: Athlete, window: Window, *, key: str = "report") -> None:
    """Paper, what goes along, and the downloads; nothing for days without training.

    Args:
        athlete: whose report.
        window: its days.
        key: of the widgets, where a page has more than one.
    """
    known = cached.training(ask.store(), athlete)
    if not report.has_something(known[0], window):
        return
    st.subheader("A report to send")
    st.caption(
        f"{report.days_text(window)} on a few pages: what happened, why, what to move, and "
        "how each number is computed. One file that needs nothing but itself."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        paper = st.segmented_control(
            "Paper",
            list(_PAPERS),
            default="a4",
            required=True,
            key=f"{key}_paper",
            format_func=_PAPERS.__getitem__,
        )
        with_notes = _asks_notes(athlete, window, key)
        _downloads(athlete, window, known, paper or "a4", with_notes, key)


def _asks_notes(athlete: Athlete, window: Window, key: str) -> bool:
    """Whether the coach's notes go along; asked only where there are some."""
    days = notes.notes(ask.store(), athlete.athlete_id)["day"].dt.date
    if not days.between(window.first, window.last).any():
        return True
    return st.toggle("With the notes of the coach", value=True, key=f"{key}_notes")


def _downloads(
    athlete: Athlete,
    window: Window,
    known: tuple[Training, Profile],
    paper: Paper,
    with_notes: bool,
    key: str,
) -> None:
    store, today, now = ask.store(), ask.today(), ask.now().replace(tzinfo=UTC)

    def made() -> report.Report:
        if isinstance(store, Guarded):
            store.takes_along(athlete.athlete_id, "a report", "read")
        return report.contents(
            report.gathered(store, athlete, window, today, known, with_notes=with_notes)
        )

    ways: dict[str, tuple[str, str, Callable[[], str | bytes]]] = {
        "PDF": ("pdf", "application/pdf", lambda: report.to_pdf(made(), now, paper)),
        "Web page (HTML)": ("html", "text/html", lambda: report.to_html(made(), paper)),
    }
    for label, (ending, mime, content) in ways.items():
        st.download_button(
            label,
            content,
            f"{_file_name(athlete, window)}.{ending}",
            mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"{key}_{ending}",
        )


def _file_name(athlete: Athlete, window: Window) -> str:
    kept = "".join(one if one.isalnum() else "-" for one in athlete.name.lower())
    name = "-".join(part for part in kept.split("-") if part)[:40] or "report"
    return f"{name}-{window.first}-to-{window.last}"
