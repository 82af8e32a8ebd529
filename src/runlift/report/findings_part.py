"""Conflicts and cautions: what happened, why, what to move, what was said about it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from runlift import answers
from runlift.charts.theme import SEVERITY
from runlift.report import lettering
from runlift.report.blocks import (
    Block,
    Card,
    Column,
    Heading,
    Paragraph,
    Section,
    Table,
)
from runlift.report.gathering import Gathered
from runlift.transforms.finding_words import rule_name
from runlift.units import day_text

_CARDS, _ROWS = 12, 80
"""So many are told in full, so many more in a line; the rest is counted."""
_TITLE = 60
"""Characters a title may take in a sentence, which else would end before its point."""

Row = Mapping[Hashable, Any]


def section(all_: Gathered) -> Section:
    """The findings of the window, the severe and open ones first."""
    found = all_.found[all_.found["severity"].isin(["conflict", "caution"])]
    blocks: list[Block] = []
    if found.empty:
        blocks.append(Paragraph(_nothing(all_)))
    ordered = _ordered(found)
    rows = ordered.to_dict("records")
    blocks += [_card(one) for one in rows[:_CARDS]]
    if rows[_CARDS:]:
        blocks += [Heading("More of them, in short"), _table(rows[_CARDS:])]
    left = len(rows) - _CARDS - _ROWS
    if left > 0:
        blocks.append(
            Paragraph(f"{answers.counted(left, 'further finding')} not listed here.")
        )
    remarks = int((all_.found["severity"] == "info").sum())
    if remarks:
        blocks.append(
            Paragraph(
                f"{answers.counted(remarks, 'remark')} without consequence not listed.",
                "small",
            )
        )
    return Section("Lifts and runs in each other's way", blocks, flows=True)


def _nothing(all_: Gathered) -> str:
    if all_.log["lifts"].empty or all_.log["runs"].empty:
        missing = "lifts" if all_.log["lifts"].empty else "runs"
        return f"There are no {missing} in this log, so nothing can be compared."
    return "No conflict and no caution in these days."


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    """Open before dealt with, conflicts before cautions, the newest first."""
    return found.assign(is_mild=found["severity"] != "conflict").sort_values(
        ["is_acknowledged", "is_mild", "day"],
        ascending=[True, True, False],
        kind="stable",
    )


def _card(one: Row) -> Card:
    severity = SEVERITY[one["severity"]]
    reasons = _reasons(one)
    return Card(
        mark=f"{severity.icon} {severity.word}",
        meaning=severity.text,
        when=_when(one),
        title=reasons[0],
        why=[_rule(one), *reasons[1:]],
        ways=[_way(fix) for fix in one["fixes"][:3]],
        note=_note(one),
        is_quiet=bool(one["is_acknowledged"]),
    )


def _reasons(one: Row) -> list[str]:
    """The reasons, with endless titles cut within them."""
    found = []
    for reason in map(str, one["reasons"]):
        for title in (one["lift_title"], one["run_title"]):
            if isinstance(title, str) and len(title) > _TITLE:
                reason = reason.replace(title, lettering.plain(title, _TITLE))
        found.append(reason)
    return found


def _when(one: Row) -> str:
    return f"{day_text(one['day'], weekday=True)} {one['day'].year}"


def _rule(one: Row) -> str:
    return f"Rule: {rule_name(one['rule'])}."


def _way(fix: Mapping[str, Any]) -> str:
    after = fix["severity_after"]
    if after == "ok":
        return str(fix["text"])
    word = {"info": "a remark", "caution": "a caution"}.get(after, after)
    return f"{str(fix['text']).rstrip('.')} (then {word})."


def _note(one: Row) -> str:
    if not one["is_acknowledged"]:
        return ""
    note = one["note"]
    return f"Dealt with: {note}" if isinstance(note, str) and note else "Dealt with."


def _table(rows: list[dict[Hashable, Any]]) -> Table:
    return Table(
        [
            Column("Day", 0.14),
            Column("", 0.1),
            Column("What happened", 0.41),
            Column("What to move", 0.35),
        ],
        [
            (
                _when(one),
                f"{SEVERITY[one['severity']].icon} {SEVERITY[one['severity']].word}",
                _reasons(one)[0],
                _note(one) or (_way(one["fixes"][0]) if one["fixes"] else ""),
            )
            for one in rows[:_ROWS]
        ],
        is_small=True,
    )
