"""The course of chosen muscles on the volume page: by week, or rolling seven days."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from runlift.charts import muscle_panels, volume_rolling, volume_weekly
from runlift.charts.theme import Look
from runlift.transforms.rolling_volume import course
from runlift.ui import show
from runlift.ui.volume_body import name_of

WEEKLY, ROLLING = "Weekly", "Rolling 7 days"
_MANY = 3
"""Muscles shown before anybody has chosen: those with a range that got most."""


def over_time(page: Mapping[str, pd.DataFrame], look: Look, muscle: str | None) -> None:
    """The switch, the muscles, the picture.

    Args:
        page: as `cached.volume` returns it.
        look: how to draw.
        muscle: the one chosen on the body; others can be asked for without.
    """
    mean = page["mean"]
    st.subheader("Over time")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control(
            "Counted",
            [WEEKLY, ROLLING],
            default=WEEKLY,
            required=True,
            key="volume_kind",
        )
        wanted = [muscle] if muscle else _ask(mean)
    if muscle:
        st.caption(
            show.plain(f"{name_of(mean, muscle)}, because it is chosen on the body.")
        )
    if not wanted:
        show.too_little("No muscle is chosen.", "Choose one to see its course.")
    elif kind == ROLLING:
        rows = course(page["rolling"], mean, wanted)
        if rows.empty:
            show.too_little("No hard set for it in these days.", "Widen the window.")
        else:
            show.chart(volume_rolling, look, "volume_rolling", course=rows)
    else:
        rows = course(page["heat"], mean, wanted)
        show.chart(volume_weekly, look, "volume_weekly", course=rows)
        if not rows["is_whole"].all():
            st.caption("The pale bar is a week of which these days hold only a part.")


def _ask(mean: pd.DataFrame) -> list[str]:
    """Muscles by name, the unmapped among them where there are any."""
    names = dict(zip(mean["muscle"], mean["name"], strict=True))
    # Arms need no sets of their own, and top many a list all the same.
    banded = mean[mean["maintain"].notna()]
    most = banded.nlargest(_MANY, "sets")["muscle"].tolist()
    return st.multiselect(
        "Muscles",
        list(names),
        default=most,
        format_func=lambda one: names.get(one, one),
        max_selections=muscle_panels.MOST,
        key="volume_muscles",
        width=560,
    )
