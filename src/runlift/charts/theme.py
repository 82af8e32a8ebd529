"""Colour by meaning, in light and in dark: the only module that writes a colour.

A chart asks `look.colour("run_key")`, never for a hex. A fill that is too pale to be
read as text has a sister meaning that ends in `_text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from runlift.units import DistanceUnit, WeightUnit

Meaning = Literal[
    "page",
    "surface",
    "grid",
    "ink",
    "muted",
    "neutral",
    "clear",
    "accent",
    "run_easy",
    "run_steady",
    "run_key",
    "run_long",
    "run_race",
    "lift",
    "lift_upper",
    "lift_legs",
    "lift_text",
    "lift_band",
    "edge_easy",
    "edge_steady",
    "edge_upper",
    "on_easy",
    "on_steady",
    "on_key",
    "on_long",
    "on_race",
    "on_legs",
    "on_upper",
    "planned",
    "conflict",
    "caution",
    "caution_text",
    "ok",
    "ok_text",
    "band_none",
    "band_little",
    "band_maintain",
    "band_develop",
    "band_above",
    "band_high",
    "body",
    "body_muscle",
    "role_primary",
    "role_secondary",
    "role_stabiliser",
]

LIGHT: Mapping[Meaning, str] = MappingProxyType(
    {
        "page": "#FFFFFF",
        "surface": "#F6F7F9",
        "grid": "#E6E9EF",
        "ink": "#1C2430",
        "muted": "#667085",
        "neutral": "#B4BBC8",
        "clear": "rgba(0,0,0,0)",
        "accent": "#1B4FA0",
        "run_easy": "#A9C9F2",
        "run_steady": "#5F97DB",
        "run_key": "#0B8A94",
        "run_long": "#1B4FA0",
        "run_race": "#1C2430",
        "lift": "#D96C1B",
        "lift_upper": "#E8893A",
        "lift_legs": "#C4520B",
        "lift_text": "#A8440A",
        "lift_band": "rgba(217,108,27,0.14)",
        "edge_easy": "#748FB8",
        "edge_steady": "#4A86CF",
        "edge_upper": "#D4721C",
        "on_easy": "#1C2430",
        "on_steady": "#0B1016",
        "on_key": "#0B1016",
        "on_long": "#FFFFFF",
        "on_race": "#FFFFFF",
        "on_legs": "#FFFFFF",
        "on_upper": "#0B1016",
        "planned": "#667085",
        "conflict": "#C6284B",
        "caution": "#B98900",
        "caution_text": "#866300",
        "ok": "#2E8F63",
        "ok_text": "#1F7A52",
        "band_none": "#D3D9E4",
        "band_little": "#F0F1F4",
        "band_maintain": "#CFE6DA",
        "band_develop": "#86C8A6",
        "band_above": "#F1DCA6",
        "band_high": "#DDA94A",
        "body": "#E1E5EB",
        "body_muscle": "#CDD3DD",
        "role_primary": "#D96C1B",
        "role_secondary": "#F2B584",
        "role_stabiliser": "#FBE6D3",
    }
)
"""`page` lies behind the charts, `surface` behind parts that stand out from it. `edge_` is
an outline without a fill, `on_` is text upon a fill; a fill that has no `edge_` of its own
is its own edge.
"""

DARK: Mapping[Meaning, str] = MappingProxyType(
    {
        "page": "#11151C",
        "surface": "#1A1F29",
        "grid": "#2B323E",
        "ink": "#E9EDF4",
        "muted": "#9AA5B8",
        "neutral": "#566072",
        "clear": "rgba(0,0,0,0)",
        "accent": "#4075C8",
        "run_easy": "#4C6E9E",
        "run_steady": "#6698DB",
        "run_key": "#2CBDC7",
        "run_long": "#93BDFF",
        "run_race": "#F4F6FA",
        "lift": "#F28B45",
        "lift_upper": "#D9A06A",
        "lift_legs": "#FF7F38",
        "lift_text": "#FF9A5E",
        "lift_band": "rgba(242,139,69,0.18)",
        "edge_easy": "#5F82B5",
        "edge_steady": "#6698DB",
        "edge_upper": "#D9A06A",
        "on_easy": "#FFFFFF",
        "on_steady": "#0B1016",
        "on_key": "#0B1016",
        "on_long": "#0B1016",
        "on_race": "#0B1016",
        "on_legs": "#0B1016",
        "on_upper": "#0B1016",
        "planned": "#9AA5B8",
        "conflict": "#FF6685",
        "caution": "#E9B93A",
        "caution_text": "#E9B93A",
        "ok": "#58C490",
        "ok_text": "#58C490",
        "band_none": "#3C4554",
        "band_little": "#232A35",
        "band_maintain": "#1E4636",
        "band_develop": "#2A6F52",
        "band_above": "#5F4C1C",
        "band_high": "#85620F",
        "body": "#2B323D",
        "body_muscle": "#3F4856",
        "role_primary": "#F28B45",
        "role_secondary": "#8A5228",
        "role_stabiliser": "#4A3526",
    }
)
"""Pale means weak in light, dark means weak in dark: an easy run never stands out."""

TEXT: tuple[Meaning, ...] = (
    "ink",
    "muted",
    "planned",
    "conflict",
    "caution_text",
    "ok_text",
    "lift_text",
)
"""What may be read: at least 4.5:1 on `page` and on `surface`."""


@dataclass(frozen=True, slots=True)
class Look:
    """How this viewer sees a chart: light or dark, and in which units."""

    is_dark: bool = False
    weight_unit: WeightUnit = "kg"
    distance_unit: DistanceUnit = "km"
    is_relative: bool = False
    """Strength is told as multiples of the body, not as a weight."""

    def load_text(self, load: float) -> str:
        """A load that was converted by `sheet.loads`, with its unit."""
        if self.is_relative:
            return f"{load:.2f} × body mass"
        return f"{load:.1f} {self.weight_unit}"

    def colour(self, meaning: Meaning) -> str:
        """The colour that says `meaning` in this look."""
        return (DARK if self.is_dark else LIGHT)[meaning]


PLAIN = Look()
"""Light, kilograms and kilometres: what a text alternative is written in unless told."""


@dataclass(frozen=True, slots=True)
class Severity:
    """One severity, always told three ways: icon, word and colour."""

    icon: str
    word: str
    fill: Meaning
    text: Meaning


SEVERITY: Mapping[str, Severity] = MappingProxyType(
    {
        "conflict": Severity("✕", "conflict", "conflict", "conflict"),
        "caution": Severity("▲", "caution", "caution", "caution_text"),
        "ok": Severity("✓", "fine", "ok", "ok_text"),
        "info": Severity("ℹ", "note", "muted", "muted"),
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of activity: what it is called and what it looks like."""

    word: str
    fill: Meaning
    edge: Meaning
    """Its outline where nothing fills it: a pale fill would be lost as a line."""
    on: Meaning
    """Text upon its fill."""


ACTIVITY: Mapping[str, Kind] = MappingProxyType(
    {
        "easy": Kind("easy run", "run_easy", "edge_easy", "on_easy"),
        "steady": Kind("steady run", "run_steady", "edge_steady", "on_steady"),
        "key": Kind("key run", "run_key", "run_key", "on_key"),
        "long": Kind("long run", "run_long", "run_long", "on_long"),
        "race": Kind("race", "run_race", "run_race", "on_race"),
        "legs": Kind("legs", "lift_legs", "lift_legs", "on_legs"),
        "upper": Kind("upper body", "lift_upper", "edge_upper", "on_upper"),
    }
)
"""By `look_class`, in the order of a legend."""


@dataclass(frozen=True, slots=True)
class Band:
    """One band of weekly volume for a muscle."""

    word: str
    fill: Meaning


BAND: Mapping[str, Band] = MappingProxyType(
    {
        "little": Band("little stimulus", "band_little"),
        "maintain": Band("maintains", "band_maintain"),
        "develop": Band("develops", "band_develop"),
        "above": Band("above develop", "band_above"),
        "high": Band("high for a runner", "band_high"),
    }
)
"""By band, from little to much; text in `ink` is readable on every one of them."""
