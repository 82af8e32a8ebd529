"""TCX: what the golden files cannot say, and the real files against a plain reading."""

import math
import xml.etree.ElementTree as ET
from datetime import datetime

import numpy as np
import pytest

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import tcx
from runlift.importers.working import Job
from runlift.model import Answers

REAL = {
    "alenrajsp_cross-country-skiing_activity_1.tcx": "Other",
    "alenrajsp_mapmyride_biking.tcx": "Biking",
    "thomaschampagne_20160911_run_708752345.tcx": "Running",
    "thomaschampagne_20181021_run_3106033902.tcx": "Running",
    "vkurup_no_hr.tcx": "Running",
    "vkurup_sup_activity_1.tcx": "Other",
    "vkurup_test.tcx": "Running",
}


def at(seconds):
    """A time on 3 May 2025, counted from 9:00."""
    return f"2025-05-03T{9 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"


def point(seconds, inside=""):
    return f"<Trackpoint><Time>{at(seconds)}</Time>{inside}</Trackpoint>"


def metres(value):
    return f"<DistanceMeters>{value}</DistanceMeters>"


def lap(start, *tracks, time=None, inside=""):
    timed = f"<TotalTimeSeconds>{time}</TotalTimeSeconds>" if time is not None else ""
    body = "".join(f"<Track>{one}</Track>" for one in tracks)
    return f'<Lap StartTime="{at(start)}">{timed}{inside}{body}</Lap>'


def activity(*laps, sport="Running", more="", start=0):
    return f'<Activity Sport="{sport}"><Id>{at(start)}</Id>{"".join(laps)}{more}</Activity>'


def whole(*activities, author=""):
    wrote = f"<Author><Name>{author}</Name></Author>" if author else ""
    return (
        f"<TrainingCenterDatabase><Activities>{''.join(activities)}</Activities>{wrote}"
        "</TrainingCenterDatabase>"
    )


def read(text):
    return tcx.read(Source("a.tcx", text.encode()))


def only(text):
    [recording] = read(text).recordings
    return recording


EVEN = "".join(point(s, metres(s * 3)) for s in range(0, 301, 10))


# The real files.


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_has_the_totals_and_the_points_of_a_plain_reading(exports, name):
    path = exports / "tcx" / name
    root = ET.fromstring(path.read_bytes().strip())
    space = {"t": root.tag[1:].partition("}")[0]}
    laps = root.findall(".//t:Lap", space)
    points = root.findall(".//t:Trackpoint", space)
    times = [
        datetime.fromisoformat(one.find("t:Time", space).text).timestamp()
        for one in points
    ]
    way = sum(float(one.find("t:DistanceMeters", space).text) for one in laps)
    timer = sum(float(one.find("t:TotalTimeSeconds", space).text) for one in laps)
    beats = [
        float(one.find("t:HeartRateBpm/t:Value", space).text)
        for one in points
        if one.find("t:HeartRateBpm", space) is not None
    ]

    recording = only_real(path)

    assert recording.sport == REAL[name]
    assert recording.distance_m == pytest.approx(way)
    assert recording.moving_s == pytest.approx(timer)
    assert len(recording.laps) == len(laps)
    assert len(recording.samples["time_s"]) == len(points)
    assert recording.start_utc_s + recording.samples["time_s"][-1] == times[-1]
    assert np.nanmax(recording.samples["distance_m"]) == pytest.approx(way, rel=0.01)
    heart = recording.samples.get("heart_rate_bpm", np.array([]))
    assert heart[~np.isnan(heart)].tolist() == beats


def only_real(path):
    found = tcx.read(Source(path.name, path))
    assert not found.rejected and not found.notes
    [recording] = found.recordings
    return recording


def test_no_real_file_is_forgotten(exports):
    assert {path.name for path in (exports / "tcx").iterdir()} == set(REAL)


# Laps and time.


def test_a_file_becomes_a_run_with_samples_and_laps():
    text = whole(activity(lap(0, EVEN, time=300, inside=metres(900))))
    with Job() as job:
        parsed = tcx.IMPORTER.parse_file(Source("a.tcx", text.encode()), Answers(), job)

        assert len(parsed.streams) == 1
    [run] = parsed.runs.to_dict("records")
    assert (run["distance_m"], run["moving_s"]) == (900, 300)
    assert len(parsed.laps) == 1


