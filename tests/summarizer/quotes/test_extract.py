"""What holds for every text, the hostile ones included."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.models import Certainty
from summarizer.quotes import extract
from summarizer.quotes.lexicon import served

PARTS = st.sampled_from(
    [
        "“", "”", "„", "«", "»", '"', "'", "‘", "’", "「", "」", "— ", "–", ", ", ". ", "! ", ": ", "\n", "\n\n", " said ", " he added", " Ann Lee ",
        "Mr. ", " the mayor ", " dijo ", " сказал ", "Иван Петров", " a-t-il dit", "表示", "と述べた", "we will wait for it", " according to ", '36" ', "", "\u00a0",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=60).map("".join) | st.text(max_size=200)


@given(text=TEXTS, language=st.sampled_from([*served(), None, "xx"]), title=st.none() | st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_the_laws_of_a_quotation(text, language, title):
    quotes = extract(text, language=language, title=title)

    for quote in quotes:
        assert text[quote.span.start : quote.span.end] == quote.text
        assert (quote.segments[0].start, quote.segments[-1].end) == (quote.span.start, quote.span.end)
        assert all(a.end <= b.start for a, b in pairwise(quote.segments))
        assert all(segment.of(text).strip() for segment in quote.segments)
        assert (quote.speaker is None) == (quote.certainty is Certainty.NONE)
        assert quote.speaker is None or quote.speaker in text
        assert quote.role is None or quote.role in text
        assert quote.cue is None or quote.cue in text
    assert [quote.score for quote in quotes] == sorted((quote.score for quote in quotes), reverse=True)
    spans = sorted(quote.span for quote in quotes)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_the_seed_article(seed):
    quotes = sorted(extract(seed, language="en"), key=lambda quote: quote.span)

    assert [quote.text.split(" ")[:4] for quote in quotes] == [
        ["We", "have", "reviewed", "military"],
        ["Russia", "is", "fully", "supported"],
        ["We", "have", "reviewed", "the"],
    ]
    assert {quote.speaker for quote in quotes} == {"Nicolás Maduro"}
    assert [quote.certainty for quote in quotes] == [
        Certainty.EXPLICIT,
        Certainty.CARRIED,
        Certainty.EXPLICIT,
    ]
    assert [quote.cue for quote in quotes] == ["said", "added", "said"]
    assert extract(seed, language="en")[0].text.startswith("We have reviewed military cooperation plans")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "Word " * 200_000,
        "a" * 1_000_000,
        "“" * 500_000 + "”" * 500_000,
        "“«" * 250_000 + "»" * 500_000,
        '"' * 1_000_000,
        "'a' " * 250_000,
        '"one two three four" ' * 50_000,
        "“one two three four\n\n" * 50_000,
        "“I will go now,” said Ann Lee. " * 30_000,
        "said Ann Lee, " * 70_000 + "“we go home now”",
        "— Да, конечно, — сказал он — " * 30_000,
        "— Да, — сказал Иван. — Нет.\n" * 30_000,
        "“中文中文中文”说" * 100_000,
        "« Oui, a-t-il dit. " * 50_000,
        "\n" * 1_000_000,
        " " * 500_000 + "”" + " " * 500_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
@pytest.mark.parametrize("language", ["en", "ru", "fr", "ja"])
def test_a_megabyte_of_nonsense_ends_soon(text, language):
    extract(text, language=language)


def test_nothing_in_nothing_out():
    assert extract("", language="en") == []
    assert extract("   \n ", language=None) == []
