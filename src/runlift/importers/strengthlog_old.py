"""StrengthLog export to 2025, in sections. Described in docs/formats/strengthlog_old.md."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from runlift.errors import UnreadableFile
from runlift.importers.numeric_dates import is_date, read_moments
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet
from runlift.importers.strengthlog_sets import (
    body_mass,
    measured,
    of_workout,
    sets_of,
    source_ids,
)
from runlift.model import Answers, Head, Parsed, Rejected

_PERSON = ("Name", "Language", "Sex", "Age", "Email")
_WORKOUT = ("place", "name", "date", "body weight")
_SET = (
    "exercise",
    "set",
    "reps",
    "weight",
    "bodyweight",
    "extraWeight",
    "assistingWeight",
    "time",
    "distanceKm",
    "distanceMeter",
)


@dataclass(frozen=True, slots=True)
class StrengthLogOld:
    """StrengthLog's sections: a line a workout, then a line a set with its keys."""

    slug: str = "strengthlog_old"
    title: str = "StrengthLog (to 2025)"

    def recognises(self, head: Head) -> bool:
        """By the header of the personal data, with the workouts below it."""
        return head.header[: len(_PERSON)] == _PERSON and (
            re.search(r"^Workouts,*\s*$", head.text, re.MULTILINE) is not None
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Only dates are known; what stands above the workouts is personal, not read."""
        found = _Found()
        for line, cells in _lines_of_workouts(text):
            found.take(line, cells)
        if not found.rows and not found.rejected:
            raise UnreadableFile(
                "The file has no workouts in it. Export the log again; if the app "
                "shows workouts, its export should too."
            )
        sheet = Sheet((*_WORKOUT, *_SET), found.rows, found.lines, found.rejected)
        return _parsed(sheet, answers)


@dataclass
class _Found:
    """The sets of the file so far, each with the workout it belongs to."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    workout: list[str] | None = None
    workouts: int = 0
    orphans_of: int = 0
    """The line of the workout that could not be read, for the sets below it."""

    def take(self, line: int, cells: list[str]) -> None:
        """Add a line of the file that is not blank."""
        day = next((i for i, c in enumerate(cells) if i and is_date(c)), None)
        if cells[0].startswith("Exercise,"):
            self._take_set(line, cells)
        elif day is not None:
            body = cells[day + 1] if len(cells) > day + 1 else ""
            self.workouts += 1
            self.workout = [
                str(self.workouts),
                ",".join(cells[:day]),
                cells[day],
                body,
            ]
        elif cells[0].startswith("Instance of "):
            # The app printed an object instead of its text; nothing is lost.
            return
        else:
            self.workout, self.orphans_of = None, line
            self.rejected.append(
                Rejected(
                    line,
                    f"neither a workout with a date nor a set: {','.join(cells)[:40]!r}",
                )
            )

    def _take_set(self, line: int, cells: list[str]) -> None:
        if self.workout is None:
            above = f"; line {self.orphans_of} is not one" if self.orphans_of else ""
            self.rejected.append(Rejected(line, f"no workout above this set{above}"))
            return
        at = cells.index("Set") if "Set" in cells else 0
        pairs = cells[at + 2 :]
        while pairs and not pairs[-1].strip():
            pairs.pop()
        if not at or len(pairs) % 2:
            self.rejected.append(
                Rejected(line, "the set does not consist of names and values in pairs")
            )
            return
        said = dict(zip(pairs[::2], pairs[1::2], strict=True))
        said["exercise"] = ",".join(cells[:at]).removeprefix("Exercise,")
        said["set"] = cells[at + 1]
        self.rows.append([*self.workout, *(said.get(key, "") for key in _SET)])
        self.lines.append(line)


def _lines_of_workouts(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line below `Workouts` that is not blank or a column header."""
    is_below = False
    lines = io.StringIO(text.replace("\x00", ""), newline=None)
    for number, line in enumerate(lines, start=1):
        bare = line.strip().rstrip(",")
        if bare == "Workouts":
            is_below = True
        elif is_below and bare and not bare.startswith("Name,Date,Body weight"):
            try:
                cells = next(csv.reader([line.strip()]), [])
            except csv.Error:
                # A cell that is longer than any note.
                cells = [bare[:40]]
            yield number, cells


def _parsed(sheet: Sheet, answers: Answers) -> Parsed:
    when = read_moments(sheet, sheet.cells("date"), answers)
    exercise, title = sheet.cells("exercise"), sheet.cells("name")
    sheet.reject(
        np.array([not name for name in exercise], dtype=bool), "the exercise is missing"
    )
    values = sets_of(sheet)
    place = sheet.numbers(sheet.cells("place"), "place")
    mass = measured(sheet, "body weight")
    mass = of_workout(
        np.where(np.isnan(mass), values.bodyweight_kg, mass), sheet.cells("place")
    )
    number = sheet.numbers(sheet.cells("set"), "Set")
    with np.errstate(invalid="ignore"):
        # Within a block the number counts up; where it falls, a new block begins.
        restarts = np.r_[False, number[1:] <= number[:-1]][: len(number)]
    newest_first = when.start.iloc[0] > when.start.iloc[-1] if len(sheet) else False
    sessions, sets = gather(
        sheet,
        start=when.start,
        key=[sheet.cells("place")],
        exercise=exercise,
        block_starts=restarts,
        session={
            "tz_source": "wall",
            "time_precision": "day",
            "title": [name or None for name in title],
            "bodyweight_kg": mass,
            "source_id": source_ids(
                when.start, title, -place if newest_first else place
            ),
        },
        sets={
            "kind": "normal",
            "load_kg": values.load_kg,
            "load_basis": values.load_basis,
            "reps": values.reps,
            "duration_s": values.duration_s,
            "distance_m": values.distance_m,
        },
    )
    return Parsed(
        sessions=sessions,
        sets=sets,
        body_mass=body_mass(when.start, mass, sheet),
        rejected=sheet.rejected,
        questions=when.questions,
        notes=sheet.notes,
    )


IMPORTER = StrengthLogOld()
