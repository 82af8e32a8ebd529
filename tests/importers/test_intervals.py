"""intervals.icu: both clocks, SI units, and tags from three columns."""

import pytest
from tests.importers.reading import column, parse, slugs_claiming

from runlift.errors import UnreadableFile

NAMES = (
    "id,start_date_local,start_date,type,name,distance,moving_time,average_cadence,"
    "workout_type,sub_type,race,trainer,icu_rpe,icu_training_load\n"
)


def run(
    local="2026-03-08T08:02:11", utc="2026-03-08T07:02:11Z", cadence="84.5", tags=",,,"
):
    return NAMES + f"i1,{local},{utc},Run,Easy,10000,3000,{cadence},{tags},4,50\n"


@pytest.mark.parametrize(
    "utc", ["2026-03-08T07:02:11Z", "2026-03-08T07:02:11", "2026-03-08T07:02:11+00:00"]
)
def test_the_instant_is_read_however_its_zone_is_written(utc):
    parsed = parse(run(utc=utc))

    assert [one.isoformat() for one in parsed.runs["start_utc"]] == [
        "2026-03-08T07:02:11"
    ]
    assert column(parsed.runs, "tz_source") == ["offset"]


@pytest.mark.parametrize("utc", ["", "noon", "2026-03-10T07:02:11Z"])
def test_without_a_believable_instant_the_wall_clock_stands_alone(utc):
    parsed = parse(run(utc=utc))

    assert parsed.runs["start_utc"].isna().all()
    assert column(parsed.runs, "tz_source") == ["wall"]
    assert len(parsed.runs) == 1


def test_a_day_that_is_another_one_in_utc_is_the_local_day():
    parsed = parse(run("2026-01-01T06:30:00", "2025-12-31T17:30:00Z"))

    assert column(parsed.runs, "tz_source") == ["offset"]
    assert parsed.runs["start_local"].dt.year.tolist() == [2026]


@pytest.mark.parametrize(("written", "steps"), [("84.5", 169.0), ("171", 171.0)])
def test_cadence_counts_one_leg(written, steps):
    assert column(parse(run(cadence=written)).runs, "cadence_spm") == [steps]


@pytest.mark.parametrize(
    ("tags", "said", "surface"),
    [
        ("1,,,", "race", None),
        ("2.0,,,", "long", None),
        ("3,,,", "workout", None),
        (",RACE,,", "race", None),
        (",,true,", "race", None),
        ("12,WARMUP,false,true", None, "treadmill"),
    ],
)
def test_what_a_run_was_stands_in_one_of_three_columns(tags, said, surface):
    runs = parse(run(tags=tags)).runs

    assert column(runs, "source_tag") == [said]
    assert column(runs, "surface") == [surface]


def test_it_is_not_taken_for_strava():
    assert slugs_claiming(run()) == ["intervals"]


def test_a_header_alone_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="no rows"):
        parse(NAMES)
