"""The log without what nobody believes: what is blanked, and what goes as a whole.

A set whose load is doubted did happen: its load is blank, so that it makes no estimate,
no record and no warm-ups of the sets beside it, while it stays in the volume and the
leg load. A run that is too fast stays in its place in time without its distance. What
the athlete leaves out goes as far as the doubt goes: the one value that looked odd, or
the record.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from runlift.transforms.telling import Bools

_OF_RUN = {
    "speed_own_best": ("distance_m",),
    "distance_own_max": ("distance_m",),
    "elapsed_ratio": ("elapsed_s",),
    "ascent": ("ascent_m", "descent_m"),
    "temperature": ("temperature_c",),
    "cadence": ("cadence_spm",),
    "cadence_one_leg": ("cadence_spm",),
    "hr_avg": ("avg_hr",),
    "hr_max": ("max_hr",),
}
"""What is blank when a doubt about a run holds; with any other the run goes."""
_OF_SESSION = {
    "lift_long": ("duration_s",),
    "hr_avg": ("avg_hr",),
    "hr_max": ("max_hr",),
}

ONLY_NOTED = ("sets_many", "week_far", "week_own_max")
"""Doubts about what is many records: there is nothing that could be left out."""


def touches_sets(doubts: pd.DataFrame) -> bool:
    """Whether any set, session or body mass is not taken as it was logged."""
    kinds = ("set", "session", "body_mass")
    return bool((doubts["is_excluded"] & doubts["kind"].isin(kinds)).any())


def believed_sets(sets: pd.DataFrame, doubts: pd.DataFrame) -> pd.DataFrame:
    """The sets without those left out, and without the loads that are doubted.

    Args:
        sets: as `queries/sets.sql` returns them.
        doubts: as `doubts` returns them.

    Returns:
        The columns of `sets`, the top set of each exercise found anew, and
        logged_load_kg (the load as logged), is_doubtful (the load is not believed).
    """
    out = sets.assign(logged_load_kg=sets["load_kg"], is_doubtful=False)
    held = doubts[doubts["is_excluded"]]
    gone = held[held["verdict"] == "excluded"]
    left_out = _is_set(out, gone) | _is_in(
        out["session_id"], gone, "session", set(gone["what"]) - set(_OF_SESSION)
    )
    doubted = _is_set(out, held)
    if not (left_out | doubted).any():
        return out
    out["is_doubtful"] = doubted
    out["load_kg"] = out["load_kg"].mask(doubted)
    return _with_top_sets(out[~left_out])


def believed_sessions(sessions: pd.DataFrame, doubts: pd.DataFrame) -> pd.DataFrame:
    """The sessions without those left out, and without values that are."""
    return _believed(sessions, "session_id", "session", doubts, _OF_SESSION)


def believed_runs(runs: pd.DataFrame, doubts: pd.DataFrame) -> pd.DataFrame:
    """The runs without those left out, and without values that nobody believes.

    Returns:
        The columns of `runs` and logged_distance_m (as logged), is_doubtful (the
        distance is not believed).
    """
    logged = runs.assign(logged_distance_m=runs["distance_m"])
    out = _believed(logged, "run_id", "run", doubts, _OF_RUN)
    gone = out["distance_m"].isna() & out["logged_distance_m"].notna()
    return out.assign(is_doubtful=gone)


def believed_masses(masses: pd.DataFrame, doubts: pd.DataFrame) -> pd.DataFrame:
    """The body masses without those left out."""
    held = doubts[doubts["is_excluded"] & (doubts["kind"] == "body_mass")]
    if held.empty:
        return masses
    days = masses["day"].to_numpy("datetime64[D]").astype(str)
    return masses[~np.isin(days, held["record_id"].to_numpy(str))].reset_index(
        drop=True
    )


def _believed(
    records: pd.DataFrame,
    id_column: str,
    kind: str,
    doubts: pd.DataFrame,
    blanks: Mapping[str, tuple[str, ...]],
) -> pd.DataFrame:
    held = doubts[doubts["is_excluded"] & (doubts["kind"] == kind)]
    if held.empty:
        return records
    out = records.copy()
    for what in held["what"].unique():
        mine = _is_in(out[id_column], held, kind, {what})
        if what not in blanks:
            out = out[~mine]
            continue
        for column in blanks[what]:
            out[column] = out[column].mask(mine)
    return out.reset_index(drop=True)


def _is_in(ids: pd.Series, doubts: pd.DataFrame, kind: str, what: set[str]) -> Bools:
    mine = doubts[(doubts["kind"] == kind) & doubts["what"].isin(what)]
    found: Bools = ids.isin(mine["record_id"]).to_numpy(bool)
    return found


def _is_set(sets: pd.DataFrame, doubts: pd.DataFrame) -> Bools:
    mine = doubts[doubts["kind"] == "set"]
    found = np.zeros(len(sets), bool)
    keys = set(zip(mine["record_id"], mine["set_no"], strict=True))
    near = np.flatnonzero(sets["session_id"].isin(mine["record_id"]).to_numpy(bool))
    pairs = zip(sets["session_id"].iloc[near], sets["set_no"].iloc[near], strict=True)
    found[near] = [pair in keys for pair in pairs]
    return found


def _with_top_sets(sets: pd.DataFrame) -> pd.DataFrame:
    """The top set of each session and exercise, as the query finds it."""
    sets = sets.reset_index(drop=True)
    session, _ = pd.factorize(sets["session_id"])
    exercise, names = pd.factorize(sets["exercise_raw"])
    key = session * max(len(names), 1) + exercise
    load = sets["load_kg"].to_numpy(float)
    order = np.lexsort((sets["set_no"], -np.nan_to_num(load, nan=-np.inf), key))
    _, first, place = np.unique(key[order], return_index=True, return_inverse=True)
    top = np.empty(len(sets), np.int64)
    top[order] = order[first][place]
    return sets.assign(
        top_load_kg=load[top],
        top_set_no=sets["set_no"].to_numpy()[top],
        top_reps=sets["reps"].to_numpy(float)[top],
    )
