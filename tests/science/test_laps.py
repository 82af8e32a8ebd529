"""Sessions told from laps: repetitions, blocks, and the kilometres of a watch."""

import numpy as np
import pytest

from runlift.science.laps import snapped, workout

KM, MILE = 1000.0, 1609.344


def laps(*rows, trigger="manual", threshold=np.nan, hr_max=np.nan):
    """Rows of (metres, seconds) with heart rate and intensity where given."""
    filled = [(*row, *(None,) * (4 - len(row))) for row in rows]
    metres, seconds, heart, effort = zip(*filled, strict=True)
    return workout(
        metres,
        seconds,
        [np.nan if one is None else one for one in heart],
        [trigger] * len(rows),
        effort,
        threshold,
        hr_max,
    )


WARM, COOL = (2000, 720), (1500, 560)
EIGHT = (805, 180)
JOG = (400, 150)


def test_six_times_eight_hundred():
    found = laps(WARM, *[EIGHT, JOG] * 6, COOL)

    assert (found.kind, found.signature) == ("intervals", "6x800")
    assert found.fast_s == 6 * 180
    # 4.472 m/s against 2.667 m/s.
    assert found.speed_ratio == pytest.approx(1.677, abs=0.001)


def test_repetitions_by_time_are_named_by_time():
    fast = [(870, 181), (905, 179), (850, 180), (930, 180), (945, 180)]
    rows = [row for one in fast for row in (one, (350, 120))]

    assert laps(WARM, *rows, COOL).signature == "5x3:00"


def test_rests_on_foot_or_standing_count_as_rests():
    assert laps(WARM, *[(1000, 210), (5, 60)] * 5, COOL).signature == "5x1000"


def test_the_kilometres_of_a_watch_are_no_session():
    steady = [(KM, 300 + 4 * (k % 3)) for k in range(10)]
    uneven = [(KM, 300 if k % 2 else 250) for k in range(10)]

    assert laps(*steady, (420, 130), trigger="distance") is None
    assert laps(*uneven, (420, 130), trigger="distance") is None
    assert laps(*[(MILE, 400 - 60 * (k % 2)) for k in range(8)], trigger=None) is None


def test_pressed_kilometres_are_repetitions():
    found = laps((KM, 330), *[(KM, 215), (300, 110)] * 5, COOL)
    assert found.signature == "5x1000"


def test_planned_steps_are_believed_whatever_the_pace():
    rows = [
        (1800, 600, None, "warmup"),
        *[(400, 100, None, "active"), (250, 90, None, "rest")] * 8,
        (1500, 600, None, "cooldown"),
    ]
    assert laps(*rows, trigger="workout").signature == "8x400"


@pytest.mark.parametrize(
    "rows",
    [
        [WARM, EIGHT, JOG, EIGHT, COOL],  # two fast laps
        [WARM, *[(100, 18), (100, 60)] * 8, COOL],  # strides
        [WARM, *[(500, 150), (450, 148)] * 6, COOL],  # hardly faster
        [WARM, EIGHT, EIGHT, EIGHT, COOL],  # no rests: one block, no threshold known
        [(5000, 1500)],
    ],
)
def test_what_is_no_session(rows):
    assert laps(*rows) is None


def test_blocks_near_threshold_speed_are_tempo():
    rows = [WARM, (2800, 720), (300, 120), (2850, 720), COOL]
    found = laps(*rows, threshold=3.9)

    assert (found.kind, found.signature) == ("tempo", "2 blocks, 24 min")
    assert laps(*rows, threshold=4.6) is None


def test_blocks_at_threshold_heart_rate_are_tempo():
    rows = [(2000, 720, 140), (4000, 1080, 171), (1500, 600, 150)]

    assert laps(*rows, hr_max=188).signature == "1 block, 18 min"
    assert laps(*rows, hr_max=210) is None


def test_a_short_block_is_no_tempo():
    assert laps(WARM, (2800, 720), COOL, threshold=3.9) is None


def test_laps_snap_to_what_people_run():
    found = snapped([785, 750, 403, 1592, 5100])
    assert found.tolist()[:1] == [800]
    assert np.isnan(found[1])
    assert found.tolist()[2:] == [400, 1600, 5000]
