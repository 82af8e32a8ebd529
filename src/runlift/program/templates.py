"""The programs of `data/programs/`, and a user's own file of the same shape.

A program is weeks of workouts of exercises, each with what a week asks of it. Nothing
here knows an athlete: loads are shares of a 1RM that somebody else brings.
`docs/programs.md` says what a file may hold.
"""

import difflib
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from runlift import paths
from runlift.errors import DataFileError
from runlift.exercises.catalogue import REST_CLASSES, Exercise, catalogue
from runlift.program.entries import Entries
from runlift.program.toml_lines import lines

RepsMode = Literal["fixed", "range", "amrap", "time"]
Origin = Literal["guide", "house", "own"]
Cycle = Literal["open", "repeat", "once"]

ORIGINS = ("guide", "house", "own")
"""Who wrote a week: the guide, this project, the user."""
CYCLES = ("open", "repeat", "once")
"""`open` goes on as long as it works, `repeat` begins again with new loads, `once` ends."""

MOST_WEEKS, MOST_WORKOUTS, MOST_EXERCISES = 52, 7, 40
MOST_SETS, MOST_REPS, MOST_SECONDS = 20, 100, 3600
_AMRAP, _MAX = "amrap", "max"
_ASKED = ("sets", "reps", "seconds", "percent", "rir", "pause_s", "fast")
_PROGRAM = ("id", "name", "title", "audience", "focus", "source", "cycle", "note")
_EXERCISE = ("exercise", "rest", "per_side", "per_side_assumed", "note", "weeks")
_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Prescription:
    """What one week asks of one exercise. Pairs are the fewest and the most."""

    week: int
    sets: tuple[int, int]
    mode: RepsMode
    reps: tuple[int, int] | None
    """Repetitions, of each side where the exercise is per side; none for AMRAP, time."""
    seconds: tuple[float, float] | None
    """How long a hold is held; none for any other, and for as long as one can."""
    percent: float | None
    """Load in % of the exercise's own 1RM at the start of the cycle."""
    rir: tuple[float, float] | None
    """Repetitions left in reserve; none where the rule does not apply."""
    pause_s: float | None
    """How long to hold the end of each repetition, in s."""
    is_fast: bool
    """Whether to move the weight as fast as possible."""
    note: str

    def sets_for(self, wanted: int | None = None) -> int:
        """How many sets to do when `wanted` are asked for.

        A range is a choice and its lower end the default; less than it is a beginner's
        ramp (rule R13). Never more than the program has.
        """
        return min(self.sets[1], self.sets[0] if wanted is None else max(wanted, 1))


@dataclass(frozen=True, slots=True)
class Slot:
    """One exercise of a workout, through all the weeks."""

    exercise_id: str
    rest: str
    """A rest class of the catalogue."""
    is_per_side: bool
    is_side_assumed: bool
    """Whether the source is silent about sides and per side is our reading."""
    note: str
    weeks: tuple[Prescription, ...]
    """One a week of the program, in its order."""


@dataclass(frozen=True, slots=True)
class Workout:
    """One day of a program: its exercises in the order in which they are done."""

    workout_id: str
    name: str
    note: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ProgramWeek:
    """One week of a program: its phase, and whose it is."""

    number: int
    phase: str
    origin: Origin
    note: str


@dataclass(frozen=True, slots=True)
class Program:
    """A training program as its file has it."""

    program_id: str
    name: str
    title: str
    audience: str
    focus: str
    source: str
    """A key of docs/references.md, or where a user's own program comes from."""
    cycle: Cycle
    note: str
    weeks: tuple[ProgramWeek, ...]
    workouts: tuple[Workout, ...]

    @property
    def set_choices(self) -> tuple[int, ...]:
        """How many sets an athlete may choose; none where every exercise has its own."""
        ranges = [
            asked.sets
            for workout in self.workouts
            for slot in workout.slots
            for asked in slot.weeks
            if asked.sets[0] < asked.sets[1]
        ]
        if not ranges:
            return ()
        return tuple(
            range(min(low for low, _ in ranges), max(high for _, high in ranges) + 1)
        )


