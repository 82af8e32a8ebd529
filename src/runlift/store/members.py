"""Who signs in: a member is what the provider of her identity says she is, hashed."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

import duckdb

from runlift.access import Role, Viewer
from runlift.errors import NotFound
from runlift.model import identity
from runlift.store import coaching
from runlift.store.connect import Store

NONE = ""
"""The athlete of a member who is none."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who has signed in."""

    member_id: str
    name: str
    email: str
    """As the provider last said, in small letters; never an identity."""
    is_email_verified: bool
    role: Role
    athlete_id: str = NONE
    is_removed: bool = False

    @property
    def verified_email(self) -> str:
        """The address, where the provider vouches for it; else nothing."""
        return self.email if self.is_email_verified else ""


def member_id(issuer: str, subject: str) -> str:
    """The id of whoever this provider calls so.

    Not her e-mail: that can be given to somebody else, and a second provider may let
    anybody write one.
    """
    return identity("member", issuer, subject)


def members(store: Store) -> dict[str, Member]:
    """Everybody who has signed in, by id; the removed included."""
    return {
        row.member_id: Member(
            member_id=row.member_id,
            name=row.name,
            email=row.email,
            is_email_verified=bool(row.is_email_verified),
            role=row.role,
            athlete_id=row.athlete_id,
            is_removed=bool(row.is_removed),
        )
        for row in store.ask("members").itertuples(index=False)
    }


def signed_in(store: Store, now: datetime, one: Member) -> Member:
    """The member who has just signed in, as she is stored.

    Args:
        store: where.
        now: when.
        one: what the provider says of her. Her role and athlete stay as stored; only an
            owner's is taken from here.
    """
    known = members(store).get(one.member_id)
    if known is None:
        new = one
    elif known.is_removed:
        return known
    else:
        # Who is no owner any more is what she would be without it.
        role = one.role if "owner" in (one.role, known.role) else known.role
        new = dataclasses.replace(one, role=role, athlete_id=known.athlete_id)
    if new != known:
        write(store, new, now)
    return new


def write(store: Store, one: Member, now: datetime) -> None:
    """Store a member as she is now."""
    with store.transaction() as cursor:
        _write(cursor, one, now)


def is_athlete(store: Store, member_id: str, athlete_id: str, now: datetime) -> None:
    """Say which athlete a member is; nobody else is her any more.

    Raises:
        NotFound: there is no such member.
    """
    every = members(store)
    if member_id not in every:
        raise NotFound("There is no such member.")
    with store.transaction() as cursor:
        for one in every.values():
            is_her = one.member_id == member_id
            if is_her and one.athlete_id != athlete_id:
                _write(cursor, dataclasses.replace(one, athlete_id=athlete_id), now)
            elif not is_her and athlete_id and one.athlete_id == athlete_id:
                _write(cursor, dataclasses.replace(one, athlete_id=NONE), now)


def viewer(store: Store, one: Member) -> Viewer:
    """What access is decided by, as the store stands now."""
    granted = (
        coaching.athletes_of(store, one.member_id)
        if one.role == "coach"
        else frozenset()
    )
    return Viewer(one.member_id, one.role, one.name, one.athlete_id or None, granted)


def forget(cursor: duckdb.DuckDBPyConnection, athlete_id: str) -> None:
    """Before an athlete is deleted: whoever is her and nothing else is forgotten.

    An owner or a coach stays a member, without an athlete.
    """
    rows = cursor.execute(
        "select member_id, email from current_member "
        "where athlete_id = ? and role = 'athlete'",
        [athlete_id],
    ).fetchall()
    for member, email in rows:
        if email:
            cursor.execute("delete from coaching where email = ?", [email])
        cursor.execute("delete from member where member_id = ?", [member])
    # The one change of a row in place: nothing of her may stay in an older one either.
    cursor.execute(
        "update member set athlete_id = '' where athlete_id = ?", [athlete_id]
    )
    cursor.execute(
        "delete from coaching where coaching_id in "
        "(select coaching_id from coaching where athlete_id = ?)",
        [athlete_id],
    )


def _write(cursor: duckdb.DuckDBPyConnection, one: Member, now: datetime) -> None:
    cursor.execute(
        "insert into member (event_no, recorded_at, athlete_id, member_id, name, email, "
        "is_email_verified, role, is_removed) "
        "select coalesce(max(event_no), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? from member",
        [
            now,
            one.athlete_id,
            one.member_id,
            one.name,
            one.email,
            one.is_email_verified,
            one.role,
            one.is_removed,
        ],
    )
