"""Who may see which athlete; the only place where that is decided.

Without sign-in there is one viewer, the person at this machine, who owns the store
and sees everybody in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from runlift.errors import NotFound
from runlift.model import Athlete


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks."""

    viewer_id: str
    role: Literal["owner"]


OWNER = Viewer("local", "owner")
"""The person at this machine."""


def visible(viewer: Viewer, athletes: Iterable[Athlete]) -> list[Athlete]:
    """The athletes this viewer may see."""
    return list(athletes) if viewer.role == "owner" else []


def named(viewer: Viewer, athletes: Iterable[Athlete], name: str) -> Athlete:
    """The athlete with this name or id.

    Raises:
        NotFound: there is none this viewer may see. Whether one exists is not told.
    """
    seen = visible(viewer, athletes)
    for athlete in seen:
        if name == athlete.athlete_id or name.casefold() == athlete.name.casefold():
            return athlete
    known = ", ".join(athlete.name for athlete in seen) or "nobody yet"
    raise NotFound(f"There is no athlete called {name!r}. In this store: {known}.")
