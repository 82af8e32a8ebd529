"""What cannot have happened: rows that are left out, values that are set aside.

A row with an impossible load, distance, duration or date is rejected with its line. An
impossible value beside the point (a heart rate of 255) is dropped and the row kept.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from runlift.model import Parsed, Rejected
from runlift.science import running
from runlift.science.policy import Policy

Checks = list[tuple[pd.Series, str]]


def checked(parsed: Parsed, now: datetime, policy: Policy) -> Parsed:
    """The file's content without what the policy rejects.

    Args:
        parsed: as an importer returned it.
        now: the present, naive UTC.
        policy: the limits, section `plausibility`.
    """
    rejected: list[Rejected] = []
    notes: list[str] = []
    sessions = _without(
        parsed.sessions, _moments(parsed.sessions, now, policy), rejected
    )
    sets = _of_kept_sessions(parsed, sessions, rejected)
    sets = _blanked(sets, "rpe", policy.numbers("plausibility.rpe_reject"), notes)
    sets = _without(sets, _set_checks(sets, policy), rejected)
    # A session whose every set was impossible did not happen either.
    had, has = parsed.sets["session_key"].unique(), sets["session_key"].unique()
    sessions = sessions[
        ~sessions["session_key"].isin(had) | sessions["session_key"].isin(has)
    ]
    runs = parsed.runs
    for column in ("avg_hr", "max_hr"):
        limits = policy.numbers(f"plausibility.hr_{column[:3]}_reject_bpm")
        runs = _blanked(runs, column, limits, notes)
        sessions = _blanked(sessions, column, limits, notes)
    for column, key in (
        ("temperature_c", "temperature_reject_c"),
        ("cadence_spm", "cadence_reject_spm"),
        ("rpe", "rpe_reject"),
        ("ascent_m", None),
    ):
        limits = policy.numbers(f"plausibility.{key}") if key else (0.0, np.inf)
        runs = _blanked(runs, column, limits, notes)
    sessions = _contradictions_blanked(sessions, policy, notes)
    runs = _contradictions_blanked(runs, policy, notes)
    runs = _blanked(runs, "distance_m", (np.nextafter(0, 1), np.inf), notes)
    runs = _steep_blanked(runs, policy, notes)
    runs = _without(
        runs, [*_moments(runs, now, policy), *_run_checks(runs, policy)], rejected
    )
    masses = _without(
        parsed.body_mass,
        [
            (
                ~parsed.body_mass["mass_kg"].between(
                    *policy.numbers("plausibility.body_mass_reject_kg")
                ),
                "the body mass is outside what scales are used for",
            )
        ],
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


def _moments(records: pd.DataFrame, now: datetime, policy: Policy) -> Checks:
    """Training before the first clocks or after tomorrow."""
    latest = now + timedelta(hours=policy.number("plausibility.date_future_h"))
    earliest = datetime(int(policy.number("plausibility.date_first_year")), 1, 1)
    start = records["start_local"]
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
        (sets["load_kg"] < lightest, "the load is below 0"),
        (
            sets["load_kg"] > heaviest,
            f"the load is more than {heaviest:g} kg, which nobody lifts",
        ),
        (sets["reps"] < fewest, "the repetitions are below 0"),
        (sets["reps"] > most, f"more than {most:g} repetitions in one set"),
        (sets["reps"] % 1 > 0, "the repetitions are not a whole number"),
        (place >= many, f"more than {many:g} sets of one exercise in a session"),
    ]


def _run_checks(runs: pd.DataFrame, policy: Policy) -> Checks:
    farthest = policy.numbers("plausibility.run_distance_reject_m")[1]
    shortest, longest = policy.numbers("plausibility.run_duration_reject_s")
    distance, lasting = runs["distance_m"], runs["moving_s"].fillna(runs["elapsed_s"])
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
        fails = wrong.fillna(False).to_numpy(bool) & ~out
        rejected += [Rejected(int(line), reason) for line in records["line"][fails]]
        out |= fails
    return records[~out]


def _blanked(
    records: pd.DataFrame, column: str, limits: tuple[float, ...], notes: list[str]
) -> pd.DataFrame:
    """Values outside the limits become missing."""
    values = records[column]
    wrong = values.notna() & ~values.between(limits[0], limits[1])
    if not wrong.any():
        return records
    zero = bool((values[wrong] == 0).all())
    name = column.replace("_", " ")
    if not zero:
        notes.append(
            f"{int(wrong.sum())} impossible values of {name} were set aside, for example "
            f"{values[wrong].iloc[0]:g} in line {records['line'][wrong].iloc[0]}."
        )
    elif column == "distance_m":
        many = int(wrong.sum())
        notes.append(f"{many} {'run has' if many == 1 else 'runs have'} no distance.")
    return records.assign(**{column: values.mask(wrong)})


def _contradictions_blanked(
    records: pd.DataFrame, policy: Policy, notes: list[str]
) -> pd.DataFrame:
    """Heart rates whose average lies above their maximum say nothing, both of them."""
    over = policy.number("plausibility.hr_avg_over_max_bpm")
    wrong = records["avg_hr"] > records["max_hr"] + over
    if not wrong.any():
        return records
    notes.append(
        f"{int(wrong.sum())} average heart rates lie above the highest; both are set "
        f"aside, for example in line {records['line'][wrong].iloc[0]}."
    )
    return records.assign(
        avg_hr=records["avg_hr"].mask(wrong), max_hr=records["max_hr"].mask(wrong)
    )


def _steep_blanked(
    runs: pd.DataFrame, policy: Policy, notes: list[str]
) -> pd.DataFrame:
    per_km = runs["ascent_m"] / (runs["distance_m"] / 1000)
    wrong = per_km > policy.number("plausibility.ascent_reject_m_per_km")
    if not wrong.any():
        return runs
    notes.append(
        f"{int(wrong.sum())} runs climb impossibly much; the climb is set aside."
    )
    return runs.assign(ascent_m=runs["ascent_m"].mask(wrong))


def _renumbered(sets: pd.DataFrame) -> pd.DataFrame:
    """Set numbers without gaps, in the order of the file."""
    return sets.assign(set_no=sets.groupby("session_key").cumcount() + 1)
