"""Which logged activity was which planned session; nothing else is needed to follow a plan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from runlift.exercises.catalogue import Exercise
from runlift.science.policy import Policy
from runlift.transforms.instants import running_s
from runlift.transforms.rows import rows

LIFTS: Mapping[str, str] = {
    "planned_id": "str",
    "day": "datetime64[us]",
    "hours": "float64",
    "leg_load": "float64",
    "status": "str",
    "done_id": "str",
}
"""One row a planned lift. `status` is planned or skipped; `done_id` is the session the
athlete said it was, or missing; `leg_load` is for `plan_adherence` alone."""

EXERCISES: Mapping[str, str] = {
    "planned_id": "str",
    "place": "int64",
    "exercise_id": "str",
    "sets": "int64",
    "reps_low": "float64",
    "reps_high": "float64",
    "load_kg": "float64",
}
"""One row an exercise of a planned lift, `place` from 1; sets and repetitions of each
side where per side; repetitions and load are missing where the plan has none."""

RUNS: Mapping[str, str] = {
    "planned_id": "str",
    "day": "datetime64[us]",
    "run_class": "str",
    "hours": "float64",
    "status": "str",
    "done_id": "str",
}
"""One row a planned run. More columns do no harm in any of the three."""

MATCHED = (
    "planned_id",
    "kind",
    "day",
    "status",
    "done_id",
    "how",
    "day_done",
    "days_off",
    "overlap",
)

_RACES = ("raceA", "raceB")
_HARD = ("long", "key", "long + key", "long+key")


def matched(
    lifts_planned: pd.DataFrame,
    exercises_planned: pd.DataFrame,
    runs_planned: pd.DataFrame,
    lifts: pd.DataFrame,
    sets: pd.DataFrame,
    runs: pd.DataFrame,
    exercises: Mapping[str, Exercise],
    today: date,
    policy: Policy,
) -> pd.DataFrame:
    """Every planned session with what became of it.

    A lift is the session around its day that shares most of its sets, a set of another
    exercise of the same movement counting in part; a session without a single set is
    the lift of its day. A planned long or key run takes one of its kind, also a day
    off, before another run of its day. A race is a race, or a hard run of its day.
    What the athlete said herself comes first. No activity is used twice.

    Args:
        lifts_planned: `LIFTS`.
        exercises_planned: `EXERCISES`.
        runs_planned: `RUNS`.
        lifts: as `lift_sessions` returns them.
        sets: as `lifted_sets` returns them.
        runs: as `classified_runs` returns them.
        exercises: the catalogue.
        today: what is not done by yesterday was missed.
        policy: section `following`.

    Returns:
        `MATCHED`, by day and id: kind (lift, run); status (done on its day, moved to
        another one, missed, skipped, planned); done_id (session_id or run_id), how
        (said by the athlete, or found), day_done and days_off (later is positive) are
        missing where nothing was done; overlap (share of the planned sets, 0 to 1) is
        of lifts with sets only.
    """
    found = {
        **_lifts(lifts_planned, exercises_planned, lifts, sets, exercises, policy),
        **_runs(runs_planned, runs, policy),
    }
    told = [
        _told(one, kind, found.get(one.planned_id), today)
        for kind, planned in (("lift", lifts_planned), ("run", runs_planned))
        for one in rows(planned, ("planned_id", "day", "status"))
    ]
    out = pd.DataFrame(told, columns=list(MATCHED))
    for name in ("day", "day_done"):
        out[name] = out[name].astype("datetime64[us]")
    out = out.astype({"days_off": float, "overlap": float})
    for name in ("done_id", "how"):
        out[name] = out[name].astype(object).where(out[name].notna(), None)
    return out.sort_values(["day", "planned_id"], kind="stable", ignore_index=True)


class _Found(NamedTuple):
    """What a planned session was."""

    done_id: str
    how: str
    day: pd.Timestamp
    overlap: float


class _Pair(NamedTuple):
    """A planned and a logged session that may be one; the least of all is taken first."""

    cost: tuple[float, ...]
    planned_day: pd.Timestamp
    done_start: pd.Timestamp
    planned_id: str
    done_id: str
    overlap: float


def _told(one: Any, kind: str, found: _Found | None, today: date) -> tuple[Any, ...]:
    day = pd.Timestamp(one.day)
    if found is None:
        is_past = day.date() < today
        status = "missed" if is_past else "planned"
        if one.status == "skipped":
            status = "skipped"
        return (one.planned_id, kind, day, status, None, None, pd.NaT, None, None)
    off = (found.day - day).days
    return (
        one.planned_id,
        kind,
        day,
        "moved" if off else "done",
        found.done_id,
        found.how,
        found.day,
        off,
        found.overlap,
    )


def _lifts(
    planned: pd.DataFrame,
    asked: pd.DataFrame,
    lifts: pd.DataFrame,
    sets: pd.DataFrame,
    exercises: Mapping[str, Exercise],
    policy: Policy,
) -> dict[str, _Found]:
    """The session of each planned lift, by planned_id."""
    days = {
        one.session_id: (one.start_local.normalize(), one.start_local)
        for one in rows(lifts, ("session_id", "start_local"))
    }
    wanted = _counts(
        rows(asked, ("planned_id", "exercise_id", "sets")), ("planned_id", "sets")
    )
    works = sets[~sets["is_warmup"].to_numpy(bool)]
    done = _counts(
        rows(works, ("session_id", "exercise_id", "set_share")),
        ("session_id", "set_share"),
    )
    substitute = policy.number("following.substitute")
    open_, found = _said(planned, days)
    shares = {
        planned_id: overlap(
            wanted[planned_id], done[one.done_id], exercises, substitute
        )
        for planned_id, one in found.items()
        if one.done_id in done
    }
    found = {
        name: one._replace(overlap=shares.get(name, float("nan")))
        for name, one in found.items()
    }
    first, last = policy.numbers("following.lift_days")
    least = policy.number("following.lift_share")
    used = {one.done_id for one in found.values()}
    by_day = _by_day(days)
    pairs, silent = [], []
    for one in open_:
        day = pd.Timestamp(one.day)
        for off, session in _around(by_day, day, int(first), int(last)):
            if session in used:
                continue
            start = days[session][1]
            place = (day, start, one.planned_id, session)
            if session not in done:
                if off == 0:
                    silent.append(_Pair((), *place, float("nan")))
                continue
            share = overlap(
                wanted[one.planned_id], done[session], exercises, substitute
            )
            if share >= least:
                pairs.append(_Pair((-share, abs(off)), *place, share))
    _take(pairs, found)
    _take(silent, found)
    return found


def _by_day(
    days: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]],
) -> dict[pd.Timestamp, list[str]]:
    out: dict[pd.Timestamp, list[str]] = {}
    for name, (day, _) in days.items():
        out.setdefault(day, []).append(name)
    return out


def _around(
    by_day: Mapping[pd.Timestamp, list[str]], day: pd.Timestamp, first: int, last: int
) -> Iterator[tuple[int, str]]:
    """Distance in days and id of what was logged around a day."""
    for off in range(first, last + 1):
        for name in by_day.get(day + pd.Timedelta(days=off), ()):
            yield off, name


def overlap(
    wanted: Mapping[str, float],
    done: Mapping[str, float],
    exercises: Mapping[str, Exercise],
    substitute: float,
) -> float:
    """The share of the planned sets that were done, 0 to 1.

    Args:
        wanted: planned sets by exercise.
        done: working sets by exercise.
        exercises: the catalogue.
        substitute: what a set of another exercise of the same pattern counts.
    """
    total = sum(wanted.values())
    if not total:
        return 0.0
    same = 0.0
    left: defaultdict[str, float] = defaultdict(float)
    others: defaultdict[str, float] = defaultdict(float)
    for name in {*wanted, *done}:
        both = min(wanted.get(name, 0.0), done.get(name, 0.0))
        same += both
        if name in exercises:
            pattern = exercises[name].pattern
            left[pattern] += wanted.get(name, 0.0) - both
            others[pattern] += done.get(name, 0.0) - both
    near = sum(min(count, others[pattern]) for pattern, count in left.items())
    return (same + substitute * near) / total


def _counts(
    found: Iterable[Any], names: tuple[str, str]
) -> defaultdict[str, Counter[str]]:
    """Sets by exercise of each session; those of unmapped exercises only open it."""
    owner, amount = names
    out: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        mine = out[getattr(one, owner)]
        if isinstance(one.exercise_id, str):
            mine[one.exercise_id] += getattr(one, amount)
    return out


def _said(
    planned: pd.DataFrame, days: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]]
) -> tuple[list[Any], dict[str, _Found]]:
    """Planned sessions to look for, and those the athlete has said."""
    columns = [name for name in ("run_class", "hours") if name in planned]
    known = rows(planned, ("planned_id", "day", "status", "done_id", *columns))
    ordered = sorted(known, key=lambda one: (one.day, one.planned_id))
    open_, found, used = [], {}, set()
    for one in ordered:
        if one.status == "skipped":
            continue
        if one.done_id in days and one.done_id not in used:
            used.add(one.done_id)
            found[one.planned_id] = _Found(
                one.done_id, "said", days[one.done_id][0], float("nan")
            )
        else:
            open_.append(one)
    return open_, found


def _take(pairs: list[_Pair], found: dict[str, _Found]) -> None:
    """Enter the pairs, the best first; each planned and each logged session once."""
    used = {one.done_id for one in found.values()}
    for one in sorted(pairs):
        if one.planned_id in found or one.done_id in used:
            continue
        used.add(one.done_id)
        found[one.planned_id] = _Found(
            one.done_id, "found", one.done_start.normalize(), one.overlap
        )


def _runs(
    planned: pd.DataFrame, runs: pd.DataFrame, policy: Policy
) -> dict[str, _Found]:
    """The run of each planned run, by planned_id: races first, then long and key runs."""
    columns = ("run_id", "start_local", "is_race", "is_long", "is_key")
    lasting = running_s(runs).fillna(0.0).to_numpy(float) / 3600
    done = {
        one.run_id: (one, hours)
        for one, hours in zip(rows(runs, columns), lasting.tolist(), strict=True)
    }
    days = {
        name: (one.start_local.normalize(), one.start_local)
        for name, (one, _) in done.items()
    }
    by_day = _by_day(days)
    open_, found = _said(planned, days)
    most = int(policy.number("following.run_days"))
    other = policy.number("following.run_mismatch")
    for classes in (_RACES, _HARD, None):
        pairs = []
        for one in open_:
            if classes is not None and one.run_class not in classes:
                continue
            day = pd.Timestamp(one.day)
            for off, name in _around(by_day, day, -most, most):
                run, hours = done[name]
                fit = _mismatch(one.run_class, run, off)
                if fit is None:
                    continue
                # Of two runs as near the one that is as long as planned.
                longer = 0.0 if pd.isna(one.hours) else abs(hours - one.hours)
                cost = (abs(off) + fit * other, longer)
                place = (day, days[name][1], one.planned_id, name)
                pairs.append(_Pair(cost, *place, float("nan")))
        _take(pairs, found)
    return found


def _mismatch(wanted: str, run: Any, off: int) -> float | None:
    """How far the kind of a run is from the planned one; none: it was not that run."""
    is_hard = run.is_long or run.is_key
    if wanted in _RACES:
        # A race nobody called one shows as a hard run of its day.
        return 0.0 if run.is_race else 1.0 if is_hard and off == 0 else None
    if run.is_race:
        return 1.0 if wanted in _HARD and off == 0 else None
    fits = {
        "long": run.is_long,
        "key": run.is_key,
        "long + key": run.is_long and run.is_key,
        "long+key": run.is_long and run.is_key,
    }
    if wanted in fits:
        return 0.0 if fits[wanted] else 1.0
    # A calm run that became a hard one is no other run, if it is of the day.
    return 0.0 if not is_hard else 0.1 if off == 0 else None
