"""Recordings of any format as runs, lift sessions and streams."""

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests import fitfiles as f

from runlift.files import Source
from runlift.importers import activity_files, digests
from runlift.importers.activity_files import Batch, Task, Told
from runlift.importers.digests import Digester
from runlift.importers.one_workout import joined
from runlift.importers.recordings import Lap, LiftedSet, Recording
from runlift.importers.working import Job
from runlift.model import Answers

AT = 1_793_638_800.0
BERLIN = Answers(timezone="Europe/Berlin")


def samples(speed=3.0, seconds=1200, every=10):
    time_s = np.arange(0.0, seconds + 1, every)
    return {"time_s": time_s, "distance_m": time_s * speed}


def recording(sport="running", **more):
    more.setdefault("start_utc_s", AT)
    more.setdefault("samples", samples())
    return Recording(sport, **more)


def made_of(*recordings, answers=BERLIN):
    with Job() as work:
        made = digests.of_recordings(recordings, answers, work)
        return made, [pq.read_table(path).to_pydict() for path in made.streams]


def test_totals_stand_and_what_they_leave_out_comes_from_the_samples():
    made, _ = made_of(recording(distance_m=3700.0))
    [run] = made.runs.to_dict("records")

    assert run["distance_m"] == 3700
    assert run["moving_s"] == run["elapsed_s"] == 1200


def test_a_climb_of_0_is_a_level_run_and_a_distance_of_0_is_none():
    hilly = {**samples(), "altitude_m": 100 + samples()["time_s"] / 10}
    made, _ = made_of(recording(ascent_m=0.0, distance_m=0.0, samples=hilly))

    assert made.runs["ascent_m"].tolist() == [0]
    assert made.runs["distance_m"].tolist() == [3600]


def test_a_run_of_which_nothing_is_known_is_rejected():
    made, _ = made_of(recording(samples={}))

    assert made.runs.empty
    assert [one.reason for one in made.rejected] == [
        "the run has neither a distance nor a time"
    ]


@pytest.mark.parametrize("start", [None, -5.0, 1e30])
def test_without_a_date_there_is_no_place_in_the_log(start):
    made, _ = made_of(recording(start_utc_s=start))

    assert made.runs.empty
    assert "does not say when it was made" in made.rejected[0].reason


def test_a_ride_without_a_date_is_a_ride():
    made, _ = made_of(recording("cycling", start_utc_s=None))

    assert not made.rejected
    assert "1 ride" in made.notes[0]


@pytest.mark.parametrize(
    ("speed", "runs", "note"),
    [
        (1.2, 0, "1 walk"),
        (3.0, 1, "taken for running because of the speed"),
        (8.0, 0, "1 ride"),
    ],
)
def test_of_no_sport_the_speed_decides_and_says_so(speed, runs, note):
    made, _ = made_of(recording(None, samples=samples(speed)))

    assert len(made.runs) == runs
    assert any(note in one for one in made.notes)


def test_of_no_sport_and_no_way_nothing_is_guessed():
    made, _ = made_of(recording(None, samples={"time_s": np.arange(0.0, 900)}))

    assert made.runs.empty
    assert "1 of no type" in made.notes[0]


def test_sets_make_a_workout_of_no_clear_kind_a_lift():
    sets = [
        LiftedSet("Squat", 80, 5),
        LiftedSet("Squat", 80, 5),
        LiftedSet("Row", 40, 8),
    ]
    made, _ = made_of(
        recording("sport 99", sets=sets, samples={}, elapsed_s=1800.0),
        recording("cardio training", start_utc_s=AT + 9000),
    )

    assert made.sessions["duration_s"].tolist() == [1800]
    assert made.sets["block_no"].tolist() == [1, 1, 2]
    assert made.sets["set_no"].tolist() == [1, 2, 3]


def test_both_clocks_one_clock_and_the_other():
    made, _ = made_of(
        recording(start_local_s=AT + 7200),
        recording(start_utc_s=AT + 86400),
        recording(start_utc_s=None, start_local_s=AT + 2 * 86400),
    )

    assert made.runs["tz_source"].tolist() == ["offset", "utc", "wall"]
    assert made.runs["start_local"].dt.hour.tolist() == [19, 18, 17]
    assert made.runs["start_utc"].isna().tolist() == [False, False, True]