@functools.cache
def programs() -> Mapping[str, Program]:
    """Every program of the data folder by its id, in the order of the file names.

    Raises:
        DataFileError: a file is wrong, or there is none.
    """
    folder = paths.data_folder() / "programs"
    found: dict[str, Program] = {}
    origin: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        program = read_program(path, catalogue())
        key = program.program_id
        if key in found:
            raise DataFileError(
                f"{path.name}: {origin[key]} has the id {key!r} too. Give one of them "
                "another id."
            )
        found[key], origin[key] = program, path.name
    if not found:
        raise DataFileError(
            f"{folder} holds no programs. Put the files back, or point RUNLIFT_DATA to "
            "the folder that has them."
        )
    return MappingProxyType(found)


def read_program(path: Path, exercises: Mapping[str, Exercise]) -> Program:
    """The program in a file.

    Raises:
        DataFileError: it cannot be read, or is wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as reason:
        raise DataFileError(f"{path} cannot be read: {reason}.") from reason
    return parse_program(text, path.name, exercises)


def parse_program(text: str, file: str, exercises: Mapping[str, Exercise]) -> Program:
    """The program in a text; `file` is what errors call it.

    Args:
        text: the content of a program's file.
        file: its name.
        exercises: the catalogue, an athlete's own exercises among it.

    Raises:
        DataFileError: the text is no TOML or no program. The message says the file, the
            line where it can be told, what is wrong and what to do.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise DataFileError(
            f"{file} is not valid TOML: {reason}. Correct that line, or restore the "
            "file that came with Runlift."
        ) from None
    except RecursionError:
        raise DataFileError(f"{file} is nested too deeply to be a program.") from None
    root = Entries(file, values, lines(text.replace("\r\n", "\n")))
    root.only(("program", "week", "workout"))
    about = root.table("program")
    about.only(_PROGRAM)
    weeks = _weeks(root)
    return Program(
        program_id=_id(about, "id"),
        name=about.text("name"),
        title=about.text("title"),
        audience=_optional(about, "audience"),
        focus=_optional(about, "focus"),
        source=about.text("source"),
        cycle=cast("Cycle", about.one_of("cycle", CYCLES)),
        note=_optional(about, "note"),
        weeks=weeks,
        workouts=_workouts(root, weeks, exercises),
    )


def _weeks(root: Entries) -> tuple[ProgramWeek, ...]:
    found: list[ProgramWeek] = []
    for entry in root.tables("week", MOST_WEEKS):
        entry.only(("number", "phase", "origin", "note"))
        number = entry.whole("number", 1, MOST_WEEKS)
        if number != len(found) + 1:
            raise entry.error(
                "number",
                f"should be {len(found) + 1}: weeks count from 1, without gaps",
            )
        found.append(
            ProgramWeek(
                number=number,
                phase=entry.text("phase"),
                origin=cast("Origin", entry.one_of("origin", ORIGINS)),
                note=_optional(entry, "note"),
            )
        )
    return tuple(found)


def _workouts(
    root: Entries, weeks: tuple[ProgramWeek, ...], exercises: Mapping[str, Exercise]
) -> tuple[Workout, ...]:
    found: dict[str, Workout] = {}
    for entry in root.tables("workout", MOST_WORKOUTS):
        entry.only(("id", "name", "note", "exercise"))
        key = _id(entry, "id")
        if key in found:
            raise entry.error("id", "is another workout's too, give each its own")
        found[key] = Workout(
            workout_id=key,
            name=entry.text("name"),
            note=_optional(entry, "note"),
            slots=tuple(
                _slot(one, weeks, exercises)
                for one in entry.tables("exercise", MOST_EXERCISES)
            ),
        )
    return tuple(found.values())


