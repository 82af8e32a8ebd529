"""The board, running, strength and volume of a report."""

from collections.abc import Hashable, Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from runlift import answers, frames
from runlift.charts.theme import Look
from runlift.frames.running import Running
from runlift.model import Window
from runlift.report import (
    board_picture,
    figures,
    running_picture,
    strength_picture,
    volume_picture,
)
from runlift.report.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
)
from runlift.report.gathering import Gathered
from runlift.science.fitness import CriticalSpeed
from runlift.transforms.weekly_volume import UNMAPPED
from runlift.units import day_text, distance_out, load_out, pace_text

WIDTH = 184.0
"""Of a picture: what A4 has between its margins, and the wider Letter as well."""
_BOARD_WEEKS, _BOARDS = 14, 2
_TRENDS, _WEEKS = 16, 26


def look(all_: Gathered) -> Look:
    """On paper, in the athlete's units."""
    return Look(False, all_.how.weight_unit, all_.how.distance_unit)


def board(all_: Gathered) -> Section:
    """Weeks as rows, the newest first, half a year at most."""
    window = all_.window
    monday = window.last - timedelta(days=window.last.weekday())
    blocks: list[Block] = []
    until = window.last
    for _ in range(_BOARDS):
        first = max(monday - timedelta(weeks=_BOARD_WEEKS - 1), window.first)
        part = frames.board(all_.log, all_.how, Window(first, until))
        blocks.append(Picture(board_picture.picture(part, WIDTH)))
        monday -= timedelta(weeks=_BOARD_WEEKS)
        until = monday + timedelta(days=6)
        if until < window.first:
            break
    else:
        weeks = _BOARDS * _BOARD_WEEKS
        blocks.append(Paragraph(f"The newest {weeks} weeks are shown.", "small"))
    blocks.append(
        Paragraph(
            "Each row is a week from Monday. An arc leaves where the first of two ends "
            "and arrives where the other begins; the hours are those between them"
            + (", ~ where a clock time is not known." if _is_assumed(all_) else "."),
            "small",
        )
    )
    return Section("Week by week, hour by hour", blocks)


def _is_assumed(all_: Gathered) -> bool:
    return bool(all_.found["time_assumed"].any())


def running(all_: Gathered) -> Section:
    """Weeks against the usual, bests, VDOT, race times; or why there are none."""
    page = all_.running
    if page is None or not page.totals["runs"].iloc[0]:
        missing = "in this log" if page is None else "in these days"
        return Section("Running", [Paragraph(f"There is no run {missing}.")])
    how, look_ = all_.how, look(all_)
    weeks = page.weeks
    back = how.policy.number("running.usual_weeks")
    blocks: list[Block] = [
        Picture(
            running_picture.picture(weeks, look_, WIDTH),
            f"Distance a week in {look_.distance_unit}, before the range and the median "
            f"of the {back:g} weeks before each."
            + _only(len(weeks), running_picture.MOST),
        ),
        Heading("Best efforts"),
        *_bests(page, all_),
        Heading("What they are worth"),
        Paragraph(_vdot(page)),
        Paragraph(_critical(page.critical, all_)),
        *_races(page, all_),
    ]
    return Section("Running", blocks)


def _only(weeks: int, most: int) -> str:
    return f" The newest {most} of {weeks} weeks are drawn." if weeks > most else ""


def _bests(page: Running, all_: Gathered) -> list[Block]:
    if page.bests.empty:
        return [
            Paragraph(
                "No effort over 1 km or more is known. Recordings have them; a run over "
                "just the distance will do as well."
            )
        ]
    unit = all_.how.distance_unit
    rows = [
        (
            figures.far(one["distance_m"]),
            figures.time(one["seconds"]) + ("*" if one["is_whole_run"] else ""),
            pace_text(one["distance_m"] / one["seconds"], unit),
            figures.day(one["day"]),
            figures.time(one["window_s"]) + ("*" if one["window_is_whole_run"] is True else ""),
            figures.day(one["window_day"]),
        )
        for one in page.bests.to_dict("records")
    ]  # fmt: skip
    found: list[Block] = [
        Table(
            [
                Column("Distance", 0.2),
                Column("Ever", 0.14, True),
                Column("Pace", 0.15, True),
                Column("On", 0.18, True),
                Column("In these days", 0.15, True),
                Column("On", 0.18, True),
            ],
            rows,
        )
    ]
    if any("*" in "".join(row) for row in rows):
        found.append(
            Paragraph("* A whole run; unless it was all-out, some of it may have been faster.", "small")
        )  # fmt: skip
    return found


def _vdot(page: Running) -> str:
    one = page.fitness
    if isinstance(one, str):
        return one
    said = f"VDOT {one.vdot:.1f}, from {figures.effort(one)}."
    if one.terrain in ("hilly", "mountain"):
        said += " Hills cost time, so that it is at least that."
    return said


def _critical(found: CriticalSpeed | str, all_: Gathered) -> str:
    if isinstance(found, str):
        return found
    return (
        f"Critical speed {pace_text(found.speed_m_per_s, all_.how.distance_unit)}, with "
        f"a reserve of {found.reserve_m:.0f} m, from the best of {found.efforts} "
        "distances. Training bests underestimate it: few of them were all-out."
    )


