import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from runlift.errors import WrongInput
from runlift.science import strength
from runlift.science.policy import default_policy

nan = np.nan
SLUGS = {"mod_epley": "modified_epley"}


def test_the_raw_formulas_are_those_of_the_reference(oracle):
    for reps, row in oracle("golden.json")["e1rm_100kg"].items():
        for name, expected in row.items():
            formula = strength.FORMULAS[SLUGS.get(name, name)]

            assert formula.raw(100, float(reps)) == pytest.approx(expected, abs=0.005)


def test_the_formulas_in_use_agree_with_the_raw_ones_from_two_reps(oracle):
    for reps, row in oracle("golden.json")["e1rm_100kg"].items():
        for name, expected in row.items():
            found = strength.e1rm(100, float(reps), SLUGS.get(name, name))

            assert found == pytest.approx(100 if reps == "1" else expected, abs=0.005)


def test_every_formula_names_its_constants():
    assert list(strength.FORMULAS)[:2] == ["epley", "wathan"]
    for slug, formula in strength.FORMULAS.items():
        assert formula.slug == slug
        assert formula.constants
        assert formula.title
        assert formula.fitted_on


def test_one_repetition_is_the_load_itself_and_nothing_jumps_after_it():
    found = strength.e1rm(100, [1, 1.5, 1.999999, 2, 3])

    assert_allclose(found, [100, 103.33, 106.66, 106.66, 109.99], atol=0.001)


def test_what_is_no_estimate_is_nan():
    loads = [100, 100, 0, -5, nan, 100, 100]
    reps = [15, 15.5, 5, 5, 5, 0.5, nan]

    assert_array_equal(np.isnan(strength.e1rm(loads, reps)), [False, *[True] * 6])


def test_no_formula_warns_or_breaks_near_its_pole():
    for formula in strength.FORMULAS.values():
        found = formula.function(100, np.arange(0, 60, 0.5))

        assert np.isnan(found[0])
        assert not np.isinf(found).any()


def test_an_unknown_formula_is_refused_with_the_choices():
    with pytest.raises(WrongInput, match="epley, wathan"):
        strength.e1rm(100, 5, "guess")


def test_rpe_becomes_repetitions_in_reserve():
    assert_array_equal(
        strength.rir_from_rpe([10, 8.5, 1, 0, 11, nan]), [0, 1.5, 9, nan, nan, nan]
    )
    assert strength.rir_from_rpe(8) == 2


def test_unknown_reserve_adds_nothing():
    assert_array_equal(strength.effective_reps([5, 5, nan], [2, nan, 2]), [7, 5, nan])


def test_quality_falls_with_effective_reps():
    assert_array_equal(
        strength.quality([1, 5, 5.5, 8, 10, 12, 15, 15.5, 0, nan]),
        [1, 1, 0.85, 0.85, 0.7, 0.5, 0.25, 0, 0, nan],
    )


def test_scatter_grows_with_reps_and_with_guessing():
    # sqrt(3^2 + (0.45 * 6)^2 + (2.7 * k)^2) for k = 0, 1, 2
    assert_allclose(
        strength.observation_sd_percent(6, ["failure", "logged", "unknown", "?"]),
        [4.0361, 4.8559, 6.7417, nan],
        atol=0.0001,
    )


def test_detectable_changes_are_those_of_the_reference():
    assert strength.detectable_change_percent(3, 3) == pytest.approx(6.7, abs=0.05)
    assert strength.detectable_change_percent(3, 3, 0.9) == pytest.approx(5.6, abs=0.05)
    assert strength.detectable_change_percent(1, 1) == pytest.approx(11.6, abs=0.05)


def test_the_rolling_best_forgets_after_its_window():
    days = [0, 10, 41, 42, 52, 53]
    values = [100, 120, 90, 80, nan, nan]

    assert_array_equal(
        strength.rolling_best(days, values, 42), [100, 120, 120, 120, 90, 90]
    )


def test_the_rolling_best_of_nothing_known_is_unknown():
    assert_array_equal(strength.rolling_best([1, 2], [nan, nan], 42), [nan, nan])
    assert strength.rolling_best([], [], 42).shape == (0,)


