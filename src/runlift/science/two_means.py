"""How far two means are apart, and how sure that is: Welch's interval.

In numpy, without a table of the t distribution; tests hold it against scipy.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_STEPS = 20_001


@dataclass(frozen=True, slots=True)
class Difference:
    """The first mean less the second, with its interval; NaN where there is none."""

    value: float
    low: float = math.nan
    high: float = math.nan


def difference(
    first: npt.ArrayLike, second: npt.ArrayLike, confidence: float
) -> Difference:
    """The difference of two means (Welch 1947), each group with its own scatter.

    Args:
        first: values of one group.
        second: values of the other.
        confidence: of the interval.

    Returns:
        No interval with fewer than two values in a group; no width where neither
        scatters.
    """
    one, other = np.asarray(first, float), np.asarray(second, float)
    if not one.size or not other.size:
        return Difference(math.nan)
    apart = float(one.mean() - other.mean())
    if min(one.size, other.size) < 2:
        return Difference(apart)
    parts = [float(group.var(ddof=1)) / group.size for group in (one, other)]
    error = sum(parts)
    if not error:
        return Difference(apart, apart, apart)
    freedom = error**2 / sum(
        part**2 / (group.size - 1)
        for part, group in zip(parts, (one, other), strict=True)
    )
    half = t_quantile((1 + confidence) / 2, freedom) * math.sqrt(error)
    return Difference(apart, apart - half, apart + half)


def t_quantile(share: float, freedom: float) -> float:
    """The value below which a share of Student's t distribution lies.

    Args:
        share: between 0 and 1.
        freedom: degrees of freedom, 1 or more; need not be whole. Exact to four digits
            from 2 on.
    """
    # With t = sqrt(freedom) tan(a) the density is a power of cos(a): nothing at the
    # ends, so a plain sum over the half turn is exact enough.
    angle = np.linspace(-np.pi / 2, np.pi / 2, _STEPS)
    density = np.cos(angle).clip(0) ** (freedom - 1)
    area = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return math.sqrt(freedom) * math.tan(
        float(np.interp(share, area / area[-1], angle))
    )
