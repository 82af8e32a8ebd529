"""The exercises page: the library, the queue of names, own exercises, and the way back."""

from pathlib import Path

import pytest
import streamlit as st
from tests.logs import BENCH, SQUAT, hevy, lift, run, sets, strava

from runlift import frames
from runlift.exercises.catalogue import catalogue
from runlift.store import Store, athletes
from runlift.store.own_exercises import own_exercises

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "pages/data/exercises.py"

GYM = "Leg Press Keller"
SLIP = "Benhc Press"
NOBODYS = "Ohio State"
LOG = hevy(
    lift(
        "2026-11-02 18:00",
        *sets(SQUAT, 3),
        *sets(BENCH, 2, load=60),
        *sets("Plank", 2, load="", reps="", seconds=90),
        *sets(GYM, 4, load=120),
        *sets(SLIP, 2),
        *sets(NOBODYS),
    ),
    lift("2026-11-09 18:00", *sets(SQUAT, 3, load=105), *sets(GYM, 3, load=125)),
)
TIDY = hevy(lift("2026-11-02 18:00", *sets(SQUAT, 3)))
RUNS = strava(run("2026-11-02 07:00"))
WORDS = hevy(lift("2026-11-02 18:00", *sets("Barbell (Press) Bench", 2)))


@pytest.fixture
def page(visited):
    """Opens the exercises page for an athlete with these files."""

    def start(*files, **params):
        test, path, ana = visited(PAGE, *files, **params)
        return calm(test), path, ana

    return start


def calm(test):
    assert not test.exception
    assert len(test.title) == 1
    return test


def said(test):
    texts = [one.value for one in (*test.markdown, *test.caption, *test.warning)]
    return " ".join(texts).replace("\\", "")


def button(test, label=None, key=None):
    found = [
        one
        for one in test.button
        if (label is None or one.label == label) and (key is None or one.key == key)
    ]
    assert found, (label, key, [one.label for one in test.button])
    return found[0]


def links(test):
    return [one.proto.label.replace("\\", "") for one in test.get("page_link")]


def choice(test, label):
    return next(one for one in test.selectbox if one.label == label)


def asked(path, ana, question):
    st.cache_resource.clear()
    with Store(str(path)) as store:
        return question(store, ana)


def waiting(path, ana):
    return asked(path, ana, frames.unmapped)["exercise_raw"].tolist()


# Which view is open.


@pytest.mark.slow
def test_the_names_open_first_when_some_wait_and_their_number_is_in_the_label(page):
    test, _, _ = page(LOG)

    assert test.title[0].value == "What are these exercises?"
    [views] = [one for one in test.segmented_control if one.label == "View"]
    assert views.value == "names"
    assert "Names in your log (3 waiting)" in str(views.proto)
    assert test.query_params["view"] == "names"


@pytest.mark.slow
@pytest.mark.parametrize("files", [(TIDY,), (RUNS,), ()])
def test_the_library_opens_first_when_nothing_waits(page, files):
    test, _, _ = page(*files)

    assert test.title[0].value == "What does each exercise train?"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("library", "What does each exercise train?"),
        ("<b>nonsense", "What are these exercises?"),
    ],
)
def test_the_view_of_a_link_is_opened_and_a_wrong_one_is_none(page, view, title):
    test, _, _ = page(LOG, view=view)

    assert test.title[0].value == title


@pytest.mark.slow
def test_mapping_the_last_name_leaves_one_where_one_was(page):
    test, _, _ = page(hevy(lift("2026-11-02 18:00", *sets(SLIP))))

    calm(button(test, "Bench press \\(barbell\\)").click().run())

    assert test.title[0].value == "What are these exercises?"
    assert "All 1 names" in said(test)


@pytest.mark.slow
def test_a_log_without_lifts_has_a_calm_list_of_names(page):
    test, _, _ = page(RUNS, view="names")

    assert "There is no lifting in your log yet." in said(test)


# The library.


def test_a_search_finds_by_name_muscle_and_slip(page):
    test, _, _ = page(TIDY)

    for text, found in (
        ("benhc", "Bench press (barbell)"),
        ("hamstrings curl", "Leg curl (lying)"),
        ("RDL", "Romanian deadlift (barbell)"),
    ):
        calm(test.text_input[0].set_value(text).run())
        assert found in links(test), text


@pytest.mark.slow
def test_a_search_for_nonsense_says_what_to_do(page):
    test, _, _ = page(TIDY)

    calm(test.text_input[0].set_value("**<script>**").run())

    assert "Nothing fits these words." in test.info[0].value


def test_filters_narrow_the_list(page):
    test, _, _ = page(TIDY)

    calm(choice(test, "Muscle").select("tibialis_anterior").run())
    calm(choice(test, "Implement").select("band").run())
    assert links(test) == ["Dorsiflexion (band)", "Ankle inversion (band)"]

    calm(test.button_group(key="library_only").set_value(["log"]).run())
    assert "Take one away" in test.info[0].value


