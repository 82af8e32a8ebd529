"""The sentence each page leads with, made from its frames."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from runlift.model import Window
from runlift.program.placement import Placement
from runlift.program.plan import PlannedSession
from runlift.program.week import DAYS
from runlift.science.single_run import COHORT, LOOKS_BACK_DAYS
from runlift.transforms.strength_trends import STATE_WORDS
from runlift.transforms.weekly_volume import UNMAPPED
from runlift.units import DistanceUnit, WeightUnit, day_text, distance_out, load_out

_CLEAR = "nothing in each other's way"


def counted(number: float, one: str, many: str = "") -> str:
    """`1 run`, `3 runs`, `no runs`."""
    whole = int(number)
    word = one if whole == 1 else (many or f"{one}s")
    return f"{whole:,} {word}" if whole else f"no {word}"


def this_week(weeks: pd.DataFrame, unit: DistanceUnit, today: date) -> str:
    """What the last week of the window holds: so far, when today lies in it."""
    week = weeks.iloc[-1]
    monday = week["week"].date()
    when = (
        "This week so far"
        if 0 <= (today - monday).days < 7
        else f"The week of {day_text(monday)} {monday.year}"
    )
    far = distance_out(week["distance_m"], unit)
    said = (
        f"{when}: {counted(week['runs'], 'run')}, {far:.0f} {unit}, "
        f"{counted(week['lifts'], 'lift')}"
    )
    found = [
        counted(week[name], name.removesuffix("s"))
        for name in ("conflicts", "cautions")
        if week[name]
    ]
    return f"{said}; {' and '.join(found) or _CLEAR}."


def current_strength(
    sessions: pd.DataFrame,
    trend: Mapping[str, Any],
    window: Window,
    unit: WeightUnit,
) -> str:
    """How strong one exercise is at the window's end, and which way it goes.

    Args:
        sessions: of the exercise, as `session_e1rm` returns them.
        trend: its row of `strength_trends`.
        window: the days looked at.
        unit: of the athlete.
    """
    name = trend["exercise"]
    inside = sessions[sessions["day"].dt.date.between(window.first, window.last)]
    if inside.empty:
        last = trend["last_day"]
        return f"{name}: no session in these days; the last was on {day_text(last)} {last.year}."
    now = trend["current_kg"]
    said = f"{name}: no session in the last weeks"
    if now == now:
        # The best of the last weeks comes from one set; without RPE it is a lower bound.
        behind = sessions[sessions["e1rm_kg"] == now]["is_lower_bound"]
        sure = "at least" if len(behind) and behind.all() else "about"
        said = f"{name}: {sure} {load_out(now, unit):.0f} {unit} estimated 1RM"
    records = int(inside["is_pr"].sum())
    told = f", {counted(records, 'record')} in these days" if records else ""
    if trend["state"] == "too_little":
        return f"{said}{told}; too few sessions for a direction."
    return f"{said}{told}; {state_word(trend)}, {trend['slope']:+.1f} % a month."


def state_word(trend: Mapping[str, Any]) -> str:
    """The direction of a lift in a word or two."""
    word = STATE_WORDS[trend["state"]]
    return f"possibly {word}" if trend["is_possible"] else word


def attention(conflicts: pd.DataFrame, trends: pd.DataFrame) -> str:
    """What asks for a decision, in at most three sentences.

    Args:
        conflicts: of the last four weeks, nobody has dealt with.
        trends: as `strength_trends` returns them.
    """
    if conflicts.empty:
        said = ["No open conflict between lifting and running in four weeks."]
    else:
        many = counted(len(conflicts), "conflict")
        said = [f"{many} of the last four weeks to look at.".capitalize()]
        fixes = [one[0]["text"] for one in conflicts["fixes"] if one]
        if fixes:
            said.append(f"For the newest: {fixes[0][0].lower()}{fixes[0][1:]}")
    said.append(directions(trends))
    return " ".join(filter(None, said))


def directions(trends: pd.DataFrame) -> str:
    """Which lifts rise and which fall; empty where nothing can be said.

    Args:
        trends: as `strength_trends` returns them.
    """
    named = {
        word: trends.loc[trends["state"] == word, "exercise"].tolist()
        for word in ("progressing", "regressing")
    }
    parts = [f"{_listed(names)} {word}" for word, names in named.items() if names]
    if parts:
        return f"Strength: {', '.join(parts)}."
    if len(trends) and (trends["state"] == "unclear").any():
        return "Strength: no lift clearly rises or falls."
    return ""


def weekly_sets(mean: pd.DataFrame) -> str:
    """Which muscles get little, which much, in an average week."""
    mapped = mean[mean["muscle"] != UNMAPPED]
    total = mapped["direct_sets"].sum()
    if not total:
        return "No hard sets in these days."
    little = mapped.loc[mapped["band"] == "little", "name"].str.lower().tolist()
    much = mapped.loc[mapped["band"] == "high", "name"].str.lower().tolist()
    parts = []
    if little:
        parts.append(f"little stimulus for {_listed(little)}")
    if much:
        parts.append(f"a lot for a runner on {_listed(much)}")
    said = "; ".join(parts) or "no muscle lies below or far above our bands for runners"
    return f"An average week: {said}."


def collisions(findings: pd.DataFrame, window: Window) -> str:
    """How often lifts sat too close to runs, and the pair of days that repeats."""
    weeks = max(1, ((window.last - window.first).days + 7) // 7)
    conflicts = findings[findings["severity"] == "conflict"]
    cautions = int((findings["severity"] == "caution").sum())
    if conflicts.empty and not cautions:
        return f"No lift sat too close to a run in {counted(weeks, 'week')}."
    said = (
        f"{counted(len(conflicts), 'conflict')} and {counted(cautions, 'caution')} "
        f"in {counted(weeks, 'week')}"
    ).capitalize()
    return f"{said}{_pattern(conflicts)}."


def _pattern(conflicts: pd.DataFrame) -> str:
    pairs = conflicts[conflicts["run_id"].notna() & conflicts["hours"].notna()]
    if len(pairs) < 3:
        return ""
    days = pd.DataFrame(
        {
            "lift": pairs["lift_start"].dt.day_name(),
            "run": pairs["run_start"].dt.day_name(),
            "class": pairs["run_class"].map(
                {"long": "long run", "key": "key run", "raceB": "race", "raceA": "race"}
            ),
        }
    ).value_counts()
    lift, run, kind = days.index[0]
    if days.iloc[0] < 2:
        return ""
    return f"; {days.iloc[0]} of them {lift} legs near {run}'s {kind}"


def long_runs_hit(runs: pd.DataFrame, findings: pd.DataFrame) -> Mapping[str, int]:
    """How many long or key runs had a conflict with a lift: hit, of all."""
    asked = runs[runs["is_long"] | runs["is_key"] | runs["is_race"]]
    conflicts = findings.loc[findings["severity"] == "conflict", "run_id"].dropna()
    return {"hit": int(asked["run_id"].isin(conflicts).sum()), "all": len(asked)}


def running(
    totals: pd.DataFrame, single: pd.DataFrame, trend: pd.DataFrame, unit: DistanceUnit
) -> str:
    """How far a week, against before; runs that went far beyond; where efficiency goes.

    Args:
        totals: of the window, as `running_weeks.totals` returns it.
        single: its runs, as `single_runs` returns them.
        trend: as `efficiency_trend` returns it.
        unit: of the athlete.
    """
    one = totals.iloc[0]
    if not one["runs"]:
        return "No run in these days."
    weeks = counted(round(one["weeks"]), "week")
    far = distance_out(one["distance_m"], unit)
    said = f"{far:.0f} {unit}" if far else f"{one['moving_s'] / 3600:.1f} h"
    parts = [f"{said} a week over {weeks}{_change_of(one, unit)}"]
    beyond = int(single["step"].isin(list(COHORT)).sum())
    if beyond:
        verb = "was" if beyond == 1 else "were"
        parts.append(
            f"{counted(beyond, 'run')} {verb} over a tenth longer than any of the "
            f"{LOOKS_BACK_DAYS:g} days before"
        )
    if len(trend):
        slope = trend.iloc[0]
        if slope["low"] > 0:
            parts.append("a heart beat carries you farther than it did")
        elif slope["high"] < 0:
            parts.append("a heart beat carries you less far than it did")
        else:
            parts.append("no clear direction of efficiency")
    return f"{'; '.join(parts)}."


def _change_of(one: pd.Series, unit: DistanceUnit) -> str:
    """How a window's weekly distance compares with as many weeks before it."""
    before = one["distance_before_m"]
    if before != before:
        return ""
    change = distance_out(one["distance_m"] - before, unit)
    if abs(change) < 0.5:
        return ", as before"
    word = "more" if change > 0 else "less"
    return f", {abs(change):.0f} {unit} {word} than in as many weeks before"


