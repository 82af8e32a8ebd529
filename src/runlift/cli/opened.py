"""The store and the athlete a command is about."""

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from runlift import access, paths
from runlift.errors import NotFound
from runlift.model import Athlete
from runlift.store import Store
from runlift.store import athletes as people


def store(chosen: argparse.Namespace, *, is_kept: bool = False) -> Store:
    """The store that was named; one that is not there yet is only made to keep things."""
    path = chosen.store or paths.store_path()
    return Store(path if is_kept or Path(path).exists() else ":memory:")


def athlete(store: Store, name: str) -> Athlete:
    """The athlete of this name.

    Raises:
        NotFound: there is none.
    """
    return access.named(access.OWNER, people.athletes(store), name)


def athlete_or_new(
    store: Store, chosen: argparse.Namespace, now: datetime
) -> tuple[Athlete, bool]:
    """The named athlete, and whether she is to be stored: a new one, or a new zone."""
    try:
        found = athlete(store, chosen.athlete)
    except NotFound:
        zone = chosen.timezone
        return people.new(
            store,
            chosen.athlete,
            now,
            timezone=zone or paths.system_timezone(),
            is_timezone_known=zone is not None,
        ), True
    if chosen.timezone and chosen.timezone != found.timezone:
        moved = replace(found, timezone=chosen.timezone, is_timezone_known=True)
        return moved, True
    return found, False


def now() -> datetime:
    """The present, naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def today(athlete: Athlete) -> date:
    """The day it is where the athlete lives."""
    return datetime.now(ZoneInfo(athlete.timezone)).date()
