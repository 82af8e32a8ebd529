"""The records of a FIT file: one value each moment, a column a field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from runlift.units import Floats


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a file or of one session, in the order of the file."""

    count: int = 0
    columns: Mapping[str, Floats] = field(default_factory=dict)
    """By the names of the FIT profile and in its units; NaN is missing.

    A field that no record has may be left out.
    """

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def numbers(self, *names: str) -> Floats:
        """One number a record: the first of the fields that it has, else NaN."""
        found: Floats | None = None
        for name in names:
            column = self.columns.get(name)
            if column is None:
                continue
            found = (
                column if found is None else np.where(np.isnan(found), column, found)
            )
        return np.full(self.count, np.nan) if found is None else found

    def is_without(self, name: str) -> bool:
        """Whether none of them has the field."""
        return name not in self.columns or bool(np.isnan(self.columns[name]).all())

    def where(self, is_wanted: npt.NDArray[np.bool_]) -> "Records":
        """Some of them."""
        if is_wanted.all():
            return self
        return Records(
            int(is_wanted.sum()),
            {name: values[is_wanted] for name, values in self.columns.items()},
        )
