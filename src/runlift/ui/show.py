"""What pages show: an answer first, figures, pictures, tables, and how we know."""

import re
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from runlift import exports
from runlift.charts.theme import Look
from runlift.model import Athlete

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$^&@=\"'])")


_ADDRESS = re.compile(r"https?(?=://)|www(?=\.)|[\w.+-](?=@)", re.IGNORECASE)
"""Where the browser would begin to see an address, and make a link of it."""
_JOINER = "\u2060"
"""Not to be seen, and no part of an address."""


def plain(text: str) -> str:
    """Text from a file or a person, so that Markdown shows it as it is.

    Addresses are made links after everything else was read, so no backslash keeps them
    from it.
    """
    apart = _ADDRESS.sub(rf"\g<0>{_JOINER}", text.replace("\n", " "))
    return _MARKDOWN.sub(r"\\\1", apart)


def title(question: str, answer: str) -> None:
    """The page's question and its answer in a sentence.

    The answer may hold names from files; it is shown as it is.
    """
    st.title(question)
    st.markdown(f"#### {plain(answer)}")


def space() -> DeltaGenerator:
    """Room at this place for what is only known further down."""
    return st.container()


def figures(values: Sequence[tuple[str, str, str]]) -> None:
    """Two to four figures: label, value, and what it is compared with."""
    with st.container(horizontal=True, gap="large", key="figures"):
        for label, value, note in values:
            with st.container(width="content", gap=None):
                st.metric(label, value, width="content")
                st.caption(plain(note))


def chart(
    module: ModuleType,
    look: Look,
    key: str,
    *,
    selects: bool = False,
    **frames: pd.DataFrame,
) -> Any:
    """A picture with its text alternative; with `selects`, returns what was clicked."""
    return st.plotly_chart(
        module.figure(look, **frames),
        key=key,
        alt=module.describe(look, **frames),
        on_select="rerun" if selects else "ignore",
        selection_mode="points",
        config={"displayModeBar": False, "responsive": True},
    )


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, str | Any],
    file_name: str,
    *,
    alt: str,
    height: int | None = None,
) -> None:
    """A table and its download.

    Args:
        frame: what is downloaded.
        columns: the columns shown, in order, with their heading or column config.
        file_name: of the download, without ending.
        alt: the table in a sentence.
        height: in pixels, for long tables.
    """
    st.dataframe(
        frame[list(columns)],
        column_config=dict(columns),
        hide_index=True,
        alt=alt,
        height=height or "auto",
    )
    st.download_button(
        "Download CSV",
        lambda: exports.write(frame, "csv"),
        f"{file_name}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"download_{file_name}",
    )


def how_we_know(*sentences: str) -> None:
    """Rule, formula and source behind the page, folded away."""
    with st.expander("How do you know?", icon=":material/info:"):
        for sentence in sentences:
            st.markdown(sentence)
        st.page_link(
            _methods(),
            label="All formulas, thresholds and sources",
            icon=":material/functions:",
        )


def too_little(what: str, more: str) -> None:
    """The state between empty and enough: what is missing, and how much would do."""
    st.info(f"{plain(what)} {plain(more)}", icon=":material/hourglass_empty:")


def only_hers(athlete: Athlete, deed: str) -> None:
    """In place of what a coach may not do for an athlete."""
    st.info(f"Only {plain(athlete.name)} herself can {deed}.", icon=":material/lock:")


def _methods() -> str:
    from runlift.ui import shell

    return shell.path("methods")
