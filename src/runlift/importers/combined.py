"""Several files of one format as one: what is in them, one after the other."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from runlift.errors import RunliftError, Stopped, UnreadableFile
from runlift.files import Source
from runlift.importers import activity_files, fit
from runlift.model import (
    BODY_MASS_COLUMNS,
    LAP_COLUMNS,
    RUN_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    SUMMARY_COLUMNS,
    Answers,
    FileImporter,
    Importer,
    Parsed,
    Rejected,
    Work,
    nothing,
)

_SINGLE = ("fit", "gpx", "tcx")
"""Formats of one activity a file: many of them are read by several workers."""

_FRAMES = {
    "sessions": SESSION_COLUMNS,
    "sets": SET_COLUMNS,
    "runs": RUN_COLUMNS,
    "body_mass": BODY_MASS_COLUMNS,
    "laps": LAP_COLUMNS,
    "summaries": SUMMARY_COLUMNS,
}


def parse_all(
    importer: Importer | FileImporter,
    sources: Sequence[Source],
    answers: Answers,
    work: Work,
) -> Parsed:
    """What several files of one format hold; a file that cannot be read is rejected.

    Raises:
        UnreadableFile: none of them can be read; the message is the first one's.
        Stopped: somebody stopped the import.
    """
    from runlift.importers import parse

    if len(sources) == 1:
        return parse(importer, sources[0], answers, work)
    if importer.slug in _SINGLE:
        return _recordings(sources, answers, work)
    found: list[Parsed] = []
    refused: list[Rejected] = []
    for done, one in enumerate(sources):
        work.tell(done, len(sources), "files")
        try:
            found.append(_placed(parse(importer, one, answers, work), one.member))
        except Stopped:
            raise
        except RunliftError as refusal:
            refused.append(Rejected(0, str(refusal), one.member))
    if not found:
        raise UnreadableFile(refused[0].reason)
    return _together(found, refused)


def _recordings(sources: Sequence[Source], answers: Answers, work: Work) -> Parsed:
    batches = list(
        activity_files.read_all(sources, work, keeps_positions=answers.keeps_positions)
    )
    others = sum(len(one.others) for one in batches)
    if others == len(sources):
        raise UnreadableFile(
            "These FIT files hold steps, settings and the like, but no activity."
        )
    what = "1 file holds" if others == 1 else f"{others:,} files hold"
    return fit.parsed(batches, answers).noted(
        f"{what} no activity (steps of a day, settings and the like)." if others else ""
    )


def _placed(made: Parsed, member: str | None) -> Parsed:
    """The same with the name of the file at every row that was left out."""
    return replace(
        made,
        rejected=tuple(
            one if one.member else replace(one, member=member) for one in made.rejected
        ),
    )


def _together(found: Sequence[Parsed], refused: Sequence[Rejected]) -> Parsed:
    frames: dict[str, list[pd.DataFrame]] = {name: [] for name in _FRAMES}
    free = 0
    for one in found:
        for name, parts in frames.items():
            part = getattr(one, name)
            if "session_key" in part:
                part = part.assign(session_key=part["session_key"] + free)
            parts.append(part)
        if len(one.sessions):
            free += int(one.sessions["session_key"].max()) + 1
    return Parsed(
        **{name: _stacked(name, parts) for name, parts in frames.items()},
        streams=tuple(path for one in found for path in one.streams),
        rejected=(*(row for one in found for row in one.rejected), *refused),
        questions=tuple({q.key: q for one in found for q in one.questions}.values()),
        notes=tuple(dict.fromkeys(note for one in found for note in one.notes)),
    )


def _stacked(name: str, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    columns = _FRAMES[name]
    filled = [part for part in parts if len(part)]
    if not filled:
        return nothing(columns)
    kept = {one: kind for one, kind in columns.items() if kind not in ("str", "object")}
    return pd.concat(filled, ignore_index=True).astype(kept)