def test_only_the_exercises_of_the_log_or_of_a_program_are_shown_if_asked(page):
    test, _, _ = page(TIDY)

    calm(test.button_group(key="library_only").set_value(["log"]).run())
    assert links(test) == ["Squat (barbell)"]

    calm(test.button_group(key="library_only").set_value(["program"]).run())
    assert "23 exercises found" in said(test)


@pytest.mark.slow
def test_what_is_done_most_comes_first(page):
    test, _, _ = page(LOG, view="library")

    assert links(test)[:2] == ["Squat (barbell)", "Bench press (barbell)"]


# One exercise.


def test_an_exercise_is_opened_by_its_link_with_everything_about_it(page):
    test, _, _ = page(LOG, exercise="squat")

    assert test.title[0].value == r"Squat \(barbell\)"
    text = said(test)
    assert "Trains quadriceps, gluteus maximus and adductors." in text
    assert "6 sets in 2 sessions of yours, the last on 9 Nov 2026." in text
    assert "Bar across the upper back" in text
    assert "Basic, Workout 1: 3-5 sets × 5-8." in text
    assert "week 6: 3 sets × 2" in text
    assert "our own completion" in text
    assert "2:00 to 4:00 min, usually 3:00 (heavy)" in text
    assert "“Squat (Barbell)” (6 sets, hevy)" in text
    assert {"Goblet squat", "Leg press", ":material/arrow_back: All exercises"} <= set(
        links(test)
    )
    assert [one.label for one in test.metric] == [
        "Sessions",
        "Sets",
        "Last",
        "Best e1RM",
    ]


@pytest.mark.slow
def test_a_text_of_a_kind_and_computed_substitutions_say_what_they_are(page):
    test, _, _ = page(LOG, exercise="front_squat")

    text = said(test)
    assert "Written for this kind of exercise: front squats." in text
    assert "Computed from the catalogue" in text
    assert "Not in your log yet." in text
    assert "Front squat (kettlebells)" in links(test)
    assert not test.metric


@pytest.mark.slow
def test_a_hold_is_told_by_its_longest_time(page):
    test, _, _ = page(LOG, exercise="plank")

    found = {one.label: one.value for one in test.metric}
    assert found["Longest hold"] == "1:30 min"
    assert "Best e1RM" not in found


@pytest.mark.slow
def test_without_a_body_mass_a_pull_up_says_what_is_missing(page):
    test, _, _ = page(
        hevy(lift("2026-11-02 18:00", *sets("Pull Up", 2, load="", reps=8))),
        exercise="pull_up",
    )

    assert "needs your body mass" in test.info[0].value
    assert {one.label: one.value for one in test.metric}["Most repetitions"] == "8"


@pytest.mark.slow
def test_any_exercise_can_be_opened(page):
    test, _, _ = page(LOG, view="library")

    for exercise_id in list(catalogue())[::43]:
        test.query_params["exercise"] = exercise_id
        calm(test.run())
        shown = test.title[0].value.replace("\\", "")
        assert shown == catalogue()[exercise_id].name


@pytest.mark.slow
def test_a_link_to_no_exercise_shows_the_list(page):
    test, _, _ = page(TIDY)

    for link in ("nonsense", "", "<b>x</b>", "own_x", "SQUAT"):
        test.query_params["exercise"] = link
        calm(test.run())
        assert test.title[0].value == "What does each exercise train?"


# How it is counted.


@pytest.mark.slow
def test_another_way_of_logging_is_kept_as_the_changed_cell_alone(page):
    test, path, ana = page(LOG, exercise="squat")
    assert button(test, "Save").disabled

    calm(choice(test, "Logged as").select("per_side_plates").run())
    assert "plates of one side and counts twice" in said(test)
    calm(button(test, "Save").click().run())

    text = said(test)
    assert "You count it in your own way" in text
    assert "Logged as: the plates on each side (catalogue: the whole weight)" in text
    assert asked(path, ana, lambda s, a: own_exercises(s, a.athlete_id)) == {
        "squat": {"load_basis": "per_side_plates"}
    }


@pytest.mark.slow
def test_a_changed_exercise_goes_back_to_the_catalogue(page):
    test, path, ana = page(LOG, exercise="squat")
    calm(choice(test, "Logged as").select("per_side_plates").run())
    calm(button(test, "Save").click().run())

    calm(button(test, "Back to the catalogue").click().run())

    assert "You count it in your own way" not in said(test)
    assert asked(path, ana, lambda s, a: own_exercises(s, a.athlete_id)) == {}


