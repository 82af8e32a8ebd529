"""Activities of a table joined with the recordings that lie beside it in an archive.

The table is what the athlete sees in the app: its distance, title and type stand. The
recording adds samples, laps, sets, the zone, and what the table leaves empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from runlift.importers import fit
from runlift.importers.activity_files import NEAR_S, Batch, Told
from runlift.importers.cells import Mask
from runlift.model import (
    RUN_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    Answers,
    Parsed,
    Question,
)
from runlift.units import Floats

Files = Mapping[int, str]
"""The member of the archive for each line of the table."""

_FILLED = (
    *(name for name, kind in RUN_COLUMNS.items() if kind == "float64"),
    "surface",
    "note",
    "source_tag",
    "stream_key",
)

_KINDS = {"runs": "run", "sessions": "strength training"}


def told(table: Parsed) -> dict[int, Told]:
    """What the table says about each activity, by line, for whoever reads recordings."""
    made = {}
    for name, sport in _KINDS.items():
        rows = getattr(table, name)
        utc, local = _seconds(rows["start_utc"]), _seconds(rows["start_local"])
        # With an instant the wall clock is only the zone's guess.
        guessed = (rows["tz_source"] == "utc").to_numpy()
        for place, line in enumerate(rows["line"].tolist()):
            made[line] = Told(
                sport,
                None if np.isnan(utc[place]) else float(utc[place]),
                None if guessed[place] else float(local[place]),
            )
    return made


def linked(
    table: Parsed, files: Files, batches: Sequence[Batch], answers: Answers
) -> Parsed:
    """The table's activities with what their recordings add.

    A recording belongs to the line that names its file, or else to the one that starts
    when it does. Those of neither are activities of their own.

    Args:
        table: what the table holds.
        files: which recording belongs to which line, where the table says so.
        batches: the recordings, as `activity_files` read them.
        answers: as given to the importer.
    """
    recorded = fit.parsed(batches, answers)
    runs = _Link(
        table.runs, recorded.runs, [x["member"] for b in batches for x in b.digest.runs]
    )
    lifts = _Link(
        table.sessions,
        recorded.sessions,
        [x["member"] for b in batches for x in b.digest.sessions],
    )
    spans = [*_spans(table.runs), *_spans(table.sessions)]
    all_runs, _ = _joined(runs, files, spans, RUN_COLUMNS)
    sessions, moved = _joined(lifts, files, spans, SESSION_COLUMNS)
    added = recorded.sets[recorded.sets["session_key"].isin(list(moved))].copy()
    added["session_key"] = [moved[one] for one in added["session_key"]]
    # A table at most counts the sets; the recording has each of them.
    counted = table.sets[~table.sets["session_key"].isin(added["session_key"])]
    return replace(
        table,
        runs=all_runs,
        sessions=sessions,
        sets=_stacked(counted, added, SET_COLUMNS),
        body_mass=recorded.body_mass if table.body_mass.empty else table.body_mass,
        laps=recorded.laps,
        summaries=recorded.summaries,
        streams=recorded.streams,
        rejected=(*table.rejected, *recorded.rejected),
        questions=_open(table, recorded, all_runs, sessions),
        notes=(*table.notes, *recorded.notes),
    )


@dataclass(frozen=True, slots=True)
class _Link:
    """Rows of a table and recordings of the same kind."""

    rows: pd.DataFrame
    recorded: pd.DataFrame
    members: Sequence[str | None]

    def pairs(self, files: Files) -> list[tuple[int, int]]:
        """Which row and which recording are the same, by place."""
        found: dict[int, int] = {}
        free = set(range(len(self.members)))
        apart = _Apart(self.rows, self.recorded)
        of_member: dict[str | None, list[int]] = {}
        for place, member in enumerate(self.members):
            of_member.setdefault(member, []).append(place)
        for row, line in enumerate(self.rows["line"].tolist()):
            mine = [one for one in of_member.get(files.get(line), []) if one in free]
            if line in files and mine:
                # Of several activities in a file, the one that starts with the row.
                found[row] = min(mine, key=lambda one: apart(row, one))
                free.remove(found[row])
        for row, place in self._near(set(found), free, apart):
            if row not in found and place in free:
                found[row] = place
                free.remove(place)
        return sorted(found.items())

    def _near(
        self, taken: set[int], free: set[int], apart: "_Apart"
    ) -> list[tuple[int, int]]:
        """Rows and recordings that start together, the closest first."""
        clock = _clock(self.rows)
        here, there = _seconds(self.rows[clock]), _seconds(self.recorded[clock])
        order = [one for one in np.argsort(there).tolist() if one in free]
        starts = there[order]
        close = []
        for row in range(len(here)):
            if row in taken or np.isnan(here[row]):
                continue
            low, high = np.searchsorted(
                starts, [here[row] - NEAR_S, here[row] + NEAR_S]
            )
            close += [
                (apart(row, order[at]), row, order[at]) for at in range(low, high)
            ]
        return [(row, place) for _, row, place in sorted(close)]


class _Apart:
    """How many seconds lie between the starts of a row and a recording."""

    def __init__(self, rows: pd.DataFrame, recorded: pd.DataFrame):
        self._clocks = [
            (_seconds(rows[name]), _seconds(recorded[name]))
            for name in ("start_utc", "start_local")
        ]

    def __call__(self, row: int, place: int) -> float:
        gaps = [abs(here[row] - there[place]) for here, there in self._clocks]
        return float(gaps[1] if np.isnan(gaps[0]) else gaps[0])


def _joined(
    link: _Link,
    files: Files,
    spans: Sequence[tuple[str, float, float]],
    columns: Mapping[str, str],
) -> tuple[pd.DataFrame, dict[int, int]]:
    """The rows filled from their recordings, and the recordings of no row.

    Returns:
        The rows, and for sessions the new key of each that was recorded.
    """
    pairs = link.pairs(files)
    rows = link.rows.copy()
    mine, theirs = [row for row, _ in pairs], [place for _, place in pairs]
    _fill(rows, mine, link.recorded.iloc[theirs])
    is_own = _is_own(link, set(theirs), set(files.values()), spans)
    # Lines are those of the table.
    own = link.recorded[is_own].assign(line=0)
    if "session_key" not in rows:
        return _stacked(rows, own, columns), {}
    keys = rows["session_key"].to_numpy()
    known = link.recorded["session_key"].to_numpy()
    moved = {int(known[place]): int(keys[row]) for row, place in pairs}
    free = int(keys.max()) + 1 if len(keys) else 0
    for place, key in enumerate(own["session_key"].tolist()):
        moved[key] = free + place
    own["session_key"] = np.arange(free, free + len(own))
    return _stacked(rows, own, columns), moved


def _is_own(
    link: _Link,
    used: set[int],
    named: set[str],
    spans: Sequence[tuple[str, float, float]],
) -> Mask:
    """Which recordings are activities that the table does not have.

    What else a named file holds counts only where no line of the table stands for that
    time, and once.
    """
    own = np.zeros(len(link.members), dtype=bool)
    seen: set[object] = set()
    clocks = {
        name: _seconds(link.recorded[name]) for name in ("start_utc", "start_local")
    }
    for place, member in enumerate(link.members):
        if place in used:
            continue
        if member not in named:
            own[place] = True
            continue
        key = link.recorded["source_id"].iloc[place]
        is_told = any(
            not (clocks[clock][place] < begin or clocks[clock][place] > end)
            for clock, begin, end in spans
        )
        own[place] = not is_told and key not in seen
        seen.add(key)
    return own


def _spans(rows: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    """From when to when each row lasted, and on which clock."""
    clock = _clock(rows)
    lasting = rows["duration_s"] if "duration_s" in rows else rows["elapsed_s"]
    if "moving_s" in rows:
        lasting = lasting.fillna(rows["moving_s"])
    begins = _seconds(rows[clock])
    for begin, long in zip(begins, lasting.fillna(0).to_numpy(), strict=True):
        yield clock, float(begin - NEAR_S), float(begin + long)


def _clock(rows: pd.DataFrame) -> str:
    """The clock that the rows tell: the instant, or what hung on the wall."""
    return "start_utc" if rows["start_utc"].notna().any() else "start_local"


def _seconds(moments: pd.Series) -> Floats:
    """Seconds since 1970; NaN for a missing moment."""
    since = (moments - pd.Timestamp(0)) / pd.Timedelta(1, "s")
    return np.asarray(since, dtype=float)


def _fill(rows: pd.DataFrame, mine: list[int], recorded: pd.DataFrame) -> None:
    """Put into the rows what they leave empty and their recordings know, in place."""
    if not mine:
        return
    for name in (*_FILLED, "duration_s"):
        if name in rows and name in recorded:
            column = rows[name].copy()
            present = column.iloc[mine].to_numpy()
            values = recorded[name].to_numpy()
            column.iloc[mine] = np.where(pd.isna(present), values, present)
            rows[name] = column
    _set_clocks(rows, mine, recorded)


def _set_clocks(rows: pd.DataFrame, mine: list[int], recorded: pd.DataFrame) -> None:
    """The watch's zone for rows that only know an instant."""
    offset = (recorded["start_local"] - recorded["start_utc"]).to_numpy()
    here = rows.iloc[mine]
    wanted = (recorded["tz_source"] == "offset").to_numpy() & (
        here["tz_source"] == "utc"
    ).to_numpy()
    if not wanted.any():
        return
    at = np.asarray(mine)[wanted]
    local, source = rows["start_local"].copy(), rows["tz_source"].copy()
    local.iloc[at] = (here["start_utc"].to_numpy() + offset)[wanted]
    source.iloc[at] = "offset"
    rows["start_local"], rows["tz_source"] = local, source


def _open(
    table: Parsed, recorded: Parsed, runs: pd.DataFrame, sessions: pd.DataFrame
) -> tuple[Question, ...]:
    """The questions that are left: none about the zone when every row knows its own."""
    is_guessed = any((one["tz_source"] == "utc").any() for one in (runs, sessions))
    asked = {one.key: one for one in (*recorded.questions, *table.questions)}
    return tuple(one for one in asked.values() if is_guessed or one.key != "timezone")


def _stacked(
    first: pd.DataFrame, second: pd.DataFrame, columns: Mapping[str, str]
) -> pd.DataFrame:
    if second.empty:
        return first.reset_index(drop=True)
    if first.empty:
        return second.reset_index(drop=True)
    kept = {name: kind for name, kind in columns.items() if kind != "str"}
    return pd.concat([first, second], ignore_index=True).astype(kept)
