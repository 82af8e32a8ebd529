"""The volume page's parts: figures, the unmapped, the table, the method."""

import pandas as pd
import streamlit as st

from runlift import frames
from runlift.frames import Profile, Training
from runlift.model import Window
from runlift.transforms.weekly_volume import UNMAPPED
from runlift.ui import shell, show


def figures(
    mean: pd.DataFrame, log: Training, window: Window
) -> list[tuple[str, str, str]]:
    """Hard sets a week, legs, muscles below what keeps them."""
    weeks = max(1.0, ((window.last - window.first).days + 1) / 7)
    sets = frames.within(log["sets"], window)
    hard = sets["is_hard"].sum() / weeks
    legs = (sets["is_hard"] & (sets["leg_factor"] > 0)).sum() / weeks
    little = int((mean["band"] == "little").sum())
    return [
        ("Hard sets a week", f"{hard:.1f}", f"over {weeks:.0f} weeks"),
        ("Of them for the legs", f"{legs:.1f}", "a week"),
        ("Muscles with little stimulus", f"{little}", "below the maintaining band"),
    ]


def unmapped_hint(mean: pd.DataFrame) -> None:
    """Say so when sets are missing from the picture because nobody mapped them."""
    missing = mean.loc[mean["muscle"] == UNMAPPED, "sets"].sum()
    if missing:
        shell.link(
            "exercises",
            f"{missing:.1f} sets a week are of exercises not mapped yet: map them",
        )


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


def table(mean: pd.DataFrame) -> None:
    """Every muscle's average week."""
    number = st.column_config.NumberColumn
    show.table(
        mean,
        {
            "name": "Muscle",
            "sets": number("Sets a week", format="%.1f"),
            "direct_sets": number("Direct", format="%.1f"),
            "indirect_sets": number("Indirect", format="%.1f"),
            "band": "Band",
            "maintain": number("Maintains from", format="%g"),
            "develop_low": number("Develops from", format="%g"),
            "develop_high": number("to", format="%g"),
            "high": number("High above", format="%g"),
        },
        "volume",
        alt="Average fractional hard sets a week for each muscle, with its bands.",
        height=420,
    )


def method(how: Profile) -> tuple[str, ...]:
    """How the numbers on this page come about."""
    number = how.policy.number
    share = number("volume.secondary_weight")
    return (
        f"A hard set counts 1 for each primary muscle and {share:g} for each secondary one "
        "(fractional counting); jumps, throws and warm-ups do not count.",
        f"A set is hard with at most {number('volume.hard_max_rir'):g} repetitions in "
        f"reserve; without RPE from {number('volume.hard_min_share_of_e1rm'):.0%} of the "
        f"recent estimated 1RM or {number('volume.hard_min_share_of_top'):.0%} of the "
        "session's top load of that exercise.",
        "A set done on both sides is one set for each muscle.",
        "The bands are ours, made for runners; below the first one means little stimulus, "
        "not weak. Squats do not credit the hamstrings: in the one MRI study at hand they "
        "did not grow from squatting.",
    )
