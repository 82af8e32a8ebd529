"""FIT files of watches: runs with their samples, strength sessions with their sets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from runlift.errors import UnreadableFile
from runlift.files import Source
from runlift.importers import activity_files, digests
from runlift.importers.spoken_dates import wall_clock
from runlift.model import BODY_MASS_COLUMNS, Answers, Head, Parsed, Work, frame


@dataclass(frozen=True, slots=True)
class Fit:
    """One FIT file; one file may hold several activities."""

    slug: str = "fit"
    title: str = "FIT"

    def recognises(self, head: Head) -> bool:
        """By the four letters at its ninth byte."""
        return head.start[8:12] == activity_files.FIT

    def parse_file(self, source: Source, answers: Answers, work: Work) -> Parsed:
        """Read in a worker process: a damaged file may kill its reader."""
        batches = list(
            activity_files.read_all(
                [source], work, keeps_positions=answers.keeps_positions
            )
        )
        others = [other for one in batches for other in one.others]
        if others:
            raise UnreadableFile(
                f"This FIT file holds {others[0]}. Export the activity itself from the "
                "watch's app."
            )
        return parsed(batches, answers)


def parsed(batches: Sequence[activity_files.Batch], answers: Answers) -> Parsed:
    """Batches of activity files as an importer returns them, weighings included."""
    made = digests.parsed([one.digest for one in batches], answers)
    masses = [mass for one in batches for mass in one.masses]
    if not masses:
        return made
    at = pd.Series(
        pd.to_datetime([when for when, _ in masses], unit="s"), dtype="datetime64[us]"
    )
    weighed = frame(
        BODY_MASS_COLUMNS,
        {
            "day": wall_clock(at, answers.timezone).dt.normalize(),
            "mass_kg": [mass for _, mass in masses],
            "line": [0] * len(masses),
        },
    )
    return replace(
        made, body_mass=weighed.drop_duplicates("day", keep="last", ignore_index=True)
    )


IMPORTER = Fit()
