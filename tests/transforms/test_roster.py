"""The roster: who comes first and why, in words, and what is not known."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from runlift.science.policy import default_policy
from runlift.store import Store, queries
from runlift.transforms import roster, roster_reasons

WEEK = date(2026, 11, 16)
SUNDAY, NEXT = date(2026, 11, 22), date(2026, 11, 24)
FACT = {
    "runs": 4,
    "distance_m": 40_000.0,
    "long_runs": 1,
    "key_runs": 1,
    "races": 0,
    "longest_m": 18_000.0,
    "spike": 1.0,
    "lifts": 2,
    "leg_lifts": 1,
    "hard_sets": 30.0,
    "conflicts": 0,
    "open_conflicts": 0,
    "cautions": 0,
    "reason": "",
    "states": "",
    "little": "",
}
STATE = (
    '[{"exercise_id": "squat", "exercise": "Squat", "state": "regressing", '
    '"is_possible": false, "slope": -2.0}]'
)


def person(name="Ana", **values):
    return {
        "athlete_id": name,
        "name": name,
        "is_behind": False,
        "first_day": date(2026, 1, 5),
        "last_day": SUNDAY,
        "problem": "",
        "imported_at": pd.Timestamp(NEXT),
        "note": None,
        "note_author": None,
        "note_day": None,
        "tags": [],
        "unit": "km",
        **values,
    }


def weeks(name="Ana", before=4, **now):
    """The chosen week, and ordinary ones before it."""
    rows = [
        {"athlete_id": name, "week": WEEK - timedelta(weeks=n), **FACT}
        for n in range(1, before + 1)
    ]
    return [*rows, {"athlete_id": name, "week": WEEK, **FACT, **now}]


def made(people, facts, planned=(), today=NEXT, week=WEEK):
    columns = [name for name, _ in queries.catalogue()["roster_weeks"].columns]
    asked = [name for name, _ in queries.catalogue()["roster_planned"].columns]
    frame = pd.DataFrame(facts, columns=columns).astype({"week": "datetime64[us]"})
    return roster.roster(
        pd.DataFrame(people),
        frame,
        pd.DataFrame(planned, columns=asked),
        week,
        today,
        default_policy(),
    )


def one(today=NEXT, planned=(), who=(), before=4, **now):
    """The row of a single athlete."""
    plans = [
        {
            "athlete_id": "Ana",
            "lifts_skipped": 0,
            "long_runs": 0,
            "key_runs": 0,
            **dict(planned),
        }
    ]
    return made(
        [person(**dict(who))],
        weeks(before=before, **now),
        plans if planned else (),
        today,
    ).iloc[0]


def test_an_ordinary_week_gives_no_reason():
    row = one()

    assert not row["needs"]
    assert row["reasons"] == []
    assert row["severity"] == "ok"
    assert (row["usual_runs"], row["usual_m"], row["usual_long"]) == (4, 40_000, 4)
    assert row["weeks_m"].tolist() == [40_000] * 5


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"conflicts": 2, "open_conflicts": 1, "reason": "Too close."},
            "1 conflict: Too close.",
        ),
        ({"planned": {"lifts": 3, "lifts_due": 3}}, "2 of 3 planned lifts done."),
        ({"states": STATE}, "Squat: regressing."),
        ({"distance_m": 20_000.0}, "20 km, usually 40 km."),
        ({"distance_m": 60_000.0}, "60 km, usually 40 km."),
        ({"long_runs": 0}, "No long run; there was one in 4 of 4 weeks before."),
        (
            {"long_runs": 0, "planned": {"lifts": 0, "lifts_due": 0, "long_runs": 1}},
            "The planned long run is not in the log.",
        ),
        (
            {"spike": 1.4},
            "A run 1.4 times as long as any of the 30 days before it.",
        ),
        (
            {"runs": 0, "lifts": 0, "who": {"last_day": date(2026, 11, 13)}},
            "Nothing logged since 13 Nov.",
        ),
        ({"runs": 0, "lifts": 0}, "Nothing logged in this week."),
        (
            {"who": {"problem": "There is no formula."}},
            "The log cannot be read: There is no formula.",
        ),
    ],
)
def test_a_reason_is_said_in_words(changes, reason):
    row = one(**changes)

    assert row["needs"]
    assert row["reasons"] == [reason]


@pytest.mark.parametrize(
    "changes",
    [
        {"conflicts": 2, "open_conflicts": 0, "reason": "Too close."},
        {"cautions": 3, "reason": "Close."},
        {"distance_m": 25_000.0},
        {"distance_m": 55_000.0},
        {"spike": 1.1},
        {"long_runs": 0, "races": 1},
        {"states": STATE.replace("false", "true")},
        {"little": '["quads"]'},
        {"planned": {"lifts": 2, "lifts_due": 2}},
    ],
)
def test_what_is_dealt_with_or_ordinary_is_no_reason(changes):
    assert one(**changes)["reasons"] == []


def test_a_week_that_goes_on_is_not_held_against_whole_ones():
    wednesday = WEEK + timedelta(days=2)
    who = {"last_day": WEEK}

    row = one(
        today=wednesday, who=who, runs=1, distance_m=5_000.0, long_runs=0, lifts=0
    )
    assert row["reasons"] == []

    due = {"lifts": 2, "lifts_due": 1, "long_runs": 1}
    row = one(today=wednesday, who=who, planned=due, lifts=0, long_runs=0)
    assert row["reasons"] == ["0 of 1 planned lift done so far."]

    row = one(today=wednesday, who={"last_day": WEEK - timedelta(days=6)}, runs=0)
    assert row["reasons"] == ["Nothing logged for 8 days."]


def test_too_few_weeks_have_no_usual_one():
    row = one(before=2, distance_m=90_000.0)

    assert np.isnan(row["usual_m"])
    assert row["reasons"] == []


def test_whoever_began_later_was_not_silent_before():
    row = one(runs=0, lifts=0, before=0, who={"first_day": date(2026, 11, 23)})

    assert row["reasons"] == []


def test_an_empty_log_says_so_and_one_being_counted_says_nothing():
    empty = person("Eva", first_day=None, last_day=None)

    assert made([empty], []).iloc[0]["reasons"] == ["Nothing imported yet."]
    waiting = made([{**empty, "is_behind": True}], []).iloc[0]
    assert waiting["reasons"] == []
    assert waiting["is_behind"]


def test_the_order_is_that_of_the_reasons_and_then_of_names():
    """Two small reasons are not more than a conflict, and nobody is ranked by numbers."""
    said = {"conflicts": 1, "open_conflicts": 1, "reason": "Too close."}
    rows = made(
        [person(name) for name in ("dora", "Cleo", "Bea", "ana", "Eva")],
        [
            *weeks("dora", **said, states=STATE),
            *weeks("Cleo", states=STATE, spike=3.0),
            *weeks("Bea", distance_m=90_000.0),
            *weeks("ana"),
            *weeks("Eva", **{**said, "conflicts": 9, "open_conflicts": 9}),
        ],
    )

    assert rows["name"].tolist() == ["dora", "Eva", "Cleo", "Bea", "ana"]
    first = [roster_reasons.ORDER[place] for place in rows["order"][:4]]
    assert first == ["conflict", "conflict", "falling", "far"]


def test_muscles_of_a_week_that_goes_on_are_those_of_the_week_before():
    facts = weeks(little='["chest"]')
    facts[0]["little"] = '["quads"]'

    assert made([person()], facts).iloc[0]["little"] == ["chest"]
    assert made([person()], facts, today=SUNDAY).iloc[0]["little"] == ["quads"]


def test_the_queries_give_what_the_roster_takes():
    with Store() as store:
        asked = {"asked": pd.DataFrame({"athlete_id": ["x"]})}
        facts = store.ask("roster_weeks", asked, week="2026-11-16")
        planned = store.ask(
            "roster_planned", asked, week="2026-11-16", today="2026-11-20"
        )

    rows = roster.roster(
        pd.DataFrame([person("x")]), facts, planned, WEEK, NEXT, default_policy()
    )
    assert list(rows.columns) == list(roster.COLUMNS)
    assert not rows["is_known"].any()
