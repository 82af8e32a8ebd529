"""Tables of any make, read by a mapping: dates, units, sets written out, bad rows."""

import pytest
from tests.importers.reading import BERLIN, column, question
from tests.logs import NOW

from runlift import intake
from runlift.errors import RunliftError, UnreadableFile, WrongInput
from runlift.importers import opening, tables
from runlift.importers.tables import TableMapping, key, labels, problems
from runlift.model import RUN_COLUMNS, SESSION_COLUMNS, SET_COLUMNS, Answers
from runlift.store import Store, athletes

UNTOLD = Answers(timezone="Europe/Berlin", is_timezone_known=False)
BASIC = {"date": ("Date",), "exercise": ("Exercise",), "reps": ("Reps",)}
WITH_WEIGHT = {**BASIC, "weight": ("Weight",)}
RUNS = {"date": ("Date",), "distance": ("Distance",), "duration": ("Time",)}


def lifts(rows, columns=None, answers=BERLIN, header=None, **options):
    columns = columns or WITH_WEIGHT
    header = header or ",".join(name for names in columns.values() for name in names)
    text = f"{header}\n" + "".join(f"{row}\n" for row in rows)
    return tables.parse(text, TableMapping("sets", columns, **options), answers)


def runs(rows, columns=RUNS, answers=BERLIN, **options):
    header = ",".join(names[0] for names in columns.values())
    text = f"{header}\n" + "".join(f"{row}\n" for row in rows)
    return tables.parse(text, TableMapping("runs", columns, **options), answers)


def day(parsed):
    return [f"{one:%Y-%m-%d %H:%M}" for one in parsed.sessions["start_local"]]


# Dates and times.


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-13", "2026-03-13 00:00"),
        ("13.03.26", "2026-03-13 00:00"),
        ("13/03/2026", "2026-03-13 00:00"),
        ("3/13/26 5:39 PM", "2026-03-13 17:39"),
        ("13-Mar-26", "2026-03-13 00:00"),
        ("13 mars 2026", "2026-03-13 00:00"),
        ("Mar 13 2026", "2026-03-13 00:00"),
        ("Fri 13.03.2026", "2026-03-13 00:00"),
        ("20260313", "2026-03-13 00:00"),
        ("2026-03-13T17:39", "2026-03-13 17:39"),
    ],
)
def test_dates_are_read_as_people_write_them(written, read):
    assert day(lifts([f"{written},Squat,5,100"], weight_unit="kg")) == [read]


def test_two_digit_years_first_need_to_be_said():
    parsed = lifts(["26-03-13,Squat,5,100"], weight_unit="kg", date_order="ymd")

    assert day(parsed) == ["2026-03-13 00:00"]


def test_an_unclear_order_of_day_and_month_is_asked_unless_the_mapping_says_it():
    row = ["02/01/2026,Squat,5,100"]

    assert question(lifts(row, weight_unit="kg"), "date_order").guess == "dmy"
    told = lifts(row, weight_unit="kg", date_order="mdy")
    assert not told.questions
    assert day(told) == ["2026-02-01 00:00"]


def test_dates_that_contradict_the_order_of_the_mapping_are_said():
    parsed = lifts(["25/12/2025,Squat,5,100"], weight_unit="kg", date_order="mdy")

    assert day(parsed) == ["2025-12-25 00:00"]
    assert "can only have the day first" in parsed.notes[0]


@pytest.mark.parametrize(
    ("time", "read", "precision"),
    [
        ("18:30", "2026-03-13 18:30", "minute"),
        ("6:30 PM", "2026-03-13 18:30", "minute"),
        ("6 pm", "2026-03-13 18:00", "minute"),
        ("18h30", "2026-03-13 18:30", "minute"),
        ("18:30:05", "2026-03-13 18:30", "second"),
        ("", "2026-03-13 00:00", "day"),
    ],
)
def test_a_time_of_day_may_stand_in_its_own_column(time, read, precision):
    parsed = lifts([f"2026-03-13,Squat,5,{time}"], {**BASIC, "time": ("At",)})

    assert day(parsed) == [read]
    assert column(parsed.sessions, "time_precision") == [precision]


