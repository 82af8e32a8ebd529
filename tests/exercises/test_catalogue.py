"""The shipped tables are whole, say what the guide says, and complain usefully."""

from collections import Counter

import pytest

from runlift.errors import CatalogueError
from runlift.exercises.catalogue import (
    BASES,
    COUNTED_KINDS,
    EQUIPMENT,
    KINDS,
    LOAD_BASES,
    PATTERNS,
    catalogue,
    muscles,
    read_exercises,
    read_muscles,
    roles,
)

HEADER = (
    "exercise_id,name,pattern,equipment,kind,load_basis,bodyweight_fraction,"
    "leg_factor,is_heavy_legs,is_unilateral,rest_class,primary,secondary,stabilisers,"
    "programs,basis,note"
)
SQUAT = {
    "exercise_id": "squat",
    "name": "Squat (barbell)",
    "pattern": "squat",
    "equipment": "barbell",
    "kind": "hard",
    "load_basis": "total",
    "bodyweight_fraction": "",
    "leg_factor": "1",
    "is_heavy_legs": "1",
    "is_unilateral": "0",
    "rest_class": "heavy",
    "primary": "quads glute_max",
    "secondary": "lower_back",
    "stabilisers": "abs",
    "programs": "basic",
    "basis": "guide",
    "note": "",
}
PROGRAMS = {"B": "basic", "P": "intermediate_advanced"}
GUIDE_PATTERNS = {
    "hinge (unilateral)": "hinge",
    "lunge (locomotive)": "lunge",
    "squat (unilateral)": "squat",
    "calf (knee extended)": "calf_knee_extended",
    "calf (knee flexed)": "calf_knee_flexed",
    "bridge / hip extension": "bridge",
    "hip/back extension": "back_extension",
    "ankle dorsiflexion": "dorsiflexion",
    "angled push (anti-rotation)": "angled_push",
    "plyometric (bilateral)": "plyometric",
}
GUIDE_KINDS = {"plyo": "plyometric", "power": "throw"}


def test_there_are_enough_exercises_for_other_peoples_logs():
    assert len(catalogue()) >= 300


def test_the_guide_exercises_have_the_muscles_of_the_guide(oracle):
    expected = {
        row["id"]: (row["primary"], row["secondary"], row["stabilisers_not_counted"])
        for row in oracle("exercises.json")
    }
    found = {
        key: (list(row.primary), list(row.secondary), list(row.stabilisers))
        for key, row in catalogue().items()
        if row.basis == "guide"
    }
    assert len(found) == 23
    assert {key: [sorted(role) for role in value] for key, value in found.items()} == {
        key: [sorted(role) for role in value] for key, value in expected.items()
    }


def test_the_guide_exercises_have_the_numbers_of_the_guide(oracle):
    for row in oracle("exercises.json"):
        exercise = catalogue()[row["id"]]
        assert (
            exercise.leg_factor,
            exercise.is_heavy_legs,
            exercise.is_unilateral,
            exercise.rest_class,
            exercise.pattern,
            exercise.programs,
        ) == (
            row["k_leg"],
            row["lower_body_heavy"],
            row["unilateral"],
            row["rest_class"],
            GUIDE_PATTERNS.get(
                row["pattern"], row["pattern"].replace(" ", "_").replace("-", "_")
            ),
            tuple(PROGRAMS[letter] for letter in row["programs"]),
        ), row["id"]


def test_the_guide_exercises_have_the_kinds_of_the_guide_except_the_timed_plank(oracle):
    for row in oracle("exercises.json"):
        expected = GUIDE_KINDS.get(row["kind"], row["kind"])
        if row["id"] == "plank":
            expected = "hold"
        assert catalogue()[row["id"]].kind == expected, row["id"]


def test_the_basic_program_adds_up_to_the_sets_worked_out_by_hand(oracle):
    sets = dict.fromkeys(
        (
            "squat",
            "romanian_deadlift",
            "standing_calf_raise",
            "bench_press",
            "barbell_row",
            "deadlift",
            "lunge",
            "lat_pulldown",
            "overhead_press",
            "hip_thrust",
            "hanging_raise",
        ),
        3,
    )
    sets["plank"] = 2
    share = {"primary": 1.0, "secondary": 0.5}
    found: Counter[str] = Counter()
    for row in roles(catalogue().values()).itertuples():
        found[row.muscle] += sets.get(row.exercise_id, 0) * share.get(row.role, 0)
    assert {muscle: n for muscle, n in found.items() if n} == oracle("golden.json")[
        "fractional_sets"
    ]["basic_3_sets"]


