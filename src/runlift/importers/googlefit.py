"""Google Fit session, one JSON file each: Takeout > Fit > All Sessions. Described in docs/formats/googlefit.md."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from runlift.errors import UnreadableFile
from runlift.importers import runs
from runlift.importers.json_file import (
    cell,
    duration_s,
    first_number,
    lines_of,
    load,
    moment,
    objects,
    words,
)
from runlift.importers.runs import measured, positive
from runlift.importers.sheet import Sheet
from runlift.importers.spoken_dates import wall_clock, zone_question
from runlift.model import Answers, Head, Parsed

_DISTANCE = "com.google.distance.delta"

_COLUMNS = ("type", "name", "start", "distance", "duration", "elapsed")

_ZONE = (
    "Google Fit writes every start in UTC and does not say where it was, so days and "
    "times of day are only right in the zone you run in."
)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoogleFit:
    """One session of `All Sessions`, as Takeout writes it."""

    slug: str = "googlefit"
    title: str = "Google Fit (All Sessions JSON)"

    def recognises(self, head: Head) -> bool:
        """By the key for the activity, which nobody else has, beside a start."""
        return head.text.lstrip().startswith(("{", "[")) and all(
            re.search(rf'"{key}"\s*:', head.text)
            for key in ("fitnessActivity", "startTime")
        )

    def parse(self, text: str, answers: Answers) -> Parsed:
        """One file is one session; its times are instants."""
        value = load(text)
        sessions = objects(value if isinstance(value, list) else [value])
        if not sessions:
            raise UnreadableFile(
                "The file holds no Google Fit session. Unpack Takeout again and drop the "
                "files in Fit/All Sessions."
            )
        lines = lines_of(text, [words(one.get("startTime")) for one in sessions])
        sheet = Sheet(_COLUMNS, [_row(one) for one in sessions], list(lines))
        return _parsed(sheet, answers)


def _row(session: Record) -> list[str]:
    """A session as cells, in the order of `_COLUMNS`."""
    start, end = moment(session.get("startTime"))[0], moment(session.get("endTime"))[0]
    elapsed = (end - start).total_seconds() if start and end else math.nan
    return [
        # `running.treadmill` is a kind of running.
        words(session.get("fitnessActivity")).replace(".", " "),
        words(session.get("name")),
        words(session.get("startTime")),
        cell(_total(session, _DISTANCE)),
        cell(duration_s(session.get("duration"))),
        cell(elapsed),
    ]


def _id(start: pd.Timestamp) -> str:
    return "" if pd.isna(start) else f"utc:{start.timestamp():.0f}"


def _total(session: Record, metric: str) -> float:
    """What the session adds up to in one metric."""
    found = [
        first_number(one, "floatValue", "intValue")
        for one in objects(session.get("aggregate"))
        if words(one.get("metricName")) == metric
    ]
    return found[0] if found else math.nan


def _parsed(sheet: Sheet, answers: Answers) -> Parsed:
    title = sheet.cells("name")
    kept = runs.keep(sheet, sheet.cells("type"), title)
    read = {text: moment(text) for text in sheet.cells("start")}
    there = sheet.moments(
        sheet.cells("start"),
        lambda text: None if read[text][0] is None else pd.Timestamp(read[text][0]),
        "start",
    )
    # A zone other than UTC says which clock hung on the wall.
    apart = pd.Series(
        [read[text][1] or pd.Timedelta(0) for text in sheet.cells("start")],
        dtype="timedelta64[us]",
    )
    utc = there - apart
    has_zone = (apart != pd.Timedelta(0)).to_numpy()
    elapsed_s = positive(measured(sheet.cells("elapsed")))
    moving_s = runs.first_known(
        positive(sheet.numbers(sheet.cells("duration"), "duration")), elapsed_s
    )
    distance_m = positive(sheet.numbers(sheet.cells("distance"), "distance"))
    elapsed_s = runs.trusted_elapsed(sheet, kept, elapsed_s, moving_s)
    runs.reject_empty(sheet, kept, distance_m, moving_s)
    both = {
        "start_utc": utc,
        "start_local": there.where(has_zone, wall_clock(utc, answers.timezone)),
        "tz_source": ["offset" if one else "utc" for one in has_zone],
        "time_precision": "second",
        "title": title,
        # The recording of a session in the archive has the same.
        "source_id": [_id(one) for one in utc],
    }
    is_asked = bool((sheet.kept & ~has_zone).any())
    return Parsed(
        sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": moving_s}),
        runs=runs.run_frame(
            sheet,
            kept,
            {
                **both,
                "distance_m": distance_m,
                "moving_s": moving_s,
                "elapsed_s": elapsed_s,
            },
        ),
        rejected=sheet.rejected,
        questions=zone_question(answers, _ZONE) if is_asked else (),
        notes=sheet.notes,
    )


IMPORTER = GoogleFit()
