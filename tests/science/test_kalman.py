"""The drifting level, against statsmodels and what must hold by reason."""

import numpy as np
import pytest

from runlift.science.kalman import local_linear_trend

HOW = {"level_sd": 0.003, "slope_sd": 0.0002, "first_slope_sd": 0.001}


def series(n=30, seed=5):
    rng = np.random.default_rng(seed)
    days = np.cumsum(rng.integers(1, 6, n)).astype(float)
    values = 4.6 + 0.0008 * days + rng.normal(0, 0.03, n)
    return days, values, rng.uniform(0.02, 0.06, n)


@pytest.mark.slow
def test_it_is_the_local_linear_trend_of_statsmodels():
    models = pytest.importorskip("statsmodels.tsa.api")
    rng = np.random.default_rng(11)
    days = np.unique(rng.integers(0, 90, 35)).astype(float)
    values = 4.6 + 0.0008 * days + rng.normal(0, 0.03, len(days))
    daily = np.full(int(days[-1] - days[0]) + 1, np.nan)
    place = (days - days[0]).astype(int)
    daily[place] = values

    model = models.UnobservedComponents(daily, "local linear trend")
    model.ssm.initialize_known(np.zeros(2), np.diag([100.0, 0.001**2]))
    theirs = model.smooth([0.03**2, 0.003**2, 0.0002**2])
    ours = local_linear_trend(days, values, np.full(len(days), 0.03), **HOW)

    assert ours.level == pytest.approx(theirs.filtered_state[0][place], abs=1e-6)
    assert ours.smooth_level == pytest.approx(theirs.smoothed_state[0][place], abs=1e-6)
    assert ours.sd == pytest.approx(
        np.sqrt(theirs.filtered_state_cov[0, 0][place]), rel=1e-4
    )
    assert ours.smooth_sd == pytest.approx(
        np.sqrt(theirs.smoothed_state_cov[0, 0][place]), rel=1e-4
    )


def test_the_last_day_knows_no_more_than_it_did():
    found = local_linear_trend(*series(), **HOW)

    assert found.smooth_level[-1] == found.level[-1]
    assert (found.smooth_sd <= found.sd + 1e-12).all()


def test_the_first_level_is_the_first_estimate():
    found = local_linear_trend([7], [4.6], [0.04], **HOW)

    assert found.level[0] == pytest.approx(4.6, abs=1e-4)
    assert found.sd[0] == pytest.approx(0.04, rel=1e-3)


def test_a_lower_bound_counts_only_where_it_surprises():
    days, values, sds = series()
    low = values.copy()
    low[20] = 4.0
    is_bound = np.arange(len(days)) == 20

    kept = local_linear_trend(days, low, sds, **HOW, is_lower_bound=is_bound)
    without = local_linear_trend(
        *(np.delete(one, 20) for one in (days, values, sds)), **HOW
    )
    assert np.delete(kept.level, 20) == pytest.approx(without.level)

    high = values.copy()
    high[20] = 4.9
    raised = local_linear_trend(days, high, sds, **HOW, is_lower_bound=is_bound)
    assert raised.level[20] > kept.level[20]


def test_a_long_break_makes_the_level_less_sure():
    near = local_linear_trend([0, 3, 6, 9], [4.6] * 4, [0.03] * 4, **HOW)
    far = local_linear_trend([0, 3, 6, 66], [4.6] * 4, [0.03] * 4, **HOW)

    assert far.sd[-1] > near.sd[-1]


def test_nothing_gives_nothing():
    assert local_linear_trend([], [], [], **HOW).level.size == 0
