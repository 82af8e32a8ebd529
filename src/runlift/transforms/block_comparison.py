"""Two blocks of one athlete side by side: what differs, of how much data, never judged."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.science.policy import Policy
from runlift.science.two_means import difference
from runlift.transforms.instants import monday, running_s
from runlift.units import day_text

WEEK = (
    "key",
    "name",
    "unit",
    "block",
    "other",
    "difference",
    "block_n",
    "other_n",
    "counted",
    "note",
)
LIFTS = (
    "exercise_id",
    "exercise",
    "block_kg",
    "other_kg",
    "percent",
    "low",
    "high",
    "block_n",
    "other_n",
    "note",
)
MUSCLES = (
    "muscle",
    "name",
    "block",
    "other",
    "difference",
    "block_n",
    "other_n",
    "note",
)

_RUNNING, _LIFTING = ("runs",), ("lifts",)
_BOTH = ("runs", "lifts")
_ROWS = (
    ("distance", "Running", "m", "runs", _RUNNING),
    ("time", "Running time", "s", "runs", _RUNNING),
    ("longest", "Longest run", "m", "runs", _RUNNING),
    ("long_runs", "Long runs", "", "long runs", _RUNNING),
    ("key_runs", "Key runs", "", "key runs", _RUNNING),
    ("lifts", "Lifts", "", "lifts", _LIFTING),
    ("hard_sets", "Hard sets", "sets", "hard sets", _LIFTING),
    ("leg_load", "Leg load", "leg load", "lifts with legs", _LIFTING),
    ("conflicts", "Conflicts", "", "conflicts", _BOTH),
)
"""key, name, unit (as it is inside), what n counts, which logs must reach the block."""


def weeks_in(window: Window) -> float:
    """The length of a window in weeks."""
    return ((window.last - window.first).days + 1) / 7


def reach(days: pd.Series, window: Window, what: str) -> str:
    """Why nothing can be said of a window: the log begins after it, or within.

    Args:
        days: of everything in the log.
        window: the days asked about.
        what: `runs` or `lifts`.

    Returns:
        A few words; empty where the log reaches back to the window's first week.
    """
    if days.empty:
        return f"no {what} in the log"
    begins = days.min().date()
    if monday(begins) <= monday(window.first):
        return ""
    return f"the log of {what} begins on {day_text(begins)} {begins.year}"


def week_rows(
    log: Mapping[str, pd.DataFrame], block: Window, other: Window
) -> pd.DataFrame:
    """What an average week of two blocks held.

    Args:
        log: `runs` as `classified_runs`, `lifts` as `lift_sessions`, `sets` as
            `lifted_sets`, `findings` as `findings` return them.
        block: the days asked about.
        other: the days they are compared with.

    Returns:
        `WEEK`, one row each of `_ROWS`: values a week in m, s, or as numbers (the
        longest run as it is); difference is block less other; n counts what `counted`
        says. A value is missing where the log does not reach the block, with the reason
        in note; n says what there is of it.
    """
    begun = {"runs": log["runs"]["day"], "lifts": log["lifts"]["start_local"]}
    sides = {"block": block, "other": other}
    why = {
        side: {what: reach(days, window, what) for what, days in begun.items()}
        for side, window in sides.items()
    }
    found = {side: _held(log, window) for side, window in sides.items()}
    rows = []
    for key, name, unit, counted, needs in _ROWS:
        missing = {
            side: "; ".join(filter(None, (why[side][what] for what in needs)))
            for side in sides
        }
        value = {
            side: np.nan if missing[side] else found[side][key][0] for side in sides
        }
        rows.append(
            (
                key,
                name,
                unit,
                value["block"],
                value["other"],
                value["block"] - value["other"],
                found["block"][key][1],
                found["other"][key][1],
                counted,
                # Where neither block is reached the reason is the same one.
                missing["block"] or missing["other"],
            )
        )
    numbers = ("block", "other", "difference", "block_n", "other_n")
    return pd.DataFrame(rows, columns=list(WEEK)).astype(dict.fromkeys(numbers, float))


def _held(
    log: Mapping[str, pd.DataFrame], window: Window
) -> dict[str, tuple[float, float]]:
    """Value and n of each row of `_ROWS`."""
    weeks = weeks_in(window)
    runs, lifts, sets, found = (
        _inside(log[name], column, window)
        for name, column in (
            ("runs", "day"),
            ("lifts", "start_local"),
            ("sets", "day"),
            ("findings", "day"),
        )
    )
    metres = runs["distance_m"].dropna()
    seconds = running_s(runs).dropna()
    hard = sets.loc[sets["is_hard"] & sets["is_mapped"], "set_share"].sum()
    legs = lifts.loc[lifts["leg_load"] > 0, "leg_load"]
    conflicts = int((found["severity"] == "conflict").sum())
    counts = {
        "long_runs": int(runs["is_long"].sum()),
        "key_runs": int(runs["is_key"].sum()),
        "lifts": len(lifts),
        "conflicts": conflicts,
    }
    return {
        "distance": (metres.sum() / weeks, len(metres)),
        "time": (seconds.sum() / weeks, len(seconds)),
        "longest": (metres.max() if len(metres) else np.nan, len(metres)),
        **{key: (count / weeks, count) for key, count in counts.items()},
        "hard_sets": (hard / weeks, hard),
        "leg_load": (legs.sum() / weeks, len(legs)),
    }


def _inside(rows: pd.DataFrame, column: str, window: Window) -> pd.DataFrame:
    end = pd.Timestamp(window.last) + pd.Timedelta(days=1)
    return rows[(rows[column] >= pd.Timestamp(window.first)) & (rows[column] < end)]


def lift_rows(
    sessions: pd.DataFrame, block: Window, other: Window, most: int, policy: Policy
) -> pd.DataFrame:
    """The estimated 1RM of the lifts that were trained most, in two blocks.

    Args:
        sessions: as `session_e1rm` returns them.
        block: the days asked about.
        other: the days they are compared with.
        most: so many exercises, by their sessions in both blocks.
        policy: `compare.min_sessions`, `trend.confidence`.

    Returns:
        `LIFTS`: the geometric mean of the sessions that say where strength stands, in
        kg, and how many they are; percent is block against other, with its interval.
        All three are missing with too few sessions in a block, and note says so.
    """
    telling = sessions[sessions["is_in_trend"]]
    sides = [_inside(telling, "day", window) for window in (block, other)]
    counts = pd.concat(sides)["exercise_id"].value_counts()
    least = int(policy.number("compare.min_sessions"))
    names = sessions.drop_duplicates("exercise_id").set_index("exercise_id")["exercise"]
    rows = []
    for exercise in sorted(counts.index, key=lambda one: (-counts[one], one))[:most]:
        one, two = (
            np.log(side.loc[side["exercise_id"] == exercise, "e1rm_kg"].to_numpy(float))
            for side in sides
        )
        means = [float(np.exp(part.mean())) if part.size else np.nan for part in (one, two)]  # fmt: skip
        told = [np.nan] * 3
        note = f"too few sessions: {least} in each block would do"
        if min(one.size, two.size) >= least:
            apart = difference(one, two, policy.number("trend.confidence"))
            told = [100 * float(np.expm1(v)) for v in (apart.value, apart.low, apart.high)]  # fmt: skip
            note = ""
        rows.append(
            (exercise, names[exercise], *means, *told, one.size, two.size, note)
        )
    return pd.DataFrame(rows, columns=list(LIFTS))


def muscle_rows(
    mean_block: pd.DataFrame,
    mean_other: pd.DataFrame,
    lifts: pd.DataFrame,
    block: Window,
    other: Window,
) -> pd.DataFrame:
    """Fractional hard sets a week of each muscle in two blocks.

    Args:
        mean_block: as `mean_weekly_volume` returns it.
        mean_other: the same of the other block.
        lifts: as `lift_sessions` returns them; they say how far the log reaches.
        block: the days asked about.
        other: the days they are compared with.

    Returns:
        `MUSCLES`, muscles without a set in either block left out; n is the sets of the
        whole block.
    """
    names = pd.concat([mean_block, mean_other]).drop_duplicates("muscle")
    out = names[["muscle", "name"]].reset_index(drop=True)
    notes = []
    for side, mean, window in (
        ("block", mean_block, block),
        ("other", mean_other, other),
    ):
        known = mean.set_index("muscle")["sets"]
        sets = out["muscle"].map(known).fillna(0.0).astype(float)
        missing = reach(lifts["start_local"], window, "lifts")
        notes.append(missing)
        out[side] = np.nan if missing else sets
        out[f"{side}_n"] = sets * weeks_in(window)
    out["difference"] = out["block"] - out["other"]
    out["note"] = notes[0] or notes[1]
    is_trained = (out[["block", "other"]].fillna(0) > 0).any(axis=1)
    return out[is_trained].reset_index(drop=True)[list(MUSCLES)]
