"""What the roster says of one athlete, in the cells of its table and on its cards."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from runlift.answers import counted, state_word
from runlift.charts.theme import SEVERITY
from runlift.exercises.catalogue import muscles
from runlift.frames.roster import Roster
from runlift.science.single_run import COHORT, LOOKS_BACK_DAYS, RUNNERS
from runlift.units import day_text, distance_out

Row = Mapping[str, Any]

_SMALL = COHORT["small"]
SPIKE = (
    f"A run more than {float(_SMALL.over):g} times as long as the longest of the "
    f"{LOOKS_BACK_DAYS:g} days before it: in one cohort of {float(RUNNERS):,.0f} runners "
    "such runs were followed by more overuse injuries. That is an association among many, "
    "not a prediction for one."
)
"""What a single long run means, wherever it is told."""


def shown(now: Roster, rows: pd.DataFrame, today: date) -> pd.DataFrame:
    """The table's cells, a row an athlete, in the order of `rows`."""
    found = [
        {
            "name": one["name"],
            "conflicts": conflicts(one),
            "why": " ".join(one["reasons"]) or _calm(one),
            "runs": _beside(one["runs"], one["usual_runs"]),
            "distance": _beside(
                distance_out(one["distance_m"], now.unit),
                distance_out(one["usual_m"], now.unit),
            ),
            "weeks": [
                round(distance_out(far, now.unit), 1) for far in one["weeks_m"].tolist()
            ],
            "long": _of(one["long_runs"], one["planned_long"]),
            "key": _of(one["key_runs"], one["planned_key"]),
            "lifts": _of(one["lifts"], one["planned_lifts"]),
            "finding": "" if one["open_conflicts"] else one["reason"],
            "states": states(one),
            "little": little(one),
            "spike": spike(one),
            "imported": imported(one, today),
            "note": note(one),
            "tags": ", ".join(one["tags"]),
        }
        for one in rows.to_dict("records")
    ]
    return pd.DataFrame(found)


def conflicts(one: Row) -> str:
    """`✕ 2 conflicts`, `▲ 1 caution`, `✓ fine`."""
    if not one["severity"]:
        return ""
    mark = SEVERITY[one["severity"]]
    if one["severity"] == "ok":
        return f"{mark.icon} {mark.word}"
    number = one[f"{one['severity']}s"]
    left = one["conflicts"] - one["open_conflicts"]
    done = f", {left} dealt with" if one["severity"] == "conflict" and left else ""
    return f"{mark.icon} {counted(number, mark.word)}{done}"


def running(now: Roster, one: Row) -> str:
    """Runs and distance against the usual, long and key runs."""
    far = distance_out(one["distance_m"], now.unit)
    usual = distance_out(one["usual_m"], now.unit)
    said = f"{counted(one['runs'], 'run')}, {far:.0f} {now.unit}"
    if usual == usual:
        said += f" (usually {one['usual_runs']:g}, {usual:.0f} {now.unit})"
    parts = [said]
    for name, word in (("long", "long run"), ("key", "key run")):
        done, planned = one[f"{name}_runs"], one[f"planned_{name}"]
        if planned > 0:
            parts.append(f"{done} of {counted(planned, f'planned {word}')}")
        elif done:
            parts.append(counted(done, word))
    if one["races"]:
        parts.append(counted(one["races"], "race"))
    return "; ".join(parts)


def lifting(one: Row) -> str:
    """Lifts against the plan, how many with legs."""
    planned = one["planned_lifts"]
    said = (
        f"{one['lifts']} of {counted(planned, 'planned lift')}"
        if planned > 0
        else counted(one["lifts"], "lift")
    )
    if one["leg_lifts"]:
        said += f", {one['leg_lifts']} with legs"
    if one["skipped_lifts"] > 0:
        said += f", {one['skipped_lifts']:.0f} called off"
    return said


def states(one: Row) -> str:
    """Main lifts and their directions."""
    if one["states"] is None:
        return ""
    return ", ".join(
        f"{state['exercise']}: {state_word(state)}{_slope(state)}"
        for state in one["states"]
    )


def _slope(state: Mapping[str, Any]) -> str:
    if state["slope"] is None or state["state"] not in ("progressing", "regressing"):
        return ""
    return f" ({state['slope']:+.1f} % a month)"


def little(one: Row) -> str:
    """Muscles with little stimulus."""
    names = muscles()
    return ", ".join(
        names[key].name.lower() for key in one["little"] or () if key in names
    )


def spike(one: Row) -> str:
    """How a run stands against those before it, where it went beyond them."""
    if one["step"] not in COHORT:
        return ""
    return f"{one['spike']:.1f} × the longest before"


def imported(one: Row, today: date) -> str:
    """When something was last imported."""
    at = one["imported_at"]
    if pd.isna(at):
        return "never"
    days = max(0, (today - at.date()).days)
    if days < 2:
        return ("today", "yesterday")[days]
    return f"{days} days ago"


def note(one: Row) -> str:
    """The latest note, with its day and who wrote it."""
    if not isinstance(one["note"], str):
        return ""
    day = one["note_day"]
    who = f", {one['note_author']}" if one["note_author"] else ""
    return f"{day_text(day)}{who}: {' '.join(one['note'].split())}"


def window(now: Roster, today: date, weeks_before: int = 0) -> dict[str, str]:
    """What a link carries to show this week on another page."""
    last = min(now.week + timedelta(days=6), max(today, now.week))
    first = now.week - timedelta(weeks=weeks_before)
    return {"window": "own", "from": first.isoformat(), "to": last.isoformat()}


def _calm(one: Row) -> str:
    return "being counted" if one["is_behind"] else ""


def _beside(value: float, usual: float) -> str:
    return f"{value:.0f} ({usual:.0f})" if usual == usual else f"{value:.0f}"


def _of(done: float, planned: float) -> str:
    return f"{done:.0f} of {planned:.0f}" if planned > 0 else f"{done:.0f}"
