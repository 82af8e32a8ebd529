"""File formats in, frames out. One module a format, found by name.

A module with an `IMPORTER` is a format; the others (`sheet`, `words`, ...) are tools
for them. Nothing here knows the store or the athlete's earlier files.
"""

import functools
import importlib
import pkgutil
from dataclasses import replace

from runlift.errors import AmbiguousFormat, UnknownFormat
from runlift.files import MAX_TEXT_BYTES, Source
from runlift.importers import opening
from runlift.model import Answers, FileImporter, Head, Importer, Parsed, Work


@functools.cache
def importers() -> tuple[Importer | FileImporter, ...]:
    """Every importer, by slug."""
    found: list[Importer | FileImporter] = []
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "IMPORTER"):
            found.append(module.IMPORTER)
    return tuple(sorted(found, key=lambda importer: importer.slug))


def recognise(head: Head) -> Importer | FileImporter:
    """The one importer whose format this file has.

    Raises:
        UnknownFormat: no importer claims it; the message says what it looks like.
        AmbiguousFormat: several claim it.
    """
    claims = [importer for importer in importers() if importer.recognises(head)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        slugs = ", ".join(importer.slug for importer in claims)
        raise AmbiguousFormat(f"The file fits more than one format: {slugs}.")
    raise UnknownFormat(
        f"This is not an export Runlift knows{opening.described(head)}. It reads: "
        f"{', '.join(importer.title for importer in importers())}."
    )


def parse(
    importer: Importer | FileImporter, source: Source, answers: Answers, work: Work
) -> Parsed:
    """What a file of this importer's format holds.

    Raises:
        UnreadableFile: nothing of it can be used.
        Stopped: somebody stopped the import.
    """
    if hasattr(importer, "parse_file"):
        return _brief(importer.parse_file(source, answers, work))
    work.tell(0, 0, "reading")
    text, notes = opening.decode(source.read(MAX_TEXT_BYTES))
    return _brief(importer.parse(text, answers).noted(*notes))


LONGEST_REMARK = 600
"""Characters; a remark may quote a cell, and a cell of a damaged file may be endless."""


def _brief(parsed: Parsed) -> Parsed:
    remarks = (*parsed.notes, *(one.reason for one in parsed.rejected))
    if all(len(one) <= LONGEST_REMARK for one in remarks):
        return parsed
    return replace(
        parsed,
        notes=tuple(_cut(one) for one in parsed.notes),
        rejected=tuple(
            replace(one, reason=_cut(one.reason)) for one in parsed.rejected
        ),
    )


def _cut(remark: str) -> str:
    if len(remark) <= LONGEST_REMARK:
        return remark
    half = LONGEST_REMARK // 2
    return f"{remark[:half]} … {remark[-half:]}"
