"""What one recording comes to: the kind of training, and its totals."""

import numpy as np

from runlift.importers import sports
from runlift.importers.recordings import DAY_S, Recording
from runlift.science.stream import Summary
from runlift.units import Floats

RIDE_M_PER_S = 6.7
"""Faster than anybody runs for long: a recording of no sport is a ride."""

WALK_M_PER_S = 1.8
"""Slower than anybody runs: a recording of no sport is a walk."""

_NEVER_0 = ("distance_m", "moving_s", "elapsed_s", "avg_hr", "max_hr")
_TOTALS = (*_NEVER_0, "ascent_m", "descent_m")


def kind(recording: Recording, told: Summary | None) -> tuple[str, str | None, bool]:
    """What was done, on what surface, and whether that is a guess by speed."""
    if not recording.sport:
        return (*_by_speed(recording, told), True)
    sport = sports.sport(recording.sport)
    is_open = sport.kind in (sports.WORKOUT, sports.UNKNOWN)
    lifts = recording.sets or (
        sport.kind == sports.WORKOUT and sports.speaks_of_lifting(recording.title or "")
    )
    if is_open and lifts:
        return sports.LIFT, None, False
    if sport.kind == sports.UNKNOWN:
        return f"'{recording.sport[:40]}'", None, False
    return sport.kind, sport.surface, False


def _by_speed(recording: Recording, told: Summary | None) -> tuple[str, str | None]:
    if recording.sets:
        return sports.LIFT, None
    made = totals(recording, told)
    moving_s = made["moving_s"]
    if told is not None and np.isnan(recording.moving_s):
        moving_s -= told.stopped_s
    speed = made["distance_m"] / moving_s if moving_s > 0 else np.nan
    if np.isnan(speed):
        return "of no type", None
    if speed >= RIDE_M_PER_S:
        return "rides", None
    return (sports.RUN if speed >= WALK_M_PER_S else "walks"), None


def totals(recording: Recording, told: Summary | None) -> dict[str, float]:
    """Totals as stated, else as the samples have them."""
    made = {name: float(getattr(recording, name)) for name in _TOTALS}
    # A level run is possible; any other total of 0 was simply not filled in.
    for name in _NEVER_0:
        made[name] = positive(made[name])
    if told is not None:
        for name, value in made.items():
            otherwise = told.timer_s if name == "moving_s" else getattr(told, name)
            made[name] = known(value, float(otherwise))
        for name in _NEVER_0:
            made[name] = positive(made[name])
    if made["elapsed_s"] > max(DAY_S, 3 * np.nan_to_num(made["moving_s"])):
        # The watch was not stopped.
        made["elapsed_s"] = np.nan
    return made


def cadence(recording: Recording) -> float:
    """Steps a minute as stated, else the mean while running."""
    steps = recording.samples.get("cadence_spm")
    if not np.isnan(recording.cadence_spm) or steps is None:
        return recording.cadence_spm
    with np.errstate(invalid="ignore"):
        return mean(np.where(steps > 0, steps, np.nan))


def known(value: float, otherwise: float) -> float:
    """The value, or what stands for it where it is missing."""
    return otherwise if np.isnan(value) else value


def positive(value: float) -> float:
    """The value where it is above 0, else missing."""
    return value if value > 0 else np.nan


def mean(values: Floats | None) -> float:
    """The mean of the values that are known; NaN without any."""
    if values is None:
        return np.nan
    found = values[~np.isnan(values)]
    return float(found.mean()) if len(found) else np.nan
