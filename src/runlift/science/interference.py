"""How far a lift and a run must be apart, and what it costs when they are not.

Scalars in, verdicts out. Windows and costs stand in `data/policy.toml`; only the 24
hours before long and key runs and the six hours of a shared day are the article's.
"""

from dataclasses import replace

from runlift.science.hard_days import Streak as Streak
from runlift.science.hard_days import hard_day_streaks as hard_day_streaks
from runlift.science.hard_days import weekly_hard as weekly_hard
from runlift.science.policy import Policy
from runlift.science.verdict import FINE as FINE
from runlift.science.verdict import LIFT_CLASSES as LIFT_CLASSES
from runlift.science.verdict import RUN_CLASSES as RUN_CLASSES
from runlift.science.verdict import SEVERITIES as SEVERITIES
from runlift.science.verdict import LiftClass as LiftClass
from runlift.science.verdict import RunClass as RunClass
from runlift.science.verdict import Severity as Severity
from runlift.science.verdict import Verdict as Verdict
from runlift.science.verdict import check, hours, tolerated, verdict
from runlift.science.verdict import one_step_lower as one_step_lower
from runlift.science.verdict import worst as worst

IMPORTANT_RUNS: frozenset[str] = frozenset(
    {"long", "key", "long + key", "raceB", "raceA"}
)
"""The long runs and important workouts of the article's rule; a race is one."""

_RACES = frozenset({"raceB", "raceA"})
_HEAVY = frozenset({"heavy", "very_heavy"})
_LEGS = frozenset({"moderate", "heavy", "very_heavy"})


def stretch(
    run_class: str,
    policy: Policy,
    multiplier: float | None = None,
    *,
    is_after_downhill: bool = False,
) -> float:
    """What the windows before a run are multiplied with.

    The athlete's multiplier, more after downhill running, kept within its range; a race
    window never shrinks. Days off and new exercises lengthen nothing here: they raise
    the leg load already (`leg_load.novelty_factor`), and with it the class.
    """
    low, high = policy.numbers("spacing.multiplier_range")
    own = policy.number("spacing.multiplier") if multiplier is None else multiplier
    own = min(max(own, low), high)
    if run_class in _RACES:
        own = max(own, 1.0)
    if is_after_downhill:
        longer = max(policy.number("spacing.downhill_multiplier"), 1.0)
        own = max(own, min(own * longer, high))
    return own


def windows(
    lift_class: str,
    run_class: str,
    policy: Policy,
    multiplier: float | None = None,
    *,
    is_after_downhill: bool = False,
) -> tuple[float, float]:
    """Hours (conflict, caution) from the end of a lift to a run, stretched.

    A run that is long and key takes the longer of both windows.
    """
    check(lift_class, run_class)
    if lift_class == "none":
        return 0.0, 0.0
    names = ("long", "key") if run_class == "long + key" else (run_class,)
    pairs = [policy.numbers(f"lift_before_run.{name}_{lift_class}") for name in names]
    times = stretch(run_class, policy, multiplier, is_after_downhill=is_after_downhill)
    return (
        times * max(pair[0] for pair in pairs),
        times * max(pair[1] for pair in pairs),
    )


def before(
    lift_class: str,
    run_class: str,
    gap_h: float,
    policy: Policy,
    multiplier: float | None = None,
    *,
    same_day: bool = False,
    is_after_downhill: bool = False,
) -> Verdict:
    """A lift, then a run `gap_h` hours after its end.

    Args:
        lift_class: one of `LIFT_CLASSES`.
        run_class: one of `RUN_CLASSES`.
        gap_h: from the end of the lift to the start of the run; overlap counts as 0.
        policy: thresholds.
        multiplier: the athlete's stretch of the windows; of the policy if not given.
        same_day: adds that lifting before an easy run of the same day is the wrong
            order, whatever the windows say.
        is_after_downhill: a downhill run ended shortly before the lift.
    """
    gap = hours(gap_h)
    conflict_h, caution_h = windows(
        lift_class,
        run_class,
        policy,
        multiplier,
        is_after_downhill=is_after_downhill,
    )
    found = _graded(
        gap,
        conflict_h,
        caution_h,
        policy.number(f"placement.caution_{_table(run_class)}"),
        policy,
    )
    if same_day and lift_class != "none" and run_class in ("easy", "steady"):
        order = _wrong_order(gap, lift_class, found, policy)
        return replace(worst(found, order), penalty=max(found.penalty, order.penalty))
    return found


