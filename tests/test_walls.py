"""The walls: nobody sees, finds by a link, or changes what is somebody else's.

Everything is taken from what is there: pages from their folders, queries and tables from
their catalogues, the keys of an address from the source. What is added is behind the
wall, or a test here says that it is not.

A page shown to the wrong person is compared with the same page on a store in which the
other athlete never was. They must be equal, to the byte: so neither a name nor a number
nor a hint of hers is in it.
"""

import ast
import functools
import importlib
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from tests.logs import hevy, keep, lift, run, sets, strava

from runlift import frames
from runlift.errors import NotAllowed, NotFound, NotSignedIn
from runlift.store import Store, athletes, audit, coaching, members, queries
from runlift.store import plans as stored_plans
from runlift.store.connect import EVERYTHING, announce, record
from runlift.store.members import Member
from runlift.store.schema import TABLES
from runlift.store.walls import ACTION_OF, Guarded
from runlift.ui import jobs, viewing

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = sorted(
    str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "pages").glob("*/*.py")
)
SECRETS = {
    "auth": {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": "a secret of at least thirty-two letters",
        "client_id": "runlift",
        "client_secret": "secret",
        "server_metadata_url": "http://localhost:9/.well-known/openid-configuration",
    },
    "runlift": {"owners": ["owner@example.org"]},
}
ISSUER = "https://id.example.org"
MARK = "Quokka"
"""In every name and title of the athlete behind the wall, and nowhere else."""

WRONG = {
    "another athlete": "other",
    "a stranger": "stranger",
    "a coach nobody let in": "coach",
    "a coach who is invited": "invited",
    "a coach who was declined": "declined",
    "a coach who was sent away": "revoked",
    "a coach who has withdrawn": "withdrawn",
    "a coach no more": "demoted",
    "a member who was shut out": "removed",
}
COACHES = ("coach", "invited", "declined", "revoked", "withdrawn")
BESIDE = "Bo"
"""An athlete whom every coach here may see, so that their pages are full."""


def member_id(subject):
    return members.member_id(ISSUER, subject)


@dataclass(frozen=True)
class House:
    """Two stores that differ in one athlete, and what is known of her."""

    full: Path
    without: Path
    athlete_id: str
    ids: dict[str, str]
    """An id of hers of each kind that a link may carry."""
    every: frozenset[str]
    """All of them, and whatever else would tell of her."""


def log(word, days):
    """Two months of both; what is hers says so in every title."""
    lifts = [
        lift(
            days + timedelta(days=7 * week, hours=18),
            *sets(n=4, load=80 + week),
            *sets(f"{word} squat machine", n=2),
            title=f"{word} legs {week}",
        )
        for week in range(8)
    ]
    runs = [
        run(
            days + timedelta(days=7 * week + 1, hours=7),
            minutes=100 + week,
            km=18 + week,
            title=f"{word} long run {week}",
            tag="long",
        )
        for week in range(8)
    ]
    return hevy(*lifts), strava(*runs)


def bring(store, name, subject, now):
    days = datetime(now.year, now.month, now.day) - timedelta(weeks=8)
    athlete = athletes.new(store, name, now, timezone="UTC", is_timezone_known=True)
    athletes.write(store, athlete, now)
    keep(store, athlete, *log(name, days), now=now)
    if subject:
        who = person(subject, athlete_id=athlete.athlete_id)
        members.write(store, who, now)
    return athlete


def person(subject, **more):
    said = {"name": subject.title(), "email": f"{subject}@example.org"}
    return Member(
        **{
            "member_id": member_id(subject),
            "is_email_verified": True,
            "role": "athlete",
            **said,
            **more,
        }
    )


