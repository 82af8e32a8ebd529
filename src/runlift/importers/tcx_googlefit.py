"""TCX of Google Fit, which cuts one workout into several activities that overlap."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from runlift.importers import track_points
from runlift.importers.tcx_events import Activities, Activity
from runlift.importers.track_points import Table

TOUCHING_S = 60
"""Activities closer than this are pieces of one workout."""

EARLY_S = 300
"""A first point this long before the second is not where the workout began."""


def is_google_fit(file: Activities) -> bool:
    """Whether Google Fit wrote the file."""
    return "google fit" in file.author.casefold()


def as_one_workout(activities: Sequence[Activity]) -> tuple[list[Activity], list[str]]:
    """The activities with those that overlap as one, and notes about it.

    Activities without points stay as they are.
    """
    told: list[str] = []
    groups: list[list[tuple[Activity, Table]]] = []
    rest: list[Activity] = []
    for activity in activities:
        table = _begun(track_points.in_order(activity.table()).table)
        if len(table["instant_s"]):
            groups.append([(activity, table)])
        else:
            rest.append(activity)
    groups.sort(key=lambda group: (_first(group[0][1]), -_last(group[0][1])))
    joined: list[list[tuple[Activity, Table]]] = []
    for group in groups:
        end = (
            max((_last(table) for _, table in joined[-1]), default=0.0) if joined else 0
        )
        if joined and _first(group[0][1]) <= end + TOUCHING_S:
            joined[-1] += group
        else:
            joined.append(group)
    pieces = sum(len(group) for group in joined if len(group) > 1)
    if pieces:
        told.append(
            f"{pieces:,} activities of the file lie within each other or touch, as Google "
            "Fit cuts up a workout; what belongs together was read as one."
        )
    return [*(_merged(group) for group in joined), *rest], told


def _first(table: Table) -> float:
    return float(table["instant_s"][0])


def _last(table: Table) -> float:
    return float(table["instant_s"][-1])


def _begun(table: Table) -> Table:
    """The points without a first one that stands alone long before the others."""
    times = table["instant_s"]
    if len(times) > 2 and times[1] - times[0] > EARLY_S:
        return track_points.taken(table, np.arange(1, len(times)))
    return table


def _merged(group: Sequence[tuple[Activity, Table]]) -> Activity:
    """One activity of several: named like the longest, with the points of all."""
    longest, _ = max(group, key=lambda one: _last(one[1]) - _first(one[1]))
    table = group[0][1]
    for _, other in group[1:]:
        if _last(other) > _last(table):
            table = _continued(table, other)
    # The laps of the pieces overlap as the pieces do.
    return replace(
        longest, merged=table, laps=longest.laps[:1] if len(group) == 1 else []
    )


def _continued(table: Table, other: Table) -> Table:
    """`table`, and of `other` what comes after it, with the distance going on."""
    rows = np.flatnonzero(other["instant_s"] > _last(table))
    added = dict(track_points.taken(other, rows))
    before = other["distance_m"][rows[0] - 1] if rows[0] else math.nan
    begun = added["distance_m"][0] if math.isnan(before) else before
    covered = np.nanmax(np.append(table["distance_m"], 0.0))
    if not math.isnan(begun):
        added["distance_m"] = added["distance_m"] - begun + covered
    return track_points.joined([table, added])
