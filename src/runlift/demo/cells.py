"""How the writers spell numbers, times and text, in English on every machine."""

import csv
import io
from collections.abc import Sequence


def number(value: float | None) -> str:
    """`82.5`, `80`, or nothing."""
    return "" if value is None else f"{value:.10g}"


def true(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"


def quoted(text: str) -> str:
    """A cell in quotation marks, whether it needs them or not."""
    return '"' + text.replace('"', '""') + '"'


def csv_line(cells: Sequence[str]) -> str:
    """A line of CSV, quoted only where needed."""
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def clock(seconds: float) -> str:
    """`01:02:03`."""
    whole = round(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def short_clock(seconds: float) -> str:
    """`36:14` or `1:23:34`."""
    whole = round(seconds)
    hours = whole // 3600
    rest = f"{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{hours}:{rest}" if hours else rest.removeprefix("0")
