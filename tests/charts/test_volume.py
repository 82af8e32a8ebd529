"""Volume: legs first, colour by band, the unmapped last and never dropped."""

import numpy as np
import pandas as pd

from runlift.charts import (
    muscle_panels,
    session_places,
    volume_bars,
    volume_contacts,
    volume_heat,
    volume_programs,
    volume_rolling,
    volume_sessions,
    volume_tonnage,
    volume_weekly,
)
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
    assert indirect.marker.pattern.shape == "/"
    assert direct.marker.pattern.shape is None
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


def test_a_bar_has_the_colour_of_its_band_and_the_unmapped_none():
    figure = volume_bars.figure(Look(), **volume_bars.example())
    direct = next(t for t in figure.data if t.name == "direct sets")

    # Quads, soleus, abs, chest, biceps without a band, unmapped.
    assert list(direct.marker.color) == [
        LIGHT[name]
        for name in (
            "band_develop",
            "band_little",
            "band_maintain",
            "band_high",
            "band_none",
            "neutral",
        )
    ]


def test_only_bands_that_occur_are_explained():
    frame = volume_bars.example()["muscles"].iloc[:1]
    names = [trace.name for trace in volume_bars.figure(Look(), muscles=frame).data]

    assert "develops" in names
    assert "high for a runner" not in names


# Over time.


def test_the_running_week_is_paler_than_whole_ones():
    bars = volume_weekly.figure(Look(), **volume_weekly.example()).data[0]

    assert list(bars.marker.opacity) == [1, 1, 0.35]
    assert bars.hovertext[2].startswith("<b>Quads: 4.0 hard sets so far</b>")


def test_a_panel_shows_where_its_muscle_develops_and_one_without_a_range_does_not():
    layout = volume_weekly.figure(Look(), **volume_weekly.example()).layout

    assert [(one.yref, one.y0) for one in layout.shapes] == [("y", 6.0)]
    assert [one.text for one in layout.annotations] == [
        "<b>Quads</b>  develops from 6 to 15",
        "<b>Biceps</b>",
    ]


def test_panels_keep_the_order_of_the_page_and_are_few():
    many = pd.concat(
        [
            volume_rolling.example()["course"].iloc[:3].assign(muscle=str(n))
            for n in range(9, 0, -1)
        ]
    )
    shown = muscle_panels.panels(many, "day")

    assert [panel.muscle for panel in shown] == ["9", "8", "7", "6", "5", "4"]


def test_the_course_is_told_by_its_ends_and_extremes():
    assert volume_rolling.describe(**volume_rolling.example()) == (
        "Hard sets of the last seven days, from 9 Nov 2026 to 18 Nov 2026: Quads between "
        "3.0 and 8.0, 8.0 at the end; Biceps between 0.0 and 2.0, 0.0 at the end."
    )


def test_ten_years_of_days_stay_drawable():
    days = pd.date_range("2016-11-21", "2026-11-20", freq="D")
    course = pd.DataFrame(
        {
            "day": days,
            "muscle": "quads",
            "name": "Quads",
            "sets": np.arange(len(days)) % 9.0,
            "develop_low": 6.0,
            "develop_high": 15.0,
        }
    )
    [line] = volume_rolling.figure(Look(), course=course).data

    assert len(line.x) <= 1000
    assert (line.x[0], line.x[-1]) == ("2016-11-21", "2026-11-20")


# Sessions, jumps.


def test_a_session_without_a_known_muscle_has_a_bar_and_no_dot():
    bars, dots = volume_sessions.figure(Look(), **volume_sessions.example()).data

    assert list(bars.y) == [14, 12, 0]
    assert list(dots.x) == [0, 1]


def test_only_the_newest_sessions_are_drawn():
    days = pd.date_range(end="2026-11-20", periods=400, freq="D")
    frame = pd.DataFrame({"day": days[::-1]})

    shown = session_places.newest(frame)
    assert len(shown) == session_places.MOST
    assert shown["day"].iloc[-1] == days[-1]


def test_guide_levels_end_with_the_first_above_the_bars():
    frames = volume_contacts.example()
    few = frames["sessions"].assign(contacts=[12.0, 20.0, 15.0])
    guides = pd.DataFrame({"contacts": [100.0, 50.0, 140.0], "word": ["b", "a", "c"]})

    def levels(sessions):
        layout = volume_contacts.figure(Look(), sessions=sessions, guides=guides).layout
        return [one.y0 for one in layout.shapes], layout.annotations[0].text

    assert levels(few) == ([50], "guide level: a")
    assert levels(frames["sessions"])[0] == [50, 100, 140]


def test_a_session_beyond_the_rule_carries_the_sign_of_a_caution():
    figure = volume_contacts.figure(Look(), **volume_contacts.example())
    [mark] = [one for one in figure.data if one.type == "scatter"]

    assert (list(mark.x), mark.text) == ([1], ("▲",))


def test_without_throws_there_is_no_bar_for_them():
    frames = volume_contacts.example()
    frames["sessions"] = frames["sessions"].assign(throws=0.0)
    names = [t.name for t in volume_contacts.figure(Look(), **frames).data]

    assert "jump contacts" in names and "throws" not in names


# Programs, tonnage.


def test_a_program_is_a_span_and_the_athlete_a_diamond():
    *spans, athlete = volume_programs.figure(Look(), **volume_programs.example()).data

    assert [span.name for span in spans] == ["Basic, 3 to 5 sets", "Intermediate"]
    assert list(spans[0].x[:2]) == [9, 15]
    assert list(athlete.x) == [8, 1]
    assert athlete.marker.symbol == "diamond"


def test_the_comparison_says_for_what_there_is_less_and_more():
    assert volume_programs.describe(**volume_programs.example()) == (
        "The average week beside what programs give each muscle. Basic, 3 to 5 sets: "
        "less for Quads and Traps, more for none; Intermediate: less for Quads, more for "
        "Traps."
    )


def test_tonnage_is_in_the_athletes_unit():
    metric = volume_tonnage.figure(Look(), **volume_tonnage.example())
    imperial = volume_tonnage.figure(Look(weight_unit="lb"), **volume_tonnage.example())

    assert list(metric.data[0].y) == [3200, 0, 3450]
    # 3200 / 0.45359237
    assert round(float(imperial.data[0].y[0])) == 7055
    assert imperial.layout.yaxis.ticksuffix == " lb"
