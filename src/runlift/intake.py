"""Files in, receipts out: look first, store after, each file whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from runlift import importers
from runlift.errors import RunliftError
from runlift.importers import opening
from runlift.model import (
    Answers,
    Athlete,
    Importer,
    Parsed,
    Receipt,
    Status,
    identity,
)
from runlift.science.policy import Policy, default_policy
from runlift.store import Store, uploads
from runlift.store import athletes as people
from runlift.transforms import plausible, records

Progress = Callable[[int, int, str], None]
"""Told how many files are done, of how many, and which one is next."""

_REMEMBERED = ("weight_unit", "distance_unit", "date_order")

ANSWER = "answer"
"""Answers are remembered as the settings `answer.<format>.<question>`; the time zone is
the athlete's own."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One file as it was dropped."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Preview:
    """What a file would bring. Nothing has been stored."""

    receipt: Receipt
    athlete_id: str
    offered: Offered
    answers: Answers
    frames: Mapping[str, pd.DataFrame]
    answered: Mapping[str, str]
    """Answers given for this file, to be remembered when it is kept."""
    file_notes: tuple[str, ...] = ()
    """What is to be said about the file whatever the store holds."""

    @property
    def is_new(self) -> bool:
        """Whether keeping it would change anything."""
        return self.receipt.new + self.receipt.updated > 0


@dataclass(frozen=True)
class _Known:
    """What the store holds of one athlete: versions by id, clock times by session."""

    sessions: dict[str, str]
    clocks: pd.DataFrame
    runs: dict[str, str]
    masses: dict[date, float]


def preview(
    store: Store,
    athlete: Athlete,
    files: Iterable[Offered],
    now: datetime,
    *,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    policy: Policy | None = None,
    progress: Progress = lambda *_: None,
) -> list[Preview]:
    """What each file holds and what of it is new; the store is only read.

    Args:
        store: the store to compare with.
        athlete: whose files these are.
        files: what was dropped, in that order. A file is compared with those before
            it as well, so the same file twice in one drop is new once.
        now: the present, naive UTC; training in the future is rejected.
        answers: answers to questions, by file name (`*` answers for all files).
        policy: thresholds of the plausibility checks.
        progress: see `Progress`.
    """
    offered = list(files)
    known = _known(store, athlete.athlete_id)
    remembered = people.settings(store, athlete.athlete_id)
    given = answers or {}
    found = []
    for done, one in enumerate(offered):
        progress(done, len(offered), one.name)
        spoken = {**given.get("*", {}), **given.get(one.name, {})}
        look = _look(athlete, one, spoken, remembered, known, now, policy)
        found.append(look)
        if look.receipt.status in ("imported", "partly"):
            _learn(known, look.frames)
    progress(len(offered), len(offered), "")
    return found


def keep(
    store: Store,
    previews: Iterable[Preview],
    now: datetime,
    *,
    progress: Progress = lambda *_: None,
    writing: Callable[[str], None] = lambda _: None,
) -> list[Receipt]:
    """Store what was previewed; one upload a file, a file with nothing new is none.

    A file that cannot be stored is reported in its receipt and the others go on.
    """
    waiting = list(previews)
    known: dict[str, _Known] = {}
    receipts = []
    for done, look in enumerate(waiting):
        progress(done, len(waiting), look.offered.name)
        if look.receipt.status in ("refused", "question"):
            receipts.append(look.receipt)
            continue
        if look.athlete_id not in known:
            known[look.athlete_id] = _known(store, look.athlete_id)
        # Compared once more: another file may have been left out, or come first.
        look = _compare(look, known[look.athlete_id])
        receipts.append(_keep(store, look, now, writing))
        _learn(known[look.athlete_id], look.frames)
    progress(len(waiting), len(waiting), "")
    return receipts


