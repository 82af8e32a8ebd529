"""Training files damaged in every way, and what has to hold when they are read.

A file is made from its number alone, so that a failure can be repeated.
"""

import functools
import gzip
import random
import re
import time
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from tests import fitfiles

from runlift.errors import RunliftError
from runlift.files import Source
from runlift.importers import combined, opening, parse, recognise
from runlift.model import (
    BODY_MASS_COLUMNS,
    LAP_COLUMNS,
    RUN_COLUMNS,
    SESSION_COLUMNS,
    SET_COLUMNS,
    SUMMARY_COLUMNS,
    Answers,
    Parsed,
)
from runlift.science.policy import default_policy
from runlift.transforms import plausible

CASES = Path(__file__).parent / "importers" / "cases"
NOW = datetime(2026, 11, 23, 12, 0)
ANSWERS = Answers(timezone="Europe/Berlin", keeps_positions=True)
QUICK = 10_000
"""Files with a smaller number are made of small cases, for the suite of every day."""
SMALL, LARGE = 1_000, 8_000
"""Bytes of a case; small files are as broken as large ones, and quicker."""

NASTY = [
    "=1+1", "@SUM(A1)", "1e999", "-1e999", "nan", "inf", "-", "--", "+", ".", ",",
    "0", "-0", "-1", "99999999999999999999", "9" * 400, "1e-320", "0x10", "1_000",
    "1,5", "1.5.5", "1 000,5", "½", "٣", "٣:٣٠", "🏋️", "\x00", "\u202e", "\ufeff",
    "", " ", "\t", '"', '""', "'", ";", "\r", "\n", "\\", "null", "None", "true",
    "31.02.2026", "2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "1969-12-31",
    "2026-11-02T25:61:61", "2026-11-02T18:00:00+99:99", "24:00", "-1:30", "1:2:3:4",
    "29 Feb 2026, 18:00", "Feb 29, 2025, 6:00:00 PM", "1762362000000", "-62135596801",
    "x" * 5000, " " * 5000, "1" * 5000, "(" * 5000, ":" * 5000, "a " * 2500, "kg", "lb",
    "100 kg", "100kg x 5", "W", "<b>", "<script>", "&amp;", "]]>", "{}", "[]",
]  # fmt: skip

IMPOSSIBLE = {
    "sessions": {
        "duration_s": (0, 1e6), "bodyweight_kg": (1, 1000), "avg_hr": (1, 300),
        "max_hr": (1, 300),
    },
    "sets": {
        "load_kg": (-1000, 2000), "reps": (0, 10_000), "duration_s": (0, 1e7),
        "distance_m": (0, 1e7), "rpe": (0, 10), "rest_s": (0, 1e6), "set_no": (1, 1e4),
    },
    "runs": {
        "distance_m": (0, 1e6), "moving_s": (0, 1e6), "elapsed_s": (0, 1e7),
        "ascent_m": (0, 1e5), "descent_m": (0, 1e5), "avg_hr": (1, 300),
        "max_hr": (1, 300), "cadence_spm": (0, 400), "power_w": (0, 5000),
        "temperature_c": (-100, 100), "rpe": (0, 10),
    },
    "body_mass": {"mass_kg": (10, 700)},
}  # fmt: skip
"""What may be left after the checks, in wide bounds."""

WORDS = {
    "tz_source": {"wall", "utc", "offset"},
    "time_precision": {"second", "minute", "day"},
    "kind": {"normal", "warmup", "drop", "failure"},
    "sport": {"run"},
    "load_basis": {None, "total", "bodyweight", "assist", "band", "per_hand"},
    "surface": {None, "road", "trail", "treadmill", "track"},
    "source_tag": {None, "race", "long", "workout"},
}
COLUMNS = {
    "sessions": SESSION_COLUMNS,
    "sets": SET_COLUMNS,
    "runs": RUN_COLUMNS,
    "body_mass": BODY_MASS_COLUMNS,
    "laps": LAP_COLUMNS,
    "summaries": SUMMARY_COLUMNS,
}


TYPES = {
    name: [np.dtype("O" if kind == "str" else kind) for kind in columns.values()]
    for name, columns in COLUMNS.items()
}
LONGEST_S = 3
TOGETHER = 50


class Here:
    """The work of an import, all of it done in this process."""

    def __init__(self, folder):
        self.folder = folder

    def tell(self, done, total, what):
        """Nobody listens."""

    def map(self, function, items, otherwise):
        """One after the other."""
        return map(function, items)


@dataclass(frozen=True)
class Damaged:
    """One file with what was done to it."""

    case: str
    deeds: tuple
    content: bytes

    def __str__(self):
        return f"{self.case}: {', '.join(self.deeds)}"


