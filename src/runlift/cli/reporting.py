"""`runlift report`: one athlete and a window of days as a file to send."""

import argparse
import sys
from datetime import UTC, timedelta
from pathlib import Path

from runlift import frames, report
from runlift.cli import arguments as given
from runlift.cli import opened
from runlift.errors import NotEnoughData
from runlift.model import Athlete, Window
from runlift.store import Store

_ENDINGS = (".html", ".pdf")
_WEEKS = 12
"""What is reported where nobody says which days."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose report, of which days, where to."""
    parser.add_argument("--athlete", required=True, type=given.name, metavar="NAME")
    given.add_window(parser)
    parser.add_argument(
        "--out",
        required=True,
        type=_file,
        metavar="FILE",
        help="where to: its ending, .html or .pdf, says what it becomes",
    )
    parser.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parser.add_argument(
        "--no-notes",
        dest="with_notes",
        action="store_false",
        help="leave out what the coach wrote",
    )


def run(chosen: argparse.Namespace) -> int:
    """Write the report; refused where there is nothing to report."""
    with opened.store(chosen) as store:
        athlete = opened.athlete(store, chosen.athlete)
        made = report.contents(
            report.gathered(
                store,
                athlete,
                _window(store, athlete, chosen),
                opened.today(athlete),
                with_notes=chosen.with_notes,
            )
        )
    if chosen.out.suffix.lower() == ".pdf":
        stamp = opened.now().replace(tzinfo=UTC)
        chosen.out.write_bytes(report.to_pdf(made, stamp, chosen.paper))
    else:
        chosen.out.write_text(report.to_html(made, chosen.paper), encoding="utf-8")
    print(f"{made.name}, {made.days}: written to {chosen.out}", file=sys.stderr)
    return 0


def _window(store: Store, athlete: Athlete, chosen: argparse.Namespace) -> Window:
    """The days asked for; without them the last twelve weeks of the log."""
    logged = frames.log_days(store, athlete.athlete_id)
    if logged is None:
        raise NotEnoughData(
            f"There is nothing to report: {athlete.name} has no run and no lift yet."
        )
    last = chosen.last or max(logged.last, chosen.first or logged.last)
    monday = last - timedelta(days=last.weekday())
    return Window(chosen.first or monday - timedelta(weeks=_WEEKS - 1), last)


def _file(text: str) -> Path:
    path = Path(given.plain(text))
    if path.suffix.lower() not in _ENDINGS:
        raise argparse.ArgumentTypeError(
            f"{path.name!r} ends in neither {' nor '.join(_ENDINGS)}"
        )
    return path
