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
    text = text.lower()
    if not _UNSPACED.search(text):
        return list(_WORD.findall(text))
    found: list[str] = []
    for word in _WORD.findall(text):
        if _UNSPACED.match(word):
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            found.append(word)
    return found


class Reader:
    """Reads the terms of many texts of one language: each word is stemmed once. Belongs to one thread."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._stop = languages.stop_words(language)
        self._stem = languages.stemmer(language)
        self._stems: dict[str, str] = {}

    def terms(self, text: str) -> list[str]:
        """The stems of the words that are no stop words and longer than a letter, in order."""
        found = words(text, self._language)
        return [self._of(word) for word in found if len(word) > 1 and word not in self._stop]

    def _of(self, word: str) -> str:
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = self._stem(word)
        return stem


def count(text: str) -> int:
    """How many words a reader would say a text has; two characters make a word in scripts without spaces."""
    if not _UNSPACED.search(text):
        return len(_WORD.findall(text))
    total = 0
    for word in _WORD.findall(text):
        total += (len(word) + 1) // 2 if _UNSPACED.match(word) else 1
    return total