def test_a_time_nobody_can_read_leaves_the_date():
    parsed = lifts(["2026-03-13,Squat,5,evening"], {**BASIC, "time": ("At",)})

    assert column(parsed.sessions, "time_precision") == ["day"]
    assert "evening" in parsed.notes[0]


def test_times_in_utc_become_the_athletes_clock_and_ask_for_it():
    parsed = lifts(
        ["2026-03-13T17:30:00Z,Squat,5,100"], weight_unit="kg", answers=UNTOLD
    )

    assert day(parsed) == ["2026-03-13 18:30"]
    assert column(parsed.sessions, "tz_source") == ["utc"]
    assert question(parsed, "timezone").guess == "Europe/Berlin"


def test_times_said_to_be_utc_are_converted_and_plain_dates_are_not():
    parsed = lifts(
        ["2026-03-13 23:30,Squat,5,100", "2026-03-20,Squat,5,100"],
        weight_unit="kg",
        is_utc=True,
    )

    assert day(parsed) == ["2026-03-14 00:30", "2026-03-20 00:00"]
    assert column(parsed.sessions, "tz_source") == ["utc", "wall"]


def test_an_offset_states_both_clocks():
    parsed = lifts(["2026-03-13T17:30:00-05:00,Squat,5,100"], weight_unit="kg")

    assert day(parsed) == ["2026-03-13 17:30"]
    assert f"{parsed.sessions['start_utc'][0]:%H:%M}" == "22:30"
    assert column(parsed.sessions, "tz_source") == ["offset"]


def test_times_of_single_sets_are_one_visit():
    parsed = lifts(
        [f"2026-03-13 18:{minute:02d},Squat,5,100" for minute in (0, 4, 9)]
        + ["2026-03-13 21:30,Row,5,100"],
        weight_unit="kg",
    )

    assert day(parsed) == ["2026-03-13 18:00", "2026-03-13 21:30"]
    assert column(parsed.sets, "session_key") == [0, 0, 0, 1]


# Sets.


def test_several_columns_of_repetitions_are_a_set_each():
    columns = {**BASIC, "reps": ("S1", "S2", "S3"), "weight": ("Weight",)}
    parsed = lifts(["2026-03-13,Squat,5,5,,100"], columns, weight_unit="kg")

    assert column(parsed.sets, "reps") == [5, 5]
    assert column(parsed.sets, "load_kg") == [100, 100]


def test_sets_of_a_row_follow_each_other_with_their_own_weights():
    columns = {**BASIC, "reps": ("R1", "R2"), "weight": ("K1", "K2")}
    parsed = lifts(
        ["2026-03-13,Squat,5,3,100,110", "2026-03-13,Row,8,8,60,65"],
        columns,
        weight_unit="kg",
    )

    assert column(parsed.sets, "load_kg") == [100, 110, 60, 65]
    assert column(parsed.sets, "set_no") == [1, 2, 3, 4]
    assert column(parsed.sets, "line") == [2, 2, 3, 3]


def test_a_count_of_equal_sets_makes_so_many():
    parsed = lifts(
        ["2026-03-13,Squat,5,100,3", "2026-03-13,Row,8,60,"],
        {**WITH_WEIGHT, "sets": ("Sets",)},
        weight_unit="kg",
    )

    assert column(parsed.sets, "exercise_raw") == ["Squat"] * 3 + ["Row"]


def test_repetitions_in_a_list_are_a_set_each_and_a_count_beside_them_changes_nothing():
    parsed = lifts(
        ["2026-03-13,Squat,10/8/6,100,3", '2026-03-13,Row,"5,5,5",60,'],
        {**WITH_WEIGHT, "sets": ("Sets",)},
        weight_unit="kg",
    )

    assert column(parsed.sets, "reps") == [10, 8, 6, 5, 5, 5]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1x10x90lb;2x10x140lb", [(10, 40.82), (10, 63.5), (10, 63.5)]),
        ("2x5@100", [(5, 100), (5, 100)]),
        ("2 × 5 × 62.5 kg", [(5, 62.5), (5, 62.5)]),
        ("1x8 60kg + 1x6 70kg", [(8, 60), (6, 70)]),
        ("2x12", [(12, None), (12, None)]),
    ],
)
def test_sets_written_as_sets_x_reps_x_weight_are_read(written, expected):
    parsed = lifts(
        [f"2026-03-13,Squat,{written}"],
        {"date": ("Date",), "exercise": ("Lift",), "prescription": ("Work",)},
        weight_unit="kg",
    )

    found = zip(
        column(parsed.sets, "reps"),
        column(parsed.sets.round(2), "load_kg"),
        strict=True,
    )
    assert list(found) == expected


