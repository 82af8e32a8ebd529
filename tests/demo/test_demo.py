"""The demo athletes: their files are read like anybody's and look like a life."""

import functools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from runlift import demo
from runlift.demo import run_writers, writers
from runlift.demo.records import Activity, LiftSession, LiftSet
from runlift.exercises import matching
from runlift.importers import opening, recognise
from runlift.model import Answers

TODAY = date(2026, 11, 23)
FORMATS = {
    "Lena Birkner": ["strengthlog_old", "strengthlog", "garmin"],
    "Callum Wexley": ["strava", "hevy"],
    "Maya Tolland": ["fitnotes", "runkeeper"],
}


@functools.cache
def files(today=TODAY, seed=20261):
    """The athletes, made once for each day and seed."""
    return demo.files(today, seed)


def parse(content, timezone="UTC"):
    text, _ = opening.decode(content)
    importer = recognise(opening.head_of(text))
    return importer.slug, importer.parse(text, Answers(timezone=timezone))


def read_all(today, seed=20261):
    """What the importers make of every file, by format."""
    return dict(
        parse(content, athlete.timezone)
        for athlete in files(today, seed)
        for _, content in athlete.files
    )


@pytest.fixture(scope="module")
def parsed():
    return read_all(TODAY)


def weekly(moments):
    return moments.groupby(moments.dt.to_period("W-SUN")).size()


def ends(sessions):
    return sessions["start_local"] + pd.to_timedelta(sessions["duration_s"], unit="s")


def next_run_h(sessions, runs):
    """Hours from the end of each session to the next of these runs, by session start."""
    starts = runs["start_local"].sort_values()
    gaps = [
        (starts[starts > end].min() - end).total_seconds() / 3600
        for end in ends(sessions)
    ]
    return pd.Series(gaps, index=sessions["start_local"].to_numpy())


@pytest.mark.slow
def test_the_same_day_and_seed_give_the_same_bytes():
    assert demo.files(TODAY) == demo.files(TODAY)
    assert demo.files(TODAY, seed=1) != demo.files(TODAY, seed=2)


@pytest.mark.slow
def test_every_file_is_recognised_as_the_export_it_imitates():
    recognised = {
        athlete.name: [
            parse(content, athlete.timezone)[0] for _, content in athlete.files
        ]
        for athlete in files()
    }

    assert recognised == FORMATS


def test_nothing_is_rejected_but_one_truncated_row(parsed):
    rejected = {
        slug: [one.line for one in found.rejected] for slug, found in parsed.items()
    }
    lines = files()[2].files[0][1].count(b"\n") + 1

    assert rejected.pop("fitnotes") == [lines]
    assert not any(rejected.values())
    assert not any(found.questions for found in parsed.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "today",
    [TODAY, date(2026, 3, 29), date(2027, 1, 1), date(2028, 2, 29)],
    ids=str,
)
def test_two_years_end_in_the_running_week_whatever_day_it_is(today):
    monday = pd.Timestamp(today - timedelta(days=today.weekday()))
    found = read_all(today)

    for slugs in FORMATS.values():
        frames = [frame for s in slugs for frame in (found[s].sessions, found[s].runs)]
        moments = pd.concat([frame["start_local"] for frame in frames])
        assert monday <= moments.max() < pd.Timestamp(today) + pd.Timedelta(days=1)
        assert moments.min() - pd.Timestamp(today) < -pd.Timedelta(days=725)


@pytest.mark.slow
def test_within_a_week_a_later_export_only_adds():
    for early, late in zip(files(), files(TODAY + timedelta(days=5)), strict=True):
        for (_, before), (_, after) in zip(early.files, late.files, strict=True):
            lines = before.splitlines()
            complete = lines if before.endswith(b"\n") else lines[:-1]
            assert set(complete) <= set(after.splitlines())


def test_sessions_and_runs_a_week_are_what_such_athletes_do(parsed):
    lena = pd.concat(
        [parsed["strengthlog_old"].sessions, parsed["strengthlog"].sessions]
    )
    lena = lena["start_local"].dt.normalize().drop_duplicates()

    assert weekly(lena).mean() == pytest.approx(1.85, abs=0.2)
    assert weekly(parsed["garmin"].runs["start_local"]).mean() == pytest.approx(
        2.75, abs=0.3
    )
    assert weekly(parsed["hevy"].sessions["start_local"]).mean() == pytest.approx(
        2.8, abs=0.25
    )
    assert weekly(parsed["strava"].runs["start_local"]).mean() == pytest.approx(
        5.6, abs=0.4
    )
    assert weekly(parsed["runkeeper"].runs["start_local"]).mean() == pytest.approx(
        4.2, abs=0.4
    )
    assert 50 <= len(parsed["fitnotes"].sessions) <= 85


