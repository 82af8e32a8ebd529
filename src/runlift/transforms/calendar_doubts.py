"""What is odd between records: long lifts, overlaps, weeks, and body mass from day to day."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.instants import mondays
from runlift.transforms.run_doubts import heart_doubts
from runlift.transforms.telling import (
    Bools,
    Days,
    Doubt,
    Objects,
    Records,
    above,
    records_of,
    told,
)
from runlift.units import Floats

Numbers = npt.NDArray[np.int64]


def session_doubts(
    sessions: pd.DataFrame, policy: Policy, hr_max: float | None
) -> list[Doubt]:
    """Lifts that lasted long, and their heart rates.

    Args:
        sessions: as `queries/sessions.sql` returns them.
        policy: thresholds.
        hr_max: the maximum heart rate that the athlete has stated.
    """
    records = records_of(sessions, "session_id")
    lasting = sessions["duration_s"].to_numpy(float)
    most = policy.number("plausibility.lift_duration_warn_s")
    odd = above(lasting, most)
    said = (
        f"A lift of {value / 3600:.1f} h is longer than {most / 3600:g} h: left open?"
        for value in lasting[odd]
    )
    return [
        *told(records, odd, "session", "lift_long", said),
        *heart_doubts(sessions, records, "session", policy, hr_max),
    ]


def overlap_doubts(
    sessions: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> list[Doubt]:
    """Activities that began before an earlier one had ended; the later one is told.

    Without a clock time or a known end nothing is said.
    """
    longest = policy.number("plausibility.elapsed_ratio_warn")
    moving, elapsed = runs["moving_s"], runs["elapsed_s"]
    # A watch that was left running does not make the athlete run all day.
    sane = elapsed.where((elapsed <= longest * moving) | moving.isna(), moving)
    parts = [
        (sessions, "session_id", sessions["duration_s"], "lift"),
        (runs, "run_id", sane.fillna(moving), "run"),
    ]
    clocked = [_clocked(*one) for one in parts]
    ids, start, lasting, words = map(np.concatenate, zip(*clocked, strict=True))
    order = np.argsort(start, kind="stable")
    if len(order) < 2:
        return []
    ids, start, words = ids[order], start[order], words[order]
    begin = start.astype(np.int64).astype(float)
    end = begin + lasting[order]
    last = np.maximum.accumulate(end)
    # Which earlier activity ends last.
    who = np.maximum.accumulate(np.where(end == last, np.arange(len(end)), 0))
    shared = np.zeros(len(end))
    shared[1:] = np.minimum(last[:-1], end[1:]) - begin[1:]
    odd = shared > policy.number("plausibility.overlap_warn_s")
    records = Records(ids, start.astype("datetime64[D]"))
    found = []
    for word, kind in (("lift", "session"), ("run", "run")):
        rows = np.flatnonzero(odd & (words == word))
        said = (
            f"This {word} at {at:%H:%M} overlaps by {minutes:.0f} min with the "
            f"{other} that began at {began:%H:%M}."
            for at, minutes, other, began in zip(
                start[rows].tolist(),
                shared[rows] / 60,
                words[who[rows - 1]],
                start[who[rows - 1]].tolist(),
                strict=True,
            )
        )
        found += told(records, odd & (words == word), kind, "overlap", said)
    return found


def _clocked(
    activities: pd.DataFrame, id_column: str, lasting: pd.Series, word: str
) -> tuple[Objects, Days, Floats, Objects]:
    """Id, start, length and word of every activity whose clock time is known."""
    known = (activities["time_precision"] != "day").to_numpy(bool)
    return (
        activities[id_column].to_numpy(object)[known],
        activities["start_local"].to_numpy("datetime64[s]")[known],
        np.nan_to_num(lasting.to_numpy(float), nan=0.0)[known],
        np.full(int(known.sum()), word, dtype=object),
    )


def week_doubts(runs: pd.DataFrame, policy: Policy) -> list[Doubt]:
    """Weeks of very much running, or of much more than in the weeks before.

    Args:
        runs: start_local, distance_m; distances nobody believes missing.
        policy: thresholds.
    """
    known = runs[runs["distance_m"] > 0]
    if known.empty:
        return []
    week = mondays(known["start_local"]).to_numpy("datetime64[D]").astype(np.int64)
    first = week.min()
    total = np.bincount((week - first) // 7, known["distance_m"].to_numpy(float))
    back = int(policy.number("plausibility.weekly_distance_own_weeks"))
    padded = np.concatenate([np.zeros(back), total])[:-1]
    before = np.lib.stride_tricks.sliding_window_view(padded, back)
    most = policy.number("plausibility.weekly_distance_warn_m")
    times = policy.number("plausibility.weekly_distance_warn_own_max")
    enough = policy.number("plausibility.weekly_distance_own_min_weeks")
    highest = before.max(axis=1)
    much = total > most
    more = (total > times * highest) & ((before > 0).sum(axis=1) >= enough)
    day = (first + 7 * np.arange(len(total))).astype("datetime64[D]")
    records = Records(day.astype(str).astype(object), day)
    return [
        *told(
            records,
            much,
            "week",
            "week_far",
            (
                f"{value / 1000:.0f} km in a week are more than {most / 1000:g} km."
                for value in total[much]
            ),
        ),
        *told(
            records,
            more,
            "week",
            "week_own_max",
            (
                f"{value / 1000:.0f} km in a week are {value / top:.1f} times the most of "
                f"the {back} weeks before, {top / 1000:.0f} km; the limit is {times:g} "
                "times."
                for value, top in zip(total[more], highest[more], strict=True)
            ),
        ),
    ]


def mass_doubts(masses: pd.DataFrame, policy: Policy) -> list[Doubt]:
    """Body masses that change within days by more than bodies do.

    A single weighing that stands out from both its neighbours is told, and the return
    from it is not.

    Args:
        masses: day, mass_kg, by day.
        policy: thresholds.
    """
    if len(masses) < 2:
        return []
    day = masses["day"].to_numpy("datetime64[D]").astype(np.int64)
    mass = masses["mass_kg"].to_numpy(float)
    within = policy.number("plausibility.body_mass_warn_days")
    most = policy.number("plausibility.body_mass_warn_change")
    is_spike = _spikes(day, mass, within, most)
    change, against = np.zeros(len(mass)), mass.copy()
    first = np.searchsorted(day, day - within, "left")
    place = np.arange(len(mass))
    for back in range(1, int((place - first).max()) + 1):
        rows = place[place - back >= first]
        rows = rows[~is_spike[rows - back]]
        one = mass[rows] / mass[rows - back] - 1
        is_more = np.abs(one) > np.abs(change[rows])
        change[rows[is_more]] = one[is_more]
        against[rows[is_more]] = mass[rows - back][is_more]
    # 73.5 kg after 70 kg is 5 %, not a rounding error more.
    odd = np.abs(change).round(9) > most
    days = masses["day"].to_numpy("datetime64[D]")
    records = Records(days.astype(str).astype(object), days)
    said = (
        f"{value:.1f} kg after {before:.1f} kg within {within:g} days is a change of "
        f"{by:+.0%}; more than {most:.0%} is more often somebody else on the scale."
        for value, before, by in zip(mass[odd], against[odd], change[odd], strict=True)
    )
    return told(records, odd, "body_mass", "mass_change", said)


def _spikes(day: Numbers, mass: Floats, within: float, most: float) -> Bools:
    """Weighings that differ from the one before and the one after in the same way."""
    is_spike = np.zeros(len(mass), bool)
    up, down = mass[1:-1] / mass[:-2] - 1, mass[1:-1] / mass[2:] - 1
    near = (day[1:-1] - day[:-2] <= within) & (day[2:] - day[1:-1] <= within)
    is_spike[1:-1] = (
        near & (np.abs(up) > most) & (np.abs(down) > most) & (up * down > 0)
    )
    return is_spike
