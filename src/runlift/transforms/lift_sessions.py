"""Each lift session as one activity: when it began and ended, and its leg load."""

import numpy as np
import pandas as pd

from runlift.science import leg_load
from runlift.science.policy import Policy
from runlift.transforms.instants import instants

_DAY_US = 86_400 * 1_000_000


def lift_sessions(
    sessions: pd.DataFrame, sets: pd.DataFrame, zone: str, policy: Policy
) -> pd.DataFrame:
    """The sessions with their leg load by domain.md 5.3.

    Args:
        sessions: as `queries/sessions.sql` returns them.
        sets: as `lifted_sets` returns them.
        zone: the athlete's time zone.
        policy: thresholds.

    Returns:
        The columns of `sessions` and: start, end (naive UTC; missing without clock
        time), is_clock_known, end_local, is_end_assumed; sets, hard_sets, leg_sets,
        unmapped_sets, contacts; leg_load, lift_class; article_sets (hard sets of heavy
        leg exercises that the article's rule is about); made_by (text: the exercises
        that made it heavy, the largest first), adjusted_by (text: novelty and jump-up).
    """
    out = sessions.copy()
    out["is_clock_known"] = out["time_precision"] != "day"
    start = instants(out, zone)
    usual = policy.number("spacing.default_lift_min") * 60
    out["is_end_assumed"] = out["duration_s"].isna()
    lasting = pd.to_timedelta(out["duration_s"].fillna(usual), unit="s")
    known = out["is_clock_known"].to_numpy(bool)
    out["start"] = start.where(known)
    out["end"] = (start + lasting).where(known)
    out["end_local"] = out["start_local"] + lasting
    out = out.set_index("session_id", drop=False).rename_axis(None)
    facts = _facts(sets, policy)
    out = out.join(facts)
    counts = ["sets", "hard_sets", "leg_sets", "unmapped_sets", "article_sets"]
    out[[*counts, "contacts", "leg_load"]] = out[
        [*counts, "contacts", "leg_load"]
    ].fillna(0)
    out[counts] = out[counts].astype(int)
    out[["made_by", "adjusted_by"]] = out[["made_by", "adjusted_by"]].fillna("")
    out["lift_class"] = leg_load.session_class(out["leg_load"].to_numpy(float), policy)
    return out.reset_index(drop=True)


