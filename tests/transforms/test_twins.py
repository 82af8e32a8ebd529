"""One activity from several sources counts once; two activities stay two."""

import time

import numpy as np
import pandas as pd
import pytest
from tests.transforms.twin_frames import (
    NO_DECISIONS,
    run,
    runs,
    said,
    session,
    sessions,
    sets,
    squats,
)

from runlift.science.policy import default_policy
from runlift.transforms import twin_list, twins

POLICY = default_policy()
MORNING, EVENING = "2026-11-02 07:00:00", "2026-11-02 18:00:00"


def merged(*rows, decisions=NO_DECISIONS, is_zone_known=True):
    return twins.merged_runs(runs(*rows), decisions, POLICY, is_zone_known)


def lifted(*rows, of=(), decisions=NO_DECISIONS, is_zone_known=True):
    return twins.merged_lifts(
        sessions(*rows), sets(*of), decisions, POLICY, is_zone_known
    )


def listed(*rows, decisions=NO_DECISIONS):
    return twin_list.twin_list(runs(*rows), sessions(), sets(), decisions, POLICY, True)


def said_of(frame):
    key = "run_id" if "run_id" in frame else "session_id"
    return dict(zip(frame[key], frame["twin_ids"], strict=True))


# Runs that are one.


def test_strava_and_garmin_of_one_run_are_one_run():
    once = merged(
        run(MORNING, "strava", title="Morning Run", source_tag="workout"),
        run("2026-11-02 07:00:20", "garmin", km=10.03, avg_hr=150, max_hr=171),
    )

    [one] = once.to_dict("records")
    assert one["run_id"] == "strava 2026-11-02 07:00:00" or one["avg_hr"] == 150
    assert (one["avg_hr"], one["max_hr"]) == (150, 171)
    assert (one["title"], one["source_tag"]) == ("Morning Run", "workout")


def test_the_richest_record_counts_and_names_its_twins():
    once = merged(
        run(MORNING, "strava"),
        run(MORNING, "garmin", avg_hr=150, ascent_m=80),
        run("2026-11-02 07:01:00", "runkeeper", km=9.9),
    )

    [one] = once.to_dict("records")
    assert one["run_id"] == f"garmin {MORNING}"
    assert one["twin_ids"] == f"strava {MORNING} runkeeper 2026-11-02 07:01:00"
    assert one["twin_sources"] == "strava runkeeper"
    assert one["distance_m"] == 10_000


def test_a_stream_is_worth_more_than_fields():
    frame = runs(run(MORNING, "coros"), run(MORNING, "garmin", avg_hr=150, ascent_m=80))
    frame["has_stream"] = frame["source_format"] == "coros"

    once = twins.merged_runs(frame, NO_DECISIONS, POLICY, True)

    assert once["run_id"].item() == f"coros {MORNING}"
    assert once["avg_hr"].item() == 150


def test_phone_and_watch_within_one_service_are_one_run():
    once = merged(
        run(MORNING, "strava"),
        run("2026-11-02 07:03:00", "strava", km=9.6, minutes=47),
    )

    assert len(once) == 1


def test_a_fragment_inside_a_run_is_that_run_and_says_nothing_about_its_size():
    once = merged(
        run(MORNING, "garmin", km=None, minutes=180),
        run(
            "2026-11-02 07:05:00", "strava", km=6, minutes=30, avg_hr=120, title="Phone"
        ),
    )

    [one] = once.to_dict("records")
    assert one["run_id"] == f"garmin {MORNING}"
    assert np.isnan(one["distance_m"]) and np.isnan(one["avg_hr"])
    assert one["title"] == "Phone"


def test_time_with_and_without_a_long_pause_is_one_run():
    once = merged(
        run(MORNING, "garmin", minutes=50, elapsed_s=80 * 60),
        run(MORNING, "runkeeper", minutes=50),
    )

    assert len(once) == 1


def test_a_run_without_a_duration_joins_by_start_and_distance():
    far = run("2026-11-02 07:01:30", "runkeeper", km=10.1, minutes=None)

    assert len(merged(run(MORNING, "garmin"), far)) == 1
    assert len(merged(run(MORNING, "garmin", km=11), far)) == 2


