"""The words GymBook writes behind its numbers, in the languages it speaks."""

import re
from collections.abc import Mapping, Sequence

from runlift.importers.sports import plain

AMOUNT = re.compile(r"(\d[\d.,'\u2019\u202f\xa0]*?)[\s\u202f\xa0]*([^\W\d_][^\d]*)?")
"""`40,00 kg`: a number, and in most cases a word."""

_MEANINGS: Mapping[str, str] = {
    "rep": (
        r"rep(s|etitions?|\.)?|ripetizion[ei]|rip|wiederholung(en)?|wdh|whd|"
        r"repeticion(es)?|repeti(cao|coes)|herhaling(en)?|upprepning(ar)?|repetitioner|"
        r"gentagelser?|repetisjon(er)?|powtorzen(ie|ia)?|toisto(a)?|tekrar|x|回|次"
    ),
    "s": (
        r"s|sec(s|onds?|ondi|ondo|ondes?)?|sek(unden?|under|und[ay]?)?|segundos?|seg|"
        r"seconden?|sekunt(i|ia)|saniye|秒"
    ),
    "min": r"m|min(s|utes?|ut[oi]|uten?|utos?|uut(ti|tia)|uter|utter|ut[ay]?)?|minuut|dakika|分",
    "h": r"h|hr|hrs|hours?|or[ae]|std|stunden?|heures?|horas?|uur|uren|timm(e|ar)|timer?",
    "kg": r"kg|kgs|kilo(s|gram(s|m|mi|mo|mes?|me|os?)?)?|chilogramm[io]|chili|kilogramos",
    "lb": r"lb|lbs|pounds?|pfund|libbr[ae]|livres?|libras?|pond|funt(y|ow)?",
    "km": r"km|kms|kilomet(er|ers|re|res|ri|ro|ros)|chilometr[io]|quilometros?",
    "mi": r"mi|miles?|meilen?|migli[ao]|milles?|millas?|milhas?|mijl(en)?",
    "m": r"m|met(er|ers|re|res|ri|ro|ros)",
    "ft": r"ft|foot|feet|fuss|pied[is]?|piede|pies?|pes",
    "yd": r"yd|yds|yards?|iarde?",
}
_PATTERNS = {unit: re.compile(words) for unit, words in _MEANINGS.items()}

_YES = frozenset(
    [
        "si",
        "yes",
        "ja",
        "oui",
        "sim",
        "true",
        "da",
        "tak",
        "kylla",
        "evet",
        "はい",
        "是",
        "y",
        "x",
        "1",
    ]
)
_NO = frozenset(
    [
        "no",
        "nein",
        "non",
        "nao",
        "nee",
        "false",
        "nej",
        "nei",
        "nie",
        "ei",
        "hayir",
        "いいえ",
        "否",
        "n",
        "0",
    ]
)

_WARMUP = re.compile(r"warm|riscald|aufwarm|echauff|calent|aquec|opwarm|uppvarm|rozgrz")
_COOLDOWN = re.compile(
    r"cool|defat|abwarm|abkuhl|recup|enfri|estir|vuelta|arrefec|desaq"
)


def meaning(word: str, wanted: Sequence[str]) -> str | None:
    """Which of the `wanted` units a word means: `secondi` is `s`.

    `m` is minutes or metres, as wanted. `None` for a word not listed.
    """
    bare = plain(word).replace(" ", "")
    return next((unit for unit in wanted if _PATTERNS[unit].fullmatch(bare)), None)


def says_yes(word: str) -> bool:
    """Whether a word is yes in a language listed here."""
    return plain(word) in _YES


def says_no(word: str) -> bool:
    """Whether a word is no in a language listed here."""
    return plain(word) in _NO


def kind_of(word: str) -> str | None:
    """The kind of set a word names; a cool-down counts as little as a warm-up."""
    bare = plain(word)
    return "warmup" if _WARMUP.search(bare) or _COOLDOWN.search(bare) else None
