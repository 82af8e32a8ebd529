"""What cannot have happened: rows that are left out, values that are set aside.

A row with an impossible load, distance, duration or date is rejected with its line. An
impossible value beside the point (a heart rate of 255) is dropped and the row kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

import numpy as np
import pandas as pd

from runlift.exercises.matching import match
from runlift.model import Parsed, Rejected
from runlift.science import running, strength
from runlift.science.policy import Policy
from runlift.transforms import lift_limits, set_aside
from runlift.transforms.instants import running_s

Checks = list[tuple[pd.Series, str]]


def checked(
    parsed: Parsed,
    now: datetime,
    policy: Policy,
    choices: Mapping[str, str | None] = MappingProxyType({}),
) -> Parsed:
    """The file's content without what the policy rejects.

    Args:
        parsed: as an importer returned it.
        now: the present, naive UTC.
        policy: the limits, section `plausibility`.
        choices: the athlete's own meanings of exercise names.
    """
    rejected: list[Rejected] = []
    notes: list[str] = []
    sessions = _without(
        parsed.sessions, _moments(parsed.sessions, now, policy), rejected
    )
    sessions = set_aside.of_sessions(sessions, policy, notes)
    sets = set_aside.of_sets(
        _of_kept_sessions(parsed, sessions, rejected), policy, notes
    )
    impossible = _set_checks(sets, policy)
    impossible += _strength_checks(sets, sessions, choices, policy)
    sets = _without(sets, impossible, rejected)
    # A session whose every set was impossible did not happen either.
    had, has = parsed.sets["session_key"].unique(), sets["session_key"].unique()
    sessions = sessions[
        ~sessions["session_key"].isin(had) | sessions["session_key"].isin(has)
    ]
    runs, masses = parsed.runs, parsed.body_mass
    # Most files hold only one kind of training, and small files come in thousands.
    if len(runs):
        runs = set_aside.of_runs(runs, policy, notes)
        runs = _without(
            runs, [*_moments(runs, now, policy), *_run_checks(runs, policy)], rejected
        )
    if len(masses):
        masses = _without(
            masses,
            [*_moments(masses, now, policy, "day"), *_mass_checks(masses, policy)],
            rejected,
        )
    return replace(
        parsed,
        sessions=sessions.reset_index(drop=True),
        sets=_renumbered(sets.reset_index(drop=True)),
        runs=runs.reset_index(drop=True),
        body_mass=masses.reset_index(drop=True),
        rejected=tuple(sorted((*parsed.rejected, *rejected), key=lambda one: one.line)),
        notes=(*parsed.notes, *dict.fromkeys(notes)),
    )


def _moments(
    records: pd.DataFrame, now: datetime, policy: Policy, column: str = "start_local"
) -> Checks:
    """Training before the first clocks or after tomorrow."""
    latest = now + timedelta(hours=policy.number("plausibility.date_future_h"))
    earliest = datetime(int(policy.number("plausibility.date_first_year")), 1, 1)
    start = records[column]
    return [
        (start > latest, "the date lies in the future"),
        (start < earliest, f"the date lies before {earliest.year}"),
    ]


def _of_kept_sessions(
    parsed: Parsed, kept: pd.DataFrame, rejected: list[Rejected]
) -> pd.DataFrame:
    """The sets of the sessions that are left; the others go with their session."""
    left = parsed.sets["session_key"].isin(kept["session_key"])
    reasons = {one.line: one.reason for one in rejected}
    sessions = parsed.sessions.set_index("session_key")["line"]
    owners = sessions.reindex(parsed.sets.loc[~left, "session_key"])
    for line, owner in zip(parsed.sets.loc[~left, "line"], owners, strict=True):
        if line not in reasons:
            reasons[line] = reasons[owner]
            rejected.append(Rejected(int(line), reasons[owner]))
    return parsed.sets[left]


def _set_checks(sets: pd.DataFrame, policy: Policy) -> Checks:
    lightest, heaviest = policy.numbers("plausibility.load_reject_kg")
    fewest, most = policy.numbers("plausibility.reps_reject")
    many = policy.number("plausibility.sets_reject")
    place = sets.groupby(["session_key", "exercise_raw"]).cumcount()
    return [
        (sets["load_kg"] < lightest, f"the load is below {lightest:g}"),
        (
            sets["load_kg"] > heaviest,
            f"the load is more than {heaviest:g} kg, which nobody lifts",
        ),
        (sets["reps"] < fewest, f"the repetitions are below {fewest:g}"),
        (sets["reps"] > most, f"more than {most:g} repetitions in one set"),
        (sets["reps"] % 1 > 0, "the repetitions are not a whole number"),
        (place >= many, f"more than {many:g} sets of one exercise in a session"),
    ]


def _strength_checks(
    sets: pd.DataFrame,
    sessions: pd.DataFrame,
    choices: Mapping[str, str | None],
    policy: Policy,
) -> Checks:
    """Lifts that nobody does: by the estimated 1RM, without what may be in reserve.

    The body mass is only the one that the session states; what is known from elsewhere
    is asked when the log is read.
    """
    if sets.empty:
        return []
    known = match(sets["exercise_raw"].unique(), choices)
    named = known.set_index("exercise_raw")["exercise_id"]
    exercise = sets["exercise_raw"].map(named)
    masses = sessions.set_index("session_key")["bodyweight_kg"]
    mass = sets["session_key"].map(masses).to_numpy(float)
    load = sets["load_kg"].where(lift_limits.is_barbell(sets["load_basis"]))
    load = load.to_numpy(float)
    # Beyond the repetitions that an estimate is made from, the load itself is less.
    best = np.fmax(strength.e1rm(load, sets["reps"], policy=policy), load)
    absolute, by_mass = lift_limits.limits_kg(exercise, mass, "reject", policy)
    group = exercise.map(lift_limits.GROUP_OF)
    checks: Checks = []
    for one in lift_limits.GROUPS:
        is_one = (group == one).to_numpy(bool)
        heaviest = lift_limits.limit(one, "reject", "kg", policy)
        times = lift_limits.limit(one, "reject", "mass", policy)
        name = f"an estimated 1RM in the {lift_limits.spoken(one)}"
        for most, said in (
            (absolute, f"{name} above {heaviest:g} kg, which nobody lifts"),
            (by_mass, f"{name} above {times:g} times the body mass"),
        ):
            checks.append((pd.Series(is_one & (best > most), sets.index), said))
    return checks


def _mass_checks(masses: pd.DataFrame, policy: Policy) -> Checks:
    lightest, heaviest = policy.numbers("plausibility.body_mass_reject_kg")
    return [
        (
            ~masses["mass_kg"].between(lightest, heaviest),
            "the body mass is outside what scales are used for",
        )
    ]


def _run_checks(runs: pd.DataFrame, policy: Policy) -> Checks:
    farthest = policy.numbers("plausibility.run_distance_reject_m")[1]
    shortest, longest = policy.numbers("plausibility.run_duration_reject_s")
    distance, lasting = runs["distance_m"], running_s(runs)
    ceiling = running.speed_ceiling(distance.to_numpy(float), policy)
    fastest = ceiling * policy.number("plausibility.speed_reject_ratio")
    speed = distance / lasting.where(lasting > 0)
    return [
        (distance > farthest, f"a run of more than {farthest / 1000:g} km"),
        (lasting < shortest, f"a run of less than {shortest:g} s"),
        (lasting > longest, f"a run of more than {longest / 3600:g} h"),
        (speed > fastest, "faster than the world record: more likely a ride or a slip"),
    ]


def _without(
    records: pd.DataFrame, checks: Checks, rejected: list[Rejected]
) -> pd.DataFrame:
    """The records that pass, the others added to `rejected` with their first reason."""
    out = np.zeros(len(records), dtype=bool)
    for wrong, reason in checks:
        fails = wrong.to_numpy(bool) & ~out
        if fails.any():
            rejected += [Rejected(int(line), reason) for line in records["line"][fails]]
            out |= fails
    return records[~out]


def _renumbered(sets: pd.DataFrame) -> pd.DataFrame:
    """Set numbers without gaps, in the order of the file."""
    return sets.assign(set_no=sets.groupby("session_key").cumcount() + 1)
