"""Settings where people sign in: coaches, members, the list of looks, export, deletion."""

import csv
import io
import json
import shutil
import zipfile
from datetime import datetime

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.archives import gpx
from tests.logs import NOW, hevy, keep, lift, run, sets, strava
from tests.pages.conftest import REPOSITORY
from tests.test_walls import SECRETS, claims, member_id, person

from runlift.errors import NotAllowed, NotFound
from runlift.store import Store, athletes, audit, coaching, members
from runlift.store.walls import Guarded
from runlift.ui import takeout, viewing

PAGE = "pages/data/settings.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("settings") / "store.duckdb"
    with Store(str(path)) as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        files = (
            hevy(lift("2026-11-02 18:00", *sets(n=3))),
            strava(run("2026-11-03 07:00")),
        )
        keep(store, ana, *files)
        athletes.set_setting(store, ana.athlete_id, "weight_unit", "lb", NOW)
        members.write(store, person("ana", athlete_id=ana.athlete_id), NOW)
        members.write(store, person("ruth", role="coach"), NOW)
        members.write(store, person("ines", role="owner"), NOW)
    return path, ana


@pytest.fixture
def visit(monkeypatch, tmp_path, made):
    path = tmp_path / "store.duckdb"
    shutil.copy(made[0], path)
    monkeypatch.setenv("RUNLIFT_STORE", str(path))

    def start(subject, page=PAGE):
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        test.secrets = {**SECRETS, "runlift": {"owners": ["ines@example.org"]}}
        test.user = claims(subject)
        return test.switch_page(page).run()

    yield start
    st.cache_resource.clear()


def button(test, label):
    return next(one for one in test.button if one.label == label)


def labels(test):
    return {one.label for one in test.button}


def said(test):
    text = " ".join(one.value for one in test.markdown)
    # Escaped, and addresses kept from becoming links.
    return text.replace("\\", "").replace("\u2060", "")


def test_a_coach_invites_and_the_athlete_answers_on_her_page(visit, made):
    ruth = visit("ruth")
    ruth.text_input(key="invited_email").set_value("ana@example.org")
    button(ruth, "Invite").click().run()
    assert "ana@example.org: Has not accepted." in said(ruth)

    hers = visit("ana")
    button(hers, "Accept").click().run()
    assert "sees your training" in said(hers)
    ruth.run()
    assert "Ana · ana@example.org: You see her training." in said(ruth)

    button(hers, "End it").click().run()
    ruth.run()
    assert [one.value for one in ruth.title] == ["Not found"]


def test_a_wrong_address_is_told_and_nothing_is_invited(visit):
    ruth = visit("ruth")
    ruth.text_input(key="invited_email").set_value("ana")
    button(ruth, "Invite").click().run()

    assert "Write an e-mail address" in ruth.error[0].value.replace("\\", "")
    assert coaching.coachings(viewing.whole()) == []


def test_an_athlete_is_offered_nothing_of_the_owners(visit):
    offered = labels(visit("ana"))

    assert {"Delete for good", "Rename"} <= offered
    assert not {"Make a backup", "Restore", "Add athlete", "Shut out"} & offered


def test_the_owner_makes_a_coach_and_shuts_a_member_out(visit):
    ines = visit("ines")
    role = ines.selectbox(key=f"role_{member_id('ana')}_athlete")
    role.select("coach").run()
    assert members.members(viewing.whole())[member_id("ana")].role == "coach"

    ines.button(key=f"shut_{member_id('ruth')}").click().run()

    assert [one.value for one in visit("ruth").title] == ["Sign in to Runlift"]


def test_who_deletes_herself_is_signed_out_and_forgotten(visit, made):
    hers = visit("ana")
    hers.text_input(key="delete_confirmation").set_value("Ana").run()
    button(hers, "Delete for good").click().run()

    assert hers.user == {"is_logged_in": False}
    store = viewing.whole()
    assert athletes.athletes(store) == []
    assert member_id("ana") not in members.members(store)
    assert [one.actor for one in audit.of(store, audit.NOBODY)] == ["athlete"]


def test_the_list_tells_who_looked_and_who_changed_what(visit):
    visit("ines", "pages/review/strength.py")
    hers = visit("ana")

    rows = next(
        one.value for one in hers.dataframe if "Did" in one.value.columns
    ).to_dict("records")
    assert ("Ines", "looked at", "Strength") in [
        (one["Who"], one["Did"], one["What"]) for one in rows
    ]


def opened(made, tmp_path):
    path = tmp_path / "takeout.duckdb"
    shutil.copy(made[0], path)
    return Store(str(path))


def test_everything_about_an_athlete_is_in_one_file(made, tmp_path):
    _, ana = made
    with opened(made, tmp_path) as store:
        hers = Guarded(store, member_id("ana"), "Settings", lambda: NOW)
        packed = takeout.packed(hers, ana, NOW.date())
        assert audit.of(store, ana.athlete_id)[0].action == "exported"
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = set(archive.namelist())
        sets_ = archive.read("tables/sets.csv").decode()
        settings = json.loads(archive.read("settings.json"))
        imports = json.loads(archive.read("imports.json"))

    assert {"tables/runs.csv", "labels.json", "plans.json", "README.txt"} <= names
    assert sets_.count("\n") == 4
    assert {"name": "weight_unit", "value": "lb"} in settings
    assert {one["file"] for one in imports} == {"0.csv", "1.csv"}


def test_recordings_are_taken_along_second_by_second():
    with Store() as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        keep(store, ana, gpx(datetime(2026, 11, 3, 7), points=15).encode())
        packed = takeout.packed(store, ana, NOW.date())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        (name,) = (one for one in archive.namelist() if one.startswith("recordings/"))
        rows = list(csv.DictReader(io.StringIO(archive.read(name).decode())))

    assert name.startswith("recordings/2026-11-03 0700 ")
    assert [float(one["time_s"]) for one in rows] == list(range(0, 75, 5))
    assert float(rows[-1]["distance_m"]) == pytest.approx(14 * 16.68, rel=0.01)
    assert "heart_rate_bpm" not in rows[0]


@pytest.mark.parametrize(("who", "refusal"), [("ruth", NotAllowed), ("new", NotFound)])
def test_nobody_else_takes_everything_along(made, tmp_path, who, refusal):
    _, ana = made
    with opened(made, tmp_path) as store:
        members.write(store, person("new"), NOW)
        coaching.grant(store, member_id("ruth"), ana.athlete_id, member_id("ines"), NOW)
        theirs = Guarded(store, member_id(who), "Settings", lambda: NOW)

        with pytest.raises(refusal):
            takeout.packed(theirs, ana, NOW.date())
