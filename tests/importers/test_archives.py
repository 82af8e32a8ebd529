"""Archives of apps: table and recordings, in any order, through the store and back."""

import gzip
import json
from pathlib import Path

import pytest
from tests import fitfiles as f
from tests.logs import NOW, opened, run, strava

from runlift import intake
from runlift.files import Source
from runlift.importers import opening, recognise
from runlift.importers.working import Job
from runlift.model import Answers
from runlift.store import uploads

CASES = Path(__file__).parent / "cases"
BERLIN = Answers(timezone="Europe/Berlin", is_timezone_known=False)

_HEADER = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Filename,"
    "Moving Time,Distance\n"
)


def line(number, when, kind="Run", file="", metres=5000, seconds=1800):
    return (
        f'{number},"{when}",Name {number},{kind},{seconds},{file},{seconds},{metres}\n'
    )


TABLE = (
    _HEADER
    + line(1, "Nov 2, 2026, 5:00:00 PM", file="activities/1.fit.gz", metres=5450)
    + line(2, "Nov 4, 2026, 5:00:00 PM", file="activities/2.gpx.gz")
    + line(3, "Nov 6, 2026, 5:00:00 PM", "Ride", "activities/3.fit.gz", 30000)
    + line(4, "Nov 8, 2026, 5:00:00 PM", "Weight Training", "", 0)
)
FIRST = f.run("2026-11-02 17:00", 30, 3.0, every=30, offset_h=-5)
ARCHIVE = f.zipped(
    {
        "activities.csv": TABLE,
        "activities/1.fit.gz": gzip.compress(FIRST, mtime=0),
        "activities/3.fit.gz": b"a ride is not opened",
        "activities/9.fit": f.run("2026-11-10 17:00", 20, 3.0, every=30),
        "messages.json": "{}",
    }
)


def parse(content, answers=BERLIN):
    source = Source("a.zip", content)
    importer = recognise(opening.look(source))
    with Job() as work:
        return importer.slug, importer.parse_file(source, answers, work)


def keep(store, athlete, name, content):
    with Job() as work:
        looks = intake.preview(
            store, athlete, [intake.Offered(name, content)], NOW, work=work
        )
        [receipt] = intake.keep(store, looks, NOW)
    return receipt


def log(store, athlete):
    """What is current: runs, sessions and the streams of the runs, as plain rows."""
    who = athlete.athlete_id
    runs = store.ask("runs", athlete=who)
    # Ids begin with the athlete; what a file was called is beside the point.
    runs = runs.drop(columns=["run_id", "source_format", "source_file"])
    with store.cursor() as cursor:
        streams = cursor.execute(
            "select start_local, stream_version, len(time_s) from run_stream "
            "join current_run using (athlete_id, run_id, stream_version) "
            "where athlete_id = ? order by all",
            [who],
        ).fetchall()
    return json.loads(runs.to_json(orient="records", date_format="iso")), streams


def test_a_strava_archive_is_the_table_with_its_recordings():
    slug, made = parse(ARCHIVE)

    assert slug == "strava_archive"
    assert made.runs["distance_m"].tolist() == [5450, 5000, 3600]
    assert made.runs["stream_key"].notna().tolist() == [True, False, True]
    assert made.runs["start_local"].iloc[0].isoformat() == "2026-11-02T12:00:00"
    assert len(made.sessions) == 1
    assert not made.rejected
    assert [note.split(",")[0] for note in made.notes] == [
        "1 other activity was left out (1 ride): Runlift looks at runs and lifting.",
        "1 recording that activities.csv names",
        "1 recording in the archive that activities.csv does not name: read as well.",
    ]


def test_a_table_that_cannot_be_read_leaves_the_recordings():
    broken = f.zipped(
        {"activities.csv": "", "activities/9.fit": f.run(minutes=20, every=30)}
    )
    _, made = parse(broken)

    assert len(made.runs) == 1
    assert [(one.member, one.line) for one in made.rejected] == [("activities.csv", 0)]


def test_a_line_that_cannot_be_read_names_its_table():
    table = TABLE + line(5, "some day")
    _, made = parse(f.zipped({"x/activities.csv": table, "x/activities/1.fit.gz": b""}))

    assert ("x/activities.csv", 6) in [(one.member, one.line) for one in made.rejected]


@pytest.mark.slow
def test_table_and_archive_give_the_same_log_in_any_order():
    logs = []
    for order in ("ct", "tc", "t", "tt"):
        store, ana = opened("Europe/Berlin")
        for one in order:
            content = ARCHIVE if one == "t" else TABLE.encode()
            receipt = keep(store, ana, f"{one}.zip", content)
            assert receipt.status == "imported"
        logs.append(log(store, ana))

    assert logs[0] == logs[1] == logs[2] == logs[3]
    runs, streams = logs[0]
    assert len(runs) == 3
    assert [size for _, _, size in streams] == [61, 41]


@pytest.mark.slow
def test_the_archive_after_the_table_updates_and_a_second_one_adds_nothing():
    store, ana = opened("Europe/Berlin")
    keep(store, ana, "a.csv", TABLE.encode())

    second = keep(store, ana, "a.zip", ARCHIVE)
    third = keep(store, ana, "a.zip", ARCHIVE)

    assert (second.new, second.updated, second.unchanged) == (1, 1, 2)
    assert (third.new, third.updated, third.unchanged) == (0, 0, 4)
    assert third.upload_id is None


