"""Files made to do harm: refused with a sentence, or read for what is right in them.

Every one goes through the whole import in a process of its own, whose time and memory
are measured. No traceback, nothing half stored, no more than 5 s and 300 MB.
"""

import json
import os
import sqlite3
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tests import fitfiles, logs
from tests.hostile_files import (
    LOCKED,
    MB,
    SYMLINK,
    UTF8,
    Entry,
    archive,
    deflated,
    gzip_bomb,
    nested,
    repeated,
    stored,
    zip_bomb,
    zipped,
)

from runlift.errors import WrongInput
from runlift.importers import tables

MOST_S, MOST_MB = 5, 300
HERE = Path(__file__).parent
HEVY = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(n=3)))
HEADER, ROW = (line + b"\n" for line in HEVY.split(b"\n")[:2])
RUN = fitfiles.run(minutes=5)
MESSAGES = RUN[14:-2]
POINT = b'<trkpt lat="1" lon="1"><time>2026-01-01T00:00:00Z</time></trkpt>'
BACKUP = HERE / "importers" / "cases" / "fitnotes_backup"


class Child:
    """The process that imports what it is told."""

    def __init__(self, folder):
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "hostile_child.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HERE.parent / "src")},
        )
        # What is loaded with the first files is no file's fault.
        for content in (HEVY, RUN):
            assert self.imported(content)["statuses"] == ["imported"]

    def imported(self, content):
        path = self._folder / "dropped"
        path.write_bytes(content)
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        path.unlink()
        assert said, "the process that imports has died"
        return json.loads(said)

    def end(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    made = Child(tmp_path_factory.mktemp("hostile"))
    yield made
    made.end()


def dropped(child, content):
    """What became of a file, after what holds for every one of them."""
    said = child.imported(content)
    assert said["raised"] is None, said["raised"]
    assert said["seconds"] < MOST_S, f"{said['seconds']:.1f} s"
    assert said["grown_mb"] < MOST_MB, f"{said['grown_mb']:.0f} MB"
    assert said["statuses"], "a file without a receipt"
    if set(said["statuses"]) <= {"refused", "question"}:
        assert said["stored"] == 0
        assert " ".join(said["notes"]).strip().endswith((".", "!"))
    return said


def refused(child, content, why):
    said = dropped(child, content)
    assert set(said["statuses"]) == {"refused"}, said
    assert why in " ".join((*said["notes"], *said["reasons"])), said


NOT_ONE = b"\0" * MB


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: zip_bomb("a.csv", HEADER, 10), "unpack to 10,240 MB"),
        (lambda: zip_bomb("a.csv", HEADER, 10, size=2000), "damaged"),
        (lambda: zip_bomb("a.fit", RUN, 2, size=len(RUN)), "damaged"),
        (lambda: zip_bomb("a.csv", HEADER, 10, piece=ROW * 900 + noise()), "64 MB"),
        (lambda: nested(5, zip_bomb("0.dll", b"", 4), width=4), "more than 3 deep"),
        (lambda: nested(10, zipped(a=HEVY)), "more than 3 deep"),
        (lambda: archive(*(overlapping())), "lie within each other"),
        (lambda: gzip_bomb(b"", 20), "empty"),
        (lambda: gzip_bomb(HEADER, 20, piece=ROW * 2000), "larger than 64 MB"),
        (lambda: gzip_bomb(RUN, 20), "more than 250 times"),
        (lambda: gzip_bomb(b"<gpx>", 20, b" " * MB), "more than 250 times"),
        (lambda: gzip_bomb(b"<HealthData>", 20, b" " * MB), "more than 250 times"),
        (lambda: gzip_bomb(zipped(a=HEVY), 20), "more than 250 times"),
        (lambda: gzip_bomb(b"SQLite format 3\0", 20), "not an export"),
        (
            lambda: archive(stored("a.gz", gzip_bomb(b"<gpx>", 20, b" " * MB))),
            "more than 250 times",
        ),
    ],
    ids=[
        "10 GB of zeros",
        "10 GB that say 2 kB",
        "FIT that says less than it is",
        "10 GB of rows",
        "42.zip",
        "ten deep",
        "overlapping",
        "gzip of zeros",
        "gzip of rows",
        "gzip of FIT",
        "gzip of GPX",
        "gzip of Apple Health",
        "gzip of an archive",
        "gzip of a database",
        "gzip within an archive",
    ],
)
def test_a_bomb_is_not_set_off(child, made, why):
    refused(child, made(), why)


def noise():
    """So that rows pack no better than those of a real file."""
    return bytes((n * n * 7919 + n) % 91 + 35 for n in range(4000)) + b"\n"


