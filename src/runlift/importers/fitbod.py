"""Fitbod workout export: Settings > Export Workout Data. See docs/formats/fitbod.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift import units
from runlift.importers.cells import Mask, decimal_mark
from runlift.importers.numeric_dates import Moments, read_moments
from runlift.importers.opening import head_of
from runlift.importers.sessions import gather
from runlift.importers.sheet import Repair, Sheet, read_sheet
from runlift.importers.spoken_dates import wall_clock, zone_question
from runlift.importers.strengthlog_sets import source_ids
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_WEIGHT = re.compile(r"Weight(?:\s*\((kg|lb)s?\))?", re.IGNORECASE)
_OFFSET = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})$")
_FLAG = re.compile(r"(?:true|false|[01])?", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:\d+(?:[.,]\d+)?)?")


@dataclass(frozen=True, slots=True)
class Fitbod:
    """Fitbod's table of every vintage: one row a set, newest workout first."""

    slug: str = "fitbod"
    title: str = "Fitbod (CSV)"

    def recognises(self, head: Head) -> bool:
        """By the warm-up flag beside a weight, which no other export has so."""
        return {"Date", "Exercise", "Reps", "isWarmup", "Note"} <= set(
            head.header
        ) and any(_WEIGHT.fullmatch(name) for name in head.header)

    def parse(self, text: str, answers: Answers) -> Parsed:
        """Rows of one timestamp are a session; its instant is shown in the zone."""
        sheet = _read(text)
        begun = _Begun.of(sheet, answers)
        exercise = sheet.cells("Exercise")
        sheet.reject(
            np.array([not name for name in exercise], dtype=bool),
            "the exercise is missing",
        )
        values = _sets(sheet)
        times = _times_each(sheet, exercise)
        sessions, sets = gather(
            sheet,
            start=begun.local,
            key=[begun.key],
            exercise=exercise,
            session={
                "start_utc": begun.utc,
                "tz_source": begun.tz_source,
                "time_precision": begun.when.precision,
                # Both vintages know the workouts of a day by their order in it.
                "source_id": source_ids(
                    begun.local, [""] * len(sheet), begun.local.to_numpy()
                ),
            },
            sets=values,
        )
        is_shown = np.array([one == "utc" for one in begun.tz_source], dtype=bool)
        zone = zone_question(
            answers,
            "The file states instants in UTC, not clock times; "
            f"{answers.timezone} is what this machine is set to.",
            doing="train",
        )
        return Parsed(
            sessions=sessions,
            sets=_repeated(sets, dict(zip(sheet.lines.tolist(), times, strict=True))),
            rejected=sheet.rejected,
            questions=(
                *begun.when.questions,
                *(zone if (is_shown & sheet.kept).any() else ()),
            ),
            notes=sheet.notes,
        )


def _read(text: str) -> Sheet:
    """The table, without the nameless column that a comma at the end of lines makes.

    The header line is emptied rather than removed, so that lines keep their numbers.
    """
    head = head_of(text)
    header = list(head.header)
    while header and not header[-1]:
        header.pop()
    first = re.search(r"\S", text)
    begin = first.start() if first else 0
    end = re.search(r"\r\n|\r|\n", text[begin:])
    rest = text[begin + end.start() :] if end else ""
    return read_sheet(
        text[:begin] + rest,
        delimiter=head.delimiter,
        repair=_joining(header),
        header=header,
    )


def _joining(header: Sequence[str]) -> Repair:
    """Mends rows with a comma at the end, or with bare commas in their notes."""
    note = header.index("Note")
    checks = [
        (header.index(name), look)
        for name, look in (("Reps", _NUMBER), ("isWarmup", _FLAG))
    ] + [(header.index(name), _NUMBER) for name in ("multiplier",) if name in header]

    def fits(cells: Sequence[str]) -> bool:
        return all(look.fullmatch(cells[place].strip()) for place, look in checks)

    def repair(row: list[str], width: int) -> list[str] | None:
        cells = list(row)
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) < width:
            # A spreadsheet drops the blank cells at the end of a line.
            cells += [""] * (width - len(cells)) if len(cells) >= note else []
        elif len(cells) > width:
            end = note + len(cells) - width + 1
            cells = [*cells[:note], ",".join(cells[note:end]), *cells[end:]]
        return cells if len(cells) == width and fits(cells) else None

    return repair


