"""What a planned session says to a person, in her unit: shared by every way out."""

import re
from collections.abc import Iterable, Mapping

from runlift.exercises.catalogue import Exercise
from runlift.program.plan import PlannedExercise, PlannedSession
from runlift.units import WeightUnit, load_out

HOUSE_LABEL = (
    "Weeks 2-6 are this project's own completion; StrengthLog publishes week 1 only."
)
"""Stands wherever such a week is shown or leaves."""
SAFETY = (
    "A training plan for information, not medical advice; you or your coach decide. "
    "Stop, and see a health professional, for chest pain, fainting, unusual "
    "breathlessness, or pain that grows while you train."
)
CHANGES: Mapping[str, str] = {
    "deload": "lighter week",
    "taper": "taper",
    "race_week": "race week",
    "recovery": "recovery",
}
_RUNS: Mapping[str, str] = {
    "easy": "easy run",
    "long": "long run",
    "key": "key run",
    "long + key": "long key run",
    "raceA": "A race",
    "raceB": "B race",
}
_PER: Mapping[str, str] = {
    "per_hand": " per hand",
    "per_side_plates": " per side",
    "assist": " of help",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean(text: str) -> str:
    """Text without what calendars, pages and PDF files may not contain."""
    lines = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text)
    return _CONTROL.sub("\ufffd", lines)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def short(text: str, most: int) -> str:
    """The same, cut where it is longer than so many characters."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def house_label(sessions: Iterable[PlannedSession]) -> str:
    """`HOUSE_LABEL` where any of the sessions is of such a week; else nothing."""
    return HOUSE_LABEL if any(one.origin == "house" for one in sessions) else ""


def name(exercise_id: str, exercises: Mapping[str, Exercise]) -> str:
    """What an exercise is called; its id where the catalogue no longer has it."""
    known = exercises.get(exercise_id)
    return one_line(known.name if known else exercise_id)


def amount(one: PlannedExercise) -> str:
    """Sets and what each is: `3 × 5–8`, `2 × 30 s`, `3 × 10 per side (assumed)`."""
    sides = " per side" if one.is_per_side else ""
    assumed = " (assumed)" if one.is_side_assumed else ""
    return f"{one.sets} × {each(one)}{sides}{assumed}"


def each(one: PlannedExercise) -> str:
    """What one set is."""
    if one.mode == "amrap":
        return "as many clean reps as you can"
    if one.mode == "time":
        return f"{pair(one.seconds)} s" if one.seconds else "as long as you can"
    return pair(one.reps) if one.reps else "reps of your choice"


def pair(values: tuple[float, float]) -> str:
    """`6`, or `5–8` where it is a range."""
    low, high = (figure(value) for value in values)
    return low if low == high else f"{low}–{high}"


def figure(value: float, decimals: int = 2) -> str:
    """A number without zeros at its end."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def load(
    one: PlannedExercise, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> str:
    """The weight as it is loaded: `80 kg`, `44 lb per hand`; empty where she chooses."""
    if one.load_kg is None:
        return ""
    known = exercises.get(one.exercise_id)
    return weight(one.load_kg, unit) + _PER.get(known.load_basis if known else "", "")


def weight(load_kg: float, unit: WeightUnit) -> str:
    """A weight in the athlete's unit: `82.5 kg`, `181.9 lb`."""
    return f"{figure(load_out(load_kg, unit), 2 if unit == 'kg' else 1)} {unit}"


def how(one: PlannedExercise) -> list[str]:
    """The rest of what is asked: share of the 1RM, reserve, rest, pause, speed."""
    said = [
        f"{figure(one.percent)} % of 1RM" if one.percent is not None else "",
        f"RIR {pair(one.rir)}" if one.rir else "",
        f"rest {rest(one.rest_s)}",
        f"hold each rep {figure(one.pause_s)} s" if one.pause_s else "",
        "as fast as possible" if one.is_fast else "",
    ]
    return [part for part in said if part]


def rest(rest_s: int) -> str:
    """How long to rest: `45 s`, `2 min`, `2:30 min`."""
    minutes, seconds = divmod(rest_s, 60)
    if not minutes:
        return f"{seconds} s"
    return f"{minutes}:{seconds:02d} min" if seconds else f"{minutes} min"


def line(
    one: PlannedExercise, exercises: Mapping[str, Exercise], unit: WeightUnit
) -> str:
    """An exercise on one line: `Squat (barbell): 3 × 5–8, 80 kg, RIR 1–2, rest 3 min`."""
    parts = [amount(one), load(one, exercises, unit), *how(one), one_line(one.note)]
    said = ", ".join(part for part in parts if part)
    return f"{name(one.exercise_id, exercises)}: {said}"


def heading(session: PlannedSession) -> str:
    """What a session is called, and why it is lighter where it is."""
    title = one_line(session.title) or ("Lift" if session.is_lift else "Run")
    said = [CHANGES.get(session.change, "")]
    said += ["skipped"] if session.status == "skipped" else []
    more = ", ".join(part for part in said if part)
    return f"{title} ({more})" if more else title


def run_class(session: PlannedSession) -> str:
    """What kind of run it is, in words; nothing for a lift."""
    known = session.run_class
    return _RUNS.get(known, one_line(f"{known.replace('_', ' ')} run" if known else ""))


def clock(session: PlannedSession) -> str:
    """When it begins on the wall clock: `18:00`."""
    return f"{session.start:%H:%M}"


def lasting(hours: float) -> str:
    """How long it takes: `45 min`, `1 h 15 min`."""
    whole, minutes = divmod(round(hours * 60), 60)
    parts = [f"{whole} h" if whole else "", f"{minutes} min" if minutes else ""]
    return " ".join(part for part in parts if part) or "0 min"
