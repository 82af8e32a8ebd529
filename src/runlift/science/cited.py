"""Numbers from the literature, which cannot exist without a unit and a source."""

from collections.abc import Mapping
from types import MappingProxyType

_REGISTRY: dict[str, "Cited"] = {}

HOUSE = "house"
"""The source key of our own choices; such a number must say why it is what it is."""


class Cited(float):
    """A constant that knows where it comes from; otherwise a float like any other.

    Args:
        name: the constant's name, used once in the whole program.
        value: the number.
        unit: what it counts, `1` for a pure number.
        source: a key of docs/references.md, or `house` for our own choice.
        note: what a reader of the Methods page should know; needed for `house`.

    Raises:
        TypeError: there is no unit, no source, or a house number without a note.
        ValueError: the name has been defined before.
    """

    __slots__ = ("name", "note", "source", "unit")

    name: str
    unit: str
    source: str
    note: str

    def __new__(
        cls, name: str, value: float, *, unit: str, source: str, note: str = ""
    ) -> "Cited":
        """Make the constant and enter it in the registry."""
        if not (unit and source):
            raise TypeError(f"{name} needs a unit and a source")
        if source == HOUSE and not note:
            raise TypeError(f"{name} is a house number and needs a note saying why")
        if name in _REGISTRY:
            raise ValueError(f"{name} is defined twice")
        self = super().__new__(cls, value)
        self.name = name
        self.unit = unit
        self.source = source
        self.note = note
        _REGISTRY[name] = self
        return self

    def __reduce__(self) -> tuple[type[float], tuple[float]]:
        """Copy and pickle as a plain number: a copy must not be registered again."""
        return float, (float(self),)


def registry() -> Mapping[str, Cited]:
    """Every constant defined so far, by name, in the order of definition."""
    return MappingProxyType(_REGISTRY)
