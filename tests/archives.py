"""Invented archives, as large as a test wants them."""

import io
import zipfile
from datetime import datetime, timedelta

FIRST = datetime(2025, 1, 1, 6, 30)
_TABLE = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,"
    "Distance,Filename\n"
)
_GPX = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx creator="StravaGPX" version="1.1" '
    'xmlns="http://www.topografix.com/GPX/1/1">\n'
    "<trk><name>{name}</name><type>running</type><trkseg>\n{points}</trkseg></trk></gpx>\n"
)
_STEP_S, _STEP_DEG = 5, 0.00015


def strava_zip(runs, points=60):
    """An archive of Strava: a table of runs, one a day, and a GPX file for each."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        rows = []
        for number in range(runs):
            start = FIRST + timedelta(days=number)
            member = f"activities/{1000 + number}.gpx"
            archive.writestr(member, gpx(start, points, f"Run {number + 1}"))
            seconds = (points - 1) * _STEP_S
            metres = (points - 1) * _STEP_DEG * 111_195
            when = f"{start:%b} {start.day}, {start:%Y, %I:%M:%S %p}"
            rows.append(
                f'{1000 + number},"{when}",Run {number + 1},Run,{seconds},{seconds},'
                f"{metres:.1f},{member}\n"
            )
        archive.writestr("activities.csv", _TABLE + "".join(rows))
    return packed.getvalue()


def gpx(start, points=60, name="Run"):
    """A run due north at an even pace."""
    track = "".join(
        f'<trkpt lat="{50 + place * _STEP_DEG:.5f}" lon="8.00000"><ele>120</ele>'
        f"<time>{start + timedelta(seconds=place * _STEP_S):%Y-%m-%dT%H:%M:%SZ}</time>"
        "</trkpt>\n"
        for place in range(points)
    )
    return _GPX.format(name=name, points=track)
