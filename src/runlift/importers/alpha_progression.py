"""Alpha Progression's workouts, comma or semicolon. See docs/formats/alpha_progression.md."""

import re
from dataclasses import dataclass

import numpy as np

from runlift import units
from runlift.errors import UnreadableFile
from runlift.importers.alpha_progression_lines import CELLS, lines_of
from runlift.importers.alpha_progression_words import lasted_s
from runlift.importers.cells import decimal_mark
from runlift.importers.numeric_dates import read_moments
from runlift.importers.sessions import gather
from runlift.importers.sheet import Sheet
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_GRID = re.compile(r"^\"?#\"?[,;\t][^\r\n]{1,60}\r?$", re.MULTILINE)
_EXERCISE = re.compile(r"^\"?\d+\.\s+\S", re.MULTILINE)
_PLANS = re.compile(
    r"^\"?(?:EXERCISE\"?[,;\t]\"?SETS|ÜBUNG\"?[,;\t]\"?SÄTZE)\b",
    re.MULTILINE | re.IGNORECASE,
)
_NOT_DONE = ("", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class AlphaProgression:
    """Alpha Progression's printed workouts: not a table, a small grid an exercise."""

    slug: str = "alpha_progression"
    title: str = "Alpha Progression (CSV)"

    def recognises(self, head: Head) -> bool:
        """By a numbered exercise with a grid that begins with `#`, or as its plans."""
        has_exercise = _EXERCISE.search(head.text) is not None
        return has_exercise and any(
            pattern.search(head.text) is not None for pattern in (_GRID, _PLANS)
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Sessions in wall-clock time; planned sets that were not done are left out.

        Raises:
            UnreadableFile: the file holds plans, or no set at all.
        """
        if not _GRID.search(text):
            raise UnreadableFile(
                "This is Alpha Progression's export of plans: it says what is meant to be "
                "done, not what was. Export the workouts in the app and import that file."
            )
        found = lines_of(text)
        if not found.rows and not found.rejected:
            raise UnreadableFile(
                "The file has no workouts in it. Export them again; if the app shows "
                "workouts, its export should too."
            )
        sheet = Sheet(CELLS, found.rows, found.lines, found.rejected)
        return _parsed(sheet, answers)


def _parsed(sheet: Sheet, answers: Answers) -> Parsed:
    when = read_moments(sheet, sheet.cells("date"), answers)
    values = _sets(sheet)
    lasted = sheet.cells("lasted")
    known = {text: lasted_s(text) for text in set(lasted)}
    block = sheet.cells("block")
    sessions, sets = gather(
        sheet,
        start=when.start,
        key=[sheet.cells("session")],
        exercise=sheet.cells("exercise"),
        block_starts=np.array(
            [not n or block[n - 1] != one for n, one in enumerate(block)], dtype=bool
        ),
        session={
            "tz_source": "wall",
            "time_precision": when.precision,
            "duration_s": np.array([known[text] for text in lasted], dtype=float),
            "title": [name or None for name in sheet.cells("title")],
            "note": [plan or None for plan in sheet.cells("plan")],
            # Both variants know a workout by its start; its title they write differently.
            "source_id": when.start.dt.strftime("%Y-%m-%d %H:%M"),
        },
        sets=values,
    )
    return Parsed(
        sessions=sessions,
        sets=sets,
        rejected=sheet.rejected,
        questions=when.questions,
        notes=sheet.notes,
    )


def _sets(sheet: Sheet) -> dict[str, object]:
    """The columns of the sets; sets that were not done are dropped on the way."""
    names = ("weight", "reps", "seconds", "minutes", "rir")
    # `5+` is "at least five".
    cells = {name: [c.rstrip("+ ") for c in sheet.cells(name)] for name in names}
    done = ("reps", "seconds", "minutes")
    is_undone = np.ones(len(sheet), dtype=bool)
    for name in done:
        is_undone &= np.array([cell in _NOT_DONE for cell in cells[name]], dtype=bool)
    if (is_undone & sheet.kept).any():
        sheet.note(
            "Planned sets that were not done are left out: "
            f"{int((is_undone & sheet.kept).sum())}."
        )
        sheet.drop(is_undone)
    usual = "." if all(one == "," for one in sheet.cells("delimiter")) else ","
    decimal = decimal_mark({c for name in names for c in cells[name]}, usual)

    def numbers(name: str, minimum: float | None = 0.0) -> Floats:
        return sheet.numbers(
            cells[name],
            {"rir": "RIR"}.get(name, name),
            decimal=decimal,
            missing=_NOT_DONE,
            minimum=minimum,
        )

    load = numbers("weight", minimum=None)
    minutes, seconds = numbers("minutes"), numbers("seconds")
    duration = np.where(np.isnan(seconds), minutes * 60, seconds)
    in_lb = np.array([unit == "lb" for unit in sheet.cells("unit")], dtype=bool)
    size = np.abs(np.where(load == 0, np.nan, load))
    return {
        "kind": sheet.cells("kind"),
        "load_kg": np.where(in_lb, units.kg(size, "lb"), units.kg(size, "kg")),
        "load_basis": _bases(sheet.cells("weight")),
        "reps": numbers("reps"),
        "duration_s": np.where(duration == 0, np.nan, duration),
        "rpe": 10 - numbers("rir"),
        "superset": [one or None for one in sheet.cells("superset")],
        "note": [one or None for one in sheet.cells("note")],
    }


def _bases(weights: list[str]) -> list[str | None]:
    """`+35` is the body and 35 more, `-20` the body with 20 of help."""
    known = {"+": "bodyweight", "-": "assist"}
    return [known.get(text[:1]) if text not in _NOT_DONE else None for text in weights]


IMPORTER = AlphaProgression()
