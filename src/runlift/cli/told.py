"""What the command says: receipts, counts and refusals for people, JSON for machines."""

import json
import sys
from collections.abc import Callable

from runlift.cli.arguments import plain
from runlift.model import Question, Receipt, Rejected

_MOST_ROWS = 20


def progress(word: str) -> Callable[[int, int, str], None]:
    """A counter on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda *_: None

    def show(done: int, total: int, name: str) -> None:
        line = f"{word} {done} of {total}  {name}"
        print(f"\r{line[:78]:<78}", end="" if name else "\n", file=sys.stderr)

    return show


def counted(number: int, one: str) -> str:
    """`1 row`, `3 rows`."""
    return f"{number} {one if number == 1 else one + 's'}"


def receipt(one: Receipt) -> str:
    """A receipt for a person."""
    if one.status == "refused":
        return f"{one.file}: refused. {' '.join(one.notes)}" + _rejected(one)
    if one.format is None:
        return (
            f"{one.file}: waits. {' '.join(one.notes)} Name its columns in a TOML file "
            "and give it with --mapping (docs/formats/table.md)."
        )
    days = f", {one.first_day} to {one.last_day}" if one.first_day else ""
    said = (
        f"{one.file}: {one.format}, {one.sessions} sessions, {one.sets} sets, "
        f"{one.runs} runs{days}. "
        f"New {one.new}, updated {one.updated}, unchanged {one.unchanged}."
    )
    for note in one.notes:
        said += f"\n  {note}"
    for question in one.questions:
        said += f"\n  ? {question.text} {_taken(question)} {question.why}"
    return said + _rejected(one)


def _taken(question: Question) -> str:
    """What is done about a question as long as nobody answers it."""
    option = f"--{question.key.replace('_', '-')}"
    if question.guess is None:
        return f"Answer it with {option}."
    return f"Taken: {question.guess} ({option} says otherwise)."


def _rejected(one: Receipt) -> str:
    shown = [f"\n  {_where(row)}: {row.reason}" for row in one.rejected[:_MOST_ROWS]]
    if len(one.rejected) > _MOST_ROWS:
        shown.append(f"\n  and {len(one.rejected) - _MOST_ROWS} more rows")
    return "".join(shown)


def _where(row: Rejected) -> str:
    """The member of an archive, the line, or both."""
    parts = [row.member] if row.member else []
    if row.line or not parts:
        parts.append(f"line {row.line}" if row.line else "the file")
    return plain(", ".join(parts))


def refusal(error: OSError) -> str:
    """What went wrong with a file, as a sentence."""
    where = f"{plain(str(error.filename))}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def as_json(value: object) -> None:
    """Print a value for machines, in ASCII where standard output is not UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_utf8, indent=1))
