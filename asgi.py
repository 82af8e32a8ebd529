"""Runlift on a server: `streamlit run asgi.py` behind a proxy, see docs/deploy.md.

The same app as `app.py`, with headers, checks and uploads of gigabytes around it.
"""

import site
from pathlib import Path

import streamlit as st

site.addsitedir(str(Path(__file__).parent / "src"))

from runlift.ui import server, shell

app = st.App(shell.SCRIPT, routes=server.routes(), middleware=server.middleware())
