import numpy as np
import pytest
from numpy.testing import assert_array_equal

from runlift.science import volume
from runlift.science.policy import default_policy

nan = np.nan


def warmup(load, top, reps=5, top_reps=5, before=True, flagged=False, work=False):
    return bool(volume.is_warmup(flagged, load, top, reps, top_reps, before, work))


def hard(kind="hard", **given):
    values = {
        "is_warmup": False,
        "rir": nan,
        "load_kg": nan,
        "reps": nan,
        "share_of_e1rm": nan,
        "top_load_kg": nan,
        "duration_s": nan,
        "rpe": nan,
    }
    return bool(volume.is_hard(kind, **{**values, **given}))


def test_light_sets_and_the_way_up_are_warmups():
    assert warmup(59, 100, before=False)
    assert not warmup(60, 100, before=False)
    assert warmup(84, 100)
    assert not warmup(85, 100)
    assert warmup(80, 100, reps=7)
    assert not warmup(80, 100, reps=8)
    assert warmup(100, 100, flagged=True)


def test_a_drop_set_is_no_warmup():
    assert not warmup(40, 100, before=False, work=True)


def test_unknown_loads_are_no_warmups():
    assert not warmup(nan, 100)
    assert not warmup(50, nan)


def test_sets_count_by_their_reserve():
    assert hard(rir=4, load_kg=50, reps=5, top_load_kg=100)
    assert not hard(rir=5, load_kg=100, reps=5, top_load_kg=100)
    assert hard(rpe=6, load_kg=50, reps=5, top_load_kg=100)
    assert not hard(rpe=5.5, load_kg=50, reps=5, top_load_kg=100)
    assert hard(is_amrap_or_max=True, load_kg=20, reps=30, top_load_kg=100)


def test_without_reserve_the_load_decides():
    assert hard(load_kg=60, reps=5, top_load_kg=100, share_of_e1rm=0.6)
    assert not hard(load_kg=60, reps=5, top_load_kg=100, share_of_e1rm=0.59)
    assert hard(load_kg=85, reps=5, top_load_kg=100)
    assert not hard(load_kg=84, reps=5, top_load_kg=100)


def test_warmups_and_empty_sets_do_not_count():
    assert not hard(is_warmup=True, rir=1, load_kg=100, reps=5, top_load_kg=100)
    assert not hard(load_kg=100, reps=0, top_load_kg=100)
    assert not hard(load_kg=100, top_load_kg=100)
    assert not hard()


def test_body_weight_sets_count_by_having_repetitions():
    assert hard(reps=12)
    assert hard(reps=8, load_kg=0)
    assert not hard(reps=8, rir=6)


def test_holds_count_by_time_unless_they_were_easy():
    assert hard("hold", duration_s=20)
    assert hard("hold", duration_s=45, rpe=6)
    assert not hard("hold", duration_s=45, rpe=5)
    assert hard("hold", duration_s=45, rpe=5, is_amrap_or_max=True)
    assert not hard("hold", duration_s=19)


@pytest.mark.parametrize("kind", ["plyometric", "throw", "cardio", "mobility"])
def test_what_is_not_lifting_never_counts(kind):
    assert not hard(kind, rir=1, reps=5, load_kg=10, top_load_kg=10)


def test_an_unmapped_exercise_counts_as_lifting():
    assert hard(None, reps=5, load_kg=10, top_load_kg=10)


def test_a_table_of_sets_is_judged_in_one_call():
    found = volume.is_hard(
        np.array(["hard", "plyometric", None, "hold"], object),
        [False, False, True, False],
        nan,
        [100, 0, 100, nan],
        [5, 5, 5, nan],
        nan,
        100,
        [nan, nan, nan, 60],
        nan,
    )

    assert_array_equal(found, [True, False, False, True])


def test_bands_of_a_muscle():
    sets = [0, 2.9, 3, 5.9, 6, 15, 15.5, 18, 18.5, nan]

    assert volume.band_of("quads", sets).tolist() == [
        *["little"] * 2,
        *["maintain"] * 2,
        *["develop"] * 2,
        *["above"] * 2,
        "high",
        "",
    ]


def test_a_muscle_without_a_minimum_is_never_little():
    assert volume.band_of("biceps", 0) == "maintain"
    assert volume.band_of("biceps", 16.5) == "high"
    assert volume.band_of("unmapped", 3) == ""


def test_the_programs_are_within_the_bands_except_two_known_places(oracle):
    golden = oracle("golden.json")
    weeks = {**golden["fractional_sets"], **golden["plan_fractional_by_week"]}
    little = set()
    for week, sets in weeks.items():
        muscles = [
            key.removeprefix("bands.") for key in default_policy() if "bands" in key
        ]
        bands = volume.band_of(muscles, [sets.get(one, 0.0) for one in muscles])

        assert "high" not in bands
        little |= {
            (week, muscle)
            for muscle, band in zip(muscles, bands, strict=True)
            if band == "little"
        }
    basic = {(week, "tibialis_anterior") for week in golden["fractional_sets"]}
    assert little == basic | {("5", "upper_back"), ("6", "upper_back")}
