"""The samples of runs as Parquet: one row a run, a list a column, named by their content."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
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
    columns = {"stream_key": pa.array(list(rows), pa.string())}
    for name in (*SAMPLES, *POSITIONS):
        columns[name] = _lists([row.get(name) for row in rows.values()], name)
    pq.write_table(pa.table(columns), path, compression="zstd", compression_level=1)
    return (path,)


def _lists(parts: Sequence[Floats | None], name: str) -> pa.Array:
    # Positions need more digits than a float32 has; nothing else does.
    kind, width = (
        (pa.float64(), np.float64) if name in POSITIONS else (pa.float32(), np.float32)
    )
    flat = np.concatenate(
        [part.astype(width) for part in parts if part is not None]
        or [np.zeros(0, width)]
    )
    ends = np.cumsum([0, *(0 if part is None else len(part) for part in parts)])
    return pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()),
        pa.array(flat, kind, from_pandas=True),
        mask=pa.array([part is None for part in parts], pa.bool_()),
    )
