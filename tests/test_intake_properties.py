"""What holds for any log, however it is cut into files and in whatever order they come."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from tests import fitfiles, logs  # noqa: E402
from tests.fuzzing import Here  # noqa: E402

from runlift import frames, intake  # noqa: E402
from runlift.store import Store, athletes, uploads  # noqa: E402

pytestmark = pytest.mark.slow

FIRST = datetime(2026, 9, 7)
QUICK = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
VIEWS = (
    "current_lift_session", "current_lift_set", "current_run", "current_body_mass",
    "run_stream", "run_summary", "run_lap",
)  # fmt: skip
OF_THE_FILE = ("upload_id", "upload_no", "source_file", "line", "source_files")
"""Says which file a record came from; all else is the record's."""

EXERCISES = (logs.SQUAT, logs.BENCH, "Romanian Deadlift (Barbell)")


@st.composite
def lift_days(draw):
    """Sessions by day, each with a few sets."""
    days = draw(st.lists(st.integers(0, 60), min_size=1, max_size=6, unique=True))
    made = {}
    for day in sorted(days):
        start = FIRST + timedelta(days=day, hours=draw(st.integers(6, 20)))
        sets = [
            one
            for exercise in draw(
                st.lists(st.sampled_from(EXERCISES), min_size=1, max_size=3)
            )
            for one in logs.sets(
                exercise,
                n=draw(st.integers(1, 3)),
                load=draw(st.integers(20, 180)),
                reps=draw(st.integers(1, 12)),
            )
        ]
        made[day] = logs.lift(start, *sets, minutes=draw(st.integers(20, 90)))
    return made


@st.composite
def run_days(draw):
    """Runs by day: start, minutes, kilometres."""
    days = draw(st.lists(st.integers(0, 60), min_size=1, max_size=6, unique=True))
    return {
        day: (
            FIRST + timedelta(days=day, hours=draw(st.integers(5, 21))),
            minutes := draw(st.integers(20, 60)),
            round(minutes / draw(st.floats(4.5, 7.0)), 2),
        )
        for day in sorted(days)
    }


def strava(runs):
    return logs.strava(*(logs.run(*one) for one in runs.values()))


def garmin(runs):
    """The same runs as the watch's own list has them."""
    return logs.garmin(*(logs.watch(*one) for one in runs.values()))


def recording(run):
    start, minutes, km = run
    return fitfiles.run(
        f"{start:%Y-%m-%d %H:%M}",
        minutes,
        km * 1000 / 60 / minutes,
        every=20,
        offset_h=0,
    )


@st.composite
def files(draw):
    """Files of one life: lifting, runs from two places, some recordings."""
    lifts, runs = draw(lift_days()), draw(run_days())
    recorded = draw(st.lists(st.sampled_from(sorted(runs)), max_size=2, unique=True))
    made = [logs.hevy(*lifts.values()), strava(runs)]
    if draw(st.booleans()):
        made.append(garmin(runs))
    return made + [recording(runs[day]) for day in recorded]


class Log:
    """A store in memory and its athlete, who has the same name and ids in each."""

    def __init__(self):
        self.store = Store()
        self.athlete = athletes.new(
            self.store, "Ana", logs.NOW, timezone="UTC", is_timezone_known=True
        )
        athletes.write(self.store, self.athlete, logs.NOW)
        self._folder = tempfile.TemporaryDirectory()
        self._hours = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.store.close()
        self._folder.cleanup()

    def keep(self, *contents):
        """Dropped together; the next ones come an hour later."""
        self._hours += 1
        now = logs.NOW + timedelta(hours=self._hours)
        looks = intake.preview(
            self.store,
            self.athlete,
            [intake.Offered(f"{place}", one) for place, one in enumerate(contents)],
            now,
            work=Here(Path(self._folder.name)),
        )
        receipts = intake.keep(self.store, looks, now)
        assert {one.status for one in receipts} <= {"imported"}, receipts
        return receipts

    def undo(self, receipt):
        uploads.undo(self.store, self.athlete.athlete_id, receipt.upload_id, logs.NOW)

    def training(self):
        found = frames.training(self.store, self.athlete)
        return {name: plain(frame) for name, frame in found.items()}

    def state(self):
        """Everything that is current."""
        with self.store.cursor() as cursor:
            return {
                view: plain(cursor.execute(f"select * from {view}").df())
                for view in VIEWS[:4]
            }

    def samples(self):
        with self.store.cursor() as cursor:
            return cursor.execute(
                "select run_id, len(time_s) from current_run join run_stream "
                "using (run_id, stream_version) order by all"
            ).fetchall()


def plain(frame):
    """The rows in an order of their own, without the names of files."""
    kept = frame.drop(columns=[one for one in OF_THE_FILE if one in frame])
    rows = [
        tuple("" if _is_missing(value) else str(value) for value in row)
        for row in kept.itertuples(index=False)
    ]
    return [kept.columns.tolist(), *sorted(rows)]


def _is_missing(value):
    return value is None or (pd.api.types.is_scalar(value) and pd.isna(value))


@QUICK
@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_imports_does_not_matter(contents, chance):
    other = list(contents)
    chance.shuffle(other)
    with Log() as one, Log() as two:
        one.keep(*contents)
        two.keep(*other)

        assert one.training() == two.training()
        assert one.samples() == two.samples()


@QUICK
@given(lift_days(), run_days(), st.integers(0, 60))
def test_this_months_export_after_last_months_is_this_months_alone(lifts, runs, day):
    before_lifts = [lift for at, lift in lifts.items() if at <= day]
    before_runs = {at: run for at, run in runs.items() if at <= day}
    earlier = [logs.hevy(*before_lifts)] * bool(before_lifts)
    earlier += [strava(before_runs)] * bool(before_runs)
    later = [logs.hevy(*lifts.values()), strava(runs)]
    with Log() as one, Log() as two:
        one.keep(*earlier)
        one.keep(*later)
        two.keep(*later)

        assert one.training() == two.training()


@QUICK
@given(files(), files())
def test_undo_is_the_inverse_of_an_import(before, more):
    with Log() as log:
        log.keep(*before)
        state, samples = log.state(), log.samples()

        for receipt in reversed(log.keep(*more)):
            if receipt.upload_id:
                log.undo(receipt)

        assert log.state() == state
        assert log.samples() == samples


@QUICK
@given(files())
def test_the_same_files_twice_add_nothing(contents):
    with Log() as log:
        log.keep(*contents)
        state = log.state()

        again = log.keep(*contents)

        assert [(one.new, one.updated) for one in again] == [(0, 0)] * len(again)
        assert {one.upload_id for one in again} == {None}
        assert log.state() == state
