"""Apple Health: archives, doubles, samples and speed, and the real files by a plain reading."""

import math
import time
import tracemalloc
import xml.etree.ElementTree as ET
import zipfile
from datetime import datetime
from io import BytesIO

import numpy as np
import pytest

from runlift.errors import Stopped, UnreadableFile
from runlift.files import Source
from runlift.importers import apple_health
from runlift.importers.apple_health_workouts import celsius, length_m, without_doubles
from runlift.importers.working import Job
from runlift.model import Answers, Head

BERLIN = Answers(timezone="Europe/Berlin")
TYPE = (
    "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record|Workout)*>\n"
    "<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n]>\n"
)
WATCH = (
    'sourceName="Kim’s Apple\xa0Watch" device="&lt;&lt;HKDevice&gt;, model:Watch&gt;"'
)


def at(seconds, day=10):
    """A time on 10 May 2025, counted from 8:00 of the phone."""
    hour, rest = divmod(8 * 3600 + seconds, 3600)
    return f"2025-05-{day:02d} {hour:02d}:{rest // 60:02d}:{rest % 60:02d} +0200"


EIGHT = datetime.fromisoformat("2025-05-10T08:00:00+02:00").timestamp()


def workout(start=0, end=1800, *, kind="Running", source=WATCH, more="", inside=""):
    return (
        f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" {source} {more} '
        f'startDate="{at(start)}" endDate="{at(end)}">{inside}</Workout>\n'
    )


def record(kind, seconds, value, unit, inside=None):
    text = (
        f'<Record type="HKQuantityTypeIdentifier{kind}" {WATCH} unit="{unit}" '
        f'startDate="{at(seconds)}" endDate="{at(seconds)}" value="{value}"'
    )
    return f"{text}/>\n" if inside is None else f"{text}>\n{inside}\n</Record>\n"


def beat(seconds, bpm, inside=None):
    return record("HeartRate", seconds, bpm, "count/min", inside)


def whole(*parts):
    return f'<?xml version="1.0"?>\n{TYPE}<HealthData locale="de_DE">\n{"".join(parts)}</HealthData>\n'


def zipped(files):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def parse(content, answers=BERLIN):
    content = content.encode() if isinstance(content, str) else content
    with Job() as job:
        return apple_health.IMPORTER.parse_file(Source("x", content), answers, job)


def only(content, answers=BERLIN):
    [run] = parse(content, answers).runs.to_dict("records")
    return run


def route(*places):
    points = "".join(
        f'<trkpt lat="{lat}" lon="10.7"><ele>10</ele><time>{when}</time></trkpt>'
        for lat, when in places
    )
    return (
        f'<gpx creator="Apple Health Export"><trk><trkseg>{points}</trkseg></trk></gpx>'
    )


LINKED = (
    '<WorkoutRoute><FileReference path="/workout-routes/route_1.gpx"/></WorkoutRoute>'
)
PLACES = route(
    *(
        (f"{59.9 + place * 0.003:.4f}", f"2025-05-10T06:{place:02d}:00Z")
        for place in range(31)
    )
)


# The real files.


@pytest.mark.parametrize(
    "name",
    [
        "dogsheep_fixture_APACHE/export.xml",
        "dogsheep_zip_APACHE/apple_health_export/export.xml",
        "paulstaab_fixture_MIT/export.xml",
        "tdda_2016_sample_MIT.xml",
    ],
)
def test_a_real_file_has_the_workouts_of_a_plain_reading(exports, name):
    path = exports / "apple_health" / name
    root = ET.fromstring(path.read_bytes())
    running = [
        one
        for one in root.iter("Workout")
        if one.get("workoutActivityType") == "HKWorkoutActivityTypeRunning"
    ]
    starts = sorted(
        datetime.fromisoformat(one.get("startDate")).timestamp() for one in running
    )

    with Job() as job:
        parsed = apple_health.IMPORTER.parse_file(Source(path.name, path), BERLIN, job)

    found = parsed.runs["start_utc"].astype("int64") / 1e6
    assert found.tolist() == starts
    others = len(list(root.iter("Workout"))) - len(running)
    assert others == sum("left out" in note for note in parsed.notes)


@pytest.mark.slow
def test_a_real_archive_has_distances_heart_rates_and_routes(exports):
    path = exports / "apple_health" / "paulstaab_fixture_MIT" / "export.zip"
    with Job() as job:
        parsed = apple_health.IMPORTER.parse_file(Source("x", path), BERLIN, job)

        assert len(parsed.streams) == 1
    told = parsed.runs.set_index("distance_m")
    assert sorted(told.index.tolist()) == pytest.approx(
        [2500, 5000, 5000.0065, 6000, 10000, 21097.5, 42195]
    )
    assert told["stream_key"].notna().sum() == 4
    assert told.loc[2500.0, "avg_hr"] > 150


