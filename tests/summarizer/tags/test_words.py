"""Words of any script, and how they compare."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.tags.words import LONGEST, capital, fold, joined, phrase, words


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Venezuela’s army", ["venezuela", "s", "army"]),
        ("the U.S. and the U.S.", ["the", "us", "and", "the", "us"]),
        ("EE.UU. votó", ["eeuu", "voto"]),
        ("Guinea-Bissau, Côte d’Ivoire", ["guinea", "bissau", "cote", "d", "ivoire"]),
        ("दिल्ली में बारिश", ["दिल्ली", "में", "बारिश"]),
        ("Ёлка и Ђ", ["елка", "и", "ђ"]),
        ("أَمْرِيكا", ["امريكا"]),
        ("İstanbul ILIK", ["istanbul", "ilik"]),
        ("", []),
    ],
)
def test_words_and_their_keys(text, keys):
    assert [word.key for word in words(text)] == keys


def test_a_word_is_what_the_text_has_there():
    text = "«Übergroß» — 12,5 % in Łódź"
    assert all(text[word.start : word.end] == word.text for word in words(text))


@given(st.text())
def test_words_lie_in_order_inside_any_text(text):
    found = words(text)
    assert all(text[w.start : w.end] == w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(
        len(fold(w.text[:LONGEST])) <= 18 * LONGEST for w in found
    )  # one ligature may stand for a sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("México", "mexico"),
        ("Straße", "STRASSE"),
        ("Ґалаґан", "галаган"),
        ("ЙОГА", "йога"),
        ("ﬁnance", "finance"),
    ],
)
def test_spellings_of_one_word_compare_equal(one, other):
    assert fold(one) == fold(other)


def test_hindi_keeps_its_vowel_signs():
    assert fold("चीन") != fold("चन")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New York", True),
        ("New\nYork", True),
        ("New. York", False),
        ("St. Lucia", True),
        ("New, York", False),
    ],
)
def test_what_may_stand_inside_a_name(text, expected):
    left, right = words(text)
    assert joined(text, left, right) is expected


@pytest.mark.parametrize(
    ("word", "expected"), [("Chad", True), ("chad", False), ("الصين", True), ("चीन", True)]
)
def test_capital(word, expected):
    assert capital(word) is expected


def test_phrase_reads_a_name_as_a_text_is_read():
    assert phrase("Côte d'Ivoire") == tuple(word.key for word in words("Côte d’Ivoire"))
