"""What people call topics, countries and regions: a word to a tag and back; knows names, never articles.

Searching knows the names, aliases, adjectives and inflected forms of all served languages at once, flags and other
emoji, and ISO codes where they are the whole input in capitals.
"""

from collections.abc import Sequence
from functools import cache

import regex
from babel.core import get_global
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from summarizer.tags.packs import COUNTRIES, world
from summarizer.tags.regions import regions
from summarizer.tags.taxonomy import TOPICS, taxonomy
from summarizer.tags.vocabulary import (
    FURTHER,
    SERVED,
    Found,
    above_all_words,
    all_names,
    by_sound,
    called,
    capitals,
    cities,
    country_name,
    everyday,
    menu_names,
    names_of,
    sound,
)
from summarizer.tags.vocabulary import forget as forget_names
from summarizer.tags.words import fold, phrase

# A typo is forgiven once in names of seven letters, twice from eleven; shorter names lie one letter from common words
# ("Chile" and "child", "Monaco" and "Monica") and are only suggested.
ONE_TYPO, TWO_TYPOS = 7, 11
SWAP, SWAP_HAN = 6, 5  # letters from which two neighbours may have changed places, which makes no other word
LIKELY = 68.0  # rapidfuzz's 0..100; below it a name has too little in common to be what was meant
_WORTH_RANKING, _RANKED = 50.0, 60  # what is looked at more closely: so likely, and at most so many
_SHORTEST_FURTHER = 4  # letters of Polish and Turkish names; shorter ones are words elsewhere ("rum", "fas")
_LONGEST = 60  # characters; no name is longer
_REGIONAL = 0x1F1E6 - ord("A")
_VARIATION = "\ufe0f"
_DOTTED = regex.compile(r"(?:\b\p{L}{1,2}\.){2,}")  # "U.S.", "EE.UU."
_HAN = regex.compile(r"\p{Han}")
# The languages served that are written in a script.
_WRITTEN = (
    (regex.compile(r"\p{Cyrillic}"), ["ru", "uk"]),
    (regex.compile(r"\p{Arabic}"), ["ar"]),
    (regex.compile(r"\p{Devanagari}"), ["hi"]),
    (_HAN, ["zh"]),
)
_NOISE = regex.compile(r"[_#\p{P}\p{S}\s]+")


def flag(code: str) -> str:
    """The flag emoji of a country code; empty for anything else."""
    if code not in COUNTRIES:
        return ""
    return "".join(chr(_REGIONAL + ord(letter)) for letter in code)


def find(words: str, *, locale: str = "en") -> Found | None:
    """The topic, country or region somebody means, None rather than a guess.

    Where languages disagree about a word, the reader's own decides, then English. An everyday word in small letters is
    a tag only in these two, and a slip of the fingers is forgiven only in the names they show, or that the languages
    with the letters typed do; for the rest there is `suggest`.
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
    if words.islower() and whole in above_all_words():
        return None
    if whole in everyday() and not words.isupper():  # "este" is no Estonian to a Spaniard
        return names_of(own).get(whole) or (_shown(whole) if words.islower() else _exact(whole, own))
    seat = None if words.islower() else capitals().get(whole)  # "praia" is a beach
    named = _exact(whole, own) or seat or _exact(bare, own)
    return named or _respelt(bare, own) or _mistyped(bare, _readers(words, own), own)


def suggest(words: str, limit: int = 3) -> list[Found]:
    """The tags whose names are nearest to what was typed, best first, for "did you mean"; none for nonsense.

    A city stands for its country, a capital's before all others.
    """
    key = _key(words[:_LONGEST])
    city = cities().get(_whole(words[:_LONGEST]), ())
    if len(key) < 3:  # noqa: PLR2004 -- two letters resemble everything
        return list(city)[:limit]
    hits = process.extract(
        key, list(all_names()), scorer=fuzz.ratio, score_cutoff=_WORTH_RANKING, limit=_RANKED
    )
    ranked = sorted(
        ((_likeness(key, name), name) for name, _, _ in hits), key=lambda pair: (-pair[0], pair[1])
    )
    near = (all_names()[name] for likeness, name in ranked if likeness >= LIKELY)
    named = (all_names()[key],) if key in all_names() else ()
    return list(dict.fromkeys((*named, *city, *near)))[:limit]


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
    further = () if key.isascii() and len(key) < _SHORTEST_FURTHER else FURTHER
    for language in dict.fromkeys((own, "en", *SERVED, *further)):
        found = names_of(language).get(key)
        if found is not None:
            return found
    return called().get(key)


def _shown(key: str) -> Found | None:
    """The tag that English, or a menu in any language, calls so."""
    if key in names_of("en"):
        return names_of("en")[key]
    return next((menu_names(code)[key] for code in SERVED if key in menu_names(code)), None)


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


def _respelt(key: str, own: str) -> Found | None:
    """The tag whose name sounds as what was typed: "Алжыр", and "Oesterreich" where there are no umlauts."""
    if len(key) < SWAP:
        return None
    plain = key.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    found = _exact(plain, own) if plain != key else None
    return found or by_sound().get(sound(key))


def _readers(words: str, own: str) -> list[str]:
    """The languages whose names somebody may have mistyped: the reader's, English, and those of the letters typed."""
    letters = set(words.lower())
    rare = [code for code, signs in world()["typos"]["letters"].items() if letters & set(signs)]
    script = next((codes for name, codes in _WRITTEN if name.search(words)), [])
    return list(dict.fromkeys([own, "en", *rare, *script]))


def _mistyped(key: str, readers: Sequence[str], own: str) -> Found | None:
    """The one tag within typing distance; None when two are equally near, or when what was typed is a word."""
    if len(key) < SWAP_HAN or key in _words_of_their_own():
        return None
    near: dict[Found, int] = {}
    for language in readers:
        for name, distance, _ in process.extract_iter(
            key, menu_names(language).keys(), scorer=OSA.distance, score_cutoff=2
        ):
            if name[0] == key[0] and _forgiven(key, name, int(distance)):
                found = _exact(name, own) or menu_names(language)[name]
                near[found] = min(near.get(found, 9), int(distance))
    nearest = [found for found, distance in near.items() if distance == min(near.values())]
    return nearest[0] if len(nearest) == 1 else None


def _forgiven(key: str, name: str, distance: int) -> bool:
    """Whether what was typed is a slip of the fingers for a name and no word of its own."""
    typed, meant = key.split(" "), name.split(" ")
    other = [word for word in typed if word not in meant]
    if all(word in everyday() for word in other):
        return False
    if distance == 1 and len(key) == len(name) and sorted(key) == sorted(name):
        return len(name) >= (SWAP_HAN if _HAN.match(name) else SWAP)
    return len(name) >= (ONE_TYPO if distance == 1 else TWO_TYPOS)


@cache
def _words_of_their_own() -> frozenset[str]:
    """Words one letter from a country's or topic's name that are no misspelling of it."""
    return frozenset(map(fold, world()["typos"]["never"].split()))


def warm() -> None:
    """Reads the names of all languages now (2 s on the development box) rather than when somebody types the first."""
    all_names()
    capitals()
    by_sound()
    _symbols()


def forget() -> None:
    """Drops what is remembered of names, after the topics have changed."""
    _symbols.cache_clear()
    forget_names()


__all__ = [
    "COUNTRIES",
    "FURTHER",
    "SERVED",
    "TOPICS",
    "Found",
    "country_name",
    "find",
    "flag",
    "suggest",
    "warm",
]
