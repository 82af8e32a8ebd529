"""The Log page: which session it is, the sheet to fill in, and what was saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from runlift import answers
from runlift.charts.theme import Look
from runlift.errors import NotFound
from runlift.frames import Profile, Training, logging
from runlift.frames import plans as plan_frames
from runlift.frames.following import Following
from runlift.frames.logging import Lift
from runlift.model import Athlete
from runlift.program import plan_words
from runlift.ui import (
    ask,
    cached,
    log_saving,
    log_sheet,
    planned,
    records,
    shell,
    show,
)
from runlift.ui.log_saving import Saved
from runlift.ui.log_sheet import Sheet
from runlift.units import day_text

_CHOICE = "session"
_FREE, _AGAIN = "free", "again"
_FREE_TITLE = "Free session"
_MOST_RECORDS = 5


@dataclass(frozen=True)
class Picked:
    """The session that is looked at."""

    choice: str
    lift: Lift | None
    """Of the plan; none for a free session."""
    today: date
    has_today: bool = False
    """Whether anything is planned today."""

    @property
    def is_done(self) -> bool:
        """Whether it is a planned one that is in the log already."""
        return self.lift is not None and self.lift.done_id is not None


def following(athlete: Athlete) -> Following | None:
    """The plan that is followed, if there is one."""
    try:
        kept = plan_frames.kept_plan(ask.store(), athlete)
    except NotFound:
        return None
    today = ask.local_now(athlete).date()
    return cached.following(ask.store(), athlete, kept, today)


def pick(now: Following | None, log: Training, athlete: Athlete) -> Picked:
    """Choose a session: today's first, others of the plan, the last one again, or free."""
    today = ask.local_now(athlete).date()
    lifts = logging.lifts_around(now, today) if now else []
    by_id = {one.planned.planned_id: one for one in lifts}
    options = {name: _label(one, today) for name, one in by_id.items()}
    before = logging.last_session(log)
    if before is not None:
        title = before["title"] or "the last session"
        day = day_text(before["start_local"].date())
        options[_AGAIN] = f"Again: {plan_words.one_line(title)}, {day}"
    options[_FREE] = _FREE_TITLE
    first = logging.first_choice(lifts, today)
    default = first.planned.planned_id if first else _FREE
    if len(options) == 1:
        return Picked(_FREE, None, today)
    choice = ask.one_of("Session", options, _CHOICE, default, is_list=True, width=420)
    has_today = any(one.planned.day == today for one in lifts)
    return Picked(choice, by_id.get(choice), today, has_today)


def answer(
    picked: Picked, now: Following | None, athlete: Athlete, log: Training
) -> str:
    """The page's answer in a sentence."""
    saved = log_saving.saved(athlete, picked.choice, log)
    if saved is not None:
        return answers.session_saved(
            saved.title, saved.sets, saved.exercises, saved.minutes
        )
    if picked.lift is not None:
        return answers.session_to_lift(
            picked.lift.planned, picked.today, picked.is_done, picked.has_today
        )
    if now is None:
        return "You follow no plan. Log what you like, exercise by exercise."
    return answers.next_session(logging.next_lift(now, picked.today), picked.today)


def part(
    picked: Picked,
    now: Following | None,
    athlete: Athlete,
    log: Training,
    how: Profile,
    look: Look,
) -> None:
    """The sheet of a session, or what became of it."""
    key = f"runlift.log.{athlete.athlete_id}.{picked.choice}"
    saved = log_saving.saved(athlete, picked.choice, log)
    if saved is not None:
        _saved(saved, athlete, log, how, look)
        log_sheet.forget(key, saved.token, look)
        return
    if picked.lift is not None and picked.lift.done_id is not None:
        _lifted(picked.lift.done_id, log, how)
        _links()
        log_sheet.forget(key, "sent", look)
        return
    if now is None:
        _without_a_plan()
    last = logging.last_times(log)
    about, title = _about(picked, key, log, how, last)
    if picked.lift is not None:
        _of_plan(picked.lift, picked.today)
    sent = log_sheet.sheet(about, last, how, look, log_saving.refused())
    if sent is not None:
        lift = (now.kept, picked.lift.planned) if now and picked.lift else None
        log_saving.heard(sent, athlete, log, how, picked.choice, title, lift)


