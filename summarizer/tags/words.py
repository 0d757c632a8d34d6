r"""Words of any script and their comparable form; knows Unicode, knows no list of names and no meaning.

A word is a run of letters with their combining marks (Python's own `\w` leaves the marks out and cuts Hindi to
pieces), a number, or capitals with full stops between ("U.S."). Hyphens and apostrophes separate words, so that
"Guinea-Bissau", "l'Iran" and "US-led" need no rules of their own.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

WORD = regex.compile(r"\p{Lu}{1,2}(?:\.\p{Lu}{1,2})+(?!\p{L})\.?|[\p{L}\p{M}]+|\p{N}+")

# What may stand between two words of one name: "Côte d’Ivoire", "Burkina-Faso", "New York" across a line's end.
JOINTS = frozenset(
    {" ", "-", "'", "’", "‑", "–", "\u00a0", "\u202f", "\u200c", "\n", " \n", "\r\n", "  ", "·", "・"}
)

_ABBREVIATION = 2  # letters: "St.", "S."

# Marks that one writer sets and another leaves out: Latin and Cyrillic accents, Arabic vowel signs, Hindi nukta.
_OPTIONAL_MARKS = regex.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u093c\u200b-\u200f]")
# Letters without a Unicode decomposition, and the two ways Arabic script writes the same letter.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ґ": "г",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        ".": None,
    }
)


LONGEST = 64  # letters of a word that are compared; longer runs are no words, and would only fill the cache


class Word(NamedTuple):
    """A word of a text: where it stands, how it is written, and its comparable form."""

    start: int
    end: int
    text: str
    key: str


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The form in which words are compared: no case, no optional marks, one letter for its look-alikes."""
    if word.isascii():
        return word.replace(".", "").lower()
    bare = _OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


@lru_cache(maxsize=4)  # an article's title and body are read for topics, then for countries
def words(text: str) -> tuple[Word, ...]:
    """All words of a text in order."""
    return tuple(Word(m.start(), m.end(), m[0], fold(m[0][:LONGEST])) for m in WORD.finditer(text))


def phrase(name: str) -> tuple[str, ...]:
    """The comparable form of a name of one or more words."""
    if name.isalpha():  # the greater part of 250,000 names at the start: one word, nothing to look for
        return (fold(name[:LONGEST]),)
    return tuple(fold(m[0][:LONGEST]) for m in WORD.finditer(name))


def capital(word: str) -> bool:
    """Whether a word begins as a proper name does; always, in a script without case."""
    first = word[0]
    return first.isupper() or first.istitle() or not first.islower()


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words may belong to one name ("St. Lucia" too)."""
    gap = text[left.end : right.start]
    return gap in JOINTS or (gap in {". ", "."} and len(left.key) <= _ABBREVIATION)
