"""Volume: legs first, colour by band, the unmapped last and never dropped."""

import numpy as np
import pandas as pd

from runlift.charts import volume_bars, volume_heat
from runlift.charts.muscle_rows import UNMAPPED, muscle_rows
from runlift.charts.theme import LIGHT, Look


def weeks(count, sets=5.0, band="develop"):
    mondays = pd.date_range(end="2026-11-16", periods=count, freq="7D")
    return pd.DataFrame(
        {
            "week": mondays,
            "muscle": "quads",
            "name": "Quads",
            "group": "legs",
            "sets": sets,
            "band": band,
        }
    )


def heat(frame):
    return volume_heat.figure(Look(), weeks=frame).data[0]


def test_legs_come_first_and_the_unmapped_last():
    frame = pd.DataFrame(
        {
            "muscle": [UNMAPPED, "chest", "abs", "soleus", "quads"],
            "name": ["Not mapped yet", "Chest", "Abs", "Soleus", "Quads"],
            "group": [UNMAPPED, "push", "core", "calves", "legs"],
        }
    )
    labels = [(row.label, row.is_heading) for row in muscle_rows(frame)]

    assert labels == [
        ("Legs", True),
        ("Quads", False),
        ("Calves", True),
        ("Soleus", False),
        ("Core", True),
        ("Abs", False),
        ("Push", True),
        ("Chest", False),
        ("Other", True),
        ("Not mapped yet", False),
    ]


def test_one_group_needs_no_heading():
    rows = muscle_rows(weeks(1))

    assert [row.label for row in rows] == ["Quads"]
    assert rows[0].is_legs


def test_a_long_name_leaves_its_brackets_behind():
    frame = weeks(1).assign(name="Shins (tibialis anterior)")

    assert [row.label for row in muscle_rows(frame)] == ["Shins"]


def test_a_cell_is_coloured_by_its_band_not_by_its_number():
    frame = weeks(3, sets=[1.0, 30.0, 5.0], band=["high", "little", "develop"])
    cells = heat(frame)

    assert np.asarray(cells.z)[0].tolist() == [4.0, 0.0, 2.0]
    fills = [fill for _, fill in cells.colorscale][::2]
    assert fills[0] == LIGHT["band_little"]
    assert fills[4] == LIGHT["band_high"]


def test_unmapped_sets_are_neutral_whatever_their_band_says():
    frame = weeks(1, band="high").assign(muscle=UNMAPPED, name="Unmapped")

    assert np.asarray(heat(frame).z)[0].tolist() == [5.0]


def test_numbers_are_printed_while_they_fit():
    assert heat(weeks(16)).texttemplate == "%{text}"
    assert heat(weeks(17)).texttemplate is None


def test_halves_are_written_short():
    cells = heat(weeks(4, sets=[12.5, 0.5, 0.0, 7.0]))

    assert list(cells.text[0]) == ["12½", "½", "0", "7"]
    assert cells.customdata[0][0] == "12.5 hard sets</b><br>develops"


def test_a_week_missing_from_the_frame_is_an_empty_column():
    frame = weeks(4).drop(index=1)
    cells = heat(frame)

    assert len(cells.x) == 4
    assert np.isnan(np.asarray(cells.z, float)[0]).tolist() == [
        False,
        True,
        False,
        False,
    ]


def test_only_the_newest_two_years_are_drawn():
    cells = heat(weeks(150))

    assert len(cells.x) == volume_heat.MAX_WEEKS
    assert cells.x[-1] == "16 Nov 2026"


def test_the_same_heading_twice_stays_two_rows():
    frame = pd.concat([weeks(1), weeks(1).assign(muscle="x", name="Legs")])
    frame["group"] = ["legs", "push"]

    assert len(set(heat(frame).y)) == 4


def test_indirect_sets_continue_the_direct_ones():
    figure = volume_bars.figure(Look(), **volume_bars.example())
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    direct = next(t for t in figure.data if t.name == "direct sets")
    indirect = next(t for t in figure.data if t.name == "indirect sets")

    assert indirect.base.tolist() == direct.x.tolist()
    assert indirect.marker.opacity < 1
    assert bars["range that develops"].base.tolist() == [6.0, 4.0, 3.0, 3.0]


def test_thresholds_that_do_not_exist_are_not_drawn():
    nan = float("nan")
    frame = volume_bars.example()["muscles"].assign(
        maintain=nan, develop_low=nan, develop_high=nan, high=nan, band=None
    )
    names = {trace.name for trace in volume_bars.figure(Look(), muscles=frame).data}

    assert "range that develops" not in names
    assert "enough to maintain" not in names


def test_a_longest_bar_leaves_room_for_its_number_on_a_phone():
    figure = volume_bars.figure(Look(), **volume_bars.example())

    assert figure.layout.xaxis.range[1] > 17.0 * 1.3


def test_the_bars_are_described_by_band():
    text = volume_bars.describe(**volume_bars.example())

    assert text == (
        "Hard sets a week per muscle. Little stimulus: Soleus; maintains: Abs; "
        "develops: Quads; high for a runner: Chest; in unmapped exercises: 2.0 sets a week."
    )
