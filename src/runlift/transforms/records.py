"""What a file holds as rows of the store: ids that last, versions that tell changes."""

from collections.abc import Iterable

import pandas as pd

from runlift.model import Parsed, identity

CLOCK = ("start_local", "start_utc", "tz_source", "time_precision")
"""What says when a record was; it is compared as a whole."""


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


def changed(incoming: pd.DataFrame, stored: pd.DataFrame, key: str) -> pd.Series:
    """For each incoming record that is stored already, whether it says anything new.

    A value that the incoming record leaves empty is nothing new, nor is a clock that is
    known better already: the store shows each value from the newest export with one.

    Args:
        incoming: rows as `identified` makes them.
        stored: what the store shows, as `queries/known_runs.sql` or
            `queries/known_sessions.sql` return it.
        key: `run_id` or `session_id`.

    Returns:
        One value an incoming row: True, False, or missing where nothing is stored.
    """
    here = incoming.reset_index(drop=True)
    there = stored.set_index(key).reindex(here[key]).reset_index(drop=True)
    is_known = here[key].isin(stored[key])
    differs = pd.Series(False, index=here.index)
    for name in there.columns:
        if name in CLOCK:
            continue
        differs |= _differs(here[name], there[name], none="none")
    rank = _clock_rank(here)
    moved = _differs(here["start_local"], there["start_local"]) | _differs(
        here["start_utc"], there["start_utc"]
    )
    differs |= (rank > _clock_rank(there)) | ((rank == _clock_rank(there)) & moved)
    return differs.astype(object).where(is_known, None)


def _differs(here: pd.Series, there: pd.Series, none: str | None = None) -> pd.Series:
    says = here.notna() & (here.astype(object) != none)
    if here.dtype.kind == "f":
        # Where nothing is stored at all, the column may be of any type.
        stored = there.astype(object).where(there.notna(), float("nan")).astype(float)
        near = (here - stored).abs() <= 1e-6
        return says & ~near
    return says & (here.astype(object) != there.astype(object))


def _clock_rank(records: pd.DataFrame) -> pd.Series:
    """How well the clock is known, as the views of the store rank it."""
    rank = (records["tz_source"] == "offset").astype(int) + 1
    return rank.where(records["time_precision"] != "day", 0)


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
