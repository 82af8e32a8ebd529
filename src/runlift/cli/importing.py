"""`runlift import`: files and archives of any size into the store."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from runlift import intake
from runlift.cli import arguments as given
from runlift.cli import opened, told
from runlift.cli.arguments import plain
from runlift.errors import WrongInput
from runlift.frames import facts
from runlift.importers import table_toml
from runlift.importers.tables import TableMapping
from runlift.importers.working import Job
from runlift.model import Receipt
from runlift.store import athletes as people

_ANSWERS = (
    "weight_unit",
    "distance_unit",
    "date_order",
    "timezone",
    "logged_weight_unit",
    "logged_distance_unit",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--athlete",
        required=True,
        type=given.name,
        metavar="NAME",
        help="whose they are",
    )
    parser.add_argument("--weight-unit", choices=("kg", "lb"))
    parser.add_argument("--distance-unit", choices=("km", "mi"))
    parser.add_argument("--date-order", choices=("dmy", "mdy"))
    parser.add_argument(
        "--timezone", type=given.zone, metavar="ZONE", help="for example Europe/Oslo"
    )
    parser.add_argument(
        "--logged-weight-unit",
        choices=("kg", "lb"),
        help="what the numbers really were, whatever the file says",
    )
    parser.add_argument("--logged-distance-unit", choices=("km", "mi"))
    parser.add_argument(
        "--mapping",
        metavar="FILE.toml",
        help="what the columns of a table of no known app are",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen")
    parser.add_argument("--json", action="store_true", help="receipts for machines")


def run(chosen: argparse.Namespace) -> int:
    """Import the files; 1 when one of them was refused or waits for an answer."""
    now = opened.now()
    offered: list[intake.Offered] = []
    unopened: dict[int, Receipt] = {}
    for place, name in enumerate(chosen.files):
        path = Path(name)
        try:
            with path.open("rb"):
                offered.append(intake.Offered(plain(path.name), path))
        except OSError as error:
            refused = f"The file cannot be opened: {error.strerror or error}."
            unopened[place] = Receipt(plain(name), None, "refused", notes=(refused,))
    answers = {key: value for key in _ANSWERS if (value := getattr(chosen, key))}
    with (
        opened.store(chosen, is_kept=not chosen.dry_run) as store,
        Job(told.progress("read")) as work,
    ):
        athlete, is_changed = opened.athlete_or_new(store, chosen, now)
        looks = intake.preview(
            store,
            athlete,
            offered,
            now,
            answers={"*": answers},
            mappings=_mappings(chosen.mapping, offered),
            progress=told.progress("read"),
            work=work,
        )
        if is_changed and not chosen.dry_run and any(look.is_new for look in looks):
            people.write(store, athlete, now)
        known = {one.athlete_id for one in people.athletes(store)}
        if chosen.dry_run or athlete.athlete_id not in known:
            receipts = [look.receipt for look in looks]
        else:
            receipts = intake.keep(store, looks, now, progress=told.progress("stored"))
            facts.refresh(store, athlete, now)
    for place, receipt in unopened.items():
        receipts.insert(place, receipt)
    if chosen.json:
        told.as_json([receipt.as_json() for receipt in receipts])
    else:
        for receipt in receipts:
            print(told.receipt(receipt))
    return 1 if any(one.status in ("refused", "question") for one in receipts) else 0


def _mappings(
    named: str | None, offered: list[intake.Offered]
) -> Mapping[str, TableMapping]:
    """The mapping of the command line, for every table whose columns it fits."""
    if named is None:
        return {}
    try:
        written = Path(named).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongInput(f"{plain(named)} cannot be read: {error}.") from error
    mapping = table_toml.read(written)
    return intake.mapped(mapping, offered)
