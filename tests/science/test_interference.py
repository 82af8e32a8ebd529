from dataclasses import replace
from datetime import date

import pytest

from runlift.errors import WrongInput
from runlift.science import interference
from runlift.science.interference import Verdict, after, article_floor, before
from runlift.science.policy import default_policy

POLICY = default_policy()


def test_every_severity_of_the_reference(oracle):
    for case in oracle("golden.json")["severity"]:
        if case["kind"] == "lift_before_run":
            found = before(case["lift"], case["run"], case["gap_h"], POLICY)
        else:
            found = after(
                case["run"], case["lift"], case["gap_h"], case["same_day"], POLICY
            )

        assert found.severity == case["severity"], case
        assert found.penalty == pytest.approx(case["penalty"], abs=0.006), case


def test_a_verdict_names_the_hours_that_were_missed():
    assert before("heavy", "key", 9.8, POLICY).threshold_h == 24
    assert before("heavy", "key", 36, POLICY).threshold_h == 48
    assert before("heavy", "key", 60, POLICY).threshold_h is None
    assert after("long", "heavy", 9, True, POLICY).threshold_h == 24
    assert after("raceB", "heavy", 9, True, POLICY).threshold_h == 48
    assert after("key", "heavy", 9, True, POLICY).threshold_h is None


def test_a_verdict_knows_both_windows():
    found = before("heavy", "key", 60, POLICY)

    assert (found.severity, found.conflict_h, found.caution_h) == ("ok", 24, 48)


def test_overlapping_activities_have_no_gap():
    assert before("heavy", "key", -0.5, POLICY) == before("heavy", "key", 0, POLICY)
    assert before("heavy", "easy", -0.5, POLICY).severity == "caution"


def test_a_session_without_legs_never_disturbs():
    assert before("none", "raceA", 0, POLICY).severity == "ok"
    assert after("raceA", "none", 0, True, POLICY).severity == "ok"


def test_an_unknown_gap_or_class_is_not_judged():
    with pytest.raises(ValueError, match="gap must be known"):
        before("heavy", "key", float("nan"), POLICY)
    with pytest.raises(WrongInput, match="no lift class 'hard'"):
        before("hard", "key", 5, POLICY)
    with pytest.raises(WrongInput, match="no run class 'tempo'"):
        after("tempo", "heavy", 5, True, POLICY)


def test_a_long_key_run_takes_the_longer_of_both_windows():
    policy = POLICY.with_overrides({"lift_before_run.long_heavy": [30, 36]})
    found = before("heavy", "long + key", 25, policy)

    assert (found.severity, found.conflict_h, found.caution_h) == ("conflict", 30, 48)
    assert after("long + key", "heavy", 9, True, POLICY) == after(
        "long", "heavy", 9, True, POLICY
    )


def test_the_athletes_multiplier_stretches_windows_within_its_range():
    assert interference.windows("heavy", "key", POLICY, 1.5) == (36, 72)
    assert interference.windows("heavy", "key", POLICY, 3) == (36, 72)
    assert interference.windows("heavy", "key", POLICY, 0.1) == (18, 36)
    stretched = POLICY.with_overrides({"spacing.multiplier": 1.25})
    assert interference.windows("heavy", "key", stretched) == (30, 60)


def test_a_race_window_never_shrinks():
    assert interference.windows("heavy", "raceA", POLICY, 0.75) == (120, 168)
    assert interference.windows("heavy", "raceA", POLICY, 1.5) == (180, 252)


def test_downhill_running_stretches_windows_within_the_same_range():
    def windows(run, multiplier, policy=POLICY):
        return interference.windows(
            "heavy", run, policy, multiplier, is_after_downhill=True
        )

    off = POLICY.with_overrides({"spacing.downhill_multiplier": 1})
    assert windows("key", 1) == (30, 60)
    assert windows("key", 0.8) == (24, 48)
    assert windows("key", 1.4) == windows("key", 3) == (36, 72)
    assert windows("raceA", 0.75) == windows("raceA", 1) == (150, 210)
    assert windows("raceA", 1.5) == (180, 252)
    assert windows("key", 1, off) == (24, 48)
    assert before("heavy", "key", 26, POLICY).severity == "caution"
    found = before("heavy", "key", 26, POLICY, is_after_downhill=True)
    assert (found.severity, found.threshold_h) == ("conflict", 30)


def test_the_tolerance_never_makes_a_longer_window_more_lenient():
    def shortest_fine(multiplier):
        gaps = [hours / 10 for hours in range(600)]
        return next(
            gap
            for gap in gaps
            if before("heavy", "key", gap, POLICY, multiplier).severity != "conflict"
        )

    assert shortest_fine(0.75) == 18
    assert shortest_fine(0.96) == 23
    assert shortest_fine(0.99) == 23
    assert shortest_fine(1.0) == 23
    assert shortest_fine(1.25) == 29


def test_lifting_before_an_easy_run_of_the_same_day_is_the_wrong_order():
    def severity(lift, gap, same_day=True):
        return before(lift, "easy", gap, POLICY, same_day=same_day).severity

    assert severity("heavy", 5) == "caution"
    assert severity("heavy", 9) == "info"
    assert severity("light", 1) == "info"
    assert severity("none", 1) == "ok"
    assert severity("heavy", 9, same_day=False) == "ok"
    assert before("heavy", "easy", 9, POLICY, same_day=True).penalty == 2.5
    assert before("light", "easy", 1, POLICY, same_day=True).penalty == 4


def test_lighter_lifts_after_a_run_come_one_level_lower():
    assert after("key", "heavy", 4, True, POLICY).severity == "caution"
    assert after("key", "moderate", 4, True, POLICY).severity == "info"
    assert after("long", "moderate", 22, False, POLICY).severity == "info"
    assert after("long", "light", 33, False, POLICY).severity == "ok"
    assert after("raceB", "light", 40, False, POLICY).severity == "caution"


