"""How old an article says its people are: "Ana Ruiz, 58", "Jan Bos (61)"; knows names and figures, not who speaks."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import regex

from summarizer.quotes.names import Mention

_BEHIND_NAME: Final = regex.compile(r"(?:, | \()(\d{1,3})(?=[),.])")
_WITHIN: Final = 8  # characters behind a name
_NUMBER: Final = regex.compile(r"(?<!\d)\d{1,3}(?!\d)")


class Ages:
    """The ages of one article's people, by the longest forms of their names."""

    def __init__(self, plain: str, persons: Iterable[tuple[Mention, str]]) -> None:
        self._of: dict[str, str] = {}
        self._bearers: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, int] = {}
        for number in _NUMBER.finditer(plain):
            self._first.setdefault(number.group(), number.start())
        for mention, name in persons:
            age = _BEHIND_NAME.match(plain, mention.end, mention.end + _WITHIN)
            if age:
                self.learn(name, age[1])

    def learn(self, name: str, age: str) -> None:
        """That somebody is of an age."""
        if self._of.setdefault(name, age) == age:
            self._bearers[age].add(name)

    def knows(self, name: str) -> bool:
        """Whether the age of somebody is printed."""
        return name in self._of

    def bearers(self, age: str) -> frozenset[str]:
        """Who is of an age."""
        return frozenset(self._bearers.get(age, ()))

    def printed(self, age: str, position: int) -> bool:
        """Whether a figure stands anywhere before a position."""
        return self._first.get(age, position) < position