def let(store, coach, athlete, state, now):
    """Bring the coaching of an athlete by a coach to a state."""
    email = "quokka@example.org"
    coaching.invite(store, member_id(coach), email, now)
    [one] = [
        one for one in coaching.of_coach(store, member_id(coach)) if one.email == email
    ]
    steps = {
        "invited": [],
        "accepted": ["accepted"],
        "declined": ["declined"],
        "revoked": ["accepted", "revoked"],
        "withdrawn": ["accepted"],
    }[state]
    for step in steps:
        coaching.answer(
            store, one.coaching_id, step, athlete.athlete_id, member_id("quokka"), now
        )
    if state == "withdrawn":
        coaching.withdraw(store, member_id(coach), one.coaching_id, now)


@pytest.fixture(scope="module", autouse=True)
def components_are_looked_for_once():
    """Each `AppTest` reads about every installed package; none is installed meanwhile."""
    once = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    folder = tmp_path_factory.mktemp("walls")
    with Store(str(folder / "without.duckdb")) as store:
        bring(store, "Other", "other", now)
        bo = bring(store, BESIDE, "", now)
        for subject in COACHES:
            members.write(store, person(subject, role="coach"), now)
            coaching.grant(
                store, member_id(subject), bo.athlete_id, member_id("owner"), now
            )
        for subject in ("stranger", "demoted"):
            members.write(store, person(subject), now)
        members.write(store, person("removed", is_removed=True), now)
        members.write(store, person("owner", role="owner"), now)
    shutil.copy(folder / "without.duckdb", folder / "full.duckdb")
    with Store(str(folder / "full.duckdb")) as store:
        quokka = bring(store, MARK, "quokka", now)
        follow(store, quokka, now)
        for state in ("declined", "revoked", "withdrawn"):
            let(store, state, quokka, state, now)
        # In both stores the coach has written an address down; only here it is hers.
        let(store, "invited", quokka, "invited", now)
        ids, every = known_of(store, quokka)
    with Store(str(folder / "without.duckdb")) as store:
        for state in ("invited", "declined", "revoked"):
            coaching.invite(store, member_id(state), "quokka@example.org", now)
    return House(
        folder / "full.duckdb",
        folder / "without.duckdb",
        quokka.athlete_id,
        ids,
        frozenset(every),
    )


def follow(store, athlete, now):
    """A plan of hers with one session."""
    session = dict.fromkeys(stored_plans.SESSION_COLUMNS, "")
    session |= {
        "planned_id": f"{MARK}-planned",
        "kind": "lift",
        "week": 1,
        "day": now.date(),
        "start_h": 18.0,
        "hours": 1.0,
        "title": f"{MARK} session",
        "status": "planned",
        "done_id": None,
        "origin": "program",
    }
    about = {
        "name": f"{MARK} plan",
        "program_id": "basic_two_day",
        "first_day": now.date(),
        "last_day": now.date() + timedelta(weeks=6),
        "races": [],
        "notes": [],
        "choices": {},
    }
    stored_plans.save(
        store,
        athlete.athlete_id,
        f"{MARK}-plan",
        about,
        pd.DataFrame([session]),
        pd.DataFrame(columns=stored_plans.EXERCISE_COLUMNS),
        now,
    )


def known_of(store, athlete):
    """Ids of each kind, and everything that would tell of her."""
    who = athlete.athlete_id
    judged = frames.training(store, athlete)
    found = judged["findings"]["finding_id"].tolist()
    runs = store.ask("runs", athlete=who)
    lifts = store.ask("sessions", athlete=who)
    uploads = store.ask("uploads", athlete=who)
    assert found and len(runs) == 8 and len(lifts) == 8
    ids = {
        "finding": found[0],
        "run": runs["run_id"].iloc[0],
        "session": lifts["session_id"].iloc[0],
        "upload": uploads["upload_id"].iloc[0],
        "plan": f"{MARK}-plan",
        "planned": f"{MARK}-planned",
    }
    every = {MARK, who, member_id("quokka"), *found}
    every |= {*runs["run_id"], *lifts["session_id"], *uploads["upload_id"]}
    return ids, every


def claims(subject):
    return {
        "is_logged_in": True,
        "iss": ISSUER,
        "sub": subject,
        "name": subject.title(),
        "email": f"{subject}@example.org",
        "email_verified": True,
    }


