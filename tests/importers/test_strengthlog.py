"""StrengthLog's two exports tell of the same workouts, and meet on the same keys."""

import pytest
from tests.importers.reading import column, parse, question

from runlift.errors import UnreadableFile
from runlift.model import Answers

NEW = (
    "workout,start,end,exercise,weight,bodyweight,extraWeight,assistingWeight,"
    "distanceKM,distanceM,reps,rpm,time-per-500,calories,time,warmup,max,fail,checked,"
    "setComment,workoutComment,form,sleep,calories,stress\n"
)
OLD = (
    "Name,Language,Sex,Age,Email\n"
    "Nobody Inventedname,en,Female,1990-01-01,nobody@example.org\n\n"
    "Workouts\nName,Date,Body weight,Shape,Sleep,Calories,Stress\n"
)

FEBRUARY_13_8_H = 1_770_966_000_000
"""2026-02-13 08:00 in Berlin."""
HOUR = 3_600_000


def new(name, start, load=60):
    return (
        f"{name},{start},{start + HOUR},Squat,{load},,,,,,8,,,,,false,false,false"
        ",,,,,,,\n"
    )


def old(name, day):
    return (
        f'"{name}",{day},-1,-1,-1,-1,-1\n"Exercise, Squat",Set,1,reps,8,weight,60\n\n'
    )


def test_both_exports_know_a_workout_by_the_same_key():
    name, twice = "Friday Noon: Calves, Arms etc.", "Sledges"
    newest_first = parse(
        NEW
        + new(twice, FEBRUARY_13_8_H + 9 * HOUR)
        + new(twice, FEBRUARY_13_8_H)
        + new(name, FEBRUARY_13_8_H - 24 * HOUR)
    )
    sections = parse(
        OLD
        + old(twice, "2026-02-13")
        + old(twice, "2026-02-13")
        + old(name, "2026-02-12")
    )

    keys = ["2026-02-13|Sledges|2", "2026-02-13|Sledges|1", f"2026-02-12|{name}|1"]
    assert column(newest_first.sessions, "source_id") == keys
    assert column(sections.sessions, "source_id") == keys


def test_old_sections_with_the_oldest_first_count_up():
    parsed = parse(
        OLD
        + old("Sledges", "2026-02-11")
        + old("Sledges", "2026-02-13")
        + old("Sledges", "2026-02-13")
    )

    assert column(parsed.sessions, "source_id") == [
        "2026-02-11|Sledges|1",
        "2026-02-13|Sledges|1",
        "2026-02-13|Sledges|2",
    ]


def test_instants_are_shown_in_the_athletes_zone_across_summer_time():
    july_1_8_h_berlin = 1_782_885_600_000
    parsed = parse(
        NEW + new("A", FEBRUARY_13_8_H) + new("B", july_1_8_h_berlin),
        Answers(timezone="Europe/Berlin"),
    )

    assert parsed.sessions["start_local"].dt.hour.tolist() == [8, 8]
    assert parsed.sessions["start_utc"].dt.hour.tolist() == [7, 6]
    assert not parsed.questions


def test_a_workout_is_one_although_the_clock_went_back_during_it():
    before_the_clock_goes_back = 1_792_888_200_000  # 2026-10-25 02:30, twice that night
    parsed = parse(
        NEW
        + new("Night", before_the_clock_goes_back)
        + new("Night", before_the_clock_goes_back + HOUR),
        Answers(timezone="Europe/Berlin"),
    )

    assert parsed.sessions["start_local"].nunique() == 1
    assert len(parsed.sessions) == 2


def test_the_zone_is_asked_while_only_the_machine_is_known():
    text = NEW + new("A", FEBRUARY_13_8_H)
    asked = question(
        parse(text, Answers(timezone="Asia/Tokyo", is_timezone_known=False)), "timezone"
    )

    assert asked.guess == "Asia/Tokyo"
    assert asked.guess in asked.choices


def test_a_name_without_commas_and_one_with_many_are_read_alike():
    for name in ("Legs", "Legs, back, chest, arms", '"Legs, back"', 'Say "hi", legs'):
        parsed = parse(NEW + new(name, FEBRUARY_13_8_H))

        assert column(parsed.sessions, "title") == [name.strip('"')]
        assert column(parsed.sets, "load_kg") == [60.0]


def test_a_stray_quotation_mark_does_not_swallow_the_lines_after_it():
    parsed = parse(
        NEW
        + new("Legs, back", FEBRUARY_13_8_H)
        + new('"Odd, legs', FEBRUARY_13_8_H + HOUR)
        + new("Legs, back", FEBRUARY_13_8_H, 70)
    )

    assert column(parsed.sessions, "title") == ["Legs, back", "Odd, legs"]
    assert column(parsed.sets, "load_kg") == [60.0, 70.0, 60.0]
    assert not parsed.rejected


def test_body_weights_are_one_a_day_and_go_with_the_session():
    row = "Pull,{start},,Dip,,{mass},0,,,,8,,,,,false,false,false,,,,,,,\n"
    parsed = parse(
        NEW
        + row.format(start=FEBRUARY_13_8_H, mass=71.4)
        + row.format(start=FEBRUARY_13_8_H + HOUR, mass=71.0)
        + row.format(start=FEBRUARY_13_8_H + 48 * HOUR, mass=71.2)
    )

    assert column(parsed.body_mass, "mass_kg") == [71.4, 71.2]
    assert parsed.body_mass["day"].dt.strftime("%d").tolist() == ["13", "15"]
    assert column(parsed.sessions, "bodyweight_kg") == [71.4, 71.0, 71.2]


def test_nothing_of_the_personal_line_is_kept():
    text = OLD.replace("Nobody Inventedname,", '"Nobody, ""Inventedname",') + old(
        "A", "2026-02-13"
    )

    said = repr(parse(text))

    for private in ("Nobody", "Inventedname", "1990", "example.org"):
        assert private not in said


def test_sections_without_a_workout_have_nothing_to_read():
    with pytest.raises(UnreadableFile):
        parse(OLD)
