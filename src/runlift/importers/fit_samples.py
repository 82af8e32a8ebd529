"""The records of a FIT file as columns: one value each moment, in the units of the house."""

from collections.abc import Mapping, Sequence

import numpy as np

from runlift.importers import fit_beats
from runlift.importers.fit_messages import Message
from runlift.importers.fit_records import Records
from runlift.units import Floats

_BOTH_LEGS_FROM_SPM = 120
"""Nobody runs with fewer steps of both legs; a watch that counts one leg says 60 to 110."""

_DEGREES = 180 / 2**31
_UNWORN = ("heart_rate_bpm", "cadence_spm", "power_w", "distance_m")
"""Columns that a missing sensor leaves at 0 throughout."""


def samples(
    records: Records, begin: float, strap: Sequence[Message], *, is_part: bool
) -> Mapping[str, Floats]:
    """The records in order of time, without columns in which nothing was measured.

    Args:
        records: the records of the session.
        begin: the start of the session, seconds since 1970.
        strap: `hr` messages, for records without a heart rate.
        is_part: whether the file has other sessions; then the distance begins anew.
    """
    moments = records.numbers("timestamp")
    usable = ~np.isnan(moments)
    order = np.flatnonzero(usable)[np.argsort(moments[usable], kind="stable")]
    order = order[moments[order] >= begin]
    if not len(order):
        return {}
    columns = {
        "time_s": moments - begin,
        "distance_m": records.numbers("distance"),
        "speed_m_per_s": records.numbers("enhanced_speed", "speed"),
        "heart_rate_bpm": _heart(records, moments, strap),
        "altitude_m": records.numbers("enhanced_altitude", "altitude"),
        "cadence_spm": _both_legs_each(_steps(records)),
        # The second name is what a foot pod's app calls it.
        "power_w": records.numbers("power", "Power"),
        "temperature_c": records.numbers("temperature"),
        "latitude_deg": records.numbers("position_lat") * _DEGREES,
        "longitude_deg": records.numbers("position_long") * _DEGREES,
    }
    made = {name: values[order] for name, values in columns.items()}
    if is_part:
        known = made["distance_m"][~np.isnan(made["distance_m"])]
        made["distance_m"] = made["distance_m"] - (known[0] if len(known) else 0.0)
    return {name: values for name, values in made.items() if _says(name, values)}


def beats(value: float) -> float:
    """A heart rate; 0 and 255 mean that there was none."""
    return value if 0 < value < 255 else np.nan


def both_legs(value: float) -> float:
    """Steps of both legs a minute; most watches count one."""
    if not value > 0:
        return np.nan
    return value if value > _BOTH_LEGS_FROM_SPM else value * 2


def _says(name: str, values: Floats) -> bool:
    known = values[~np.isnan(values)]
    return name == "time_s" or bool(len(known) and (name not in _UNWORN or known.any()))


def _heart(records: Records, moments: Floats, strap: Sequence[Message]) -> Floats:
    own = records.numbers("heart_rate")
    with np.errstate(invalid="ignore"):
        own = np.where((own > 0) & (own < 255), own, np.nan)
    if not strap or not np.isnan(own).any():
        return own
    return np.where(np.isnan(own), fit_beats.on_records(strap, moments), own)


def _steps(records: Records) -> Floats:
    return records.numbers("cadence") + np.nan_to_num(
        records.numbers("fractional_cadence")
    )


def _both_legs_each(steps: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        moving = steps[steps > 0]
    if not len(moving):
        return np.full(len(steps), np.nan)
    return steps if np.median(moving) > _BOTH_LEGS_FROM_SPM else steps * 2
