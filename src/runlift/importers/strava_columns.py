"""Which column of a Strava activities.csv holds what, in any language and of any year.

Since 2019 the columns stand in one order and the new ones come at the end, so one
anchor is enough: the second Elapsed Time, which is the first header to return. Names
are needed for files from which somebody removed columns, and for what stands after
the weather.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from runlift.importers.cells import decimal_mark, to_numbers
from runlift.importers.sports import plain

OLD = (
    "id",
    "date",
    "name",
    "type",
    "description",
    "elapsed_time",
    "distance",
    "commute",
    "gear",
    "filename",
)
"""The header until the middle of 2019."""

WIDE = 70
"""Every full header since then is at least this long (72 to 103 columns so far)."""

_NAMES = {
    # English, German, French, Dutch, Spanish, Danish and Polish were seen in exports or
    # in code that reads them; Italian, Portuguese, Swedish and Norwegian were not.
    "id": "Activity ID|Aktivitäts-ID|ID de l'activité|Activiteits-ID|Id. de actividad|Aktivitets-id"
    "|Identyfikator aktywności|ID attività|ID dell'attività|ID da atividade|ID aktywności",
    "date": "Activity Date|Aktivitätsdatum|Datum der Aktivität|Date de l'activité"
    "|Datum van activiteit|Fecha de la actividad|Aktivitetsdato|Data aktywności"
    "|Data attività|Data dell'attività|Data da atividade|Aktivitetsdatum|Datum för aktivitet",
    "title": "Activity Name|Name der Aktivität|Nom de l'activité|Naam activiteit"
    "|Nombre de la actividad|Aktivitetsnavn|Nazwa aktywności|Nome attività"
    "|Nome dell'attività|Nome da atividade|Aktivitetsnamn|Namn på aktivitet",
    "type": "Activity Type|Aktivitätsart|Aktivitätstyp|Type d'activité|Activiteitstype"
    "|Tipo de actividad|Aktivitetstype|Rodzaj aktywności|Tipo di attività|Tipo attività"
    "|Tipo de atividade|Aktivitetstyp|Typ av aktivitet",
    "note": "Activity Description|Aktivitätsbeschreibung|Description de l'activité"
    "|Beschrijving van activiteit|Descripción de la actividad",
    "elapsed": "Elapsed Time|Verstrichene Zeit|Temps écoulé|Verstreken tijd"
    "|Tiempo transcurrido|Varighed|Czas całkowity|Tempo trascorso|Tempo decorrido"
    "|Förfluten tid|Medgått tid",
    "moving": "Moving Time|Bewegungszeit|Durée de déplacement|Beweegtijd"
    "|Tiempo en movimiento|Tid i bevægelse|Czas ruchu|Tempo in movimento"
    "|Tempo em movimento|Tempo de movimentação|Tid i rörelse|Tid i bevegelse",
    "distance": "Distance|Distanz|Afstand|Distancia|Dystans|Distanza|Distância|Distans|Distanse",
    "ascent": "Elevation Gain|Höhenzunahme|Dénivelé positif|Totale stijging"
    "|Desnivel positivo|Samlet stigning",
    "descent": "Elevation Loss|Höhenunterschied|Dénivelé négatif|Totale daling",
    "cadence": "Average Cadence|Durchschnittliche Trittfrequenz|Cadence moyenne"
    "|Gemiddelde cadans|Gennemsnitlig kadence",
    "max_cadence": "Max Cadence|Max. Tritt-/Schrittfrequenz|Cadence max.|Max. cadans",
    "max_hr": "Max Heart Rate|Max. Herzfrequenz|Fréquence cardiaque max.|Max. hartslag|Maks. puls",
    "avg_hr": "Average Heart Rate|Durchschnittliche Herzfrequenz"
    "|Fréquence cardiaque moyenne|Gemiddelde hartslag|Gennemsnitlig puls",
    "power": "Average Watts|Durchschnittliche Watt|Puissance moyenne",
    "temperature": "Average Temperature|Durchschnittliche Temperatur|Température moyenne",
    "air": "Weather Temperature|Wetter: Temperatur|Température selon les prévisions météo",
    "rpe": "Perceived Exertion|Gefühlte Anstrengung|Effort ressenti|Ervaren inspanning"
    "|Oplevet indsats",
    "tag": "Type|Art",
    "race": "Competition|Wettbewerb|Compétition|Competitie|Wedstrijd|Competición",
    "long": "Long Run|Langer Lauf|Sortie longue|Lange duurloop|Carrera larga",
}
NAMED: Mapping[str, str] = {
    plain(name): field for field, names in _NAMES.items() for name in names.split("|")
}

_AFTER_ANCHOR = {
    "elapsed": 0,
    "moving": 1,
    "distance": 2,
    "ascent": 5,
    "descent": 6,
    "max_cadence": 13,
    "cadence": 14,
    "max_hr": 15,
    "avg_hr": 16,
    "power": 18,
    "temperature": 21,
    "rpe": 28,
    "tag": 29,
    "air": 41,
    "race": 80,
    "long": 81,
}
_FROM_START = {"id": 0, "date": 1, "title": 2, "type": 3, "note": 4}
_FIRST_ELAPSED, _FIRST_DISTANCE, _FIRST_MAX_HR = 5, 6, 7
_PAIRED = frozenset({"cadence", "max_cadence"})
"""Names not to be held against the order: a Dutch export swaps these two."""

_TAG = re.compile(r"<[^>]*>")
_UNTRANSLATED = re.compile(r"^translation missing:.*[.\s]([a-z_]+)$", re.IGNORECASE)


def cleaned(header: Sequence[str]) -> tuple[str, ...]:
    """The header without the marks Strava leaves where a translation is missing."""
    names = (_TAG.sub("", name).strip() for name in header)
    return tuple(
        found[1].replace("_", " ").title()
        if (found := _UNTRANSLATED.match(name))
        else name
        for name in names
    )


def anchor(header: Sequence[str]) -> int | None:
    """Where Elapsed Time returns, two columns before Distance does."""
    if len(header) < WIDE:
        return None
    elapsed, distance = header[_FIRST_ELAPSED], header[_FIRST_DISTANCE]
    for place in range(_FIRST_DISTANCE + 1, 30):
        if header[place] == elapsed and header[place + 2] == distance:
            return place
    return None


def named_columns(header: Sequence[str]) -> dict[str, list[int]]:
    """The columns whose names are known, in the order of the file."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        field = NAMED.get(plain(name))
        if field:
            found.setdefault(field, []).append(place)
    return found


