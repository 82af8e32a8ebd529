"""Several pieces of one workout as one recording, for apps that cut a workout up."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from runlift.importers.recordings import Recording
from runlift.units import Floats

_SLACK_S = 5.0


def joined(
    pieces: Sequence[Recording],
    start_utc_s: float,
    start_local_s: float | None,
    duration_s: float,
) -> Recording:
    """The pieces as one recording that starts and lasts as stated.

    Samples outside of that time are left out, and so are the totals of the pieces,
    which overlap.

    Args:
        pieces: at least one, with instants.
        start_utc_s: when the workout began, seconds since 1970.
        start_local_s: the wall clock of the same moment, where it is known.
        duration_s: how long it lasted; NaN where that is not stated.
    """
    ordered = sorted(pieces, key=_start)
    columns: dict[str, Floats] = {}
    for one in ordered:
        columns = _continued(columns, _moved(one, start_utc_s))
    if columns:
        time_s = columns["time_s"]
        until = np.inf if np.isnan(duration_s) else duration_s
        inside = (time_s >= -_SLACK_S) & (time_s <= until + _SLACK_S)
        columns = {name: values[inside] for name, values in columns.items()}
        columns["time_s"] = np.maximum(columns["time_s"], 0.0)
    longest = max(ordered, key=lambda one: len(one.samples.get("time_s", ())))
    return replace(
        longest,
        start_utc_s=start_utc_s,
        start_local_s=start_local_s,
        distance_m=longest.distance_m if len(ordered) == 1 else np.nan,
        moving_s=np.nan,
        elapsed_s=duration_s,
        samples=columns if len(columns.get("time_s", ())) else {},
        pauses=(),
        laps=(),
    )


def _start(one: Recording) -> float:
    return one.start_utc_s if one.start_utc_s is not None else 0.0


def _moved(one: Recording, start_utc_s: float) -> dict[str, Floats]:
    """The samples, with their time counted from the start of the workout."""
    made = {name: np.asarray(values, float) for name, values in one.samples.items()}
    if made and one.start_utc_s is not None:
        made["time_s"] = made["time_s"] + (one.start_utc_s - start_utc_s)
    return made


def _continued(before: dict[str, Floats], more: dict[str, Floats]) -> dict[str, Floats]:
    """`before`, and of `more` what comes after it, with the distance going on."""
    if not before or not more:
        return before or more
    later = more["time_s"] > before["time_s"][-1]
    size, added = len(before["time_s"]), int(later.sum())
    made: dict[str, Floats] = {}
    for name in {*before, *more}:
        first = before.get(name, np.full(size, np.nan))
        second = more[name][later] if name in more else np.full(added, np.nan)
        if name == "distance_m" and added:
            known = second[~np.isnan(second)]
            covered = np.nanmax(np.append(first, 0.0))
            second = second - (known[0] if len(known) else 0.0) + covered
        made[name] = np.concatenate([first, second])
    return made
