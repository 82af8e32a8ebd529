"""What leaves Runlift: the contract of the command line's tables."""

import csv
import io
import json
from datetime import date, datetime

import pandas as pd
import pytest
from tests.logs import BENCH, SQUAT, fitnotes, hevy, lift, opened, run, sets, strava
from tests.logs import keep as kept

from runlift import exports, frames
from runlift.model import Window

# The columns of the contract; more may follow, none may go.
CONTRACT = {
    "sets": "athlete session_id start_local start_utc time_precision session_title "
    "exercise_raw exercise_id set_no kind load_kg reps duration_s distance_m rpe side "
    "source_format source_file",
    "runs": "run_id start_local start_utc sport surface distance_m moving_s elapsed_s "
    "ascent_m avg_hr max_hr title class is_long is_key is_race class_reasons "
    "source_format source_file",
    "strength": "day session_id exercise_id exercise e1rm_kg load_kg reps effective_reps "
    "quality is_lower_bound is_pr",
    "volume": "week muscle sets direct_sets indirect_sets",
    "findings": "finding_id severity rule lift_session_id lift_start lift_end lift_class "
    "leg_load run_id run_start run_class hours threshold_h time_assumed reasons fixes "
    "others",
}
FILES = (
    hevy(
        lift("2026-11-02 18:00", *sets(n=5), title="=Legs"),
        lift("2026-11-09 18:00", *sets(BENCH, n=2), *sets("-Own thing", n=1)),
        lift("2026-11-16 18:00", *sets(n=5, load=110, rpe=""), minutes=0),
    ),
    strava(
        run("2026-11-03 07:00", tag="workout", title="@Track", hr=150, max_hr=180),
        run("2026-11-08 07:00", minutes=100, km=18, title='Long, ""long"" run'),
    ),
)


@pytest.fixture(scope="module")
def ana():
    store, athlete = opened("Europe/Madrid")
    with store:
        kept(store, athlete, *FILES)
        how = frames.profile(store, athlete)
        yield athlete, frames.training(store, athlete, how), how


@pytest.fixture(scope="module")
def nobody():
    store, athlete = opened()
    with store:
        how = frames.profile(store, athlete)
        yield athlete, frames.training(store, athlete, how), how


def csv_rows(frame):
    return list(csv.DictReader(io.StringIO(exports.write(frame, "csv").decode())))


def json_rows(frame):
    return json.loads(exports.write(frame, "json"))


@pytest.mark.parametrize("name", CONTRACT)
def test_every_column_of_the_contract_is_there(ana, nobody, name):
    wanted = set(CONTRACT[name].split())

    assert wanted <= set(exports.table(name, *ana))
    assert list(exports.table(name, *ana)) == list(exports.table(name, *nobody))


@pytest.mark.parametrize("name", exports.TABLES)
@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_every_table_in_every_form_also_when_there_is_nothing(ana, nobody, name, form):
    for log in (ana, nobody):
        frame = exports.table(name, *log)
        written = exports.write(frame, form)
        if form == "csv":
            assert len(csv_rows(frame)) == len(frame)
            assert written.decode().splitlines()[0] == ",".join(frame)
        elif form == "json":
            assert len(json_rows(frame)) == len(frame)
        else:
            back = pd.read_parquet(io.BytesIO(written))
            assert list(back) == list(frame)
            assert len(back) == len(frame)


def test_a_set_with_all_that_is_known(ana):
    first = json_rows(exports.table("sets", *ana))[0]

    assert {name: first[name] for name in CONTRACT["sets"].split()} == {
        "athlete": "Ana",
        "session_id": first["session_id"],
        "start_local": "2026-11-02T18:00:00",
        "start_utc": None,
        "time_precision": "minute",
        "session_title": "=Legs",
        "exercise_raw": SQUAT,
        "exercise_id": "squat",
        "set_no": 1,
        "kind": "normal",
        "load_kg": 100.0,
        "reps": 5.0,
        "duration_s": None,
        "distance_m": None,
        "rpe": 8.0,
        "side": None,
        "source_format": "hevy",
        "source_file": "0.csv",
    }