def test_the_smooth_line_goes_half_way_in_a_half_life():
    found = strength.ewma([0, 21, 42, 42, 63], [100, 120, nan, 130, 110], 21)

    assert_allclose(found, [100, 110, 110, 120, 115])


def test_the_smooth_line_starts_at_the_first_known_value():
    assert_array_equal(strength.ewma([0, 1], [nan, 100], 21), [nan, 100])
    assert strength.ewma([], [], 21).shape == (0,)


def test_the_first_session_has_no_record():
    found = strength.personal_records([100, 120, 130], [5, 5, 5], [0, 0, 1])

    assert_array_equal(found, [False, False, True])


def test_a_record_beats_all_earlier_sessions_by_one_percent():
    values = [100, 101, 101.1, 102.2, 102.1, 110]

    assert_array_equal(
        strength.personal_records(values, [5] * 6, range(6)),
        [False, False, False, True, False, True],
    )


def test_a_record_needs_few_repetitions_but_long_sets_are_hard_to_beat():
    values = [100, 120, 119, 125]

    assert_array_equal(
        strength.personal_records(values, [5, 12, 5, 10], range(4)),
        [False, False, False, True],
    )


def test_a_session_has_one_record_its_best_with_the_fewest_repetitions():
    values = [100, 110, 120, 120, nan]
    reps = [5, 5, 8, 3, 5]

    assert_array_equal(
        strength.personal_records(values, reps, [3, 7, 7, 7, 7]),
        [False, False, False, True, False],
    )


def test_records_do_not_depend_on_the_order_of_the_rows():
    assert_array_equal(
        strength.personal_records([130, nan, 100], [5, 5, 5], [2, 1, 0]),
        [True, False, False],
    )
    assert strength.personal_records([], [], []).shape == (0,)


@pytest.mark.parametrize(
    ("basis", "load", "mass", "fraction", "system", "tonnage", "unilateral"),
    [
        ("total", 100, nan, nan, 100, 100, 200),
        ("per_hand", 20, nan, nan, 20, 40, 40),
        ("per_side_plates", 40, nan, nan, 80, 80, 160),
        ("machine_stack", 55, nan, nan, 55, 55, 110),
        ("bodyweight", 10, 70, 1.0, 80, 80, 160),
        ("bodyweight", nan, 70, 0.64, 44.8, 44.8, 89.6),
        ("bodyweight", 10, nan, 1.0, nan, nan, nan),
        ("bodyweight", 10, 70, nan, nan, nan, nan),
        ("assist", 20, 70, 1.0, 50, 50, 100),
        ("assist", nan, 70, 1.0, nan, nan, nan),
        ("assist", 70, 70, 1.0, nan, nan, nan),
        ("band", 20, 70, 1.0, nan, nan, nan),
        ("none", 20, 70, 1.0, nan, nan, nan),
        (None, 20, 70, 1.0, nan, nan, nan),
        ("total", 0, 70, 1.0, nan, nan, nan),
    ],
)
def test_what_a_logged_load_means(
    basis, load, mass, fraction, system, tonnage, unilateral
):
    arguments = (basis, load, mass, fraction)

    assert strength.load_for_e1rm(*arguments) == pytest.approx(system, nan_ok=True)
    assert strength.tonnage_per_rep(*arguments, False) == pytest.approx(
        tonnage, nan_ok=True
    )
    assert strength.tonnage_per_rep(*arguments, True) == pytest.approx(
        unilateral, nan_ok=True
    )


def test_loads_of_different_kinds_are_judged_in_one_call():
    found = strength.load_for_e1rm(
        ["total", "assist", None], [100, 20, 5], 70, [nan, 1, nan]
    )

    assert_array_equal(found, [100, 50, nan])


def test_an_athlete_may_score_longer_sets():
    policy = default_policy().with_overrides({"e1rm.max_effective_reps": 20})

    assert strength.e1rm(100, 18, policy=policy) == pytest.approx(159.94)
