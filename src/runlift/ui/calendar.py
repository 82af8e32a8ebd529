"""The calendar's parts: the board, what comes next, moving it, planned against done."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts import plan_load, week_board
from runlift.charts.theme import Look
from runlift.frames import Profile, Training
from runlift.frames import plans as plan_frames
from runlift.frames.following import Following
from runlift.model import Athlete, Window
from runlift.program import plan_words
from runlift.program.plan import Plan, PlannedSession
from runlift.program.plan_frames import exercise_frame, session_frame
from runlift.store import plans as stored
from runlift.ui import ask, planned, planned_weeks, shell, show
from runlift.ui.severity import mark
from runlift.units import day_text, load_text

_WEEKS = 4
"""Weeks of the board at a time."""
_SOON = 8
"""Coming sessions that are listed; the board has them all."""


def figures(now: Following, found: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Done against planned so far, what comes next, what the rules say."""
    status = now.matched
    past = status[status["status"].isin(["done", "moved", "missed"])]
    lifts, runs = (past[past["kind"] == kind] for kind in ("lift", "run"))
    done = past["done_id"].notna()
    conflicts = int((found["severity"] == "conflict").sum())
    cautions = int((found["severity"] == "caution").sum())
    following = next((one for one in now.coming if one.is_lift), None)
    return [
        *(
            (
                f"{name} done",
                f"{int(done[rows.index].sum())} of {len(rows)}" if len(rows) else "–",
                "that were due so far" if len(rows) else "nothing was due yet",
            )
            for name, rows in (("Lifts", lifts), ("Runs", runs))
        ),
        (
            "Next lift",
            day_text(following.day, weekday=True) if following else "–",
            following.title if following else "none is left",
        ),
        ("Conflicts ahead", f"{conflicts}", answers.counted(cautions, "caution")),
    ]


