"""The 24 rules of the guide, and how a wrong file of them is refused."""

import pytest

from runlift.errors import DataFileError
from runlift.program.guide_rules import guide_rules, read_guide_rules
from runlift.program.rules import every_rule


def test_there_are_the_guides_24_rules_in_its_order():
    assert list(guide_rules()) == [f"R{at}" for at in range(1, 25)]
    for rule in guide_rules().values():
        assert rule.text.endswith(".")
        assert not rule.ours or rule.ours.endswith(".")


def test_every_rule_that_placing_names_is_one_of_them():
    named = set()
    for rule in every_rule().values():
        week, places = rule.breaks()
        if rule.of_lift:
            named |= {line.guide for one in places for line in rule.of_lift(one, week)}

    assert {one for one in named if one} <= set(guide_rules())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[rule]]\nid = "R1"\nname = "a"\ntext = "b."', "lacks R2"),
        ('[[rule]]\nid = "R99"\nname = "a"\ntext = "b."', "line 2"),
        ('[[rule]]\nid = "R1"\ntext = "b."', "name must be a text"),
        ("[[rule]", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, text, said):
    file = tmp_path / "rules.toml"
    file.write_text(text)

    with pytest.raises(DataFileError, match=said):
        read_guide_rules(file)
