"""How bad something is: always an icon and a word, coloured the same everywhere."""

_MARKS = {
    "conflict": ":red[✕ conflict]",
    "caution": ":orange[▲ caution]",
    "info": ":gray[ℹ remark]",
    "ok": ":green[✓ fine]",
}


def mark(severity: str) -> str:
    """The mark of a severity as Markdown."""
    return f"**{_MARKS[severity]}**"
