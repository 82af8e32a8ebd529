"""Which exercise a name means, and what that exercise does to the body."""

from runlift.exercises.catalogue import Exercise, Muscle, catalogue, muscles, roles
from runlift.exercises.matching import match, normal_form

__all__ = [
    "Exercise",
    "Muscle",
    "catalogue",
    "match",
    "muscles",
    "normal_form",
    "roles",
]
