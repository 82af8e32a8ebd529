"""The frames of the Lift x Run page and of the overview."""

from collections.abc import Mapping

import pandas as pd

from runlift.frames.judged import Profile, Training
from runlift.model import Window
from runlift.transforms import (
    finding_patterns,
    lifts_before,
    week_board,
    weekly_load,
)
from runlift.transforms import lift_cost as lift_cost_
from runlift.transforms.lift_cost import LiftCost


def board(log: Training, how: Profile, window: Window) -> Mapping[str, pd.DataFrame]:
    """The frames of the week board, as `week_board` describes them."""
    return week_board.week_board(
        log["lifts"], log["runs"], log["findings"], window, how.distance_unit
    )


def weeks(log: Training, window: Window) -> pd.DataFrame:
    """One row a week, as `weekly_load` describes it."""
    return weekly_load.weekly_load(log["lifts"], log["runs"], log["findings"], window)


def before_runs(
    log: Training, how: Profile, window: Window
) -> Mapping[str, pd.DataFrame]:
    """The lifts in the hours before long and key runs, as `lifts_before` describes."""
    return lifts_before.lifts_before(
        log["lifts"],
        log["runs"],
        log["findings"],
        window,
        how.policy,
        how.distance_unit,
    )


def gaps(log: Training, window: Window) -> pd.DataFrame:
    """Hours from the last leg lift to each important run, as `finding_patterns` has it."""
    return finding_patterns.gaps(log["lifts"], log["runs"], log["findings"], window)


def months(found: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Conflicts and cautions by month, as `finding_patterns` has it."""
    return finding_patterns.months(found, window)


def lift_cost(
    log: Training, how: Profile, planned: pd.DataFrame | None = None
) -> LiftCost:
    """What heavy legs went with in her own runs, as `transforms.lift_cost` has it.

    Args:
        log: the judged log.
        how: thresholds, heart rate at rest.
        planned: key runs of the plan she follows (`following.planned_key_runs`).
    """
    return lift_cost_.lift_cost(
        log["runs"], log["lifts"], how.policy, how.hr_rest, planned
    )
