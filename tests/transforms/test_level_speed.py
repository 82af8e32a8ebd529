import numpy as np
import pandas as pd
import pytest

from runlift.science.policy import default_policy
from runlift.transforms.level_speed import level_speed


def test_the_recording_tells_it_else_the_climb_else_the_plain_speed():
    runs = pd.DataFrame(
        {
            "distance_m": [10_000.0, 10_000.0, 10_000.0, np.nan],
            "moving_s": [3600.0, 3600.0, np.nan, 3600.0],
            "elapsed_s": [3700.0, 3700.0, 4000.0, 3600.0],
            "ascent_m": [400.0, 400.0, np.nan, 100.0],
            "gap_m_per_s": [3.1, np.nan, np.nan, np.nan],
        }
    )
    found = level_speed(runs, default_policy())

    assert found.plain[:3] == pytest.approx([10 / 3.6, 10 / 3.6, 2.5])
    # 40 m a kilometre make the way on the level 8.2 % faster.
    assert found.level[:3] == pytest.approx([3.1, 1.082 * 10 / 3.6, 2.5], rel=1e-3)
    assert np.isnan([found.plain[3], found.level[3]]).all()
    assert found.is_approximate.tolist() == [False, True, True, False]