def _listed(names: list[str]) -> str:
    shown = names[:3]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def placed_program(name: str, picked: Placement | None) -> str:
    """Where the lifts of a program go, and whether anything speaks against it."""
    if picked is None:
        return f"{name}: there is no place for every lift in this week."
    in_order = sorted(picked.lifts, key=lambda one: one.start)
    halves = {"AM": "morning", "PM": "evening"}
    where = [f"{DAYS[one.day]} {halves[one.slot.name]}" for one in in_order]
    days = f"{', '.join(where[:-1])} and {where[-1]}" if where[1:] else where[0]
    if picked.conflicts:
        return f"{name}: {days}, with {counted(picked.conflicts, 'conflict')} that this week cannot avoid."
    cautions = f"; {counted(picked.cautions, 'caution')}" if picked.cautions else ""
    return f"{name}: {days}, without a conflict{cautions}."


def plan_now(
    name: str,
    coming: Sequence[PlannedSession],
    found: pd.DataFrame,
    today: date,
) -> str:
    """What a plan has next, and whether its sessions go together."""
    lifts = [one for one in coming if one.is_lift]
    if not lifts:
        return f"{name}: every lift of this plan is behind you."
    first = lifts[0]
    days = (first.day - today).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"on {day_text(first.day, weekday=True)}")  # fmt: skip
    said = f"{name}: {first.title} {when}"
    conflicts = int((found["severity"] == "conflict").sum())
    ahead = counted(conflicts, "conflict") if conflicts else "no conflict"
    return f"{said}; {counted(len(lifts), 'lift')} to come, {ahead} among them."


