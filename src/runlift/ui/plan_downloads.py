"""The ways a plan leaves the app, and how one comes back."""

from collections.abc import Callable, Mapping
from datetime import UTC

import pandas as pd
import streamlit as st

from runlift.errors import DataFileError, WrongInput
from runlift.frames import Profile
from runlift.frames import plans as plan_frames
from runlift.model import Athlete
from runlift.program import (
    liftoscript,
    plan_calendar,
    plan_json,
    plan_pdf,
    plan_sheet,
    plan_table,
    plan_text,
)
from runlift.program.plan import Plan
from runlift.program.plan_weeks import Paper
from runlift.ui import ask, show

_PAPERS: Mapping[Paper, str] = {"a4": "A4", "letter": "Letter"}
_REMINDERS = {0: "No reminder", 30: "30 minutes before", 60: "An hour before", 120: "Two hours before"}  # fmt: skip


def part(
    plan: Plan,
    athlete: Athlete,
    how: Profile,
    found: pd.DataFrame,
    *,
    version: int = 1,
    key: str = "plan",
) -> None:
    """Every download of a plan.

    Args:
        plan: as it is followed, or as it would be.
        athlete: for the zone of the calendar.
        how: exercises and unit.
        found: what the rules say of it, for the week sheets.
        version: rises with every change, so that calendars update what they have.
        key: of the widgets.
    """
    with st.expander("Take it with you", icon=":material/download:"):
        st.caption(
            "A calendar that you import again updates its events: moved sessions move. "
            "The text and the JSON file can be read back, by you or by somebody you "
            "share them with."
        )
        reminder = st.selectbox(
            "Reminder in the calendar",
            list(_REMINDERS),
            format_func=_REMINDERS.__getitem__,
            index=2,
            key=f"{key}_reminder",
            width=220,
        )
        paper = st.segmented_control(
            "Paper",
            list(_PAPERS),
            default="a4",
            required=True,
            key=f"{key}_paper",
            format_func=_PAPERS.__getitem__,
        )
        name = _file_name(plan)
        exercises, unit, zone = how.exercises, how.weight_unit, athlete.timezone
        stamp, lines = ask.now().replace(tzinfo=UTC), _lines(plan, found)
        ways: dict[str, tuple[str, str, Callable[[], str | bytes]]] = {
            "Calendar (ICS)": (
                f"{name}.ics",
                "text/calendar",
                lambda: plan_calendar.to_calendar(
                    plan,
                    exercises,
                    unit=unit,
                    stamp=stamp,
                    version=version,
                    zone=zone,
                    reminder_min=reminder or None,
                ),
            ),
            "Week sheets (PDF)": (
                f"{name}.pdf",
                "application/pdf",
                lambda: plan_pdf.to_pdf(
                    plan,
                    exercises,
                    unit=unit,
                    stamp=stamp,
                    paper=paper or "a4",
                    lines=lines,
                ),
            ),
            "Week sheets (HTML)": (
                f"{name}.html",
                "text/html",
                lambda: plan_sheet.to_html(
                    plan, exercises, unit=unit, paper=paper or "a4", lines=lines
                ),
            ),
            "Text": (
                f"{name}.txt",
                "text/plain",
                lambda: plan_text.to_text(plan, exercises),
            ),
            "Table (CSV)": (
                f"{name}.csv",
                "text/csv",
                lambda: plan_table.to_csv(plan, exercises, unit),
            ),
            "JSON": (
                f"{name}.json",
                "application/json",
                lambda: plan_json.to_json(plan),
            ),
            "Liftosaur": (
                f"{name}.liftoscript.txt",
                "text/plain",
                lambda: liftoscript.to_liftoscript(plan, exercises, unit),
            ),
        }
        with st.container(horizontal=True):
            for label, (file, mime, content) in ways.items():
                st.download_button(
                    label,
                    content,
                    file,
                    mime,
                    on_click="ignore",
                    key=f"{key}_{label}",
                )


def read(content: bytes, file: str, how: Profile) -> Plan | None:
    """A plan from a file that somebody shared; says what is wrong where it is none."""
    try:
        text = content.decode("utf-8-sig")
        is_json = text.lstrip().startswith("{")
        reader = plan_json.from_json if is_json else plan_text.from_text
        return plan_frames.readable(reader(text, file, how.exercises))
    except UnicodeDecodeError:
        st.error(f"{show.plain(file)} is no text; save it as UTF-8.")
    except (DataFileError, WrongInput) as refusal:
        st.error(show.plain(str(refusal)))
    return None


def _lines(plan: Plan, found: pd.DataFrame) -> dict[int, list[str]]:
    """Conflicts and cautions of each week, in words."""
    told: dict[int, list[str]] = {}
    telling = found[found["severity"].isin(["conflict", "caution"])]
    for row in telling.sort_values("day").to_dict("records"):
        week = (row["day"].date() - plan.first_day).days // 7 + 1
        told.setdefault(week, []).append(f"{row['severity']}: {row['reasons'][0]}")
    return told


def _file_name(plan: Plan) -> str:
    kept = "".join(one if one.isalnum() else "-" for one in plan.name.lower())
    return "-".join(part for part in kept.split("-") if part)[:40] or "plan"
