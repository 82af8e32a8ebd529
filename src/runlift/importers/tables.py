"""Any other table, read by a mapping that says what its columns are.

Not found by recognition: it reads what no importer knows, once somebody has said how.
Described in docs/formats/table.md.
"""

from runlift.errors import WrongInput
from runlift.importers.opening import head_of
from runlift.importers.sheet import read_sheet
from runlift.importers.table_columns import Columns, padding
from runlift.importers.table_guess import guess, likely
from runlift.importers.table_mapping import (
    TableMapping,
    key,
    labels,
    problems,
    settled,
)
from runlift.importers.table_runs import parse_runs
from runlift.importers.table_sets import parse_sets
from runlift.importers.table_toml import read, written
from runlift.model import Answers, Head, Parsed

__all__ = [
    "SLUG",
    "TITLE",
    "TableMapping",
    "guess",
    "is_table",
    "key",
    "labels",
    "likely",
    "parse",
    "problems",
    "read",
    "settled",
    "written",
]

SLUG = "table"
TITLE = "Any other table"


def is_table(head: Head) -> bool:
    """Whether the text is a table that somebody could map: columns, and a row."""
    begins = head.text.lstrip()[:1]
    width = len(head.header)
    return (
        width >= 2
        and begins not in ("<", "{", "[")
        and any(len(row) == width for row in head.rows)
    )


def parse(text: str, mapping: TableMapping, answers: Answers) -> Parsed:
    """Read the whole table. Bad rows become `Rejected`.

    Raises:
        WrongInput: the mapping does not fit the table; the message says why.
        UnreadableFile: there are no rows at all.
    """
    head = head_of(text)
    wrong = problems(mapping, head.header)
    if wrong:
        raise WrongInput(" ".join(wrong))
    sheet = read_sheet(
        text, delimiter=head.delimiter, repair=padding(head.header, mapping)
    )
    columns = Columns(sheet, mapping, head.delimiter)
    if mapping.kind == "sets":
        return parse_sets(columns, answers)
    return parse_runs(columns, answers)
