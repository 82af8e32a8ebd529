"""Runalyze activity list as CSV: Tools > Export. Described in docs/formats/runalyze.md."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from runlift import units
from runlift.importers import runalyze_columns, runs
from runlift.importers.cells import decimal_mark
from runlift.importers.opening import head_of
from runlift.importers.runs import measured, positive
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import read_moments, wall_clock, zone_question
from runlift.model import Answers, Head, Parsed, Question
from runlift.units import Floats

_ZONE = (
    "This Runalyze export writes every start as an instant and has no column for the "
    "zone, so days and times of day are only right in the zone you run in."
)

_ONE_LEG = 120
"""Cadence counts one leg; nobody runs with fewer steps of both."""

_HARDEST = 10
"""A higher effort is on Borg's scale from 6 to 20."""


@dataclass(frozen=True)
class _Start:
    """When the activities began, as the file says it."""

    local: pd.Series
    utc: pd.Series
    tz_source: Sequence[str]
    precision: Sequence[str]
    questions: tuple[Question, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Runalyze:
    """A table with names for people, or one with the names of the database."""

    slug: str = "runalyze"
    title: str = "Runalyze (CSV)"

    def recognises(self, head: Head) -> bool:
        """By what Runalyze alone works out, or by the names of its database."""
        return runalyze_columns.is_runalyze(head.header)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one activity; which columns there are varies."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        table = runalyze_columns.Table(sheet)
        title = table.cells("title")
        kept = runs.keep(sheet, table.sports(), title)
        start = _start(sheet, table, answers)
        decimal = decimal_mark(table.cells("distance"))
        duration_s = positive(
            sheet.seconds(runs.blank(table.cells("duration")), "time")
        )
        distance_m = units.metres(
            positive(
                sheet.numbers(table.cells("distance"), "distance", decimal=decimal)
            ),
            table.distance_unit,
        )
        elapsed_s = runs.trusted_elapsed(
            sheet, kept, runs.lasting(table.cells("elapsed")), duration_s
        )
        runs.reject_empty(sheet, kept, distance_m, duration_s)
        cadence = measured(table.cells("cadence"), decimal=decimal, low=20, high=280)
        both = {
            "start_local": start.local,
            "start_utc": start.utc,
            "tz_source": list(start.tz_source),
            "time_precision": list(start.precision),
            "title": title,
            "note": table.cells("note"),
            "source_id": table.cells("id"),
            "avg_hr": runs.heart_rate(table.cells("avg_hr"), decimal),
            "max_hr": runs.heart_rate(table.cells("max_hr"), decimal),
        }
        return Parsed(
            sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": duration_s}),
            runs=runs.run_frame(
                sheet,
                kept,
                {
                    **both,
                    "distance_m": distance_m,
                    "moving_s": duration_s,
                    "elapsed_s": elapsed_s,
                    "ascent_m": measured(table.cells("ascent"), decimal=decimal, low=0),
                    "descent_m": measured(
                        table.cells("descent"), decimal=decimal, low=0
                    ),
                    "cadence_spm": np.where(cadence < _ONE_LEG, cadence * 2, cadence),
                    "power_w": positive(
                        measured(table.cells("power"), decimal=decimal)
                    ),
                    "temperature_c": measured(
                        table.cells("temperature"), decimal=decimal, low=-45, high=55
                    ),
                    "rpe": _rpe(sheet, measured(table.cells("rpe"), decimal=decimal)),
                    "source_tag": table.tags(),
                },
            ),
            rejected=sheet.rejected,
            questions=start.questions,
            notes=sheet.notes,
        )


def _start(sheet: Sheet, table: runalyze_columns.Table, answers: Answers) -> _Start:
    size = len(sheet)
    if not table.is_database:
        when = read_moments(sheet, table.cells("date"), answers)
        never = pd.Series([pd.NaT] * size, dtype="datetime64[us]")
        return _Start(
            when.start, never, ["wall"] * size, when.precision, when.questions
        )
    utc = sheet.moments(table.cells("date"), _instant)
    minutes = measured(table.cells("zone"), low=-14 * 60, high=14 * 60)
    has_zone = ~np.isnan(minutes)
    apart = pd.Series(pd.to_timedelta(np.nan_to_num(minutes), unit="min"))
    local = (utc + apart).astype("datetime64[us]")
    is_asked = bool((sheet.kept & ~has_zone).any())
    return _Start(
        local.where(has_zone, wall_clock(utc, answers.timezone)),
        utc,
        ["offset" if one else "utc" for one in has_zone],
        ["second"] * size,
        zone_question(answers, _ZONE) if is_asked else (),
    )


def _instant(text: str) -> pd.Timestamp | None:
    """Seconds since 1970 as naive UTC."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    if not 0 < seconds < 10_000_000_000:
        return None
    return pd.Timestamp(round(seconds), unit="s")


def _rpe(sheet: Sheet, values: Floats) -> Floats:
    """Perceived effort from 1 to 10; Borg's scale has no exact counterpart there."""
    with np.errstate(invalid="ignore"):
        if (values > _HARDEST).any():
            sheet.note(
                "Perceived effort goes above 10 here, so it is on Borg's scale from 6 to "
                "20; it was left out, since no rule turns it into the scale to 10."
            )
            return np.full(len(values), np.nan)
        return np.where(values >= 1, values, np.nan)


IMPORTER = Runalyze()
