"""What a report is made of, before anybody knows whether it becomes a page or a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from runlift.charts.theme import Meaning
from runlift.report.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is the answer, `small` a remark below something."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; stays with what follows it."""

    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures beside each other: label, value, what it is compared with."""

    items: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and what to know to read it."""

    drawing: Drawing
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, share of the width, and which side it is set."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its rows are never split, its heading stands on every page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One finding or note: a mark, a sentence, why, and what to do."""

    mark: str
    """Icon and word, such as `✕ conflict`."""
    meaning: Meaning
    """The colour of the mark, readable as text."""
    when: str
    title: str
    why: Sequence[str] = ()
    ways: Sequence[str] = ()
    """What to move."""
    note: str = ""
    is_quiet: bool = False
    """It was dealt with."""
    is_prose: bool = True
    """Why is one paragraph; else each of its lines is one."""

    @property
    def paragraphs(self) -> Sequence[str]:
        """Why, as it is to be set."""
        return [" ".join(self.why)] if self.is_prose and self.why else self.why


Block = Paragraph | Heading | Figures | Picture | Table | Card


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report, on a page of its own where it needs one."""

    title: str
    blocks: Sequence[Block]
    flows: bool = False
    """It may begin wherever there is room and go on overleaf."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything to be sent."""

    name: str
    """Whose it is."""
    days: str
    """Of which days."""
    made: str
    """When it was made."""
    sections: Sequence[Section]
    closing: str
    """What stands below every page."""
