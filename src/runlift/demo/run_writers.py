"""Runs as Strava, Garmin Connect and Runkeeper export them.

Like `writers`, for the apps that record with a watch or a phone.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from runlift import units
from runlift.demo.cells import clock, quoted, short_clock, true
from runlift.demo.records import Activity
from runlift.units import MONTHS

STRAVA_HEADER = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,"
    "Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,"
    "Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,"
    "Elapsed Time,Moving Time,Distance,Max Speed,Average Speed,Elevation Gain,"
    "Elevation Loss,Elevation Low,Elevation High,Max Grade,Average Grade,"
    "Average Positive Grade,Average Negative Grade,Max Cadence,Average Cadence,"
    "Max Heart Rate,Average Heart Rate,Max Watts,Average Watts,Calories,"
    "Max Temperature,Average Temperature,Relative Effort,Total Work,Number of Runs,"
    "Uphill Time,Downhill Time,Other Time,Perceived Exertion,Type,Start Time,"
    "Weighted Average Power,Power Count,Prefer Perceived Exertion,"
    "Perceived Relative Effort,Commute,Total Weight Lifted,From Upload,"
    "Grade Adjusted Distance,Weather Observation Time,Weather Condition,"
    "Weather Temperature,Apparent Temperature,Dewpoint,Humidity,Weather Pressure,"
    "Wind Speed,Wind Gust,Wind Bearing,Precipitation Intensity,Sunrise Time,"
    "Sunset Time,Moon Phase,Bike,Gear,Precipitation Probability,Precipitation Type,"
    "Cloud Cover,Weather Visibility,UV Index,Weather Ozone,Jump Count,Total Grit,"
    "Average Flow,Flagged,Average Elapsed Speed,Dirt Distance,"
    "Newly Explored Distance,Newly Explored Dirt Distance,Activity Count,Total Steps,"
    "Carbon Saved,Pool Length,Training Load,Intensity,Average Grade Adjusted Pace,"
    "Timer Time,Total Cycles,Recovery,With Pet,Competition,Long Run,For a Cause,"
    "With Kid,Downhill Distance,Total Sets,Total Reps,Media"
)

_STRAVA_SPORTS = {
    "run": "Run",
    "treadmill": "Run",
    "trail": "Run",
    "ride": "Ride",
    "walk": "Walk",
    "hike": "Hike",
    "yoga": "Yoga",
    "weights": "Weight Training",
}

GARMIN_HEADER = (
    "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø Herzfrequenz,"
    "Maximale Herzfrequenz,Aerober TE,Ø Schrittfrequenz (Laufen),"
    "Max. Schrittfrequenz (Laufen),Ø Pace,Beste Pace,Anstieg gesamt,Abstieg gesamt,"
    "Ø Schrittlänge,Training Stress Score®,Schritte,Dekompression,Beste Rundenzeit,"
    "Anzahl der Runden,Zeit in Bewegung,Verstrichene Zeit,Minimale Höhe,"
    "Maximale Höhe"
)

_GARMIN_SPORTS = {"run": "Laufen", "treadmill": "Laufbandtraining"}

RUNKEEPER_HEADER = (
    "Activity Id,Date,Type,Route Name,Distance (mi),Duration,Average Pace,"
    "Average Speed (mph),Calories Burned,Climb (ft),Average Heart Rate (bpm),"
    "Friend's Tagged,Notes,GPX File"
)

_RUNKEEPER_SPORTS = {
    "run": "Running",
    "trail": "Running",
    "ride": "Cycling",
    "walk": "Walking",
    "hike": "Hiking",
}


def strava(
    activities: Iterable[Activity], zone: ZoneInfo, gear: Mapping[str, str]
) -> bytes:
    """Strava's `activities.csv` of 2026, 103 columns: UTC times, oldest first.

    Args:
        activities: what was done.
        zone: where the athlete lives; the file has no local time.
        gear: the shoe or bike by sport.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    header = STRAVA_HEADER.split(",")
    rows.writerow(header)
    for place, activity in enumerate(sorted(activities, key=_start)):
        cells = [""] * len(header)
        for (name, nth), value in _strava_cells(activity, place, zone, gear).items():
            at = [i for i, column in enumerate(header) if column == name]
            cells[at[nth]] = value
        rows.writerow(cells)
    return written.getvalue().encode()


