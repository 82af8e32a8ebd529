"""One athlete of the roster on a card: the reasons in full, and the ways on."""

from datetime import date
from typing import Any

import streamlit as st

from runlift.frames.roster import Roster
from runlift.ui import roster_words as words
from runlift.ui import severity, shell, show


def card(now: Roster, one: dict[str, Any], today: date) -> None:
    """Name, reasons, the week, and links to her pages at that week."""
    lines = [f"**{show.plain(one['name'])}**{_tags(one)}", ""]
    for text in one["reasons"]:
        # The conflict is told with its mark, which says the word already.
        is_told = bool(one["open_conflicts"]) and text.endswith(one["reason"])
        lines.append(f"- {_conflict(one) if is_told else show.plain(text)}")
    if one["is_behind"]:
        lines.append("- *Her log has changed and is being counted.*")
    with st.container(border=True, gap="small"):
        st.markdown("\n".join(lines))
        if one["reason"] and not one["open_conflicts"]:
            st.markdown(f"{severity.mark(one['severity'])} {show.plain(one['reason'])}")
        st.caption("  \n".join(show.plain(text) for text in _told(now, one, today)))
        with st.container(horizontal=True, gap="small"):
            who = {"athlete": one["athlete_id"]}
            shell.link("overview", "Overview", **who, **words.window(now, today, 4))
            shell.link("lift_run", "Lift × Run", **who, **words.window(now, today))
            if shell.has("review"):
                shell.link("review", "Review", **who, **words.window(now, today, 3))


def _conflict(one: dict[str, Any]) -> str:
    more = one["open_conflicts"] - 1
    said = f" {more} more in this week." if more else ""
    return f"{severity.mark('conflict')} {show.plain(one['reason'] + said)}"


def _tags(one: dict[str, Any]) -> str:
    return "".join(f" :gray-badge[{show.plain(tag)}]" for tag in one["tags"])


def _told(now: Roster, one: dict[str, Any], today: date) -> list[str]:
    told = [words.running(now, one), words.lifting(one)]
    if states := words.states(one):
        told.append(states)
    if little := words.little(one):
        told.append(f"Little stimulus in four weeks: {little}")
    if words.spike(one):
        told.append(words.SPIKE)
    told.append(f"Last import: {words.imported(one, today)}")
    if note := words.note(one):
        told.append(f"Note of {note}")
    return [f"{text[0].upper()}{text[1:]}" for text in told]
