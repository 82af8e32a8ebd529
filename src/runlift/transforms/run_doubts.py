"""Runs, and heart rates of lifts, that may be slips of a watch or a hand."""

import numpy as np
import pandas as pd

from runlift.science import keywords
from runlift.science.policy import Policy
from runlift.transforms import own_best
from runlift.transforms.instants import running_s
from runlift.transforms.own_best import Bools
from runlift.transforms.telling import Doubt, Records, above, records_of, told
from runlift.units import Floats, duration_text

_RACES = ("raceA", "raceB")


def run_doubts(
    runs: pd.DataFrame,
    is_confirmed: Bools,
    is_left_out: Bools,
    policy: Policy,
    hr_max: float | None,
) -> list[Doubt]:
    """Every doubt about a single run.

    Args:
        runs: as `queries/runs.sql` returns them, by time.
        is_confirmed: the athlete said that the run is right.
        is_left_out: the athlete left something of the run out.
        policy: thresholds.
        hr_max: the maximum heart rate that the athlete has stated.
    """
    records = records_of(runs, "run_id")
    distance = runs["distance_m"].to_numpy(float)
    lasting = running_s(runs).to_numpy(float)
    speed = distance / np.where(lasting > 0, lasting, np.nan)
    too_fast, fast = _fast(
        runs, records, distance, speed, is_confirmed, is_left_out, policy
    )
    believed = np.where(too_fast & ~is_confirmed | is_left_out, np.nan, distance)
    return [
        *fast,
        *_slow(records, speed, policy),
        *_far(records, distance, believed, policy),
        *_short(runs, records, lasting, policy),
        *_steep(runs, records, distance, policy),
        *_measured(runs, records, policy),
        *heart_doubts(runs, records, "run", policy, hr_max),
    ]


def heart_doubts(
    activities: pd.DataFrame,
    records: Records,
    kind: str,
    policy: Policy,
    hr_max: float | None,
) -> list[Doubt]:
    """Average and highest heart rates that are unusual.

    Args:
        activities: avg_hr, max_hr.
        records: as for `told`.
        kind: run or session.
        policy: thresholds.
        hr_max: the maximum heart rate that the athlete has stated.
    """
    average = activities["avg_hr"].to_numpy(float)
    highest = activities["max_hr"].to_numpy(float)
    low, high = policy.numbers("plausibility.hr_avg_warn_bpm")
    ceiling = policy.number("plausibility.hr_max_warn_bpm")
    over = policy.number("plausibility.hr_max_warn_over_own_bpm")
    own = np.inf if hr_max is None else hr_max + over
    odd_average = (average < low) | (average > high)
    odd_highest = highest > min(ceiling, own)
    limit = (
        f"{ceiling:g}"
        if ceiling <= own
        else f"your maximum of {hr_max:g} by more than {over:g}"
    )
    return [
        *told(
            records,
            odd_average,
            kind,
            "hr_avg",
            (
                f"An average heart rate of {value:.0f} lies outside {low:g} to {high:g}."
                for value in average[odd_average]
            ),
        ),
        *told(
            records,
            odd_highest,
            kind,
            "hr_max",
            (
                f"A highest heart rate of {value:.0f} is above {limit}: more often the "
                "strap than the heart."
                for value in highest[odd_highest]
            ),
        ),
    ]


def _fast(
    runs: pd.DataFrame,
    records: Records,
    distance: Floats,
    speed: Floats,
    is_confirmed: Bools,
    is_left_out: Bools,
    policy: Policy,
) -> tuple[Bools, list[Doubt]]:
    """Faster than ever over the distance; races are where people are just that."""
    raced = (
        runs["label"].isin(_RACES)
        | (runs["label"].isna() & (runs["source_tag"] == "race"))
    ).to_numpy(bool, copy=True)
    while True:
        leaps, best = own_best.leaps_in_speed(
            distance, speed, is_confirmed | raced, ~is_left_out, policy
        )
        odd = leaps & ~raced
        # Titles are read only where they matter.
        called = [
            row for row in np.flatnonzero(odd).tolist() if _is_called_race(runs, row)
        ]
        if not called:
            break
        raced[called] = True
    ratio = policy.number("plausibility.speed_warn_own_best")
    said = (
        f"{metres / 1000:.1f} km at {_pace(value)} is {value / before:.2f} times as fast "
        f"as the best before over that distance, {_pace(before)}; more than {ratio:g} "
        "times is more often a slip of the watch or the unit."
        for metres, value, before in zip(
            distance[odd], speed[odd], best[odd], strict=True
        )
    )
    return odd, told(records, odd, "run", "speed_own_best", said, is_starred=True)


def _is_called_race(runs: pd.DataFrame, row: int) -> bool:
    """Whether the title says that it was a race and nobody has said otherwise."""
    label, tag, title = (
        runs[name].iloc[row] for name in ("label", "source_tag", "title")
    )
    if pd.notna(label) or pd.notna(tag) or pd.isna(title):
        return False
    reading = keywords.read(title)
    words = (reading.run_class, *reading.others)
    return not reading.is_weak and "race" in words


