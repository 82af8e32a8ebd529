"""What holds for every next target, and half a year of a lifter who slowly gets stronger."""

import itertools
import math
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.program.test_progression import (
    FIVE_TO_EIGHT,
    LUNGE,
    MONDAY,
    POLICY,
    amrap,
    asked,
    did,
)

from runlift.exercises.catalogue import catalogue
from runlift.program.progression import DoneExercise, DoneSet, next_target
from runlift.program.templates import programs

hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")

MANY = hypothesis.settings(max_examples=150, deadline=None)
STEPS = st.sampled_from([1, 2, 2.5, 5])
AGES = st.sampled_from(["adult", "under_18", "over_60"])
RIRS = st.one_of(st.none(), st.integers(0, 5))
ASKED = st.sampled_from([asked(), asked(sets=3, reps=10, rir=3), FIVE_TO_EIGHT, *LUNGE])
CAPS = {"adult": 0.05, "under_18": 0.05, "over_60": 0.02}


@st.composite
def logs(draw, most=6):
    """A step, and sessions with loads that can be made of it."""
    step = draw(STEPS)
    day, found = 0, []
    for _ in range(draw(st.integers(1, most))):
        load = step * draw(st.integers(1, 60))
        reps = draw(st.lists(st.integers(0, 15), min_size=1, max_size=5))
        found.append(did(load, *reps, day=day, rir=draw(RIRS)))
        day += draw(st.integers(1, 9))
    return step, found, MONDAY + timedelta(days=day)


def target(now, then, history, day, step, **more):
    return next_target(now, then, history, day=day, step_kg=step, policy=POLICY, **more)


def is_multiple(load, step):
    return math.isclose(load / step, round(load / step), abs_tol=1e-6)


@MANY
@hypothesis.given(logs(), ASKED, ASKED, AGES)
def test_a_load_can_be_made_and_has_a_reason(log, now, then, age):
    step, history, day = log
    found = target(now, then, history, day, step, age_group=age)

    assert is_multiple(found.load_kg, step) and found.load_kg > 0
    assert found.reason.endswith(".") and "nan" not in found.reason
    assert found.sets == then.sets
    if age == "under_18":
        assert min(found.reps) >= 6 and min(found.rir) >= 3


@MANY
@hypothesis.given(logs(), ASKED, ASKED, AGES, st.booleans())
def test_no_step_is_above_the_cap_but_for_one_earned_plate(log, now, then, age, is_new):
    step, history, day = log
    more = {"age_group": age, "is_beginner_week": is_new}
    found = target(now, then, history, day, step, **more)
    last = min(one.load_kg for one in history[-1].sets)
    cap = 0.075 if is_new and age != "over_60" else CAPS[age]

    plate = step if step > 0.05 * last or age == "over_60" else 0
    assert found.load_kg <= max(last * (1 + cap), last + plate) + 1e-6
    if found.load_kg > last * (1 + cap) + 1e-6:
        did_reps = sorted((one.reps for one in history[-1].sets), reverse=True)
        assert did_reps[now.sets - 1] >= then.reps[1] + 2


@MANY
@hypothesis.given(logs(), st.data())
def test_more_repetitions_never_bring_less(log, data):
    step, history, day = log
    now = data.draw(ASKED)
    last = history[-1]
    better = replace(
        last,
        sets=tuple(
            replace(one, reps=one.reps + data.draw(st.integers(0, 3)))
            for one in last.sets
        ),
    )
    before = target(now, now, history, day, step)
    after = target(now, now, [*history[:-1], better], day, step)

    assert after.load_kg >= before.load_kg - 1e-6


@MANY
@hypothesis.given(STEPS, st.integers(4, 60), st.integers(1, 9), RIRS)
def test_a_heavier_session_never_brings_less(step, count, more, rir):
    day = MONDAY + timedelta(days=7)

    def found(load):
        return target(asked(), asked(), [did(load, 6, 6, 6, 6, rir=rir)], day, step)

    assert found(step * (count + more)).load_kg >= found(step * count).load_kg - 1e-6


@MANY
@hypothesis.given(
    STEPS,
    st.integers(2, 40),
    st.lists(st.tuples(st.integers(1, 6), st.integers(4, 12)), max_size=25),
    AGES,
)
def test_followed_for_months_no_rule_of_time_is_broken(step, count, sessions, age):
    """Whatever is done, as often as one likes: the targets keep their distance."""
    load, day, history = step * count, MONDAY, []
    for days, reps in sessions:
        history.append(
            DoneExercise(day, tuple(DoneSet(load, reps, None, 3) for _ in range(4)))
        )
        day += timedelta(days=days)
        load = target(asked(), asked(), history, day, step, age_group=age).load_kg
    loads = [(one.day, one.sets[0].load_kg) for one in history]
    raised = [
        when
        for (_, before), (when, weight) in itertools.pairwise(loads)
        if weight > before + 1e-9
    ]

    assert all((b - a).days >= 5 for a, b in itertools.pairwise(raised))
    for at, (when, weight) in enumerate(loads):
        for earlier, lower in loads[:at]:
            if (when - earlier).days <= 7:
                assert weight <= max(lower * (1 + CAPS[age]), lower + step) + 1e-6


