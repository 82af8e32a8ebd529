"""Lifts and runs where they stand in time, and where else they could stand.

Gaps are hours between instants, days are days on the wall clock. Who moves a session to
another day begins at the same time of day, and the change of clocks in between makes it
another number of hours; who begins three hours earlier means hours.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.transforms.instants import clock, instants
from runlift.transforms.rows import rows

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US
_EPOCH = datetime(1970, 1, 1)
_US = timedelta(microseconds=1)


class Lift(NamedTuple):
    """A lift session; moments are microseconds since 1970."""

    key: str
    local: int
    """Its start on the wall clock."""
    start: int
    end: int
    """Instants; without a clock time, those of midnight."""
    offset: int | None
    """The wall clock less UTC where it was not the athlete's zone that said it."""
    is_timed: bool
    lift_class: str
    heavy_sets: int

    @property
    def day(self) -> int:
        """Days since 1970, on the wall clock."""
        return self.local // DAY_US


class Run(NamedTuple):
    """A run; moments as those of a lift."""

    key: str
    local: int
    start: int
    end: int
    offset: int | None
    is_timed: bool
    run_class: str
    distance_m: float | None
    is_hard: bool
    is_eccentric: bool

    @property
    def day(self) -> int:
        """Days since 1970, on the wall clock."""
        return self.local // DAY_US


Activity = TypeVar("Activity", Lift, Run)


def lifts_of(lifts: pd.DataFrame, zone: str) -> list[Lift]:
    """The rows of `lift_sessions`, in their order."""
    columns = ("session_id", "is_clock_known", "lift_class", "article_sets")
    return [
        Lift(one.session_id, *when, bool(one.is_clock_known), one.lift_class, int(one.article_sets))
        for one, when in zip(rows(lifts, columns), _when(lifts, zone), strict=True)
    ]  # fmt: skip


def runs_of(runs: pd.DataFrame, run_classes: list[str], zone: str) -> list[Run]:
    """The rows of `classified_runs`, in their order, with the class that rules look up."""
    columns = ("run_id", "is_clock_known", "distance_m", "is_long", "is_key", "is_race", "is_eccentric")  # fmt: skip
    return [
        Run(
            one.run_id,
            *when,
            bool(one.is_clock_known),
            run_class,
            float(one.distance_m) if one.distance_m == one.distance_m else None,
            bool(one.is_long or one.is_key or one.is_race),
            bool(one.is_eccentric),
        )
        for one, when, run_class in zip(
            rows(runs, columns), _when(runs, zone), run_classes, strict=True
        )
    ]


def _when(
    activities: pd.DataFrame, zone: str
) -> list[tuple[int, int, int, int | None]]:
    """Wall clock, start, end and the offset of its own of each activity."""
    at_home = instants(activities[["start_local"]].assign(start_utc=pd.NaT), zone)
    begun = activities["start"].fillna(at_home).astype("datetime64[us]")
    # An hour that occurs twice has two instants, one that spring skips has none.
    is_home = (clock(begun, zone) == activities["start_local"]) | (begun == at_home)
    local, start = _us(activities["start_local"]), _us(begun)
    lasting = _us(activities["end_local"]) - local
    offset = [
        None if home else apart
        for home, apart in zip(is_home.tolist(), (local - start).tolist(), strict=True)
    ]
    return list(
        zip(
            local.tolist(),
            start.tolist(),
            (start + lasting).tolist(),
            offset,
            strict=True,
        )
    )


def _us(moments: pd.Series) -> npt.NDArray[np.int64]:
    us: npt.NDArray[np.int64] = moments.to_numpy("datetime64[us]").astype(np.int64)
    return us


class Moving:
    """Puts activities elsewhere, as the clocks of one zone have it."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def by_days(self, one: Activity, days: int) -> Activity:
        """At the same time of day, some days later."""
        return self._at(one, one.local + days * DAY_US)

    def to(self, one: Activity, instant: int) -> Activity:
        """Begun at an instant, as the wall clock says it there."""
        offset = self._offset_at(instant) if one.offset is None else one.offset
        return self._at(one, instant + offset)

    def _at(self, one: Activity, local: int) -> Activity:
        start = self._instant(local) if one.offset is None else local - one.offset
        return one._replace(local=local, start=start, end=start + one.end - one.start)

    def _offset_at(self, instant: int) -> int:
        moment = (_EPOCH + instant * _US).replace(tzinfo=UTC)
        return _offset(moment.astimezone(self._zone))

    def _instant(self, local: int) -> int:
        """What `instants` makes of a wall clock, for one of them."""
        moment = (_EPOCH + local * _US).replace(tzinfo=self._zone)
        first, second = _offset(moment), _offset(moment.replace(fold=1))
        if first >= second:
            return local - first
        # Spring skips this time: the change of clocks is the earliest of what is left.
        naive = pd.Timestamp(moment.replace(tzinfo=None))
        shifted = naive.tz_localize(self._zone, nonexistent="shift_forward")
        return int((shifted.tz_convert(None).to_pydatetime() - _EPOCH) // _US)


def wall(one: Lift | Run) -> datetime:
    """When it begins on the wall clock."""
    return _EPOCH + one.local * _US


def _offset(moment: datetime) -> int:
    return (moment.utcoffset() or timedelta()) // _US
