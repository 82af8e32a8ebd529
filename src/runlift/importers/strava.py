"""Strava bulk export, `activities.csv`: Settings > My Account > Download Request. Described in docs/formats/strava.md."""

from dataclasses import dataclass

import numpy as np

from runlift.errors import UnreadableFile
from runlift.importers import runs, strava_columns
from runlift.importers.cells import decimal_mark
from runlift.importers.opening import head_of
from runlift.importers.sheet import Sheet, read_sheet
from runlift.importers.spoken_dates import (
    moment,
    read_moments,
    wall_clock,
    zone_question,
)
from runlift.model import Answers, Head, Parsed
from runlift.units import Floats

_YES = frozenset({"1", "1.0", "true", "yes"})
_TAGS = {
    "1": "race",
    "1.0": "race",
    "2": "long",
    "2.0": "long",
    "3": "workout",
    "3.0": "workout",
}
"""Strava's own numbers for what a run was."""

_ZONE = (
    "Strava writes every start in UTC and does not say where it was, so days and "
    "times of day are only right in the zone you run in."
)

_RECORDINGS = "activities/"
"""Where the recordings lie in the archive; the column has another name in each language."""

_ONE_LEG = 120
"""Strava counts one leg; nobody runs with fewer steps of both."""

_SLOWEST_M_PER_S = 0.1
"""Below this a distance over a time is not in metres but in kilometres."""