@pytest.mark.slow
def test_a_change_counts_in_the_log_and_its_undo_takes_it_back(page):
    test, path, ana = page(LOG, exercise="squat")

    def best(store, athlete):
        log = frames.training(store, athlete)["sets"]
        return log.loc[log["exercise_id"] == "squat", "system_load_kg"].max()

    assert asked(path, ana, best) == 105
    calm(test.run())
    calm(choice(test, "Logged as").select("per_side_plates").run())
    calm(button(test, "Save").click().run())
    assert asked(path, ana, best) == 210

    calm(test.run())
    calm(button(test, "Undo").click().run())
    assert asked(path, ana, best) == 105


@pytest.mark.slow
def test_muscles_can_be_given_another_role(page):
    test, path, ana = page(LOG, exercise="squat")
    primary = next(one for one in test.multiselect if one.label.startswith("Primary"))

    calm(primary.set_value(["quads", "glute_max"]).run())
    calm(button(test, "Save").click().run())

    kept = asked(path, ana, lambda s, a: own_exercises(s, a.athlete_id))
    assert kept == {"squat": {"primary": "quads glute_max"}}


@pytest.mark.slow
def test_a_way_that_does_not_fit_is_refused_with_the_reason(page):
    test, _, _ = page(LOG, exercise="squat")
    primary = next(one for one in test.multiselect if one.label.startswith("Primary"))

    primary.set_value([]).run()

    assert not test.exception
    assert "is empty, name at least one muscle" in test.error[0].value.replace("\\", "")


# The queue.


def test_a_proposal_says_why_and_is_taken_with_one_click(page):
    test, path, ana = page(LOG)
    assert "shares “Leg” and “Press”; “Keller” is not in it" in said(test)

    calm(button(test, key=f"take_{GYM}_leg_press").click().run())

    assert f"“{GYM}” means Leg press (machine) now." in said(test)
    assert waiting(path, ana) == [SLIP, NOBODYS]


@pytest.mark.slow
def test_undo_takes_back_exactly_the_last_decision_then_the_one_before(page):
    test, path, ana = page(LOG)
    calm(button(test, key=f"take_{GYM}_leg_press").click().run())
    calm(button(test, key=f"leave_{NOBODYS}").click().run())
    assert "1 name of 6 to map" in said(test)

    calm(button(test, "Undo").click().run())
    assert "2 names of 6 to map" in said(test)
    assert f"“{GYM}” means Leg press (machine) now." in said(test)

    calm(button(test, "Undo").click().run())
    assert "Undo" not in [one.label for one in test.button]
    assert waiting(path, ana) == [GYM, SLIP, NOBODYS]


@pytest.mark.slow
def test_undo_is_still_there_after_another_page(page):
    test, path, ana = page(LOG)
    calm(button(test, key=f"take_{GYM}_leg_press").click().run())

    test.switch_page("pages/data/methods.py").run()
    calm(test.switch_page(PAGE).run())
    calm(button(test, "Undo").click().run())

    assert waiting(path, ana) == [GYM, SLIP, NOBODYS]


@pytest.mark.slow
def test_undo_of_a_changed_choice_brings_the_earlier_choice_back(page):
    test, path, ana = page(LOG)
    calm(button(test, key=f"take_{GYM}_leg_press").click().run())
    calm(choice(test, "Name in your log").select(GYM).run())
    calm(choice(test, "Exercise").select("hack_squat").run())
    calm(button(test, "Save").click().run())

    calm(button(test, "Undo").click().run())

    kept = asked(path, ana, lambda s, a: athletes.choices(s, a.athlete_id))
    assert kept == {GYM: "leg_press"}


@pytest.mark.slow
def test_several_proposals_are_accepted_at_once_and_undone_at_once(page):
    test, path, ana = page(LOG)
    # Both are likely, so both are ticked beforehand.
    calm(button(test, "Accept 2").click().run())

    assert "2 names are mapped." in said(test)
    kept = asked(path, ana, lambda s, a: athletes.choices(s, a.athlete_id))
    assert kept == {GYM: "leg_press", SLIP: "bench_press"}

    calm(test.run())
    calm(button(test, "Undo").click().run())
    assert waiting(path, ana) == [GYM, SLIP, NOBODYS]


def test_nothing_is_mapped_before_somebody_accepts(page):
    _, path, ana = page(LOG)

    assert asked(path, ana, lambda s, a: athletes.choices(s, a.athlete_id)) == {}


@pytest.mark.slow
def test_every_waiting_name_can_be_reached(page):
    names = [f"Zzz thing {chr(97 + n)}" for n in range(23)]
    test, _, _ = page(hevy(lift("2026-11-02 18:00", *(sets(one)[0] for one in names))))

    seen = set()
    for number in (1, 2, 3):
        calm(test.pagination[0].set_value(number).run())
        seen |= {one for one in names if f"**{one}**" in said(test)}

    assert seen == set(names)