@pytest.mark.parametrize("slug", ["garmin", "strava", "runkeeper"])
def test_paces_hearts_and_hills_are_believable(parsed, slug):
    runs = parsed[slug].runs
    pace_s = runs["moving_s"] / (runs["distance_m"] / 1000)
    has_heart = slug != "runkeeper"

    assert pace_s.between(215, 560).all()
    assert (runs["ascent_m"] / runs["distance_m"]).max() < 0.07
    assert runs["avg_hr"].notna().all() == has_heart
    if has_heart:
        assert runs["avg_hr"].between(125, 188).all()
        assert (runs["max_hr"] > runs["avg_hr"]).all()
        assert runs["max_hr"].max() <= 191


def test_heart_rate_rises_with_pace(parsed):
    runs = parsed["strava"].runs
    speed = runs["distance_m"] / runs["moving_s"]

    assert speed.corr(runs["avg_hr"]) > 0.7


def test_strength_grows_and_not_in_a_straight_line(parsed):
    squats = parsed["hevy"].sets.merge(
        parsed["hevy"].sessions[["session_key", "start_local"]], on="session_key"
    )
    squats = squats[
        (squats["exercise_raw"] == "Squat (Barbell)") & (squats["kind"] == "normal")
    ]
    e1rm = squats["load_kg"] * (1 + (squats["reps"] + 10 - squats["rpe"]) / 30)
    quarterly = e1rm.groupby(squats["start_local"].dt.to_period("Q")).mean()

    assert 1.12 < quarterly.iloc[-1] / quarterly.iloc[0] < 1.35
    assert e1rm.groupby(squats["session_key"]).mean().diff().lt(0).mean() > 0.1
    assert (squats["load_kg"] % 2.5 == 0).all()
    assert squats["rpe"].notna().mean() > 0.85


def test_reserve_shrinks_within_a_six_week_cycle(parsed):
    sets = parsed["hevy"].sets.merge(
        parsed["hevy"].sessions[["session_key", "start_local"]], on="session_key"
    )
    squats = sets[
        (sets["exercise_raw"] == "Squat (Barbell)") & (sets["kind"] == "normal")
    ]
    effort = squats.groupby("reps")["rpe"].mean()

    # Sixes open the cycle, triples close it.
    assert effort[3] > effort[6] + 0.3


def test_warm_ups_supersets_dropsets_and_an_unknown_exercise_are_among_the_sets(parsed):
    sets = parsed["hevy"].sets

    assert {"normal", "warmup", "drop", "failure"} == set(sets["kind"])
    assert sets["superset"].notna().any()
    assert {"Step thing", "Warm Up"} <= set(sets["exercise_raw"])
    assert "Runner's special" in set(parsed["fitnotes"].sets["exercise_raw"])


def test_all_exercises_are_known_but_the_ones_that_nobody_can_know(parsed):
    names = {name for found in parsed.values() for name in found.sets["exercise_raw"]}
    matched = matching.match(sorted(names))
    unknown = set(matched.loc[matched["exercise_id"].isna(), "exercise_raw"])

    assert {"Runner's special", "Step thing"} <= unknown
    assert unknown <= {
        "Runner's special",
        "Step thing",
        "Step Up (Each Leg, Dumbbells)",
    }


def test_names_with_commas_survive(parsed):
    assert "Step Up (Each Leg, Dumbbells)" in set(
        parsed["fitnotes"].sets["exercise_raw"]
    )
    for slug in ("strengthlog", "strengthlog_old"):
        assert set(parsed[slug].sessions["title"]) == {
            "Basic Strength for Runners, Workout 1",
            "Basic Strength for Runners, Workout 2",
        }


def test_both_strengthlog_exports_tell_the_same_of_the_weeks_they_share(parsed):
    told = []
    for slug in ("strengthlog_old", "strengthlog"):
        found = parsed[slug]
        sets = found.sets.merge(
            found.sessions[["session_key", "start_local"]], on="session_key"
        )
        sets["day"] = sets["start_local"].dt.normalize()
        told.append(sets.set_index("day").sort_index())
    old, new = told
    first, last = new.index.min(), old.index.max()
    columns = ["exercise_raw", "set_no", "load_kg", "reps", "duration_s"]

    def shared(sets):
        part = sets.loc[first:last, columns].reset_index()
        return part.sort_values(["day", "set_no"]).reset_index(drop=True)

    assert pd.Timedelta(days=14) <= last - first <= pd.Timedelta(days=24)
    pd.testing.assert_frame_equal(shared(old), shared(new))


