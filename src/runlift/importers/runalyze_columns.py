"""Which column of a Runalyze CSV holds what, and what the numbers of its sports stand for."""

import re
from collections.abc import Mapping, Sequence

from runlift.importers.cells import to_numbers
from runlift.importers.sheet import Sheet
from runlift.importers.sports import LIFT, RUN, plain, speaks_of_lifting, sport

_NAMES = {
    "id": "id|activity id",
    "date": "date|datum|date time",
    "sport": "sport|sportart",
    "title": "title|titel|name",
    "duration": "time|zeit|duration|dauer",
    "elapsed": "elapsed time|gesamtzeit",
    "distance": "distance|distanz|strecke",
    "ascent": "elevation|elevation gain|elevation up|ascent|hohenmeter|anstieg",
    "descent": "elevation down|descent|abstieg",
    "avg_hr": "heart rate|avg heart rate|average heart rate|avg hr|hr|puls|herzfrequenz",
    "max_hr": "max heart rate|max hr|maximum heart rate|max puls|max herzfrequenz",
    "cadence": "cadence|kadenz|schrittfrequenz",
    "power": "power|leistung",
    "temperature": "temperature|temperatur",
    "rpe": "rpe",
    "note": "notes|note|notizen|notiz|comment|kommentar|bemerkung",
}
_DATABASE = {
    "id": "id",
    "date": "time",
    "zone": "timezoneoffset|timezone offset",
    "sport": "sportid",
    "title": "title",
    "duration": "s",
    "elapsed": "elapsedtime|elapsed time",
    "distance": "distance",
    "ascent": "elevationup|elevation up",
    "descent": "elevationdown|elevation down",
    "avg_hr": "pulseavg|pulse avg",
    "max_hr": "pulsemax|pulse max",
    "cadence": "cadence",
    "power": "power",
    "temperature": "temperature",
    "rpe": "rpe",
    "note": "notes",
    "vo2max": "vo2max",
    "race": "race officialtime|race officialdistance",
}
"""As people name the columns, and as the database does; folded as `plain` does it."""

_OWN = frozenset(
    {"trimp", "vo2max", "effective vo2max", "vdot", "rpe", "marathon shape"}
)
"""What Runalyze works out itself, or asks."""

_BRACKETS = re.compile(r"[\[(]([^\])]{0,40})[\])]")


def _folded(name: str) -> str:
    return plain(_BRACKETS.sub("", name))


def is_runalyze(header: Sequence[str]) -> bool:
    """Whether a header is one of Runalyze's."""
    names = {_folded(name) for name in header}
    if {"sportid", "time", "s", "distance"} <= names:
        return True
    return all(
        names & set(_NAMES[needed].split("|"))
        for needed in ("date", "sport", "duration")
    ) and bool(names & _OWN)


class Table:
    """A sheet whose columns are asked for by what they hold."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        names = [_folded(name) for name in sheet.header]
        self.is_database = "sportid" in names
        meanings = _DATABASE if self.is_database else _NAMES
        self._place = {
            what: names.index(name)
            for what, spellings in meanings.items()
            for name in reversed(spellings.split("|"))
            if name in names
        }

    def cells(self, what: str) -> list[str]:
        """The cells of the column that holds `what`; blanks where none does."""
        if what not in self._place:
            return [""] * len(self._sheet)
        return self._sheet.at(self._place[what])

    @property
    def distance_unit(self) -> str:
        """Kilometres, unless the header says miles in brackets."""
        place = self._place.get("distance")
        found = (
            _BRACKETS.search(self._sheet.header[place]) if place is not None else None
        )
        return "mi" if found and found[1].strip().lower() in ("mi", "miles") else "km"

    def sports(self) -> list[str]:
        """The sport of each row in words."""
        cells = self.cells("sport")
        if not self.is_database:
            return cells
        meant = _meant(cells, self.cells("title"), self.cells("vo2max"))
        return [meant.get(cell, f"sport {cell}") for cell in cells]

    def tags(self) -> list[str | None]:
        """Races, where Runalyze knows an official result."""
        values, _ = to_numbers(self.cells("race"))
        return ["race" if value > 0 else None for value in values.tolist()]


def _meant(
    ids: Sequence[str], titles: Sequence[str], estimates: Sequence[str]
) -> Mapping[str, str]:
    """What the numbers of sports stand for, which differ from account to account.

    Runalyze estimates a VO2max for running alone. Elsewhere the titles decide, if more
    than half of those that name a sport name the same one.
    """
    values, _ = to_numbers(estimates)
    running = {one for one, value in zip(ids, values, strict=True) if value > 0}
    named: dict[str, list[str]] = {}
    for one, title in zip(ids, titles, strict=True):
        kind = LIFT if speaks_of_lifting(title) else sport(title).kind if title else ""
        named.setdefault(one, []).append(kind)
    words = {RUN: "Running", LIFT: "Strength training"}
    meant = {}
    for one, kinds in named.items():
        told = [kind for kind in kinds if kind not in ("", "unknown", "workout")]
        for kind, word in words.items():
            if told.count(kind) * 2 > len(told):
                meant[one] = word
    return {**meant, **dict.fromkeys(running, "Running")}
