"""A calendar shows each session at its hour, and moves it when the plan comes again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone
from tests.program.plans import AWKWARD, SQUAT, exercises, lift, plan, run

from runlift.errors import WrongInput
from runlift.program.plan_calendar import to_calendar
from runlift.program.plan_words import HOUSE_LABEL
from runlift.program.plan_zone import vtimezone

STAMP = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def written(one=None, **how):
    how = {"unit": "kg", "stamp": STAMP, "version": 1, **how}
    return to_calendar(one or plan(), exercises, **how)


def events(one=None, **how):
    return Calendar.from_ical(written(one, **how)).walk("VEVENT")


def moved(hours):
    first, *others = plan().sessions
    return plan(sessions=(replace(first, start_h=first.start_h + hours), *others))


def test_there_is_an_event_for_each_session():
    titles = [str(event["summary"]) for event in events()]

    assert titles == [
        "Workout 1",
        "Intervals, 6 × 800",
        "Workout 2",
        "Long run",
        "Workout 1 (lighter week)",
        "Workout 2 (lighter week, skipped)",
        "Parkrun",
    ]
    assert len(events(kinds=["lift"])) == 4
    assert len(events(kinds=["run"])) == 3


def test_an_event_says_what_to_do_in_the_athletes_unit():
    lines = str(events(unit="lb")[0]["description"]).split("\n")

    assert lines[0] == "Squat (barbell): 3 × 5–8, 181.9 lb, RIR 1–2, rest 3 min"
    assert lines[-1] == "Week 1, Accumulation"


def test_a_run_is_told_by_its_kind_and_note():
    assert str(events()[3]["description"]) == f"long run\n{AWKWARD}\nWeek 1"


def test_weeks_of_this_project_are_labelled():
    told = [HOUSE_LABEL in str(event["description"]) for event in events()]

    assert told == [False, False, False, False, True, True, False]


def test_lines_are_folded_and_text_is_escaped():
    raw = written()

    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert 'Knees "out"\\;\\nback\\, flat \\\\ straight – 膝 🦵' in unfolded


@pytest.mark.parametrize("text", ["a\x00b\x0bc", "x\ud800y", "a\r\nb", "\u2028", ""])
def test_no_text_breaks_the_file(text):
    odd = replace(lift(1, (12, 1), 1, replace(SQUAT, note=text)), title=text, note=text)
    [event] = events(plan(sessions=(odd,), name=text))

    assert str(event["summary"]) or text == "\u2028"
    assert b"\x00" not in written(plan(sessions=(odd,), name=text))


def test_a_zone_puts_it_at_the_right_moment():
    first = events(zone="Europe/Berlin")[0]

    assert first["dtstart"].params["TZID"] == "Europe/Berlin"
    assert first["dtstart"].dt == datetime(2026, 12, 1, 18, tzinfo=BERLIN)
    assert first["dtend"].dt == datetime(2026, 12, 1, 19, tzinfo=BERLIN)


def test_without_a_zone_it_is_that_hour_wherever_she_is():
    first = events()[0]

    assert first["dtstart"].dt == datetime(2026, 12, 1, 18)
    assert b"VTIMEZONE" not in written()


def test_the_hour_on_the_wall_stays_when_the_clocks_change():
    # In Berlin they go forward on Sunday, 28 March 2027, from 2 to 3.
    week = tuple(
        run(1, (12, 1), "easy", f"Run {day}", start_h=7.5) for day in (27, 28, 29)
    )
    around = tuple(
        replace(one, day=date(2027, 3, 27) + timedelta(days=at), planned_id=str(at))
        for at, one in enumerate(week)
    )
    found = events(plan(sessions=around), zone="Europe/Berlin")

    assert [f"{event['dtstart'].dt:%d %H:%M}" for event in found] == [
        "27 07:30",
        "28 07:30",
        "29 07:30",
    ]
    assert [event["dtstart"].dt.astimezone(UTC).hour for event in found] == [6, 5, 5]


def test_an_hour_lasts_an_hour_while_the_clocks_change():
    night = replace(
        run(1, (12, 1), "raceA", "Night run", start_h=1.0, hours=2.0),
        day=date(2027, 3, 28),
    )
    [event] = events(plan(sessions=(night,)), zone="Europe/Berlin")

    assert f"{event['dtend'].dt:%H:%M}" == "04:00"


@pytest.mark.parametrize(
    ("name", "has_rules"),
    [
        ("Europe/Berlin", True),
        ("Europe/Dublin", True),
        ("America/New_York", True),
        ("Australia/Lord_Howe", True),
        ("America/Santiago", False),
        ("Africa/Casablanca", False),
        ("Asia/Kolkata", False),
    ],
)
def test_a_calendar_that_reads_only_the_rules_is_right(name, has_rules):
    zone = ZoneInfo(name)
    raw = vtimezone(zone, date(2026, 11, 30), date(2027, 5, 30)).to_ical()
    told = Timezone.from_ical(raw).to_tz(lookup_tzid=False)

    assert (b"RRULE" in raw) is has_rules
    hour = datetime(2026, 10, 1, tzinfo=UTC)
    while hour < datetime(2027, 12, 1, tzinfo=UTC):
        wall = hour.astimezone(zone).replace(tzinfo=None)
        assert (
            wall.replace(tzinfo=told).utcoffset()
            == wall.replace(tzinfo=zone).utcoffset()
        ), wall
        hour += timedelta(hours=3)


def test_there_is_no_such_zone():
    for name in ("Mars/Olympus", "../etc/passwd", "America"):
        with pytest.raises(WrongInput, match=r"Choose one such as Europe/Berlin\."):
            written(zone=name)


def test_the_plan_exported_again_moves_its_events():
    before, after = events(version=1), events(moved(2), version=2)

    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert all(str(event["uid"]).endswith("@runlift") for event in after)
    assert {int(event["sequence"]) for event in before} == {1}
    assert {int(event["sequence"]) for event in after} == {2}
    assert after[0]["dtstart"].dt - before[0]["dtstart"].dt == timedelta(hours=2)


def test_the_same_plan_gives_the_same_file():
    how = {"zone": "Europe/Berlin", "reminder_min": 30}

    assert written(**how) == written(**how)
    assert {event["dtstamp"].dt for event in events(**how)} == {STAMP}
    assert {event["last-modified"].dt for event in events(**how)} == {STAMP}


def test_it_reminds_as_long_before_as_one_says():
    found = events(reminder_min=45)

    # A skipped session reminds nobody.
    assert [len(event.walk("VALARM")) for event in found] == [1, 1, 1, 1, 1, 0, 1]
    assert found[0].walk("VALARM")[0]["trigger"].dt == timedelta(minutes=-45)
    assert not any(event.walk("VALARM") for event in events())


def test_a_skipped_session_is_cancelled():
    states = [str(event["status"]) for event in events()]

    assert states == ["CONFIRMED"] * 5 + ["CANCELLED", "CONFIRMED"]


def test_lifts_and_runs_have_their_categories():
    told = {tuple(map(str, event["categories"].cats)) for event in events()}

    assert told == {("Runlift", "Strength"), ("Runlift", "Running")}