def _slot(
    entry: Entries, weeks: tuple[ProgramWeek, ...], exercises: Mapping[str, Exercise]
) -> Slot:
    by_week = "weeks" in entry.values
    entry.only(_EXERCISE if by_week else (*_EXERCISE[:-1], *_ASKED))
    exercise = _exercise(entry, exercises)
    is_per_side, is_assumed = entry.flag("per_side"), entry.flag("per_side_assumed")
    if is_assumed and not is_per_side:
        raise entry.error("per_side_assumed", "needs per_side = true beside it")
    return Slot(
        exercise_id=exercise.exercise_id,
        rest=entry.one_of("rest", REST_CLASSES, exercise.rest_class or "accessory"),
        is_per_side=is_per_side,
        is_side_assumed=is_assumed,
        note=_optional(entry, "note"),
        weeks=_by_week(entry, weeks, exercise)
        if by_week
        else tuple(_asked(entry, one.number, "", exercise) for one in weeks),
    )


def _by_week(
    entry: Entries, weeks: tuple[ProgramWeek, ...], exercise: Exercise
) -> tuple[Prescription, ...]:
    found: dict[int, Prescription] = {}
    for one in entry.tables("weeks", MOST_WEEKS):
        one.only(("week", *_ASKED, "note"))
        number = one.whole("week", 1, MOST_WEEKS)
        if number in found:
            raise one.error("week", "is there twice, remove one")
        if number > len(weeks):
            raise one.error("week", f"has no [[week]]: the program has {len(weeks)}")
        found[number] = _asked(one, number, _optional(one, "note"), exercise)
    missing = [str(one.number) for one in weeks if one.number not in found]
    if missing:
        raise entry.error("", f"weeks lacks week {', '.join(missing)}, add it")
    return tuple(found[one.number] for one in weeks)


def _asked(entry: Entries, week: int, note: str, exercise: Exercise) -> Prescription:
    mode, reps, seconds = _amount(entry, exercise)
    has: Mapping[str, Any] = entry.values
    if "percent" in has and (reps is None or exercise.kind != "hard"):
        raise entry.error("percent", "needs repetitions of a lift to be a share of")
    return Prescription(
        week=week,
        sets=entry.whole_range("sets", 1, MOST_SETS),
        mode=mode,
        reps=reps,
        seconds=seconds,
        percent=entry.number("percent", 20, 105) if "percent" in has else None,
        rir=entry.range("rir", 0, 10) if "rir" in has else None,
        pause_s=entry.number("pause_s", 0, 60) if "pause_s" in has else None,
        is_fast=entry.flag("fast"),
        note=note,
    )


def _amount(
    entry: Entries, exercise: Exercise
) -> tuple[RepsMode, tuple[int, int] | None, tuple[float, float] | None]:
    """How much a set is: repetitions or seconds, and which kind of either."""
    if ("reps" in entry.values) == ("seconds" in entry.values):
        raise entry.error(
            "", 'needs either reps (6, [5, 8] or "amrap") or seconds (30 or "max")'
        )
    if "seconds" in entry.values:
        if exercise.kind in ("plyometric", "throw"):
            raise entry.error("seconds", "is for holds; jumps and throws have reps")
        if entry.values["seconds"] == _MAX:
            return "time", None, None
        return "time", None, entry.range("seconds", 1, MOST_SECONDS)
    if exercise.kind == "hold":
        raise entry.error(
            "reps",
            f'does not fit {exercise.exercise_id}, a hold: write seconds = "max"',
        )
    if entry.values["reps"] == _AMRAP:
        return "amrap", None, None
    low, high = entry.whole_range("reps", 1, MOST_REPS)
    return ("fixed" if low == high else "range"), (low, high), None


def _exercise(entry: Entries, exercises: Mapping[str, Exercise]) -> Exercise:
    key = entry.text("exercise")
    if key not in exercises:
        near = difflib.get_close_matches(key, exercises, n=1)
        remedy = f"perhaps {near[0]!r} is meant" if near else "correct it"
        raise entry.error("exercise", f"is no id of data/exercises.csv, {remedy}")
    return exercises[key]


def _id(entry: Entries, key: str) -> str:
    value = entry.text(key)
    if not _ID.fullmatch(value):
        raise entry.error(key, "is no id, write small_letters_with_underscores")
    return value


def _optional(entry: Entries, key: str) -> str:
    return entry.text(key) if key in entry.values else ""