def test_a_run_with_only_a_date_takes_the_clock_of_its_twin():
    once = merged(
        run("2026-11-02", "runalyze", km=10.05, minutes=None, note="felt good"),
        run(MORNING, "strava", zone_h=1),
        run("2026-11-02 18:00:00", "strava", km=6, minutes=30),
    )

    assert len(once) == 2
    one = once.iloc[0]
    assert one["note"] == "felt good" and one["time_precision"] == "second"
    assert one["start_local"] == pd.Timestamp(MORNING)
    assert one["start_utc"] == pd.Timestamp("2026-11-02 06:00")


def test_a_label_on_any_of_the_twins_counts():
    once = merged(
        run(MORNING, "strava", label="easy"), run(MORNING, "garmin", avg_hr=150)
    )

    assert once["run_id"].item() == f"garmin {MORNING}"
    assert once["label"].item() == "easy"


def test_values_from_two_sources_never_contradict_each_other():
    once = merged(
        run(MORNING, "garmin", minutes=50, avg_hr=150, ascent_m=3, title="A"),
        run(MORNING, "strava", minutes=None, elapsed_s=49 * 60, max_hr=140),
    )

    [one] = once.to_dict("records")
    assert (one["moving_s"], one["avg_hr"]) == (3000, 150)
    assert np.isnan(one["elapsed_s"]) and np.isnan(one["max_hr"])


# Runs that are two.


@pytest.mark.parametrize("is_heart_worn", [False, True])
def test_two_easy_runs_of_one_day_stay_two(is_heart_worn):
    hearts = ({"avg_hr": 140, "max_hr": 155}, {"avg_hr": 140, "max_hr": 161})
    one, other = hearts if is_heart_worn else ({}, {})

    assert (
        len(merged(run(MORNING, "garmin", **one), run(EVENING, "strava", **other))) == 2
    )


def test_both_runs_of_a_double_day_find_their_own_twin():
    once = merged(
        run(MORNING, "garmin"),
        run(EVENING, "garmin"),
        run(MORNING, "strava"),
        run(EVENING, "strava"),
    )

    assert once["start_local"].dt.hour.tolist() == [7, 18]
    assert once["twin_ids"].str.contains(" ").all()


def test_warming_up_running_and_cooling_down_are_three():
    once = merged(
        run("2026-11-02 07:00:00", "garmin", km=2, minutes=12),
        run("2026-11-02 07:12:30", "garmin", km=8, minutes=35),
        run("2026-11-02 07:48:00", "garmin", km=2, minutes=12),
    )

    assert len(once) == 3


def test_one_record_of_a_source_joins_one_of_another():
    once = merged(
        run("2026-11-02 07:00:00", "garmin", km=2, minutes=14),
        run("2026-11-02 07:15:00", "garmin", km=9, minutes=46),
        run("2026-11-02 07:00:00", "strava", km=11, minutes=60),
    )

    assert (
        once["twin_sources"].tolist().count("garmin")
        + (once["twin_sources"].tolist().count("strava"))
        == 1
    )
    assert len(once) == 2


def test_a_record_that_agrees_with_a_twin_only_through_a_third_stays_apart():
    once = merged(
        run("2026-11-02 07:00:00", "garmin", minutes=60),
        run("2026-11-02 07:12:00", "runkeeper", minutes=60),
        run("2026-11-02 07:24:00", "strava", minutes=60),
    )

    assert len(once) == 2


# Clocks.


def test_an_hour_of_summer_time_does_not_part_two_records_of_one_instant():
    watch = run("2026-10-25 02:30:00", "coros")
    shown = run("2026-10-25 02:30:00", "strava", zone_h=0)
    moved = run("2026-10-25 03:30:00", "strava", zone_h=1)

    assert len(merged(watch, shown)) == 1
    assert len(merged(watch, moved)) == 1


def test_an_unconfirmed_zone_explains_whole_hours():
    watch = run("2026-11-02 07:00:03", "garmin", km=10.02)
    strava = run("2026-11-02 06:00:00", "strava", km=10)

    once = merged(watch, strava, is_zone_known=False)

    [one] = once.to_dict("records")
    assert one["start_local"].hour == 7
    assert one["start_utc"].hour == 6
    assert one["tz_source"] == "offset"
    assert len(merged(watch, strava, is_zone_known=True)) == 2


