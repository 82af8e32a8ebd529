"""What watches and phones record: one activity with samples and laps, from any format.

FIT, GPX, TCX and the routes of health apps are read into `Recording`s by their own
modules; `digests.of_recordings` makes runs, lift sessions and streams of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from runlift.model import Rejected
from runlift.units import Floats

DAY_S = 24 * 3600
"""A watch that ran for longer was not stopped, unless its owner ran as long."""

MAX_SESSION_S = 6 * 3600
"""A workout longer than this was left open (`264h 1m` in a Strong export): no duration."""


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap as the watch wrote it; missing numbers are NaN."""

    start_s: float
    """From the start of the activity."""
    distance_m: float = np.nan
    moving_s: float = np.nan
    elapsed_s: float = np.nan
    avg_hr: float = np.nan
    max_hr: float = np.nan
    ascent_m: float = np.nan
    trigger: str | None = None
    """manual, distance, time, position, workout, or missing."""
    intensity: str | None = None
    """active, rest, warmup, cooldown, or missing."""


@dataclass(frozen=True, slots=True)
class LiftedSet:
    """One set of a strength recording."""

    exercise: str
    load_kg: float = np.nan
    reps: float = np.nan
    duration_s: float = np.nan
    rest_s: float = np.nan


@dataclass(frozen=True, slots=True)
class Recording:
    """One activity.

    What the file states itself goes into the fields; what is missing there is worked
    out from the samples. A file with several sessions gives several recordings.
    """

    sport: str | None
    """What the file calls it, in its words; `None` when it does not say."""
    start_utc_s: float | None = None
    """Seconds since 1970 UTC; `None` when the file states no instant."""
    start_local_s: float | None = None
    """The wall clock of the start on the same scale; `None` when the file only knows UTC.

    A file with both tells the zone by itself.
    """
    surface: str | None = None
    """treadmill, track, trail, road: when the file says so beside the sport."""
    title: str | None = None
    note: str | None = None
    distance_m: float = np.nan
    moving_s: float = np.nan
    """Time with the watch running, pauses out."""
    elapsed_s: float = np.nan
    ascent_m: float = np.nan
    descent_m: float = np.nan
    avg_hr: float = np.nan
    max_hr: float = np.nan
    cadence_spm: float = np.nan
    """Both legs."""
    power_w: float = np.nan
    temperature_c: float = np.nan
    rpe: float = np.nan
    source_tag: str | None = None
    source_id: str | None = None
    """What identifies the activity in its source, if the start does not."""
    samples: Mapping[str, Floats] = field(default_factory=dict)
    """Arrays of one length by the names of `SAMPLES` and `POSITIONS`.

    `time_s` is there whenever there are samples, counts from the start, and does not
    fall. NaN is missing; a whole array may be left out. `distance_m` is cumulative.
    """
    pauses: Sequence[tuple[float, float]] = ()
    """From and to, in seconds from the start: when the watch was paused."""
    laps: Sequence[Lap] = ()
    sets: Sequence[LiftedSet] = ()
    line: int = 0
    """The line in the file, where that means something."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text file of recordings holds."""

    recordings: Sequence[Recording]
    rejected: Sequence[Rejected]
    notes: Sequence[str]
