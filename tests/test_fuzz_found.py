"""What damaged files once brought down, each in its smallest form."""

import time

import numpy as np
import pandas as pd
import pytest
from tests import fitfiles, fuzzing, logs
from tests.hostile_files import archive, deflated, stored

from runlift import intake
from runlift.columns import RUN_COLUMNS, frame
from runlift.importers import LONGEST_REMARK, cells
from runlift.importers.sheet import MAX_NAMED, Sheet, read_sheet
from runlift.science import grade
from runlift.science.policy import default_policy
from runlift.transforms import set_aside

POLICY = default_policy()
BEGIN = fitfiles.stamp("2026-11-02 17:00")


@pytest.fixture
def quick():
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 2


def case(name):
    return next(one for key, one in fuzzing.bases().items() if name in key)


@pytest.mark.parametrize(
    "text", ["9" * 400 + ":00:00", "9" * 400 + "h", "1e10", "9" * 400, "1e400"]
)
def test_a_duration_longer_than_a_life_is_none(text):
    assert np.isnan(cells.to_seconds(text))


def test_a_field_with_two_heart_rates_is_no_heart_rate(tmp_path):
    records = [
        fitfiles.message(
            fitfiles.RECORD,
            (253, fitfiles.UINT32, BEGIN + t),
            (5, fitfiles.UINT32, t * 300),
            (3, fitfiles.UINT8, 150),
        )
        for t in range(120)
    ]
    content = fitfiles.fit(
        fitfiles.file_id(), *records, fitfiles.session(BEGIN, 119, 357)
    )
    # The definition says that the last field has two bytes where the type has one.
    wide = content.replace(bytes((3, 1, 2)), bytes((3, 2, 2)), 1)

    parsed = fuzzing.read(fuzzing.checksummed(wide), tmp_path)

    fuzzing.check(parsed)


@pytest.mark.parametrize("size", [12, 13, 14, 255])
def test_a_header_that_is_longer_than_it_says_is_damage(tmp_path, size):
    content = fitfiles.run(minutes=3)

    parsed = fuzzing.read(bytes([size]) + content[1:14], tmp_path)

    assert len(parsed.runs) == 0
    assert "damaged" in parsed.rejected[0].reason


def test_a_jump_across_the_world_costs_no_time(quick):
    covered = np.array([0.0, 10.0, 4.2e7])
    altitude = np.array([0.0, 10.0, 20.0])

    assert np.isnan(grade.hills(covered, altitude, POLICY)[1:]).all()


def test_what_no_run_and_no_set_has_is_set_aside():
    notes = []
    runs = pd.DataFrame(
        {
            **dict.fromkeys(("avg_hr", "max_hr", "temperature_c", "rpe"), [np.nan] * 2),
            **dict.fromkeys(("cadence_spm", "distance_m"), [np.nan] * 2),
            **dict.fromkeys(("moving_s", "elapsed_s"), [3000.0] * 2),
            "power_w": [1e20, 280.0],
            "ascent_m": [1e12, 100.0],
            "descent_m": [1e12, 100.0],
            "line": [2, 3],
        }
    )
    sets = pd.DataFrame(
        {
            "rpe": [np.nan] * 2,
            "duration_s": [3.6e23, 60.0],
            "rest_s": [1e9, 90.0],
            "distance_m": [1e12, 40.0],
            "line": [2, 3],
        }
    )

    runs = set_aside.of_runs(runs, POLICY, notes)
    sets = set_aside.of_sets(sets, POLICY, notes)

    for kept in (runs[["power_w", "ascent_m", "descent_m"]], sets.drop(columns="line")):
        assert kept.iloc[0].isna().all()
    assert runs["power_w"][1] == 280
    assert sets["duration_s"][1] == 60
    assert len(notes) == 6


