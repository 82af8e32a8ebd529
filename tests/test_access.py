"""Who may do what: every role, every kind of athlete, every action, in one table."""

import pytest

from runlift import access
from runlift.access import ACTIONS, OWNER, Viewer
from runlift.errors import NotAllowed, NotFound, WrongInput
from runlift.model import Athlete

HERS, COACHED, STRANGE = "hers", "coached", "somebody-elses"
VIEWERS = {
    "this machine": OWNER,
    "owner": Viewer("m1", "owner"),
    "coach": Viewer("m2", "coach", "", HERS, frozenset({COACHED})),
    "athlete": Viewer("m3", "athlete", "", HERS),
    # A grant that was left over from when she was a coach opens nothing.
    "coach no more": Viewer("m4", "athlete", "", None, frozenset({COACHED})),
    "newcomer": Viewer("m5", "athlete"),
}
ALL = set(ACTIONS)
OWN = ALL - {"manage"}
LOOK = {"read", "note", "plan"}
TABLE = [
    # viewer, hers, coached, somebody else's, the store
    ("this machine", ALL, ALL, ALL, ALL),
    ("owner", ALL, ALL, ALL, ALL),
    ("coach", OWN, LOOK, set(), set()),
    ("athlete", OWN, set(), set(), set()),
    ("coach no more", set(), set(), set(), set()),
    ("newcomer", set(), set(), set(), set()),
]


def athlete(athlete_id, name="Ana"):
    return Athlete(athlete_id, name, "UTC", is_timezone_known=True, is_demo=False)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("who", "hers", "coached", "strange", "store"), TABLE, ids=[one[0] for one in TABLE]
)
def test_a_role_may_what_the_table_says(who, hers, coached, strange, store, action):
    viewer = VIEWERS[who]
    asked = {HERS: hers, COACHED: coached, STRANGE: strange, None: store}

    for athlete_id, allowed in asked.items():
        assert access.may(viewer, athlete_id, action) is (action in allowed)


@pytest.mark.parametrize("who", VIEWERS)
def test_she_sees_exactly_whom_she_may_read(who):
    every = [athlete(one) for one in (HERS, COACHED, STRANGE)]

    seen = access.visible(VIEWERS[who], every)

    assert seen == [
        one for one in every if access.may(VIEWERS[who], one.athlete_id, "read")
    ]


def test_somebody_elses_is_refused_like_one_who_does_not_exist():
    said = []
    for athlete_id in (STRANGE, "nobody at all"):
        with pytest.raises(NotFound) as refusal:
            access.check(VIEWERS["coach"], athlete_id, "delete")
        said.append(str(refusal.value))

    assert said[0] == said[1]


def test_a_coach_is_told_that_it_is_not_hers_to_do():
    with pytest.raises(NotAllowed, match="athlete herself"):
        access.check(VIEWERS["coach"], COACHED, "change")
    with pytest.raises(NotAllowed, match="owner"):
        access.check(VIEWERS["coach"], None, "manage")


def test_two_of_one_name_are_told_apart_by_id():
    two = [athlete("a", "Ana"), athlete("b", "ana")]

    assert access.named(OWNER, two, "b") == two[1]
    with pytest.raises(WrongInput, match="say a, b"):
        access.named(OWNER, two, "Ana")


def test_a_name_finds_nobody_who_may_not_be_seen():
    with pytest.raises(NotFound, match="nobody yet"):
        access.named(VIEWERS["newcomer"], [athlete(STRANGE, "Ana")], "Ana")