@dataclass(frozen=True)
class _Begun:
    """When the session of each row began."""

    when: Moments
    local: pd.Series
    utc: pd.Series
    tz_source: list[str]
    key: list[str]
    """What tells two sessions apart whose wall clocks are the same."""

    @classmethod
    def of(cls, sheet: Sheet, answers: Answers) -> "_Begun":
        """Read the dates: `+0000` is an instant, another offset states the wall clock."""
        cells = sheet.cells("Date")
        known = {cell: _split(cell) for cell in set(cells)}
        when = read_moments(sheet, [known[cell][0] for cell in cells], answers)
        is_day = np.array([one == "day" for one in when.precision], dtype=bool)
        stated = np.array([known[cell][1] for cell in cells], dtype=float)
        offset = np.where(is_day, np.nan, stated)
        # Without an offset the instant is not known; pandas 3.0 warns of NaN seconds.
        ahead = pd.Series(pd.to_timedelta(np.nan_to_num(offset), unit="s"))
        utc = (when.start - ahead).where(~np.isnan(offset))
        utc = utc.astype("datetime64[us]")
        is_instant = offset == 0
        local = when.start.where(~is_instant, wall_clock(utc, answers.timezone))
        source = np.select(
            [is_instant, ~np.isnan(offset)], ["utc", "offset"], default="wall"
        )
        return cls(when, local, utc, source.tolist(), cells)


def _split(text: str) -> tuple[str, float]:
    """A date without its offset, and the seconds it is ahead of UTC (NaN without one)."""
    found = _OFFSET.search(text)
    # A year at the end of a bare date looks like an offset, so a clock must stand before.
    if found is None or ":" not in text[: found.start()]:
        return text, np.nan
    plain = text[: found.start()]
    if found[1] == "Z":
        return plain, 0.0
    digits = found[1][1:].replace(":", "")
    ahead = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return plain, float(-ahead if found[1][0] == "-" else ahead)


def _sets(sheet: Sheet) -> dict[str, object]:
    """The columns of the sets; a weight below 0 is what helped."""
    name = next(n for n in sheet.header if _WEIGHT.fullmatch(n))
    unit = (_WEIGHT.fullmatch(name) or [""])[1] or "kg"
    weight = sheet.cells(name)
    far, lasted = sheet.cells("Distance(m)"), sheet.cells("Duration(s)")
    decimal = decimal_mark({*weight, *far, *lasted})
    entered = sheet.numbers(weight, "Weight", decimal=decimal, minimum=None)
    entered = np.where(entered == 0, np.nan, entered)
    seconds = _measured(sheet, lasted, "Duration", decimal)
    distance = _measured(sheet, far, "Distance", decimal)
    reps = sheet.numbers(sheet.cells("Reps"), "Reps", decimal=decimal)
    is_measured = ~np.isnan(seconds) | ~np.isnan(distance)
    flags = [cell.lower() in ("true", "1") for cell in sheet.cells("isWarmup")]
    with np.errstate(invalid="ignore"):
        is_help = entered < 0
    return {
        "kind": ["warmup" if flag else "normal" for flag in flags],
        "load_kg": units.kg(np.abs(entered), unit.lower()),
        "load_basis": ["assist" if helped else None for helped in is_help.tolist()],
        # 0 repetitions of something timed or measured are none at all.
        "reps": np.where((reps == 0) & is_measured, np.nan, reps),
        "duration_s": seconds,
        "distance_m": distance,
        "note": [note or None for note in sheet.cells("Note")],
    }


def _measured(sheet: Sheet, cells: Sequence[str], what: str, decimal: str) -> Floats:
    """A column as numbers; 0 is Fitbod's "nothing entered"."""
    values = sheet.numbers(cells, what, decimal=decimal)
    return np.where(values == 0, np.nan, values)


_MOST_SETS = 30
"""More equal sets of one exercise than anybody does in a workout."""


def _times_each(sheet: Sheet, exercise: Sequence[str]) -> list[int]:
    """How many equal sets each row stands for, by the `Sets` of the oldest vintage.

    Where the column counts 1, 2, 3 down the rows of an exercise, it numbers the sets.
    """
    if not sheet.has("Sets"):
        return [1] * len(sheet)
    counts = sheet.numbers(sheet.cells("Sets"), "Sets", maximum=_MOST_SETS)
    rows = pd.DataFrame({"date": sheet.cells("Date"), "exercise": exercise})
    fresh: Mask = (rows != rows.shift()).any(axis=1).to_numpy()
    nth = rows.groupby(np.cumsum(fresh)).cumcount().to_numpy() + 1
    if np.array_equal(counts, nth):
        return [1] * len(sheet)
    return [max(int(count), 1) for count in np.nan_to_num(counts, nan=1)]


def _repeated(sets: pd.DataFrame, times: dict[int, int]) -> pd.DataFrame:
    """The sets, each as often as its row stands for, numbered anew."""
    if all(count == 1 for count in times.values()):
        return sets
    each = [times[line] for line in sets["line"].tolist()]
    many = sets.loc[sets.index.repeat(each)].reset_index(drop=True)
    many["set_no"] = many.groupby("session_key").cumcount() + 1
    return many


IMPORTER = Fitbod()
