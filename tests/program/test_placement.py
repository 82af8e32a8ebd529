"""Lifts among runs: the reference's cases, and a second search that shares no code."""

import random
from dataclasses import replace

import pytest
from tests import reference_placement

from runlift.errors import WrongInput
from runlift.program import repair
from runlift.program.placement import best_placements, free_slots, judged
from runlift.program.week import DAYS, SLOTS
from runlift.program.week_input import answer, week_of, week_of_text
from runlift.science.policy import default_policy

POLICY = default_policy()
E, K, L = "easy", "key", "long"


def week(runs, lifts, **more):
    """Runs as `Mon easy, Tue key PM`, lifts as classes or names with classes."""
    values = {
        "runs": [
            {"day": part[0], "class": part[1], "slot": (*part, "AM")[2]}
            for part in (one.split() for one in runs.split(", ") if one)
        ],
        "lifts": [
            {"name": name, "class": lift_class} for name, lift_class in lifts.items()
        ],
        "strict": False,
    }
    return week_of(values | more, POLICY)


def best(*args, **more):
    """The best places of each lift, every tie, and the first placement."""
    found = best_placements(week(*args, **more))
    ties = [one for one in found if one.cost == found[0].cost]
    return {" + ".join(str(slot) for slot in one.slots) for one in ties}, found[0]


