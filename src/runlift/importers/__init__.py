"""File formats in, frames out. One module a format, found by name.

A module with an `IMPORTER` is a format; the others (`sheet`, `words`, ...) are tools
for them. Nothing here knows the store or the athlete's earlier files.
"""

import functools
import importlib
import pkgutil

from runlift.errors import AmbiguousFormat, UnknownFormat
from runlift.importers import opening
from runlift.model import Head, Importer


@functools.cache
def importers() -> tuple[Importer, ...]:
    """Every importer, by slug."""
    found: list[Importer] = []
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "IMPORTER"):
            found.append(module.IMPORTER)
    return tuple(sorted(found, key=lambda importer: importer.slug))


def recognise(head: Head) -> Importer:
    """The one importer whose format this file has.

    Raises:
        UnknownFormat: no importer claims it; the message lists what is read.
        AmbiguousFormat: several claim it.
    """
    claims = [importer for importer in importers() if importer.recognises(head)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        slugs = ", ".join(importer.slug for importer in claims)
        raise AmbiguousFormat(f"The file fits more than one format: {slugs}.")
    titles = ", ".join(importer.title for importer in importers())
    raise UnknownFormat(
        f"This is not an export Runlift knows{opening.described(head)}. It reads: {titles}."
    )
