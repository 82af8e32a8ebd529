"""The next load of an exercise, by numbers worked by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from runlift.program.done import DoneExercise, DoneSet
from runlift.program.plan import PlannedExercise
from runlift.program.progression import next_target, sets_of_ramp
from runlift.science.policy import default_policy
from runlift.units import KG_PER_LB

POLICY = default_policy()
MONDAY = date(2026, 11, 2)
LB = KG_PER_LB


def asked(sets=4, reps=6, rir=2, load=None, percent=None, mode=None, **more):
    low, high = reps if isinstance(reps, tuple) else (reps, reps)
    return PlannedExercise(
        exercise_id="squat",
        sets=sets,
        mode=mode or ("fixed" if low == high else "range"),
        reps=(low, high),
        load_kg=load,
        percent=percent,
        rir=None if rir is None else rir if isinstance(rir, tuple) else (rir, rir),
        **more,
    )


def did(load, *reps, day=0, rir=None, of=None, **more):
    sets = tuple(DoneSet(load_kg=load, reps=one, rir=rir) for one in reps)
    return DoneExercise(MONDAY + timedelta(days=day), sets, asked=of, **more)


def after(*history, now=None, then=None, day=None, step=2.5, **more):
    """The target a week after the last session, unless another day is said."""
    now = now or asked()
    last = history[-1].day if history else MONDAY
    when = last + timedelta(days=7) if day is None else MONDAY + timedelta(days=day)
    more.setdefault("policy", POLICY)
    return next_target(now, then or now, history, day=when, step_kg=step, **more)


FIVE_TO_EIGHT = asked(sets=3, reps=(5, 8), rir=(1, 2))


# The step.


@pytest.mark.parametrize(
    ("load", "step", "expected"),
    [
        (60, 2.5, 62.5),  # 2.5 % is 1.5, the plates are 2.5: +4.2 %
        (80, 2.5, 82.5),
        (100, 2.5, 102.5),  # 2.5 % is exactly the plates
        (110, 2.5, 115),  # 2.75 rounds up to 5, within 5.5
        (100, 1, 103),  # microplates: 2.5 rounds up to 3
        (40, 1, 41),
        (50, 2.5, 52.5),  # 5 % is exactly the plates
    ],
)
def test_all_sets_done_is_a_step_of_two_to_five_percent(load, step, expected):
    found = after(did(load, 6, 6, 6, 6, rir=2), step=step)

    assert found.load_kg == pytest.approx(expected)
    assert found.kind == "raise"
    assert found.reps == (6, 6)


def test_the_reason_says_what_was_done_and_the_step():
    found = after(did(80, 6, 6, 6, 6, rir=2))

    assert found.reason == "All 4 × 6 done with 2 in reserve: +2.5 kg, 3.1 %."


def test_in_a_pound_gym_the_step_and_the_words_are_pounds():
    found = after(did(185 * LB, 6, 6, 6, 6, rir=2), step=5 * LB, weight_unit="lb")

    assert found.load_kg == pytest.approx(190 * LB)
    assert found.reason == "All 4 × 6 done with 2 in reserve: +5 lb, 2.7 %."


def test_of_a_range_every_set_has_to_reach_the_top():
    short = after(did(60, 8, 8, 7), now=FIVE_TO_EIGHT)
    whole = after(did(60, 8, 8, 8), now=FIVE_TO_EIGHT)

    assert (short.load_kg, short.kind) == (60, "hold")
    assert short.reason == (
        "2 of 3 sets reached 8: the same load again, one repetition more where it "
        "stays clean."
    )
    assert (whole.load_kg, whole.kind) == (62.5, "raise")
    assert whole.reason == "All 3 sets reached 8: +2.5 kg, 4.2 %."


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (did(80, 6, 6, 6), "3 of 4 sets done"),
        (did(80, 6, 6, 6, 5), "23 of 24 repetitions done"),
        (did(80, 6, 6, 6, 6, rir=0.5), "All 4 × 6 done, but with 0.5 in reserve"),
        (did(80, 6, 6, 6, 6, rir=2, is_form_flagged=True), "The form was off"),
    ],
)
def test_one_thing_that_lacks_holds_the_load(done, said):
    found = after(done)

    assert (found.load_kg, found.kind) == (80, "hold")
    assert found.reason == f"{said}: the same load again."


def test_a_reserve_nobody_logged_holds_nothing_up():
    assert after(did(80, 6, 6, 6, 6)).load_kg == 82.5


def test_a_lighter_set_more_than_asked_takes_nothing_away():
    extra = DoneSet(load_kg=60, reps=12)
    done = did(80, 6, 6, 6, 6)

    assert after(replace(done, sets=(*done.sets, extra))).load_kg == 82.5


def test_the_load_is_what_every_set_had():
    sets = tuple(DoneSet(load_kg=load, reps=6) for load in (80, 80, 80, 75))

    assert after(DoneExercise(MONDAY, sets)).load_kg == 77.5


def test_an_odd_load_lands_on_what_can_be_loaded():
    assert after(did(61.3, 6, 6, 6, 6)).load_kg == 62.5


# Where the smallest plate is too large a step.


def test_a_plate_too_large_asks_for_repetitions_first_and_then_comes():
    """2.5 kg on 30 kg are 8.3 %."""
    first = after(did(30, 6, 6, 6, 6, rir=2))
    second = after(did(30, 7, 7, 7, 7, rir=2))
    third = after(did(30, 8, 8, 8, 8, rir=2))

    assert (first.load_kg, first.reps, first.kind) == (30, (7, 7), "reps")
    assert (second.load_kg, second.reps, second.kind) == (30, (8, 8), "reps")
    assert (third.load_kg, third.reps, third.kind) == (32.5, (6, 6), "raise")
    assert first.reason == (
        "All 4 × 6 done with 2 in reserve; 2.5 kg would be too large a step, so 30 kg "
        "stays and 7 of each are asked for."
    )


def test_the_program_and_not_the_target_before_says_whether_all_was_done():
    """Seven were asked for instead of the plate, and the program's six were done."""
    found = after(did(30, 6, 6, 6, 6, of=asked(reps=7)))

    assert (found.load_kg, found.reps) == (30, (7, 7))


