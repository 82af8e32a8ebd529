"""TrainingPeaks `workouts.csv`: Settings > Export Data > Workout Summary. Described in docs/formats/trainingpeaks.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from runlift.importers import runs
from runlift.importers.cells import Mask, decimal_mark, to_seconds
from runlift.importers.opening import head_of
from runlift.importers.runs import Kept, measured, positive
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import read_moments
from runlift.importers.sports import RUN, plain, sport
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_REST = frozenset({"day off", "rest", "rest day"})

_OPEN = frozenset({"other", "custom", "crosstrain", "cross train"})
"""Types that say nothing; the title decides whether it was lifting."""

_ONE_LEG = 120
"""Cadence counts one leg; nobody runs with fewer steps of both."""

_DECIMALS = ("TimeTotalInHours", "DistanceInMeters", "VelocityAverage", "IF", "TSS")


@dataclass(frozen=True, slots=True)
class TrainingPeaks:
    """The workout summary: a day, totals, and what the coach had planned beside them."""

    slug: str = "trainingpeaks"
    title: str = "TrainingPeaks (workouts.csv)"

    def recognises(self, head: Head) -> bool:
        """By its columns for the plan and for the day."""
        return {"PlannedDistanceInMeters", "WorkoutDay", "WorkoutType"} <= set(
            head.header
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one workout; only those that were done are read."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        decimal = decimal_mark(cell for name in _DECIMALS for cell in sheet.cells(name))
        duration_s = _duration_s(sheet, decimal)
        _leave_out_plans(sheet, duration_s, decimal)
        title = sheet.cells("Title")
        kept, tags = _kept(sheet, title)
        when = read_moments(sheet, sheet.cells("WorkoutDay"), answers)
        distance_m = positive(
            sheet.numbers(sheet.cells("DistanceInMeters"), "distance", decimal=decimal)
        )
        runs.reject_empty(sheet, kept, distance_m, duration_s)
        both = {
            "start_local": when.start.dt.normalize(),
            "tz_source": "wall",
            "time_precision": "day",
            "title": title,
            "note": _notes(sheet),
            "avg_hr": runs.heart_rate(sheet.cells("HeartRateAverage"), decimal),
            "max_hr": runs.heart_rate(sheet.cells("HeartRateMax"), decimal),
        }
        cadence = measured(
            sheet.cells("CadenceAverage"), decimal=decimal, low=20, high=280
        )
        return Parsed(
            sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": duration_s}),
            runs=runs.run_frame(
                sheet,
                kept,
                {
                    **both,
                    "distance_m": distance_m,
                    "moving_s": duration_s,
                    "cadence_spm": np.where(cadence < _ONE_LEG, cadence * 2, cadence),
                    "power_w": positive(
                        measured(sheet.cells("PowerAverage"), decimal=decimal)
                    ),
                    "rpe": measured(
                        sheet.cells("Rpe"), decimal=decimal, low=1, high=10
                    ),
                    "source_tag": tags,
                },
            ),
            rejected=sheet.rejected,
            questions=when.questions,
            notes=sheet.notes,
        )


def _duration_s(sheet: Sheet, decimal: str) -> Floats:
    """Decimal hours as seconds; a clock (`1:02:03`) is read as well."""
    cells = sheet.cells("TimeTotalInHours")
    is_clock = np.fromiter((":" in cell for cell in cells), bool, len(cells))
    clock = np.array(
        [to_seconds(cell) if ":" in cell else np.nan for cell in cells], dtype=float
    )
    sheet.reject(
        is_clock & np.isnan(clock), lambda row: f"time {cells[row]!r} cannot be read"
    )
    plain_cells = ["" if ":" in cell else cell for cell in cells]
    hours = sheet.numbers(plain_cells, "time in hours", decimal=decimal)
    # Hours have many decimals; a workout has whole seconds.
    seconds: Floats = np.where(is_clock, clock, hours * 3600).round()
    return positive(seconds)


def _leave_out_plans(sheet: Sheet, duration_s: Floats, decimal: str) -> None:
    """Drop days off, and workouts that stand in the calendar but were not done."""
    types = [plain(cell) for cell in sheet.cells("WorkoutType")]
    rest = np.fromiter((one in _REST for one in types), bool, len(types))
    sheet.drop(rest)
    done: Mask = ~np.isnan(duration_s)
    for name in ("TSS", "DistanceInMeters"):
        done |= ~np.isnan(positive(measured(sheet.cells(name), decimal=decimal)))
    planned = ~done & sheet.kept
    sheet.drop(planned)
    count = int(planned.sum())
    if count:
        what = "workout was" if count == 1 else "workouts were"
        sheet.note(
            f"{count:,} planned {what} left out: there is neither a time nor a distance "
            "nor a TSS of what was done."
        )


def _kept(sheet: Sheet, title: Sequence[str]) -> tuple[Kept, list[str | None]]:
    """Runs and lifting; a race is a run where its title says so."""
    types = sheet.cells("WorkoutType")
    is_race = [plain(cell) == "race" for cell in types]
    named = [
        name
        if race and sport(name).kind == RUN
        else "Workout"
        if plain(cell) in _OPEN
        else cell
        for cell, name, race in zip(types, title, is_race, strict=True)
    ]
    return runs.keep(sheet, named, title), ["race" if one else None for one in is_race]


def _notes(sheet: Sheet) -> list[str]:
    """What was to be done, and what the athlete said of it; the coach's words stay out."""
    columns = zip(
        sheet.cells("WorkoutDescription"), sheet.cells("AthleteComments"), strict=True
    )
    return ["\n\n".join(part for part in parts if part) for parts in columns]


IMPORTER = TrainingPeaks()
