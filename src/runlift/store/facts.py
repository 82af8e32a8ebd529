"""Facts a week, kept beside the log they were made from: what a roster is read from.

They hold nothing that the log does not say. Which state of it they were made from stands
in `fact_version`, so that it shows where the log has moved on since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from runlift.store.connect import Store, next_event

COLUMNS = (
    "week",
    "runs",
    "distance_m",
    "moving_s",
    "long_runs",
    "key_runs",
    "races",
    "longest_m",
    "spike",
    "lifts",
    "leg_lifts",
    "hard_sets",
    "leg_load",
    "conflicts",
    "open_conflicts",
    "cautions",
    "reason",
    "states",
    "little",
)
"""One week, as `transforms.week_facts` describes it."""


@dataclass(frozen=True, slots=True)
class Made:
    """What facts were made from."""

    data_version: int
    """As `athletes.data_version` has it."""
    rules: str
    """Stands for the thresholds, tables and formulas of this Runlift."""
    first_day: date | None
    """Of the log; `None` for an empty one."""
    last_day: date | None
    problem: str = ""
    """Why there are none: a sentence."""


def keep(
    store: Store, athlete_id: str, facts: pd.DataFrame, made: Made, now: datetime
) -> int:
    """Store what changed of an athlete's facts.

    Facts of an older state than the stored ones are left alone, and so is an athlete
    who was deleted meanwhile: nothing of hers may come back.

    Args:
        store: where.
        athlete_id: whose.
        facts: all of her weeks, `COLUMNS`.
        made: what they were made from.
        now: when.

    Returns:
        How many rows were written.
    """
    names = ", ".join(COLUMNS)
    with store.transaction() as cursor:
        event = next_event(cursor, "week_fact", athlete_id)
        asked = {"athlete": athlete_id, "made": made.data_version}
        overtaken = cursor.execute(
            """
            select 1
            where not exists (select 1 from athlete where athlete_id = $athlete)
                or exists (
                    select 1
                    from current_fact_version
                    where athlete_id = $athlete and data_version > $made
                )
            """,
            asked,
        ).fetchall()
        if overtaken:
            return 0
        cursor.register("incoming", facts[list(COLUMNS)])
        cursor.execute(
            f"""
            insert into week_fact
                (event_no, recorded_at, athlete_id, {names}, is_removed)
            with stored as (
                select {names}
                from current_week_fact
                where athlete_id = $athlete and not is_removed
            ),
            fresh as (
                select {", ".join(_CAST.get(name, name) for name in COLUMNS)}
                from incoming
            )
            select $event, $now, $athlete, {names}, false
            from (select {names} from fresh except select {names} from stored)
            union all
            select $event, $now, $athlete, {names}, true
            from stored
            where not exists (select 1 from fresh where fresh.week = stored.week)
            """,
            {"athlete": athlete_id, "event": event, "now": now},
        )
        written = cursor.execute(
            "select count(*) from week_fact where athlete_id = ? and event_no = ?",
            [athlete_id, event],
        ).fetchall()[0][0]
        cursor.unregister("incoming")
        cursor.execute(
            """
            insert into fact_version (
                event_no, recorded_at, athlete_id, data_version, rules, first_day,
                last_day, problem
            )
            values ($event, $now, $athlete, $version, $rules, $first, $last, $problem)
            """,
            {
                "event": next_event(cursor, "fact_version", athlete_id),
                "now": now,
                "athlete": athlete_id,
                "version": made.data_version,
                "rules": made.rules,
                "first": made.first_day,
                "last": made.last_day,
                "problem": made.problem,
            },
        )
    return int(written)


def kept(store: Store, athlete_id: str) -> pd.DataFrame:
    """The facts of every week of an athlete, `COLUMNS`, by week."""
    return store.ask("week_facts", athlete=athlete_id)


def is_behind(store: Store, athlete_ids: Iterable[str], rules: str) -> set[str]:
    """Whose facts were made from what is no longer so, or never.

    Args:
        store: where.
        athlete_ids: who is asked about.
        rules: as `Made.rules` has them now.
    """
    asked = pd.DataFrame({"athlete_id": list(athlete_ids)}, dtype=object)
    found = store.ask("fact_versions", {"asked": asked})
    is_fresh = (found["data_version"] == found["made_from"]) & (found["rules"] == rules)
    return set(found.loc[~is_fresh, "athlete_id"])


_CAST = {"week": "cast(week as date) as week"} | {
    name: f"cast({name} as varchar) as {name}"
    for name in ("reason", "states", "little")
}
"""A frame without rows has text columns of no type."""
