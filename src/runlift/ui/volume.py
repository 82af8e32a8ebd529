"""The volume page's frame: figures, hints, tabs, the table of muscles, the method."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from runlift.charts.theme import BAND
from runlift.frames import Profile
from runlift.transforms.weekly_volume import UNMAPPED
from runlift.ui import shell, show
from runlift.ui.volume_weight import share_text

PARTS = ("Muscles", "Balance and programs", "Sessions and jumps", "Tonnage")


def figures(totals: pd.DataFrame, mean: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Hard sets a week and how that has moved, legs, muscles below what keeps them."""
    one = totals.iloc[0]
    weeks, hard, before = one["weeks"], one["hard_sets"], one["hard_sets_before"]
    span = f"over {weeks:.0f} {'week' if round(weeks) == 1 else 'weeks'}"
    moved = f"; {_change(hard - before)} the {weeks:.0f} before"
    moved = "" if before != before else moved
    little = mean["band"] == "little"
    banded = int(mean["maintain"].notna().sum())
    return [
        ("Hard sets a week", f"{hard:.1f}", f"{span}{moved}"),
        (
            "Of them for the legs",
            f"{one['leg_sets']:.1f}",
            f"{one['leg_sets'] / hard:.0%} of all" if hard else "a week",
        ),
        (
            "Muscles with little stimulus",
            f"{int(little.sum())}",
            f"of {banded} that have a range",
        ),
    ]


def _change(difference: float) -> str:
    if abs(difference) < 0.05:
        return "as in"
    return f"{abs(difference):.1f} {'more' if difference > 0 else 'fewer'} than in"


def hints(mean: pd.DataFrame, sides: pd.DataFrame) -> None:
    """What stands between the picture and the truth: unmapped sets, uneven sides."""
    missing = mean.loc[mean["muscle"] == UNMAPPED, "sets"].sum()
    if missing:
        shell.link(
            "exercises",
            f"{missing:.1f} sets a week are of exercises not mapped yet: map them",
        )
    if len(sides):
        st.markdown(f":material/compare_arrows: {show.plain(sides_text(sides))}")


def sides_text(sides: pd.DataFrame) -> str:
    """Which muscles got more work on one side, in words and sets.

    Args:
        sides: as `volume_frames` returns it, at least one row.
    """
    told = [
        f"{name.lower()} {left:g} left and {right:g} right"
        for name, left, right in zip(
            sides["name"], sides["left_sets"], sides["right_sets"], strict=True
        )
    ]
    shown = told[:3]
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    return (
        f"The two sides got different work in these days, in hard sets: "
        f"{'; '.join(shown)}{more}. That may be on purpose."
    )


def has_sets(page: Mapping[str, pd.DataFrame]) -> bool:
    """Whether anything was lifted in the window; if not, say what would help."""
    if len(page["doses"]) or len(page["jump_sessions"]):
        return True
    show.too_little(
        "No hard set, jump or throw in these days.",
        "Widen the window, or import a newer export.",
    )
    return False


def tabs() -> Sequence[Any]:
    """The parts of the page; only the open one is computed and sent."""
    return st.tabs(PARTS, key="part", bind="query-params", on_change="rerun")


def columns() -> Sequence[Any]:
    """The body beside the bars; below each other on a phone."""
    return st.columns([5, 6], gap="medium")


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


def table(mean: pd.DataFrame) -> None:
    """Every muscle's average week."""
    number = st.column_config.NumberColumn
    words = {key: band.word for key, band in BAND.items()}
    shown = mean.assign(word=mean["band"].map(words).fillna(""))
    show.table(
        shown,
        {
            "name": "Muscle",
            "sets": number("Sets a week", format="%.1f"),
            "direct_sets": number("Direct", format="%.1f"),
            "indirect_sets": number("Indirect", format="%.1f"),
            "left_sets": number("Left", format="%.1f"),
            "right_sets": number("Right", format="%.1f"),
            "word": "Band",
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
    growth = number("volume.contacts_warn_growth") - 1
    return (
        f"A hard set counts 1 for each primary muscle and {share_text(share)} for each "
        "secondary one (fractional counting); jumps, throws and warm-ups do not count.",
        f"A set is hard with at most {number('volume.hard_max_rir'):g} repetitions in "
        f"reserve; without RPE from {number('volume.hard_min_share_of_e1rm'):.0%} of the "
        f"recent estimated 1RM or {number('volume.hard_min_share_of_top'):.0%} of the "
        "session's top load of that exercise. A hold counts from "
        f"{number('volume.hold_min_s'):g} s.",
        "A set done on both sides is one set for each muscle; a set of one side alone is "
        "half a set, and a whole one of its side. Sides are mentioned from "
        f"{number('volume.sides_min_sets'):g} sets and "
        f"{number('volume.sides_min_share'):.0%} apart.",
        "The bands are ours, made for runners; below the first one means little stimulus, "
        "not weak. Squats do not credit the hamstrings: in the one MRI study at hand they "
        "did not grow from squatting.",
        "Rolling 7 days: the sets of a day and the six before it, so that on a Sunday it "
        "is what the week had.",
        "Push is every hard set of a horizontal, vertical or angled press, pull every one "
        "of a row or pulldown; flies, raises, curls and extensions are neither. A "
        f"comparison needs {number('balance.min_sets'):g} sets. The ranges are ours and "
        "no target.",
        "A landing on both legs is one jump contact. More than "
        f"{number('volume.contacts_warn'):g} in a session, or a week that has grown by "
        f"more than {growth:.0%} to {number('volume.contacts_growth_from'):g} or more, is "
        "a caution of this project. The guide levels are a clinic's for runners and a "
        "table usually credited to the NSCA, quoted from memory.",
        "Tonnage is load times repetitions of working sets, two dumbbells counted twice. "
        "It is never summed over exercises: a machine's kilograms are not a barbell's, "
        "and bands and holds have none.",
        "Week 1 of the intermediate and advanced program is the guide's (StrengthLog); "
        "weeks 2 to 6 are this project's own completion. Which muscles an exercise "
        "trains is ours as well.",
    )