TWO = {"S1": "heavy", "S2": "heavy"}
THREE = {"W1": "heavy", "W2": "light", "W3": "heavy"}
NORMAL = "Mon easy, Tue key, Wed easy, Thu key, Sat easy, Sun long"
EVENING = {"slots": ["PM"]}
MON_WED = [
    {"day": day, "slot": slot}
    for day in DAYS
    for slot in SLOTS
    if (day, slot) not in (("Mon", "PM"), ("Wed", "PM"))
]
CASES = {
    # id: runs, lifts, more, one of the best, cost, conflicts, cautions, doubles
    "G01": (NORMAL, THREE, {}, "Tue PM + Sat PM + Thu PM", 12.4, 0, 1, 3),
    "G02": (NORMAL, TWO, {}, "Tue PM + Thu PM", 11.4, 0, 1, 2),
    "G03": ("Mon easy, Wed key, Thu easy, Sat long", TWO, {}, "Thu PM + Sun PM", 3.8, 0, 0, 1),
    "G04": ("Tue easy, Thu key, Sun long", TWO, {}, "Mon PM + Fri PM", 2.3, 0, 0, 0),
    "G05": ("Mon easy, Tue key, Wed easy, Fri key, Sat easy, Sun long", TWO, {}, "Tue PM + Fri PM", 4.3, 0, 0, 2),
    "G06": ("Tue key PM, Thu key PM, Sat long, Sun easy", TWO, EVENING, "Wed PM + Sun PM", 21.8, 0, 2, 1),
    "G07": ("Mon easy, Wed easy, Sat long", {"S1": "moderate", "S2": "moderate"}, {}, "Thu PM + Sun PM", 0.3, 0, 0, 0),
    "G08": ("Mon easy, Tue key, Wed easy, Thu key, Fri easy, Sun raceB", {"S1": "heavy"}, {}, "Tue PM", 7.5, 0, 1, 1),
    "G09": ("Mon easy, Tue key, Wed easy, Thu key, Sat key, Sun long", TWO, {}, "Tue PM + Thu PM", 16.9, 0, 2, 2),
    "G10": ("Tue key, Thu key, Sun long", TWO, {"unavailable": MON_WED}, "Mon PM + Wed PM", 226.9, 2, 1, 0),
    "G11": ("Mon easy, Tue easy, Wed key, Thu easy, Fri easy, Sat easy, Sun long", TWO, {}, "Wed PM + Fri PM", 5.4, 0, 0, 2),
    "G12": ("Mon easy, Tue key, Wed easy, Thu key, Fri easy, Sat long", THREE, {"protected": ["Sun"]}, "Tue PM + Sat PM + Thu PM", 13.9, 0, 2, 3),
    "G13": ("Mon easy PM, Tue key PM, Thu key PM, Sun long", TWO, EVENING, "Fri PM + Sun PM", 15.9, 0, 1, 1),
    "G14": ("Tue key, Wed easy, Fri easy, Sun raceA", {"S1": "light"}, {}, "Mon PM", 0.0, 0, 0, 0),
    "G15": ("Tue key, Thu easy, Sun long", THREE, {}, "Wed PM + Mon PM + Fri PM", 1.4, 0, 0, 0),
    "G16": ("Tue key PM, Thu key PM, Sun long", TWO, {"slots": ["AM"]}, "Mon AM + Fri AM", 19.4, 0, 3, 0),
    "G17": ("Tue key, Thu key, Sun long", {"S1": "moderate", "S2": "moderate"}, {"unavailable": MON_WED}, "Mon PM + Wed PM", 25.9, 0, 2, 0),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_reference_weeks_have_their_best_placement(case):
    runs, lifts, more, expected, cost, *counts = CASES[case]

    places, first = best(runs, lifts, **more)

    assert expected in places
    assert first.cost == pytest.approx(cost, abs=0.05)
    assert [first.conflicts, first.cautions, first.doubles] == counts


def test_the_sets_of_optima_are_the_references(oracle):
    for name, case in oracle("golden_placement.json").items():
        runs, lifts, more, *_ = CASES[name[:3]]

        places, _ = best(runs, lifts, **more)

        expected = {" + ".join(map(" ".join, one)) for one in case["best"]}
        assert places == expected, name


def test_a_race_week_does_not_repeat():
    # In a circle, the Sunday evening after the race would be days before the next one.
    places, _ = best("Tue key, Wed easy, Fri easy, Sun raceA", {"S1": "light"})

    assert places == {"Mon PM", "Thu PM"}


def random_week(seed):
    chance = random.Random(seed)
    slots = [(day, slot) for day in range(7) for slot in SLOTS]
    chance.shuffle(slots)
    classes = [K, L, E, E, "steady", K, E, E]
    runs = [(*slots.pop(), classes[at]) for at in range(chance.randint(0, 7))]
    closed = [slots.pop() for _ in range(chance.randint(0, 5))]
    kinds = ("light", "moderate", "heavy", "very_heavy")
    count = chance.choice((1, 1, 2, 2, 2, 3))
    lifts = {f"W{at}": chance.choice(kinds) for at in range(1, count + 1)}
    return runs, closed, lifts, chance.random() < 0.5


@pytest.mark.parametrize("seed", range(25))
def test_the_search_equals_a_second_one_that_shares_no_code(seed):
    runs, closed, lifts, is_strict = random_week(seed)
    values = {
        "runs": [{"day": DAYS[d], "slot": s, "class": c} for d, s, c in runs],
        "lifts": [{"name": n, "class": c} for n, c in lifts.items()],
        "unavailable": [{"day": DAYS[d], "slot": s} for d, s in closed],
        "strict": is_strict,
    }

    found = best_placements(week_of(values, POLICY))

    lowest, expected = reference_placement.optima(lifts, runs, closed, is_strict)
    assert found, "every random week has room"
    assert found[0].cost == pytest.approx(lowest)
    ties = {
        tuple((at.slot.day, at.slot.name) for at in one.lifts)
        for one in found
        if one.cost == found[0].cost
    }
    assert ties == expected
    assert sum(line.cost for line in found[0].lines) == pytest.approx(found[0].cost)


@pytest.mark.parametrize("seed", range(25, 45))
def test_no_placement_has_a_conflict_where_one_without_exists(seed):
    runs, closed, lifts, _ = random_week(seed)
    values = {
        "runs": [{"day": DAYS[d], "slot": s, "class": c} for d, s, c in runs],
        "lifts": [{"name": n, "class": c} for n, c in list(lifts.items())[:2]],
        "unavailable": [{"day": DAYS[d], "slot": s} for d, s in closed],
    }
    asked = week_of(values, POLICY)
    every = best_placements(asked, wanted=10_000)

    assert every[0].conflicts == min(one.conflicts for one in every)


def test_lifts_of_one_class_that_change_places_are_one_of_the_three_best():
    found = best_placements(week(NORMAL, TWO))

    assert len({one.kind for one in found}) == 3
    assert [one.cost for one in found] == sorted(one.cost for one in found)


def test_strict_takes_the_guides_rule_literally_for_moderate_sessions():
    values = {"unavailable": MON_WED, "strict": True}
    strict = best_placements(
        week("Tue key, Thu key, Sun long", {"S1": "moderate"}, **values)
    )[0]

    assert strict.conflicts == 1
    assert any("R9" in line.guide for line in strict.lines)


def test_a_pinned_lift_stays_and_the_others_move_around_it():
    pins = {"S1": {"day": "Wed", "slot": "PM"}}
    found = best_placements(week(NORMAL, TWO, pins=pins))[0]

    assert str(found.slots[0]) == "Wed PM"
    assert found.conflicts == 1, "Wednesday evening is 11 h before Thursday's key run"


def test_without_double_days_no_lift_is_on_the_day_of_a_run():
    found = best_placements(
        week("Mon easy, Tue key, Thu key, Sun long", TWO, allow_doubles=False)
    )

    assert {one.doubles for one in found} == {0}


def test_stacked_lifts_begin_when_the_run_is_over():
    only = [
        {"day": d, "slot": s} for d in DAYS for s in SLOTS if (d, s) != ("Tue", "AM")
    ]
    found = best_placements(
        week("Tue key", {"S1": "light"}, unavailable=only, allow_stacking=True)
    )[0]

    assert found.lifts[0].start == 24 + 7 + 1.25
    assert any(line.guide == "R11" for line in found.lines)


@pytest.mark.parametrize(
    ("start", "minutes", "begins", "closed"),
    [
        ("Tue 11:30", 90, {"AM": 7.0, "PM": 12.5}, "Tue PM"),
        ("Tue 10:30", 600, {"AM": 7.0, "PM": 18.0}, "Tue PM"),
        ("Mon 23:30", 60, {"AM": 0.25, "PM": 18.0}, "Tue AM"),
        ("Sun 23:30", 60, {"AM": 0.25, "PM": 18.0}, "Mon AM"),
        ("Tue 12:30", 60, {"AM": 11.75, "PM": 18.0}, "Tue AM"),
    ],
)
def test_nobody_lifts_while_she_runs(start, minutes, begins, closed):
    day, clock = start.split()
    run = {"day": day, "start": clock, "class": "easy", "minutes": minutes}
    asked = week_of({"runs": [run], "lifts": [{"name": "A", "class": "none"}]}, POLICY)
    asked = replace(asked, slot_starts=begins)

    free = {str(slot) for slot in free_slots(asked, asked.lifts[0])}

    assert closed not in free
    assert len(free) == 12


def test_a_lift_is_not_stacked_into_the_next_day():
    run = {"day": "Tue", "start": "21:00", "class": "easy", "minutes": 200}
    lifts = [{"name": "A", "class": "light"}]
    asked = week_of({"runs": [run], "lifts": lifts, "allow_stacking": True}, POLICY)

    free = {str(slot) for slot in free_slots(asked, asked.lifts[0])}
    assert "Tue PM" not in free and "Tue AM" in free


def test_two_lifts_pinned_to_one_day_are_told_apart_from_too_few_days():
    pins = {
        "S1": {"day": "Tue", "slot": "AM"},
        "S2": {"day": "Tue", "slot": "PM"},
    }
    asked = week("", TWO, pins=pins)

    assert best_placements(asked) == []
    assert "pinned to one day" in repair.why_nowhere(asked)


def test_a_start_may_have_seconds_as_toml_writes_it():
    text = 'lifts = [{name = "A", class = "light"}]\nruns = [{day = "Mon", class = "key", start = 06:30:00}]'

    assert week_of_text(text, "w.toml", POLICY).runs[0].start == 6.5


def test_a_placement_that_is_given_is_judged_as_the_search_would():
    asked = week(NORMAL, THREE)
    found = best_placements(asked)[0]

    again = judged(asked, found.lifts)

    assert again.cost == found.cost
    assert sorted(line.text for line in again.lines) == sorted(
        line.text for line in found.lines
    )


def test_a_week_with_conflicts_comes_with_ways_out():
    asked = week("Tue key, Thu key, Sun long", TWO, unavailable=MON_WED)
    advice = repair.advice(asked, best_placements(asked)[0])

    texts = [one.text for one in advice]
    assert any("fewer sets in S1 and S2 (moderate)" in text for text in texts)
    assert any(text.startswith("Move the key run") for text in texts)
    assert all(one.placement.conflicts < 2 for one in advice)
    assert repair.advice(asked, advice[0].placement) == [], "nothing left to repair"


def test_where_no_day_is_open_the_answer_says_so():
    asked = week("Sun long", TWO, unavailable=list(DAYS))

    assert best_placements(asked) == []
    assert "no half day left for S1" in repair.why_nowhere(asked)
    assert answer([], [], repair.why_nowhere(asked))["best"] == []


def test_seven_key_runs_still_get_an_answer():
    runs = ", ".join(f"{day} key" for day in DAYS)
    asked = week(runs, TWO)
    found = best_placements(asked)[0]

    assert found.conflicts
    assert repair.advice(asked, found)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, 'no "lifts"'),
        ({"lifts": []}, "no lift to place"),
        ({"lifts": [{"class": "heavy"}]}, "has no name"),
        ({"lifts": [{"name": "A", "class": "hard"}]}, "use one of none, light"),
        ({"lifts": [{"name": "A", "class": "light"}] * 2}, "Two lifts are called 'A'"),
        ({"lifts": [{"name": "A", "class": "light"}], "slot": ["AM"]}, '"slot" means nothing'),
        ({"lifts": [{"name": "A", "class": "light"}], "unavailable": ["Friday"]}, "'Friday'; use one of Mon"),
        ({"lifts": [{"name": "A", "class": "light"}], "runs": [{"day": "Tue", "class": "key"}]}, "has no time"),
        ({"lifts": [{"name": "A", "class": "light"}], "runs": [{"day": "Tue", "class": "key", "start": "25:00"}]}, "write it as 06:30"),
        ({"lifts": [{"name": "A", "class": "light"}], "runs": 3}, "must be a list"),
        ({"lifts": [{"name": "A", "class": "light"}], "pins": {"B": "Tue"}}, "'B' is of no lift here; the lifts are A"),
        ({"lifts": [{"name": "\x1b[31m", "class": "light"}]}, "nobody can read"),
        ({"lifts": [{"name": "\ud800", "class": "light"}]}, "nobody can read"),
        ({"lifts": [{"name": "A", "class": "light"}], "strict": "no"}, "write true or false"),
    ],
)  # fmt: skip
def test_a_wrong_week_is_refused_with_what_would_do(values, said):
    with pytest.raises(WrongInput, match=said):
        best_placements(week_of(values, POLICY))


def test_a_run_with_a_clock_takes_its_half_of_the_day():
    values = {
        "runs": [{"day": "Tue", "start": "06:30", "class": "key", "minutes": 50}],
        "lifts": [{"name": "A", "class": "heavy"}],
    }
    run = week_of(values, POLICY).runs[0]

    assert (run.start, run.hours, str(run.slot)) == (30.5, 50 / 60, "Tue AM")
