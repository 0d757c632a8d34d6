"""The language of news: articles, headlines, capitals and languages that are none of ours, against pinned floors."""

import tomllib
from pathlib import Path

import pytest

from summarizer.language import detect

DATA = tomllib.loads((Path(__file__).parent / "data" / "languages.toml").read_text(encoding="utf-8"))
SERVED = DATA["language"]
UNSERVED = DATA["unserved"]

# Measured 96.1 %: the misses are neighbours that share every letter of so few words (gl/pt, bg/mk, sr/mk, be/uk).
# Two more misses of 129 are allowed, because a better word list for one language may cost its neighbour a headline.
HEADLINES_LEAST = 0.945
# Measured 1 of 8 wrong: the nearest relative of a known language (Occitan, read as Catalan) passes for it. One more is
# allowed, because each floor and list moves the border of such a pair.
UNSERVED_WRONG_MOST = 2


def test_the_gate_is_as_large_as_it_says():
    assert len(SERVED) >= 40
    assert all(len(sample["headlines"]) == 3 for sample in SERVED)
    assert len(UNSERVED) >= 8


@pytest.mark.parametrize("sample", SERVED, ids=lambda sample: sample["code"])
def test_an_article(sample):
    assert detect(sample["article"])[0] == sample["code"]


@pytest.mark.parametrize("sample", SERVED, ids=lambda sample: sample["code"])
def test_an_article_in_capitals(sample):
    assert detect(sample["article"].upper())[0] == sample["code"]


@pytest.mark.parametrize("sample", SERVED, ids=lambda sample: sample["code"])
def test_an_article_between_boilerplate_of_another_language(sample):
    around = "We use cookies to improve your experience and to show you advertising. " * 4
    article = sample["article"] * max(1, 1_400 // len(sample["article"]))
    assert detect(around + article + around)[0] == sample["code"]


def test_headlines():
    pairs = [(sample["code"], headline) for sample in SERVED for headline in sample["headlines"]]
    wrong = [(code, detect(headline)[0], headline) for code, headline in pairs if detect(headline)[0] != code]
    assert 1 - len(wrong) / len(pairs) >= HEADLINES_LEAST, wrong


def test_languages_that_are_none_of_ours():
    answers = {sample["name"]: detect(sample["article"])[0] for sample in UNSERVED}
    wrong = {name: code for name, code in answers.items() if code is not None}
    assert len(wrong) <= UNSERVED_WRONG_MOST, wrong
