"""Who looks, and the store as she may use it; every page gets both from here.

Without sign-in that is the person at this machine, and the store as it is.
"""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from runlift import access, paths
from runlift.access import Action, Viewer
from runlift.errors import NotAllowed, NotFound, NotSignedIn
from runlift.model import Athlete
from runlift.store import Store, athletes, members
from runlift.store.members import Member
from runlift.store.walls import Guarded
from runlift.ui import sign_in

_GUARDED = "_guarded"
_PAGE = "_page"
_REFUSED = "_refused"


@st.cache_resource(show_spinner="Opening your training log ...")
def _opened(path: str) -> Store:
    return Store(path)


class _OfSession(Guarded):
    """Refusals in a callback, which runs before there is a page to say them on.

    A coach may be sent away between a page and the click on it. The click does nothing
    then, and the page begins anew with the reason above it.
    """

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Any]:
        """All that happens inside is stored and written down, or nothing of it."""
        with _refusals(), super().transaction() as cursor:
            yield cursor

    def ask(
        self,
        name: str,
        tables: Mapping[str, pd.DataFrame] | None = None,
        **params: object,
    ) -> pd.DataFrame:
        """The answer of a query, if this viewer may see everybody it is about."""
        with _refusals():
            return super().ask(name, tables, **params)


def whole() -> Store:
    """The store without walls: for what is asked about rights, never for a page.

    Raises:
        StoreError: it cannot be opened; the message says who holds it.
    """
    return _opened(paths.store_path())


def now() -> datetime:
    """The present, naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def store() -> Store:
    """The store of this process, as this viewer may use it.

    Raises:
        StoreError: it cannot be opened; the message says who holds it.
        NotSignedIn: nobody is signed in.
    """
    opened = whole()
    if not sign_in.is_on():
        return opened
    who = sign_in.member(opened, now())
    guarded: Guarded | None = st.session_state.get(_GUARDED)
    if guarded is None or not guarded.is_of(opened, who.member_id):
        page = st.session_state.get(_PAGE, "")
        guarded = _OfSession(opened, who.member_id, page, now)
        st.session_state[_GUARDED] = guarded
    return guarded


def viewer() -> Viewer:
    """Who asks, and what she may see at this moment.

    Raises:
        NotSignedIn: nobody is signed in.
    """
    seen = store()
    return seen.viewer if isinstance(seen, Guarded) else access.OWNER


def member() -> Member | None:
    """Who is signed in; `None` without sign-in."""
    return sign_in.member(whole(), now()) if sign_in.is_on() else None


def verified_email() -> str:
    """The address of who is signed in, where her provider vouches for it."""
    who = member()
    return "" if who is None else who.verified_email


def may(athlete: Athlete | None, action: Action) -> bool:
    """Whether the viewer may do that; `None`: with the store as a whole."""
    return access.may(viewer(), _id(athlete), action)


def allowed(athlete: Athlete | None, action: Action) -> None:
    """Nothing where the viewer may do that.

    Raises:
        NotFound: she may not even know of this athlete.
        NotAllowed: she may look, but not do that.
    """
    access.check(viewer(), _id(athlete), action)


def becomes(athlete: Athlete) -> None:
    """A newcomer brings her first files: this athlete is her own from now on."""
    who = member()
    if who is None:
        return
    known = {one.athlete_id for one in athletes.athletes(store())}
    if who.athlete_id not in known:
        members.is_athlete(whole(), who.member_id, athlete.athlete_id, now())


def refused() -> str:
    """What the last click was refused with, once; empty when it was not."""
    said: str = st.session_state.pop(_REFUSED, "")
    return said


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (NotFound, NotAllowed, NotSignedIn) as refusal:
        context = get_script_run_ctx(suppress_warning=True)
        is_wall = not isinstance(refusal, NotFound) or (
            str(refusal) == access.NO_SUCH_ATHLETE
        )
        if is_wall and context is not None and not context.has_script_started:
            st.session_state[_REFUSED] = str(refusal)
            st.rerun()
        raise


def on_page(name: str) -> None:
    """Which page is being looked at; it stands in the list of who saw what."""
    st.session_state[_PAGE] = name
    guarded: Guarded | None = st.session_state.get(_GUARDED)
    if guarded is not None:
        guarded.on_page(name)


def _id(athlete: Athlete | None) -> str | None:
    return None if athlete is None else athlete.athlete_id