@pytest.mark.parametrize(
    "other",
    [
        run("2026-11-02 06:20:00", "strava"),
        run("2026-11-02 06:00:00", "strava", km=10.5),
        run("2026-11-02 06:00:00", "garmin"),
        run("2026-11-01 15:00:00", "strava"),
    ],
    ids=["not whole hours", "another distance", "the same source", "too many hours"],
)
def test_what_an_unconfirmed_zone_does_not_explain(other):
    assert len(merged(run(MORNING, "garmin"), other, is_zone_known=False)) == 2


def test_two_instants_are_never_shifted():
    far = merged(
        run("2026-11-02 06:00:00", "strava"),
        run("2026-11-02 07:00:00", "coros"),
        is_zone_known=False,
    )

    assert len(far) == 2


def test_who_has_a_partner_on_the_clock_is_not_shifted_to_another():
    once = merged(
        run(MORNING, "garmin"),
        run(MORNING, "runkeeper"),
        run("2026-11-02 09:00:00", "strava"),
        is_zone_known=False,
    )

    assert len(once) == 2


def test_a_wrong_zone_is_wrong_by_the_same_hours_every_day():
    days = [f"2026-11-{day:02d}" for day in range(2, 9)]
    watch = [
        run(f"{day} {hour}:00:00", "garmin") for day in days for hour in ("07", "18")
    ]
    strava = [
        run(f"{day} {hour}:00:00", "strava") for day in days for hour in ("05", "16")
    ]

    once = merged(*watch, *strava, is_zone_known=False)

    assert len(once) == 14
    assert set(once["start_local"].dt.hour - once["start_utc"].dt.hour) == {2}


def test_a_guess_that_fits_the_other_days_explains_nothing():
    fits = [
        run(f"2026-11-{day:02d} 07:00:00", source)
        for day in (10, 12)
        for source in ("garmin", "strava")
    ]
    double = (run(MORNING, "garmin"), run(EVENING, "strava"))

    assert len(merged(*double, *fits, is_zone_known=False)) == 4
    assert len(merged(*double, is_zone_known=False)) == 1


def test_a_run_on_a_journey_is_known_by_its_heart():
    heart = {"avg_hr": 151, "max_hr": 172}
    once = merged(
        run("2026-11-02 07:00:05", "garmin", km=10.01, **heart),
        run("2026-11-02 13:00:05", "strava", zone_h=1, **heart),
    )

    [one] = once.to_dict("records")
    assert one["start_local"] == pd.Timestamp("2026-11-02 07:00:05")
    assert one["start_utc"] == pd.Timestamp("2026-11-02 12:00:05")


# Lifting.


def test_every_session_logged_in_hevy_and_worn_on_the_watch_counts_once():
    days = pd.date_range("2026-01-05 18:00", periods=40, freq="2D")
    log = [session(str(at), "hevy") for at in days]
    watch = [
        session(str(at + pd.Timedelta(minutes=4)), "strava", 58, avg_hr=105)
        for at in days
    ]

    once, kept = lifted(*log, *watch, of=[squats(one) for one in log])

    assert len(once) == 40 and len(kept) == 200
    assert (once["source_format"] == "hevy").all()
    assert (once["avg_hr"] == 105).all()


def test_a_log_without_an_end_takes_it_from_the_watch():
    log = session(EVENING, "hevy", minutes=None)
    once, kept = lifted(
        log, session("2026-11-02 18:15:00", "garmin", 55), of=[squats(log)]
    )

    assert once["duration_s"].item() == 55 * 60
    assert (kept["session_s"] == 55 * 60).all()
    assert once["start_local"].item() == pd.Timestamp(EVENING)


def test_a_log_with_only_a_date_takes_the_longest_session_of_the_watch():
    log = session("2026-11-02", "fitnotes", minutes=None)
    once, kept = lifted(
        log,
        session("2026-11-02 08:00:00", "strava", 10, zone_h=1),
        session("2026-11-02 18:00:00", "strava", 70, zone_h=1, avg_hr=101),
        of=[squats(log)],
    )

    assert said_of(once) == {
        "strava 2026-11-02 08:00:00": "",
        "fitnotes 2026-11-02": "strava 2026-11-02 18:00:00",
    }
    one = once[once["source_format"] == "fitnotes"].iloc[0]
    assert one["start_local"] == pd.Timestamp("2026-11-02 18:00")
    assert one["start_utc"] == pd.Timestamp("2026-11-02 17:00")
    assert (one["time_precision"], one["duration_s"]) == ("second", 4200)
    assert (kept["start_local"] == one["start_local"]).all()
    assert (kept["start_utc"] == one["start_utc"]).all()
    assert set(kept["time_precision"]) == {"second"}
    assert set(kept["session_s"]) == {4200}