def method() -> list[str]:
    """How the page works."""
    return [
        "Weights and repetitions stand there as the plan asks for them, after the "
        "reason of each exercise; without a plan, as you did them last time.",
        "Everything you type is kept in this browser until you finish or discard it, "
        "through reloads, sleep and other pages. Nothing is sent before you finish.",
        "Only ticked sets are saved. They become a session of your log like any imported "
        "one, and can be taken back on the Imports page.",
        "RIR is how many repetitions you had left. A set without it gives a lower bound "
        "of your estimated 1RM.",
        "The rest that is counted is the one of the plan, else the usual one of the "
        "exercise (thresholds, section `rest`).",
    ]


def _about(
    picked: Picked,
    key: str,
    log: Training,
    how: Profile,
    last: Mapping[str, logging.LastTime],
) -> tuple[Sheet, str]:
    """The sheet, and what the session is called."""
    if picked.lift is not None:
        one = picked.lift.planned
        title = plan_words.one_line(one.title) or "Lift"
        todo = logging.of_plan(one, last, how)
        is_past = one.day < picked.today
        minutes = max(1, round(one.hours * 60))
        return (
            Sheet(key, title, todo, False, is_past, one.start, minutes),
            title,
        )
    if picked.choice == _AGAIN:
        before = logging.last_session(log)
        assert before is not None
        title = plan_words.one_line(before["title"] or _FREE_TITLE)
        todo = logging.again(log, before["session_id"], last, how)
        return Sheet(key, title, todo, is_free=True), title
    return Sheet(key, _FREE_TITLE, [], is_free=True), _FREE_TITLE


def _label(one: Lift, today: date) -> str:
    session = one.planned
    named = {
        today: "Today",
        today + timedelta(days=1): "Tomorrow",
        today - timedelta(days=1): "Yesterday",
    }
    day = named.get(session.day, day_text(session.day, weekday=True))
    state = " (done)" if one.done_id else ""
    return f"{day}: {plan_words.heading(session)}{state}"


def _of_plan(lift: Lift, today: date) -> None:
    """What the plan says of the session as a whole."""
    one = lift.planned
    said = [
        planned.when(one),
        f"about {plan_words.lasting(one.hours)}",
        plan_words.CHANGES.get(one.change, ""),
        plan_words.one_line(one.note),
    ]
    st.caption(show.plain(" · ".join(part for part in said if part)))
    if one.day < today:
        st.caption("It is written down for that day. Press Start if you lift it now.")
    planned.completion([one])


def _without_a_plan() -> None:
    st.markdown(
        "With a plan, today's session stands here with its loads and the reason for "
        "each. Until then, add what you do; your last sets are filled in."
    )
    if shell.has("builder"):
        shell.link("builder", "Build a plan")


def _saved(
    saved: Saved, athlete: Athlete, log: Training, how: Profile, look: Look
) -> None:
    """What was saved, what it beat, and where to go from here."""
    _lifted(saved.session_id, log, how)
    found = cached.records(ask.store(), athlete)
    broken = found[found["session_id"] == saved.session_id].to_dict("records")
    if broken:
        st.subheader("Records")
        for one in broken[:_MOST_RECORDS]:
            st.markdown(f"- {show.plain(records.told(one, look.weight_unit))}")
    _links(is_new=True)
    if st.button("Log another session", key="log_another"):
        log_saving.another()
        st.query_params[_CHOICE] = _FREE
        st.rerun()


def _lifted(session_id: str, log: Training, how: Profile) -> None:
    """The sets of a logged session, one line an exercise."""
    counted = logging.counted_as(log, session_id) or session_id
    for name, warm, work in logging.lifted(log, counted):
        parts = [
            f"{said}{log_sheet.sets_text(sets, how.weight_unit)}"
            for said, sets in (("warm-up ", warm), ("", work))
            if sets
        ]
        st.markdown(f"**{show.plain(name)}**  \n{show.plain('; '.join(parts))}")
    st.caption(f"Weights in {how.weight_unit}.")


def _links(*, is_new: bool = False) -> None:
    with st.container(horizontal=True):
        shell.link("strength", "See your strength")
        if shell.has("calendar"):
            shell.link("calendar", "See the calendar")
        if is_new:
            shell.link("imports", "Take it back in Imports")
