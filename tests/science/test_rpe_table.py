"""The percentage chart, against the rows printed in it."""

import math

import pytest

from runlift.science.rpe_table import percent_of_1rm


@pytest.mark.parametrize(
    ("rpe", "row"),
    [
        (10, (100, 95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9, 71.7, 69.5)),
        (9.5, (97.8, 93.9, 90.7, 87.8, 85.0, 82.4, 79.9, 77.4, 75.1, 72.8, 70.6)),
        (9, (95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9, 71.7, 69.5)),
    ],
)
def test_the_printed_rows(rpe, row):
    found = percent_of_1rm(range(1, len(row) + 1), rpe)
    # Half an RPE is the mean of its neighbours; print has one decimal.
    assert found.tolist() == pytest.approx(row, abs=0.11)


def test_beyond_the_table_there_is_nothing():
    found = percent_of_1rm([12, 13, 0, 5], [9, 10, 10, 2])
    assert [math.isnan(one) for one in found] == [True] * 4
