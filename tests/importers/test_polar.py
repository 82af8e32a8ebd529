"""Polar: the wall clock beside its offset, several exercises, two shapes of one session."""

import json
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from tests.importers.reading import column, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers.polar import IMPORTER
from runlift.importers.polar_samples import samples
from runlift.importers.working import Job
from runlift.model import Answers

OLD = {
    "startTime": "2021-05-02T07:31:04.000",
    "stopTime": "2021-05-02T08:40:10.000",
    "timezoneOffset": 120,
    "duration": "PT4050.564S",
    "distance": 12480.2,
    "sport": "RUNNING",
    "heartRate": {"min": 92, "avg": 148, "max": 171},
    "cadence": {"avg": 84, "max": 92},
}
NEW = {
    "startTime": "2021-05-02T07:31:04",
    "stopTime": "2021-05-02T08:40:10",
    "timezoneOffsetMinutes": 120,
    "durationMillis": 4050564,
    "distanceMeters": 12480.2,
    "sport": {"id": "1"},
    "statistics": {
        "statistics": [
            {"type": "STATISTICS_TYPE_HEART_RATE", "min": 92, "avg": 148, "max": 171},
            {"type": "STATISTICS_TYPE_CADENCE", "avg": 84, "max": 92},
        ]
    },
}


def session(*exercises, **more):
    start = {"exportVersion": "1.6", "startTime": "2021-05-02T07:31:04.000"}
    return {**start, "timeZoneOffset": 120, "exercises": list(exercises), **more}


def parsed(text, **answers):
    with Job() as job:
        source = Source("session.json", text.encode())
        return IMPORTER.parse_file(source, Answers(**answers), job)


def read(value):
    return parsed(json.dumps(value), timezone="Europe/Berlin")


def test_it_is_claimed_by_nobody_else():
    assert slugs_claiming(json.dumps(session(OLD))) == ["polar"]
    assert slugs_claiming(json.dumps(session(NEW), indent=1)) == ["polar"]


def test_both_shapes_of_one_session_are_one_run():
    assert read(session(OLD)).runs.equals(read(session(NEW)).runs)


def test_the_offset_is_subtracted_from_the_wall_clock():
    found = read(session({**OLD, "timezoneOffset": -420}))

    assert [one.isoformat() for one in found.runs["start_local"]] == [
        "2021-05-02T07:31:04"
    ]
    assert [one.isoformat() for one in found.runs["start_utc"]] == [
        "2021-05-02T14:31:04"
    ]
    assert column(found.runs, "tz_source") == ["offset"]


def test_the_offset_may_stand_with_the_session_alone_or_be_missing():
    bare = {key: value for key, value in OLD.items() if key != "timezoneOffset"}
    with_session = read(session(bare)).runs
    without = read(session(bare, timeZoneOffset=None)).runs

    assert column(with_session, "tz_source") == ["offset"]
    assert column(without, "tz_source") == ["wall"]
    assert without["start_utc"].isna().all()


@pytest.mark.parametrize(
    ("sport", "surface"),
    [
        ("RUNNING", None),
        ("JOGGING", None),
        ("TRAIL_RUNNING", "trail"),
        ("TREADMILL_RUNNING", "treadmill"),
        ("ROAD_RUNNING", "road"),
        ("TRACK_AND_FIELD_RUNNING", "track"),
        ("ULTRARUNNING_RUNNING", None),
        ("DUATHLON_RUNNING", None),
        ({"id": "17"}, "treadmill"),
        ({"id": "27"}, "trail"),
    ],
)
def test_kinds_of_running(sport, surface):
    assert column(read(session({**OLD, "sport": sport})).runs, "surface") == [surface]


@pytest.mark.parametrize("sport", ["STRENGTH_TRAINING", {"id": "15"}, {"id": "148"}])
def test_kinds_of_lifting(sport):
    found = read(session({**OLD, "sport": sport}))

    assert column(found.sessions, "duration_s") == [4146.0]
    assert found.runs.empty


@pytest.mark.parametrize(
    "sport", ["WATER_RUNNING", "TRIATHLON_SWIMMING", "YOGA", {"id": "999"}, 7]
)
def test_other_sports_are_counted_in_a_note(sport):
    found = read(session({**OLD, "sport": sport}))

    assert found.runs.empty
    assert found.sessions.empty
    assert found.notes[0].startswith("1 other activity was left out")


def test_what_the_session_says_of_its_only_exercise_counts_for_it():
    found = read(
        session(
            {"sport": "RUNNING", "startTime": "2021-05-02T07:31:04.000"},
            averageHeartRate=148,
            maximumHeartRate=171,
            duration="PT30M",
            distance=5000,
        )
    )

    assert column(found.runs, "avg_hr") == [148.0]
    assert column(found.runs, "moving_s") == [1800.0]
    assert column(found.runs, "distance_m") == [5000.0]


def test_what_the_session_says_of_several_exercises_counts_for_none():
    alone = {"sport": "RUNNING", "duration": "PT30M", "timezoneOffset": 120}
    found = read(
        session(
            {**alone, "startTime": "2021-05-02T07:00:00"},
            {**alone, "startTime": "2021-05-02T08:00:00"},
            averageHeartRate=148,
            distance=10_000,
        )
    )

    assert column(found.runs, "avg_hr") == [None, None]
    assert column(found.runs, "distance_m") == [None, None]


def test_a_session_without_exercises_is_read_by_what_it_says_itself():
    found = read(session(sport="RUNNING", duration="PT1H2M3S", distance=10_000))

    assert column(found.runs, "moving_s") == [3723.0]