def _races(page: Running, all_: Gathered) -> list[Block]:
    if isinstance(page.race, str):
        return [Paragraph(page.race)]
    unit = all_.how.distance_unit
    told = Paragraph(f"As ranges, from {figures.effort(page.race)}:")
    if page.equivalents.empty:
        return []
    return [
        told,
        Table(
            [Column("Distance", 0.25), Column("Time from", 0.2, True), Column("to", 0.2, True), Column("Pace from", 0.175, True), Column("to", 0.175, True)],
            [
                (
                    figures.far(one["distance_m"]),
                    figures.time(one["fast_s"]),
                    figures.time(one["slow_s"]),
                    pace_text(one["distance_m"] / one["fast_s"], unit),
                    pace_text(one["distance_m"] / one["slow_s"], unit),
                )
                for one in page.equivalents.to_dict("records")
            ],
        ),
    ]  # fmt: skip


def strength(all_: Gathered) -> Section:
    """Each lift's course with its direction, and the table of all."""
    inside = frames.within(all_.sessions, all_.window)
    if inside.empty:
        why = (
            "There are no lifts in this log."
            if all_.log["lifts"].empty
            else "No set of these days is one the 1RM can be estimated from."
        )
        return Section("Strength", [Paragraph(why)])
    counts = inside["exercise_id"].value_counts()
    trends = all_.trends.assign(
        here=all_.trends["exercise_id"].map(counts)
    ).sort_values(["here", "sessions"], ascending=False, kind="stable")
    rows = trends.to_dict("records")
    unit = all_.how.weight_unit
    days = all_.how.policy.number("e1rm.rolling_best_days")
    weeks = all_.how.policy.number("trend.window_days") / 7
    blocks: list[Block] = [
        Paragraph(answers.directions(all_.trends) or "Not enough data for the direction of any lift.", "lead"),
        Picture(
            strength_picture.picture(inside, rows[: strength_picture.MOST], all_.window, look(all_), WIDTH),
            f"Estimated 1RM in {unit}. Beside each name the best of the last {days:g} "
            f"days; the direction is that of the last {weeks:g} weeks.",
        ),
        _trend_table(rows[:_TRENDS], all_),
    ]  # fmt: skip
    if len(rows) > _TRENDS:
        left = answers.counted(len(rows) - _TRENDS, "further exercise")
        blocks.append(Paragraph(f"{left} with fewer sessions not listed.", "small"))
    blocks += [
        Paragraph(f"{one['exercise']}: {one['evidence']}")
        for one in rows
        if one["state"] == "regressing"
    ]
    return Section("Strength", blocks)


def _trend_table(rows: list[dict[Hashable, Any]], all_: Gathered) -> Table:
    unit = all_.how.weight_unit
    percent = 100 * all_.how.policy.number("trend.confidence")
    return Table(
        [
            Column("Exercise", 0.34),
            Column("Direction", 0.2),
            Column(f"Now ({unit})", 0.11, True),
            Column("% a month", 0.11, True),
            Column(f"{percent:g} % interval", 0.14, True),
            Column("Sessions", 0.1, True),
        ],
        [_trend(one, all_) for one in rows],
    )


def _trend(one: Mapping[Hashable, Any], all_: Gathered) -> tuple[str, ...]:
    named = {str(key): value for key, value in one.items()}
    return (
        one["exercise"],
        answers.state_word(named),
        figures.known(one["current_kg"], lambda kg: f"{load_out(kg, all_.how.weight_unit):.1f}"),
        figures.signed(one["slope"]),
        figures.interval(one["low"], one["high"]),
        f"{one['here']}",
    )  # fmt: skip


def volume(all_: Gathered) -> Section:
    """Hard sets of each muscle against the bands."""
    title = "Work for each muscle"
    if all_.volume is None or not all_.volume["totals"]["hard_sets"].iloc[0]:
        return Section(title, [Paragraph("No hard sets in these days.")])
    mean = all_.volume["mean"]
    blocks: list[Block] = [
        Paragraph(answers.weekly_sets(mean), "lead"),
        Picture(
            volume_picture.picture(mean, WIDTH),
            "Hard sets in an average week of these days, by fractions. The bands are "
            "ours, made for runners: the first means little stimulus and nothing else.",
        ),
    ]
    missing = mean.loc[mean["muscle"] == UNMAPPED, "sets"].sum()
    if missing:
        blocks.append(
            Paragraph(f"{missing:.1f} sets a week are of exercises not mapped to muscles yet.")
        )  # fmt: skip
    return Section(title, blocks)


def weeks(all_: Gathered) -> Section:
    """Every week in one row, the newest first."""
    unit = all_.how.distance_unit
    shown = all_.weeks.iloc[::-1].head(_WEEKS)
    left = len(all_.weeks) - len(shown)
    more = [Paragraph(f"{answers.counted(left, 'earlier week')} not listed.", "small")]
    return Section(
        "The weeks in numbers",
        [
            Table(
                [
                    Column("Week of", 0.16),
                    Column(f"Running ({unit})", 0.14, True),
                    Column("Hours", 0.1, True),
                    Column("Runs", 0.08, True),
                    Column("Long", 0.08, True),
                    Column("Key", 0.08, True),
                    Column("Lifts", 0.08, True),
                    Column("Legs", 0.08, True),
                    Column("Conflicts", 0.1, True),
                    Column("Cautions", 0.1, True),
                ],
                [_week(one, all_) for _, one in shown.iterrows()],
                is_small=True,
            ),
            *(more if left else []),
        ],
    )


def _week(one: pd.Series, all_: Gathered) -> tuple[str, ...]:
    names = ("runs", "long_runs", "key_runs", "lifts", "leg_lifts", "conflicts", "cautions")  # fmt: skip
    return (
        f"{day_text(one['week'])} {one['week'].year}",
        f"{distance_out(one['distance_m'], all_.how.distance_unit):.1f}",
        f"{one['moving_s'] / 3600:.1f}",
        *(f"{one[name]}" for name in names),
    )
