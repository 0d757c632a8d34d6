"""How often sentences written for the purpose are given the right voice, and how seldom a wrong one."""

import tomllib
from pathlib import Path

from summarizer import document
from summarizer.models import Span, Voice
from summarizer.voice import voices

_DATA = Path(__file__).parent / "data" / "voices.toml"
RIGHT = 0.95  # of all sentences
WRONG = 0.01  # of all sentences have a mark other than their own and other than OWN


def labelled():
    for code, table in tomllib.loads(_DATA.read_text(encoding="utf-8")).items():
        for voice, sentences in table.items():
            for text in sentences:
                yield code, Voice(voice), text


def judge(code, text):
    article = document.parse(text)
    return voices(article, [Span(0, len(text))], code)[0]


def test_there_is_enough_to_judge_by():
    found = list(labelled())
    assert len(found) >= 120
    assert len({code for code, _, _ in found}) >= 12


def test_the_voices_of_sentences():
    given = [(code, wanted, judge(code, text), text) for code, wanted, text in labelled()]
    missed = [each for each in given if each[1] is not each[2]]
    wrong = [each for each in missed if each[2] is not Voice.OWN]
    assert len(given) - len(missed) >= RIGHT * len(given), missed
    assert len(wrong) <= WRONG * len(given), wrong
