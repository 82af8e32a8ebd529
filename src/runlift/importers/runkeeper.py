"""Runkeeper data export, `cardioActivities.csv`: Settings > Export Data. Described in docs/formats/runkeeper.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from runlift import units
from runlift.importers import runs
from runlift.importers.cells import decimal_mark
from runlift.importers.opening import head_of
from runlift.importers.runs import Kept, measured, positive
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import read_moments
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_DISTANCE = re.compile(r"Distance \((km|mi)\)")
_CLIMB = re.compile(r"Climb \((m|ft)\)")
_SPEED = re.compile(r"Average Speed \((km/h|mph)\)")
_NEAR = 0.05


@dataclass(frozen=True, slots=True)
class Runkeeper:
    """The table of a Runkeeper archive since 2011, in kilometres or miles."""

    slug: str = "runkeeper"
    title: str = "Runkeeper (cardioActivities.csv)"

    def recognises(self, head: Head) -> bool:
        """By the columns no other running app has together."""
        return (
            {"Date", "Type", "Duration", "Average Pace"} <= set(head.header)
            and _named(head.header, _DISTANCE) is not None
            and bool({"Route Name", "GPX File"} & set(head.header))
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one activity, newest first, in wall-clock time."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        title = sheet.cells("Route Name")
        notes = sheet.cells("Notes")
        kept = runs.keep(sheet, sheet.cells("Type"), title)
        when = read_moments(sheet, sheet.cells("Date"), answers)
        distance_name = _named(sheet.header, _DISTANCE) or ("", "km")
        cells = sheet.cells(distance_name[0])
        decimal = decimal_mark(cells)
        distance = positive(sheet.numbers(cells, "distance", decimal=decimal))
        duration = _duration(sheet, kept, distance, decimal)
        metres = units.metres(distance, distance_name[1])
        runs.reject_empty(sheet, kept, metres, duration)
        climb = _named(sheet.header, _CLIMB) or ("", "m")
        both = {
            "start_local": when.start,
            "tz_source": "wall",
            "time_precision": when.precision,
            "title": title,
            "note": notes,
            "avg_hr": runs.heart_rate(sheet.cells("Average Heart Rate (bpm)"), decimal),
        }
        return Parsed(
            sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": duration}),
            runs=runs.run_frame(
                sheet,
                kept,
                {
                    **both,
                    "distance_m": metres,
                    "moving_s": duration,
                    "ascent_m": units.metres(
                        measured(sheet.cells(climb[0]), decimal=decimal, low=0),
                        climb[1],
                    ),
                },
            ),
            rejected=sheet.rejected,
            questions=when.questions,
            notes=sheet.notes,
        )


def files(text: str) -> dict[int, str]:
    """The GPX file of each line that has one."""
    sheet = read_sheet(text, delimiter=head_of(text).delimiter)
    return {
        int(line): name
        for line, name in zip(sheet.lines, sheet.cells("GPX File"), strict=True)
        if name
    }


def _named(header: Sequence[str], pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """The column whose name fits, and the unit in its brackets."""
    for name in header:
        found = pattern.fullmatch(name)
        if found:
            return name, found[1]
    return None


def _duration(sheet: Sheet, kept: Kept, distance: Floats, decimal: str) -> Floats:
    """Seconds, with the `58:40:00` that a spreadsheet makes of 58:40 put right.

    The speed, which no spreadsheet touches, says which of the two it was; without it
    the pace does.
    """
    seconds = positive(sheet.seconds(runs.blank(sheet.cells("Duration")), "duration"))
    name = _named(sheet.header, _SPEED)
    speed = positive(
        measured(sheet.cells(name[0]) if name else [""] * len(sheet), decimal=decimal)
    )
    pace = positive(sheet.seconds(runs.blank(sheet.cells("Average Pace")), "pace"))
    # A pace of an hour a kilometre was minutes before the spreadsheet, too.
    pace = np.where(pace >= 3600, pace / 60, pace)
    expected = runs.first_known(distance / speed * 3600, distance * pace)
    with np.errstate(invalid="ignore"):
        is_moved = (np.abs(seconds / 60 / expected - 1) < _NEAR) & (
            np.abs(seconds / expected - 1) > 0.5
        )
    count = int((is_moved & sheet.kept & (kept.is_run | kept.is_lift)).sum())
    if count:
        what = "duration was" if count == 1 else "durations were"
        sheet.note(
            f"{count:,} {what} written like 58:40:00 for 58 minutes and 40 seconds, as "
            "spreadsheets do; read as minutes and seconds, which the speed confirms."
        )
    return np.where(is_moved, seconds / 60, seconds)


IMPORTER = Runkeeper()
