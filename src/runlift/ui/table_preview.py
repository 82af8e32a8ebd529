"""What an unknown table becomes by a mapping: its first sets or runs, and the counts."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from runlift.answers import counted
from runlift.errors import RunliftError
from runlift.importers import tables
from runlift.importers.tables import TableMapping
from runlift.model import Answers, Parsed
from runlift.ui import show
from runlift.units import day_text, duration_text

_SHOWN = 10


@dataclass(frozen=True)
class _Outcome:
    """What a mapping makes of a file; small enough to be kept."""

    rows: pd.DataFrame
    summary: str
    left_out: tuple[tuple[int, str], ...]
    asked: tuple[str, ...]
    notes: tuple[str, ...]


def outcome(text: str, mapping: TableMapping) -> None:
    """What the file becomes, with what is left out and what will be asked."""
    try:
        found = _read(text, tables.written(mapping))
    except RunliftError as refusal:
        st.error(show.plain(str(refusal)))
        return
    st.subheader("What becomes of it")
    st.markdown(show.plain(found.summary))
    if len(found.rows):
        st.dataframe(
            found.rows,
            hide_index=True,
            alt=f"What the first rows become: {found.summary}",
        )
    for sentence in (*found.asked, *found.notes):
        st.caption(show.plain(sentence))
    if found.left_out:
        with st.expander(f"{counted(len(found.left_out), 'row')} left out, and why"):
            st.dataframe(
                [{"Line": line, "Reason": reason} for line, reason in found.left_out],
                hide_index=True,
                alt="The rows of the file that could not be used, with line and reason.",
            )


@st.cache_data(max_entries=8, show_spinner="Reading the table ...")
def _read(text: str, toml: str) -> _Outcome:
    """Kept, because every click on the screen asks for it again."""
    mapping = tables.read(toml)
    parsed = tables.parse(text, mapping, Answers())
    rows = _runs(parsed) if mapping.kind == "runs" else _sets(parsed)
    return _Outcome(
        rows=_blanked(rows.dropna(axis=1, how="all")),
        summary=_summary(parsed),
        left_out=tuple((one.line, one.reason) for one in parsed.rejected),
        asked=tuple(
            f"You will be asked: {one.text} Our guess: {one.guess}. {one.why}"
            for one in parsed.questions
        ),
        notes=parsed.notes,
    )


def _blanked(rows: pd.DataFrame) -> pd.DataFrame:
    """Missing words are blank; missing numbers stay missing."""
    words = rows.select_dtypes(exclude="number").columns
    return rows.assign(**{name: rows[name].fillna("") for name in words})


def _summary(parsed: Parsed) -> str:
    starts = pd.concat([parsed.sessions["start_local"], parsed.runs["start_local"]])
    parts = [
        f"{counted(len(parsed.sets), 'set')} in {counted(len(parsed.sessions), 'session')}"
        if len(parsed.sets)
        else counted(len(parsed.sessions), "lift session")
        if len(parsed.sessions)
        else "",
        counted(len(parsed.runs), "run") if len(parsed.runs) else "",
    ]
    read = ", ".join(part for part in parts if part) or "nothing"
    days = ""
    if len(starts):
        first, last = starts.min().date(), starts.max().date()
        days = (
            f", {day_text(first)} {first.year} to {day_text(last)} {last.year}"
            if first != last
            else f", on {day_text(first)} {first.year}"
        )
    reasons = Counter(one.reason for one in parsed.rejected).most_common(1)
    left = (
        f" {counted(len(parsed.rejected), 'row')} left out, most often because "
        f"{reasons[0][0]}."
        if reasons
        else " No row is left out."
    )
    return f"Read: {read}{days}.{left}"


def _sets(parsed: Parsed) -> pd.DataFrame:
    joined = parsed.sets.merge(
        parsed.sessions[["session_key", "start_local", "time_precision", "title"]],
        on="session_key",
    )
    first = joined.sort_values("line", kind="stable").head(_SHOWN)
    return pd.DataFrame(
        {
            "Line": first["line"],
            "Date": _dates(first),
            "Session": first["title"],
            "Exercise": first["exercise_raw"],
            "kg": first["load_kg"].round(2),
            "Reps": first["reps"],
            "Time": _times(first["duration_s"]),
            "Metres": first["distance_m"].round(),
            "RPE": first["rpe"],
            "Kind": first["kind"],
            "Note": first["note"],
        }
    )


def _runs(parsed: Parsed) -> pd.DataFrame:
    first = parsed.runs.head(_SHOWN)
    return pd.DataFrame(
        {
            "Line": first["line"],
            "Date": _dates(first),
            "Name": first["title"],
            "km": (first["distance_m"] / 1000).round(2),
            "Time": _times(first["moving_s"]),
            "With pauses": _times(first["elapsed_s"]),
            "Ascent (m)": first["ascent_m"].round(),
            "Heart rate": first["avg_hr"],
            "RPE": first["rpe"],
            "Kind": first["source_tag"],
            "Note": first["note"],
        }
    )


def _dates(rows: pd.DataFrame) -> list[str]:
    return [
        f"{start:%Y-%m-%d}" if precision == "day" else f"{start:%Y-%m-%d %H:%M}"
        for start, precision in zip(
            rows["start_local"], rows["time_precision"], strict=True
        )
    ]


def _times(seconds: pd.Series) -> list[str | None]:
    return [duration_text(one) if one == one else None for one in seconds]
