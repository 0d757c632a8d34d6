"""The data files say what the code reads, and nothing else."""

import tomllib
from importlib.resources import files

import pytest

from summarizer.tags import COUNTRIES, TOPICS
from summarizer.tags.packs import (
    NO_COUNTRY,
    Kind,
    cldr_names,
    forms,
    languages,
    leaders,
    listed,
    local,
    national,
    pack,
    places,
    world,
)
from summarizer.tags.words import phrase

SECTIONS = {
    "names",
    "shy",
    "demonyms",
    "regions",
    "bodies",
    "cities",
    "short",
    "tails",
    "pairs",
    "joined",
    "hints",
    "faint",
}
OTHERS = {
    "capital_demonyms",
    "endings",
    "nothing",
    "choose",
    "skip",
    "need",
    "cut",
    "sounds",
    "script",
    "prefixes",
    "run",
    "foreign_letters",
}


@pytest.mark.parametrize("language", languages())
def test_sections_and_codes(language):
    data = pack(language)
    assert set(data) <= SECTIONS | OTHERS
    codes = {
        code
        for section in SECTIONS
        for listed_codes in data.get(section, {})
        for code in listed_codes.split()
    }
    assert codes <= set(COUNTRIES)
    for rule in data.get("choose", ()):
        assert set(rule) - {"words", "default", NO_COUNTRY} <= set(COUNTRIES)
        assert rule["default"] in COUNTRIES
    assert all(
        set(rule) <= {"words", "before", "next"} for rule in (*data.get("skip", ()), *data.get("need", ()))
    )


@pytest.mark.parametrize("language", languages())
def test_every_country_of_cldr_has_a_phrase(language):
    known = {code for entry in national(language).values() for code in entry.codes}
    assert set(cldr_names(language)) - known <= {"AQ", "HK", "MO", "SX", "GU", "VI"}  # no name of their own


def test_served_languages_have_files():
    assert {"en", "es", "pt", "fr", "de", "ru", "uk", "ar", "zh", "hi", "it"} <= set(languages())


def test_countries_are_iso_codes_in_order():
    assert list(COUNTRIES) == sorted(COUNTRIES)
    assert set(COUNTRIES) == set(cldr_names("en"))


def test_cities():
    found = places()
    assert {place.code for place in found} <= {*COUNTRIES, "AQ", "GS", "SJ"}
    assert sum(place.capital for place in found) > 180
    moscow = next(place for place in found if place.names[0] == "Moscow" and place.capital)
    assert moscow.code == "RU"
    assert {"Москва", "莫斯科"} <= set(moscow.names)


def test_towns_that_are_words_are_left_out():
    latin = local("Latin", {})
    assert ("reading",) not in latin
    assert latin["paris",].kind is Kind.CITY


def test_forms_follow_the_longest_ending():
    endings = {"ия": ["ия", "ии"], "я": ["я", "и"], "": ["", "а"]}
    assert list(forms("Индия", endings))[1:] == ["Индия", "Индии"]
    assert "Ирана" in set(forms("Иран", endings))
    assert list(forms("Iran", {})) == ["Iran"]


def test_leaders_have_names_in_the_scripts_of_the_languages():
    assert any(code == "VE" and "Maduro" in names for code, names in leaders("en"))
    assert any(code == "VE" and "Мадуро" in names for code, names in leaders("uk"))


def test_lists_are_read_without_line_ends():
    assert list(listed("a b,\n c  d,,")) == ["a b", "c d"]


def test_first_names_are_lower_case():
    assert all(name == name.lower() for name in world()["people"]["first"].split())


def lexicons():
    folder = files("summarizer.tags").joinpath("data/topics")
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    return {
        name.removesuffix(".toml"): tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in names
    }


@pytest.mark.parametrize(("language", "data"), lexicons().items())
def test_lexicons_are_whole_and_say_nothing_twice(language, data):
    assert data["match"] in {"word", "stem", "run"}
    topics = {slug: lists for slug, lists in data.items() if isinstance(lists, dict)}
    assert set(data) - set(topics) <= {"match", "prefixes", "compounds", "capital_nouns"}
    assert set(topics) == set(TOPICS)
    for slug, lists in topics.items():
        assert set(lists) <= {"strong", "plain", "weak"}
        entries = [entry for listed in lists.values() for entry in listed.split()]
        assert len(entries) == len(set(entries)), slug
        assert len(entries) >= 8, slug
        assert all(phrase(entry) for entry in entries)


def test_lexicons_cover_the_languages_read():
    read = {
        "en",
        "es",
        "pt",
        "fr",
        "de",
        "ru",
        "uk",
        "ar",
        "zh",
        "hi",
        "it",
        "pl",
        "tr",
        "nl",
        "id",
        "ja",
        "ko",
        "fa",
        "sv",
        "da",
        "no",
        "cs",
    }
    assert read <= set(lexicons())


@pytest.mark.parametrize("language", [code for code, data in lexicons().items() if data["match"] == "stem"])
def test_open_stems_are_no_single_letters(language):
    data = lexicons()[language]
    stems = [
        e for lists in data.values() if isinstance(lists, dict) for s in lists.values() for e in s.split()
    ]
    assert all(len("".join(phrase(stem))) >= 2 for stem in stems if not stem.endswith("!"))
