"""What the laps of a run say: repetitions with rests between, or blocks at threshold."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from runlift.science.policy import Policy, policy_or_default
from runlift.units import Floats

Bools = npt.NDArray[np.bool_]

_REST_SHARE = 0.55
"""Slower than this share of the fastest lap is rest, however slow."""

_OWN_TRIGGERS = ("manual", "workout")
"""Laps somebody pressed or planned; the others a watch makes by itself."""


@dataclass(frozen=True, slots=True)
class Workout:
    """A session found in the laps."""

    kind: Literal["intervals", "tempo"]
    signature: str
    """As runners write it: `6x800`, `5x3:00`, `2 blocks, 24 min`."""
    fast_s: float
    speed_ratio: float
    """Fast against slow; NaN for blocks."""


def workout(
    distance_m: npt.ArrayLike,
    moving_s: npt.ArrayLike,
    avg_hr: npt.ArrayLike,
    trigger: npt.ArrayLike,
    intensity: npt.ArrayLike,
    threshold_m_per_s: float = np.nan,
    hr_max: float = np.nan,
    policy: Policy | None = None,
) -> Workout | None:
    """The session that the laps of one run show (house rule); `None` for none.

    Laps a watch makes each kilometre or mile say nothing and are passed over, unless
    somebody pressed or planned them.

    Args:
        distance_m: of each lap, in order.
        moving_s: of each lap.
        avg_hr: of each lap.
        trigger: manual, workout, distance, time, position or missing.
        intensity: active, rest, warmup, cooldown or missing.
        threshold_m_per_s: the athlete's threshold speed at the time.
        hr_max: the athlete's maximum heart rate.
        policy: thresholds, section `laps`.
    """
    policy = policy_or_default(policy)
    metres, seconds = np.asarray(distance_m, float), np.asarray(moving_s, float)
    pressed = np.isin(np.asarray(trigger, object).astype(str), _OWN_TRIGGERS)
    if len(metres) < 2 or is_automatic(metres, pressed, policy):
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = np.where(seconds > 0, metres / seconds, 0.0)
    effort = np.asarray(intensity, object).astype(str)
    return _intervals(metres, seconds, speed, effort, policy) or _blocks(
        seconds,
        speed,
        np.asarray(avg_hr, float) / hr_max,
        effort,
        threshold_m_per_s,
        policy,
    )


def is_automatic(metres: Floats, is_pressed: Bools, policy: Policy) -> bool:
    """Whether these are the kilometres or miles of a watch, not laps of a session."""
    if is_pressed.any():
        return False
    unit = np.array(policy.numbers("laps.automatic_m"))
    near = np.abs(metres[:, None] / unit - 1) <= policy.number("laps.automatic_share")
    # The last lap ends where the run does.
    most = near[:-1].mean(axis=0).max() if len(metres) > 1 else 0.0
    return bool(most >= policy.number("laps.automatic_most"))


def snapped(metres: npt.ArrayLike, policy: Policy | None = None) -> Floats:
    """The distance of a track or a plan that each lap was; NaN for none."""
    policy = policy_or_default(policy)
    known = np.array(policy.numbers("laps.distances_m"))
    lap = np.asarray(metres, float)
    off = np.abs(lap[..., None] / known - 1)
    near = off.min(axis=-1) <= policy.number("laps.snap_share")
    return np.where(near, known[off.argmin(axis=-1)], np.nan)


def _intervals(
    metres: Floats,
    seconds: Floats,
    speed: Floats,
    effort: npt.NDArray[np.str_],
    policy: Policy,
) -> Workout | None:
    is_fast = _fast(speed, seconds, effort)
    shortest, longest = policy.numbers("laps.fast_s")
    reps = np.flatnonzero(is_fast & (seconds >= shortest) & (seconds <= longest))
    if len(reps) < policy.number("laps.min_reps"):
        return None
    between = np.ones(len(speed), bool)
    between[reps] = False
    rests = np.flatnonzero(between[reps[0] : reps[-1]]) + reps[0]
    apart = np.diff(reps) > 1
    if not len(rests) or apart.mean() < policy.number("laps.alternating_share"):
        return None
    slow = metres[rests].sum() / max(float(seconds[rests].sum()), 1.0)
    fast = metres[reps].sum() / seconds[reps].sum()
    ratio = fast / max(float(slow), 0.1)
    total = float(seconds[reps].sum())
    if ratio < policy.number("laps.speed_ratio") or total < policy.number(
        "laps.fast_total_s"
    ):
        return None
    return Workout(
        "intervals", _signature(metres[reps], seconds[reps], policy), total, ratio
    )


def _fast(speed: Floats, seconds: Floats, effort: npt.NDArray[np.str_]) -> Bools:
    """Which laps are repetitions: as planned, else those above the widest step in pace."""
    if (effort == "active").any() and (effort == "rest").any():
        planned: Bools = effort == "active"
        return planned
    ran = speed > 0
    if ran.sum() < 2:
        return np.zeros(len(speed), bool)
    # Standing and walking are alike here; else they would be parted from running.
    logs = np.log(np.maximum(speed, _REST_SHARE * speed.max()))
    order = np.argsort(logs)
    weights = seconds[order]
    sums, squares = np.cumsum(weights * logs[order]), np.cumsum(weights)
    # The split that parts the laps best: most of the spread lies between the groups.
    left, right = squares[:-1], squares[-1] - squares[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = left * right * (sums[:-1] / left - (sums[-1] - sums[:-1]) / right) ** 2
    cut = int(np.nanargmax(spread))
    found = np.zeros(len(speed), bool)
    found[order[cut + 1 :]] = True
    return found


def _signature(metres: Floats, seconds: Floats, policy: Policy) -> str:
    """`6x800` where most repetitions are of one distance, else by time."""
    need = policy.number("laps.signature_share")
    lengths, counts = np.unique(snapped(metres, policy), return_counts=True)
    known = ~np.isnan(lengths)
    if known.any():
        most = int(np.where(known, counts, 0).argmax())
        if counts[most] / len(metres) >= need:
            return f"{len(metres)}x{lengths[most]:g}"
    middle = float(np.median(seconds))
    even = np.abs(seconds / middle - 1) <= policy.number("laps.even_share")
    if even.mean() >= need:
        minutes, rest = divmod(round(middle / 5) * 5, 60)
        return f"{len(seconds)}x{minutes}:{rest:02d}"
    return f"{len(seconds)} repetitions"


def _blocks(
    seconds: Floats,
    speed: Floats,
    heart_share: Floats,
    effort: npt.NDArray[np.str_],
    threshold: float,
    policy: Policy,
) -> Workout | None:
    """Long laps near threshold, by speed or by heart rate."""
    low, high = policy.numbers("laps.tempo_speed_shares")
    calm, hard = policy.numbers("laps.tempo_heart_shares")
    with np.errstate(invalid="ignore"):
        near = ((speed >= low * threshold) & (speed <= high * threshold)) | (
            (heart_share >= calm) & (heart_share <= hard)
        )
    near &= ~np.isin(effort, ("warmup", "cooldown", "rest"))
    # Laps beside each other are one block.
    edges = np.diff(np.r_[0, near.astype(np.int8), 0])
    lengths = [
        float(seconds[begin:end].sum())
        for begin, end in zip(
            np.flatnonzero(edges > 0), np.flatnonzero(edges < 0), strict=True
        )
    ]
    blocks = [one for one in lengths if one >= policy.number("laps.tempo_block_s")]
    total = sum(blocks)
    if total < policy.number("laps.tempo_total_s"):
        return None
    many = "1 block" if len(blocks) == 1 else f"{len(blocks)} blocks"
    return Workout("tempo", f"{many}, {total / 60:.0f} min", total, np.nan)