def overlapping():
    one = deflated("a.csv", HEVY)
    copies = [
        Entry(f"{n}.csv", one.packed, one.method, one.size, one.crc, at=0)
        for n in range(100)
    ]
    return [one, *copies]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (stored("../../etc/x.csv", HEVY), "points outside"),
        (stored("/etc/x.csv", HEVY), "points outside"),
        (stored("..\\..\\x.csv", HEVY), "points outside"),
        (stored("C:\\x.csv", HEVY), "points outside"),
        (stored("\\\\server\\x.csv", HEVY), "points outside"),
        (stored("a.csv", b"/etc/passwd", attributes=SYMLINK), "a link"),
        (deflated("a.csv", HEVY, flags=LOCKED), "password"),
        (Entry("a.csv", HEVY, 98), "cannot unpack"),
        (Entry("a.csv", HEVY, 99), "cannot unpack"),
        (Entry("a.csv", HEVY, crc=1), "damaged"),
        (Entry("a.csv", b"\xff" * 500, 8, size=5000), "damaged"),
        (Entry("a.csv", b"\xff" * 500, 12, size=5000), "damaged"),
        (Entry("a.csv", b"\x09\x04\5\0]" + b"\xff" * 500, 14, size=5000), "damaged"),
        (stored(b"\xff\xfe.csv", HEVY, flags=UTF8), "damaged"),
        (stored(b"", HEVY), "not an export"),
    ],
    ids=[
        "up", "root", "backslashes", "drive", "share", "link", "password", "PPMd", "AES",
        "checksum", "deflate", "bzip2", "LZMA", "name of no letters", "no name",
    ],
)  # fmt: skip
def test_an_archive_that_is_wrong_or_wants_out_is_refused(child, entry, why):
    refused(child, archive(entry), why)


@pytest.mark.slow
def test_an_archive_of_300_000_files_is_refused(child):
    many = archive(
        stored("first", b"1"), *(Entry(f"{n}", at=0) for n in range(299_999))
    )

    refused(child, many, "300,000 files")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [b"a.csv\0.exe", b"\xff\xfe.csv", "Run 18:30.csv", "a" * 60_000]
)
def test_a_strange_name_in_an_archive_does_no_harm(child, name):
    assert dropped(child, archive(stored(name, HEVY)))["held"] == [1, 3, 0]


@pytest.mark.slow
@pytest.mark.parametrize("root", ["gpx", "TrainingCenterDatabase", "HealthData"])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<!DOCTYPE R [{laughs}]><R>&j;</R>", "entities of its own"),
        ("<!DOCTYPE R [<!ENTITY a '{long}'>]><R>{many}</R>", "entities of its own"),
        ("<!DOCTYPE R [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><R>&a;</R>", "other"),
        ("<!DOCTYPE R [<!ENTITY % a SYSTEM 'http://[::1]:9/'>%a;]><R/>", "other files"),
        ("<!DOCTYPE R SYSTEM 'http://[::1]:9/x.dtd'><R/>", "other files"),
        (
            '<R xmlns:x="http://www.w3.org/2001/XInclude">'
            '<x:include href="file:///etc/passwd" parse="text"/></R>',
            "holds no",
        ),
        ("<R>{deep}</R>", "more than 100 deep"),
        ('<R creator="{ten_mb}"></R>', "longer than 4 MB"),
        ("<R {attributes}></R>", "holds no"),
    ],
    ids=[
        "billion laughs", "quadratic", "external", "parameter", "external type",
        "XInclude", "deep", "one attribute", "attributes",
    ],
)  # fmt: skip
def test_xml_that_expands_or_fetches_is_refused(child, root, text, why):
    letters = "abcdefghij"
    text = text.replace("R", root).format(
        laughs="<!ENTITY a 'ha'>"
        + "".join(
            f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in pairwise(letters)
        ),
        long="x" * 100_000,
        many="&a;" * 100_000,
        deep="<a>" * 100_000 + "</a>" * 100_000,
        ten_mb="x" * 10_000_000,
        attributes=" ".join(f'a{n}="1"' for n in range(100_000)),
    )

    refused(child, text.encode(), why)


def fit(body, size=None):
    """A FIT file around these bytes; its checksum is wrong."""
    length = len(body) if size is None else size
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, length, b".FIT")
    return head + b"\0\0" + body + b"\0\0"


def definition(number, *fields, developer=()):
    flag = 0x20 if developer else 0
    made = struct.pack("<BBBHB", 0x40 | flag, 0, 0, number, len(fields))
    made += b"".join(bytes(one) for one in fields)
    if developer:
        made += bytes([len(developer)]) + b"".join(bytes(one) for one in developer)
    return made


