"""Does a title or a note say that the runner was ill?

The words are the section `[ill]` of `data/keywords.toml`, in all languages at once. A
false alarm costs one run of a comparison, so there are no weak words; a longer phrase
hides the words in it (`flu shot`, `nicht krank`).
"""

import functools
import re
import tomllib
from collections.abc import Sequence
from typing import Any

from runlift.errors import DataFileError
from runlift.paths import data_folder
from runlift.science.keywords import FILE, LANGUAGES
from runlift.science.terms import end_of, fold, is_latin, length_of, spellings, words_of

_NOTHING = "nothing"


class IllnessWords:
    """The words of one `[ill]` section, ready to be looked for."""

    def __init__(self, table: Any):
        if not isinstance(table, dict):
            raise DataFileError(f"{FILE} has no section [ill]. Add one.")
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        unspaced = []
        for key, terms in table.items():
            if key not in (*LANGUAGES, _NOTHING) or not isinstance(terms, list):
                raise DataFileError(
                    f"{FILE}, [ill]: {key!r} cannot be used; give a list of terms for "
                    f"one of {', '.join(sorted(LANGUAGES))}, {_NOTHING}."
                )
            for term in map(str, terms):
                if not words_of(term):
                    raise DataFileError(f"{FILE}, [ill]: a term of {key} is empty.")
                if not any(map(is_latin, term)):
                    unspaced.append(re.escape(fold(term)))
                    continue
                for parts in spellings(term):
                    self._by_first.setdefault(parts[0], []).append(
                        (parts, key != _NOTHING)
                    )
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: length_of(entry[0]), reverse=True)
        self._unspaced = re.compile("|".join(unspaced) or r"(?!)")

    def found(self, text: str) -> bool:
        """Whether one of the words stands in `text`."""
        if self._unspaced.search(fold(text)):
            return True
        words = words_of(text)
        at = 0
        while at < len(words):
            step, is_ill = self._term_at(words, at)
            if is_ill:
                return True
            at += step
        return False

    def _term_at(self, words: Sequence[str], at: int) -> tuple[int, bool]:
        """How many words the longest term here has, and whether it says ill."""
        for parts, is_ill in self._by_first.get(words[at], ()):
            end = end_of(parts, words, at)
            if end is not None:
                return end - at, is_ill
        return 1, False


@functools.lru_cache(maxsize=16_384)
def says_ill(text: str) -> bool:
    """Whether a title or a note says that the runner was ill."""
    return bool(text) and _words().found(text)


@functools.cache
def _words() -> IllnessWords:
    path = data_folder() / FILE
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"{path} cannot be read. Restore it from the Runlift sources."
        ) from error
    return IllnessWords(tables.get("ill"))
