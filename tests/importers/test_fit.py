"""FIT: real files against a second reader, and small ones for what goldens cannot say."""

import functools
import gzip
import hashlib
import io
import os
import pickle
from datetime import datetime
from importlib import metadata

import fitdecode
import numpy as np
import pyarrow.parquet as pq
import pytest
from tests import fitfiles as f
from tests.conftest import KEPT

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import fit, fit_reader, opening, parse, recognise
from runlift.importers.working import Job
from runlift.model import Answers

NOT_LOOKED_AT = "transition"
START = "2026-11-02 17:00"


COMPARED = {
    "session": (
        "start_time", "sport", "total_distance", "total_timer_time",
        "total_elapsed_time", "total_ascent", "avg_heart_rate", "max_heart_rate",
    ),
    "record": ("distance", "power"),
    "set": ("set_type", "repetitions"),
}  # fmt: skip


@functools.cache
def second_reading(path):
    """Sessions, records and sets by fitdecode alone, as far as it comes.

    It needs seconds for a large file, so what it found is kept for the next run, as long
    as neither the file, nor fitdecode, nor what is compared changes.
    """
    content = path.read_bytes()
    asked = f"{metadata.version('fitdecode')} {COMPARED}".encode()
    kept = KEPT / "second_reading" / hashlib.sha256(asked + content).hexdigest()
    if kept.is_file():
        return pickle.loads(kept.read_bytes())
    found = {name: [] for name in COMPARED}
    try:
        with fitdecode.FitReader(
            io.BytesIO(content),
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for one in reader:
                if isinstance(one, fitdecode.FitDataMessage) and one.name in found:
                    values = dict.fromkeys(COMPARED[one.name])
                    for field in one.fields:
                        if field.name in values and values[field.name] is None:
                            values[field.name] = field.value
                    found[one.name].append(values)
    except (fitdecode.FitError, ValueError, TypeError, KeyError):
        pass  # What came before the break is what there is.
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(pickle.dumps(found))
    fresh.replace(kept)
    return found


@functools.cache
def reading(path):
    """The same file by Runlift."""
    return fit_reader.read(path.read_bytes())


def once(sessions):
    """Without the second copy that stitched files hold of a session."""
    keys = ("start_time", "total_elapsed_time", "sport")
    return list(
        {tuple(str(one.get(k)) for k in keys): one for one in sessions}.values()
    )


def files(exports, folder="*"):
    found = sorted((exports / "fit").glob(f"{folder}/*.fit"))
    assert found
    return found


def number(value):
    if isinstance(value, datetime):
        return value.timestamp()
    return np.nan if value is None else float(value)


@pytest.mark.slow
def test_totals_of_real_files_are_those_of_a_second_reader(exports):
    compared = 0
    for path in files(exports):
        expected = once(second_reading(path)["session"])
        expected = [one for one in expected if one.get("sport") != NOT_LOOKED_AT]
        found = reading(path).recordings
        if not expected:
            continue
        assert len(found) == len(expected), path.name
        for mine, theirs in zip(found, expected, strict=True):
            for name, field in (
                ("distance_m", "total_distance"),
                ("moving_s", "total_timer_time"),
                ("elapsed_s", "total_elapsed_time"),
                ("ascent_m", "total_ascent"),
                ("avg_hr", "avg_heart_rate"),
                ("max_hr", "max_heart_rate"),
            ):
                assert getattr(mine, name) == pytest.approx(
                    number(theirs.get(field)), abs=0.01, nan_ok=True
                ), f"{path.name}: {name}"
            compared += 1
    assert compared > 25


@pytest.mark.slow
def test_samples_of_real_files_are_those_of_a_second_reader(exports):
    compared = 0
    for path in files(exports):
        records = second_reading(path)["record"]
        found = reading(path).recordings
        if len(found) != 1 or not records or path.parent.name == "broken":
            continue
        samples = found[0].samples
        assert len(samples["time_s"]) == len(records), path.name
        for name, field in (("distance_m", "distance"), ("power_w", "power")):
            theirs = np.array([number(one.get(field)) for one in records])
            if name in samples and not np.isnan(theirs).all():
                assert samples[name] == pytest.approx(theirs, abs=0.01, nan_ok=True)
                compared += 1
    assert compared > 20


@pytest.mark.slow
def test_sets_of_real_files_are_those_of_a_second_reader(exports):
    for path in files(exports, "strength"):
        sets = second_reading(path)["set"]
        active = [one for one in sets if one.get("set_type") in (1, "active")]
        found = reading(path).recordings
        mine = [one for recording in found for one in recording.sets]

        assert len(mine) == len(active)
        assert sum(one.reps for one in mine if one.reps > 0) == sum(
            one.get("repetitions") or 0 for one in active
        )


@pytest.mark.slow
def test_of_broken_files_every_record_is_kept_that_can_be_read(exports):
    for path in files(exports, "broken"):
        records = second_reading(path)["record"]
        found = reading(path)
        kept = sum(len(one.samples.get("time_s", ())) for one in found.recordings)

        assert kept == len(records) > 0, path.name


@pytest.mark.slow
def test_every_real_file_goes_through_a_worker_and_none_raises(exports):
    runs = 0
    with Job() as work:
        for path in files(exports):
            source = Source(path.name, path)
            try:
                made = parse(recognise(opening.look(source)), source, Answers(), work)
            except UnreadableFile as refusal:
                assert path.parent.name == "other"
                assert str(refusal).endswith(".")
                continue
            runs += len(made.runs)
            assert made.runs["moving_s"].gt(0).all(), path.name
    assert runs >= 20


def read(content, **answers):
    answers.setdefault("timezone", "Europe/Berlin")
    with Job() as work:
        made = fit.IMPORTER.parse_file(
            Source("a.fit", content), Answers(**answers), work
        )
        columns = [pq.read_table(path).to_pydict() for path in made.streams]
    return made, columns


def test_positions_are_not_stored_unless_asked_for():
    content = f.run(minutes=20, every=10, is_placed=True)

    _, [without] = read(content)
    _, [kept] = read(content, keeps_positions=True)

    assert without["latitude_deg"] == without["longitude_deg"] == [None]
    assert len(kept["latitude_deg"][0]) == len(kept["time_s"][0]) == 121
    assert kept["latitude_deg"][0][0] == pytest.approx(47.0, abs=1e-6)


@pytest.mark.parametrize(
    ("maker", "offset_h", "expected"),
    [
        (f.GARMIN, 5.75, "2026-11-02T22:45:00"),
        (f.GARMIN, 0, "2026-11-02T17:00:00"),
        (f.GARMIN, -160, None),
        (f.COROS, 0, None),
        (f.COROS, 8, "2026-11-03T01:00:00"),
        (f.GARMIN, None, None),
    ],
)
def test_the_zone_is_that_of_the_watch_where_it_is_to_be_believed(
    maker, offset_h, expected
):
    made, _ = read(f.run(minutes=20, every=30, maker=maker, offset_h=offset_h))
    [local], [source] = made.runs["start_local"], made.runs["tz_source"]

    assert local.isoformat() == (expected or "2026-11-02T18:00:00")
    assert source == ("offset" if expected else "utc")


def test_the_zone_is_asked_only_while_nobody_knows_it():
    known = f.run(minutes=20, every=30)
    unknown = f.run(minutes=20, every=30, offset_h=None)

    assert not read(known, is_timezone_known=False)[0].questions
    assert [q.key for q in read(unknown, is_timezone_known=False)[0].questions] == [
        "timezone"
    ]
    assert not read(unknown, is_timezone_known=True)[0].questions


@pytest.mark.parametrize(
    ("kind", "what"),
    [(32, "steps"), (2, "settings"), (5, "planned workout"), (6, "course to follow")],
)
def test_what_is_no_activity_is_refused_with_what_it_is(kind, what):
    with pytest.raises(UnreadableFile, match=what):
        read(f.fit(f.file_id(kind)))


def test_a_course_is_no_run_although_it_has_records():
    begin = f.stamp(START)
    course = f.fit(f.file_id(6), *[f.record(begin + t, t * 3) for t in range(300)])

    with pytest.raises(UnreadableFile, match="a course to follow"):
        read(course)


def test_a_sport_younger_than_the_profile_is_not_taken_for_running():
    made, _ = read(f.run(minutes=20, every=30, sport=231))

    assert made.runs.empty
    assert any("'sport 231'" in note for note in made.notes)


def test_a_transition_is_no_training():
    begin = f.stamp(START)
    content = f.fit(
        f.file_id(),
        *[f.record(begin + t, t * 3, 150) for t in range(0, 1500, 10)],
        f.session(begin, 600, 1800, f.RUNNING),
        f.session(begin + 600, 60, 60, 3),
        f.session(begin + 660, 840, 2520, f.RUNNING),
    )
    made, streams = read(content)

    assert made.runs["distance_m"].tolist() == [1800, 2520]
    assert not made.notes
    starts = [one for part in streams for one in part["distance_m"]]
    assert [one[0] for one in starts] == [0, 0]


def test_no_record_and_no_set_belongs_to_two_sessions():
    begin = f.stamp(START)
    content = f.fit(
        f.file_id(),
        *[f.record(begin + t, t * 2.0, 120) for t in range(0, 1201, 10)],
        *[f.lifted(begin + 60 * n, 30, 8, 50, 28, 6) for n in range(20)],
        f.session(begin, 600, None, f.TRAINING, f.STRENGTH),
        f.session(begin + 600, 600, None, f.TRAINING, f.STRENGTH),
    )
    found = fit_reader.read(content).recordings

    assert [len(one.sets) for one in found] == [10, 10]
    assert sum(len(one.samples["time_s"]) for one in found) == 121


def test_a_watch_that_was_never_stopped_has_no_elapsed_time():
    begin = f.stamp(START)
    content = f.fit(
        f.file_id(),
        *[f.record(begin + t, t * 3, 150) for t in range(0, 1200, 10)],
        f.session(begin, 2_012_530, 3600, hr=150, timer=1200),
    )
    made, _ = read(content)

    assert made.runs["moving_s"].tolist() == [1200]
    assert np.isnan(made.runs["elapsed_s"]).all()


def test_a_distance_of_0_without_any_way_is_missing():
    begin = f.stamp(START)
    content = f.fit(
        f.file_id(),
        *[f.record(begin + t, 0, 150) for t in range(0, 1200, 10)],
        f.session(begin, 1200, 0, sub=1, hr=150),
    )
    made, _ = read(content)

    assert np.isnan(made.runs["distance_m"]).all()
    assert made.runs["moving_s"].tolist() == [1200]


def test_heart_rates_of_0_and_255_are_missing():
    begin = f.stamp(START)
    content = f.fit(
        f.file_id(),
        *[f.record(begin + t, t * 3, (0, 140)[t % 20 > 0]) for t in range(0, 1200, 10)],
        f.session(begin, 1200, 3600),
    )
    made, [streams] = read(content)

    assert made.runs["avg_hr"].tolist() == [140]
    assert streams["heart_rate_bpm"][0].count(None) == 60


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_of_a_file_that_was_cut_off_the_records_before_the_cut_are_kept(share):
    whole = f.run(minutes=30, every=5)
    part = whole[: int(len(whole) * share)]
    kept = sum(len(one.samples["time_s"]) for one in fit_reader.read(part).recordings)

    assert kept == pytest.approx(361 * share, abs=12)


@pytest.mark.slow
def test_whatever_is_changed_in_a_file_nothing_but_a_refusal_comes_out():
    whole = bytearray(f.run(minutes=20, every=20))
    rng = np.random.default_rng(11)
    sources = []
    for place in range(60):
        content = bytearray(whole)
        for at in rng.integers(12, len(content), 3):
            content[at] = int(rng.integers(0, 256))
        sources.append(Source(f"{place}.fit", bytes(content)))
    with Job() as work:
        outcomes = set()
        for source in sources:
            try:
                made = fit.IMPORTER.parse_file(source, Answers(), work)
                outcomes.add(bool(len(made.runs)))
            except UnreadableFile:
                outcomes.add("refused")
    assert True in outcomes


def test_gzip_makes_no_difference():
    content = f.run(minutes=20, every=20)
    with Job() as work:
        packed = Source("a.fit.gz", gzip.compress(content)).unzipped()
        made = fit.IMPORTER.parse_file(packed, Answers(timezone="Europe/Berlin"), work)

    assert made.runs.equals(read(content)[0].runs)
