"""What people call the columns of their own tables, in eight languages and more."""

import re
from collections.abc import Mapping

from runlift.importers.sports import plain

_APART = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)")

WORDS: Mapping[str, str] = {
    "date": "date|workout date|session date|activity date|training date|run date|day"
    "|start time|start date|started at|start|datetime|date time|timestamp|workout start time"
    "|workout time|created at|performed at|logged at|when|workout datetime|date start"
    "|datum|tag|trainingsdatum|startzeit|zeitpunkt|zeitstempel|beginn"
    "|jour|date de seance|date seance|horodatage|debut"
    "|fecha|dia|fecha y hora|fecha de entrenamiento|inicio"
    "|data|giorno|data allenamento|data e ora|inizio"
    "|data do treino|data e hora|data treino"
    "|dag|trainingsdag|starttijd|tidpunkt|starttid|traningsdatum|dato",
    "time": "time|time of day|start time|clock|hour|at|start|started"
    "|uhrzeit|zeit|startzeit|beginn|heure|heure de debut|hora|hora de inicio|ora"
    "|ora inizio|orario|tijd|tijdstip|starttijd|tid|klockslag|starttid|klokkeslett",
    "exercise": "exercise|exercise name|exercise title|exercise type|movement|lift"
    "|lift name|movement name|exercises|name|workout|activity"
    "|ubung|ubungsname|bezeichnung|exercice|nom de l exercice|nom exercice|mouvement"
    "|ejercicio|nombre del ejercicio|nombre|movimiento|esercizio|nome esercizio|nome"
    "|exercicio|nome do exercicio|oefening|naam|ovning|ovningsnamn|ovelse|bewegung",
    "reps": "reps|repetitions|rep|rep count|reps completed|completed reps|no of reps"
    "|actual reps|reps done|number of reps|num reps|number of repetitions|repetition|count"
    "|wiederholungen|wdh|whd|wiederholung|wdhs|anzahl wiederholungen|wiederh"
    "|repetitions realisees|rep|nb reps|nombre de repetitions|nb repetitions"
    "|repeticiones|repes|num repeticiones|ripetizioni|rip|rips|numero ripetizioni"
    "|repeticoes|numero de repeticoes|herhalingen|herh|repetities|repetitioner|antal reps"
    "|antal repetitioner|repetisjoner",
    "weight": "weight|weight lifted|load|weight used|working weight|completed weight|mass"
    "|actual weight|resistance|weights|set weight|weight value"
    "|gewicht|last|belastung|zusatzgewicht|poids|charge|poids utilise"
    "|peso|carga|peso usado|peso utilizado|kilos|peso utilizzato|carico"
    "|belasting|vikt|belastning|vekt|vaegt",
    "sets": "sets|set count|number of sets|num sets|no of sets|sets completed|sets done"
    "|satze|anzahl satze|satzanzahl|series|nombre de series|nb series|nb de series"
    "|numero de series|num series|serie|numero serie|n serie|serie totali|set"
    "|numero de series|reeksen|aantal sets|antal set|antal sets|sett|satz",
    "set_no": "set number|set no|set|set order|set index|set id|set nr|set n|set num"
    "|satz|satznummer|satz nr|satz nummer|serie|numero de serie|n de serie|no serie"
    "|serie n|numero serie|setnummer|set nummer|setnr|sets|series|reeks",
    "prescription": "sets reps weight|sets x reps x weight|sets x reps|sets reps"
    "|set rep weight|scheme|set scheme|rep scheme|prescription|work|work sets|working sets"
    "|performance|result|sets and reps|sets|reps|workout|satze x wdh|satze wdh"
    "|satze|arbeitssatze|series x reps|series reps|series|serie x reps|serie ripetizioni"
    "|series x repeticiones|series repeticiones|series x repeticoes|sets x herhalingen|set"
    "|set x reps|weight|details|log",
    "unit": "unit|weight unit|units|load unit|completed weight unit|weight units|uom"
    "|einheit|gewichtseinheit|unite|unite de poids|unidad|unidad de peso|unita"
    "|unita di misura|unita peso|unidade|unidade de peso|eenheid|gewichtseenheid|enhet"
    "|viktenhet",
    "rpe": "rpe|perceived exertion|effort|rate of perceived exertion|rpe 1 10|intensity"
    "|exertion|completed rpe|actual rpe|anstrengung|empfundene anstrengung|ressenti"
    "|effort percu|esfuerzo|esfuerzo percibido|sforzo|sforzo percepito|esforco"
    "|percepcao de esforco|inspanning|anstrangning|borg",
    "rir": "rir|reps in reserve|repetitions in reserve|wiederholungen in reserve"
    "|wdh in reserve|repetitions en reserve|repeticiones en reserva"
    "|ripetizioni in riserva|repeticoes em reserva|reps left|reps en reserve",
    "kind": "set type|is warmup|warmup|is warmup set|type|warm up|set kind|kind"
    "|is warm up|warm up set|satztyp|satzart|aufwarmsatz|aufwarmen|art"
    "|type de serie|echauffement|tipo de serie|calentamiento|tipo serie|riscaldamento"
    "|tipo di serie|aquecimento|settype|opwarming|typ|uppvarmning|settyp",
    "duration": "duration|elapsed time|elapsed|time|run time|total time|finish time"
    "|chip time|net time|time taken|length|hold|hold time|set duration|seconds"
    "|workout duration|dauer|laufzeit|zeit|gesamtzeit|duree|temps|temps total"
    "|duracion|tiempo|tiempo total|durata|tempo|tempo totale|duracao|tempo total"
    "|duur|tijd|looptijd|tid|varaktighet|tidsatgang|lopetid|varighet",
    "session_duration": "session duration|workout duration|duration|total time|elapsed time"
    "|session length|workout length|time|trainingsdauer|dauer|gesamtzeit|duree de la seance"
    "|duree|duracion del entrenamiento|duracion|durata allenamento|durata|duracao do treino"
    "|duracao|trainingsduur|duur|passlangd|varaktighet",
    "moving": "moving time|time moving|bewegungszeit|temps de deplacement"
    "|temps en mouvement|tiempo en movimiento|tempo in movimento"
    "|tempo em movimento|tempo de movimentacao|beweegtijd|tid i rorelse|rorelsetid",
    "distance": "distance|dist|run distance|total distance|length|mileage|how far"
    "|distanz|strecke|lange|entfernung|streckenlange|distancia|recorrido|distanza"
    "|lunghezza|afstand|distans|stracka|langd",
    "title": "workout name|workout title|session name|title|session|name|workout|routine"
    "|activity name|run name|program|day name|template|plan|activity|description|split"
    "|workout type|route|trainingsname|einheit|training|titel|bezeichnung|trainingsplan"
    "|strecke|nom|titre|seance|nom de la seance|entrainement|nombre|titulo|entrenamiento"
    "|rutina|sesion|nome|titolo|allenamento|scheda|treino|nome do treino|sessao|naam"
    "|sessie|trainingsnaam|pass|namn|traningspass|okt",
    "type": "type|activity type|sport|activity|run type|workout type|kind|sport type"
    "|exercise type|exercise|category|workout|training type|art|sportart|lauftyp"
    "|trainingsart|kategorie|aktivitat|type d activite|activite|type de seance|tipo"
    "|tipo de actividad|actividad|deporte|tipo di attivita|attivita|tipo de atividade"
    "|atividade|esporte|soort|activiteit|activiteittype|typ|aktivitet|aktivitetstyp|sport",
    "ascent": "ascent|elevation gain|total ascent|elevation|elev gain|elev|climb|gain"
    "|total elevation gain|vertical gain|vert|hohenmeter|anstieg|aufstieg|hm"
    "|hohenmeter gesamt|denivele|denivele positif|d|desnivel|desnivel positivo"
    "|ascenso|dislivello|dislivello positivo|ganho de elevacao|elevacao"
    "|hoogtemeters|stijging|hojdmeter|stigning",
    "avg_hr": "avg hr|average heart rate|average hr|heart rate|hr|avg heart rate|hr avg"
    "|mean hr|heart rate avg|heart rate average|puls|durchschnittspuls|herzfrequenz"
    "|durchschnittliche herzfrequenz|o puls|hf|frequence cardiaque|fc moyenne|fc|fc moy"
    "|frequencia cardiaca|fc media|ppm|frequenza cardiaca|battito medio|hartslag"
    "|gemiddelde hartslag|medelpuls|snittpuls|bpm|pulse",
    "max_hr": "max hr|max heart rate|maximum heart rate|hr max|heart rate max|maximalpuls"
    "|max puls|maximale herzfrequenz|fc max|frequence cardiaque max|fc maxima|fc massima"
    "|frequencia cardiaca maxima|maximale hartslag|max hartslag|maxpuls|peak hr",
    "note": "notes|note|comment|comments|remarks|remark|exercise notes|set notes|feeling"
    "|workout notes|description|how it felt|memo|notiz|notizen|kommentar|bemerkung"
    "|bemerkungen|anmerkung|anmerkungen|commentaire|commentaires|remarque|remarques"
    "|nota|notas|comentario|comentarios|observaciones|commento|commenti"
    "|observacoes|obs|opmerking|opmerkingen|notitie|notities|anteckning|anteckningar"
    "|kommentarer|merknad",
}
"""By field; the earlier a word stands, the surer it is. Folded: no accents, no case."""

