"""How each number is computed: formula, source, what it rests on, thresholds in force."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from runlift import answers, paths
from runlift.frames import Profile
from runlift.frames.following import Following
from runlift.report.blocks import Block, Column, Heading, Paragraph, Section, Table
from runlift.report.gathering import Gathered
from runlift.science import strength
from runlift.science.cited import HOUSE
from runlift.science.policy import Threshold, default_policy

_UNIT = re.compile("_(h|s|m|days|percent)$")
"""Ends a name that tells its unit, which stands beside the value."""


@dataclass(frozen=True, slots=True)
class _Method:
    """One number of the report."""

    name: str
    how: str
    rests_on: str
    keys: tuple[str, ...] = ()
    """Thresholds of the policy."""
    sources: tuple[str, ...] = ()
    """Keys of the references, beside those of the thresholds."""


def section(all_: Gathered) -> Section:
    """Every number of the report, and the sources that are named."""
    used = list(_methods(all_))
    policy = all_.how.policy
    rows = []
    named: list[str] = []
    for one in used:
        thresholds = [policy.threshold(key) for key in one.keys]
        sources = list(
            dict.fromkeys(
                [*one.sources, *(key for each in thresholds for key in each.sources)]
            )
        )
        named += sources
        rows.append(
            (
                one.name,
                one.how,
                "; ".join(_threshold(each) for each in thresholds),
                ", ".join("ours" if key == HOUSE else key for key in sources),
                one.rests_on,
            )
        )
    blocks: list[Block] = [
        Table(
            [
                Column("Number", 0.13),
                Column("How it is computed", 0.35),
                Column("Thresholds in force", 0.24),
                Column("Source", 0.15),
                Column("Rests on", 0.13),
            ],
            rows,
            is_small=True,
        ),
        Paragraph(_own(all_.how), "small"),
        Heading("Sources"),
        *(Paragraph(text, "small") for text in _citations(set(named))),
    ]
    return Section("How each number is computed", blocks, flows=True)


def _methods(all_: Gathered) -> Iterator[_Method]:
    runs, lifts = all_.runs, all_.lifts
    ran, lifted = answers.counted(len(runs), "run"), answers.counted(len(lifts), "lift")
    if len(runs) and len(lifts):
        yield _Method(
            "Conflicts, cautions",
            "Hours from the end of one activity to the start of the next, against what "
            "the rule asks for that kind of lift and run. The hours before long and "
            "important runs are the guide's rule; the graded windows around it are ours.",
            f"{lifted}, {ran}",
            ("leg_load.article_strict", "leg_load.article_window_h", "leg_load.article_min_sets", "leg_load.article_max_reps"),
        )  # fmt: skip
    if len(lifts):
        yield _Method(
            "Leg load",
            "Working sets of a session, weighed by exercise, effort and repetitions; a "
            "movement that was rare of late counts up to double.",
            lifted,
            ("leg_load.class_limits", "leg_load.unknown_rir", "leg_load.novelty_days"),
        )
        yield _Method(
            "Hard sets a week",
            "1 for each primary muscle, a share for each secondary one; jumps, throws "
            "and warm-ups do not count.",
            answers.counted(all_.log["sets"]["session_id"].isin(lifts["session_id"]).sum(), "set"),
            ("volume.secondary_weight", "volume.hard_max_rir", "volume.hard_min_share_of_e1rm", "volume.hard_min_share_of_top"),
        )  # fmt: skip
    if len(all_.trends):
        formula = strength.FORMULAS[all_.how.formula]
        yield _Method(
            "Estimated 1RM",
            f"The formula of {formula.title}, on the repetitions done and those left in "
            "reserve (10 − RPE). Without RPE it is a lower bound, drawn hollow.",
            answers.counted(len(all_.sessions), "best set"),
            ("e1rm.max_effective_reps", "e1rm.rolling_best_days", "e1rm.chart_band_percent"),
        )  # fmt: skip
        yield _Method(
            "Direction of a lift",
            "The median slope of all pairs of sessions (Theil-Sen) with a resampled "
            "interval; a fall must also exceed what tests of the 1RM scatter by.",
            answers.counted(int(all_.trends["sessions"].sum()), "session"),
            ("trend.window_days", "trend.min_sessions", "trend.min_span_days", "trend.confidence", "trend.plateau_percent"),
        )  # fmt: skip
    if len(runs):
        yield from _of_running(all_, ran)
    if isinstance(all_.now, Following):
        yield _Method(
            "Planned and done",
            "A planned lift is the session around its day that shares most of its sets; "
            "a planned run is one of its kind near its day.",
            answers.counted(len(all_.now.matched), "planned session"),
            ("following.lift_days", "following.lift_share", "following.run_days"),
        )


def _of_running(all_: Gathered, ran: str) -> Iterator[_Method]:
    yield _Method(
        "Kinds of runs",
        "The athlete's own word, the tag of the app, words in the title, laps and "
        "recording, then heart rate and pace, in this order; long is long for this "
        "runner.",
        ran,
        (
            "long_run.absolute_s",
            "long_run.median_ratio",
            "long_run.median_days",
            "long_run.share",
        ),
    )
    yield _Method(
        "Usual distance",
        "Median and range of the weeks before each, weeks off included.",
        ran,
        ("running.usual_weeks",),
    )
    page = all_.running
    if page is None:
        return
    if len(page.bests):
        yield _Method(
            "Best efforts",
            "The fastest stretch anywhere in a recording, on the clock; else a run over "
            "just that distance.",
            answers.counted(len(page.efforts), "time"),
            ("running.whole_run_from_m",),
        )
    if not isinstance(page.fitness, str):
        yield _Method(
            "VDOT",
            "The curve of Daniels and Gilbert, of the best all-out effort: a race, or a "
            "run whose heart rate peaked near its maximum.",
            "1 effort",
            ("fitness.vdot_days", "fitness.vdot_s", "fitness.effort_max_share"),
            ("daniels1979",),
        )
    if len(page.equivalents):
        yield _Method(
            "Race times",
            "Riegel's formula with a lower and a higher exponent, so that each is a "
            "range; no marathon from a short race.",
            "1 race",
            ("fitness.marathon_from_m",),
            ("riegel1981",),
        )
    if len(page.trend):
        yield _Method(
            "Efficiency",
            "Metres on the level a heart beat of steady recorded runs; its direction is "
            "a median slope with an interval. Heat and wind are not taken out.",
            answers.counted(len(page.steady), "steady run"),
            ("efficiency.min_s", "efficiency.min_runs", "efficiency.min_span_days"),
        )


def _threshold(one: Threshold) -> str:
    """`rolling best: 42 d`, marked where it was set for this athlete."""
    value = one.value
    if isinstance(value, bool):
        said = "yes" if value else "no"
    elif isinstance(value, tuple):
        said = " / ".join(f"{each:g}" for each in value)
    else:
        said = f"{value:g}"
    unit = "" if one.unit == "1" or isinstance(value, bool) else f" {one.unit}"
    changed = "†" if default_policy().threshold(one.key).value != value else ""
    name = _UNIT.sub("", one.key.partition(".")[2]).replace("_", " ")
    return f"{name}: {said}{unit}{changed}"


def _own(how: Profile) -> str:
    base = default_policy()
    changed = [key for key in how.policy if how.policy[key] != base[key]]
    if not changed:
        return (
            "Every threshold is Runlift's default; each can be changed for an athlete."
        )
    return (
        f"† Set for this athlete ({answers.counted(len(changed), 'threshold')} in all); "
        "the others are Runlift's defaults."
    )


def _citations(named: set[str]) -> list[str]:
    """The lines of the references that are used, without addresses."""
    found = []
    for line in paths.references_file().read_text("utf-8").splitlines():
        key, mark, text = line.removeprefix("- **").partition("**: ")
        if mark and key in named and key != HOUSE:
            found.append(f"{key}: {text.strip()}")
    return found
