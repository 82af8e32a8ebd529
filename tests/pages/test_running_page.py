"""The running page: its parts, its states, what it says, and what settings ask for it."""

from datetime import timedelta
from pathlib import Path

import pytest
import streamlit as st
from tests.logs import at, hevy, lift, run, sets, strava
from tests.test_claims import claims

from runlift.errors import WrongInput
from runlift.frames import Profile
from runlift.science.policy import default_policy
from runlift.store import Store, athletes
from runlift.ui import running, running_settings
from runlift.ui.running_settings import Fields
from runlift.units import speed_of

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "pages/review/running.py"
OWN = {"window": "own", "from": "2026-09-28", "to": "2026-11-22"}
HOW = Profile(default_policy())


def how(**overrides):
    return Profile(default_policy().with_overrides(overrides))


@pytest.fixture
def opened(visited):
    """A page of an athlete with these files, at one of its parts."""

    def start(*files, part=running.PARTS[0], page=PAGE, settings=(), **params):
        address = {**OWN, **params, running.PART: part}
        test, path, _ = visited(page, *files, settings=settings, **address)
        return calm(test), path

    return start


def calm(test):
    assert not test.exception
    assert not test.error
    assert len(test.title) == 1
    return test


def said(test):
    texts = [*test.markdown, *test.caption, *test.subheader, *test.info]
    return " ".join(one.value.replace("\\", "") for one in texts)


def season(hr="", max_hr=""):
    """Eight weeks: an easy run, a key run and a longer one each, and one race."""
    monday = at("2026-09-28 07:00")
    lines = []
    for week in range(8):
        start = monday + timedelta(days=7 * week)
        lines += [
            run(start, 50, 9, title="**Bold** <b>run</b>", hr=hr, max_hr=max_hr),
            run(start + timedelta(days=2), 45, 9.5, tag="workout"),
            run(start + timedelta(days=5), 80 + 10 * week, 14 + 2 * week, tag="long"),
        ]
    race = run(monday + timedelta(days=27), 42, 10.0, title="City 10k", tag="race")
    return strava(*lines, race)


LIFTS = hevy(lift("2026-11-03 18:00", *sets(n=4)))


@pytest.mark.parametrize(
    ("part", "headings"),
    [
        ("Weeks and runs", ["Week by week", "Single runs", "Every run"]),
        pytest.param(
            "Intensity and efficiency",
            ["Easy, steady, hard", "Metres a heart beat"],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "Bests",
            [
                "Best efforts",
                "What my best efforts are worth",
                "Race times from a race",
            ],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "Load", ["Load, three ways", "Monotony and strain"], marks=pytest.mark.slow
        ),
    ],
)
def test_every_part_opens_and_only_that_one(opened, part, headings):
    test, _ = opened(season(hr=140, max_hr=160), LIFTS, part=part)

    assert [one.value for one in test.subheader] == headings
    assert claims(said(test)) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", running.PARTS)
def test_runs_without_heart_rate_or_recording_are_calm_in_every_part(opened, part):
    test, _ = opened(season(), part=part)

    assert len(test.metric) == 4


def test_the_answer_and_the_figures_come_first(opened):
    test, _ = opened(season())

    answer = test.markdown[0].value.replace("\\", "")
    assert answer.startswith("#### ")
    assert "km a week over 8 weeks" in answer
    assert [one.label for one in test.metric] == [
        "Running a week",
        "Easy",
        "VDOT",
        "Longest run",
    ]


@pytest.mark.slow
def test_a_run_far_beyond_the_others_is_told_as_an_association(opened):
    test, _ = opened(strava(run("2026-11-02 07:00"), run("2026-11-08 07:00", 170, 27)))
    text = said(test)

    assert "1 over twice" in text
    assert (
        "In one cohort of 5,205 runners such runs were followed by more overuse" in text
    )
    assert "2.28 times as often (1.50 to 3.48)" in text
    assert "not a prediction" in text
    assert "there is no reference" in text


@pytest.mark.slow
def test_what_was_run_before_the_log_nobody_knows(opened):
    test, _ = opened(strava(run("2026-11-02 07:00"), run("2026-11-08 07:00", 170, 27)))

    assert "The log begins on 2 Nov 2026: in its first 30 days" in said(test)


@pytest.mark.slow
def test_intensity_says_that_it_goes_by_class(opened):
    test, _ = opened(season(), part="Intensity and efficiency")
    text = said(test)

    assert "by class of run" in text
    assert "No maximum heart rate is known" in text


@pytest.mark.slow
def test_too_few_steady_runs_say_what_is_missing_and_how_many_would_do(opened):
    test, _ = opened(season(), part="Intensity and efficiency")
    text = said(test)

    assert "0 of 6 runs" in text
    assert "16 have no recording" in text
    assert "6 more steady runs of 40 min" in text


@pytest.mark.slow
def test_vdot_names_its_run_and_critical_speed_its_refusal(opened):
    test, _ = opened(season(), part="Bests")
    text = said(test)

    # 238.1 m a minute cost 44.69 ml, of which 42 minutes allow a share of 0.9109.
    assert "VDOT 49.1, from 10 km in 42:00" in text
    assert "(City 10k)" in text
    assert "Critical speed needs 3 all-out efforts" in text
    assert "No marathon is told from a race below 15 km" in text


@pytest.mark.slow
def test_load_says_what_is_not_known(opened):
    test, _ = opened(season(), LIFTS, part="Load")
    text = said(test)

    assert "Session-RPE: none of the runs says how hard it felt" in text
    assert "TRIMP: no maximum heart rate is known" in text
    assert "Leg load: 1 of 1 lifts" in text


