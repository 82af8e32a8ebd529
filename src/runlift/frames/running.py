"""Every frame of the running page: the judged log, cut by the transforms of running.

`running` holds what its first parts show, `load` what its last part does; both take the
log of `frames.training` and what recordings say beside it.
"""

from dataclasses import dataclass

import pandas as pd

from runlift.errors import NotEnoughData
from runlift.frames.judged import Profile, Training
from runlift.model import Athlete, Window
from runlift.science.fitness import CriticalSpeed
from runlift.science.training_load import Sex
from runlift.store import Store
from runlift.store import athletes as people
from runlift.transforms import (
    best_efforts,
    daily_load,
    intensity,
    run_efficiency,
    run_fitness,
    run_list,
    running_weeks,
    single_runs,
)
from runlift.transforms.intensity import HeartMaximum
from runlift.transforms.run_fitness import Effort

SEX_SETTING = "sex"
_SEXES = ("m", "f")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the running page needs beside the judged log."""

    efforts: pd.DataFrame
    """As `queries/run_efforts.sql` returns them."""
    sex: Sex = None
    """Whose constants TRIMP takes; only where the athlete has said."""


@dataclass(frozen=True)
class Running:
    """The frames of the running page, and what was refused with the reason."""

    heart: HeartMaximum
    weeks: pd.DataFrame
    totals: pd.DataFrame
    single: pd.DataFrame
    """Every run, not only those of the window."""
    split: pd.DataFrame
    """One row of the window, as `intensity_total` returns it."""
    split_weeks: pd.DataFrame
    steady: pd.DataFrame
    left_out: dict[str, int]
    trend: pd.DataFrame
    efforts: pd.DataFrame
    bests: pd.DataFrame
    fitness: Effort | str
    """The effort VDOT comes from; a sentence where there is none."""
    critical: CriticalSpeed | str
    race: Effort | str
    equivalents: pd.DataFrame
    runs: pd.DataFrame
    """The runs of the window, as `run_list` returns them."""


@dataclass(frozen=True)
class Load:
    """The frames of the part about load."""

    known: pd.DataFrame
    days: pd.DataFrame
    weeks: pd.DataFrame
    is_heart_known: bool
    is_rest_known: bool


def beside(store: Store, athlete: Athlete) -> Beside:
    """What recordings say of the runs, and what the athlete has said of herself."""
    who = athlete.athlete_id
    said = people.settings(store, who).get(SEX_SETTING)
    return Beside(
        store.ask("run_efforts", athlete=who), said if said in _SEXES else None
    )


def running(log: Training, how: Profile, window: Window, known: Beside) -> Running:
    """Every frame but those about load, for the days of a window.

    Each part is described where it is made: `running_weeks`, `single_runs`,
    `intensity`, `run_efficiency`, `best_efforts`, `run_fitness`, `run_list`.
    """
    runs, policy, efforts = log["runs"], how.policy, known.efforts
    heart = intensity.heart_maximum(runs, how.hr_max, policy)
    days = runs["day"].dt.date
    inside = runs[days.between(window.first, window.last)]
    single = single_runs.single_runs(runs)
    split = intensity.intensity(runs, efforts, heart.bpm, policy)
    found = run_efficiency.steady_runs(inside, policy)
    bests = best_efforts.best_efforts(runs, efforts, policy)
    race = _race(runs, how, window)
    return Running(
        heart=heart,
        weeks=running_weeks.running_weeks(runs, window, policy),
        totals=running_weeks.totals(runs, window),
        single=single,
        split=intensity.intensity_total(split, window),
        split_weeks=intensity.intensity_weeks(split, window),
        steady=found.runs,
        left_out=found.left_out,
        trend=run_efficiency.efficiency_trend(found.runs, policy),
        efforts=bests,
        bests=best_efforts.bests(bests, window),
        fitness=_fitness(runs, how, window, known, heart),
        critical=_critical(bests, how, window),
        race=race,
        equivalents=(
            pd.DataFrame(columns=list(run_fitness.EQUIVALENT_COLUMNS))
            if isinstance(race, str)
            else run_fitness.equivalents(race, policy)
        ),
        runs=run_list.run_list(inside, single, found.runs, policy),
    )


def load(log: Training, how: Profile, window: Window, known: Beside) -> Load:
    """The frames about load, as `daily_load` describes them."""
    heart = intensity.heart_maximum(log["runs"], how.hr_max, how.policy)
    loads = daily_load.activity_loads(
        log["runs"],
        log["lifts"],
        known.efforts,
        how.policy,
        heart.bpm,
        how.hr_rest,
        known.sex,
    )
    found = daily_load.known_loads(loads, window, how.policy)
    return Load(
        known=found,
        days=daily_load.daily_load(loads, found, window, how.policy),
        weeks=daily_load.load_weeks(loads, window),
        is_heart_known=heart.bpm > 0,
        is_rest_known=how.hr_rest is not None,
    )


def _fitness(
    runs: pd.DataFrame, how: Profile, window: Window, known: Beside, heart: HeartMaximum
) -> Effort | str:
    try:
        return run_fitness.best_effort(
            runs, known.efforts, window, how.policy, heart.bpm
        )
    except NotEnoughData as refusal:
        return str(refusal)


def _critical(bests: pd.DataFrame, how: Profile, window: Window) -> CriticalSpeed | str:
    try:
        return run_fitness.critical_speed(bests, window, how.policy)
    except NotEnoughData as refusal:
        return str(refusal)


def _race(runs: pd.DataFrame, how: Profile, window: Window) -> Effort | str:
    try:
        return run_fitness.best_race(runs, window, how.policy)
    except NotEnoughData as refusal:
        return str(refusal)
