"""What the title of a run says about its kind.

Reads titles of runs only: whether something was a run is the caller's knowledge
(`Langlauf` among ski tours is another sport). The words are in `data/keywords.toml`;
here is how they are looked for.

The language of a title is unknown, so all languages are searched together, and a word
two of them share is resolved like this:

- A longer phrase hides the words in it: `marathon pace` is no race, `piste cyclable` no
  track, `Course à pied le matin` nothing at all.
- A word that means something else elsewhere (`largo`, `medio`, `series`, `pista`,
  `leve`, `ritmo`, `próg`) and a short abbreviation (`LT`, `MP`, `EF`, `PK`, `VK`) are
  weak, unless the language is known to be one that lists the word.
- Some words are strong until their neighbours speak against it: `tempo` beside `che` or
  `bom` is weather, `rennen` beside `het` is any run.
- `track`, `piste`, `VMA`, `VO2`, `LSD`, `TDL` and `HMP` are strong: among titles of runs
  their other meanings come as phrases, which are listed as such.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from runlift.errors import DataFileError
from runlift.paths import data_folder
from runlift.science.terms import end_of, fold, is_latin, length_of, spellings, words_of

RunClass = Literal["long", "intervals", "tempo", "race", "easy"]

LANGUAGES = frozenset(
    {"en", "sv", "no", "da", "de", "nl", "fr", "es", "it", "pt", "fi", "pl", "ja"}
)

FILE = "keywords.toml"

_CLASSES: tuple[RunClass, ...] = get_args(RunClass)
_HARDEST_FIRST: tuple[RunClass, ...] = ("race", "intervals", "tempo", "long", "easy")
_MARKS_OF_A_TERM = ("weak", "colliding", "background")
_SAME_LANGUAGE = {"nb": "no", "nn": "no"}
_WEAK, _BACKGROUND, _STRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a title says."""

    run_class: RunClass | None
    """The kind of run, `None` when the title does not tell."""
    is_weak: bool
    """Whether the words need a second signal, such as pace or duration."""
    term: str
    """The words that told it, as in the lexicon; for `6x800` as in the title."""
    others: tuple[RunClass, ...] = ()
    """Further kinds the title names strongly, the clearest first."""


_NOTHING = Reading(None, False, "")


def read(text: str, *, language: str | None = None) -> Reading:
    """What the title `text` says about the kind of run.

    The strongest words decide, then phrases before words and longer before shorter. An
    easy part does not make a hard run easy: `easy` only wins where nothing else is said.

    Args:
        text: the title, as the athlete wrote it.
        language: its ISO 639-1 code where it is known. Words of that language and of
            English then count as they stand, words of others are weak.
    """
    return _read(text, language)


@functools.lru_cache(maxsize=16_384)
def _read(text: str, language: str | None) -> Reading:
    return _lexicon().read(text, language)


@functools.cache
def _lexicon() -> "Lexicon":
    path = data_folder() / FILE
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(
            f"{path} cannot be read. Restore it from the Runlift sources."
        ) from error
    return Lexicon(source)


_WORD = re.compile(r"[^\W_]+")