def _facts(sets: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """What the sets of each session add up to, indexed by session."""
    works = sets[~sets["is_warmup"]]
    legs = works[works["leg_points"] > 0]
    article = works[works["is_article_set"]]
    by = works.groupby("session_id")
    facts = pd.DataFrame(
        {
            "sets": by.size(),
            "hard_sets": by["is_hard"].sum(),
            "contacts": by["contacts"].sum(),
            "unmapped_sets": by["is_mapped"].agg(lambda mapped: int((~mapped).sum()))
            if len(works)
            else pd.Series(dtype=float),
        }
    )
    facts["leg_sets"] = legs.groupby("session_id").size()
    facts["article_sets"] = article.groupby("session_id").size()
    facts["made_by"] = _made_by(legs)
    return facts.join(_loads(legs, facts, sets, policy))


def _made_by(legs: pd.DataFrame) -> pd.Series:
    """The exercises behind a session's leg load, as a coach would list them."""
    if legs.empty:
        return pd.Series(dtype=object)
    grouped = (
        legs.groupby(["session_id", "exercise"], sort=False)
        .agg(points=("leg_points", "sum"), n=("set_no", "size"), top=("load_kg", "max"))
        .reset_index()
        .sort_values(["session_id", "points"], ascending=[True, False])
    )
    grouped["text"] = [
        f"{exercise} {n} sets"
        for exercise, n in zip(grouped["exercise"], grouped["n"], strict=True)
    ]
    return grouped.groupby("session_id")["text"].agg(", ".join)


def _loads(
    legs: pd.DataFrame, facts: pd.DataFrame, sets: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Leg load of each session, with novelty per pattern and jumps in load or sets."""
    moments = sets.drop_duplicates("session_id").set_index("session_id")["start_local"]
    by_pattern = (
        legs.groupby(["session_id", "pattern"], sort=False)["leg_points"]
        .sum()
        .reset_index()
    )
    by_pattern["at"] = moments.reindex(by_pattern["session_id"]).to_numpy()
    by_pattern = by_pattern.sort_values(["pattern", "at"], ignore_index=True)
    by_pattern["exposures"] = _earlier(by_pattern, "pattern", policy)
    novelty = leg_load.novelty_factor(by_pattern["exposures"].to_numpy(float), policy)
    by_pattern["points"] = by_pattern["leg_points"] * novelty
    grouped = by_pattern.groupby("session_id")
    out = pd.DataFrame(
        {
            "points": grouped["points"].sum(),
            "plain": grouped["leg_points"].sum(),
        }
    ).reindex(facts.index, fill_value=0.0)
    out["jump"] = _jump(legs, moments, out.index, policy)
    contacts = leg_load.contacts_points(facts["contacts"].to_numpy(float), policy)
    out["leg_load"] = out["points"] * out["jump"] + contacts
    fresh = (
        by_pattern[novelty > 1]
        .groupby("session_id")["pattern"]
        .agg(lambda patterns: ", ".join(one.replace("_", " ") for one in patterns))
    )
    said = fresh.reindex(out.index).fillna("")
    ratio = (out["points"] / out["plain"].where(out["plain"] > 0)).fillna(1.0)
    out["adjusted_by"] = [
        _adjustment(patterns, times, jump, policy)
        for patterns, times, jump in zip(said, ratio, out["jump"], strict=True)
    ]
    return out[["leg_load", "adjusted_by"]]


def _adjustment(patterns: str, times: float, jump: float, policy: Policy) -> str:
    parts = []
    if patterns:
        days = policy.number("leg_load.novelty_days")
        parts.append(f"x{times:.1f}: {patterns} was rare in the {days:g} days before")
    if jump > 1:
        parts.append(f"x{jump:g}: more load or sets than in the weeks before")
    return "; ".join(parts)


def _earlier(rows: pd.DataFrame, key: str, policy: Policy) -> np.ndarray:
    """How many rows of the same key lie in the days before each; sorted by key, at."""
    window = int(policy.number("leg_load.novelty_days")) * _DAY_US
    at = rows["at"].to_numpy("datetime64[us]").astype(np.int64)
    counts = np.zeros(len(rows), dtype=np.int64)
    for place in rows.groupby(key, sort=False).indices.values():
        mine = at[place]
        counts[place] = np.searchsorted(mine, mine, "left") - np.searchsorted(
            mine, mine - window, "left"
        )
    return counts


def _jump(
    legs: pd.DataFrame, moments: pd.Series, index: pd.Index, policy: Policy
) -> pd.Series:
    """The factor for a session whose top load or leg sets exceed the weeks before."""
    days = f"{policy.number('leg_load.jump_up_days'):.0f}D"

    def ratio(rows: pd.DataFrame, key: str, value: str) -> pd.Series:
        rows = rows.sort_values([key, "at"], ignore_index=True)
        before = (
            rows.set_index("at")
            .groupby(key, sort=False)[value]
            .rolling(days, closed="left")
            .max()
            .to_numpy()
        )
        rows["ratio"] = rows[value].to_numpy() / np.where(before > 0, before, np.nan)
        return rows.groupby("session_id")["ratio"].max()

    if legs.empty:
        return pd.Series(1.0, index=index)
    heavy = legs[legs["is_heavy_legs"]]
    tops = heavy.groupby(["session_id", "exercise_id"])["load_kg"].max().reset_index()
    tops["at"] = moments.reindex(tops["session_id"]).to_numpy()
    counts = legs.groupby("session_id").size().rename("n").reset_index()
    counts["at"] = moments.reindex(counts["session_id"]).to_numpy()
    counts["everything"] = 0
    counts["n"] = counts["n"].astype(float)
    load_ratio = ratio(tops.dropna(subset=["load_kg"]), "exercise_id", "load_kg")
    sets_ratio = ratio(counts, "everything", "n")
    factor = leg_load.jump_up_factor(
        load_ratio.reindex(index).to_numpy(float),
        sets_ratio.reindex(index).to_numpy(float),
        policy,
    )
    return pd.Series(factor, index=index)
