"""The `runlift` command: the same engine without a browser.

Exit status: 0 every file was read, 1 at least one was refused or nothing could be
done, 2 wrong usage.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import available_timezones

from runlift import __version__, access, exports, frames, intake, paths
from runlift.errors import NotFound, RunliftError
from runlift.model import Athlete, Receipt, Window
from runlift.store import Store, uploads
from runlift.store import athletes as people

_UNITS = ("weight_unit", "distance_unit", "date_order", "timezone")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except RunliftError as refusal:
        print(f"runlift: {refusal}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of a pipe (`| head`) had enough.
        sys.stderr.close()
        return 0


def _import(chosen: argparse.Namespace) -> int:
    now = _now()
    offered, receipts = [], []
    for name in chosen.files:
        path = Path(name)
        try:
            offered.append(intake.Offered(path.name, path.read_bytes()))
        except OSError as error:
            refused = f"The file cannot be opened: {error.strerror or error}."
            receipts.append(Receipt(name, None, "refused", notes=(refused,)))
    answers = {key: value for key in _UNITS if (value := getattr(chosen, key))}
    with _store(chosen) as store:
        athlete, is_changed = _athlete_or_new(store, chosen, now)
        looks = intake.preview(
            store,
            athlete,
            offered,
            now,
            answers={"*": answers},
            progress=_progress("read"),
        )
        if chosen.dry_run:
            receipts += [look.receipt for look in looks]
        else:
            if is_changed and any(look.is_new for look in looks):
                people.write(store, athlete, now)
            receipts += intake.keep(store, looks, now, progress=_progress("stored"))
    if chosen.json:
        _print_json([receipt.as_json() for receipt in receipts])
    else:
        for receipt in receipts:
            print(_told(receipt))
    return 1 if any(one.status in ("refused", "question") for one in receipts) else 0


def _export(chosen: argparse.Namespace) -> int:
    with _store(chosen) as store:
        athlete = _athlete(store, chosen.athlete)
        how = frames.profile(store, athlete)
        log = frames.training(store, athlete, how)
    window = _window(chosen)
    frame = exports.table(chosen.table, athlete, log, how, window)
    written = exports.write(frame, chosen.format)
    if chosen.out:
        Path(chosen.out).write_bytes(written)
        print(f"{len(frame)} rows written to {chosen.out}", file=sys.stderr)
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return 0


def _findings(chosen: argparse.Namespace) -> int:
    with _store(chosen) as store:
        athlete = _athlete(store, chosen.athlete)
        how = frames.profile(store, athlete)
        if chosen.strict is not None:
            strict = {"leg_load.article_strict": chosen.strict}
            how = replace(how, policy=how.policy.with_overrides(strict))
        log = frames.training(store, athlete, how)
    found = exports.records(
        exports.table("findings", athlete, log, how, _window(chosen))
    )
    if chosen.json:
        _print_json(found)
        return 0
    shown = [one for one in found if one["severity"] != "info"]
    for one in shown:
        mark = {"conflict": "✕ conflict", "caution": "▲ caution"}[one["severity"]]
        print(f"{one['day'][:10]}  {mark}: {one['reasons'][0]}")
        for fix in one["fixes"][:1]:
            print(f"            {fix['text']}")
    conflicts = sum(one["severity"] == "conflict" for one in shown)
    print(f"{conflicts} conflicts, {len(shown) - conflicts} cautions", file=sys.stderr)
    return 0


def _uploads(chosen: argparse.Namespace) -> int:
    with _store(chosen) as store:
        athlete = _athlete(store, chosen.athlete)
        found = uploads.uploads(store, athlete.athlete_id)
    if chosen.json:
        _print_json(
            [
                {
                    "upload_id": one.upload_id,
                    "uploaded_at": one.uploaded_at.isoformat(),
                    "is_live": one.is_live,
                    **one.receipt,
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        state = "" if one.is_live else "  (undone)"
        receipt = one.receipt
        print(
            f"{one.upload_id}  {one.uploaded_at:%Y-%m-%d %H:%M}  {one.source_file}  "
            f"{receipt['sessions']} sessions, {receipt['sets']} sets, "
            f"{receipt['runs']} runs{state}"
        )
    return 0


def _undo(chosen: argparse.Namespace) -> int:
    with _store(chosen) as store:
        visible = access.visible(access.OWNER, people.athletes(store))
        owner = uploads.owner(store, chosen.upload)
        if owner not in {athlete.athlete_id for athlete in visible}:
            raise NotFound(f"There is no upload {chosen.upload}.")
        undone = uploads.undo(store, owner, chosen.upload, _now())
    print(f"The import of {undone.source_file} is undone.")
    return 0


def _athletes(chosen: argparse.Namespace) -> int:
    with _store(chosen) as store:
        found = access.visible(access.OWNER, people.athletes(store))
    if chosen.json:
        _print_json(
            [
                {
                    "athlete_id": one.athlete_id,
                    "name": one.name,
                    "timezone": one.timezone,
                    "is_demo": one.is_demo,
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        print(f"{one.name}  ({one.timezone})" + ("  demo" if one.is_demo else ""))
    return 0


def _delete_athlete(chosen: argparse.Namespace) -> int:
    with _store(chosen) as store:
        athlete = _athlete(store, chosen.name)
        people.delete(store, athlete.athlete_id)
    print(f"Everything about {athlete.name} is deleted.")
    return 0


def _backup(chosen: argparse.Namespace) -> int:
    from runlift.store.backup import backup

    with _store(chosen) as store:
        Path(chosen.out).write_bytes(backup(store))
    print(f"The store is saved in {chosen.out}.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from runlift.store.backup import restore

    try:
        content = Path(chosen.file).read_bytes()
    except OSError as error:
        raise NotFound(f"{chosen.file} cannot be opened: {error.strerror}.") from error
    with _store(chosen) as store:
        restore(store, content)
        names = ", ".join(one.name for one in people.athletes(store)) or "nobody"
    print(f"The store is restored; in it: {names}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="runlift", description="Strength training and running in one view."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=run)
        made.add_argument(
            "--store",
            metavar="PATH",
            help="the store (default: RUNLIFT_STORE, or yours)",
        )
        return made

    made = command("import", _import, "Read export files into the store.")
    made.add_argument("files", nargs="+", metavar="FILE")
    made.add_argument("--athlete", required=True, metavar="NAME", help="whose they are")
    made.add_argument("--weight-unit", choices=("kg", "lb"))
    made.add_argument("--distance-unit", choices=("km", "mi"))
    made.add_argument("--date-order", choices=("dmy", "mdy"))
    made.add_argument(
        "--timezone", type=_zone, metavar="ZONE", help="for example Europe/Oslo"
    )
    made.add_argument("--dry-run", action="store_true", help="say what would happen")
    made.add_argument("--json", action="store_true", help="receipts for machines")

    made = command("export", _export, "Write a table of an athlete's training.")
    made.add_argument("table", choices=tuple(exports.TABLES))
    made.add_argument("--athlete", required=True, metavar="NAME")
    made.add_argument("--format", choices=("csv", "json", "parquet"), default="csv")
    made.add_argument("--out", metavar="FILE")
    _add_window(made)

    made = command(
        "findings", _findings, "Conflicts and cautions, with reasons and fixes."
    )
    made.add_argument("--athlete", required=True, metavar="NAME")
    made.add_argument("--json", action="store_true")
    made.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="take the article's 24 h rule literally, or not (default: as set)",
    )
    _add_window(made)

    made = command("uploads", _uploads, "List what was imported.")
    made.add_argument("--athlete", required=True, metavar="NAME")
    made.add_argument("--json", action="store_true")

    made = command("undo", _undo, "Withdraw one import.")
    made.add_argument("upload", metavar="UPLOAD")

    made = command("athletes", _athletes, "List the athletes of the store.")
    made.add_argument("--json", action="store_true")

    made = command(
        "delete-athlete", _delete_athlete, "Delete an athlete and all her data."
    )
    made.add_argument("name", metavar="NAME")

    made = command("backup", _backup, "Save the whole store in one zip file.")
    made.add_argument("out", metavar="FILE")

    made = command("restore", _restore, "Replace the whole store by a backup.")
    made.add_argument("file", metavar="FILE")
    return parser


def _add_window(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=_day, metavar="DAY")
    parser.add_argument("--to", dest="last", type=_day, metavar="DAY")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day; write it as 2026-11-23"
        ) from None


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time zone; write it as Europe/Oslo"
        )
    return text


def _window(chosen: argparse.Namespace) -> Window | None:
    if chosen.first is None and chosen.last is None:
        return None
    return Window(chosen.first or date(1970, 1, 1), chosen.last or date(9999, 1, 1))


def _store(chosen: argparse.Namespace) -> Store:
    return Store(chosen.store or paths.store_path())


def _athlete(store: Store, name: str) -> Athlete:
    return access.named(access.OWNER, people.athletes(store), name)


def _athlete_or_new(
    store: Store, chosen: argparse.Namespace, now: datetime
) -> tuple[Athlete, bool]:
    """The named athlete, and whether she is to be stored: a new one, or a new zone."""
    try:
        athlete = _athlete(store, chosen.athlete)
    except NotFound:
        zone = chosen.timezone
        return people.new(
            store,
            chosen.athlete,
            now,
            timezone=zone or paths.system_timezone(),
            is_timezone_known=zone is not None,
        ), True
    if chosen.timezone and chosen.timezone != athlete.timezone:
        moved = replace(athlete, timezone=chosen.timezone, is_timezone_known=True)
        return moved, True
    return athlete, False


def _progress(word: str) -> Callable[[int, int, str], None]:
    """A counter on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda *_: None

    def show(done: int, total: int, name: str) -> None:
        line = f"{word} {done} of {total}  {name}"
        print(f"\r{line[:78]:<78}", end="" if name else "\n", file=sys.stderr)

    return show


def _told(receipt: Receipt) -> str:
    """A receipt for a person."""
    if receipt.status == "refused":
        return f"{receipt.file}: refused. {' '.join(receipt.notes)}" + _rejected(
            receipt
        )
    days = f", {receipt.first_day} to {receipt.last_day}" if receipt.first_day else ""
    said = (
        f"{receipt.file}: {receipt.format}, {receipt.sessions} sessions, "
        f"{receipt.sets} sets, {receipt.runs} runs{days}. "
        f"New {receipt.new}, updated {receipt.updated}, unchanged {receipt.unchanged}."
    )
    for note in receipt.notes:
        said += f"\n  {note}"
    for question in receipt.questions:
        said += f"\n  ? {question.text} Taken: {question.guess}. {question.why}"
    return said + _rejected(receipt)


def _rejected(receipt: Receipt) -> str:
    shown = [f"\n  line {one.line}: {one.reason}" for one in receipt.rejected[:20]]
    if len(receipt.rejected) > 20:
        shown.append(f"\n  and {len(receipt.rejected) - 20} more rows")
    return "".join(shown)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
