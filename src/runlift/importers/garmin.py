"""Garmin Connect list of activities: All Activities > Export CSV. Described in docs/formats/garmin.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift import units
from runlift.errors import UnreadableFile
from runlift.importers import garmin_columns, garmin_units, runs
from runlift.importers.cells import Mask, decimal_mark
from runlift.importers.opening import head_of
from runlift.importers.runs import Kept, measured, positive
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import read_moments
from runlift.model import Answers, Head, Parsed, Question
from runlift.units import M_PER_FOOT, Floats

_PAGE = 20
"""What Garmin's page loads at once; its export holds no more than was loaded."""

_FASTEST_M_PER_S = 12.0
"""Faster than any run: such a distance is metres (track runs and their like)."""

_SHORTEST_IN_METRES = 100

_BEST_M_PER_S = 7.5
"""No kilometre was ever run faster; a shorter moving time is the watch's mistake."""


@dataclass(frozen=True, slots=True)
class Garmin:
    """Garmin Connect's CSV of every view, year and language."""

    slug: str = "garmin"
    title: str = "Garmin Connect (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the names of its first columns, or by the one that is a brand."""
        return garmin_columns.is_garmin(head.header, head.rows)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one activity, newest first, in wall-clock time."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        table = _Table(sheet)
        kept = runs.keep(sheet, table.cells("type"), table.cells("title"))
        when = read_moments(sheet, table.cells("date"), answers)
        elapsed_s = runs.lasting(table.cells("elapsed"))
        moving_s = runs.lasting(table.cells("moving"))
        timer_s = runs.first_known(table.timer_s(), moving_s, elapsed_s)
        cadence_spm = table.cadence_spm()
        distance = table.distance()
        is_short = _in_metres(sheet, kept, distance, timer_s)
        shown = np.where(is_short, np.nan, distance)
        unit, questions = _unit(
            sheet, kept, table, shown, timer_s, cadence_spm, answers
        )
        distance_m = np.where(is_short, distance, units.metres(distance, unit))
        moving_s = _moving(moving_s, timer_s, distance_m)
        elapsed_s = runs.trusted_elapsed(sheet, kept, elapsed_s, moving_s)
        runs.reject_empty(sheet, kept, distance_m, moving_s)
        height = M_PER_FOOT if unit == "mi" else 1.0
        ascent, descent = table.heights()
        if len(sheet) == _PAGE:
            sheet.note(
                "The file has exactly 20 rows, as many as Garmin Connect loads at once. "
                "Scroll to the end of the list before exporting to get all of them."
            )
        both = {
            "start_local": when.start,
            "tz_source": "wall",
            "time_precision": when.precision,
            "title": table.cells("title"),
            "avg_hr": runs.heart_rate(table.cells("avg_hr")),
            "max_hr": runs.heart_rate(table.cells("max_hr")),
        }
        return Parsed(
            sessions=runs.lift_frame(
                sheet,
                kept,
                {**both, "source_id": _keys(when.start, "lift"), "duration_s": timer_s},
            ),
            runs=runs.run_frame(
                sheet,
                kept,
                {
                    **both,
                    "source_id": _keys(when.start, "run"),
                    "distance_m": distance_m,
                    "moving_s": moving_s,
                    "elapsed_s": elapsed_s,
                    "ascent_m": ascent * height,
                    "descent_m": descent * height,
                    "cadence_spm": cadence_spm,
                    "power_w": positive(table.number("power")),
                },
            ),
            rejected=sheet.rejected,
            questions=(*when.questions, *questions),
            notes=sheet.notes,
        )


