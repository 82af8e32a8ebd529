"""Runlift's entry: `streamlit run app.py`.

Served as an ASGI app whose script lies in the package. Were this file the script,
Streamlit would find `pages/` beside it, and the first deep link of a fresh server
would be greeted with "page not found" (docs/adr/0002).
"""

import site
from pathlib import Path

import streamlit as st

# Idempotent, unlike sys.path.insert, which would grow with every rerun.
site.addsitedir(str(Path(__file__).parent / "src"))

from runlift.ui import shell

app = st.App(shell.SCRIPT)

if __name__ == "__main__":
    # Executed as a script after all, as `AppTest` does.
    shell.run_app()
