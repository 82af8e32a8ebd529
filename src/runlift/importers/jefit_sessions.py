"""When the workouts of a JEFIT export were: instants, and the account's offset."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from runlift.importers.jefit_tables import Tables
from runlift.importers.numeric_dates import read_moments
from runlift.importers.sheet import Sheet
from runlift.importers.spoken_dates import wall_clock
from runlift.model import Answers, Question
from runlift.units import Floats

_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Begun:
    """The session of each row of the logs."""

    key: list[str]
    local: pd.Series
    utc: pd.Series
    precision: list[str]
    tz_source: list[str]
    duration_s: Floats
    questions: tuple[Question, ...]


def begun_of(tables: Tables, logs: Sheet, answers: Answers) -> Begun:
    """Join the logs with their sessions; the date of the log is the local one.

    The clock is that of the session, else of its first log. Where both fall on another
    day than the log says, it was written later, and the clock time is unknown.
    """
    when = read_moments(logs, logs.cells("mydate"), answers, "mydate")
    day = when.start.dt.normalize()
    key = _keys(logs.cells("belongsession"), day)
    sessions = _sessions(tables, logs.cells("belongsession"))
    first_day = day.groupby(key).transform("min")
    logged = pd.Series(_seconds(logs.cells("logTime")))
    first_log = logged.groupby(key).transform("min").to_numpy()
    clocks = _Clocks(tables.setting("zonedifference"), answers.timezone)
    local, utc = clocks.read(sessions.begun, first_day)
    is_listed = utc.notna()
    by_log, utc_by_log = clocks.read(first_log, first_day)
    local, utc = local.where(is_listed, by_log), utc.where(is_listed, utc_by_log)
    is_clocked = utc.notna().to_numpy()
    return Begun(
        key=key,
        local=local.where(is_clocked, first_day),
        utc=utc,
        precision=np.where(is_clocked, "second", "day").tolist(),
        tz_source=np.where(is_clocked, clocks.tz_source, "wall").tolist(),
        duration_s=np.where(is_listed, sessions.duration_s, np.nan),
        questions=when.questions,
    )


def _keys(belongs: Sequence[str], day: pd.Series) -> list[str]:
    """Which session a log is of: its number and first day, or its day alone.

    Numbers count from 1 again on a new phone, so days apart are sessions apart; after
    midnight it is still the same one.
    """
    rows = pd.DataFrame({"number": list(belongs), "day": day})
    ordered = rows.sort_values(["number", "day"], kind="stable")
    fresh = (ordered["number"] != ordered["number"].shift()) | (
        ordered["day"] - ordered["day"].shift() > _DAY
    )
    is_alone = ordered["number"].isin(["", "0", "-1"])
    fresh |= is_alone & (ordered["day"] != ordered["day"].shift())
    begins = ordered["day"].where(fresh).ffill().dt.strftime("%Y-%m-%d")
    number = ordered["number"].where(~is_alone, "")
    keys = (number + "|" + begins.fillna("")).sort_index()
    return [str(one) for one in keys.tolist()]


@dataclass(frozen=True)
class _Sessions:
    begun: Floats
    duration_s: Floats


def _sessions(tables: Tables, belongs: Sequence[str]) -> _Sessions:
    """Start and duration of the session of each log, NaN where it is not listed."""
    sheet = tables.sheet("WORKOUT SESSIONS")
    unknown = np.full(len(belongs), np.nan)
    if sheet is None:
        return _Sessions(unknown, unknown)
    begun = _seconds(sheet.cells("starttime", "starttimie"))
    ended = _seconds(sheet.cells("endtime"))
    total = _seconds(sheet.cells("total_time"))
    lasted = np.where(np.isnan(total), ended - begun, total)
    place = {one: row for row, one in reversed(list(enumerate(sheet.cells("_id"))))}
    rows = np.array([place.get(one, -1) for one in belongs], dtype=np.int64)
    known = rows >= 0
    return _Sessions(
        np.where(known, begun[rows], np.nan), np.where(known, lasted[rows], np.nan)
    )


def _seconds(cells: Sequence[str]) -> Floats:
    """Whole seconds, of the epoch or lasted; 0, blank and anything else that is no number is missing."""
    known = {
        text: float(text) if text.isdecimal() and 0 < int(text) < 10**11 else np.nan
        for text in set(cells)
    }
    return np.array([known[text] for text in cells], dtype=float)


class _Clocks:
    """The wall clock, by the offset of the account or else in the athlete's zone."""

    def __init__(self, offset: str, zone: str):
        self.zone = zone
        self.offset_h: float | None = None
        if re.fullmatch(r"[+-]?\d{1,2}(\.\d+)?", offset):
            self.offset_h = float(offset)

    @property
    def tz_source(self) -> str:
        """Whether the file states the offset, or instants alone."""
        return "utc" if self.offset_h is None else "offset"

    def read(self, epoch: Floats, day: pd.Series) -> tuple[pd.Series, pd.Series]:
        """Wall clock and UTC of these instants, missing where they are on other days.

        The offset is that of the day of the export. Where an hour more or less brings
        a session to the day its log says, that is summer time.
        """
        utc = pd.to_datetime(pd.Series(epoch), unit="s").astype("datetime64[us]")
        if self.offset_h is None:
            local = wall_clock(utc, self.zone)
        else:
            local = utc + pd.Timedelta(hours=self.offset_h)
            for shift in (pd.Timedelta(hours=-1), pd.Timedelta(hours=1)):
                is_off = local.dt.normalize() != day
                is_near = (local + shift).dt.normalize() == day
                local = local.where(~(is_off & is_near), local + shift)
        is_then = local.dt.normalize() == day
        return local.astype("datetime64[us]").where(is_then), utc.where(is_then)