def test_a_real_file_without_workouts_is_refused(exports):
    path = exports / "apple_health" / "tagbug_fixture_MIT.xml"
    with pytest.raises(UnreadableFile, match="no workouts and no body weight"):
        parse(path.read_bytes())


# What is recognised.


@pytest.mark.parametrize(
    ("names", "is_export"),
    [
        (("apple_health_export/export.xml",), True),
        (
            (
                "apple_health_export/Exportieren.xml",
                "apple_health_export/export_cda.xml",
            ),
            True,
        ),
        (("datos/exportar.xml", "datos/workout-routes/route_1.gpx"), True),
        (("workout-routes/route_1.gpx", "export.xml"), True),
        (("export.xml",), True),
        (("activities.csv", "activities/1.gpx"), False),
        (("cardioActivities.csv", "2016-12-26-1111.gpx"), False),
        (("some/export.xml", "some/notes.txt"), False),
    ],
)
def test_an_archive_is_recognised_by_what_lies_in_it(names, is_export):
    head = Head("", ",", (), (), members=names)

    assert apple_health.IMPORTER.recognises(head) is is_export


def test_the_records_are_found_whatever_the_file_is_called():
    files = {
        "salud/export_cda.xml": "<ClinicalDocument>"
        + "x" * 9000
        + "</ClinicalDocument>",
        "salud/exportar.xml": whole(workout(inside=LINKED)),
        "salud/workout-routes/route_1.gpx": PLACES,
    }

    run = only(zipped(files))

    assert run["distance_m"] == pytest.approx(30 * 333.6, rel=0.01)
    assert run["stream_key"] is not None


def test_an_archive_without_the_records_is_refused():
    with pytest.raises(UnreadableFile, match=r"export\.xml\) is missing"):
        parse(zipped({"apple_health_export/export_cda.xml": "<ClinicalDocument/>"}))


# One workout.


def test_statistics_count_and_those_of_a_part_do_not():
    part = '<WorkoutActivity><WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="9" unit="km"/></WorkoutActivity>'
    total = '<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="5.2" unit="km"/>'
    heart = '<WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="151" minimum="99" maximum="172" unit="count/min"/>'
    steps = '<WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" sum="5100" unit="count"/>'

    run = only(whole(workout(inside=part + total + heart + steps)))

    assert run["distance_m"] == 5200
    assert (run["avg_hr"], run["max_hr"], run["cadence_spm"]) == (151, 172, 170)


@pytest.mark.parametrize(
    ("unit", "metres"),
    [
        ("km", 1000),
        ("m", 1),
        ("cm", 0.01),
        ("mi", 1609.344),
        ("yd", 0.9144),
        ("ft", 0.3048),
        ("in", 0.0254),
    ],
)
def test_lengths_are_read_in_every_unit(unit, metres):
    assert length_m(2, unit) == pytest.approx(2 * metres)
    assert math.isnan(length_m(2, "furlong"))


def test_temperatures_are_read_in_every_unit():
    assert celsius(50, "degF") == pytest.approx(10)
    assert celsius(10, "degC") == 10
    assert math.isnan(celsius(10, "%"))


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        ('duration="25" durationUnit="min"', 1500),
        ('duration="1500" durationUnit="s"', 1500),
        ('duration="0.4" durationUnit="hr"', 1440),
        ("", 1800),
        ('duration="0" durationUnit="min"', 1800),
    ],
)
def test_the_time_is_the_duration_in_its_unit_else_from_start_to_end(more, seconds):
    run = only(whole(workout(more=more)))

    assert run["moving_s"] == pytest.approx(seconds)
    assert run["elapsed_s"] == 1800


def test_pauses_are_left_out_where_no_duration_is_written():
    event = '<WorkoutEvent type="HKWorkoutEventType{}" date="{}"/>'
    events = "".join(
        event.format(kind, at(when))
        for kind, when in (
            ("Pause", 600),
            ("Resume", 700),
            ("MotionPaused", 900),
            ("MotionResumed", 950),
            ("Segment", 1000),
        )
    )

    assert only(whole(workout(inside=events)))["moving_s"] == 1650