@MANY
@hypothesis.given(logs(), st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_as_many_as_possible_grows_by_one(log, reps):
    step, _, day = log
    found = target(amrap(), amrap(), [did(None, *reps)], day, step, basis="bodyweight")

    assert max(reps) <= found.reps[0] <= max(reps) + 1


# A lifter of known strength, who does what is asked and stops with one in reserve.


class Lifter:
    """Somebody whose 1RM rises by a steady share a week."""

    def __init__(self, one_rm, per_week):
        self.one_rm, self.per_week = one_rm, per_week

    def on(self, day):
        return self.one_rm * (1 + self.per_week) ** ((day - MONDAY).days / 7)

    def lifts(self, day, load, wanted, sets):
        """What she can do by Epley, a little less each set, one repetition kept."""
        able = (self.on(day) / load - 1) / 0.0333
        done = []
        for place in range(sets):
            possible = int(able - 0.4 * place)
            reps = max(min(wanted, possible - 1), 0)
            done.append(DoneSet(load, reps, None, max(possible - reps, 0)))
        return DoneExercise(day, tuple(done))


@pytest.mark.parametrize("per_week", [0.0, 0.003, 0.006])
@pytest.mark.parametrize("step", [1, 2.5])
def test_a_beginner_is_followed_for_24_weeks(per_week, step):
    """Three sets of five to eight, twice a week, begun well below what is possible."""
    lifter, day, load, history = Lifter(100, per_week), MONDAY, 60.0, []
    top = FIVE_TO_EIGHT.reps[1]
    for session in range(48):
        history.append(lifter.lifts(day, load, top, FIVE_TO_EIGHT.sets))
        day += timedelta(days=3 if session % 2 == 0 else 4)
        is_new = session < 6
        found = target(
            FIVE_TO_EIGHT, FIVE_TO_EIGHT, history, day, step, is_beginner_week=is_new
        )
        assert is_multiple(found.load_kg, step)
        load, top = found.load_kg, found.reps[1]
    loads = [(one.day, one.sets[0].load_kg) for one in history]

    first, last = loads[0][1], loads[-1][1]
    # Eight with one in reserve is nine possible: 77 % of the 1RM on the day.
    possible = lifter.on(loads[-1][0]) / (1 + 0.0333 * 9)
    assert first < last
    assert possible * 0.93 <= last <= possible * 1.06
    for at, (when, weight) in enumerate(loads):
        for earlier, lower in loads[:at]:
            if (when - earlier).days < 7:
                cap = 1.075 if at < 7 else 1.05
                assert weight <= max(lower * cap, lower + step) + 1e-6


@pytest.mark.parametrize("per_week", [0.002, 0.006])
def test_the_six_weeks_are_followed_four_times(per_week):
    """The squat of the intermediate plan, from restart to restart."""
    from runlift.program.restart import restart
    from runlift.science.plates import rounded

    [slot] = [
        slot
        for workout in programs()["intermediate_advanced"].workouts
        for slot in workout.slots
        if slot.exercise_id == "squat"
    ]
    assert catalogue()["squat"].load_basis == "total"
    lifter, one_rm, history, of_cycle = Lifter(104, per_week), 100.0, [], []
    before, cycles = None, []
    for number in range(24):
        asks = slot.weeks[number % 6]
        if asks.week == 1 and number:
            top_sets = [one for done in of_cycle[3:] for one in done.sets]
            found = restart(one_rm, top_sets, POLICY)
            assert found.is_accepted
            one_rm = found.one_rm_kg
            cycles.append(one_rm)
            of_cycle = []
        load = rounded(one_rm * asks.percent / 100, 2.5)
        then = asked(asks.sets[0], asks.reps, asks.rir, load, asks.percent, "fixed")
        day = MONDAY + timedelta(weeks=number)
        target_of = target(before or then, then, history, day, 2.5, week=asks.week)
        if asks.week > 1 and history:
            last = history[-1].sets[0].load_kg
            assert target_of.load_kg <= last * 1.05 + 1e-6
        done = lifter.lifts(day, target_of.load_kg, asks.reps[1], asks.sets[0])
        history.append(replace(done, asked=then))
        of_cycle.append(done)
        before = then
    assert cycles == sorted(cycles)
    assert cycles[-1] > 104
    assert history[23].sets[0].load_kg > history[5].sets[0].load_kg
