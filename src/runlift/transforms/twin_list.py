"""What counts once and why, and what the athlete has taken apart, as a list to show."""

from typing import Any

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms import twin_groups, twin_ranks, twin_records
from runlift.transforms.twin_ranks import LIFT_SHAPE, RUN_SHAPE, Shape
from runlift.transforms.twin_records import Records
from runlift.transforms.twins import LIFT, RUN, in_order
from runlift.units import Floats

SHOWN = ("id", "start_local", "time_precision", "title", "source_format", "source_file")
COLUMNS = (
    "kind", "is_split", "why", "pairs", *SHOWN, *(f"twin_{name}" for name in SHOWN),
)  # fmt: skip


def twin_list(
    runs: pd.DataFrame,
    sessions: pd.DataFrame,
    sets: pd.DataFrame,
    decisions: pd.DataFrame,
    policy: Policy,
    is_zone_known: bool,
) -> pd.DataFrame:
    """Every twin beside the record that counts, the newest first.

    Args:
        runs: as `queries/runs.sql` returns them.
        sessions: as `queries/sessions.sql` returns them.
        sets: as `queries/sets.sql` returns them.
        decisions: as `queries/twin_decisions.sql` returns them.
        policy: section `twins`.
        is_zone_known: whether somebody has confirmed the athlete's time zone.

    Returns:
        kind (run, lift), is_split (taken apart by the athlete), why (text), pairs (the
        ids, two by two, that a decision about this row is about); id, start_local,
        time_precision, title, source_format, source_file of the record that counts,
        and the same with `twin_` before them of the other one.
    """
    runs, sessions = in_order(runs), in_order(sessions)
    nothing = np.zeros(len(runs))
    run_records = twin_records.of_runs(runs, is_zone_known)
    lift_records = twin_records.of_lifts(sessions, sets, is_zone_known)
    told = twin_ranks.told(sessions, sets)
    rows = [
        *_rows(RUN, runs, run_records, RUN_SHAPE, nothing, decisions, policy),
        *_rows(LIFT, sessions, lift_records, LIFT_SHAPE, told, decisions, policy),
    ]
    rows.sort(key=lambda row: (row["start_local"], row["twin_id"]), reverse=True)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(
    kind: str,
    frame: pd.DataFrame,
    records: Records,
    shape: Shape,
    told: Floats,
    decisions: pd.DataFrame,
    policy: Policy,
) -> list[dict[str, Any]]:
    found = twin_groups.groups(records, decisions, kind, policy)
    ranked = twin_ranks.ranked(frame, records, found, shape, told, policy)
    teams: list[list[int]] = [
        part["place"].tolist() for _, part in ranked.groupby("group")
    ]
    said = twin_groups.decided(records, decisions, kind)
    split = {pair for pair, is_twin in said.items() if not is_twin}

    def row(one: int, other: int, why: str, pairs: Any) -> dict[str, Any]:
        ids = [tuple(sorted((records.ids[a], records.ids[b]))) for a, b in pairs]
        return {
            "kind": kind,
            "is_split": not why,
            "why": why,
            "pairs": sorted(ids),
            **_shown(frame, shape, one, ""),
            **_shown(frame, shape, other, "twin_"),
        }

    together = [
        row(
            team[0],
            twin,
            twin_groups.why(found, twin, team),
            [(twin, other) for other in team if other != twin],
        )
        for team in teams
        for twin in team[1:]
    ]
    return together + [
        row(one[0], other[0], "", between)
        for one, other, between in _apart(teams, split)
    ]


def _apart(
    teams: list[list[int]], split: set[twin_groups.Pair]
) -> list[tuple[list[int], list[int], list[twin_groups.Pair]]]:
    """What the athlete keeps apart, as whole activities, with the pairs she named."""
    team_of = {place: team for team in teams for place in team}
    between: dict[tuple[int, int], list[twin_groups.Pair]] = {}
    firsts: dict[int, list[int]] = {}
    for pair in sorted(split):
        ends = [team_of.get(place, [place]) for place in pair]
        firsts.update((end[0], end) for end in ends)
        low, high = sorted(end[0] for end in ends)
        between.setdefault((low, high), []).append(pair)
    return [
        (firsts[low], firsts[high], pairs) for (low, high), pairs in between.items()
    ]


def _shown(
    frame: pd.DataFrame, shape: Shape, place: int, prefix: str
) -> dict[str, Any]:
    names = {"id": shape.key}
    return {
        f"{prefix}{name}": frame[names.get(name, name)].iloc[place] for name in SHOWN
    }
