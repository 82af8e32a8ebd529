"""Planned against done, and what the coach wrote."""

import pandas as pd

from runlift import answers
from runlift.frames.following import Following
from runlift.report import figures
from runlift.report.blocks import (
    Block,
    Card,
    Column,
    Figures,
    Paragraph,
    Section,
    Table,
)
from runlift.report.gathering import Gathered
from runlift.transforms.instants import monday
from runlift.units import day_text

_TITLE = "Planned and done"
_ABOUT = {
    "athlete": "in general",
    "week": "about the week",
    "session": "about a lift",
    "run": "about a run",
    "finding": "about a finding",
}
_NOTES, _PARAGRAPHS, _LONGEST = 40, 12, 1200


def followed(all_: Gathered) -> Section | None:
    """A plan's weeks within the window; nothing where none is followed."""
    now = all_.now
    if now is None:
        return None
    if isinstance(now, str):
        return Section(_TITLE, [Paragraph(now)])
    first, last = monday(all_.window.first), pd.Timestamp(all_.window.last)
    weeks = now.weeks[now.weeks["week"].between(first, last)]
    if weeks.empty:
        return None
    conflicts = now.conflicts[now.conflicts["week"].isin(weeks["week"])]
    blocks: list[Block] = [
        Paragraph(_answer(now, weeks), "lead"),
        Figures(_figures(weeks, conflicts)),
        _table(weeks, conflicts),
        Paragraph(
            "A session counts in the week it was planned for, also where it was done in "
            "another one. Load compares what was lifted with what was planned, the "
            "median over exercises.",
            "small",
        ),
    ]
    return Section(_TITLE, blocks)


def _answer(now: Following, weeks: pd.DataFrame) -> str:
    done = [
        f"{weeks[f'{kind}s_done'].sum()} of {answers.counted(planned, f'planned {kind}')}"
        for kind in ("lift", "run")
        if (planned := weeks[f"{kind}s_planned"].sum())
    ]
    ahead = len([one for one in now.coming if one.is_lift])
    coming = f"; {answers.counted(ahead, 'lift')} still to come" if ahead else ""
    return f"{now.plan.name}: {' and '.join(done)} done in these days{coming}."


def _figures(
    weeks: pd.DataFrame, conflicts: pd.DataFrame
) -> list[tuple[str, str, str]]:
    missed = int(weeks["lifts_missed"].sum())
    skipped = int(weeks["lifts_skipped"].sum())
    return [
        (
            "Lifts done",
            f"{weeks['lifts_done'].sum()} of {weeks['lifts_planned'].sum()}",
            f"{missed} missed, {skipped} skipped",
        ),
        (
            "Sets done",
            f"{weeks['sets_done'].sum():.0f} of {weeks['sets_planned'].sum():.0f}",
            "of the weeks as planned",
        ),
        (
            "Conflicts",
            f"{int(conflicts['done'].sum())}",
            f"{int(conflicts['planned'].sum())} as planned",
        ),
    ]


def _table(weeks: pd.DataFrame, conflicts: pd.DataFrame) -> Table:
    of_week = conflicts.set_index("week")
    rows = []
    for one in weeks.to_dict("records"):
        week = one["week"]
        near = of_week.loc[week] if week in of_week.index else None
        rows.append(
            (
                f"{day_text(week)} {week.year}",
                _share(one["lifts_done"], one["lifts_planned"]),
                _share(one["runs_done"], one["runs_planned"]),
                f"{one['sets_done']:.0f} of {one['sets_planned']:.0f}",
                figures.known(one["load_ratio"], lambda share: f"{share:.0%}"),
                f"{one['leg_load_done']:.0f} of {one['leg_load_planned']:.0f}",
                figures.NONE if near is None else f"{near['done']} (plan: {near['planned']})",
            )
        )  # fmt: skip
    return Table(
        [
            Column("Week of", 0.17),
            Column("Lifts", 0.12, True),
            Column("Runs", 0.12, True),
            Column("Sets", 0.14, True),
            Column("Load", 0.1, True),
            Column("Leg load", 0.15, True),
            Column("Conflicts", 0.2, True),
        ],
        rows,
    )


def _share(done: int, planned: int) -> str:
    return f"{done} of {planned}" if planned else figures.NONE


def notes(all_: Gathered) -> Section | None:
    """The coach's notes of the window; nothing where there are none."""
    if all_.notes.empty:
        return None
    cards: list[Block] = []
    for one in all_.notes.head(_NOTES).to_dict("records"):
        said = [part for part in str(one["content"]).splitlines() if part.strip()]
        cut = [part[:_LONGEST] + ("…" if len(part) > _LONGEST else "") for part in said]
        more = ["…"] if len(cut) > _PARAGRAPHS else []
        cards.append(
            Card(
                mark=_ABOUT.get(one["about"], "note"),
                meaning="muted",
                when=f"{day_text(one['day'], weekday=True)} {one['day'].year}",
                title=cut[0] if cut else "",
                why=[*cut[1:_PARAGRAPHS], *more],
                note=f"— {one['author']}" if one["author"] else "",
                is_prose=False,
            )
        )
    left = len(all_.notes) - _NOTES
    if left > 0:
        cards.append(Paragraph(f"{answers.counted(left, 'older note')} not shown."))
    return Section("Notes of the coach", cards, flows=True)
