"""The store as one member may use it: every question and every change is asked about.

The pages get no other store while sign-in is on, so what a page forgets to ask, or a
cache still holds, does not open a door: the frames of an athlete begin with a question
that names her, and that question is refused here.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from runlift import access
from runlift.access import Action, Viewer
from runlift.errors import NotAllowed, NotSignedIn
from runlift.store import audit, members
from runlift.store.connect import EVERYTHING, Store, watching

ACTION_OF: Mapping[str, Action] = {
    "athlete": "change",
    "upload": "import",
    "lift_session": "import",
    "lift_set": "import",
    "run": "import",
    "run_lap": "import",
    "run_stream": "import",
    "run_summary": "import",
    "body_mass": "import",
    "label": "change",
    "exercise_choice": "change",
    "twin": "change",
    "setting": "change",
    "plan": "plan",
    "planned_session": "plan",
    "planned_set": "plan",
    "own_program": "plan",
    # Of a finding it is said that it was dealt with, which is a note about it.
    "acknowledgement": "note",
    "correction": "change",
    "own_exercise": "change",
    "weighing": "change",
    # Worked out from the log, and kept by whoever looked first.
    "week_fact": "read",
    "fact_version": "read",
    "coach_note": "note",
    "athlete_tag": "note",
    "member": "manage",
    "coaching": "manage",
    "audit": "manage",
    EVERYTHING: "delete",
}
"""What it takes to write to a table."""

_DEED: Mapping[Action, audit.Deed] = {
    "import": "imported",
    "change": "changed",
    "plan": "planned",
    "note": "noted",
    "delete": "deleted",
}
_WORDS: Mapping[str, str] = {
    "athlete": "name or time zone",
    "label": "what a run was",
    "exercise_choice": "what a name means",
    "twin": "what is one activity",
    "setting": "settings",
    "plan": "plans",
    "planned_session": "planned sessions",
    "planned_set": "planned sessions",
    "own_program": "own programs",
    "acknowledgement": "what is dealt with",
    "correction": "what is hard to believe",
    "own_exercise": "own exercises",
    "weighing": "body mass",
    "coach_note": "notes",
    "athlete_tag": "tags",
}

_OF_ALL = "athletes"
"""The one question about everybody that anybody may ask: the answer is cut to hers."""

_Deeds = dict[tuple[str, audit.Deed, str], None]


class Guarded(Store):
    """A store behind its walls, for one member and one page.

    Args:
        store: the whole one.
        member_id: who asks. What she may do is looked up anew after every change of the
            store, so a coach who was sent away is out at her next question.
        page: what she is looking at, for the list of who saw what.
        clock: the present, naive UTC.
    """

    def __init__(
        self,
        store: Store,
        member_id: str,
        page: str,
        clock: Callable[[], datetime],
    ):
        self.path = store.path
        self._store = store
        self._member_id = member_id
        self._page = page
        self._clock = clock
        self._known: tuple[int, Viewer] | None = None
        self._noted: set[tuple[str, str, str]] = set()

    @property
    def viewer(self) -> Viewer:
        """Who asks, and what she may see at this moment.

        Raises:
            NotSignedIn: she has been removed.
        """
        changes = self._store.changes
        known = self._known
        if known is None or known[0] != changes:
            one = members.members(self._store).get(self._member_id)
            if one is None or one.is_removed:
                raise NotSignedIn("You are no member of this store any more.")
            known = self._known = changes, members.viewer(self._store, one)
        return known[1]

    def is_of(self, store: Store, member_id: str) -> bool:
        """Whether this is that store for that member."""
        return self._store is store and self._member_id == member_id

    def on_page(self, page: str) -> None:
        """She goes on to another page."""
        self._page = page

    def takes_along(
        self, athlete_id: str, what: str, action: Action = "export"
    ) -> None:
        """She exports that of an athlete, which is written down.

        Args:
            athlete_id: whose.
            what: in a few words.
            action: what it takes: a report is for whoever may read.

        Raises:
            NotFound: she may not even know of this athlete.
            NotAllowed: she may look, but not take it along.
        """
        who = self.viewer
        access.check(who, athlete_id, action)
        audit.did(
            self._store, athlete_id, who.viewer_id, "exported", what, self._clock()
        )

    def close(self) -> None:
        """The file stays open for everybody else."""

    @property
    def version(self) -> int:
        """How many migrations this store has seen."""
        return self._store.version

    @property
    def changes(self) -> int:
        """How many transactions this process has stored."""
        return self._store.changes

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """For the owner alone: nothing can be asked about what goes over it."""
        access.check(self.viewer, None, "manage")
        with self._store.cursor() as cursor:
            yield cursor

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread asks inside is answered as the store stands now."""
        with self._store.snapshot():
            yield

    @contextlib.contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All that happens inside is stored and written down, or nothing of it.

        Raises:
            NotFound: it is about an athlete this viewer may not see.
            NotAllowed: she may look, but not do that; or nobody said what is changed.
        """
        who = self.viewer
        deeds: _Deeds = {}

        def watch(table: str, athlete_id: str, values: Mapping[str, Any]) -> None:
            action = ACTION_OF[table]
            access.check(who, athlete_id, action)
            deed = _DEED.get(action)
            if table == "upload" and not values.get("is_live", True):
                deed = "undid"
            detail = _WORDS.get(table, "") or str(values.get("source_file", ""))
            deeds[athlete_id, deed or "saw", detail] = None

        with self._store.transaction() as cursor:
            with watching(watch):
                yield cursor
            if not deeds and who.role != "owner":
                raise NotAllowed("Only the owner of this store can do that.")
            self._write_down(cursor, who, deeds)

    def ask(
        self,
        name: str,
        tables: Mapping[str, pd.DataFrame] | None = None,
        **params: object,
    ) -> pd.DataFrame:
        """The answer of a query, if this viewer may see everybody it is about.

        Raises:
            NotFound: she may not.
            NotAllowed: the query names nobody, and she is not the owner.
        """
        who = self.viewer
        about = _about(tables or {}, params)
        if name != _OF_ALL and not about and not _names_somebody(tables or {}, params):
            access.check(who, None, "manage")
        for athlete_id in about:
            access.check(who, athlete_id, "read")
        self._saw(who, about)
        found = self._store.ask(name, tables, **params)
        if name == _OF_ALL:
            is_hers = [access.may(who, one, "read") for one in found["athlete_id"]]
            found = found[is_hers].reset_index(drop=True)
        return found

    def purge(self) -> None:
        """Rewrite the file so that deleted rows are gone from the disk as well."""
        self._store.purge()

    def _saw(self, who: Viewer, about: list[str]) -> None:
        """Write down whom she looks at, once a page and day; not that it is herself."""
        now = self._clock()
        day = now.date().isoformat()
        fresh = [
            one
            for one in about
            if one != who.athlete_id and (one, self._page, day) not in self._noted
        ]
        if fresh and self._page:
            self._noted.update((one, self._page, day) for one in fresh)
            audit.saw(self._store, fresh, who.viewer_id, self._page, now)

    def _write_down(
        self, cursor: duckdb.DuckDBPyConnection, who: Viewer, deeds: _Deeds
    ) -> None:
        for athlete_id, deed, detail in deeds:
            if deed == "deleted":
                # That it happened stays, without a name on either side.
                audit.add(cursor, audit.NOBODY, who.role, deed, "", self._clock())
            elif deed != "saw":
                audit.add(
                    cursor, athlete_id, who.viewer_id, deed, detail, self._clock()
                )


def _names_somebody(
    tables: Mapping[str, pd.DataFrame], params: Mapping[str, object]
) -> bool:
    """Whether the question has a place for athletes, be there any in it or not."""
    return bool({"athlete", "athletes"} & set(params)) or any(
        "athlete_id" in frame for frame in tables.values()
    )


def _about(
    tables: Mapping[str, pd.DataFrame], params: Mapping[str, object]
) -> list[str]:
    """The athletes a question names, by parameter or in a table it joins with."""
    named: list[object] = []
    if "athlete" in params:
        named.append(params["athlete"])
    several = params.get("athletes", ())
    named += [several] if isinstance(several, str) else list(several)  # type: ignore[call-overload]
    for frame in tables.values():
        if "athlete_id" in frame:
            named += list(frame["athlete_id"].unique())
    return list(dict.fromkeys(str(one) for one in named))