def test_squats_on_both_legs_do_not_count_for_the_hamstrings():
    squats = [
        row
        for row in catalogue().values()
        if row.pattern == "squat" and not row.is_unilateral
    ]
    assert len(squats) > 20
    for row in squats:
        assert "hamstrings" not in (*row.primary, *row.secondary), row.exercise_id


def test_a_standing_calf_raise_trains_both_calf_muscles_and_a_seated_one_the_soleus():
    for row in catalogue().values():
        if row.pattern == "calf_knee_extended":
            assert set(row.primary) == {"gastrocnemius", "soleus"}, row.exercise_id
        if row.pattern == "calf_knee_flexed":
            assert set(row.primary) == {"soleus"}, row.exercise_id


def test_everything_that_can_be_a_hard_set_names_who_does_the_work():
    for row in catalogue().values():
        assert bool(row.primary) or row.kind not in COUNTED_KINDS, row.exercise_id


def test_jumps_and_throws_do_not_load_the_legs_twice():
    for row in catalogue().values():
        if row.kind in ("plyometric", "throw", "cardio", "mobility"):
            assert row.leg_factor == 0, row.exercise_id


def test_legs_are_loaded_exactly_by_exercises_that_train_legs():
    leg_groups = {"legs", "calves"}
    for row in catalogue().values():
        # Whoever carries something heavy walks with it, the grip gives out first.
        if row.leg_factor and row.pattern != "carry":
            groups = {muscles()[m].group for m in (*row.primary, *row.secondary)}
            assert groups & leg_groups, row.exercise_id
        if row.kind == "hard" and row.primary:
            groups = {muscles()[muscle].group for muscle in row.primary}
            assert row.leg_factor or not groups <= leg_groups, row.exercise_id


def test_heavy_legs_are_loaded_lifts_of_more_than_one_joint():
    one_joint = {"knee_extension", "knee_flexion", "hip_abduction", "hip_adduction"}
    for row in catalogue().values():
        if row.is_heavy_legs:
            assert row.leg_factor >= 0.5, row.exercise_id
            assert row.load_basis != "bodyweight", row.exercise_id
            assert row.pattern not in one_joint, row.exercise_id


@pytest.mark.parametrize(
    ("exercise_id", "fraction"),
    [
        ("push_up", 0.64),
        ("push_up_knees", 0.49),
        ("inverted_row", 0.6),
        ("pull_up", 1),
        ("chin_up", 1),
        ("dip", 1),
        ("pull_up_assisted", 1),
        ("step_up", 0.75),
        ("squat", None),
    ],
)
def test_the_share_of_body_mass_is_the_one_of_the_domain(exercise_id, fraction):
    assert catalogue()[exercise_id].bodyweight_fraction == fraction


@pytest.mark.parametrize(
    ("exercise_id", "factor"),
    [
        ("leg_press", 0.9),
        ("leg_curl", 0.5),
        ("nordic_curl", 1.1),
        ("leg_extension", 0.5),
        ("step_up", 0.8),
        ("goblet_squat", 0.9),
        ("kettlebell_swing", 0.5),
    ],
)
def test_the_leg_factor_is_the_one_of_the_domain(exercise_id, factor):
    assert catalogue()[exercise_id].leg_factor == factor


def test_every_implement_is_an_exercise_of_its_own():
    assert {
        "bench_press",
        "bench_press_dumbbell",
        "bench_press_smith_machine",
        "squat",
        "squat_smith_machine",
        "pull_up",
        "pull_up_assisted",
    } <= set(catalogue())


def test_assisted_lifts_say_that_the_number_is_help():
    assisted = ("pull_up_assisted", "chin_up_assisted", "dip_assisted")
    assert {catalogue()[key].load_basis for key in assisted} == {"assist"}
    assert catalogue()["pull_up_band"].load_basis == "band"


def test_there_are_22_muscles_on_a_front_and_a_back():
    assert len(muscles()) == 22
    assert {muscle.view for muscle in muscles().values()} == {"front", "back"}
    assert {muscle.group for muscle in muscles().values()} == {
        "legs",
        "calves",
        "core",
        "push",
        "pull",
    }