def test_a_fall_of_a_run_is_measured_like_its_climb():
    notes = []
    empty = {
        name: [np.nan]
        for name in (
            "avg_hr",
            "max_hr",
            "temperature_c",
            "rpe",
            "cadence_spm",
            "power_w",
        )
    }
    runs = pd.DataFrame(
        {
            **empty,
            "distance_m": [5000.0],
            "moving_s": [1800.0],
            "elapsed_s": [1800.0],
            "ascent_m": [100.0],
            "descent_m": [9000.0],
            "line": [2],
        }
    )

    runs = set_aside.of_runs(runs, POLICY, notes)

    assert runs["ascent_m"][0] == 100
    assert np.isnan(runs["descent_m"][0])
    assert "fall" in notes[0]


def test_a_remark_never_repeats_an_endless_cell(tmp_path):
    content = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(kind="x" * 5000)))

    parsed = fuzzing.read(content, tmp_path)

    [note] = parsed.notes
    assert "is not known here" in note
    assert len(note) <= LONGEST_REMARK + 3


def test_a_reason_is_cut_in_the_middle(tmp_path):
    content = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(load="(" * 5000)))

    [rejected] = fuzzing.read(content, tmp_path).rejected

    assert rejected.reason.endswith("is not a number")
    assert len(rejected.reason) <= LONGEST_REMARK + 3


def test_of_many_unknown_words_some_are_named():
    sheet = Sheet(["kind"], [[f"word {n}"] for n in range(1000)], range(1000))

    sheet.words(sheet.cells("kind"), {}, "kind", otherwise="normal")

    assert len(sheet.notes) == MAX_NAMED + 1
    assert sheet.notes[-1].startswith("960 more words")


def test_a_carriage_return_within_a_line_ends_it(tmp_path):
    content = case("lines_that_belong_to_nothing")
    broken = content.replace(b"Exercise", b"a\rb Exercise", 1) + b"a,\rb,c\n"

    fuzzing.check(fuzzing.read(broken, tmp_path))


def test_a_time_of_next_to_nothing_is_no_speed_without_end(tmp_path):
    content = logs.garmin(
        *(logs.watch(f"2026-11-0{day} 08:00", km=8000.0) for day in range(1, 4))
    )

    fuzzing.check(fuzzing.read(content.replace(b"0:50:00", b"1e-320"), tmp_path))


def test_lines_end_as_they_do_for_python():
    sheet = read_sheet("a,b\r1,2\r\n3,\x0b4\n5,6")

    assert sheet.at(0) == ["1", "3", "5"]
    assert sheet.lines.tolist() == [2, 3, 4]


def test_a_damaged_file_in_an_archive_leaves_the_others(tmp_path):
    good = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(n=3)))
    bad = deflated("b.csv", good, size=len(good) * 2)
    bad.packed = b"\xff" * 40
    store, ana = logs.opened()
    with store:
        [look] = intake.preview(
            store,
            ana,
            [intake.Offered("a.zip", archive(stored("a.csv", good), bad))],
            logs.NOW,
        )

    assert look.receipt.status == "imported"
    assert look.receipt.sets == 3
    assert "b.csv" in " ".join(look.receipt.notes)


def test_columns_are_made_as_they_were_asked_for():
    made = frame(
        RUN_COLUMNS,
        {
            "start_local": pd.Series(pd.to_datetime(["2026-11-02"] * 2)),
            "sport": "run",
            "title": ["a", np.nan],
            "distance_m": [1, None],
            "moving_s": np.array([1.0, 2.0]),
            "line": [2, 3],
        },
    )

    wanted = {n: "object" if t == "str" else t for n, t in RUN_COLUMNS.items()}
    assert made.dtypes.astype(str).to_dict() == wanted
    assert made["sport"].tolist() == ["run", "run"]
    assert made["title"].tolist() == ["a", None]
    assert made["note"].tolist() == [None, None]
    assert made["distance_m"].isna().tolist() == [False, True]
    assert made["start_utc"].isna().all()
    with pytest.raises(ValueError, match="no such columns"):
        frame(RUN_COLUMNS, {"lines": [1]})
