"""One row an athlete: her week beside the four before it, and why she needs a look."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from runlift.science.policy import Policy
from runlift.science.single_run import step_of
from runlift.transforms.roster_reasons import reasons

COLUMNS = (
    "athlete_id",
    "name",
    "needs",
    "reasons",
    "order",
    "is_known",
    "is_behind",
    "problem",
    "runs",
    "usual_runs",
    "distance_m",
    "usual_m",
    "weeks_m",
    "long_runs",
    "usual_long",
    "planned_long",
    "key_runs",
    "planned_key",
    "races",
    "longest_m",
    "spike",
    "step",
    "lifts",
    "planned_lifts",
    "due_lifts",
    "skipped_lifts",
    "leg_lifts",
    "hard_sets",
    "conflicts",
    "open_conflicts",
    "cautions",
    "severity",
    "reason",
    "states",
    "little",
    "last_day",
    "imported_at",
    "note",
    "note_author",
    "note_day",
    "tags",
)

_BEFORE = 4
_COUNTS = (
    "runs",
    "long_runs",
    "key_runs",
    "races",
    "lifts",
    "leg_lifts",
    "conflicts",
    "open_conflicts",
    "cautions",
)


def roster(
    people: pd.DataFrame,
    facts: pd.DataFrame,
    planned: pd.DataFrame,
    week: date,
    today: date,
    policy: Policy,
    own: Mapping[str, Policy] | None = None,
) -> pd.DataFrame:
    """Every athlete that is asked about, those who need a look first, then by name.

    Args:
        people: athlete_id, name, is_behind, first_day, last_day, problem, imported_at,
            note, note_author, note_day, tags (lists).
        facts: as `queries/roster_weeks.sql` returns them.
        planned: as `queries/roster_planned.sql` returns it.
        week: its Monday.
        today: for what is due and how long ago things are.
        policy: section `roster`, and `running.usual_weeks`.
        own: the policies of athletes who have another one, by athlete.

    Returns:
        `COLUMNS`. usual_runs and usual_m are medians of the four weeks before, missing
        where the log has fewer; usual_long is in how many of them a long run was done.
        weeks_m are the five weeks, oldest first, missing ones 0; planned_ and due_ are
        missing without a plan that is followed. step is the group of spike, as
        `single_run` has it. severity is the worst finding's, `ok`
        without one, empty where nothing was logged. states and little are lists, `None`
        where nothing is known; reasons are sentences, the weightiest first.
    """
    out = people.reset_index(drop=True).copy()
    monday = pd.Timestamp(week)
    facts = facts.assign(week=facts["week"].astype("datetime64[us]"))
    place = pd.Index(out["athlete_id"]).get_indexer(facts["athlete_id"])
    before = ((monday - facts["week"]).dt.days // 7).to_numpy(int)
    now = before == 0
    size = len(out)
    for name in _COUNTS:
        values = np.zeros(size, int)
        values[place[now]] = facts[name].to_numpy(int)[now]
        out[name] = values
    for name in ("distance_m", "hard_sets", "longest_m", "spike"):
        numbers = np.full(size, np.nan if name in ("longest_m", "spike") else 0.0)
        numbers[place[now]] = facts[name].to_numpy(float)[now]
        out[name] = numbers
    out["step"] = step_of(out["spike"])
    out["reason"] = _texts(size, place[now], facts["reason"][now])
    grids = {
        name: _grid(size, place, before, facts[name])
        for name in ("runs", "distance_m", "long_runs")
    }
    _usual(out, grids, int(policy.number("running.usual_weeks")))
    has_row = np.zeros(size, bool)
    has_row[place] = True
    out["is_known"] = has_row
    out["severity"] = np.select(
        [
            out["conflicts"] > 0,
            out["cautions"] > 0,
            (out["runs"] > 0) | (out["lifts"] > 0),
        ],
        ["conflict", "caution", "ok"],
        "",
    )
    # A week that goes on has half of its sets: muscles are told of the one before.
    is_on = week + timedelta(days=6) >= today
    for name, first in (("states", 0), ("little", 1 if is_on else 0)):
        out[name] = _newest(size, place, before, facts[name], first)
    _plans(out, planned)
    told = [
        reasons(one, week, today, (own or {}).get(one["athlete_id"], policy))
        for one in out.to_dict("records")
    ]
    out["reasons"] = [[text for _, text in one] for one in told]
    out["order"] = [min((kind for kind, _ in one), default=99) for one in told]
    out["needs"] = out["order"] < 99
    by_name = out["name"].str.casefold()
    order = np.lexsort((by_name.rank(method="first"), out["order"]))
    return out.iloc[order].reset_index(drop=True)[list(COLUMNS)]


def _grid(size: int, place: Any, before: Any, values: pd.Series) -> Any:
    """Athlete by week, the chosen one first; NaN where the log has no such week."""
    grid = np.full((size, _BEFORE + 1), np.nan)
    grid[place, before] = values.to_numpy(float)
    return grid


def _usual(out: pd.DataFrame, grids: dict[str, Any], least: int) -> None:
    known = (~np.isnan(grids["runs"][:, 1:])).sum(axis=1)
    is_enough = known >= least
    for name, column in (("usual_runs", "runs"), ("usual_m", "distance_m")):
        values = np.full(len(out), np.nan)
        values[is_enough] = np.median(grids[column][is_enough][:, 1:], axis=1)
        out[name] = values
    long = np.nan_to_num(grids["long_runs"][:, 1:]) > 0
    out["usual_long"] = long.sum(axis=1)
    weeks = np.nan_to_num(grids["distance_m"])[:, ::-1]
    out["weeks_m"] = list(weeks)


def _texts(size: int, place: Any, values: pd.Series) -> Any:
    found = np.full(size, "", dtype=object)
    found[place] = values.to_numpy(object)
    return found


def _newest(
    size: int, place: Any, before: Any, values: pd.Series, first: int
) -> list[Any]:
    """The list of the newest week from the `first` on that knows one."""
    found: list[Any] = [None] * size
    known = (values != "").to_numpy(bool) & (before >= first)
    # Older weeks first, so that newer ones stand in the end.
    order = np.argsort(-before[known], kind="stable")
    texts, owners = values[known].tolist(), place[known].tolist()
    for one in order.tolist():
        found[owners[one]] = texts[one]
    read = {text: json.loads(text) for text in {*found} - {None}}
    return [read.get(text) for text in found]


def _plans(out: pd.DataFrame, planned: pd.DataFrame) -> None:
    asked = planned.set_index("athlete_id").reindex(out["athlete_id"])
    for name, column in (
        ("planned_lifts", "lifts"),
        ("due_lifts", "lifts_due"),
        ("skipped_lifts", "lifts_skipped"),
        ("planned_long", "long_runs"),
        ("planned_key", "key_runs"),
    ):
        out[name] = asked[column].to_numpy(float)
