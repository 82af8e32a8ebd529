"""Words for running hide in the names of other sports; each language has its trap."""

import pytest

from runlift.importers.sports import Sport, speaks_of_lifting, sport

RUNS = {
    None: "Run|Running|Lauf|Laufen|Joggen|Hardlopen|Hardloopsessie|Course à pied|Course|Carrera"
    "|Corsa|Corrida|Löpning|Løb|Løping|Løp|Bieg|Bieganie|Juoksu|Ultra Running|Jogging",
    "trail": "Trail Run|TrailRun|Trail Running|Trail|Traillauf|Trail-Lauf|Trailrun"
    "|Carrera de montaña|Corrida em trilha|Corsa su sentiero|Terränglöpning|Trailløb|Terrengløp"
    "|Bieg terenowy|Bieganie w terenie",
    "treadmill": "Treadmill Running|Virtual Run|Indoor Running|Laufband|Laufbandtraining"
    "|Virtueller Lauf|Hardlopen op loopband|Virtuele hardloopsessie"
    "|Course à pied sur tapis roulant|Entrenamiento en cinta|Carrera en cinta"
    "|Corsa su tapis roulant|Corrida em esteira|Löpband|Løbebånd|Tredemølle|Bieganie na bieżni",
    "track": "Track Running|Laufen auf der Bahn|Bahnlauf|Course sur piste|Corsa su pista",
    "road": "Street Running|Corrida de rua|Course à pied urbaine",
}
LIFTING = (
    "Weight Training|WeightTraining|Strength Training|Crossfit|Krafttraining|Gewichttraining"
    "|Krachttraining|Musculation|Entraînement aux poids|Entrenamiento con pesas|Entreno de fuerza"
    "|Musculação|Treino com pesos|Allenamento con i pesi|Styrketräning|Styrketræning"
    "|Styrketrening|Trening siłowy|Voimaharjoittelu"
)
NEITHER = (
    "Walk|Hike|Ride|Langlauf|Skilanglauf|Eislauf|Längdskidåkning|Skøjteløb|Rulleskøjteløb"
    "|Skøyteløp|Biegi narciarskie|Narciarstwo biegowe|Marche à pied|Caminhada|Trilha|Wandelen"
    "|Gåtur|Treadmill Walking|Fahrt|Fietsrit|Vuelta ciclista|Jazda|Nordic Ski|Rowing|Yoga"
    "|Swimrun|Golf|Sail||Workout|HIIT|Incident Detected"
)


@pytest.mark.parametrize(
    ("text", "surface"),
    [(text, surface) for surface, texts in RUNS.items() for text in texts.split("|")],
)
def test_runs_are_runs_on_their_surface(text, surface):
    assert sport(text) == Sport("run", surface)


@pytest.mark.parametrize("text", LIFTING.split("|"))
def test_lifting_is_lifting(text):
    assert sport(text).kind == "lift"


@pytest.mark.parametrize("text", NEITHER.split("|"))
def test_other_sports_are_neither(text):
    assert sport(text).kind not in ("run", "lift")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Afternoon Workout", False),
        ("Gym with Anna", True),
        ("Leg day", True),
        ("Krafttraining Beine", True),
        ("Powerhouse cardio", False),
        ("Séance de musculation", True),
    ],
)
def test_titles_speak_of_lifting_or_do_not(title, expected):
    assert speaks_of_lifting(title) is expected
