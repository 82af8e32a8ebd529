"""Members, coaches and the list of who did what; and that deletion leaves nothing."""

from datetime import datetime, timedelta

import pytest
from tests.logs import NOW, hevy, keep, lift, sets

from runlift.errors import NotAllowed, NotFound, NotSignedIn, WrongInput
from runlift.store import Store, athletes, audit, coaching, members
from runlift.store.members import Member
from runlift.store.walls import Guarded

COACH, ANA = members.member_id("idp", "c"), members.member_id("idp", "a")
ADDRESS = "ana@example.org"


@pytest.fixture
def store():
    with Store() as opened:
        yield opened


def person(member_id, name, email, role="athlete", athlete_id=""):
    return Member(member_id, name, email, True, role, athlete_id)


@pytest.fixture
def club(store):
    """A coach, and Ana with an athlete of her own."""
    ana = athletes.new(store, "Ana", NOW, timezone="UTC")
    athletes.write(store, ana, NOW)
    members.write(store, person(COACH, "Ruth", "ruth@example.org", "coach"), NOW)
    members.write(store, person(ANA, "Ana A", ADDRESS, "athlete", ana.athlete_id), NOW)
    return store, ana.athlete_id


def invited(store):
    coaching.invite(store, COACH, ADDRESS, NOW)
    [one] = [one for one in coaching.of_coach(store, COACH) if one.email == ADDRESS]
    return one.coaching_id


def says(store, who, state, at=NOW):
    coaching.answer(store, invited(store), state, who, ANA, at)


def sees(store):
    return members.viewer(store, members.members(store)[COACH]).coached


def test_an_identity_is_the_providers_word_and_no_address():
    assert members.member_id("a", "1") != members.member_id("b", "1")
    assert len({members.member_id("a", "1"), members.member_id("a", "2")}) == 2


def test_who_signs_in_again_keeps_role_and_athlete(club):
    store, ana = club

    found = members.signed_in(store, NOW, person(ANA, "Ana B", "new@example.org"))

    assert (found.name, found.email, found.athlete_id) == (
        "Ana B",
        "new@example.org",
        ana,
    )
    assert members.members(store)[ANA] == found


def test_who_is_no_longer_named_as_owner_is_none(store):
    members.signed_in(store, NOW, person(ANA, "Ana", ADDRESS, "owner"))

    assert members.signed_in(store, NOW, person(ANA, "Ana", ADDRESS)).role == "athlete"


def test_a_removed_member_stays_out_and_nothing_new_is_kept_of_her(club):
    store, _ = club
    members.write(store, Member(ANA, "", "", False, "athlete", "", True), NOW)

    found = members.signed_in(store, NOW, person(ANA, "Ana", ADDRESS, "owner"))

    assert found.is_removed
    assert members.members(store)[ANA].email == ""
    with pytest.raises(NotSignedIn):
        _ = Guarded(store, ANA, "", lambda: NOW).viewer


def test_a_coach_sees_from_yes_until_no(club):
    store, ana = club
    assert sees(store) == frozenset()
    invited(store)
    assert sees(store) == frozenset()
    for state, seen in (
        ("declined", set()),
        ("accepted", {ana}),
        ("revoked", set()),
        ("accepted", {ana}),
    ):
        says(store, ana, state)
        assert sees(store) == seen, state


def test_a_coach_cannot_tell_whether_an_address_is_anybodys(club):
    store, ana = club
    for email in (ADDRESS, "nobody@example.org"):
        coaching.invite(store, COACH, email, NOW)
    one, other = coaching.of_coach(store, COACH)
    assert (one.state, one.athlete_id) == (other.state, other.athlete_id)

    says(store, ana, "declined")

    for email in (ADDRESS, "nobody@example.org"):
        coaching.invite(store, COACH, email, NOW)
    assert len(coaching.of_coach(store, COACH)) == 2
    for each in coaching.of_coach(store, COACH):
        coaching.withdraw(store, COACH, each.coaching_id, NOW)
    assert coaching.of_coach(store, COACH) == []


def test_inviting_again_after_a_no_changes_and_shows_nothing(club):
    store, ana = club
    says(store, ana, "declined")

    coaching.invite(store, COACH, ADDRESS.upper(), NOW)
    coaching.withdraw(store, COACH, coaching.of_coach(store, COACH)[0].coaching_id, NOW)
    coaching.invite(store, COACH, ADDRESS, NOW)

    assert [one.state for one in coaching.of_athlete(store, ana, ADDRESS)] == [
        "declined"
    ]


def test_a_coach_can_end_it_and_ask_again(club):
    store, ana = club
    says(store, ana, "accepted")

    coaching.withdraw(store, COACH, invited(store), NOW)

    assert sees(store) == frozenset()
    assert coaching.of_athlete(store, ana, ADDRESS) == []
    coaching.invite(store, COACH, ADDRESS, NOW)
    assert [one.state for one in coaching.of_athlete(store, ana, ADDRESS)] == [
        "invited"
    ]


def test_nobody_answers_for_another(club):
    store, ana = club
    says(store, ana, "accepted")
    coaching_id = invited(store)

    with pytest.raises(NotFound):
        coaching.answer(store, coaching_id, "revoked", "somebody", "x", NOW)
    with pytest.raises(NotFound):
        coaching.withdraw(store, "another coach", coaching_id, NOW)
    assert sees(store) == {ana}


