"""Two shares of a few runs against each other: an exact p-value and an interval."""

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

_SAME = 1e-9


def exact_p_value(
    is_hit: npt.ArrayLike, is_exposed: npt.ArrayLike, block: npt.ArrayLike
) -> float:
    """Fisher's exact test, two-sided, with labels dealt within blocks.

    In each block the hits among the exposed are hypergeometric; the total of independent
    blocks is their convolution. The p-value is the share of all deals whose total is at
    least as far from what is expected as the one that was seen.
    """
    hit = np.asarray(is_hit, bool)
    exposed = np.asarray(is_exposed, bool)
    blocks = np.asarray(block)
    chance, expected = np.ones(1), 0.0
    for one in np.unique(blocks):
        here = blocks == one
        size, drawn = int(here.sum()), int(exposed[here].sum())
        hits = int(hit[here].sum())
        ways = [
            math.comb(hits, k) * math.comb(size - hits, drawn - k)
            for k in range(drawn + 1)
        ]
        chance = np.convolve(chance, np.array(ways, float) / math.comb(size, drawn))
        expected += drawn * hits / size
    apart = np.abs(np.arange(len(chance)) - expected)
    seen = abs(int((hit & exposed).sum()) - expected)
    return min(1.0, float(chance[apart >= seen - _SAME].sum()))


def difference_interval(
    hits: int, size: int, other_hits: int, other_size: int, confidence: float
) -> tuple[float, float]:
    """The interval of one share less another (Newcombe 1998, method 10).

    Made of Wilson's intervals of each, so that it has a width where nobody missed.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    one, low, high = _wilson(hits, size, z)
    other, other_low, other_high = _wilson(other_hits, other_size, z)
    return (
        one - other - math.hypot(one - low, other_high - other),
        one - other + math.hypot(high - one, other - other_low),
    )


def _wilson(hits: int, size: int, z: float) -> tuple[float, float, float]:
    """A share and its interval of `z` standard errors."""
    share = hits / size
    middle = share + z * z / (2 * size)
    half = z * math.sqrt((share * (1 - share) + z * z / (4 * size)) / size)
    wide = 1 + z * z / size
    return share, (middle - half) / wide, (middle + half) / wide
