"""The app on a server: what `asgi.py` puts around it."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from runlift import limits
from runlift.ui import upload_gate, upload_route
from runlift.ui.server_guard import Guard


def middleware() -> list[Middleware]:
    """What every request goes through first."""
    return [
        Middleware(
            Guard,
            hosts=st.get_option("server.allowedHosts"),
            is_tls=limits.is_behind_tls(),
            base=base(),
            uploads=[upload_route.PATH],
            form_bytes=st.get_option("server.maxUploadSize") << 20,
        )
    ]


def routes() -> list[Route]:
    """What is answered beside Streamlit: uploads of gigabytes."""
    gate = upload_gate.opened(limits.of_server())
    return [upload_route.route(gate, base())]


def base() -> str:
    """What stands before every path, such as `/runlift`; usually nothing."""
    named = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{named}" if named else ""
