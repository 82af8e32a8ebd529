"""What Runlift says about a body and its training: sentences it must say, and never says.

A sentence is written once, next to code that later moves. These tests ask the code for
its sentences wherever they can, and read the source where they cannot.
"""

import ast
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from tests.logs import NOW, at, fitnotes, hevy, lift, run, sets, strava, training

from runlift import answers, frames
from runlift.frames import Profile
from runlift.model import Window
from runlift.science.cited import HOUSE, registry
from runlift.science.policy import default_policy
from runlift.ui import lift_run, strength, volume

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "src" / "runlift"
ARTICLE = "strengthlog2026"

WINDOW = Window(NOW.date().replace(day=1), NOW.date())

# What is never claimed.

NEVER = {
    "a risk of injury": r"\binjur\w+[- ]risk|\brisks? of (an )?injur|\brisk[- ]scores?\b",
    "prevention": r"\bprevent\w* (\w+ )?injur|\binjury[- ]proof",
    "readiness": r"\breadiness\b|\brecovery score\b",
    "overtraining": r"\bover-?train(ed|ing)\b",
    "an optimum": r"\boptim(al|um|ally|is\w+|iz\w+)\b",
    "safety": r"\bsafe (to|for)\b|\bdanger(ous)?\b",
    "a diagnosis": r"\bdiagnos\w*",
    "weakness": r"\bweak(er|est|ness|nesses)?\b(?! words)|\bimbalance",
    "certainty": r"\bwill (ruin|hurt|harm|cost|make you)\b|\bguarantee\w*|\bproven\b",
    "body shape": r"\bburns? fat\b|\bweight[- ]loss\b|\blose weight\b",
}
DENIED = re.compile(r"\b(no|not|never|nor|without)\s+(\w+\s+)?$", re.IGNORECASE)
"""`No injury risk, no readiness, no diagnosis` is what shall be said."""


def claims(text):
    """What a text claims that nobody here can know."""
    return [
        f"{what}: {found[0]!r}"
        for what, pattern in NEVER.items()
        for found in re.finditer(pattern, text, re.IGNORECASE)
        if not DENIED.search(text[: found.start()])
    ]


def sentences(source):
    """Line and text of every string a person may read; `{}` where a value is filled in."""
    nodes = list(ast.walk(ast.parse(source)))
    hidden = {id(node.value) for node in nodes if isinstance(node, ast.Expr)} | {
        id(part)
        for node in nodes
        if isinstance(node, ast.JoinedStr)
        for part in ast.iter_child_nodes(node)
    }
    for node in nodes:
        if id(node) in hidden:
            continue
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "{}"
                    for part in ast.iter_child_nodes(node)
                ),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def spoken():
    """Every module that speaks to people; the science has words such as `weak` as keys."""
    return [
        *sorted((REPOSITORY / "pages").rglob("*.py")),
        *(
            path
            for path in sorted(PACKAGE.rglob("*.py"))
            if not path.is_relative_to(PACKAGE / "science")
        ),
    ]


def written():
    """Texts that are data: shown on the Methods page, or read before the first start."""
    policy = tomllib.loads((REPOSITORY / "data" / "policy.toml").read_text("utf-8"))
    for section, entries in policy.items():
        for key, entry in entries.items():
            yield f"policy.toml {section}.{key}", entry.get("note", "")
    for name, constant in registry().items():
        yield name, constant.note
    for name in ("README.md", "CHANGELOG.md", "docs/demo.md", "docs/cli.md"):
        yield name, " ".join((REPOSITORY / name).read_text("utf-8").split())


def test_the_code_never_says_what_nobody_can_know():
    found = [
        f"{path.relative_to(REPOSITORY)}:{line}: {claim}"
        for path in spoken()
        for line, text in sentences(path.read_text("utf-8"))
        for claim in claims(text)
    ]

    assert not found, "\n" + "\n".join(found)


def test_notes_and_docs_never_say_it_either():
    found = [f"{where}: {claim}" for where, text in written() for claim in claims(text)]

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "Your injury risk is 12 %.",
        "Strength prevents injuries.",
        "Readiness: 84",
        "You are overtrained.",
        "The optimal day is Tuesday.",
        "It is safe to lift.",
        "Diagnosis: shin splints",
        "Your hamstrings are weak.",
        "Fix your imbalance.",
        "Lifting today will ruin Sunday.",
    ],
)
def test_a_claim_is_noticed_in_a_string_and_in_a_filled_in_one(text):
    assert claims(text)
    assert [claims(said) for _, said in sentences(f"show({text!r})")] == [claims(text)]
    filled = f"show(f'{{n}} of 3: {text}')"
    assert any(claims(said) for _, said in sentences(filled))