def session_to_lift(
    session: PlannedSession, today: date, is_done: bool, has_today: bool
) -> str:
    """What one planned session is, when, and how much it asks for.

    Args:
        session: a lift of the plan.
        today: on the athlete's calendar.
        is_done: whether it is in the log.
        has_today: whether any lift is planned today.
    """
    if is_done:
        return f"{session.title} is done. This is what you lifted."
    sets = counted(sum(one.sets for one in session.exercises), "set")
    size = f"{counted(len(session.exercises), 'exercise')}, {sets}"
    if session.day == today:
        return f"{session.title}: {size}."
    day = day_text(session.day, weekday=True)
    if session.day < today:
        return f"{session.title} of {day}: {size}."
    lead = "" if has_today else "Nothing is planned today. Next: "
    return f"{lead}{session.title} on {day}: {size}."


def next_session(session: PlannedSession | None, today: date) -> str:
    """When the plan goes on, where it has nothing now."""
    if session is None:
        return "Your plan has no lift left. Log what you like, exercise by exercise."
    days = (session.day - today).days
    when = {0: "today", 1: "tomorrow"}.get(
        days, f"on {day_text(session.day, weekday=True)}"
    )
    return f"A free session. The plan's next is {session.title} {when}."


def session_saved(title: str, sets: int, exercises: int, minutes: int) -> str:
    """That a session is in the log, and how large it was."""
    size = f"{counted(sets, 'set')} of {counted(exercises, 'exercise')}"
    return f"{title} is saved: {size} in {minutes} min."


