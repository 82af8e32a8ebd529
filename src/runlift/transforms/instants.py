"""When things happened: wall clocks and instants, across DST edges; days and weeks."""

from datetime import date

import numpy as np
import pandas as pd


def instants(records: pd.DataFrame, zone: str) -> pd.Series:
    """The moment each record began, naive UTC.

    A file's own instant counts; else the wall clock is taken to be in `zone`. In the
    hour that occurs twice in autumn it is the first one, and a time that spring skips
    moves to the hour after.

    Args:
        records: start_local, start_utc.
        zone: an IANA time zone.
    """
    local = (
        records["start_local"]
        .dt.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
        .dt.tz_convert("UTC")
        .dt.tz_localize(None)
    )
    return records["start_utc"].fillna(local).astype("datetime64[us]")


def clock(moments: pd.Series, zone: str) -> pd.Series:
    """Naive UTC moments as the wall clock in `zone` shows them."""
    return moments.dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None)


def mondays(moments: pd.Series) -> pd.Series:
    """The Monday of the ISO week of each moment."""
    day = moments.to_numpy("datetime64[D]")
    # numpy counts days from 1 January 1970, which was a Thursday.
    since = (day.astype(np.int64) + 3) % 7
    week = (day - since.astype("timedelta64[D]")).astype("datetime64[us]")
    return pd.Series(week, index=moments.index)


def monday(day: date) -> pd.Timestamp:
    """The Monday of the ISO week of one day."""
    moment = pd.Timestamp(day).normalize()
    return moment - pd.Timedelta(days=moment.weekday())


def running_s(runs: pd.DataFrame) -> pd.Series:
    """How long each run took: moving time, else the time on the clock."""
    return runs["moving_s"].fillna(runs["elapsed_s"])
