"""How much may be sent through the browser: one file, and all files of a day.

On one's own machine nothing is limited but what Streamlit takes. A server has the limits
of `of_server`, which the environment may change. What was sent is counted in memory: a
restart forgets it, which is no way round for anybody but whoever restarts the server.
"""

import threading
from collections import defaultdict
from dataclasses import dataclass

from runlift import paths
from runlift.errors import WrongInput

DAY_S = 24 * 3600.0
GB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may send; 0 is no limit."""

    file_bytes: int = 0
    day_bytes: int = 0
    day_files: int = 0


def of_server() -> Limits:
    """The limits of a server: the defaults, or what the environment says.

    Raises:
        WrongInput: a setting is no number, or one file may have no size at all.
    """
    file_gb = _number("UPLOAD_FILE_GB", 8.0)
    if not file_gb:
        raise WrongInput("RUNLIFT_UPLOAD_FILE_GB is 0, and no file would be accepted.")
    return Limits(
        round(file_gb * GB),
        round(_number("UPLOAD_DAY_GB", 20.0) * GB),
        round(_number("UPLOAD_DAY_FILES", 10_000)),
    )


def is_behind_tls() -> bool:
    """Whether everybody reaches the app over TLS: `RUNLIFT_TLS=1`."""
    return paths.setting("TLS") == "1"


def _number(name: str, default: float) -> float:
    text = paths.setting(name)
    try:
        number = float(text) if text else default
    except ValueError:
        number = -1.0
    # Nonsense such as `nan` is no number at least 0 either.
    if not 0 <= number < 1e9:
        raise WrongInput(
            f"RUNLIFT_{name} is {text!r}. It is a number, such as {default:g}; 0 is no "
            "limit."
        )
    return number


@dataclass(slots=True)
class Sent:
    """Something one person has sent, or is sending."""

    at_s: float
    size: int
    files: int


class Quota:
    """What everybody has sent within a day; safe from any thread."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self._sent: defaultdict[str, list[Sent]] = defaultdict(list)
        self._lock = threading.Lock()

    def charge(self, viewer: str, size: int, files: int, now_s: float) -> Sent:
        """Count what somebody is about to send; its size may be put right afterwards.

        Args:
            viewer: who sends it.
            size: bytes, all files together.
            files: how many.
            now_s: seconds of a clock that never goes back.

        Raises:
            WrongInput: it is more than may be sent; nothing is counted.
        """
        with self._lock:
            self._refuse(viewer, size, files, now_s)
            sent = Sent(now_s, size, files)
            self._sent[viewer].append(sent)
            return sent

    def check(self, viewer: str, size: int, files: int, now_s: float) -> None:
        """Refuse what `charge` would refuse, and count nothing."""
        with self._lock:
            self._refuse(viewer, size, files, now_s)

    def _refuse(self, viewer: str, size: int, files: int, now_s: float) -> None:
        limits = self.limits
        recent = [one for one in self._sent[viewer] if now_s - one.at_s < DAY_S]
        self._sent[viewer] = recent
        if files == 1 and limits.file_bytes and size > limits.file_bytes:
            raise WrongInput(
                f"The file has {size_text(size)}, and {size_text(limits.file_bytes)} are "
                "allowed here. Ask whoever runs this server."
            )
        if limits.day_files and sum(one.files for one in recent) + files > (
            limits.day_files
        ):
            raise WrongInput(
                f"{limits.day_files:,} files may be sent within a day, and with "
                f"{'this one' if files == 1 else f'these {files:,}'} it would be more. A "
                f"zip file counts as one; else go on {_when(recent, now_s)}."
            )
        if limits.day_bytes and sum(one.size for one in recent) + size > (
            limits.day_bytes
        ):
            raise WrongInput(
                f"{size_text(limits.day_bytes)} may be sent within a day, and with "
                f"{size_text(size)} more it would be too much. Go on "
                f"{_when(recent, now_s)}."
            )


def size_text(size: int) -> str:
    """`2.1 GB`, `340 MB`, `12 kB`."""
    for unit, name in ((GB, "GB"), (1 << 20, "MB")):
        if size >= unit:
            return f"{size / unit:,.1f} {name}".replace(".0 ", " ")
    return f"{max(1, round(size / 1024)):,} kB"


def _when(recent: list[Sent], now_s: float) -> str:
    """When the oldest is a day old."""
    if not recent:
        return "with less at a time"
    hours = (DAY_S - (now_s - recent[0].at_s)) / 3600
    return f"in {max(1, round(hours))} h" if hours > 0 else "in a moment"
