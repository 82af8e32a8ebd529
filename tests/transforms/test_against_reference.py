"""Findings against a second implementation, and fixes that are followed, at random.

Two athlete-years by default, twelve with `--slow`; CI looks at two hundred
(`YEARS=200`).
"""

import os
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from tests.reference_findings import RANK, leg_pairs, pairs

from runlift.science import leg_load
from runlift.science.policy import default_policy
from runlift.transforms.findings import findings

FIRST = datetime(2026, 1, 5)
POLICY = default_policy()
LOADS = {"light": 2.0, "moderate": 6.0, "heavy": 12.0, "very_heavy": 20.0}
YEARS = int(os.environ.get("YEARS", "12"))
BY_DEFAULT = 2
"""The others are slow."""
CLASSES = ("easy", "easy", "easy", "steady", "key", "long", "long + key")


CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29)),
    ("Europe/Berlin", datetime(2026, 10, 25)),
    ("America/New_York", datetime(2026, 3, 8)),
    ("America/New_York", datetime(2026, 11, 1)),
]
"""The Sundays on which the clocks change."""


def year(rng, weeks=52, first=FIRST):
    """Lifts and runs of a year, at any hour, sometimes twice a day and downhill."""
    lifts, runs = [], []
    for week in range(weeks):
        for _ in range(rng.integers(0, 4)):
            start = _moment(rng, week, first)
            lift_class = str(rng.choice(list(LOADS)))
            heavy = int(rng.integers(0, 6))
            lifts.append(
                (f"l{len(lifts)}", start, int(rng.integers(20, 90)), lift_class, heavy)
            )
        for _ in range(rng.integers(2, 7)):
            start = _moment(rng, week, first)
            run_class = str(rng.choice(CLASSES))
            minutes, downhill = int(rng.integers(20, 150)), bool(rng.random() < 0.2)
            runs.append((f"r{len(runs)}", start, minutes, run_class, 9000.0, downhill))
    return sorted(lifts, key=lambda one: one[1]), sorted(runs, key=lambda one: one[1])


def _moment(rng, week, first):
    return first + timedelta(
        days=int(7 * week + rng.integers(0, 7)),
        minutes=int(rng.integers(5 * 60, 22 * 60)),
    )


def frames(lifts, runs, zone="UTC"):
    return _frame("session_id", lifts, zone).assign(
        is_end_assumed=False,
        leg_load=[LOADS[one[3]] for one in lifts],
        lift_class=pd.Series([one[3] for one in lifts], dtype=object),
        article_sets=[one[4] for one in lifts],
        leg_sets=6,
        made_by="",
        adjusted_by="",
        unmapped_sets=0,
    ), _frame("run_id", runs, zone).assign(
        run_class=pd.Series([_shown(one[3]) for one in runs], dtype=object),
        is_long=["long" in one[3] for one in runs],
        is_key=["key" in one[3] for one in runs],
        is_race=False,
        class_reasons="so",
        distance_m=[one[4] for one in runs],
        descent_m=[400.0 if one[5] else 40.0 for one in runs],
        is_eccentric=[one[5] for one in runs],
    )


def _shown(run_class):
    return "key" if run_class == "long + key" else run_class


def _frame(key, rows, zone):
    local = pd.Series(pd.to_datetime([one[1] for one in rows])).astype("datetime64[us]")
    start = local.dt.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    start = start.dt.tz_convert("UTC").dt.tz_localize(None)
    lasting = pd.to_timedelta([one[2] for one in rows], unit="min")
    return pd.DataFrame(
        {
            key: [one[0] for one in rows],
            "title": "",
            "start_local": local,
            "end_local": local + lasting,
            "start": start,
            "end": start + lasting,
            "is_clock_known": True,
        }
    )


def told(lifts, runs, zone="UTC"):
    found = findings(*frames(lifts, runs, zone), zone, POLICY)
    both = found[found["run_id"].notna()]
    return both, dict(
        zip(
            zip(both["lift_session_id"], both["run_id"], strict=True),
            both["severity"],
            strict=True,
        )
    )


def seeds(number, by_default=BY_DEFAULT):
    return [
        pytest.param(seed, marks=[pytest.mark.slow] * (seed >= by_default))
        for seed in range(number)
    ]


@pytest.mark.parametrize("seed", seeds(YEARS))
def test_athlete_years_agree_with_the_second_implementation(seed):
    lifts, runs = year(np.random.default_rng(seed))
    ours = told(lifts, runs)[1]

    assert ours == pairs(lifts, runs)


def test_the_classes_of_the_made_up_lifts_are_those_of_their_load():
    for name, load in LOADS.items():
        assert leg_load.session_class(np.array([load]), POLICY)[0] == name


@pytest.mark.parametrize("seed", seeds(max(YEARS // 4, 12)))
def test_every_fix_that_is_followed_mends_its_pair_and_harms_no_other(seed):
    lifts, runs = year(np.random.default_rng(1000 + seed), weeks=3)
    _fixes_are_true(lifts, runs)


@pytest.mark.parametrize(("zone", "sunday"), CHANGES)
@pytest.mark.parametrize("seed", seeds(max(YEARS // 4, 6), 1))
def test_fixes_are_true_across_a_change_of_clocks(seed, zone, sunday):
    first = sunday - timedelta(days=13)
    lifts, runs = year(np.random.default_rng(2000 + seed), weeks=3, first=first)

    assert told(lifts, runs, zone)[1] == pairs(lifts, runs, zone)
    _fixes_are_true(lifts, runs, zone)


def _fixes_are_true(lifts, runs, zone="UTC"):
    both, before = told(lifts, runs, zone)
    legs = leg_pairs(lifts, zone)
    for one in both.itertuples(index=False):
        for fix in one.fixes:
            if "comes near something else" in fix["text"]:
                continue
            followed = _followed(lifts, runs, one, fix)
            then = told(*followed, zone)[1]
            pair = one.lift_session_id, one.run_id
            now = then.get(pair, "ok")

            assert now == fix["severity_after"], (one.reasons[0], fix)
            assert RANK.index(now) < RANK.index(one.severity)
            worse = {
                key: (before.get(key, "ok"), severity)
                for key, severity in then.items()
                if key != pair
                and RANK.index(severity) > max(RANK.index(before.get(key, "ok")), 1)
            }
            assert not worse, (one.reasons[0], fix)
            assert not {
                two
                for two, severity in leg_pairs(followed[0], zone).items()
                if RANK.index(severity) > max(RANK.index(legs.get(two, "ok")), 1)
            }, (one.reasons[0], fix)


def _followed(lifts, runs, one, fix):
    if fix["kind"] == "cut_sets":
        kept = int(fix["text"].split()[1])
        load = one.leg_load * kept / 6
        lift_class = str(leg_load.session_class(np.array([load]), POLICY)[0])
        lifts = [
            (*row[:3], lift_class, row[4] * kept // 6)
            if row[0] == one.lift_session_id
            else row
            for row in lifts
        ]
        return lifts, runs
    to = datetime.fromisoformat(fix["to"])
    if fix["kind"] == "move_run":
        return lifts, [
            (row[0], to, *row[2:]) if row[0] == one.run_id else row for row in runs
        ]
    return [
        (row[0], to, *row[2:]) if row[0] == one.lift_session_id else row
        for row in lifts
    ], runs