def test_held_sets_written_out_have_a_duration():
    parsed = lifts(
        ["2026-03-13,Plank,3x30s"],
        {"date": ("Date",), "exercise": ("Lift",), "prescription": ("Work",)},
    )

    assert column(parsed.sets, "duration_s") == [30, 30, 30]
    assert column(parsed.sets, "reps") == [None, None, None]


@pytest.mark.parametrize("written", ["100x5x3", "3xx5", "heavy", "3x5 @ RPE 8"])
def test_what_is_no_sets_x_reps_x_weight_is_rejected_with_its_line(written):
    parsed = lifts(
        ["2026-03-13,Squat,3x5", f"2026-03-13,Squat,{written}"],
        {"date": ("Date",), "exercise": ("Lift",), "prescription": ("Work",)},
    )

    assert [one.line for one in parsed.rejected] == [3]
    assert written in parsed.rejected[0].reason


@pytest.mark.parametrize(
    ("written", "load", "basis"),
    [
        ("60", 60, None),
        ("60kg", 60, None),
        ("135 lb", 61.23, None),
        ("BW", None, None),
        ("BW+10", 10, "bodyweight"),
        ("+10", 10, "bodyweight"),
        ("-20", 20, "assist"),
        ("-", None, None),
        ("0", None, None),
        ("1’250.5", 1250.5, None),
    ],
)
def test_weights_are_read_as_people_write_them(written, load, basis):
    parsed = lifts([f"2026-03-13,Pull Up,5,{written}"], weight_unit="kg")

    assert column(parsed.sets.round(2), "load_kg") == [load]
    assert column(parsed.sets, "load_basis") == [basis]


def test_a_weight_without_a_unit_is_asked_about_and_an_answer_used():
    row = ["2026-03-13,Squat,5,225"]

    assert question(lifts(row), "weight_unit").choices == ("kg", "lb")
    answered = lifts(row, answers=Answers(weight_unit="lb"))
    assert column(answered.sets.round(1), "load_kg") == [102.1]
    assert not answered.questions


def test_the_unit_may_stand_in_a_column():
    parsed = lifts(
        [
            "2026-03-13,Squat,5,225,lbs",
            "2026-03-13,Squat,5,100,kg",
            "2026-03-13,Squat,5,100,stone",
            "2026-03-13,Dip,5,,bodyweight",
        ],
        {**WITH_WEIGHT, "unit": ("Unit",)},
        weight_unit="column",
    )

    assert column(parsed.sets.round(1), "load_kg") == [102.1, 100, None]
    assert [(one.line, "stone" in one.reason) for one in parsed.rejected] == [(4, True)]


def test_a_decimal_comma_is_known_by_the_cells_and_never_lost_in_a_mixture():
    parsed = lifts(
        [
            '2026-03-13,Squat,5,"62,5"',
            '2026-03-13,Squat,5,"67,5"',
            "2026-03-13,Squat,5,62.5",
        ],
        weight_unit="kg",
    )

    assert column(parsed.sets, "load_kg") == [62.5, 67.5, 62.5]


def test_a_thousand_is_told_from_a_comma_by_what_the_mapping_says():
    rows = ['2026-03-13,Sled,5,"1,250"']

    english = lifts(rows, weight_unit="kg", decimal=".")
    german = lifts(rows, weight_unit="kg", decimal=",")
    assert column(english.sets, "load_kg") == [1250]
    assert column(german.sets, "load_kg") == [1.25]


def test_effort_is_rpe_or_ten_minus_what_was_in_reserve():
    columns = {**BASIC, "rpe": ("RPE",), "rir": ("RIR",)}
    parsed = lifts(
        ["2026-03-13,Squat,5,8.5,", "2026-03-13,Squat,5,@9,", "2026-03-13,Squat,5,,2",
         "2026-03-13,Squat,5,80,"],
        columns,
    )  # fmt: skip

    assert column(parsed.sets, "rpe") == [8.5, 9, 8, None]
    assert any("off the scale" in note and "'80'" in note for note in parsed.notes)


