"""Sentences of scripts without end marks (Thai, Lao); knows the words around spaces that tell where one ends.

A space there ends a sentence, a clause or sets off a number; which of them it is shows only in its neighbours.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_ENDS_BY_ITSELF = re.compile(r"[.!?…]+[\"”’»)\]]*$")
_GAP = re.compile(r"\s+")
_LEAST = 18  # characters: no sentence is shorter, unless an end mark says so
_LONG = 50  # characters: from here on a space ends a sentence if no word speaks against it
_MIDDLING = 30  # characters: from here on a word that ends sentences is enough
_LOOK = 16  # characters of a neighbour that are read
_BREAKS = frozenset("\n\r\u2028\u2029")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words around spaces; see the head of `spaces.toml`."""

    opening: re.Pattern[str]
    joining: re.Pattern[str]
    closing: re.Pattern[str]
    leading: re.Pattern[str]


def cut(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Ranges of `text` that are sentences as far as spaces tell, together covering all that is not white space."""
    words = _words(code)
    start = 0
    for gap in _GAP.finditer(text):
        if _BREAKS.intersection(gap.group()) or _ends(text, start, gap, words):
            yield start, gap.start()
            start = gap.end()
    yield start, len(text)


def _ends(text: str, start: int, gap: re.Match[str], words: _Words) -> bool:
    length = gap.start() - start
    before = text[max(start, gap.start() - _LOOK) : gap.start()]
    after = text[gap.end() : gap.end() + _LOOK]
    leads = words.leading.search(before)  # also "ดร.", whose stop ends nothing
    if _ENDS_BY_ITSELF.search(before) and not leads and not before.rstrip(".")[-1:].isdigit():
        return True
    if length < _LEAST or words.joining.match(after) or leads:
        return False
    opened, closed = words.opening.match(after), words.closing.search(before)
    return length >= _LONG or bool(closed and (opened or length >= _MIDDLING))


@cache
def _words(code: str) -> _Words:
    data = tomllib.loads((resources.files(__name__.rpartition(".")[0]) / "spaces.toml").read_text("utf-8"))
    table = data.get(code, {})

    def either(key: str) -> str:
        return "|".join(re.escape(word) for word in table.get(key, "").split()) or "(?!)"

    return _Words(
        opening=re.compile(either("opening")),
        joining=re.compile(either("joining") + r"|[\d(%\"”’»)/&+–—-]"),
        closing=re.compile(f"(?:{either('closing')})$"),
        leading=re.compile(rf"(?:{either('leading')}|[,(:–—\d-])$"),
    )
