"""What in an athlete's log is worth a second look, and what she has said about it.

Judged whenever the log is read, against the athlete's own history, so that it is the
same whatever the order of the imports. Two kinds are not used until they are confirmed,
here called starred: a load or speed far above the own best, and a lift that nobody does.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms import calendar_doubts
from runlift.transforms.believed import believed_runs
from runlift.transforms.lifted_sets import mass_on_day
from runlift.transforms.run_doubts import run_doubts
from runlift.transforms.set_doubts import set_doubts
from runlift.transforms.telling import Bools, Doubt

COLUMNS: Mapping[str, str] = {
    "kind": "object",
    "record_id": "object",
    "set_no": "int64",
    "day": "datetime64[us]",
    "what": "object",
    "text": "object",
    "about": "object",
    "is_starred": "bool",
    "verdict": "object",
    "reason": "object",
    "is_excluded": "bool",
}


def doubts(
    sets: pd.DataFrame,
    sessions: pd.DataFrame,
    runs: pd.DataFrame,
    body_mass: pd.DataFrame,
    corrections: pd.DataFrame,
    policy: Policy,
    hr_max: float | None = None,
) -> pd.DataFrame:
    """Every doubt, decided or not.

    Args:
        sets: as `lifted_sets` returns them, of all sets as they were logged.
        sessions: as `queries/sessions.sql` returns them.
        runs: as `queries/runs.sql` returns them.
        body_mass: day, mass_kg, by day.
        corrections: as `queries/corrections.sql` returns them.
        policy: thresholds.
        hr_max: the maximum heart rate that the athlete has stated.

    Returns:
        `COLUMNS`, newest first. kind (set, run, session, body_mass, week), record_id,
        set_no (0 but for sets), day; what (the rule, shortly), text (the sentence, in
        metric units), about (the exercise); is_starred (not used until confirmed);
        verdict (confirmed, excluded or missing), reason; is_excluded (not used now).
        A set left out without a doubt has a row as well, with `what` left_out.
    """
    is_right, is_out = _said(corrections, "set", sets, "session_id")
    confirmed, left_out = _said(corrections, "run", runs, "run_id")
    found = [
        *set_doubts(sets, mass_on_day(sets, body_mass), is_right, is_out, policy),
        *run_doubts(runs, confirmed, left_out, policy, hr_max),
        *calendar_doubts.session_doubts(sessions, policy, hr_max),
        *calendar_doubts.overlap_doubts(sessions, runs, policy),
        *calendar_doubts.mass_doubts(body_mass, policy),
    ]
    if is_out.any():
        found += _left_out(sets[is_out], {one[:3] for one in found})
    known = _judged(found, corrections)
    weeks = calendar_doubts.week_doubts(believed_runs(runs, known), policy)
    if weeks:
        known = _judged([*found, *weeks], corrections)
    return known.sort_values(
        ["day", "kind", "record_id", "set_no", "what"],
        ascending=[False, True, True, True, True],
        ignore_index=True,
    )


def _said(
    corrections: pd.DataFrame, kind: str, records: pd.DataFrame, id_column: str
) -> tuple[Bools, Bools]:
    """Which records the athlete confirmed, and which she left out."""
    mine = corrections[corrections["kind"] == kind]
    if mine.empty:
        nobody = np.zeros(len(records), bool)
        return nobody, nobody
    said = np.full(len(records), None, dtype=object)
    verdict = {
        (record_id, set_no): one
        for record_id, set_no, one in zip(
            mine["record_id"], mine["set_no"], mine["verdict"], strict=True
        )
    }
    numbers = records["set_no"] if "set_no" in records else [0] * len(records)
    said[:] = [
        verdict.get(pair) for pair in zip(records[id_column], numbers, strict=True)
    ]
    return said == "confirmed", said == "excluded"


def _left_out(sets: pd.DataFrame, told: set[tuple[object, ...]]) -> list[Doubt]:
    """Sets that the athlete left out though nothing was odd about them."""
    return [
        Doubt(
            "set",
            one.session_id,
            int(one.set_no),
            one.day,
            "left_out",
            f"{_number(one.load_kg, ' kg x ')}{_number(one.reps, '')} {name}".strip(),
            name,
            False,
        )
        for one in sets.itertuples(index=False)
        if ("set", one.session_id, int(one.set_no)) not in told
        for name in [one.exercise if one.is_mapped else one.exercise_raw]
    ]


def _number(value: float, unit: str) -> str:
    return f"{value:g}{unit}" if value == value else ""


def _judged(found: list[Doubt], corrections: pd.DataFrame) -> pd.DataFrame:
    """The doubts as a frame, each with what was said about its record."""
    said = {
        (kind, record_id, set_no): (verdict, reason)
        for kind, record_id, set_no, verdict, reason in zip(
            *(
                corrections[name]
                for name in ("kind", "record_id", "set_no", "verdict", "reason")
            ),
            strict=True,
        )
    }
    rows = []
    for one in found:
        verdict, reason = said.get(one[:3], (None, None))
        is_excluded = verdict == "excluded" or (one.is_starred and verdict is None)
        rows.append((*one, verdict, reason, is_excluded))
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype="object").astype(dtype)
            for (name, dtype), values in zip(COLUMNS.items(), columns, strict=True)
        }
    )
