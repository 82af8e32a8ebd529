"""intervals.icu activities CSV: Activities > the three dots > Export. Described in docs/formats/intervals.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.importers import runs
from runlift.importers.opening import head_of
from runlift.importers.runs import Kept, measured, positive
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import moment, read_moments
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_TAGS = {"1": "race", "2": "long", "3": "workout"}
"""Strava's numbers for what a run was, in `workout_type`."""

_TRUE = frozenset({"true", "1", "yes"})

_ONE_LEG = 120
"""Cadence counts one leg; nobody runs with fewer steps of both."""

_MAX_OFFSET = pd.Timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Intervals:
    """The table of all activities, in SI units and with both clocks."""

    slug: str = "intervals"
    title: str = "intervals.icu (activities CSV)"

    def recognises(self, head: Head) -> bool:
        """By the names intervals.icu gives to what it has worked out itself."""
        return {"start_date_local", "type"} <= set(head.header) and any(
            name.startswith("icu_") for name in head.header
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one activity; empty cells are missing."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        title = sheet.cells("name")
        kept = runs.keep(sheet, sheet.cells("type"), title)
        when = read_moments(sheet, sheet.cells("start_date_local"), answers)
        utc = _instants(sheet.cells("start_date"), when.start)
        moving_s = positive(sheet.numbers(sheet.cells("moving_time"), "moving time"))
        elapsed_s = positive(measured(sheet.cells("elapsed_time")))
        elapsed_s = runs.trusted_elapsed(sheet, kept, elapsed_s, moving_s)
        moving_s = runs.first_known(moving_s, elapsed_s)
        distance_m = positive(sheet.numbers(sheet.cells("distance"), "distance"))
        runs.reject_empty(sheet, kept, distance_m, moving_s)
        both = {
            "start_local": when.start,
            "start_utc": utc,
            "tz_source": ["wall" if gone else "offset" for gone in utc.isna()],
            "time_precision": when.precision,
            "title": title,
            "note": sheet.cells("description"),
            "source_id": sheet.cells("id"),
            "avg_hr": runs.heart_rate(sheet.cells("average_heartrate")),
            "max_hr": runs.heart_rate(sheet.cells("max_heartrate")),
        }
        return Parsed(
            sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": moving_s}),
            runs=runs.run_frame(
                sheet,
                _on_treadmills(sheet, kept),
                {
                    **both,
                    "distance_m": distance_m,
                    "moving_s": moving_s,
                    "elapsed_s": elapsed_s,
                    "ascent_m": measured(sheet.cells("total_elevation_gain"), low=0),
                    "descent_m": measured(sheet.cells("total_elevation_loss"), low=0),
                    "cadence_spm": _cadence_spm(sheet.cells("average_cadence")),
                    "power_w": positive(measured(sheet.cells("icu_average_watts"))),
                    "temperature_c": measured(
                        sheet.cells("average_temp"), low=-45, high=55
                    ),
                    "rpe": runs.first_known(
                        measured(sheet.cells("icu_rpe"), low=1, high=10),
                        measured(sheet.cells("perceived_exertion"), low=1, high=10),
                    ),
                    "source_tag": _tags(sheet),
                },
            ),
            rejected=sheet.rejected,
            questions=when.questions,
            notes=sheet.notes,
        )


def _instants(cells: Sequence[str], local: pd.Series) -> pd.Series:
    """`start_date` as naive UTC; missing where it does not fit the local time.

    The distance from the local time is that of the zone in the athlete's settings, so
    more than any zone's means that a spreadsheet has moved one of the two.
    """
    known = {cell: moment(cell.removesuffix("+00:00")) for cell in set(cells)}
    utc = pd.Series([known[cell] for cell in cells], dtype="datetime64[us]")
    return utc.where((local - utc).abs() <= _MAX_OFFSET)


def _cadence_spm(cells: Sequence[str]) -> Floats:
    cadence = measured(cells, low=20, high=280)
    return np.where(cadence < _ONE_LEG, cadence * 2, cadence)


def _on_treadmills(sheet: Sheet, kept: Kept) -> Kept:
    """Runs of no other surface that were recorded with `trainer`."""
    surface = [
        "treadmill" if trainer.lower() in _TRUE and not known else known
        for trainer, known in zip(sheet.cells("trainer"), kept.surface, strict=True)
    ]
    return Kept(kept.is_run, kept.is_lift, surface)


def _tags(sheet: Sheet) -> list[str | None]:
    """What the athlete said the run was, in three columns of three years."""
    columns = zip(
        sheet.cells("workout_type"),
        sheet.cells("sub_type"),
        sheet.cells("race"),
        strict=True,
    )
    return [
        "race"
        if sub_type.upper() == "RACE" or race.lower() in _TRUE
        else _TAGS.get(number.removesuffix(".0"))
        for number, sub_type, race in columns
    ]


IMPORTER = Intervals()
