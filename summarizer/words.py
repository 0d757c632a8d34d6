"""Words, their stems and which of them carry meaning; knows scripts and word lists, not sentences."""

import regex

from summarizer import languages

# Letters with their combining marks: `\w` has none of those and tears Hindi, Tamil and Thai words apart.
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’\-]\p{L}[\p{L}\p{M}]*)*|\p{N}+(?:[.,]\p{N}+)*")
# Scripts that write no spaces between words.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_TURKIC_CAPITALS = str.maketrans({"İ": "i", "I": "ı"})


def words(text: str, language: str | None = None) -> list[str]:
    """The words and numbers of a text in lower case; in scripts without spaces, overlapping pairs of characters."""
    if language in {"tr", "az"}:
        text = text.translate(_TURKIC_CAPITALS)
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if _UNSPACED.match(word):
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            found.append(word)
    return found


def terms(text: str, language: str | None) -> list[str]:
    """The stems of the words that are no stop words and longer than a letter."""
    stop = languages.stop_words(language)
    stem = languages.stemmer(language)
    return [stem(word) for word in words(text, language) if len(word) > 1 and word not in stop]


def count(text: str) -> int:
    """How many words a reader would say a text has; two characters make a word in scripts without spaces."""
    total = 0
    for word in _WORD.findall(text):
        total += (len(word) + 1) // 2 if _UNSPACED.match(word) else 1
    return total
