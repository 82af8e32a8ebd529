"""What the theme cannot say: touch targets, the scrolling board, room at the top."""

import streamlit as st

_CSS = """
<style>
  [data-testid="stMainBlockContainer"] { padding-top: 4.6rem; max-width: 1240px; }
  .st-key-filters { margin-bottom: .4rem; }
  .st-key-board { overflow-x: auto; }
  .st-key-board [data-testid="stPlotlyChart"],
  .st-key-board [data-testid="stElementContainer"],
  .st-key-board [data-testid="stVerticalBlock"] { min-width: 720px; }
  [data-testid="stMain"] h1 { font-size: 1.9rem; padding-bottom: .2rem; }
  [data-testid="stMain"] h3 { font-size: 1.3rem; }
  [data-testid="stMain"] h4 { font-size: 1.15rem; font-weight: 500; }
  [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
  @media (min-width: 641px) { .st-key-roster_cards { display: none; } }
  @media (max-width: 640px) {
    .st-key-roster_table { display: none; }
    [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
    .stButton button, .stDownloadButton button, [data-testid="stBaseButton-secondary"],
    [data-testid="stPageLink-NavLink"] { min-height: 44px; }
    [data-testid="stMain"] h1 { font-size: 1.5rem; }
    .st-key-figures { gap: .8rem 1.6rem; }
    .st-key-figures [data-testid="stMetricValue"] { font-size: 1.6rem; }
  }
</style>
"""


def apply() -> None:
    """Add the stylesheet to the page."""
    st.html(_CSS)
