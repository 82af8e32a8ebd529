"""The demo: three invented athletes and the files their apps would export today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from runlift.demo import beginner, marathoner, trail_runner

DEFAULT_SEED = 20261


@dataclass(frozen=True, slots=True)
class DemoAthlete:
    """One invented athlete with everything to import for her or him."""

    name: str
    story: str
    """One sentence for the page."""
    timezone: str
    files: tuple[tuple[str, bytes], ...]
    """File names as the apps choose them, and what is in the files."""


_WHO: tuple[
    tuple[str, str, str, Callable[[date, int], tuple[tuple[str, bytes], ...]]], ...
] = (
    (
        "Lena Birkner",
        "New to lifting: the basic two-day program in StrengthLog, three runs a week "
        "on a Garmin, few conflicts.",
        beginner.ZONE,
        beginner.files,
    ),
    (
        "Callum Wexley",
        "A sub-3 marathoner in Strava and Hevy whose leg days sat on the eve of his "
        "key runs, until two months ago.",
        marathoner.ZONE,
        marathoner.files,
    ),
    (
        "Maya Tolland",
        "Trail miles in Runkeeper and now and then a lift in FitNotes, which does not "
        "say at what time of day.",
        trail_runner.ZONE,
        trail_runner.files,
    ),
)


def files(today: date, seed: int = DEFAULT_SEED) -> list[DemoAthlete]:
    """The demo athletes with two years of training up to the morning of `today`.

    The same arguments give the same bytes. Within a week, a later `today` only adds.
    """
    return [
        DemoAthlete(name, story, timezone, make(today, seed))
        for name, story, timezone, make in _WHO
    ]