def test_kinds_of_sets_are_words_flags_or_letters_in_the_number():
    by_word = lifts(
        [
            f"2026-03-13,Squat,5,{word}"
            for word in ("Warm-up", "TRUE", "Aufwärmen", "0", "drop")
        ],
        {**BASIC, "kind": ("Type",)},
    )
    by_letter = lifts(
        [f"2026-03-13,Squat,5,{word}" for word in ("W1", "1", "2")],
        {**BASIC, "set_no": ("Set",)},
    )

    assert column(by_word.sets, "kind") == ["warmup"] * 3 + ["normal", "drop"]
    assert column(by_letter.sets, "kind") == ["warmup", "normal", "normal"]


def test_a_blank_date_means_the_one_above_only_if_the_mapping_says_so():
    rows = ["2026-03-13,Squat,5,100", ",,3,110", ",Row,8,60", "2026-03-14,,8,60"]

    filled = lifts(rows, weight_unit="kg", fills_down=True)
    strict = lifts(rows, weight_unit="kg")
    assert column(filled.sets, "exercise_raw") == ["Squat", "Squat", "Row"]
    assert [one.line for one in filled.rejected] == [5]
    assert [one.line for one in strict.rejected] == [3, 4, 5]


def test_bad_rows_are_left_out_with_line_and_reason_and_the_rest_is_kept():
    parsed = lifts(
        [
            "2026-03-13,Squat,5,100",
            "someday,Squat,5,100",
            ",Squat,5,100",
            "2026-03-13,,5,100",
            "2026-03-13,Squat,many,100",
            "2026-03-13,Squat,5,heavy",
            "2026-03-13,Squat,,100",
            "2026-03-13,Squat,5,100,extra",
            "2026-03-13,Row,8,60",
        ],
        weight_unit="kg",
    )

    assert [one.line for one in parsed.rejected] == [3, 4, 5, 6, 7, 8, 9]
    reasons = " | ".join(one.reason for one in parsed.rejected)
    for word in ("someday", "missing", "many", "heavy", "no repetitions", "5 fields"):
        assert word in reasons
    assert column(parsed.sets, "exercise_raw") == ["Squat", "Row"]


def test_rows_cut_short_by_a_spreadsheet_are_mended_where_only_remarks_are_missing():
    columns = {**BASIC, "note": ("Note",), "title": ("Name",)}
    parsed = lifts(["2026-03-13,Squat,5", "2026-03-13,Squat"], columns)

    assert len(parsed.sets) == 1
    assert [one.line for one in parsed.rejected] == [3]


def test_notes_in_several_columns_are_joined():
    parsed = lifts(
        ["2026-03-13,Squat,5,slow,deep"], {**BASIC, "note": ("Note", "Comment")}
    )

    assert column(parsed.sets, "note") == ["slow\ndeep"]


def test_the_length_of_the_session_is_the_sessions():
    parsed = lifts(
        ["2026-03-13,Squat,5,62"], {**BASIC, "session_duration": ("Min",)},
        duration_unit="min",
    )  # fmt: skip

    assert column(parsed.sessions, "duration_s") == [3720]
    assert column(parsed.sets, "duration_s") == [None]


# Runs.


def test_runs_have_distance_and_duration_in_the_units_of_the_mapping():
    parsed = runs(
        ["2026-03-13,6.2,52:10", "2026-03-14,10 km,1:02:03"], distance_unit="mi"
    )

    assert column(parsed.runs, "distance_m") == [pytest.approx(9978, abs=1), 10000]
    assert column(parsed.runs, "moving_s") == [3130, 3723]
    assert column(parsed.runs, "elapsed_s") == [None, None]


