import numpy as np
import pytest

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from runlift.science import interference, leg_load, running, strength  # noqa: E402
from runlift.science.policy import default_policy  # noqa: E402

pytestmark = pytest.mark.slow

POLICY = default_policy()
LOADS = st.floats(1, 500)
REPS = st.floats(1, 15)
GAPS = st.floats(0, 400)
LIFTS = st.sampled_from(interference.LIFT_CLASSES)
RUNS = st.sampled_from(interference.RUN_CLASSES)
RANK = {name: place for place, name in enumerate(interference.SEVERITIES)}
SETS = st.lists(
    st.tuples(st.floats(0, 1.5), st.floats(0, 6) | st.just(np.nan), st.integers(1, 30)),
    min_size=1,
    max_size=20,
)
SERIES = st.lists(
    st.tuples(st.integers(0, 400), st.floats(20, 300) | st.just(np.nan)), max_size=60
)


@given(st.sampled_from(sorted(strength.FORMULAS)), LOADS, LOADS, REPS)
def test_e1rm_rises_with_load(formula, one, other, reps):
    low, high = sorted((one, other))

    assert strength.e1rm(low, reps, formula) <= strength.e1rm(high, reps, formula)


@given(st.sampled_from(sorted(strength.FORMULAS)), LOADS, REPS, REPS)
def test_e1rm_rises_with_reps_and_is_never_below_the_load(formula, load, one, other):
    few, many = sorted((one, other))
    low, high = strength.e1rm(load, [few, many], formula)

    assert load * (1 - 1e-12) <= low <= high * (1 + 1e-12)


@given(SERIES, st.integers(1, 120))
def test_the_rolling_best_is_the_best_of_its_window(series, window):
    series.sort(key=lambda pair: pair[0])
    days = np.array([day for day, _ in series], float)
    values = np.array([value for _, value in series], float)
    found = strength.rolling_best(days, values, window)

    for place, best in enumerate(found):
        inside = values[: place + 1][days[: place + 1] > days[place] - window]
        known = inside[~np.isnan(inside)]
        np.testing.assert_equal(best, known.max() if len(known) else np.nan)


@given(SERIES)
def test_the_smooth_line_stays_between_the_extremes(series):
    series.sort(key=lambda pair: pair[0])
    values = np.array([value for _, value in series], float)
    found = strength.ewma([day for day, _ in series], values, 21)
    known = found[~np.isnan(found)]

    if len(known):
        assert np.nanmin(values) - 1e-9 <= known.min()
        assert known.max() <= np.nanmax(values) + 1e-9


