"""GPX: what the golden files cannot say, and the real files against a plain reading."""

import math
import xml.etree.ElementTree as ET
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import gpx
from runlift.importers.track_points import travelled_m
from runlift.importers.working import Job
from runlift.model import Answers

RUNS = {
    "thomaschampagne_20170319_run_906581465.gpx": "run",
    "thomaschampagne_20171008_run_2067489619.gpx": "running",
    "marcusvolz_activity_7448910422.gpx": "cycling",
    "marcusvolz_invalid-lon-lat-missing.gpx": "Other",
    "tkrajina_track-with-empty-segment.gpx": None,
    "tkrajina_cerknicko-without-times.gpx": None,
}
REFUSED = {
    "marcusvolz_empty-trkseg.gpx": "no points",
    "tkrajina_gpx1.1_with_all_fields.gpx": "no times",
    "tkrajina_gpx1.1_with_extensions_without_namespaces.gpx": "places only",
    "tkrajina_gpx_with_garmin_extension.gpx": "places only",
    "tkrajina_unicode_with_bom.gpx": "places only",
}


def read(text, name="a.gpx"):
    return gpx.read(Source(name, text.encode()))


def points(start, count, *, step_s=5, lon=10.7, more=""):
    """A walk to the north of 11.1 m a point."""
    begun = datetime.fromisoformat(start)
    return "".join(
        f'<trkpt lat="{59.9 + place * 0.0001:.4f}" lon="{lon}"><time>'
        f"{datetime.fromtimestamp(begun.timestamp() + place * step_s, begun.tzinfo):%Y-%m-%dT%H:%M:%SZ}"
        f"</time>{more}</trkpt>"
        for place in range(count)
    )


def track(*segments, name="", kind=""):
    inside = "".join(f"<trkseg>{one}</trkseg>" for one in segments)
    named = f"<name>{name}</name>" if name else ""
    typed = f"<type>{kind}</type>" if kind else ""
    return f"<trk>{named}{typed}{inside}</trk>"


def whole(*tracks, creator="Phone"):
    return f'<gpx creator="{creator}">{"".join(tracks)}</gpx>'


NINE = "2025-05-03T09:00:00+00:00"


# The real files.


def plainly(path):
    """Times and places of the timed points, read without the reader."""
    root = ET.fromstring(path.read_bytes())
    found = []
    for one in root.iter():
        if not one.tag.endswith("}trkpt") and one.tag != "trkpt":
            continue
        time = next((c.text for c in one if c.tag.endswith("time")), None)
        if time:
            where = (one.get("lat"), one.get("lon"))
            found.append((datetime.fromisoformat(time.strip()).timestamp(), *where))
    return found


def great_circle_m(found):
    """The way by the law of cosines, every step counted."""
    total = 0.0
    for (_, a, b), (_, c, d) in pairwise(found):
        if None in (a, b, c, d):
            continue
        p, q = math.radians(float(a)), math.radians(float(c))
        turn = math.radians(float(d) - float(b))
        cosine = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(turn)
        total += 6_371_000 * math.acos(min(1.0, cosine))
    return total


@pytest.mark.parametrize("name", RUNS)
def test_a_real_file_has_the_points_the_times_and_the_way_of_a_plain_reading(
    exports, name
):
    path = exports / "gpx" / name
    found = plainly(path)

    [recording] = gpx.read(Source(name, path)).recordings

    assert recording.sport == RUNS[name]
    assert recording.start_utc_s == found[0][0]
    assert len(recording.samples["time_s"]) == len(found)
    assert recording.samples["time_s"][-1] == found[-1][0] - found[0][0]
    way = np.nanmax(recording.samples["distance_m"])
    assert way == pytest.approx(great_circle_m(found), rel=0.01, abs=3)


@pytest.mark.parametrize("name", REFUSED)
def test_a_real_file_without_an_activity_is_refused_with_the_reason(exports, name):
    with pytest.raises(UnreadableFile, match=REFUSED[name]):
        gpx.read(Source(name, exports / "gpx" / name))


def test_no_real_file_is_forgotten(exports):
    assert {path.name for path in (exports / "gpx").iterdir()} == {*RUNS, *REFUSED}


# What is a run, and where it begins and ends.


def test_a_file_becomes_a_run_with_its_samples():
    text = whole(track(points(NINE, 60, step_s=4), name="Morning", kind="running"))
    with Job() as job:
        parsed = gpx.IMPORTER.parse_file(Source("a.gpx", text.encode()), Answers(), job)

        assert len(parsed.streams) == 1
    [run] = parsed.runs.to_dict("records")
    assert run["title"] == "Morning"
    assert run["distance_m"] == pytest.approx(59 * 11.12, rel=0.01)
    assert run["moving_s"] == 59 * 4


def test_segments_are_pauses_and_the_way_between_them_does_not_count():
    later = "2025-05-03T09:20:00+00:00"
    text = whole(track(points(NINE, 10), points(later, 10, lon=10.8)))

    [recording] = read(text).recordings

    assert recording.pauses == [(45.0, 1200.0)]
    assert recording.samples["distance_m"][-1] == pytest.approx(2 * 9 * 11.12, rel=0.01)


def test_segments_without_a_gap_are_laps_and_the_way_between_them_counts():
    halves = points(NINE, 20).split("</trkpt>")[:-1]
    first, second = ("".join(f"{one}</trkpt>" for one in part) for part in (halves[:10], halves[10:]))  # fmt: skip

    [recording] = read(whole(track(first, second))).recordings

    assert recording.pauses == []
    assert recording.samples["distance_m"][-1] == pytest.approx(19 * 11.12, rel=0.01)


