"""Who may see which athlete, and do what; the only place where that is decided.

Without sign-in there is one viewer, the person at this machine, who owns the store
and sees everybody in it. With sign-in (docs/sign_in.md) a viewer is a member:

    owner     everybody, everything
    coach     athletes who accepted her: read, note, plan; and an athlete of her own
    athlete   the one athlete that is hers: everything but managing the store
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from runlift.errors import NotAllowed, NotFound, WrongInput
from runlift.model import Athlete

Role = Literal["owner", "coach", "athlete"]
ROLES: tuple[Role, ...] = get_args(Role)

Action = Literal[
    "read", "note", "plan", "change", "import", "export", "delete", "manage"
]
"""`change` is what an athlete says: settings, labels, names of exercises, doubts.
`export` is everything in one file. `manage` is about the store as a whole."""
ACTIONS: tuple[Action, ...] = get_args(Action)

_OWN: frozenset[Action] = frozenset(ACTIONS) - {"manage"}
_COACH: frozenset[Action] = frozenset({"read", "note", "plan"})

NO_SUCH_ATHLETE = "There is no such athlete here."
"""The same words for an athlete who does not exist and for one who is somebody else's."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks."""

    viewer_id: str
    role: Role
    name: str = ""
    athlete_id: str | None = None
    """The athlete she is herself."""
    coached: frozenset[str] = frozenset()
    """The athletes who let her see them, at this moment."""


OWNER = Viewer("local", "owner")
"""The person at this machine."""


def may(viewer: Viewer, athlete_id: str | None, action: Action) -> bool:
    """Whether this viewer may do that.

    Args:
        viewer: who asks.
        athlete_id: with whose data; `None` for the store as a whole.
        action: what.
    """
    if viewer.role == "owner":
        return True
    if athlete_id is None:
        return False
    if athlete_id == viewer.athlete_id:
        return action in _OWN
    is_coach = viewer.role == "coach" and athlete_id in viewer.coached
    return is_coach and action in _COACH


def check(viewer: Viewer, athlete_id: str | None, action: Action) -> None:
    """Nothing where the viewer may do that.

    Raises:
        NotFound: she may not even know of this athlete.
        NotAllowed: she may look, but not do that.
    """
    if may(viewer, athlete_id, action):
        return
    if athlete_id is None:
        raise NotAllowed("Only the owner of this store can do that.")
    if not may(viewer, athlete_id, "read"):
        raise NotFound(NO_SUCH_ATHLETE)
    raise NotAllowed("Only the athlete herself can do that.")


def visible(viewer: Viewer, athletes: Iterable[Athlete]) -> list[Athlete]:
    """The athletes this viewer may see."""
    return [one for one in athletes if may(viewer, one.athlete_id, "read")]


def named(viewer: Viewer, athletes: Iterable[Athlete], name: str) -> Athlete:
    """The athlete with this name or id.

    Raises:
        NotFound: there is none this viewer may see. Whether one exists is not told.
        WrongInput: several are called so.
    """
    seen = visible(viewer, athletes)
    for athlete in seen:
        if name == athlete.athlete_id:
            return athlete
    called = [one for one in seen if one.name.casefold() == name.casefold()]
    if len(called) == 1:
        return called[0]
    if called:
        # Two who sign in may call themselves the same; neither is told of the other.
        ids = ", ".join(one.athlete_id for one in called)
        raise WrongInput(f"{len(called)} athletes are called {name!r}: say {ids}.")
    known = ", ".join(athlete.name for athlete in seen) or "nobody yet"
    raise NotFound(f"There is no athlete called {name!r}. In this store: {known}.")
