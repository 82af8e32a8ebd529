"""Which lifts sat too close to which runs, week by week, at the hour they happened?"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from runlift.charts import board_bars, board_links, board_rows, sheet
from runlift.charts.board_links import Link
from runlift.charts.board_rows import WEEK_H, Board, Mark, Row
from runlift.charts.theme import PLAIN, Look
from runlift.units import MONTHS

NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activities": (
            "week",
            "day_no",
            "start_h",
            "length_h",
            "kind",
            "look_class",
            "label",
            "hover",
            "is_planned",
            "activity_id",
        ),
        "links": (
            "week_from",
            "day_from",
            "hour_from",
            "week_to",
            "day_to",
            "hour_to",
            "severity",
            "hours",
            "is_time_assumed",
            "finding_id",
        ),
        "weeks": ("week", "label", "sub"),
        "marks": ("week", "hour_of_week", "label"),
    }
)
"""A row of `weeks` is a row of the board; `week` is its Monday. The newest comes first,
but weeks in ascending order are a calendar: it looks forward, from top to bottom.

`start_h` is missing where the clock time is unknown. `hover` is plain text without day
and time, which the chart adds; its first line becomes the heading. What is planned is
an outline until it is done. A link leaves where the earlier session ends and arrives
where the later one starts, so that its arc is as long as the hours it counts. `marks`
points out moments, such as now. What is clicked carries `customdata`: the id, then
`activity` or `finding`.
"""

MAX_WEEKS = 104

_HEAD = 30
"""Room above the board for one line of legend; a second one makes its own."""


def figure(
    look: Look,
    *,
    activities: pd.DataFrame,
    links: pd.DataFrame,
    weeks: pd.DataFrame,
    marks: pd.DataFrame,
) -> go.Figure:
    """Weeks down, hours across; an arc joins a lift to the run it is too close to."""
    shown = shown_weeks(weeks)
    if shown.empty:
        return sheet.nothing(look)
    drawn = board_links.read(links)
    board = placed(shown, activities, drawn, marks)
    traces = [
        board_bars.bands(look, board),
        board_bars.day_edges(look, board),
        *board_bars.bars(look, board, activities),
        board_bars.marks(look, board),
        *board_links.arcs(look, board, drawn),
        board_links.edges(look, board, drawn),
        board_bars.words(look, board),
        board_links.names(look, board, drawn),
    ]
    ticks = [(row.bar_top + row.bar_bottom) / 2 for row in board.rows]
    return sheet.draw(
        look,
        [trace for trace in traces if trace],
        height=board.height + _HEAD + 8,
        margin={"l": 0, "r": 10, "t": _HEAD, "b": 8, "pad": 8},
        barmode="overlay",
        showlegend=True,
        legend=sheet.legend(look, traceorder="normal"),
        xaxis=sheet.axis(look, range=[0, WEEK_H], tickvals=[], showticklabels=False),
        yaxis=sheet.axis(
            look,
            range=[board.height, 0],
            tickmode="array",
            tickvals=[*ticks, *(y for _, y in board.strips)],
            ticktext=[
                *(
                    f"<b>{sheet.safe(label, 16)}</b><br>{sheet.safe(sub, 16)}"
                    for label, sub in zip(shown["label"], shown["sub"], strict=True)
                ),
                *(
                    f"<b>{MONTHS[day.month - 1]} {day.year}</b>"
                    for day, _ in board.strips
                ),
            ],
            tickfont={"color": look.colour("ink"), "size": sheet.SMALL},
        ),
    )


def describe(
    look: Look = PLAIN,
    *,
    activities: pd.DataFrame,
    links: pd.DataFrame,
    weeks: pd.DataFrame,
    marks: pd.DataFrame,
) -> str:
    """How many conflicts and cautions in how many weeks, and the closest of them."""
    del look, marks
    shown = shown_weeks(weeks)
    if shown.empty:
        return "No weeks to show yet."
    inside = activities[activities["week"].isin(shown["week"])]
    near = links[
        links["week_from"].isin(shown["week"]) | links["week_to"].isin(shown["week"])
    ]
    conflicts = near[near["severity"] == "conflict"]
    cautions = near[near["severity"] == "caution"]
    planned = int(sheet.flags(inside["is_planned"]).sum())
    said = (
        f"{sheet.count_text(len(shown), 'week')} with "
        f"{sheet.count_text(int((inside['kind'] == 'run').sum()), 'run')} and "
        f"{sheet.count_text(int((inside['kind'] == 'lift').sum()), 'lift')}"
        f"{f', {planned} of them planned' if planned else ''}: "
        f"{sheet.count_text(len(conflicts), 'conflict')} and "
        f"{sheet.count_text(len(cautions), 'caution')}."
    )
    worst = conflicts if len(conflicts) else cautions
    if worst["hours"].notna().any():
        row = worst.loc[worst["hours"].idxmin()]
        said += f" The closest: {row['hours']:.0f} h, {board_links.between(dict(row))}."
    return said


def example() -> dict[str, pd.DataFrame]:
    """Two weeks: a conflict to come, a caution across Sunday night, an unknown time."""
    older, newer = pd.Timestamp("2026-10-26"), pd.Timestamp("2026-11-02")
    activities = [
        (newer, 0, 6.5, 1.0, "run", "key", "6x800", "6x800: 12.0 km\n6 fast laps"),
        (newer, 2, 18.0, 1.0, "lift", "upper", "upper", "Push: 14 sets\nleg load 0.0"),
        (newer, 2, 18.5, 0.7, "run", "easy", "8 km", "Easy: 8.0 km in 42:00"),
        (newer, 4, 7.0, 0.8, "run", "easy", "8 km", "Easy: 8.0 km"),
        (newer, 5, 16.5, 1.0, "lift", "legs", "legs", "Legs: 15 sets\nleg load 13.2"),
        (newer, 6, 8.5, 2.3, "run", "long", "26 km", "Long: 26.0 km"),
        (older, 3, None, None, "lift", "upper", "upper", "Pull: 9 sets\nleg load 0.0"),
        (older, 6, 17.0, 1.0, "lift", "legs", "legs", "Legs: 12 sets\nleg load 11.0"),
    ]
    links = [
        (newer, 5, 17.5, newer, 6, 8.5, "conflict", 15.0, False, "f1"),
        (older, 6, 18.0, newer, 0, 6.5, "caution", 12.5, True, "f2"),
    ]
    return {
        "activities": pd.DataFrame(
            [
                (*row, row[0] == newer and row[1] > 3, f"a{i}")
                for i, row in enumerate(activities)
            ],
            columns=list(NEEDS["activities"]),
        ),
        "links": pd.DataFrame(links, columns=list(NEEDS["links"])),
        "weeks": pd.DataFrame(
            [(newer, "2 Nov", "20 km"), (older, "26 Oct", "0 km")],
            columns=list(NEEDS["weeks"]),
        ),
        "marks": pd.DataFrame([(newer, 87.5, "now")], columns=list(NEEDS["marks"])),
    }


def shown_weeks(weeks: pd.DataFrame) -> pd.DataFrame:
    """The rows of the board from top to bottom."""
    known = weeks[weeks["week"].notna()].drop_duplicates("week")
    if len(known) > 1 and known["week"].is_monotonic_increasing:
        return known.head(MAX_WEEKS)
    return known.sort_values("week", ascending=False).head(MAX_WEEKS)


def placed(
    shown: pd.DataFrame,
    activities: pd.DataFrame,
    links: list[Link],
    marks: pd.DataFrame,
) -> Board:
    """Everything placed, whoever draws it.

    Args:
        shown: rows of the board, as `shown_weeks` returns them.
        activities: as in `NEEDS`.
        links: as `board_links.read` returns them.
        marks: as in `NEEDS`.
    """
    order = {week: place for place, week in enumerate(shown["week"])}
    board = Board(rows=[Row(week) for week in shown["week"]])
    board.blocks = board_rows.blocks(
        activities["week"].map(order).fillna(-1).to_numpy(dtype=np.intp),
        sheet.numbers(activities["day_no"]),
        sheet.numbers(activities["start_h"]),
        sheet.numbers(activities["length_h"]),
        [sheet.short(label, 14) for label in activities["label"]],
        activities["look_class"].tolist(),
    )
    known = marks[
        marks["week"].isin(shown["week"]) & marks["hour_of_week"].between(0, WEEK_H)
    ]
    board.marks = [
        Mark(order[week], float(hour), sheet.short(label, 14))
        for week, hour, label in zip(
            known["week"], known["hour_of_week"], known["label"], strict=True
        )
    ]
    for place, link in enumerate(links):
        board.arcs += board_rows.arcs(
            place,
            order.get(link["week_from"], -1),
            link["x_from"],
            order.get(link["week_to"], -1),
            link["x_to"],
            board_links.label(link),
        )
    board_rows.set_lanes(board)
    board_rows.set_labels(board)
    board_rows.set_levels(board)
    board_rows.stack(board)
    return board
