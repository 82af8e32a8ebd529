"""The settings page's list of who saw, changed and took along what of an athlete."""

from collections.abc import Mapping

import streamlit as st

from runlift.model import Athlete
from runlift.store import audit, members
from runlift.store.audit import Entry
from runlift.ui import ask, show, viewing
from runlift.ui.import_cards import paged

_PAGE = 30
_WORDS: Mapping[str, str] = {
    "saw": "looked at",
    "imported": "imported",
    "undid": "took back the import of",
    "changed": "changed",
    "planned": "changed",
    "noted": "wrote",
    "exported": "took along",
    "invited": "asked to coach",
    "accepted": "let in the coach",
    "declined": "said no to the coach",
    "revoked": "ended the coaching of",
    "deleted": "deleted an athlete",
}


def listed(athlete: Athlete) -> None:
    """Who did what, the newest first; nothing without sign-in."""
    if viewing.member() is None or not ask.may(athlete, "change"):
        return
    with st.expander("Who saw and changed what", icon=":material/visibility:"):
        found = audit.of(ask.store(), athlete.athlete_id)
        st.caption(
            "Looking is written down once for each person, page and day; your own is "
            "not. The list goes when you delete your training."
        )
        if not found:
            st.markdown("Nobody but you has been here.")
            return
        names = {one.member_id: one.name for one in _members().values()}
        own = viewing.viewer()
        rows = [_row(one, names, own.viewer_id) for one in paged(found, _PAGE, "trail")]
        st.dataframe(
            rows,
            hide_index=True,
            alt="Who saw, brought, changed and took along what, and when.",
        )


def deletions() -> None:
    """That athletes were deleted, and when; of whom nobody knows any more."""
    found = audit.of(viewing.whole(), audit.NOBODY)
    if not found:
        return
    st.caption("Deleted, with everything about them:")
    for one in found:
        by = "by an owner" if one.actor == "owner" else "by the athlete herself"
        st.markdown(show.plain(f"{one.when:%Y-%m-%d %H:%M} UTC, an athlete, {by}"))


def _row(one: Entry, names: Mapping[str, str], own: str) -> dict[str, str]:
    detail = one.detail
    if one.action in ("accepted", "declined", "revoked"):
        detail = names.get(one.detail, "")
    name = "You" if one.actor == own else one.name or "Somebody who has left"
    return {
        "When (UTC)": f"{one.when:%Y-%m-%d %H:%M}",
        "Who": name,
        "Did": _WORDS.get(one.action, one.action),
        "What": detail,
    }


def _members() -> Mapping[str, members.Member]:
    return members.members(viewing.whole())
