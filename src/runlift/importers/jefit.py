"""JEFIT export: many tables in one file. Described in docs/formats/jefit.md."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from runlift import units
from runlift.errors import UnreadableFile
from runlift.importers import unit_guess
from runlift.importers.jefit_sessions import begun_of
from runlift.importers.jefit_sets import SETS, sets_of
from runlift.importers.jefit_tables import Tables, tables_of
from runlift.importers.numeric_dates import read_moments
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet
from runlift.importers.spoken_dates import zone_question
from runlift.model import (
    BODY_MASS_COLUMNS,
    Answers,
    Head,
    Parsed,
    Question,
    frame,
)
from runlift.units import Floats

_BANNER = re.compile(
    r"^\"?###\s+(?:SETTING|PROFILE|ROUTINES|WORKOUT SESSIONS|EXERCISE LOGS|EXERCISE SET "
    r"LOGS)\b",
    re.MULTILINE,
)

_KINDS = {
    "": "normal",
    "default": "normal",
    "normal": "normal",
    "warm-up": "warmup",
    "warmup": "warmup",
    "drop-set": "drop",
    "dropset": "drop",
    "drop": "drop",
    "failure": "failure",
}
_BODY_KG = (25.0, 350.0)
"""What a grown body weighs; anything else in that column is a slip."""


@dataclass(frozen=True, slots=True)
class Jefit:
    """JEFIT's whole account; only the training and the body weight are read."""

    slug: str = "jefit"
    title: str = "JEFIT (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the banners over its tables."""
        return _BANNER.search(head.text) is not None

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row of the logs is an exercise with all its sets.

        Raises:
            UnreadableFile: there are no exercise logs in the file.
        """
        tables = tables_of(text)
        logs = tables.sheet("EXERCISE LOGS")
        masses = tables.sheet("PROFILE")
        if logs is None and masses is None and not tables.rejected:
            raise UnreadableFile(
                "The file has no exercise logs in it. Export the log again; if the app "
                "shows workouts, its export should too."
            )
        unit = _unit(tables)
        training = Parsed() if logs is None else _training(tables, logs, unit, answers)
        unit = unit or next(
            (q.guess for q in training.questions if q.key == "weight_unit"),
            answers.weight_unit,
        )
        if masses is not None:
            training = replace(training, body_mass=_body_mass(masses, unit, answers))
        rejected = (*training.rejected, *tables.rejected)
        return replace(
            training,
            rejected=tuple(sorted(rejected, key=lambda one: one.line)),
            notes=(*training.notes, *(masses.notes if masses else ())),
        )


def _unit(tables: Tables) -> str | None:
    """The unit of the account (`" lbs"`), `None` where the settings do not say."""
    mass = tables.setting("mass").lower()
    return "lb" if "lb" in mass else "kg" if "kg" in mass else None


def _training(
    tables: Tables, logs: Sheet, unit: str | None, answers: Answers
) -> Parsed:
    begun = begun_of(tables, logs, answers)
    exercise = logs.cells("ename")
    logs.reject(
        np.array([not name for name in exercise], dtype=bool), "the exercise is missing"
    )
    rows = sets_of(tables, logs)
    if rows.orphans:
        logs.note(
            f"Sets of exercises that are not in the file are left out: {rows.orphans}."
        )
    sheet = Sheet(SETS, rows.cells, rows.lines, rows.rejected)
    log = np.asarray(rows.log, dtype=np.int64)
    lifts = np.asarray(exercise, dtype=object)[log]
    load, questions = _loads(sheet, lifts, unit, answers)
    first = np.r_[True, log[1:] != log[:-1]][: len(log)]
    notes = _notes(tables, logs)
    sessions, sets = gather(
        sheet,
        start=begun.local.take(log).reset_index(drop=True),
        key=[np.asarray(begun.key, dtype=object)[log].tolist()],
        exercise=lifts.tolist(),
        block_starts=first,
        session={
            "start_utc": begun.utc.take(log).reset_index(drop=True),
            "tz_source": np.asarray(begun.tz_source, dtype=object)[log],
            "time_precision": np.asarray(begun.precision, dtype=object)[log],
            "duration_s": begun.duration_s[log],
            "source_id": np.asarray(begun.key, dtype=object)[log],
        },
        sets={
            "kind": sheet.words(
                [cell.lower() for cell in sheet.cells("set_type")],
                _KINDS,
                "set_type",
                otherwise="normal",
            ),
            "load_kg": load,
            **_measures(sheet),
            "note": [
                notes[at] if begins else None
                for at, begins in zip(rows.log, first.tolist(), strict=True)
            ],
        },
    )
    zone = zone_question(
        answers,
        "The file states instants and not the zone; "
        f"{answers.timezone} is what this machine is set to.",
        doing="train",
    )
    return Parsed(
        sessions=sessions,
        sets=sets,
        rejected=sheet.rejected,
        questions=(
            *begun.questions,
            *questions,
            *(zone if "utc" in set(sessions["tz_source"]) else ()),
        ),
        notes=(*logs.notes, *sheet.notes),
    )


def _loads(
    sheet: Sheet, exercise: object, unit: str | None, answers: Answers
) -> tuple[Floats, tuple[Question, ...]]:
    """Loads in kg: `logs` in the unit of the account, the newer table in pounds."""
    entered = sheet.numbers(sheet.cells("weight"), "weight")
    entered = np.where(entered == 0, np.nan, entered)
    is_lb = np.array([one == "lb" for one in sheet.cells("unit")], dtype=bool)
    questions: tuple[Question, ...] = ()
    if unit is None:
        unit, questions = unit_guess.weight_unit(
            np.where(sheet.kept & ~is_lb, entered, np.nan),
            np.asarray(exercise, dtype=object).tolist(),
            answers,
        )
    exact = units.kg(entered, "lb")
    # 143.2999 lb is 65 kg of somebody who lifts kilograms.
    pounds = exact if unit == "lb" else units.snap_load(exact)
    return np.where(is_lb, pounds, units.kg(entered, unit)), questions


def _measures(sheet: Sheet) -> dict[str, object]:
    seconds = sheet.numbers(sheet.cells("seconds"), "duration")
    miles = sheet.numbers(sheet.cells("miles"), "distance")
    reps = sheet.numbers(sheet.cells("reps"), "reps")
    duration = np.where(seconds == 0, np.nan, seconds)
    distance = np.where(miles == 0, np.nan, units.metres(miles, "mi"))
    is_measured = ~np.isnan(duration) | ~np.isnan(distance)
    return {
        # 0 repetitions of something timed or measured are none at all.
        "reps": np.where((reps == 0) & is_measured, np.nan, reps),
        "duration_s": duration,
        "distance_m": distance,
    }


def _notes(tables: Tables, logs: Sheet) -> list[str | None]:
    """What was noted about each log: the notes of its exercise on its day."""
    notes = tables.sheet("NOTES")
    if notes is None:
        return [None] * len(logs)
    said: dict[tuple[str, str], list[str]] = {}
    for eid, day, text in zip(
        notes.cells("eid"), notes.cells("mydate"), notes.cells("mynote"), strict=True
    ):
        if text:
            said.setdefault((eid, day), []).append(text)
    return [
        "\n".join(said[key]) if key in said else None
        for key in zip(logs.cells("eid"), logs.cells("mydate"), strict=True)
    ]


def _body_mass(masses: Sheet, unit: str | None, answers: Answers) -> pd.DataFrame:
    """The body weights among the measurements, the last of each day."""
    when = read_moments(masses, masses.cells("mydate"), answers, "mydate")
    entered = masses.numbers(masses.cells("weight"), "weight", missing=("-1", "-1.0"))
    mass = units.kg(entered, unit or "kg")
    with np.errstate(invalid="ignore"):
        is_body = (mass >= _BODY_KG[0]) & (mass <= _BODY_KG[1])
    strange = masses.kept & ~is_body & (np.nan_to_num(entered) > 0)
    if strange.any():
        masses.note(
            f"Body weights left out because nobody weighs that: {int(strange.sum())}, "
            f"the first in line {int(masses.lines[np.flatnonzero(strange)[0]])}."
        )
    rows = pd.DataFrame(
        {"day": when.start.dt.normalize(), "mass_kg": mass, "line": masses.lines}
    )[masses.kept & is_body & (unit is not None)]
    last = rows.drop_duplicates("day", keep="last").sort_values("day", kind="stable")
    return frame(
        BODY_MASS_COLUMNS, {name: last[name].to_numpy() for name in BODY_MASS_COLUMNS}
    )


IMPORTER = Jefit()
