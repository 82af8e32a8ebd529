"""`runlift plan`: place a program's lifts around a week of runs."""

import argparse
from dataclasses import replace
from pathlib import Path

from runlift.cli import told
from runlift.errors import WrongInput
from runlift.program import repair, week_input
from runlift.program.placement import best_placements
from runlift.program.week import Week
from runlift.science.policy import default_policy

_MOST_BYTES = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and what overrides it."""
    parser.add_argument("week", metavar="WEEK", help="a week as JSON or TOML")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="take the article's 24 h rule literally, or not (default: as the file has it)",
    )


def run(chosen: argparse.Namespace) -> int:
    """Read the week, print the best placements; 1 where there is no place."""
    week = _week(Path(chosen.week))
    if chosen.strict is not None:
        week = replace(week, is_strict=chosen.strict)
    placements = best_placements(week)
    best = placements[0] if placements else None
    advices = repair.advice(week, best)
    why = "" if placements else repair.why_nowhere(week)
    said = week_input.answer(placements, advices, why)
    if chosen.json:
        told.as_json(said)
        return 0 if placements else 1
    for number, one in enumerate(placements, 1):
        where = ", ".join(
            f"{at.lift.name} {at.slot} {week_input.clock(at.start)}" for at in one.lifts
        )
        counts = (
            f"{told.counted(one.conflicts, 'conflict')}, "
            f"{told.counted(one.cautions, 'caution')}"
        )
        print(f"{number}. {where}  (cost {one.cost:.1f}; {counts})")
        for line in one.lines:
            guide = f" [{line.guide}]" if line.guide else ""
            print(f"   {line.cost:6.1f}  {line.severity:8}  {line.text}{guide}")
    for text in said["advice"]:
        print(f"→ {text}")
    return 0 if placements else 1


def _week(path: Path) -> Week:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise WrongInput(f"{path.name} is too large to be a week.")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise WrongInput(f"{path.name} is no text; save it as UTF-8.") from None
    return week_input.week_of_text(text, path.name, default_policy())