@functools.cache
def bases(largest=LARGE):
    """The files that are damaged, by name: the smallest of each importer, and more."""
    cases = sorted(
        (path.stat().st_size, path)
        for path in CASES.glob("*/*")
        if not path.name.endswith(".expected.json")
    )
    smallest = {path.parent.name: path for _, path in reversed(cases)}
    found = {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for size, path in sorted(cases, key=lambda one: one[1])
        if size <= largest or path == smallest[path.parent.name]
    }
    begin = fitfiles.stamp("2026-11-02 17:00")
    found["fit/run"] = fitfiles.run(minutes=3, every=10)
    found["fit/sets"] = fitfiles.fit(
        fitfiles.file_id(),
        *(fitfiles.record(begin + n * 60, hr=120) for n in range(10)),
        *(fitfiles.lifted(begin + n * 90, 40, 5, 100, 28, 6) for n in range(4)),
        fitfiles.session(begin, 600, None, fitfiles.TRAINING, fitfiles.STRENGTH),
    )
    found["fit/weights"] = fitfiles.fit(
        fitfiles.file_id(9), *(fitfiles.weighing(begin + n, 70 + n) for n in range(4))
    )
    found["gpx/packed"] = gzip.compress(
        next(one for name, one in found.items() if name.startswith("gpx/")), mtime=0
    )
    return found


def damaged(seed):
    """The file of this seed."""
    chance = random.Random(seed)
    cases = bases(SMALL if seed < QUICK else LARGE)
    case = chance.choice(list(cases))
    content = cases[case]
    is_text = b"\0" not in content[:200] and not case.startswith(("fit/", "gpx/packed"))
    deeds = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        deed = chance.choice(TEXT if is_text and chance.random() < 0.8 else BYTES)
        content = deed(chance, content)
        deeds.append(deed.__name__)
    if case.startswith("fit/") and chance.random() < 0.8 and len(content) > 16:
        content = checksummed(content)
        deeds.append("checksummed")
    return Damaged(case, tuple(deeds), content)


def flipped(chance, content):
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if made:
            made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def cut(chance, content):
    return content[: chance.randrange(len(content) + 1)]


def beheaded(chance, content):
    return content[chance.randrange(min(200, len(content)) + 1) :]


def doubled(chance, content):
    begin, end = _stretch(chance, content)
    return (
        content[:end] + content[begin:end] * chance.choice((1, 2, 30)) + content[end:]
    )


def swapped(chance, content):
    begin, end = _stretch(chance, content)
    last = chance.randrange(end, len(content) + 1)
    return content[:begin] + content[end:last] + content[begin:end] + content[last:]


def removed(chance, content):
    begin, end = _stretch(chance, content)
    return content[:begin] + content[end:]


def overwritten(chance, content):
    begin, end = _stretch(chance, content)
    filler = chance.choice(
        (b"\0", b"\xff", b"\x7f", b" ", bytes([chance.randrange(256)]))
    )
    end = min(end, begin + 40)
    return content[:begin] + filler * (end - begin) + content[end:]


def shuffled(chance, content):
    lines = content.splitlines(keepends=True)
    begin = chance.choice((0, 1))
    rest = lines[begin:]
    chance.shuffle(rest)
    return b"".join(lines[:begin] + rest)


def replaced(chance, content):
    """One cell, number, name or word becomes something nasty."""
    pieces = _cells(content)
    if not pieces:
        return content
    begin, end = chance.choice(pieces)
    nasty = chance.choice(NASTY).encode(errors="surrogatepass")
    return content[:begin] + nasty + content[end:]


def column_replaced(chance, content):
    """The same cell in every row."""
    mark = max(b",;\t", key=lambda one: content[:400].count(bytes([one])))
    mark = bytes([mark])
    lines = content.split(b"\n")
    place = chance.randrange(max(1, lines[0].count(mark) + 1))
    nasty = chance.choice(NASTY).encode()
    made = [lines[0]]
    for line in lines[1:]:
        cells = line.split(mark)
        if place < len(cells):
            cells[place] = nasty
        made.append(mark.join(cells))
    return b"\n".join(made)


def recoded(chance, content):
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "cp1252", "utf-8-sig")), "replace")


def line_ends(chance, content):
    end = chance.choice((b"\r\n", b"\r", b"\n\n", b"\x0b", b""))
    return content.replace(b"\r\n", b"\n").replace(b"\n", end)


BYTES = (flipped, cut, beheaded, doubled, swapped, removed, overwritten)
TEXT = (
    replaced, replaced, replaced, replaced, column_replaced, column_replaced, shuffled,
    doubled, removed, swapped, recoded, line_ends,
)  # fmt: skip


