"""What each muscle got in the seven days up to every day."""

import numpy as np
import pandas as pd

from runlift.model import Window
from runlift.transforms.instants import monday

DAYS = 7
"""A week: the bands are sets a week, so that a rolling sum can be read against them."""

COLUMNS = ("day", "muscle", "sets")


def rolling_volume(daily: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Sets of the last seven days, the day itself among them, per muscle.

    Args:
        daily: day, muscle, sets, as `fractional` returns them; the six days before the
            window among them.
        window: the days, from the Monday of its first week.

    Returns:
        `COLUMNS`: every day of the window for every muscle trained in it, the unmapped
        among them, zeros included. On a Sunday it is what the week had.
    """
    days = pd.date_range(monday(window.first), pd.Timestamp(window.last), freq="D")
    begin = days[0] - pd.Timedelta(days=DAYS - 1)
    inside = daily[daily["day"].between(begin, days[-1])]
    muscle, names = pd.factorize(inside["muscle"], sort=True)
    place = (inside["day"] - begin).dt.days.to_numpy(int)
    grid = np.zeros((len(days) + DAYS - 1, len(names)))
    grid[place, muscle] = inside["sets"].to_numpy(float)
    # Seven shifted grids instead of a difference of running totals, whose rounding
    # would leave a trace of sets on days without any.
    total = sum(
        (grid[back : back + len(days)] for back in range(DAYS)),
        start=np.zeros((len(days), len(names))),
    )
    return pd.DataFrame(
        {
            "day": np.tile(days.to_numpy("datetime64[us]"), len(names)),
            "muscle": np.repeat(np.asarray(names, object), len(days)),
            "sets": total.T.ravel(),
        }
    )


def course(
    volume: pd.DataFrame, mean: pd.DataFrame, muscles: list[str]
) -> pd.DataFrame:
    """The rows of some muscles with their names and bands.

    Args:
        volume: muscle, sets and a time, such as `heat` or `rolling_volume` returns.
        mean: as `mean_weekly_volume` returns it.
        muscles: which, in the order wanted.

    Returns:
        The columns of `volume` and name, maintain, develop_low, develop_high, high.
    """
    limits = ["name", "maintain", "develop_low", "develop_high", "high"]
    named = mean.set_index("muscle")[limits]
    rows = volume[volume["muscle"].isin(muscles)]
    rows = rows.drop(columns=[one for one in limits if one in rows])
    order = pd.Series(range(len(muscles)), index=muscles, dtype=int)
    ordered = rows.iloc[np.argsort(rows["muscle"].map(order).to_numpy(), kind="stable")]
    return ordered.join(named, on="muscle").reset_index(drop=True)
