"""The topics there are."""

import pytest

from summarizer.tags import TOPICS, topic_emoji, topic_name, topic_parents
from summarizer.tags.taxonomy import taxonomy

LOCALES = ("en", "es", "pt", "fr", "de", "ru", "uk", "ar", "zh", "hi", "it")
FINE = {
    "defence": ("conflict",),
    "diplomacy": ("politics",),
    "elections": ("politics",),
    "technology": ("science",),
    "energy": ("economy",),
    "migration": ("society",),
    "climate": ("environment",),
    "football": ("sport",),
    "space": ("science",),
    "ai": ("technology", "science"),
    "cybersecurity": ("technology", "science"),
    "crypto": ("economy",),
}


def test_the_seventeen_iptc_topics_and_the_finer_ones():
    tops = [t for t in taxonomy().values() if not t.parents]
    assert sorted(t.iptc for t in tops) == [f"{n:02}000000" for n in range(1, 18)]
    assert {slug: topic_parents(slug) for slug in FINE} == FINE
    assert len(TOPICS) == 17 + len(FINE)


def test_the_menu_opens_with_what_people_pick():
    assert TOPICS[:4] == ("politics", "conflict", "economy", "sport")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_topic_has_its_own_name_in_every_language(locale):
    names = [topic_name(slug, locale) for slug in TOPICS]
    assert all(names)
    assert len(set(names)) == len(TOPICS)


def test_names_of_regional_and_unknown_locales():
    assert topic_name("politics", "pt-BR") == topic_name("politics", "pt_PT") == "Política"
    assert topic_name("politics", "xx") == "Politics"
    assert topic_name("no-such", "en") == "no-such"


def test_emoji_are_distinct_and_never_missing():
    assert len({topic_emoji(slug) for slug in TOPICS}) == len(TOPICS)
    assert topic_emoji("no-such")
    assert topic_parents("no-such") == ()


def test_kin_are_topics():
    assert all({*t.parents, *t.beside} <= set(TOPICS) for t in taxonomy().values())
