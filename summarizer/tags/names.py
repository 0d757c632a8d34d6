"""What people call topics, countries and regions: a word to a tag and back; knows names, never articles.

Searching knows the names, aliases, adjectives and inflected forms of all served languages at once, flags and other
emoji, and ISO codes where they are the whole input in capitals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex
from babel.core import get_global
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from summarizer.languages import stop_words
from summarizer.tags.packs import (
    COUNTRIES,
    Kind,
    cldr_names,
    languages,
    listed,
    national,
    pack,
    spellings,
    world,
)
from summarizer.tags.regions import regions
from summarizer.tags.taxonomy import TOPICS, taxonomy
from summarizer.tags.words import fold, phrase

SERVED = ("en", "es", "pt", "fr", "de", "ru", "uk", "ar", "zh", "hi", "it")
FURTHER = ("pl", "tr", "ja", "ko")  # understood for countries

# A typo is forgiven once in names of seven letters, twice from eleven; shorter names lie one letter from common words
# ("Chile" and "child", "Monaco" and "Monica") and are only suggested.
ONE_TYPO, TWO_TYPOS = 7, 11
SWAP = 5  # letters from which two neighbours may have changed places, which makes no other word
# Vowels that Russian and Ukrainian writers take for one another.
_SOUNDS = str.maketrans("ыэоіїєй", "иеаииеи")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
LIKELY = 68.0  # rapidfuzz's 0..100; below it a name has too little in common to be what was meant
_WORTH_RANKING, _RANKED = 50.0, 60  # what is looked at more closely: so likely, and at most so many
_LONGEST = 60  # characters; no name is longer
_REGIONAL = 0x1F1E6 - ord("A")
_FLAG = regex.compile(r"[\U0001F1E6-\U0001F1FF]{2}")
_VARIATION = "\ufe0f"
_DOTTED = regex.compile(r"(?:\b\p{L}{1,2}\.){2,}")  # "U.S.", "EE.UU."
_NOISE = regex.compile(r"[_#\p{P}\p{S}\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A tag somebody asked for: `value` is a topic or region slug, or a country code (ISO 3166-1 alpha-2, XK)."""

    kind: Literal["topic", "country", "region"]
    value: str


def country_name(code: str, locale: str) -> str:
    """The country's name in a language (CLDR), in English where CLDR has none; an unknown code as is."""
    for language in (locale.replace("_", "-"), locale.replace("_", "-").split("-")[0], "en"):
        short = pack(language).get("short", {}).get(code) or cldr_names(language).get(code)
        if short:
            return str(short)
    return code


def flag(code: str) -> str:
    """The flag emoji of a country code; empty for anything else."""
    if code not in COUNTRIES:
        return ""
    return "".join(chr(_REGIONAL + ord(letter)) for letter in code)


def find(words: str, *, locale: str = "en") -> Found | None:
    """The topic, country or region somebody means, None rather than a guess.

    Where languages disagree about a word, the reader's own decides, then English.
    """
    words = words.strip()
    if not words or len(words) > _LONGEST:
        return None
    symbol = _symbols().get(words.replace(_VARIATION, "").strip()) or _code(words)
    if symbol is not None:
        return symbol
    if words in world()["typos"]["capitals"].split():
        return None
    bare, whole, own = _key(words), _whole(words), _language(locale)
    if whole in _small_words(own) and not words.isupper():  # "este" is no Estonian to a Spaniard
        return _names(own).get(whole)
    return _exact(whole, own) or _exact(bare, own) or _respelt(bare, own) or _mistyped(bare, own)


def suggest(words: str, limit: int = 3) -> list[Found]:
    """The tags whose names are nearest to what was typed, best first, for "did you mean"; none for nonsense."""
    key = _key(words[:_LONGEST])
    if len(key) < 3:  # noqa: PLR2004 -- two letters resemble everything
        return []
    hits = process.extract(
        key, list(_all_names()), scorer=fuzz.ratio, score_cutoff=_WORTH_RANKING, limit=_RANKED
    )
    ranked = sorted(
        ((_likeness(key, name), name) for name, _, _ in hits), key=lambda pair: (-pair[0], pair[1])
    )
    found = dict.fromkeys(_all_names()[name] for likeness, name in ranked if likeness >= LIKELY)
    return list(found)[:limit]


def _likeness(typed: str, name: str) -> float:
    """Letters in common, in order, 0..100; a good beginning counts for more, as people rarely mistype it."""
    ratio = fuzz.ratio(typed, name)
    if name.startswith(typed):
        return max(ratio, 85.0)
    return ratio if typed[0] == name[0] else ratio - 8.0


def _key(words: str) -> str:
    """The comparable form of what was typed, without signs and leading articles."""
    parts = _whole(words).split(" ")
    while len(parts) > 1 and parts[0] in _articles():
        del parts[0]
    return " ".join(parts)


def _whole(words: str) -> str:
    """The comparable form of what was typed, without signs."""
    return " ".join(phrase(_NOISE.sub(" ", _DOTTED.sub(lambda m: m[0].replace(".", ""), words))))


@cache
def _articles() -> frozenset[str]:
    return frozenset(
        map(
            fold,
            [
                "the",
                "a",
                "el",
                "la",
                "los",
                "las",
                "lo",
                "le",
                "les",
                "l",
                "der",
                "die",
                "das",
                "os",
                "as",
                "il",
                "gli",
                "news",
                "about",
                "o",
                "i",
            ],
        )
    )