def board(
    log: Training,
    now: Following,
    how: Profile,
    athlete: Athlete,
    moment: datetime,
    look: Look,
) -> pd.DataFrame:
    """The weeks around today with everything done and planned; what the rules say."""
    plan = now.plan
    first = plan.first_day
    weeks = (plan.last_day - first).days // 7 + 1
    pages = max(-(-weeks // _WEEKS), 1)
    today = min(max((moment.date() - first).days // 7, 0), weeks - 1)
    place = today // _WEEKS
    if pages > 1:
        place = int(st.pagination(pages, default=place + 1, key="calendar_page") or 1) - 1  # fmt: skip
    begin = first + timedelta(weeks=place * _WEEKS)
    last = min(begin + timedelta(weeks=_WEEKS, days=-1), plan.last_day)
    coming = {one.planned_id for one in now.coming}
    left = tuple(one for one in plan.sessions if one.planned_id in coming)
    frames, found = plan_frames.calendar(
        log, replace(plan, sessions=left), how, athlete, moment, Window(begin, last)
    )
    with st.container(key="board"):
        show.chart(week_board, look, "calendar_board", **frames)
    return found


def coming(
    log: Training,
    now: Following,
    found: pd.DataFrame,
    how: Profile,
    athlete: Athlete,
    moment: datetime,
) -> None:
    """The next sessions with all they ask for, each of which can be moved or left out."""
    st.subheader("What comes next")
    sessions = [one for one in now.coming if one.is_lift or one.run_class != "easy"]
    if not sessions:
        st.markdown("Nothing is left of this plan.")
        shell.link("builder", "Build the next one")
        return
    for one in sessions[:_SOON]:
        with st.container(border=True, key=f"coming_{one.planned_id}"):
            said, ways = st.columns([5, 2], vertical_alignment="center")
            said.markdown(planned.heading(one))
            for text in _said_of(one, found):
                said.markdown(text)
            with ways.container(horizontal=True, horizontal_alignment="right"):
                if one.is_lift:
                    shell.link("log", "Do it now", session=one.planned_id)
                with st.popover("Move"):
                    _move(log, now, one, how, athlete, moment)
                st.button(
                    "Leave out",
                    key=f"skip_{one.planned_id}",
                    on_click=_store,
                    args=(athlete, now.plan, replace(one, status="skipped")),
                )
            if one.is_lift:
                with st.expander("Exercises, loads and why"):
                    planned.table(
                        one, how.exercises, how.weight_unit, f"next_{one.planned_id}"
                    )
    planned.completion(sessions[:_SOON])


def _said_of(one: PlannedSession, found: pd.DataFrame) -> list[str]:
    """What the rules say of a session, as Markdown."""
    mine = found[
        (found["lift_session_id"] == one.planned_id)
        | (found["run_id"] == one.planned_id)
    ]
    telling = mine[mine["severity"].isin(["conflict", "caution"])]
    said = []
    for row in telling.to_dict("records"):
        text = f"{mark(row['severity'])} {show.plain(row['reasons'][0])}"
        if row["fixes"]:
            text += (
                f"  \n:material/arrow_forward: {show.plain(row['fixes'][0]['text'])}"
            )
        said.append(text)
    return said


def _move(
    log: Training,
    now: Following,
    one: PlannedSession,
    how: Profile,
    athlete: Athlete,
    moment: datetime,
) -> None:
    """A new day and hour, with what the rules would say of it before it is kept."""
    key = one.planned_id
    day = st.date_input(
        "Day",
        one.day,
        min_value=min(one.day, moment.date()),
        key=f"day_{key}",
        format="DD/MM/YYYY",
    )
    at = st.time_input("Hour", one.start.time(), key=f"hour_{key}")
    if not isinstance(day, date):
        return
    changed = replace(one, day=day, start_h=at.hour + at.minute / 60)
    if (one.day, one.start.time()) == (day, at):
        st.caption("Choose another day or hour to see what the rules say of it.")
        return
    there = now.plan.with_session(changed)
    kept = {session.planned_id for session in now.coming}
    left = tuple(session for session in there.sessions if session.planned_id in kept)
    found = plan_frames.plan_findings(
        log, replace(there, sessions=left), how, athlete, moment
    )
    said = _said_of(changed, found)
    if changed.start < moment:
        said = ["That hour is over: what was done by then is looked for in your log."]
    if changed.is_lift and any(
        other.is_lift and other.day == day and other.planned_id != key
        for other in now.coming
    ):
        said.append(f"{mark('caution')} There is another lift on that day.")
    for text in said or [f"{mark('ok')} Nothing speaks against it."]:
        st.markdown(text)
    st.button(
        f"Move to {day_text(day, weekday=True)} {at:%H:%M}",
        type="primary",
        key=f"move_{key}",
        on_click=_store,
        args=(athlete, now.plan, changed),
    )


def _store(athlete: Athlete, plan: Plan, changed: PlannedSession) -> None:
    """Keep one changed session; its exercises stay as they were built."""
    stored.change(
        ask.store(),
        athlete.athlete_id,
        plan.plan_id,
        session_frame((changed,)),
        exercise_frame(()),
        ask.now(),
    )


def left_out(now: Following, athlete: Athlete) -> None:
    """Sessions that were left out, to be taken back."""
    skipped = [one for one in now.plan.sessions if one.status == "skipped"]
    if not skipped:
        return
    with st.expander(f"Left out: {len(skipped)}"):
        for one in skipped:
            st.button(
                show.plain(
                    f"Take back {planned.when(one)} {plan_words.one_line(one.title)}"
                ),
                key=f"back_{one.planned_id}",
                on_click=_store,
                args=(athlete, now.plan, replace(one, status="planned")),
            )


def targets(now: Following, how: Profile) -> None:
    """The next load of each exercise, and why."""
    if not now.targets:
        return
    st.subheader("Next loads, and why")
    frame = pd.DataFrame(
        [
            (
                plan_words.name(one.exercise_id, how.exercises),
                pd.Timestamp(one.day),
                plan_words.each(replace(one.asked, reps=one.next.reps)),
                ""
                if one.next.load_kg is None
                else load_text(one.next.load_kg, how.weight_unit),
                one.next.reason,
                one.next.note,
            )
            for one in now.targets
        ],
        columns=["exercise", "day", "each", "load", "why", "note"],
    )
    show.table(
        frame,
        {
            "exercise": "Exercise",
            "day": st.column_config.DateColumn("On", format="D MMM"),
            "each": "Each set",
            "load": "Load",
            "why": "Why",
            "note": "Consider",
        },
        "next_targets",
        alt="The next load of each exercise with the reason.",
    )


def against(now: Following, how: Profile, look: Look) -> None:
    """Planned against done, week by week and exercise by exercise."""
    weeks = now.weeks.merge(now.conflicts, on="week", how="left")
    happened = weeks[["lifts_done", "runs_done", "lifts_missed", "runs_missed"]]
    begun = weeks[happened.sum(axis=1) > 0]
    if begun.empty:
        return
    st.subheader("Planned and done")
    done = now.matched.loc[now.matched["done_id"].notna(), "planned_id"]
    loads = plan_frames.plan_loads(now.plan, how, done.tolist())
    show.chart(plan_load, look, "plan_load", **loads)
    planned_weeks.table(begun, "plan_adherence")
    if now.exercises.empty:
        return
    number = st.column_config.NumberColumn
    with st.expander("Exercise by exercise"):
        rows = now.exercises.assign(
            name=[
                plan_words.name(one, how.exercises)
                for one in now.exercises["exercise_id"]
            ],
            planned=[
                "" if load != load else load_text(load, how.weight_unit)
                for load in now.exercises["load_planned_kg"]
            ],
            done=[
                "" if load != load else load_text(load, how.weight_unit)
                for load in now.exercises["load_done_kg"]
            ],
        ).sort_values(["day", "place"], ascending=[False, True])
        show.table(
            rows,
            {
                "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
                "name": "Exercise",
                "sets_planned": number("Sets planned", format="%d"),
                "sets_done": number("Sets done", format="%d"),
                "reps_done": number("Repetitions done", format="%.1f"),
                "planned": "Load planned",
                "done": "Load done",
            },
            "plan_exercises",
            alt="Every exercise of the sessions that took place, planned and done.",
            height=380,
        )