def test_two_logs_of_one_day_and_two_watches_pair_off():
    one = session("2026-11-02", "strengthlog_old", minutes=None, session_id="more")
    other = session("2026-11-02", "strengthlog_old", minutes=None, session_id="less")
    once, _ = lifted(
        one,
        other,
        session("2026-11-02 08:00:00", "garmin", 20),
        session("2026-11-02 18:00:00", "garmin", 70),
        of=[squats(one), squats(other, loads=(40, 40))],
    )

    assert said_of(once) == {
        "less": "garmin 2026-11-02 08:00:00",
        "more": "garmin 2026-11-02 18:00:00",
    }


def test_two_logs_are_one_where_their_sets_agree():
    one = session("2026-11-02", "fitnotes", minutes=None)
    other = session(EVENING, "hevy")
    both = [squats(one), squats(other, loads=(80, 100, 100, 100))]

    once, kept = lifted(one, other, of=both)

    assert len(once) == 1
    assert set(kept["session_id"]) == {once["session_id"].item()}
    assert set(kept["time_precision"]) == {"second"}


def test_two_logs_of_a_day_with_other_sets_are_two_and_share_no_watch():
    one = session("2026-11-02", "fitnotes", minutes=None)
    other = session(EVENING, "hevy")
    once, kept = lifted(
        one,
        other,
        session(EVENING, "garmin", 61),
        of=[squats(one, loads=(20, 20, 20)), squats(other)],
    )

    assert said_of(once) == {
        "fitnotes 2026-11-02": "",
        f"hevy {EVENING}": f"garmin {EVENING}",
    }
    assert len(kept) == 8


def test_two_sessions_of_one_log_never_join():
    one = session(EVENING, "hevy")
    other = session("2026-11-02 18:05:00", "hevy")

    once, kept = lifted(one, other, of=[squats(one), squats(other)])

    assert len(once) == 2 and len(kept) == 10


def test_the_log_that_names_its_sets_counts_before_the_watch_that_counted_them():
    watch = session(EVENING, "fit", 62, max_hr=150)
    log = session("2026-11-02 18:02:00", "hevy", 60)
    counted = squats(watch, loads=(None,) * 7, exercise_id=None)

    once, kept = lifted(watch, log, of=[counted, squats(log)])

    assert once["source_format"].tolist() == ["hevy"]
    assert once["max_hr"].item() == 150
    assert len(kept) == 5


def test_pounds_and_seconds_tell_sets_apart():
    one, other = session("2026-11-02", "fitnotes", None), session(EVENING, "hevy")
    holds = [
        {**row, "load_kg": None, "reps": None, "duration_s": second}
        for row, second in zip(squats(one), (30, 40, 50, 60, 70), strict=True)
    ]
    equal = [{**row, "session_id": other["session_id"]} for row in holds]
    longer = [{**row, "duration_s": row["duration_s"] + 5} for row in equal]

    assert len(lifted(one, other, of=[holds, equal])[0]) == 1
    assert len(lifted(one, other, of=[holds, longer])[0]) == 2


def test_a_double_day_in_the_gym_stays_two():
    log = session(MORNING, "hevy")

    once, _ = lifted(log, session(EVENING, "strava"), of=[squats(log)])

    assert len(once) == 2


# The athlete's word.


def test_what_the_athlete_calls_two_stays_two():
    pair = (run(MORNING, "strava"), run(MORNING, "garmin"))
    apart = said(("run", f"strava {MORNING}", f"garmin {MORNING}", False))

    assert len(merged(*pair, decisions=apart)) == 2
    assert len(merged(*pair, decisions=said(("lift", "a", "b", False)))) == 1


def test_what_the_athlete_calls_one_is_one():
    pair = (run(MORNING, "strava"), run(EVENING, "garmin"))

    once = merged(
        *pair, decisions=said(("run", f"strava {MORNING}", f"garmin {EVENING}", True))
    )

    assert len(once) == 1


def test_a_word_about_records_that_are_gone_is_kept_for_their_return():
    left = merged(
        run(MORNING, "strava"),
        decisions=said(("run", f"strava {MORNING}", f"garmin {MORNING}", False)),
    )

    assert len(left) == 1