def test_a_shared_day_is_at_least_worth_a_remark():
    assert after("easy", "light", 10.2, True, POLICY).severity == "info"
    assert after("easy", "light", 10.2, True, POLICY).penalty == 1.5
    assert after("easy", "light", 10.2, False, POLICY).severity == "ok"


def test_any_lift_on_the_day_of_a_long_run_is_a_caution():
    assert after("long", "moderate", 9, True, POLICY).penalty == 12
    assert after("long", "light", 9, True, POLICY).penalty == 3


@pytest.mark.parametrize(
    ("metres", "gap", "severity"),
    [
        (10200, 47, "ok"),
        (21300, 118.9, "conflict"),
        (21300, 119, "ok"),
        (42600, 238.9, "conflict"),
        (42600, 300, "caution"),
        (42600, 335, "ok"),
        (80000, 334.9, "conflict"),
    ],
)
def test_longer_races_need_longer_recovery(metres, gap, severity):
    found = after("raceB", "heavy", gap, False, POLICY, metres)

    assert found.severity == severity


def test_a_short_race_that_matters_keeps_its_own_recovery():
    assert after("raceA", "heavy", 60, False, POLICY, 5000).severity == "conflict"


@pytest.mark.parametrize("run", ["long", "key", "long + key", "raceB", "raceA"])
def test_the_article_taken_literally_makes_a_conflict(run):
    assert article_floor(3, run, 22.9, POLICY).severity == "conflict"
    assert article_floor(3, run, 22.9, POLICY).threshold_h == 24
    assert article_floor(3, run, 23, POLICY).severity == "ok"
    assert article_floor(2, run, 1, POLICY).severity == "ok"


def test_the_article_taken_loosely_makes_a_caution():
    loose = POLICY.with_overrides({"leg_load.article_strict": False})

    assert article_floor(3, "key", 20, loose).severity == "caution"
    assert article_floor(3, "key", 20, POLICY, strict=False).severity == "caution"
    assert article_floor(3, "key", 20, loose, strict=True).severity == "conflict"


@pytest.mark.parametrize("run", ["easy", "steady"])
def test_the_article_is_not_about_easy_runs(run):
    assert article_floor(10, run, 0, POLICY).severity == "ok"


def test_a_moderate_session_under_the_article_is_a_conflict():
    graded = before("moderate", "long", 20, POLICY)
    found = interference.worst(graded, article_floor(4, "long", 20, POLICY))

    assert graded.severity == "caution"
    assert found.severity == "conflict"


def test_of_two_verdicts_the_more_severe_and_then_the_dearer_counts():
    fine = Verdict("ok", None, 24, 48, 0)
    mild = replace(fine, severity="caution", penalty=2)
    dear = replace(mild, penalty=5)

    assert interference.worst(fine, dear, mild) == dear


def test_one_step_lower():
    assert [interference.one_step_lower(one) for one in interference.SEVERITIES] == [
        "ok",
        "ok",
        "info",
        "caution",
    ]


def test_without_clock_times_the_order_of_a_day_is_unknown():
    def severity(lift, run, **given):
        return interference.order_unknown(lift, run, POLICY, **given).severity

    assert severity("heavy", "key") == "caution"
    assert severity("heavy", "easy") == "info"
    assert severity("light", "long") == "info"
    assert severity("light", "long", heavy_leg_sets=3) == "caution"
    assert severity("light", "long", heavy_leg_sets=3, strict=False) == "info"
    assert severity("none", "key") == "ok"


def test_without_clock_times_days_become_hours():
    assert interference.assumed_gap_h(1, POLICY) == 12
    assert interference.assumed_gap_h(2, POLICY) == 36
    assert interference.assumed_gap_h(1, POLICY, run_first=True) == 34


@pytest.mark.parametrize(
    ("gap", "severity", "penalty", "missed"),
    [
        (22.9, "conflict", 100, 24),
        (23, "caution", 12, 48),
        (47, "info", 1, 72),
        (71, "ok", 0, None),
    ],
)
def test_two_leg_sessions_want_days_between_them(gap, severity, penalty, missed):
    found = interference.leg_spacing(gap, "moderate", "heavy", POLICY)

    assert (found.severity, found.penalty, found.threshold_h) == (
        severity,
        penalty,
        missed,
    )


def test_a_light_session_needs_no_distance_to_the_next():
    assert interference.leg_spacing(1, "light", "heavy", POLICY).severity == "ok"
    assert interference.leg_spacing(1, "heavy", "none", POLICY).severity == "ok"


def test_hard_days_in_a_row():
    days = {date(2026, 11, day) for day in (1, 2, 4, 5, 6, 10, 11, 12, 13, 30)}
    days |= {date(2026, 12, 1), date(2026, 12, 2)}
    found = interference.hard_day_streaks(days, POLICY)

    assert [(one.first.day, one.last.day, one.days, one.severity) for one in found] == [
        (4, 6, 3, "caution"),
        (10, 13, 4, "conflict"),
        (30, 2, 3, "caution"),
    ]
    assert [one.penalty for one in found] == [4, 8, 4]
    assert interference.hard_day_streaks(set(), POLICY) == []


def test_a_week_can_hold_too_many_hard_sessions():
    assert interference.weekly_hard(5, 3, POLICY) == "ok"
    assert interference.weekly_hard(6, 3, POLICY) == "caution"
    assert interference.weekly_hard(7, 3, POLICY) == "conflict"
    assert interference.weekly_hard(7, 5, POLICY) == "caution"
