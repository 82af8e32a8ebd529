"""The builder's week: the usual runs, open to correction, and the best places to lift."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts import placement_week
from runlift.charts.theme import Look
from runlift.frames import plans as plan_frames
from runlift.model import Athlete
from runlift.program.choices import Choices
from runlift.program.guide_rules import guide_rules
from runlift.program.placement import Placement
from runlift.program.placing import lift_name
from runlift.program.rules import every_rule
from runlift.program.week import DAYS, SLOTS, Line, Slot, WeekRun
from runlift.ui import show

RUN_CLASSES = ("easy", "steady", "key", "long", "long + key")
_ANYWHERE = "wherever is best"
_ICONS = {"conflict": "✕", "caution": "▲", "info": "i", "ok": "·"}


def running_week(athlete: Athlete, usual: pd.DataFrame) -> tuple[WeekRun, ...]:
    """The runs of a usual week: as the log has them, until she corrects them."""
    st.subheader("Your running week")
    if usual.empty:
        st.caption("No usual week was found in your log: type it in.")
    else:
        weeks = int(usual["of_weeks"].max())
        st.caption(
            f"Found in the {answers.counted(weeks, 'week')} with runs of the last "
            "eight. Correct it where the coming weeks are different."
        )
    edited = st.data_editor(
        _editable(usual),
        column_config={
            "day": st.column_config.SelectboxColumn(
                "Day", options=list(DAYS), required=True
            ),
            "at": st.column_config.TimeColumn("At", format="HH:mm", required=True),
            "run_class": st.column_config.SelectboxColumn(
                "Kind", options=list(RUN_CLASSES), required=True, default="easy"
            ),
            "minutes": st.column_config.NumberColumn(
                "Minutes",
                min_value=10,
                max_value=600,
                step=5,
                required=True,
                default=45,
            ),
        },
        num_rows="dynamic",
        hide_index=True,
        key=f"plan_runs_{athlete.athlete_id}",
    )
    return read_runs(edited)


def _editable(usual: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "day": [DAYS[int(one)] for one in usual["day"]],
            # A time of day alone has no type of its own in an empty frame.
            "at": pd.to_timedelta(usual["start_h"].astype(float), unit="h")
            + pd.Timestamp(0),
            "run_class": usual["run_class"].astype("str").to_numpy(),
            "minutes": [5 * round(60 * float(one) / 5) for one in usual["hours"]],
        }
    ).astype(
        {
            "day": "str",
            "at": "datetime64[us]",
            "run_class": "str",
            "minutes": "float64",
        }
    )


def read_runs(edited: pd.DataFrame) -> tuple[WeekRun, ...]:
    """The runs that were typed; rows that are not finished are no runs yet."""
    found = []
    for one in edited.to_dict("records"):
        if one["day"] not in DAYS or one["run_class"] not in RUN_CLASSES:
            continue
        if pd.isna(one["at"]) or pd.isna(one["minutes"]):
            continue
        hour = one["at"].hour + one["at"].minute / 60
        start = 24.0 * DAYS.index(one["day"]) + hour
        found.append(WeekRun(start, float(one["minutes"]) / 60, one["run_class"]))
    return tuple(sorted(found, key=lambda run: run.start))


def pins(choices: Choices) -> Choices:
    """Lifts that stay where she wants them."""
    slots = {
        str(Slot(day, name)): Slot(day, name) for day in range(7) for name in SLOTS
    }
    found = {}
    with st.container(horizontal=True):
        for at in range(choices.days):
            name = lift_name(at)
            picked = st.selectbox(
                f"{name} goes",
                [_ANYWHERE, *slots],
                key=f"plan_pin_{at}",
                width=190,
            )
            if picked in slots:
                found[name] = slots[picked]
    return replace(choices, pins=found)


def placements(found: plan_frames.Placed, look: Look) -> Placement | None:
    """The best placements side by side; which one is to be used."""
    if not found.best:
        show.too_little("There is no place for every lift.", " ".join(found.advice))
        return None
    columns = st.columns(len(found.best), border=True)
    for at, (column, one) in enumerate(zip(columns, found.best, strict=True)):
        with column:
            st.markdown(f"**{'Best' if at == 0 else f'{at + 1}.'}** {_verdict(one)}")
            show.chart(
                placement_week, look, f"placement_{at}", **_week_frames(found, one)
            )
            with st.expander("Why there, and what it costs"):
                st.markdown("\n".join(_lines(one)))
    for text in found.advice:
        st.markdown(f":material/lightbulb: {show.plain(text)}")
    picked = 0
    if len(found.best) > 1:
        picked = int(
            st.segmented_control(
                "Use",
                list(range(len(found.best))),
                default=0,
                required=True,
                format_func=lambda at: ("The best", "The second", "The third")[at],
                key="plan_place",
            )
            or 0
        )
    return found.best[min(picked, len(found.best) - 1)]


def _verdict(one: Placement) -> str:
    parts = [
        answers.counted(count, word)
        for count, word in ((one.conflicts, "conflict"), (one.cautions, "caution"))
    ]
    return f"{', '.join(parts)}; cost {one.cost:.1f}"


def _lines(one: Placement) -> list[str]:
    said = [
        f"- **{line.cost:.1f}** {_ICONS[line.severity]} {show.plain(line.text)}{_rule(line)}"
        for line in sorted(one.lines, key=lambda line: -line.cost)
    ]
    return said or ["- Nothing speaks against it."]


def _rule(line: Line) -> str:
    """The rule behind a line: the guide's, where it is one of the guide's."""
    if line.guide:
        text = f"{line.guide}: {guide_rules()[line.guide].text}"
    else:
        text = every_rule()[line.rule].advice
    return f"  \n  *{show.plain(text)}*"


def _week_frames(found: plan_frames.Placed, one: Placement) -> dict[str, pd.DataFrame]:
    """The frames of `placement_week`."""
    week = found.week
    worst = {lift.lift.name: _worst(lift.lift.name, one) for lift in one.lifts}
    return {
        "runs": pd.DataFrame(
            [(run.day, run.slot.name, run.run_class) for run in week.runs],
            columns=["day", "slot", "run_class"],
        ),
        "lifts": pd.DataFrame(
            [
                (
                    at.slot.day,
                    at.slot.name,
                    at.lift.name,
                    at.lift.lift_class,
                    worst[at.lift.name],
                )
                for at in one.lifts
            ],
            columns=["day", "slot", "name", "lift_class", "severity"],
        ),
        "closed": pd.DataFrame(
            [(slot.day, slot.name) for slot in sorted(week.closed)],
            columns=["day", "slot"],
        ),
    }


def _worst(name: str, one: Placement) -> str:
    said = {line.severity for line in one.lines if name in line.about}
    return next((kind for kind in ("conflict", "caution") if kind in said), "ok")