def test_the_zone_of_the_workout_says_what_the_clock_showed():
    zone = '<MetadataEntry key="HKTimeZone" value="America/Denver"/>'

    there = only(whole(workout(inside=zone)))
    here = only(whole(workout()), Answers(timezone="Asia/Tokyo"))
    odd = only(whole(workout(inside=zone.replace("Denver", "Atlantis"))))

    assert (str(there["start_local"]), there["tz_source"]) == (
        "2025-05-10 00:00:00",
        "offset",
    )
    assert (str(here["start_local"]), here["tz_source"]) == (
        "2025-05-10 15:00:00",
        "utc",
    )
    assert odd["tz_source"] == "utc"


def test_an_indoor_run_was_on_a_treadmill():
    indoors = '<MetadataEntry key="HKIndoorWorkout" value="1"/>'

    assert only(whole(workout(inside=indoors)))["surface"] == "treadmill"
    assert only(whole(workout(inside=indoors.replace('"1"', '"0"'))))["surface"] is None


def test_climb_and_weather_are_read_with_their_units():
    inside = (
        '<MetadataEntry key="HKElevationAscended" value="8250 cm"/>'
        '<MetadataEntry key="HKWeatherTemperature" value="50 degF"/>'
    )

    run = only(whole(workout(inside=inside)))

    assert (run["ascent_m"], run["temperature_c"]) == (82.5, pytest.approx(10))


def test_strength_is_a_session_and_other_sports_are_counted():
    kinds = ("TraditionalStrengthTraining", "FunctionalStrengthTraining", "CoreTraining", "WheelchairRunPace")  # fmt: skip
    parsed = parse(
        whole(
            *(
                workout(place * 4000, place * 4000 + 1800, kind=kind)
                for place, kind in enumerate(kinds)
            )
        )
    )

    assert parsed.sessions["duration_s"].tolist() == [1800, 1800]
    assert parsed.runs.empty
    assert "2 other activities were left out" in " ".join(parsed.notes)


def test_a_workout_without_a_date_is_rejected_with_its_line():
    broken = workout().replace(at(0), "yesterday")

    parsed = parse(whole("\n", broken, workout()))

    assert len(parsed.runs) == 1
    assert [(one.line, one.reason.partition(" of")[0]) for one in parsed.rejected] == [
        (10, "the start or the end")
    ]


def test_weights_are_read_in_kilograms_on_the_days_of_the_athlete():
    parsed = parse(
        whole(
            record("BodyMass", 3600, 70, "kg"),
            record("BodyMass", 0, 154.3, "lb"),
            record("BodyMass", 14 * 3600 + 1800, 11, "st", "<MetadataEntry/>"),
        ),
        Answers(timezone="Asia/Tokyo"),
    )

    assert parsed.body_mass["mass_kg"].tolist() == pytest.approx(
        [69.99, 70, 69.85], abs=0.01
    )
    assert parsed.body_mass["day"].dt.day.tolist() == [10, 10, 11]


# The same workout twice.


def sources(*spans, kind="Running"):
    text = whole(
        *(
            workout(start, end, source=f'sourceName="{name}"', kind=kind)
            for name, start, end in spans
        )
    )
    export = Source("x", text.encode())
    with Job() as job:
        found = apple_health.read(export, export.size, job)
    return without_doubles(found.workouts)


def test_the_watch_is_kept_and_the_apps_that_copied_it_are_not():
    kept, left = sources(
        ("Strava", -10, 1810),
        ("Kim’s Apple Watch", 0, 1800),
        ("Nike Run Club", 300, 1500),
    )

    assert [one.source for one in kept] == ["Kim’s Apple Watch"]
    assert sorted(one.source for one in left) == ["Nike Run Club", "Strava"]


def test_workouts_that_touch_or_come_from_one_app_are_all_kept():
    kept, left = sources(
        ("Watch", 0, 1800), ("Strava", 1700, 3600), ("Strava", 3000, 4000)
    )

    assert len(kept) == 3 and not left


def test_the_very_same_workout_of_one_app_is_kept_once():
    kept, left = sources(("Watch", 0, 1800), ("Watch", 0, 1800))

    assert (len(kept), len(left)) == (1, 1)


def test_what_was_left_out_is_told_by_the_names_of_the_apps():
    parsed = parse(
        whole(workout(), workout(source='sourceName="Strava"', start=5, end=1790))
    )

    assert len(parsed.runs) == 1
    assert "1 workout was in the export more than once, from several apps (Strava)" in parsed.notes[0]  # fmt: skip


# Heart rate and routes.