def columns(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, list[int]] | None:
    """Every column that is needed, the best one first; `None` when nothing fits.

    Args:
        header: the cleaned header.
        rows: some rows, to test an order that no name confirms.
    """
    named = named_columns(header)
    # The second of a pair is the exact one; of heart rates the first is fuller.
    by_name = {
        field: places if field == "max_hr" else places[::-1]
        for field, places in named.items()
    }
    for start in _anchors(header, named, rows):
        placed = _placed(header, start)
        known = {field for field in placed if field in named} - _PAIRED
        astray = {
            field for field in known if not set(placed[field]) <= set(named[field])
        }
        if len(astray) <= len(known) / 2:
            return by_name | {
                field: places for field, places in placed.items() if field not in astray
            }
    has_measure = bool({"distance", "elapsed", "moving"} & set(named))
    return by_name if has_measure and {"id", "date", "type"} <= set(named) else None


def _anchors(
    header: Sequence[str],
    named: Mapping[str, Sequence[int]],
    rows: Sequence[Sequence[str]],
) -> list[int]:
    if len(header) < WIDE:
        return []
    returning = anchor(header)
    if returning is not None:
        return [returning]
    if "moving" in named:
        return [named["moving"][0] - 1]
    return [start for start in (15, 13, 14) if _plausible(start, rows)]


def _placed(header: Sequence[str], start: int) -> dict[str, list[int]]:
    placed = {field: [place] for field, place in _FROM_START.items()}
    for field, offset in _AFTER_ANCHOR.items():
        if start + offset < len(header) - 1:
            placed[field] = [start + offset]
    placed["elapsed"].append(_FIRST_ELAPSED)
    placed["distance"].append(_FIRST_DISTANCE)
    if header[_FIRST_MAX_HR] == header[placed["max_hr"][0]]:
        placed["max_hr"].insert(0, _FIRST_MAX_HR)
    return placed


def _plausible(start: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the numbers themselves say that the order holds.

    The second distance is a thousand times the first (or the same, for swims), and
    nobody moves for longer than the activity lasted.
    """
    if not rows:
        return False
    first = [row[_FIRST_DISTANCE] for row in rows]
    shown, _ = to_numbers(first, decimal=decimal_mark(first))
    elapsed, moving, metres = (
        to_numbers([row[start + offset] for row in rows])[0] for offset in range(3)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = metres / shown
        fits = (abs(ratio - 1000) < 30) | (abs(ratio - 1) < 0.03)
        usable = (shown > 0.5) & (metres > 0)
        lasts = ~(moving > elapsed * 1.02 + 5)
    return bool(usable.any() and fits[usable].mean() > 0.8 and lasts.mean() > 0.8)
