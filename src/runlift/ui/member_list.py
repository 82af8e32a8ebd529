"""The settings page's part about members: the owner says who coaches, and who is whom."""

import dataclasses

import streamlit as st

from runlift.access import Role
from runlift.store import members
from runlift.store.members import NONE, Member
from runlift.ui import ask, show, trail, viewing

_ROLES: tuple[Role, ...] = ("athlete", "coach")


def part() -> None:
    """Everybody who has signed in; nothing without sign-in or for anybody else."""
    me = viewing.member()
    if me is None or not ask.may(None, "manage"):
        return
    st.subheader("Members")
    st.caption(
        "Everybody who has signed in. Owners are named in secrets.toml; a coach sees "
        "the athletes who accept her, and nobody else."
    )
    names = {one.athlete_id: one.name for one in ask.athletes()}
    for one in members.members(viewing.whole()).values():
        _member(one, names, is_me=one.member_id == me.member_id)
    trail.deletions()


def _member(one: Member, names: dict[str, str], *, is_me: bool) -> None:
    with st.container(border=True, key=f"member_{one.member_id}"):
        about = " · ".join(
            filter(None, (one.email, "this is you" if is_me else "", one.role))
        )
        gone = " · :gray[shut out]" if one.is_removed else ""
        st.markdown(f"**{show.plain(one.name)}** {show.plain(about)}{gone}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if one.role != "owner":
                role = st.selectbox(
                    "Is",
                    _ROLES,
                    index=_ROLES.index(one.role),
                    key=f"role_{one.member_id}_{one.role}",
                    width=140,
                )
                if role != one.role:
                    _write(dataclasses.replace(one, role=role))
            _athlete(one, names)
            if one.role != "owner" and st.button(
                "Let in again" if one.is_removed else "Shut out",
                key=f"shut_{one.member_id}",
            ):
                _write(dataclasses.replace(one, is_removed=not one.is_removed))


def _athlete(one: Member, names: dict[str, str]) -> None:
    """Which athlete she is: for a log that was here before she signed in."""
    options = [NONE, *names]
    now = one.athlete_id if one.athlete_id in names else NONE
    chosen = st.selectbox(
        "Her own training",
        options,
        index=options.index(now),
        format_func=lambda key: names.get(key, "none"),
        key=f"is_{one.member_id}_{now}",
        width=220,
    )
    if chosen != now:
        viewing.allowed(None, "manage")
        members.is_athlete(viewing.whole(), one.member_id, chosen, ask.now())
        st.rerun()


def _write(one: Member) -> None:
    viewing.allowed(None, "manage")
    members.write(viewing.whole(), one, ask.now())
    st.rerun()