@pytest.mark.slow
def test_names_matched_by_their_words_can_be_looked_at(page):
    test, _, _ = page(WORDS, view="names")

    labels = [one.label for one in test.expander]
    assert "Check 1 name that matched by the same words" in labels
    assert button(test, "Confirm 0").disabled


def test_text_from_a_file_is_never_markup(page):
    nasty = "**Bold** <b>row</b> [x](y) :material/home:"
    test, _, _ = page(hevy(lift("2026-11-02 18:00", *sets(nasty))))

    shown = " ".join(one.value for one in test.markdown)
    assert "\\*\\*Bold\\*\\* \\<b\\>row\\</b\\>" in shown
    calm(button(test, key=f"leave_{nasty}").click().run())
    shown = " ".join(one.value for one in test.markdown)
    assert "\\*\\*Bold\\*\\* \\<b\\>row\\</b\\>" in shown


# Own exercises.


@pytest.mark.slow
def test_an_unknown_name_becomes_an_own_exercise_begun_from_the_likeliest(page):
    test, path, ana = page(LOG)

    calm(button(test, key=f"own_{GYM}").click().run())
    assert test.title[0].value == "What is your exercise?"
    assert choice(test, "Start from").value == "leg_press"
    assert choice(test, "Movement").value == "squat"
    calm(button(test, "Save").click().run())

    kept = asked(path, ana, lambda s, a: own_exercises(s, a.athlete_id))
    assert kept["own_leg_press_keller"]["load_basis"] == "machine_stack"
    assert kept["own_leg_press_keller"]["primary"] == "quads glute_max"
    assert (
        asked(path, ana, frames.mapping).set_index("exercise_raw").loc[GYM, "exercise"]
        == GYM
    )


@pytest.mark.slow
def test_an_own_exercise_is_made_freely_and_opens(page):
    test, _, _ = page(TIDY)
    calm(button(test, "Make an exercise of your own").click().run())
    assert button(test, "Save").disabled

    calm(test.text_input(key="own_name").set_value("Leg tower").run())
    calm(choice(test, "Start from").select("hack_squat").run())
    calm(button(test, "Save").click().run())

    assert test.title[0].value == "Leg tower"
    assert "Leg tower is an exercise of your own now." in said(test)
    assert "squat machines" in said(test)


def test_an_own_exercise_needs_a_name_of_its_own_and_muscles(page):
    test, _, _ = page(TIDY)
    calm(button(test, "Make an exercise of your own").click().run())

    calm(test.text_input(key="own_name").set_value("squat (Barbell)").run())
    assert "is the name of another exercise" in said(test)
    calm(test.text_input(key="own_name").set_value("Mine").run())
    assert "name at least one muscle" in said(test)
    assert button(test, "Save").disabled


@pytest.mark.slow
def test_the_list_shows_own_exercises_first_and_says_so(page):
    test, _, _ = own_from_the_queue(page)

    calm(test.segmented_control[0].set_value("library").run())

    assert links(test)[0] == GYM
    assert "Your own · Squat" in said(test)
    assert "1 your own." in said(test)


@pytest.mark.slow
def test_deleting_an_own_exercise_lets_its_names_wait_again_and_can_be_undone(page):
    test, path, ana = own_from_the_queue(page)
    test.query_params["view"] = "library"
    test.query_params["exercise"] = "own_leg_press_keller"
    calm(test.run())
    assert test.title[0].value == GYM

    calm(button(test, "Delete").click().run())
    assert test.title[0].value == "What does each exercise train?"
    assert waiting(path, ana) == [GYM, SLIP, NOBODYS]

    calm(test.run())
    calm(button(test, "Undo").click().run())
    assert waiting(path, ana) == [SLIP, NOBODYS]


@pytest.mark.slow
def test_an_own_exercise_is_edited(page):
    test, path, ana = own_from_the_queue(page)
    test.query_params["view"] = "library"
    test.query_params["exercise"] = "own_leg_press_keller"
    calm(test.run())

    calm(button(test, "Edit").click().run())
    calm(test.text_input(key="own_name").set_value("Leg press in the cellar").run())
    calm(button(test, "Save").click().run())

    assert test.title[0].value == "Leg press in the cellar"
    named = asked(path, ana, frames.mapping).set_index("exercise_raw")["exercise"]
    assert named[GYM] == "Leg press in the cellar"


def test_a_form_can_be_left_without_anything_happening(page):
    test, path, ana = page(LOG)
    calm(button(test, key=f"own_{GYM}").click().run())

    calm(button(test, "Cancel").click().run())

    assert test.title[0].value == "What are these exercises?"
    assert asked(path, ana, lambda s, a: own_exercises(s, a.athlete_id)) == {}


def own_from_the_queue(page):
    test, path, ana = page(LOG)
    calm(button(test, key=f"own_{GYM}").click().run())
    calm(button(test, "Save").click().run())
    return test, path, ana
