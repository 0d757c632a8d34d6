import tomllib
from pathlib import Path

import pytest

from summarizer.quotes.lexicon import served

ARTICLES = tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))["article"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["language"])
def test_every_quotation_has_its_speaker_and_nothing_else_is_one(article, found):
    text = article["text"]
    quotes = found(text, article["language"])

    assert [[quote.segments[0].of(text).strip(" ,"), quote.speaker or ""] for quote in quotes] == [
        [words.strip(" ,，"), speaker] for words, speaker in article["quotes"]
    ]


def test_every_language_has_an_example():
    assert {article["language"] for article in ARTICLES} == set(served())
