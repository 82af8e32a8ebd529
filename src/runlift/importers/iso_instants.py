"""ISO times that apps write in UTC, shown on the athlete's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.importers.sheet import Sheet
from runlift.importers.spoken_dates import moment, wall_clock, zone_question
from runlift.model import Answers, Question


@dataclass(frozen=True)
class Instants:
    """One column of times, one value a row."""

    written: pd.Series
    """As the file has it, whatever clock that is: for differences."""
    local: pd.Series
    utc: pd.Series
    """Missing where the file has no `Z` and so no instant."""
    source: list[str]
    """`utc` or `wall`, the `tz_source` of a session."""
    questions: tuple[Question, ...] = ()


def read_instants(
    sheet: Sheet, cells: Sequence[str], what: str, answers: Answers
) -> Instants:
    """`cells` like `2026-03-01T10:00:00Z`; unreadable ones reject their row."""
    written = sheet.moments(cells, stamp, what)
    is_utc = np.array([cell[-1:] in ("Z", "z") for cell in cells], dtype=bool)
    questions: tuple[Question, ...] = ()
    if (is_utc & sheet.kept).any():
        questions = zone_question(
            answers,
            "The file states instants, not clock times; "
            f"{answers.timezone} is what this machine is set to.",
            doing="train",
        )
    return Instants(
        written=written,
        local=written.where(~is_utc, wall_clock(written, answers.timezone)),
        utc=written.where(is_utc),
        source=np.where(is_utc, "utc", "wall").tolist(),
        questions=questions,
    )


def stamps(cells: Sequence[str]) -> pd.Series:
    """`cells` as times, missing where there is none; nothing is rejected."""
    known = {text: stamp(text) for text in set(cells)}
    return pd.Series([known[text] for text in cells], dtype="datetime64[us]")


def stamp(text: str) -> pd.Timestamp | None:
    """The time an ISO text names, `None` when it names none."""
    read = moment(text)
    return None if read is None else pd.Timestamp(read)
