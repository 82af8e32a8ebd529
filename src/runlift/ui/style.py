"""What the theme cannot say: touch targets, the scrolling board, room at the top."""

import streamlit as st

_CSS = """
<style>
  [data-testid="stMainBlockContainer"] { padding-top: 3.2rem; max-width: 1240px; }
  .st-key-filters { margin-bottom: .4rem; }
  .st-key-board { overflow-x: auto; }
  .st-key-board [data-testid="stPlotlyChart"],
  .st-key-board [data-testid="stElementContainer"],
  .st-key-board [data-testid="stVerticalBlock"] { min-width: 720px; }
  h1 { font-size: 1.9rem; padding-bottom: .2rem; }
  [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
  @media (max-width: 640px) {
    [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
    .stButton button, .stDownloadButton button, [data-testid="stBaseButton-secondary"],
    [data-testid="stPageLink-NavLink"] { min-height: 44px; }
    h1 { font-size: 1.55rem; }
  }
</style>
"""


def apply() -> None:
    """Add the stylesheet to the page."""
    st.html(_CSS)