def days_ahead(soon: Sequence[PlannedSession], near: pd.DataFrame) -> str:
    """What a plan has for the coming week, and whether it goes together."""
    lifts = [one for one in soon if one.is_lift]
    hard = [one for one in soon if not one.is_lift and one.run_class != "easy"]
    if not soon:
        return "Your plan has nothing for the coming week."
    said = f"Planned for seven days: {counted(len(lifts), 'lift')} and {counted(len(hard), 'key or long run')}"  # fmt: skip
    conflicts = int((near["severity"] == "conflict").sum())
    cautions = len(near) - conflicts
    if not len(near):
        return f"{said}; {_CLEAR}, and nothing you just did is in their way."
    found = [
        counted(count, word)
        for count, word in ((conflicts, "conflict"), (cautions, "caution"))
        if count
    ]
    return f"{said}, with {' and '.join(found)}."


def block(
    week: pd.DataFrame,
    conflicts: pd.DataFrame,
    hit: Mapping[str, int],
    trends: pd.DataFrame,
    mean: pd.DataFrame,
    unit: DistanceUnit,
) -> str:
    """A block of training in three sentences: how much, what collided, what came of it.

    Args:
        week: its average week beside the one before, as `block_comparison` has it.
        conflicts: of the block, with is_acknowledged.
        hit: as `long_runs_hit` returns it.
        trends: of the lifts of the block, as `strength_trends` returns them.
        mean: as `mean_weekly_volume` returns it.
        unit: of the athlete.
    """
    rows = week.set_index("key")
    much = [_ran(rows, unit), _lifted(rows)]
    said = [f"An average week: {'; '.join(filter(None, much)) or 'no training'}."]
    done = int(conflicts["is_acknowledged"].sum())
    told = f", {done} of them dealt with" if done else ""
    runs = f"{hit['hit']} of {hit['all']} long and key runs had one"
    runs = f"; {runs}" if hit["all"] and hit["hit"] else ""
    many = counted(len(conflicts), "conflict")
    said.append(f"{many} between lifting and running{told}{runs}.".capitalize())
    little = mean.loc[mean["band"] == "little", "name"].str.lower().tolist()
    lifting = [directions(trends).removesuffix(".")]
    if little and rows.loc["lifts", "block_n"]:
        lifting.append(f"little stimulus for {_listed(little)}")
    told = "; ".join(filter(None, lifting))
    said.append(f"{told[0].upper()}{told[1:]}." if told else "")
    return " ".join(filter(None, said))


def _ran(rows: pd.DataFrame, unit: DistanceUnit) -> str:
    """Distance a week and what it was before, long and key runs; empty without a run."""
    far, many = rows.loc["distance"], rows.loc["time", "block_n"]
    if not many and not far["block_n"]:
        return ""
    runs = [
        counted(rows.loc[key, "block_n"], word)
        for key, word in (("long_runs", "long run"), ("key_runs", "key run"))
    ]
    if far["block"] != far["block"]:
        return f"{counted(many, 'run')} ({far['note']}), {' and '.join(runs)}"
    said = f"{distance_out(far['block'], unit):.0f} {unit}"
    if far["other"] == far["other"]:
        said += f" (before: {distance_out(far['other'], unit):.0f} {unit})"
    return f"{said}, {' and '.join(runs)} in all"


def _lifted(rows: pd.DataFrame) -> str:
    """Lifts and hard sets a week and what they were before; empty without a lift."""
    lifts, sets = rows.loc["lifts"], rows.loc["hard_sets"]
    if not lifts["block_n"]:
        return ""
    if lifts["block"] != lifts["block"]:
        return f"{counted(lifts['block_n'], 'lift')} ({lifts['note']})"
    before = f" (before: {sets['other']:.0f})" if sets["other"] == sets["other"] else ""
    many = round(lifts["block"], 1)
    word = "lift" if many == 1 else "lifts"
    return f"{many:g} {word} with {sets['block']:.0f} hard sets{before}"
