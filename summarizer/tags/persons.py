"""Finds the place names that are somebody's: a first name before a surname, a surname after a first name.

Knows only scripts with capitals; which places are also names is data (`people` and `placed` of `data/world.toml`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.tags.context import Part, Traps, Where, near
from summarizer.tags.gazetteer import Gazetteer, Mention
from summarizer.tags.packs import Kind, forms, pack, world
from summarizer.tags.words import Word, capital, fold

_CASED = {"Latin", "Cyrillic"}  # scripts; a language without a file, as Greek, is read as Latin
_TITLED_SHARE = (
    0.75  # of a line's longer words with a capital make it a headline that says nothing by capitals
)
_LINE = 300  # characters of a line that are looked at
_LONG = 4  # letters from which a headline gives a word its capital; articles and prepositions stay small


class Persons(NamedTuple):
    """The people of a text: `names` are places nowhere in it, `spots` are single mentions that are no place."""

    names: frozenset[str]
    spots: frozenset[tuple[Where, int]]

    def hide(self, part: Part, mention: Mention, language: str) -> bool:
        """Whether a mention is somebody's name."""
        if len(mention.key) != 1:
            return False
        if (part.where, mention.start) in self.spots:
            return True
        return _name(mention, language) in self.names


NOBODY = Persons(frozenset(), frozenset())


@cache
def _people() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, value.split())) for name, value in world()["people"].items()}


@cache
def _inflected(kind: str, language: str) -> Mapping[str, str]:
    """Every form of the names that are also places, with its dictionary form."""
    endings = pack(language).get("endings", {}).get("cities", {})
    names = world()["people"][kind].split()
    return {fold(form): fold(name) for name in reversed(names) for form in forms(name, endings)}


def _name(mention: Mention, language: str) -> str:
    return _inflected("given", language).get(mention.key[0], mention.key[0])


def persons_in(reader: Gazetteer, parts: Sequence[Part], traps: Traps) -> Persons:
    """The place names that this text uses as somebody's first or last name.

    One that is also said to be a place ("in Sofia") is somebody's only where a surname follows.
    """
    if reader.script not in _CASED:
        return NOBODY
    spots: set[tuple[Where, int]] = set()
    placed: set[str] = set()
    surnames: dict[str, set[str]] = defaultdict(set)
    located: list[tuple[Part, Mention]] = []
    for part, mention in _single(parts):
        name = _name(mention, reader.language)
        if _placed(part, mention, reader.language):
            located.append((part, mention))
        elif (
            _surnamed(part, mention, reader) or _acts(part, mention, traps) or _called(part, mention, reader)
        ):
            after = near(part, mention.last)
            spots |= {(part.where, mention.start)} | _of_surname(part, after)
            surnames[name].add(after.key if after is not None else "")
    for part, mention in located:
        name, after = _name(mention, reader.language), near(part, mention.last)
        if after is not None and after.key in surnames.get(name, ()):
            spots.add((part.where, mention.start))
        else:
            placed.add(name)
    return Persons(frozenset(surnames.keys() - placed), frozenset(spots))


def _of_surname(part: Part, word: Word | None) -> set[tuple[Where, int]]:
    """Where the surname behind a first name begins, if it is a town's name too."""
    return {
        (part.where, mention.start)
        for mention in part.mentions
        if word is not None and mention.start == word.start and mention.entry.kind in {Kind.CITY, Kind.TOWN}
    }


def _single(parts: Sequence[Part]) -> Iterator[tuple[Part, Mention]]:
    return ((part, mention) for part in parts for mention in part.mentions if len(mention.key) == 1)


def _placed(part: Part, mention: Mention, language: str) -> bool:
    """Whether a preposition says that a mention is a place."""
    before = near(part, mention.first - 1)
    return before is not None and before.text.lower() in world()["placed"].get(language, "").split()


def _acts(part: Part, mention: Mention, traps: Traps) -> bool:
    """Whether somebody known by a first name does what only a person does ("Jordan scored")."""
    after = near(part, mention.last)
    return (
        after is not None
        and mention.key[0] in _people()["given"]
        and any(after.key in after_words for _, after_words in traps.skips.get(mention.key, ()))
    )


def _called(part: Part, mention: Mention, reader: Gazetteer) -> bool:
    """Whether a first name or a form of address stands before a mention ("Jack London")."""
    people, before = _people(), near(part, mention.first - 1)
    if (
        before is None
        or part.text[before.end : mention.start] not in {" ", ". ", "-"}
        or not capital(before.text)
    ):
        return False
    first = before.key in _inflected("first", reader.language)
    family = mention.key[0] in _inflected("family", reader.language) or mention.entry.kind is Kind.TOWN
    return (first and family) or (before.key in people["titles"] and mention.entry.kind is not Kind.DEMONYM)


def _surnamed(part: Part, mention: Mention, reader: Gazetteer) -> bool:
    """Whether a place that is also a first name stands before a surname."""
    after = near(part, mention.last)
    if mention.key[0] not in _inflected("given", reader.language) or after is None:
        return False
    return (
        part.text[mention.end : after.start] in {" ", "\u00a0"}
        and after.text[0].isupper()
        and after.text[1:].islower()
        and after.key not in _people()["after_place"]
        and _may_be_surname(after, mention, reader)
        and not _title_case(part, mention, after)
    )


def _may_be_surname(word: Word, mention: Mention, reader: Gazetteer) -> bool:
    """Whether a word is no place itself; a leader's surname is one after a city, not after a country."""
    if reader.leads(word.key):
        return mention.entry.kind in {Kind.CITY, Kind.TOWN}
    return not reader.known(word.key)


def _title_case(part: Part, mention: Mention, after: Word) -> bool:
    """Whether the line writes every longer word with a capital, so that none says "name"."""
    start = part.text.rfind("\n", 0, mention.start) + 1
    stop = part.text.find("\n", mention.end)
    end = min(stop if stop >= 0 else len(part.text), start + _LINE)
    rest = part.text[start : mention.start] + part.text[after.end : end]
    long = [word for word in rest.split() if len(word) >= _LONG and word[0].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= _TITLED_SHARE * len(long)
