"""Everyday words are no tags: measured over hundreds of words of each language, typed by any reader."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from summarizer.tags import (
    COUNTRIES,
    REGIONS,
    TOPICS,
    Found,
    country_name,
    find,
    region_name,
    suggest,
    topic_name,
)
from summarizer.tags.names import SERVED
from summarizer.tags.taxonomy import taxonomy
from summarizer.tags.words import phrase

WORDS = Path(__file__).parent / "data" / "common_words.toml"
ENOUGH, WRONG = 300, 0.005


@cache
def common_words():
    read = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {language: tuple(dict.fromkeys(words.split())) for language, words in read.items()}


@cache
def called_topics():
    """Words that somebody chose to call a topic by, in any language: "dinero" is the economy."""
    topics = taxonomy().values()
    chosen = (word for topic in topics for words in topic.words.values() for word in words)
    shown = (name for topic in topics for name in topic.names.values())
    return {" ".join(phrase(word)) for word in (*chosen, *shown)}


def wrong(language, locale):
    return [
        (word, found.value)
        for word in common_words()[language]
        if " ".join(phrase(word)) not in called_topics() and (found := find(word, locale=locale)) is not None
    ]


def test_there_are_enough_words_of_every_language():
    assert set(common_words()) == set(SERVED)
    assert all(len(words) >= ENOUGH for words in common_words().values())


@pytest.mark.parametrize("language", SERVED)
@pytest.mark.parametrize("english", [True, False])
def test_everyday_words_are_no_tags(language, english):
    taken = wrong(language, "en" if english else language)
    assert len(taken) <= WRONG * len(common_words()[language]), taken


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize(
    "word",
    ["storm", "services", "old news", "того", "котором", "gana", "chien", "médicos", "reunião", "schwere", "الحبر",
     "grenade", "camarões", "praia", "malaise", "frangia", "фракция", "السياحة", "antiguo", "rum"],
)  # fmt: skip
def test_words_near_a_name_or_a_name_elsewhere_are_nothing(word, locale):
    assert find(word, locale=locale) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Того", "TG"), ("Gana", "GH"), ("Camarões", "CM"), ("Island", "IS"), ("Reunião", "RE"), ("россия", "RU"), ("usa", "US")],
)  # fmt: skip
def test_a_capital_or_a_reader_makes_a_name_of_a_word(typed, code):
    assert find(typed) == Found(kind="country", value=code)


@pytest.mark.parametrize("language", SERVED)
def test_every_name_shown_is_found_by_a_reader_of_english(language):
    shown = {
        **{country_name(code, language): code for code in COUNTRIES},
        **{topic_name(slug, language): slug for slug in TOPICS},
        **{region_name(slug, language): slug for slug in REGIONS},
    }
    missed = {name for name, value in shown.items() if (found := find(name)) is None or found.value != value}
    assert missed <= {"América"}  # the United States to a reader of English


@pytest.mark.parametrize(
    ("city", "code"),
    [
        ("Caracas", "VE"),
        ("Каракас", "VE"),
        ("Varsovia", "PL"),
        ("Moscú", "RU"),
        ("Moskau", "RU"),
        ("Tokyo", "JP"),
        ("東京", "JP"),
        ("القاهرة", "EG"),
        ("Nairobi", "KE"),
    ],
)
def test_a_capital_is_its_country(city, code):
    assert find(city) == Found(kind="country", value=code)
    assert suggest(city)[0] == Found(kind="country", value=code)


@pytest.mark.parametrize(
    ("city", "code"),
    [("Lima", "PE"), ("Santiago", "CL"), ("London", "GB"), ("Paris", "FR"), ("Mumbai", "IN"), ("caracas", "VE"),
     ("São Paulo", "BR"), ("Мюнхен", "DE"), ("Sofia", "BG"), ("Shanghai", "CN")],
)  # fmt: skip
def test_other_cities_are_only_offered(city, code):
    assert find(city) is None
    assert suggest(city)[0] == Found(kind="country", value=code)


def test_a_slip_in_another_language_is_offered_and_one_in_its_own_letters_found():
    germany = Found(kind="country", value="DE")
    assert find("Deutshland") is None
    assert germany in suggest("Deutshland")
    assert find("Германея") == germany
    assert find("Großbritanien") == Found(kind="country", value="GB")