@pytest.fixture
def visit(monkeypatch, tmp_path):
    """Opens a page as somebody, on a copy of a store."""
    copies = {}

    def start(source, subject, page, **address):
        if source not in copies:
            copies[source] = tmp_path / source.name
            shutil.copy(source, copies[source])
        monkeypatch.setenv("RUNLIFT_STORE", str(copies[source]))
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        test.secrets = SECRETS
        test.user = claims(subject) if subject else {"is_logged_in": False}
        for key, value in address.items():
            test.query_params[key] = value
        test.switch_page(page).run()
        return test

    yield start
    st.cache_resource.clear()


def shown(test):
    """Everything the browser was sent, an element a piece."""
    assert not test.exception, test.exception
    waiting, found = [test._tree], []
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        proto = getattr(node, "proto", None)
        if proto is not None:
            found.append(_sent(proto))
    return sorted(found)


def _sent(proto):
    sent = type(proto).FromString(proto.SerializeToString())
    if "deferred_file_id" in type(proto).DESCRIPTOR.fields_by_name:
        # A number drawn anew for each download that is made at a click.
        sent.ClearField("deferred_file_id")
    return sent.SerializeToString(deterministic=True)


def tells(test, house):
    """What of the athlete behind the wall is in a page."""
    content = b"".join(shown(test))
    return {one for one in house.every if one.encode() in content}


def keys_of_addresses():
    """Every name that the pages read from an address, found in the source."""
    found = set()
    for path in sorted((REPOSITORY / "src/runlift/ui").glob("*.py")):
        text = path.read_text("utf-8")
        module = importlib.import_module(f"runlift.ui.{path.stem}")
        tree = ast.parse(text)
        for node in ast.walk(tree):
            for key in _keys(node):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    found.add(key.value)
                elif isinstance(key, ast.Name):
                    value = getattr(module, key.id, None)
                    found |= {value} if isinstance(value, str) else set()
    return found


def _keys(node):
    """The key in `st.query_params[...]`, `.get(...)`, and what `one_of` is told."""
    if isinstance(node, ast.Subscript) and _is_address(node.value):
        yield node.slice
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if _is_address(node.func.value) and node.args:
            yield node.args[0]
        if node.func.attr == "one_of" and len(node.args) > 2:
            yield node.args[2]


def _is_address(node):
    return isinstance(node, ast.Attribute) and node.attr == "query_params"


LINKED = sorted(keys_of_addresses() - {"athlete", "window", "from", "to"})


def test_the_keys_of_addresses_are_found():
    assert {"finding", "session", "exercise", "view"} <= set(LINKED)


def slow_but(first, every):
    return [
        one if one == first else pytest.param(one, marks=pytest.mark.slow)
        for one in every
    ]


@pytest.mark.parametrize("who", slow_but("another athlete", WRONG))
def test_a_page_is_as_if_the_other_athlete_never_was(visit, house, who):
    subject = WRONG[who]
    for page in PAGES:
        here = visit(house.full, subject, page)
        never = visit(house.without, subject, page)

        assert tells(here, house) == set(), page
        assert shown(here) == shown(never), page


@pytest.mark.parametrize("who", slow_but("another athlete", WRONG))
def test_a_link_to_the_other_athlete_is_a_link_to_nobody(visit, house, who):
    subject = WRONG[who]
    for page in PAGES:
        hers = visit(house.full, subject, page, athlete=house.athlete_id)
        nobodys = visit(house.full, subject, page, athlete="0" * 20)

        # The address is in no element, so what is left is what is said.
        assert tells(hers, house) == set(), page
        assert shown(hers) == shown(nobodys), page


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["finding", "run", "session", "plan", "planned"])
@pytest.mark.parametrize("who", slow_but("another athlete", WRONG))
def test_no_id_in_an_address_tells_anything(visit, house, who, kind):
    subject = WRONG[who]
    for page in PAGES:
        hers = visit(
            house.full, subject, page, **dict.fromkeys(LINKED, house.ids[kind])
        )
        never = visit(
            house.without, subject, page, **dict.fromkeys(LINKED, house.ids[kind])
        )

        assert shown(hers) == shown(never), page