TIME = (253, 4, 0x86)
WIDE = definition(20, TIME, (5, 255, 0x86), (3, 255, 2))
MANY = definition(20, *((n, 1, 2) for n in range(255)))
LOST = definition(20, TIME, developer=[(1, 4, 9), (200, 255, 255)])
WORDS = definition(0, (8, 255, 7))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "runs"),
    [
        (lambda: fit(WIDE + (b"\0" + b"\1" * 514) * 200 + MESSAGES), 1),
        (lambda: fit(LOST + (b"\0" + b"\1" * 263) * 500 + MESSAGES), 1),
        (lambda: fit(WORDS + (b"\0" + b"\xff" * 255) * 1000 + MESSAGES), 1),
        (lambda: fit(MANY + (b"\0" + b"\1" * 255) * 400 + MESSAGES), 1),
        (lambda: fit(MESSAGES, size=0xFFFFFFF0), 1),
        (lambda: fit(MESSAGES + b"\0" * 500_000), 1),
    ],
    ids=[
        "fields of 255 bytes", "developer fields of nothing", "names of no letters",
        "255 fields", "a size of 4 GB", "zeros at the end",
    ],
)  # fmt: skip
def test_a_fit_file_with_absurd_parts_keeps_its_run(child, made, runs):
    said = dropped(child, made())

    assert said["held"] == [0, 0, runs], said
    assert "is damaged" in said["notes"][0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: fit(MESSAGES, size=10), "nothing in it can be read"),
        (lambda: fit(definition(20, TIME) * 500_000), "nothing in it can be read"),
        (lambda: fit(b"\x0f" * 100_000 + MESSAGES), "nothing in it can be read"),
        (lambda: fit(definition(20, (253, 0, 0x86)) + b"\0" * 100_000), "nothing"),
        (lambda: b"\x0e\x20\x54\x08\0\0\0\0.FIT", "nothing in it can be read"),
        (
            lambda: fitfiles.fit(
                fitfiles.file_id(),
                *(fitfiles.record(1_100_000_000 + n, n * 3, 150) for n in range(600)),
                *(fitfiles.session(1_100_000_000 + n, 10, 30) for n in range(600)),
            ),
            "says to hold 600 activities",
        ),
    ],
    ids=[
        "a size of 10", "definitions without end", "what was never defined",
        "fields of no bytes", "a header alone", "600 activities in ten minutes",
    ],
)  # fmt: skip
def test_a_fit_file_that_holds_nothing_is_refused(child, made, why):
    refused(child, made(), why)


@pytest.mark.slow
def test_records_without_a_field_are_read_up_to_a_point(child):
    said = dropped(child, fit(definition(20) + b"\0" * 5_000_000))

    assert said["held"] == [0, 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEVY + ROW.replace(b"Legs", b"x" * (10 * MB)), "longer than any note"),
        (HEVY + ROW.replace(b"Legs", b"x" * 200_000), "longer than any note"),
        (HEVY + b"x" * (50 * MB), "longer than any note"),
        (HEVY + b'"' + b"x," * (25 * MB), "longer than any note"),
        (HEVY + b"1," * (25 * MB), "longer than any note"),
        (HEVY + ROW.replace(b"100", b"(" * 100_000), "is not a number"),
    ],
    ids=["10 MB", "200 kB", "a line", "a quotation", "fields", "no number"],
)
def test_a_cell_or_line_without_end_costs_its_row(child, content, reason):
    said = dropped(child, content)

    assert said["held"] == [1, 3, 0]
    [told] = said["reasons"]
    assert reason in told
    assert len(told) < 700


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: b",".join(b"c%d" % n for n in range(100_000)) + b"\n1,2\n", "not an"),
        (lambda: HEADER[:-1] + b",x" * 100_000 + b"\n" + ROW, "columns"),
        (lambda: HEADER + b"1\n" * (10 << 20), "more than 200,000 lines"),
        (lambda: HEADER + b"1\r" * (10 << 20), "more than 200,000 lines"),
        (lambda: HEVY.replace(b"Legs", b"Le\0gs"), "not a text file"),
        (lambda: HEADER + b"\xff\xfe" * 1000, "None of the rows"),
        (lambda: b"\xff\xfe" + HEVY, "not an export"),
        (lambda: b"\0" * (50 * MB), "empty"),
    ],
    ids=[
        "100,000 columns", "of a known app", "rows", "rows of an old Mac",
        "zeros", "bytes of no letters", "not UTF-16", "zeros alone",
    ],
)  # fmt: skip
def test_a_table_that_nobody_wrote_is_refused(child, made, why):
    refused(child, made(), why)


@pytest.mark.slow
def test_zeros_far_down_in_a_table_do_no_harm(child):
    said = dropped(child, HEVY + b"\n" * 5000 + b"\0" * 1000 + ROW)

    assert said["held"] == [1, 4, 0]


