"""FIT records read as columns: the values of a reader of messages, to the last bit."""

import functools
import random
import struct

import fitfast
import numpy as np
import pytest
from tests import fitfiles as f

from runlift.importers import fit_columns, fit_reader
from runlift.importers.fit_checksum import checksum
from runlift.importers.fit_walk import KEPT

BEGIN = f.stamp("2026-11-02 17:00")
KINDS = {
    0: "file_id", 12: "sport", 18: "session", 19: "lap", 21: "event", 26: "workout",
    30: "weight_scale", 34: "activity", 132: "hr", 225: "set", 206: "field_description",
    264: "exercise_title",
}  # fmt: skip


def crc(content):
    """The checksum bit by bit, as the protocol of FIT describes it."""
    total = 0
    for byte in content:
        total ^= byte
        for _ in range(8):
            total = (total >> 1) ^ 0xA001 if total & 1 else total >> 1
    return total


def with_its_sum(content):
    return bytes(content[:-2]) + struct.pack("<H", checksum(bytes(content[:-2])))


@functools.cache
def by_messages(content):
    """What a reader of messages finds, or `None` where it gives up."""
    try:
        return fitfast.parse(content)
    except BaseException as error:
        # Some damage makes it panic, which is no `Exception`.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return None
        raise


def number(value):
    return float(value) if isinstance(value, int | float) else np.nan


def is_the_same(content):
    """Whether both readers agree; `None` for a file that is left to the other one."""
    found = fit_columns.read(content)
    if found is None:
        return None
    columns, added = found
    messages = by_messages(content)
    assert messages is not None, "read although the other reader gives up"
    rest = fitfast.parse(columns.rest)
    power = added.power(rest.get("field_description", []))
    if power is None:
        return None
    read = {**columns.columns, **({"Power": power} if len(power) else {})}
    records = messages.get("record", [])
    assert columns.count == len(records)
    for name in fit_columns.NAMES:
        theirs = np.array([number(one.get(name)) for one in records])
        mine = read.get(name, np.full(len(records), np.nan))
        assert np.array_equal(mine, theirs, equal_nan=True), name
    for kind in KINDS.values():
        assert rest.get(kind) == messages.get(kind), kind
    return True


def test_the_messages_that_are_kept_are_those_with_a_name_here():
    assert set(KINDS) == KEPT


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 64, 255, 1000])
def test_the_checksum_is_the_one_of_the_protocol(size):
    content = random.Random(size).randbytes(size)

    assert checksum(content) == crc(content)
    assert checksum(content + struct.pack("<H", crc(content))) == 0


@pytest.mark.slow
def test_real_files_have_the_values_of_a_reader_of_messages(exports):
    found = [
        is_the_same(path.read_bytes()) for path in (exports / "fit").glob("*/*.fit")
    ]
    assert found.count(True) > 25


@pytest.mark.slow
def test_a_real_file_with_another_byte_is_read_alike_or_left_to_others(exports):
    """Fields of apps, mixed shapes, strange types: whatever a byte more or less makes."""
    found = []
    for name in ("running-with-developer-data", "garmin-fenix-5-run", "Laufen"):
        [path] = (exports / "fit" / "run").glob(f"*{name}*.fit")
        content, chance = path.read_bytes(), random.Random(3)
        for _ in range(25):
            # Most of what can be misread is said at the beginning.
            changed = bytearray(content)
            place = chance.randrange(14, chance.choice([1500, len(content) - 2]))
            changed[place] = chance.randrange(256)
            found.append(is_the_same(with_its_sum(changed)))
    assert found.count(True) > 20
    assert found.count(None) > 5


def test_speed_and_altitude_are_those_of_their_longer_twins():
    """Every value that a short field can hold, and the missing one."""
    raw = [*range(0, 65536, 7), 65535, None]
    records = [
        f.message(
            f.RECORD,
            (253, f.UINT32, BEGIN + place),
            (2, f.UINT16, one),
            (6, f.UINT16, one),
            (73, f.UINT32, 4321),
        )
        for place, one in enumerate(raw)
    ]
    assert is_the_same(f.fit(f.file_id(), *records))


def test_records_of_changing_shapes_stay_in_their_order():
    chance = random.Random(1)
    records = [
        f.record(
            BEGIN + t,
            *(chance.choice([value, None]) for value in (3.0 * t, 150, 400, 85)),
            **({"speed": 3.0} if t % 3 else {}),
            **({"place": (47.0, 8.5)} if t % 5 < 3 else {}),
        )
        for t in range(400)
    ]
    laps = [f.lap(BEGIN + t, 60, 180) for t in (0, 60, 120)]
    mixed = [*records[:60], laps[0], *records[60:61], laps[1], *records[61:], laps[2]]

    assert is_the_same(f.fit(f.file_id(), *mixed))


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("a wrong checksum", f.run(minutes=2, crc=1)),
        ("an end that is missing", f.run(minutes=2)[:-40]),
        ("two files in one", f.run(minutes=2) * 2),
        ("no file", b""),
        ("a text", b"not a FIT file, whatever its name may say of it"),
        (
            "speed and distance in three bytes",
            f.fit(f.file_id(), f.message(f.RECORD, (8, f.BYTE, [1, 2, 3]))),
        ),
        (
            "a field of another type than it should have",
            f.fit(f.file_id(), f.message(f.RECORD, (3, f.UINT16, 150))),
        ),
    ],
)
def test_what_is_unusual_is_left_to_other_readers(what, content):
    assert fit_columns.read(content) is None, what


def test_a_message_that_was_never_announced_is_left_to_other_readers():
    content = bytearray(f.run(minutes=2))
    # The first byte of the last record: a kind of message that nothing was said about.
    content[content.rindex(struct.pack("<I", BEGIN + 120), 0, -60) - 1] = 0x0F

    assert fit_columns.read(with_its_sum(content)) is None


@pytest.mark.slow
def test_whoever_reads_the_file_the_run_is_the_same():
    """Two bytes behind the end are damage, and send it the patient way."""
    content = f.run(minutes=20, is_placed=True)
    [quick] = fit_reader.read(content).recordings
    [patient] = fit_reader.read(content + b"\0\0").recordings

    assert fit_columns.read(content) and not fit_columns.read(content + b"\0\0")
    assert quick.samples.keys() == patient.samples.keys()
    for name, values in quick.samples.items():
        assert values == pytest.approx(patient.samples[name], abs=0.0011), name
