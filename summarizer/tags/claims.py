"""What an operator's topic cannot be called or told by: names, emoji and words that mean something else or nothing.

Knows what topics, regions and countries are called, not how a file of topics is read. Every function gives what is wrong
as the end of a sentence, None where nothing is.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import regex

from summarizer.languages import stop_words
from summarizer.tags import lexicon
from summarizer.tags.names import FURTHER, SERVED
from summarizer.tags.packs import Kind, cldr_names, national
from summarizer.tags.regions import regions
from summarizer.tags.taxonomy import Topic
from summarizer.tags.words import fold, phrase

# One sign as it is seen (UAX #29, UTS #51): no digit, no letter; flags are the countries'.
_EMOJI = regex.compile(r"(?=.*\p{Extended_Pictographic})(?!.*[\U0001F1E6-\U0001F1FF\U000E0020-\U000E007F])\X")
_LONGEST_EMOJI = 12  # code points; the longest of Unicode's that are no flags have ten
_VARIATION = "\ufe0f"

_LONGEST_NAME = 40  # characters; a button holds no more
_MOST_WORDS = 5  # of a name; of a longer one the bot finds no end
_SEPARATORS = regex.compile(r"[,;]")  # between what somebody asks for
_UNSEEN = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]")

_SPELT = regex.compile(r"[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}'’‑·\u200c-]*[\p{L}\p{M}\p{N}'’])?[*!]?")
_ALPHABET = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}]+")
_SHORTEST, _SHORTEST_STEM = 2, 3  # letters; a letter stands in every text, and two begin a hundred words


def emoji_claim(emoji: str, known: Mapping[str, Topic]) -> str | None:
    """Why a text cannot be a topic's emoji, with or without a variation selector."""
    if len(emoji) > _LONGEST_EMOJI or not _EMOJI.fullmatch(emoji):
        return "emoji has to be a single emoji, and no flag"
    bare = emoji.replace(_VARIATION, "")
    taken = [(topic.emoji, topic.slug) for topic in known.values()]
    taken += [(region.emoji, region.slug) for region in regions().values()]
    other = next((slug for sign, slug in taken if sign.replace(_VARIATION, "") == bare), None)
    return f"the emoji {emoji} stands for “{other}” already" if other else None


def name_claim(name: str, language: str, known: Mapping[str, Topic]) -> str | None:
    """Why nobody who types a name would be given the topic, or would be given it instead of something else."""
    if _UNSEEN.search(name):
        return f"the name “{name}” has a line break or a sign that cannot be seen"
    if len(name) > _LONGEST_NAME or not regex.search(r"\p{L}", name) or not phrase(name):
        return f"the name “{name}” has to be a word or some, {_LONGEST_NAME} characters at most"
    if len(name.split()) > _MOST_WORDS:
        return f"the name “{name}” has more than {_MOST_WORDS} words"
    if _SEPARATORS.search(name):
        return f"the name “{name}” has a comma or semicolon, which parts what people ask for"
    key = phrase(name)
    for other in known.values():
        own = (other.names.get(language, ""), *other.words.get(language, ()))
        if key in map(phrase, (*own, other.slug) if language == "en" else own):
            return f"“{name}” ({language}) means the topic “{other.slug}” already"
    return place_claim(name, language)


def place_claim(name: str, language: str) -> str | None:
    """Why a name is a country's or region's: in its own language, in English, or as a plain name in any served one."""
    key = phrase(name)
    for tongue in dict.fromkeys((language, "en", *SERVED, *FURTHER)):
        if what := _named(tongue).get(key):
            return f"“{name}” ({language}) means the {what} already"
    code = _inflected(language).get(key) or _inflected("en").get(key)
    return f"“{name}” ({language}) means the country {code} already" if code else None


@cache
def _inflected(language: str) -> dict[tuple[str, ...], str]:
    """The country's code by its names, adjectives and their forms in a language."""
    return {
        key: entry.codes[0]
        for key, entry in national(language).items()
        if entry.codes and entry.kind in {Kind.NAME, Kind.DEMONYM}
    }


@cache
def _named(language: str) -> dict[tuple[str, ...], str]:
    """What countries and regions are called in a language, without adjectives and inflected forms."""
    named = {phrase(name): f"country {code}" for code, name in cldr_names(language).items()}
    for region in regions().values():
        if language in region.names:
            called = (region.names[language], *region.words[language])
            named |= {phrase(name): f"region “{region.slug}”" for name in called}
        if language == "en":
            named[phrase(region.slug)] = f"region “{region.slug}”"
    return named


def word_claim(entry: str, language: str) -> str | None:
    """Why a word or phrase tells nothing in a language (or `any`)."""
    parts = regex.split(r"[\s_]+", entry.strip())
    if not all(_SPELT.fullmatch(part) for part in parts):
        return f"the word “{entry}” may have letters, digits, spaces, hyphens and apostrophes, and close with one * or !"
    bare = [part.rstrip("*!") for part in parts]
    if len("".join(bare)) < _SHORTEST:
        return f"the word “{entry}” is too short"
    if (
        len(parts) == 1
        and _open(entry, language)
        and len(bare[0]) < _SHORTEST_STEM
        and _ALPHABET.fullmatch(bare[0])
    ):
        return f"the word “{entry}” begins too many others: close it with !, or write it out"
    if all(part.isupper() for part in bare):  # told by its capitals: "IT", "WHO"
        return None
    spoken = SERVED if language == lexicon.ANY else (language,)
    if tongue := next((code for code in spoken if _everyday(bare, code)), None):
        return f"the word “{entry}” stands in every text ({tongue}); write what only this topic has"
    return None


def _open(entry: str, language: str) -> bool:
    way = "word" if language == lexicon.ANY else lexicon.way(language)
    return entry.endswith("*") if way == "word" else way == "stem" and not entry.endswith("!")


def _everyday(bare: Iterable[str], language: str) -> bool:
    stop = _stop(language)
    return all(fold(part) in stop for part in bare)


@cache
def _stop(language: str) -> frozenset[str]:
    return frozenset(map(fold, stop_words(language)))
