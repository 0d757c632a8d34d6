"""The country tagger's data files, read and unfolded; knows their format, not how texts are matched.

`data/world.toml` holds what no language owns, `data/countries/<language>.toml` one language's names, adjectives,
bodies and traps, `data/cities.txt` an extract of GeoNames. CLDR (through babel) supplies the plain country names.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Any, NamedTuple

import regex
from babel import Locale, UnknownLocaleError

from summarizer.tags.words import WORD, fold, phrase

CITY_PEOPLE = 200  # thousands; below it a place counts only where its country is named otherwise
_FORMS = 120  # at most so many inflected forms of one name; only three-word names come near
_BRACKETS = regex.compile(r"\s*[(（][^)）]*[)）]")
_INITIALS = 5  # letters at most: US, EE.UU., США
_SHORTEST_TOWN = 4  # letters
_EAST_ASIAN = regex.compile(r"[\p{Han}\p{Kana}]")
NO_COUNTRY = "none"  # what a rival of a country is called that is none: the turkey on a table
_DATA = files("summarizer.tags").joinpath("data")


class Kind(StrEnum):
    """What a surface is to its country."""

    NAME = "name"
    DEMONYM = "demonym"
    REGION = "region"
    BODY = "body"
    LEADER = "leader"
    CITY = "city"
    TOWN = "town"
    PAIR = "pair"  # two countries in one word: "中美", "Franco-German"
    HINT = "hint"  # an institution by which a country's own press is known: "sheriff", "council tax"
    FAINT = "faint"  # the same, shared with a few others: "high school"
    NOTHING = "nothing"


class Entry(NamedTuple):
    """What a phrase stands for. `codes` are its countries, likeliest first, none for a phrase that means none."""

    codes: tuple[str, ...]
    kind: Kind
    lower: bool = False  # may be written in lower case
    upper: bool = False  # is a name only in capitals ("US")
    dotted: bool = False  # is a name only before a full stop ("Ala.")
    hyphened: bool = False  # is a name only before a hyphen ("российско-китайский")
    spelt: bool = False  # is a name only where its last word has a capital too: "La Paz", not "La paz"


_shared = cache(Entry)  # thousands of cities stand for the same few hundred entries


Phrases = dict[tuple[str, ...], Entry]


@cache
def world() -> dict[str, Any]:
    """`data/world.toml`."""
    return tomllib.loads(_DATA.joinpath("world.toml").read_text(encoding="utf-8"))


COUNTRIES: tuple[str, ...] = tuple(world()["codes"].split())


@cache
def pack(language: str) -> dict[str, Any]:
    """One language's file; empty where there is none."""
    source = _DATA.joinpath(f"countries/{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file, in alphabetical order."""
    folder = _DATA.joinpath("countries")
    return tuple(
        sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))
    )


def listed(value: str) -> Iterator[str]:
    """The items of a comma-separated list."""
    return (item for item in (" ".join(part.split()) for part in value.split(",")) if item)


