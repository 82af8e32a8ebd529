"""Runs, lift sessions and sets as the queries return them, for tests about twins."""

import pandas as pd

from runlift.model import RUN_COLUMNS, SESSION_COLUMNS, frame

NOT_STORED = ("source_id", "line")
SET_COLUMNS = {
    "session_id": "str",
    "start_local": "datetime64[us]",
    "start_utc": "datetime64[us]",
    "time_precision": "str",
    "session_s": "float64",
    "title": "str",
    "bodyweight_kg": "float64",
    "set_no": "int64",
    "exercise_raw": "str",
    "exercise_id": "str",
    "load_kg": "float64",
    "reps": "float64",
    "duration_s": "float64",
    "rpe": "float64",
    "source_format": "str",
}
NO_DECISIONS = pd.DataFrame(
    {
        "kind": pd.Series(dtype=object),
        "record_id": pd.Series(dtype=object),
        "twin_id": pd.Series(dtype=object),
        "is_twin": pd.Series(dtype=bool),
    }
)


def said(*decisions):
    """(kind, one id, other id, whether they are one) as the store keeps them."""
    rows = [(kind, *sorted((a, b)), is_twin) for kind, a, b, is_twin in decisions]
    return pd.DataFrame(rows, columns=list(NO_DECISIONS))


def clock(start, source, zone_h=0):
    """The clock columns as the app would leave them; `utc` apps show the zone at home."""
    if start is None or len(start) == 10:
        return {
            "start_local": pd.Timestamp(start),
            "start_utc": pd.NaT,
            "tz_source": "wall",
            "time_precision": "day",
        }
    local = pd.Timestamp(start)
    knows_utc = source in ("strava", "coros")
    return {
        "start_local": local,
        "start_utc": local - pd.Timedelta(hours=zone_h) if knows_utc else pd.NaT,
        "tz_source": "utc" if knows_utc else "wall",
        "time_precision": "second",
    }


def run(start, source="strava", km=10.0, minutes=50.0, zone_h=0, **more):
    """One run; its id says where and when it was recorded."""
    return {
        "run_id": f"{source} {start}",
        **clock(start, source, zone_h),
        "sport": "run",
        "distance_m": km * 1000 if km else None,
        "moving_s": minutes * 60 if minutes else None,
        "source_format": source,
        "source_file": f"{source}.csv",
        "label": None,
        **more,
    }


def runs(*rows):
    columns = {
        "run_id": "str",
        **{k: v for k, v in RUN_COLUMNS.items() if k not in NOT_STORED},
        "source_format": "str",
        "source_file": "str",
        "label": "str",
    }
    return _frame(columns, rows, ["start_local", "run_id"])


def session(start, source="hevy", minutes=60.0, zone_h=0, **more):
    return {
        "session_id": f"{source} {start}",
        **clock(start, source, zone_h),
        "duration_s": minutes * 60 if minutes else None,
        "source_format": source,
        "source_file": f"{source}.csv",
        **more,
    }


def sessions(*rows):
    columns = {
        "session_id": "str",
        **{
            k: v
            for k, v in SESSION_COLUMNS.items()
            if k not in (*NOT_STORED, "session_key", "note")
        },
        "source_format": "str",
        "source_file": "str",
    }
    return _frame(columns, rows, ["start_local", "session_id"])


def squats(of, loads=(60, 80, 100, 100, 100), reps=5, exercise_id="squat"):
    """The sets of one session."""
    return [
        {
            "session_id": of["session_id"],
            "start_local": of["start_local"],
            "start_utc": of["start_utc"],
            "time_precision": of["time_precision"],
            "session_s": of["duration_s"],
            "set_no": number + 1,
            "exercise_raw": "Squat",
            "exercise_id": exercise_id,
            "load_kg": load,
            "reps": reps,
            "source_format": of["source_format"],
        }
        for number, load in enumerate(loads)
    ]


def sets(*groups):
    rows = [row for group in groups for row in group]
    return _frame(SET_COLUMNS, rows, ["start_local", "session_id", "set_no"])


def _frame(columns, rows, order):
    values = {name: [row.get(name) for row in rows] for name in columns}
    made = frame(columns, values)
    return made.sort_values(order, ignore_index=True)
