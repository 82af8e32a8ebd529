"""Rows of a mapped table as runs."""

from collections.abc import Sequence

import numpy as np

from runlift import units
from runlift.importers import runs, unit_guess
from runlift.importers.runs import Kept
from runlift.importers.sports import RUN, UNKNOWN, sport
from runlift.importers.table_cells import distances, durations, from_to
from runlift.importers.table_columns import Columns
from runlift.model import Answers, Parsed, Question
from runlift.science import keywords
from runlift.units import M_PER_MILE, Floats

_TAGS = {"race": "race", "long": "long", "intervals": "workout", "tempo": "workout"}
_FASTEST_M_S, _SLOWEST_M_S = 7.0, 1.2
"""Faster than any record over a kilometre or two, slower than a walk."""


def parse_runs(columns: Columns, answers: Answers) -> Parsed:
    """One row is one run, or another activity where a column says so."""
    sheet, mapping, decimal = columns.sheet, columns.mapping, columns.decimal
    columns.fill_down("date")
    types, title = columns.cells("type"), columns.cells("title")
    kept = runs.keep(sheet, _sports(types, has_types=mapping.has("type")), title)
    when = columns.whens(answers)
    elapsed_s = durations(
        sheet, columns.cells("duration"), mapping.duration_unit, decimal
    )
    moving_s = durations(sheet, columns.cells("moving"), mapping.duration_unit, decimal)
    entered, stated = distances(sheet, columns.cells("distance"), decimal)
    unit, questions = _unit(columns, entered, stated, runs.first_known(moving_s, elapsed_s), answers)  # fmt: skip
    metres = columns.metres(entered, stated, unit)
    if mapping.has("moving"):
        elapsed_s = runs.trusted_elapsed(sheet, kept, elapsed_s, moving_s)
        moving_s = runs.first_known(moving_s, elapsed_s)
    else:
        moving_s, elapsed_s = elapsed_s, np.full(len(sheet), np.nan)
    runs.reject_empty(sheet, kept, metres, moving_s)
    both = {
        "start_local": when.local,
        "start_utc": when.utc,
        "tz_source": when.source,
        "time_precision": when.precision,
        "title": title,
        "note": columns.joined("note"),
        "avg_hr": runs.heart_rate(columns.cells("avg_hr"), decimal),
        "max_hr": runs.heart_rate(columns.cells("max_hr"), decimal),
    }
    return Parsed(
        sessions=runs.lift_frame(sheet, kept, {**both, "duration_s": moving_s}),
        runs=runs.run_frame(
            sheet,
            kept,
            {
                **both,
                "distance_m": metres,
                "moving_s": moving_s,
                "elapsed_s": elapsed_s,
                "ascent_m": units.metres(
                    from_to(columns.cells("ascent"), decimal, 0, np.inf),
                    mapping.ascent_unit,
                ),
                "rpe": columns.effort_rpe(),
                "source_tag": _tags(types, kept),
            },
        ),
        rejected=sheet.rejected,
        questions=(*when.questions, *questions),
        notes=sheet.notes,
    )


def _sports(types: Sequence[str], *, has_types: bool) -> list[str]:
    """What each row is; without a column for it, a run.

    In a runner's own log the type is often that of the run: easy, long, race.
    """
    if not has_types:
        return ["Run"] * len(types)
    known = {text: "Run" if _is_kind_of_run(text) else text for text in set(types)}
    return [known[text] for text in types]


def _is_kind_of_run(text: str) -> bool:
    return sport(text).kind == UNKNOWN and _run_class(text) is not None


def _run_class(text: str) -> str | None:
    """Also of a bare `Long`, which among titles could mean anything."""
    return keywords.read(text).run_class or keywords.read(f"{text} run").run_class


def _tags(types: Sequence[str], kept: Kept) -> list[str | None]:
    """What the athlete said the run was: race, long or workout."""
    known = {
        text: _TAGS.get(_run_class(text) or "")
        if sport(text).kind in (RUN, UNKNOWN)
        else None
        for text in set(types)
    }
    return [known[text] for text in types]


def _unit(
    columns: Columns,
    entered: Floats,
    stated: Sequence[str],
    seconds: Floats,
    answers: Answers,
) -> tuple[str, tuple[Question, ...]]:
    """The unit of distances that name none; asked, with what the paces say."""
    if columns.mapping.distance_unit is not None:
        return columns.mapping.distance_unit, ()
    bare = np.where([not one for one in stated], entered, np.nan)
    bare = np.where(columns.sheet.kept, bare, np.nan)
    if np.nanmedian(np.r_[bare, 0.0 if np.isnan(bare).all() else np.nan]) > 500:
        return "m", ()
    unit, questions = unit_guess.distance_unit(bare, "kg", answers)
    if not questions:
        return unit, ()
    speed = bare / seconds
    speed = speed[np.isfinite(speed)]
    in_km, in_mi = (
        float(np.mean((speed * of >= _SLOWEST_M_S) & (speed * of <= _FASTEST_M_S)))
        if len(speed)
        else 0.0
        for of in (1000.0, M_PER_MILE)
    )
    if len(speed) and abs(in_km - in_mi) > 0.2:
        unit = "km" if in_km > in_mi else "mi"
    return unit, (
        Question(
            key="distance_unit",
            text=questions[0].text,
            choices=questions[0].choices,
            guess=unit,
            why=_why(in_km, in_mi, len(speed)),
        ),
    )


def _why(in_km: float, in_mi: float, count: int) -> str:
    if not count:
        return (
            "The table gives no unit with its distances, and no times to compare with."
        )
    return (
        "The table gives no unit with its distances; read as kilometres "
        f"{in_km:.0%} of the {count:,} runs have a pace somebody runs, read as miles "
        f"{in_mi:.0%}."
    )
