"""Words of a language that writes neither spaces nor capitals nor particles: what begins, ends and surrounds its names.

Knows lists of words, no texts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import regex

_SURNAMES: Final = "surnames"  # a language that lists them reads its names and clauses by these words, …
_MARKS: Final = "subject_marks"  # … unless particles tell its subjects: there they only stand in patterns
IDEOGRAPH: Final = r"[\u3400-\u9fff]"
POINT: Final = "·・‧•．"  # between the parts of a foreign name
_RUN: Final = 8  # signs of one part


class Listed:
    """Words that are looked up where they begin or end in a text, the longest first."""

    __slots__ = ("_first", "_last", "_signs", "words")

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = frozenset(words)
        self._first: dict[str, list[int]] = {}
        self._last: dict[str, list[int]] = {}
        self._signs: dict[str, list[tuple[int, str]]] = {}
        for word in sorted(self.words, key=len, reverse=True):
            for lengths in (self._first.setdefault(word[0], []), self._last.setdefault(word[-1], [])):
                if len(word) not in lengths:
                    lengths.append(len(word))
            for place, sign in enumerate(word):
                self._signs.setdefault(sign, []).append((place, word))

    def at(self, text: str, position: int, end: int | None = None) -> int:
        """The length of the longest word that begins at a position, 0 without one."""
        limit = len(text) if end is None else end
        for length in self._first.get(text[position], ()) if position < limit else ():
            if position + length <= limit and text[position : position + length] in self.words:
                return length
        return 0

    def before(self, text: str, position: int, start: int = 0) -> int:
        """The length of the longest word that ends at a position, 0 without one."""
        for length in self._last.get(text[position - 1], ()) if position > start else ():
            if position - length >= start and text[position - length : position] in self.words:
                return length
        return 0

    def around(self, text: str, position: int) -> bool:
        """Whether the sign at a position is part of a word, its first or a later one."""
        held = self._signs.get(text[position], ()) if 0 <= position < len(text) else ()
        return any(place <= position and text.startswith(word, position - place) for place, word in held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """The lists of one language; QUOTES.md explains the keys they come from.

    `verbs` are all that speak, `reporting` those that do so anywhere in a clause. `nouns` are people and bodies of people by any name, `persons` those that are no body.
    """

    initials: "regex.Pattern[str]"
    foreign: "regex.Pattern[str]"
    sounds: frozenset[str]
    spoken: "regex.Pattern[str]"
    surnames: Listed
    doubtful: Listed
    given: frozenset[str]
    titles_behind: Listed
    familiar: Listed
    suffixed: Listed
    introducing: Listed
    no_given: Listed
    no_persons: Listed
    reporters: Listed
    followers: Listed
    leading: Listed
    no_names: Listed
    verbs: Listed
    reporting: Listed
    nouns: Listed
    courtesy: Listed
    persons: Listed
    person_endings: Listed
    prepositions: Listed
    fronted: Listed
    circumstances: Listed
    anaphors: Listed
    indefinites: Listed
    kin: Listed
    speech_nouns: Listed
    works: Listed
    viewing: Listed

    def parts(self, phrase: str) -> list[str]:
        """What tells whom a phrase means: the little word that opens it and its noun, or the whole."""
        opening = self.indefinites.at(phrase, 0) or self.anaphors.at(phrase, 0)
        noun = self.nouns.before(phrase, len(phrase), opening)
        whole = opening > 1 or opening + noun == len(phrase)  # 该局负责人: the office's, not he
        return [phrase[:opening], phrase[-noun:]] if opening and noun and whole else [phrase]


def _foreign(sounds: Iterable[str]) -> "regex.Pattern[str]":
    """A run of signs that write foreign sounds."""
    return regex.compile(f"[{regex.escape(''.join(sounds))}]{{1,{_RUN}}}")


def characters(data: Mapping[str, Any]) -> Characters | None:
    """The lists that a language's table holds, None where its names are found otherwise."""
    if _SURNAMES not in data or _MARKS in data:
        return None

    def words(*keys: str) -> list[str]:
        return [word for key in keys for word in data.get(key, "").split()]

    sounds = frozenset(data.get("transliterated", "")) - {"\n"}
    starts = sorted({word[0] for word in words("surnames", "familiar")})
    return Characters(
        initials=regex.compile(f"[{''.join(starts)}]"),
        foreign=_foreign(sorted(sounds)),
        sounds=sounds,
        spoken=regex.compile("|".join(sorted(map(regex.escape, words("verbs")), key=len, reverse=True))),
        given=frozenset(data.get("given", "")) - {"\n"},
        verbs=Listed(words("verbs", "final_verbs")),
        reporting=Listed(words("verbs")),
        nouns=Listed(words("titles", "persons", "organisations", "reporters")),
        courtesy=Listed(words("feminine", "masculine")),
        persons=Listed(words("titles", "persons", "reporters")),
        **{
            key: Listed(words(key))
            for key in (
                "surnames",
                "doubtful",
                "titles_behind",
                "familiar",
                "suffixed",
                "introducing",
                "no_given",
                "no_persons",
                "person_endings",
                "reporters",
                "followers",
                "leading",
                "no_names",
                "prepositions",
                "fronted",
                "circumstances",
                "anaphors",
                "indefinites",
                "kin",
                "speech_nouns",
                "works",
                "viewing",
            )
        },
    )
