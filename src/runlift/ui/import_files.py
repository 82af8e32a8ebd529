"""Files as they come in: uploads taken over, paths on this machine found."""

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runlift import paths
from runlift.intake import Offered

LARGE_BYTES = 4 << 20
"""An upload larger than this waits on the disk, not in memory."""

MAX_FILES = 5_000
"""In a folder that is named; archives take more than that."""

WITHIN = " › "
"""Between a dropped file and the part of it that a receipt is about."""


@dataclass(frozen=True, slots=True)
class Landed:
    """An upload that lies on the disk already and is ours to move."""

    path: Path


Coming = tuple[str, IO[bytes] | Path | Landed]
"""A name, and what was uploaded or where it lies."""


def taken_over(
    files: Iterable[Coming], taken: Iterable[str], folder: Path
) -> list[Offered]:
    """The files with names of their own; nothing of an upload is needed afterwards.

    Args:
        files: what came in.
        taken: names that are in use.
        folder: where large uploads go.
    """
    names = set(taken)
    found = []
    for name, file in files:
        found.append(Offered(_free(name, names), _content(file, folder)))
        names.add(found[-1].name)
    return found


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another file has it: answers go by name."""
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _content(file: IO[bytes] | Path | Landed, folder: Path) -> bytes | Path:
    if isinstance(file, Path):
        return file
    # Under a name of ours: a browser may send any.
    path = folder / uuid.uuid4().hex
    if isinstance(file, Landed):
        shutil.move(file.path, path)
        return path
    size = file.seek(0, 2)
    file.seek(0)
    if size <= LARGE_BYTES:
        return file.read()
    with path.open("wb") as put:
        shutil.copyfileobj(file, put, 1 << 20)
    return path


def is_hidden(name: str) -> bool:
    """Whether a file of a folder is the system's own, such as `.DS_Store`."""
    return any(part.startswith(".") for part in Path(name).parts)


def named(text: str) -> tuple[list[Coming], list[str]]:
    """The files that lines of paths name, and what is wrong with the other lines."""
    found: list[Coming] = []
    wrong: list[str] = []
    for line in text.splitlines():
        written = line.strip().strip("\"'")
        if not written:
            continue
        path = paths.local_file(written)
        if path is None or not path.exists():
            wrong.append(f"There is no file or folder {written} on this computer.")
        elif path.is_dir():
            inside = list(_files_in(path))
            if not inside:
                wrong.append(f"There are no files in the folder {written}.")
            elif len(inside) > MAX_FILES:
                wrong.append(
                    f"The folder {written} has more than {MAX_FILES:,} files in it. Make "
                    "a zip file of it and name that one."
                )
            else:
                found += inside
        elif path.is_file():
            found.append((path.name, path))
        else:
            wrong.append(f"{written} is neither a file nor a folder.")
    return found, wrong


def _files_in(folder: Path) -> Iterator[Coming]:
    """One more than allowed at most: enough to know that there are too many."""
    count = 0
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not is_hidden(name))
        for name in sorted(names):
            path = Path(place) / name
            if is_hidden(name) or path.is_symlink() or not path.is_file():
                continue
            yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path
            count += 1
            if count > MAX_FILES:
                return
