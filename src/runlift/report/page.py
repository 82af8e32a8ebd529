"""The report as one HTML file: no scripts, nothing fetched, made to be printed."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from runlift.charts.theme import LIGHT, Meaning
from runlift.program.plan_weeks import Paper
from runlift.report.blocks import (
    Block,
    Card,
    Figures,
    Heading,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
)
from runlift.report.drawing import to_svg
from runlift.report.lettering import plain

_SIZES: Mapping[Paper, str] = {"a4": "A4 portrait", "letter": "letter portrait"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CELL = 400
_CSS = """
@page { size: SIZE; margin: 13mm 13mm 16mm;
  @bottom-left { content: "LEFT"; font: 7pt FONT; color: MUTED; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7pt FONT; color: MUTED; } }
:root { color-scheme: only light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 184mm; background: PAGE; color: INK;
  font: 9pt/1.35 FONT; -webkit-print-color-adjust: exact; print-color-adjust: exact;
  overflow-wrap: anywhere; }
header { border-bottom: .5mm solid ACCENT; padding-bottom: 2mm; margin-bottom: 3mm; }
h1 { font-size: 20pt; line-height: 1.15; margin: 0; }
header p { margin: .5mm 0 0; color: MUTED; }
h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid; }
h3 { font-size: 10pt; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 0 0 1.5mm; }
.lead { font-size: 11pt; font-weight: 700; line-height: 1.3; }
.small, figcaption { font-size: 7.5pt; color: MUTED; }
section.whole { break-inside: avoid; }
dl { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3mm 5mm; margin: 4mm 0; }
dl div { border-top: .3mm solid GRID; padding-top: 1.5mm; break-inside: avoid; }
dt { font-size: 7.5pt; color: MUTED; }
dd { margin: 0; }
dd b { display: block; font-size: 16pt; line-height: 1.2; }
dd span { font-size: 7.5pt; color: MUTED; }
figure { margin: 2mm 0 3mm; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; font-family: FONT; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 1mm 0 2mm; }
th { font-size: 7.5pt; color: MUTED; text-align: left; border-bottom: .3mm solid NEUTRAL; }
td { border-bottom: .2mm solid GRID; vertical-align: top; }
th, td { padding: .9mm 1.2mm; }
th:first-child, td:first-child { padding-left: 0; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.tiny td { font-size: 7.5pt; line-height: 1.25; }
article { border-left: .9mm solid GRID; padding: .5mm 0 .5mm 3mm; margin: 0 0 3mm;
  break-inside: avoid; }
article p { margin: 0 0 .5mm; }
article .mark { font-weight: 700; }
article .when { color: MUTED; margin-left: 2mm; font-size: 8pt; }
article .why { font-size: 8pt; color: MUTED; }
article .note { font-size: 8pt; font-style: italic; }
article .ways { font-size: 8.5pt; }
.quiet .title { color: MUTED; }
footer { margin-top: 6mm; border-top: .2mm solid GRID; padding-top: 2mm; font-size: 7.5pt;
  color: MUTED; }
@media screen { body { padding: 8mm 5mm; } }
@media screen and (max-width: 600px) { dl { grid-template-columns: repeat(2, 1fr); }
  figure, .wide { overflow-x: auto; } svg, table { min-width: 150mm; } }
"""
_INKS: tuple[Meaning, ...] = ("page", "ink", "muted", "grid", "neutral", "accent")
_FONT = '"DejaVu Sans Condensed", "Helvetica Neue", Arial, sans-serif'


def to_html(report: Report, paper: Paper = "a4") -> str:
    """The report as a page to open, to send and to print."""
    title = f"{report.name}, {report.days}"
    sections = "\n".join("".join(_section(one)) for one in report.sections)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_safe(title)}</title>\n<style>{_css(title, paper)}</style>\n</head>\n"
        f"<body>\n<header><h1>{_safe(report.name)}</h1>"
        f"<p>Training report, {_safe(report.days)} · made on {_safe(report.made)} with "
        f"Runlift</p></header>\n<main>\n{sections}\n</main>\n"
        f"<footer>{_safe(report.closing)}</footer>\n</body>\n</html>\n"
    )


def _safe(text: str, most: int = 1200) -> str:
    return escape(plain(text, most))


def _css(title: str, paper: Paper) -> str:
    filled = _CSS.replace("SIZE", _SIZES[paper]).replace("FONT", _FONT)
    for meaning in _INKS:
        filled = filled.replace(meaning.upper(), LIGHT[meaning])
    # Last, so that nothing in a name is taken for a part of the sheet; written as code
    # points, so that no quote and no tag in it can end where it stands.
    name = "".join(
        one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in title
    )
    return filled.replace("LEFT", name)


def _section(section: Section) -> Iterator[str]:
    yield f'<section class="{"long" if section.flows else "whole"}">\n'
    yield f"<h2>{_safe(section.title)}</h2>\n"
    yield from map(_block, section.blocks)
    yield "</section>"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f'<p class="{block.kind}">{_safe(block.text)}</p>\n'
        case Heading():
            return f"<h3>{_safe(block.text)}</h3>\n"
        case Figures():
            items = "".join(
                f"<div><dt>{_safe(label)}</dt><dd><b>{_safe(value)}</b>"
                f"<span>{_safe(more)}</span></dd></div>"
                for label, value, more in block.items
            )
            return f"<dl>{items}</dl>\n"
        case Picture():
            told = f"<figcaption>{_safe(block.caption)}</figcaption>"
            return f"<figure>{to_svg(block.drawing)}{told if block.caption else ''}</figure>\n"
        case Table():
            return _table(block)
        case Card():
            return "".join(_card(block))


def _table(table: Table) -> str:
    widths = "".join(f'<col style="width:{one.share:.1%}">' for one in table.columns)
    kinds = [' class="n"' if one.is_number else "" for one in table.columns]
    heads = _cells("th", [one.title for one in table.columns], kinds)
    rows = "".join(f"<tr>{_cells('td', row, kinds)}</tr>\n" for row in table.rows)
    look = ' class="tiny"' if table.is_small else ""
    return (
        f'<div class="wide"><table{look}><colgroup>{widths}</colgroup>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )


def _cells(tag: str, texts: Sequence[str], kinds: Sequence[str]) -> str:
    return "".join(
        f"<{tag}{kind}>{_safe(text, _CELL)}</{tag}>"
        for text, kind in zip(texts, kinds, strict=True)
    )


def _card(card: Card) -> Iterator[str]:
    quiet = ' class="quiet"' if card.is_quiet else ""
    yield f'<article{quiet} style="border-color:{LIGHT[card.meaning]}">'
    yield (
        f'<p><span class="mark" style="color:{LIGHT[card.meaning]}">{_safe(card.mark)}'
        f'</span><span class="when">{_safe(card.when)}</span></p>'
    )
    yield f'<p class="title">{_safe(card.title)}</p>'
    for kind, lines, before in (
        ("why", card.paragraphs, ""),
        ("ways", card.ways, "→ "),
        ("note", [card.note] if card.note else [], ""),
    ):
        for text in lines:
            yield f'<p class="{kind}">{before}{_safe(text)}</p>'
    yield "</article>\n"
