"""docs/deploy.md, as it is written: its settings, its command, its nginx, in a browser."""

import contextlib
import http.client
import re
import shlex
import shutil
import ssl
import subprocess
import time

import pytest
from tests import archives
from tests.e2e.conftest import REPOSITORY, free_port, served
from tests.e2e.test_server_in_a_browser import MB, WATCH, archive_of, memory, pages

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DOC = (REPOSITORY / "docs" / "deploy.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAME, OURS = "runlift.example.org", "runlift.localhost"
"""Chromium looks below `localhost` on this machine, without asking anybody."""


def block(kind, begins):
    """The block of the page with this at its beginning."""
    [found] = [
        text for one, text in BLOCK.findall(DOC) if one == kind and begins in text[:40]
    ]
    return found


def settings(folder):
    """The settings as the page has them, in a folder of the test."""
    lines = block("ini", "RUNLIFT_STORE").splitlines()
    text = {key: value for key, _, value in (one.partition("=") for one in lines)}
    text["STREAMLIT_SERVER_ALLOWED_HOSTS"] = OURS
    text["TMPDIR"] = str(folder)
    del text["RUNLIFT_STORE"]
    return text


def command():
    """What the unit starts, without Python and the port."""
    [line] = re.findall(r"^ExecStart=\S+ (.+)$", block("ini", "[Unit]"), re.MULTILINE)
    assert "--server.port 8501" in line
    return shlex.split(line.replace("--server.port 8501", ""))


def configuration(folder, app, plain, safe):
    """The whole of nginx's configuration around the block of the page."""
    text = block("nginx", "server_tokens")
    for there, here in {
        "127.0.0.1:8501": f"127.0.0.1:{app}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{safe}",
        f"/etc/letsencrypt/live/{NAME}": str(folder),
        "https://$host$request_uri": f"https://$host:{safe}$request_uri",
        NAME: OURS,
    }.items():
        assert there in text, there
        text = text.replace(there, here)
    kept = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        "worker_processes 1;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\n"
        f"access_log off;\n{kept}{text}}}\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory, demo_store):
    """The app behind nginx: its address, both ports, the process of the app."""
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("there is no nginx or no openssl on this machine")
    folder = tmp_path_factory.mktemp("nginx")
    uploads = tmp_path_factory.mktemp("uploads")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={OURS}", "-addext", f"subjectAltName=DNS:{OURS}"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )
    store = folder / "store.duckdb"
    shutil.copy(demo_store, store)
    app, plain, safe = free_port(), free_port(), free_port()
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, app, plain, safe))
    tested = subprocess.run(
        [nginx, "-t", "-p", folder, "-c", file, "-e", folder / "error.log"],
        capture_output=True,
        text=True,
    )
    assert tested.returncode == 0, tested.stderr
    processes = []
    with served(
        store,
        port=app,
        started=processes.append,
        command=command(),
        **settings(uploads),
    ):
        proxy = subprocess.Popen(
            [nginx, "-p", folder, "-c", file, "-e", folder / "error.log"]
        )
        try:
            for _ in range(100):
                with contextlib.suppress(OSError):
                    asked(safe)
                    break
                time.sleep(0.1)
            yield f"https://{OURS}:{safe}", plain, safe, processes[0]
        finally:
            proxy.terminate()
            proxy.wait(20)


def asked(port, path="/", method="GET", host=OURS, is_safe=True, body=None, **given):
    """One request of nginx; returns status, headers, body."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    connection = (
        http.client.HTTPSConnection("127.0.0.1", port, context=unchecked, timeout=30)
        if is_safe
        else http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    )
    if is_safe:
        # The name in the greeting decides which server of nginx answers.
        connection.connect = lambda: named(connection, unchecked, host)
    connection.request(method, path, body, {"Host": f"{host}:{port}", **given})
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def named(connection, context, host):
    http.client.HTTPConnection.connect(connection)
    connection.sock = context.wrap_socket(connection.sock, server_hostname=host)


def test_headers_cookies_and_closed_doors(site):
    _, plain, safe, _ = site

    status, headers, _ = asked(plain, "/imports?x=1", is_safe=False)
    assert status == 301
    assert headers["location"] == f"https://{OURS}:{safe}/imports?x=1"

    status, headers, _ = asked(safe)
    assert status == 200
    assert headers.get_all("content-security-policy")[0].startswith("default-src")
    for name in ("content-security-policy", "x-frame-options", "referrer-policy"):
        assert len(headers.get_all(name)) == 1, name
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["server"] == "nginx"

    status, headers, body = asked(safe, "/_stcore/health")
    assert (status, body) == (200, b"ok")
    assert "; Secure" in headers["set-cookie"]

    for path in ("metrics", "agent/openapi.json", "agent/interact"):
        assert asked(safe, f"/_stcore/{path}")[0] == 404, path
    with pytest.raises(ssl.SSLError):
        asked(safe, host="evil.example")


def test_scripts_are_sent_packed(site):
    _, _, safe, _ = site
    page = asked(safe)[2].decode()
    script = re.search(r'src="\./(static/js/index\.[\w-]+\.js)"', page)[1]
    plain = asked(safe, f"/{script}")[2]
    _, headers, packed = asked(safe, f"/{script}", **{"Accept-Encoding": "gzip"})

    assert headers["content-encoding"] == "gzip"
    assert len(packed) < len(plain) / 2


def test_bodies_are_limited(site):
    _, _, safe, _ = site

    assert asked(safe, "/imports", "POST", body=b"x" * (MB + 1))[0] == 413
    assert asked(safe, "/api/upload", "PUT", body=b"x")[0] == 403
    assert (
        asked(safe, "/api/upload", "PUT", **{"Content-Length": str(9 << 30)})[0] == 413
    )


def test_every_page_works_behind_it(site, visit):
    url, *_ = site
    visitor = visit(url)
    visitor.page.add_init_script(WATCH)
    for name in pages():
        visitor.opens(name)
        assert visitor.page.evaluate("window.__violations") == [], name
    assert visitor.complaints == []


def test_files_come_in_by_both_ways(site, visit, tmp_path):
    url, _, _, process = site
    visitor = visit(url)
    page = visitor.page
    visitor.opens("imports")
    small = tmp_path / "small.zip"
    small.write_bytes(archives.strava_zip(2))
    page.locator('input[type="file"]').first.set_input_files(small)
    page.get_by_role("button", name="Import 1 file for Me").wait_for(timeout=60_000)
    visitor.settles()
    page.get_by_role("button", name="Throw away").click()
    visitor.settles()

    before = memory(process)
    page.get_by_text("A file of gigabytes").click()
    archive = archive_of(tmp_path / "strava.zip", 300 * MB)
    page.locator("#large-file").set_input_files(archive)
    page.get_by_role("button", name="Import 1 file for Me").wait_for(timeout=120_000)
    visitor.settles()

    assert memory(process, "VmHWM") - before < 120 * MB
    page.get_by_role("button", name="Import 1 file for Me").click()
    page.get_by_text("strava.zip: 3 new, 0 updated, 0 unchanged.").wait_for()
    visitor.settles()
    assert page.get_by_text("files on this computer").count() == 0
    assert visitor.complaints == []
