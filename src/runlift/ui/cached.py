"""The judged training of an athlete, computed once for each version of her data.

Frames are shared between reruns and sessions, not copied: pages only read them.
"""

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.frames import Profile, Training
from runlift.model import Athlete
from runlift.store import Store
from runlift.store import athletes as people


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


def forget() -> None:
    """Drop everything computed, after something was deleted."""
    _training.clear()
    _twin_records.clear()