def test_a_page_is_nothing_to_who_is_not_signed_in(visit, house):
    for page in PAGES:
        test = visit(house.full, None, page, athlete=house.athlete_id)

        assert [one.value for one in test.title] == ["Sign in to Runlift"], page
        assert tells(test, house) == set(), page


@pytest.mark.slow
def test_the_athlete_herself_sees_what_the_others_must_not(visit, house):
    """Else the tests above could pass by looking at nothing."""
    told = {
        page: tells(visit(house.full, "quokka", page), house)
        for page in PAGES
        if not page.endswith("methods.py")
    }

    assert all(MARK in found for found in told.values()), told


@pytest.mark.parametrize("who", ["owner", "quokka"])
def test_who_may_sees_her_by_a_link(visit, house, who):
    test = visit(house.full, who, "pages/review/overview.py", athlete=house.athlete_id)

    assert MARK in tells(test, house)
    assert test.title[0].value != "Not found"


@pytest.mark.parametrize(
    "page",
    slow_but("pages/review/strength.py", [p for p in PAGES if "method" not in p]),
)
def test_an_end_of_coaching_holds_from_the_next_run_on(visit, house, page):
    now = datetime.now(UTC).replace(tzinfo=None)
    test = visit(house.full, "invited", page)
    store = viewing.whole()
    [one] = [
        one
        for one in coaching.of_coach(store, member_id("invited"))
        if one.email == "quokka@example.org"
    ]

    def answers(state):
        coaching.answer(
            store,
            one.coaching_id,
            state,
            house.athlete_id,
            member_id("quokka"),
            now,
        )

    answers("accepted")
    # Everything of hers is cached now, by herself and by the coach.
    visit(house.full, "quokka", page)
    test = visit(house.full, "invited", page, athlete=house.athlete_id)
    assert MARK in tells(test, house)

    answers("revoked")
    test.run()

    assert tells(test, house) == set()


@pytest.mark.slow
def test_a_page_of_a_coach_without_rights_to_change_is_calm(visit, house):
    now = datetime.now(UTC).replace(tzinfo=None)
    visit(house.full, "coach", PAGES[0])
    store = viewing.whole()
    coaching.grant(store, member_id("coach"), house.athlete_id, member_id("owner"), now)
    for page in PAGES:
        test = visit(house.full, "coach", page, athlete=house.athlete_id)

        assert not test.error, page
        assert not test.exception, page
    entries = audit.of(store, house.athlete_id)
    assert {one.name for one in entries if one.action == "saw"} == {"Coach"}


def test_a_newcomers_import_is_nobody_elses(visit, house):
    test = visit(house.full, "stranger", "pages/data/imports.py")
    uploads = test.get("file_uploader")
    uploads[0].upload("quokka.csv", log(MARK, datetime(2026, 9, 1))[0], "text/csv")
    test.run()
    job = jobs.registry().of_newcomer(member_id("stranger"))
    assert job is not None
    job.wait(30)
    assert jobs.registry().of_newcomer(member_id("coach")) is None

    for subject in ("other", "removed"):
        assert b"quokka.csv" not in b"".join(
            shown(visit(house.full, subject, "pages/data/imports.py"))
        )

    test.run()
    test.button(key="keep_import").click().run()
    job.wait(30)
    test.run()
    mine = members.members(viewing.whole())[member_id("stranger")].athlete_id
    assert mine == job.athlete.athlete_id
    assert mine in {one.athlete_id for one in athletes.athletes(viewing.whole())}
    jobs.registry().dismiss(job)


# What lies below the pages.


@pytest.fixture(scope="module")
def opened(house, tmp_path_factory):
    path = tmp_path_factory.mktemp("below") / "s.duckdb"
    shutil.copy(house.full, path)
    with Store(str(path)) as store:
        yield store


def as_member(store, subject):
    return Guarded(store, member_id(subject), "Test", lambda: datetime(2026, 1, 1))


