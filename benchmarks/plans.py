"""Placing lifts in a week, building half a year, and bringing a plan up to date.

    python benchmarks/plans.py

The other side is `tests/reference_placement.py`, which works out the whole cost of every
placement anew, as one would who writes it down once. Medians.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from imports import made_up
from tests import reference_placement

import logs
from runlift import frames, intake
from runlift.frames import following
from runlift.frames import plans as plan_frames
from runlift.program.choices import Choices
from runlift.program.placement import best_placements
from runlift.program.week import DAYS
from runlift.program.week_input import week_of
from runlift.science.policy import default_policy
from runlift.store import Store, athletes

ROUNDS = 7
NOW = datetime.now(UTC).replace(tzinfo=None)
RUNS = [(1, "AM", "key"), (3, "AM", "easy"), (6, "AM", "long")]
LIFTS = {"W1": "heavy", "W2": "light", "W3": "heavy"}


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of the median of some rounds."""
    took = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - begin))
    return statistics.median(took)


def week(**more: object) -> dict[str, object]:
    """The week that is placed, as plain values."""
    return {
        "runs": [{"day": DAYS[d], "slot": s, "class": c} for d, s, c in RUNS],
        "lifts": [{"name": n, "class": c} for n, c in LIFTS.items()],
        "strict": False,
        **more,
    }


def placing() -> None:
    """All placements of three lifts, then with one pinned."""
    policy = default_policy()
    free, pinned = (
        week_of(values, policy)
        for values in (week(), week(pins={"W1": {"day": "Mon", "slot": "PM"}}))
    )
    slow = median(lambda: reference_placement.optima(LIFTS, RUNS), 3)
    fast = median(lambda: best_placements(free))
    again = median(lambda: best_placements(pinned))
    print("| placing three lifts among eleven half days | ms | ratio |")
    print("|---|---:|---:|")
    print(f"| every cost worked out anew | {slow:.0f} | 1 |")
    print(f"| Runlift | {fast:.0f} | {slow / fast:.0f} |")
    print(f"| Runlift, one pinned | {again:.0f} | {slow / again:.0f} |")


def following_one() -> None:
    """Build and bring up to date, for a log of 15,000 sets and 2,000 runs."""
    runs = [
        logs.run(datetime(2026, 11, 1, 7) - timedelta(days=2 * n), 40 + n % 50, 7.0)
        for n in range(2_000)
    ]
    with Store() as store:
        ana = athletes.new(store, "Ana", NOW, timezone="UTC", is_timezone_known=True)
        athletes.write(store, ana, NOW)
        files = (made_up(15_000), logs.strava(*runs))
        offered = [intake.Offered(f"{n}.csv", one) for n, one in enumerate(files)]
        intake.keep(store, intake.preview(store, ana, offered, NOW), NOW)
        how = frames.profile(store, ana)
        log = frames.training(store, ana, how)
        program = plan_frames.programs_of(store, ana, how)["intermediate_advanced"]
        first = date(2026, 11, 2)
        choices = Choices(program.program_id, first, weeks=24, days=3).checked(first)
        whose = plan_frames.lifter(frames.strength_sessions(log, how), how, choices)

        def built() -> plan_frames.Plan:
            return plan_frames.built("p", "Mine", program, choices, whose, how)

        kept = plan_frames.Kept(built(), True, 1)
        found = median(
            lambda: following.following(store, ana, log, how, kept, first), 5
        )
        judged = median(
            lambda: plan_frames.plan_findings(
                log, kept.plan, how, ana, datetime(2026, 11, 2)
            ),
            5,
        )
        print("\n| a plan of 24 weeks beside 15,000 sets and 2,000 runs | ms |")
        print("|---|---:|")
        print(f"| build it | {median(built, 5):.0f} |")
        print(
            f"| match it with the log, next targets, planned against done | {found:.0f} |"
        )
        print(f"| what the rules say of what is to come | {judged:.0f} |")


if __name__ == "__main__":
    placing()
    following_one()
