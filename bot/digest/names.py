"""Names of topics, countries and regions as people string them together: "Peru and Bolivia", "US-China", "中国、日本".

Pure; knows the vocabulary of tags and how it is joined, not what the names are wanted for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from summarizer import tags

# The longest names of the vocabulary ("Saint Vincent and the Grenadines") have five words.
LONGEST: Final = 5
# Unknown words after which the rest is not looked at: it is no list of names, and each costs a search for its likes.
ENOUGH: Final = 8
# Characters of a joined word that is taken apart; nobody joins more names.
_LONGEST_JOINED: Final = 60
# Words that only link others, where they are no part of a name; among them the sign of a topic that is known no more.
FILLERS: Final = frozenset(
    [
        "and",
        "or",
        "at",
        "in",
        "on",
        "about",
        "y",
        "et",
        "und",
        "e",
        "ed",
        "ou",
        "oder",
        "и",
        "или",
        "та",
        "або",
        "a",
        "à",
        "um",
        "в",
        "和",
        "与",
        "與",
        "及",
        "و",
        "أو",
        "और",
        "🏷",
        "🏷️",
    ]
)
# ASCII's, the Chinese, the Arabic ones, and their small, half-width and vertical forms.
_SEPARATORS: Final = regex.compile(r"[,;\n，；、،؛､﹐﹑﹔︐︑︔]+")
_JOINTS: Final = regex.compile(r"[-‐‑–—/／&＆+＋|｜·・]+")
_CODE: Final = regex.compile(r"[A-Z]{2}")
# A flag or another emoji with all that belongs to it is one grapheme cluster (UAX 29).
_CLUSTER: Final = regex.compile(r"\X")
_EMOJI: Final = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}]")
_TELLING: Final = regex.compile(r"[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]")


Whole = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What was understood, in order and each once, and the words that were not."""

    found: tuple[tags.Found, ...] = ()
    unknown: tuple[str, ...] = ()


def phrases(words: str) -> Iterator[list[str]]:
    """The words between commas and their like in any script; an emoji is a word of its own, a sign between words none."""
    for phrase in _SEPARATORS.split(words):
        apart = _CLUSTER.sub(lambda m: f" {m[0]} " if _EMOJI.search(m[0]) else m[0], phrase)
        yield [word for word in apart.split() if _TELLING.search(word)] or apart.split()


def ahead(words: list[str], *, locale: str, another: Whole | None = None) -> list[str]:
    """The words with their first two taken apart where they are joined: "US-China", "North Korea/Russia"."""
    return [part for word in words[:2] for part in _parts(word, locale, another)] + words[2:]


def first(
    words: Sequence[str], *, locale: str, another: Whole | None = None
) -> tuple[tags.Found, int] | None:
    """The longest name that `words` begin with and how many of them it has; None where they begin with none.

    `another` tells of a word that it may mean something by itself: at the end of a name it looks like a misspelling
    of it ("Venezuela so", "Venezuela 7"), so it does not count as a part of it.
    """
    for length in range(_reach(words), 0, -1):
        hit = tags.find(" ".join(words[:length]), locale=locale)
        if hit is None:
            continue
        while length > 1 and _apart(words[length - 1], another):
            if tags.find(" ".join(words[: length - 1]), locale=locale) != hit:
                break
            length -= 1  # noqa: PLW2901 - the loop ends here
        return hit, length
    return None


def named(words: str, *, locale: str, enough: int = ENOUGH) -> Named:
    """All that `words` name; behind `enough` unknown words the rest is not looked at."""
    found: list[tags.Found] = []
    unknown: list[str] = []
    for rest in phrases(words):
        while rest and len(unknown) < enough:
            rest = ahead(rest, locale=locale)  # noqa: PLW2901 - eaten up
            hit, taken = first(rest, locale=locale) or (None, 1)
            if hit is not None:
                found.append(hit)
            elif rest[0].casefold() not in FILLERS:
                unknown.append(rest[0])
            del rest[:taken]
    return Named(found=tuple(dict.fromkeys(found)), unknown=tuple(unknown))


def _parts(word: str, locale: str, another: Whole | None) -> list[str]:
    """The parts of a joined word; the word itself where it means something whole, or no part of it is a name."""
    parts = [part for part in _JOINTS.split(word) if part]
    if len(parts) < 2 or len(word) > _LONGEST_JOINED:  # noqa: PLR2004 - one part is nothing joined
        return [word]
    if any(part.isdecimal() for part in parts) or (another is not None and another(word)):
        return [word]
    if tags.find(word, locale=locale) is not None:
        return [word]
    return parts if any(tags.find(part, locale=locale) for part in parts) else [word]


def _reach(words: Sequence[str]) -> int:
    """How many words a name at their beginning may have: an emoji stands for itself."""
    emoji = (place for place, word in enumerate(words[:LONGEST]) if _EMOJI.search(word))
    return max(1, next(emoji, min(LONGEST, len(words))))


def _apart(word: str, another: Whole | None) -> bool:
    return bool(_CODE.fullmatch(word)) or (another is not None and another(word))
