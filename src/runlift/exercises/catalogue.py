"""Read the exercises and the muscles from `data/`, check every row; names of apps are `matching`'s."""

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

import pandas as pd

from runlift import paths
from runlift.errors import CatalogueError

Kind = Literal["hard", "hold", "plyometric", "throw", "cardio", "mobility"]
LoadBasis = Literal[
    "total",
    "per_hand",
    "per_side_plates",
    "machine_stack",
    "assist",
    "band",
    "bodyweight",
    "none",
]
Role = Literal["primary", "secondary", "stabiliser"]

KINDS = frozenset(("hard", "hold", "plyometric", "throw", "cardio", "mobility"))
COUNTED_KINDS = frozenset(("hard", "hold"))
"""Only sets of these kinds can be hard sets; jumps and throws have their own counts."""
LOAD_BASES = frozenset(
    (
        "total",
        "per_hand",
        "per_side_plates",
        "machine_stack",
        "assist",
        "band",
        "bodyweight",
        "none",
    )
)
REST_CLASSES = frozenset(("heavy", "moderate", "accessory", "power"))
BASES = frozenset(("guide", "domain", "house"))

GUIDE_PATTERNS = frozenset(
    (
        "squat",
        "hinge",
        "lunge",
        "bridge",
        "calf_knee_extended",
        "calf_knee_flexed",
        "dorsiflexion",
        "horizontal_push",
        "vertical_push",
        "angled_push",
        "horizontal_pull",
        "vertical_pull",
        "core_anti_extension",
        "core_anti_lateral_flexion",
        "core_anti_rotation",
        "core_flexion",
        "back_extension",
        "plyometric",
        "rotational_power",
    )
)
HOUSE_PATTERNS = frozenset(
    (
        "knee_extension",
        "knee_flexion",
        "hip_abduction",
        "hip_adduction",
        "hip_extension",
        "hip_flexion",
        "hip_rotation",
        "ankle",
        "elbow_flexion",
        "elbow_extension",
        "shoulder_flexion",
        "shoulder_extension",
        "shoulder_abduction",
        "shoulder_rotation",
        "scapular",
        "chest_fly",
        "rear_delt_fly",
        "shrug",
        "core_rotation",
        "core_lateral_flexion",
        "wrist",
        "grip",
        "neck",
        "carry",
        "sled",
        "olympic",
        "full_body",
        "throw",
        "cardio",
        "mobility",
    )
)
"""What the guide's exercises do not need but other people's logs contain."""
PATTERNS = GUIDE_PATTERNS | HOUSE_PATTERNS

EQUIPMENT = frozenset(
    (
        "barbell",
        "ez_bar",
        "trap_bar",
        "safety_bar",
        "landmine",
        "dumbbell",
        "kettlebell",
        "plate",
        "cable",
        "machine",
        "smith_machine",
        "cardio_machine",
        "band",
        "suspension",
        "rings",
        "medicine_ball",
        "stability_ball",
        "sled",
        "box",
        "bodyweight",
        "other",
        "unspecified",
    )
)
"""`unspecified` is for names that never say the implement, such as 'Shoulder Press'."""

VIEWS = frozenset(("front", "back"))

