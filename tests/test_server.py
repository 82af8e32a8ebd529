"""What stands before the app on a server, and the way in for files of gigabytes."""

import asyncio
import os
import resource
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette

from runlift.errors import WrongInput
from runlift.limits import GB, Limits
from runlift.ui import upload_gate, upload_route
from runlift.ui.server_guard import Guard
from runlift.ui.upload_gate import Gate, Refused

MB = 1 << 20
ANA = "a" * 20


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gate(clock):
    made = Gate(Limits(file_bytes=400 * MB, day_bytes=GB, day_files=20), clock)
    yield made
    made.close()


def run(answer):
    """In a thread of its own: the browser tests of a run keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer).result()


def asked(app, path="/", method="GET", kind="http", body=(), **given):
    """What an ASGI app answers: status, headers by name, text."""
    sent = []
    parts = list(body) or [b""]

    async def receive():
        if not parts:
            return {"type": "http.disconnect"}
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    headers = [
        (name.replace("_", "-").encode(), str(value).encode("latin-1"))
        for name, value in {"host": "localhost", **given}.items()
    ]
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
        "http_version": "1.1",
        "scheme": "http",
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }
    run(app(scope, receive, send))
    start = sent[0]
    found = {}
    for name, value in start.get("headers", ()):
        found.setdefault(name.decode().lower(), []).append(value.decode())
    text = b"".join(one.get("body", b"") for one in sent[1:]).decode()
    return start.get("status", start["type"]), found, text


async def app(scope, receive, send):
    """Takes everything, and sets a cookie as Streamlit does."""
    taken = 0
    while scope["type"] == "http":
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        taken += len(message["body"])
        if not message["more_body"]:
            break
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    cookies = [
        (b"set-cookie", b"_streamlit_xsrf=1; Path=/; SameSite=Lax"),
        (b"set-cookie", b"other=1; Secure"),
        (b"X-Frame-Options", b"ALLOWALL"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": cookies})
    await send({"type": "http.response.body", "body": str(taken).encode()})


def guarded(**how):
    return Guard(app, **{"hosts": [], "is_tls": False, **how})


# Headers and cookies.


def test_every_answer_protects_its_page():
    _, headers, _ = asked(guarded())

    assert headers["x-content-type-options"] == ["nosniff"]
    assert headers["x-frame-options"] == ["DENY"]
    assert headers["referrer-policy"] == ["same-origin"]
    assert "camera=()" in headers["permissions-policy"][0]
    [policy] = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    scripts = next(one for one in policy.split("; ") if one.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert "http" not in policy
    assert "*" not in policy


def test_tls_is_promised_only_where_it_is_there():
    _, plain, _ = asked(guarded())
    _, safe, _ = asked(guarded(is_tls=True))

    assert "strict-transport-security" not in plain
    assert plain["set-cookie"][0].endswith("SameSite=Lax")
    assert safe["strict-transport-security"] == ["max-age=31536000"]
    assert safe["set-cookie"][0].endswith("; Secure")
    assert safe["set-cookie"][1] == "other=1; Secure"


# Hosts and closed doors.


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("app.example.org", 200),
        ("APP.example.org.:8501", 200),
        ("x.lift.example", 200),
        ("lift.example", 400),
        ("localhost", 400),
        ("evil.org", 400),
        ("app.example.org.evil.org", 400),
        ("app.example.org@evil.org", 400),
        ("app.example.org:80:80", 400),
        ("", 400),
    ],
)
def test_only_named_hosts_are_answered(host, status):
    named = guarded(hosts=["app.example.org", "*.lift.example"])

    assert asked(named, host=host)[0] == status


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501"])
def test_without_names_only_this_machine_is_answered(host):
    assert asked(guarded(), host=host)[0] == 200
    assert asked(guarded(), host="app.example.org")[0] == 400


def test_a_websocket_of_another_host_is_closed():
    assert asked(guarded(), kind="websocket", host="evil.org")[0] == "websocket.close"
    assert asked(guarded(), kind="websocket")[0] == "websocket.accept"


def test_a_health_check_needs_no_name():
    assert asked(guarded(), "/_stcore/health", host="10.0.0.7")[0] == 200


@pytest.mark.parametrize("base", ["", "/lift"])
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact"])
def test_figures_of_the_process_are_for_nobody(base, path):
    assert asked(guarded(base=base), base + path)[0] == 404


# Bodies.


def test_a_request_brings_little():
    assert asked(guarded(), "/x", "POST", content_length=MB + 1)[0] == 413
    assert asked(guarded(), "/x", "POST", content_length="many")[0] == 413


def test_a_request_that_does_not_say_its_size_is_cut_off():
    heard = []

    async def counting(scope, receive, send):
        while (message := await receive())["type"] == "http.request":
            heard.append(len(message["body"]))
        await send({"type": "http.response.start", "status": 200})

    guard = Guard(counting, hosts=[], is_tls=False)
    asked(guard, "/x", "POST", body=[b"x" * (MB // 4)] * 20)

    assert sum(heard) <= MB


def test_uploads_of_streamlit_have_its_limit_and_the_large_ones_their_own():
    guard = guarded(form_bytes=2 * MB, uploads=["/api/upload"])
    path = "/_stcore/upload_file/a/b"

    assert asked(guard, path, "PUT", content_length=3 * MB, body=[b"x"])[0] == 200
    assert asked(guard, path, "PUT", content_length=3 * MB + 1)[0] == 413
    assert asked(guard, "/api/upload", "PUT", content_length=GB, body=[b"x"])[0] == 200
    assert asked(guard, "/api/uploads", "PUT", content_length=GB)[0] == 413


# Tickets.


def ticket(gate, size=10, athlete=ANA, viewer="ana", name="export.zip"):
    return gate.ticket(viewer, athlete, name, size)


def put(gate, content, said, athlete=ANA, size=None):
    route = Starlette(routes=[upload_route.route(gate, "")])
    size = sum(map(len, content)) if size is None else size
    status, _, text = asked(
        route,
        "/api/upload",
        "PUT",
        body=content,
        content_length=size,
        x_runlift_ticket=said,
        x_runlift_athlete=athlete,
    )
    return status, text


def nothing_is_there(gate):
    return (
        list(gate.folder.iterdir()) == []
        and gate.taken("ana", ANA) == []
        and gate._under_way.total() == 0
    )


def test_a_file_with_its_ticket_arrives_whole(gate):
    content = [os.urandom(700_000) for _ in range(4)]

    assert put(gate, content, ticket(gate, 2_800_000)) == (201, "The file is there.")

    [(name, path)] = gate.taken("ana", ANA)
    assert name == "export.zip"
    assert path.read_bytes() == b"".join(content)
    assert path.parent == gate.folder
    assert gate.taken("ana", ANA) == []


def test_a_file_is_only_for_who_sent_it_and_for_whom(gate):
    put(gate, [b"0123456789"], ticket(gate))

    assert gate.taken("ben", ANA) == []
    assert gate.taken("ana", "b" * 20) == []
    assert len(gate.taken("ana", ANA)) == 1


def wrong(gate, clock):
    good = ticket(gate)
    written, _, signature = good.partition(".")
    yield "none", ""
    yield "nonsense", "x.y"
    yield "no letters", "\xff.\xfe"
    yield "unsigned", written
    yield "signed by nobody", f"{written}.{'A' * len(signature)}"
    yield "of another process", ticket(Gate(gate.quota.limits, clock))
    other = ticket(gate, athlete="b" * 20).partition(".")[0]
    yield "of another's content", f"{other}.{signature}"


def test_a_wrong_ticket_is_refused_and_nothing_is_written(gate, clock):
    for what, said in wrong(gate, clock):
        assert put(gate, [b"0123456789"], said)[0] == 403, what
    assert nothing_is_there(gate)


def test_a_ticket_is_for_one_athlete(gate):
    status, _ = put(gate, [b"0123456789"], ticket(gate), athlete="b" * 20)

    assert status == 403
    assert nothing_is_there(gate)


def test_a_ticket_is_good_once(gate):
    said = ticket(gate)
    put(gate, [b"0123456789"], said)
    gate.taken("ana", ANA)[0][1].unlink()

    assert put(gate, [b"9876543210"], said)[0] == 403
    assert nothing_is_there(gate)


def test_also_after_an_upload_that_broke_off(gate):
    said = ticket(gate)
    assert put(gate, [b"01234"], said, size=10)[0] == 400

    assert put(gate, [b"0123456789"], said)[0] == 403
    assert nothing_is_there(gate)


def test_a_ticket_is_good_for_two_minutes(gate, clock):
    said = ticket(gate)
    clock.now += upload_gate.TICKET_S + 1

    assert put(gate, [b"0123456789"], said)[0] == 403
    assert nothing_is_there(gate)


def test_used_tickets_are_forgotten_once_they_are_too_old_anyway(gate, clock):
    for _ in range(3):
        put(gate, [b"0123456789"], ticket(gate))
    clock.now += upload_gate.TICKET_S + 1
    put(gate, [b"0123456789"], ticket(gate))

    assert len(gate._used) == 1


def test_a_file_nobody_takes_over_is_removed(gate, clock):
    put(gate, [b"0123456789"], ticket(gate))
    clock.now += upload_gate.FORGOTTEN_S + 1
    put(gate, [b"0123456789"], ticket(gate))

    assert len(list(gate.folder.iterdir())) == len(gate.taken("ana", ANA)) == 1


# Sizes.


def test_more_than_is_allowed_is_too_large(gate):
    with pytest.raises(WrongInput, match="400 MB are allowed"):
        ticket(gate, 401 * MB)

    assert put(gate, [b"x"], ticket(gate), size=401 * MB)[0] == 413
    assert nothing_is_there(gate)


def test_more_than_the_ticket_says_is_too_large(gate):
    assert put(gate, [b"0" * 11], ticket(gate, 10))[0] == 413
    assert nothing_is_there(gate)


def test_more_than_was_announced_is_cut_off(gate):
    assert put(gate, [b"01234", b"56789", b"x"], ticket(gate), size=10)[0] == 400
    assert nothing_is_there(gate)


def test_an_upload_says_its_size(gate):
    assert put(gate, [b"0123456789"], ticket(gate), size="")[0] == 411
    assert put(gate, [b"0123456789"], ticket(gate), size="-10")[0] == 411
    assert nothing_is_there(gate)


def test_the_day_is_full_at_some_point(gate):
    for _ in range(20):
        put(gate, [b"0123456789"], ticket(gate))

    with pytest.raises(WrongInput, match="20 files may be sent within a day"):
        ticket(gate)
    ticket(gate, viewer="ben")


def test_the_day_may_have_filled_up_since_the_ticket_was_made(gate):
    said = [ticket(gate) for _ in range(21)]
    found = [put(gate, [b"0123456789"], one)[0] for one in said]

    assert found == [201] * 20 + [413]


def test_few_uploads_at_once(gate):
    for _ in range(upload_gate.MOST_AT_ONCE):
        gate.enter(ticket(gate), ANA, 10)

    assert put(gate, [b"0123456789"], ticket(gate))[0] == 429
    assert put(gate, [b"0123456789"], ticket(gate, viewer="ben"))[0] == 201


def test_a_full_disk_is_said(gate, monkeypatch):
    monkeypatch.setattr(upload_route, "_ROOM_LEFT", 1 << 60)

    assert put(gate, [b"0123456789"], ticket(gate))[0] == 507
    assert nothing_is_there(gate)


def test_two_at_once_cannot_share_a_ticket(gate):
    said = ticket(gate)
    found = []
    go = threading.Barrier(8)

    def enter():
        go.wait()
        try:
            gate.enter(said, ANA, 10)
            found.append(True)
        except Refused:
            found.append(False)

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(found) == [False] * 7 + [True]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(gate):
    piece = b"x" * (64 << 10)

    def send(count):
        said = ticket(gate, count * len(piece))
        parts = (piece for _ in range(count))
        return streamed(gate, parts, said, count * len(piece))

    assert send(16) == 201
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert send(4800) == 201
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert grown < 20 << 10
    assert sum(path.stat().st_size for _, path in gate.taken("ana", ANA)) > 300 * MB


def streamed(gate, parts, said, size):
    """The status of an upload whose pieces are made when they are asked for."""
    status = []

    async def receive():
        part = next(parts, None)
        return {
            "type": "http.request",
            "body": part or b"",
            "more_body": part is not None,
        }

    async def send(message):
        status.append(message.get("status"))

    given = {
        "content-length": str(size),
        "x-runlift-ticket": said,
        "x-runlift-athlete": ANA,
    }
    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/api/upload",
        "query_string": b"",
        "headers": [(name.encode(), text.encode()) for name, text in given.items()],
        "root_path": "",
    }
    route = Starlette(routes=[upload_route.route(gate, "")])
    run(route(scope, receive, send))
    return status[0]
