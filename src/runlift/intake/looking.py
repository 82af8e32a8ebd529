"""What a file would bring: read, checked and compared; the store is only read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from runlift.errors import RunliftError, Stopped
from runlift.importers import combined
from runlift.importers.tables import TableMapping
from runlift.importers.working import Job
from runlift.intake import known as knowledge
from runlift.intake import parts
from runlift.intake.known import Known, Usual
from runlift.intake.parts import Offered, Part, UnknownTable
from runlift.model import Answers, Athlete, Parsed, Receipt, Status, Work
from runlift.science.policy import Policy, default_policy
from runlift.store import Store
from runlift.store import athletes as people
from runlift.transforms import plausible, records, unit_mix

if TYPE_CHECKING:
    from runlift.units import DistanceUnit

Progress = Callable[[int, int, str], None]
"""Told how many files are done, of how many, and which one is next."""

REMEMBERED = ("weight_unit", "distance_unit", "date_order")
"""Answers that hold for every later file of the format."""

ANSWER = "answer"
"""Answers are remembered as the settings `answer.<format>.<question>`; the time zone is
the athlete's own."""

POSITIONS = "keeps_positions"
"""The setting that says that positions are stored; without it none are."""


@dataclass(frozen=True)
class Preview:
    """What a file would bring. Nothing has been stored."""

    receipt: Receipt
    athlete_id: str
    key: str
    """Tells the file from others of its name."""
    answers: Answers = field(default_factory=Answers)
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    streams: Sequence[Path] = ()
    answered: Mapping[str, str] = field(default_factory=dict)
    """Answers given for this file, to be remembered when it is kept."""
    file_notes: tuple[str, ...] = ()
    """What is to be said about the file whatever the store holds."""
    table: UnknownTable | None = None
    """A table that waits for somebody to say what its columns are."""
    mapping: tuple[str, TableMapping] | None = None
    """How a table was read, by the key of its header, to be remembered."""
    work: Work | None = None
    """Keeps the folder with the streams."""

    @property
    def is_new(self) -> bool:
        """Whether keeping it would change anything."""
        return self.receipt.new + self.receipt.updated > 0

    def compared(self, known: Known) -> "Preview":
        """The same with its counts and remarks as the store stands."""
        counts = known.compared(self.frames)
        notes = (*self.file_notes, *_remarks(self.receipt.status, counts))
        receipt = replace(
            self.receipt,
            notes=notes,
            new=counts["new"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
        )
        return replace(self, receipt=receipt)


@dataclass(frozen=True)
class _Context:
    """What the files of one drop have in common."""

    athlete: Athlete
    settings: Mapping[str, str]
    choices: Mapping[str, str | None]
    usual: Usual
    now: datetime
    policy: Policy
    work: Work


def preview(
    store: Store,
    athlete: Athlete,
    files: Iterable[Offered],
    now: datetime,
    *,
    answers: Mapping[str, Mapping[str, str]] | None = None,
    mappings: Mapping[str, TableMapping] | None = None,
    policy: Policy | None = None,
    progress: Progress = lambda *_: None,
    work: Work | None = None,
) -> list[Preview]:
    """What each file holds and what of it is new.

    Args:
        store: the store to compare with.
        athlete: whose files these are.
        files: what was dropped, in that order. A file is compared with those before
            it as well, so the same file twice in one drop is new once.
        now: the present, naive UTC; training in the future is rejected.
        answers: answers to questions, by file name (`*` answers for all files).
        mappings: how tables of no known app are read, by the key of their header.
        policy: thresholds of the plausibility checks.
        progress: see `Progress`.
        work: how long reading is done; the previews need its folder until they are kept.

    Raises:
        Stopped: somebody stopped the work.
    """
    policy = policy or default_policy()
    settings = people.settings(store, athlete.athlete_id)
    context = _Context(
        athlete,
        settings,
        people.choices(store, athlete.athlete_id),
        knowledge.usual(store, athlete.athlete_id, policy),
        now,
        policy,
        work or Job(),
    )
    known = knowledge.known(store, athlete.athlete_id)
    find = parts.remembered(mappings or {}, settings)
    given = answers or {}
    offered = list(files)
    found = []
    for done, one in enumerate(offered):
        progress(done, len(offered), one.name)
        for part in parts.parts(one, find, context.work):
            spoken = {
                **given.get("*", {}),
                **given.get(one.name, {}),
                **given.get(part.name, {}),
            }
            look = _look(context, one, part, spoken)
            if look.receipt.status in ("imported", "partly"):
                look = look.compared(known)
                known.learn(look.frames)
            elif look.frames:
                look = look.compared(known)
            found.append(look)
    progress(len(offered), len(offered), "")
    return found


def _look(
    context: _Context, offered: Offered, part: Part, spoken: Mapping[str, str]
) -> Preview:
    """One part, read and checked, not compared yet."""
    who = context.athlete.athlete_id
    key = f"{part.name}_{offered.source.size}"
    if part.importer is None:
        # A table that looks like training only waits to be explained.
        receipt = (
            Receipt(part.name, None, "refused", notes=(part.refusal,))
            if part.refusal
            else Receipt(part.name, None, "question", notes=(_UNKNOWN_TABLE,))
        )
        return Preview(receipt, who, key, table=part.table)
    slug = part.importer.slug
    answers = _answers(context, slug, spoken)
    try:
        parsed = _parsed(context, part, answers, spoken)
    except Stopped:
        raise
    except RunliftError as refusal:
        receipt = Receipt(part.name, slug, "refused", notes=(str(refusal),))
        return Preview(receipt, who, key, answers)
    first, last = _days(parsed)
    receipt = Receipt(
        file=part.name,
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
    mapped = part.importer if isinstance(part.importer, parts.MappedTable) else None
    return Preview(
        receipt,
        who,
        key,
        answers,
        frames=records.identified(who, slug, parsed),
        streams=parsed.streams,
        answered=dict(spoken),
        file_notes=(*part.notes, *parsed.notes),
        mapping=(mapped.key, mapped.mapping) if mapped else None,
        work=context.work,
    )


def _parsed(
    context: _Context, part: Part, answers: Answers, spoken: Mapping[str, str]
) -> Parsed:
    """What the part holds, checked, with all that is to be asked about it."""
    assert part.importer is not None
    parsed = combined.parse_all(part.importer, part.sources, answers, context.work)
    if any(key not in spoken and getattr(answers, key) for key in REMEMBERED):
        parsed = _doubted(context, part, answers, spoken, parsed)
    asked = unit_mix.mixed(
        parsed, context.usual.loads, context.usual.speed_m_per_s, context.policy
    )
    # The first choice is the unit the file was read in.
    read_in = {one.key: one.choices[0] for one in asked}
    parsed = unit_mix.entered_in(
        parsed,
        spoken.get("logged_weight_unit"),
        spoken.get("logged_distance_unit"),
        read_in=cast("DistanceUnit", read_in.get("logged_distance_unit", "km")),
    )
    parsed = plausible.checked(parsed, context.now, context.policy, context.choices)
    open_ = tuple(one for one in asked if one.key not in spoken)
    parsed = replace(parsed, questions=(*parsed.questions, *open_))
    return parsed.noted(*unit_mix.steps_within(parsed, context.policy))


def _doubted(
    context: _Context,
    part: Part,
    answers: Answers,
    spoken: Mapping[str, str],
    parsed: Parsed,
) -> Parsed:
    """A file read by an answer given for an earlier one: say so, and ask where it may err.

    The file is read once more without the answer. What its own evidence says is noted
    when it agrees, and asked when it does not.
    """
    importer = part.importer
    if importer is None or hasattr(importer, "parse_file"):
        return parsed
    used = {
        key: value
        for key in REMEMBERED
        if key not in spoken and (value := getattr(answers, key))
    }
    plain = replace(
        answers,
        weight_unit=spoken.get("weight_unit"),
        distance_unit=spoken.get("distance_unit"),
        date_order=spoken.get("date_order"),
    )
    unaided = combined.parse_all(importer, part.sources, plain, context.work)
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


def _answers(context: _Context, slug: str, spoken: Mapping[str, str]) -> Answers:
    def answer(key: str) -> str | None:
        return spoken.get(key) or context.settings.get(f"{ANSWER}.{slug}.{key}")

    athlete = context.athlete
    return Answers(
        weight_unit=answer("weight_unit"),
        distance_unit=answer("distance_unit"),
        date_order=answer("date_order"),
        timezone=spoken.get("timezone") or athlete.timezone,
        is_timezone_known=athlete.is_timezone_known or "timezone" in spoken,
        keeps_positions=context.settings.get(POSITIONS) == "true",
    )


_UNKNOWN_TABLE = (
    "Runlift does not know this table. Say what its columns are, and it is read now and "
    "whenever a table with the same columns comes again."
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
