"""What somebody sees before she is signed in, and who she is once she is."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from runlift.ui import show, sign_in

_LINK = "kept_link"
_WANTED = "_wanted_link"
_LANDED = "_has_landed"
_PARTS = Path(__file__).with_name("sign_in_parts")
_ROLES = {"owner": "owner", "coach": "coach", "athlete": ""}


def screen(refusal: str, *, is_first_page: bool) -> None:
    """Sign in, or out again with an account that is not let in.

    Args:
        refusal: why she does not get further; a sentence.
        is_first_page: whether she came by no link to a page.
    """
    _link(leaves=True, is_link=not is_first_page or bool(st.query_params))
    with st.container(key="sign_in", width=520):
        st.title("Sign in to Runlift")
        if sign_in.is_signed_in():
            st.error(show.plain(refusal), icon=":material/lock:")
            st.button("Use another account", on_click=st.logout, type="primary")
            return
        st.markdown(
            "Your strength, your running, and where the two got in each other's way. "
            "What you bring is seen by you, by coaches you let in, and by whoever runs "
            "this server."
        )
        for label, provider in sign_in.providers().items():
            st.button(
                label,
                on_click=st.login,
                args=(provider,),
                type="primary",
                icon=":material/login:",
                key=f"sign_in_{provider or 'default'}",
            )


def landed(*, is_first_page: bool) -> tuple[str, dict[str, str]] | None:
    """The page and the query somebody came for before she signed in, once.

    Args:
        is_first_page: only there does the way back from the provider end.
    """
    if st.session_state.get(_LANDED):
        return None
    wanted: str | None = st.session_state.pop(_WANTED, None)
    if wanted is None:
        if is_first_page:
            _link(leaves=False, is_link=False)
        else:
            st.session_state[_LANDED] = True
        return None
    st.session_state[_LANDED] = True
    parts = urlsplit(wanted)
    return parts.path.rstrip("/").rpartition("/")[2], dict(parse_qsl(parts.query))


def who(name: str, role: str) -> None:
    """Who is signed in, in the side bar, and the way out."""
    with st.sidebar.container(key="signed_in"):
        word = _ROLES.get(role, "")
        st.caption(f"{show.plain(name)}{' · ' + word if word else ''}")
        st.button(
            "Sign out", on_click=st.logout, icon=":material/logout:", key="sign_out"
        )


def _link(*, leaves: bool, is_link: bool) -> None:
    _component()(
        key=_LINK,
        data={"leaves": leaves, "is_link": is_link},
        on_wanted_change=_heard,
    )


def _heard() -> None:
    state = st.session_state.get(_LINK)
    wanted = state.get("wanted") if state else None
    if isinstance(wanted, str):
        st.session_state[_WANTED] = wanted


@cache
def _component() -> Any:
    return st.components.v2.component(
        "runlift_kept_link", js=(_PARTS / "link.js").read_text("utf-8")
    )
