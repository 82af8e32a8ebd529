"""Every run with its class, and in words why it has it."""

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runlift.science import keywords, running
from runlift.science.policy import Policy
from runlift.transforms import run_evidence
from runlift.transforms.as_planned import planned_classes
from runlift.transforms.instants import instants, mondays, running_s
from runlift.units import Floats, duration_text

RACES = ("raceB", "raceA")
Recordings = tuple[pd.DataFrame, pd.DataFrame]
"""Laps and efforts, as `queries/run_laps.sql` and `queries/run_efforts.sql` have them."""

_NO_LAPS = pd.DataFrame(
    columns=["run_id", "distance_m", "moving_s", "avg_hr", "trigger", "intensity"]
)
_NO_EFFORTS = pd.DataFrame(columns=["run_id", "best_s", "hr_seconds", "gap_seconds"])

LABELS = ("easy", "steady", "key", "long", "long+key", *RACES)
"""What an athlete may call a run herself."""


def classified_runs(
    runs: pd.DataFrame,
    zone: str,
    policy: Policy,
    hr_max: float | None = None,
    recordings: Recordings | None = None,
    threshold_m_per_s: float | None = None,
    planned: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The runs with class, flags, confidence and reasons.

    Precedence: the athlete's label, the tag in the source app, the plan, words in the
    title, laps and recordings, then the summary; the long-run rule looks at the
    athlete's own history.

    Args:
        runs: as `queries/runs.sql` returns them, by time.
        zone: the athlete's time zone.
        policy: thresholds.
        hr_max: the athlete's own maximum heart rate; estimated when missing.
        recordings: laps and efforts; none when missing.
        threshold_m_per_s: her own threshold speed; estimated when missing.
        planned: what her plans had for which day, as `as_planned` takes it.

    Returns:
        The columns of `runs` and: start, end (naive UTC; missing without clock time),
        end_local, is_clock_known, day, week; run_class (easy, steady, key, long,
        raceB, raceA), is_long, is_key, is_race, confidence (0-1), class_reasons (text);
        vdot (of the best effort), threshold_m_per_s (at the time), terrain (flat,
        rolling, hilly, mountain or empty), is_eccentric (downhill enough to hurt).
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
    moving = running_s(out).to_numpy(float)
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
    laps, efforts = recordings or (_NO_LAPS, _NO_EFFORTS)
    highest = hr_max or credible_hr_max(out, policy)
    evidence = run_evidence.run_evidence(
        out, laps, efforts, policy, raced, highest, threshold_m_per_s
    )
    hearts = _hearts(out, moving, highest, evidence.threshold_m_per_s, policy)
    raced_unsaid = run_evidence.looks_like_a_race(out, evidence, policy, highest)
    told = _Told(long, hearts, evidence, raced_unsaid, policy.number("race.confidence"))
    plan = planned_classes(out, planned)
    judged = [
        _by_plan(plan[i])
        if plan[i] and not (label[i] or tag[i])
        else _judge(label[i], tag[i], readings[i], bool(strong[i]), told, i)
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
    out["vdot"] = evidence.vdot
    out["threshold_m_per_s"] = evidence.threshold_m_per_s
    out["terrain"] = running.terrain_class(
        out["ascent_m"].to_numpy(float), distance, policy
    )
    out["is_eccentric"] = running.is_eccentric(
        out["descent_m"].to_numpy(float), distance, policy
    )
    return out


def _hearts(
    runs: pd.DataFrame, moving: Floats, hr_max: float, threshold: Any, policy: Policy
) -> running.HeartVerdicts:
    return running.key_by_heart_rate(
        runs["avg_hr"].to_numpy(float),
        runs["max_hr"].to_numpy(float),
        hr_max,
        moving,
        runs["ascent_m"].to_numpy(float),
        runs["distance_m"].to_numpy(float),
        policy,
        threshold,
    )


def credible_hr_max(runs: pd.DataFrame, policy: Policy) -> float:
    """The maximum heart rate told by the runs, bpm; NaN where nothing tells it.

    An estimate that makes too many of the runs hard is too low to be one: somebody who
    never runs all out shows no maximum.

    Args:
        runs: day, avg_hr, max_hr, moving_s, elapsed_s, ascent_m, distance_m.
        policy: sections `heart_rate` and `key_run`.
    """
    moving = running_s(runs).to_numpy(float)
    found = running.hr_max_estimate(
        runs["max_hr"].to_numpy(float), runs["day"].to_numpy("datetime64[D]"), policy
    )
    has_heart = runs["avg_hr"].notna().to_numpy(bool)
    hard = _hearts(runs, moving, found, np.nan, policy).kind[has_heart].astype(bool)
    is_too_low = len(hard) >= policy.number("heart_rate.max_key_share_min_runs") and (
        hard.mean() > policy.number("heart_rate.max_key_share")
    )
    return float("nan") if is_too_low else found


def _lasting(runs: pd.DataFrame) -> pd.Series:
    """How long a run took on the clock; moving time where elapsed is missing or mad."""
    elapsed, moving = runs["elapsed_s"], runs["moving_s"]
    # A watch that was never stopped says 23 days; three times moving is a long café.
    sane = elapsed.where((elapsed <= 3 * moving) | moving.isna(), moving)
    return sane.fillna(moving).fillna(0.0)


class _Told(NamedTuple):
    """What the rules say of every run."""

    long: running.LongRuns
    hearts: running.HeartVerdicts
    evidence: run_evidence.Evidence
    is_race_unsaid: npt.NDArray[np.bool_]
    race_confidence: float


_Judged = tuple[str, bool, bool, bool, float, str]


def _by_plan(planned: str) -> _Judged:
    """A run that was planned, where neither she nor her app says what it was."""
    is_race = planned in RACES
    is_key, is_long = planned in ("key", "long + key"), planned.startswith("long")
    run_class = "key" if is_key else planned
    said = "your plan for the day says so"
    return run_class, is_long, is_key, is_race, 0.9, f"{planned}: {said}"


def _judge(
    label: str,
    tag: str,
    reading: keywords.Reading,
    is_strong: bool,
    told: _Told,
    i: int,
) -> _Judged:
    """Class, long, key, race, confidence and reasons of one run."""
    long, hearts, evidence = told.long, told.hearts, told.evidence
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
    is_unsaid = bool(told.is_race_unsaid[i]) and not (tag or calm or is_race)
    if is_unsaid and not words & {"intervals", "tempo", "long"} and not is_parkrun:
        is_race, confidence = True, told.race_confidence
        reasons.append(
            "race: a race distance without a stop, as fast as your best of the last "
            "months; say so if it was none"
        )
    if tag == "workout":
        is_key, confidence = True, 0.9
        reasons.append("key: tagged as a workout in the app")
    elif words & {"intervals", "tempo"} or is_parkrun:
        is_key, confidence = True, 0.8
        reasons.append(f"key: {title}")
    elif evidence.kind[i] and not is_race and not calm:
        is_key, confidence = True, float(evidence.confidence[i])
        reasons.append(f"key: {evidence.kind[i]}, {evidence.reason[i]}")
    elif kind and not is_race and not calm:
        is_key, confidence = True, float(hearts.confidence[i])
        reasons.append(f"key: {_heart_reason(hearts, i)}")
    is_long = _is_long(tag, words, long, i, title, reasons)
    if tag in ("race", "long"):
        confidence = 0.95
    elif (is_race and not is_unsaid) or (is_long and not is_key and not is_race):
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