def test_the_list_says_what_counts_once_and_why():
    found = listed(
        run(MORNING, "strava", elapsed_s=3000),
        run("2026-11-02 07:02:00", "garmin", minutes=49),
        run("2026-11-03 07:00:00", "garmin", minutes=49),
    )

    [one] = found.to_dict("records")
    assert (one["source_format"], one["twin_source_format"]) == ("strava", "garmin")
    assert one["why"] == "starts 2 min apart, 96% overlap"
    assert one["pairs"] == [("garmin 2026-11-02 07:02:00", f"strava {MORNING}")]
    assert not one["is_split"]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (run(MORNING, "garmin"), "same start, 100% overlap"),
        (
            run("2026-11-02 07:05:00", "garmin", km=4, minutes=20),
            "starts 5 min apart, the shorter lies inside the longer",
        ),
        (run(MORNING, "garmin", minutes=None), "same start, same distance"),
        (
            run("2026-11-02", "runalyze", minutes=None),
            "same day, same length, one of them without a time of day",
        ),
    ],
)
def test_the_reason_is_in_words(other, why):
    assert listed(run(MORNING, "strava"), other)["why"].tolist() == [why]


def test_splitting_one_of_three_and_taking_it_back_leaves_no_trace():
    three = (
        run(MORNING, "strava"),
        run(MORNING, "garmin", avg_hr=150),
        run("2026-11-02 07:01:00", "runkeeper", km=9.9),
    )
    together = listed(*three)
    row = together[together["twin_source_format"] == "runkeeper"].iloc[0]
    away = said(*(("run", *pair, False) for pair in row["pairs"]))
    apart = listed(*three, decisions=away)
    [offer] = apart[apart["is_split"]].to_dict("records")
    back = said(*(("run", *pair, True) for pair in offer["pairs"]))

    assert len(row["pairs"]) == 2
    assert apart["is_split"].tolist().count(False) == 1
    assert {offer["source_format"], offer["twin_source_format"]} >= {"runkeeper"}
    pd.testing.assert_frame_equal(listed(*three, decisions=back), together)


# In general.


def test_a_log_from_one_source_is_as_it_was():
    frame = runs(run(MORNING, avg_hr=140), run(EVENING))
    log = session(MORNING, "hevy")

    once = twins.merged_runs(frame, NO_DECISIONS, POLICY, True)
    lifts, kept = lifted(log, of=[squats(log)])

    pd.testing.assert_frame_equal(once[list(frame)], frame)
    assert set(once["twin_ids"]) == set(lifts["twin_ids"]) == {""}
    pd.testing.assert_frame_equal(kept, sets(squats(log)))


def test_nothing_at_all_is_nothing():
    assert merged().empty
    assert all(frame.empty for frame in lifted())
    assert listed().empty


def test_types_are_kept():
    frame = runs(run(MORNING, "strava"), run(MORNING, "garmin", avg_hr=150))

    once = twins.merged_runs(frame, NO_DECISIONS, POLICY, True)

    assert once[list(frame)].dtypes.tolist() == frame.dtypes.tolist()
    assert once["note"].item() is None


def many(n, of, source, start="2015-01-01 07:00", every="35h"):
    days = pd.date_range(start, periods=n, freq=every)
    return [of(str(at), source) for at in days]


def test_a_long_log_without_twins_is_quick():
    frame = runs(*many(2000, run, "strava"))
    gym = [
        session(str(at), "hevy")
        for at in pd.date_range("2015-01-01 18:00", periods=1500, freq="51h")
    ]
    visits, done = sessions(*gym), sets(*(squats(one) for one in gym))

    def once():
        begin = time.process_time()
        twins.merged_runs(frame, NO_DECISIONS, POLICY, True)
        twins.merged_lifts(visits, done, NO_DECISIONS, POLICY, True)
        return time.process_time() - begin

    # Some 12 ms; a busy machine may take several times that, a square never this few.
    assert min(once() for _ in range(5)) < 0.1


@pytest.mark.slow
def test_a_thousand_records_of_one_moment_do_not_cost_a_million():
    frame = runs(
        *(run(MORNING, "strava", run_id=f"{n}") for n in range(1000)),
        *(run(MORNING, "garmin", run_id=f"g{n}") for n in range(1000)),
    )
    begin = time.process_time()
    twins.merged_runs(frame, NO_DECISIONS, POLICY, True)

    assert time.process_time() - begin < 20
