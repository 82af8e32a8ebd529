"""The running page's frame: figures, tabs, headings, and how its numbers come about."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from runlift.charts.running_bests import distance_text
from runlift.charts.theme import Look
from runlift.frames import Profile
from runlift.frames.running import Running
from runlift.science.single_run import COHORT, LOOKS_BACK_DAYS, RUNNERS
from runlift.transforms.run_fitness import Effort
from runlift.ui import show
from runlift.units import day_text, distance_out, duration_text

PARTS = ("Weeks and runs", "Intensity and efficiency", "Bests", "Load")
PART = "about"


def figures(page: Running, how: Profile, look: Look) -> list[tuple[str, str, str]]:
    """Distance a week, the easy share, VDOT, and where efficiency goes."""
    one = page.totals.iloc[0]
    far = distance_out(one["distance_m"], look.distance_unit)
    runs = f"{one['runs']:.0f} {'run' if one['runs'] == 1 else 'runs'} in all"
    easy = page.split["easy"].iloc[0]
    return [
        (
            "Running a week",
            f"{far:.1f} {look.distance_unit}",
            f"{one['moving_s'] / 3600:.1f} h, {runs}",
        ),
        (
            "Easy",
            f"{easy:.0%}" if easy == easy else "–",
            f"of the time, {known_by(page)}",
        ),
        _vdot(page, how),
        _efficiency(page, how, look),
    ]


def known_by(page: Running) -> str:
    """What the split of intensity rests on."""
    one = page.split.iloc[0]
    if one["by_heart"] == 0:
        return "by class of run"
    if one["by_heart"] == one["runs"]:
        return "by heart rate"
    return f"{one['by_heart']:.0f} of {one['runs']:.0f} runs by heart rate"


def _vdot(page: Running, how: Profile) -> tuple[str, str, str]:
    if isinstance(page.fitness, str):
        days = how.policy.number("fitness.vdot_days")
        return "VDOT", "–", f"no all-out effort in {days:g} days"
    return "VDOT", f"{page.fitness.vdot:.1f}", effort_text(page.fitness)


def _efficiency(page: Running, how: Profile, look: Look) -> tuple[str, str, str]:
    """Where efficiency goes; without recordings the longest run stands in its place."""
    if page.steady.empty and len(page.runs):
        return _longest(page, look)
    if page.trend.empty:
        least = how.policy.number("efficiency.min_runs")
        return (
            "Efficiency",
            "not enough data",
            f"{len(page.steady)} steady recorded runs; {least:g} are needed",
        )
    one = page.trend.iloc[0]
    return (
        "Efficiency",
        f"{one['slope']:+.1f} % a month".replace("-", "−"),
        f"{one['low']:+.1f} to {one['high']:+.1f}, from {one['runs']} runs".replace(
            "-", "−"
        ),
    )


def _longest(page: Running, look: Look) -> tuple[str, str, str]:
    runs = page.runs[page.runs["distance_m"].notna()]
    if runs.empty:
        return "Longest run", "–", "no distance is known"
    most = runs.loc[runs["distance_m"].idxmax()]
    far = distance_out(most["distance_m"], look.distance_unit)
    ratio = most["ratio"]
    against = (
        f"; {ratio:.2f} times the longest of {LOOKS_BACK_DAYS:g} days before"
        if ratio == ratio
        else ""
    )
    return (
        "Longest run",
        f"{far:.1f} {look.distance_unit}",
        f"{day_text(most['day'])} {most['day'].year}{against}",
    )


def effort_text(effort: Effort) -> str:
    """`10 km in 41:20, 3 May 2026`; a distance people race by its name."""
    metres = effort.distance_m
    named = distance_text(metres)
    if named == "half":
        named = "half marathon"
    far = f"{metres / 1000:.1f} km" if "." in named else named
    return (
        f"{far} in {duration_text(effort.seconds)}, "
        f"{day_text(effort.day)} {effort.day.year}"
    )


def has_runs(page: Running) -> bool:
    """Whether there is a run in the window; if not, say what would help."""
    if page.totals["runs"].iloc[0]:
        return True
    show.too_little(
        "No run in these days.", "Widen the window, or import a newer export."
    )
    return False


def no_runs() -> None:
    """The page for a log with lifts and without a run."""
    show.title("How is my running going?", "There are no runs in this log yet.")
    show.too_little(
        "There are lifts but no runs.", "Import your running app or watch as well."
    )


def tabs() -> Sequence[Any]:
    """The parts of the page; only the open one is sent."""
    return st.tabs(PARTS, key=PART, bind="query-params", on_change="rerun")


def heading(text: str) -> None:
    """A heading within the page."""
    st.subheader(text)


def method(how: Profile) -> tuple[str, ...]:
    """How the numbers on this page come about."""
    number, numbers = how.policy.number, how.policy.numbers
    easy, hard = numbers("running.intensity_shares")
    small, large = numbers("efficiency.bands_percent")
    shortest, longest = numbers("fitness.vdot_s")
    cohort = "; ".join(
        f"over {one.over:.2f}"
        + (f" up to {one.up_to:.2f}" if one.up_to else "")
        + f": {one.ratio:.2f} ({one.low:.2f} to {one.high:.2f})"
        for one in COHORT.values()
    )
    return (
        f"A week stands before the median and the range of the "
        f"{number('running.usual_weeks'):g} weeks before it, weeks off included. The "
        "long-run share is that of the longest long run.",
        f"Single runs are held against the longest of the {LOOKS_BACK_DAYS:g} days "
        f"before. In one cohort of {RUNNERS:,.0f} runners, times longer and how often an "
        "overuse injury followed, against runs of up to 1.10 times (hazard rate ratio, "
        f"interval): {cohort}. An association in one cohort; not a prediction. Without a "
        "run in those days there is no reference.",
        f"Easy is below {easy:.0%} of the maximum heart rate, hard above {hard:.0%}, by "
        "the second where a recording has a heart rate nearly throughout. Other runs "
        "count as a whole by their class.",
        "Efficiency is metres on the level a heart beat; decoupling is by how much it "
        "fell from the first to the second half, the first "
        f"{number('stream.settle_s') / 60:g} minutes left out. Steady runs of "
        f"{number('efficiency.min_s') / 60:g} min count, with a heart rate for "
        f"{number('efficiency.hr_coverage'):.0%}, speed within "
        f"{number('efficiency.speed_cv'):.0%} and no stop over "
        f"{number('efficiency.stop_s'):g} s. Bands at {small:g} and {large:g} % are "
        "convention. Heat and wind are not taken out. The direction is Theil-Sen over at "
        f"most {number('efficiency.trend_runs'):g} runs, from "
        f"{number('efficiency.min_runs'):g} runs over "
        f"{number('efficiency.min_span_days'):g} days on.",
        "Grade-adjusted speed costs as much on the level (Minetti). Without a recording "
        "it is approximated from the climb as on a loop: a lower bound.",
        "A best effort lies anywhere in a recording, on the clock, or is a run over just "
        "that distance. A record beats every earlier run; a first time is none.",
        f"VDOT (Daniels and Gilbert) is of the best all-out effort of "
        f"{number('fitness.vdot_days'):g} days, {shortest / 60:g} min to "
        f"{longest / 3600:g} h long: a race, or a run whose heart rate peaked at "
        f"{number('fitness.effort_max_share'):.0%} of the maximum. Race times follow "
        "Riegel with exponents of 1.06 to 1.10; no marathon from a race below "
        f"{number('fitness.marathon_from_m') / 1000:g} km.",
        "Session-RPE is effort from 0 to 10 times minutes; repetitions in reserve are "
        f"another thing. A lift counts up to {number('load.lift_cap_s') / 60:g} min. "
        "TRIMP is Banister's, by the second where it can be, else from the average, "
        "which underestimates intervals. Leg load is ours. They count different things "
        "and are not added up.",
        f"Long- and short-term load are weighted averages of about "
        f"{number('load.long_days'):g} and {number('load.short_days'):g} days that begin "
        f"at zero; the first {number('load.long_days'):g} days are marked. Monotony is a "
        "week's mean over its sample deviation, strain is its load times that.",
    )
