"""The methods page's parts: rendered from the registries, so that it cannot go stale."""

import importlib
import pkgutil
import re

import streamlit as st

from runlift import paths, science
from runlift.program.guide_rules import guide_rules
from runlift.program.rules import every_rule
from runlift.science import cited, strength
from runlift.science.policy import default_policy

_REFERENCE = re.compile(r"- \*\*(?P<key>[^*]+)\*\*: (?P<text>.+)")


def formulas() -> None:
    """The formulas of the estimated 1RM."""
    st.subheader("Estimated 1RM")
    st.dataframe(
        [
            {
                "Formula": one.title,
                "3 reps": float(strength.e1rm(100, 3, slug)),
                "5 reps": float(strength.e1rm(100, 5, slug)),
                "8 reps": float(strength.e1rm(100, 8, slug)),
                "10 reps": float(strength.e1rm(100, 10, slug)),
            }
            for slug, one in strength.FORMULAS.items()
        ],
        column_config={
            f"{reps} reps": st.column_config.NumberColumn(format="%.1f")
            for reps in (3, 5, 8, 10)
        },
        hide_index=True,
        alt="What each formula makes of 100 kg lifted for 3, 5, 8 and 10 repetitions.",
    )
    st.caption("What 100 kg for so many repetitions is worth, in kg.")


def guide() -> None:
    """The rules of the guide, in our words, and what places lifts among runs."""
    st.subheader("The rules of the guide")
    st.caption(
        "StrengthLog's guide to strength training for runners, in our words; beside "
        "each what this project made of it where the guide leaves it open."
    )
    st.dataframe(
        [
            {"Rule": key, "About": one.name, "It says": one.text, "Here": one.ours}
            for key, one in guide_rules().items()
        ],
        hide_index=True,
        alt="The 24 rules of the guide.",
    )
    st.markdown("**What places lifts in a week**")
    st.dataframe(
        [
            {"Rule": name.replace("_", " "), "Advice": one.advice, "Source": one.source}
            for name, one in every_rule().items()
        ],
        hide_index=True,
        alt="The rules by which the builder places lifts; their costs stand below.",
    )


def constants() -> None:
    """Every constant of a formula, with unit and source."""
    for module in pkgutil.iter_modules(science.__path__):
        importlib.import_module(f"{science.__name__}.{module.name}")
    st.subheader("Constants")
    st.dataframe(
        [
            {
                "Constant": name,
                "Value": float(one),
                "Unit": one.unit,
                "Source": one.source,
                "Note": one.note,
            }
            for name, one in sorted(cited.registry().items())
        ],
        hide_index=True,
        alt="Every constant used in a formula, with unit and source.",
    )


def thresholds() -> None:
    """Every tunable threshold, by section."""
    st.subheader("Thresholds")
    every = default_policy().thresholds()
    sections = list(dict.fromkeys(one.key.partition(".")[0] for one in every))
    for section in sections:
        with st.expander(section.replace("_", " ").capitalize()):
            st.dataframe(
                [
                    {
                        "Threshold": one.key.partition(".")[2],
                        "Value": str(one.value).strip("()"),
                        "Unit": one.unit,
                        "Source": one.source,
                        "Why": one.note,
                    }
                    for one in every
                    if one.key.startswith(f"{section}.")
                ],
                hide_index=True,
                alt=f"The thresholds of {section}, with unit, source and reason.",
            )


def sources() -> None:
    """What the source keys stand for."""
    st.subheader("Sources")
    lines = paths.references_file().read_text("utf-8").splitlines()
    found = [_REFERENCE.match(line) for line in lines]
    st.dataframe(
        [{"Source": one["key"], "Citation": one["text"]} for one in found if one],
        column_config={"Source": st.column_config.TextColumn(width="small")},
        hide_index=True,
        alt="What each source key stands for.",
    )


def lexicon() -> None:
    """How titles are read."""
    st.subheader("Words in titles")
    st.markdown(
        "Titles of runs are read in a dozen languages for words such as *long run*, "
        "*intervals*, *tempo* or *race* (`data/keywords.toml`). Weak words count only with "
        "a second signal. The list still wants native readers."
    )


def limits() -> None:
    """What Runlift does not do."""
    st.subheader("What this is not")
    st.markdown(
        "Information about your own training log, not medical advice. No injury risk, no "
        "readiness, no diagnosis. Where the data do not suffice, the answer is that they "
        "do not suffice."
    )
