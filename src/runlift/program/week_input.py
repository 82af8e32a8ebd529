"""A week as a file has it, JSON or TOML, and the answer as machines read it."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from runlift.errors import WrongInput
from runlift.program.placement import Placement
from runlift.program.repair import Advice
from runlift.program.week import (
    DAY_H,
    DAYS,
    RACES,
    SLOTS,
    Slot,
    Week,
    WeekLift,
    WeekRun,
    assumed_heavy_sets,
    default_hours,
    default_starts,
)
from runlift.science.policy import Policy
from runlift.science.verdict import LIFT_CLASSES, RUN_CLASSES

_KEYS = (
    "runs",
    "lifts",
    "unavailable",
    "protected",
    "slots",
    "strict",
    "pins",
    "cyclic",
    "allow_doubles",
    "allow_stacking",
)
_RUN_KEYS = ("day", "slot", "start", "class", "minutes", "distance_m")
_LIFT_KEYS = ("name", "class", "minutes", "heavy_sets")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?")
"""As people write it; TOML has seconds."""
_MOST_RUNS = 21
_LONGEST_MIN = 24 * 60.0


def week_of_text(text: str, file: str, policy: Policy) -> Week:
    """A week from the text of a file.

    Raises:
        WrongInput: it is neither JSON nor TOML, or no week; says what and where.
    """
    try:
        is_json = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
        read = json.loads if is_json else tomllib.loads
        values = read(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as reason:
        raise WrongInput(
            f"{file} is neither JSON nor TOML: {reason}. Write a week as docs/cli.md "
            "shows."
        ) from None
    if not isinstance(values, dict):
        raise WrongInput(f"{file} holds no week but a list; write it as an object.")
    return week_of(values, policy)


def week_of(values: Mapping[str, Any], policy: Policy) -> Week:
    """A week from its plain values (docs/cli.md, `runlift plan`).

    Raises:
        WrongInput: a value means nothing; the message names it and what would do.
    """
    _only(values, _KEYS, "the week")
    if "lifts" not in values:
        raise WrongInput('The week has no "lifts"; name at least one.')
    names = _list(values, "slots", list(SLOTS))
    every = default_starts(policy)
    starts = {_word(name, SLOTS, "slots"): every[str(name)] for name in names}
    if not starts:
        raise WrongInput('"slots" is empty: leave it out, or name AM, PM or both.')
    starts = {name: starts[name] for name in SLOTS if name in starts}
    runs = tuple(_run(one, every, policy) for one in _list(values, "runs", []))
    if len(runs) > _MOST_RUNS:
        raise WrongInput(f"{len(runs)} runs a week are more than {_MOST_RUNS}.")
    closed = frozenset(
        slot
        for key in ("unavailable", "protected")
        for one in _list(values, key, [])
        for slot in _slots(one, key)
    )
    lifts = tuple(_lift(one, policy) for one in _list(values, "lifts", []))
    is_strict = _flag(values, "strict", policy.flag("leg_load.article_strict"))
    has_race = any(run.run_class in RACES for run in runs)
    return Week(
        runs=runs,
        lifts=lifts,
        policy=policy,
        slot_starts=starts,
        closed=closed,
        pins=_pins(values, [lift.name for lift in lifts]),
        is_cyclic=_flag(values, "cyclic", not has_race),
        allows_doubles=_flag(values, "allow_doubles", True),
        allows_stacking=_flag(values, "allow_stacking", False),
        is_strict=is_strict,
    )


def answer(placements: list[Placement], advices: list[Advice], why: str) -> Any:
    """The answer with plain values, as `runlift plan --json` prints it."""
    return {
        "best": [
            {
                "assignment": {
                    one.lift.name: {
                        "day": DAYS[one.slot.day],
                        "slot": one.slot.name,
                        "start": clock(one.start),
                    }
                    for one in placement.lifts
                },
                "cost": round(placement.cost, 6),
                "conflicts": placement.conflicts,
                "cautions": placement.cautions,
                "doubles": placement.doubles,
                "lines": [
                    {
                        "cost": round(line.cost, 6),
                        "severity": line.severity,
                        "rule": line.rule,
                        "guide_rule": line.guide or None,
                        "text": line.text,
                    }
                    for line in placement.lines
                ],
            }
            for placement in placements
        ],
        "advice": ([why] if why else []) + [one.text for one in advices],
    }


def clock(hours: float) -> str:
    """An hour of the week as a time of day: `18:30`."""
    minutes = round(hours % DAY_H * 60) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _run(one: object, starts: Mapping[str, float], policy: Policy) -> WeekRun:
    values = _object(one, "a run", '{"day": "Tue", "slot": "AM", "class": "key"}')
    _only(values, _RUN_KEYS, "a run")
    run_class = _word(values.get("class"), RUN_CLASSES, "the class of a run")
    day = _day(values.get("day"), "a run")
    if "start" in values:
        match = _CLOCK.fullmatch(str(values["start"]))
        if not match:
            raise WrongInput(
                f"The start of a run is {values['start']!r}; write it as 06:30."
            )
        start = int(match[1]) + int(match[2]) / 60
    elif "slot" in values:
        start = starts[_word(values["slot"], SLOTS, "the slot of a run")]
    else:
        raise WrongInput(
            f'The run on {DAYS[day]} has no time: give it "slot": "AM" or "PM", or '
            '"start": "06:30".'
        )
    hours = default_hours(run_class, policy)
    if "minutes" in values:
        hours = _number(values, "minutes", "a run", _LONGEST_MIN) / 60
    metres = None
    if "distance_m" in values:
        metres = _number(values, "distance_m", "a run", 1_000_000)
    return WeekRun(day * DAY_H + start, hours, run_class, metres)


def _lift(one: object, policy: Policy) -> WeekLift:
    values = _object(one, "a lift", '{"name": "W1", "class": "heavy"}')
    _only(values, _LIFT_KEYS, "a lift")
    name = values.get("name")
    if not isinstance(name, str) or not name.strip():
        raise WrongInput('A lift has no name: write "name": "W1".')
    if not name.isprintable():
        raise WrongInput(
            f"The lift {name!r} has signs in its name that nobody can read."
        )
    lift_class = _word(values.get("class"), LIFT_CLASSES, f"the class of {name}")
    hours = policy.number("placement.lift_duration_h")
    if "minutes" in values:
        hours = _number(values, "minutes", name, _LONGEST_MIN) / 60
    heavy = assumed_heavy_sets(lift_class, policy)
    if "heavy_sets" in values:
        heavy = int(_number(values, "heavy_sets", name, 100, least=0))
    return WeekLift(name.strip(), lift_class, hours, heavy)


def _pins(values: Mapping[str, Any], lifts: Sequence[str]) -> dict[str, Slot]:
    pins = _object(values.get("pins", {}), '"pins"', '{"W1": {"day": "Tue", ...}}')
    found = {}
    for name, one in pins.items():
        if name not in lifts:
            raise WrongInput(
                f"The pin of {name!r} is of no lift here; the lifts are "
                f"{', '.join(lifts) or 'none'}."
            )
        where = _slots(one, f"the pin of {name}")
        if len(where) != 1:
            raise WrongInput(
                f'The pin of {name} needs a half day: {{"day": "Tue", "slot": "PM"}}.'
            )
        found[name] = where[0]
    return found


def _slots(one: object, key: str) -> list[Slot]:
    """A day is both halves of it."""
    if isinstance(one, str):
        return [Slot(_day(one, key), name) for name in SLOTS]
    values = _object(one, key, '"Fri" or {"day": "Mon", "slot": "AM"}')
    _only(values, ("day", "slot"), key)
    day = _day(values.get("day"), key)
    if "slot" not in values:
        return [Slot(day, name) for name in SLOTS]
    return [Slot(day, _word(values["slot"], SLOTS, f"the slot of {key}"))]


def _day(value: object, what: str) -> int:
    name = _word(value, DAYS, f"the day of {what}")
    return DAYS.index(name)


def _word(value: object, allowed: tuple[str, ...], what: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        said = "missing" if value is None else f"{value!r}"
        raise WrongInput(f"{_first(what)} is {said}; use one of {', '.join(allowed)}.")
    return value


def _number(
    values: Mapping[str, Any], key: str, what: str, most: float, least: float = 1
) -> float:
    value = values[key]
    if type(value) not in (int, float) or not least <= value <= most:
        raise WrongInput(
            f'"{key}" of {what} is {value!r}; give a number from {least:g} to {most:g}.'
        )
    return float(value)


def _flag(values: Mapping[str, Any], key: str, default: bool) -> bool:
    value = values.get(key, default)
    if not isinstance(value, bool):
        raise WrongInput(f'"{key}" is {value!r}; write true or false.')
    return value


def _list(values: Mapping[str, Any], key: str, default: list[Any]) -> list[Any]:
    value = values.get(key, default)
    if not isinstance(value, list):
        raise WrongInput(f'"{key}" must be a list, not {value!r}.')
    return value


def _object(value: object, what: str, shown: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise WrongInput(f"{_first(what)} is {value!r}; write it as {shown}.")
    return value


def _only(values: Mapping[str, Any], allowed: tuple[str, ...], what: str) -> None:
    for key in values:
        if key not in allowed:
            raise WrongInput(
                f'"{key}" means nothing in {what}; the keys are {", ".join(allowed)}.'
            )


def _first(text: str) -> str:
    return text[0].upper() + text[1:]
