"""The tables of Health Connect's database that hold training, as columns."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from runlift.importers.cells import Mask
from runlift.units import Floats

SESSIONS = "exercise_session_record_table"

_INSIDE = 0.5
"""A distance belongs to a session if at least half of its time does."""

_MAX_OFFSET_S = 18 * 3600
_AT_A_TIME = 50_000
_GRAMS_FROM = 500
"""A body mass above this is in grams, as Health Connect stores it."""
_MAX_MS = 4_102_444_800_000
"""The year 2100."""


@dataclass(frozen=True)
class Sessions:
    """One value a session; times in milliseconds since 1970 UTC, NaN where missing."""

    line: Sequence[int]
    uuid: list[str]
    start_ms: Floats
    end_ms: Floats
    offset_s: Floats
    type_no: list[int]
    title: list[str]
    note: list[str]
    app: list[int]
    package: list[str]

    @property
    def is_timed(self) -> Mask:
        """Which sessions have a start and a later end."""
        with np.errstate(invalid="ignore"):
            made: Mask = (
                (self.start_ms > 0)
                & (self.end_ms > self.start_ms)
                & (self.end_ms < _MAX_MS)
            )
        return made


@dataclass(frozen=True)
class Spans:
    """Distances over spans of time, by their start."""

    start_ms: Floats
    end_ms: Floats
    metres: Floats
    app: Floats


@dataclass(frozen=True)
class Beats:
    """Single heart rates, by their time."""

    at_ms: Floats
    bpm: Floats
    app: Floats


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"pragma table_xinfo({table})")}


def _rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rest: str = ""
) -> list[tuple[Any, ...]]:
    """Rows of a table whose columns vary with the version; missing ones are null."""
    there = _columns(connection, table)
    if not there:
        return []
    chosen = ", ".join(name if name in there else f"null as {name}" for name in columns)
    return connection.execute(f"select {chosen} from {table} {rest}").fetchall()


def _floats(values: Sequence[Any]) -> Floats:
    return np.array(
        [float(one) if isinstance(one, int | float) else np.nan for one in values],
        dtype=float,
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _hex(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else _text(value)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else -1


def sessions(connection: sqlite3.Connection) -> Sessions:
    """Every exercise session, in the order of the table."""
    rows = _rows(
        connection,
        SESSIONS,
        (
            "uuid",
            "start_time",
            "end_time",
            "start_zone_offset",
            "exercise_type",
            "title",
            "notes",
            "app_info_id",
        ),
    )
    names = {
        _whole(row_id): _text(package) or _text(name)
        for row_id, package, name in _rows(
            connection, "application_info_table", ("row_id", "package_name", "app_name")
        )
    }
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 8
    uuid, start, end, offset, kind, title, note, app = columns
    apart = _floats(offset)
    with np.errstate(invalid="ignore"):
        apart = np.where(np.abs(apart) <= _MAX_OFFSET_S, apart, np.nan)
    apps = [_whole(one) for one in app]
    return Sessions(
        line=list(range(1, len(rows) + 1)),
        uuid=[_hex(one) for one in uuid],
        start_ms=_floats(start),
        end_ms=_floats(end),
        offset_s=apart,
        type_no=[_whole(one) for one in kind],
        title=[_text(one) for one in title],
        note=[_text(one) for one in note],
        app=apps,
        package=[names.get(one, "") for one in apps],
    )


def distances(connection: sqlite3.Connection) -> Spans:
    """What every app has written about distances, at any time of day."""
    rows = _rows(
        connection,
        "distance_record_table",
        ("start_time", "end_time", "distance", "app_info_id"),
        "order by start_time",
    )
    columns = [_floats(column) for column in zip(*rows, strict=True)] or [
        _floats(())
    ] * 4
    start, end, metres, app = columns
    usable = np.isfinite(start) & (end >= start) & (metres > 0)
    app = np.nan_to_num(app, nan=-1)
    return Spans(start[usable], end[usable], metres[usable], app[usable])


def heart_rates(connection: sqlite3.Connection, found: Sessions) -> Beats:
    """The heart rates between the first and the last session."""
    nothing = Beats(*([_floats(())] * 3))
    is_known = _columns(connection, "heart_rate_record_series_table") >= {
        "parent_key",
        "epoch_millis",
        "beats_per_minute",
    }
    if not is_known or not found.is_timed.any():
        return nothing
    has_apps = {"row_id", "app_info_id"} <= _columns(
        connection, "heart_rate_record_table"
    )
    app, join = (
        (
            "record.app_info_id",
            "left join heart_rate_record_table as record "
            "on record.row_id = series.parent_key",
        )
        if has_apps
        else ("null", "")
    )
    rows = connection.execute(
        "select series.epoch_millis, series.beats_per_minute, "
        f"case when typeof({app}) = 'integer' then {app} else -1 end "
        f"from heart_rate_record_series_table as series {join} "
        "where typeof(series.epoch_millis) = 'integer' "
        "and series.epoch_millis between ? and ? "
        "and typeof(series.beats_per_minute) in ('integer', 'real') "
        "and series.beats_per_minute between 30 and 240",
        (
            int(found.start_ms[found.is_timed].min()),
            int(found.end_ms[found.is_timed].max()),
        ),
    )
    # Worn day and night, a watch writes a hundred times what the sessions need.
    kept = []
    while piece := rows.fetchmany(_AT_A_TIME):
        table = np.array(piece, dtype=float)
        kept.append(table[_during(found, table[:, 0])])
    table = np.concatenate(kept) if kept else np.empty((0, 3))
    table = table[np.argsort(table[:, 0], kind="stable")]
    return Beats(table[:, 0], table[:, 1], table[:, 2])


def _during(found: Sessions, at_ms: Floats) -> Mask:
    """Which moments lie within any session."""
    order = np.argsort(found.start_ms[found.is_timed])
    starts = found.start_ms[found.is_timed][order]
    ends = np.maximum.accumulate(found.end_ms[found.is_timed][order])
    place = np.searchsorted(starts, at_ms, side="right") - 1
    made: Mask = (place >= 0) & (at_ms <= ends[np.maximum(place, 0)])
    return made


def distance_within(found: Sessions, spans: Spans) -> Floats:
    """Metres of each session: by the app that wrote it, else by the one that saw most.

    Distances of several apps are never added up: they are the same steps.
    """
    longest = (spans.end_ms - spans.start_ms).max(initial=0)
    made = np.full(len(found.line), np.nan)
    for row in np.flatnonzero(found.is_timed).tolist():
        begin, end = found.start_ms[row], found.end_ms[row]
        first = np.searchsorted(spans.start_ms, begin - longest)
        last = np.searchsorted(spans.start_ms, end)
        starts, ends = spans.start_ms[first:last], spans.end_ms[first:last]
        seen = np.minimum(ends, end) - np.maximum(starts, begin)
        inside = (seen >= 0) & (seen >= _INSIDE * (ends - starts))
        apps = spans.app[first:last]
        chosen = _chosen(found.app[row], apps[inside], seen[inside])
        if chosen is not None:
            made[row] = spans.metres[first:last][inside & (apps == chosen)].sum()
    return made


def heart_rate_within(
    found: Sessions, beats: Beats
) -> tuple[Floats, Floats, Sequence[int]]:
    """Average, highest and number of the heart rates during each session."""
    average, highest = (np.full(len(found.line), np.nan) for _ in range(2))
    counted = [0] * len(found.line)
    for row in np.flatnonzero(found.is_timed).tolist():
        first = np.searchsorted(beats.at_ms, found.start_ms[row])
        last = np.searchsorted(beats.at_ms, found.end_ms[row], side="right")
        apps = beats.app[first:last]
        chosen = _chosen(found.app[row], apps, np.ones(len(apps)))
        if chosen is None:
            continue
        rates = beats.bpm[first:last][apps == chosen]
        average[row], highest[row] = rates.mean().round(1), rates.max()
        counted[row] = len(rates)
    return average, highest, counted


def _chosen(own: int, apps: Floats, weight: Floats) -> float | None:
    """The app to believe: the session's own, else the one with most to say."""
    if not len(apps):
        return None
    if (apps == own).any():
        return float(own)
    names, places = np.unique(apps, return_inverse=True)
    return float(names[np.bincount(places, weights=weight).argmax()])


def masses(connection: sqlite3.Connection) -> pd.DataFrame:
    """Body mass by local day, the last of each day, in the order of time."""
    rows = _rows(
        connection,
        "weight_record_table",
        ("time", "zone_offset", "weight"),
        "order by time",
    )
    columns = [_floats(column) for column in zip(*rows, strict=True)] or [
        _floats(())
    ] * 3
    at_ms, offset_s, weight = columns
    with np.errstate(invalid="ignore"):
        usable = (at_ms > 0) & (at_ms < _MAX_MS) & (weight > 0)
        mass_kg = np.where(weight > _GRAMS_FROM, weight / 1000, weight)
    local_ms = at_ms + np.nan_to_num(offset_s) * 1000
    table = pd.DataFrame(
        {
            "day": pd.to_datetime(local_ms[usable], unit="ms").normalize(),
            "mass_kg": mass_kg[usable],
            "line": np.flatnonzero(usable) + 1,
        }
    )
    return table.drop_duplicates("day", keep="last")
