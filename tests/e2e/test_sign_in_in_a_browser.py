"""Signing in for real: a provider on this machine, an owner, a coach, two athletes.

The provider is a process of its own, as it would be; the secrets lie in a temporary
folder and are named on the command line, as docs/sign_in.md says.
"""

import contextlib
import importlib.util
import json
import re
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from tests.e2e.conftest import free_port, served
from tests.logs import hevy, keep, lift, run, sets, strava

from runlift.store import Store, athletes, members
from runlift.store.members import Member

pytestmark = pytest.mark.e2e

PEOPLE = {
    "ines": "Ines Owner",
    "ruth": "Ruth Coach",
    "ana": "Ana Quokka",
    "bea": "Bea Wombat",
    "stranger": "Some Body",
}


@contextlib.contextmanager
def provider():
    port = free_port()
    people = [
        json.dumps(
            {
                "sub": one,
                "name": name,
                "email": f"{one}@example.org",
                "email_verified": True,
            }
        )
        for one, name in PEOPLE.items()
    ]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "oidc_provider_mock", "--port", str(port)),
            *(part for one in people for part in ("--user-claims", one)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url).close()
                break
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def filled(path, issuer):
    """Ana has trained here before; everybody else has yet to come."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with Store(str(path)) as store:
        ana = athletes.new(
            store, "Ana Quokka", now, timezone="UTC", is_timezone_known=True
        )
        athletes.write(store, ana, now)
        day = datetime(now.year, now.month, now.day)
        keep(
            store,
            ana,
            hevy(
                *(
                    lift(day - timedelta(days=7 * week + 2, hours=6), *sets(n=4))
                    for week in range(6)
                )
            ),
            strava(
                *(
                    run(
                        day - timedelta(days=7 * week + 1, hours=16),
                        110,
                        20,
                        tag="long",
                    )
                    for week in range(6)
                )
            ),
            now=now,
        )
        who = members.member_id(issuer, "ana")
        members.write(
            store,
            Member(who, "Ana", "ana@example.org", True, "athlete", ana.athlete_id),
            now,
        )
    return ana.athlete_id


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    """Where the app is, where people are known, and who Ana is."""
    if importlib.util.find_spec("oidc_provider_mock") is None:
        pytest.skip("oidc-provider-mock is not installed")
    folder = tmp_path_factory.mktemp("club")
    with provider() as issuer:
        ana = filled(folder / "store.duckdb", issuer)
        secrets = folder / "secrets.toml"
        secrets.write_text(
            "[auth]\n"
            'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            'cookie_secret = "nothing to guess, and longer than thirty-two"\n'
            'client_id = "runlift"\n'
            'client_secret = "secret"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
            "[runlift]\n"
            'owners = ["ines@example.org"]\n'
        )
        command = (
            *("-m", "streamlit", "run", "app.py", "--server.headless", "true"),
            *("--server.address", "127.0.0.1", "--server.fileWatcherType", "none"),
            *("--secrets.files", str(secrets)),
        )
        with served(folder / "store.duckdb", command=command) as url:
            yield url, issuer, ana


@pytest.fixture
def comes(visit, club):
    """Somebody opens a page in a browser of her own and signs in."""
    url, issuer, _ = club
    visitors = []

    def make(who, path="", **options):
        visitor = visit(url, **options)
        visitors.append(visitor)
        visitor.opens(path)
        assert visitor.page.get_by_role("heading", name="Sign in to Runlift").count()
        signs_in(visitor, who, path)
        return visitor

    yield make
    for visitor in visitors:
        # The provider's own pages are not ours to answer for.
        ours = [
            one
            for one in visitor.complaints
            if issuer not in one and url in one.partition("@")[2]
        ]
        assert ours == []


def signs_in(visitor, who, path=""):
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.get_by_role("button", name=who, exact=True).click()
    # Back on the first page, and from there to the one she came for.
    page = path.partition("?")[0]
    visitor.page.wait_for_url(re.compile(f"{re.escape(visitor.url)}/{page}([?].*)?$"))
    visitor.settles()


def goes(visitor, name):
    visitor.page.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
    visitor.settles()


def text(visitor):
    return visitor.page.get_by_test_id("stMain").inner_text()


def clicks(visitor, name):
    visitor.page.get_by_role("button", name=name, exact=True).first.click()
    visitor.settles()


def chooses(visitor, container, label, option):
    place = visitor.page.locator(f".{container}")
    # A list that opens while the page scrolls to it closes again.
    place.scroll_into_view_if_needed()
    visitor.settles()
    place.get_by_label(label, exact=True).click()
    visitor.page.get_by_role("option", name=option, exact=True).click()
    visitor.settles()


def test_the_first_request_of_a_fresh_server_is_a_link_and_leads_where_it_points(
    club, comes
):
    url, _, ana = club

    ines = comes("ines", f"lift_run?athlete={ana}&window=all")

    assert ines.page.url.startswith(f"{url}/lift_run?")
    assert f"athlete={ana}" in ines.page.url and "window=all" in ines.page.url
    assert "Which lifts sat too close" in text(ines)
    assert "Ines Owner" in ines.page.get_by_test_id("stSidebar").inner_text()


def test_a_coach_is_let_in_and_out_by_the_athlete(club, comes):
    _, issuer, ana = club
    ruth = comes("ruth")
    assert "Drop your exports" in text(ruth) and "Quokka" not in text(ruth)
    ines = comes("ines", "settings")
    member = members.member_id(issuer, "ruth")
    chooses(ines, f"st-key-member_{member}", "Is", "coach")

    goes(ruth, "Settings")
    ruth.page.get_by_label("E-mail of the athlete").fill("ana@example.org")
    clicks(ruth, "Invite")
    assert "Has not accepted" in text(ruth) and "Quokka" not in text(ruth)

    hers = comes("ana")
    hers.page.get_by_role("link", name="A coach has invited you").click()
    hers.page.get_by_role("button", name="Accept").wait_for()
    hers.settles()
    assert "asks to see your training" in text(hers)
    clicks(hers, "Accept")
    assert "sees your training" in text(hers)

    goes(ruth, "Overview")
    assert "Ana Quokka" in ruth.page.get_by_test_id("stSelectbox").first.inner_html()
    assert ruth.charts()
    goes(ruth, "Settings")
    assert "Only Ana Quokka herself can change her settings" in text(ruth)

    clicks(hers, "End it")
    goes(ruth, "Strength")
    assert "Not found" in text(ruth) and "Quokka" not in text(ruth)
    assert not ruth.charts()
    ruth.opens(f"lift_run?athlete={ana}")
    assert "Not found" in text(ruth) and "Quokka" not in text(ruth)

    goes(hers, "Overview")
    goes(hers, "Settings")
    hers.page.get_by_text("Who saw and changed what").click()
    hers.settles()
    assert hers.page.get_by_test_id("stDataFrame").count()


def test_a_newcomer_sees_a_store_of_her_own(club, comes):
    _, _, ana = club
    bea = comes("bea", f"?athlete={ana}")
    assert "Not found" in text(bea) and "Quokka" not in text(bea)
    clicks(bea, "Show who is here")
    assert "Drop your exports" in text(bea)
    assert "Meet the demo athletes" not in text(bea)
    day = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=3)
    bea.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        [
            {
                "name": "mine.csv",
                "mimeType": "text/csv",
                "buffer": hevy(lift(day, *sets(n=5))),
            }
        ]
    )
    bea.page.get_by_label("Your name").fill("Bea Wombat")
    bea.page.get_by_label("Your name").press("Enter")
    bea.settles()
    bea.page.get_by_role("button", name="Import 1 file").click()
    bea.page.get_by_text("Bea Wombat").first.wait_for()
    bea.settles()

    goes(bea, "Settings")
    assert "Settings" in text(bea) and "Quokka" not in text(bea)
    assert "Members" not in text(bea) and "Make a backup" not in text(bea)

    stranger = comes("stranger", "strength")
    assert stranger.page.url.startswith(f"{stranger.url}/strength")
    assert "Quokka" not in text(stranger) and "Wombat" not in text(stranger)


def test_who_signs_out_is_out(club, comes):
    _, issuer, _ = club
    hers = comes("ana")
    assert "Ana Quokka" in hers.page.get_by_test_id("stSidebar").inner_text()

    hers.page.get_by_role("button", name="Sign out").click()
    hers.page.wait_for_url(f"{issuer}/**")
    hers.opens("")

    assert hers.page.get_by_role("heading", name="Sign in to Runlift").count()
    assert "Quokka" not in hers.page.content()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sign_in_screen_fits_a_phone(club, visit, theme):
    url, _, _ = club
    visitor = visit(url, width=390, theme=theme)

    visitor.opens("")

    assert not visitor.overflows()
    button = visitor.page.get_by_role("button", name="Sign in").bounding_box()
    assert button["height"] >= 40
    assert visitor.complaints == []
