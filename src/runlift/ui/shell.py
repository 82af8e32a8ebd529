"""The frame around every page: menu, filter bar, and what happens when something fails.

On a fresh server the first visitor may come by a deep link. Streamlit then runs the
page's file without `app.py` until the menu has been built once in the process, so
every page begins with `guard`.
"""

import multiprocessing
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from runlift.errors import NotSignedIn, RunliftError, StoreError
from runlift.ui import ask, coaches, importing, show, sign_in_screen, style, viewing

SCRIPT = Path(__file__).with_name("main.py")
"""What Streamlit runs; it must not lie beside `pages/`."""

_ROOT = Path(__file__).resolve().parents[3]
_ICON = Path(__file__).with_name("icon.png")

_MENU = {
    "Review": (
        ("overview", "Overview"),
        ("strength", "Strength"),
        ("volume", "Volume"),
        ("running", "Running"),
        ("lift_run", "Lift × Run"),
    ),
    "Coach": (("roster", "Roster"), ("review", "Review")),
    "Plan": (
        ("builder", "Builder"),
        ("calendar", "Calendar"),
        ("log", "Log"),
    ),
    "Data": (
        ("imports", "Imports"),
        ("exercises", "Exercises"),
        ("settings", "Settings"),
        ("methods", "Methods"),
    ),
}

_is_menu_built = False


def run_app() -> None:
    """Draw the app: configuration, menu, filter bar, the chosen page."""
    global _is_menu_built
    if multiprocessing.parent_process() is not None:
        # A worker of an import loads the script of its parent; it has nobody to show.
        return
    st.set_page_config(page_title="Runlift", page_icon=str(_ICON), layout="wide")
    refusal = _refusal()
    page = st.navigation(
        _pages(), position="hidden" if refusal else "sidebar", expanded=True
    )
    _is_menu_built = True
    style.apply()
    is_first_page = page.url_path == ""
    if isinstance(refusal, NotSignedIn):
        sign_in_screen.screen(str(refusal), is_first_page=is_first_page)
        return
    if refusal:
        st.error(show.plain(str(refusal)), icon=":material/error:")
        return
    viewing.on_page(page.title)
    try:
        _signed_in(is_first_page)
        said = viewing.refused()
        if said:
            st.error(show.plain(said), icon=":material/lock:")
        above = st.container(key="import_above")
        importing.nothing_drawn()
        page.run()
        with above:
            # Only now is it known whose page it is, and whether it shows the import.
            importing.elsewhere(path("imports"))
    except RunliftError as refusal:
        st.error(show.plain(str(refusal)), icon=":material/error:")


def guard() -> None:
    """The first line of every page: build the menu if nobody has, and start again.

    Raises:
        NotSignedIn: sign-in is on, and nobody is signed in; `run_app` asks her in.
    """
    global _is_menu_built
    if not _is_menu_built:
        st.navigation(_pages())
        _is_menu_built = True
        st.rerun()
    ask.viewer()


def _refusal() -> NotSignedIn | StoreError | None:
    """Why nobody gets further; `None` when somebody does."""
    try:
        ask.viewer()
    except (NotSignedIn, StoreError) as refusal:
        return refusal
    return None


def _signed_in(is_first_page: bool) -> None:
    """Who is signed in, and back to the page she came for before."""
    who = viewing.member()
    if who is None:
        return
    sign_in_screen.who(who.name, who.role)
    if coaches.is_invited(who):
        with st.sidebar:
            link("settings", "A coach has invited you")
    found = sign_in_screen.landed(is_first_page=is_first_page)
    if found is not None:
        name, query = found
        st.switch_page(path(name if has(name) else "overview"), query_params=query)


def link(name: str, label: str, **params: str) -> None:
    """A link to another page, with the chosen athlete and window."""
    kept = {**ask.link_params(), **params}
    st.page_link(path(name), label=label, query_params=kept)


def _pages() -> dict[str, list[StreamlitPage]]:
    return {
        section: [
            st.Page(path(name), title=title, default=name == "overview", url_path=name)
            for name, title in pages
        ]
        for section, pages in _MENU.items()
    }


def has(name: str) -> bool:
    """Whether there is a page of this name."""
    return any(name == one for pages in _MENU.values() for one, _ in pages)


def path(name: str) -> str:
    """The script of a page, for links to it."""
    section = next(
        section for section, pages in _MENU.items() if name in {one[0] for one in pages}
    )
    return str(_ROOT / "pages" / section.lower() / f"{name}.py")
