"""What a fix promises where clocks change, abroad, and around downhill runs."""

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from tests.transforms.test_against_reference import POLICY, frames, told

from runlift.transforms.around import Around
from runlift.transforms.instants import instants
from runlift.transforms.movable import DAY_US, HOUR_US, Moving, lifts_of, runs_of, wall
from runlift.transforms.near_pairs import rule_classes

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def lift(start, minutes=60, lift_class="heavy", sets=0, name="l"):
    return name, datetime.fromisoformat(start), minutes, lift_class, sets


def run(start, minutes=60, run_class="key", downhill=False, name="r"):
    return name, datetime.fromisoformat(start), minutes, run_class, 9000.0, downhill


def fixes(lifts, runs, zone="UTC", pair=("l", "r")):
    """(kind, new start) of each fix of a pair -> how severe it would be."""
    both, _ = told(lifts, runs, zone)
    [one] = [
        one for one in both.itertuples() if (one.lift_session_id, one.run_id) == pair
    ]
    return {(fix["kind"], fix["to"]): fix["severity_after"] for fix in one.fixes}


def standing(lifts, runs, zone="UTC"):
    """The log, its lifts and its runs by name."""
    lifted, ran = frames(lifts, runs, zone)
    lifted = lifts_of(lifted, zone)
    ran = runs_of(ran, rule_classes(ran).tolist(), zone)
    around = Around(lifted, ran, POLICY, Moving(zone))
    return around, {one.key: one for one in lifted}, {one.key: one for one in ran}


# The change of clocks. Heavy before key: a conflict below 23 h, a caution below 47 h.


@pytest.mark.parametrize(
    ("zone", "sunday"), [(BERLIN, "2026-03-29"), (NEW_YORK, "2026-03-08")]
)
def test_a_lift_moved_to_before_the_spring_change_has_an_hour_less(zone, sunday):
    day = datetime.fromisoformat(sunday)
    lifts = [lift(f"{sunday} 07:30")]
    runs = [run(f"{day + timedelta(days=1):%Y-%m-%d} 07:30")]
    found = fixes(lifts, runs, zone)

    # From Saturday at 8:30 it is 47 h by the clock and 46 h in truth.
    assert told(lifts, runs, zone)[1] == {("l", "r"): "caution"}
    assert ("move_lift", f"{day - timedelta(days=1):%Y-%m-%d}T07:30") not in found
    assert found["move_lift", f"{day - timedelta(days=2):%Y-%m-%d}T07:30"] == "ok"


@pytest.mark.parametrize(
    ("zone", "sunday"), [(BERLIN, "2026-10-25"), (NEW_YORK, "2026-11-01")]
)
def test_a_lift_moved_to_before_the_autumn_change_has_an_hour_more(zone, sunday):
    day = datetime.fromisoformat(sunday)
    lifts = [lift(f"{sunday} 08:30")]
    runs = [run(f"{day + timedelta(days=1):%Y-%m-%d} 07:30")]

    # From Saturday at 9:30 it is 46 h by the clock and 47 h in truth.
    moved = ("move_lift", f"{day - timedelta(days=1):%Y-%m-%d}T08:30")
    assert fixes(lifts, runs, zone)[moved] == "ok"


def test_a_run_moved_over_the_change_of_clocks():
    # From Friday at 18:30: 47 h by the clock in spring, 46 h in autumn.
    spring = [lift("2026-03-27 17:30")], [run("2026-03-28 17:30")]
    autumn = [lift("2026-10-23 17:30")], [run("2026-10-24 16:30")]

    assert ("move_run", "2026-03-29T17:30") not in fixes(*spring, BERLIN)
    assert fixes(*autumn, BERLIN)["move_run", "2026-10-25T16:30"] == "ok"


def test_a_lift_hours_later_is_as_many_hours_later():
    # Six hours after a long run, 24 are asked for: eighteen more, and one is skipped.
    lifts, runs = [lift("2026-03-28 20:00")], [run("2026-03-28 13:00", 60, "long")]

    assert fixes(lifts, runs, BERLIN)["move_lift", "2026-03-29T15:00"] == "info"


def test_hours_earlier_are_hours_whatever_the_clock_says():
    lifts = [lift("2026-03-29 09:00")]
    around, by_name, _ = standing(lifts, [run("2026-03-30 07:30")], BERLIN)
    moved = around.moving.to(by_name["l"], by_name["l"].start - 8 * HOUR_US)

    assert wall(moved) == datetime(2026, 3, 29, 0, 0)
    assert by_name["l"].start - moved.start == 8 * HOUR_US


def test_a_saturday_evening_lift_before_a_sunday_run_in_either_order():
    lifts, runs = [lift("2026-03-28 18:00")], [run("2026-03-29 17:30", 60, "long")]
    after = [lift("2026-03-29 17:00")], [run("2026-03-28 17:30", 60, "long")]

    # 22.5 h by the clock each.
    [one] = told(lifts, runs, BERLIN)[0].itertuples()
    [other] = told(*after, BERLIN)[0].itertuples()
    assert (one.hours, other.hours) == (21.5, 21.5)
    assert fixes(*after, BERLIN)["move_lift", "2026-03-29T20:00"] == "info"
    # At the same hour two days before Sunday's run ends in neither's way.
    assert fixes(lifts, runs, BERLIN)["move_lift", "2026-03-27T18:00"] == "ok"


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        (BERLIN, "2026-03-28"),
        (BERLIN, "2026-10-24"),
        (NEW_YORK, "2026-11-01"),
        ("Australia/Lord_Howe", "2026-10-03"),  # half an hour
        ("America/Santiago", "2026-09-05"),  # at midnight
        ("Pacific/Apia", "2011-12-29"),  # a day that never was
        ("UTC", "2026-03-28"),
    ],
)
def test_a_moved_activity_begins_when_one_written_there_would(zone, first):
    [one] = standing([lift(f"{first} 05:10")], [], zone)[1].values()
    quarters = pd.date_range(first, periods=300, freq="15min", unit="us")
    written = pd.DataFrame({"start_local": quarters, "start_utc": pd.NaT})
    written = written.astype("datetime64[us]")
    expected = instants(written, zone).astype("int64").tolist()
    moving = Moving(zone)
    eve = [one._replace(local=at - DAY_US) for at in quarters.astype("int64").tolist()]

    assert [moving.by_days(one, 1).start for one in eve] == expected


