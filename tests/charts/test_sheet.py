"""Dates, numbers, safe text and thinning."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from runlift import units
from runlift.charts import sheet
from runlift.charts.theme import Look


def test_days_are_written_as_people_say_them():
    assert units.day_text(date(2026, 11, 2)) == "2 Nov"
    assert sheet.long_day_text(pd.Timestamp("2026-03-12")) == "12 Mar 2026"


@pytest.mark.parametrize(
    ("hour", "shown"), [(6.5, "6:30"), (18, "18:00"), (23.9999, "0:00"), (0, "0:00")]
)
def test_hours_are_written_as_a_clock_shows_them(hour, shown):
    assert sheet.clock_text(hour) == shown


def test_one_is_not_many():
    assert sheet.count_text(1, "run") == "1 run"
    assert sheet.count_text(0, "run") == "0 runs"
    assert sheet.listed(["a", "b", "c"]) == "a, b and c"
    assert sheet.listed(["a"]) == "a"


def test_a_change_has_a_sign():
    assert sheet.change_text(2.5) == "+2.5"
    assert sheet.change_text(-0.46) == "−0.5"


def test_text_is_escaped_cut_and_put_on_one_line():
    assert sheet.safe("5 < 6 & <b>7</b>\nx") == "5 &lt; 6 &amp; &lt;b&gt;7&lt;/b&gt; x"
    assert sheet.short("a long name", 6) == "a lon…"
    assert sheet.short(None) == sheet.short(float("nan")) == ""


def test_cutting_happens_before_escaping():
    assert sheet.safe("<<<<", 3) == "&lt;&lt;…"


def test_a_short_series_is_not_thinned():
    assert sheet.thinned(np.arange(5.0), limit=10).tolist() == [0, 1, 2, 3, 4]


def test_thinning_keeps_ends_peaks_and_what_it_is_told_to():
    values = np.sin(np.arange(9000) / 50)
    values[4321], values[1234] = 9, -9

    kept = sheet.thinned(values, keep=[77, 8000])

    assert len(kept) <= sheet.MAX_POINTS
    assert {0, 77, 1234, 4321, 8000, 8999} <= set(kept.tolist())
    assert (np.diff(kept) > 0).all()


def test_thinning_stays_within_the_limit_when_everything_is_to_be_kept():
    kept = sheet.thinned(np.arange(5000.0), keep=range(5000), limit=100)

    assert len(kept) <= 100
    assert 4999 in kept


def test_thinning_bears_missing_values():
    values = np.full(3000, np.nan)
    values[::2] = 1.0

    assert len(sheet.thinned(values)) <= sheet.MAX_POINTS


def test_quantities_come_in_the_athletes_unit():
    kilograms, metres = pd.Series([100.0, None]), pd.Series([16093.44])

    assert sheet.loads(kilograms, Look(weight_unit="lb"))[0] == pytest.approx(220.4623)
    assert np.isnan(sheet.loads(kilograms, Look())[1])
    assert sheet.distances(metres, Look(distance_unit="mi"))[0] == pytest.approx(10)
    assert sheet.distances(metres, Look())[0] == pytest.approx(16.09344)


def test_missing_flags_are_false():
    flags = pd.Series([True, pd.NA, False, None], dtype="boolean")

    assert sheet.flags(flags).tolist() == [True, False, False, False]
