"""The athletes of a store, their settings and their own choices."""

import dataclasses
from datetime import datetime

import pandas as pd

from runlift.errors import NotFound, WrongInput
from runlift.model import Athlete, identity
from runlift.store import members
from runlift.store.connect import EVERYTHING, Store, announce, record
from runlift.store.schema import TABLES


def athletes(store: Store) -> list[Athlete]:
    """Everybody in the store, the demo athletes last, each group by name."""
    found = [
        Athlete(
            athlete_id=row.athlete_id,
            name=row.name,
            timezone=row.timezone,
            is_timezone_known=bool(row.is_timezone_known),
            is_demo=bool(row.is_demo),
        )
        for row in store.ask("athletes").itertuples(index=False)
    ]
    return sorted(found, key=lambda one: (one.is_demo, one.name.casefold()))


def new(
    store: Store,
    name: str,
    now: datetime,
    *,
    timezone: str,
    is_timezone_known: bool = False,
    is_demo: bool = False,
) -> Athlete:
    """An athlete who is not stored yet; `write` does that.

    Raises:
        WrongInput: the name is empty or taken.
    """
    name = _usable(store, name)
    return Athlete(
        athlete_id=identity("athlete", name, now.isoformat()),
        name=name,
        timezone=timezone,
        is_timezone_known=is_timezone_known,
        is_demo=is_demo,
    )


def write(store: Store, athlete: Athlete, now: datetime) -> None:
    """Store an athlete as she is now."""
    with store.transaction() as cursor:
        record(
            cursor,
            "athlete",
            athlete.athlete_id,
            now,
            {
                "name": athlete.name,
                "timezone": athlete.timezone,
                "is_timezone_known": athlete.is_timezone_known,
                "is_demo": athlete.is_demo,
            },
        )


def rename(store: Store, athlete: Athlete, name: str, now: datetime) -> None:
    """Give the athlete another name.

    Raises:
        WrongInput: the name is empty or somebody else's.
    """
    if name.strip() == athlete.name:
        return
    name = _usable(store, name)
    write(store, dataclasses.replace(athlete, name=name), now)


def set_timezone(store: Store, athlete: Athlete, timezone: str, now: datetime) -> None:
    """Remember the zone the athlete lives in, as said by a person."""
    write(
        store,
        dataclasses.replace(athlete, timezone=timezone, is_timezone_known=True),
        now,
    )


def delete(store: Store, athlete_id: str) -> None:
    """Remove every row of the athlete, from the disk as well.

    Whoever signs in as her and is nothing else is forgotten with her.

    Raises:
        NotFound: there is no such athlete.
    """
    if athlete_id not in {one.athlete_id for one in athletes(store)}:
        raise NotFound("There is no such athlete.")
    with store.transaction() as cursor:
        announce(EVERYTHING, athlete_id, {})
        members.forget(cursor, athlete_id)
        for table in TABLES:
            cursor.execute(f"delete from {table} where athlete_id = ?", [athlete_id])
    store.purge()


def settings(store: Store, athlete_id: str) -> dict[str, str]:
    """What the athlete has set, by name."""
    found = store.ask("settings", athlete=athlete_id)
    return dict(zip(found["name"], found["value"], strict=True))


def set_setting(
    store: Store, athlete_id: str, name: str, value: str | None, now: datetime
) -> None:
    """Remember one setting; `None` goes back to the default."""
    with store.transaction() as cursor:
        record(cursor, "setting", athlete_id, now, {"name": name, "value": value})


def choices(store: Store, athlete_id: str) -> dict[str, str | None]:
    """The athlete's own answers to "which exercise is this?", by the name in the file.

    `None` means the name shall stay unmapped.
    """
    found = store.ask("exercise_choices", athlete=athlete_id)
    return {
        raw: None if pd.isna(chosen) else chosen
        for raw, chosen in zip(found["exercise_raw"], found["exercise_id"], strict=True)
    }


def choose(
    store: Store,
    athlete_id: str,
    exercise_raw: str,
    exercise_id: str | None,
    now: datetime,
    *,
    is_forgotten: bool = False,
) -> None:
    """Remember which exercise a name means; `is_forgotten` takes the choice back."""
    with store.transaction() as cursor:
        record(
            cursor,
            "exercise_choice",
            athlete_id,
            now,
            {
                "exercise_raw": exercise_raw,
                "exercise_id": exercise_id,
                "is_forgotten": is_forgotten,
            },
        )


def data_version(store: Store, athlete_id: str) -> int:
    """A number that changes whenever anything stored about the athlete does."""
    found = store.ask("data_version", athlete=athlete_id)
    return int(found["events"].sum())


def _usable(store: Store, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise WrongInput("An athlete needs a name.")
    if len(name) > 80:
        raise WrongInput("The name is too long; 80 characters are enough.")
    if name.casefold() in {one.name.casefold() for one in athletes(store)}:
        raise WrongInput(f"There is already an athlete called {name}.")
    return name
