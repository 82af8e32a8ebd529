"""The usual running week, from logs with known habits."""

from datetime import date, timedelta

from tests.runs import POLICY, judged, run_at

from runlift.transforms.running_week import running_week

LAST = date(2026, 11, 22)
"""A Sunday; the eight weeks before it begin on 28 September."""


def weekly(day, clock, minutes, km, tag="", weeks=8, every=1):
    """A run on one weekday (Monday is 0) of every so many weeks."""
    first = date(2026, 9, 28) + timedelta(days=day)
    return [
        run_at(f"{first + timedelta(weeks=at):%Y-%m-%d} {clock}", minutes, km, tag=tag)
        for at in range(0, weeks, every)
    ]


def found(*groups, last=LAST):
    runs = sorted((one for group in groups for one in group), key=str)
    return running_week(judged(*runs), last, POLICY)


def rows(frame):
    return list(
        frame[["day", "slot", "start_h", "run_class"]].itertuples(
            index=False, name=None
        )
    )


def test_what_is_done_every_week_is_the_usual_week():
    usual = found(
        weekly(1, "06:30", 60, 12, "workout"),
        weekly(2, "18:10", 40, 7),
        weekly(6, "09:00", 120, 20, "long"),
    )

    assert rows(usual) == [
        (1, "AM", 6.5, "key"),
        (2, "PM", 18.25, "easy"),
        (6, "AM", 9.0, "long"),
    ]
    assert usual["hours"].tolist() == [1.0, 0.67, 2.0]
    assert usual["weeks"].tolist() == [8, 8, 8]


def test_a_run_just_before_noon_or_midnight_stays_in_its_half_of_its_day():
    usual = found(weekly(1, "11:56", 50, 9), weekly(3, "23:55", 50, 9))

    assert rows(usual) == [(1, "AM", 11.75, "easy"), (3, "PM", 23.75, "easy")]


def test_a_run_in_fewer_than_half_of_the_weeks_is_no_habit():
    usual = found(weekly(1, "07:00", 50, 9), weekly(3, "07:00", 50, 9, every=3))

    assert [row[0] for row in rows(usual)] == [1]


def test_a_long_run_that_wanders_is_where_it_was_most_often():
    saturdays = weekly(5, "09:00", 120, 20, "long", every=3)
    sundays = [
        one for at, one in enumerate(weekly(6, "09:00", 120, 20, "long")) if at % 3 == 1
    ]
    fridays = [
        one for at, one in enumerate(weekly(4, "09:00", 120, 20, "long")) if at % 3 == 2
    ]
    usual = found(weekly(1, "07:00", 50, 9), saturdays, sundays, fridays)

    assert [(row[0], row[3]) for row in rows(usual)] == [(1, "easy"), (5, "long")]


def test_races_are_no_habit():
    usual = found(weekly(1, "07:00", 50, 9), weekly(6, "10:00", 45, 10, "race"))

    assert [row[3] for row in rows(usual)] == ["easy"]


def test_weeks_without_any_run_do_not_count():
    away = [one for at, one in enumerate(weekly(1, "07:00", 50, 9)) if at >= 6]

    usual = found(away)

    assert usual[["weeks", "of_weeks"]].to_numpy().tolist() == [[2, 2]]


def test_an_empty_log_has_no_usual_week():
    assert found(weekly(1, "07:00", 50, 9), last=date(2025, 1, 1)).empty
