"""Which findings have been dealt with, found again whatever record leads their twins."""

import itertools

import pandas as pd

from runlift.model import identity


def acknowledged(
    findings: pd.DataFrame,
    lifts: pd.DataFrame,
    runs: pd.DataFrame,
    said: pd.DataFrame,
) -> pd.DataFrame:
    """The findings with `is_acknowledged` and `note`.

    A finding is known by its rule and the records in it. When the same run comes in from
    another source, another record may stand for it; a finding is therefore looked up by
    every record of its lift and of its run.

    Args:
        findings: as `findings` returns them.
        lifts: session_id, twin_ids.
        runs: run_id, twin_ids.
        said: as `queries/acknowledgements.sql` returns them.
    """
    notes = dict(zip(said["finding_id"], said["note"], strict=True))
    ids = findings["finding_id"].tolist()
    if notes:
        ids = [
            next((one for one in every if one in notes), every[0])
            for every in names(findings, lifts, runs)
        ]
    return findings.assign(
        is_acknowledged=pd.Series(
            [one in notes for one in ids], index=findings.index, dtype=bool
        ),
        note=pd.Series(
            [notes.get(one) for one in ids], index=findings.index, dtype=object
        ),
    )


def names(
    findings: pd.DataFrame, lifts: pd.DataFrame, runs: pd.DataFrame
) -> list[list[str]]:
    """Every id each finding may have been known by, its own first.

    Args:
        findings: as `findings` returns them.
        lifts: session_id, twin_ids.
        runs: run_id, twin_ids.
    """
    known = _twins(lifts, "session_id") | _twins(runs, "run_id")
    return [_names(row, known) for row in findings.itertuples(index=False)]


def _twins(records: pd.DataFrame, key: str) -> dict[str, list[str]]:
    """The other records of each activity that has some."""
    twinned = records[records["twin_ids"] != ""]
    return {
        one: others.split()
        for one, others in zip(twinned[key], twinned["twin_ids"], strict=True)
    }


def _names(row: object, twins: dict[str, list[str]]) -> list[str]:
    """Every id the finding may have been known by, its own first."""
    lift, run = row.lift_session_id, row.run_id  # type: ignore[attr-defined]
    found = [row.finding_id]  # type: ignore[attr-defined]
    found += [
        identity(row.rule, one, other, row.day, *row.others)  # type: ignore[attr-defined]
        for one, other in itertools.product(
            [lift, *twins.get(lift, ())], [run, *twins.get(run, ())]
        )
    ]
    return found
