from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.messages import html, labels
from storage.models import Rule, Tag, TagKind
from summarizer import METHODS, tags


def test_every_topic_and_country_has_a_symbol_and_a_name():
    for slug in tags.TOPICS:
        symbol, _, name = labels.topic(slug, "en").partition(" ")
        assert symbol
        assert name != slug
    for slug in tags.REGIONS:
        symbol, _, name = labels.region(slug, "en").partition(" ")
        assert symbol
        assert name != slug
    for code in tags.COUNTRIES:
        symbol, _, name = labels.country(code, "en").partition(" ")
        assert symbol
        assert name != code


def test_every_method_has_a_name_and_a_line_of_its_own():
    names = {labels.method(each, "en") for each in METHODS}
    lines = {html.shown(labels.method_line(each, "en")) for each in METHODS}
    assert len(names) == len(lines) == len(METHODS)
    assert all(line.partition(" — ")[0] in names and len(line) <= 100 for line in lines)
    assert labels.method_line("lead", "en") == "<b>First sentences</b> — how the article begins"


def test_countries_come_first_and_those_in_passing_not_at_all():
    found = [
        Tag(kind=TagKind.TOPIC, value="defence", score=0.9),
        Tag(kind=TagKind.COUNTRY, value="CU", score=0.1, salience="passing"),
        Tag(kind=TagKind.COUNTRY, value="TT", score=0.5, salience="secondary"),
    ]
    assert labels.about(found, "en") == "🇹🇹 Trinidad &amp; Tobago · 🪖 Defence &amp; military"
    assert labels.about([], "en") == ""


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (500, 2), (2380, 10)])
def test_reading_time(words, minutes):
    assert labels.minutes(words) == minutes


def test_dates_and_moments_in_the_readers_language_and_zone():
    assert labels.day(date(2026, 3, 3), "en") == "Mar 3, 2026"
    assert labels.day(date(2026, 3, 3), "no such language") == "Mar 3, 2026"
    moment = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert labels.moment(moment, "Asia/Tokyo", "en") == "Wed 4 Mar, 08:30"
    assert labels.moment(moment, "Europe/Berlin", "de") == "Mi. 4 März, 00:30"


def test_days():
    assert labels.days((1, 2, 3, 4, 5, 6, 7), "en") == "every day"
    assert labels.days((1, 2, 3, 4, 5), "en") == "on weekdays"
    assert labels.days((1, 7), "en") == "Mon, Sun"


def test_what_a_rule_asks_for():
    rule = Rule(topics=("defence",), countries=("VE", "CU"), times=("08:00", "18:00"), zone="Europe/Berlin")
    assert labels.wishes(rule, "en") == "🇻🇪 Venezuela, 🇨🇺 Cuba · 🪖 Defence & military"
    assert labels.wishes(Rule(), "en") == "everything"
    wide = replace(rule, regions=("nato", "caribbean"), topics=())
    assert labels.wishes(wide, "en").endswith("NATO, 🏝️ Caribbean, 🇻🇪 Venezuela, 🇨🇺 Cuba")
    assert labels.wishes(replace(wide, countries=()), "de").endswith("NATO, 🏝️ Karibik")
    assert labels.hours(rule, "en") == "08:00, 18:00 every day (Europe/Berlin)"


def test_what_is_not_known_any_more_is_called_by_its_slug():
    rule = Rule(topics=("philately",), countries=("ZZ",), regions=("atlantis",))
    said = labels.wishes(rule, "en")
    assert all(slug in said for slug in ("philately", "ZZ", "atlantis"))
    for kind, value in (("topic", "philately"), ("country", "ZZ"), ("region", "atlantis")):
        assert labels.tag(kind, value, "en").endswith(f" {value}")


def test_the_longest_rule_is_told_in_few_words():
    times = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60))
    rule = Rule(topics=tags.TOPICS, countries=tags.COUNTRIES, regions=tags.REGIONS, times=times)
    assert html.units(labels.wishes(rule, "en")) <= labels.RULE_LIMIT
    assert html.units(labels.hours(rule, "en")) <= labels.RULE_LIMIT + 60
