"""The weeks of a plan as one HTML page to print and to fill in by hand.

The page needs nothing but itself: no scripts, nothing fetched, black on white.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from runlift.exercises.catalogue import Exercise
from runlift.program import plan_words
from runlift.program.plan import Plan
from runlift.program.plan_weeks import (
    LiftSheet,
    Paper,
    Row,
    WeekSheet,
    week_sheets,
)
from runlift.units import WeightUnit

_SIZES: Mapping[Paper, str] = {"a4": "A4 portrait", "letter": "letter portrait"}
_CSS = """
@page { size: %s; margin: 11mm; }
:root { color-scheme: only light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 .4mm; max-width: 195mm; background: #fff; color: #000;
  font: 9.5pt/1.25 "DejaVu Sans Condensed", "Helvetica Neue", Arial, sans-serif; }
main > section + section { break-before: page; }
h1 { font-size: 15pt; margin: 0 0 1mm; }
h2 { font-size: 11pt; margin: 4mm 0 1mm; }
h2 small, header p, .note { font-size: 8pt; font-weight: normal; }
p { margin: 0 0 1mm; }
table { border-collapse: collapse; width: 100%%; table-layout: fixed; }
th, td { border: .3mm solid #000; padding: .8mm 1.2mm; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { font-size: 8pt; }
tr { break-inside: avoid; }
article { break-inside: auto; }
h2 { break-after: avoid; }
.strip td { font-size: 8pt; height: 11mm; }
.lines { margin: 1.5mm 0; padding: 1mm 2mm; border: .6mm solid #000; }
.lines li, .notes li { font-size: 8.5pt; }
ul { margin: 0; padding-left: 4mm; }
.what { width: 36%%; }
.last { width: 10%%; }
.set { height: 11mm; padding: .8mm; }
.box { display: inline-block; width: 3.6mm; height: 3.6mm; border: .4mm solid #000;
  margin-right: 1mm; vertical-align: middle; }
.in { display: inline-block; border-bottom: .2mm solid #000; font-size: 6pt;
  text-align: right; width: 45%%; height: 4.6mm; line-height: 5mm; margin-right: 2%%; }
.in.weight { width: 62%%; }
.none { border: 0; }
.dense { font-size: 8pt; line-height: 1.15; }
.dense h2 { margin: 1.5mm 0 .5mm; font-size: 9.5pt; }
.dense td, .dense th { padding: .3mm 1mm; }
.dense .strip td { font-size: 7.5pt; height: 8mm; }
.dense .set { height: 9mm; }
.dense .in { height: 4mm; line-height: 4.6mm; }
.dense .note, .dense th { font-size: 7pt; }
footer { margin-top: 3mm; font-size: 7.5pt; }
@media screen { body { padding: 5mm; } section { margin-bottom: 12mm; } }
"""
_DENSE_ROWS = 14
"""From here on a week is set smaller, so that it stays one page."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(
    plan: Plan,
    exercises: Mapping[str, Exercise],
    *,
    unit: WeightUnit,
    paper: Paper = "a4",
    last_kg: Mapping[str, float] | None = None,
    lines: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """The plan as a page to print, one week a sheet.

    Args:
        plan: the plan.
        exercises: the catalogue, the athlete's own among it.
        unit: of the weights.
        paper: what it is printed on.
        last_kg: last time's weight of an exercise, by its id, where it is known.
        lines: conflicts of a week, in words, by its number.
    """
    sheets = week_sheets(plan, exercises, unit, last_kg, lines)
    name = _safe(plan.name)
    weeks = "\n".join("".join(_week(one, name)) for one in sheets)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{name}</title>\n<style>{_CSS % _SIZES[paper]}</style>\n</head>\n"
        f"<body>\n<main>\n{weeks}\n</main>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return escape(plan_words.one_line(text))


def _week(week: WeekSheet, name: str) -> Iterator[str]:
    rows = sum(len(lift.rows) for lift in week.lifts)
    look = ' class="dense"' if rows >= _DENSE_ROWS else ""
    yield f"<section{look}>\n"
    yield f"<header><h1>{_safe(week.title)}</h1><p>{name}</p></header>\n"
    if week.label:
        yield f'<p class="label"><strong>{_safe(week.label)}</strong></p>\n'
    yield _strip(week)
    if week.lines:
        yield f'<div class="lines">{_list(week.lines)}</div>\n'
    if week.notes:
        yield f'<div class="notes">{_list(week.notes)}</div>\n'
    for lift in week.lifts:
        yield from _lift(lift, week.columns)
    yield f"<footer>{_safe(plan_words.SAFETY)}</footer>\n</section>"


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_safe(line)}</li>' for line in lines)}</ul>"


def _strip(week: WeekSheet) -> str:
    heads = "".join(f"<th>{_safe(day)}</th>" for day, _ in week.days)
    cells = "".join(
        f"<td>{'<br>'.join(_safe(one) for one in entries)}</td>"
        for _, entries in week.days
    )
    return f'<table class="strip"><tr>{heads}</tr><tr>{cells}</tr></table>\n'


def _lift(lift: LiftSheet, columns: int) -> Iterator[str]:
    yield f"<article>\n<h2>{_safe(lift.title)} <small>{_safe(lift.when)}</small></h2>\n"
    if lift.note:
        yield f'<p class="note">{_safe(lift.note)}</p>\n'
    sets = "".join(f"<th>Set {at}</th>" for at in range(1, columns + 1))
    yield (
        '<table><thead><tr><th class="what">Exercise</th><th class="last">Last time'
        f"</th>{sets}</tr></thead>\n<tbody>\n"
    )
    for row in lift.rows:
        yield from _row(row, columns)
    yield "</tbody></table>\n</article>\n"


def _row(row: Row, columns: int) -> Iterator[str]:
    lines = -(-row.sets // columns)
    what = "".join(
        f'<br><span class="{kind}">{_safe(text)}</span>'
        for kind, text in (("asked", row.asked), ("note", row.note))
        if text
    )
    for line in range(lines):
        yield "<tr>"
        if not line:
            yield (
                f'<td rowspan="{lines}"><strong>{_safe(row.name)}</strong>{what}</td>'
                f'<td rowspan="{lines}">{_safe(row.last)}</td>'
            )
        here = min(row.sets - line * columns, columns)
        yield _set(row) * here + '<td class="none"></td>' * (columns - here)
        yield "</tr>\n"


def _set(row: Row) -> str:
    weight, *others = row.fields
    rest = "".join(f'<span class="in">{_safe(one)}</span>' for one in others)
    above = f'<span class="in weight">{_safe(weight)}</span>' if weight else ""
    return f'<td class="set"><span class="box"></span>{above}<br>{rest}</td>'