@pytest.mark.parametrize(
    "text",
    [
        "No injury risk, no readiness, no diagnosis.",
        "below the first band means little stimulus, not weak",
        "Weak words count only with a second signal.",
        "Optional; a safe copy of the file.",
    ],
)
def test_a_denial_is_no_claim(text):
    assert claims(text) == []


def test_a_docstring_is_not_shown_to_anybody():
    assert list(sentences('"""The optimal plan."""\nx = 1\n"""Weak."""')) == []


def test_the_methods_page_says_what_this_is_not():
    source = (PACKAGE / "ui" / "methods.py").read_text("utf-8")
    said = " ".join(text for _, text in sentences(source))

    assert "not medical advice" in said
    assert all(f"no {word}" in said.lower() for word in ("injury risk", "readiness"))


# Findings.

HEAVY = sets(n=10)
EVENINGS = [f"2026-11-{day:02d} 21:00" for day in (2, 7, 9, 13, 16)]
MORNINGS = [
    ("2026-11-03 07:00", 9, "workout"),
    ("2026-11-05 07:00", 8, ""),
    ("2026-11-08 08:00", 24, "long"),
    ("2026-11-10 07:00", 9, "workout"),
    ("2026-11-15 08:00", 26, "long"),
    ("2026-11-17 19:30", 10, "race"),
]


@pytest.fixture(scope="module")
def timed():
    """Heavy legs on the eve of hard runs, everything with clock times."""
    return training(
        hevy(*(lift(when, *HEAVY) for when in EVENINGS)),
        strava(*(run(when, km * 6, km, tag=tag) for when, km, tag in MORNINGS)),
    )


@pytest.fixture(scope="module")
def dated():
    """The same lifting in an app that writes only dates."""
    days = [(when[:10], "Barbell Squat", 100, 5, 10) for when in EVENINGS]
    return training(
        fitnotes(*days, ("2026-11-05", "Barbell Squat", 100, 5, 5)),
        strava(*(run(when, km * 6, km, tag=tag) for when, km, tag in MORNINGS)),
    )


@pytest.fixture(scope="module", params=["timed", "dated"])
def every_finding(request):
    return request.getfixturevalue(request.param)["findings"].to_dict("records")


def said(finding):
    return " ".join(finding["reasons"])


def as_told(hours):
    """How a number of hours may be written: `24 h`, `35.2 h`, `4 days`."""
    days = rf"|\b{hours / 24:.0f} days?\b" if hours % 24 == 0 else ""
    return rf"\b({hours:.1f}|{hours:.0f}) h\b{days}"


def alarms(found):
    return [one for one in found if one["severity"] in ("conflict", "caution")]


def test_there_is_something_to_say(timed, dated):
    assert {"conflict", "caution"} <= set(timed["findings"]["severity"])
    assert dated["findings"]["time_assumed"].any()
    assert not timed["findings"]["time_assumed"].any()


def test_a_finding_says_the_hours_and_the_hours_the_rule_asks_for(every_finding):
    told = [one for one in alarms(every_finding) if pd.notna(one["hours"])]

    assert told
    for one in told:
        lead = one["reasons"][0]
        assert re.search(as_told(one["hours"]), lead), lead
        assert re.search(as_told(one["threshold_h"]), lead), lead


def test_the_rule_of_a_finding_has_a_name_a_person_can_read(every_finding):
    for one in every_finding:
        name = lift_run.rule_name(one["rule"])
        assert name and "_" not in name and name != one["rule"]


def test_a_finding_says_why_the_session_and_the_run_count(every_finding):
    pairs = [one for one in every_finding if one["run_id"]]

    assert pairs
    for one in pairs:
        assert "Leg load" in said(one)
        assert "The run counts as" in said(one)


def test_an_alarm_about_a_lift_says_what_to_move_or_that_the_order_is_unknown(
    every_finding,
):
    for one in alarms(every_finding):
        if one["lift_session_id"] and one["rule"] != "same_day_order_unknown":
            assert one["fixes"], said(one)


def test_nothing_a_finding_says_is_a_claim(every_finding):
    for one in every_finding:
        fixes = " ".join(fix["text"] for fix in one["fixes"])
        assert claims(f"{said(one)} {fixes}") == []


