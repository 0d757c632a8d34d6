"""Whether a headline quotes a quotation; knows two short texts, neither the article nor who speaks."""

from collections.abc import Sequence
from typing import Final

import regex

_LONGEST: Final = 400  # characters of a headline that are compared
_MARKED_RUN: Final = 3  # words in a row that a headline has between quotation marks
_BARE_RUN: Final = 5  # words in a row without marks: shorter ones are shared names and set phrases
_TELLING: Final = 2  # long words among these at least, in lower case where they were said
_LONG: Final = 4  # letters
_MOSTLY: Final = 0.6  # of the long words between the headline's marks, where it shortens what was said
_CHARACTERS: Final = 2  # characters that count for one word where words are not separated

_UNSPACED: Final = r"\u3400-\u9fff\u3040-\u30ff"
_TOKEN: Final = regex.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)*")
_QUOTED: Final = regex.compile(
    r"(?<!\w)[“\"«„「『»‘'](?P<words>[^“”\"«»„「」『』]{4,}?)[”\"»“」』«’'](?!\w)|[「『](?P<words>[^「」『』]{4,}?)[」』]"
)


def is_headlined(shown: str, title: str | None) -> bool:
    """Whether the headline has words of this quotation: a few between marks, or more in a row without.

    A headline that shortens what it quotes still quotes it when most of its long words were said.
    """
    if not title:
        return False
    said = _TOKEN.findall(shown)
    lower = [_plain(word) for word in said]
    head = title[:_LONGEST]
    for match in _QUOTED.finditer(head):
        words = [_plain(word) for word in _TOKEN.findall(match["words"])]
        if _tells(_run(words, lower), said, _MARKED_RUN, 1) or _shortens(words, lower):
            return True
    bare = [_plain(word) for word in _TOKEN.findall(head)]
    return _tells(_run(bare, lower), said, _BARE_RUN, _TELLING)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _run(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Start in `other` and length of the longest row of words that both have."""
    best = (0, 0)
    previous = [0] * (len(other) + 1)
    for word in one:
        current = [0] * (len(other) + 1)
        for place, said in enumerate(other, start=1):
            if said == word:
                current[place] = previous[place - 1] + 1
                if current[place] > best[1]:
                    best = (place - current[place], current[place])
        previous = current
    return best


def _tells(run: tuple[int, int], said: Sequence[str], least: int, telling: int) -> bool:
    start, length = run
    words = said[start : start + length]
    if words and all(regex.fullmatch(rf"[{_UNSPACED}]", word) for word in words):
        return length >= least * _CHARACTERS
    return length >= least and sum(len(word) >= _LONG and word.islower() for word in words) >= telling


def _shortens(words: Sequence[str], lower: Sequence[str]) -> bool:
    long = {word for word in words if len(word) >= _LONG}
    return len(long) >= _TELLING and len(long & set(lower)) >= _MOSTLY * len(long)
