"""Lines of a table and the recordings beside it, as an archive joins them."""

import pytest
from tests import fitfiles as f
from tests.logs import run
from tests.logs import strava as table_of

from runlift.files import Source
from runlift.importers import activity_files, strava
from runlift.importers.activity_files import Task
from runlift.importers.linked import linked, told
from runlift.importers.working import Job
from runlift.model import Answers, Parsed

ANSWERS = Answers(timezone="Europe/Berlin", is_timezone_known=False)


def joined(rows, recordings, files, answers=ANSWERS):
    """A Strava table of these rows with recordings by name."""
    table = strava.IMPORTER.parse(table_of(*rows).decode(), answers)
    about = told(table)
    with Job() as work:
        batches = [
            activity_files.read(
                Task(
                    (member(name, content),),
                    work.folder,
                    told=(
                        next((about[n] for n, m in files.items() if m == name), None),
                    ),
                )
            )
            for name, content in recordings.items()
        ]
        return linked(table, files, batches, answers)


def member(name, content):
    return Source("x.zip", f.zipped({name: content}), name)


RUN = f.run("2026-11-02 17:00", 30, 3.0, every=30, offset_h=8)


def test_the_table_stands_and_the_recording_fills_it():
    made = joined([run("2026-11-02 17:00", 31, 5.6)], {"a.fit": RUN}, {2: "a.fit"})
    [row] = made.runs.to_dict("records")

    assert row["distance_m"] == 5600
    assert row["moving_s"] == 31 * 60
    assert row["avg_hr"] == 150
    assert row["cadence_spm"] == 170
    assert row["title"] == "Run"
    assert row["stream_key"] == made.summaries["stream_key"].iloc[0]


def test_the_zone_comes_from_the_recording_and_is_not_asked():
    made = joined([run("2026-11-02 17:00", 31, 5.6)], {"a.fit": RUN}, {2: "a.fit"})

    assert made.runs["start_local"].iloc[0].isoformat() == "2026-11-03T01:00:00"
    assert made.runs["tz_source"].tolist() == ["offset"]
    assert not made.questions


def test_one_line_without_a_zone_is_enough_to_ask():
    rows = [run("2026-11-02 17:00", 31, 5.6), run("2026-11-04 17:00", 31, 5.6)]
    made = joined(rows, {"a.fit": RUN}, {2: "a.fit"})

    assert [one.key for one in made.questions] == ["timezone"]
    assert made.runs["tz_source"].tolist() == ["offset", "utc"]


def test_a_recording_that_no_line_names_belongs_to_the_line_that_starts_with_it():
    made = joined([run("2026-11-02 17:00", 31, 5.6)], {"a.fit": RUN}, {})

    assert len(made.runs) == 1
    assert made.runs["stream_key"].notna().all()


def test_a_recording_of_no_line_is_a_run_of_its_own():
    rows = [run("2026-11-01 17:00", 31, 5.6)]
    made = joined(rows, {"a.fit": RUN}, {})

    assert made.runs["distance_m"].tolist() == [5600, 5400]
    assert made.runs["line"].tolist() == [2, 0]


@pytest.mark.parametrize("order", [("a.fit", "b.fit"), ("b.fit", "a.fit")])
def test_two_recordings_of_nearly_the_same_start_each_find_their_line(order):
    both = {
        "a.fit": RUN,
        "b.fit": f.run(f.stamp("2026-11-02 17:00") + 20, 30, 2.0, every=30),
    }
    rows = [run("2026-11-02 17:00:20", 30, 3.6), run("2026-11-02 17:00", 30, 5.4)]
    made = joined(rows, {name: both[name] for name in order}, {})
    streams = made.runs.merge(made.summaries, on="stream_key")

    assert len(made.runs) == 2
    assert (streams["gap_m_per_s"] * 1800).tolist() == pytest.approx([3600, 5400])


def two_sessions():
    begin = f.stamp("2026-11-02 17:00")
    return f.fit(
        f.file_id(),
        *[f.record(begin + t, None, 100) for t in range(0, 900, 30)],
        *[f.record(begin + 900 + t, t * 3, 150) for t in range(0, 1201, 30)],
        f.lifted(begin + 60, 40, 5, 80, 28, 6),
        f.session(begin, 900, None, f.TRAINING, f.STRENGTH, 100),
        f.session(begin + 900, 1200, 3600, f.RUNNING, 0, 150),
        f.activity(begin + 2100, 1),
    )


def test_of_a_file_with_two_sessions_each_line_gets_its_own():
    rows = [
        run("2026-11-02 17:00", 15, 0, "Legs", kind="Weight Training"),
        run("2026-11-02 17:15", 20, 3.6),
    ]
    content = two_sessions()
    made = joined(rows, {"a.fit": content, "b.fit": content}, {2: "a.fit", 3: "b.fit"})

    assert len(made.runs) == len(made.sessions) == len(made.sets) == 1
    assert made.sessions["avg_hr"].tolist() == [100]
    assert set(made.sets["session_key"]) == set(made.sessions["session_key"])


def test_what_no_line_stands_for_is_not_lost():
    made = joined(
        [run("2026-11-02 17:15", 20, 3.6)], {"a.fit": two_sessions()}, {2: "a.fit"}
    )

    assert len(made.runs) == 1
    assert made.sessions["start_local"].dt.hour.tolist() == [18]
    assert made.sets["reps"].tolist() == [5]


def test_a_line_over_all_of_a_file_stands_for_all_of_it():
    made = joined(
        [run("2026-11-02 17:00", 35, 3.6)], {"a.fit": two_sessions()}, {2: "a.fit"}
    )

    assert len(made.runs) == 1
    assert made.sessions.empty
    assert made.sets.empty


def test_an_empty_table_leaves_the_recordings():
    with Job() as work:
        batches = list(
            activity_files.read_all([member("a.fit", RUN)], work, keeps_positions=False)
        )
        made = linked(Parsed(), {}, batches, ANSWERS)

    assert made.runs["distance_m"].tolist() == [5400]
    assert not made.questions