def test_every_finding_without_a_clock_time_says_so(dated):
    found = dated["findings"].to_dict("records")

    for one in found:
        is_said = re.search(r"unknown|not known", said(one)) is not None
        assert is_said == bool(one["time_assumed"]), said(one)


def test_hours_that_are_assumed_are_not_told_as_measured(dated):
    """The first sentence is often the only one that is read."""
    leads = [
        one["reasons"][0]
        for one in dated["findings"].to_dict("records")
        if one["time_assumed"] and pd.notna(one["hours"])
    ]

    assert leads
    for lead in leads:
        assert re.search(r"\babout\b|\bassum|\bperhaps\b|\bunknown\b", lead), lead


def test_the_page_explains_what_is_assumed_without_a_clock_time():
    text = " ".join(lift_run.method(profile()))

    assert re.search(r"only dates.*evening.*morning", text)


def test_hours_are_said_to_run_from_end_to_start():
    text = " ".join(lift_run.method(profile()))

    assert "from the end of one activity to the start of the next" in text


def test_general_findings_are_not_told_as_a_prediction():
    assert "not a prediction about you" in " ".join(lift_run.method(profile()))


# Whose rule it is.


def test_the_articles_rule_is_named_exactly_where_it_decides(every_finding):
    found = [one for one in every_finding if one["run_id"]]

    assert any(one["rule"] == "article_24h" for one in found)
    for one in found:
        is_named = "the article" in said(one).lower()
        assert is_named == (one["rule"] == "article_24h"), said(one)


def test_the_articles_rule_asks_for_the_articles_hours(every_finding):
    """More than that is ours: a sentence must not lend it the article's name."""
    window = default_policy().number("leg_load.article_window_h")
    found = [one for one in every_finding if one["rule"] == "article_24h"]

    assert found
    for one in found:
        assert one["threshold_h"] == window, one["reasons"][0]


def test_the_method_tells_the_article_from_the_house():
    text = " ".join(lift_run.method(profile()))

    assert "The article's rule" in text
    assert "this project's" in text


def test_the_articles_rule_is_called_literal_only_where_it_is():
    strict = " ".join(lift_run.method(profile({"leg_load.article_strict": True})))
    loose = " ".join(lift_run.method(profile({"leg_load.article_strict": False})))

    assert "literally" in strict and "literally" not in loose


def test_the_articles_numbers_cite_the_article_and_our_own_say_why():
    policy = default_policy()

    for key in ("leg_load.article_strict", "leg_load.article_window_h"):
        assert policy.threshold(key).sources == (ARTICLE,)
    for one in policy.thresholds():
        if HOUSE in one.sources:
            assert one.note, one.key


# Volume.


def test_the_bands_are_called_ours():
    assert re.search(r"bands are ours", " ".join(volume.method(profile())))
    bands = [
        one for one in default_policy().thresholds() if one.key.startswith("bands.")
    ]
    assert bands and all(HOUSE in one.sources for one in bands)


def test_a_muscle_below_its_band_gets_little_stimulus_and_is_not_called_weak(timed):
    answer = answers.weekly_sets(frames.volume_mean(timed, profile(), WINDOW))

    assert "little stimulus" in answer
    assert claims(answer) == []


def test_one_study_is_told_as_one_study():
    assert "one MRI study" in " ".join(volume.method(profile()))


# Strength.


def strength_log(rpe):
    return training(
        hevy(*(lift(when, *sets(n=3, rpe=rpe)) for when in EVENINGS[:3])),
        strava(run("2026-11-03 07:00")),
    )


def strength_answer(rpe):
    sessions = frames.strength_sessions(strength_log(rpe), profile())
    return sessions, current_strength(sessions)


def current_strength(sessions):
    trends = frames.strength_trends(sessions, profile(), WINDOW)
    trend = strength.row_of(trends, sessions)
    return answers.current_strength(sessions, trend, WINDOW, "kg")


@pytest.mark.slow
def test_without_rpe_the_estimate_is_a_lower_bound():
    sessions, _ = strength_answer("")
    scored, _ = strength_answer(8)

    assert sessions["is_lower_bound"].all()
    assert not scored["is_lower_bound"].any()


@pytest.mark.slow
def test_the_answer_says_at_least_when_all_it_has_are_lower_bounds():
    _, answer = strength_answer("")
    _, scored = strength_answer(8)

    assert "at least" in answer
    assert "at least" not in scored
    assert "estimated" in answer and "estimated" in scored


