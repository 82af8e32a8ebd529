"""What a file holds as rows of the store: ids that last, versions that tell changes."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from runlift.columns import CLOCK, RUN_VALUES, SESSION_VALUES
from runlift.model import Parsed, identity


def identified(athlete_id: str, slug: str, parsed: Parsed) -> dict[str, pd.DataFrame]:
    """The file's records as the store's rows.

    Args:
        athlete_id: whose they are.
        slug: the importer's; the part before the underscore names the app.
        parsed: what the file holds.

    Returns:
        A frame a table (lift_session, lift_set, run, run_lap, run_summary, body_mass)
        with ids made of what identifies a record in the athlete's life, and versions
        made of its content; and `stream_match` (stream_key, run_id) for the streams.
    """
    app = slug.partition("_")[0]
    sessions = parsed.sessions.copy()
    ids = _ids(athlete_id, app, "lift", sessions)
    by_key = dict(zip(sessions["session_key"].tolist(), ids, strict=True))
    owners = [by_key[key] for key in parsed.sets["session_key"].tolist()]
    sets = parsed.sets.drop(columns="session_key")
    digests = _digests(sets.drop(columns="line"), owners)
    sessions["session_id"] = ids
    sessions["sets_version"] = [digests.get(one, "none") for one in ids]
    sets["session_id"] = owners
    sets["sets_version"] = [digests[one] for one in owners]
    sessions = sessions.drop(columns=["session_key", "source_id"])
    sessions["version"] = _versions(sessions.drop(columns="line"))
    runs = parsed.runs.copy()
    runs["run_id"] = _ids(athlete_id, app, "run", runs)
    runs = runs.drop(columns="source_id").rename(
        columns={"stream_key": "stream_version"}
    )
    runs["version"] = _versions(runs.drop(columns="line"))
    masses = parsed.body_mass.drop(columns="line").drop_duplicates("day", keep="last")
    match = runs.loc[runs["stream_version"].notna(), ["stream_version", "run_id"]]
    return {
        "lift_session": sessions,
        "lift_set": sets,
        "run": runs,
        "run_lap": _of_runs(parsed.laps, match),
        "run_summary": _of_runs(parsed.summaries, match),
        "body_mass": masses,
        "stream_match": match.drop_duplicates(ignore_index=True),
    }


Values = tuple[Any, ...]
"""The clock of one record, then `RUN_VALUES` or `SESSION_VALUES`."""

_NO_SETS = "none"


def values(records: pd.DataFrame, key: str) -> dict[str, Values]:
    """The fields of each record by its id, missing ones as `None`; the last one counts.

    Args:
        records: rows of the store, as `identified` makes them or as
            `queries/known_runs.sql` and `queries/known_sessions.sql` return them.
        key: `run_id` or `session_id`.
    """
    if records.empty:
        return {}
    names = (*CLOCK, *(RUN_VALUES if key == "run_id" else SESSION_VALUES))
    columns = [_plain(records[name]) for name in names]
    return dict(zip(records[key].tolist(), zip(*columns, strict=True), strict=True))


def says_more(incoming: Values, stored: Values) -> bool:
    """Whether an incoming record says anything that is not stored already.

    A value that it leaves empty is nothing new, nor is a clock that is known better
    already: the store shows each value from the newest export with one.
    """
    here, there = incoming[: len(CLOCK)], stored[: len(CLOCK)]
    rank, known = _clock_rank(here), _clock_rank(there)
    # Start and instant; how they were told is part of the rank.
    if rank > known or (rank == known and here[:2] != there[:2]):
        return True
    return any(
        one is not None and one != _NO_SETS and one != other
        for one, other in zip(incoming[len(CLOCK) :], stored[len(CLOCK) :], strict=True)
    )


def completed(incoming: Values, stored: Values) -> Values:
    """What the store shows once the incoming record is in it as well."""
    size = len(CLOCK)
    here, there = incoming[:size], stored[:size]
    clock = here if _clock_rank(here) >= _clock_rank(there) else there
    return clock + tuple(
        other if one is None or one == _NO_SETS else one
        for one, other in zip(incoming[size:], stored[size:], strict=True)
    )


def _clock_rank(clock: Values) -> int:
    """How well the clock is known, as the views of the store rank it."""
    _, _, source, precision = clock
    if precision == "day":
        return 0
    return 2 if source == "offset" else 1


def _plain(column: pd.Series) -> list[Any]:
    """A column as values that can be compared: whole microseconds, rounded floats."""
    missing = column.isna().to_numpy()
    plain: list[Any]
    if column.dtype.kind == "M":
        plain = column.to_numpy("datetime64[us]").astype("int64").tolist()
    elif column.dtype.kind == "f":
        # Six digits: what a double keeps through the store, and no more than matters.
        plain = column.round(6).tolist()
    else:
        plain = column.tolist()
    if not missing.any():
        return plain
    return [None if no else one for one, no in zip(plain, missing, strict=True)]


def _of_runs(rows: pd.DataFrame, match: pd.DataFrame) -> pd.DataFrame:
    """Laps or summaries with the runs they belong to."""
    named = rows.rename(columns={"stream_key": "stream_version"})
    return named.merge(match.drop_duplicates(), on="stream_version", how="inner")


def _ids(athlete_id: str, app: str, kind: str, records: pd.DataFrame) -> list[str]:
    """Ids by what identifies a record in the athlete's life, not by its content."""
    keys = [
        (source_id,) if source_id else (start.isoformat(), title)
        for source_id, start, title in zip(
            records["source_id"], records["start_local"], records["title"], strict=True
        )
    ]
    seen: dict[tuple[str | None, ...], int] = {}
    ids = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        ids.append(identity(athlete_id, app, kind, *key, seen[key]))
    return ids


def _versions(records: pd.DataFrame) -> list[str]:
    return [identity(row) for row in _rows(records)]


def _digests(records: pd.DataFrame, owners: Iterable[str]) -> dict[str, str]:
    """One digest an owner over its rows, in order."""
    joined: dict[str, list[str]] = {}
    for owner, row in zip(owners, _rows(records), strict=True):
        joined.setdefault(owner, []).append(row)
    return {owner: identity(*rows) for owner, rows in joined.items()}


def _rows(records: pd.DataFrame) -> list[str]:
    """Each row as one text that is the same in every process."""
    if records.empty:
        return []
    columns = []
    for name in sorted(records.columns):
        column = records[name]
        if column.dtype.kind == "M":
            columns.append(column.to_numpy().view("int64").tolist())
        elif column.dtype.kind == "f":
            columns.append(column.round(6).tolist())
        else:
            columns.append(column.tolist())
    return [repr(row) for row in zip(*columns, strict=True)]
