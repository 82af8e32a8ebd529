"""Unknown names get proposals that a person would make, with the words they rest on."""

import pytest

from runlift import frames
from runlift.exercises.catalogue import catalogue
from runlift.exercises.own import effective
from runlift.exercises.suggestions import suggest
from runlift.frames import Profile
from runlift.science.policy import default_policy

HOW = Profile(policy=default_policy())


def proposed(name, how=HOW):
    return frames.suggestions([name], how)[name]


def ids(name):
    return [one.exercise_id for one in proposed(name)]


@pytest.mark.parametrize(
    ("name", "exercise_id"),
    [
        ("Leg Press Technogym (Gelb)", "leg_press"),
        ("Benhc Press", "bench_press"),
        ("Dumbell Benchpres Flat heavy", "bench_press_dumbbell"),
        ("Dumbbell Incline Press slow", "incline_bench_press_dumbbell"),
        ("Squat w/ chains", "squat"),
        ("Bulgarian SS", "bulgarian_split_squat"),
        ("Barbell Squat ATG narrow", "squat"),
        ("Smith Lunges revers", "reverse_lunge_smith_machine"),
        ("Kniebeuge Multipresse eng", "squat_smith_machine"),
        ("Cuban Press (One Side, Seated)", "cuban_press"),
        ("Life Fitness Seated Leg Curl", "leg_curl_seated"),
        (
            "Split Squat (Front Foot, Raised)",
            "split_squat_front_foot_elevated",
        ),
    ],
)
def test_the_first_proposal_is_what_a_person_would_say(name, exercise_id):
    assert ids(name)[0] == exercise_id


@pytest.mark.parametrize(
    "name", ["Ohio State", "Exercise 103", "Broken quote", "深蹲", "", "?", "B52"]
)
def test_nothing_is_proposed_where_nothing_is_like_it(name):
    assert ids(name) == []


def test_a_slip_is_no_evidence_among_strange_words():
    assert ids("Stat") == [] or ids("Stat")[0] != "tate_press"
    assert ids("Romainan thing") == []


def test_at_most_three_are_proposed_and_none_below_the_threshold():
    least = HOW.policy.number("matching.least_score")
    for name in ("Single Leg Lifts", "Press", "Machine Row thing", "Curl"):
        several = proposed(name)
        assert len(several) <= 3
        assert all(least <= one.score <= 1 for one in several)


def test_a_stricter_threshold_proposes_less():
    strict = Profile(policy=HOW.policy.with_overrides({"matching.least_score": 0.9}))

    assert ids("Leg Press Technogym (Gelb)")
    assert proposed("Leg Press Technogym (Gelb)", strict) == ()


@pytest.mark.parametrize(
    "implement", ["Dumbbell", "Barbell", "Cable", "Machine", "Band"]
)
@pytest.mark.parametrize("movement", ["curl", "row", "shoulder press", "lateral raise"])
def test_another_implement_never_comes_before_the_right_one(implement, movement):
    """Of one movement, as `Dumbbell X` must not propose `Barbell X` first."""
    several = [catalogue()[key] for key in ids(f"{implement} {movement} station blue")]
    meant = {"unspecified", implement.lower()}
    if implement == "Machine":
        meant.add("smith_machine")

    assert several
    patterns = {one.pattern for one in several if one.equipment in meant}
    for pattern in patterns:
        fits = [one.equipment in meant for one in several if one.pattern == pattern]
        assert fits == sorted(fits, reverse=True)


def test_an_implement_nobody_uses_for_it_still_gets_the_nearest():
    [first, *_] = proposed("Barbell lateral raise")

    assert catalogue()[first.exercise_id].pattern == "shoulder_abduction"
    assert first.score < HOW.policy.number("matching.tick_score")


@pytest.mark.slow
def test_every_catalogue_name_with_a_strange_word_is_proposed_as_itself():
    """A gym, a colour or a number does not hide an exercise."""
    wrong = []
    for key, one in catalogue().items():
        several = [other.exercise_id for other in proposed(f"{one.name} Kellergym")]
        if key not in several:
            wrong.append((one.name, several))

    # Names that another exercise says in fewer words.
    assert len(wrong) <= len(catalogue()) // 100, wrong


def test_a_proposal_says_the_words_it_rests_on_as_they_were_written():
    [first, *_] = proposed("Leg Press Technogym (Gelb)")

    assert (first.shared, first.left) == (("Leg", "Press"), ("Technogym", "Gelb"))
    assert first.score < 1


def test_a_side_in_the_name_does_not_matter():
    plain = [one.exercise_id for one in proposed("Leg Curl Keller")]

    assert [one.exercise_id for one in proposed("Leg Curl Keller (Left)")] == plain


def test_an_own_exercise_is_proposed_to_its_athlete_only():
    tower = {
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
    }
    mine = Profile(policy=HOW.policy, exercises=effective({"own_leg_tower": tower}))

    assert proposed("Tower of legs 2", mine)[0].exercise_id == "own_leg_tower"
    assert "own_leg_tower" not in ids("Tower of legs 2")


def test_proposals_never_map_a_name():
    from runlift.exercises.matching import match

    assert match(["Benhc Press"])["exercise_id"].tolist() == [None]
    assert suggest([], catalogue(), None) == {}