def after(
    run_class: str,
    lift_class: str,
    gap_h: float,
    same_day: bool,
    policy: Policy,
    race_distance_m: float | None = None,
) -> Verdict:
    """A run, then a lift `gap_h` hours after its end.

    The table is for heavy lifts; lighter ones come one level lower. Two things stay
    whatever the lift: a shared day is at least worth a remark (different days are
    better), and any lift on the day of a long run is a caution.

    Args:
        run_class: one of `RUN_CLASSES`.
        lift_class: one of `LIFT_CLASSES`.
        gap_h: from the end of the run to the start of the lift; overlap counts as 0.
        same_day: run and lift begin on the same local day.
        policy: thresholds.
        race_distance_m: of a race; longer ones need longer recovery.
    """
    gap = hours(gap_h)
    check(lift_class, run_class)
    if lift_class == "none":
        return FINE
    if run_class == "long + key":
        return worst(
            after("long", lift_class, gap, same_day, policy),
            after("key", lift_class, gap, same_day, policy),
        )
    conflict_h, caution_h, info_h = policy.numbers(f"run_before_lift.{run_class}")
    if run_class in _RACES and race_distance_m is not None:
        needed = _race_recovery(race_distance_m, policy)
        conflict_h, caution_h = max(conflict_h, needed[0]), max(caution_h, needed[1])
    severity: Severity = "ok"
    if gap < tolerated(conflict_h, policy):
        severity = "conflict"
    elif gap < tolerated(caution_h, policy):
        severity = "caution"
    elif gap < tolerated(info_h, policy):
        severity = "info"
    is_kept = run_class == "long" and same_day
    if lift_class not in _HEAVY and not is_kept:
        severity = one_step_lower(severity)
    if same_day and severity == "ok":
        severity = "info"
    if severity == "ok":
        return Verdict("ok", None, conflict_h, caution_h, 0.0)
    penalty = _after_penalty(run_class, lift_class, gap, same_day, severity, policy)
    return verdict(severity, conflict_h, caution_h, penalty)


def order_unknown(
    lift_class: str,
    run_class: str,
    policy: Policy,
    multiplier: float | None = None,
    heavy_leg_sets: float = 0,
    strict: bool | None = None,
    *,
    is_after_downhill: bool = False,
) -> Verdict:
    """Lift and run on the same day, without clock times: the worst case, one lower."""
    found = worst(
        before(
            lift_class,
            run_class,
            0.0,
            policy,
            multiplier,
            same_day=True,
            is_after_downhill=is_after_downhill,
        ),
        article_floor(heavy_leg_sets, run_class, 0.0, policy, strict),
        after(run_class, lift_class, 0.0, True, policy),
    )
    severity = one_step_lower(found.severity)
    return verdict(severity, found.conflict_h, found.caution_h, 0.0)


def assumed_gap_h(days_apart: int, policy: Policy, *, run_first: bool = False) -> float:
    """The gap between a lift and a run some days apart, without clock times.

    Lifting is taken to happen in the evening and running in the morning.
    """
    key = "date_only_run_to_lift_h" if run_first else "date_only_h"
    return policy.number(f"spacing.{key}") + 24.0 * (days_apart - 1)


