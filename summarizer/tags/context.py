"""Judges the mentions of an article in their context; knows the words around a name, not what a story is about.

A name may be somebody's own, a bird's, a street's, an agency's address or a photographer's credit: then no country is
meant. What says so is data (`skip`, `need`, `choose` and `nothing` of a language's file, `people` of the world's).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import regex

from summarizer.tags.gazetteer import Mention
from summarizer.tags.packs import Entry, Kind, listed, pack
from summarizer.tags.words import Word, fold, phrase

PLACES = {Kind.CITY, Kind.TOWN, Kind.REGION, Kind.NAME}
_AGENCIES = frozenset(
    map(
        fold,
        (
            "reuters",
            "afp",
            "ap",
            "bloomberg",
            "dpa",
            "efe",
            "ansa",
            "xinhua",
            "tass",
            "interfax",
            "bbc",
            "cnn",
            "upi",
            "рейтер",
            "тасс",
            "афп",
        ),
    )
)
NUMBER = "#"  # stands in a rule for any number
_PREPOSITION = 4  # letters at most: in, from, en, à, aus, depuis is not needed


class Where(StrEnum):
    """The parts of an article that are told apart."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"


class Part(NamedTuple):
    """A part of an article: its text, words, mentions still believed, and where its credits begin."""

    text: str
    words: Sequence[Word]
    mentions: list[Mention]
    where: Where
    credits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Traps:
    """One language's rules about context."""

    skips: dict[tuple[str, ...], list[tuple[frozenset[str], frozenset[str]]]]
    needs: dict[tuple[str, ...], frozenset[str]]
    choices: dict[tuple[str, ...], dict[str, tuple[str, ...]]]
    credits: "regex.Pattern[str] | None"
    tails: dict[str, str]
    streets: frozenset[str]


@cache
def traps_of(language: str) -> Traps:
    """The rules of a language; none for a language without a file."""
    data = pack(language)
    skips: dict[tuple[str, ...], list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for rule in data.get("skip", ()):
        sides = _keys(rule.get("before", "")), _keys(rule.get("next", ""))
        for name in listed(rule["words"]):
            skips[phrase(name)].append(sides)
    needs = {
        phrase(name): _keys(rule["before"]) for rule in data.get("need", ()) for name in listed(rule["words"])
    }
    choices = {
        phrase(name): {
            code: tuple(" ".join(phrase(w)) for w in listed(witnesses))
            for code, witnesses in rule.items()
            if code not in {"words", "default"}
        }
        for rule in data.get("choose", ())
        for name in listed(rule["words"])
    }
    lines = "|".join(regex.escape(line) for line in listed(data.get("nothing", {}).get("credits", "")))
    tails = {fold(name): code for code, names in data.get("tails", {}).items() for name in listed(names)}
    credit = regex.compile(rf"(?i)\b(?:{lines})(?!\w)") if lines else None
    streets = frozenset(map(fold, listed(data.get("nothing", {}).get("streets", ""))))
    return Traps(dict(skips), needs, choices, credit, tails, streets)


def _keys(value: str) -> frozenset[str]:
    return frozenset(_key(phrase(item)) or item for item in listed(value))


def _key(words: tuple[str, ...]) -> str:
    return NUMBER if len(words) == 1 and words[0].isdigit() else " ".join(words)


def tailed(part: Part, traps: Traps) -> Iterator[Mention]:
    """Places that only their last word tells: "Fulton County" is in the United States, "County Cork" is not."""
    if not traps.tails:
        return
    for at, word in enumerate(part.words[1:], start=1):
        code = traps.tails.get(word.key)
        before = part.words[at - 1]
        if (
            code is not None
            and word.text[0].isupper()
            and before.text[0].isupper()
            and before.text[1:].islower()
        ):
            key = (before.key, word.key)
            yield Mention(before.start, word.end, at - 1, at + 1, key, Entry((code,), Kind.HINT))


def near(part: Part, at: int) -> Word | None:
    """A part's word by its number; None where there is none."""
    return part.words[at] if 0 <= at < len(part.words) else None


def misled(part: Part, mention: Mention, traps: Traps) -> bool:
    """Whether the words around a mention say that no country is meant."""
    if mention.first < 0:
        return False
    before, after = near(part, mention.first - 1), near(part, mention.last)
    left, right = (_key((word.key,)) if word else "" for word in (before, after))
    if any(left in sides[0] or right in sides[1] for sides in traps.skips.get(mention.key, ())):
        return True
    needed = traps.needs.get(mention.key)
    if needed is not None and left not in needed:
        return True
    if (
        after is not None
        and after.key in traps.streets
        and after.text[0].isupper()
        and mention.entry.kind in PLACES
    ):
        return True
    return _agency(part, mention) or _credit(part, mention)


def _agency(part: Part, mention: Mention) -> bool:
    """Whether a mention is an agency's seat ("Reuters in London"): where it sits is not what the story is about."""
    preposition, agency = near(part, mention.first - 1), near(part, mention.first - 2)
    return (
        mention.entry.kind in PLACES
        and preposition is not None
        and agency is not None
        and len(preposition.key) <= _PREPOSITION
        and preposition.text.islower()
        and agency.key in _AGENCIES
    )


def credits_in(text: str, traps: Traps) -> tuple[int, ...]:
    """Where lines such as "Reporting by … in Kyiv; editing by …" begin to name their writers and places."""
    return tuple(match.start() for match in traps.credits.finditer(text)) if traps.credits else ()


def _credit(part: Part, mention: Mention) -> bool:
    if not part.credits:
        return False
    start = part.text.rfind("\n", 0, mention.start) + 1
    return any(start <= at < mention.start for at in part.credits)
