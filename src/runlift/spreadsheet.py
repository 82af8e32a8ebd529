"""Text that leaves for a spreadsheet stays text."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: str) -> str:
    """The text, with a quote before what a spreadsheet would run as a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
