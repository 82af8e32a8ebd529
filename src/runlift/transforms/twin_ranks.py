"""Which record of an activity is the richest, and which are only fragments of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.twin_groups import Groups
from runlift.transforms.twin_records import Mask, Places, Records
from runlift.units import Floats

_SOURCES = ("fit", "garmin", "coros", "polar", "suunto", "apple", "strava")
"""Where all else is equal, the device speaks before the service it was passed on to."""

_SETS_TELL = ("exercise_id", "load_kg", "reps", "rpe")


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of one kind of record."""

    key: str
    words: tuple[str, ...]
    """Filled from any twin."""
    amounts: tuple[str, ...]
    """Filled from twins that recorded the whole activity."""


RUN_SHAPE = Shape(
    key="run_id",
    words=(
        "surface", "title", "note", "temperature_c", "rpe", "source_tag", "label",
    ),
    amounts=(
        "distance_m", "moving_s", "elapsed_s", "ascent_m", "descent_m", "avg_hr",
        "max_hr", "cadence_spm", "power_w",
    ),
)  # fmt: skip
LIFT_SHAPE = Shape(
    key="session_id",
    words=("title", "bodyweight_kg"),
    amounts=("duration_s", "avg_hr", "max_hr"),
)


def ranked(
    frame: pd.DataFrame,
    records: Records,
    found: Groups,
    shape: Shape,
    told: Floats,
    policy: Policy,
) -> pd.DataFrame:
    """The records of every group, the one that counts first.

    A log with sets is richer than a watch, a whole run richer than a fragment; then
    come a stream, the number of filled fields, a clock, the source, and the id, so that
    the choice depends on nothing else.

    Args:
        frame: runs or sessions.
        records: the same as columns.
        found: the groups.
        shape: of the frame.
        told: how much the sets of each record tell.
        policy: section `twins`.

    Returns:
        The rows of `frame` that are in groups, and group, place (in `frame`),
        is_complete.
    """
    place = np.array([at for group in found.members for at in group], dtype=np.intp)
    group = np.repeat(np.arange(len(found.members)), [len(g) for g in found.members])
    out = frame.take(place).assign(group=group, place=place)
    out["is_complete"] = _complete(records, place, group, policy)
    fields = [*shape.words, *shape.amounts]
    _, name = np.unique(records.ids[place].astype(str), return_inverse=True)
    stream = (
        out["has_stream"].fillna(False) if "has_stream" in out else np.zeros(len(out))
    )
    order = np.lexsort(
        (
            name,
            np.array([_source(one) for one in out["source_format"]], dtype=int),
            ~records.is_timed[place],
            -out[fields].notna().sum(axis=1).to_numpy(),
            -np.asarray(stream, dtype=float),
            ~out["is_complete"].to_numpy(bool),
            -told[place],
            group,
        )
    )
    return out.iloc[order].reset_index(drop=True)


def told(sessions: pd.DataFrame, sets: pd.DataFrame) -> Floats:
    """How much the sets of each session tell: a watch counts them, a log names them."""
    owner = pd.Index(sessions["session_id"]).get_indexer(sets["session_id"])
    many = sets[list(_SETS_TELL)].notna().sum(axis=1).to_numpy(float)
    known = owner >= 0
    # A set of which nothing is known is one all the same.
    return np.bincount(owner[known], many[known] + 1, len(sessions)).astype(float)


def _complete(records: Records, place: Places, group: Places, policy: Policy) -> Mask:
    """Whether each record is about as far or as long as the longest of its group.

    Only what two of a group know can be compared; where there is nothing, all are.
    """
    share = policy.number("twins.overlap_share")
    is_whole = np.zeros(len(place), bool)
    is_compared = np.zeros(len(place), bool)
    for amount in (records.distance_m[place], records.lasting_s[place]):
        of_group = pd.Series(amount).groupby(group)
        comparable = (of_group.transform("count") > 1).to_numpy() & ~np.isnan(amount)
        with np.errstate(invalid="ignore"):
            reaches = amount >= share * of_group.transform("max").to_numpy()
        is_whole |= comparable & reaches
        is_compared |= comparable
    found: Mask = is_whole | ~is_compared
    return found


def _source(name: str) -> int:
    app = name.partition("_")[0]
    return _SOURCES.index(app) if app in _SOURCES else len(_SOURCES)
