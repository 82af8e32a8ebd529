"""What a program's week gives each muscle, counted as an athlete's own week is."""

from collections.abc import Mapping

import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.balance import balance
from runlift.transforms.fractional import shared_out

COUNTED = ("hard", "hold")
_KEY = ["program", "variant", "week"]


def program_frames(
    planned: pd.DataFrame, roles: pd.DataFrame, muscles: pd.DataFrame, policy: Policy
) -> Mapping[str, pd.DataFrame]:
    """What the programs deliver, ready to stand beside an athlete's average week.

    Args:
        planned: as `program.planned_sets.every_planned_set` returns it.
        roles: exercise_id, muscle, role.
        muscles: muscle, name, group, in the order to be shown.
        policy: thresholds.

    Returns:
        `volume`, `counts`, `ranges`, `table`, `balance` and `gaps` as `program_volume`,
        `program_counts`, `program_ranges`, `program_table`, `program_balance` and
        `missing_patterns` describe them.
    """
    volume = program_volume(planned, roles, policy)
    return {
        "volume": volume,
        "counts": program_counts(planned),
        "ranges": program_ranges(volume),
        "table": program_table(volume, muscles),
        "balance": program_balance(planned, volume, policy),
        "gaps": missing_patterns(planned),
    }


def program_volume(
    planned: pd.DataFrame, roles: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """Fractional sets per muscle in every week and variant of the programs.

    Args:
        planned: program, variant, week, exercise_id, exercise_kind, sets.
        roles: exercise_id, muscle, role.
        policy: thresholds, as for `fractional`; the athlete's secondary weight counts.

    Returns:
        program, variant, week, muscle, sets, direct_sets, indirect_sets. Every planned
        set of a lift or hold is a hard set: that is what a program asks for.
    """
    hard = planned[planned["exercise_kind"].isin(COUNTED)]
    keys = hard[_KEY].drop_duplicates().reset_index(drop=True)
    keyed = hard.merge(keys.reset_index(names="key"), on=_KEY)
    counted = keyed.groupby(["key", "exercise_id"])["sets"].sum().reset_index()
    both = counted.rename(columns={"sets": "left"}).assign(right=counted["sets"])
    found = shared_out(both, "key", roles, policy).join(keys, on="key")
    return found[[*_KEY, "muscle", "sets", "direct_sets", "indirect_sets"]]


def program_counts(planned: pd.DataFrame) -> pd.DataFrame:
    """Hard sets, jump contacts and throws of every week and variant.

    Args:
        planned: `_KEY`, exercise_kind, is_per_side, sets, reps_low.

    Returns:
        program, variant, week, hard_sets, contacts, throws (those of both sides).
    """
    many = planned["sets"] * planned["reps_low"].fillna(0.0)
    many = many * planned["is_per_side"].map({True: 2.0, False: 1.0})
    kind = planned["exercise_kind"]
    return (
        planned[_KEY]
        .assign(
            hard_sets=planned["sets"].where(kind.isin(COUNTED), 0),
            contacts=many.where(kind == "plyometric", 0.0),
            throws=many.where(kind == "throw", 0.0),
        )
        .groupby(_KEY, sort=False)
        .sum()
        .reset_index()
    )


def program_ranges(volume: pd.DataFrame) -> pd.DataFrame:
    """The fewest and the most sets each program gives a muscle.

    Args:
        volume: as `program_volume` returns it.

    Returns:
        program, muscle, low, high, over all weeks and variants; a muscle that a program
        trains in only some of them has a low of 0.
    """
    wide = volume.pivot_table(index=_KEY, columns="muscle", values="sets")
    by_program = wide.fillna(0.0).groupby("program")
    few = by_program.min().reset_index().melt("program", value_name="low")
    many = by_program.max().reset_index().melt("program", value_name="high")
    return few.merge(many, on=["program", "muscle"])


def program_table(volume: pd.DataFrame, muscles: pd.DataFrame) -> pd.DataFrame:
    """One row a muscle, one column a variant; weeks that are alike share a column.

    Args:
        volume: as `program_volume` returns it.
        muscles: muscle, name, group.

    Returns:
        muscle, name and columns named `program, variant`, such as `basic, 3 sets` and
        `intermediate_advanced, weeks 1 to 4`, in the order of weeks; zeros included.
    """
    out = muscles[["muscle", "name"]].copy()
    for program, rows in volume.groupby("program", sort=False):
        columns: list[tuple[str, str, pd.Series]] = []
        by_week = rows.sort_values("week", kind="stable")
        for variant, one in by_week.groupby("variant", sort=False):
            sets = one.set_index("muscle")["sets"].reindex(out["muscle"]).fillna(0.0)
            if columns and columns[-1][2].equals(sets):
                columns[-1] = (columns[-1][0], str(variant), sets)
            else:
                columns.append((str(variant), str(variant), sets))
        for first, last, sets in columns:
            # `week 1` and `week 4` are the ends of `weeks 1 to 4`.
            many = f"{first.replace('week ', 'weeks ')} to {last.split()[-1]}"
            named = first if first == last else many
            out[f"{program}, {named}"] = sets.to_numpy()
    return out


def program_balance(
    planned: pd.DataFrame, volume: pd.DataFrame, policy: Policy
) -> pd.DataFrame:
    """The balance read-outs of each program's first week and variant.

    Returns:
        program and the columns of `balance`.
    """
    parts = []
    for program, rows in planned.groupby("program", sort=False):
        variant = rows["variant"].iloc[0]
        first = rows[
            (rows["variant"] == variant) & (rows["week"] == rows["week"].min())
        ]
        work = first[first["exercise_kind"].isin(COUNTED)].assign(side="both")
        mine = volume[(volume["program"] == program) & (volume["variant"] == variant)]
        found = balance(work, mine, policy, least=0)
        found.insert(0, "program", program)
        parts.append(found)
    return pd.concat(parts, ignore_index=True)


def missing_patterns(planned: pd.DataFrame) -> pd.DataFrame:
    """Patterns of upper-body pushing and pulling that a program leaves out.

    Returns:
        program, pattern: those of `horizontal_push`, `vertical_push`, `horizontal_pull`
        and `vertical_pull` that none of its exercises has.
    """
    asked = ("horizontal_push", "vertical_push", "horizontal_pull", "vertical_pull")
    rows = [
        (program, pattern)
        for program, mine in planned.groupby("program", sort=False)
        for pattern in asked
        if pattern not in set(mine["pattern"])
    ]
    return pd.DataFrame(rows, columns=["program", "pattern"])