def test_a_run_with_all_that_is_known(ana):
    first = json_rows(exports.table("runs", *ana))[0]

    assert first["start_local"] == "2026-11-03T08:00:00"
    assert first["start_utc"] == "2026-11-03T07:00:00"
    assert (first["sport"], first["distance_m"], first["moving_s"]) == (
        "run",
        9000,
        3000,
    )
    assert (first["avg_hr"], first["max_hr"], first["ascent_m"]) == (150, 180, None)
    assert (first["class"], first["is_key"], first["is_long"]) == ("key", True, False)
    assert first["class_reasons"] == "key: tagged as a workout in the app"


def test_an_unknown_exercise_stays_in_with_its_name(ana):
    rows = json_rows(exports.table("sets", *ana))

    assert [
        one["exercise_id"] for one in rows if one["exercise_raw"] == "-Own thing"
    ] == [None]


def test_strength_is_one_row_a_session_and_exercise(ana):
    rows = json_rows(exports.table("strength", *ana))

    assert [(one["day"], one["exercise_id"]) for one in rows] == [
        ("2026-11-02", "squat"),
        ("2026-11-09", "bench_press"),
        ("2026-11-16", "squat"),
    ]
    assert rows[0]["exercise"] == "Squat (barbell)"
    assert [one["is_lower_bound"] for one in rows] == [False, False, True]
    assert [one["is_pr"] for one in rows] == [False, False, True]


def test_volume_names_weeks_by_their_monday(ana):
    rows = json_rows(exports.table("volume", *ana))

    assert {one["week"] for one in rows} == {"2026-11-02", "2026-11-09", "2026-11-16"}
    assert {
        "week": "2026-11-09",
        "muscle": "unmapped",
        "sets": 1.0,
        "direct_sets": 1.0,
        "indirect_sets": 0.0,
    } in rows


def test_a_finding_with_all_that_is_known(ana):
    [found] = [
        one for one in json_rows(exports.table("findings", *ana)) if one["run_id"]
    ]

    assert (found["severity"], found["rule"]) == ("conflict", "article_24h")
    assert found["lift_start"] == "2026-11-02T18:00:00"
    assert found["lift_end"] == "2026-11-02T19:00:00"
    assert found["run_start"] == "2026-11-03T08:00:00"
    assert (found["hours"], found["threshold_h"], found["time_assumed"]) == (
        13,
        24,
        False,
    )
    assert all(isinstance(text, str) for text in found["reasons"])
    for fix in found["fixes"]:
        assert set(fix) == {"kind", "text", "severity_after", "to"}
    assert found["others"] == []


def test_a_finding_without_a_run_leaves_its_fields_empty():
    store, athlete = opened()
    with store:
        kept(
            store,
            athlete,
            hevy(
                lift("2026-11-02 18:00", *sets(n=5)),
                lift("2026-11-03 08:00", *sets(n=5)),
            ),
        )
        how = frames.profile(store, athlete)
        log = frames.training(store, athlete, how)
    [found] = json_rows(exports.table("findings", athlete, log, how))

    assert (found["rule"], found["severity"]) == ("leg_days_too_close", "conflict")
    assert found["run_id"] is found["run_start"] is found["run_class"] is None
    assert len(found["others"]) == 1


# CSV.


def test_text_that_a_spreadsheet_would_run_is_disarmed(ana):
    titles = [one["session_title"] for one in csv_rows(exports.table("sets", *ana))]
    names = [one["exercise_raw"] for one in csv_rows(exports.table("sets", *ana))]
    runs = [one["title"] for one in csv_rows(exports.table("runs", *ana))]

    assert titles[0] == "'=Legs"
    assert "'-Own thing" in names
    assert runs == ["'@Track", 'Long, "long" run']


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-1", "'-1"),
        ("@me", "'@me"),
        ("\tx", "'\tx"),
        ("a=b", "a=b"),
        (-1.5, "-1.5"),
        (-3, "-3"),
        (100.0, "100"),
        (0.1 + 0.2, "0.3"),
        (1e-9, "0"),
        (float("inf"), ""),
        (float("nan"), ""),
        (None, ""),
        (pd.NaT, ""),
        (True, "True"),
        (datetime(2026, 11, 2, 7, 30), "2026-11-02T07:30:00"),
        (date(2026, 11, 2), "2026-11-02"),
        (["=a"], '["=a"]'),
    ],
)
def test_one_value_in_a_cell(value, cell):
    frame = pd.DataFrame({"first": ["x"], "second": pd.Series([value], dtype=object)})

    assert csv_rows(frame) == [{"first": "x", "second": cell}]