def test_positions_stay_out_of_the_file_unless_asked_for():
    placed = {**samples(), "latitude_deg": np.full(121, 47.1234567)}
    _, [without] = made_of(recording(samples=placed))
    _, [kept] = made_of(
        recording(samples=placed), answers=Answers(keeps_positions=True)
    )

    assert without["latitude_deg"] == [None]
    assert kept["latitude_deg"][0][0] == 47.1234567


def test_the_same_recording_has_the_same_key_and_another_one_another():
    def key(**more):
        made, _ = made_of(recording(**more))
        return made.runs["stream_key"].iloc[0]

    assert key() == key(title="other", distance_m=5.0)
    assert key() != key(samples=samples(3.01))
    assert key() != key(laps=[Lap(0, trigger="manual"), Lap(300)])


def test_missing_samples_are_missing_in_the_file():
    holed = samples()
    holed["heart_rate_bpm"] = np.where(holed["time_s"] < 600, np.nan, 150)
    holed["power_w"] = np.full(121, np.nan)
    _, [streams] = made_of(recording(samples=holed))

    assert streams["heart_rate_bpm"][0][0] is None
    assert streams["heart_rate_bpm"][0][-1] == 150
    assert streams["power_w"] == [None]


def test_laps_are_one_row_a_run_with_lists():
    laps = [Lap(0, 1000, 300, 300, trigger="manual"), Lap(300, 1000, 310, 310)]
    made, _ = made_of(recording(laps=laps))
    [row] = made.laps.to_dict("records")

    assert row["start_s"] == [0, 300]
    assert row["trigger"] == ["manual", None]
    assert row["avg_hr"] == [None, None]
    assert row["stream_key"] == made.runs["stream_key"].iloc[0]


def test_a_digest_is_small_whatever_the_samples():
    import pickle

    with Job() as work:
        digester = Digester(work.folder)
        for place in range(5):
            digester.add(
                recording(start_utc_s=AT + place * 9000, samples=samples(3, 36000, 1))
            )
        digest = digester.finish()

    assert len(pickle.dumps(digest)) < 60_000


def test_many_remarks_about_files_become_few():
    with Job() as work:
        digester = Digester(work.folder)
        for place in range(500):
            digester.note(f"{place}.fit is damaged.")
        made = digests.parsed([digester.finish()], BERLIN)

    assert len(made.notes) == 13
    assert made.notes[-1] == "And 488 more remarks about single files."


def batch_of(content, told=None, listed=()):
    with Job() as work:
        task = Task((Source("a", content),), work.folder, told=(told,), listed=listed)
        batch = activity_files.read(task)
    assert isinstance(batch, Batch)
    return batch.digest


def test_a_table_dates_a_watch_whose_clock_was_never_set():
    content = f.run(start=17_000_000, minutes=20, every=30, offset_h=None)

    assert batch_of(content).rejected
    [run] = batch_of(content, Told("run", AT)).runs
    assert run["start_utc_s"] == AT


def test_what_the_table_calls_it_counts_and_the_surface_of_the_watch_stays():
    content = f.run(minutes=20, every=30, sub=1)
    ride = f.run(minutes=20, every=30, sport=f.CYCLING)

    assert batch_of(content, Told("run")).runs[0]["surface"] == "treadmill"
    assert len(batch_of(ride, Told("run")).runs) == 1
    assert batch_of(content, Told("cycling")).left == {"rides": 1}


def test_a_table_without_file_names_speaks_by_the_start():
    ride = f.run(minutes=20, every=30, sport=f.CYCLING)
    listed = (Told("running", AT - 3600), Told("running", AT + 20))

    assert len(batch_of(ride, listed=listed).runs) == 1
    assert not batch_of(ride, listed=listed[:1]).runs


def test_pieces_of_a_workout_become_one_that_lasts_as_stated():
    pieces = [
        Recording("Running", AT - 2700, samples={"time_s": np.array([0.0])}),
        Recording("Running", AT + 300, samples=samples(3, 300)),
        Recording("Running", AT, samples=samples(3, 300)),
    ]
    one = joined(pieces, AT, None, 600.0)

    assert one.start_utc_s == AT
    assert one.samples["time_s"][0] == 0
    assert one.samples["time_s"][-1] == 600
    assert (np.diff(one.samples["time_s"]) > 0).all()
    assert (np.diff(one.samples["distance_m"]) >= 0).all()
    assert one.samples["distance_m"][-1] == pytest.approx(1800, abs=31)
    assert np.isnan(one.distance_m)
