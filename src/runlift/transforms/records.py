"""What a file holds as rows of the store: ids that last, versions that tell changes."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from runlift.model import Parsed, identity


def identified(
    athlete_id: str, slug: str, parsed: Parsed, clocks: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The file's records as the store's rows.

    Args:
        athlete_id: whose they are.
        slug: the importer's; the part before the underscore names the app.
        parsed: what the file holds.
        clocks: what is stored of the athlete's sessions, by session_id: sets_version,
            start_local, start_utc, tz_source, time_precision, duration_s.

    Returns:
        A frame a table (lift_session, lift_set, run, body_mass) with ids made of what
        identifies a record in the athlete's life, and versions made of its content.
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
    sessions = _with_known_clock(sessions, clocks)
    sessions = sessions.drop(columns=["session_key", "source_id"])
    sessions["version"] = _versions(sessions.drop(columns="line"))
    runs = parsed.runs.copy()
    runs["run_id"] = _ids(athlete_id, app, "run", runs)
    runs = runs.drop(columns="source_id")
    runs["version"] = _versions(runs.drop(columns="line"))
    masses = parsed.body_mass.drop(columns="line").drop_duplicates("day", keep="last")
    return {
        "lift_session": sessions,
        "lift_set": sets,
        "run": runs,
        "body_mass": masses,
    }


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


def _with_known_clock(sessions: pd.DataFrame, clocks: pd.DataFrame) -> pd.DataFrame:
    """Keep the clock time of sessions that come again with only a date."""
    stored = clocks.reindex(sessions["session_id"])
    poorer = (sessions["time_precision"] == "day").to_numpy() & (
        stored["time_precision"].notna() & (stored["time_precision"] != "day")
    ).to_numpy()
    if not poorer.any():
        return sessions
    sessions = sessions.copy()
    for column in (
        "start_local",
        "start_utc",
        "tz_source",
        "time_precision",
        "duration_s",
    ):
        sessions[column] = np.where(poorer, stored[column], sessions[column])
    return sessions.astype(
        {"start_local": "datetime64[us]", "start_utc": "datetime64[us]"}
    ).astype({"duration_s": "float64"})


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
