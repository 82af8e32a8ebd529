"""Every frame a page or an export shows: queries, joined by transforms.

`training` is the heart: the athlete's sets, sessions, runs and findings, judged.
Everything else is cut from it. Nothing here keeps state; `ui` caches by the athlete
and the version of her data.
"""

import pandas as pd

from runlift.frames.judged import POLICY_SETTING as POLICY_SETTING
from runlift.frames.judged import Profile as Profile
from runlift.frames.judged import Training as Training
from runlift.frames.judged import findings as findings
from runlift.frames.judged import profile as profile
from runlift.frames.judged import training as training
from runlift.frames.judged import twin_records as twin_records
from runlift.frames.lift_run import before_runs as before_runs
from runlift.frames.lift_run import board as board
from runlift.frames.lift_run import gaps as gaps
from runlift.frames.lift_run import lift_cost as lift_cost
from runlift.frames.lift_run import months as months
from runlift.frames.lift_run import weeks as weeks
from runlift.frames.names import mapping as mapping
from runlift.frames.names import suggestions as suggestions
from runlift.frames.names import unmapped as unmapped
from runlift.frames.names import waiting as waiting
from runlift.frames.strength import history as history
from runlift.frames.strength import phases as phases
from runlift.frames.strength import records as records
from runlift.frames.strength import strength_sessions as strength_sessions
from runlift.frames.strength import strength_trends as strength_trends
from runlift.frames.volume import heat as heat
from runlift.frames.volume import muscle_order as muscle_order
from runlift.frames.volume import muscle_work as muscle_work
from runlift.frames.volume import program_volume as program_volume
from runlift.frames.volume import volume_mean as volume_mean
from runlift.frames.volume import volume_page as volume_page
from runlift.frames.volume import volume_weeks as volume_weeks
from runlift.model import Window
from runlift.store import Store


def log_days(store: Store, athlete_id: str) -> Window | None:
    """The first and the last day with a run or a lift; `None` for an empty log."""
    found = store.ask("log_days", athlete=athlete_id)
    if found.empty:
        return None
    return Window(found["first_day"].min().date(), found["last_day"].max().date())


def within(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The rows whose day lies in the window."""
    first, last = pd.Timestamp(window.first), pd.Timestamp(window.last)
    return frame[frame["day"].between(first, last)]
