"""The sport of a Polar exercise in words: a name in capitals to 2023, a number since."""

import re
from typing import Any

from runlift.importers.json_file import mapping, words

_BY_NUMBER = {
    "1": "Running",
    "2": "Cycling",
    "3": "Walking",
    "4": "Jogging",
    "5": "Mountain biking",
    "8": "Rowing",
    "9": "Nordic walking",
    "11": "Hiking",
    "15": "Strength training",
    "17": "Treadmill running",
    "18": "Indoor cycling",
    "19": "Road running",
    "20": "Circuit training",
    "23": "Swimming",
    "27": "Trail running",
    "33": "Yoga",
    "34": "HIIT",
    "36": "Track running",
    "38": "Cycling",
    "55": "Elliptical trainer",
    "57": "Functional training",
    "58": "Boot camp",
    "61": "Fitness",
    "65": "Pilates",
    "66": "Stretching",
    "92": "Ultra running",
    "103": "Swimming",
    "105": "Swimming",
    "111": "Mobility",
    "117": "Rowing",
    "127": "Mobility",
    "128": "Strength training",
    "148": "Strength training",
    "153": "Obstacle race",
    "195": "Gravel ride",
    "204": "Functional training",
}
"""Only numbers that are certain; 128 is a class with a barbell, 148 kettlebells."""

_PART = re.compile(r"^(OFFROAD_?)?(TRIATHLON|DUATHLON)_")
"""A leg of a multisport race is a run, a ride or a swim of its own."""

_NO_RUN = {"WATER_RUNNING": "Water exercise", "AQUAJOGGING": "Water exercise"}


def named(sport: Any) -> str:
    """The sport as `importers.sports` knows it, of `TREADMILL_RUNNING` or `{"id": "17"}`."""
    held = mapping(sport).get("id", sport)
    number = str(held) if isinstance(held, int) else words(held)
    if number.isdigit():
        return _BY_NUMBER.get(number, f"Polar sport {number}")
    name = words(mapping(sport).get("name")) or number
    return _NO_RUN.get(name.upper(), _PART.sub("", name))