@pytest.mark.parametrize(
    ("start", "kind", "count"),
    [
        ("2025-05-03T10:30:00+00:00", "running", 1),
        ("2025-05-03T10:30:00+00:00", "cycling", 2),
        ("2025-05-03T12:30:00+00:00", "running", 2),
        ("2025-05-03T09:00:30+00:00", "running", 2),
    ],
    ids=["soon after", "another sport", "hours later", "at the same time"],
)
def test_tracks_are_one_outing_only_if_they_follow_each_other(start, kind, count):
    text = whole(
        track(points(NINE, 20), kind="running"), track(points(start, 20), kind=kind)
    )

    assert len(read(text).recordings) == count


def test_a_log_of_several_days_in_one_track_is_several_recordings():
    text = whole(track(points(NINE, 5), points("2025-05-04T09:00:00+00:00", 5)))

    assert len(read(text).recordings) == 2


def test_runkeeper_writes_the_wall_clock_and_no_instant():
    text = whole(
        track(points(NINE, 5), name="Running 5/3/25 9:00 am"), creator="Runkeeper - x"
    )

    [recording] = read(text).recordings

    assert recording.start_utc_s is None
    assert recording.start_local_s == datetime.fromisoformat(NINE).timestamp()
    assert recording.sport == "Running"


def test_a_time_that_falls_costs_that_point_alone():
    wrong = '<trkpt lat="59.9" lon="10.7"><time>2025-05-03T09:30:00Z</time></trkpt>'
    text = whole(track(wrong + points(NINE, 30)))

    found = read(text)

    assert found.recordings[0].start_utc_s == datetime.fromisoformat(NINE).timestamp()
    assert len(found.recordings[0].samples["time_s"]) == 30
    assert found.notes == [
        "1 point of the track at line 1 was left out: the time there does not fit those "
        "around it."
    ]


def test_a_point_without_a_place_keeps_its_heart_rate():
    lost = "<trkpt><time>2025-05-03T09:01:00Z</time><hr>171</hr></trkpt>"
    text = whole(track(points(NINE, 5, more="<hr>160</hr>") + lost))

    samples = read(text).recordings[0].samples

    assert samples["heart_rate_bpm"].tolist() == [160.0] * 5 + [171.0]
    assert math.isnan(samples["latitude_deg"][-1])
    assert math.isnan(samples["distance_m"][-1])


@pytest.mark.parametrize(
    "extension",
    [
        "<extensions><g:TrackPointExtension><g:hr>150</g:hr><g:cad>85</g:cad>"
        "</g:TrackPointExtension></extensions>",
        "<extensions><heartrate>150</heartrate><cadence>85</cadence></extensions>",
        "<extensions><x:hr>150</x:hr><x:cadence>170</x:cadence></extensions>",
        "<hr>150</hr><cad>170</cad>",
    ],
    ids=["Garmin", "Suunto", "both legs", "bare"],
)
def test_heart_rate_and_cadence_are_found_whoever_wrote_them(extension):
    samples = read(whole(track(points(NINE, 5, more=extension)))).recordings[0].samples

    assert samples["heart_rate_bpm"].tolist() == [150.0] * 5
    assert samples["cadence_spm"].tolist() == [170.0] * 5


def test_power_speed_and_temperature_are_read_and_a_zero_of_nobody_is_missing():
    more = "<power>250</power><speed>3.2</speed><atemp>0</atemp><ele>0</ele>"

    samples = read(whole(track(points(NINE, 5, more=more)))).recordings[0].samples

    assert samples["power_w"].tolist() == [250.0] * 5
    assert samples["speed_m_per_s"].tolist() == [3.2] * 5
    assert "temperature_c" not in samples and "altitude_m" not in samples


def test_a_watch_that_lies_still_goes_nowhere():
    wobble = np.array([0, 4e-6, -3e-6, 5e-6, 0, -4e-6] * 50)
    apart = np.zeros(len(wobble), bool)

    assert travelled_m(59.9 + wobble, 10.7 + wobble, apart)[-1] == 0


def test_small_steps_add_up():
    place = np.arange(1000) * 5e-6
    apart = np.zeros(len(place), bool)

    way = travelled_m(place, np.zeros(len(place)), apart)[-1]

    assert way == pytest.approx(999 * 5e-6 * 111_195, abs=1)


# What is refused.


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<gpx><rte><rtept lat="1" lon="2"/></rte></gpx>', "a planned route"),
        ('<gpx><wpt lat="1" lon="2"/></gpx>', "places only"),
        (
            "<gpx><metadata><time>2025-05-03T09:00:00Z</time></metadata></gpx>",
            "no track",
        ),
        ('<gpx><trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>', "no times"),
        ("<gpx><trk/></gpx>", "no points"),
        ("<gpx><trk><trkseg><trkpt lat=", "damaged at line 1"),
        ("<gpx></wrong>", "damaged at line 1"),
    ],
)
def test_a_file_without_an_activity_is_refused_with_the_reason(text, why):
    with pytest.raises(UnreadableFile, match=why):
        read(text)


def test_a_track_that_cannot_be_placed_does_not_stop_the_others():
    text = whole(
        '<trk>\n<trkseg><trkpt lat="1" lon="2"/></trkseg></trk>\n',
        track(points(NINE, 5)),
    )

    found = read(text)

    assert len(found.recordings) == 1
    assert [(one.line, one.reason) for one in found.rejected] == [
        (1, "the points of the track have no times, so it cannot be placed in the log")
    ]