def test_more_than_asked_is_told():
    assert after(did(30, 7, 7, 7, 7)).reason.startswith("All 4 × 7 done;")


def test_of_a_range_the_top_goes_up():
    found = after(did(12, 8, 8, 8), now=FIVE_TO_EIGHT, step=2)

    assert (found.load_kg, found.reps) == (12, (5, 9))


def test_a_large_plate_comes_once_a_week():
    loads = (
        did(30, 8, 8, 8, 8),
        did(32.5, 8, 8, 8, 8, day=6),
    )

    assert after(*loads, day=11).load_kg == 32.5
    assert after(*loads, day=13).load_kg == 35


# Too heavy.


def test_two_missed_sessions_take_five_percent_off_and_round_down():
    missed = did(100, 6, 5, 5, 4, day=0), did(100, 5, 5, 5, 5, day=7)
    found = after(*missed)

    assert (found.load_kg, found.kind) == (95, "lower")
    assert found.reason == (
        "20 of 24 repetitions done, too heavy for the second time: −5 kg, 5 %."
    )
    assert after(did(90, 5, 5, 5, 5), did(90, 5, 5, 5, 5, day=7)).load_kg == 85


def test_85_percent_of_the_repetitions_are_not_missed():
    """20.4 of 24: 20 are missed, 21 are not."""
    missed = did(100, 5, 5, 5, 5)

    assert after(missed, did(100, 6, 5, 5, 5, day=7)).load_kg == 100
    assert after(missed, did(100, 5, 5, 5, 5, day=7)).load_kg == 95


