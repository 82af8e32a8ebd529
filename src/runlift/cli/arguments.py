"""What may stand after an option of the command: days, names, time zones."""

import argparse
from datetime import date
from zoneinfo import available_timezones

from runlift.model import Window


def add_window(parser: argparse.ArgumentParser) -> None:
    """`--from` and `--to`."""
    parser.add_argument("--from", dest="first", type=day, metavar="DAY")
    parser.add_argument("--to", dest="last", type=day, metavar="DAY")


def window(chosen: argparse.Namespace) -> Window | None:
    """The days between `--from` and `--to`; `None` where neither is given."""
    if chosen.first is None and chosen.last is None:
        return None
    return Window(chosen.first or date(1970, 1, 1), chosen.last or date(9999, 1, 1))


def day(text: str) -> date:
    """A day as in 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{plain(text)!r} is no day; write it as 2026-11-23"
        ) from None


def name(text: str) -> str:
    """The name of an athlete."""
    found = " ".join(text.split())
    if not found or found != plain(found):
        raise argparse.ArgumentTypeError(f"{plain(text)!r} is no name")
    return found


def zone(text: str) -> str:
    """The name of a time zone."""
    if text not in available_timezones():
        raise argparse.ArgumentTypeError(
            f"{plain(text)!r} is no time zone; write it as Europe/Oslo"
        )
    return text


def plain(text: str) -> str:
    """Without bytes that are no text, which nothing could store or show."""
    return text.encode("utf-8", "replace").decode()