@cache
def _symbols() -> dict[str, Found]:
    """Flags and the emoji of topics and regions."""
    found = {flag(code): Found(kind="country", value=code) for code in COUNTRIES}
    found |= {t.emoji.replace(_VARIATION, ""): Found(kind="topic", value=t.slug) for t in taxonomy().values()}
    found |= {r.emoji.replace(_VARIATION, ""): Found(kind="region", value=r.slug) for r in regions().values()}
    for tail in ("eng", "sct", "wls"):  # England, Scotland and Wales have flags of their own
        letters = "".join(chr(0xE0000 + ord(c)) for c in f"gb{tail}")
        found[f"\U0001f3f4{letters}\U000e007f"] = Found(kind="country", value="GB")
    return found


def _code(words: str) -> Found | None:
    """ISO alpha-2 and alpha-3, only in capitals and only where no topic is called so ("AI", "TV")."""
    if not (words.isascii() and words.isupper() and words.isalpha() and 2 <= len(words) <= 3):  # noqa: PLR2004
        return None
    if any(words in listed_words for topic in taxonomy().values() for listed_words in topic.words.values()):
        return None
    if words in COUNTRIES:
        return Found(kind="country", value=words)
    for code in get_global("territory_aliases").get(words, ()):
        if len(words) == 3 and code in COUNTRIES:  # noqa: PLR2004
            return Found(kind="country", value=code)
    return None


def _exact(key: str, own: str) -> Found | None:
    for language in dict.fromkeys((own, "en", *SERVED, *FURTHER)):
        found = _names(language).get(key)
        if found is not None:
            return found
    return _called().get(key)


@cache
def _small_words(language: str) -> frozenset[str]:
    return frozenset(map(fold, stop_words(language)))


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


def _respelt(key: str, own: str) -> Found | None:
    """The tag whose name sounds as what was typed: "Алжыр", and "Oesterreich" where there are no umlauts."""
    if len(key) < SWAP:
        return None
    plain = key.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    found = _exact(plain, own) if plain != key else None
    return found or _by_sound().get(key.translate(_SOUNDS))


@cache
def _by_sound() -> dict[str, Found]:
    """Names of at least five letters in Cyrillic by their sound; none that two tags share."""
    heard: dict[str, set[Found]] = {}
    for name, tag in _all_names().items():
        if len(name) >= SWAP and _CYRILLIC.match(name):
            heard.setdefault(name.translate(_SOUNDS), set()).add(tag)
    return {sound: tag for sound, (tag, *more) in heard.items() if not more}


@cache
def _called() -> dict[str, Found]:
    """The countries' own and older names."""
    return {
        " ".join(phrase(name)): Found(kind="country", value=code)
        for code, names in world()["called"].items()
        for name in listed(names)
    }


def _mistyped(key: str, own: str) -> Found | None:
    """The one tag within typing distance; None when two are equally near."""
    if len(key) < SWAP or key in _words_of_their_own():
        return None
    near: dict[Found, int] = {}
    for name, distance, _ in process.extract_iter(
        key, _all_names().keys(), scorer=OSA.distance, score_cutoff=2
    ):
        if name[0] == key[0] and _forgiven(key, name, int(distance)):
            found = _exact(name, own) or _all_names()[name]
            near[found] = min(near.get(found, 9), int(distance))
    nearest = [found for found, distance in near.items() if distance == min(near.values())]
    return nearest[0] if len(nearest) == 1 else None


def _forgiven(key: str, name: str, distance: int) -> bool:
    if distance == 1 and len(key) == len(name) and sorted(key) == sorted(name):
        return len(name) >= SWAP
    return len(name) >= (ONE_TYPO if distance == 1 else TWO_TYPOS)


@cache
def _words_of_their_own() -> frozenset[str]:
    """Words one letter from a country's or topic's name that are no misspelling of it."""
    return frozenset(map(fold, world()["typos"]["never"].split()))


@cache
def _names(language: str) -> dict[str, Found]:
    """All that one language calls a tag, in comparable form; topics win over regions, regions over countries."""
    found: dict[str, Found] = {}
    for name, tag in (*_topic_names(language), *_region_names(language), *_country_names(language)):
        key = " ".join(phrase(name))
        if key:
            found.setdefault(key, tag)
    return found


def _topic_names(language: str) -> Iterator[tuple[str, Found]]:
    for topic in taxonomy().values():
        tag = Found(kind="topic", value=topic.slug)
        if language in topic.names:
            yield topic.names[language], tag
            yield from ((word, tag) for word in topic.words.get(language, ()))
        if language == "en":
            yield topic.slug, tag


def _country_names(language: str) -> Iterator[tuple[str, Found]]:
    for variant in (language, *spellings(language)):
        for code, name in cldr_names(variant).items():
            yield name, Found(kind="country", value=code)
    for key, entry in national(language).items():
        if entry.codes and entry.kind in {Kind.NAME, Kind.DEMONYM} and not entry.hyphened:
            yield " ".join(key), Found(kind="country", value=entry.codes[0])


def _region_names(language: str) -> Iterator[tuple[str, Found]]:
    for region in regions().values():
        tag = Found(kind="region", value=region.slug)
        if language in region.names:
            yield region.names[language], tag
            yield from ((word, tag) for word in region.words[language])
        if language == "en":
            yield region.slug, tag


@cache
def _all_names() -> dict[str, Found]:
    merged: dict[str, Found] = {}
    for language in dict.fromkeys(("en", *SERVED, *FURTHER, *languages())):
        for name, tag in _names(language).items():
            merged.setdefault(name, tag)
    return {**_called(), **merged}


def warm() -> None:
    """Reads the names of all languages now (1.7 s on the development box) rather than when somebody types the first."""
    _all_names()
    _symbols()


def forget() -> None:
    """Drops what is remembered of names, after the topics have changed."""
    for remembered in (_symbols, _names, _all_names):
        remembered.cache_clear()


__all__ = ["COUNTRIES", "TOPICS", "Found", "country_name", "find", "flag", "suggest", "warm"]
