"""Dates in the words of a dozen languages, with every kind of blank and half of the day."""

from datetime import datetime

import pandas as pd
import pytest

from runlift.importers.spoken_dates import moment, precision, wall_clock

NNBSP = "\u202f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oct 6, 2022, 11:19:20 PM", (2022, 10, 6, 23, 19, 20)),
        (f"Oct 6, 2022, 11:19:20{NNBSP}PM", (2022, 10, 6, 23, 19, 20)),
        ("Oct 6, 2022, 12:00:01 AM", (2022, 10, 6, 0, 0, 1)),
        ("22 May 2024, 08:19:26", (2024, 5, 22, 8, 19, 26)),
        ("09.12.2022, 15:24:49", (2022, 12, 9, 15, 24, 49)),
        ("23 jun. 2017 15:52:12", (2017, 6, 23, 15, 52, 12)),
        ("8 mrt 2017, 15:25:34", (2017, 3, 8, 15, 25, 34)),
        ("9 mei 2026, 00:03:01", (2026, 5, 9, 0, 3, 1)),
        (f"2 ago 2026, 12:20:32{NNBSP}p.m.", (2026, 8, 2, 12, 20, 32)),
        ("2 ene 2026, 1:20:32\xa0p. m.", (2026, 1, 2, 13, 20, 32)),
        ("27 juil. 2026, 16:00:47", (2026, 7, 27, 16, 0, 47)),
        ("1 févr. 2020 à 08:00:00", (2020, 2, 1, 8, 0, 0)),
        ("3 août 2021, 7:00:00", (2021, 8, 3, 7, 0, 0)),
        ("12 gen 2023, 09:08:07", (2023, 1, 12, 9, 8, 7)),
        ("12 set 2023, 09:08:07", (2023, 9, 12, 9, 8, 7)),
        ("5 de mar. de 2026, 10:11:12", (2026, 3, 5, 10, 11, 12)),
        ("5 de out. de 2026, 10:11:12", (2026, 10, 5, 10, 11, 12)),
        ("2 lip 2026, 16:00:47", (2026, 7, 2, 16, 0, 47)),
        ("14 paź 2023, 07:00:00", (2023, 10, 14, 7, 0, 0)),
        ("1. aug. 2026, 18.30.48", (2026, 8, 1, 18, 30, 48)),
        ("29. maj 2025, 05.06.07", (2025, 5, 29, 5, 6, 7)),
        ("2. des. 2022, 12:01:02", (2022, 12, 2, 12, 1, 2)),
        ("27 июл. 2026 г., 16:00:47", (2026, 7, 27, 16, 0, 47)),
        ("27 Tem 2026 16:00:47", (2026, 7, 27, 16, 0, 47)),
        ("lun., 30 juin 2014 7:03", (2014, 6, 30, 7, 3, 0)),
        ("2026-03-01 07:10:22", (2026, 3, 1, 7, 10, 22)),
        ("2026-03-01T07:10:22Z", (2026, 3, 1, 7, 10, 22)),
    ],
)
def test_dates_are_read_in_the_words_of_the_app(text, expected):
    assert moment(text) == datetime(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Feb 30, 2022, 1:00:00 PM",
        "Oct 6, 2022, 13:00:00 PM",
        "6 xyz 2022",
        "Dec 31, 1969, 11:59:59 PM",
    ],
)
def test_what_is_no_date_is_none(text):
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oct 6, 2022, 11:19:20 PM", "second"),
        ("lun., 30 juin 2014 7:03", "minute"),
        ("09.12.2022, 15:24", "minute"),
        ("2026-03-01", "day"),
        ("1. aug. 2026", "day"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text, expected):
    assert precision(text) == expected


def test_the_hour_that_happens_twice_is_shown_twice():
    utc = pd.Series(pd.to_datetime(["2026-10-25 00:30", "2026-10-25 01:30"]))

    shown = wall_clock(utc.astype("datetime64[us]"), "Europe/Berlin")

    assert shown.astype(str).tolist() == ["2026-10-25 02:30:00"] * 2
