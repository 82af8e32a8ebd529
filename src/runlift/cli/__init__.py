"""The `runlift` command: the same engine without a browser.

Exit status: 0 every file was read, 1 at least one was refused or nothing could be
done, 2 wrong usage.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from runlift import __version__, access, exports, frames
from runlift.cli import arguments as given
from runlift.cli import importing, opened, planning, reporting, told
from runlift.errors import NotFound, RunliftError
from runlift.frames import facts, following, plans
from runlift.store import athletes as people
from runlift.store import uploads


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if getattr(chosen, "first", None) and chosen.last and chosen.first > chosen.last:
        parser.error(f"--from {chosen.first} lies after --to {chosen.last}")
    command: Callable[[argparse.Namespace], int] = chosen.command
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A name that the terminal cannot show is no reason to stop.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = command(chosen)
        sys.stdout.flush()
    except RunliftError as refusal:
        print(f"runlift: {refusal}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of a pipe (`| head`) had enough; Python would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"runlift: {told.refusal(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("runlift: stopped.", file=sys.stderr)
        return 130
    return status


def _export(chosen: argparse.Namespace) -> int:
    with opened.store(chosen) as store:
        athlete = opened.athlete(store, chosen.athlete)
        how = frames.profile(store, athlete)
        log = frames.training(store, athlete, how)
        if chosen.table == exports.PLAN_TABLE:
            kept = plans.kept_plan(store, athlete)
            today = opened.today(athlete)
            now = following.following(store, athlete, log, how, kept, today)
            frame = exports.plan(now, how, given.window(chosen))
        else:
            window = given.window(chosen)
            frame = exports.table(chosen.table, athlete, log, how, window)
    written = exports.write(frame, chosen.format)
    if chosen.out:
        Path(chosen.out).write_bytes(written)
        print(
            f"{told.counted(len(frame), 'row')} written to {chosen.out}",
            file=sys.stderr,
        )
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return 0


def _findings(chosen: argparse.Namespace) -> int:
    with opened.store(chosen) as store:
        athlete = opened.athlete(store, chosen.athlete)
        how = frames.profile(store, athlete)
        if chosen.strict is not None:
            strict = {"leg_load.article_strict": chosen.strict}
            how = replace(how, policy=how.policy.with_overrides(strict))
        log = frames.training(store, athlete, how)
    found = exports.records(
        exports.table("findings", athlete, log, how, given.window(chosen))
    )
    if chosen.json:
        told.as_json(found)
        return 0
    shown = [one for one in found if one["severity"] != "info"]
    for one in shown:
        mark = {"conflict": "✕ conflict", "caution": "▲ caution"}[one["severity"]]
        print(f"{one['day'][:10]}  {mark}: {one['reasons'][0]}")
        for fix in one["fixes"][:1]:
            print(f"            {fix['text']}")
    conflicts = sum(one["severity"] == "conflict" for one in shown)
    cautions = told.counted(len(shown) - conflicts, "caution")
    print(f"{told.counted(conflicts, 'conflict')}, {cautions}", file=sys.stderr)
    return 0


def _uploads(chosen: argparse.Namespace) -> int:
    with opened.store(chosen) as store:
        athlete = opened.athlete(store, chosen.athlete)
        found = uploads.uploads(store, athlete.athlete_id)
    if chosen.json:
        told.as_json(
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
    with opened.store(chosen) as store:
        visible = access.visible(access.OWNER, people.athletes(store))
        owner = uploads.owner(store, chosen.upload)
        if owner not in {athlete.athlete_id for athlete in visible}:
            raise NotFound(f"There is no upload {chosen.upload}.")
        undone = uploads.undo(store, owner, chosen.upload, opened.now())
        [athlete] = [one for one in visible if one.athlete_id == owner]
        facts.refresh(store, athlete, opened.now())
    print(f"The import of {undone.source_file} is undone.")
    return 0


def _athletes(chosen: argparse.Namespace) -> int:
    with opened.store(chosen) as store:
        found = access.visible(access.OWNER, people.athletes(store))
    if chosen.json:
        told.as_json(
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
    with opened.store(chosen) as store:
        athlete = opened.athlete(store, chosen.name)
        people.delete(store, athlete.athlete_id)
    print(f"Everything about {athlete.name} is deleted.")
    return 0


def _backup(chosen: argparse.Namespace) -> int:
    from runlift.store.backup import backup

    with opened.store(chosen) as store:
        Path(chosen.out).write_bytes(backup(store))
    print(f"The store is saved in {chosen.out}.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from runlift.store.backup import restore

    content = Path(chosen.file).read_bytes()
    with opened.store(chosen, is_kept=True) as store:
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

    made = command("import", importing.run, "Read export files into the store.")
    importing.add_arguments(made)

    made = command("export", _export, "Write a table of an athlete's training.")
    made.add_argument("table", choices=(*exports.TABLES, exports.PLAN_TABLE))
    made.add_argument("--athlete", required=True, type=given.name, metavar="NAME")
    made.add_argument("--format", choices=("csv", "json", "parquet"), default="csv")
    made.add_argument("--out", metavar="FILE")
    given.add_window(made)

    made = command(
        "findings", _findings, "Conflicts and cautions, with reasons and fixes."
    )
    made.add_argument("--athlete", required=True, type=given.name, metavar="NAME")
    made.add_argument("--json", action="store_true")
    made.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="take the article's 24 h rule literally, or not (default: as set)",
    )
    given.add_window(made)

    made = command("plan", planning.run, "Place a program around a week of runs.")
    planning.add_arguments(made)

    made = command("report", reporting.run, "Write a report to send, as HTML or PDF.")
    reporting.add_arguments(made)

    made = command("uploads", _uploads, "List what was imported.")
    made.add_argument("--athlete", required=True, type=given.name, metavar="NAME")
    made.add_argument("--json", action="store_true")

    made = command("undo", _undo, "Withdraw one import.")
    made.add_argument("upload", metavar="UPLOAD")

    made = command("athletes", _athletes, "List the athletes of the store.")
    made.add_argument("--json", action="store_true")

    made = command(
        "delete-athlete", _delete_athlete, "Delete an athlete and all her data."
    )
    made.add_argument("name", type=given.name, metavar="NAME")

    made = command("backup", _backup, "Save the whole store in one zip file.")
    made.add_argument("out", metavar="FILE")

    made = command("restore", _restore, "Replace the whole store by a backup.")
    made.add_argument("file", metavar="FILE")
    return parser