@pytest.mark.parametrize(
    ("unit", "cell", "expected"),
    [
        ("clock", "0:45", 45),
        ("h:mm", "0:45", 2700),
        ("min", "45.5", 2730),
        ("s", "2700", 2700),
        ("h", "0.75", 2700),
        ("min", "1:02:03", 3723),
        ("clock", "45'30\"", 2730),
        ("clock", "1.5 h", 5400),
        ("clock", "45 minutes", 2700),
    ],
)
def test_durations_mean_what_the_mapping_says(unit, cell, expected):
    parsed = runs([f"2026-03-13,10,{cell}"], distance_unit="km", duration_unit=unit)

    assert column(parsed.runs, "moving_s") == [expected]


def test_distances_without_a_unit_are_asked_with_what_the_paces_say():
    asked = question(
        runs(["2026-03-13,3.1,11:30", "2026-03-14,6,22:00"]), "distance_unit"
    )

    assert asked.guess == "km"
    assert "0%" in asked.why


def test_the_type_of_a_run_is_a_tag_and_other_sports_are_left_out_and_counted():
    parsed = runs(
        [f"2026-03-1{n},10,50:00,{kind}" for n, kind in
         enumerate(("Easy", "Long", "Race", "Intervals", "Cycling", "Rest", "Trail Run"))],
        {**RUNS, "type": ("Type",)},
        distance_unit="km",
    )  # fmt: skip

    assert column(parsed.runs, "source_tag") == [None, "long", "race", "workout", None]
    assert column(parsed.runs, "surface")[-1] == "trail"
    assert "2 other activities were left out" in parsed.notes[0]


def test_moving_time_and_time_with_pauses_are_told_apart():
    columns = {**RUNS, "moving": ("Moving",), "ascent": ("Climb",)}
    parsed = runs(
        ["2026-03-13,10,55:00,50:00,328"], columns, distance_unit="km", ascent_unit="ft"
    )

    assert column(parsed.runs, "moving_s") == [3000]
    assert column(parsed.runs, "elapsed_s") == [3300]
    assert column(parsed.runs, "ascent_m") == [pytest.approx(100, abs=0.1)]


# Mappings.


def test_the_key_of_a_header_is_its_names_in_order():
    assert key(("Date", " Reps")) == key(("date ", "REPS"))
    assert key(("Date", "Reps")) != key(("Reps", "Date"))
    assert key(("Date", "Reps")) != key(("Date", "Reps", ""))


def test_every_column_has_a_name_of_its_own():
    assert labels(("Reps", "", "reps", "Reps (2)", "")) == (
        "Reps", "column 2", "reps (3)", "Reps (2)", "column 5",
    )  # fmt: skip


def test_the_second_of_two_columns_with_one_name_can_be_chosen():
    parsed = lifts(
        ["2026-03-13,Squat,60,5"],
        {**BASIC, "reps": ("Load (2)",), "weight": ("Load",)},
        header="Date,Exercise,Load,Load",
        weight_unit="kg",
    )

    assert column(parsed.sets, "reps") == [5]


@pytest.mark.parametrize(
    ("columns", "options", "word"),
    [
        ({"exercise": ("Exercise",), "reps": ("Reps",)}, {}, "with the date"),
        ({"date": ("Date",), "reps": ("Reps",)}, {}, "with the exercise"),
        ({"date": ("Date",), "exercise": ("Exercise",)}, {}, "repetitions"),
        ({**BASIC, "weight": ("Kilos",)}, {}, "no column 'Kilos'"),
        ({**BASIC, "note": ("Reps",)}, {}, "for reps and for note"),
        (BASIC, {"weight_unit": "column"}, "no column is chosen"),
        (BASIC, {"weight_unit": "stone"}, "kg, lb or column"),
        ({**BASIC, "ascent": ("Weight",)}, {}, "no 'ascent'"),
        ({**BASIC, "prescription": ("Weight",)}, {}, "twice"),
        ({**BASIC, "weight": ("Weight", "Other")}, {}, "2 columns of weight for 1"),
    ],
)
def test_a_mapping_that_cannot_work_says_why(columns, options, word):
    header = ("Date", "Exercise", "Reps", "Weight", "Other")
    mapping = TableMapping("sets", columns, **options)

    assert word in " ".join(problems(mapping, header))
    with pytest.raises(WrongInput, match=word):
        tables.parse(",".join(header) + "\n1,2,3,4,5\n", mapping, BERLIN)


