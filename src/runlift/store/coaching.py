"""Which coach an athlete lets see her: invited by address, answered by the athlete.

    (nothing) → invited → accepted ⇄ revoked
                        → declined → accepted

A coach is never told whether an address belongs to anybody: until somebody accepts,
every invitation looks the same to her, and another one after a no changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import duckdb

from runlift.errors import NotFound, WrongInput
from runlift.model import identity
from runlift.store import audit
from runlift.store.connect import Store

State = Literal["invited", "accepted", "declined", "revoked", "withdrawn", "closed"]
"""`withdrawn`: ended by the coach, who may invite again. `closed`: withdrawn after a no,
which stays a no."""

MOST_INVITED = 2_000
"""Invitations of one coach that wait; more is no coaching."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """What is between one coach and one athlete."""

    coaching_id: str
    coach_id: str
    email: str
    athlete_id: str
    """Empty until it is accepted."""
    state: State
    when: datetime
    """Since then, naive UTC."""


def coachings(store: Store) -> list[Coaching]:
    """Every one, the oldest first."""
    return [
        Coaching(
            row.coaching_id,
            row.coach_id,
            row.email,
            row.athlete_id,
            row.state,
            row.recorded_at.to_pydatetime(),
        )
        for row in store.ask("coaching").itertuples(index=False)
    ]


def athletes_of(store: Store, coach_id: str) -> frozenset[str]:
    """The athletes who let this coach see them now."""
    return frozenset(
        one.athlete_id
        for one in coachings(store)
        if one.coach_id == coach_id and one.state == "accepted"
    )


def invite(store: Store, coach_id: str, email: str, now: datetime) -> None:
    """Ask whoever has this address.

    Raises:
        WrongInput: this is no address, or too many wait.
    """
    email = _address(email)
    mine = [one for one in coachings(store) if one.coach_id == coach_id]
    if len(mine) >= MOST_INVITED:
        raise WrongInput(f"A coach can have {MOST_INVITED:,} invitations.")
    coaching_id = identity("coaching", coach_id, email)
    known = {one.coaching_id: one for one in mine}.get(coaching_id)
    if known is None or known.state == "withdrawn":
        new = Coaching(coaching_id, coach_id, email, "", "invited", now)
    elif known.state == "closed":
        new = replace(known, state="declined")
    else:
        return
    with store.transaction() as cursor:
        _write(cursor, new, now)


def withdraw(store: Store, coach_id: str, coaching_id: str, now: datetime) -> None:
    """The coach ends it, accepted or not.

    Raises:
        NotFound: it is not hers.
    """
    one = _known(store, coaching_id)
    if one.coach_id != coach_id:
        raise NotFound("There is no such invitation.")
    # It goes from the coach's list in any case: that it stayed would tell of a no.
    is_no = one.state in ("declined", "revoked")
    with store.transaction() as cursor:
        _write(cursor, replace(one, state="closed" if is_no else "withdrawn"), now)
        if one.state == "accepted":
            audit.add(cursor, one.athlete_id, coach_id, "revoked", coach_id, now)


def answer(
    store: Store,
    coaching_id: str,
    state: Literal["accepted", "declined", "revoked"],
    athlete_id: str,
    actor: str,
    now: datetime,
) -> None:
    """The athlete says yes or no, or changes her mind.

    Args:
        store: where.
        coaching_id: which.
        state: what it is from now on.
        athlete_id: who says so; empty for somebody without any data who declines.
        actor: the member who says so.
        now: when.

    Raises:
        NotFound: it is another athlete's, or not there any more.
    """
    one = _known(store, coaching_id)
    if one.state == "withdrawn" or one.athlete_id not in ("", athlete_id):
        raise NotFound("There is no such invitation.")
    if one.state == state:
        return
    with store.transaction() as cursor:
        _write(cursor, replace(one, state=state, athlete_id=athlete_id), now)
        if athlete_id:
            if not one.athlete_id:
                # Only now is it known whom the invitation was for.
                audit.add(cursor, athlete_id, one.coach_id, "invited", "", one.when)
            audit.add(cursor, athlete_id, actor, state, one.coach_id, now)


def grant(
    store: Store, coach_id: str, athlete_id: str, actor: str, now: datetime
) -> None:
    """Let a coach see an athlete who signs in nowhere; the owner's word for hers."""
    coaching_id = identity("coaching", coach_id, "athlete", athlete_id)
    with store.transaction() as cursor:
        new = Coaching(coaching_id, coach_id, "", athlete_id, "accepted", now)
        _write(cursor, new, now)
        audit.add(cursor, athlete_id, actor, "accepted", coach_id, now)


def of_athlete(store: Store, athlete_id: str, email: str) -> list[Coaching]:
    """What an athlete is asked, and what she has said.

    Args:
        store: where.
        athlete_id: hers; empty when she has none yet.
        email: her address, when her provider vouches for it; else empty.
    """
    return [
        one
        for one in coachings(store)
        if one.state != "withdrawn"
        and (
            (athlete_id and one.athlete_id == athlete_id)
            or (email and one.email == email and not one.athlete_id)
        )
    ]


def of_coach(store: Store, coach_id: str) -> list[Coaching]:
    """What a coach has asked and is not done with, by address.

    Not by time: an answer that moved a line would be told by where it stands.
    """
    found = [
        one
        for one in coachings(store)
        if one.coach_id == coach_id and one.state not in ("withdrawn", "closed")
    ]
    return sorted(found, key=lambda one: (one.email, one.coaching_id))


def _known(store: Store, coaching_id: str) -> Coaching:
    for one in coachings(store):
        if one.coaching_id == coaching_id:
            return one
    raise NotFound("There is no such invitation.")


def _address(text: str) -> str:
    """An e-mail address as it is compared."""
    found = text.strip().casefold()
    name, at, host = found.partition("@")
    if (
        not (name and at and "." in host.strip("."))
        or len(found) > 254
        or any(one.isspace() for one in found)
    ):
        raise WrongInput("Write an e-mail address, such as ana@example.com.")
    return found


def _write(cursor: duckdb.DuckDBPyConnection, one: Coaching, now: datetime) -> None:
    cursor.execute(
        "insert into coaching (event_no, recorded_at, athlete_id, coaching_id, coach_id, "
        "email, state) "
        "select coalesce(max(event_no), 0) + 1, ?, ?, ?, ?, ?, ? from coaching",
        [now, one.athlete_id, one.coaching_id, one.coach_id, one.email, one.state],
    )
