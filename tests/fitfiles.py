"""Small FIT files as watches write them, for tests: nothing in them was ever recorded."""

import io
import struct
import zipfile
from datetime import UTC, datetime

EPOCH = 631_065_600
ENUM, SINT8, UINT8, SINT16, UINT16, SINT32, UINT32, STRING, UINT32Z, BYTE = (
    0x00, 0x01, 0x02, 0x83, 0x84, 0x85, 0x86, 0x07, 0x8C, 0x0D,
)  # fmt: skip
_FORMATS = {
    ENUM: "B", SINT8: "b", UINT8: "B", SINT16: "h", UINT16: "H", SINT32: "i",
    UINT32: "I", UINT32Z: "I", BYTE: "B",
}  # fmt: skip
_INVALID = {
    ENUM: 0xFF, SINT8: 0x7F, UINT8: 0xFF, SINT16: 0x7FFF, UINT16: 0xFFFF,
    SINT32: 0x7FFFFFFF, UINT32: 0xFFFFFFFF, UINT32Z: 0, BYTE: 0xFF,
}  # fmt: skip
FILE_ID, SESSION, LAP, RECORD, EVENT, WORKOUT, WEIGHT, ACTIVITY, HR, SET, TITLE = (
    0, 18, 19, 20, 21, 26, 30, 34, 132, 225, 264,
)  # fmt: skip
COURSE, MONITORING = 6, 32
GARMIN, COROS = 1, 294

RUNNING, CYCLING, TRAINING = 1, 2, 10
STRENGTH = 20


def stamp(text):
    """Seconds as FIT counts them, of `2026-11-02 18:00` UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) - EPOCH


def message(number, *fields):
    """A message: its global number, then (field number, type, value); None is invalid."""
    return number, fields


def fit(*messages, crc=None):
    """The bytes of a FIT file with these messages."""
    body = bytearray()
    known = {}
    for number, fields in messages:
        shape = (
            number,
            tuple((n, kind, _size(kind, value)) for n, kind, value in fields),
        )
        if shape not in known:
            local = len(known) % 16
            known = {s: place for s, place in known.items() if place != local}
            known[shape] = local
            body += struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
            for n, kind, size in shape[1]:
                body += struct.pack("<BBB", n, size, kind)
        body.append(known[shape])
        for _, kind, value in fields:
            body += _written(kind, value)
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", _crc(header))
    whole = header + bytes(body)
    return whole + struct.pack("<H", _crc(whole) if crc is None else crc)


def file_id(kind=4, maker=GARMIN):
    return message(FILE_ID, (0, ENUM, kind), (1, UINT16, maker), (2, UINT16, 1))


def session(start, seconds, metres=None, sport=RUNNING, sub=0, hr=None, timer=None):
    return message(
        SESSION,
        (253, UINT32, start + seconds),
        (2, UINT32, start),
        (7, UINT32, seconds * 1000),
        (8, UINT32, (timer or seconds) * 1000),
        (9, UINT32, None if metres is None else round(metres * 100)),
        (5, ENUM, sport),
        (6, ENUM, sub),
        (16, UINT8, hr),
        (17, UINT8, None if hr is None else hr + 15),
    )


def workout(name):
    """The planned workout that was followed."""
    return message(WORKOUT, (8, STRING, name))


def exercise_title(name, category, exercise):
    """What the plan calls an exercise."""
    return message(
        TITLE, (0, UINT16, category), (1, UINT16, exercise), (2, STRING, name)
    )


def heart_clock(at, ticks, bpm):
    """The first `hr` message: what the clock of the strap shows at a time."""
    return message(HR, (253, UINT32, at), (9, UINT32, ticks), (6, UINT8, bpm))


def heart_beats(*beats):
    """Two further beats: the last twelve bits of their ticks, and how fast."""
    (first, slow), (second, fast) = beats
    packed = (first & 0xFFF) | (second & 0xFFF) << 12
    return message(
        HR,
        (6, UINT8, [slow, fast]),
        (10, BYTE, [packed >> shift & 0xFF for shift in (0, 8, 16)]),
    )


def record(
    at, metres=None, hr=None, altitude=None, cadence=None, speed=None, place=None
):
    """`place` is latitude and longitude in degrees."""
    return message(
        RECORD,
        (253, UINT32, at),
        (5, UINT32, None if metres is None else round(metres * 100)),
        (3, UINT8, hr),
        (2, UINT16, None if altitude is None else round((altitude + 500) * 5)),
        (4, UINT8, cadence),
        (6, UINT16, None if speed is None else round(speed * 1000)),
        *(
            (number, SINT32, round(degrees * 2**31 / 180))
            for number, degrees in enumerate(place or ())
        ),
    )


def lap(start, seconds, metres, trigger=0, intensity=0, step=None):
    return message(
        LAP,
        (253, UINT32, start + seconds),
        (2, UINT32, start),
        (7, UINT32, seconds * 1000),
        (8, UINT32, seconds * 1000),
        (9, UINT32, round(metres * 100)),
        (24, ENUM, trigger),
        (23, ENUM, intensity),
        (71, UINT16, step),
    )


def timer(at, kind):
    """The timer starts (0) or stops (4)."""
    return message(EVENT, (253, UINT32, at), (0, ENUM, 0), (1, ENUM, kind))


def activity(at, offset_h=None):
    local = None if offset_h is None else at + round(offset_h * 3600)
    return message(ACTIVITY, (253, UINT32, at), (5, UINT32, local), (1, UINT16, 1))


def lifted(start, seconds, reps=None, kg=None, category=None, exercise=None, active=1):
    return message(
        SET,
        (254, UINT32, start),
        (0, UINT32, seconds * 1000),
        (3, UINT16, reps),
        (4, UINT16, None if kg is None else round(kg * 16)),
        (5, UINT8, active),
        (6, UINT32, start),
        (7, UINT16, category),
        (8, UINT16, exercise),
    )


def weighing(at, kg):
    return message(WEIGHT, (253, UINT32, at), (0, UINT16, round(kg * 100)))


def run(
    start="2026-11-02 17:00",
    minutes=30,
    speed=3.0,
    hr=150,
    offset_h=1,
    every=1,
    sport=RUNNING,
    sub=0,
    maker=GARMIN,
    more=(),
    is_placed=False,
    **options,
):
    """A steady run from start to end; `more` are further messages."""
    begin = stamp(start) if isinstance(start, str) else start
    seconds = minutes * 60
    records = [
        record(
            begin + t,
            t * speed,
            hr,
            100,
            85,
            speed,
            (47.0 + t * speed / 111_195, 8.5) if is_placed else None,
        )
        for t in range(0, seconds + 1, every)
    ]
    return fit(
        file_id(maker=maker),
        timer(begin, 0),
        *records,
        *more,
        session(begin, seconds, seconds * speed, sport, sub, hr),
        activity(begin + seconds, offset_h),
        **options,
    )


def zipped(members):
    """A zip archive of texts and bytes by name, the same whenever it is made."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _size(kind, value):
    if kind == STRING:
        return len(value.encode()) + 1
    return struct.calcsize("<" + _FORMATS[kind]) * len(_several(value))


def _written(kind, value):
    if kind == STRING:
        return value.encode() + b"\0"
    return b"".join(
        struct.pack("<" + _FORMATS[kind], _INVALID[kind] if one is None else one)
        for one in _several(value)
    )


def _several(value):
    return value if isinstance(value, list) else [value]


def _crc(content):
    table = (
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
    )  # fmt: skip
    crc = 0
    for byte in content:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ table[crc & 0xF] ^ table[nibble]
    return crc