def test_heart_rates_go_to_the_run_they_fall_into():
    beats = [beat(s, 140 if 0 <= s <= 1800 else 60) for s in range(-600, 2400, 30)]

    run = only(whole(*beats, workout()))

    assert (run["avg_hr"], run["max_hr"]) == (140, 140)


def test_heart_rates_after_the_workout_in_the_file_count_too():
    run = only(whole(workout(), *(beat(s, 140) for s in range(0, 1800, 30))))

    assert run["avg_hr"] == 140


def test_a_route_that_is_not_there_is_told_and_the_totals_are_kept():
    alone = parse(whole(workout(inside=LINKED)))
    archived = parse(
        zipped({"apple_health_export/export.xml": whole(workout(inside=LINKED))})
    )

    assert "Drop export.zip as it is" in " ".join(alone.notes)
    assert "missing in the archive" in " ".join(archived.notes)
    assert len(alone.runs) == len(archived.runs) == 1


def test_a_route_that_is_no_xml_is_told_or_empty_and_the_run_is_kept():
    files = {
        "apple_health_export/export.xml": whole(workout(inside=LINKED), beat(5, 140)),
        "apple_health_export/workout-routes/route_1.gpx": '<!DOCTYPE g [<!ENTITY a "b">]><gpx/>',
    }

    parsed = parse(zipped(files))

    assert len(parsed.runs) == 1
    assert "1 route could not be read" in " ".join(parsed.notes)


