"""What a page asks for: whose training, which days, which units, what day it is.

The filter bar stands in the same place on every page and its answers are in the URL.
Session-state keys live here and nowhere else.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from runlift import access, frames, paths
from runlift.charts.theme import Look
from runlift.model import Athlete, Window
from runlift.store import Store
from runlift.store import athletes as people

ATHLETE = "athlete"
WINDOW = "window"
FIRST, LAST = "from", "to"

WINDOWS = {
    "4w": "4 weeks",
    "12w": "12 weeks",
    "year": "This year",
    "all": "All",
    "own": "Own dates",
}
_DEFAULT_WINDOW = "12w"


@st.cache_resource(show_spinner="Opening your training log ...")
def _opened(path: str) -> Store:
    return Store(path)


def store() -> Store:
    """The store of this process.

    Raises:
        StoreError: it cannot be opened; the message says who holds it.
    """
    return _opened(paths.store_path())


def now() -> datetime:
    """The present, naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def zone() -> str:
    """The time zone of the viewer's browser."""
    named = st.context.timezone
    return named if named in available_timezones() else paths.system_timezone()


def today() -> date:
    """The day it is for the viewer."""
    return datetime.now(ZoneInfo(zone())).date()


def athletes() -> list[Athlete]:
    """Everybody this viewer may see."""
    return access.visible(access.OWNER, people.athletes(store()))


def athlete() -> Athlete | None:
    """The athlete chosen in the filter bar, the first one before any choice."""
    seen = athletes()
    if not seen:
        return None
    chosen = st.session_state.get(ATHLETE)
    return next((one for one in seen if one.athlete_id == chosen), seen[0])


def filters(*, with_window: bool = True) -> tuple[Athlete, Window] | None:
    """The filter bar; `None` on a store without athletes.

    Args:
        with_window: pages about the whole log leave the window out.
    """
    seen = athletes()
    if not seen:
        return None
    names = {one.athlete_id: one.name for one in seen}
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        if st.session_state.get(ATHLETE) not in names:
            st.session_state.pop(ATHLETE, None)
        chosen = st.selectbox(
            "Athlete",
            list(names),
            format_func=lambda one: names.get(one, one),
            key=ATHLETE,
            bind="query-params",
            width=240,
        )
        window = _window(chosen) if with_window else Window(date.min, date.max)
    person = next(one for one in seen if one.athlete_id == chosen)
    return person, window


def _window(athlete_id: str) -> Window:
    last = today()
    kind = st.segmented_control(
        "Days",
        list(WINDOWS),
        format_func=WINDOWS.__getitem__,
        default=_DEFAULT_WINDOW,
        key=WINDOW,
        bind="query-params",
    )
    if kind == "own":
        first = st.date_input(
            "From",
            last - timedelta(days=83),
            key=FIRST,
            bind="query-params",
            width=150,
            format="DD/MM/YYYY",
        )
        until = st.date_input(
            "To", last, key=LAST, bind="query-params", width=150, format="DD/MM/YYYY"
        )
        return Window(min(first, until), max(first, until))
    monday = last - timedelta(days=last.weekday())
    begin = {
        "4w": monday - timedelta(weeks=3),
        "12w": monday - timedelta(weeks=11),
        "year": date(last.year, 1, 1),
        "all": frames.first_day(store(), athlete_id) or monday,
    }
    return Window(begin[kind or _DEFAULT_WINDOW], last)


def link_params() -> dict[str, str]:
    """What a link to another page carries: plain ids, nothing else."""
    kept = {}
    for key in (ATHLETE, WINDOW):
        value = st.session_state.get(key)
        if isinstance(value, str):
            kept[key] = value
    return kept


def look(how: frames.Profile) -> Look:
    """How charts are to look for this viewer and this athlete."""
    return Look(
        is_dark=st.context.theme.type == "dark",
        weight_unit=how.weight_unit,
        distance_unit=how.distance_unit,
    )