def checksummed(content):
    """A FIT file whose length and checksums are right, so that it is read on."""
    body = content[14:-2]
    head = content[:4] + len(body).to_bytes(4, "little") + b".FIT"
    whole = head + fitfiles._crc(head).to_bytes(2, "little") + body
    return whole + fitfiles._crc(whole).to_bytes(2, "little")


def _stretch(chance, content):
    begin = chance.randrange(len(content) + 1)
    end = min(len(content), begin + chance.choice((1, 8, 40, 400)))
    return begin, end


def _cells(content):
    return [one.span() for one in re.finditer(rb'[^,;\t\r\n"<>=:{}\[\]]+', content)]


def read(content, folder):
    """What production reads, without other processes.

    Raises:
        RunliftError: the file is refused.
    """
    source = Source("file", content).unzipped()
    importer = recognise(opening.look(source))
    parsed = parse(importer, source, ANSWERS, Here(folder))
    sound(parsed)
    return parsed


def check(parsed):
    """What is left after the checks is possible."""
    checked = plausible.checked(parsed, NOW, default_policy())
    sound(checked)
    possible(checked)


def sound(parsed):
    """The promises of an importer about types and keys."""
    assert isinstance(parsed, Parsed)
    for name, columns in COLUMNS.items():
        frame = getattr(parsed, name)
        types = frame.dtypes.tolist()
        assert types == TYPES[name], f"{name}: its types"
        assert frame.columns.tolist() == list(columns), f"{name}: its columns"
        if not len(frame):
            continue
        assert frame.index[0] == 0 and frame.index[-1] == len(frame) - 1, name
        for column, kind in columns.items():
            values = frame[column].to_numpy()
            if kind == "float64":
                assert not np.isinf(values).any(), f"{name}.{column} is endless"
            elif kind == "str":
                _written(f"{name}.{column}", column, set(values.tolist()))
    keys = parsed.sessions["session_key"].tolist()
    assert len(set(keys)) == len(keys)
    assert set(parsed.sets["session_key"].tolist()) <= set(keys)
    for name in ("sessions", "runs"):
        start = getattr(parsed, name)["start_local"].to_numpy()
        assert not np.isnat(start).any(), f"{name}: no start"
    for said in (*parsed.notes, *(one.reason for one in parsed.rejected)):
        assert said and isinstance(said, str) and len(said) < 700, said[:1000]


def _written(name, column, values):
    assert {type(one) for one in values} <= {str, type(None)}, f"{name}: {values}"
    assert values <= WORDS.get(column, values), f"{name}: {values}"
    for one in values - {None}:
        # Half a letter cannot be stored.
        one.encode("utf-8")


def possible(parsed):
    """Nothing is left that cannot have been."""
    for name, limits in IMPOSSIBLE.items():
        frame = getattr(parsed, name)
        if not len(frame):
            continue
        for column, (low, high) in limits.items():
            values = frame[column].to_numpy()
            wrong = values[(values < low) | (values > high)]
            assert not len(wrong), f"{name}.{column} is {wrong[0]}"
    for name in ("sessions", "runs"):
        start = getattr(parsed, name)["start_local"].to_numpy()
        assert (start >= np.datetime64("1970-01-01")).all(), f"{name}: before 1970"
        assert (start <= np.datetime64("2026-11-26")).all(), f"{name}: in the future"


def tried(seeds, folder):
    """What went wrong with the files of these seeds.

    What was read of them is checked together, and apart only if something is wrong.
    """
    wrong, whole = [], {}
    for seed in seeds:
        file = damaged(seed)
        begun = time.process_time()
        try:
            whole[seed] = read(file.content, folder)
        except RunliftError as refusal:
            if len(str(refusal)) < 10 or not str(refusal).rstrip().endswith((".", "!")):
                wrong.append(f"{seed} {file}: refused with {str(refusal)!r}")
        except Exception:
            wrong.append(f"{seed} {file}\n{traceback.format_exc()}")
        took = time.process_time() - begun
        if took > LONGEST_S:
            wrong.append(f"{seed} {file}: took {took:.1f} s")
    together = combined._together(list(whole.values()), [])
    try:
        check(together)
    except Exception:
        wrong += [
            f"{seed} {damaged(seed)}\n{said}"
            for seed, one in whole.items()
            if (said := _checked(one))
        ] or [f"{list(whole)[:1]} and after, together\n{traceback.format_exc()}"]
    return wrong


def _checked(parsed):
    try:
        check(parsed)
    except Exception:
        return traceback.format_exc()
    return None
