"""The settings page's parts about coaches: who may see an athlete, and whom a coach asked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from runlift import access
from runlift.errors import RunliftError
from runlift.model import Athlete
from runlift.store import coaching, members
from runlift.store.coaching import Coaching, State
from runlift.store.members import Member
from runlift.ui import ask, show, viewing

_Answer = Literal["accepted", "declined", "revoked"]
_SAID = "_coaching_refused"
_EMAIL = "invited_email"
_WORDS: Mapping[State, str] = {
    "invited": "asks to see your training.",
    "accepted": "sees your training, plans for you and writes notes.",
    "declined": "was told no, and sees nothing.",
    "revoked": "saw your training, and does not any more.",
    "closed": "was told no, and sees nothing.",
}
_WAYS: Mapping[State, Sequence[tuple[str, _Answer]]] = {
    "invited": (("Accept", "accepted"), ("Decline", "declined")),
    "accepted": (("End it", "revoked"),),
    "declined": (("Let her in", "accepted"),),
    "revoked": (("Let her in", "accepted"),),
    "closed": (("Let her in", "accepted"),),
}


def of_athlete(athlete: Athlete) -> None:
    """Who coaches this athlete; she says yes or no, at any time."""
    who = viewing.member()
    if who is None or not ask.may(athlete, "change"):
        return
    is_herself = viewing.viewer().athlete_id == athlete.athlete_id
    email = who.verified_email if is_herself else ""
    found = coaching.of_athlete(viewing.whole(), athlete.athlete_id, email)
    st.subheader("Coaches")
    st.caption(
        "A coach sees everything on these pages, plans sessions and writes notes. She "
        "cannot change settings, import, or delete anything. It can be ended at any "
        "time, and ends at once."
    )
    _refusal()
    if not found:
        st.markdown(f"No coach sees {show.plain(athlete.name)}.")
    _listed(found, athlete.athlete_id)
    if not is_herself:
        _grant(athlete)


def mine(athlete: Athlete | None) -> None:
    """What is about the person who is signed in: who invites her, whom she invited.

    Args:
        athlete: who is being looked at; `of_athlete` tells about her.
    """
    who = viewing.member()
    if who is None:
        return
    own = viewing.viewer().athlete_id or ""
    if athlete is None or athlete.athlete_id != own:
        found = coaching.of_athlete(viewing.whole(), "", who.verified_email)
        if found:
            st.subheader("A coach has invited you")
            _refusal()
            _listed(found, own)
    if who.role == "coach":
        _invited(who)


def is_invited(who: Member) -> bool:
    """Whether a coach waits for an answer of hers."""
    found = coaching.of_athlete(viewing.whole(), who.athlete_id, who.verified_email)
    return any(one.state == "invited" for one in found)


def _listed(found: Sequence[Coaching], athlete_id: str) -> None:
    names = members.members(viewing.whole())
    for one in found:
        coach = names.get(one.coach_id)
        if coach is None or coach.is_removed:
            continue
        with st.container(border=True, key=f"coaching_{one.coaching_id}"):
            left, right = st.columns([4, 2], vertical_alignment="center")
            address = f" ({coach.email})" if coach.email else ""
            left.markdown(
                f"**{show.plain(coach.name)}**{show.plain(address)} {_WORDS[one.state]}"
            )
            if one.state == "invited" and not athlete_id:
                left.caption("Import something first: then there is something to see.")
            _ways(right, one, athlete_id)


def _ways(place: DeltaGenerator, one: Coaching, athlete_id: str) -> None:
    with place.container(horizontal=True, horizontal_alignment="right"):
        for label, answer in _WAYS[one.state]:
            st.button(
                label,
                key=f"{answer}_{one.coaching_id}",
                type="primary" if label == "Accept" else "secondary",
                disabled=answer == "accepted" and not athlete_id,
                on_click=_answer,
                args=(one, answer, athlete_id),
            )


def _answer(one: Coaching, answer: _Answer, athlete_id: str) -> None:
    def say() -> None:
        who = viewing.viewer()
        if athlete_id:
            access.check(who, athlete_id, "change")
        elif viewing.verified_email() != one.email:
            access.check(who, None, "manage")
        coaching.answer(
            viewing.whole(),
            one.coaching_id,
            answer,
            athlete_id,
            who.viewer_id,
            ask.now(),
        )

    _try(say)


def _grant(athlete: Athlete) -> None:
    """The owner lets a coach see somebody who does not sign in herself."""
    every = members.members(viewing.whole()).values()
    coaches = {
        one.member_id: f"{one.name} {one.email}".strip()
        for one in every
        if one.role == "coach" and not one.is_removed
    }
    is_signing_in = any(one.athlete_id == athlete.athlete_id for one in every)
    if is_signing_in or not coaches or not ask.may(None, "manage"):
        return
    with st.form("grant_coach", border=False):
        chosen = st.selectbox(
            f"{show.plain(athlete.name)} does not sign in herself. Who coaches her?",
            list(coaches),
            index=None,
            format_func=coaches.__getitem__,
        )
        if st.form_submit_button("Let this coach see her") and chosen:
            actor = viewing.viewer().viewer_id
            coaching.grant(
                viewing.whole(), chosen, athlete.athlete_id, actor, ask.now()
            )
            st.rerun()


def _invited(who: Member) -> None:
    """A coach asks by address; what comes of it is the athlete's to tell."""
    st.subheader("Your athletes")
    st.caption(
        "Write the address an athlete signs in with. She finds your invitation on her "
        "Settings page. Until she accepts you see nothing, not even whether she is here."
    )
    _refusal()
    with st.form("invite_athlete", border=False):
        st.text_input("E-mail of the athlete", key=_EMAIL, max_chars=254, width=320)
        st.form_submit_button("Invite", on_click=_invite)
    names = {one.athlete_id: one.name for one in ask.athletes()}
    for one in coaching.of_coach(viewing.whole(), who.member_id):
        left, right = st.columns([4, 1], vertical_alignment="center")
        is_in = one.state == "accepted"
        parts = (names.get(one.athlete_id, "") if is_in else "", one.email)
        said = "You see her training." if is_in else "Has not accepted."
        left.markdown(show.plain(f"{' · '.join(filter(None, parts))}: {said}"))
        right.button(
            "End it" if is_in else "Withdraw",
            key=f"withdraw_{one.coaching_id}",
            on_click=_withdraw,
            args=(one.coaching_id,),
        )


def _invite() -> None:
    def invite() -> None:
        who = viewing.viewer()
        if who.role != "coach":
            access.check(who, None, "manage")
        email = st.session_state.get(_EMAIL) or ""
        coaching.invite(viewing.whole(), who.viewer_id, email, ask.now())
        st.session_state[_EMAIL] = ""

    _try(invite)


def _withdraw(coaching_id: str) -> None:
    _try(
        lambda: coaching.withdraw(
            viewing.whole(), viewing.viewer().viewer_id, coaching_id, ask.now()
        )
    )


def _try(change: Callable[[], None]) -> None:
    """Make a change in a callback; what is refused is said on the page."""
    try:
        change()
    except RunliftError as refusal:
        st.session_state[_SAID] = str(refusal)


def _refusal() -> None:
    refused = st.session_state.pop(_SAID, None)
    if refused:
        st.error(show.plain(refused), icon=":material/error:")
