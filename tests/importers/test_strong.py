"""What a Strong file does not say and how it is found out; what is no Strong file."""

import math

import pytest
from tests.importers.reading import column, parse, question, slugs_claiming

from runlift.errors import UnreadableFile
from runlift.model import Answers

CLASSIC = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
    "Notes,Workout Notes,RPE\n"
)


def classic(*loads, exercise="Squat (Barbell)", date="2025-02-11 06:58:20"):
    return CLASSIC + "".join(
        f'{date},"Legs",50m,"{exercise}",{number},{load},5,0,0,,,\n'
        for number, load in enumerate(loads, start=1)
    )


@pytest.mark.parametrize(
    ("loads", "unit"),
    [
        ((45, 95, 135, 185, 205, 225, 225), "lb"),
        ((135, 135, 140, 145, 150, 155, 160), "lb"),
        ((20, 40, 60, 72.5, 82.5, 87.5), "kg"),
        ((60, 61.25, 62.5, 63.75), "kg"),
        # An American with a European gym, and the other way round.
        ((61.23, 83.91, 102.06, 61.23), "kg"),
        ((132.28, 154.32, 220.46), "lb"),
    ],
)
def test_the_weight_unit_is_guessed_from_the_loads_and_asked(loads, unit):
    parsed = parse(classic(*loads))

    asked = question(parsed, "weight_unit")
    assert asked.guess == unit
    assert asked.choices == ("kg", "lb")
    factor = 0.45359237 if unit == "lb" else 1
    assert parsed.sets["load_kg"].iloc[0] == pytest.approx(loads[0] * factor, abs=0.006)


def test_dumbbells_and_stacks_off_the_fives_are_kilograms():
    parsed = parse(classic(12, 14, 16, 18, 22, exercise="Lateral Raise (Dumbbell)"))

    asked = question(parsed, "weight_unit")
    assert asked.guess == "kg"
    assert "5 of 5 loads" in asked.why


def test_loads_that_tell_nothing_are_taken_as_kilograms_and_asked():
    parsed = parse(classic(20, 20, 5, 5, exercise="Arnold Press (Dumbbell)"))

    asked = question(parsed, "weight_unit")
    assert asked.guess == "kg"
    assert "would fit either unit" in asked.why


def test_an_answer_settles_the_unit_and_nothing_is_asked():
    parsed = parse(classic(60, 62.5), Answers(weight_unit="lb"))

    assert not parsed.questions
    assert parsed.sets["load_kg"].iloc[0] == pytest.approx(60 * 0.45359237, abs=0.006)


def test_a_file_without_loads_asks_for_no_unit():
    parsed = parse(classic(0, "0.0", "", exercise="Push Up"))

    assert not parsed.questions
    assert column(parsed.sets, "load_kg") == [None, None, None]


def test_a_file_that_states_its_units_ignores_an_earlier_answer():
    parsed = parse(
        "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds\n"
        '2016-08-01 12:03:10,"A","Bench Press",1,60.0,5,1.0,0\n',
        Answers(weight_unit="lb", distance_unit="mi"),
    )

    assert not parsed.questions
    assert column(parsed.sets, "load_kg") == [60.0]
    assert column(parsed.sets, "distance_m") == [1000.0]


def test_the_distance_unit_is_asked_only_where_there_are_distances():
    run = CLASSIC + '2025-02-11 06:58:20,"Run",50m,"Running",1,0,0,3,1500,,,\n'

    assert question(parse(run), "distance_unit").guess == "km"
    assert question(parse(classic(60)), "distance_unit") is None
    told = parse(run, Answers(distance_unit="mi"))
    assert not told.questions
    assert column(told.sets, "distance_m") == [pytest.approx(4828.032)]


def test_the_rest_belongs_to_the_set_before_it_in_the_same_workout():
    row = '{date},"A",50m,"Row",{order},{weight},{reps},0,{seconds},,,\n'
    text = CLASSIC + "".join(
        row.format(date=date, order=order, weight=weight, reps=reps, seconds=seconds)
        for date, order, weight, reps, seconds in [
            ("2025-02-11 06:58:20", 1, 50, 8, 0),
            ("2025-02-11 06:58:20", "Rest Timer", 0, 0.0, 90),
            ("2025-02-11 06:58:20", 2, 50, 8, 0),
            ("2025-02-13 06:58:20", "Rest Timer", 0, 0.0, 60),
            ("2025-02-13 06:58:20", 1, 50, 8, 0),
        ]
    )

    parsed = parse(text)

    assert len(parsed.sets) == 3
    assert column(parsed.sets, "rest_s") == [90.0, None, None]
    assert not parsed.rejected


