"""The same training as different apps export it: records in, the bytes of the file out.

The shapes are those of `docs/formats/`, to the letter, quirks included; nothing here
knows the importers that read them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from runlift import units
from runlift.demo.cells import clock, csv_line, number, quoted, true
from runlift.demo.records import LiftSession, LiftSet
from runlift.units import MONTHS

STRENGTHLOG_HEADER = (
    "workout,start,end,exercise,weight,bodyweight,extraWeight,assistingWeight,"
    "distanceKM,distanceM,reps,rpm,time-per-500,calories,time,warmup,max,fail,checked,"
    "setComment,workoutComment,form,sleep,calories,stress"
)
FITNOTES_HEADER = (
    "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
)
HEVY_HEADER = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,"
    "set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe"
)


def strengthlog(sessions: Iterable[LiftSession], zone: ZoneInfo) -> bytes:
    """StrengthLog's flat CSV of 2026: epoch milliseconds, workout name never quoted."""
    lines = [STRENGTHLOG_HEADER]
    for session in sorted(sessions, key=_start, reverse=True):
        begin = _epoch_s(session.start, zone)
        lead = f"{session.title},{begin * 1000},{_epoch_s(session.end, zone) * 1000}"
        for done in session.sets:
            lines.append(_strengthlog_line(lead, begin, session, done))
    return ("\n".join(lines) + "\n").encode()


def _strengthlog_line(
    lead: str, begin: int, session: LiftSession, done: LiftSet
) -> str:
    on_body = done.is_bodyweight
    tail = [
        done.exercise,
        "" if on_body else number(done.load_kg),
        number(session.bodyweight_kg) if on_body else "",
        number(done.load_kg or 0) if on_body else "",
        "",
        "",
        "",
        number(done.reps),
        "",
        "",
        "",
        "" if done.duration_s is None else clock(done.duration_s),
        true(done.kind == "warmup"),
        "false",
        true(done.kind == "failure"),
        str((begin + done.done_s) * 1000) if done.done_s else "",
        done.note,
        session.note,
        "",
        "",
        "",
        "",
    ]
    line = f"{lead},{csv_line(tail)}"
    if '"' in line:
        # The app's own escape for a comment with commas: the whole line is one cell.
        return '"' + line.replace('"', '""') + '"'
    return line


def strengthlog_old(
    sessions: Iterable[LiftSession], person: str, stray_after: int = 0
) -> bytes:
    """StrengthLog's sectioned export (to 2025): dates only, sets as key, value pairs.

    Args:
        sessions: what was lifted.
        person: the line under `Name,Language,Sex,Age,Email`.
        stray_after: every so many workouts the app writes `Instance of 'Loc'`; 0 never.
    """
    lines = ["Name,Language,Sex,Age,Email", person, "", "Workouts"]
    lines.append("Name,Date,Body weight,Shape,Sleep,Calories,Stress")
    newest_first = sorted(sessions, key=_start, reverse=True)
    for place, session in enumerate(newest_first, start=1):
        mass = number(session.bodyweight_kg) or "-1"
        day = session.start.date().isoformat()
        lines.append(csv_line([session.title, day, mass, *["-1"] * 4]))
        count: dict[str, int] = {}
        for done in session.sets:
            count[done.exercise] = count.get(done.exercise, 0) + 1
            pairs = _strengthlog_pairs(done, mass)
            cells = [f"Exercise, {done.exercise}", "Set", str(count[done.exercise])]
            lines.append(csv_line([*cells, *pairs]))
        if stray_after and place % stray_after == 0:
            lines.append("Instance of 'Loc'")
        lines.append("")
    return ("\n".join(lines) + "\n").encode()


def _strengthlog_pairs(done: LiftSet, mass: str) -> list[str]:
    reps = [] if done.reps is None else ["reps", str(done.reps)]
    time = [] if done.duration_s is None else ["time", clock(done.duration_s)]
    if done.is_bodyweight:
        load = ["bodyweight", mass, "extraWeight", number(done.load_kg or 0)]
    else:
        load = ["weight", number(done.load_kg)]
    return [*time, *reps, *load]


def hevy(sessions: Iterable[LiftSession]) -> bytes:
    """Hevy's CSV in kilograms and kilometres: newest first, text cells quoted."""
    lines = [",".join(quoted(name) for name in HEVY_HEADER.split(","))]
    for session in sorted(sessions, key=_start, reverse=True):
        lead = [
            session.title,
            _day_first(session.start),
            _day_first(session.end),
            session.note,
        ]
        previous, index = "", 0
        for done in session.sets:
            index = index + 1 if done.exercise == previous else 0
            previous = done.exercise
            cells = [
                *(quoted(cell) for cell in lead),
                quoted(done.exercise),
                number(done.superset),
                quoted(done.note),
                str(index),
                quoted(done.kind),
                number(done.load_kg),
                number(done.reps),
                number(done.distance_m and done.distance_m / 1000),
                number(done.duration_s or 0),
                number(done.rpe),
            ]
            lines.append(",".join(cells))
    return ("\n".join(lines) + "\n").encode()


def fitnotes(sessions: Iterable[LiftSession]) -> bytes:
    """FitNotes' Android CSV of 2026 in pounds: dates only, names never quoted."""
    lines = [FITNOTES_HEADER]
    for session in sorted(sessions, key=_start):
        for done in session.sets:
            is_hold = done.duration_s is not None
            load = 0.0 if done.load_kg is None else done.load_kg / units.KG_PER_LB
            cells = [
                session.start.date().isoformat(),
                done.exercise,
                done.category,
                "" if is_hold else f"{round(load, 1):.1f}",
                "" if is_hold else "lbs",
                number(done.reps),
                "0.0" if is_hold else "",
                "m" if is_hold else "",
                "" if done.duration_s is None else clock(done.duration_s)[1:],
                quoted(done.note),
            ]
            lines.append(",".join(cells))
    return ("\n".join(lines) + "\n").encode()


def _start(session: LiftSession) -> datetime:
    return session.start


def _epoch_s(local: datetime, zone: ZoneInfo) -> int:
    return int(local.replace(tzinfo=zone).astimezone(UTC).timestamp())


def _day_first(moment: datetime) -> str:
    """`28 Mar 2024, 17:29`, in English whatever the machine speaks."""
    month = MONTHS[moment.month - 1]
    return f"{moment.day} {month} {moment.year}, {moment:%H:%M}"
