"""Why a coach may want to look at an athlete this week, in words.

Each reason stands for itself: nothing is added up, and no athlete is held against
another. They come in one order, that of `ORDER`, which is all that a roster sorts by.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from runlift.science.policy import Policy
from runlift.science.single_run import COHORT, LOOKS_BACK_DAYS
from runlift.units import DistanceUnit, day_text, distance_out

ORDER = (
    "problem",
    "conflict",
    "missed",
    "quiet",
    "falling",
    "far",
    "long",
    "spike",
    "empty",
)
"""A log that cannot be read; conflicts nobody has dealt with; planned lifts that were not
done; silence; a main lift that falls; a week far from the usual distance; no long run
where there usually is one; a run far beyond those before; an empty log."""

Reason = tuple[int, str]
"""Place in `ORDER`, and the sentence."""


def reasons(
    one: Mapping[str, Any], week: date, today: date, policy: Policy
) -> list[Reason]:
    """The reasons of one athlete, in their order.

    Args:
        one: as `roster` has it, besides the reasons; first_day and unit as well.
        week: its Monday.
        today: what is planned for it may still be done.
        policy: section `roster`.
    """
    if one["problem"]:
        return [(0, f"The log cannot be read: {one['problem']}")]
    is_over = week + timedelta(days=6) < today
    if one["last_day"] is None:
        said = "" if one["is_behind"] else "Nothing imported yet."
        return [(ORDER.index("empty"), said)] if said else []
    found: list[tuple[str, str]] = []
    if one["open_conflicts"]:
        many = _many(one["open_conflicts"], "conflict")
        found.append(("conflict", f"{many}: {one['reason']}"))
    found += _missed(one, is_over)
    silence = _quiet(one, week, today, is_over, policy)
    found += silence
    found += [
        ("falling", f"{state['exercise']}: regressing.")
        for state in one["states"] or ()
        if state["state"] == "regressing" and not state["is_possible"]
    ][:2]
    if not silence:
        found += _running(one, is_over, policy)
    if one["step"] in COHORT:
        found.append(
            (
                "spike",
                f"A run {one['spike']:.1f} times as long as any of the "
                f"{LOOKS_BACK_DAYS:g} days before it.",
            )
        )
    return [(ORDER.index(kind), text) for kind, text in found]


def _missed(one: Mapping[str, Any], is_over: bool) -> list[tuple[str, str]]:
    due = one["planned_lifts"] if is_over else one["due_lifts"]
    if not due > one["lifts"]:
        return []
    of = "planned lifts" if due > 1 else "planned lift"
    so_far = "" if is_over else " so far"
    return [("missed", f"{one['lifts']:.0f} of {due:.0f} {of} done{so_far}.")]


def _quiet(
    one: Mapping[str, Any], week: date, today: date, is_over: bool, policy: Policy
) -> list[tuple[str, str]]:
    """Nothing logged: in a week that is over, or for days up to now."""
    last: date = one["last_day"]
    if is_over:
        if one["runs"] or one["lifts"] or one["first_day"] > week + timedelta(days=6):
            return []
        if last < week:
            said = f"Nothing logged since {_day(last, today)}."
        else:
            said = "Nothing logged in this week."
        return [("quiet", said)]
    days = (today - last).days
    if days < policy.number("roster.quiet_days"):
        return []
    return [("quiet", f"Nothing logged for {days} days.")]


def _running(
    one: Mapping[str, Any], is_over: bool, policy: Policy
) -> list[tuple[str, str]]:
    found = []
    unit: DistanceUnit = one["unit"]
    usual = one["usual_m"]
    if usual == usual and usual > 0:
        share = one["distance_m"] / usual
        is_low = is_over and share < policy.number("roster.low_share")
        if is_low or share > policy.number("roster.high_share"):
            now = distance_out(one["distance_m"], unit)
            was = distance_out(usual, unit)
            found.append(("far", f"{now:.0f} {unit}, usually {was:.0f} {unit}."))
    is_missing = is_over and not one["long_runs"] and not one["races"]
    if is_missing and one["planned_long"] > 0:
        found.append(("long", "The planned long run is not in the log."))
    elif is_missing and one["usual_long"] >= policy.number("roster.usual_long"):
        found.append(
            (
                "long",
                f"No long run; there was one in {one['usual_long']} of 4 weeks before.",
            )
        )
    return found


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _day(day: date, today: date) -> str:
    return day_text(day) if day.year == today.year else f"{day_text(day)} {day.year}"