def test_a_copy_saved_by_a_spreadsheet_has_the_keys_of_the_original():
    original = parse(classic(60, date="2026-03-13 17:39:05"))
    resaved = parse(classic(60, date="3/13/26 17:39"))

    assert column(resaved.sessions, "time_precision") == ["minute"]
    assert column(resaved.sessions, "source_id") == column(
        original.sessions, "source_id"
    )
    assert "re-saved by a spreadsheet" in resaved.notes[0]


@pytest.mark.parametrize(
    ("dates", "answers", "first"),
    [
        # A day above 12 settles it, whatever was answered for another file.
        (("3/9/26 17:39", "3/13/26 17:39"), Answers(date_order="dmy"), "2026-03-09"),
        (("9/3/26 17:39", "13/3/26 17:39"), Answers(), "2026-03-09"),
        # Oldest first only one way round.
        (("2/3/26 17:39", "4/3/26 17:39", "1/4/26 17:39"), Answers(), "2026-03-02"),
        # Nothing but the answer.
        (("2/3/26 17:39", "4/5/26 17:39"), Answers(date_order="dmy"), "2026-03-02"),
        # A dot is never American.
        (("02.03.2026 17:39", "04.03.2026 17:39"), Answers(), "2026-03-02"),
    ],
)
def test_the_order_of_day_and_month_is_settled_without_asking(dates, answers, first):
    text = CLASSIC + "".join(
        f'{date},"Legs",50m,"Row",1,52.5,5,0,0,,,\n' for date in dates
    )

    parsed = parse(text, answers)

    assert question(parsed, "date_order") is None
    assert parsed.sessions["start_local"].iloc[0].date().isoformat() == first
    assert not parsed.rejected


def test_an_order_nobody_can_know_is_asked_with_the_denser_reading_as_guess():
    text = CLASSIC + "".join(
        f'{date},"Legs",50m,"Row",1,52.5,5,0,0,,,\n'
        for date in ("3/2/26 17:39", "3/4/26 17:39", "3/7/26 17:39")
    )

    asked = question(parse(text), "date_order")

    assert asked.guess == "mdy"
    assert "3 days apart" in asked.why


def test_midnight_and_noon_on_a_twelve_hour_clock():
    parsed = parse(
        classic(60, date="2023-05-02 12:05:00\u202fAM")
        + '2023-05-02 12:05:00\u202fPM,"Legs",50m,"Row",1,50,5,0,0,,,\n'
    )

    assert parsed.sessions["start_local"].dt.hour.tolist() == [0, 12]


def test_repetitions_of_a_timed_set_are_missing_and_of_a_failed_one_zero():
    text = CLASSIC + (
        '2025-02-11 06:58:20,"A",50m,"Plank",1,0,0,0,60,,,\n'
        '2025-02-11 06:58:20,"A",50m,"Bench Press",1,102.5,0,0,0,,,\n'
        '2025-02-11 06:58:20,"A",50m,"Bench Press",2,92.5,8.0,0,0,,,\n'
    )

    reps = parse(text).sets["reps"].tolist()

    assert math.isnan(reps[0])
    assert reps[1:] == [0.0, 8.0]


def test_a_file_with_only_a_header_has_nothing_to_read():
    with pytest.raises(UnreadableFile):
        parse(CLASSIC)


def test_a_bad_first_row_of_a_file_without_header_is_told_not_swallowed():
    rows = classic(52.5, 55, 57.5).removeprefix(CLASSIC).replace("52.5", "heavy")
    # Enough good rows that the file is still plain.
    rows += "".join(classic(*range(40, 50)).removeprefix(CLASSIC))

    parsed = parse(rows)

    assert [one.line for one in parsed.rejected] == [1]
    assert len(parsed.sets) == 12


