"""What StrengthLog's two exports have in common: loads, and which workout is which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift import units
from runlift.importers.sheet import Sheet
from runlift.model import BODY_MASS_COLUMNS, frame
from runlift.units import Floats

_NOT_GIVEN = ("-1", "-1.0")


@dataclass(frozen=True)
class Sets:
    """The columns of the sets that both exports state alike."""

    load_kg: Floats
    load_basis: list[str | None]
    reps: Floats
    duration_s: Floats
    distance_m: Floats
    bodyweight_kg: Floats


def sets_of(sheet: Sheet) -> Sets:
    """The values of each set; what cannot be read rejects its row."""
    body = measured(sheet, "bodyweight")
    load, basis = _loads(sheet, body)
    km = measured(sheet, "distanceKM", "distanceKm")
    metres = measured(sheet, "distanceM", "distanceMeter")
    distance = np.where(np.isnan(km), metres, units.metres(km, "km"))
    seconds = sheet.seconds(sheet.cells("time"), "time")
    seconds = np.where(seconds == 0, np.nan, seconds)
    reps = sheet.numbers(sheet.cells("reps"), "reps", missing=_NOT_GIVEN)
    is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
    return Sets(
        load_kg=load,
        load_basis=basis,
        # 0 repetitions of something timed or measured are none at all.
        reps=np.where((reps == 0) & is_measured, np.nan, reps),
        duration_s=seconds,
        distance_m=distance,
        bodyweight_kg=body,
    )


def measured(sheet: Sheet, *names: str) -> Floats:
    """A column as numbers; 0 and -1 are StrengthLog's "nothing entered"."""
    values = sheet.numbers(sheet.cells(*names), names[0], missing=_NOT_GIVEN)
    return np.where(values == 0, np.nan, values)


def _loads(sheet: Sheet, body: Floats) -> tuple[Floats, list[str | None]]:
    """A set has a weight, or the body weight with something added or taken off."""
    total, added = measured(sheet, "weight"), measured(sheet, "extraWeight")
    helped = sheet.numbers(
        sheet.cells("assistingWeight"), "assistingWeight", minimum=None
    )
    negative = np.flatnonzero((np.nan_to_num(helped) < 0) & sheet.kept)
    if len(negative):
        sheet.note(
            f"Assisting weights below 0: {len(negative)}, the first in line "
            f"{int(sheet.lines[negative[0]])}; read as that many kilograms of help."
        )
    on_top = np.nan_to_num(added) - np.abs(np.nan_to_num(helped))
    is_total = ~np.isnan(total)
    load = np.where(is_total, total, np.where(on_top == 0, np.nan, np.abs(on_top)))
    basis = np.select(
        [is_total, on_top < 0, (on_top > 0) | ~np.isnan(body)],
        ["total", "assist", "bodyweight"],
        default="",
    )
    return units.kg(load, "kg"), [text or None for text in basis.tolist()]


def source_ids(
    day: pd.Series, title: Sequence[str], begun: Iterable[object]
) -> list[str]:
    """The key under which both exports know a workout: day, title, which of them.

    Args:
        day: the local day of each row's workout.
        title: its title.
        begun: what orders workouts of one day and title, earliest first.
    """
    rows = pd.DataFrame(
        {"day": day.dt.strftime("%Y-%m-%d"), "title": title, "begun": begun}
    )
    nth = rows.groupby(["day", "title"], dropna=False)["begun"].rank("dense")
    return [
        f"{when}|{what}|{count:.0f}"
        for when, what, count in zip(rows["day"], rows["title"], nth, strict=True)
    ]


def of_workout(mass: Floats, *by: object) -> Floats:
    """The first body weight of each row's workout, which `by` tells apart."""
    keys = [np.asarray(key, dtype=object) for key in by]
    first = pd.Series(mass).groupby(keys, dropna=False).transform("first")
    return np.asarray(first, dtype=float)


def body_mass(start: pd.Series, mass_kg: Floats, sheet: Sheet) -> pd.DataFrame:
    """The body weights of the kept rows, the first of each day."""
    rows = pd.DataFrame(
        {"day": start.dt.normalize(), "mass_kg": mass_kg, "line": sheet.lines}
    )[sheet.kept & ~np.isnan(mass_kg)]
    first = rows.drop_duplicates("day").sort_values("day", kind="stable")
    return frame(
        BODY_MASS_COLUMNS,
        {name: first[name].to_numpy() for name in BODY_MASS_COLUMNS},
    )
