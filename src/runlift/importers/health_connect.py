"""Health Connect export, a zip with a database: Settings > Health Connect > Backup. Described in docs/formats/health_connect.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.errors import UnreadableFile
from runlift.files import ZIP, Source, members
from runlift.importers import health_connect_tables as tables
from runlift.importers import health_connect_types as types
from runlift.importers import runs
from runlift.importers.cells import Mask
from runlift.importers.runs import Kept, positive
from runlift.importers.sheet import Sheet
from runlift.importers.spoken_dates import wall_clock, zone_question
from runlift.importers.sqlite import MAGIC, opened
from runlift.model import BODY_MASS_COLUMNS, Answers, Head, Parsed, Work, frame
from runlift.units import Floats

_DATABASE = "health_connect_export.db"

_ZONE = (
    "Some sessions in Health Connect have no zone beside their instant, so their days "
    "and times of day are only right in the zone you train in."
)

_OVERLAP = 0.5
"""Two sessions of one kind that share half of the shorter one are the same workout."""


@dataclass(frozen=True, slots=True)
class HealthConnect:
    """The database of Android's store for health data, in its zip or by itself."""

    slug: str = "health_connect"
    title: str = "Health Connect (Android export)"

    def recognises(self, head: Head) -> bool:
        """By its table of sessions, or by the one file in its zip."""
        return tables.SESSIONS in head.tables or any(
            name.rpartition("/")[2] == _DATABASE for name in head.members
        )

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """Sessions, with the distance and heart rate other tables hold for their time."""
        with opened(_database(source)) as connection:
            work.tell(0, 3, "sessions")
            found = tables.sessions(connection)
            work.tell(1, 3, "distances")
            distances = tables.distances(connection)
            work.tell(2, 3, "heart rates")
            beats = tables.heart_rates(connection, found)
            masses = tables.masses(connection)
        return _parsed(found, distances, beats, masses, answers)


def _database(source: Source) -> Source:
    """The database itself, wherever it lies."""
    if source.start(len(ZIP)) != ZIP:
        return source
    for one in members(source):
        inside = Source(source.name, source.content, one.name)
        if one.name.lower().endswith(".db") and inside.start(len(MAGIC)) == MAGIC:
            return inside
    raise UnreadableFile(
        "The archive holds no database. Export again in Health Connect (Manage data > "
        "Backup and restore) and drop the zip as it is."
    )


def _parsed(
    found: tables.Sessions,
    distances: tables.Spans,
    beats: tables.Beats,
    masses: pd.DataFrame,
    answers: Answers,
) -> Parsed:
    sheet = Sheet((), [[] for _ in found.line], found.line)
    sheet.reject(~found.is_timed, "the session has no start, or ends before it starts")
    distance_m = tables.distance_within(found, distances)
    average, highest, counted = tables.heart_rate_within(found, beats)
    seconds = positive((found.end_ms - found.start_ms) / 1000)
    kept = runs.keep(sheet, _types(found, distance_m / seconds), found.title)
    _leave_out_copies(sheet, kept, found, distance_m, counted)
    runs.reject_empty(sheet, kept, distance_m, seconds)
    utc = pd.Series(
        pd.to_datetime(np.where(found.is_timed, found.start_ms, 0), unit="ms")
    )
    apart = pd.Series(pd.to_timedelta(np.nan_to_num(found.offset_s), unit="s"))
    has_zone = ~np.isnan(found.offset_s)
    both = {
        "start_utc": utc.astype("datetime64[us]"),
        "start_local": (utc + apart)
        .where(has_zone, wall_clock(utc, answers.timezone))
        .astype("datetime64[us]"),
        "tz_source": ["offset" if one else "utc" for one in has_zone],
        "time_precision": "second",
        "title": found.title,
        "note": found.note,
        "source_id": found.uuid,
        "avg_hr": average,
        "max_hr": highest,
    }
    is_asked = bool((sheet.kept & ~has_zone).any())
    return Parsed(
        sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": seconds}),
        runs=runs.run_frame(
            sheet,
            kept,
            {
                **both,
                "distance_m": distance_m,
                "moving_s": seconds,
                "elapsed_s": seconds,
            },
        ),
        body_mass=frame(
            BODY_MASS_COLUMNS,
            {name: masses[name].to_numpy() for name in ("day", "mass_kg", "line")},
        ),
        rejected=sheet.rejected,
        questions=zone_question(answers, _ZONE, doing="train") if is_asked else (),
        notes=sheet.notes,
    )


def _types(found: tables.Sessions, speed_m_per_s: Floats) -> list[str]:
    """The exercise types in words; an open workout with weights in it is lifting."""
    is_lifting = [
        types.lifting(title, note, package)
        for title, note, package in zip(
            found.title, found.note, found.package, strict=True
        )
    ]
    count = types.counting(found.type_no, found.title, is_lifting, speed_m_per_s)
    return [
        "Strength training"
        if lifts and count.words.get(number, "Workout") == "Workout"
        else count.words.get(number, f"exercise type {number}")
        for number, lifts in zip(found.type_no, is_lifting, strict=True)
    ]


def _leave_out_copies(
    sheet: Sheet,
    kept: Kept,
    found: tables.Sessions,
    distance_m: Floats,
    beats: Sequence[int],
) -> None:
    """Of sessions that several apps wrote for one workout, keep the one that says most."""
    copies = np.zeros(len(sheet), dtype=bool)
    for kind in (kept.is_run, kept.is_lift):
        copies |= _copies(np.flatnonzero(kind & sheet.kept), found, distance_m, beats)
    sheet.drop(copies)
    count = int(copies.sum())
    if count:
        what = "session was" if count == 1 else "sessions were"
        sheet.note(
            f"{count:,} {what} left out: another app had written the same workout to "
            "Health Connect, with more to it."
        )


def _copies(
    rows: np.ndarray, found: tables.Sessions, distance_m: Floats, beats: Sequence[int]
) -> Mask:
    copies: Mask = np.zeros(len(found.line), dtype=bool)
    worth: Mapping[int, tuple[bool, int, int, float]] = {
        row: (
            bool(distance_m[row] > 0),
            len(found.note[row]),
            beats[row],
            found.end_ms[row] - found.start_ms[row],
        )
        for row in rows.tolist()
    }
    ordered = sorted(rows.tolist(), key=lambda row: found.start_ms[row])
    for place, row in enumerate(ordered):
        for later in ordered[place + 1 :]:
            if found.start_ms[later] >= found.end_ms[row]:
                break
            if found.app[row] == found.app[later]:
                continue
            shared = min(found.end_ms[row], found.end_ms[later]) - found.start_ms[later]
            shorter = min(
                found.end_ms[one] - found.start_ms[one] for one in (row, later)
            )
            if shared >= _OVERLAP * shorter and not (copies[row] or copies[later]):
                copies[min(row, later, key=worth.__getitem__)] = True
    return copies


IMPORTER = HealthConnect()
