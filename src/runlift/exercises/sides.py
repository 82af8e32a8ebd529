"""Which side an exercise name speaks of: people log "Split Squat (Left)" as its own name."""

import re
from typing import Literal

Side = Literal["L", "R"]

_WORDS: dict[Side, str] = {
    "L": "left links linke linker linkes izquierda izquierdo gauche sinistra sinistro "
    "esquerda esquerdo vänster venstre",
    "R": "right rechts rechte rechter rechtes derecha derecho droite droit destra destro "
    "direita direito höger høyre",
}
_SHORT: dict[Side, str] = {"L": r"[(\[]\s*l\s*[)\]]", "R": r"[(\[]\s*r\s*[)\]]"}
"""One letter alone is a side only between brackets: "L-Sit" is no left one."""
_MEMBER = r"\s+(?:side|leg|arm|hand|foot|seite|bein|pierna|brazo|jambe|bras)"

_PATTERNS = {
    side: re.compile(
        rf"\b(?:{'|'.join(words.split())})\b|{_SHORT[side]}",
        re.IGNORECASE,
    )
    for side, words in _WORDS.items()
}
_WITH_MEMBER = {
    side: re.compile(rf"(?:{one.pattern})(?:{_MEMBER})?", re.IGNORECASE)
    for side, one in _PATTERNS.items()
}
_EMPTY_BRACKETS = re.compile(r"[(\[][\s,/-]*[)\]]")
_LOOSE = re.compile(r"^[\s,:/–-]+|[\s,:/–-]+$")


def without_side(name: str) -> tuple[tuple[str, ...], Side | None]:
    """What the name may be without the words for one side, and that side.

    Of "Left Leg Extension" both "Leg Extension" and "Extension" may be meant, so there
    can be two answers, the longer first. A name that speaks of both sides, of none, or
    of nothing else has no answer and no side.
    """
    found: list[Side] = [side for side in _PATTERNS if _PATTERNS[side].search(name)]
    if len(found) != 1:
        return (), None
    side = found[0]
    rests = [
        _tidied(pattern.sub(" ", name))
        for pattern in (_PATTERNS[side], _WITH_MEMBER[side])
    ]
    kept = tuple(dict.fromkeys(rest for rest in rests if rest))
    return (kept, side) if kept else ((), None)


def _tidied(name: str) -> str:
    return " ".join(_LOOSE.sub("", _EMPTY_BRACKETS.sub(" ", name)).split())
