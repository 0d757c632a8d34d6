"""What a plain text is made of: clean characters, words, identity; knows nothing of where it came from."""

import hashlib
import re
import unicodedata

import regex

# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han (with their extensions). A character counts
# as a word there, as word processors count it.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# The letters and marks of the other scripts; `re` would break Devanagari at its vowel signs.
_LETTER = rf"[\w--[_{_UNSPACED}]]"
_WORD = regex.compile(rf"(?V1)[{_UNSPACED}]|{_LETTER}(?:{_LETTER}|['’·.-](?={_LETTER}))*")
# Controls but tab and newline, soft hyphens and zero-width spaces (layout, not text), lone surrogates (no database
# takes them), byte order marks, non-characters.
_NOISE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u200b\ud800-\udfff\ufeff\ufffe\uffff]")
_NEWLINE = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")


def clean(text: str) -> str:
    """The text with a newline for every kind of line end, without characters that nobody sees and outer space."""
    return _NOISE.sub("", _NEWLINE.sub("\n", text)).strip()


def one_line(text: str | None, limit: int) -> str | None:
    """A title or name on one line, cut after a word to `limit` characters; None when nothing is left."""
    line = " ".join(clean(text or "").split())
    if len(line) > limit:
        line = line[: limit - 1].rsplit(" ", 1)[0] + "…"
    return line or None


def words(text: str) -> list[str]:
    """The words, folded for comparing; one a character in scripts written without spaces."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def word_count(text: str) -> int:
    """How many words a reader would count, see `words`."""
    return sum(1 for _ in _WORD.finditer(text))


def has_letters(text: str) -> bool:
    """Whether there is a letter of any script: emoji, digits and symbols alone are nothing to read."""
    return any(character.isalpha() for character in text)


def key(text: str) -> str:
    """The identity of a text that has no address: the same however its lines are broken and its words are spaced."""
    return "text:" + hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
