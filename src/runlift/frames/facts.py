"""Facts a week of an athlete: made from her judged log, kept in the store."""

import functools
import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from runlift import __version__, paths
from runlift.errors import RunliftError
from runlift.exercises.catalogue import muscles
from runlift.frames import judged
from runlift.frames.strength import strength_sessions
from runlift.frames.volume import volume_weeks
from runlift.model import Athlete
from runlift.store import Store
from runlift.store import athletes as people
from runlift.store import facts as kept
from runlift.store.facts import Made
from runlift.transforms import week_facts as week_facts_

_log = logging.getLogger(__name__)

_UNEXPECTED = "Something in it was not expected; the details are in the log of the app."

_BUGS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a log raises that nobody thought of."""

_WAY = 1
"""How facts are made; one more whenever that changes, so that all are made anew."""


@dataclass(frozen=True)
class Facts:
    """The facts of an athlete, and what they were made from."""

    weeks: pd.DataFrame
    """As `transforms.week_facts` has them."""
    made: Made


def facts(store: Store, athlete: Athlete) -> Facts:
    """What the log comes to, week by week, as the store stands now."""
    with store.snapshot():
        version = people.data_version(store, athlete.athlete_id)
        try:
            how = judged.profile(store, athlete)
            log = judged.training(store, athlete, how)
            found = judged.findings(store, athlete, log)
        except RunliftError as refusal:
            # A roster of many must not fail for one whose settings are wrong.
            return _none(version, str(refusal))
    weeks = week_facts_.week_facts(
        log["lifts"],
        log["runs"],
        found,
        strength_sessions(log, how),
        volume_weeks(log, how),
        muscles=list(muscles()),
        main=[key for key, one in how.exercises.items() if one.rest_class == "heavy"],
        policy=how.policy,
    )
    days = pd.concat([log["lifts"]["start_local"], log["runs"]["day"]])
    first, last = (days.min().date(), days.max().date()) if len(days) else (None, None)
    return Facts(weeks, Made(version, rules(), first, last))


def refresh(store: Store, athlete: Athlete, now: datetime) -> int:
    """Make the facts of one athlete anew and keep what changed; how many rows did."""
    version = people.data_version(store, athlete.athlete_id)
    try:
        found = facts(store, athlete)
    except _BUGS:
        # Neither an import nor the roster of a hundred others may fail for it.
        _log.exception("The facts of an athlete could not be made.")
        found = _none(version, _UNEXPECTED)
    return kept.keep(store, athlete.athlete_id, found.weeks, found.made, now)


def _none(version: int, problem: str) -> Facts:
    nothing = pd.DataFrame(columns=list(kept.COLUMNS)).astype(week_facts_.KINDS)
    return Facts(nothing, Made(version, rules(), None, None, problem))


def behind(store: Store, athletes: Iterable[Athlete]) -> list[Athlete]:
    """Those whose facts are not of the log as it stands now."""
    asked = list(athletes)
    ids = kept.is_behind(store, [one.athlete_id for one in asked], rules())
    return [one for one in asked if one.athlete_id in ids]


@functools.cache
def rules() -> str:
    """Stands for everything besides the log that facts depend on.

    The files of `data/` are read when the app starts, and so is this.
    """
    told = hashlib.blake2b(f"{__version__} {_WAY}".encode(), digest_size=10)
    folder = paths.data_folder()
    for file in sorted([*folder.glob("*.csv"), *folder.glob("*.toml")]):
        told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()
