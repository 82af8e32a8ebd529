"""The first page: the answer in sentences and the key figures."""

from runlift import answers, frames
from runlift.report.blocks import Figures, Paragraph, Section
from runlift.report.figures import NONE
from runlift.report.gathering import Gathered
from runlift.units import distance_out

Item = tuple[str, str, str]


def section(all_: Gathered) -> Section:
    """What the rest of the report says, on one page."""
    said = [
        answers.collisions(all_.found, all_.window),
        _running(all_),
        answers.directions(all_.trends) or _no_direction(all_),
        answers.weekly_sets(all_.volume["mean"]) if all_.volume else "",
    ]
    lead, *others = [one for one in said if one]
    return Section(
        "In short",
        [
            Paragraph(lead, "lead"),
            *map(Paragraph, others),
            Figures([*_runs(all_), *_lifts(all_), *_near(all_)]),
        ],
    )


def _running(all_: Gathered) -> str:
    if all_.running is None:
        return "Running: there are no runs in this log."
    unit = all_.how.distance_unit
    inside = frames.within(all_.running.single, all_.window)
    said = answers.running(all_.running.totals, inside, all_.running.trend, unit)
    return f"Running: {said[0].lower() if said[0] == 'N' else said[0]}{said[1:]}"


def _no_direction(all_: Gathered) -> str:
    if all_.log["lifts"].empty:
        return "Lifting: there are no lifts in this log."
    if all_.trends.empty:
        return "Strength: no set of these days says anything about the 1RM."
    return "Strength: not enough data for the direction of any lift."


def _runs(all_: Gathered) -> list[Item]:
    if all_.running is None:
        return []
    one, unit = all_.running.totals.iloc[0], all_.how.distance_unit
    before = one["distance_before_m"]
    change = "weeks before unknown"
    if before == before:
        change = f"{distance_out(before, unit):.0f} {unit} in as many weeks before"
    runs = all_.runs
    longest = runs["distance_m"].max()
    return [
        (
            "Running a week",
            f"{distance_out(one['distance_m'], unit):.1f} {unit}",
            change,
        ),
        (
            "Runs",
            f"{len(runs)}",
            f"{int(runs['is_long'].sum())} long, {int(runs['is_key'].sum())} key, "
            f"{answers.counted(runs['is_race'].sum(), 'race')}",
        ),
        (
            "Longest run",
            f"{distance_out(longest, unit):.1f} {unit}" if longest == longest else NONE,
            "of these days",
        ),
    ]


def _lifts(all_: Gathered) -> list[Item]:
    if all_.volume is None:
        return []
    one = all_.volume["totals"].iloc[0]
    before = one["hard_sets_before"]
    change = "weeks before unknown"
    if before == before:
        change = f"{before:.1f} in as many weeks before"
    return [
        (
            "Lifts",
            f"{len(all_.lifts)}",
            f"{int(all_.weeks['leg_lifts'].sum())} with legs",
        ),
        ("Hard sets a week", f"{one['hard_sets']:.1f}", change),
    ]


def _near(all_: Gathered) -> list[Item]:
    found = all_.found
    severity = found["severity"]
    done = int(found["is_acknowledged"].sum())
    conflicts = found[severity == "conflict"]
    hours = conflicts["hours"].min() if len(conflicts) else float("nan")
    items = [
        (
            "Conflicts",
            f"{len(conflicts)}",
            f"{answers.counted(done, 'finding')} dealt with"
            if done
            else "of these days",
        ),
        ("Cautions", f"{(severity == 'caution').sum()}", "of these days"),
    ]
    if len(all_.runs) and len(all_.lifts):
        hit = answers.long_runs_hit(all_.runs, found)
        items += [
            (
                "Long and key runs hit",
                f"{hit['hit']} of {hit['all']}",
                "by a conflict with a lift",
            ),
            (
                "Closest conflict",
                f"{hours:.0f} h" if hours == hours else NONE,
                "from lift to run, or back",
            ),
        ]
    return items