def article_floor(
    heavy_leg_sets: float,
    run_class: str,
    gap_h: float,
    policy: Policy,
    strict: bool | None = None,
) -> Verdict:
    """The article's rule: no heavy lower-body lifting in the 24 h before a long or key run.

    Applies whatever the class of the session, and stays as long as the article says
    after downhill running too; combine it with `before` by `worst`.

    Args:
        heavy_leg_sets: sets of the session that `leg_load.is_article_set` names.
        run_class: one of `RUN_CLASSES`.
        gap_h: from the end of the lift to the start of the run.
        policy: thresholds.
        strict: taken literally (conflict) or as a caution; of the policy if not given.
    """
    gap = hours(gap_h)
    check("none", run_class)
    if run_class not in IMPORTANT_RUNS:
        return FINE
    if heavy_leg_sets < policy.number("leg_load.article_min_sets"):
        return FINE
    window = policy.number("leg_load.article_window_h")
    is_strict = policy.flag("leg_load.article_strict") if strict is None else strict
    caution = policy.number(f"placement.caution_{_table(run_class)}")
    return _graded(gap, window if is_strict else 0.0, window, caution, policy)


def leg_spacing(gap_h: float, earlier: str, later: str, policy: Policy) -> Verdict:
    """Two leg sessions of class moderate or more, `gap_h` from end to start."""
    gap = hours(gap_h)
    check(earlier, "easy")
    check(later, "easy")
    if earlier not in _LEGS or later not in _LEGS:
        return FINE
    limits = policy.numbers("spacing.legs_h")
    levels: tuple[Severity, ...] = ("conflict", "caution", "info")
    for limit, severity, cost in zip(
        limits, levels, policy.numbers("placement.legs"), strict=True
    ):
        if gap < tolerated(limit, policy):
            return Verdict(severity, limit, limits[0], limits[1], cost)
    return Verdict("ok", None, limits[0], limits[1], 0.0)


def _table(run_class: str) -> str:
    return "key" if run_class == "long + key" else run_class


def _graded(
    gap: float, conflict_h: float, caution_h: float, caution: float, policy: Policy
) -> Verdict:
    """Conflict, caution or fine; what it costs falls to nothing at the window's end."""
    inner, outer = tolerated(conflict_h, policy), tolerated(caution_h, policy)
    if gap < inner:
        missing = policy.number("placement.conflict_per_missing_h") * (inner - gap)
        penalty = policy.number("placement.conflict") + missing
        return verdict("conflict", conflict_h, caution_h, penalty)
    if gap < outer:
        penalty = caution * (outer - gap) / (outer - inner)
        return verdict("caution", conflict_h, caution_h, penalty)
    return Verdict("ok", None, conflict_h, caution_h, 0.0)


def _wrong_order(
    gap: float, lift_class: str, found: Verdict, policy: Policy
) -> Verdict:
    """A lift earlier on the day of an easy run (R11: run first)."""
    limit = policy.number("spacing.same_day_h")
    near, far = policy.numbers("placement.before_easy_same_day")
    is_near = gap < limit
    severity: Severity = "caution" if is_near and lift_class in _HEAVY else "info"
    caution_h = max(found.caution_h, limit)
    return verdict(severity, found.conflict_h, caution_h, near if is_near else far)


def _race_recovery(distance_m: float, policy: Policy) -> tuple[float, float]:
    """Hours (conflict, caution) without heavy legs after a race of this distance."""
    slack = 1 + policy.number("race.above")
    place = sum(
        distance_m > limit * slack for limit in policy.numbers("race_recovery.until_m")
    )
    return (
        policy.numbers("race_recovery.conflict_h")[place],
        policy.numbers("race_recovery.caution_h")[place],
    )


def _after_penalty(
    run_class: str,
    lift_class: str,
    gap: float,
    same_day: bool,
    severity: Severity,
    policy: Policy,
) -> float:
    near, far = policy.number("spacing.near_h"), policy.number("spacing.same_day_h")
    if run_class in _RACES:
        costs = policy.numbers("placement.after_race")
        return costs[("conflict", "caution", "info").index(severity)]
    if run_class == "long":
        if same_day:
            light = "_light" if lift_class == "light" else ""
            return policy.number(f"placement.after_long_same_day{light}")
        next_day = severity == "caution"
        return policy.number(
            f"placement.after_long_{'next_day' if next_day else 'later'}"
        )
    if run_class == "key":
        soon, later, apart = policy.numbers("placement.after_key")
        return soon if gap < near else later if gap < far else apart
    close, apart = policy.numbers("placement.after_easy")
    return close if gap < far else apart
