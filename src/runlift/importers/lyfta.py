"""Lyfta workout export: Profile > Settings > Export Data. See docs/formats/lyfta.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift import units
from runlift.importers import unit_guess
from runlift.importers.cells import Mask, decimal_mark
from runlift.importers.numeric_dates import read_moments
from runlift.importers.opening import head_of
from runlift.importers.runs import lasting
from runlift.importers.sessions import gather, named_basis
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import wall_clock, zone_question
from runlift.model import Answers, Head, Parsed, Question
from runlift.units import Floats

_BEGIN = ("Title", "Date", "Duration", "Exercise")
_SERVER = "Europe/Berlin"
"""Where Lyfta's server reads its clock, whoever trained wherever."""

_KINDS = {
    "": "normal",
    "NORMAL_SET": "normal",
    "WARMUP_SET": "warmup",
    "WARM_UP_SET": "warmup",
    "DROP_SET": "drop",
    "FAILURE_SET": "failure",
    "BACK_OFF_SET": "normal",
    "NEGATIVE_REPS_SET": "normal",
}


@dataclass(frozen=True, slots=True)
class Lyfta:
    """Lyfta's table: one row a set, newest workout first, in server time."""

    slug: str = "lyfta"
    title: str = "Lyfta (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the first four columns and the kind of set, which no other app has."""
        return head.header[: len(_BEGIN)] == _BEGIN and {
            "Weight",
            "Reps",
            "Set Type",
        } <= set(head.header)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Times are turned from the server's clock into the athlete's."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        when = read_moments(sheet, _filled(sheet, "Date"), answers)
        is_day = np.array([one == "day" for one in when.precision], dtype=bool)
        utc = _instants(when.start, is_day)
        exercise = sheet.cells("Exercise")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        title = [name or None for name in sheet.cells("Title")]
        values, questions = _sets(sheet, exercise, answers)
        sessions, sets = gather(
            sheet,
            start=when.start.where(is_day, wall_clock(utc, answers.timezone)),
            key=[[name or "" for name in title]],
            exercise=exercise,
            session={
                "start_utc": utc,
                "tz_source": np.where(is_day, "wall", "utc").tolist(),
                "time_precision": when.precision,
                "duration_s": lasting(_filled(sheet, "Duration")),
                "title": title,
                "source_id": _source_ids(when.start, title),
            },
            sets=values,
        )
        zone = zone_question(
            answers,
            "Lyfta writes its server's clock (Central Europe), not yours; "
            f"{answers.timezone} is what this machine is set to.",
            doing="train",
        )
        return Parsed(
            sessions=sessions,
            sets=sets,
            rejected=sheet.rejected,
            questions=(
                *when.questions,
                *questions,
                *(zone if (~is_day & sheet.kept).any() else ()),
            ),
            notes=sheet.notes,
        )


def _filled(sheet: Sheet, name: str) -> list[str]:
    """A column with Lyfta's `null` emptied."""
    return ["" if cell.lower() == "null" else cell for cell in sheet.cells(name)]


def _instants(server: pd.Series, is_day: Mask) -> pd.Series:
    """The server's wall clock as naive UTC, missing where only a date is known."""
    clocked = server.where(~is_day)
    # In the hour that comes twice in autumn the first is meant, for want of better.
    zoned = clocked.dt.tz_localize(
        _SERVER, ambiguous=np.ones(len(server), bool), nonexistent="shift_forward"
    )
    made = zoned.dt.tz_convert("UTC").dt.tz_localize(None)
    return made.astype("datetime64[us]")


def _source_ids(server: pd.Series, title: Sequence[str | None]) -> list[str]:
    """Keys by the server's clock, so that an answer about the zone moves no record."""
    begun = server.dt.strftime("%Y-%m-%d %H:%M")
    return [
        f"{when}|{name or ''}" for when, name in zip(begun.tolist(), title, strict=True)
    ]


def _sets(
    sheet: Sheet, exercise: Sequence[str], answers: Answers
) -> tuple[dict[str, object], tuple[Question, ...]]:
    """The columns of the sets, and what must be asked about their units."""
    weight, far = _filled(sheet, "Weight"), _filled(sheet, "Distance")
    decimal = decimal_mark({*weight, *far})
    load = _measured(sheet, weight, "Weight", decimal)
    distance = _measured(sheet, far, "Distance", decimal)
    seconds = sheet.seconds(_filled(sheet, "Time"), "Time")
    seconds = np.where(seconds == 0, np.nan, seconds)
    reps = sheet.numbers(_filled(sheet, "Reps"), "Reps", decimal=decimal)
    is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
    kept = sheet.kept
    unit, about_weight = unit_guess.weight_unit(
        np.where(kept, load, np.nan), exercise, answers
    )
    far_unit, about_distance = unit_guess.distance_unit(
        np.where(kept, distance, np.nan), unit, answers
    )
    values: dict[str, object] = {
        "kind": sheet.words(
            [cell.upper() for cell in _filled(sheet, "Set Type")],
            _KINDS,
            "Set Type",
            otherwise="normal",
        ),
        "load_kg": units.kg(load, unit),
        "load_basis": named_basis(exercise),
        # 0 repetitions of something timed or measured are none at all.
        "reps": np.where((reps == 0) & is_measured, np.nan, reps),
        "duration_s": seconds,
        "distance_m": units.metres(distance, far_unit),
        "superset": [cell or None for cell in _filled(sheet, "Superset id")],
    }
    return values, (*about_weight, *about_distance)


def _measured(sheet: Sheet, cells: Sequence[str], what: str, decimal: str) -> Floats:
    """A column as numbers; 0 is Lyfta's "nothing entered"."""
    values = sheet.numbers(cells, what, decimal=decimal)
    return np.where(values == 0, np.nan, values)


IMPORTER = Lyfta()
