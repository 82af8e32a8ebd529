"""The judged training of an athlete, computed once for each version of her data.

Frames are shared between reruns and sessions, not copied: pages only read them.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.errors import NotFound
from runlift.frames import Profile, Training, review
from runlift.frames import following as following_frames
from runlift.frames import running as running_frames
from runlift.frames.following import Following
from runlift.frames.plans import Kept, kept_plan
from runlift.frames.review import BlockRunning
from runlift.frames.running import Beside, Load, Running
from runlift.model import Athlete, Window
from runlift.store import Store
from runlift.store import athletes as people
from runlift.transforms.lift_cost import LiftCost


def training(store: Store, athlete: Athlete) -> tuple[Training, Profile]:
    """The athlete's log, judged, and how."""
    version = people.data_version(store, athlete.athlete_id)
    return _training(store.path, athlete.athlete_id, version, store, athlete)


@st.cache_resource(max_entries=32, show_spinner="Reading the log ...")
def _training(
    path: str, athlete_id: str, version: int, _store: Store, _athlete: Athlete
) -> tuple[Training, Profile]:
    # An import may store files meanwhile; half of one is no training.
    with _store.snapshot():
        how = frames.profile(_store, _athlete)
        return frames.training(_store, _athlete, how), how


def strength(
    store: Store, athlete: Athlete, window: Window
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The e1RM of every session, and the direction of each lift at the window's end."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    log, how = training(store, athlete)
    sessions = _sessions(*key, log, how)
    return sessions, _trends(*key, window.last, sessions, how, window)


@st.cache_resource(max_entries=32, show_spinner=False)
def _sessions(
    path: str, athlete_id: str, version: int, _log: Training, _how: Profile
) -> pd.DataFrame:
    return frames.strength_sessions(_log, _how)


@st.cache_resource(max_entries=64, show_spinner=False)
def _trends(
    path: str,
    athlete_id: str,
    version: int,
    last: date,
    _sessions: pd.DataFrame,
    _how: Profile,
    _window: Window,
) -> pd.DataFrame:
    return frames.strength_trends(_sessions, _how, _window)


def strength_sessions(store: Store, athlete: Athlete) -> pd.DataFrame:
    """The e1RM of every session, as `frames.strength_sessions` describes it."""
    version = people.data_version(store, athlete.athlete_id)
    log, how = training(store, athlete)
    return _sessions(store.path, athlete.athlete_id, version, log, how)


def records(store: Store, athlete: Athlete) -> pd.DataFrame:
    """Every record of the athlete, as `frames.records` describes it."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    log, how = training(store, athlete)
    return _records(*key, log, _sessions(*key, log, how))


@st.cache_resource(max_entries=32, show_spinner=False)
def _records(
    path: str, athlete_id: str, version: int, _log: Training, _sessions: pd.DataFrame
) -> pd.DataFrame:
    return frames.records(_log, _sessions)


def volume(
    store: Store, athlete: Athlete, window: Window
) -> Mapping[str, pd.DataFrame]:
    """The frames of the volume page, as `frames.volume_page` describes them."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    return _volume(*key, window.first, window.last, *training(store, athlete))


@st.cache_resource(max_entries=64, show_spinner=False)
def _volume(
    path: str,
    athlete_id: str,
    version: int,
    first: date,
    last: date,
    _log: Training,
    _how: Profile,
) -> Mapping[str, pd.DataFrame]:
    return frames.volume_page(_log, _how, Window(first, last))


def muscle_work(
    store: Store, athlete: Athlete, window: Window, muscle: str | None
) -> Mapping[str, pd.DataFrame]:
    """What trained a muscle, as `frames.muscle_work` describes it."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    return _work(*key, window.first, window.last, muscle, *training(store, athlete))


@st.cache_resource(max_entries=64, show_spinner=False)
def _work(
    path: str,
    athlete_id: str,
    version: int,
    first: date,
    last: date,
    muscle: str | None,
    _log: Training,
    _how: Profile,
) -> Mapping[str, pd.DataFrame]:
    return frames.muscle_work(_log, _how, Window(first, last), muscle)


def programs(store: Store, athlete: Athlete) -> Mapping[str, pd.DataFrame]:
    """What the programs deliver, as `frames.program_volume` describes it."""
    version = people.data_version(store, athlete.athlete_id)
    _, how = training(store, athlete)
    return _programs(store.path, athlete.athlete_id, version, how)


@st.cache_resource(max_entries=32, show_spinner=False)
def _programs(
    path: str, athlete_id: str, version: int, _how: Profile
) -> Mapping[str, pd.DataFrame]:
    return frames.program_volume(_how)


def running(store: Store, athlete: Athlete, window: Window) -> Running:
    """The frames of the running page, as `running_frames.Running` describes them."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    return _running(
        *key, window, *training(store, athlete), _beside(*key, store, athlete)
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _beside(
    path: str, athlete_id: str, version: int, _store: Store, _athlete: Athlete
) -> Beside:
    with _store.snapshot():
        return running_frames.beside(_store, _athlete)


@st.cache_resource(max_entries=64, show_spinner=False)
def _running(
    path: str,
    athlete_id: str,
    version: int,
    window: Window,
    _log: Training,
    _how: Profile,
    _known: Beside,
) -> Running:
    return running_frames.running(_log, _how, window, _known)


def load(store: Store, athlete: Athlete, window: Window) -> Load:
    """The frames about load, as `running_frames.Load` describes them."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    return _load(*key, window, *training(store, athlete), _beside(*key, store, athlete))


@st.cache_resource(max_entries=64, show_spinner=False)
def _load(
    path: str,
    athlete_id: str,
    version: int,
    window: Window,
    _log: Training,
    _how: Profile,
    _known: Beside,
) -> Load:
    return running_frames.load(_log, _how, window, _known)


def lift_cost(store: Store, athlete: Athlete, today: date) -> LiftCost:
    """What heavy legs went with in the athlete's own runs, of the whole log."""
    version = people.data_version(store, athlete.athlete_id)
    log, how = training(store, athlete)
    try:
        now = following(store, athlete, kept_plan(store, athlete), today)
    except NotFound:
        key, planned = ("", 0), None
    else:
        key = now.kept.plan.plan_id, now.kept.version
        planned = following_frames.planned_key_runs(now, athlete)
    return _lift_cost(
        store.path, athlete.athlete_id, version, *key, today, log, how, planned
    )


@st.cache_resource(max_entries=32, show_spinner="Comparing runs ...")
def _lift_cost(
    path: str,
    athlete_id: str,
    version: int,
    plan_id: str,
    plan_version: int,
    today: date,
    _log: Training,
    _how: Profile,
    _planned: pd.DataFrame | None,
) -> LiftCost:
    return frames.lift_cost(_log, _how, _planned)


def twin_records(store: Store, athlete: Athlete) -> pd.DataFrame:
    """What several sources recorded, as `frames.twin_records` describes it."""
    version = people.data_version(store, athlete.athlete_id)
    return _twin_records(store.path, athlete.athlete_id, version, store, athlete)


@st.cache_resource(max_entries=32, show_spinner=False)
def _twin_records(
    path: str, athlete_id: str, version: int, _store: Store, _athlete: Athlete
) -> pd.DataFrame:
    with _store.snapshot():
        return frames.twin_records(_store, _athlete, frames.profile(_store, _athlete))


def names(store: Store, athlete: Athlete) -> tuple[pd.DataFrame, Profile]:
    """Every exercise name of the athlete, as `frames.mapping` describes it, and how."""
    version = people.data_version(store, athlete.athlete_id)
    return _names(store.path, athlete.athlete_id, version, store, athlete)


@st.cache_resource(max_entries=32, show_spinner=False)
def _names(
    path: str, athlete_id: str, version: int, _store: Store, _athlete: Athlete
) -> tuple[pd.DataFrame, Profile]:
    with _store.snapshot():
        return frames.mapping(_store, _athlete), frames.profile(_store, _athlete)


def following(store: Store, athlete: Athlete, kept: Kept, today: date) -> Following:
    """A followed plan as `following_frames.following` has it."""
    version = people.data_version(store, athlete.athlete_id)
    log, how = training(store, athlete)
    return _following(
        store.path,
        athlete.athlete_id,
        version,
        kept.plan.plan_id,
        kept.version,
        today,
        store,
        athlete,
        log,
        how,
        kept,
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _following(
    path: str,
    athlete_id: str,
    version: int,
    plan_id: str,
    plan_version: int,
    today: date,
    _store: Store,
    _athlete: Athlete,
    _log: Training,
    _how: Profile,
    _kept: Kept,
) -> Following:
    with _store.snapshot():
        return following_frames.following(_store, _athlete, _log, _how, _kept, today)


def block(
    store: Store, athlete: Athlete, block: Window
) -> tuple[pd.DataFrame, BlockRunning]:
    """The average week of a block beside the one before, and its running."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    return _block(*key, block, *training(store, athlete))


@st.cache_resource(max_entries=64, show_spinner=False)
def _block(
    path: str,
    athlete_id: str,
    version: int,
    block: Window,
    _log: Training,
    _how: Profile,
) -> tuple[pd.DataFrame, BlockRunning]:
    return (
        review.average_week(_log, block, review.before(block)),
        review.running(_log, _how, block),
    )


def two_blocks(
    store: Store, athlete: Athlete, block: Window, other: Window
) -> Mapping[str, pd.DataFrame]:
    """Two blocks of an athlete, as `frames.review.compared` describes them."""
    version = people.data_version(store, athlete.athlete_id)
    key = (store.path, athlete.athlete_id, version)
    log, how = training(store, athlete)
    return _two_blocks(*key, block, other, log, how, _sessions(*key, log, how))


@st.cache_resource(max_entries=64, show_spinner=False)
def _two_blocks(
    path: str,
    athlete_id: str,
    version: int,
    block: Window,
    other: Window,
    _log: Training,
    _how: Profile,
    _sessions: pd.DataFrame,
) -> Mapping[str, pd.DataFrame]:
    return review.compared(_log, _how, _sessions, block, other)


def forget() -> None:
    """Drop everything computed, after something was deleted."""
    for kept in (
        _lift_cost,
        _training,
        _twin_records,
        _sessions,
        _trends,
        _records,
        _volume,
        _work,
        _programs,
        _beside,
        _running,
        _load,
        _names,
        _following,
        _block,
        _two_blocks,
    ):
        kept.clear()
