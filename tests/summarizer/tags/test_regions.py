"""Regions are groups of countries that add up, and every one has its name."""

import pytest

from summarizer.tags import COUNTRIES, REGIONS, Found, find, region_countries, region_emoji, region_name
from summarizer.tags.names import SERVED
from summarizer.tags.regions import regions
from summarizer.tags.taxonomy import TOPICS, taxonomy

CONTINENTS = ("europe", "africa", "americas", "asia", "oceania")


def region(slug):
    return Found(kind="region", value=slug)


def test_every_country_lies_on_one_continent():
    for code in set(COUNTRIES) - {"AQ"}:
        on = [slug for slug in CONTINENTS if code in region_countries(slug)]
        assert len(on) == 1 or code == "CY", (code, on)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("eu", "europe"),
        ("western-europe", "europe"),
        ("southern-europe", "europe"),
        ("central-europe", "europe"),
        ("eastern-europe", "europe"),
        ("baltics", "eastern-europe"),
        ("balkans", "europe"),
        ("north-africa", "africa"),
        ("maghreb", "africa"),
        ("sub-saharan-africa", "africa"),
        ("west-africa", "sub-saharan-africa"),
        ("east-africa", "sub-saharan-africa"),
        ("central-africa", "sub-saharan-africa"),
        ("southern-africa", "sub-saharan-africa"),
        ("horn-of-africa", "east-africa"),
        ("sahel", "sub-saharan-africa"),
        ("african-union", "africa"),
        ("north-america", "americas"),
        ("central-america", "latin-america"),
        ("latin-america", "americas"),
        ("south-america", "americas"),
        ("caribbean", "americas"),
        ("gulf", "middle-east"),
        ("gulf", "arab-world"),
        ("caucasus", "asia"),
        ("central-asia", "asia"),
        ("south-asia", "asia"),
        ("asean", "southeast-asia"),
        ("southeast-asia", "asia"),
        ("east-asia", "asia"),
        ("pacific-islands", "oceania"),
        ("g7", "g20"),
    ],
)
def test_parts_lie_in_their_wholes(part, whole):
    assert region_countries(part) <= region_countries(whole)


def test_africa_is_its_north_and_the_rest():
    assert region_countries("africa") == region_countries("north-africa") | region_countries(
        "sub-saharan-africa"
    )
    assert not region_countries("north-africa") & region_countries("sub-saharan-africa")
    middle = ("west-africa", "central-africa", "east-africa", "southern-africa")
    assert frozenset().union(*map(region_countries, middle)) == region_countries("sub-saharan-africa")


@pytest.mark.parametrize(
    ("slug", "members"),
    [
        ("eu", 27),
        ("nato", 32),
        ("g7", 7),
        ("g20", 19),
        ("african-union", 55),
        ("arab-world", 22),
        ("asean", 11),
    ],
)
def test_clubs_have_as_many_members_as_they_say(slug, members):
    assert len(region_countries(slug)) == members


def test_codes_are_countries_we_tag():
    assert all(region_countries(slug) and region_countries(slug) <= set(COUNTRIES) for slug in REGIONS)


def test_slugs_emoji_and_names_are_distinct():
    assert not set(REGIONS) & set(TOPICS)
    emoji = [*map(region_emoji, REGIONS), *(topic.emoji for topic in taxonomy().values())]
    assert len(emoji) == len(set(emoji))
    for locale in SERVED:
        names = [region_name(slug, locale) for slug in REGIONS]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("locale", SERVED)
def test_every_region_has_its_own_name_and_is_found_by_it(locale):
    for slug, each in regions().items():
        assert set(each.names) == set(each.words) == set(SERVED), slug
        assert find(region_name(slug, locale), locale=locale) == region(slug)
        assert all(find(word, locale=locale) == region(slug) for word in each.words[locale]), slug
        assert find(region_emoji(slug)) == region(slug)


@pytest.mark.parametrize(
    ("words", "locale", "slug"),
    [
        ("Latin America", "en", "latin-america"),
        ("latinoamérica", "es", "latin-america"),
        ("Ближний Восток", "ru", "middle-east"),
        ("ближнего востока", "en", "middle-east"),
        ("东南亚", "zh", "southeast-asia"),
        ("EU", "en", "eu"),
        ("ЕС", "ru", "eu"),
        ("UE", "it", "eu"),
        ("🇪🇺", "en", "eu"),
        ("the Balkans", "en", "balkans"),
        ("Carribean", "en", "caribbean"),
        ("Scandinavia", "en", "nordics"),
        ("América", "es", "americas"),
        ("América", "pt", "americas"),
        ("Norteamérica", "es", "north-america"),
        ("middle-east", "en", "middle-east"),
        ("latinoamerca", "es", "latin-america"),
        ("Nahost", "de", "middle-east"),
    ],
)
def test_regions_in_peoples_words(words, locale, slug):
    assert find(words, locale=locale) == region(slug)


@pytest.mark.parametrize(
    ("words", "locale", "code"),
    [
        ("America", "en", "US"),
        ("Америка", "ru", "US"),
        ("Америка", "uk", "US"),
        ("America", "it", "US"),
        ("Amerika", "de", "US"),
        ("Amérique", "fr", "US"),
        ("أمريكا", "ar", "US"),
        ("अमेरिका", "hi", "US"),
        ("AU", "en", "AU"),
        ("South Africa", "en", "ZA"),
        ("Central African Republic", "en", "CF"),
        ("Centrafrique", "fr", "CF"),
        ("中非共和国", "zh", "CF"),
        ("दक्षिण अफ़्रीका", "hi", "ZA"),
        ("جنوب أفريقيا", "ar", "ZA"),
        ("Micronesia", "en", "FM"),
        ("Georgia", "en", "GE"),
    ],
)
def test_no_country_is_taken_for_a_region(words, locale, code):
    assert find(words, locale=locale) == Found(kind="country", value=code)


def test_unknown_slugs_are_survived():
    assert region_name("atlantis", "en") == "atlantis"
    assert region_emoji("atlantis") == "🗺️"
    assert region_countries("atlantis") == frozenset()
    assert region_name("eu", "pt-BR") == "União Europeia"
    assert region_name("eu", "xx") == "European Union"
