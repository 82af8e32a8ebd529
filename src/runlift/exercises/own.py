"""The catalogue as one athlete sees it: her own exercises, and her ways with known ones."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from runlift.errors import CatalogueError, WrongInput
from runlift.exercises.catalogue import Exercise, Row, catalogue, exercise_of, muscles

COLUMNS = tuple(one.name for one in fields(Exercise))

CHANGEABLE = (
    "load_basis",
    "bodyweight_fraction",
    "is_unilateral",
    "rest_class",
    "primary",
    "secondary",
    "stabilisers",
)
"""What an athlete may change of an exercise of the catalogue: how she logs it, what it
trains. Its name and its movement stay, or one id would mean two things."""

_PREFIX = "own_"


def effective(
    own: Mapping[str, Mapping[str, str]],
) -> Mapping[str, Exercise]:
    """Every exercise by its id: the catalogue's, as changed, and the athlete's own.

    Args:
        own: cells of `data/exercises.csv` by exercise id. What no longer fits (a muscle
            or an exercise that a newer catalogue does not have) is passed over: the
            catalogue's row stands, and an own exercise is unmapped again.
    """
    if not own:
        return catalogue()
    found = dict(catalogue())
    for exercise_id, cells in own.items():
        try:
            found[exercise_id] = made(exercise_id, cells)
        except WrongInput:
            continue
    return MappingProxyType(found)


def made(exercise_id: str, cells: Mapping[str, str]) -> Exercise:
    """One exercise from the cells that an athlete has given.

    Raises:
        WrongInput: a cell is wrong; the message names it and the remedy.
    """
    base = catalogue().get(exercise_id)
    if base is None and not exercise_id.startswith(_PREFIX):
        raise WrongInput(f"There is no exercise {exercise_id!r}.")
    unknown = sorted(set(cells) - set(COLUMNS if base is None else CHANGEABLE))
    if unknown:
        raise WrongInput(f"{', '.join(unknown)} cannot be changed.")
    written = dict.fromkeys(COLUMNS, "") if base is None else cells_of(base)
    written |= {"exercise_id": exercise_id, "basis": "house", **cells}
    try:
        return exercise_of(Row("Your exercise", 0, written), {}, muscles())
    except CatalogueError as error:
        raise WrongInput(str(error)) from error


def cells_of(exercise: Exercise) -> dict[str, str]:
    """The exercise as the cells of its row in `data/exercises.csv`."""
    return {name: _written(getattr(exercise, name)) for name in COLUMNS}


def own_id(name: str, taken: Mapping[str, Exercise]) -> str:
    """A new id for an exercise of the athlete's own."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    base = _PREFIX + ("_".join(letters.split()) or "exercise")
    number, found = 2, base
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


def is_own(exercise_id: str) -> bool:
    """Whether the exercise was made by an athlete."""
    return exercise_id.startswith(_PREFIX)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, tuple):
        return " ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