UNITS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), ("weight", "kg")),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("weight", "lb")),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometres"), ("distance", "km")),
    **dict.fromkeys(("mi", "mile", "miles"), ("distance", "mi")),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres", "metros", "metri"), ("distance", "m")),
    **dict.fromkeys(("ft", "feet"), ("ascent", "ft")),
    **dict.fromkeys(("s", "sec", "secs", "seconds", "sek", "sekunden"), ("duration", "s")),
    **dict.fromkeys(("min", "mins", "minutes", "minuten", "minutos", "minuti", "minuter"), ("duration", "min")),
    **dict.fromkeys(("h", "hrs", "hours", "stunden", "heures", "horas", "ore", "uren"), ("duration", "h")),
    **dict.fromkeys(("hh mm ss", "h m s", "h mm ss", "mm ss", "min sec"), ("duration", "clock")),
    **dict.fromkeys(("hh mm", "h mm"), ("duration", "h:mm")),
    "bpm": ("avg_hr", "bpm"),
    "utc": ("date", "utc"),
    "gmt": ("date", "utc"),
}  # fmt: skip
"""What a name of a column can end with: the quantity, and its unit."""

_PLACES = {
    field: {word: place for place, word in reversed([*enumerate(words.split("|"))])}
    for field, words in WORDS.items()
}