@pytest.mark.slow
def test_load_by_averages_says_so_and_whose_resting_heart_rate_it_took(opened):
    test, _ = opened(
        season(hr=140, max_hr=160), part="Load", settings=[("hr_max", "190")]
    )

    assert "from averages, with 50 bpm at rest since yours is not said" in said(test)


def test_lifts_alone_say_what_to_import(opened):
    test, _ = opened(LIFTS)

    assert "There are lifts but no runs." in said(test)


def test_days_without_a_run_say_so(opened):
    test, _ = opened(season(), **{"from": "2026-01-01", "to": "2026-02-01"})

    assert "No run in these days." in said(test)


def test_text_from_files_is_never_markup(opened):
    test, _ = opened(
        strava(run("2026-11-01 07:00", 40, 10, title="**B** <b>x</b>", tag="race")),
        part="Bests",
    )

    shown = " ".join(one.value for one in test.markdown)
    assert "\\*\\*B\\*\\* \\<b\\>x\\</b\\>" in shown


STATED = [
    ("running.usual_weeks", 6),
    ("running.intensity_shares", [0.75, 0.85]),
    ("efficiency.min_s", 3000),
    ("efficiency.hr_coverage", 0.9),
    ("efficiency.speed_cv", 0.1),
    ("efficiency.stop_s", 30),
    ("efficiency.bands_percent", [4, 8]),
    ("efficiency.trend_runs", 30),
    ("efficiency.min_runs", 8),
    ("efficiency.min_span_days", 21),
    ("stream.settle_s", 900),
    ("fitness.vdot_days", 90),
    ("fitness.vdot_s", [300, 10800]),
    ("fitness.effort_max_share", 0.95),
    ("fitness.marathon_from_m", 20000),
    ("load.lift_cap_s", 3600),
    ("load.long_days", 28),
    ("load.short_days", 5),
]


@pytest.mark.parametrize(("key", "value"), STATED, ids=[key for key, _ in STATED])
def test_the_method_states_the_athletes_own_threshold(key, value):
    assert " ".join(running.method(how(**{key: value}))) != " ".join(
        running.method(HOW)
    )


def test_the_method_claims_nothing_and_gives_the_cohorts_figures():
    text = " ".join(running.method(HOW))

    assert claims(text) == []
    for figure in ("1.64 (1.31 to 2.05)", "1.52 (1.16 to 2.00)", "2.28 (1.50 to 3.48)"):
        assert figure in text
    assert "not a prediction" in text


def test_neither_a_ratio_of_loads_nor_form_is_spoken_of():
    words = [
        path.read_text("utf-8").lower()
        for folder in ("ui", "charts", "transforms")
        for path in (REPOSITORY / "src" / "runlift" / folder).glob("*load*.py")
    ]

    for word in ("acwr", "acute", "chronic", "readiness", "fatigue"):
        assert not any(word in text for text in words), word


# Settings.


def saved(path):
    st.cache_resource.clear()
    with Store(str(path)) as store:
        [ana] = athletes.athletes(store)
        return athletes.settings(store, ana.athlete_id)


def fill(test, rest=None, pace=None, sex=None):
    if rest is not None:
        box = next(b for b in test.number_input if b.label.startswith("Heart rate at"))
        box.set_value(rest)
    if pace is not None:
        next(
            b for b in test.text_input if b.label.startswith("Threshold pace")
        ).set_value(pace)
    if sex is not None:
        next(b for b in test.selectbox if b.label.startswith("Sex")).set_value(sex)
    return next(b for b in test.button if b.label == "Save").click().run()


@pytest.mark.slow
def test_rest_threshold_and_sex_are_asked_for_and_kept(opened):
    test, path = opened(season(), page="pages/data/settings.py")
    calm(fill(test, 48, "4:10", "f"))
    kept = saved(path)

    assert (kept["hr_rest"], kept["sex"]) == ("48", "f")
    assert float(kept["threshold_m_per_s"]) == pytest.approx(1000 / 250)


@pytest.mark.slow
def test_nothing_said_is_nothing_kept(opened):
    test, path = opened(season(), page="pages/data/settings.py")
    calm(fill(test))

    assert not {"hr_rest", "sex", "threshold_m_per_s"} & set(saved(path))


def test_a_pace_that_is_none_is_refused_with_an_example(opened):
    test, path = opened(season(), page="pages/data/settings.py")
    fill(test, pace="fast")

    assert "such as 4:35" in test.error[0].value.replace("\\", "")
    assert "threshold_m_per_s" not in saved(path)


@pytest.mark.parametrize(
    ("fields", "highest", "reason"),
    [
        (Fields(20, "", ""), 0, "between 25 and 120"),
        (Fields(60, "", ""), 55, "below the maximum"),
        (Fields(0, "1:30", ""), 0, "cannot be"),
        (Fields(0, "20:00", ""), 0, "cannot be"),
    ],
)
def test_what_cannot_be_is_refused(fields, highest, reason):
    with pytest.raises(WrongInput, match=reason):
        running_settings.read(fields, HOW, highest)


def test_a_pace_is_read_in_the_unit_it_was_asked_in():
    miles = Profile(default_policy(), distance_unit="mi")
    found = running_settings.read(Fields(0, "7:00", "m"), miles, 0)

    assert float(found["threshold_m_per_s"]) == pytest.approx(
        speed_of("7:00", "mi"), abs=1e-4
    )
    assert found["sex"] == "m"


def test_a_pace_nobody_touched_keeps_its_value():
    own = Profile(default_policy(), threshold_m_per_s=3.9017)

    assert running_settings.read(Fields(0, "4:16", ""), own, 0)[
        "threshold_m_per_s"
    ] == pytest.approx("3.9017")
