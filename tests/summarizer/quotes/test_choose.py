from dataclasses import replace

import pytest

from summarizer.models import Certainty, Quote, Span
from summarizer.quotes.choose import scored

WORDS = "we shall mend the bridge before the winter comes"


@pytest.fixture
def quote():
    """A quotation standing somewhere in a text of thousand characters."""

    def make(start: int, speaker: str | None, certainty: Certainty = Certainty.EXPLICIT) -> Quote:
        span = Span(start, start + 40)
        return Quote(
            text="",
            span=span,
            segments=(span,),
            speaker=speaker,
            role=None,
            cue=None,
            certainty=certainty,
            score=0,
        )

    return make


@pytest.fixture
def text():
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(a + b + c + a + b for a in letters for b in letters[:8] for c in letters[:2])


def test_the_first_comes_first_all_else_equal(quote, text):
    ranked = scored([quote(600, "A"), quote(100, "B"), quote(300, "C")], text, None)
    assert [q.speaker for q in ranked] == ["B", "C", "A"]


def test_a_known_speaker_beats_none(quote, text):
    ranked = scored([quote(100, None, Certainty.NONE), quote(140, "B")], text, None)
    assert ranked[0].speaker == "B"


def test_a_third_by_one_person_yields_to_another_voice(quote, text):
    quotes = [quote(100, "A"), quote(200, "A"), quote(300, "A"), quote(400, "B")]
    assert [q.speaker for q in scored(quotes, text, None)][:3] == ["A", "A", "B"]


def test_scores_never_rise_along_the_list(quote, text):
    quotes = [quote(100 * n, "A" if n < 5 else None) for n in range(1, 9)]
    scores = [q.score for q in scored(quotes, text, "abcdefgh")]
    assert scores == sorted(scores, reverse=True)


def test_the_headline_quotes_it(found):
    body = "“The council never asked us about it,” said Ann Lee.\n\n" * 2
    text = body + "“Nobody can sleep beside this motorway,” said Bo Falk."
    quotes = found(text, "en", "Residents: ‘Nobody can sleep beside this motorway’")
    assert max(quotes, key=lambda q: q.score).speaker == "Bo Falk"


def test_a_repeat_does_not_stand_beside_its_twin(found):
    text = "“If the buses stop, we walk,” said Ann Lee.\n\n“If the buses stop, we walk,” said Ann Lee.\n\n“Nobody has asked the drivers yet,” said Bo Falk."
    ranked = sorted(found(text), key=lambda q: -q.score)
    assert [q.speaker for q in ranked][:2] == ["Ann Lee", "Bo Falk"]


def test_replacing_the_score_changes_nothing_else(quote, text):
    one = quote(100, "A")
    [ranked] = scored([one], text, None)
    assert replace(ranked, score=0) == one
