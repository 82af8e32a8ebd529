import pickle

import pytest

from runlift.errors import DataFileError, WrongInput
from runlift.science.policy import default_policy, read_policy

GOOD = """
[a]
number = { value = 2, unit = "h", source = "house", note = "why" }
list = { value = [24, 48], unit = "h", source = "burt2023, house", note = "why" }
switch = { value = true, unit = "1", source = "strengthlog2026" }
[c.d]
value = 1.5
unit = "kg"
source = "epley1985"
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "policy.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_policy_is_a_mapping_from_keys_to_values(written):
    policy = read_policy(written(GOOD))

    assert dict(policy) == {
        "a.number": 2.0,
        "a.list": (24.0, 48.0),
        "a.switch": True,
        "c.d": 1.5,
    }
    assert policy.number("a.number") == 2.0
    assert policy.numbers("a.list") == (24.0, 48.0)
    assert policy.flag("a.switch") is True


def test_a_threshold_says_how_we_know_it(written):
    threshold = read_policy(written(GOOD)).threshold("a.list")

    assert threshold.unit == "h"
    assert threshold.sources == ("burt2023", "house")
    assert threshold.note == "why"


def test_asking_for_another_kind_of_value_names_the_key(written):
    policy = read_policy(written(GOOD))

    with pytest.raises(DataFileError, match=r"a\.list must be one number"):
        policy.number("a.list")
    with pytest.raises(DataFileError, match=r"a\.number must be a list"):
        policy.numbers("a.number")
    with pytest.raises(DataFileError, match=r"a\.number must be true or false"):
        policy.flag("a.number")
    with pytest.raises(DataFileError, match=r"has no a\.missing"):
        policy.number("a.missing")
    with pytest.raises(KeyError):
        policy["a.missing"]


def test_overrides_make_another_policy_with_another_hash(written):
    policy = read_policy(written(GOOD))
    changed = policy.with_overrides({"a.list": [12, 36], "a.switch": False})

    assert changed["a.list"] == (12.0, 36.0)
    assert changed["a.switch"] is False
    assert changed.threshold("a.list").note == "why"
    assert policy["a.list"] == (24.0, 48.0)
    assert (changed == policy) is False
    assert hash(changed) != hash(policy)


def test_equal_policies_hash_alike_and_survive_pickling(written):
    policy = read_policy(written(GOOD))
    back = policy.with_overrides({"a.number": 3}).with_overrides({"a.number": 2})

    assert back == policy
    assert hash(back) == hash(policy)
    assert pickle.loads(pickle.dumps(policy)) == policy
    assert policy != 3


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("a.nothing", 1, "no threshold called 'a.nothing'"),
        ("a.number", "three", "must be a number"),
        ("a.number", True, "must be a number"),
        ("a.number", float("nan"), "must be a number"),
        ("a.number", [1, 2], "must be a number"),
        ("a.number", -1, "cannot be negative"),
        ("a.list", [1], "must be a list of 2 numbers"),
        ("a.list", [1, "x"], "must be a list of 2 numbers"),
        ("a.list", [48, 24], "must not fall"),
        ("a.switch", 1, "must be true or false"),
        ("a.switch", None, "must be true or false"),
    ],
)
def test_a_wrong_override_is_refused_with_a_sentence(written, key, value, sentence):
    policy = read_policy(written(GOOD))

    with pytest.raises(WrongInput, match=sentence):
        policy.with_overrides({key: value})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no thresholds"),
        ("nonsense", "not valid TOML"),
        ("a = 1", "outside a section"),
        ("[a]\nb = 1", r"a\.b must be a table"),
        ("[a.b]\nvalue = 1\nunit = 'h'", r"a\.b has no source"),
        ("[a.b]\nvalue = 1\nsource = 'x'", r"a\.b has no unit"),
        ("[a.b]\nunit = 'h'\nsource = 'x'", r"the value of a\.b must be"),
        ("[a.b]\nvalue = 'x'\nunit = 'h'\nsource = 'x'", r"the value of a\.b must be"),
        ("[a.b]\nvalue = []\nunit = 'h'\nsource = 'x'", r"the value of a\.b must be"),
        ("[a.b]\nvalue = inf\nunit = 'h'\nsource = 'x'", r"the value of a\.b must be"),
        ("[a.b]\nvalue = 1\nunit = 'h'\nsource = 'house'", r"a\.b is a house number"),
        (
            "[a.b]\nvalue = 1\nunit = 'h'\nsource = 'x, house'",
            r"a\.b is a house number",
        ),
        ("[a.b]\nvalue = 1\nunit = 'h'\nsource = 'x'\nnote = 1", r"note of a\.b"),
        ("[a.b]\nvalue = 1\nunit = 'h'\nsource = 'x'\nmax = 1", r"a\.b has max"),
    ],
)
def test_a_wrong_file_is_refused_with_key_and_remedy(written, text, sentence):
    with pytest.raises(DataFileError, match=sentence):
        read_policy(written(text))


def test_a_missing_file_is_refused_with_its_name(tmp_path):
    with pytest.raises(DataFileError, match=r"policy\.toml cannot be read"):
        read_policy(tmp_path / "policy.toml")


def test_the_default_policy_is_read_once_and_whole():
    policy = default_policy()

    assert policy is default_policy()
    assert policy["long_run.absolute_s"] == 5400
    assert policy["lift_before_run.key_heavy"] == (24, 48)
    assert policy["leg_load.article_strict"] is True


def test_lists_that_belong_together_have_fitting_lengths():
    policy = default_policy()

    def length(key):
        return len(policy.numbers(key))

    assert length("e1rm.quality_until_reps") == length("e1rm.quality_weights")
    assert length("leg_load.rir_nodes") == length("leg_load.rir_factors")
    assert length("leg_load.reps_until") + 1 == length("leg_load.reps_factors")
    assert length("race.hr_until_s") + 1 == length("race.hr_shares")
    assert length("plausibility.speed_ceiling_at_m") == length(
        "plausibility.speed_ceiling_m_per_s"
    )
    for hours in ("conflict_h", "caution_h"):
        assert length("race_recovery.until_m") + 1 == length(f"race_recovery.{hours}")


def test_no_caution_window_is_shorter_than_its_conflict_window():
    policy = default_policy()
    windows = [key for key in policy if key.startswith("lift_before_run.")]

    assert len(windows) == 24
    for key in windows:
        conflict, caution = policy.numbers(key)
        assert conflict <= caution, key
