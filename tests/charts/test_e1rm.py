"""Strength charts: no line across a gap, honest dots, the athlete's unit."""

import numpy as np
import pandas as pd
import pytest

from runlift.charts import e1rm, e1rm_small, sheet
from runlift.charts.strength_line import GAP, breaks, broken, thinned_breaks
from runlift.charts.theme import Look

DAYS = np.array(["2026-01-01", "2026-01-08", "2026-03-10"], "datetime64[D]")
NO_STATES = e1rm_small.example()["states"].iloc[:0]
SAME = np.array(["Squat"] * 3, object)


def sessions(**columns):
    return e1rm.example()["sessions"].assign(**columns)


def drawn(frame, look=None):
    phases = e1rm.example()["phases"].iloc[:0]
    return e1rm.figure(look or Look(), sessions=frame, phases=phases)


def lines(figure):
    return [one for one in figure.data if one.mode == "lines" and one.fill is None]


def bands(figure):
    return [one for one in figure.data if one.fill == "toself"]


def test_a_line_stops_before_a_gap_of_more_than_six_weeks():
    assert breaks(DAYS, SAME).tolist() == [2]
    x, y = broken(DAYS, np.array([1.0, 2.0, 3.0]), breaks(DAYS, SAME))

    assert x == ["2026-01-01", "2026-01-08", "2026-03-10", "2026-03-10"]
    assert np.isnan(y[2])
    assert y[[0, 1, 3]].tolist() == [1.0, 2.0, 3.0]


def test_a_gap_of_exactly_six_weeks_is_none():
    days = np.array(["2026-01-01"], "datetime64[D]")
    two = np.concatenate([days, days + GAP])

    assert breaks(two, SAME[:2]).size == 0
    assert breaks(np.concatenate([days, days + GAP + 1]), SAME[:2]).tolist() == [1]


def test_a_line_never_runs_into_another_exercise():
    days = np.array(["2026-01-01", "2026-01-02"], "datetime64[D]")

    assert breaks(days, np.array(["Squat", "Press"], object)).tolist() == [1]


def test_thinning_neither_loses_nor_invents_a_gap():
    kept = np.array([0, 5, 9])

    assert thinned_breaks(np.array([4]), kept).tolist() == [1]
    assert thinned_breaks(np.array([3, 4, 9]), kept).tolist() == [1, 2]
    assert thinned_breaks(np.array([], int), kept).tolist() == []


def test_the_example_has_one_gap_in_each_line():
    figure = e1rm.figure(Look(), **e1rm.example())

    assert [int(np.isnan(line.y).sum()) for line in lines(figure)] == [1, 1]


def test_a_daily_log_of_years_has_no_gap_after_thinning():
    days = pd.date_range("2010-01-01", periods=5000)
    frame = pd.DataFrame(
        {
            "day": days,
            "exercise": "Squat",
            "e1rm_kg": 100 + np.sin(np.arange(5000)),
            "load_kg": 80.0,
            "reps": 5.0,
            "effective_reps": 6.0,
            "quality": 1.0,
            "is_lower_bound": False,
            "is_pr": False,
            "rolling_best_kg": 101.0,
            "ewma_kg": 100.0,
            "level_low_kg": 98.0,
            "level_high_kg": 102.0,
        }
    )
    figure = drawn(frame)

    assert not np.isnan(lines(figure)[0].y).any()
    assert len(lines(figure)[0].y) <= sheet.MAX_POINTS
    assert len(bands(figure)[0].y) <= sheet.MAX_POINTS


def test_the_less_sure_a_session_the_smaller_and_paler_its_dot():
    frame = sessions(is_pr=False, quality=[1.0] + [0.25] * 11)
    dots = drawn(frame).data[3]

    assert dots.marker.size[0] > dots.marker.size[1]
    assert dots.marker.opacity[0] > dots.marker.opacity[1]


def test_a_lower_bound_is_hollow_and_says_at_least():
    frame = sessions(is_pr=False, is_lower_bound=[True] + [False] * 11)
    dots = drawn(frame).data[3]

    assert dots.marker.symbol[:2].tolist() == [100, 0]
    assert "at least 94.0 kg" in dots.hovertext[0]
    assert "at least" not in dots.hovertext[1]