@pytest.mark.slow
def test_undo_of_the_archive_leaves_the_table_as_it_was():
    store, ana = opened("Europe/Berlin")
    keep(store, ana, "a.csv", TABLE.encode())
    before = log(store, ana)
    receipt = keep(store, ana, "a.zip", ARCHIVE)

    uploads.undo(store, ana.athlete_id, receipt.upload_id, NOW)

    assert log(store, ana) == before
    assert before[1] == []


def test_no_position_reaches_the_store_unless_asked_for():
    from runlift.store import athletes

    placed = f.run("2026-11-02 17:00", 20, 3.0, every=30, is_placed=True)
    for wanted, expected in (("false", 0), ("true", 41)):
        store, ana = opened("Europe/Berlin")
        athletes.set_setting(store, ana.athlete_id, "keeps_positions", wanted, NOW)
        keep(store, ana, "a.fit", placed)
        with store.cursor() as cursor:
            found = cursor.execute(
                "select coalesce(sum(len(latitude_deg)), 0) from run_stream"
            ).fetchone()
        assert found == (expected,)


def test_the_real_strava_archive_has_its_stream(exports):
    tree = exports / "strava" / "full_export_tree_MIT"
    members = {
        str(path.relative_to(tree)): path.read_bytes()
        for path in sorted(tree.rglob("*"))
        if path.is_file()
    }
    slug, made = parse(f.zipped(members))
    [row] = made.runs.to_dict("records") or made.sessions.to_dict("records") or [None]

    assert slug == "strava_archive"
    assert not made.rejected
    if row is not None:
        assert made.summaries["samples"].tolist() == [326]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["garmin_account", "runkeeper_archive"])
def test_archives_read_twice_add_nothing(folder):
    for path in sorted((CASES / folder).glob("*.zip")):
        store, ana = opened("Europe/Berlin")
        first = keep(store, ana, path.name, path)
        second = keep(store, ana, path.name, path)

        assert first.new > 0
        assert (second.new, second.updated) == (0, 0)


@pytest.mark.slow
def test_garmins_list_and_its_archive_know_the_same_activities():
    store, ana = opened("Europe/Berlin")
    listed = CASES / "garmin_account" / "the_list_alone.json"
    archive = next((CASES / "garmin_account").glob("nested*.zip"))
    keep(store, ana, "list.json", listed)
    receipt = keep(store, ana, "all.zip", archive)
    runs, streams = log(store, ana)

    assert receipt.updated >= 1
    assert len(runs) == 3
    assert len(streams) == 2


def test_a_damaged_zip_within_garmins_zip_costs_only_itself():
    archive = next((CASES / "garmin_account").glob("nested*.zip"))
    _, made = parse(archive)

    assert [one.member.rpartition("/")[2] for one in made.rejected] == [
        "UploadedFiles_0-_Part2.zip"
    ]
    assert made.runs["stream_key"].notna().all()


@pytest.mark.slow
def test_a_session_of_google_fit_is_the_same_alone_and_in_the_archive():
    store, ana = opened("Europe/Berlin")
    session = {
        "fitnessActivity": "running",
        "startTime": "2026-10-03T02:45:30.250Z",
        "endTime": "2026-10-03T03:05:40Z",
        "duration": "1200.5s",
        "aggregate": [
            {"metricName": "com.google.distance.delta", "floatValue": 3501.2}
        ],
    }
    archive = next((CASES / "googlefit_archive").glob("runs*.zip"))
    keep(store, ana, "one.json", json.dumps(session).encode())
    receipt = keep(store, ana, "takeout.zip", archive)

    assert (receipt.new, receipt.updated) == (2, 1)
    assert len(log(store, ana)[0]) == 2


def test_a_recording_of_google_fit_lasts_as_its_name_says():
    _, made = parse(next((CASES / "googlefit_archive").glob("runs*.zip")))
    told = made.summaries.set_index("stream_key")
    first = told.loc[made.runs["stream_key"].iloc[0]]

    assert first["timer_s"] == pytest.approx(1200, abs=5)
    assert made.runs["start_local"].iloc[0].isoformat() == "2026-10-03T08:15:30"


def test_a_zip_of_many_polar_files_becomes_one_receipt():
    text = (CASES / "polar" / "strength_on_one_line.json").read_text("utf-8")
    moved = {
        f"training-session-{day:02d}.json": text.replace(
            _start(text)[:10], f"2026-10-{day:02d}"
        )
        for day in range(1, 31)
    }
    store, ana = opened("Europe/Berlin")
    with Job() as work:
        looks = intake.preview(
            store,
            ana,
            [intake.Offered("polar.zip", f.zipped({**moved, "readme.html": "<p>"}))],
            NOW,
            work=work,
        )

    [receipt] = [one.receipt for one in looks]
    assert receipt.format == "polar"
    assert receipt.sessions == 30
    assert receipt.notes[0].startswith("Other files in the archive were left out: ")


def _start(text):
    return json.loads(text)["startTime"]


@pytest.mark.slow
def test_a_zip_of_fit_files_becomes_one_receipt_and_settings_are_counted():
    members = {
        f"{day}.fit": f.run(f"2026-10-{day:02d} 17:00", 20, 3.0, every=60)
        for day in range(1, 21)
    }
    members["settings.fit"] = f.fit(f.file_id(2))
    store, ana = opened("Europe/Berlin")
    receipt = keep(store, ana, "watch.zip", f.zipped(members))

    assert (receipt.format, receipt.new) == ("fit", 20)
    assert "1 file holds no activity" in receipt.notes[0]


def test_the_csv_of_strava_alone_is_still_read():
    store, ana = opened()

    assert keep(store, ana, "a.csv", strava(run("2026-11-02 17:00"))).runs == 1