def test_one_missed_session_is_a_bad_day():
    good = did(100, 6, 6, 6, 6)

    assert after(good, did(100, 4, 4, 4, 4, day=7)).load_kg == 100
    assert after(did(100, 4, 4, 4, 4), did(100, 6, 6, 6, 5, day=7)).load_kg == 100


def test_nothing_left_in_reserve_twice_is_too_heavy():
    found = after(did(100, 6, 6, 6, 6, rir=0), did(100, 6, 6, 6, 6, rir=0, day=7))

    assert found.load_kg == 95


def test_inside_a_range_nothing_is_missed():
    """A load that went up lands at five or six of five to eight."""
    inside = did(60, 6, 5, 5), did(60, 6, 6, 5, day=4)

    assert after(*inside, now=FIVE_TO_EIGHT).load_kg == 60


def test_what_cannot_be_lighter_stays_with_a_note():
    missed = did(20, 3, 3, 3, 3), did(20, 3, 3, 3, 3, day=7)
    found = after(*missed, least_kg=20)

    assert (found.load_kg, found.kind) == (20, "hold")
    assert "easier variant" in found.note


def test_each_session_is_compared_with_what_was_asked_in_it():
    """Four of four in the week that asked for four is not a miss of six."""
    of_four = asked(reps=4)
    done = did(100, 4, 4, 4, 4, of=of_four), did(100, 5, 5, 5, 5, day=7)

    assert after(*done).kind == "hold"


# Time.


def test_the_load_never_goes_up_twice_within_five_days():
    raised = did(100, 6, 6, 6, 6), did(102.5, 6, 6, 6, 6, day=7)

    assert after(*raised, day=11).load_kg == 102.5
    assert "less than 5 days before" in after(*raised, day=11).reason
    assert after(*raised, day=12).load_kg == 105


def test_two_steps_in_a_week_are_five_percent_at_most():
    """80, 82.5 and 85 within a week are 6.3 %: a beginner's weeks allow it."""
    loads = did(80, 6, 6, 6, 6), did(82.5, 6, 6, 6, 6, day=1)

    assert after(*loads, day=6).load_kg == 82.5
    assert after(*loads, day=7).load_kg == 82.5
    assert "5 % in a week is the most" in after(*loads, day=6).reason
    assert after(*loads, day=6, is_beginner_week=True).load_kg == 85
    assert after(*loads, day=8).load_kg == 85


def test_a_lighter_week_is_passed_over():
    lighter = did(72.5, 6, 6, day=7, is_lighter=True)

    assert after(did(80, 6, 6, 6, 6), lighter).load_kg == 82.5


# Shares of the 1RM.

WEEK = {
    number: asked(sets=sets, reps=reps, rir=rir, load=load, percent=percent)
    for number, sets, reps, rir, percent, load in (
        (1, 4, 6, 3, 77, 77.5),
        (2, 4, 6, 1.5, 80, 80),
        (3, 4, 5, 1.4, 82.5, 82.5),
        (4, 4, 4, 1.3, 85, 85),
    )
}


def cycle(*history, week):
    return after(*history, now=WEEK[week - 1], then=WEEK[week], week=week)


def test_the_week_of_the_program_sets_the_load():
    found = cycle(did(77.5, 6, 6, 6, 6, rir=2), week=2)

    assert (found.load_kg, found.kind) == (80, "raise")
    assert found.reason == (
        "All 4 × 6 done with 2 in reserve: week 2 asks for 80 %, +2.5 kg, 3.2 %."
    )


def test_after_a_missed_session_the_load_holds():
    found = cycle(did(80, 6, 6, 6, 5), week=3)

    assert (found.load_kg, found.reps, found.kind) == (80, (5, 5), "hold")
    assert found.reason == (
        "23 of 24 repetitions done: week 3 asks for 82.5 %, but not above the last "
        "load, 80 kg again."
    )


