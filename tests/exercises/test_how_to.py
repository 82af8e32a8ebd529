"""Every exercise that counts is described, and a wrong file is refused with the entry."""

import re

import pytest

from runlift.errors import CatalogueError
from runlift.exercises.catalogue import catalogue
from runlift.exercises.how_to import how_tos, read_how_tos
from runlift.exercises.own import made

TEXT = (
    "Stand tall, sit down between the hips as far as you control, and stand up again."
)
GUIDE = [one for one in catalogue().values() if one.basis == "guide"]


def written(tmp_path, text):
    path = tmp_path / "how_to.toml"
    path.write_text(text, "utf-8")
    return read_how_tos(path, catalogue())


def test_every_lift_hold_and_jump_has_a_text():
    missing = [
        one.exercise_id
        for one in catalogue().values()
        if one.kind in ("hard", "hold", "plyometric", "throw")
        and how_tos().of(one) is None
    ]

    assert missing == []


@pytest.mark.parametrize("exercise", GUIDE, ids=lambda one: one.exercise_id)
def test_an_exercise_of_the_guide_has_a_text_and_substitutions_of_its_own(exercise):
    told = how_tos().of(exercise)

    assert told.kind is None
    assert how_tos().instead[exercise.exercise_id]


def test_every_substitution_is_another_exercise_of_the_catalogue_or_only_a_name():
    named = [
        (key, one.exercise_id)
        for key, several in how_tos().instead.items()
        for one in several
        if one.exercise_id is not None
    ]

    assert len(named) > 40
    assert [pair for pair in named if pair[1] not in catalogue()] == []
    assert [pair for pair in named if pair[0] == pair[1]] == []


def test_the_texts_of_the_guide_are_the_references(oracle_texts):
    for exercise_id, text in oracle_texts.items():
        assert how_tos().texts[exercise_id] == text, exercise_id


@pytest.fixture
def oracle_texts(oracle):
    """The how-to column of the reference, by exercise."""
    oracle("exercises.json")  # Skips where the reference is not there.
    from tests.conftest import REFERENCE

    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| ([^|]+) \| [^|]+ \|$",
        (REFERENCE / "domain.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert len(rows) == 23
    return dict(rows)


@pytest.mark.parametrize(
    ("exercise_id", "kind"),
    [
        ("front_squat_dumbbell", "front squats"),
        ("squat_pause", "squats with a bar"),
        ("wall_sit", "squat holds"),
        ("split_squat_isometric", "squat holds"),
        ("leg_curl_seated", "leg curls"),
        ("nordic_curl", "Nordic curls"),
        ("soleus_wall_sit", "bent-knee calf raises with body weight"),
        ("pogo_hops", "hops"),
        ("kettlebell_snatch", "cleans and snatches with weights in the hands"),
        ("deadlift_trap_bar", "trap-bar deadlifts"),
    ],
)
def test_the_closest_kind_describes_an_exercise(exercise_id, kind):
    assert how_tos().of(catalogue()[exercise_id]).kind == kind


def test_an_own_exercise_is_described_by_its_movement_and_implement():
    tower = made(
        "own_tower",
        {
            "name": "Leg tower",
            "pattern": "squat",
            "equipment": "machine",
            "kind": "hard",
            "load_basis": "machine_stack",
            "leg_factor": "0.9",
            "is_heavy_legs": "1",
            "is_unilateral": "0",
            "rest_class": "heavy",
            "primary": "quads",
        },
    )

    assert how_tos().of(tower).kind == "squat machines"


def test_what_is_no_exercise_to_do_has_no_text():
    assert how_tos().of(catalogue()["sauna"]) is None


def test_no_two_texts_are_the_same():
    texts = [*how_tos().texts.values(), *(one.text for one in how_tos().families)]

    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[exercise.squat\n", "how_to.toml is not valid TOML"),
        ('[muscle.x]\ntext = "a"\n', r"\[muscle\] means nothing here"),
        (f'[exercise.sqat]\ntext = "{TEXT}"\n', r"line 1: \[exercise.sqat\] is not in"),
        (
            f'\n\n[exercise.squat]\ntext = "{TEXT}"\nsteps = 3\n',
            r"line 3: \[exercise.squat\] has 'steps'",
        ),
        ('[exercise.squat]\ntext = "Short."\n', "a text of 6 characters"),
        ("[exercise.squat]\n", "has no text"),
        (
            f'[exercise.squat]\ntext = "{TEXT}"\ngym = [{{ name = "X", exercise = "x" }}]\n',
            "gym has 'x', name another exercise",
        ),
        (
            f'[exercise.squat]\ntext = "{TEXT}"\ngym = [{{ name = "X", exercise = "squat" }}]\n',
            "gym has 'squat', name another exercise",
        ),
        (
            f'[exercise.squat]\ntext = "{TEXT}"\nband = ["x"]\n',
            "band has 'x', write name and exercise",
        ),
        (
            f'[family.a]\ntitle = "a"\ntext = "{TEXT}"\npatterns = ["sqat"]\n',
            "patterns has 'sqat'",
        ),
        (
            f'[family.a]\ntitle = "a"\ntext = "{TEXT}"\nexercises = ["sqat*"]\n',
            r"exercises names 'sqat\*', which no exercise is",
        ),
        (
            f'[family.a]\ntitle = "a"\ntext = "{TEXT}"\nkinds = ["hold"]\n',
            "has no patterns",
        ),
        (f'[family.a]\ntitle = "a"\ntext = "{TEXT}"\n', "needs either exercises or"),
        (f'[family.a]\ntext = "{TEXT}"\npatterns = ["squat"]\n', "has no title"),
        (
            f'[family.a]\ntitle = "a"\ntext = "{TEXT}"\npatterns = ["carry"]\n'
            f'[family.b]\ntitle = "b"\ntext = "{TEXT}"\npatterns = ["carry"]\n',
            "the families a and b describe farmers_walk equally closely",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_entry_and_the_remedy(tmp_path, text, message):
    with pytest.raises(CatalogueError, match=message):
        written(tmp_path, text)


def test_a_missing_file_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(CatalogueError, match="Put the file back"):
        read_how_tos(tmp_path / "how_to.toml", catalogue())
