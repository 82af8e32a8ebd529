"""The columns of the frames that importers return: names, types, units."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    # Workers that read recordings know the columns and make no frames: without pandas
    # they are there in half the time.
    import pandas as pd

SESSION_COLUMNS: Mapping[str, str] = {
    "session_key": "int64",
    "start_local": "datetime64[us]",
    "start_utc": "datetime64[us]",
    "tz_source": "str",
    "time_precision": "str",
    "duration_s": "float64",
    "title": "str",
    "note": "str",
    "bodyweight_kg": "float64",
    "avg_hr": "float64",
    "max_hr": "float64",
    "source_id": "str",
    "line": "int64",
}
"""One row a lift session, as an importer returns it.

`session_key` numbers the sessions of the file and links the sets. `start_utc` is
naive UTC and missing where the file does not state an instant. `tz_source` says how
`start_local` came about: `wall` (the file has the wall clock), `utc` (the file has
an instant, shown in the athlete's zone), `offset` (the file has both).
`time_precision` is `second`, `minute` or `day`; with `day` the clock time is unknown
and `start_local` stands at midnight. `source_id` is the app's own key, if any.
"""

SET_COLUMNS: Mapping[str, str] = {
    "session_key": "int64",
    "set_no": "int64",
    "exercise_raw": "str",
    "block_no": "int64",
    "kind": "str",
    "load_kg": "float64",
    "load_basis": "str",
    "reps": "float64",
    "duration_s": "float64",
    "distance_m": "float64",
    "rpe": "float64",
    "side": "str",
    "superset": "str",
    "rest_s": "float64",
    "note": "str",
    "line": "int64",
}
"""One row a set. `kind` is normal, warmup, drop or failure; `load_kg` is as entered.

`load_basis` is only set where the file itself says what the number means (`total`,
`bodyweight` for added weight, `assist` for help, `band`); elsewhere the catalogue
decides. `block_no` counts the exercise blocks of a session from 1.
"""

RUN_COLUMNS: Mapping[str, str] = {
    "start_local": "datetime64[us]",
    "start_utc": "datetime64[us]",
    "tz_source": "str",
    "time_precision": "str",
    "sport": "str",
    "surface": "str",
    "title": "str",
    "note": "str",
    "distance_m": "float64",
    "moving_s": "float64",
    "elapsed_s": "float64",
    "ascent_m": "float64",
    "descent_m": "float64",
    "avg_hr": "float64",
    "max_hr": "float64",
    "cadence_spm": "float64",
    "power_w": "float64",
    "temperature_c": "float64",
    "rpe": "float64",
    "source_tag": "str",
    "source_id": "str",
    "stream_key": "str",
    "line": "int64",
}
"""One row a run. `sport` is `run`; `surface` is road, trail, treadmill, track or missing.

`source_tag` is what the athlete said in the source app: race, long, workout or missing.
`cadence_spm` counts both legs. `stream_key` links the run to its samples, laps and
summary, where it has any.
"""

CLOCK = ("start_local", "start_utc", "tz_source", "time_precision")
"""What says when a record was; it is compared and taken over as a whole."""

RUN_VALUES = (
    "stream_version",
    "sport",
    "surface",
    "title",
    "note",
    "distance_m",
    "moving_s",
    "elapsed_s",
    "ascent_m",
    "descent_m",
    "avg_hr",
    "max_hr",
    "cadence_spm",
    "power_w",
    "temperature_c",
    "rpe",
    "source_tag",
)
"""What else is stored of a run; each value may come from another upload."""

SESSION_VALUES = (
    "sets_version",
    "duration_s",
    "title",
    "note",
    "bodyweight_kg",
    "avg_hr",
    "max_hr",
)
"""The same of a lift session."""

LAP_COLUMNS: Mapping[str, str] = {
    "stream_key": "str",
    "start_s": "object",
    "distance_m": "object",
    "moving_s": "object",
    "elapsed_s": "object",
    "avg_hr": "object",
    "max_hr": "object",
    "ascent_m": "object",
    "trigger": "object",
    "intensity": "object",
}
"""One row a run with laps; all but the key are lists, one value a lap.

`start_s` counts from the start of the run. `trigger` is manual, distance, time,
position, workout or missing; `intensity` is active, rest, warmup, cooldown or missing.
"""

SAMPLES = (
    "time_s",
    "distance_m",
    "speed_m_per_s",
    "heart_rate_bpm",
    "altitude_m",
    "cadence_spm",
    "power_w",
    "temperature_c",
)
"""The list columns of a stream. `time_s` counts from the start, pauses included."""

POSITIONS = ("latitude_deg", "longitude_deg")
"""Further list columns, empty unless the athlete keeps positions."""

SUMMARY_COLUMNS: Mapping[str, str] = {
    "stream_key": "str",
    "samples": "int64",
    "timer_s": "float64",
    "paused_s": "float64",
    "stopped_s": "float64",
    "longest_stop_s": "float64",
    "gap_m_per_s": "float64",
    "speed_cv": "float64",
    "speed_log_sd": "float64",
    "surges": "int64",
    "ascent_m": "float64",
    "descent_m": "float64",
    "hr_coverage": "float64",
    "hr_seconds": "object",
    "gap_seconds": "object",
    "first_gap_m_per_s": "float64",
    "first_hr": "float64",
    "second_gap_m_per_s": "float64",
    "second_hr": "float64",
    "best_s": "object",
}
"""One row a run with samples: what `science.stream` says about them.

`hr_seconds` and `gap_seconds` are histograms, seconds in each bin of 1 bpm and of
0.1 m/s from 0; `best_s` is the fastest time over each of `science.stream.DISTANCES_M`,
missing where the run is shorter.
"""

BODY_MASS_COLUMNS: Mapping[str, str] = {
    "day": "datetime64[us]",
    "mass_kg": "float64",
    "line": "int64",
}


def frame(columns: Mapping[str, str], values: Mapping[str, Any]) -> "pd.DataFrame":
    """A frame with exactly `columns`, in order and of their types.

    Columns not in `values` are missing throughout. Text columns hold `None` where
    nothing is known.
    """
    import pandas as pd

    unknown = set(values) - set(columns)
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    size = next((len(v) for v in values.values() if hasattr(v, "__len__")), 0)
    index = pd.RangeIndex(size)
    return pd.DataFrame(
        {
            name: _column(values.get(name), kind, index)
            for name, kind in columns.items()
        },
        index=index,
    )


def _column(value: Any, kind: str, index: "pd.RangeIndex") -> Any:
    """One column; arrays where that is as good, since every file makes a hundred."""
    import pandas as pd

    if kind == "object":
        return pd.Series(value, index=index, dtype=object)
    if isinstance(value, pd.Series) and not value.index.equals(index):
        value = value.reindex(index)
    if kind == "str":
        made = np.empty(len(index), dtype=object)
        made[:] = value
        made[pd.isna(made)] = None
        return pd.Series(made, index=index, dtype=object)
    if value is None and kind != "int64":
        nothing = "NaT" if kind.startswith("datetime") else np.nan
        return np.full(len(index), nothing, dtype=kind)
    if isinstance(value, np.ndarray) and value.dtype == kind:
        return value.copy()
    return pd.Series(value, index=index).astype(kind)


def nothing(columns: Mapping[str, str]) -> "pd.DataFrame":
    """The empty frame with these columns."""
    return _empty(tuple(columns.items())).copy()


@functools.cache
def _empty(columns: tuple[tuple[str, str], ...]) -> "pd.DataFrame":
    # Made once: every small file of an archive needs several, and making is slow.
    return frame(dict(columns), {name: [] for name, _ in columns})
