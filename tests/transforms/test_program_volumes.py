"""What the programs deliver, from their files to fractional sets a week."""

import pytest

from runlift import frames
from runlift.exercises.catalogue import catalogue
from runlift.program.planned_sets import planned_sets
from runlift.program.templates import programs
from runlift.science.policy import default_policy
from runlift.transforms.program_volumes import program_counts

HOW = frames.Profile(default_policy())


@pytest.fixture(scope="module")
def delivered():
    return frames.program_volume(HOW)


def sets_of(volume, program, variant):
    rows = volume[(volume["program"] == program) & (volume["variant"] == variant)]
    return rows.set_index("muscle")["sets"].to_dict()


@pytest.mark.parametrize("n", [3, 4, 5])
def test_basic_delivers_the_reference(oracle, delivered, n):
    expected = oracle("golden.json")["fractional_sets"][f"basic_{n}_sets"]

    assert sets_of(delivered["volume"], "basic", f"{n} sets") == pytest.approx(expected)


@pytest.mark.parametrize("week", range(1, 7))
def test_every_week_of_the_plan_delivers_the_reference(oracle, delivered, week):
    expected = oracle("golden.json")["plan_fractional_by_week"][str(week)]
    found = sets_of(delivered["volume"], "intermediate_advanced", f"week {week}")

    assert found == pytest.approx(expected)


def test_hard_sets_contacts_and_throws_of_each_week(delivered):
    counts = delivered["counts"].set_index("program").loc["intermediate_advanced"]

    assert counts["hard_sets"].tolist() == [54, 54, 54, 54, 43, 38]
    assert counts["contacts"].tolist() == [12, 12, 15, 15, 18, 12]
    # 15, 15, 20, 16, 16, 12 throws to each side.
    assert counts["throws"].tolist() == [30, 30, 40, 32, 32, 24]


@pytest.mark.parametrize(("n", "sets"), [(1, 12), (2, 24), (3, 35), (5, 57)])
def test_a_beginners_ramp_has_fewer_sets(n, sets):
    """Eleven exercises of n sets, and a plank of two at most."""
    counts = program_counts(planned_sets(programs()["basic"], catalogue(), n))

    assert counts["hard_sets"].item() == sets


def test_the_athletes_own_secondary_weight_counts():
    none = HOW.policy.with_overrides({"volume.secondary_weight": 0})
    found = frames.program_volume(frames.Profile(none))["volume"]
    basic = sets_of(found, "basic", "3 sets")

    # Squat and lunge; deadlifts only help them.
    assert basic["quads"] == 6
    assert "biceps" not in basic


def test_with_these_bands_no_program_is_high_for_a_runner(delivered):
    for muscle, most in zip(
        delivered["ranges"]["muscle"], delivered["ranges"]["high"], strict=True
    ):
        assert most <= HOW.policy.numbers(f"bands.{muscle}")[-1], muscle


def test_only_shins_in_basic_and_the_upper_back_in_weeks_5_and_6_get_little(delivered):
    little = set()
    table = delivered["table"].set_index("muscle")
    for muscle, row in table.drop(columns="name").iterrows():
        bands = HOW.policy.numbers(f"bands.{muscle}")
        if len(bands) > 1:
            little |= {(muscle, name) for name in row.index[row < bands[0]]}

    assert little == {
        *(("tibialis_anterior", f"basic, {n} sets") for n in (3, 4, 5)),
        *(("upper_back", f"intermediate_advanced, week {n}") for n in (5, 6)),
    }


def test_push_to_pull_is_one_to_one_in_basic_and_seven_to_four_in_the_plan(delivered):
    balance = delivered["balance"].set_index(["program", "readout"])
    basic = balance.loc[("basic", "push_pull")]
    plan = balance.loc[("intermediate_advanced", "push_pull")]

    assert (basic["first"], basic["second"], basic["state"]) == (6, 6, "within")
    assert (plan["first"], plan["second"], plan["state"]) == (7, 4, "above")


def test_the_plan_leaves_out_rows_and_overhead_presses(delivered):
    gaps = delivered["gaps"]

    assert set(gaps["program"]) == {"intermediate_advanced"}
    assert set(gaps["pattern"]) == {"horizontal_pull", "vertical_push"}


def test_weeks_that_are_alike_share_a_column(delivered):
    assert list(delivered["table"])[2:] == [
        "basic, 3 sets",
        "basic, 4 sets",
        "basic, 5 sets",
        "intermediate_advanced, weeks 1 to 4",
        "intermediate_advanced, week 5",
        "intermediate_advanced, week 6",
    ]
