"""The roster: every athlete a coach may see, one row each, for one week."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from runlift.errors import RunliftError
from runlift.frames import facts
from runlift.frames.judged import POLICY_SETTING
from runlift.model import Athlete
from runlift.science.policy import Policy, default_policy
from runlift.store import Store, tags
from runlift.transforms import roster as roster_
from runlift.units import DistanceUnit


@dataclass(frozen=True)
class Roster:
    """A week of many athletes."""

    week: date
    """Its Monday."""
    rows: pd.DataFrame
    """As `transforms.roster` has them."""
    unit: DistanceUnit
    """What most of them run in."""
    tags: Sequence[str]
    """Every tag somebody has, by name."""
    by_athlete: dict[str, list[str]]
    """The tags of each athlete that has some."""


def roster(
    store: Store, athletes: Iterable[Athlete], week: date, today: date
) -> Roster:
    """One row an athlete, read from the facts as they are kept.

    Args:
        store: where.
        athletes: whom the viewer may see; nobody else is asked about.
        week: its Monday.
        today: on the viewer's calendar.
    """
    seen = list(athletes)
    ids = [one.athlete_id for one in seen]
    asked = {"asked": pd.DataFrame({"athlete_id": ids}, dtype=object)}
    with store.snapshot():
        versions = store.ask("fact_versions", asked)
        people = store.ask("roster_people", asked)
        settings = store.ask("roster_settings", asked)
        weeks = store.ask("roster_weeks", asked, week=week.isoformat())
        planned = store.ask(
            "roster_planned", asked, week=week.isoformat(), today=today.isoformat()
        )
        tagged = tags.tags(store, ids)
    miles = settings[(settings["name"] == "distance_unit")]["value"] == "mi"
    unit: DistanceUnit = "mi" if 2 * miles.sum() > len(seen) else "km"
    is_fresh = (versions["data_version"] == versions["made_from"]) & (
        versions["rules"] == facts.rules()
    )
    about = versions.assign(
        is_behind=~is_fresh,
        problem=versions["problem"].fillna(""),
        first_day=_days(versions["first_day"]),
        last_day=_days(versions["last_day"]),
    ).merge(people, on="athlete_id")
    names = pd.DataFrame({"athlete_id": ids, "name": [one.name for one in seen]})
    about = names.merge(about, on="athlete_id", how="left").assign(
        unit=unit,
        note_day=lambda f: _days(f["note_day"]),
        tags=[tagged.get(one, []) for one in ids],
    )
    rows = roster_.roster(
        about, weeks, planned, week, today, default_policy(), _own(settings)
    )
    every = {tag for mine in tagged.values() for tag in mine}
    return Roster(
        week, rows, unit, sorted(every, key=lambda one: (one.casefold(), one)), tagged
    )


def _own(settings: pd.DataFrame) -> dict[str, Policy]:
    """The thresholds of those who have some of their own."""
    found = {}
    mine = settings[settings["name"].str.startswith(POLICY_SETTING)]
    for athlete_id, rows in mine.groupby("athlete_id"):
        try:
            overrides = {
                name.removeprefix(POLICY_SETTING): json.loads(value)
                for name, value in zip(rows["name"], rows["value"], strict=True)
            }
            found[str(athlete_id)] = default_policy().with_overrides(overrides)
        except (RunliftError, ValueError):
            # What is wrong with a setting is told where her log is read.
            continue
    return found


def _days(values: pd.Series) -> pd.Series:
    """Dates, `None` where there is none."""
    days = pd.to_datetime(values)
    found = [None if day is pd.NaT else day.date() for day in days]
    return pd.Series(found, index=values.index, dtype=object)


def matching(
    rows: pd.DataFrame, text: str = "", tag: str = "", *, needs: bool = False
) -> pd.DataFrame:
    """The rows of those whose name, tag, reason or note holds the text.

    Args:
        rows: as `Roster.rows`.
        text: searched in any case; empty: everybody.
        tag: exactly this one; empty: any.
        needs: only those with a reason.
    """
    keep = pd.Series(True, index=rows.index)
    if needs:
        keep &= rows["needs"]
    if tag:
        keep &= pd.Series([tag in mine for mine in rows["tags"]], index=rows.index)
    wanted = " ".join(text.split()).casefold()
    if wanted:
        hay = [
            " ".join(
                [
                    one["name"],
                    *one["tags"],
                    *one["reasons"],
                    one["reason"],
                    one["note"] or "",
                ]
            ).casefold()
            for one in rows[["name", "tags", "reasons", "reason", "note"]].to_dict(
                "records"
            )
        ]
        keep &= pd.Series([wanted in one for one in hay], index=rows.index, dtype=bool)
    return rows[keep]
