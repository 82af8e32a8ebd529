"""One run against the longest before: the groups and figures of the cohort."""

import numpy as np
import pytest

from runlift.science.single_run import COHORT, LOOKS_BACK_DAYS, step_of


@pytest.mark.parametrize(
    ("ratio", "step"),
    [
        (0.5, "usual"),
        (1.10, "usual"),
        (1.1001, "small"),
        (1.30, "small"),
        (1.3001, "moderate"),
        (2.0, "moderate"),
        (2.0001, "large"),
        (np.nan, "returning"),
    ],
)
def test_the_groups_are_those_of_the_study(ratio, step):
    assert step_of([ratio]).tolist() == [step]


def test_the_figures_are_those_of_the_study():
    found = {
        step: (float(one.ratio), float(one.low), float(one.high))
        for step, one in COHORT.items()
    }

    assert found == {
        "small": (1.64, 1.31, 2.05),
        "moderate": (1.52, 1.16, 2.00),
        "large": (2.28, 1.50, 3.48),
    }
    assert LOOKS_BACK_DAYS == 30


def test_every_figure_names_the_study():
    assert {one.ratio.source for one in COHORT.values()} == {"frandsen2025"}
