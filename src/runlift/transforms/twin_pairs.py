"""Which two records of one athlete may be the same activity, and what speaks for it."""

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.twin_records import Mask, Places, Records
from runlift.units import Floats

_S_US = 1_000_000
_HOUR_US = 3600 * _S_US
_DAY_US = 24 * _HOUR_US

_WINDOW_US = 27 * _HOUR_US
"""The wall clocks of one instant are up to 26 h apart, from -12 to +14."""

_MOST_NEAR = 64
"""Records after each one that are looked at. Nobody does more in a day; a file whose
dates are all the same must not cost the square of its rows."""


class Tier(IntEnum):
    """Kinds of evidence, the strongest first."""

    OVERLAP = 0
    START = 1
    SETS = 2
    DAY = 3
    SHIFT = 4


def pairs(records: Records, policy: Policy) -> pd.DataFrame:
    """Every pair with enough evidence, the best first; no choice is made yet.

    Args:
        records: of one kind and one athlete.
        policy: section `twins`, and the duplicates of `plausibility`.

    Returns:
        a, b (places in `records`, a before b), tier, score and second (the higher the
        better within a tier), drift_s (between the starts), overlap (share of the
        longer), is_fragment (one is much shorter than the other), alike (share of equal sets), hours (between the wall clocks).
    """
    near = _Near(records, policy)
    if not len(near.a):
        return near.frame(np.zeros(0, np.int64))
    evidence = {
        Tier.OVERLAP: near.overlaps(),
        Tier.START: near.starts(),
        Tier.SETS: near.same_sets(),
        Tier.DAY: near.same_days(),
        Tier.SHIFT: near.shifts(),
    }
    tier = np.select(list(evidence.values()), [int(one) for one in evidence], -1)
    # Who has a partner on the same clock needs none on another.
    settled = np.zeros(len(records.ids), bool)
    on_clock = (tier >= 0) & (tier <= Tier.START)
    settled[near.a[on_clock]] = settled[near.b[on_clock]] = True
    tier[(tier == Tier.SHIFT) & (settled[near.a] | settled[near.b])] = -1
    tier[(tier == Tier.SHIFT) & near.is_chance(tier)] = -1
    out = near.frame(tier)
    best = [-out["second"], -out["score"], out["tier"]]
    return out.iloc[np.lexsort((out["b"], out["a"], *best))].reset_index(drop=True)


