"""Plans from the guide's programs: who, with what, how heavy, when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from runlift.errors import WrongInput
from runlift.exercises.catalogue import catalogue
from runlift.program import placing
from runlift.program.build import build, hardest_week, weekly_workouts
from runlift.program.choices import Choices, choices_of
from runlift.program.placement import best_placements
from runlift.program.plan import Race
from runlift.program.plan_frames import (
    about_of,
    exercise_frame,
    plan_of,
    planned_lifts,
    session_frame,
)
from runlift.program.plan_words import HOUSE_LABEL
from runlift.program.season import Season
from runlift.program.session_load import (
    heavy_leg_sets,
    lift_class,
    planned_leg_load,
    session_minutes,
)
from runlift.program.starting_loads import KnownLift, Lifter
from runlift.program.substitutes import GYMS, is_possible, substitute
from runlift.program.templates import programs
from runlift.program.week import DAY_H, Slot, WeekRun, default_hours
from runlift.science.policy import default_policy

POLICY, EXERCISES = default_policy(), catalogue()
MONDAY = date(2026, 11, 30)
KNOWN = {
    name: KnownLift(kilos, 20, date(2026, 11, 20))
    for name, kilos in {
        "squat": 100.0,
        "romanian_deadlift": 90.0,
        "bench_press": 60.0,
        "hip_thrust": 110.0,
    }.items()
}
LIFTER = Lifter(KNOWN, POLICY)


def runs(text="Tue key, Wed easy, Thu key, Sat easy, Sun long"):
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    pairs = [one.split() for one in text.split(", ")]
    return tuple(
        WeekRun(days.index(day) * DAY_H + 7, default_hours(kind, POLICY), kind)
        for day, kind in pairs
    )


def choose(program="intermediate_advanced", **more):
    more = {"weeks": 6, "days": 3, "runs": runs()} | more
    return Choices(program, MONDAY, **more).checked(date(2026, 11, 29))


def plan(program="intermediate_advanced", lifter=LIFTER, **more):
    choices = choose(program, **more)
    return build("p", "Mine", programs()[program], choices, lifter, EXERCISES)


def of(found, week, workout):
    return next(
        one for one in found.lifts if (one.week, one.workout_id) == (week, workout)
    )


def asked(session, exercise):
    return next(one for one in session.exercises if one.exercise_id == exercise)


def with_rir(session, exercise, rir):
    changed = tuple(
        replace(one, rir=(rir, rir)) if one.exercise_id == exercise else one
        for one in session.exercises
    )
    return replace(session, exercises=changed)


# The programs as the reference counts them.


@pytest.mark.parametrize("sets", [1, 2, 3, 4, 5])
def test_the_basic_workouts_ask_of_the_legs_what_the_reference_says(sets, oracle):
    expected = oracle("golden.json")["leg_load"]["basic"][str(sets)]
    # Fewer sets than the program's three are a beginner's first weeks.
    ramp = {"is_beginner": True, "start_sets": sets} if sets < 3 else {}
    found = plan("basic", days=2, sets=max(sets, 3), weeks=1, **ramp)

    loads = [
        planned_leg_load(of(found, 1, one).exercises, EXERCISES, POLICY)
        for one in ("1", "2")
    ]

    assert loads == pytest.approx(expected)


# Three values of the reference's oracle differ from its own table, which the program
# has: 3.4 of the Romanian deadlift in week 1, and twice 2.2, which is 2.15 rounded.
OTHER_RIR = (
    (1, "1", "romanian_deadlift", 3.0),
    (3, "3", "hip_thrust", 2.1),
    (5, "1", "romanian_deadlift", 2.1),
)


def test_the_plan_asks_of_the_legs_what_the_reference_says(oracle):
    expected = oracle("golden.json")["leg_load"]["plan"]
    found = plan()

    for week in range(1, 7):
        loads = []
        for workout in ("1", "2", "3"):
            session = of(found, week, workout)
            for of_week, of_workout, exercise, rir in OTHER_RIR:
                if (of_week, of_workout) == (week, workout):
                    session = with_rir(session, exercise, rir)
            loads.append(planned_leg_load(session.exercises, EXERCISES, POLICY))
        assert loads == pytest.approx(expected[str(week)], abs=0.0006)


def test_the_leg_sessions_are_heavy_and_the_upper_one_is_light():
    found = plan()

    classes = [
        lift_class(of(found, 1, one).exercises, EXERCISES, POLICY) for one in "123"
    ]

    assert classes == ["heavy", "light", "heavy"]
    assert heavy_leg_sets(of(found, 1, "1").exercises, EXERCISES, POLICY) >= 3
    assert heavy_leg_sets(of(found, 1, "2").exercises, EXERCISES, POLICY) == 0


# Loads.


def test_first_loads_are_the_programs_share_of_the_logs_1rm_rounded_down():
    squat = asked(of(plan(), 1, "1"), "squat")

    assert (squat.sets, squat.reps, squat.percent) == (4, (6, 6), 77)
    assert squat.load_kg == 75, "77 % of 100 kg, on plates of 2.5 kg"
    assert "77 % of 100 kg" in squat.reason


def test_pounds_are_rounded_to_the_plates_of_a_pound_gym():
    found = plan(lifter=replace(LIFTER, weight_unit="lb"))

    squat = asked(of(found, 1, "1"), "squat")

    assert squat.load_kg / 0.45359237 == pytest.approx(165), "169.8 lb, down to 5 lb"


def test_without_a_log_the_reserve_says_how_heavy():
    found = plan(lifter=Lifter({}, POLICY))

    squat = asked(of(found, 1, "1"), "squat")

    assert squat.load_kg is None and squat.percent is None
    assert squat.rir == (3, 3)
    assert "Not in your log yet" in squat.reason


def test_no_share_of_a_1rm_before_an_exercise_is_known_well_or_when_it_is_old():
    few = {"squat": KnownLift(100.0, 3, date(2026, 11, 20))}
    old = {"squat": KnownLift(100.0, 30, date(2026, 6, 1))}

    for known, said in ((few, "fewer than 4 times"), (old, "too long ago")):
        squat = asked(of(plan(lifter=Lifter(known, POLICY)), 1, "1"), "squat")
        assert squat.load_kg is None
        assert said in squat.reason


def test_a_1rm_of_nothing_gives_no_load():
    zero = {"squat": KnownLift(0.0, 30, date(2026, 11, 20))}

    squat = asked(of(plan(lifter=Lifter(zero, POLICY)), 1, "1"), "squat")

    assert squat.load_kg is None
    assert squat.reason


def test_later_cycles_wait_for_the_new_1rm():
    found = plan(weeks=8)

    again = asked(of(found, 7, "1"), "squat")
    assert again.percent == 77 and again.load_kg is None
    assert "new 1RM" in again.reason


# Beginners, the young, the old.


def test_a_beginner_begins_with_one_set_and_adds_one_each_week():
    found = plan("basic", days=2, sets=4, is_beginner=True, weeks=6)

    sets = [asked(of(found, week, "1"), "squat").sets for week in range(1, 7)]

    assert sets == [1, 2, 3, 4, 4, 4]


def test_a_beginners_first_week_leaves_four_in_reserve():
    lifter = replace(LIFTER, is_beginner=True)
    found = plan("basic", lifter=lifter, days=2, is_beginner=True)

    assert asked(of(found, 1, "1"), "squat").rir == (4, 4)
    assert asked(of(found, 2, "1"), "squat").rir == (1, 2)


def test_under_18_no_maxima_and_six_repetitions_at_least():
    lifter = replace(LIFTER, age_group="under_18")
    found = plan(lifter=lifter, age_group="under_18")

    for session in found.lifts:
        for one in session.exercises:
            assert one.percent is None and one.load_kg is None
            if one.reps and EXERCISES[one.exercise_id].kind == "hard":
                assert one.reps[0] >= 6
                assert one.rir and one.rir[0] >= 3


def test_over_60_leg_sessions_are_three_days_apart():
    choices = choose("basic", days=2, age_group="over_60", runs=())
    weeks = hardest_week(programs()["basic"], choices, LIFTER, EXERCISES)
    usual = placing.usual_week(weeks, choices, POLICY, EXERCISES)

    assert usual.policy.numbers("spacing.legs_h") == (24, 72, 72)


def test_without_loads_nothing_is_named_and_the_plan_says_why():
    lifter = replace(LIFTER, is_load_free=True)
    found = plan(lifter=lifter, is_load_free=True)

    assert all(one.load_kg is None for s in found.lifts for one in s.exercises)
    assert any("whoever looks after you" in note for note in found.notes)


# Days, equipment, time.


def test_fewer_days_keep_the_workouts_for_the_legs():
    program = programs()["intermediate_advanced"]

    assert [one.workout_id for one in weekly_workouts(program, 2, 0)] == ["1", "3"]
    singles = [weekly_workouts(program, 1, week)[0].workout_id for week in range(4)]
    assert singles == ["1", "3", "1", "3"]


def test_three_days_of_the_basic_program_go_round():
    program = programs()["basic"]

    ids = [
        [one.workout_id for one in weekly_workouts(program, 3, week)] for week in (0, 1)
    ]

    assert ids == [["1", "2", "1"], ["2", "1", "2"]]


@pytest.mark.parametrize("gym", GYMS)
def test_every_exercise_of_a_plan_can_be_done_with_what_is_there(gym):
    for program, days in (("basic", 2), ("intermediate_advanced", 3)):
        found = plan(program, gym=gym, days=days, weeks=1)

        used = {one.exercise_id for s in found.lifts for one in s.exercises}
        assert all(is_possible(EXERCISES[one], gym) for one in used)
        assert len(used) >= 9, "a home is no excuse for an empty plan"
        assert all(s.exercises for s in found.lifts)


def test_a_dumbbell_gym_replaces_the_barbell_and_says_so():
    found = plan("basic", days=2, gym="dumbbells")

    assert substitute(EXERCISES["squat"], EXERCISES, "dumbbells").exercise_id == (
        "goblet_squat"
    )
    assert any(note.startswith("Goblet squat") for note in found.notes)


def test_what_is_not_wanted_is_replaced():
    found = plan("basic", days=2, excluded=("deadlift",))

    used = {one.exercise_id for s in found.lifts for one in s.exercises}
    assert "deadlift" not in used
    assert any("instead of Deadlift" in note for note in found.notes)


def test_a_short_session_keeps_what_matters_most():
    whole, short = plan(), plan(minutes=40)

    for week in range(1, 7):
        first = of(short, week, "1")
        assert session_minutes(first.exercises, POLICY) <= 40
        assert first.exercises[0].exercise_id == "squat"
        assert len(first.exercises) <= len(of(whole, week, "1").exercises)
    assert any("to fit 40 min" in note for note in short.notes)


# Where the lifts go.


def test_the_lifts_are_where_the_search_puts_them_and_stay_there():
    found = plan()
    choices = choose()
    weeks = hardest_week(programs()[choices.program_id], choices, LIFTER, EXERCISES)
    best = best_placements(placing.usual_week(weeks, choices, POLICY, EXERCISES))[0]

    slots = {(one.workout_id, one.day.weekday(), one.start_h) for one in found.lifts}

    assert slots == {(str(at), slot.day, 18.0) for at, slot in enumerate(best.slots, 1)}
    assert best.conflicts == 0


def test_a_chosen_assignment_is_kept():
    chosen = (Slot(0, "AM"), Slot(3, "PM"), Slot(4, "PM"))

    found = plan(assignment=chosen)

    first = [one for one in found.lifts if one.week == 1]
    assert [(f"{one.day:%a}", one.start_h) for one in first] == [
        ("Mon", 7.0),
        ("Thu", 18.0),
        ("Fri", 18.0),
    ]


def test_a_week_without_any_open_day_has_no_lifts_to_place():
    closed = tuple(Slot(day, slot) for day in range(7) for slot in ("AM", "PM"))
    choices = choose(closed=closed)
    weeks = hardest_week(programs()[choices.program_id], choices, LIFTER, EXERCISES)

    assert best_placements(placing.usual_week(weeks, choices, POLICY, EXERCISES)) == []
    assert plan(closed=closed).lifts == ()


def test_runs_of_the_week_are_planned_as_well():
    found = plan(weeks=2)

    assert len(found.runs) == 10
    assert {one.run_class for one in found.runs} == {"key", "easy", "long"}
    assert found.last_day == MONDAY + timedelta(days=13)


# Races.


MARATHON = Race(date(2027, 1, 10), "A", 42195.0, "Marathon")


def test_before_an_a_race_volume_falls_and_loads_stay():
    whole, found = plan(), plan(races=(MARATHON,))

    for session in found.lifts:
        left = (MARATHON.day - session.day).days
        before = sum(
            one.sets for one in of(whole, session.week, session.workout_id).exercises
        )
        now = sum(one.sets for one in session.exercises)
        if 15 <= left <= 21:
            assert 0.7 <= now / before <= 0.85
        elif 8 <= left <= 14:
            assert 0.4 <= now / before <= 0.6
            assert all(one.rir is None or one.rir[0] >= 2 for one in session.exercises)
        elif 6 <= left <= 7:
            assert [(one.sets, one.reps) for one in session.exercises] == [(2, (3, 3))]
        else:
            assert left > 21, f"no lift {left} days before the race"


def test_in_the_second_week_before_the_eccentric_work_goes_first():
    found = plan(races=(MARATHON,))

    week = [one for one in found.lifts if 8 <= (MARATHON.day - one.day).days <= 14]
    used = {one.exercise_id for s in week for one in s.exercises}

    assert week
    assert "walking_lunge" not in used and "bulgarian_split_squat" not in used


def test_the_race_takes_the_place_of_the_long_run():
    found = plan(races=(MARATHON,))

    last = [one for one in found.runs if one.week == 6]
    assert [one.run_class for one in last if one.day == MARATHON.day] == ["raceA"]
    assert not [one for one in last if one.run_class == "long"]
    assert [one.title for one in last if one.run_class == "raceA"] == ["Marathon"]


def test_after_a_marathon_the_legs_rest_ten_days():
    race = replace(MARATHON, day=date(2026, 12, 13))
    found = plan(races=(race,))

    after = [one for one in found.lifts if 0 <= (one.day - race.day).days < 10]
    loads = [planned_leg_load(one.exercises, EXERCISES, POLICY) for one in after]

    assert all(load < 0.5 for load in loads)


def test_the_last_heavy_lift_is_three_days_before_a_b_race():
    race = Race(date(2026, 12, 20), "B", 10000.0)
    found = plan(races=(race,))

    week = [one for one in found.lifts if one.week == 3]
    assert week
    for session in week:
        if lift_class(session.exercises, EXERCISES, POLICY) in ("heavy", "very_heavy"):
            assert (race.day - session.day).days >= 3
        assert session.change == "race_week"


def test_no_planned_lift_of_a_race_week_has_a_conflict():
    for day in (13, 16, 19, 20):
        race = Race(date(2026, 12, day), "B", 10000.0)
        found = plan(races=(race,), days=2)
        placed = [one for one in found.lifts if one.week == 3]
        rebuilt = plan_of({**about_of(found), "plan_id": "p"}, session_frame(found.sessions), exercise_frame(found.sessions))  # fmt: skip
        frame = planned_lifts(rebuilt.sessions, EXERCISES, POLICY)
        assert len(frame) == len(found.lifts)
        assert placed or any("lift" in note for note in found.notes)


def test_season_phases_count_back_from_the_race():
    season = Season((replace(MARATHON, day=date(2027, 6, 6)),), EXERCISES, POLICY)

    phases = [
        season.phase(date(2027, 6, 6) - timedelta(weeks=at)) for at in (1, 5, 10, 20)
    ]

    assert phases == ["taper", "peak", "build", "base"]


def test_a_plan_tells_its_season():
    found = plan(weeks=12, races=(replace(MARATHON, day=date(2027, 2, 14)),))

    (told,) = [note for note in found.notes if note.startswith("Before Marathon")]
    assert "peak from 27.12.2026, taper from 24.01.2027" in told
    assert "build" not in told.split(";")[0], "it began before the plan"


# What is refused.


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"weeks": 0}, "1 to 52 weeks"),
        ({"days": 5}, "Choose 1 to 3"),
        ({"minutes": 5}, "choose 15 to 240"),
        ({"races": (Race(date(2028, 1, 1), "A"),)}, "outside the plan"),
        ({"races": (Race(MONDAY, "A"), Race(MONDAY, "B"))}, "two races on 30.11.2026"),
        ({"slot_starts": {"AM": 13.0, "PM": 18.0}}, "before noon"),
    ],
)
def test_impossible_choices_are_refused_with_a_way_out(more, said):
    with pytest.raises(WrongInput, match=said):
        choose(**more)


def test_a_plan_does_not_begin_in_the_past():
    with pytest.raises(WrongInput, match=r"Begin on 30\.11\.2026 or later"):
        Choices("basic", date(2026, 11, 3)).checked(date(2026, 12, 1))


def test_a_plan_begins_on_a_monday():
    choices = Choices("basic", date(2026, 12, 3)).checked(date(2026, 12, 1))

    assert choices.first_day == MONDAY


def test_wrong_choices_of_a_shared_plan_are_a_sentence():
    with pytest.raises(WrongInput, match="build it anew"):
        choices_of({"program_id": "basic", "first_day": "tomorrow"})


# Labels and round trips.


def test_our_own_weeks_are_labelled():
    found = plan()

    assert HOUSE_LABEL in found.notes
    assert {one.origin for one in found.lifts if one.week == 1} == {"guide"}
    assert {one.origin for one in found.lifts if one.week > 1} == {"house"}
    assert HOUSE_LABEL not in plan(weeks=1).notes


def test_choices_survive_their_plain_values():
    choices = choose(
        races=(MARATHON,),
        closed=(Slot(1, "AM"),),
        protected=(6,),
        pins={"Lift 1": Slot(1, "PM")},
        assignment=(Slot(1, "PM"), Slot(3, "PM"), Slot(5, "PM")),
        excluded=("deadlift",),
        minutes=45,
    )

    assert choices_of(choices.as_json()) == choices


def test_a_plan_survives_its_frames():
    found = plan(weeks=7, races=(MARATHON,))

    again = plan_of(
        {**about_of(found), "plan_id": "p"},
        session_frame(found.sessions),
        exercise_frame(found.sessions),
    )

    assert again == found


def test_sessions_keep_their_ids_when_the_plan_is_built_again():
    ids = {one.planned_id for one in plan().sessions}

    assert ids == {one.planned_id for one in plan(minutes=45).sessions}
    assert len(ids) == len(plan().sessions)