def test_triggers_and_intensities_of_laps_are_kept():
    said = "<Intensity>{}</Intensity><TriggerMethod>{}</TriggerMethod>"
    text = whole(
        activity(
            lap(0, EVEN, time=300, inside=said.format("Active", "Distance")),
            lap(300, time=60, inside=said.format("Resting", "Location")),
            lap(360, time=60, inside=said.format("Cooldown", "HeartRate")),
        )
    )

    assert [(one.trigger, one.intensity) for one in only(text).laps] == [
        ("distance", "active"),
        ("position", "rest"),
        (None, "cooldown"),
    ]


def test_tracks_with_a_gap_are_a_pause_if_the_watch_did_not_count_it():
    late = "".join(point(s, metres(600 + s)) for s in range(600, 701, 10))
    inside = metres(1300)

    paused = only(whole(activity(lap(0, EVEN, late, time=400, inside=inside))))
    counted = only(whole(activity(lap(0, EVEN, late, time=700, inside=inside))))

    assert paused.pauses == [(300.0, 600.0)]
    assert (paused.moving_s, paused.elapsed_s) == (400, 700)
    assert counted.pauses == []


def test_a_watch_that_counted_more_than_there_was_did_not_pause():
    recording = only(whole(activity(lap(0, EVEN, time=330, inside=metres(900)))))

    assert recording.pauses == []
    assert recording.moving_s == recording.elapsed_s == 330


def test_two_activities_are_two():
    text = whole(
        activity(lap(0, EVEN, time=300)),
        activity(lap(7200, time=600, inside=metres(2000)), sport="Biking", start=7200),
    )

    assert [one.sport for one in read(text).recordings] == ["Running", "Biking"]


def test_an_activity_without_any_time_is_rejected_and_the_others_are_kept():
    text = whole("\n<Activity Sport='Running'/>", activity(lap(0, EVEN, time=300)))

    found = read(text)

    assert len(found.recordings) == 1
    assert [one.line for one in found.rejected] == [2]


# Distances, steps, and what else a point holds.


def test_a_treadmill_has_distances_and_no_places():
    samples = only(whole(activity(lap(0, EVEN, time=300)))).samples

    assert samples["distance_m"][-1] == 900
    assert "latitude_deg" not in samples


def test_without_distances_the_way_is_worked_out_from_the_places():
    where = (
        "<Position><LatitudeDegrees>{:.4f}</LatitudeDegrees>"
        "<LongitudeDegrees>10</LongitudeDegrees></Position>"
    )
    track = "".join(
        point(s, where.format(59.9 + s / 100_000) + metres(0))
        for s in range(0, 301, 10)
    )

    recording = only(whole(activity(lap(0, track, time=300))))

    assert math.isnan(recording.distance_m)
    assert recording.samples["distance_m"][-1] == pytest.approx(333.6, rel=0.01)


def test_distances_that_begin_anew_with_each_lap_go_on():
    track = "".join(point(300 + s, metres(s * 3)) for s in range(0, 301, 10))

    recording = only(whole(activity(lap(0, EVEN, time=300), lap(300, track, time=300))))

    assert recording.samples["distance_m"][-1] == 1800
    assert (np.diff(recording.samples["distance_m"]) >= 0).all()


@pytest.mark.parametrize(
    ("inside", "cadence"),
    [
        ("<Cadence>84</Cadence>", 168),
        ("<Cadence>168</Cadence>", 168),
        ("<Extensions><TPX><RunCadence>84</RunCadence></TPX></Extensions>", 168),
        (
            "<Extensions><n:TPX><n:RunCadence>84</n:RunCadence></n:TPX></Extensions>"
            "<Cadence>60</Cadence>",
            168,
        ),
    ],
    ids=["one leg", "both legs", "in an extension", "beside a crank"],
)
def test_the_steps_of_both_legs_are_counted(inside, cadence):
    track = "".join(point(s, inside) for s in range(0, 60, 5))

    samples = only(whole(activity(lap(0, track, time=60)))).samples

    assert set(samples["cadence_spm"].tolist()) == {cadence}


@pytest.mark.parametrize("prefix", ["", "ns3:"])
def test_watts_are_read_with_and_without_a_namespace(prefix):
    inside = f"<Extensions><{prefix}TPX><{prefix}Watts>250</{prefix}Watts></{prefix}TPX></Extensions>"
    track = "".join(point(s, inside) for s in range(0, 60, 5))

    samples = only(whole(activity(lap(0, track, time=60)))).samples

    assert set(samples["power_w"].tolist()) == {250}


