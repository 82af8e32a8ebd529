"""Real running exports, counted a second time with the csv module alone."""

import csv

import pytest

from runlift.importers import opening, recognise
from runlift.model import Answers

STRAVA = (
    "strava/en_2014-2025_MIT_large.csv",
    "strava/en_2023_small_MIT.csv",
    "strava/full_export_tree_MIT/activities.csv",
)


def read(path):
    text, notes = opening.decode(path.read_bytes())
    assert not notes
    importer = recognise(opening.head_of(text))
    return importer.slug, importer.parse(text, Answers(timezone="UTC"))


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def seconds(text):
    parts = text.replace(",", ".").split(":")
    return sum(float(part) * 60**place for place, part in enumerate(reversed(parts)))


def check(parsed, *, runs, metres, moving, lifts):
    assert not parsed.rejected
    assert len(parsed.runs) == runs
    assert len(parsed.sessions) == lifts
    assert parsed.runs["distance_m"].sum() == pytest.approx(metres)
    assert parsed.runs["moving_s"].sum() == pytest.approx(moving)


@pytest.mark.parametrize("name", STRAVA)
def test_strava_counts_twice_the_same(exports, name):
    path = exports / name
    if not path.is_file():
        pytest.skip("this export is not here")
    slug, parsed = read(path)
    ran = [row for row in rows(path) if row[3] in ("Run", "Trail Run", "Virtual Run")]

    assert slug == "strava"
    check(
        parsed,
        runs=len(ran),
        metres=sum(float(row[17]) for row in ran),
        moving=sum(float(row[16]) for row in ran),
        lifts=sum(row[3] == "Weight Training" for row in rows(path)),
    )
    assert parsed.runs["source_id"].tolist() == [row[0] for row in ran]


def test_strava_s_eleven_years_hold_what_was_counted_by_hand(exports):
    _, parsed = read(exports / STRAVA[0])

    assert len(parsed.runs) == 643
    assert str(parsed.runs["start_utc"].min()) == "2016-10-10 20:55:48"
    assert "1,202 other activities" in parsed.notes[0]
    assert parsed.runs["elapsed_s"].isna().sum() == 4


def test_garmin_s_decimal_commas_count_twice_the_same(exports):
    path = exports / "garmin_csv" / "en_headers_decimal-comma_2026_MIT.csv"
    slug, parsed = read(path)
    ran = [row for row in rows(path) if row[0].endswith("Running")]

    assert slug == "garmin"
    assert not parsed.questions
    check(
        parsed,
        runs=len(ran),
        metres=sum(float(row[4].replace(".", "").replace(",", ".")) for row in ran)
        * 1000,
        moving=sum(
            seconds(row[6] if row[32].startswith("--") else row[32]) for row in ran
        ),
        lifts=0,
    )
    assert parsed.runs["source_id"].is_unique


def test_runkeeper_s_miles_count_twice_the_same(exports):
    path = exports / "runkeeper" / "mi_2011-2013_MIT.csv"
    slug, parsed = read(path)
    ran = [row for row in rows(path) if row[1] == "Running"]

    assert slug == "runkeeper"
    check(
        parsed,
        runs=len(ran),
        metres=sum(float(row[3]) for row in ran) * 1609.344,
        moving=sum(seconds(row[4]) for row in ran),
        lifts=0,
    )
