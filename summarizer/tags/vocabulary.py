"""All that the served languages call topics, countries and regions, and the everyday words that look like names.

Knows the data, not what a reader meant: `names` decides that.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex
from babel import Locale

from summarizer.languages import stop_words
from summarizer.tags.packs import (
    Kind,
    cldr_names,
    languages,
    listed,
    national,
    pack,
    places,
    spellings,
    world,
)
from summarizer.tags.regions import regions
from summarizer.tags.taxonomy import added, taxonomy
from summarizer.tags.words import fold, phrase

SERVED = ("en", "es", "pt", "fr", "de", "ru", "uk", "ar", "zh", "hi", "it")
FURTHER = ("pl", "tr", "ja", "ko")  # understood for countries
LARGE = 500  # thousands of people from which a city's country is offered
_SHORTEST_HEARD = 5  # letters of a name that is told by its sound
# Vowels that Russian and Ukrainian writers take for one another.
_SOUNDS = str.maketrans("ыэоіїєй", "иеаииеи")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")


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


@cache
def called() -> dict[str, Found]:
    """The countries' own and older names."""
    return {
        " ".join(phrase(name)): Found(kind="country", value=code)
        for code, names in world()["called"].items()
        for name in listed(names)
    }


@cache
def names_of(language: str) -> dict[str, Found]:
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
        name = " ".join(key)
        chosen_city = entry.kind is Kind.DEMONYM and len(entry.codes) > 1 and name in cities()  # "Santiago"
        if entry.codes and entry.kind in {Kind.NAME, Kind.DEMONYM} and not (entry.hyphened or chosen_city):
            yield name, Found(kind="country", value=entry.codes[0])


def _region_names(language: str) -> Iterator[tuple[str, Found]]:
    for region in regions().values():
        tag = Found(kind="region", value=region.slug)
        if language in region.names:
            yield region.names[language], tag
            yield from ((word, tag) for word in region.words[language])
        if language == "en":
            yield region.slug, tag


@cache
def all_names() -> dict[str, Found]:
    """The names of all languages at once."""
    merged: dict[str, Found] = {}
    for language in dict.fromkeys(("en", *SERVED, *FURTHER, *languages())):
        for name, tag in names_of(language).items():
            merged.setdefault(name, tag)
    return {**called(), **merged}


@cache
def menu_names(language: str) -> dict[str, Found]:
    """The names that one language shows or prints for a tag, uninflected, without adjectives and topics' words."""
    found: dict[str, Found] = {}
    for name, tag in _menu(language):
        found.setdefault(" ".join(phrase(name)), tag)
    return found


def _menu(language: str) -> Iterator[tuple[str, Found]]:
    for topic in taxonomy().values():
        tag = Found(kind="topic", value=topic.slug)
        if topic.slug in added():  # an operator's few are asked for by any of their names
            yield from ((name, tag) for name in (*topic.names.values(), *topic.words.get(language, ())))
        elif language in topic.names:
            yield topic.names[language], tag
            parts = set(phrase(topic.names[language]))  # "Economy" of "Economy and business"
            words = topic.words.get(language, ())
            yield from ((word, tag) for word in words if not parts.isdisjoint(_without_article(word)))
    for region in regions().values():
        if language in region.names:
            names = (region.names[language], *region.words[language])
            yield from ((name, Found(kind="region", value=region.slug)) for name in names)
    for variant in (language, *spellings(language)):
        for code, name in cldr_names(variant).items():
            yield name, Found(kind="country", value=code)
    for section in ("short", "names"):
        for code, names in pack(language).get(section, {}).items():
            yield from ((name, Found(kind="country", value=code)) for name in listed(names))


def _without_article(word: str) -> set[str]:
    """A single word, with and without the article Arabic writes with it; nothing of a longer name."""
    key = phrase(word)
    return {key[0], key[0].removeprefix("ال")} if len(key) == 1 else set()


@cache
def by_sound() -> dict[str, Found]:
    """Menu names of at least five letters in Cyrillic by their sound; none that two tags share."""
    heard: dict[str, set[Found]] = {}
    for language in ("ru", "uk"):
        for name, tag in menu_names(language).items():
            if len(name) >= _SHORTEST_HEARD and _CYRILLIC.match(name):
                heard.setdefault(sound(name), set()).add(tag)
    return {key: tag for key, (tag, *more) in heard.items() if not more}


def sound(name: str) -> str:
    """What a Cyrillic name sounds like."""
    return name.translate(_SOUNDS)


@cache
def everyday() -> frozenset[str]:
    """Words of everyday speech in the served languages: stop words (stopwordsiso) and those listed by hand."""
    stop = {fold(word) for code in SERVED for word in stop_words(code)}
    by_hand = {fold(word) for words in world()["everyday"]["words"].values() for word in words.split()}
    return frozenset(
        (stop | by_hand | above_all_words()) - set(map(fold, world()["everyday"]["names"].split()))
    )


@cache
def above_all_words() -> frozenset[str]:
    """Names that are everyday words first: tags only where they are typed with a capital."""
    return frozenset(map(fold, world()["everyday"]["first"].split()))


@cache
def capitals() -> dict[str, Found]:
    """Capitals in the served languages (GeoNames, CLDR) that share their name with nothing and nobody else."""
    owners, seats = _cities()
    people = {fold(name) for names in world()["people"].values() for name in names.split()}
    shared = people | everyday() | set(all_names())
    return {
        name: Found(kind="country", value=owners[name][0])
        for name in seats - shared
        if len(owners[name]) == 1
    }


@cache
def cities() -> dict[str, tuple[Found, ...]]:
    """The countries of capitals and large cities by name, likeliest first."""
    owners, _ = _cities()
    return {
        name: tuple(Found(kind="country", value=code) for code in codes) for name, codes in owners.items()
    }


@cache
def _cities() -> tuple[dict[str, list[str]], set[str]]:
    """The countries of each city's name, a capital's first; and the names of capitals."""
    owners: dict[str, list[str]] = defaultdict(list)
    capital_of = {_joined(place.names[0]): place.code for place in places() if place.capital}
    seats = {_joined(name) for place in places() if place.capital for name in place.names}
    for place in sorted(places(), key=lambda p: (not p.capital, -p.people)):
        for name in map(_joined, place.names if place.capital or place.people >= LARGE else ()):
            owners[name].append(place.code)
    for english, name in _zones():
        if english in capital_of:
            owners[name].append(capital_of[english])
            seats.add(name)
    for language in SERVED:
        for code, names in pack(language).get("cities", {}).items():
            for name in map(_joined, listed(names)):
                owners[name].append(code)
    return {name: list(dict.fromkeys(codes)) for name, codes in owners.items()}, seats


def _zones() -> Iterator[tuple[str, str]]:
    """English and other names of the cities that time zones are called after (CLDR)."""
    zones = [Locale.parse(language).time_zones for language in SERVED]
    english = Locale.parse("en").time_zones
    for names in zones:
        for zone, printed in names.items():
            plain = english.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
            if "city" in printed:
                yield _joined(str(plain)), _joined(str(printed["city"]))


def _joined(name: str) -> str:
    return " ".join(phrase(name))


def forget() -> None:
    """Drops what is remembered of names, after the topics have changed."""
    for remembered in (names_of, all_names, menu_names, by_sound, capitals):
        remembered.cache_clear()