def asked(query, athlete_id):
    """Parameters and tables for a query about one athlete."""
    params = dict.fromkeys(query.params, athlete_id)
    tables = {
        table: pd.DataFrame(
            {
                column: pd.Series(
                    [athlete_id] if column == "athlete_id" else [], dtype="str"
                )
                for column, _ in columns
            }
        )
        for table, columns in query.tables
    }
    return params, tables


@pytest.mark.parametrize("name", queries.catalogue())
@pytest.mark.parametrize("who", slow_but("a coach who was sent away", WRONG))
def test_a_query_about_the_other_athlete_is_refused(opened, house, who, name):
    query = queries.catalogue()[name]
    params, tables = asked(query, house.athlete_id)
    if name == "athletes":
        return

    with pytest.raises((NotFound, NotAllowed, NotSignedIn)):
        as_member(opened, WRONG[who]).ask(name, tables, **params)


@pytest.mark.parametrize("who", [one for one in WRONG if WRONG[one] != "removed"])
def test_the_list_of_athletes_is_cut_to_hers(opened, house, who):
    seen = athletes.athletes(as_member(opened, WRONG[who]))

    assert house.athlete_id not in {one.athlete_id for one in seen}


@pytest.mark.parametrize("table", [*TABLES, EVERYTHING])
@pytest.mark.parametrize("who", slow_but("a coach who was sent away", WRONG))
def test_nothing_of_the_other_athlete_is_written(opened, house, who, table):
    store = as_member(opened, WRONG[who])
    before = opened.changes

    with (
        pytest.raises((NotFound, NotAllowed, NotSignedIn)),
        store.transaction(),
    ):
        announce(table, house.athlete_id, {})

    assert opened.changes == before


@pytest.mark.parametrize("who", [one for one in WRONG if WRONG[one] != "removed"])
def test_a_change_of_which_nobody_says_whose_it_is_is_refused(opened, house, who):
    store = as_member(opened, WRONG[who])

    with pytest.raises(NotAllowed), store.transaction() as cursor:
        cursor.execute("delete from setting where athlete_id = ?", [house.athlete_id])
    with pytest.raises(NotAllowed), store.cursor():
        pass


def test_a_part_that_is_hers_does_not_carry_a_part_that_is_not(opened, house):
    store = as_member(opened, "other")
    own = store.viewer.athlete_id
    said = {"name": "weight_unit", "value": "lb"}

    with pytest.raises(NotFound), store.transaction() as cursor:
        record(cursor, "setting", own, datetime(2026, 1, 1), said)
        record(cursor, "setting", house.athlete_id, datetime(2026, 1, 1), said)

    assert athletes.settings(opened, own) == {}


def test_every_table_says_what_it_takes_to_write_to_it():
    assert set(ACTION_OF) == {*TABLES, EVERYTHING}


def test_deleting_is_refused_in_the_words_for_nobody(opened, house):
    said = set()
    for athlete_id in (house.athlete_id, "nobody"):
        with pytest.raises(NotFound) as refusal:
            athletes.delete(as_member(opened, "other"), athlete_id)
        said.add(str(refusal.value))

    assert len(said) == 1


WHOLE = {
    "viewing.py": "it puts up the wall",
    "coaches.py": "rights themselves: invitations and answers",
    "member_list.py": "rights themselves: the owner's list of members",
    "trail.py": "names of members for the list, and deletions for the owner",
}
"""Modules that may have the store without its wall, and why."""


def test_nobody_else_has_the_whole_store():
    used = {
        path.name
        for path in [
            *(REPOSITORY / "src/runlift/ui").rglob("*.py"),
            *(REPOSITORY / "pages").rglob("*.py"),
        ]
        if re.search(r"\bwhole\(|_opened\(|\bStore\(|access\.OWNER\b", path.read_text())
    }

    assert used <= set(WHOLE), used - set(WHOLE)