class _Near:
    """Pairs within reach of each other, and the evidence for each, column by column."""

    def __init__(self, records: Records, policy: Policy):
        self._records, self._policy = records, policy
        a, b = _within_reach(records.local_us)
        known = records.has_utc[a] & records.has_utc[b]
        local_us = records.local_us[b] - records.local_us[a]
        clock_us = np.where(known, records.utc_us[b] - records.utc_us[a], local_us)
        timed = records.is_timed[a] & records.is_timed[b]
        close = timed & (np.abs(clock_us) < self._number("start_drift_s") * _S_US)
        same = records.source[a] == records.source[b]
        logs = (records.sets[a] > 0) & (records.sets[b] > 0)
        # Within one source only what happened at once; never two entries of one log.
        keep = np.flatnonzero(~same | (close & ~logs))
        self.a, self.b = a[keep], b[keep]
        self._is_close, self._is_timed = close[keep], timed[keep]
        self._is_foreign = ~same[keep]
        self._later_s = clock_us[keep] / _S_US
        self._hours = np.round(local_us[keep] / _HOUR_US).astype(int)
        self._is_shifted = self._other_clocks(local_us[keep], known[keep])
        day = records.local_us // _DAY_US
        self._is_same_day = day[self.a] == day[self.b]
        self._lasting_s = self._both(records.lasting_s)
        self._shared_s = self._overlap_s()
        self._longer_s = np.maximum(*self._lasting_s)
        one, other = self._both(records.sets)
        self._is_log_pair = (one > 0) & (other > 0)
        self._alike = self._share_of_sets()

    def overlaps(self) -> Mask:
        """Done at the same time, or begun together and equally far or long."""
        with np.errstate(invalid="ignore"):
            at_once = (
                self._shared_s >= self._number("overlap_share") * self._longer_s
            ) | (
                self._shared_s
                >= self._number("inside_share") * np.minimum(*self._lasting_s)
            )
        together = np.abs(self._later_s) <= self._policy.number(
            "plausibility.duplicate_start_s"
        )
        share = self._policy.number("plausibility.duplicate_share")
        equal = (self._apart("distance_m") <= share) | (
            self._apart("lasting_s") <= share
        )
        found: Mask = self._is_close & (at_once | (together & equal))
        return found

    def starts(self) -> Mask:
        """Begun together, and how long one of them lasted is not known."""
        share = self._policy.number("plausibility.duplicate_share")
        far = self._both(self._records.distance_m)
        fits = (self._apart("distance_m") <= share) | (
            np.isnan(far[0]) & np.isnan(far[1])
        )
        found: Mask = (
            self._is_close
            & self._is_foreign
            & np.isnan(self._longer_s)
            & fits
            & (~self._is_log_pair | self._have_same_sets())
        )
        return found

    def same_sets(self) -> Mask:
        """Two logs with the same sets, of one day or of clocks whole hours apart."""
        found: Mask = self._have_same_sets() & (self._is_same_day | self._is_shifted)
        return found

    def same_days(self) -> Mask:
        """One of the two has only a date."""
        share = self._policy.number("plausibility.duplicate_share")
        fits = self._records.is_lift | (self._size_apart() <= share)
        found: Mask = (
            ~self._is_timed
            & self._is_foreign
            & self._is_same_day
            & ~self._is_log_pair
            & fits
        )
        return found

    def shifts(self) -> Mask:
        """Equal, but on clocks that are whole hours apart.

        While the athlete's zone is a guess, an instant beside a wall clock explains
        that. Once it is known only a journey does, and two easy runs of one day are
        alike in distance and time as well: then the heart rates must agree too.
        """
        found: Mask = (
            self._is_shifted
            & self._is_foreign
            & ~self._is_log_pair
            & (self._is_guess() | self._is_one_heart())
            & (self._size_apart() <= self._number("shift_share"))
        )
        return found

    def is_chance(self, tier: npt.NDArray[np.int64]) -> Mask:
        """Shifts by a number of hours that fewer pairs show than show none.

        A wrong zone is wrong every day; one that fits most days is right.
        """
        on_clock = (tier >= 0) & (tier <= Tier.START) & self._is_foreign
        fits = int((on_clock & self._is_guess()).sum())
        found: Mask = (
            self._is_guess()
            & ~self._is_one_heart()
            & (self._votes(tier == Tier.SHIFT) <= fits)
        )
        return found

    def frame(self, tier: npt.NDArray[np.int64]) -> pd.DataFrame:
        """The pairs that have a tier, with what makes one better than another."""
        with np.errstate(invalid="ignore", divide="ignore"):
            overlap = self._shared_s / self._longer_s
        apart = np.nan_to_num(self._size_apart())
        drift = np.abs(self._later_s)
        longest = np.nan_to_num(np.fmax(*self._lasting_s))
        most_sets = np.maximum(*self._both(self._records.sets)).astype(float)
        is_lift = self._records.is_lift
        score = {
            Tier.OVERLAP: np.where(np.isnan(overlap), 1 - apart, overlap),
            Tier.START: -drift,
            Tier.SETS: self._alike,
            Tier.DAY: longest if is_lift else -apart,
            Tier.SHIFT: self._votes(tier == Tier.SHIFT),
        }
        second = {
            Tier.DAY: most_sets if is_lift else longest,
            Tier.SHIFT: -apart,
        }
        places = [tier == one for one in Tier]
        columns = {
            "a": self.a,
            "b": self.b,
            "tier": tier,
            "score": np.select(places, [score[one] for one in Tier], 0.0),
            "second": np.select(places, [second.get(one, -drift) for one in Tier], 0.0),
            "drift_s": drift,
            "overlap": overlap,
            "is_fragment": overlap < self._number("overlap_share"),
            "alike": self._alike,
            "hours": self._hours,
        }
        kept = np.flatnonzero(tier >= 0)
        return pd.DataFrame({name: values[kept] for name, values in columns.items()})

    def _number(self, key: str) -> float:
        return self._policy.number(f"twins.{key}")

    def _is_guess(self) -> Mask:
        """Whether a wall clock stands beside an instant in a zone that is a guess."""
        one, other = self._both(self._records.is_guessed)
        first, second = self._both(self._records.has_utc)
        guess: Mask = (one & ~second) | (other & ~first)
        return guess

    def _is_one_heart(self) -> Mask:
        """Whether average and highest heart rate are the same, but for rounding."""
        beat = self._number("same_heart_bpm")
        with np.errstate(invalid="ignore"):
            average, highest = (
                np.abs(np.subtract(*self._both(column))) <= beat
                for column in (self._records.avg_hr, self._records.max_hr)
            )
        same: Mask = average & highest
        return same

    def _both(self, column: npt.NDArray[Any]) -> tuple[Any, Any]:
        return column[self.a], column[self.b]

    def _apart(self, name: str) -> Floats:
        """How far the two differ, as a share of the greater; NaN where one is missing."""
        one, other = self._both(getattr(self._records, name))
        greater = np.maximum(np.abs(one), np.abs(other))
        with np.errstate(invalid="ignore", divide="ignore"):
            apart: Floats = np.abs(one - other) / greater
        return apart

    def _size_apart(self) -> Floats:
        """How far the two differ in distance, or in duration where one has none."""
        distance = self._apart("distance_m")
        return np.where(np.isnan(distance), self._apart("lasting_s"), distance)

    def _overlap_s(self) -> Floats:
        first, second = self._lasting_s
        end = np.minimum(first, self._later_s + second)
        shared: Floats = np.maximum(end - np.maximum(self._later_s, 0), 0)
        return shared

    def _other_clocks(self, local_us: npt.NDArray[np.int64], known: Mask) -> Mask:
        """Whether whole hours lie between the wall clocks, and that may mean nothing."""
        rest_us = np.abs(local_us - self._hours * _HOUR_US)
        shifted: Mask = (
            self._is_timed
            & ~known
            & (self._hours != 0)
            & (np.abs(self._hours) <= self._number("shift_most_h"))
            & (rest_us <= self._number("shift_start_s") * _S_US)
        )
        return shifted

    def _share_of_sets(self) -> Floats:
        """The share of equal sets where both have sets and are not of one source."""
        alike = np.full(len(self.a), np.nan)
        asked = np.flatnonzero(
            self._is_log_pair
            & self._is_foreign
            & (self._is_same_day | self._is_close | self._is_shifted)
        )
        if len(asked):
            alike[asked] = self._records.sets_alike(self.a[asked], self.b[asked])
        return alike

    def _have_same_sets(self) -> Mask:
        with np.errstate(invalid="ignore"):
            same: Mask = self._alike >= self._number("sets_share")
        return same

    def _votes(self, shifted: Mask) -> Floats:
        """How many shifted pairs show the same hours."""
        hours, place, many = np.unique(
            self._hours[shifted], return_inverse=True, return_counts=True
        )
        votes = np.zeros(len(shifted))
        if len(hours):
            votes[shifted] = many[place]
        return votes


def _within_reach(start_us: npt.NDArray[np.int64]) -> tuple[Places, Places]:
    """All pairs, each record with the few after it within the window.

    Args:
        start_us: rising.
    """
    place = np.arange(len(start_us))
    stop = np.searchsorted(start_us, start_us + _WINDOW_US, "right")
    many = np.minimum(stop - place - 1, _MOST_NEAR)
    a = np.repeat(place, many)
    b = a + 1 + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return a, b
