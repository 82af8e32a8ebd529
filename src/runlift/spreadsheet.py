"""Text that leaves for a spreadsheet stays text."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """The text, with a quote before what a spreadsheet would run as a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def as_written(cell: str) -> str:
    """The text of a cell that `as_text` made."""
    is_quoted = cell.startswith("'") and cell[1:].startswith(_FORMULA)
    return cell[1:] if is_quoted else cell
