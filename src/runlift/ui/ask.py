"""What a page asks for: whose training, which days, which units, what day it is.

The filter bar stands in the same place on every page and its answers are in the URL.
Session-state keys live here and nowhere else.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal, NoReturn, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from runlift import access, frames, paths
from runlift.charts.theme import Look
from runlift.model import Athlete, Window
from runlift.store import athletes as people
from runlift.ui import viewing
from runlift.units import day_text

T = TypeVar("T")

ATHLETE = "athlete"
WINDOW = "window"
FIRST, LAST = "from", "to"
WEEK = "week"
_WIDGET = "_filter"
_WRITTEN = "_in_address"

WINDOWS = {
    "4w": "4 weeks",
    "12w": "12 weeks",
    "year": "This year",
    "all": "All",
    "own": "Own dates",
}
_DEFAULT_WINDOW = "12w"
BLOCK = "4full"
"""The last four whole weeks: offered where a block is looked back on."""
_PICKED = "_picked"
_STALE = timedelta(weeks=4)
"""A log that ended longer ago than this is looked at from its own end."""


store = viewing.store
viewer = viewing.viewer
may = viewing.may
allowed = viewing.allowed
now = viewing.now


def zone() -> str:
    """The time zone of the viewer's browser."""
    named = st.context.timezone
    return named if named in available_timezones() else paths.system_timezone()


def today() -> date:
    """The day it is for the viewer."""
    return datetime.now(ZoneInfo(zone())).date()


def local_now(athlete: Athlete) -> datetime:
    """The present on the athlete's wall clock."""
    return datetime.now(ZoneInfo(athlete.timezone)).replace(tzinfo=None)


def choose_athlete(athlete_id: str) -> None:
    """Look at this athlete from the next run on."""
    st.session_state[ATHLETE] = athlete_id


def forget_athlete() -> None:
    """Choose anew, after the chosen one was deleted or is not there."""
    st.session_state.pop(ATHLETE, None)
    st.query_params.pop(ATHLETE, None)


def athletes() -> list[Athlete]:
    """Everybody this viewer may see."""
    return access.visible(viewer(), people.athletes(store()))


def filters(
    *, with_window: bool = True, is_block: bool = False
) -> tuple[Athlete, Window] | None:
    """The filter bar; `None` on a store without athletes.

    Args:
        with_window: pages about the whole log leave the window out.
        is_block: offers whole weeks too, and begins with them until a window is chosen.
    """
    seen = athletes()
    names = {one.athlete_id: one.name for one in seen}
    wanted = _wanted_athlete()
    if wanted is not None and wanted not in names:
        _not_found()
    if not seen:
        return None
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Athlete",
            list(names),
            format_func=lambda one: names.get(one, one),
            key=_seeded(ATHLETE, _one_of(names), seen[0].athlete_id),
            on_change=_chosen,
            args=(ATHLETE,),
            width=240,
        )
        _into_url(ATHLETE, chosen)
        window = (
            _window(chosen, is_block) if with_window else Window(date.min, date.max)
        )
    person = next(one for one in seen if one.athlete_id == chosen)
    return person, window


def _wanted_athlete() -> str | None:
    """The athlete that a link names, else the one that was chosen before."""
    address = st.query_params.get(ATHLETE)
    if address not in (None, st.session_state.get(f"{ATHLETE}{_WRITTEN}")):
        return address
    chosen: str | None = st.session_state.get(ATHLETE)
    return chosen


def _not_found() -> NoReturn:
    """Somebody else's training is never shown instead, and nothing tells why."""
    st.title("Not found")
    st.markdown(
        f"{access.NO_SUCH_ATHLETE} The link may be old, or it is about somebody you "
        "may not see."
    )
    st.button("Show who is here", on_click=forget_athlete, type="primary")
    st.stop()


