"""Storing what was previewed, each file whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from runlift.errors import StoreError
from runlift.importers import table_toml, tables
from runlift.intake import known as knowledge
from runlift.intake import parts
from runlift.intake.looking import ANSWER, Preview, Progress
from runlift.model import Receipt, identity
from runlift.store import Store, uploads
from runlift.store import athletes as people

if TYPE_CHECKING:
    from runlift.intake.known import Known

_OF_THE_FILE = ("logged_weight_unit", "logged_distance_unit")
"""Answers about one file alone: the next one may be entered rightly."""


def keep(
    store: Store,
    previews: Iterable[Preview],
    now: datetime,
    *,
    progress: Progress = lambda *_: None,
    writing: Callable[[str], None] = lambda _: None,
) -> list[Receipt]:
    """Store what was previewed; one upload a file, a file with nothing new is none.

    Args:
        store: where to.
        previews: as `preview` returned them.
        now: the present, naive UTC.
        progress: told about every file.
        writing: told the name of each table before it is written; what it raises takes
            the file back as a whole.
    """
    waiting = list(previews)
    known: dict[str, Known] = {}
    receipts = []
    for done, look in enumerate(waiting):
        progress(done, len(waiting), look.receipt.file)
        if look.receipt.status in ("refused", "question"):
            receipts.append(look.receipt)
            continue
        if look.athlete_id not in known:
            known[look.athlete_id] = knowledge.known(store, look.athlete_id)
        # Compared once more: another file may have been left out, or come first.
        look = look.compared(known[look.athlete_id])
        receipts.append(_keep(store, look, now, writing))
        known[look.athlete_id].learn(look.frames)
    progress(len(waiting), len(waiting), "")
    return receipts


def _keep(
    store: Store, look: Preview, now: datetime, writing: Callable[[str], None]
) -> Receipt:
    _remember(store, look, now)
    if not look.is_new:
        return look.receipt
    if any(not path.exists() for path in look.streams):
        raise StoreError(
            f"The samples of {look.receipt.file} are gone: the file was looked at too "
            "long ago. Drop it again."
        )
    receipt = replace(
        look.receipt,
        upload_id=identity(
            look.athlete_id,
            look.receipt.file,
            now.isoformat(),
            people.data_version(store, look.athlete_id),
        ),
    )
    assert receipt.upload_id is not None and receipt.format is not None
    uploads.save(
        store,
        look.athlete_id,
        now,
        upload_id=receipt.upload_id,
        source_format=receipt.format,
        source_file=look.receipt.file,
        days=(receipt.first_day, receipt.last_day),
        receipt=receipt.as_json(),
        frames=look.frames,
        streams=look.streams,
        progress=writing,
    )
    return receipt


def _remember(store: Store, look: Preview, now: datetime) -> None:
    """What the athlete said about this file holds for the next ones as well."""
    if look.mapping is not None:
        # Units belong to this table, not to every table somebody makes.
        key, mapping = look.mapping
        settled = tables.settled(mapping, look.answered)
        said = {f"{parts.TABLE}.{key}": table_toml.written(settled)}
    else:
        said = {
            f"{ANSWER}.{look.receipt.format}.{key}": value
            for key, value in look.answered.items()
            if key != "timezone" and key not in _OF_THE_FILE
        }
    settings = people.settings(store, look.athlete_id) if said else {}
    for name, value in said.items():
        if settings.get(name) != value:
            people.set_setting(store, look.athlete_id, name, value, now)
    if "timezone" in look.answered:
        _remember_zone(store, look.athlete_id, look.answered["timezone"], now)


def _remember_zone(store: Store, athlete_id: str, zone: str, now: datetime) -> None:
    """Where the athlete lives is hers, not a file format's."""
    for athlete in people.athletes(store):
        is_told = athlete.timezone == zone and athlete.is_timezone_known
        if athlete.athlete_id == athlete_id and not is_told:
            people.set_timezone(store, athlete, zone, now)
