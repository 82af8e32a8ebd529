"""Activities of a table joined with the recordings that lie beside it in an archive.

The table is what the athlete sees in the app: its distance, title and type stand. The
recording adds samples, laps, sets, the zone, and what the table leaves empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from runlift.importers import fit
from runlift.importers.activity_files import Batch
from runlift.importers.cells import Mask
from runlift.model import RUN_COLUMNS, SESSION_COLUMNS, SET_COLUMNS, Answers, Parsed

Files = Mapping[int, str]
"""The member of the archive for each line of the table."""

_FILLED = tuple(name for name, kind in RUN_COLUMNS.items() if kind == "float64") + (
    "surface",
    "note",
    "source_tag",
)


def linked(
    table: Parsed, files: Files, batches: Sequence[Batch], answers: Answers
) -> Parsed:
    """The table's activities with what their recordings add.

    Recordings that no line names are activities of their own.

    Args:
        table: what the table holds.
        files: which recording belongs to which line.
        batches: the recordings, as `activity_files` read them.
        answers: as given to the importer.
    """
    recorded = fit.parsed(batches, answers)
    members = [row["member"] for one in batches for row in one.digest.runs]
    lifts = [row["member"] for one in batches for row in one.digest.sessions]
    named = set(files.values())
    runs, sets, sessions = table.runs.copy(), table.sets, table.sessions.copy()
    _fill(runs, files, recorded.runs, members)
    joined = _fill(sessions, files, recorded.sessions, lifts)
    own_runs = recorded.runs[_outside(members, named)]
    own_lifts = recorded.sessions[_outside(lifts, named)].copy()
    moved = dict(joined)
    free = int(sessions["session_key"].max()) + 1 if len(sessions) else 0
    for place, key in enumerate(own_lifts["session_key"].tolist()):
        moved[key] = free + place
    own_lifts["session_key"] = [moved[one] for one in own_lifts["session_key"]]
    added = recorded.sets[recorded.sets["session_key"].isin(list(moved))].copy()
    added["session_key"] = [moved[one] for one in added["session_key"]]
    # A table at most counts the sets; the recording has each of them.
    sets = sets[~sets["session_key"].isin(added["session_key"])]
    return replace(
        table,
        runs=_stacked(runs, own_runs, RUN_COLUMNS),
        sessions=_stacked(sessions, own_lifts, SESSION_COLUMNS),
        sets=_stacked(sets, added, SET_COLUMNS),
        body_mass=recorded.body_mass if table.body_mass.empty else table.body_mass,
        laps=recorded.laps,
        summaries=recorded.summaries,
        streams=recorded.streams,
        rejected=(*table.rejected, *recorded.rejected),
        questions=_zone_settled(table, runs, sessions),
        notes=(*table.notes, *recorded.notes),
    )


def _outside(members: Sequence[str], named: set[str]) -> Mask:
    return np.array([one not in named for one in members], dtype=bool)


def _fill(
    rows: pd.DataFrame, files: Files, recorded: pd.DataFrame, members: Sequence[str]
) -> list[tuple[int, int]]:
    """Fill the rows from their recordings, in place.

    Returns:
        For sessions, which session of the recordings became which of the table.
    """
    # Where a file holds several activities of the kind, the longest is meant.
    length = "moving_s" if "moving_s" in recorded else "duration_s"
    best: dict[str, int] = {}
    lasting = recorded[length].fillna(0).tolist()
    for place, member in enumerate(members):
        if member not in best or lasting[place] > lasting[best[member]]:
            best[member] = place
    pairs = [
        (row, best[files[line]])
        for row, line in enumerate(rows["line"].tolist())
        if files.get(line) in best
    ]
    if not pairs:
        return []
    mine, theirs = (list(column) for column in zip(*pairs, strict=True))
    for name in (*_FILLED, "duration_s", "stream_key"):
        if name in rows and name in recorded:
            column = rows[name].copy()
            values = recorded[name].iloc[theirs].to_numpy()
            present = column.iloc[mine].to_numpy()
            column.iloc[mine] = np.where(pd.isna(present), values, present)
            rows[name] = column
    _set_clocks(rows, mine, recorded.iloc[theirs])
    if "session_key" not in rows:
        return []
    keys = rows["session_key"].to_numpy()
    return [
        (int(key), int(keys[row]))
        for key, row in zip(recorded["session_key"].iloc[theirs], mine, strict=True)
    ]


def _set_clocks(rows: pd.DataFrame, mine: list[int], recorded: pd.DataFrame) -> None:
    """The watch's zone for rows that only know an instant."""
    offset = (recorded["start_local"] - recorded["start_utc"]).to_numpy()
    knows = (recorded["tz_source"] == "offset").to_numpy()
    here = rows.iloc[mine]
    wanted = knows & (here["tz_source"] == "utc").to_numpy()
    if not wanted.any():
        return
    at = np.asarray(mine)[wanted]
    local = rows["start_local"].copy()
    local.iloc[at] = (here["start_utc"].to_numpy() + offset)[wanted]
    source = rows["tz_source"].copy()
    source.iloc[at] = "offset"
    rows["start_local"], rows["tz_source"] = local, source


def _zone_settled(table: Parsed, runs: pd.DataFrame, sessions: pd.DataFrame) -> Any:
    """The questions that are left: none about the zone when every row knows its own."""
    guessed = (runs["tz_source"] == "utc").any() or (
        sessions["tz_source"] == "utc"
    ).any()
    return tuple(one for one in table.questions if guessed or one.key != "timezone")


def _stacked(
    first: pd.DataFrame, second: pd.DataFrame, columns: Mapping[str, str]
) -> pd.DataFrame:
    if second.empty:
        return first.reset_index(drop=True)
    if first.empty:
        return second.reset_index(drop=True)
    kept = {name: kind for name, kind in columns.items() if kind != "str"}
    return pd.concat([first, second], ignore_index=True).astype(kept)