def test_after_two_it_is_five_percent_less():
    missed = (
        did(80, 6, 6, 6, 5, of=WEEK[2]),
        did(80, 5, 5, 5, 4, day=7, of=WEEK[3]),
    )

    assert cycle(*missed, week=4).load_kg == 75  # 76, rounded down


def test_the_program_is_followed_no_faster_than_the_cap():
    """Somebody who took 70 instead of 77.5: 5 % is 73.5."""
    found = cycle(did(70, 6, 6, 6, 6), week=2)

    assert found.load_kg == 72.5
    assert "as far as 5 % in a week go" in found.reason


def test_a_new_cycle_begins_with_its_own_load():
    week_6 = asked(sets=3, reps=2, load=90, percent=90)
    found = after(did(90, 2, 2, 2, rir=3), now=week_6, then=WEEK[1], week=1)

    assert (found.load_kg, found.kind) == (77.5, "lower")


def test_a_small_1rm_gets_its_plate_by_repetitions():
    """40 kg: 32 is asked for after 30, and 2.5 kg are 8.3 %."""
    first, second = (asked(load=load, percent=77) for load in (30, 32.5))
    waits = after(did(30, 6, 6, 6, 6), now=first, then=second)
    comes = after(did(30, 8, 8, 8, 8), now=first, then=second)

    assert (waits.load_kg, waits.reps) == (30, (7, 7))
    assert comes.load_kg == 32.5


# Other repetitions each week.

LUNGE = [asked(sets=3, reps=reps, rir=rir) for reps, rir in ((10, 3), (10, 2), (8, 2))]


def test_other_repetitions_get_the_load_of_the_estimated_1rm():
    """40 kg × 13 are 57.3 kg, and for 12 repetitions of that 40.95."""
    found = after(did(40, 10, 10, 10, rir=3), now=LUNGE[0], then=LUNGE[1], step=1)

    assert (found.load_kg, found.kind) == (41, "raise")
    assert found.reason == (
        "All 3 × 10 done with 3 in reserve: the program asks for 3 × 10 with 2 in "
        "reserve, by the estimated 1RM, +1 kg, 2.5 %."
    )


def test_it_is_bounded_by_the_cap():
    """40 × 15 are 60 kg; for 10 repetitions 45, but 5 % are 42."""
    found = after(did(40, 10, 10, 10, rir=5), now=LUNGE[1], then=LUNGE[2], step=1)

    assert found.load_kg == 42


def test_it_is_never_below_what_was_just_done():
    """The reserve was 1 of 2: the estimate says 39, and all was done at 40."""
    harder = asked(sets=3, reps=10, rir=1.5)
    found = after(did(40, 10, 10, 10, rir=1), now=LUNGE[1], then=harder, step=1)

    assert (found.load_kg, found.kind) == (40, "hold")


def test_more_repetitions_than_before_may_ask_for_less():
    """A new cycle: 48 × 8 are 60.8 kg, and for 13 repetitions 42.4."""
    week_6 = asked(sets=2, reps=6, rir=2)
    found = after(did(48, 6, 6, rir=2), now=week_6, then=LUNGE[0], step=1)

    assert (found.load_kg, found.kind) == (42, "lower")


def test_after_a_missed_session_it_does_not_rise():
    found = after(did(40, 10, 10, 9, rir=3), now=LUNGE[0], then=LUNGE[2], step=1)

    assert found.load_kg == 40


def test_a_reserve_nobody_logged_is_taken_as_asked_and_said():
    found = after(did(40, 10, 10, 10), now=LUNGE[0], then=LUNGE[1], step=1)

    assert found.load_kg == 41
    assert "with the reserve as asked" in found.reason


def test_where_the_plate_is_too_large_the_repetitions_stay_up():
    """12 kg × 13 allow 12.9 for 8 with 2 left; the next pair has 14."""
    found = after(did(12, 10, 10, 10, rir=3), now=LUNGE[0], then=LUNGE[2], step=2)

    assert (found.load_kg, found.reps) == (12, (10, 10))


