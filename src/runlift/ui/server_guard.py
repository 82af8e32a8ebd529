"""What stands before the app on a server: who it answers, how much, and with which headers.

On one's own machine none of this is there. Streamlit checks the host of its websocket
only, sets no header that protects a page, and knows of TLS only where it does that
itself; behind a proxy it does not.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from pathlib import Path
from typing import Any

import streamlit as st

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

HERE = ("localhost", "127.0.0.1", "::1")
"""Hosts that are answered where none are named."""

_CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""What nobody outside needs: figures about the process, and a second way in."""
_HEALTH = "/_stcore/health"
_STREAMLIT_UPLOADS = "/_stcore/upload_file/"

_SMALL_BYTES = 1 << 20
"""More than this no request brings, uploads apart."""
_FRAMING_BYTES = 1 << 20
"""What an upload of Streamlit may have around its file."""

_READING = ("GET", "HEAD", "OPTIONS")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_YEAR_S = 365 * 24 * 3600


class Guard:
    """ASGI middleware, the outermost.

    Args:
        app: what it stands before.
        hosts: names the app is reached by; `*.example.com` stands for all below it.
        is_tls: whether it is reached over TLS only.
        base: of the address of the app, such as `/runlift`; usually empty.
        uploads: paths that look after the size of what comes themselves.
        form_bytes: the largest file that Streamlit's own uploads take.
    """

    def __init__(
        self,
        app: Application,
        *,
        hosts: Collection[str],
        is_tls: bool,
        base: str = "",
        uploads: Collection[str] = (),
        form_bytes: int = 0,
    ):
        self._app = app
        self._hosts = [one.strip().lower().rstrip(".") for one in hosts] or list(HERE)
        self._is_tls = is_tls
        self._base = base
        self._uploads = tuple(uploads)
        self._form_bytes = form_bytes
        self._headers = headers(is_tls=is_tls)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(self._base)
        given = {name.lower(): value for name, value in scope["headers"]}
        send = self._protected(send)
        if path != _HEALTH and not self.answers(
            given.get(b"host", b"").decode("latin")
        ):
            await _refuse(
                scope,
                send,
                400,
                "This address is not one of those the app answers to "
                "(server.allowedHosts).",
            )
        elif path.startswith(_CLOSED):
            await _refuse(scope, send, 404, "Not found")
        elif (most := self._most(scope, path)) is None:
            await self._app(scope, receive, send)
        else:
            length = given.get(b"content-length", b"0")
            if not length.isdigit() or int(length) > most:
                await _refuse(scope, send, 413, "This is larger than is allowed here.")
            else:
                await self._app(scope, _limited(receive, most), send)

    def answers(self, host: str) -> bool:
        """Whether the app is reached by this name, with or without a port."""
        found = re.fullmatch(r"(?:\[([\da-fA-F:.]+)\]|([\w.-]+))(?::\d{1,5})?", host)
        if not found:
            return False
        name = (found[1] or found[2]).lower().rstrip(".")
        return any(
            one == "*" or name == one or (one[:2] == "*." and name.endswith(one[1:]))
            for one in self._hosts
        )

    def _most(self, scope: Message, path: str) -> int | None:
        """Bytes that a request may bring; `None` where that is no question here."""
        if scope["type"] == "websocket" or scope["method"] in _READING:
            return None
        if path in self._uploads:
            return None
        if path.startswith(_STREAMLIT_UPLOADS):
            return self._form_bytes + _FRAMING_BYTES
        return _SMALL_BYTES

    def _protected(self, send: Send) -> Send:
        """Every answer with the headers, every cookie over TLS only."""

        async def protected(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                others = [
                    (
                        name,
                        self._cookie(value) if name.lower() == b"set-cookie" else value,
                    )
                    for name, value in message.get("headers", ())
                    if name.lower() not in self._headers
                ]
                message["headers"] = [*others, *self._headers.items()]
            await send(message)

        return protected

    def _cookie(self, value: bytes) -> bytes:
        is_secure = b"secure" in [one.strip().lower() for one in value.split(b";")]
        return value + b"; Secure" if self._is_tls and not is_secure else value


def headers(*, is_tls: bool) -> dict[bytes, bytes]:
    """What every answer says to protect the page it belongs to."""
    found = {
        "content-security-policy": policy(),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        # Links name athletes and days; nobody else learns them.
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(
            f"{name}=()"
            for name in (
                "camera",
                "display-capture",
                "geolocation",
                "microphone",
                "payment",
                "usb",
                "serial",
                "bluetooth",
                "hid",
                "midi",
            )
        ),
    }
    if is_tls:
        found["strict-transport-security"] = f"max-age={_YEAR_S}"
    return {name.encode(): value.encode() for name, value in found.items()}


def policy() -> str:
    """What a page may load and run.

    Streamlit writes its styles into the page as it goes (`unsafe-inline`) and imports
    the scripts of components from blobs; it compiles WebAssembly of its own, and no text.
    """
    scripts = " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *_inline_scripts()])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "media-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _inline_scripts() -> list[str]:
    """The scripts that stand in Streamlit's page itself, by what they are."""
    page = Path(st.__file__).with_name("static") / "index.html"
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in _INLINE.findall(page.read_text("utf-8"))
    ]


def _limited(receive: Receive, most: int) -> Receive:
    """What comes, until it is more than was allowed; then the connection is over."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return message if received <= most else {"type": "http.disconnect"}

    return limited


async def _refuse(scope: Message, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        # Before it is accepted, this is answered with 403.
        await send({"type": "websocket.close", "code": 1008})
        return
    body = sentence.encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-store"),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