def _slow(records: Records, speed: Floats, policy: Policy) -> list[Doubt]:
    slowest = 1000 / policy.number("plausibility.pace_warn_s_per_km")
    odd = speed < slowest
    said = (
        f"{_pace(value)} is slower than {_pace(slowest)}: a walk?"
        for value in speed[odd]
    )
    return told(records, odd, "run", "pace_slow", said)


def _far(
    records: Records, distance: Floats, believed: Floats, policy: Policy
) -> list[Doubt]:
    """Very far, or much farther than ever; `believed` says what ever is."""
    most = policy.number("plausibility.run_distance_warn_m")
    times = policy.number("plausibility.run_distance_warn_own_max")
    enough = policy.number("plausibility.own_best_min_runs")
    known = np.nan_to_num(believed, nan=0.0)
    longest, earlier = np.zeros(len(known)), np.zeros(len(known))
    longest[1:] = np.maximum.accumulate(known)[:-1]
    earlier[1:] = np.cumsum(known > 0)[:-1]
    far = above(distance, most)
    leaps = above(distance, times * longest) & (earlier >= enough)
    return [
        *told(
            records,
            far,
            "run",
            "distance_far",
            (
                f"A run of {value / 1000:.1f} km is more than {most / 1000:g} km: a ride?"
                for value in distance[far]
            ),
        ),
        *told(
            records,
            leaps,
            "run",
            "distance_own_max",
            (
                f"{value / 1000:.1f} km is {value / before:.1f} times the longest run "
                f"before, {before / 1000:.1f} km; the limit is {times:g} times."
                for value, before in zip(distance[leaps], longest[leaps], strict=True)
            ),
        ),
    ]


def _short(
    runs: pd.DataFrame, records: Records, lasting: Floats, policy: Policy
) -> list[Doubt]:
    least = policy.number("plausibility.run_duration_warn_s")
    most = policy.number("plausibility.elapsed_ratio_warn")
    moving = runs["moving_s"].to_numpy(float)
    elapsed = runs["elapsed_s"].to_numpy(float)
    short = lasting < least
    ran_on = above(elapsed, most * moving)
    return [
        *told(
            records,
            short,
            "run",
            "duration_short",
            (
                f"A run of {duration_text(value)} is shorter than "
                f"{duration_text(least)}: a test of the watch?"
                for value in lasting[short]
            ),
        ),
        *told(
            records,
            ran_on,
            "run",
            "elapsed_ratio",
            (
                f"{duration_text(whole)} from start to end is more than {most:g} times "
                f"the {duration_text(part)} of moving: the watch ran on."
                for whole, part in zip(elapsed[ran_on], moving[ran_on], strict=True)
            ),
        ),
    ]


def _steep(
    runs: pd.DataFrame, records: Records, distance: Floats, policy: Policy
) -> list[Doubt]:
    most = policy.number("plausibility.ascent_warn_m_per_km")
    per_km = runs["ascent_m"].to_numpy(float) / (
        np.where(distance > 0, distance, np.nan) / 1000
    )
    odd = above(per_km, most)
    said = (
        f"{value:.0f} m of climb a kilometre is more than {most:g}: mountains, or a "
        "broken barometer?"
        for value in per_km[odd]
    )
    return told(records, odd, "run", "ascent", said)


def _measured(runs: pd.DataFrame, records: Records, policy: Policy) -> list[Doubt]:
    """Temperature and cadence."""
    cold, hot = policy.numbers("plausibility.temperature_warn_c")
    few, many = policy.numbers("plausibility.cadence_warn_spm")
    from_, to = policy.numbers("plausibility.cadence_one_leg_spm")
    warmth = runs["temperature_c"].to_numpy(float)
    cadence = runs["cadence_spm"].to_numpy(float)
    odd = (warmth < cold) | (warmth > hot)
    is_one_leg = (cadence >= from_) & (cadence <= to)
    rare = ((cadence < few) | (cadence > many)) & ~is_one_leg
    return [
        *told(
            records,
            odd,
            "run",
            "temperature",
            (
                f"{value:.0f} °C lies outside {cold:g} to {hot:g} °C: warmth of the "
                "wrist, or of the sun?"
                for value in warmth[odd]
            ),
        ),
        *told(
            records,
            is_one_leg,
            "run",
            "cadence_one_leg",
            (
                f"A cadence of {value:.0f} a minute lies between {from_:g} and {to:g}: "
                f"one leg only? Both would be {2 * value:.0f}."
                for value in cadence[is_one_leg]
            ),
        ),
        *told(
            records,
            rare,
            "run",
            "cadence",
            (
                f"A cadence of {value:.0f} a minute lies outside {few:g} to {many:g}."
                for value in cadence[rare]
            ),
        ),
    ]


def _pace(speed_m_per_s: float) -> str:
    return f"{duration_text(1000 / speed_m_per_s)} /km"