def test_beyond_what_formulas_know_a_plain_step_is_taken():
    fifteen, twelve = asked(sets=3, reps=15, rir=2), asked(sets=3, reps=12, rir=None)
    found = after(did(50, 15, 15, 15), now=fifteen, then=twelve)

    assert (found.load_kg, found.reps) == (52.5, (12, 12))


# The body, help, bands.


def test_the_body_alone_gets_repetitions_and_then_a_note():
    def found(*reps):
        return after(did(None, *reps), now=asked(sets=3, reps=10), basis="bodyweight")

    assert (found(10, 10, 10).reps, found(10, 10, 10).kind) == ((11, 11), "reps")
    assert found(11, 11, 11).reps == (12, 12)
    assert found(12, 12, 12).reps == (12, 12)
    assert "harder variant" in found(12, 12, 12).note
    assert found(10, 10, 9).reps == (10, 10)
    assert all(found(*[n] * 3).load_kg is None for n in (9, 10, 12))


def test_a_band_too():
    found = after(did(None, 12, 12, 12), now=asked(sets=3, reps=10), basis="band")

    assert "a stronger band" in found.note


def test_added_weight_is_measured_against_the_body():
    """75 kg and 10 more: 2.5 kg are 2.9 %, not 25 %."""
    known = after(did(10, 6, 6, 6, 6), basis="bodyweight", carried_kg=75)
    unknown = after(did(10, 6, 6, 6, 6), basis="bodyweight")

    assert (known.load_kg, known.kind) == (12.5, "raise")
    assert "+2.5 kg, 2.9 %" in known.reason
    assert (unknown.load_kg, unknown.kind) == (10, "reps")


def test_less_help_is_more():
    """Of 120 kg, 20 are help: a plate of 5 is 5 % of 100."""
    found = after(did(20, 6, 6, 6, 6), basis="assist", carried_kg=120, step=5)

    assert (found.load_kg, found.kind) == (15, "raise")
    assert found.reason == "All 4 × 6 done: 5 kg less help, 5 %."


def test_too_heavy_is_more_help():
    missed = did(20, 4, 4, 4, 4), did(20, 4, 4, 4, 4, day=7)
    known = after(*missed, basis="assist", carried_kg=80, step=5)
    unknown = after(*missed, basis="assist", step=5)

    assert (known.load_kg, known.kind) == (25, "lower")  # 57 of 60 kg: 23, rounded up
    assert (unknown.load_kg, unknown.kind) == (25, "lower")


def test_help_without_body_mass_goes_by_repetitions():
    assert after(did(20, 6, 6, 6, 6), basis="assist", step=5).reps == (7, 7)
    assert after(did(20, 8, 8, 8, 8), basis="assist", step=5).load_kg == 15


# What has no reserve.


def plank(seconds=None):
    return replace(asked(sets=2), mode="time", reps=None, rir=None, seconds=seconds)


def held(*seconds, **more):
    return DoneExercise(MONDAY, tuple(DoneSet(seconds=one) for one in seconds), **more)


@pytest.mark.parametrize(
    ("done", "seconds", "kind"),
    [
        ((62, 48), (65, 65), "reps"),
        ((60, 60), (65, 65), "reps"),
        ((118, 90), (120, 120), "reps"),
        ((130, 90), (120, 120), "hold"),
    ],
)
def test_a_hold_as_long_as_one_can_grows_by_its_longest_set(done, seconds, kind):
    found = after(held(*done), now=plank())

    assert (found.seconds, found.kind) == (seconds, kind)
    assert found.rir is None


