"""Best efforts over each distance, and records against earlier runs only."""

from datetime import date

import pandas as pd
import pytest
from tests.runs import NO_EFFORTS, POLICY, efforts, judged, run_at

from runlift.model import Window
from runlift.transforms.best_efforts import best_efforts, bests, within_days

RUNS = (
    run_at("2026-09-01 07:00", 60, 10.4, title="First"),
    run_at("2026-10-01 07:00", 62, 10.4, title="Slower"),
    run_at("2026-11-01 07:00", 58, 10.4, title="Faster"),
)
BESTS = (
    {1000.0: 240, 5000.0: 1300},
    {1000.0: 230, 5000.0: 1310},
    {1000.0: 235, 5000.0: 1290},
)


def over(found, metres):
    return found[found["distance_m"] == metres]


def test_a_record_beats_every_earlier_run_and_the_first_is_none():
    runs = judged(*RUNS)
    found = best_efforts(runs, efforts(runs, BESTS), POLICY)

    assert over(found, 1000.0)["is_record"].tolist() == [False, True, False]
    assert over(found, 5000.0)["is_record"].tolist() == [False, False, True]
    assert over(found, 5000.0)["before_s"].tolist()[1:] == [1300, 1300]


def test_a_later_faster_run_takes_no_record_away():
    runs = judged(*RUNS)
    early = best_efforts(runs.iloc[:2], efforts(runs, BESTS), POLICY)
    whole = best_efforts(runs, efforts(runs, BESTS), POLICY)

    later = whole[whole["day"] < "2026-11-01"].reset_index(drop=True)
    pd.testing.assert_frame_equal(later, early)


def test_the_order_of_the_rows_does_not_matter():
    runs = judged(*RUNS)
    known = efforts(runs, BESTS)

    pd.testing.assert_frame_equal(
        best_efforts(runs.iloc[::-1], known.iloc[::-1], POLICY),
        best_efforts(runs, known, POLICY),
    )


def test_an_unknown_distance_is_missing_and_not_a_time_of_zero():
    runs = judged(*RUNS)
    found = best_efforts(runs, efforts(runs, BESTS), POLICY)

    assert set(found["distance_m"]) == {1000.0, 5000.0}
    assert (found["seconds"] > 0).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("km", "tag", "counts"),
    [
        (10.0, "", True),
        (10.29, "", True),
        (10.31, "", False),
        (9.9, "", False),
        (9.9, "race", True),
        (9.7, "race", False),
    ],
)
def test_without_a_recording_a_run_over_just_the_distance_counts(km, tag, counts):
    runs = judged(run_at("2026-11-01 07:00", 50, km, tag=tag))
    found = over(best_efforts(runs, NO_EFFORTS, POLICY), 10000.0)

    assert found["seconds"].tolist() == ([3000.0] if counts else [])
    assert found["is_whole_run"].all()


def test_a_recorded_stretch_goes_before_the_whole_run():
    runs = judged(run_at("2026-11-01 07:00", 50, 10.1))
    found = over(best_efforts(runs, efforts(runs, [{10000.0: 2950}]), POLICY), 10000.0)

    assert found["seconds"].tolist() == [2950]
    assert not found["is_whole_run"].any()


def test_the_clock_of_a_whole_run_does_not_stop():
    runs = judged(run_at("2026-11-01 07:00", 50, 10.1)).assign(elapsed_s=3300.0)

    assert best_efforts(runs, NO_EFFORTS, POLICY)["seconds"].tolist() == [3300]


def test_a_watch_that_ran_on_is_not_believed():
    runs = judged(run_at("2026-11-01 07:00", 50, 10.1)).assign(elapsed_s=90_000.0)

    assert best_efforts(runs, NO_EFFORTS, POLICY)["seconds"].tolist() == [3000]


def test_the_table_has_ever_and_the_window_side_by_side():
    runs = judged(*RUNS)
    window = Window(date(2026, 11, 1), date(2026, 11, 30))
    found = bests(best_efforts(runs, efforts(runs, BESTS), POLICY), window)
    one, five = found.to_dict("records")

    assert (one["seconds"], one["title"], one["window_s"]) == (230, "Slower", 235)
    assert (five["seconds"], five["window_title"]) == (1290, "Faster")


def test_ever_ends_with_the_window():
    runs = judged(*RUNS)
    window = Window(date(2026, 9, 1), date(2026, 9, 30))
    found = bests(best_efforts(runs, efforts(runs, BESTS), POLICY), window)

    assert found["seconds"].tolist() == [240, 1300]
    assert found["window_s"].tolist() == [240, 1300]


def test_no_runs_are_no_efforts():
    found = best_efforts(judged(*RUNS).iloc[:0], NO_EFFORTS, POLICY)
    window = Window(date(2026, 1, 1), date(2026, 12, 31))

    assert found.empty and bests(found, window).empty
    assert within_days(found, window).empty