def one_of(
    label: str,
    options: Mapping[str, str],
    key: str,
    default: str,
    *,
    is_list: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """A choice that stays over pages and stands in the address by its plain value.

    Args:
        label: above the choice.
        options: labels by value.
        key: of the choice, in the address as well.
        default: chosen when nothing was.
        is_list: many options, in a list to open, instead of a few side by side.
        width: of the list.
    """
    if st.session_state.get(key, default) not in options:
        st.session_state.pop(key, None)
    common: dict[str, Any] = {
        "format_func": lambda one: options.get(one, one),
        "key": _seeded(key, _one_of(options), default),
        "on_change": _chosen,
        "args": (key,),
    }
    if is_list:
        values: list[str] = list(options)
        chosen = st.selectbox(label, values, width=width, **common)
    else:
        chosen = st.segmented_control(
            label, list(options), required=True, wrap=True, **common
        )
    chosen = chosen or default
    _into_url(key, chosen)
    return chosen


def _one_of(allowed: Iterable[str]) -> Callable[[str], str | None]:
    choices = set(allowed)
    return lambda text: text if text in choices else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _seeded(key: str, read: Callable[[str], T | None], default: T) -> str:
    """The key of a filter's widget, set to what was chosen before or linked to.

    A widget's state dies with the page it is on, so the choice is kept beside it: the
    widget is set from the choice before every run and changes it by `_chosen`. What
    stands in the address counts when somebody else than this page put it there.
    """
    address = st.query_params.get(key)
    if key not in st.session_state or address not in (
        None,
        st.session_state.get(f"{key}{_WRITTEN}"),
    ):
        linked = read(address or "")
        kept = st.session_state.get(key, default)
        st.session_state[key] = kept if linked is None else linked
    widget = f"{key}{_WIDGET}"
    st.session_state[widget] = st.session_state[key]
    return widget


def _chosen(key: str) -> None:
    """What the person at the filter bar has just picked."""
    picked = st.session_state.get(f"{key}{_WIDGET}")
    if picked is not None:
        st.session_state[key] = picked
        st.session_state[f"{key}{_PICKED}"] = True


def _into_url(key: str, text: str) -> None:
    """Keep the link to this view current.

    By hand, because `bind` writes labels (an athlete's name) where a link shall carry
    plain ids, and forgets a choice on pages that do not ask for it.
    """
    if st.query_params.get(key) != text:
        st.query_params[key] = text
    st.session_state[f"{key}{_WRITTEN}"] = text


def _window(athlete_id: str, is_block: bool) -> Window:
    last = today()
    kinds = {BLOCK: "4 full weeks", **WINDOWS} if is_block else WINDOWS
    usual = BLOCK if is_block else _DEFAULT_WINDOW
    if is_block:
        _open_week()
    _forget_default(kinds, usual)
    kind = st.segmented_control(
        "Days",
        list(kinds),
        format_func=kinds.__getitem__,
        required=True,
        key=_seeded(WINDOW, _one_of(kinds), usual),
        on_change=_chosen,
        args=(WINDOW,),
        wrap=True,
    )
    kind = kind or usual
    _into_url(WINDOW, kind)
    log = frames.log_days(store(), athlete_id) or Window(last, last)
    if kind != "own" and log.last < last - _STALE:
        # Twelve empty weeks would be the answer to nobody's question.
        last = log.last
        st.caption(
            f"The log ends on {day_text(last)} {last.year}; the days end there too."
        )
    if kind == "own":
        # Together, so that they wrap together where the bar is narrow.
        with st.container(horizontal=True, width="content"):
            first = _date("From", FIRST, last - timedelta(days=83))
            until = _date("To", LAST, last)
        return Window(min(first, until), max(first, until))
    monday = last - timedelta(days=last.weekday())
    if kind == BLOCK:
        # A log of the past may end with a week; the one that goes on is not whole.
        is_whole = last.weekday() == 6 and last < today()
        end = last if is_whole else monday - timedelta(days=1)
        return Window(end - timedelta(days=27), end)
    begin = {
        "4w": monday - timedelta(weeks=3),
        "12w": monday - timedelta(weeks=11),
        "year": date(last.year, 1, 1),
    }
    return Window(log.first if kind == "all" else begin[kind], last)


def week() -> date | None:
    """The Monday of the week that the address names, by any day of it."""
    day = _day(st.query_params.get(WEEK, ""))
    return day and day - timedelta(days=day.weekday())


def _open_week() -> None:
    """A link that names a week and no days shows that week."""
    monday = week()
    if monday and WINDOW not in st.query_params:
        days = (monday, monday + timedelta(days=6))
        st.query_params[WINDOW] = "own"
        for key, day in zip((FIRST, LAST), days, strict=True):
            st.query_params[key] = day.isoformat()


def _forget_default(kinds: Iterable[str], usual: str) -> None:
    """Let a page begin with its own window where nobody has picked or linked one."""
    picked = f"{WINDOW}{_PICKED}"
    address = st.query_params.get(WINDOW)
    is_linked = address not in (None, st.session_state.get(f"{WINDOW}{_WRITTEN}"))
    if is_linked or st.session_state.get(picked):
        st.session_state[picked] = True
    kept = st.session_state.get(WINDOW)
    if kept is None:
        return
    if kept not in kinds or not st.session_state.get(picked):
        st.session_state[WINDOW] = usual
        st.session_state[picked] = is_linked


def _date(label: str, key: str, default: date) -> date:
    chosen = st.date_input(
        label,
        key=_seeded(key, _day, default),
        min_value=date(1970, 1, 1),
        max_value=date(2199, 12, 31),
        on_change=_chosen,
        args=(key,),
        format="DD/MM/YYYY",
        width=150,
    )
    _into_url(key, chosen.isoformat())
    return chosen


def link_params() -> dict[str, str]:
    """What a link to another page carries: plain values, no names."""
    return {
        key: value
        for key, value in st.query_params.items()
        if key in (ATHLETE, WINDOW, FIRST, LAST)
    }


def look(how: frames.Profile) -> Look:
    """How charts are to look for this viewer and this athlete."""
    return Look(
        is_dark=st.context.theme.type == "dark",
        weight_unit=how.weight_unit,
        distance_unit=how.distance_unit,
    )
