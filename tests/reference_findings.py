"""The rules once more, slow and obvious, straight from the reference's tables.

Shares no code with Runlift: every pair of a lift and a run is looked at, hour by hour.
"""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

BEFORE = {
    # run: lift: (conflict below, caution below) hours
    "easy": {"light": (0, 0), "moderate": (0, 3), "heavy": (0, 6), "very_heavy": (0, 12)},
    "steady": {"light": (0, 0), "moderate": (0, 6), "heavy": (0, 12), "very_heavy": (0, 24)},
    "long": {"light": (0, 3), "moderate": (6, 24), "heavy": (24, 36), "very_heavy": (30, 48)},
    "key": {"light": (0, 6), "moderate": (12, 24), "heavy": (24, 48), "very_heavy": (36, 60)},
    "raceB": {"light": (12, 24), "moderate": (48, 72), "heavy": (72, 96), "very_heavy": (96, 120)},
    "raceA": {"light": (24, 48), "moderate": (96, 120), "heavy": (120, 168), "very_heavy": (168, 168)},
}  # fmt: skip
RANK = ["ok", "info", "caution", "conflict"]


def worse(*severities):
    return max(severities, key=RANK.index)


def window(hours):
    """Windows of a day and longer are an hour shorter: Monday 19 to Tuesday 18."""
    return hours - 1 if hours >= 24 else hours


def lift_first(lift_class, article_sets, run_class, hours, same_day, legs_hurt):
    names = ("long", "key") if run_class == "long + key" else (run_class,)
    conflict = max(BEFORE[name][lift_class][0] for name in names)
    caution = max(BEFORE[name][lift_class][1] for name in names)
    if legs_hurt:
        conflict, caution = conflict + conflict / 4, caution + caution / 4
    found = "ok"
    if hours < window(caution):
        found = "caution"
    if hours < window(conflict):
        found = "conflict"
    if run_class in ("easy", "steady") and same_day:
        is_near = hours < 6 and lift_class in ("heavy", "very_heavy")
        found = worse(found, "caution" if is_near else "info")
    important = run_class in ("long", "key", "long + key", "raceB", "raceA")
    if important and article_sets >= 3 and hours < window(24):
        found = worse(found, "conflict")
    return found


def run_first(run_class, lift_class, hours, same_day, metres):
    if run_class == "long + key":
        return worse(
            run_first("long", lift_class, hours, same_day, metres),
            run_first("key", lift_class, hours, same_day, metres),
        )
    if run_class in ("easy", "steady"):
        found = "info" if same_day or hours < 6 else "ok"
    elif run_class == "key":
        if hours < 6:
            found = "caution"
        else:
            found = "info" if same_day or hours < window(24) else "ok"
    elif run_class == "long":
        if hours < window(24):
            found = "caution"
        else:
            found = "info" if same_day or hours < window(36) else "ok"
    else:
        raise ValueError(run_class)
    if lift_class not in ("heavy", "very_heavy") and not (
        run_class == "long" and same_day
    ):
        found = RANK[max(RANK.index(found) - 1, 0)]
    return "info" if same_day and found == "ok" else found


def ran_downhill(lift_start, runs, zone):
    """Whether a downhill run ended in the two days before the lift."""
    for _, run_start, run_min, _, _, downhill in runs:
        run_start = instant(run_start, zone)
        run_end = run_start + timedelta(minutes=run_min)
        if downhill and run_start < lift_start <= run_end + timedelta(hours=48):
            return True
    return False


def instant(wall, zone):
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def pairs(lifts, runs, zone="UTC"):
    """(lift, run) -> severity of everything that is not fine.

    Lifts are (name, start, minutes, class, article sets), runs (name, start, minutes,
    class, metres, whether downhill); all clocks are known and of one zone.
    """
    found = {}
    for lift, lift_wall, lift_min, lift_class, heavy in lifts:
        lift_start = instant(lift_wall, zone)
        lift_end = lift_start + timedelta(minutes=lift_min)
        legs_hurt = ran_downhill(lift_start, runs, zone)
        for run, run_wall, run_min, run_class, metres, _ in runs:
            run_start = instant(run_wall, zone)
            run_end = run_start + timedelta(minutes=run_min)
            same_day = lift_wall.date() == run_wall.date()
            overlap = lift_start < run_end and run_start < lift_end
            is_lift_first = (
                lift_start <= run_start if overlap else lift_end <= run_start
            )
            if is_lift_first:
                hours = max((run_start - lift_end).total_seconds() / 3600, 0)
                severity = lift_first(
                    lift_class, heavy, run_class, hours, same_day, legs_hurt
                )
            else:
                hours = max((lift_start - run_end).total_seconds() / 3600, 0)
                severity = run_first(
                    run_class, lift_class, hours, same_day or overlap, metres
                )
            if severity != "ok":
                found[lift, run] = severity
    return found


def leg_pairs(lifts, zone="UTC"):
    """{lift, lift} -> severity of every two leg sessions that are not far apart."""
    telling = sorted(
        (instant(start, zone), timedelta(minutes=minutes), name)
        for name, start, minutes, lift_class, _ in lifts
        if lift_class != "light"
    )
    found = {}
    for place, (start, lasting, name) in enumerate(telling):
        for other_start, _, other in telling[place + 1 :]:
            hours = (other_start - start - lasting).total_seconds() / 3600
            for limit, severity in ((24, "conflict"), (48, "caution"), (72, "info")):
                if hours < window(limit):
                    found[frozenset((name, other))] = severity
                    break
    return found
