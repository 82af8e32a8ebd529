"""Everything a report says, taken from the frames that the pages show."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from runlift import frames
from runlift.errors import NotEnoughData, NotFound, WrongInput
from runlift.frames import Profile, Training, plans
from runlift.frames import following as following_frames
from runlift.frames import running as running_frames
from runlift.frames.following import Following
from runlift.frames.running import Running
from runlift.model import Athlete, Window
from runlift.store import Store, notes
from runlift.units import day_text


@dataclass(frozen=True)
class Gathered:
    """The frames of one report."""

    athlete: Athlete
    window: Window
    made_on: date
    log: Training
    how: Profile
    found: pd.DataFrame
    """Findings of the window with what was said about them."""
    weeks: pd.DataFrame
    """As `weekly_load` returns them."""
    running: Running | None
    """Missing in a log without runs."""
    sessions: pd.DataFrame
    """As `session_e1rm` returns them, up to the window's end."""
    trends: pd.DataFrame
    """Of the exercises trained in the window."""
    volume: dict[str, pd.DataFrame] | None
    """Missing in a log without lifts."""
    now: Following | str | None
    """Where a plan is followed that has weeks in the window; or why it cannot be told."""
    notes: pd.DataFrame
    """day, author, about, content of the coach's notes, newest first."""

    @property
    def runs(self) -> pd.DataFrame:
        """The runs of the window."""
        return frames.within(self.log["runs"], self.window)

    @property
    def lifts(self) -> pd.DataFrame:
        """The lift sessions of the window."""
        lifts = self.log["lifts"]
        day = lifts["start_local"].dt.date
        return lifts[day.between(self.window.first, self.window.last)]


def gathered(
    store: Store,
    athlete: Athlete,
    window: Window,
    made_on: date,
    known: tuple[Training, Profile] | None = None,
    *,
    with_notes: bool = True,
) -> Gathered:
    """The frames of a report.

    Args:
        store: where everything is kept.
        athlete: whose report.
        window: its days.
        made_on: today on the athlete's calendar.
        known: her judged log and how it is read, where somebody has them already.
        with_notes: whether the coach's notes go along.

    Raises:
        NotEnoughData: there is neither a run nor a lift in these days.
    """
    with store.snapshot():
        if known is None:
            how = frames.profile(store, athlete)
            log = frames.training(store, athlete, how)
        else:
            log, how = known
        if not has_something(log, window):
            raise NotEnoughData(
                f"There is nothing to report: {athlete.name} has no run and no lift "
                f"from {days_text(window)}."
            )
        sessions = frames.strength_sessions(log, how)
        sessions = sessions[sessions["day"] <= pd.Timestamp(window.last)]
        trends = frames.strength_trends(sessions, how, window)
        trained = frames.within(sessions, window)["exercise_id"]
        return Gathered(
            athlete=athlete,
            window=window,
            made_on=made_on,
            log=log,
            how=how,
            found=frames.within(frames.findings(store, athlete, log), window),
            weeks=frames.weeks(log, window),
            running=_running(store, athlete, log, how, window),
            sessions=sessions,
            trends=trends[trends["exercise_id"].isin(set(trained))],
            volume=(
                None
                if log["lifts"].empty
                else dict(frames.volume_page(log, how, window))
            ),
            now=_following(store, athlete, log, how, window, made_on),
            notes=_notes(store, athlete, window, with_notes),
        )


def days_text(window: Window) -> str:
    """`7 Sep to 29 Nov 2026`."""
    first, last = window.first, window.last
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_text(first)}{year} to {day_text(last)} {last.year}"


def has_something(log: Training, window: Window) -> bool:
    """Whether anything was run or lifted in these days."""
    days = (log[name]["start_local"].dt.date for name in ("runs", "lifts"))
    return any(bool(day.between(window.first, window.last).any()) for day in days)


def _running(
    store: Store, athlete: Athlete, log: Training, how: Profile, window: Window
) -> Running | None:
    if log["runs"].empty:
        return None
    beside = running_frames.beside(store, athlete)
    return running_frames.running(log, how, window, beside)


def _following(
    store: Store,
    athlete: Athlete,
    log: Training,
    how: Profile,
    window: Window,
    today: date,
) -> Following | str | None:
    try:
        kept = plans.kept_plan(store, athlete)
    except NotFound:
        return None
    plan = kept.plan
    if (
        not plan.sessions
        or plan.first_day > window.last
        or plan.last_day < window.first
    ):
        return None
    try:
        return following_frames.following(store, athlete, log, how, kept, today)
    except WrongInput as refusal:
        return f"{plan.name}: {refusal}"


def _notes(
    store: Store, athlete: Athlete, window: Window, is_wanted: bool
) -> pd.DataFrame:
    if not is_wanted:
        return pd.DataFrame(columns=["day", "author", "about", "content"])
    return frames.within(notes.notes(store, athlete.athlete_id), window)
