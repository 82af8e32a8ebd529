"""Hard sets a week of each muscle as bars, before the range in which it develops."""

import numpy as np
import pandas as pd

from runlift.charts import volume_bars
from runlift.charts.muscle_rows import UNMAPPED, muscle_rows
from runlift.charts.theme import BAND, Meaning
from runlift.report import axes, legend, lettering
from runlift.report.drawing import Drawing, Mark, Rect, Text, hatched, line
from runlift.report.legend import Key

_ROW = 5.6
_LEFT, _TOP, _FOOT = 38.0, 11.0, 6.0
_SIZE = 2.5
_TOLD = 26.0
"""Room for the number and the word beside a bar."""


def picture(muscles: pd.DataFrame, width: float) -> Drawing:
    """The average week of a window.

    Args:
        muscles: as `mean_weekly_volume` returns it.
        width: of the page, in mm.
    """
    rows = muscle_rows(muscles)
    once = muscles.drop_duplicates("muscle").set_index("muscle")
    bottom = _TOP + _ROW * len(rows)
    drawing = Drawing(width, bottom + _FOOT, volume_bars.describe(muscles=muscles))
    total = once["direct_sets"] + once["indirect_sets"]
    reach = float(np.nanmax([total.max(), once["develop_high"].max(), 4.0]))
    top, ticks = axes.ceiling(reach, 6)
    per = (width - _LEFT - _TOLD) / top
    for at in ticks:
        x = _LEFT + at * per
        drawing.add(line(x, _TOP, x, bottom, "grid" if at else "neutral"))
        drawing.add(Text(x, bottom + 3.6, axes.tick(at), _SIZE, "muted", "middle"))
    drawing.add(Text(width, bottom + 3.6, "hard sets a week", _SIZE, "muted", "end"))
    for place, row in enumerate(rows):
        y = _TOP + place * _ROW
        if row.is_heading:
            drawing.add(Text(0, y + 4.2, row.label, _SIZE, bold=True))
            continue
        drawing.add(Text(2, y + 3.9, lettering.fitted(once.loc[row.muscle, "name"], _LEFT - 4, _SIZE), _SIZE))  # fmt: skip
        drawing.add(*_row(once.loc[row.muscle], row.muscle, y, per))
    drawing.add(*_key(once))
    return drawing


def _row(one: pd.Series, muscle: str, y: float, per: float) -> list[Mark]:
    found: list[Mark] = []
    low, high = float(one["develop_low"]), float(one["develop_high"])
    if np.isfinite([low, high]).all():
        found.append(Rect(_LEFT + low * per, y + 0.3, (high - low) * per, _ROW - 0.6, fill="grid"))  # fmt: skip
    direct, indirect = (
        float(np.nan_to_num(one[f"{name}_sets"])) for name in ("direct", "indirect")
    )
    band = one["band"] if one["band"] in BAND else None
    fill: Meaning = BAND[band].fill if band else "band_none"
    fill = "neutral" if muscle == UNMAPPED else fill
    top, height = y + 1.1, _ROW - 2.2
    if direct:
        found.append(Rect(_LEFT, top, direct * per, height, fill=fill, edge="muted"))
    if indirect:
        area = Rect(_LEFT + direct * per, top, indirect * per, height, fill=fill, edge="muted")  # fmt: skip
        found += [area, *hatched(area, "muted")]
    total = direct + indirect
    keeps = float(one["maintain"])
    end = _LEFT + total * per
    if np.isfinite(keeps):
        at = _LEFT + keeps * per
        found.append(line(at, y + 0.5, at, y + _ROW - 0.5, "ink", 0.5))
        # The number stands clear of the mark it would be crossed by.
        if end - 1 <= at < end + 8:
            end = at
    found.append(Text(end + 1.2, y + 3.8, f"{total:.1f}", _SIZE, bold=True))
    if band in ("little", "high"):
        word = "little" if band == "little" else "high"
        found.append(Text(end + 2.4 + lettering.width(f"{total:.1f}", _SIZE, bold=True), y + 3.8, word, _SIZE, "muted"))  # fmt: skip
    return found


def _key(once: pd.DataFrame) -> list[Mark]:
    there = set(once["band"])
    bands = [
        Key(band.word, "fill", band.fill, edge="muted")
        for key, band in BAND.items()
        if key in there
    ]
    return [
        *legend.row(bands, 1),
        *legend.row(
            [
                Key("as a helper", "hatch", "muted"),
                Key("range that develops", "fill", "grid"),
                Key("enough to maintain", "tick", "ink", width=0.5),
            ],
            5,
        ),
    ]
