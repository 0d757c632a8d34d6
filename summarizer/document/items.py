"""How the items of a list are marked: bullets, numbers, dashes; knows a text's paragraphs, not what they tell."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from summarizer import furniture

_BULLET = re.compile(r"[*•·▪◦►➤‣●■]\s+")
_NUMBER = re.compile(r"(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])\s+(?=\S)")
_DASH = re.compile(r"[-–]\s+(?=\S)")


def measure(paragraphs: Sequence[tuple[int, str]], language: Callable[[], str | None]) -> dict[int, int]:
    """How many characters mark the items among numbered paragraphs of a text, in order, by their numbers.

    A number marks an item when the one before or after it marks another ("1. FC" begins a sentence). A dash does when
    it stands before two paragraphs in a row, in languages where it does not open speech; only then `language` is asked.
    """
    found = {index: match.end() for index, line in paragraphs if (match := _BULLET.match(line))}
    return found | _numbers(paragraphs) | _dashes(paragraphs, language)


def _numbers(paragraphs: Sequence[tuple[int, str]]) -> dict[int, int]:
    matches = [(index, match) for index, line in paragraphs if (match := _NUMBER.match(line))]
    seen = {(match["open"], match["close"], int(match["number"])) for _, match in matches}
    return {
        index: match.end()
        for index, match in matches
        if any((match["open"], match["close"], int(match["number"]) + step) in seen for step in (-1, 1))
    }


def _dashes(paragraphs: Sequence[tuple[int, str]], language: Callable[[], str | None]) -> dict[int, int]:
    matches = {index: match.end() for index, line in paragraphs if (match := _DASH.match(line))}
    listed = {
        index
        for (first, _), (second, _) in pairwise(paragraphs)
        if first in matches and second in matches
        for index in (first, second)
    }
    if not listed or not furniture.lists_with_dashes(language()):
        return {}
    return {index: matches[index] for index in listed}