def test_every_muscle_is_the_prime_mover_of_something():
    trained = {muscle for row in catalogue().values() for muscle in row.primary}
    assert trained == set(muscles())


def test_roles_lists_every_muscle_of_an_exercise_once():
    frame = roles(catalogue().values())
    assert list(frame.columns) == ["exercise_id", "muscle", "role"]
    assert set(frame["role"]) == {"primary", "secondary", "stabiliser"}
    assert not frame.duplicated(["exercise_id", "muscle"]).any()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"kind": "har"}, "line 2: kind 'har' is unknown, use one of cardio, hard"),
        ({"pattern": "sqat"}, "line 2: pattern 'sqat' is unknown"),
        ({"leg_factor": "one"}, "line 2: leg_factor 'one' is no number"),
        ({"leg_factor": "10"}, "line 2: leg_factor '10' is outside 0 to 1.5"),
        ({"is_heavy_legs": "yes"}, "line 2: is_heavy_legs 'yes' is unknown"),
        ({"primary": ""}, "line 2: primary '' is empty, name at least one muscle"),
        ({"primary": "quad"}, "has 'quad', which is not in muscles.csv"),
        ({"primary": "quads  abs"}, "has '', which is not in muscles.csv"),
        ({"secondary": "quads"}, "shares a muscle with another role"),
        ({"exercise_id": "Squat"}, "'Squat' is no id, write small_letters"),
        ({"name": ""}, "line 2: name '' is empty, fill it in"),
        ({"kind": "cardio"}, "never counts sets, leave the muscles empty"),
        ({"kind": "plyometric"}, "leg_factor '1' must be 0"),
        ({"leg_factor": "0"}, "is_heavy_legs '1' needs a leg_factor above 0"),
        ({"load_basis": "bodyweight"}, "write the share of body mass lifted"),
        ({"bodyweight_fraction": "1"}, "only fits load_basis bodyweight or assist"),
        ({"rest_class": ""}, "rest_class '' is empty, write accessory if in doubt"),
    ],
)
def test_a_wrong_row_is_refused_with_line_and_remedy(tmp_path, cells, message):
    with pytest.raises(CatalogueError) as caught:
        read_exercises(_file(tmp_path, {**SQUAT, **cells}), muscles())
    assert str(caught.value).startswith("exercises.csv, line 2: ")
    assert message in str(caught.value)


def test_the_row_the_refusals_start_from_is_right(tmp_path):
    assert set(read_exercises(_file(tmp_path, SQUAT), muscles())) == {"squat"}


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ({"name": "Another"}, "line 3: exercise_id 'squat' is there twice"),
        ({"exercise_id": "other"}, "line 3: name 'Squat (barbell)' is the name of"),
    ],
)
def test_an_exercise_is_there_once(tmp_path, second, message):
    with pytest.raises(CatalogueError) as caught:
        read_exercises(_file(tmp_path, SQUAT, {**SQUAT, **second}), muscles())
    assert message in str(caught.value)


def test_a_comma_too_many_is_explained(tmp_path):
    path = _file(tmp_path, SQUAT)
    path.write_text(path.read_text("utf-8").rstrip("\n") + ", by us\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"line 2: 18 cells instead of 17, put"):
        read_exercises(path, muscles())


def test_another_header_is_refused(tmp_path):
    path = tmp_path / "muscles.csv"
    path.write_text("muscle,name\nquads,Quadriceps\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"muscles\.csv, line 1: the header must"):
        read_muscles(path)


def test_a_missing_file_is_named_with_a_way_out(tmp_path):
    with pytest.raises(
        CatalogueError, match="Put the file back, or point RUNLIFT_DATA"
    ):
        read_muscles(tmp_path / "muscles.csv")


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path):
    path = _file(tmp_path, SQUAT)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert set(read_exercises(path, muscles())) == {"squat"}


def test_every_word_the_code_allows_is_used_by_the_table():
    found = catalogue().values()
    assert {row.pattern for row in found} == PATTERNS
    assert {row.equipment for row in found} == EQUIPMENT
    assert {row.kind for row in found} == KINDS
    # No app names an exercise by the plates on one side; the athlete may say so.
    assert {row.load_basis for row in found} == LOAD_BASES - {"per_side_plates"}
    assert {row.basis for row in found} == BASES


def _file(folder, *exercises):
    path = folder / "exercises.csv"
    lines = [HEADER, *(",".join(cells.values()) for cells in exercises)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
