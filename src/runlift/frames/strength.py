"""The strength page's frames."""

import pandas as pd

from runlift.frames.judged import Profile, Training
from runlift.model import Window
from runlift.transforms import exercise_history, personal_records, session_e1rm
from runlift.transforms import strength_trends as strength_trends_


def strength_sessions(log: Training, how: Profile) -> pd.DataFrame:
    """The e1RM of each exercise and session, as `session_e1rm` describes it."""
    return session_e1rm.session_e1rm(log["sets"], how.policy)


def strength_trends(
    sessions: pd.DataFrame, how: Profile, window: Window
) -> pd.DataFrame:
    """The state of each exercise on a window's last day, as `strength_trends` has it."""
    return strength_trends_.strength_trends(
        sessions, pd.Timestamp(window.last), how.policy
    )


def phases(sessions: pd.DataFrame, how: Profile) -> pd.DataFrame:
    """Where one exercise moved to other repetitions, as `strength_trends` has it."""
    return strength_trends_.phases(sessions, how.policy)


def records(log: Training, sessions: pd.DataFrame) -> pd.DataFrame:
    """Every record, newest first, as `personal_records` describes it."""
    return personal_records.personal_records(log["sets"], sessions)


def history(log: Training) -> pd.DataFrame:
    """How often each exercise was done, as `exercise_history` describes it."""
    return exercise_history.exercise_history(log["sets"])
