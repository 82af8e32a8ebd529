"""Tags a coach gives athletes: groups, squads, whatever she sorts them by."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import pandas as pd

from runlift.errors import WrongInput
from runlift.store.connect import Store, record

LONGEST = 40
"""Characters of a tag."""


def tags(store: Store, athlete_ids: Iterable[str]) -> dict[str, list[str]]:
    """The tags of these athletes, by athlete; who has none is left out."""
    asked = pd.DataFrame({"athlete_id": list(athlete_ids)}, dtype=object)
    found = store.ask("athlete_tags", {"asked": asked})
    out: dict[str, list[str]] = {}
    for athlete_id, tag in zip(found["athlete_id"], found["tag"], strict=True):
        out.setdefault(athlete_id, []).append(tag)
    return out


def usable(tag: str) -> str:
    """The tag as it is stored.

    Raises:
        WrongInput: it is empty or too long.
    """
    tag = " ".join(tag.split())
    if not tag:
        raise WrongInput("A tag needs a name.")
    if len(tag) > LONGEST:
        raise WrongInput(f"The tag is too long; {LONGEST} characters are enough.")
    return tag


def assign(
    store: Store,
    tag: str,
    members: Collection[str],
    among: Mapping[str, Collection[str]],
    now: datetime,
) -> int:
    """Give the tag to these athletes, and take it from the others that have it.

    Args:
        store: where.
        tag: which.
        members: who shall have it.
        among: the tags of everybody this is about, by athlete; others stay as they are.
        now: when.

    Returns:
        For how many athletes something changed.

    Raises:
        WrongInput: the tag is empty or too long.
    """
    tag = usable(tag)
    changed = [one for one, has in among.items() if (one in members) != (tag in has)]
    if changed:
        with store.transaction() as cursor:
            for one in changed:
                said = {"tag": tag, "is_removed": one not in members}
                record(cursor, "athlete_tag", one, now, said)
    return len(changed)