def test_body_weight_comes_with_the_strengthlog_files(parsed):
    mass = parsed["strengthlog"].body_mass["mass_kg"]

    assert len(mass) > 80
    assert mass.between(60, 67).all()


def test_london_mornings_stay_mornings_when_the_clocks_change(parsed):
    monday_hours = {
        (moment.month, moment.hour)
        for moment in parsed["strava"].runs["start_local"]
        if moment.day_of_week == 0
    }

    assert {hour for _, hour in monday_hours} <= {6, 7}
    assert {month for month, _ in monday_hours} == set(range(1, 13))


def test_one_hevy_session_was_on_the_watch_too(parsed):
    twins = parsed["strava"].sessions
    apart = (
        parsed["hevy"].sessions["start_local"] - twins["start_local"].iloc[0]
    ).abs()

    assert len(twins) == 1
    assert apart.min() < pd.Timedelta(minutes=3)


def test_races_are_run_and_some_long_runs_are_tagged(parsed):
    runs = parsed["strava"].runs
    races = runs[runs["source_tag"] == "race"]
    marathons = races[races["distance_m"] > 42_195]

    assert len(marathons) == 2
    assert (marathons["moving_s"] < 3 * 3600).all()
    assert (races["title"].str.contains("Half")).sum() == 3
    assert (runs["source_tag"] == "long").sum() > 10
    assert runs["title"].isin(["Morning Run", "Evening Run"]).mean() > 0.4


def test_the_marathoners_legs_meet_his_key_runs_less_often_lately(parsed):
    sessions, runs = parsed["hevy"].sessions, parsed["strava"].runs
    legs = sessions[sessions["title"] == "Lower Body Strength"]
    hard = runs[runs["max_hr"] >= 178]
    is_close = next_run_h(legs, hard) < 24
    lately = is_close.index >= pd.Timestamp(TODAY) - pd.Timedelta(weeks=8)

    assert is_close[~lately].mean() > 0.4
    assert is_close[lately].mean() < is_close[~lately].mean() - 0.1


def test_the_marathoner_trains_legs_on_the_eve_of_long_runs(parsed):
    sessions, runs = parsed["hevy"].sessions, parsed["strava"].runs
    spring = sessions[sessions["title"] == "Unilateral & Plyo"]

    assert (next_run_h(spring, runs[runs["distance_m"] > 20_000]) < 24).sum() >= 15


def test_the_beginner_has_few_conflicts(parsed):
    runs = parsed["garmin"].runs
    gaps = next_run_h(parsed["strengthlog"].sessions, runs[runs["distance_m"] > 9000])

    assert 1 <= (gaps < 24).sum() <= 8


def test_the_trail_runner_lifts_at_unknown_hours_with_two_long_gaps(parsed):
    sessions, runs = parsed["fitnotes"].sessions, parsed["runkeeper"].runs
    days = sessions["start_local"].sort_values()

    assert set(sessions["time_precision"]) == {"day"}
    assert (days.diff() > pd.Timedelta(weeks=10)).sum() == 2
    # A Friday of lifting before a Saturday of trail.
    assert (days.dt.day_of_week == 4).sum() >= 10
    assert (runs["distance_m"].max()) > 50_000


def test_a_strengthlog_line_with_a_comma_in_its_comment_is_quoted_as_a_whole():
    done = LiftSet("Squat", 5, 60.0, note='"Deep", at last', done_s=300)
    session = LiftSession(datetime(2026, 5, 4, 18), 3600, "Legs, etc.", (done,))

    _, found = parse(writers.strengthlog([session], ZoneInfo("Europe/Berlin")))

    assert found.rejected == ()
    assert found.sets["note"].tolist() == ['"Deep", at last']
    assert found.sessions["title"].tolist() == ["Legs, etc."]
    assert found.sessions["start_utc"].tolist() == [pd.Timestamp(2026, 5, 4, 16)]


def test_a_strava_row_has_103_columns_and_tells_utc():
    run = Activity("run", datetime(2026, 7, 1, 6, 30), "Easy", 1800, 1805, 6000.0)
    content = run_writers.strava([run], ZoneInfo("Europe/London"), {})

    _, found = parse(content, "Europe/London")

    assert content.decode().splitlines()[0].count(",") == 102
    assert b'"Jul 1, 2026, 5:30:00 AM"' in content
    assert found.runs["start_local"].tolist() == [pd.Timestamp(2026, 7, 1, 6, 30)]
