"""What people type for a topic or a country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.tags import (
    COUNTRIES,
    REGIONS,
    TOPICS,
    Found,
    country_name,
    find,
    flag,
    suggest,
    topic_emoji,
    topic_name,
    vocabulary,
    warm,
)


def country(code):
    return Found(kind="country", value=code)


def topic(slug):
    return Found(kind="topic", value=slug)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Venezuela", "VE"),
        ("venezuala", "VE"),
        ("  VENEZUELA! ", "VE"),
        ("#venezuela", "VE"),
        ("Венесуэла", "VE"),
        ("Россию", "RU"),
        ("Russland", "RU"),
        ("Rusia", "RU"),
        ("русский", "RU"),
        ("俄罗斯", "RU"),
        ("روسيا", "RU"),
        ("रूस", "RU"),
        ("Росія", "RU"),
        ("Штаты", "US"),
        ("США", "US"),
        ("EE.UU.", "US"),
        ("us", "US"),
        ("the states", "US"),
        ("American", "US"),
        ("UK", "GB"),
        ("uk", "GB"),
        ("Scotland", "GB"),
        ("the Netherlands", "NL"),
        ("los Países Bajos", "NL"),
        ("Deutschland", "DE"),
        ("Alemania", "DE"),
        ("Niemcy", "DE"),
        ("Almanya", "DE"),
        ("ドイツ", "DE"),
        ("독일", "DE"),
        ("Germny", "DE"),
        ("polnad", "PL"),
        ("South Koera", "KR"),
        ("Côte d’Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("Georgia", "GE"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Congo", "CD"),
        ("Kosovo", "XK"),
        ("français", "FR"),
        ("ucraino", "UA"),
        ("Україна", "UA"),
        ("भारत", "IN"),
        ("🇻🇪", "VE"),
        ("🇽🇰", "XK"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "GB"),
        ("VE", "VE"),
        ("VEN", "VE"),
        ("GBR", "GB"),
    ],
)
def test_countries_by_many_names(words, code):
    assert find(words) == country(code)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("politics", "politics"),
        ("human-interest", "human-interest"),
        ("military", "defence"),
        ("defensa", "defence"),
        ("Defense", "defence"),
        ("оборона", "defence"),
        ("الدفاع", "defence"),
        ("army", "defence"),
        ("AI", "ai"),
        ("KI", "ai"),
        ("TV", "culture"),
        ("fútbol", "football"),
        ("Fußball", "football"),
        ("футбол", "football"),
        ("sports", "sport"),
        ("体育", "sport"),
        ("खेल", "sport"),
        ("Wirtschaft", "economy"),
        ("économie", "economy"),
        ("climate change", "climate"),
        ("вибори", "elections"),
        ("⚽", "sport"),
        ("⚖️", "crime"),
        ("⚖", "crime"),
        ("technolgy", "technology"),
        ("enviroment", "environment"),
    ],
)
def test_topics_by_many_names(words, slug):
    assert find(words) == topic(slug)


@pytest.mark.parametrize(
    "words",
    ["", "   ", "ve", "de", "it", "xyzzy", "asdfghjkl", "hungry", "monica", "child", "🇪🇪🇪", "🇦", "Chlid", "QQ", "ZZZ",
     "42", "?!", "\x00", "my cat sat on the mat", "a" * 500, "blockchain ponies", "turnkey", "georgina", "банан"],
)  # fmt: skip
def test_nonsense_and_near_words_are_nothing(words):
    assert find(words) is None


def test_the_readers_language_decides_where_languages_disagree():
    assert find("tempo", locale="it") == topic("weather")
    assert find("tiempo", locale="es-MX") == topic("weather")


@pytest.mark.parametrize("locale", ["en", "es", "pt", "fr", "de", "ru", "uk", "ar", "zh", "hi", "it"])
def test_every_name_we_show_is_understood(locale):
    for slug in TOPICS:
        assert find(topic_name(slug, locale), locale=locale) == topic(slug), slug
        assert find(topic_emoji(slug)) == topic(slug)
    wrong = [code for code in COUNTRIES if find(country_name(code, locale), locale=locale) != country(code)]
    assert not wrong


def test_every_flag_is_understood():
    assert all(find(flag(code)) == country(code) for code in COUNTRIES)
    assert flag("XX") == flag("") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Chlie", country("CL")),
        ("brazl", country("BR")),
        ("politcs", topic("politics")),
        ("venez", country("VE")),
    ],
)
def test_suggestions_hold_what_was_meant(words, expected):
    assert expected in suggest(words)


def test_suggestions_are_few_distinct_and_none_for_nonsense():
    assert len(suggest("guinea", limit=2)) == 2
    assert len(set(suggest("guinea"))) == 3
    assert suggest("xyzzy") == suggest("") == suggest("q") == []


def test_country_names():
    assert country_name("DE", "ru") == "Германия"
    assert country_name("DE", "pt-BR") == "Alemanha"
    assert country_name("DE", "xx") == "Germany"
    assert country_name("HK", "en") == "Hong Kong"
    assert country_name("QQ", "en") == "QQ"


@given(st.text(max_size=80))
def test_any_input_is_survived(words):
    found = find(words)
    assert found is None or found.value in {*COUNTRIES, *TOPICS, *REGIONS}
    assert all(f.value in {*COUNTRIES, *TOPICS, *REGIONS} for f in suggest(words))


def test_warm_names_are_read_once():
    warm()
    before = vocabulary.all_names.cache_info().misses
    assert find("Venezuala") == Found(kind="country", value="VE")
    assert vocabulary.all_names.cache_info().misses == before
