"""`PUT /api/upload`: one file, straight to the disk, whatever its size.

The memory of the server does not grow with the file, as it would with Streamlit's own
uploads. The answer is a sentence for the person who sends it.
"""

import asyncio
import shutil
from functools import partial
from typing import IO

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from runlift.errors import WrongInput
from runlift.ui.upload_gate import Arrival, Busy, Gate, Refused

PATH = "/api/upload"
TICKET = "x-runlift-ticket"
ATHLETE = "x-runlift-athlete"

_PIECE = 1 << 20
"""Bytes that are written at once: a trip to a thread for every packet would be slow."""

_SILENCE_S = 60.0
"""An upload of which nothing has come for so long is given up."""

_ROOM_LEFT = 1 << 30
"""Bytes that an upload must leave free on the disk, for what else happens there."""


class _Broken(Exception):
    """The upload ended before its end."""


def route(gate: Gate, base: str) -> Route:
    """The route, to be given to `st.App`.

    Args:
        gate: who may send what.
        base: of the address of the app, such as `/runlift`; usually empty.
    """
    return Route(f"{base}{PATH}", partial(_put, gate), methods=["PUT"])


async def _put(gate: Gate, request: Request) -> Response:
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return _said(411, "The upload does not say how large it is.")
    size = int(length)
    if gate.quota.limits.file_bytes and size > gate.quota.limits.file_bytes:
        return _said(413, "The file is larger than is allowed here.")
    ticket = request.headers.get(TICKET, "")
    try:
        # Its folder may have to be made, which is the disk's work as well.
        arrival = await run_in_threadpool(
            gate.enter, ticket, request.headers.get(ATHLETE, ""), size
        )
    except Refused as refusal:
        return _said(403, str(refusal))
    except Busy as refusal:
        return _said(429, str(refusal))
    except WrongInput as refusal:
        return _said(413, str(refusal))
    return await _received(gate, arrival, request, size)


async def _received(
    gate: Gate, arrival: Arrival, request: Request, size: int
) -> Response:
    is_whole = False
    try:
        free = shutil.disk_usage(arrival.path.parent).free
        if free - size < _ROOM_LEFT:
            return _said(507, "There is not enough room on the server for this file.")
        with await run_in_threadpool(arrival.path.open, "wb") as file:
            await _written(request, file, arrival, size)
        is_whole = arrival.received == size
    except _Broken as broken:
        return _said(400, str(broken))
    except OSError:
        return _said(507, "The server could not write the file. Try again later.")
    finally:
        await run_in_threadpool(gate.leave, arrival, is_whole=is_whole)
    if not is_whole:
        return _said(400, "The upload ended before its end. Try again.")
    return _said(201, "The file is there.")


async def _written(
    request: Request, file: IO[bytes], arrival: Arrival, size: int
) -> None:
    """Write what comes, a piece at a time."""
    waiting = bytearray()
    coming = request.stream()
    while True:
        try:
            async with asyncio.timeout(_SILENCE_S):
                chunk = await anext(coming, None)
        except (ClientDisconnect, TimeoutError) as error:
            raise _Broken("The upload broke off. Try again.") from error
        if chunk is None:
            break
        arrival.received += len(chunk)
        if arrival.received > size:
            raise _Broken("More came than the upload had announced.")
        waiting += chunk
        if len(waiting) >= _PIECE:
            await run_in_threadpool(file.write, waiting)
            waiting = bytearray()
    await run_in_threadpool(file.write, waiting)


def _said(status: int, sentence: str) -> Response:
    # A refused upload goes on being sent; the connection is of no more use.
    headers = {"cache-control": "no-store"}
    if status >= 400:
        headers["connection"] = "close"
    return PlainTextResponse(sentence, status, headers)