POLAR = (
    '{"exportVersion":"1.6","startTime":"2026-01-01T10:00:00","timezoneOffset":0,'
    '"exercises":[%s]}'
)
EXERCISE = '{"startTime":"2026-01-01T10:00:00","sport":"RUNNING","duration":"PT10M",%s}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "why"),
    [
        (POLAR % ("[" * 100_000 + "]" * 100_000), "nested deeper"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "not an export"),
        ("[" * 100_000, "not an export"),
        ("[(" * 32_000, "not an export"),
        (POLAR % (EXERCISE % f'"distance":{"9" * 5000}'), "damaged or cut off"),
    ],
    ids=["a known app", "objects", "lists", "brackets", "a number of 5,000 digits"],
)
def test_json_without_end_is_refused(child, text, why):
    refused(child, text.encode(), why)


@pytest.mark.slow
def test_numbers_that_json_should_not_have_are_missing(child):
    strange = (
        '"distance":1e400,"heartRate":{"avg":NaN,"max":Infinity},"ascent":-1e400,'
        f'"note":"{"x" * (10 * MB)}"'
    )
    said = dropped(child, (POLAR % (EXERCISE % strange)).encode())

    assert said["held"] == [0, 0, 1]


def backup(tmp_path, script="", pragma=""):
    """A FitNotes backup with something done to it."""
    path = tmp_path / "backup"
    path.write_bytes(next(BACKUP.glob("*.fitnotes")).read_bytes())
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.commit()
    connection.close()
    return path.read_bytes()


ENDLESS = (
    "alter table training_log rename to hidden; create view training_log as "
    "with recursive a(x) as (select 1 union all select x + 1 from a) "
    "select hidden.* from hidden, a"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "why"),
    [
        (ENDLESS, "not an export"),
        ("update exercise set name = randomblob(6000000)", "damaged"),
        ("update training_log set metric_weight = zeroblob(8000000)", "damaged"),
        ("drop table training_log; create table training_log (x)", "no set"),
    ],
    ids=["a view without end", "a blob", "blobs for numbers", "another table"],
)
def test_a_database_that_is_a_trap_is_refused(child, tmp_path, script, why):
    refused(child, backup(tmp_path, script), why)


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    [
        "create trigger t after insert on exercise begin "
        "insert into exercise select * from exercise; end",
        "create view other as select load_extension('x')",
        "update exercise set name = cast(x'ff00fe' as text)",
        "update training_log set metric_weight = 'a', reps = 'x' where _id > 1",
        "update training_log set metric_weight = 9e999, reps = 9223372036854775807 "
        "where _id > 1",
        "update training_log set metric_weight = -5, duration_seconds = -9 where _id > 1",
    ],
    ids=["trigger", "extension", "letters", "words", "infinity", "below nothing"],
)
def test_a_database_with_traps_beside_the_log_is_read(child, tmp_path, script):
    said = dropped(child, backup(tmp_path, script))

    assert said["statuses"] == ["partly"]
    assert said["held"][1] >= 1


@pytest.mark.slow
def test_a_database_with_bytes_changed_anywhere_never_ends_the_import(child, tmp_path):
    whole = backup(tmp_path)
    for place in range(16, len(whole), len(whole) // 10):
        for value in (0xC8, 0xFF):
            broken = bytearray(whole)
            broken[place : place + 24] = bytes([value]) * 24
            dropped(child, bytes(broken))
    dropped(child, whole[:5000])


@pytest.mark.parametrize(
    "text",
    [
        "kind = 'sets'\n" + "a" * 70_000,
        "x = " + "[" * 20_000,
        "x = " + "{a=" * 10_000,
        "x = " + "9" * 5000,
        "a." * 30_000 + "b = 1",
        "kind = 'sets'\n[columns]\ndate = 1e400",
        "kind = 'sets'\n[columns]\ndate = ['a', ['b']]",
        "kind = 'sets'\n[columns]\n__class__ = 'a'",
        "kind = ['sets']\n[columns]\ndate = 'a'",
        "kind = 'sets'\ncolumns = 'date'",
        "kind = 'sets'\n[columns]\n'.*+(' = 'a'",
        "kind = 'sets'\n[[columns]]\ndate = 'a'",
        "kind = 'sets'\n[columns]\ndate = ''",
        "kind = 2026-11-02\n[columns]",
        "\x00",
        "",
    ],
)
def test_a_mapping_that_is_none_is_refused_with_a_sentence(text):
    with pytest.raises(WrongInput, match=r"\.$"):
        tables.read(text)


@pytest.mark.slow
def test_the_bombs_of_these_tests_would_go_off():
    """A deflate stream made of repeated pieces is one that unpacks."""
    import zlib

    packed = repeated(b"\0" * MB, 3, b"begin", b"end")

    assert zlib.decompress(packed, -15) == b"begin" + b"\0" * (3 * MB) + b"end"
    assert len(packed) < 5000
