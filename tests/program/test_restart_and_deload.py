"""Where a cycle begins again, and what a lighter week is."""

from datetime import timedelta

import pytest
from tests.program.test_progression import LB, MONDAY, POLICY, amrap, asked, plank

from runlift.program.deload import deload, deload_reasons
from runlift.program.done import DoneSet
from runlift.program.restart import restart
from runlift.science.plates import rounded

WEEK_6 = [DoneSet(90, 2, None, 3), DoneSet(85, 4, None, 1), DoneSet(90, 2, None, 2)]


def test_the_best_estimate_of_the_heavy_weeks_is_the_new_1rm():
    """90 kg × 2 with 3 in reserve: 90 × (1 + 0.0333 × 5) = 105.0."""
    found = restart(100, WEEK_6, POLICY)

    assert found.one_rm_kg == pytest.approx(104.985)
    assert found.is_accepted and found.question is None
    assert rounded(0.77 * found.one_rm_kg, 2.5) == 80
    assert found.reason == (
        "90 kg × 2 with 3 in reserve is an estimated 1RM of 105 kg, 5 % above the last."
    )


def test_in_pounds():
    found = restart(225 * LB, [DoneSet(205 * LB, 2, None, 2)], POLICY, weight_unit="lb")

    assert "205 lb × 2 with 2 in reserve" in found.reason
    assert "232.3 lb" in found.reason


@pytest.mark.parametrize(
    ("load", "one_rm", "is_accepted", "offers", "asks"),
    [
        (100, 111.99, True, False, False),  # 100 × 1.11988 is 11.99 % more
        (101, 100, False, False, True),  # 13.1 % more
        (89.29, 100, True, True, False),  # 99.99: not more, and no less than 2 %
        (88, 100, True, True, False),  # 98.5
        (86, 100, False, True, True),  # 96.3
    ],
)
def test_what_differs_too_much_is_asked_about(load, one_rm, is_accepted, offers, asks):
    """3.6 repetitions possible are 1.11988 times the load."""
    found = restart(100, [DoneSet(load, 3, None, 0.6)], POLICY)

    assert found.one_rm_kg == pytest.approx(one_rm, abs=0.01)
    assert found.is_accepted == is_accepted
    assert found.is_deload_offered == offers
    assert (found.question is not None) == asks


def test_without_heavy_sets_the_loads_stay():
    found = restart(100, [DoneSet(None, 3), DoneSet(50, 20)], POLICY)

    assert (found.one_rm_kg, found.estimate_kg, found.is_accepted) == (100, None, True)
    assert "100 kg" in found.reason


def test_a_reserve_nobody_logged_counts_as_none():
    assert restart(100, [DoneSet(95, 3)], POLICY).one_rm_kg == pytest.approx(
        95 * (1 + 0.0333 * 3)
    )


def reasons(**changed):
    given = {
        "day": MONDAY,
        "cycles": 0,
        "falling": [],
        "is_race_week": False,
        "complaints": {},
        "policy": POLICY,
        **changed,
    }
    return deload_reasons(**given)


def sore(*scores):
    """The last of them today."""
    days = range(len(scores) - 1, -1, -1)
    return {
        MONDAY - timedelta(days=back): score
        for back, score in zip(days, scores, strict=True)
    }


def test_nothing_speaks_for_a_lighter_week_by_itself():
    assert reasons() == []
    assert reasons(cycles=1, falling=["Squat"], complaints=sore(7, 9)) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cycles": 2}, "2 whole cycles were done back to back."),
        (
            {"falling": ["Squat", "Bench press"]},
            "The estimated 1RM of Squat and Bench press is falling.",
        ),
        ({"is_race_week": True}, "There is a B race in the week."),
        (
            {"complaints": sore(7, 2, 8, 3, 7)},
            "Soreness or tiredness was 7 of 10 or more on 3 of the last 5 days.",
        ),
    ],
)
def test_each_reason_is_a_sentence(given, said):
    assert reasons(**given) == [said]


def test_complaints_of_older_or_later_days_do_not_count():
    assert reasons(complaints=sore(9, 9, 9, 1, 1, 1, 9)) == []
    assert reasons(complaints={MONDAY + timedelta(days=n): 9 for n in range(5)}) == []


def lighter(one, step=2.5, **more):
    return deload(one, POLICY, step_kg=step, **more)


@pytest.mark.parametrize(("sets", "left"), [(5, 3), (4, 2), (3, 2), (2, 1), (1, 1)])
def test_half_the_sets_are_left_rounded_up(sets, left):
    assert lighter(asked(sets=sets)).sets == left


@pytest.mark.parametrize(
    ("load", "step", "left"),
    [(100, 2.5, 90), (82.5, 2.5, 72.5), (12, 2, 10), (2, 2, 2), (None, 2.5, None)],
)
def test_nine_tenths_of_the_load_are_left_rounded_down(load, step, left):
    assert lighter(asked(load=load), step).load_kg == left


def test_four_are_in_reserve_where_there_is_one():
    assert lighter(asked(rir=(1, 2))).rir == (4, 4)
    assert lighter(asked(rir=(3, 5))).rir == (4, 5)
    assert lighter(amrap()).rir == (4, 4)
    assert lighter(plank((30, 30))).rir is None


def test_a_share_of_the_1rm_falls_with_the_load():
    found = lighter(asked(load=80, percent=80))

    assert (found.load_kg, found.percent) == (70, pytest.approx(72))
    assert found.reason == (
        "A lighter week: 2 of 4 sets and less load, 4 or more in reserve."
    )


def test_jumps_and_throws_are_left_out():
    assert lighter(asked(reps=3), kind="plyometric") is None
    assert lighter(asked(reps=3), kind="throw") is None


def test_help_grows_and_the_bar_is_the_least():
    """60 kg of 80 are lifted; 54 of them with 26 of help, rounded up."""
    helped = lighter(asked(load=20), 5, basis="assist", carried_kg=80)

    assert helped.load_kg == 30
    assert lighter(asked(load=20), 5, basis="assist").load_kg == 25
    assert lighter(asked(load=20), 2.5, least_kg=20).load_kg == 20