@dataclass(frozen=True, slots=True)
class Strava:
    """The table of a Strava archive, in any language, from 10 to 103 columns."""

    slug: str = "strava"
    title: str = "Strava (activities.csv)"

    def recognises(self, head: Head) -> bool:
        """By its column names, or by the shape of its 70 and more columns."""
        header = strava_columns.cleaned(head.header)
        if header[:7] == strava_columns.OLD[:7]:
            return True
        if any(name.startswith("icu_") for name in header):
            return False
        if {"id", "date", "type"} <= set(strava_columns.named_columns(header)):
            return True
        rows = [row for row in head.rows if len(row) == len(header)]
        return (
            len(header) >= strava_columns.WIDE
            and bool(rows)
            and all(row[0].isdigit() for row in rows)
            and any(moment(row[1]) for row in rows)
            and strava_columns.columns(header, rows) is not None
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One row is one activity; its date is UTC, in words of the account's language."""
        sheet = read_sheet(text, delimiter=head_of(text).delimiter)
        table = _Table(sheet)
        kept = runs.keep(sheet, table.cells("type"), table.cells("title"))
        when = read_moments(sheet, table.cells("date"), answers)
        both = {
            "start_utc": when.start,
            "start_local": wall_clock(when.start, answers.timezone),
            "tz_source": "utc",
            "time_precision": when.precision,
            "title": table.cells("title"),
            "source_id": table.ids(),
            "avg_hr": runs.heart_rate(table.cells("avg_hr")),
            "max_hr": runs.first_known(
                *(runs.heart_rate(cells) for cells in table.all("max_hr"))
            ),
        }
        moving_s = table.needed("moving", "moving time")
        elapsed_s = runs.trusted_elapsed(sheet, kept, table.elapsed_s(), moving_s)
        moving_s = runs.first_known(moving_s, elapsed_s)
        distance_m = table.distance_m(moving_s)
        runs.reject_empty(sheet, kept, distance_m, moving_s)
        if "moving" not in table.places and (sheet.kept & kept.is_run).any():
            sheet.note(
                "This export knows no moving time; pauses count as running. "
                "An export asked for today has it."
            )
        notes = table.cells("note")
        return Parsed(
            sessions=runs.lift_frame(
                sheet, kept, {**both, "note": notes, "duration_s": moving_s}
            ),
            runs=runs.run_frame(
                sheet,
                kept,
                {
                    **both,
                    "note": notes,
                    "distance_m": distance_m,
                    "moving_s": moving_s,
                    "elapsed_s": elapsed_s,
                    "ascent_m": table.number("ascent", low=0),
                    "descent_m": table.number("descent", low=0),
                    "cadence_spm": table.cadence_spm(),
                    "power_w": runs.positive(table.number("power")),
                    "temperature_c": runs.first_known(
                        table.number("temperature", low=-45, high=55),
                        table.number("air", low=-45, high=55),
                    ),
                    "rpe": table.number("rpe", low=1, high=10),
                    "source_tag": table.tags(),
                },
            ),
            rejected=sheet.rejected,
            questions=(
                *when.questions,
                *(zone_question(answers, _ZONE) if sheet.kept.any() else ()),
            ),
            notes=sheet.notes,
        )


def files(text: str) -> dict[int, str]:
    """The recording of each line that has one, as the table names it."""
    sheet = read_sheet(text, delimiter=head_of(text).delimiter)
    for place in range(len(sheet.header)):
        cells = sheet.at(place)
        if any(cell.startswith(_RECORDINGS) for cell in cells):
            return {
                int(line): cell
                for line, cell in zip(sheet.lines, cells, strict=True)
                if cell.startswith(_RECORDINGS)
            }
    return {}


class _Table:
    """A sheet whose columns are asked for by what they hold."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        header = strava_columns.cleaned(sheet.header)
        self.is_old = header[:7] == strava_columns.OLD[:7]
        found: dict[str, list[int]] | None
        if self.is_old:
            old = ("id", "date", "title", "type", "note", "elapsed", "distance")
            found = {field: [place] for place, field in enumerate(old)}
        else:
            found = strava_columns.columns(header, _sample(sheet))
        if found is None:
            raise UnreadableFile(
                "This looks like Strava's list of activities, but its columns are in a "
                "language Runlift does not know and some are missing. Switch Strava to "
                "English, ask for the archive again and leave activities.csv as it is."
            )
        self.places = found

    def all(self, field: str) -> list[list[str]]:
        """The cells of every column that holds `field`; blanks where none does."""
        places = self.places.get(field)
        if not places:
            return [[""] * len(self._sheet)]
        return [self._sheet.at(place) for place in places]

    def cells(self, field: str) -> list[str]:
        """The cells of the best column for `field`."""
        return self.all(field)[0]

    def number(self, field: str, low: float = -np.inf, high: float = np.inf) -> Floats:
        """The best column for `field`; Strava writes decimal points in every language."""
        return runs.measured(self.cells(field), low=low, high=high)

    def needed(self, field: str, what: str) -> Floats:
        """The best column for `field`, above 0; unreadable cells reject their row."""
        cells = self.cells(field)
        return runs.positive(
            self._sheet.numbers(cells, what, decimal=decimal_mark(cells))
        )

    def elapsed_s(self) -> Floats:
        """Seconds from the first to the last moment, the exact column first."""
        rounded = self.all("elapsed")[-1]
        return runs.first_known(
            self.needed("elapsed", "elapsed time"),
            runs.positive(runs.measured(rounded)),
        )

    def distance_m(self, moving_s: Floats) -> Floats:
        """The distance in metres, from the exact column or else from the one shown."""
        metres = self.needed("distance", "distance")
        shown = self.all("distance")[1:]
        if shown:
            kilometres = runs.measured(shown[0], decimal=decimal_mark(shown[0]))
            return runs.first_known(metres, runs.positive(kilometres * 1000))
        speed_m_per_s = metres / moving_s
        speed_m_per_s = speed_m_per_s[np.isfinite(speed_m_per_s)]
        # Somebody removed one of the two columns; was it the one in metres?
        is_km = len(speed_m_per_s) and np.median(speed_m_per_s) < _SLOWEST_M_PER_S
        return metres * 1000 if is_km else metres

    def cadence_spm(self) -> Floats:
        """Steps a minute: of the two columns the smaller, whatever they are called."""
        average = self.number("cadence", low=20, high=280)
        most = self.number("max_cadence", low=20, high=280)
        average = np.where(most < average, most, average)
        return np.where(average < _ONE_LEG, average * 2, average)

    def ids(self) -> list[str]:
        """Strava's own keys; those a spreadsheet rounded (`1.2E+10`) are none."""
        cells = (cell.removesuffix(".0") for cell in self.cells("id"))
        return [cell if cell.isdigit() else "" for cell in cells]

    def tags(self) -> list[str | None]:
        """What the athlete said the run was."""
        columns = zip(
            self.cells("tag"), self.cells("race"), self.cells("long"), strict=True
        )
        return [
            "race"
            if race.lower() in _YES
            else "long"
            if long.lower() in _YES
            else _TAGS.get(tag)
            for tag, race, long in columns
        ]


def _sample(sheet: Sheet) -> list[list[str]]:
    """Rows of the whole file, for an order that no name confirms."""
    if len(sheet.header) < strava_columns.WIDE:
        return []
    step = max(1, len(sheet) // 200)
    columns = [sheet.at(place)[::step] for place in range(20)]
    return [list(row) for row in zip(*columns, strict=True)]


IMPORTER = Strava()