def test_heart_rates_of_laps_count_by_their_time():
    beats = "<AverageHeartRateBpm><Value>{}</Value></AverageHeartRateBpm><MaximumHeartRateBpm><Value>{}</Value></MaximumHeartRateBpm>"
    text = whole(
        activity(
            lap(0, EVEN, time=300, inside=beats.format(150, 160)),
            lap(300, time=100, inside=beats.format(130, 155)),
        )
    )

    recording = only(text)

    assert (recording.avg_hr, recording.max_hr) == (145, 160)


# Whose clock, and whose file.


@pytest.mark.parametrize(
    "text",
    [
        whole(
            activity(
                lap(0, EVEN, time=300),
                more="<Creator><Name>Polar M430</Name></Creator>",
            )
        ),
        whole(activity(lap(0, EVEN, time=300)), author="Polar Connect"),
        whole(activity(lap(0, EVEN, time=300))).replace("Z<", "<").replace('Z"', '"'),
    ],
    ids=["creator", "author", "no zone"],
)
def test_a_wall_clock_is_no_instant(text):
    recording = only(text)

    assert recording.start_utc_s is None
    assert recording.start_local_s == datetime.fromisoformat(at(0)).timestamp()


def test_an_offset_tells_both_clocks():
    recording = only(
        whole(activity(lap(0, EVEN, time=300)))
        .replace("Z<", "+02:00<")
        .replace('Z"', '+02:00"')
    )

    assert recording.start_local_s - recording.start_utc_s == 7200


def test_the_plan_or_the_notes_name_a_sport_that_the_file_leaves_open():
    plan = "<Training><Plan><Name>Strength training</Name></Plan></Training>"
    named = only(whole(activity(lap(0, time=1800), sport="Other", more=plan)))
    noted = only(
        whole(
            activity(
                lap(0, time=1800), sport="Other", more="<Notes>Leg day, squats</Notes>"
            )
        )
    )
    other = only(whole(activity(lap(0, time=1800), sport="Other")))

    assert named.sport == "Strength training"
    assert noted.sport == "Strength Training"
    assert other.sport == "Other"


def google_fit(*spans):
    return whole(
        *(
            activity(
                lap(
                    start,
                    "".join(
                        point(s, metres((s - start) * 3))
                        for s in range(start, end + 1, 10)
                    ),
                    time=5000,
                ),
                start=start,
            )
            for start, end in spans
        ),
        author="Google Fit",
    )


def test_google_fit_cuts_up_a_workout_that_is_put_together_again():
    found = read(google_fit((0, 600), (100, 200), (600, 900)))

    [recording] = found.recordings
    assert recording.elapsed_s == 900
    assert math.isnan(recording.moving_s)
    assert recording.samples["distance_m"][-1] == pytest.approx(2700, abs=30)
    assert "was read as one" in found.notes[0]


def test_google_fit_may_have_two_workouts_in_a_file():
    assert len(read(google_fit((0, 600), (3000, 3600))).recordings) == 2


def test_overlapping_activities_of_others_stay_apart():
    text = google_fit((0, 600), (100, 200)).replace("Google Fit", "Somebody")

    assert len(read(text).recordings) == 2


def test_a_first_point_long_before_the_others_is_not_the_start():
    track = point(0) + "".join(
        point(2700 + s, metres(s * 3)) for s in range(0, 601, 10)
    )

    recording = only(whole(activity(lap(0, track, time=3300)), author="Google Fit"))

    assert recording.start_utc_s == datetime.fromisoformat(at(2700)).timestamp()
    assert recording.elapsed_s == 600


# What is refused.


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<Courses><Course><Track/></Course></Courses>", "a course"),
        ("<Workouts><Workout/></Workouts>", "a planned workout"),
        ("<Activities/>", "no activity"),
        ("<Activities>", "damaged at line 1"),
    ],
)
def test_a_file_without_an_activity_is_refused_with_the_reason(inside, why):
    with pytest.raises(UnreadableFile, match=why):
        read(f"<TrainingCenterDatabase>{inside}</TrainingCenterDatabase>")


def test_what_was_read_before_a_cut_is_kept():
    text = whole(activity(lap(0, EVEN, time=300)))

    found = read(text[: text.rindex("<Trackpoint>") + 20])

    assert len(found.recordings) == 1
    assert "breaks off" in found.notes[0]