def test_missing_values_are_a_bare_nan_and_stay_missing():
    text = json.dumps(session({**OLD, "ascent": float("nan"), "heartRate": None}))

    assert "NaN" in text
    runs = parsed(text).runs
    assert column(runs, "ascent_m") == [None]
    assert column(runs, "avg_hr") == [None]


@pytest.mark.parametrize(
    "changes",
    [
        {"startTime": None},
        {"startTime": {"a": 1}},
        {"startTime": "yesterday"},
        {"duration": [], "stopTime": 5, "distance": {}},
        {"duration": "PT", "stopTime": None, "distance": "far"},
    ],
)
def test_an_exercise_of_the_wrong_shape_is_rejected_and_the_others_kept(changes):
    found = read(session({**OLD, **changes}, OLD, startTime=None))

    assert len(found.rejected) == 1
    assert len(found.runs) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"exercises": [{"startTime": ',
        '{"exercises": 5}',
        "7",
        '{"exercises": ' * 50_000,
    ],
    ids=["cut off", "no exercises", "a number", "deep"],
)
def test_what_is_no_session_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadableFile, match=r"\.$"):
        parsed(text)


START = datetime(2021, 5, 2, 7, 31, 4)


def at(second, value=None):
    point = {"dateTime": f"2021-05-02T07:31:{4 + second:02d}.000"}
    return point if value is None else {**point, "value": value}


def test_samples_with_their_own_moments_meet_on_one_clock():
    made = samples(
        {
            "samples": {
                "heartRate": [at(0, 92), at(1), at(3, 97)],
                "speed": [at(0, 0.0), at(1, 10.8)],
                "cadence": [at(0, 80), at(1, 84)],
                "distance": [at(0, 0.0), at(3, 9.0)],
            }
        },
        START,
    )

    nan = np.nan
    assert made["time_s"].tolist() == [0.0, 1.0, 3.0]
    np.testing.assert_equal(made["heart_rate_bpm"], [92, nan, 97])
    np.testing.assert_allclose(made["speed_m_per_s"], [0, 3, nan])
    np.testing.assert_equal(made["cadence_spm"], [160, 168, nan])
    np.testing.assert_equal(made["distance_m"], [0, nan, 9])


def test_samples_since_2023_are_so_many_milliseconds_apart():
    values = [("HEART_RATE", [88, None, 91]), ("ALTITUDE", [0, 0, 183.0])]
    made = samples(
        {
            "samples": {
                "samples": [
                    {"type": kind, "intervalMillis": 2000, "values": given}
                    for kind, given in values
                ]
            },
            "routes": {
                "route": {
                    "startTime": "2021-05-02T07:31:05",
                    "wayPoints": [
                        {"latitude": 0.5, "longitude": 0.25, "elapsedMillis": 1000}
                    ],
                }
            },
        },
        START,
    )

    nan = np.nan
    assert made["time_s"].tolist() == [0.0, 2.0, 4.0]
    np.testing.assert_equal(made["heart_rate_bpm"], [88, nan, 91])
    np.testing.assert_equal(made["altitude_m"], [nan, nan, 183])
    np.testing.assert_equal(made["latitude_deg"], [nan, 0.5, nan])


@pytest.mark.parametrize(
    "held",
    [
        None,
        5,
        {"heartRate": 3, "speed": [1, "x"], "samples": {"type": "SPEED"}},
        {"heartRate": [{"dateTime": 7, "value": []}], "recordedRoute": [None]},
        {"samples": [{"type": "SPEED", "intervalMillis": 0, "values": [1]}]},
        {"samples": [{"type": ["SPEED"], "intervalMillis": 1000, "values": 9}]},
    ],
)
def test_samples_of_the_wrong_shape_are_no_samples(held):
    assert samples({"samples": held, "routes": held}, START) == {}


def test_a_run_with_samples_leaves_a_stream_and_no_position_unless_asked():
    route = [
        {"dateTime": at(second)["dateTime"], "latitude": 0.5, "longitude": 0.25}
        for second in range(30)
    ]
    beats = [at(second, 120 + second) for second in range(30)]
    metres = [at(second, 3.0 * second) for second in range(30)]
    exercise = {
        **OLD,
        "heartRate": None,
        "samples": {"heartRate": beats, "distance": metres, "recordedRoute": route},
    }
    text = json.dumps(session(exercise))

    for keeps in (False, True):
        with Job() as job:
            source = Source("session.json", text.encode())
            found = IMPORTER.parse_file(source, Answers(keeps_positions=keeps), job)
            [stream] = [pd.read_parquet(path) for path in found.streams]

        assert column(found.runs, "stream_key") == stream["stream_key"].tolist()
        assert column(found.runs, "distance_m") == [12480.2]
        assert column(found.runs, "avg_hr") == [pytest.approx(134.5, abs=1)]
        assert len(stream["heart_rate_bpm"][0]) == 30
        places = stream["latitude_deg"][0]
        assert (places is not None and len(places) > 0) == keeps


def test_pauses_are_left_out_of_the_running_time():
    exercise = {
        **NEW,
        "durationMillis": None,
        "pauseTimes": [
            {"startTime": "2021-05-02T07:31:20", "endTime": "2021-05-02T07:31:40"},
            {"startTime": "never", "endTime": 5},
        ],
        "samples": {
            "samples": [
                {
                    "type": "DISTANCE",
                    "intervalMillis": 1000,
                    "values": [3.0 * second for second in range(61)],
                }
            ]
        },
    }

    assert column(read(session(exercise)).runs, "moving_s") == [
        pytest.approx(40, abs=1)
    ]