def test_a_hold_of_seconds_grows_when_every_set_was_held():
    assert after(held(30, 30), now=plank((30, 30))).seconds == (30, 35)
    assert after(held(35, 35), now=plank((30, 30))).seconds == (30, 40)
    assert after(held(30, 28), now=plank((30, 30))).seconds == (30, 30)
    assert after(held(30), now=plank((30, 30))).seconds == (30, 30)


def amrap(**more):
    return replace(asked(sets=3), mode="amrap", reps=None, rir=None, **more)


def test_as_many_as_possible_is_one_more():
    found = after(did(None, 12, 10, 9), now=amrap(), basis="bodyweight")

    assert (found.reps, found.rir) == ((13, 13), None)
    assert found.reason == "12, 10, 9 last time: 13 in one set, if they stay clean."
    assert "harder" in after(did(None, 20, 15, 9), now=amrap()).note


def test_nothing_left_in_reserve_is_no_miss_there():
    twice = did(None, 9, 8, 7, rir=0), did(None, 9, 8, 7, rir=0, day=7)

    assert after(*twice, now=amrap(), basis="bodyweight").reps == (10, 10)


def test_jumps_and_throws_follow_the_program():
    found = after(did(None, 3, 3, 3, 3), now=asked(reps=3), kind="plyometric")

    assert (found.kind, found.reps) == ("hold", (3, 3))


# Ages.


def test_over_60_the_steps_are_two_percent():
    """2.5 kg on 80 are 3.1 %: repetitions first; on 125 they are exactly 2."""
    slow = after(did(80, 6, 6, 6, 6), age_group="over_60")
    heavy = after(did(125, 6, 6, 6, 6), age_group="over_60")

    assert (slow.load_kg, slow.reps) == (80, (7, 7))
    assert heavy.load_kg == 127.5


def test_under_18_there_are_six_repetitions_three_in_reserve_and_no_share():
    found = after(
        did(60, 6, 6, 6, 6, rir=3), now=WEEK[3], then=WEEK[4], age_group="under_18"
    )

    assert found.reps == (6, 6)
    assert found.rir == (3, 3)
    assert found.load_kg == 62.5
    assert "%" not in found.reason.partition("+")[0]


def test_under_18_two_in_reserve_are_no_reason_for_more():
    assert after(did(60, 6, 6, 6, 6, rir=2), age_group="under_18").load_kg == 60


def test_under_18_nobody_is_asked_for_a_maximum():
    many = after(did(None, 12, 10, rir=0), now=amrap(), age_group="under_18")
    long = after(held(62, 48), now=plank(), age_group="under_18")

    assert (many.reps, many.rir) == ((12, 12), (3, 3))
    assert long.seconds == (62, 62)


# The first time.


def test_before_the_first_session_the_plan_stands():
    found = after(now=asked(load=77.5, reason="77 % of 100 kg."))

    assert (found.load_kg, found.kind, found.reason) == (
        77.5,
        "first",
        "77 % of 100 kg.",
    )


def test_a_beginners_first_session_leaves_four():
    found = after(now=asked(rir=(1, 2)), is_beginner_week=True)

    assert found.rir == (4, 4)
    assert found.load_kg is None


def test_a_load_nobody_logged_is_not_guessed():
    found = after(did(None, 6, 6, 6, 6))

    assert (found.load_kg, found.kind) == (None, "hold")
    assert "not logged" in found.reason


def test_the_ramp_is_one_set_a_week():
    assert [sets_of_ramp(1, week, 3) for week in (1, 2, 3, 4)] == [1, 2, 3, 3]
    assert [sets_of_ramp(2, week, 5) for week in (1, 2, 3, 4, 9)] == [2, 3, 4, 5, 5]


def test_the_limits_are_the_athletes_own():
    own = POLICY.with_overrides({"progression.step": [2, 10]})

    assert after(did(30, 6, 6, 6, 6), policy=own).load_kg == 30
    wide = own.with_overrides({"progression.week_most": 10})
    assert after(did(30, 6, 6, 6, 6), policy=wide).load_kg == 32.5
