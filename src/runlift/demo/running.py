"""How an invented runner answers to a run: pace, heart rate, climb, weather.

One simple body: heart rate follows effort (a share of threshold speed), drifts over
a long run, rises in heat and with tired legs; everything has a daily scatter.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from random import Random

from runlift.demo.records import Activity

_HR_AT_THRESHOLD = 0.895
"""Share of the highest heart rate at threshold speed."""

_HR_PER_EFFORT = 0.62
"""How fast that share falls with effort."""


@dataclass(frozen=True, slots=True)
class Runner:
    """What does not change from run to run."""

    hr_max: int
    has_strap: bool
    cadence_spm: int
    climb_m_per_km: float
    mean_c: float
    swing_c: float
    """Half the difference between a July and a January day."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run as it was meant."""

    start: datetime
    km: float
    effort: float
    """Average speed as a share of threshold speed, on the flat."""
    title: str
    sport: str = "run"
    peak: float | None = None
    """Highest heart rate as a share of the maximum, where the run decides it."""
    stops: float = 0.02
    """Standing time as a share of moving time."""
    climb: float | None = None
    """Metres a kilometre, where it is not the usual terrain."""
    note: str = ""
    route: str = ""
    is_race: bool = False
    is_long: bool = False


def temperature(rng: Random, runner: Runner, moment: datetime) -> float:
    """A believable temperature in °C: season, hour and luck."""
    season = math.cos(2 * math.pi * (moment.timetuple().tm_yday - 200) / 365)
    hour = -2.5 if moment.hour < 9 else 1.5 if moment.hour < 19 else 0.0
    return runner.mean_c + runner.swing_c * season + hour + rng.gauss(0, 2.6)


def run(
    rng: Random, runner: Runner, plan: Plan, threshold: float, tired: float = 0.0
) -> Activity:
    """The run as it went.

    Args:
        rng: the week's dice.
        runner: whose body.
        plan: what was meant.
        threshold: threshold speed that week, m/s.
        tired: 0 with fresh legs, 1 the morning after heavy squats.
    """
    heat = temperature(rng, runner, plan.start)
    climb = runner.climb_m_per_km if plan.climb is None else plan.climb
    climb = 0.0 if plan.sport == "treadmill" else climb * rng.uniform(0.7, 1.35)
    slope = 2 * climb / 1000
    # Minetti's cost of an out-and-back over such slopes, and what trails add.
    terrain = 1 + 12.9 * slope**2 + (0.10 if plan.sport == "trail" else 0.0)
    effort = plan.effort * (1 - 0.012 * tired) + rng.gauss(
        0, 0.004 if plan.is_race else 0.012
    )
    speed = threshold * effort / terrain
    distance = plan.km * 1000 * (1 if plan.is_race else rng.uniform(0.985, 1.02))
    moving = distance / speed
    drift = min(0.04, max(0.0, (moving - 3600) / 3600 * 0.008))
    share = _HR_AT_THRESHOLD - _HR_PER_EFFORT * (1 - effort)
    share += drift + max(0.0, heat - 18) * 0.0025 + 0.008 * tired
    share = min(0.965, share + rng.gauss(0, 0.013))
    highest = plan.peak or min(0.97, share + 0.055 + 0.001 * climb)
    highest = min(1.0, max(highest + rng.gauss(0, 0.008), share + 0.02))
    stopped = 0 if plan.is_race else rng.expovariate(1 / (plan.stops * moving))
    best = speed * (1.5 if (plan.peak or 0) > 0.94 else rng.uniform(1.12, 1.3))
    return Activity(
        sport=plan.sport,
        start=plan.start,
        title=plan.title,
        moving_s=round(moving),
        elapsed_s=round(moving + min(stopped, 2400)),
        distance_m=round(distance, 1),
        ascent_m=round(climb * distance / 1000, 1),
        avg_hr=round(runner.hr_max * share) if runner.has_strap else None,
        max_hr=round(runner.hr_max * highest) if runner.has_strap else None,
        cadence_spm=round(runner.cadence_spm + 22 * (effort - 0.8) + rng.gauss(0, 1.2)),
        best_m_per_s=best,
        temperature_c=round(heat + 3),
        note=plan.note,
        route=plan.route,
        is_race=plan.is_race,
        is_long=plan.is_long,
    )


def default_title(moment: datetime, what: str = "Run") -> str:
    """What Strava calls an activity nobody named."""
    parts = ((11, "Morning"), (14, "Lunch"), (17, "Afternoon"), (21, "Evening"))
    part = next((name for until, name in parts if moment.hour < until), "Night")
    return f"{part} {what}"