@given(SERIES, st.randoms(use_true_random=False))
def test_records_do_not_depend_on_the_order_of_rows(series, random):
    values = np.array([value for _, value in series], float)
    sessions = np.array([day // 10 for day, _ in series])
    reps = np.array([1 + place % 12 for place in range(len(series))], float)
    order = list(range(len(series)))
    random.shuffle(order)
    found = strength.personal_records(values, reps, sessions)
    shuffled = strength.personal_records(values[order], reps[order], sessions[order])

    # Which of two identical sets is marked does depend on the order.
    assert sorted(values[found]) == sorted(values[order][shuffled])
    assert len(set(sessions[found])) == found.sum()


@given(SETS, SETS)
def test_leg_load_is_additive(first, second):
    def points(sets):
        return float(np.sum(leg_load.set_points(*np.array(sets, float).T)))

    assert points(first + second) == pytest.approx(points(first) + points(second))


@given(st.floats(0, 6), st.floats(0, 6))
def test_a_set_nearer_to_failure_never_weighs_less(one, other):
    near, far = sorted((one, other))

    assert leg_load.rir_factor(near) >= leg_load.rir_factor(far)


@given(LIFTS, RUNS, GAPS, GAPS, st.booleans(), st.floats(0.5, 2))
def test_more_hours_after_a_lift_never_make_it_worse(
    lift, run, one, other, same_day, multiplier
):
    short, long = sorted((one, other))
    near, far = (
        interference.before(lift, run, gap, POLICY, multiplier, same_day=same_day)
        for gap in (short, long)
    )

    assert RANK[near.severity] >= RANK[far.severity]
    assert near.penalty >= far.penalty - 1e-9


@given(LIFTS, RUNS, GAPS, GAPS, st.booleans(), st.none() | st.floats(1000, 2e5))
def test_more_hours_after_a_run_never_make_it_worse(
    lift, run, one, other, same_day, metres
):
    short, long = sorted((one, other))
    near, far = (
        interference.after(run, lift, gap, same_day, POLICY, metres)
        for gap in (short, long)
    )

    assert RANK[near.severity] >= RANK[far.severity]
    assert near.penalty >= far.penalty


@given(RUNS, GAPS, st.booleans())
def test_a_heavier_lift_is_never_milder(run, gap, same_day):
    def ranks(judge):
        return [RANK[judge(lift).severity] for lift in interference.LIFT_CLASSES]

    earlier = ranks(
        lambda lift: interference.before(lift, run, gap, POLICY, same_day=same_day)
    )
    later = ranks(lambda lift: interference.after(run, lift, gap, same_day, POLICY))

    assert earlier == sorted(earlier)
    assert later == sorted(later)


@given(LIFTS, RUNS, GAPS, st.floats(0.5, 2), st.floats(0.5, 2))
def test_a_longer_window_is_never_more_lenient(lift, run, gap, one, other):
    small, large = sorted((one, other))
    mild, strict = (
        interference.before(lift, run, gap, POLICY, multiplier)
        for multiplier in (small, large)
    )

    assert RANK[mild.severity] <= RANK[strict.severity]


@given(LIFTS, RUNS, GAPS, st.booleans(), st.floats(0.5, 2))
def test_downhill_running_before_a_lift_never_makes_it_milder(
    lift, run, gap, same_day, multiplier
):
    flat, downhill = (
        interference.before(
            lift,
            run,
            gap,
            POLICY,
            multiplier,
            same_day=same_day,
            is_after_downhill=is_after,
        )
        for is_after in (False, True)
    )

    assert RANK[flat.severity] <= RANK[downhill.severity]


@given(st.floats(0, 200), st.floats(0, 200))
def test_classes_rise_with_leg_load(one, other):
    low, high = (
        leg_load.CLASSES.index(leg_load.session_class(points))
        for points in sorted((one, other))
    )

    assert low <= high


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 150),
            st.floats(600, 12000) | st.just(np.nan),
            st.floats(1000, 40000) | st.just(np.nan),
            st.booleans(),
        ),
        max_size=80,
    )
)
def test_long_runs_keep_to_their_rule(runs):
    runs.sort(key=lambda run: run[0])
    days = np.datetime64("2026-01-01") + np.array([run[0] for run in runs], int)
    seconds = np.array([run[1] for run in runs], float)
    metres = np.array([run[2] for run in runs], float)
    is_race = np.array([run[3] for run in runs], bool)
    found = running.long_runs(days, seconds, metres, is_race, POLICY)

    assert not found.is_long[np.isnan(seconds)].any()
    assert found.is_long[seconds >= 5400].all()
    relative = found.is_long & ~found.is_absolute
    assert found.is_relative[relative].all()
    assert found.is_longest[relative].all()
    assert (seconds[relative] >= 3600).all()
    for place in np.flatnonzero(found.has_history):
        day = days[place]
        earlier = seconds[:place][days[:place] > day - 42]
        known = earlier[~np.isnan(earlier)]
        expected = np.median(known) if len(known) else np.nan
        np.testing.assert_allclose(found.median_s[place], expected)
        history = seconds[:place][days[:place] > day - 84]
        np.testing.assert_allclose(
            found.percentile_s[place], np.nanpercentile(history, 85)
        )
