"""Judged runs with made-up recordings, for tests of what the running page shows."""

import numpy as np
import pandas as pd
from tests.logs import run, strava, training

from runlift.science.policy import default_policy
from runlift.science.stream import DISTANCES_M

POLICY = default_policy()
NO_EFFORTS = pd.DataFrame(columns=["run_id", "best_s", "hr_seconds", "gap_seconds"])

run_at = run
"""One run as `tests.logs.run` writes it."""


def judged(*written, **settings):
    """The judged runs of these lines of a Strava export."""
    return training(strava(*written), **settings)["runs"]


def recorded(runs, **columns):
    """The same runs as if each had a steady recording; columns say what else."""
    steady = {
        "has_stream": True,
        "hr_coverage": 1.0,
        "speed_cv": 0.05,
        "longest_stop_s": 0.0,
        "first_gap_m_per_s": 3.0,
        "first_hr": 150.0,
        "second_gap_m_per_s": 3.0,
        "second_hr": 150.0,
    }
    return runs.assign(**{**steady, **columns})


def efforts(runs, bests=(), beats=()):
    """What the recordings of the runs say.

    Args:
        runs: as `judged` returns them.
        bests: for each run, seconds by distance in m.
        beats: for each run, seconds by heart rate.
    """
    rows = []
    for place, run_id in enumerate(runs["run_id"]):
        best = np.ma.masked_all(len(DISTANCES_M))
        for metres, seconds in (bests[place] if place < len(bests) else {}).items():
            best[DISTANCES_M.index(metres)] = seconds
        heart = np.zeros(250)
        for bpm, seconds in (beats[place] if place < len(beats) else {}).items():
            heart[bpm] = seconds
        rows.append((run_id, best, heart, np.zeros(120)))
    return pd.DataFrame(rows, columns=list(NO_EFFORTS))