def test_an_address_nobody_vouches_for_finds_no_invitation(club):
    store, _ = club
    invited(store)
    forged = Member("x", "X", ADDRESS, False, "athlete")

    assert coaching.of_athlete(store, "", forged.verified_email) == []


def test_who_is_no_coach_any_more_sees_nobody(club):
    store, ana = club
    says(store, ana, "accepted")

    members.write(store, person(COACH, "Ruth", "ruth@example.org"), NOW)

    assert sees(store) == frozenset()


@pytest.mark.parametrize("text", ["", "ana", "ana@", "@x.org", "a b@x.org", "a@org"])
def test_what_is_no_address_is_refused(store, text):
    with pytest.raises(WrongInput, match="e-mail address"):
        coaching.invite(store, COACH, text, NOW)


def test_two_members_are_never_one_athlete(club):
    store, ana = club

    members.is_athlete(store, COACH, ana, NOW)

    every = members.members(store)
    assert (every[COACH].athlete_id, every[ANA].athlete_id) == (ana, "")


def test_a_look_is_written_down_once_a_page_and_day(club):
    store, ana = club
    for hours in (0, 1, 30):
        when = NOW + timedelta(hours=hours)
        for page in ("Strength", "Volume"):
            audit.saw(store, [ana], COACH, page, when)

    found = audit.of(store, ana)

    assert len(found) == 4
    assert {one.name for one in found} == {"Ruth"}


def guarded(store, member_id):
    return Guarded(store, member_id, "Strength", lambda: NOW)


def test_what_a_coach_does_is_in_the_list_of_the_athlete(club):
    store, ana = club
    says(store, ana, "accepted")
    hers = guarded(store, COACH)

    hers.ask("sets", {"exercise_match": _nothing()}, athlete=ana)
    with pytest.raises(NotAllowed):
        athletes.set_setting(hers, ana, "weight_unit", "lb", NOW)
    athletes.set_setting(guarded(store, ANA), ana, "weight_unit", "lb", NOW)

    assert [(one.name, one.action, one.detail) for one in audit.of(store, ana)] == [
        ("Ana A", "changed", "settings"),
        ("Ruth", "saw", "Strength"),
        ("Ana A", "accepted", COACH),
        ("Ruth", "invited", ""),
    ]
    assert athletes.settings(store, ana) == {"weight_unit": "lb"}


def test_a_coach_takes_a_report_along_and_not_everything(club):
    store, ana = club
    says(store, ana, "accepted")
    hers = guarded(store, COACH)

    hers.takes_along(ana, "a report", "read")
    with pytest.raises(NotAllowed):
        hers.takes_along(ana, "everything")

    first = audit.of(store, ana)[0]
    assert (first.name, first.action, first.detail) == ("Ruth", "exported", "a report")


def test_what_is_refused_is_not_written_down_either(club):
    store, ana = club
    before = len(audit.of(store, ana))

    with pytest.raises(NotFound):
        athletes.set_setting(guarded(store, COACH), ana, "weight_unit", "lb", NOW)

    assert len(audit.of(store, ana)) == before


def _nothing():
    import pandas as pd

    return pd.DataFrame(
        {"exercise_raw": [], "exercise_id": [], "side": []}, dtype="object"
    )


MARKS = ("Quokkana", "quokka@example.org", "Quokka legs", ANA)


def test_deletion_leaves_nothing_of_her_in_the_file_but_that_it_happened(tmp_path):
    path = tmp_path / "s.duckdb"
    with Store(str(path)) as store:
        ana = athletes.new(store, "Quokkana", NOW, timezone="UTC")
        athletes.write(store, ana, NOW)
        log = hevy(lift("2026-11-02 18:00", *sets(n=3), title="Quokka legs"))
        keep(store, ana, log)
        members.write(store, person(COACH, "Ruth", "ruth@example.org", "coach"), NOW)
        members.write(
            store,
            person(ANA, "Quokkana", "quokka@example.org", "athlete", ana.athlete_id),
            NOW,
        )
        coaching.invite(store, COACH, "quokka@example.org", NOW)
        [one] = coaching.of_coach(store, COACH)
        coaching.answer(store, one.coaching_id, "accepted", ana.athlete_id, ANA, NOW)
        guarded(store, COACH).ask("sessions", athlete=ana.athlete_id)
        assert {one.action for one in audit.of(store, ana.athlete_id)} >= {"saw"}

        athletes.delete(guarded(store, ANA), ana.athlete_id)

        assert ANA not in members.members(store)
        assert coaching.coachings(store) == []
        [left] = audit.of(store, audit.NOBODY)
        assert (left.actor, left.action, left.detail) == ("athlete", "deleted", "")
    content = path.read_bytes()
    assert b"Ruth" in content
    for mark in (*MARKS, ana.athlete_id):
        assert mark.encode() not in content, mark


def test_an_owner_who_deletes_her_own_training_stays_an_owner(club):
    store, ana = club
    members.write(store, person(ANA, "Ana", ADDRESS, "owner", ana), NOW)

    athletes.delete(guarded(store, ANA), ana)

    assert members.members(store)[ANA] == person(ANA, "Ana", ADDRESS, "owner")


def test_the_day_of_a_look_is_the_day_it_was(club):
    store, ana = club
    audit.saw(store, [ana], COACH, "Strength", datetime(2026, 11, 23, 23, 59))
    audit.saw(store, [ana], COACH, "Strength", datetime(2026, 11, 24, 0, 0))

    assert len(audit.of(store, ana)) == 2