def test_a_file_without_a_line_of_names_is_noticed():
    columns = {"date": ("2026-03-13",), "exercise": ("Squat",), "reps": ("5",)}

    found = problems(TableMapping("sets", columns), ("2026-03-13", "Squat", "5"))
    assert "Put a line with names above it" in found[0]


def test_a_table_without_rows_is_refused():
    with pytest.raises(UnreadableFile):
        lifts([])


def test_answers_can_be_written_into_the_mapping_of_their_table():
    mapping = TableMapping("sets", WITH_WEIGHT)
    settled = tables.settled(
        mapping, {"weight_unit": "lb", "date_order": "dmy", "x": "y"}
    )

    assert (settled.weight_unit, settled.date_order) == ("lb", "dmy")
    said = TableMapping("sets", WITH_WEIGHT, weight_unit="kg")
    assert tables.settled(said, {"weight_unit": "lb"}) == said


@pytest.mark.parametrize("kind", ["sets", "runs"])
def test_frames_have_the_columns_and_types_of_every_importer(kind):
    parsed = (
        lifts(["2026-03-13,Squat,5,100"], weight_unit="kg")
        if kind == "sets"
        else runs(["2026-03-13,10,50:00"], distance_unit="km")
    )

    for frame, columns in (
        (parsed.sessions, SESSION_COLUMNS),
        (parsed.sets, SET_COLUMNS),
        (parsed.runs, RUN_COLUMNS),
    ):
        assert list(frame.columns) == list(columns)
        for name, dtype in columns.items():
            assert str(frame[name].dtype) == ("object" if dtype == "str" else dtype)


@pytest.mark.slow
def test_whatever_stands_in_the_cells_is_rejected_and_never_breaks_the_import():
    hypothesis = pytest.importorskip("hypothesis")
    from hypothesis import strategies as some

    cell = some.one_of(
        some.text(max_size=12),
        some.from_regex(r"[0-9x:/., +\-@kglbmhs']{1,12}", fullmatch=True),
    )
    row = some.lists(cell, min_size=6, max_size=6)
    sets = {**WITH_WEIGHT, "time": ("T",), "duration": ("D",)}
    runs_of = {"date": ("Date",), "type": ("Exercise",), "distance": ("Reps",)} | {
        "duration": ("Weight",), "time": ("T",), "ascent": ("D",)
    }  # fmt: skip

    @hypothesis.settings(deadline=None, max_examples=15)
    @hypothesis.given(some.lists(row, min_size=1, max_size=4), some.booleans())
    def holds(rows, is_filled):
        cells = [[one.replace('"', "") for one in row] for row in rows]
        text = "Date,Exercise,Reps,Weight,T,D\n" + "".join(
            ",".join(f'"{one}"' for one in row) + "\n" for row in cells
        )
        for mapping in (
            TableMapping("sets", sets, fills_down=is_filled),
            TableMapping("runs", runs_of, fills_down=is_filled, is_utc=True),
        ):
            try:
                parsed = tables.parse(text, mapping, BERLIN)
            except RunliftError:
                continue
            assert parsed.sets["reps"].dropna().ge(0).all()
        head = opening.head_of(text)
        tables.guess(head, head.rows)

    holds()


def test_a_mapped_table_is_kept_and_the_next_one_with_its_columns_read_by_itself():
    text = "Datum;Übung;Wdh.;Gewicht (kg)\n13.03.26;Kniebeuge;5;102,5\n"
    head = opening.head_of(text)
    mapping = tables.guess(head, head.rows)
    with Store(":memory:") as store:
        athlete = athletes.new(store, "Ana", NOW, timezone="Europe/Oslo")
        athletes.write(store, athlete, NOW)

        def bring(content, **given):
            offered = [intake.Offered("log.csv", content.encode())]
            look = intake.preview(store, athlete, offered, NOW, **given)
            return intake.keep(store, look, NOW)[0]

        asked = bring(text)
        first = bring(text, mappings={key(head.header): mapping})
        again = bring(text + "15.03.26;Kniebeuge;5;105\n")

    assert (asked.status, asked.new) == ("question", 0)
    assert (first.format, first.new) == ("table", 1)
    assert (again.new, again.unchanged) == (1, 1)