_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One row of `data/exercises.csv`; `docs/exercises.md` says what each column means."""

    exercise_id: str
    name: str
    pattern: str
    equipment: str
    kind: Kind
    load_basis: LoadBasis
    bodyweight_fraction: float | None
    leg_factor: float
    is_heavy_legs: bool
    is_unilateral: bool
    rest_class: str | None
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    stabilisers: tuple[str, ...]
    programs: tuple[str, ...]
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Muscle:
    """One row of `data/muscles.csv`: a region of the body map."""

    muscle: str
    name: str
    view: str
    group: str


@functools.cache
def catalogue() -> Mapping[str, Exercise]:
    """Every exercise by its id, in the order of the file.

    Raises:
        CatalogueError: a row is wrong; the message names file, line and remedy.
    """
    return MappingProxyType(
        read_exercises(paths.data_folder() / "exercises.csv", muscles())
    )


@functools.cache
def muscles() -> Mapping[str, Muscle]:
    """Every muscle by its id, in the order of the file.

    Raises:
        CatalogueError: a row is wrong; the message names file, line and remedy.
    """
    return MappingProxyType(read_muscles(paths.data_folder() / "muscles.csv"))


def roles(exercises: Iterable[Exercise]) -> pd.DataFrame:
    """Who does the work: columns `exercise_id`, `muscle`, `role`.

    `role` is primary (a whole set), secondary (half a set) or stabiliser (none,
    listed only).
    """
    rows = [
        (exercise.exercise_id, muscle, role)
        for exercise in exercises
        for role, names in (
            ("primary", exercise.primary),
            ("secondary", exercise.secondary),
            ("stabiliser", exercise.stabilisers),
        )
        for muscle in names
    ]
    return pd.DataFrame(rows, columns=["exercise_id", "muscle", "role"])


def read_muscles(path: Path) -> dict[str, Muscle]:
    """Read and check a file of muscles."""
    found: dict[str, Muscle] = {}
    for row in rows(path, tuple(f.name for f in fields(Muscle))):
        muscle = row.id("muscle", taken=found)
        found[muscle] = Muscle(
            muscle=muscle,
            name=row.text("name"),
            view=row.one_of("view", VIEWS),
            group=row.text("group"),
        )
    return found


def read_exercises(
    path: Path, known_muscles: Mapping[str, Muscle]
) -> dict[str, Exercise]:
    """Read and check a file of exercises."""
    found: dict[str, Exercise] = {}
    names: set[str] = set()
    for row in rows(path, tuple(f.name for f in fields(Exercise))):
        exercise = exercise_of(row, found, known_muscles)
        if exercise.name.casefold() in names:
            raise row.error("name", "is the name of another exercise, tell them apart")
        names.add(exercise.name.casefold())
        found[exercise.exercise_id] = exercise
    return found


def exercise_of(
    row: "Row", taken: Mapping[str, object], known_muscles: Mapping[str, Muscle]
) -> Exercise:
    """The exercise a row of cells describes.

    Raises:
        CatalogueError: a cell is wrong, or they do not go together.
    """
    exercise = Exercise(
        exercise_id=row.id("exercise_id", taken=taken),
        name=row.text("name"),
        pattern=row.one_of("pattern", PATTERNS),
        equipment=row.one_of("equipment", EQUIPMENT),
        kind=cast("Kind", row.one_of("kind", KINDS)),
        load_basis=cast("LoadBasis", row.one_of("load_basis", LOAD_BASES)),
        bodyweight_fraction=row.number("bodyweight_fraction", 0, 1.2)
        if row.cells["bodyweight_fraction"]
        else None,
        leg_factor=row.number("leg_factor", 0, 1.5),
        is_heavy_legs=row.flag("is_heavy_legs"),
        is_unilateral=row.flag("is_unilateral"),
        rest_class=row.one_of("rest_class", REST_CLASSES)
        if row.cells["rest_class"]
        else None,
        primary=row.muscles("primary", known_muscles),
        secondary=row.muscles("secondary", known_muscles),
        stabilisers=row.muscles("stabilisers", known_muscles),
        programs=tuple(row.cells["programs"].split()),
        basis=row.one_of("basis", BASES),
        note=row.cells["note"],
    )
    _check_together(row, exercise)
    return exercise


def _check_together(row: "Row", exercise: Exercise) -> None:
    """Refuse rows whose cells are right one by one and wrong together."""
    named = (*exercise.primary, *exercise.secondary, *exercise.stabilisers)
    if len(named) != len(set(named)):
        raise row.error("primary", "shares a muscle with another role, keep one")
    if exercise.kind in COUNTED_KINDS and not exercise.primary:
        raise row.error("primary", "is empty, name at least one muscle")
    if exercise.kind in COUNTED_KINDS and exercise.rest_class is None:
        raise row.error("rest_class", "is empty, write accessory if in doubt")
    if exercise.kind in ("cardio", "mobility") and named:
        raise row.error("kind", "never counts sets, leave the muscles empty")
    is_bodyweight = exercise.load_basis in ("bodyweight", "assist")
    if exercise.bodyweight_fraction is not None and not is_bodyweight:
        raise row.error(
            "bodyweight_fraction", "only fits load_basis bodyweight or assist, clear it"
        )
    if (
        is_bodyweight
        and exercise.kind == "hard"
        and exercise.bodyweight_fraction is None
    ):
        raise row.error(
            "bodyweight_fraction", "is empty, write the share of body mass lifted"
        )
    if exercise.leg_factor and exercise.kind not in COUNTED_KINDS:
        raise row.error("leg_factor", "must be 0, only hard sets and holds load legs")
    if exercise.is_heavy_legs and not exercise.leg_factor:
        raise row.error("is_heavy_legs", "needs a leg_factor above 0")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file, able to say where it is and what is wrong with it."""

    file: str
    line: int
    cells: Mapping[str, str]

    def error(self, column: str, what: str) -> CatalogueError:
        """An error that names the file, the line, the column and the remedy."""
        value = self.cells.get(column, "")
        # A row that no file has is an athlete's own.
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return CatalogueError(f"{where}: {column} {value!r} {what}.")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.error(column, "is empty, fill it in")
        return value

    def id(self, column: str, taken: Mapping[str, object]) -> str:
        """A new identifier in lower case with underscores."""
        value = self.text(column)
        if not _ID.fullmatch(value):
            raise self.error(column, "is no id, write small_letters_with_underscores")
        if value in taken:
            raise self.error(column, "is there twice, remove or rename one")
        return value

    def one_of(self, column: str, allowed: frozenset[str]) -> str:
        """A cell with one of a few words."""
        value = self.text(column)
        if value not in allowed:
            words = ", ".join(sorted(allowed))
            raise self.error(column, f"is unknown, use one of {words}")
        return value

    def number(self, column: str, low: float, high: float) -> float:
        """A number between two bounds, both included."""
        try:
            value = float(self.text(column))
        except ValueError:
            raise self.error(column, "is no number, write it like 0.75") from None
        if not low <= value <= high:
            raise self.error(column, f"is outside {low:g} to {high:g}, correct it")
        return value

    def flag(self, column: str) -> bool:
        """A cell with 0 or 1."""
        return self.one_of(column, frozenset("01")) == "1"

    def muscles(self, column: str, known: Mapping[str, Muscle]) -> tuple[str, ...]:
        """Muscle ids separated by single spaces."""
        value = self.cells[column]
        ids = tuple(value.split(" ")) if value else ()
        for muscle in ids:
            if muscle not in known:
                raise self.error(column, f"has {muscle!r}, which is not in muscles.csv")
        return ids


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a comma-separated data file that has exactly these columns."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CatalogueError(
            f"{path} cannot be read ({error.strerror}). Put the file back, or point "
            "RUNLIFT_DATA to the folder that has it."
        ) from error
    reader = csv.reader(text.splitlines())
    header = tuple(next(reader, []))
    if header != columns:
        raise CatalogueError(
            f"{path.name}, line 1: the header must read {','.join(columns)}."
        )
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(columns):
            raise CatalogueError(
                f"{path.name}, line {reader.line_num}: {len(cells)} cells instead of "
                f"{len(columns)}, put text that has commas between double quotes."
            )
        values = (cell.strip() for cell in cells)
        yield Row(path.name, reader.line_num, dict(zip(columns, values, strict=True)))