class _Table:
    """A sheet whose columns are asked for by what they hold, with its decimal mark."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        self._places = garmin_columns.columns(sheet)
        if not {"type", "date"} <= set(self._places) or not (
            {"time", "distance"} & set(self._places)
        ):
            raise UnreadableFile(
                "This looks like Garmin's list of activities, but the columns for the "
                "type, the date and the time cannot be told apart. Export it again from "
                "Garmin Connect > Activities > All Activities with the page in English."
            )
        fractions = ("distance", "stride", "effect", "max_temp")
        self._decimal = decimal_mark(
            cell.removeprefix("'") for field in fractions for cell in self.cells(field)
        )

    def all(self, field: str) -> list[list[str]]:
        """The cells of every column that holds `field`; blanks where none does."""
        places = self._places.get(field)
        if not places:
            return [[""] * len(self._sheet)]
        return [self._sheet.at(place) for place in places]

    def cells(self, field: str) -> list[str]:
        """The cells of the first column for `field`."""
        return self.all(field)[0]

    def number(self, field: str, low: float = -np.inf) -> Floats:
        """The first column for `field`."""
        return measured(self.cells(field), decimal=self._decimal, low=low)

    def timer_s(self) -> Floats:
        """The timer's seconds; unreadable ones reject their row."""
        return positive(self._sheet.seconds(runs.blank(self.cells("time")), "time"))

    def distance(self) -> Floats:
        """The distance as written; unreadable ones reject their row."""
        cells = runs.blank(self.cells("distance"))
        return positive(self._sheet.numbers(cells, "distance", decimal=self._decimal))

    def cadence_spm(self) -> Floats:
        """Steps of both legs a minute, of the first column that has them."""
        columns = (*self.all("cadence"), *self.all("any_cadence"))
        return runs.first_known(
            *(
                measured(cells, decimal=self._decimal, low=30, high=280)
                for cells in columns
            )
        )

    def heights(self) -> tuple[Floats, Floats]:
        """Metres or feet up and down; 0 and 0 is what a watch without height writes."""
        up, down = self.number("ascent", low=0), self.number("descent", low=0)
        flat = (np.nan_to_num(up) == 0) & (np.nan_to_num(down) == 0)
        return np.where(flat, np.nan, up), np.where(flat, np.nan, down)


def _unit(
    sheet: Sheet,
    kept: Kept,
    table: _Table,
    distance: Floats,
    timer_s: Floats,
    cadence_spm: Floats,
    answers: Answers,
) -> tuple[str, Sequence[Question]]:
    """The unit of the distances, and the question where it is a guess."""
    if answers.distance_unit in ("km", "mi"):
        return answers.distance_unit, ()
    evidence = garmin_units.distance_unit(
        kept,
        distance=distance,
        timer_s=timer_s,
        cadence_spm=cadence_spm,
        stride=positive(table.number("stride")),
        hottest=table.number("max_temp"),
    )
    if evidence is None:
        return "km", ()
    if evidence.is_decisive:
        if evidence.unit == "mi":
            sheet.note(f"{evidence.why} Heights were read as feet.")
        return evidence.unit, ()
    return evidence.unit, (
        Question(
            key="distance_unit",
            text="Are the distances in this file kilometres or miles?",
            choices=("km", "mi"),
            guess=evidence.unit,
            why=evidence.why,
        ),
    )


def _in_metres(sheet: Sheet, kept: Kept, distance: Floats, timer_s: Floats) -> Mask:
    """The runs that Garmin shows in metres among the others: `8,000` on the track."""
    with np.errstate(invalid="ignore", divide="ignore"):
        speed_per_s = distance / timer_s
        is_short = (speed_per_s * 1000 > _FASTEST_M_PER_S) & (
            speed_per_s < _FASTEST_M_PER_S
        )
    is_short &= kept.is_run & (distance >= _SHORTEST_IN_METRES) & sheet.kept
    count = int(is_short.sum())
    if count:
        what = "run has" if count == 1 else "runs have"
        sheet.note(
            f"{count:,} {what} a distance that can only be metres; it was read so."
        )
    return is_short


def _moving(moving_s: Floats, timer_s: Floats, distance_m: Floats) -> Floats:
    """Moving time, or the timer's where there is none or where it is impossible."""
    with np.errstate(invalid="ignore", divide="ignore"):
        too_fast = (distance_m / moving_s > _BEST_M_PER_S) & (
            distance_m / timer_s <= _BEST_M_PER_S
        )
    return np.where(np.isnan(moving_s) | too_fast, timer_s, moving_s)


def _keys(start: pd.Series, kind: str) -> list[str]:
    """Garmin writes no key; the start and what was done tell two activities apart."""
    texts = start.dt.strftime("%Y-%m-%dT%H:%M:%S")
    return [f"{text}|{kind}" if isinstance(text, str) else "" for text in texts]


IMPORTER = Garmin()