def test_a_name_over_two_lines_is_still_one_cell():
    frame = pd.DataFrame({"a": ["x\ny", 'with "quotes"'], "b": [1, 2]})

    assert [one["a"] for one in csv_rows(frame)] == ["x\ny", 'with "quotes"']


def test_lists_are_json_inside_of_csv(ana):
    rows = csv_rows(exports.table("findings", *ana))
    found = next(one for one in rows if one["run_id"])

    assert json.loads(found["reasons"])[0].startswith("=Legs")
    assert {fix["kind"] for fix in json.loads(found["fixes"])} >= {"move_lift"}
    assert json.loads(found["others"]) == []


# JSON and Parquet.


@pytest.mark.parametrize("name", exports.TABLES)
def test_json_has_no_words_that_json_does_not_know(ana, name):
    def refuse(word):
        raise AssertionError(word)

    text = exports.write(exports.table(name, *ana), "json").decode()

    assert json.loads(text, parse_constant=refuse)
    assert text.endswith("\n")


def test_json_keeps_letters_as_they_are():
    frame = pd.DataFrame({"a": ["Größe 大会"]})

    assert "Größe 大会" in exports.write(frame, "json").decode()


def test_parquet_keeps_types_and_lists(ana):
    back = pd.read_parquet(
        io.BytesIO(exports.write(exports.table("findings", *ana), "parquet"))
    )
    pair = back[back["run_id"].notna()].iloc[0]

    assert back["lift_start"].dtype.kind == "M"
    assert back["hours"].dtype == "float64"
    assert back["time_assumed"].dtype == bool
    assert "move_lift" in {fix["kind"] for fix in pair["fixes"]}


# Windows.


@pytest.mark.parametrize(
    ("name", "rows"),
    [("sets", 3), ("sessions", 1), ("runs", 1), ("volume", 4), ("strength", 1)],
)
def test_a_window_is_cut_by_the_day(ana, name, rows):
    window = Window(date(2026, 11, 8), date(2026, 11, 9))
    inside = exports.table(name, *ana, window)

    assert len(inside) == rows
    assert 0 < len(inside) < len(exports.table(name, *ana))


def test_a_finding_belongs_to_the_day_it_was_felt(ana):
    def found(day):
        window = Window(day, day)
        table = exports.table("findings", *ana, window)
        return table[table["run_id"].notna()]

    assert len(found(date(2026, 11, 3))) == 1
    assert len(found(date(2026, 11, 2))) == 0


def test_both_ends_belong_to_the_window_and_far_ones_hold_everything(ana):
    assert (
        len(exports.table("sets", *ana, Window(date(2026, 11, 2), date(2026, 11, 2))))
        == 5
    )
    everything = Window(date(1970, 1, 1), date(9999, 1, 1))
    for name in exports.TABLES:
        assert len(exports.table(name, *ana, everything)) == len(
            exports.table(name, *ana)
        )


def test_training_without_a_clock_is_exported_as_such():
    store, athlete = opened()
    with store:
        kept(store, athlete, fitnotes(("2026-11-02", "Barbell Squat", 100, 5, 1)))
        how = frames.profile(store, athlete)
        log = frames.training(store, athlete, how)
    [found] = json_rows(exports.table("sets", athlete, log, how))

    assert (found["time_precision"], found["start_local"]) == (
        "day",
        "2026-11-02T00:00:00",
    )
    assert found["start_utc"] is None