def _keep(
    store: Store, look: Preview, now: datetime, writing: Callable[[str], None]
) -> Receipt:
    for key, value in look.answered.items():
        if key == "timezone":
            _remember_zone(store, look.athlete_id, value, now)
            continue
        name = f"{ANSWER}.{look.receipt.format}.{key}"
        if people.settings(store, look.athlete_id).get(name) != value:
            people.set_setting(store, look.athlete_id, name, value, now)
    if not look.is_new:
        return look.receipt
    receipt = replace(
        look.receipt,
        upload_id=identity(
            look.athlete_id,
            look.offered.name,
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
        source_file=look.offered.name,
        days=(receipt.first_day, receipt.last_day),
        receipt=receipt.as_json(),
        frames=look.frames,
        progress=writing,
    )
    return receipt


def _look(
    athlete: Athlete,
    offered: Offered,
    spoken: Mapping[str, str],
    remembered: Mapping[str, str],
    known: _Known,
    now: datetime,
    policy: Policy | None,
) -> Preview:
    slug: str | None = None
    answers = Answers()
    try:
        text, notes = opening.decode(offered.content)
        importer = importers.recognise(opening.head_of(text))
        slug = importer.slug
        answers = _answers(athlete, slug, spoken, remembered)
        parsed = importer.parse(text, answers)
        if any(key not in spoken and getattr(answers, key) for key in _REMEMBERED):
            parsed = _doubted(importer, text, answers, spoken, parsed)
    except RunliftError as refusal:
        receipt = Receipt(
            file=offered.name, format=slug, status="refused", notes=(str(refusal),)
        )
        return Preview(receipt, athlete.athlete_id, offered, answers, {}, {})
    parsed = plausible.checked(parsed, now, policy or default_policy())
    frames = records.identified(athlete.athlete_id, slug, parsed, known.clocks)
    first, last = _days(parsed)
    receipt = Receipt(
        file=offered.name,
        format=slug,
        status=_status(parsed),
        rejected=parsed.rejected,
        sessions=len(parsed.sessions),
        sets=len(parsed.sets),
        runs=len(parsed.runs),
        first_day=first,
        last_day=last,
        questions=parsed.questions,
    )
    look = Preview(
        receipt,
        athlete.athlete_id,
        offered,
        answers,
        frames,
        dict(spoken),
        (*notes, *parsed.notes),
    )
    return _compare(look, known)


def _compare(look: Preview, known: _Known) -> Preview:
    """The preview with its counts and remarks as the store stands."""
    counts = _compared(look.frames, known)
    notes = (*look.file_notes, *_remarks(look.receipt.status, counts))
    receipt = replace(
        look.receipt,
        new=counts["new"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        notes=notes,
    )
    return replace(look, receipt=receipt)


def _doubted(
    importer: Importer,
    text: str,
    answers: Answers,
    spoken: Mapping[str, str],
    parsed: Parsed,
) -> Parsed:
    """A file read by an answer given for an earlier one: say so, and ask where it may err.

    The file is read once more without the answer. What its own evidence says is noted
    when it agrees, and asked when it does not.
    """
    used = {
        key: value
        for key in _REMEMBERED
        if key not in spoken and (value := getattr(answers, key))
    }
    unaided = importer.parse(
        text,
        Answers(
            **{key: spoken.get(key) for key in _REMEMBERED},
            timezone=answers.timezone,
            is_timezone_known=answers.is_timezone_known,
        ),
    )
    questions, notes = list(parsed.questions), list(parsed.notes)
    for question in unaided.questions:
        said = used.get(question.key)
        if said is None:
            continue
        if question.guess == said:
            notes.append(
                f"Read with {question.key.replace('_', ' ')} {said}, as said for an "
                f"earlier file of {importer.title}."
            )
        else:
            why = f"{said} was said for an earlier file, but here: {question.why}"
            questions.append(replace(question, guess=said, why=why))
    return replace(parsed, questions=tuple(questions), notes=tuple(notes))


def _remember_zone(store: Store, athlete_id: str, zone: str, now: datetime) -> None:
    """Where the athlete lives is hers, not a file format's."""
    for athlete in people.athletes(store):
        is_told = athlete.timezone == zone and athlete.is_timezone_known
        if athlete.athlete_id == athlete_id and not is_told:
            people.set_timezone(store, athlete, zone, now)


def _answers(
    athlete: Athlete,
    slug: str,
    spoken: Mapping[str, str],
    remembered: Mapping[str, str],
) -> Answers:
    def answer(key: str) -> str | None:
        return spoken.get(key) or remembered.get(f"{ANSWER}.{slug}.{key}")

    return Answers(
        weight_unit=answer("weight_unit"),
        distance_unit=answer("distance_unit"),
        date_order=answer("date_order"),
        timezone=spoken.get("timezone") or athlete.timezone,
        is_timezone_known=athlete.is_timezone_known or "timezone" in spoken,
    )


def _status(parsed: Parsed) -> Status:
    if any(question.guess is None for question in parsed.questions):
        return "question"
    holds = len(parsed.sessions) + len(parsed.runs) + len(parsed.body_mass)
    if parsed.rejected:
        return "partly" if holds else "refused"
    return "imported"


def _remarks(status: Status, counts: Mapping[str, int]) -> tuple[str, ...]:
    if status == "refused":
        return ("None of the rows in this file could be read.",)
    if status == "question":
        return ("Nothing is stored before the question is answered.",)
    if sum(counts.values()) and not counts["new"] + counts["updated"]:
        return ("Everything in this file is here already; nothing is added.",)
    if not sum(counts.values()):
        return ("There are no runs and no lifting in this file.",)
    return ()


def _days(parsed: Parsed) -> tuple[date | None, date | None]:
    starts = pd.concat([parsed.sessions["start_local"], parsed.runs["start_local"]])
    if starts.empty:
        return None, None
    return starts.min().date(), starts.max().date()


def _known(store: Store, athlete_id: str) -> _Known:
    sessions = store.ask("known_sessions", athlete=athlete_id)
    runs = store.ask("known_runs", athlete=athlete_id)
    masses = store.ask("known_body_mass", athlete=athlete_id)
    return _Known(
        sessions=dict(zip(sessions["session_id"], sessions["version"], strict=True)),
        clocks=sessions.set_index("session_id"),
        runs=dict(zip(runs["run_id"], runs["version"], strict=True)),
        masses=dict(zip(masses["day"].dt.date, masses["mass_kg"], strict=True)),
    )


def _learn(known: _Known, frames: Mapping[str, pd.DataFrame]) -> None:
    """Take a previewed file into account for the files after it."""
    sessions, runs = frames["lift_session"], frames["run"]
    known.sessions.update(zip(sessions["session_id"], sessions["version"], strict=True))
    known.runs.update(zip(runs["run_id"], runs["version"], strict=True))
    masses = frames["body_mass"]
    known.masses.update(zip(masses["day"].dt.date, masses["mass_kg"], strict=True))


def _compared(frames: Mapping[str, pd.DataFrame], known: _Known) -> dict[str, int]:
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    pairs = [
        *((known.sessions.get(i), v) for i, v in _id_versions(frames["lift_session"])),
        *((known.runs.get(i), v) for i, v in _id_versions(frames["run"])),
    ]
    for stored, incoming in pairs:
        if stored is None:
            counts["new"] += 1
        elif stored == incoming:
            counts["unchanged"] += 1
        else:
            counts["updated"] += 1
    masses = frames["body_mass"]
    if not pairs:
        for day, mass in zip(masses["day"].dt.date, masses["mass_kg"], strict=True):
            stored_mass = known.masses.get(day)
            if stored_mass is None:
                counts["new"] += 1
            else:
                same = abs(stored_mass - mass) < 1e-6
                counts["unchanged" if same else "updated"] += 1
    return counts


def _id_versions(records: pd.DataFrame) -> Iterable[tuple[str, str]]:
    name = "session_id" if "session_id" in records else "run_id"
    return zip(records[name], records["version"], strict=True)
