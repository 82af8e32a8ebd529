"""The script that Streamlit runs for every visitor."""

from runlift.ui import shell

shell.run_app()