def test_abroad_an_activity_keeps_the_offset_it_was_recorded_with():
    lifts, _ = frames([lift("2026-03-28 18:00"), lift("2026-03-28 18:00")], [], BERLIN)
    # The second in Tokyo, where it was morning in Berlin and clocks do not change.
    lifts["start"] -= pd.to_timedelta([0, 8], unit="h")
    home, abroad = lifts_of(lifts, BERLIN)
    moving = Moving(BERLIN)
    sunday = [moving.by_days(one, 1) for one in (home, abroad)]

    assert (home.offset, abroad.offset) == (None, 9 * HOUR_US)
    assert [wall(one) for one in sunday] == [datetime(2026, 3, 29, 18)] * 2
    assert sunday[0].start - home.start == 23 * HOUR_US
    assert sunday[1].start - abroad.start == 24 * HOUR_US
    later = moving.to(abroad, abroad.start + 7 * HOUR_US)
    assert wall(later) == datetime(2026, 3, 29, 1)


def test_either_of_two_equal_hours_and_a_skipped_one_are_at_home():
    twice, _ = frames([lift("2026-10-25 02:30"), lift("2026-10-25 02:30")], [], BERLIN)
    twice["start"] += pd.to_timedelta([0, 1], unit="h")
    skipped, _ = frames([lift("2026-03-29 02:30")], [], BERLIN)

    assert [one.offset for one in lifts_of(twice, BERLIN)] == [None, None]
    assert [one.offset for one in lifts_of(skipped, BERLIN)] == [None]


# Downhill runs. Heavy before key: 24 and 48 h, after downhill running 30 and 60 h.


def test_a_lift_is_judged_by_what_lies_before_its_new_place():
    log = (
        [lift("2026-11-05 18:00")],
        [
            run("2026-11-03 18:00", downhill=True, name="down"),
            run("2026-11-07 20:30"),
        ],
    )
    around, lifts, runs = standing(*log)
    # 47 h after the downhill run and 49.5 h before the other, then 49 h and 47.5 h.
    later = around.moving.to(lifts["l"], lifts["l"].start + 2 * HOUR_US)

    assert around.pair(lifts["l"], runs["r"]).severity == "caution"
    assert around.pair(later, runs["r"]).severity == "ok"
    assert told(*log)[1] == {("l", "r"): "caution"}


def test_a_downhill_run_moved_away_lengthens_nothing_where_it_was():
    around, lifts, runs = standing(
        [lift("2026-11-05 18:00")],
        [run("2026-11-04 12:00", run_class="long", downhill=True)],
    )
    moved = around.moving.by_days(runs["r"], 3)

    # 41 h before it; 36 h are asked for, and 45 h after downhill running.
    assert around.pair(lifts["l"], moved).severity == "ok"


@pytest.mark.parametrize("downhill", [False, True])
def test_no_run_is_moved_where_it_lengthens_the_windows_of_the_next_lift(downhill):
    # On Wednesday it would end 28.5 h before Thursday's lift, 49.5 h before a key run.
    lifts = [lift("2026-11-02 18:00"), lift("2026-11-05 18:00", name="next")]
    runs = [
        run("2026-11-03 12:00", 90, "long", downhill),
        run("2026-11-07 20:30", name="key"),
    ]
    moved = ("move_run", "2026-11-04T12:00") in fixes(lifts, runs)

    assert moved == (not downhill)


def test_a_session_cut_to_a_lower_class_is_judged_after_the_same_downhill_run():
    # 24 h before a key run, heavy: 30 h. Moderate: 15 and 30 h, else 12 and 24 h.
    lifts = [lift("2026-11-05 18:00")]
    down = run("2026-11-04 12:00", downhill=True, run_class="easy", name="down")
    ways = fixes(lifts, [down, run("2026-11-06 19:00")])
    flat = fixes(lifts, [run("2026-11-06 18:00")])

    assert ways["cut_sets", None] == "caution"
    assert flat["cut_sets", None] == "ok"


def test_a_race_months_of_recovery_away_is_looked_at():
    # A lift eleven days after a marathon is a caution; a day earlier is one as well.
    lifts = [lift("2026-11-12 18:00", sets=0)]
    race = ("race", datetime(2026, 11, 1, 9), 240, "raceB", 42195.0, False)
    around, by_name, runs = standing(lifts, [race, run("2026-11-13 17:00")])
    was = by_name["l"]
    earlier = around.moving.by_days(was, -3)

    assert around.pair(was, runs["race"]).severity == "caution"
    assert around.pair(earlier, runs["race"]).severity == "conflict"
    assert not around.is_clean_lift(was, earlier, runs["r"])


def test_days_are_those_of_the_wall_clock():
    [one] = standing([lift("2026-03-28 00:30")], [], NEW_YORK)[1].values()

    assert one.day == (datetime(2026, 3, 28) - datetime(1970, 1, 1)).days
    assert np.isclose((one.start - one.local) / HOUR_US, 4)