def words_of(name: str) -> str:
    """The name of a column, folded: `workoutDate`, `Workout_Date` as `workout date`."""
    return plain(_APART.sub(" ", name))


def unit_in(name: str) -> tuple[str, str | None, str | None]:
    """The name without its unit, the quantity that unit measures, and the unit.

    `Weight (kg)` is `weight`; a bare `lbs` has no name but its unit.
    """
    words = words_of(name).split()
    for count in (3, 2, 1):
        unit = UNITS.get(" ".join(words[-count:]))
        if unit and len(words) >= count:
            rest = [word for word in words[:-count] if word != "in"]
            return " ".join(rest), *unit
    return " ".join(words), None, None


_MEASURES = {
    "weight": {"weight"},
    "distance": {"distance", "ascent"},
    "ascent": {"ascent", "distance"},
    "duration": {"duration", "moving", "session_duration"},
    "avg_hr": {"avg_hr", "max_hr"},
    "date": {"date", "time"},
}
"""The fields that a unit of this quantity can belong to."""


def rank(field: str, name: str) -> int | None:
    """How sure the name of a column means `field`: 0 is surest, `None` not at all."""
    known = _PLACES[field]
    if words_of(name) in known:
        return known[words_of(name)]
    rest, quantity, _ = unit_in(name)
    if quantity is None or field not in _MEASURES[quantity]:
        return None
    if not rest:
        return 0 if quantity == field else None
    return known.get(rest)


_SETS = frozenset({"set", "satz", "serie", "series", "reeks", "sett", "s"})


def numbered(name: str) -> tuple[str, int] | None:
    """`Set 2` as repetitions of the second set, `Set 2 kg` as its weight."""
    rest, quantity, _ = unit_in(name)
    words = rest.split()
    numbers = [word for word in words if word.isdecimal()]
    if len(numbers) != 1 or len(numbers[0]) > 2:
        return None
    others = [word for word in words if not word.isdecimal() and word not in _SETS]
    said = " ".join(others)
    if quantity == "weight" or said in _PLACES["weight"]:
        return "weight", int(numbers[0])
    if quantity is None and (said in _PLACES["reps"] or (not said and len(words) > 1)):
        return "reps", int(numbers[0])
    return None
