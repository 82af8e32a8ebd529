"""The volume page's frames."""

from collections.abc import Mapping

import pandas as pd

from runlift.exercises.catalogue import muscles, roles
from runlift.frames.judged import Profile, Training
from runlift.model import Window
from runlift.program import planned_sets, templates
from runlift.transforms import program_volumes, volume_frames, weekly_volume


def volume_weeks(log: Training, how: Profile) -> pd.DataFrame:
    """Fractional sets per muscle and week, as `weekly_volume` describes it."""
    return weekly_volume.weekly_volume(log["sets"], _roles(log, how), how.policy)


def volume_mean(log: Training, how: Profile, window: Window) -> pd.DataFrame:
    """The average week of a window per muscle, as `mean_weekly_volume` describes it."""
    return volume_page(log, how, window)["mean"]


def muscle_order() -> pd.DataFrame:
    """muscle, name, group: the body's muscles in the order pages show them."""
    return pd.DataFrame(
        [(key, one.name, one.group) for key, one in muscles().items()],
        columns=["muscle", "name", "group"],
    )


def heat(weekly: pd.DataFrame, how: Profile, window: Window) -> pd.DataFrame:
    """`volume_weeks` within a window, with names and bands, zeros where no set was."""
    return weekly_volume.heat(weekly, muscle_order(), window, how.policy)


def volume_page(
    log: Training, how: Profile, window: Window
) -> Mapping[str, pd.DataFrame]:
    """Every frame of the volume page, as `volume_frames` describes them."""
    return volume_frames.volume_frames(
        log["sets"], _roles(log, how), muscle_order(), window, how.policy
    )


def muscle_work(
    log: Training, how: Profile, window: Window, muscle: str | None
) -> Mapping[str, pd.DataFrame]:
    """Which exercises and sessions trained a muscle, as `muscle_work` describes it."""
    return volume_frames.work_in(
        log["sets"], _roles(log, how), window, how.policy, muscle
    )


def program_volume(how: Profile) -> Mapping[str, pd.DataFrame]:
    """What the programs give each muscle, as `program_frames` describes it."""
    planned = planned_sets.every_planned_set(templates.programs(), how.exercises)
    known = [how.exercises[key] for key in planned["exercise_id"].unique()]
    return program_volumes.program_frames(
        planned, roles(known), muscle_order(), how.policy
    )


def _roles(log: Training, how: Profile) -> pd.DataFrame:
    """Who does the work in the exercises of a log: few rows instead of the catalogue."""
    trained = set(log["sets"]["exercise_id"].dropna())
    return roles(one for key, one in how.exercises.items() if key in trained)