def test_the_hover_tells_the_whole_story_in_two_lines():
    dots = drawn(sessions(is_pr=False)).data[3]

    assert dots.hovertext[0] == (
        "<b>2 Mar 2026: 94.0 kg</b><br>79.9 kg × 5, 6 to the limit, solid estimate"
    )


def test_pounds_are_shown_to_those_who_lift_pounds():
    look = Look(weight_unit="lb")
    figure = e1rm.figure(look, **e1rm.example())

    assert figure.layout.yaxis.ticksuffix == " lb"
    assert "207.2 lb" in figure.data[3].hovertext[0]
    assert "228.2 lb" in e1rm.describe(look, **e1rm.example())


def test_of_records_close_together_only_the_newest_is_named():
    frame = sessions(is_pr=True, e1rm_kg=np.linspace(100, 100.1, 12))
    labels = drawn(frame).data[4].text

    assert labels[-1] == "PR"
    assert 0 < list(labels).count("PR") < 12


def test_sessions_without_an_estimate_are_left_out():
    frame = sessions(e1rm_kg=[np.nan] * 11 + [100.0])

    assert "1 session from 24 Aug 2026" in e1rm.describe(
        sessions=frame, phases=e1rm.example()["phases"]
    )
    drawn(frame)


def test_missing_trend_lines_do_not_hurt():
    frame = sessions(
        rolling_best_kg=np.nan,
        ewma_kg=np.nan,
        level_low_kg=np.nan,
        level_high_kg=np.nan,
    )

    assert not drawn(frame).layout.annotations


def test_small_multiples_show_the_nine_most_trained():
    base = e1rm_small.example()["sessions"]
    many = pd.concat(
        [base[base["exercise"] == "Back squat"].head(3 + i).assign(exercise=f"E{i}") for i in range(9)]
        + [base[base["exercise"] == "Back squat"].assign(exercise="Most")],
        ignore_index=True,
    )  # fmt: skip
    figure = e1rm_small.figure(Look(), sessions=many, states=NO_STATES)
    names = [note.text for note in figure.layout.annotations[::2]]

    assert len(names) == 9
    assert names[0] == "<b>Most</b>"
    assert "<b>E0</b>" not in names


def test_small_multiples_share_the_dates_and_state_the_unit_once():
    figure = e1rm_small.figure(Look(), **e1rm_small.example())
    axes = [figure.layout.yaxis, figure.layout.yaxis2]

    assert {axis.anchor for axis in axes} == {"x"}
    assert [axis.showticksuffix for axis in axes] == ["last", "none"]
    assert axes[0].range != axes[1].range


def test_the_band_is_closed_before_the_gap_and_begun_again_after_it():
    band = bands(e1rm.figure(Look(), **e1rm.example()))[0]

    # Five sessions there and back, a gap, seven there and back, an end.
    assert [place for place, x in enumerate(band.x) if x is None] == [10, 25]
    assert [band.y[0], band.y[8]] == pytest.approx([96.82, 92.64], abs=0.01)


def test_other_repetitions_are_marked_on_their_day_and_told():
    figure = e1rm.figure(Look(), **e1rm.example())

    assert figure.layout.shapes[0].x0 == "2026-07-09"
    assert " 4-6 reps" in {note.text for note in figure.layout.annotations}
    assert "Since 9 Jul 2026 in sets of 4-6 instead of 7-10 repetitions." in (
        e1rm.describe(**e1rm.example())
    )


def test_strength_may_be_told_as_multiples_of_the_body():
    look = Look(weight_unit="lb", is_relative=True)
    numbers = {"e1rm_kg": 1.5, "rolling_best_kg": 1.6, "ewma_kg": 1.5}
    frame = sessions(**numbers, level_low_kg=1.4, level_high_kg=1.6, load_kg=100)
    figure = drawn(frame, look)

    assert figure.layout.yaxis.ticksuffix == " ×"
    assert "1.50 × body mass" in figure.data[3].hovertext[0]
    # The set itself stays in the athlete's unit.
    assert "220.5 lb × 5" in figure.data[3].hovertext[0]


def test_small_multiples_say_the_state_in_a_word():
    figure = e1rm_small.figure(Look(), **e1rm_small.example())
    right = [note.text for note in figure.layout.annotations[1::2]]

    assert right[0].startswith("progressing · 103.5 kg · +")
    assert right[1].startswith("plateau · 61.0 kg")