def test_routes_of_an_archive_on_disk_are_read_as_well(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(
        zipped(
            {
                "apple_health_export/export.xml": whole(workout(inside=LINKED)),
                "apple_health_export/workout-routes/route_1.gpx": PLACES,
            }
        )
    )
    with Job() as job:
        parsed = apple_health.IMPORTER.parse_file(Source("x", path), BERLIN, job)

    assert parsed.runs["distance_m"].tolist() == pytest.approx([30 * 333.6], rel=0.01)


def test_laps_have_the_distance_of_the_route():
    lap = '<WorkoutEvent type="HKWorkoutEventTypeLap" date="{}" duration="{}" durationUnit="min"/>'
    laps = lap.format(at(0), 10) + lap.format(at(600), 20)
    files = {
        "apple_health_export/export.xml": whole(workout(inside=LINKED + laps)),
        "apple_health_export/workout-routes/route_1.gpx": PLACES,
    }

    parsed = parse(zipped(files))

    [row] = parsed.laps.to_dict("records")
    assert row["start_s"] == [0, 600]
    assert row["distance_m"] == pytest.approx([3336, 6672], rel=0.01)


# The shortcut past the parser, speed and memory.


ODD = [
    beat(1, 101),
    beat(2, 102, '<MetadataEntry key="a" value="b"/>'),
    beat(3, 103, "<A><B/></A>"),
    beat(4, 104).replace('"', "'"),
    beat(5, 105).replace('unit="count/min" ', ""),
    beat(6, 106).replace("Kim", "a/>b"),
    beat(7, 107).replace("Kim", "a>b"),
    beat(8, 108, "<!-- </Record> -->"),
    beat(9, 109).replace("<Record ", "<Record\n"),
    beat(10, 110)
    .replace(' value="110"', "")
    .replace("<Record ", '<Record value="110" '),
    record("StepCount", 11, 5, "count"),
    record("StepCount", 12, 5, "count", "<A>\n</A>"),
    record("StepCount", 13, 5, "count").replace("Kim", "a/>b"),
    record("HeartRateVariabilitySDNN", 14, 5, "ms", "<L>\n<I bpm='1'/>\n</L>"),
    record("BodyMass", 15, 70, "kg"),
    f"<Correlation>{beat(16, 116)}{record('StepCount', 16, 1, 'count')}</Correlation>\n",
    "<!-- <Record type='x' -->\n",
    "<![CDATA[ <Record ]]>\n",
    workout(17, 18),
]


@pytest.mark.parametrize("size", [64, 257, 1 << 20])
def test_records_taken_from_the_bytes_are_those_the_parser_finds(monkeypatch, size):
    monkeypatch.setattr("runlift.importers.xml_events.CHUNK_BYTES", size)
    export = Source("x", whole(*ODD, *reversed(ODD)).encode())
    with Job() as job:
        quick = apple_health.read(export, 1, job)
        plain = apple_health.read(export, 1, job, is_sieved=False)

    assert plain.workouts and not plain.notes
    assert quick.notes == plain.notes
    assert [one.line for one in quick.workouts] == [one.line for one in plain.workouts]
    for one, other in zip(
        quick.records.heart_rate(EIGHT, EIGHT + 99),
        plain.records.heart_rate(EIGHT, EIGHT + 99),
        strict=True,
    ):
        assert np.array_equal(one, other)
    assert len(plain.records.heart_rate(EIGHT, EIGHT + 99)[0]) == 11
    assert quick.records.body_mass("UTC").equals(plain.records.body_mass("UTC"))


class Long:
    """An export of many records that is never in memory as a whole."""

    def __init__(self, records):
        block = "".join(
            beat(second % 3600, 60 + second % 90, "<MetadataEntry/>")
            + record("StepCount", second % 3600, 7, "count") * 3
            for second in range(250)
        ).encode()
        self._parts = iter(
            [
                whole().partition("</Health")[0].encode(),
                *([block] * (records // 1000)),
                workout().encode(),
                b"</HealthData>",
            ]
        )
        self.size = len(block) * (records // 1000)

    def read(self, _):
        return next(self._parts, b"")


@pytest.mark.slow
def test_a_long_export_is_read_at_a_pace_in_little_memory():
    export = Long(100_000)
    records = apple_health.Records()
    handler = apple_health.Export(records)
    handler.reader = apple_health.xml_events.Reader(handler, sieve=records.sieve)
    begun = time.process_time()
    assert handler.reader.read(export) is None
    pace = export.size / 1e6 / (time.process_time() - begun)

    assert len(handler.workouts) == 1
    # A fraction of what an idle machine does, so that a busy one does not fail.
    assert pace > 10


@pytest.mark.slow
def test_memory_does_not_grow_with_the_export():
    peaks = []
    for count in (20_000, 60_000):
        records = apple_health.Records()
        handler = apple_health.Export(records)
        handler.reader = apple_health.xml_events.Reader(handler, sieve=records.sieve)
        tracemalloc.start()
        handler.reader.read(Long(count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    # Eight bytes a heart rate, and room to grow.
    assert peaks[1] - peaks[0] < 40_000 / 4 * 8 * 2 + 1_000_000
    assert peaks[1] < 20_000_000


def test_an_import_can_be_stopped_while_it_reads():
    export = Source("x", whole(beat(1, 100) * 10_000, workout()).encode())
    with Job() as job:
        job.stop()
        with pytest.raises(Stopped):
            apple_health.IMPORTER.parse_file(export, BERLIN, job)


def test_an_export_that_breaks_off_keeps_what_came_before():
    text = whole(workout(), *(beat(s, 150) for s in range(0, 1800, 30)))

    parsed = parse(text[:-200])

    assert parsed.runs["avg_hr"].tolist() == [150]
    assert "breaks off" in parsed.notes[0]


def test_an_export_with_entities_is_refused():
    text = whole(workout()).replace("]>", '<!ENTITY a "b">\n]>')

    with pytest.raises(UnreadableFile, match="entities"):
        parse(text)


@pytest.mark.parametrize(
    "date",
    [
        "2025-02-30 08:00:00 +0200",
        "2025-13-01 08:00:00 +0200",
        "2025-05-10 25:00:00 +0200",
        "2025-05-10 08:00:00 *0200",
        "2025-05-10T08:00:00 +0200",
        "2025-05-10 08:0x:00 +0200",
        "2025-05-10",
        "",
    ],
)
def test_a_heart_rate_with_an_odd_date_does_not_harm_the_others(date):
    odd = beat(60, 99).replace(at(60), date)
    export = Source("x", whole(beat(0, 140), odd, beat(120, 141), workout()).encode())
    with Job() as job:
        quick = apple_health.read(export, 1, job)
        plain = apple_health.read(export, 1, job, is_sieved=False)

    found = quick.records.heart_rate(0, 2 * EIGHT)[0]
    assert found.tolist() == plain.records.heart_rate(0, 2 * EIGHT)[0].tolist()
    assert {EIGHT, EIGHT + 120} <= set(found.tolist())


def test_winter_leap_days_and_zones_east_and_west_are_counted_right():
    dates = (
        "2024-02-29 23:59:59 -0330",
        "2024-12-31 23:00:00 +1245",
        "1999-12-31 00:00:00 +0000",
    )
    export = Source(
        "x", whole(*(beat(0, 140).replace(at(0), one) for one in dates)).encode()
    )
    with Job() as job:
        found = apple_health.read(export, 1, job).records.heart_rate(0, 2 * EIGHT)[0]

    assert found.tolist() == sorted(
        datetime.fromisoformat(one).timestamp() for one in dates
    )
