"""Every run with its class, and in words why it has it."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from runlift.science import keywords, running
from runlift.science.policy import Policy
from runlift.transforms.instants import instants, mondays
from runlift.units import Floats, duration_text

RACES = ("raceB", "raceA")
LABELS = ("easy", "steady", "key", "long", "long+key", *RACES)
"""What an athlete may call a run herself."""


def classified_runs(
    runs: pd.DataFrame, zone: str, policy: Policy, hr_max: float | None = None
) -> pd.DataFrame:
    """The runs with class, flags, confidence and reasons.

    Precedence: the athlete's label, the tag in the source app, words in the title,
    then heart rate; the long-run rule looks at the athlete's own history.

    Args:
        runs: as `queries/runs.sql` returns them, by time.
        zone: the athlete's time zone.
        policy: thresholds.
        hr_max: the athlete's own maximum heart rate; estimated when missing.

    Returns:
        The columns of `runs` and: start, end (naive UTC; missing without clock time),
        end_local, is_clock_known, day, week; run_class (easy, steady, key, long,
        raceB, raceA), is_long, is_key, is_race, confidence (0-1), class_reasons (text).
    """
    out = runs.copy()
    out["is_clock_known"] = out["time_precision"] != "day"
    known = out["is_clock_known"].to_numpy(bool)
    start = instants(out, zone)
    lasting = pd.to_timedelta(_lasting(out), unit="s")
    out["start"] = start.where(known)
    out["end"] = (start + lasting).where(known)
    out["end_local"] = out["start_local"] + lasting
    out["day"] = out["start_local"].dt.normalize()
    out["week"] = mondays(out["day"])
    moving = out["moving_s"].fillna(out["elapsed_s"]).to_numpy(float)
    distance = out["distance_m"].to_numpy(float)
    readings = [keywords.read(title or "") for title in out["title"].fillna("")]
    label = out["label"].fillna("").to_numpy(object)
    tag = out["source_tag"].fillna("").to_numpy(object)
    word = np.array([one.run_class or "" for one in readings], dtype=object)
    strong = np.array([not one.is_weak for one in readings], dtype=bool) & (word != "")
    raced = np.isin(label.astype(str), RACES) | (
        (tag == "race") | (strong & (word == "race") & (tag == ""))
    )
    long = running.long_runs(
        out["day"].to_numpy("datetime64[D]"), moving, distance, raced, policy
    )
    hearts = _hearts(out, moving, hr_max, policy)
    judged = [
        _judge(label[i], tag[i], readings[i], bool(strong[i]), long, hearts, i)
        for i in range(len(out))
    ]
    columns = (
        "run_class",
        "is_long",
        "is_key",
        "is_race",
        "confidence",
        "class_reasons",
    )
    for place, name in enumerate(columns):
        out[name] = [one[place] for one in judged]
    flags = ["is_long", "is_key", "is_race"]
    out[flags] = out[flags].astype(bool)
    return out


def _hearts(
    runs: pd.DataFrame, moving: Floats, hr_max: float | None, policy: Policy
) -> running.HeartVerdicts:
    """What heart rate says, as long as the maximum it is held against is credible."""

    def judged(against: float) -> running.HeartVerdicts:
        return running.key_by_heart_rate(
            runs["avg_hr"].to_numpy(float),
            runs["max_hr"].to_numpy(float),
            against,
            moving,
            runs["ascent_m"].to_numpy(float),
            runs["distance_m"].to_numpy(float),
            policy,
        )

    if hr_max:
        return judged(hr_max)
    found = judged(
        running.hr_max_estimate(
            runs["max_hr"].to_numpy(float),
            runs["day"].to_numpy("datetime64[D]"),
            policy,
        )
    )
    has_heart = runs["avg_hr"].notna().to_numpy(bool)
    told = found.kind[has_heart].astype(bool)
    if len(told) >= policy.number("heart_rate.max_key_share_min_runs") and (
        told.mean() > policy.number("heart_rate.max_key_share")
    ):
        return judged(float("nan"))
    return found


def _lasting(runs: pd.DataFrame) -> pd.Series:
    """How long a run took on the clock; moving time where elapsed is missing or mad."""
    elapsed, moving = runs["elapsed_s"], runs["moving_s"]
    # A watch that was never stopped says 23 days; three times moving is a long café.
    sane = elapsed.where((elapsed <= 3 * moving) | moving.isna(), moving)
    return sane.fillna(moving).fillna(0.0)


_Judged = tuple[str, bool, bool, bool, float, str]


def _judge(
    label: str,
    tag: str,
    reading: keywords.Reading,
    is_strong: bool,
    long: running.LongRuns,
    hearts: running.HeartVerdicts,
    i: int,
) -> _Judged:
    """Class, long, key, race, confidence and reasons of one run."""
    if label:
        said = f"you called it {label}"
        is_race = label in RACES
        is_key = label in ("key", "long+key")
        # A race of an hour and a half or more is a long run too.
        is_long = "long" in label or (is_race and bool(long.is_long[i]))
        run_class = "key" if label == "long+key" else label
        return run_class, is_long, is_key, is_race, 1.0, said
    reasons: list[str] = []
    words = {reading.run_class, *reading.others} if is_strong else set()
    title = f"its title says '{reading.term}'"
    is_parkrun = reading.term == "parkrun"
    is_race = tag == "race" or ("race" in words and not is_parkrun and not tag)
    if is_race:
        reasons.append(
            "race: tagged so in the app" if tag == "race" else f"race: {title}"
        )
    is_key = False
    confidence = 0.6
    kind = hearts.kind[i]
    calm = "easy" in words
    if tag == "workout":
        is_key, confidence = True, 0.9
        reasons.append("key: tagged as a workout in the app")
    elif words & {"intervals", "tempo"} or is_parkrun:
        is_key, confidence = True, 0.8
        reasons.append(f"key: {title}")
    elif kind and not is_race and not calm:
        is_key, confidence = True, float(hearts.confidence[i])
        reasons.append(f"key: {_heart_reason(hearts, i)}")
    is_long = _is_long(tag, words, long, i, title, reasons)
    if tag in ("race", "long"):
        confidence = 0.95
    elif is_race or (is_long and not is_key):
        confidence = 0.8
    if is_race and not is_parkrun:
        run_class = "raceB"
    elif is_key:
        run_class = "key"
    elif is_long:
        run_class = "long"
    elif hearts.is_steady[i] and not calm:
        run_class = "steady"
        reasons.append(f"steady: {_heart_reason(hearts, i)}")
    else:
        run_class = "easy"
        reasons.append(f"easy: {title}" if calm else "easy: nothing says otherwise")
    return run_class, is_long, is_key, is_race, confidence, "; ".join(reasons)


def _is_long(
    tag: str,
    words: Collection[str | None],
    long: running.LongRuns,
    i: int,
    title: str,
    reasons: list[str],
) -> bool:
    if tag == "long":
        reasons.append("long: tagged so in the app")
        return True
    if "long" in words:
        reasons.append(f"long: {title}")
        return True
    if not long.is_long[i]:
        return False
    reasons.append(f"long: {_long_reason(long, i)}")
    return True


def _long_reason(long: running.LongRuns, i: int) -> str:
    """The tests that speak for it, with their numbers."""
    said = [f"{duration_text(long.moving_s[i])} h"]
    if not long.has_history[i]:
        said.append("judged by itself, since there are few runs before it")
    if long.is_relative[i] and long.ratio_to_median[i] > 0:
        said.append(f"{long.ratio_to_median[i]:.1f}x your 6-week median")
    if long.is_longest[i]:
        said.append("the longest of its week")
    if long.is_share[i]:
        said.append(f"{long.weekly_share[i]:.0%} of the week's distance")
    return ", ".join(said)


def _heart_reason(hearts: running.HeartVerdicts, i: int) -> str:
    """The heart rates behind a verdict, as shares of the maximum."""
    kind = hearts.kind[i]
    average, highest = hearts.avg_share[i], hearts.max_share[i]
    if kind == "likely intervals":
        return f"likely intervals, heart rate peaked at {highest:.0%} of your maximum"
    if kind == "hills":
        return f"hills, heart rate peaked at {highest:.0%} of your maximum"
    if average > 0:
        return f"average heart rate {average:.0%} of your maximum"
    return "pace near your threshold"