_REPETITIONS = re.compile(
    r"""
    (?<!\w) (?<!\d[.,:/]) (?: [2-9] | [1-9]\d )
    \s*[x×*]\s* (?: \d{1,2}\s*[x×*]\s* )? \(?
    (?P<size> \d{1,4}+ (?:[.,]\d+)?+ )
    (?> \s* (?P<unit>
        km | k | min(?:s|uten?|utes?|uter)? | met(?:er|re)s? | mi(?:les?)? | m | er
      | se[ck]s? | s | ['′’"″]
    ) (?: (?<=['′’"″]) | (?!\w) ) )?+
    (?: (?<=['′’"″]) | (?!\w) )
    # Weights, exercises and "3 x 30 min per week" are no repetitions on the run.
    (?! \s* (?: kg | lbs? | burpees? | squats? | push | lunges? ) \b )
    (?! \s* (?: per | pro | par | por | a | i | la | / ) \s*
        (?: week | wk | day | woche | tag | semaine | jour | semana | dia | settimana
          | giorno | veckan? | dag | uken? | ugen? ) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Doubt:
    languages: frozenset[str]
    words: frozenset[str]


@dataclass(slots=True)
class _Term:
    """A term of the lexicon; `run_class` is `None` for phrases that hide their words."""

    text: str
    run_class: RunClass | None
    languages: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    doubt: _Doubt | None = None

    @property
    def is_abbreviation(self) -> bool:
        """Whether it is only found in one case throughout."""
        return self.text.isupper() and bool(self.marks & {"weak", "colliding"})

    def strength(self, words: Sequence[str], language: str | None) -> int:
        """How much the term says in a title of these words."""
        if "weak" in self.marks:
            return _WEAK
        if language is None:
            is_doubtful = "colliding" in self.marks or (
                self.doubt is not None and not self.doubt.words.isdisjoint(words)
            )
        elif self.doubt is not None and language in self.doubt.languages:
            is_doubtful = True
        elif self.languages and language not in self.languages:
            is_doubtful = "colliding" in self.marks or "en" not in self.languages
        else:
            is_doubtful = False
        if is_doubtful:
            return _WEAK
        return _BACKGROUND if "background" in self.marks else _STRONG


@dataclass(frozen=True, slots=True)
class _Hit:
    run_class: RunClass
    term: str
    strength: int
    words: int

    @property
    def rank(self) -> tuple[int, bool, int, int, int]:
        """What decides between hits in one title; the largest wins."""
        return (
            self.strength,
            self.run_class != "easy",
            self.words,
            len(self.term),
            -_HARDEST_FIRST.index(self.run_class),
        )


class Lexicon:
    """The words of `keywords.toml`, ready to be looked for.

    Terms are kept by their first word: a title is read in one pass, and what is found is
    the term itself. One regular expression of all spellings is no faster, and would have
    to be asked which of its five hundred alternatives it found.
    """

    def __init__(self, source: str):
        self._source = source
        self._by_first: dict[str, list[tuple[tuple[str, ...], _Term]]] = {}
        self._japanese: dict[str, _Term] = {}
        self._strides: set[str] = set()
        self._fill()
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: length_of(entry[0]), reverse=True)
        self._kana = re.compile(
            "|".join(
                # A false friend is a word of its own, a true one may end a compound.
                ("" if term.run_class else "(?<![ァ-ヺー])") + re.escape(folded)
                for folded, term in sorted(
                    self._japanese.items(), key=lambda item: -len(item[0])
                )
            )
            or r"(?!)"
        )

    def read(self, text: str, language: str | None = None) -> Reading:
        """What the title `text` says; see the function `read`."""
        plain = fold(text)
        hits = list(self._hits(plain, _known(language)))
        if not hits:
            return _NOTHING
        hits.sort(key=lambda hit: hit.rank, reverse=True)
        best = hits[0]
        others = dict.fromkeys(
            hit.run_class
            for hit in hits
            if hit.strength == _STRONG and hit.run_class != best.run_class
        )
        return Reading(best.run_class, best.strength == _WEAK, best.term, (*others,))

    def _hits(self, plain: str, language: str | None) -> Iterator[_Hit]:
        written = _WORD.findall(plain)
        words = [word.casefold() for word in written]
        at = 0
        while at < len(words):
            step = 1
            for parts, term in self._by_first.get(words[at], ()):
                end = end_of(parts, words, at)
                if end is None or _is_title_case(term, written[at], language):
                    continue
                step = end - at
                if term.run_class:
                    strength = term.strength(words, language)
                    name = term.text.replace(" * ", " ")
                    yield _Hit(term.run_class, name, strength, length_of(parts)[0])
                break
            at += step
        if not plain.isascii():
            for found in self._kana.finditer(plain):
                term = self._japanese[found.group()]
                if term.run_class:
                    strength = term.strength(words, language)
                    yield _Hit(term.run_class, term.text, strength, 1)
        for found in _REPETITIONS.finditer(plain):
            following = _WORD.search(plain, found.end())
            is_weak = (
                # `4x4` may be minutes, or a car.
                (len(found["size"]) == 1 and not found["unit"])
                or (
                    following is not None
                    and following.group().casefold() in self._strides
                )
            )
            # As good as a phrase: `6x800, 400 m jog recovery` is no recovery run.
            yield _Hit("intervals", found.group(), _WEAK if is_weak else _STRONG, 2)

    def _fill(self) -> None:
        try:
            tables = tomllib.loads(self._source)
        except tomllib.TOMLDecodeError as error:
            raise DataFileError(f"{FILE} is not valid TOML: {error}.") from error
        known: dict[tuple[str, ...], _Term] = {}
        doubts = tables.pop("doubt", [])
        # Being ill is no kind of run: `illness` reads these words.
        tables.pop("ill", None)
        for name, table in tables.items():
            if name not in (*_CLASSES, "nothing") or not isinstance(table, dict):
                raise self._wrong(name, f"use one of {', '.join(_CLASSES)}, nothing")
            run_class = next((one for one in _CLASSES if one == name), None)
            self._fill_class(run_class, table, known)
        for doubt in doubts:
            if not isinstance(doubt, dict):
                raise self._wrong("doubt", "write [[doubt]] in double brackets")
            words = words_of(str(doubt.get("term")))
            if words not in known:
                raise self._wrong(str(doubt.get("term")), "doubt a listed term")
            known[words].doubt = _Doubt(
                frozenset(doubt.get("languages", ())),
                frozenset(fold(word).casefold() for word in doubt.get("words", ())),
            )

    def _fill_class(
        self,
        run_class: RunClass | None,
        table: Mapping[str, Any],
        known: dict[tuple[str, ...], _Term],
    ) -> None:
        for key, terms in table.items():
            if key not in (*LANGUAGES, "phrases", *_MARKS_OF_A_TERM):
                raise self._wrong(key, f"use one of {', '.join(sorted(LANGUAGES))}")
            if not isinstance(terms, list):
                raise self._wrong(key, "give a list of terms")
            for text in () if key in _MARKS_OF_A_TERM else terms:
                parts = words_of(str(text))
                if not parts or parts[0] == "*" or parts[-1] == "*":
                    raise self._wrong(str(text), "begin and end a term with a word")
                if parts not in known:
                    known[parts] = _Term(str(text), run_class)
                    self._index(known[parts])
                if known[parts].run_class != run_class:
                    raise self._wrong(str(text), "list a term in one class only")
                if key != "phrases":
                    known[parts].languages.add(key)
        for mark in _MARKS_OF_A_TERM:
            for text in table.get(mark, ()):
                term = known.get(words_of(str(text)))
                if term is None or term.run_class != run_class:
                    raise self._wrong(str(text), f"list it in a language, then {mark}")
                term.marks.add(mark)
                if mark == "weak" and run_class == "intervals":
                    self._strides.update(way[0] for way in spellings(term.text))

    def _index(self, term: _Term) -> None:
        if not term.text.isascii() and not any(map(is_latin, term.text)):
            self._japanese[fold(term.text)] = term
            return
        for parts in spellings(term.text):
            self._by_first.setdefault(parts[0], []).append((parts, term))

    def _wrong(self, name: str, remedy: str) -> DataFileError:
        # Of a word that stands twice, the later one is the mistake.
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        lines = [row.partition("#")[0] for row in self._source.splitlines()]
        line = max((n for n, row in enumerate(lines, 1) if word.search(row)), default=1)
        return DataFileError(f"{FILE}, line {line}: {name!r} cannot be used; {remedy}.")


def _known(language: str | None) -> str | None:
    """The lexicon's code for a language, `None` for one it does not have."""
    if language is None:
        return None
    code = re.split(r"[-_]", language.casefold(), maxsplit=1)[0]
    code = _SAME_LANGUAGE.get(code, code)
    return code if code in LANGUAGES else None


def _is_title_case(term: _Term, written: str, language: str | None) -> bool:
    """Whether an abbreviation is spelt like a name (`Lt`), in a language not its own."""
    return (
        term.is_abbreviation
        and language not in term.languages
        and not (written.isupper() or written.islower())
    )
