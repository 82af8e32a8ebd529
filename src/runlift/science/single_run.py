"""One run against the longest of the thirty days before it, as one cohort study did.

The groups are the study's, so nobody can move them: the figures hold for no others.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from runlift.science.cited import Cited

LOOKS_BACK_DAYS = Cited(
    "SINGLE_RUN_DAYS",
    30,
    unit="d",
    source="frandsen2025",
    note="The longest run of so many days before is what a run is compared with.",
)
RUNNERS = Cited("SINGLE_RUN_RUNNERS", 5205, unit="runners", source="frandsen2025")

STEPS = ("usual", "small", "moderate", "large")
"""A run up to 1.1 times the longest before, up to 1.3, up to 2, and beyond."""

RETURNING = "returning"
"""No run in the days before: there is nothing to compare with."""

_EDGES = tuple(
    Cited(f"SINGLE_RUN_{name.upper()}_FROM", value, unit="1", source="frandsen2025")
    for name, value in zip(STEPS[1:], (1.10, 1.30, 2.0), strict=True)
)


@dataclass(frozen=True, slots=True)
class Step:
    """What the cohort showed of one group: hazard rate ratio, and its interval."""

    over: float
    up_to: float | None
    ratio: Cited
    low: Cited
    high: Cited


def _cited(step: str, *values: float) -> tuple[Cited, Cited, Cited]:
    ratio, low, high = (
        Cited(
            f"SINGLE_RUN_{step.upper()}_{name}",
            value,
            unit="hazard rate ratio",
            source="frandsen2025",
            note="Against runs of up to 1.1 times the longest before; an association.",
        )
        for name, value in zip(("HRR", "HRR_LOW", "HRR_HIGH"), values, strict=True)
    )
    return ratio, low, high


COHORT = {
    "small": Step(_EDGES[0], _EDGES[1], *_cited("small", 1.64, 1.31, 2.05)),
    "moderate": Step(_EDGES[1], _EDGES[2], *_cited("moderate", 1.52, 1.16, 2.00)),
    "large": Step(_EDGES[2], None, *_cited("large", 2.28, 1.50, 3.48)),
}
"""By group; runs of up to 1.1 times the longest are what they are compared with."""


def step_of(ratio: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """The group of each run by its ratio to the longest before; NaN is `RETURNING`."""
    value = np.asarray(ratio, float)
    place = np.searchsorted([float(edge) for edge in _EDGES], value, "left")
    names = np.array([*STEPS, RETURNING], dtype=object)
    found: npt.NDArray[np.object_] = names[np.where(np.isnan(value), len(STEPS), place)]
    return found
