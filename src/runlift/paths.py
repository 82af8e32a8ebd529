"""Where things are on this machine; the only module that reads the environment."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The folder with the files a user may read or replace.

    `RUNLIFT_DATA` names another one. A wheel carries the files inside the package,
    a checkout has them beside `src/`.
    """
    named = os.environ.get("RUNLIFT_DATA")
    if named:
        return Path(named)
    packaged = _PACKAGE / "data"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "data"


def references_file() -> Path:
    """The list of sources, one line a key."""
    packaged = _PACKAGE / "data" / "references.md"
    return (
        packaged if packaged.is_file() else _PACKAGE.parents[1] / "docs/references.md"
    )


def store_path() -> str:
    """The store this process uses: `RUNLIFT_STORE`, or a file in the user's data folder."""
    named = os.environ.get("RUNLIFT_STORE")
    if named:
        return named
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    root = Path(base) if base else Path.home() / ".local" / "share"
    return str(root / "runlift" / "runlift.duckdb")


def system_timezone() -> str:
    """The IANA name of this machine's time zone, `UTC` where it cannot be told."""
    named = os.environ.get("TZ", "").lstrip(":")
    if "/" in named and not named.startswith("/"):
        return named
    try:
        target = str(Path("/etc/localtime").resolve(strict=True))
    except OSError:
        return "UTC"
    _, found, name = target.partition("zoneinfo/")
    return name if found else "UTC"


def setting(name: str) -> str:
    """What `RUNLIFT_<NAME>` says, for the settings of a server; empty where it is unset."""
    return os.environ.get(f"RUNLIFT_{name}", "").strip()


def allows_local_files(*, is_server: bool = False) -> bool:
    """Whether whoever uses the app may name files of this machine.

    On unless `RUNLIFT_LOCAL_FILES` is `0`; on a server off unless it is `1`.
    """
    said = setting("LOCAL_FILES")
    return said == "1" if is_server else said != "0"


def local_file(text: str) -> Path | None:
    """The file a person names, `~` being the home folder; `None` for no possible path."""
    try:
        path = Path(text).expanduser()
        path.exists()
    except (OSError, RuntimeError, ValueError):
        return None
    return path