def test_every_command_is_the_owners():
    """Whoever may open the file owns what is in it; no command asks who somebody is."""
    commands = list((REPOSITORY / "src/runlift/cli").glob("*.py"))
    text = "".join(path.read_text("utf-8") for path in commands)

    assert "access.OWNER" in text
    assert not re.search(r"access\.Viewer|store import (members|walls)|Guarded", text)


@pytest.mark.parametrize("who", ["other", "stranger", "coach"])
def test_files_of_the_server_are_the_owners_to_name(visit, house, who):
    for page in ("pages/data/imports.py", "pages/review/overview.py"):
        test = visit(house.full, who, page)
        assert "Look at these files" not in [one.label for one in test.button]

    test = visit(house.full, "owner", "pages/data/imports.py")
    assert "Look at these files" in [one.label for one in test.button]


@pytest.mark.parametrize(
    ("secrets", "said"),
    [
        ({"runlift": {"owners": ["a@example.org"]}}, "no [auth]"),
        ({**SECRETS, "runlift": {"owners": "a@example.org"}}, "list of texts"),
    ],
)
def test_secrets_that_are_wrong_let_nobody_in(visit, house, secrets, said):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "SECRETS", secrets)
        test = visit(house.full, "owner", "pages/review/overview.py")

    assert said in test.error[0].value.replace("\\", "")
    assert tells(test, house) == set()


def test_secrets_that_cannot_be_read_let_nobody_in(visit, house, tmp_path, monkeypatch):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n")
    real = st.get_option
    monkeypatch.setattr(
        st,
        "get_option",
        lambda key: [str(broken)] if key == "secrets.files" else real(key),
    )
    monkeypatch.setitem(globals(), "SECRETS", {})

    test = visit(house.full, "owner", "pages/review/overview.py")

    assert "cannot be read" in test.error[0].value
    assert tells(test, house) == set()


@pytest.mark.parametrize("email", ["x@example.org", "owner@example.com", ""])
def test_only_who_is_named_signs_in_where_somebody_is_named(
    visit, house, email, monkeypatch
):
    named = {"owners": ["owner@example.org"], "may_sign_in": ["@example.com"]}
    monkeypatch.setitem(globals(), "SECRETS", {**SECRETS, "runlift": named})
    real = claims("stranger") | {"email": email}
    monkeypatch.setitem(globals(), "claims", lambda subject: real)

    test = visit(house.full, "stranger", "pages/review/overview.py")

    is_in = email.endswith("@example.com")
    assert (test.title[0].value == "Sign in to Runlift") is not is_in
    if not is_in:
        assert "may not sign in here" in test.error[0].value.replace("\\", "")


@pytest.mark.parametrize("is_verified", [False, None, "true"])
def test_an_owner_is_only_whom_the_provider_vouches_for(
    visit, house, is_verified, monkeypatch
):
    real = claims("impostor") | {"email": "owner@example.org"}
    real["email_verified"] = is_verified
    monkeypatch.setitem(globals(), "claims", lambda subject: real)

    test = visit(house.full, "impostor", "pages/data/settings.py")

    assert tells(test, house) == set()
    assert "Make a backup" not in [one.label for one in test.button]


def test_a_click_that_comes_too_late_does_nothing_and_says_so(visit, house):
    now = datetime.now(UTC).replace(tzinfo=None)
    visit(house.full, "coach", "pages/data/methods.py")
    store = viewing.whole()
    let_in = (member_id("coach"), house.athlete_id, member_id("owner"), now)
    coaching.grant(store, *let_in)
    test = visit(
        house.full, "coach", "pages/review/lift_run.py", athlete=house.athlete_id
    )
    done = next(one for one in test.button if one.label == "Mark as dealt with")
    [one] = [
        one
        for one in coaching.of_coach(store, member_id("coach"))
        if one.athlete_id == house.athlete_id
    ]
    coaching.answer(
        store, one.coaching_id, "revoked", house.athlete_id, member_id("quokka"), now
    )

    done.click().run()

    assert tells(test, house) == set()
    assert "no such athlete" in test.error[0].value
    assert store.ask("acknowledgements", athlete=house.athlete_id).empty