OTHERS = {
    "FitNotes 2, workouts": (
        "Name,StartTime,EndTime,BodyWeight,Exercise,Equipment,Reps,Weight,Time,Distance,"
        "Status,IsWarmup,RPE,RIR,Categories,Note\n"
        "Push,2025-02-23T10:13:53Z,2025-02-23T11:13:53Z,70,Dip,None,8,"
        '"17,5",,,Done,false,,,"Chest, Triceps",\n'
    ),
    "FitNotes 2, table": (
        "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,"
        "Time,Notes,Kind\n2024-01-15,Squat,Legs,100,,5,,,,,wr\n"
    ),
    "FitNotes body tracker": (
        "Date,Time,Measurement,Value,Unit\n2024-01-15,08:00:00,Bodyweight,80.0,kgs\n"
    ),
    "JEFIT": (
        "### EXERCISE LOGS ####################################\n\n"
        "USERID,TIMESTAMP,belongSys,logs,_id\n"
        '1,"2019-10-07 21:02:27",1,"50.0x15,50.0x15",1\n'
    ),
    "Lyfta": (
        ' Title,Date,Duration,Exercise,"Superset id",Weight,Reps,Distance,Time,"Set Type"\n'
        'Push,2025-12-11 12:41:04,01:07:28,Bench Press,,25.000,8,,0,"NORMAL_SET"\n'
    ),
    "Fitbod 2018": (
        "Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n2018-10-02,Dip,3,8,-18.14,FALSE,\n"
    ),
    "Fitbod 2020": (
        "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,"
        "isWarmup,Note,multiplier,\n"
        "2020-06-18 21:15:42 +0000,Dip,8,0,0,0,0,0,false,,1,\n"
    ),
    "GymBook": (
        "Data,Programma,Orario,Esercizio,Zona,Gruppi muscolari (Primari),"
        "Gruppi muscolari (Secondari),Set / Set di riscaldamento / Set di defaticamento,"
        "Ripetizioni / Tempo,Peso / Distanza,Appunti,Saltato\n"
        '09/01/25,Push,19:31,Panca,Petto,Petto,Tricipiti,Set,20 ripetizioni,"40,00 kg",,No\n'
    ),
    "StrongLifts": (
        "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,"
        "Sets×Reps,Sets×Time\n2026/01/05,1,A,5x5,80,Squat,5×5,\n"
    ),
    "Liftosaur": (
        "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,"
        "Completed Reps\n2025-01-02T06:00:00Z,P,Day 1,Squat,0,5,5\n"
    ),
    "GymRun": (
        "Date;Time;Routine;Exercise;Set;Weight;Reps;Duration;Distance;Note\n"
        "29.04.2025;18:00;A;Squat;1;60;8;;;\n"
    ),
    "Boostcamp, semicolons": (
        "workout;date;week;day;exercise;set;weight;unit;reps\n"
        "A;29.04.2025;1;1;Squat;1;60;kg;8\n"
    ),
    "Boostcamp, commas": (
        "Date,Workout,Exercise,Set,Weight,Unit,Reps\n4/29/25,A,Squat,1,135,lb,8\n"
    ),
    "Alpha Progression": '"Back - Day 4"\n"2023-02-21 5:46 pm",1:04 hr\n#,LBS,REPS\n1,0,10\n',
    "TrainingPeaks": (
        "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,"
        "WorkoutDay\nRun,Run,,1.0,,2024-01-01\n"
    ),
    "Runalyze": "Date,Sport,Time,Distance,TRIMP,RPE,Notes\n2024-01-01,Run,3600,10,80,5,\n",
    "a tidy table": (
        "date,exercise,set,weight,reps\n2024-01-01 10:00:00,Squat,1,60,8\n"
    ),
    "from Hevy's API": (
        "workout_start_time,exercise_title,set_number,weight_kg,reps\n"
        "2024-06-10T09:00:00Z,Squat,1,60,8\n"
    ),
    "JSON": '[{"summarizedActivitiesExport": []}]',
    "XML": '<?xml version="1.0"?><gpx version="1.1"></gpx>',
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_exports_of_other_apps_are_not_claimed(text):
    ours = {"strong", "strengthlog", "strengthlog_old", "fitnotes", "hevy"}

    assert not ours & set(slugs_claiming(text))