def _strava_cells(
    activity: Activity, place: int, zone: ZoneInfo, gear: Mapping[str, str]
) -> dict[tuple[str, int], str]:
    """The filled cells, by column name and which of its occurrences."""
    begin = activity.start.replace(tzinfo=zone).astimezone(UTC)
    hours = int(begin.timestamp()) // 3600 - 455_000
    number = 8_000_000_000 + hours * 330_000 + place * 37
    is_manual = activity.is_manual
    cells = {
        ("Activity ID", 0): str(number),
        ("Activity Date", 0): _strava_date(begin),
        ("Activity Name", 0): activity.title,
        ("Activity Type", 0): _STRAVA_SPORTS[activity.sport],
        ("Activity Description", 0): activity.note,
        ("Elapsed Time", 0): str(activity.elapsed_s),
        ("Distance", 0): f"{math.floor(activity.distance_m / 10) / 100:.2f}",
        ("Commute", 0): true(activity.is_commute),
        ("Activity Gear", 0): gear.get(activity.sport, ""),
        ("Filename", 0): "" if is_manual else f"activities/{number + 10**9}.fit.gz",
        ("Elapsed Time", 1): _single(activity.elapsed_s),
        ("Moving Time", 0): _single(activity.moving_s),
        ("Distance", 1): _single(activity.distance_m),
        ("Commute", 1): "1.0" if activity.is_commute else "0.0",
        ("From Upload", 0): "0.0" if is_manual else "1.0",
        ("Competition", 0): "1.0" if activity.is_race else "0.0",
        ("Long Run", 0): "1.0" if activity.is_long else "0.0",
    }
    if activity.distance_m and not is_manual:
        speed = activity.distance_m / activity.moving_s
        low = 12 + 7 * (place % 5)
        cells |= {
            ("Max Speed", 0): _single(activity.best_m_per_s or speed * 1.6),
            ("Average Speed", 0): _single(speed),
            ("Elevation Gain", 0): _single(activity.ascent_m),
            ("Elevation Loss", 0): _single(activity.ascent_m),
            ("Elevation Low", 0): _single(low),
            ("Elevation High", 0): _single(low + activity.ascent_m / 3),
            ("Average Elapsed Speed", 0): _single(
                activity.distance_m / activity.elapsed_s
            ),
        }
    if activity.max_hr and activity.avg_hr:
        effort = activity.moving_s / 60 * (activity.avg_hr / 150) ** 3
        cells |= {
            ("Max Heart Rate", 0): str(activity.max_hr),
            ("Max Heart Rate", 1): _single(activity.max_hr),
            ("Average Heart Rate", 0): _single(activity.avg_hr),
            ("Relative Effort", 0): str(round(effort)),
            ("Relative Effort", 1): _single(round(effort)),
        }
    if activity.cadence_spm:
        # Strava's file counts one leg.
        cells["Average Cadence", 0] = _single(activity.cadence_spm / 2)
    if activity.temperature_c is not None:
        cells["Average Temperature", 0] = _single(activity.temperature_c)
    return cells


def garmin(activities: Iterable[Activity]) -> bytes:
    """Garmin Connect's CSV in German: comma decimals, `--` for nothing, newest first."""
    lines = [GARMIN_HEADER]
    for activity in sorted(activities, key=_start, reverse=True):
        km = activity.distance_m / 1000
        laps = math.ceil(km)
        pace = activity.moving_s / km
        is_inside = activity.sport == "treadmill"
        cadence = activity.cadence_spm or 160
        steps = activity.moving_s / 60 * cadence
        low = 104 + activity.start.day % 9
        effort = (activity.avg_hr or 140) / 188
        # The last, unfinished lap is often the "best" one.
        best_lap = min(pace * 0.96, pace * max(km % 1, 0.02))
        cells = [
            _comma(km, 2),
            _dots(km * 61),
            clock(activity.moving_s),
            _or_dashes(activity.avg_hr),
            _or_dashes(activity.max_hr),
            _comma(min(5.0, 1.2 + effort * 2.2 + activity.moving_s / 4500), 1),
            str(cadence),
            str(cadence + 8 + activity.start.minute % 11),
            short_clock(pace),
            short_clock(1000 / activity.best_m_per_s),
            "--" if is_inside else _dots(activity.ascent_m),
            "--" if is_inside else _dots(activity.ascent_m * 0.98),
            _comma(activity.distance_m / steps, 2),
            "0,0",
            _dots(steps),
            "Nein",
            f"{clock(int(best_lap))},{int(best_lap * 10) % 10}",
            str(laps),
            clock(activity.moving_s - activity.start.minute % 7),
            clock(activity.elapsed_s),
            "--" if is_inside else str(low),
            "--" if is_inside else _dots(low + activity.ascent_m / 2),
        ]
        sport = _GARMIN_SPORTS[activity.sport]
        lead = f'{sport},{activity.start},false,"{activity.title}"'
        lines.append(",".join([lead, *(f'"{cell}"' for cell in cells)]))
    return ("\n".join(lines) + "\n").encode()


def runkeeper(activities: Iterable[Activity]) -> bytes:
    """Runkeeper's `cardioActivities.csv` in miles and feet: wall clock, newest first."""
    lines = [RUNKEEPER_HEADER]
    for activity in sorted(activities, key=_start, reverse=True):
        miles = activity.distance_m / units.M_PER_MILE
        cells = [
            _runkeeper_id(activity),
            f"{activity.start}",
            _RUNKEEPER_SPORTS[activity.sport],
            activity.route,
            f"{miles:.2f}",
            short_clock(activity.moving_s),
            short_clock(activity.moving_s / miles),
            f"{miles / (activity.moving_s / 3600):.2f}",
            f"{round(miles * 104)}.0",
            f"{activity.ascent_m / units.M_PER_FOOT:.0f}",
            "" if activity.avg_hr is None else str(activity.avg_hr),
            '""',
            quoted(activity.note),
            "" if activity.is_manual else f"{activity.start:%Y-%m-%d-%H%M%S}.gpx",
        ]
        lines.append(",".join(cells))
    return ("\n".join(lines) + "\n").encode()


def _start(activity: Activity) -> datetime:
    return activity.start


def _strava_date(moment: datetime) -> str:
    """`Oct 6, 2022, 11:19:20 PM`, in English whatever the machine speaks."""
    half = "AM" if moment.hour < 12 else "PM"
    clock = f"{moment.hour % 12 or 12}:{moment:%M:%S} {half}"
    return f"{MONTHS[moment.month - 1]} {moment.day}, {moment.year}, {clock}"


def _single(value: float) -> str:
    """A number as single precision prints it: `3322.949951171875`."""
    return str(float(np.float32(value)))


def _runkeeper_id(activity: Activity) -> str:
    moment = f"{activity.start:%Y%m%d%H%M%S}"
    return f"{moment[:8]}-{moment[8:12]}-4{moment[-2:]}0-8a2e-{moment[2:14]}"


def _comma(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _dots(value: float) -> str:
    return f"{round(value):,}".replace(",", ".")


def _or_dashes(value: int | None) -> str:
    return "--" if value is None else str(value)
