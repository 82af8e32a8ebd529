"""Terms of a lexicon among the words of a text, whatever accents and umlauts they have."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

_GAP = 3
"""Words that ` * ` stands for at most."""

_BY_HAND = str.maketrans(
    {
        # NFKD leaves these letters whole.
        **{"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d"},
        **{"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ẞ": "SS"},
        # NFKD would glue "TM" to the word before; a soft hyphen splits one.
        **{"™": " ", "\xad": None},
    }
)
_ACCENTS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """`text` without accents, in its case; kana keep their voicing marks."""
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text.translate(_BY_HAND))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", spread))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a term, with the gaps between them."""
    return tuple(re.findall(r"[^\W_]+|\*", fold(text).casefold()))


def is_latin(letter: str) -> bool:
    """Whether it is a letter of a script that puts spaces between its words."""
    return letter < "\u2000" and letter.isalpha()


_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}


def spellings(text: str) -> Iterator[tuple[str, ...]]:
    """The folded words of a term, in every way its umlauts may be written."""
    letters = unicodedata.normalize("NFC", text).casefold()
    ways = ((one, _SPELT_OUT[one]) if one in _SPELT_OUT else (one,) for one in letters)
    return iter(
        dict.fromkeys(words_of("".join(way)) for way in itertools.product(*ways))
    )


def length_of(parts: Sequence[str]) -> tuple[int, int]:
    """Words and letters of a term; the longer hides the shorter."""
    words = [part for part in parts if part != "*"]
    return len(words), sum(map(len, words))


def end_of(parts: Sequence[str], words: Sequence[str], at: int) -> int | None:
    """Where a term that begins at `at` ends in `words`, `None` if it is not there."""
    for place, part in enumerate(parts):
        if part == "*":
            rest = parts[place + 1 :]
            ends = (end_of(rest, words, at + skipped) for skipped in range(_GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(words) or words[at] != part:
            return None
        at += 1
    return at
