"""The frames of the athlete review: one block, and the same athlete's other one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from runlift.frames.following import Following
from runlift.frames.judged import Profile, Training
from runlift.frames.volume import muscle_order, volume_weeks
from runlift.model import Window
from runlift.transforms import (
    acknowledged,
    block_comparison,
    running_weeks,
    single_runs,
    weekly_volume,
)
from runlift.transforms.instants import monday

MOST_LIFTS = 6
"""Lifts that are looked at: on a call nobody listens to a tenth."""
_TREND_WEEKS = 12
"""Weeks of running that are drawn, so that a block of four has some before it."""


@dataclass(frozen=True)
class BlockRunning:
    """What a block shows of running."""

    weeks: pd.DataFrame
    """As `running_weeks` returns them: those of the block and some before."""
    single: pd.DataFrame
    """The runs of the block as `single_runs` returns them."""
    begins: pd.Timestamp
    """The first day with a run in the whole log; NaT without one."""


def block(window: Window, today: date) -> Window:
    """The weeks of a window: from the Monday of its first, up to today."""
    first = monday(min(window.first, today)).date()
    return Window(first, max(min(window.last, today), first))


def before(block: Window) -> Window:
    """As many days right before a block, on the same days of the week.

    A block whose last week goes on is compared with one that ended as early in its week:
    else the long run of a Sunday would be missing in one of them.
    """
    weeks = (block.last - block.first).days // 7 + 1
    back = timedelta(weeks=weeks)
    return Window(block.first - back, block.last - back)


def conflicts(found: pd.DataFrame, block: Window) -> pd.DataFrame:
    """The conflicts of a block, open ones first, the newest first among them.

    Args:
        found: as `frames.findings` returns it.
        block: the days.
    """
    days = found["day"].dt.date
    mine = found[
        (found["severity"] == "conflict") & days.between(block.first, block.last)
    ]
    return mine.sort_values(
        ["is_acknowledged", "day"], ascending=[True, False], kind="stable"
    )


def finding_ids(log: Training, found: pd.DataFrame) -> list[list[str]]:
    """Every id each finding is or was known by, its own first."""
    return acknowledged.names(found, log["lifts"], log["runs"])


def finding_of(log: Training, finding_id: str) -> pd.DataFrame:
    """The finding of an id, also of one it was known by before; no row for none."""
    found = log["findings"]
    mine = found[found["finding_id"] == finding_id]
    if len(mine):
        return mine
    is_it = [finding_id in ids for ids in finding_ids(log, found)]
    # A list without a row would ask for no column.
    return found[pd.Series(is_it, index=found.index, dtype=bool)]


def main_lifts(
    sessions: pd.DataFrame, trends: pd.DataFrame, block: Window
) -> pd.DataFrame:
    """The directions of the lifts trained most in a block, the most trained first.

    Args:
        sessions: as `session_e1rm` returns them.
        trends: as `strength_trends` returns them, at the block's end.
        block: the days.
    """
    days = sessions["day"].dt.date
    counts = sessions.loc[
        days.between(block.first, block.last), "exercise_id"
    ].value_counts()
    mine = trends[trends["exercise_id"].isin(counts.index)]
    order = mine["exercise_id"].map(counts)
    return (
        mine.assign(order=order)
        .sort_values(["order", "exercise"], ascending=[False, True])
        .head(MOST_LIFTS)
        .drop(columns="order")
        .reset_index(drop=True)
    )


def behind(
    sessions: pd.DataFrame, lifts: pd.DataFrame, block: Window, how: Profile
) -> pd.DataFrame:
    """The sessions that the directions of some lifts were read from, and the block's."""
    judged = timedelta(days=how.policy.number("trend.window_days"))
    first = min(block.first, block.last - judged)
    days = sessions["day"].dt.date
    return sessions[
        sessions["exercise_id"].isin(lifts["exercise_id"])
        & days.between(first, block.last)
    ]


def outside(mean: pd.DataFrame) -> pd.DataFrame:
    """The muscles of `mean_weekly_volume` with little stimulus, or above the high mark."""
    return mean[mean["band"].isin(["little", "high"])]


def running(log: Training, how: Profile, block: Window) -> BlockRunning:
    """Weeks and single runs of a block."""
    earlier = block.last - timedelta(weeks=_TREND_WEEKS - 1)
    shown = Window(min(block.first, monday(earlier).date()), block.last)
    single = single_runs.single_runs(log["runs"])
    days = single["day"].dt.date
    return BlockRunning(
        weeks=running_weeks.running_weeks(log["runs"], shown, how.policy),
        single=single[days.between(block.first, block.last)],
        begins=single["day"].min(),
    )


def plan_weeks(now: Following, block: Window) -> pd.DataFrame:
    """The weeks of a followed plan that lie in a block and in which something was due.

    Returns:
        As `plan_adherence.adherence`, with planned and done (conflicts).
    """
    weeks = now.weeks.merge(now.conflicts, on="week", how="left")
    days = weeks["week"].dt.date
    due = weeks[["lifts_done", "runs_done", "lifts_missed", "runs_missed"]].sum(axis=1)
    return weeks[days.between(block.first, block.last) & (due > 0)]


def average_week(log: Training, block: Window, other: Window) -> pd.DataFrame:
    """What an average week of two blocks held, as `week_rows` describes it."""
    return block_comparison.week_rows(log, block, other)


def compared(
    log: Training, how: Profile, sessions: pd.DataFrame, block: Window, other: Window
) -> Mapping[str, pd.DataFrame]:
    """Two blocks of one athlete.

    Returns:
        `week`, `lifts` and `muscles` as `block_comparison` describes them.
    """
    weekly = volume_weeks(log, how)
    mean, mean_other = (
        weekly_volume.mean_weekly_volume(weekly, muscle_order(), window, how.policy)
        for window in (block, other)
    )
    return {
        "week": average_week(log, block, other),
        "lifts": block_comparison.lift_rows(
            sessions, block, other, MOST_LIFTS, how.policy
        ),
        "muscles": block_comparison.muscle_rows(
            mean, mean_other, log["lifts"], block, other
        ),
    }