def forms(name: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The inflected forms of a name, each word by the longest ending it has; the name itself first."""
    yield name
    if not endings:
        return
    each = []
    longest_first = sorted(endings, key=len, reverse=True)
    for word in name.split(" "):
        tail = next((t for t in longest_first if word.endswith(t) and len(word) > len(t) + 1), None)
        each.append(
            [word] if tail is None else [word[: len(word) - len(tail)] + end for end in endings[tail]]
        )
    yield from (" ".join(words) for words in islice(product(*each), _FORMS))


@cache
def cldr_names(language: str) -> dict[str, str]:
    """Country code to CLDR name, as printed; empty for a language CLDR does not know."""
    try:
        territories = Locale.parse(language, sep="-" if "-" in language else "_").territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code: str(territories[code]) for code in COUNTRIES if code in territories}


def spellings(language: str) -> tuple[str, ...]:
    """Locales of CLDR in which the same language is written otherwise: in traditional characters, in Portugal."""
    return tuple(str(world()["spellings"].get(language, "")).split())


def _plain_names(language: str) -> Iterator[tuple[str, str]]:
    unprinted = set(world()["unprinted"])
    for variant in (language, *spellings(language)):
        for code, name in cldr_names(variant).items():
            if code not in unprinted:
                yield code, _BRACKETS.sub("", name).replace(" & ", " ")


def _add(found: Phrases, name: str, entry: Entry) -> None:
    key = phrase(name)
    if key and (len(key) > 1 or len(key[0]) > 1):
        known = found.setdefault(key, entry)
        if known.kind is entry.kind is Kind.FAINT and not set(entry.codes) <= set(known.codes):
            found[key] = known._replace(codes=known.codes + entry.codes)


def _entry(code: str, kind: Kind, name: str, *, lower: bool = False) -> Entry:
    letters = name.replace(".", "")
    said_in_capitals = kind in {Kind.NAME, Kind.REGION, Kind.BODY, Kind.HINT, Kind.FAINT}
    short = said_in_capitals and len(letters) <= _INITIALS and letters.isupper()
    dotted = name.endswith(".") and letters == name[:-1]
    return _shared(tuple(code.split()), kind, lower, short, dotted=dotted, spelt=_spelt(name, kind))


def _spelt(name: str, kind: Kind) -> bool:
    """Whether a name of several words is a name in capitals only, being everyday words without ("La paz")."""
    if " " not in name or kind not in {Kind.CITY, Kind.TOWN, Kind.NAME}:
        return False
    if kind is Kind.NAME and fold(name) not in _wordy():
        return False
    return str(WORD.findall(name)[-1])[0].isupper()


@cache
def _wordy() -> frozenset[str]:
    return frozenset(map(fold, listed(world()["spelt"]["names"])))


_SECTIONS = {
    "pairs": Kind.PAIR,
    "shy": Kind.TOWN,
    "names": Kind.NAME,
    "demonyms": Kind.DEMONYM,
    "regions": Kind.REGION,
    "bodies": Kind.BODY,
    "cities": Kind.CITY,
    "hints": Kind.HINT,
    "faint": Kind.FAINT,
}
_DECLINED_AS = {
    Kind.PAIR: "",
    Kind.DEMONYM: "demonyms",
    Kind.HINT: "hints",
    Kind.FAINT: "hints",
}  # or else "names"
_AS_PRINTED = {Kind.PAIR, Kind.HINT, Kind.FAINT, Kind.BODY}  # with a capital where the list has one


def national(language: str) -> Phrases:
    """All phrases of one language's own, the first meaning of a phrase kept: no country, then names, then the rest."""
    data = pack(language)
    endings: Mapping[str, Mapping[str, Sequence[str]]] = data.get("endings", {})
    capitals = bool(data.get("capital_demonyms", False))
    found: Phrases = {}
    shared = world()["nothing"]["phrases"] if data.get("script", "Latin") == "Latin" else ""
    for name in (*listed(data.get("nothing", {}).get("phrases", "")), *listed(shared)):
        _add(found, name, Entry((), Kind.NOTHING, lower=True))
    for kind, code, name in _listed_names(language):
        rules = endings.get(_DECLINED_AS.get(kind, "names"), {})
        lower = name[0].islower() if kind in _AS_PRINTED else kind is Kind.DEMONYM and not capitals
        for form in forms(name, rules):
            _add(found, form, _entry(code, kind, form, lower=lower))
    for code, names in data.get("joined", {}).items():
        for name in listed(names):
            _add(found, name, _shared((code,), Kind.DEMONYM, lower=not capitals, hyphened=True))
    _add_choices(found, data)
    return found


def _listed_names(language: str) -> Iterator[tuple[Kind, str, str]]:
    """Kind, country and name of everything a language's file lists, CLDR's names after its own."""
    for section, kind in _SECTIONS.items():
        for code, names in pack(language).get(section, {}).items():
            yield from ((kind, code, name) for name in listed(names))
        if kind is Kind.NAME:
            yield from ((kind, code, name) for code, name in _plain_names(language))
    for code, leading in leaders(language):
        yield from ((Kind.LEADER, code, name) for name in leading)
    if (
        pack(language).get("script", "Latin") == "Latin"
    ):  # names of teams, firms and offices, and careless spelling
        homely = set(world()["english"]["never"].split())
        yield from ((Kind.NAME, code, name) for code, name in _plain_names("en") if code not in homely)


def _add_choices(found: Phrases, data: Mapping[str, Any]) -> None:
    """Surfaces of two countries get all their codes, the default first; the text decides later."""
    for rule in data.get("choose", ()):
        rivals = (key for key in rule if key not in {"words", "default", NO_COUNTRY})
        codes = tuple(dict.fromkeys([rule["default"], *rivals]))
        for name in listed(rule["words"]):
            known = found.get(phrase(name), Entry((), Kind.DEMONYM))
            kind = Kind.DEMONYM if known.kind is Kind.NOTHING else known.kind
            found[phrase(name)] = known._replace(codes=codes, kind=kind)


@cache
def _leaders() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = tomllib.loads(_DATA.joinpath("leaders.toml").read_text(encoding="utf-8"))[
        "leader"
    ]
    return rows


def leaders(language: str) -> Iterator[tuple[str, list[str]]]:
    """Country code and surnames of those who lead or led it, in the script of the language."""
    script = pack(language).get("script", "Latin")
    for row in _leaders():
        names = row.get(language, row.get(script, ""))
        yield row["code"], list(listed(names))


class Place(NamedTuple):
    """A city of `data/cities.txt`."""

    code: str
    people: int  # thousands
    capital: bool
    names: tuple[str, ...]


@cache
def places() -> tuple[Place, ...]:
    """All cities, country by country."""
    found, code = [], ""
    for line in _DATA.joinpath("cities.txt").read_text(encoding="utf-8").splitlines():
        if "|" not in line:
            code = line
            continue
        people, mark, *names = line.split("|")
        found.append(Place(code, int(people), mark == "*", tuple(names)))
    return tuple(found)


def local(script: str, endings: Mapping[str, Sequence[str]], foreign: str = "") -> Phrases:
    """Regions, bodies and cities as the languages of one script write them; several countries where names coincide.

    `foreign` are letters of the script that the language does not have, so that no name with them is one of its own.
    """
    found: Phrases = {}
    if script == "Latin":
        for section, kind in (("regions", Kind.REGION), ("bodies", Kind.BODY)):
            for code, names in world()[section].items():
                for name in listed(names):
                    _add(found, name, _entry(code, kind, name))
    never, shy = (set(map(fold, world()["towns"][key].split())) for key in ("never", "shy"))
    people = world()["people"]
    never |= set(map(fold, people["first"].split())) - set(map(fold, people["given"].split()))
    letters = regex.compile(rf"\p{{{script}}}")
    other = frozenset(foreign)
    for place in sorted(places(), key=lambda p: (not p.capital, -p.people)):
        for name in place.names[:1] if script == "Latin" else place.names[1:]:
            if (
                not letters.match(name)
                or not other.isdisjoint(name.lower())
                or (not place.capital and fold(name) in never)
            ):
                continue
            large = place.people >= CITY_PEOPLE and (script == "Latin" or fold(name) not in shy)
            famous = large or (place.capital and fold(name) not in shy)
            for form in forms(name, endings):
                _add_place(found, form, place, famous=famous)
    return found


def _add_place(found: Phrases, name: str, place: Place, *, famous: bool) -> None:
    key = phrase(name)
    if not key or (len(key) == 1 and not place.capital and _too_short(key[0])):
        return
    known = found.get(key)
    if known is None:
        kind = Kind.CITY if famous else Kind.TOWN
        found[key] = _shared((place.code,), kind, spelt=_spelt(name, kind))
    elif known.kind in {Kind.CITY, Kind.TOWN} and place.code not in known.codes:
        found[key] = known._replace(codes=(*known.codes, place.code))


def _too_short(word: str) -> bool:
    """Whether a town's name cannot be told from ordinary words; Han and Kana say more with fewer letters."""
    return len(word) < _SHORTEST_TOWN and not _EAST_ASIAN.match(word)
