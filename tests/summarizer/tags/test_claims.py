"""What an operator's topic cannot be called or told by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.tags.claims import emoji_claim, name_claim, place_claim, word_claim
from summarizer.tags.regions import regions
from summarizer.tags.taxonomy import taxonomy


@pytest.mark.parametrize("topic", taxonomy().values(), ids=lambda topic: topic.slug)
def test_what_a_topic_has_is_taken(topic):
    assert f"“{topic.slug}” already" in emoji_claim(topic.emoji, taxonomy())
    for language, name in topic.names.items():
        assert name_claim(name, language, taxonomy()) is not None


def test_what_a_region_has_is_taken():
    for region in regions().values():
        for language, name in region.names.items():
            assert place_claim(name, language) is not None


@pytest.mark.parametrize("language", ["en", "de", "sv", "xx"])
def test_plain_names_of_countries_are_taken_whatever_language_is_said(language):
    for name in ("France", "Frankreich", "Франция", "法国", "Francia"):
        assert "FR" in place_claim(name, language)


@pytest.mark.parametrize(
    "name",
    ["Housing", "Wine", "Food and drink", "Chess", "Motorsport", "Royals", "Cycling", "Marine life", "5G"],
)
def test_names_that_are_free_are_free(name):
    assert name_claim(name, "en", taxonomy()) is None


@given(st.text(max_size=14))
def test_only_one_sign_that_is_seen_as_one_is_an_emoji(sign):
    if emoji_claim(sign, {}) is None:
        assert not any(each.isalnum() or each.isspace() for each in sign)
        assert sign


@given(st.text(max_size=20), st.sampled_from(["en", "de", "hi", "zh", "ko", "ar", "sv", "any"]))
def test_any_word_is_taken_or_refused_in_a_sentence(word, language):
    claim = word_claim(word, language)
    assert claim is None or claim.startswith("the word “")
    if claim is None:
        assert not set(word) & set("^()[]{}+|.\\?$&")
