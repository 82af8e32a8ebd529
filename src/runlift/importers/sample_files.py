"""The samples of runs as Parquet: one row a run, a list a column, named by their content."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from runlift.importers.recordings import Lap
from runlift.model import POSITIONS, SAMPLES
from runlift.units import Floats

Samples = Mapping[str, Floats]


def kept(samples: Samples, *, keeps_positions: bool) -> Samples:
    """The columns that are stored: those that hold something, positions if wanted."""
    wanted = (*SAMPLES, *POSITIONS) if keeps_positions else SAMPLES
    found = {
        name: np.asarray(samples[name], float)
        for name in wanted
        if name in samples and not np.isnan(samples[name]).all()
    }
    return found if len(found) > 1 else {}


def key(samples: Samples, laps: Sequence[Lap]) -> str:
    """A hash of the content, so that the same recording is stored once."""
    digest = hashlib.blake2b(digest_size=10)
    for name in sorted(samples):
        digest.update(name.encode())
        digest.update(samples[name].astype("<f4").tobytes())
    digest.update(repr([(lap.start_s, lap.trigger) for lap in laps]).encode())
    return digest.hexdigest()


def write(folder: Path, rows: Mapping[str, Samples]) -> tuple[Path, ...]:
    """A file with the samples of each key; none for none.

    NaN becomes missing, a column nobody has stays empty.
    """
    if not rows:
        return ()
    path = folder / f"streams-{uuid.uuid4().hex}.parquet"
    keys = "".join(rows).encode()
    ends = np.cumsum([0, *(len(one.encode()) for one in rows)], dtype=np.int32)
    columns = {
        "stream_key": pa.Array.from_buffers(
            pa.string(), len(rows), [None, pa.py_buffer(ends), pa.py_buffer(keys)]
        )
    }
    for name in (*SAMPLES, *POSITIONS):
        columns[name] = _lists([row.get(name) for row in rows.values()], name)
    pq.write_table(
        pa.Table.from_arrays(list(columns.values()), list(columns)),
        path,
        compression="zstd",
        compression_level=1,
        # Hardly a value comes twice: looking for those that do takes half of the time.
        use_dictionary=False,
    )
    return (path,)


def _lists(parts: Sequence[Floats | None], name: str) -> pa.Array:
    """A list column, made of its buffers: `pa.array` would load pandas into a worker."""
    # Positions need more digits than a float32 has; nothing else does.
    kind, width = (
        (pa.float64(), np.float64) if name in POSITIONS else (pa.float32(), np.float32)
    )
    flat = np.concatenate(
        [part.astype(width) for part in parts if part is not None]
        or [np.zeros(0, width)]
    )
    lengths = [0 if part is None else len(part) for part in parts]
    ends = np.cumsum([0, *lengths], dtype=np.int32)
    return pa.Array.from_buffers(
        pa.list_(kind),
        len(parts),
        [_known(np.array([part is not None for part in parts])), pa.py_buffer(ends)],
        children=[
            pa.Array.from_buffers(
                kind, len(flat), [_known(~np.isnan(flat)), pa.py_buffer(flat)]
            )
        ],
    )


def _known(is_known: npt.NDArray[np.bool_]) -> pa.Buffer | None:
    """Which values are there, a bit each; nothing where all are."""
    if is_known.all():
        return None
    return pa.py_buffer(np.packbits(is_known, bitorder="little"))