def test_the_method_says_what_a_lower_bound_is():
    assert "without RPE it is a lower bound" in " ".join(strength.method(profile()))


@pytest.mark.slow
def test_one_session_is_not_called_a_direction():
    log = training(hevy(lift(EVENINGS[0], *HEAVY)), strava(run("2026-11-03 07:00")))
    sessions = frames.strength_sessions(log, profile())

    answer = current_strength(sessions)

    assert "too few sessions for a direction" in answer
    assert "%" not in answer


@pytest.mark.slow
def test_a_direction_that_cannot_be_told_is_called_unclear_and_never_a_loss():
    first = at("2026-09-01 18:00")
    loads = [100, 104, 97, 103, 99, 101, 98, 102]
    lifts = [
        lift(first + timedelta(days=7 * place), *sets(load=load))
        for place, load in enumerate(loads)
    ]
    sessions = frames.strength_sessions(training(hevy(*lifts)), profile())
    window = Window(first.date(), first.date() + timedelta(days=55))
    trends = frames.strength_trends(sessions, profile(), window)

    assert trends["state"].tolist() == ["unclear"]
    assert "too wide to tell" in trends["evidence"].iloc[0]
    assert not re.search(r"weak|los[ts]|injur", trends["evidence"].iloc[0])


# Weeks.


TODAY = date(2026, 11, 26)


def week(**values):
    counts = {"distance_m": 42_000.0, "runs": 4, "lifts": 2, "conflicts": 0}
    monday = pd.Timestamp(2026, 11, 23)
    return pd.DataFrame([{"week": monday, **counts, "cautions": 0, **values}])


def test_only_the_running_week_is_called_this_week():
    assert answers.this_week(week(), "km", TODAY).startswith("This week so far")
    later = answers.this_week(week(), "km", TODAY.replace(month=12))
    assert later.startswith("The week of 23 Nov 2026: 4 runs, 42 km, 2 lifts")


def test_a_week_with_a_caution_is_not_called_free_of_trouble():
    assert "nothing in each other's way" in answers.this_week(week(), "km", TODAY)
    assert "conflict" in answers.this_week(week(conflicts=1), "km", TODAY)
    assert "caution" in answers.this_week(week(cautions=2), "km", TODAY)


def test_a_window_with_a_caution_is_not_called_free_of_trouble(timed):
    found = timed["findings"]
    cautions = found[found["severity"] == "caution"]

    assert "caution" in answers.collisions(cautions, WINDOW)
    assert answers.collisions(found.iloc[:0], WINDOW).startswith("No lift")


def test_four_weeks_with_cautions_are_not_called_fine(timed):
    def page(log, window):
        from tests.logs import opened

        from runlift.ui import attention

        store, ana = opened()
        with store:
            attention.listed(store, ana, log, window)

    found = timed["findings"]
    cautions = {**timed, "findings": found[found["severity"] == "caution"]}
    shown = AppTest.from_function(page, kwargs={"log": cautions, "window": WINDOW})
    told = " ".join(one.value for one in shown.run().markdown)

    assert not shown.exception
    assert re.search("caution|no conflict", told, re.IGNORECASE), told


# Numbers in sentences.


def profile(overrides=None):
    return Profile(policy=default_policy().with_overrides(overrides or {}))


STATED = [
    (strength.method, "e1rm.max_effective_reps", 12),
    (strength.method, "e1rm.rolling_best_days", 30),
    (strength.method, "e1rm.ewma_half_life_days", 14),
    (strength.method, "e1rm.pr_max_effective_reps", 8),
    (strength.method, "e1rm.pr_ratio", 1.05),
    (volume.method, "volume.secondary_weight", 0.25),
    (volume.method, "volume.hard_max_rir", 3),
    (volume.method, "volume.hard_min_share_of_e1rm", 0.7),
    (volume.method, "volume.hard_min_share_of_top", 0.9),
    (lift_run.method, "leg_load.article_strict", False),
    (lift_run.method, "leg_load.article_window_h", 36),
    (lift_run.method, "leg_load.novelty_days", 14),
]
"""Thresholds that an explanation states: an athlete's own value has to be stated."""


@pytest.mark.parametrize(
    ("method", "key", "value"),
    STATED,
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_an_explanation_states_the_athletes_own_threshold(method, key, value):
    usual = " ".join(method(profile()))
    own = " ".join(method(profile({key: value})))

    assert own != usual, f"{key} is {value} for her, and the page does not say so"
