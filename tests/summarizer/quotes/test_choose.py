from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models import Certainty, Quote, Span
from summarizer.quotes.choose import beside, scored


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


def test_the_headline_quotes_it_without_marks(found):
    body = "“The council never asked us about it,” said Ann Lee.\n\n" * 2
    text = body + "“Nobody can sleep beside this motorway,” said Bo Falk."
    quotes = found(text, "en", "Bo Falk: Nobody can sleep beside this motorway")
    assert max(quotes, key=lambda q: q.score).speaker == "Bo Falk"


def test_words_of_headline_and_lead_raise_a_quotation(found):
    text = (
        "The council of Ashby will mend the harbour wall before winter.\n\n"
        "“We had a very pleasant evening together,” said Ann Lee.\n\n"
        "“The harbour wall will not see another winter,” said Bo Falk."
    )
    quotes = found(text, "en", "Ashby to mend harbour wall")
    assert max(quotes, key=lambda q: q.score).speaker == "Bo Falk"


def test_a_quotation_in_the_lead_does_not_count_for_itself(quote):
    words = " ".join(f"harbour{letter}" for letter in "abcdefgh")
    [alone] = scored([quote(0, "A")], words[:40], None)
    [shared] = scored([quote(0, "A")], words[:40] * 2, None)
    assert shared.score > alone.score


def test_a_role_is_better_than_nobody(quote, text):
    nameless = quote(100, None, Certainty.NONE)
    ranked = scored([nameless, replace(quote(140, None, Certainty.NONE), role="nurse")], text, None)
    assert ranked[0].role == "nurse"


def test_who_he_is_stands_in_the_sentence_before():
    text = "“He will never come back to this town,” “Ann will never come back to this town,”"
    quotes = [
        place(text, "He will never come back to this town,"),
        place(text, "Ann will never come back to this town,"),
    ]
    by_words = {q.text[:3]: q.score for q in scored(quotes, text, None, "en")}
    unknown = {q.text[:3]: q.score for q in scored(quotes, text, None, None)}
    assert by_words["He "] < unknown["He "]
    assert by_words["Ann"] >= unknown["Ann"] - 0.001


def place(text, words, **changes):
    start = text.index(words)
    span = Span(start, start + len(words))
    made = Quote(
        text=words,
        span=span,
        segments=(span,),
        speaker="A",
        role=None,
        cue=None,
        certainty=Certainty.EXPLICIT,
        score=0,
    )
    return replace(made, **changes)


def test_the_print_that_says_who_speaks_is_kept():
    pulled = "Bread is the last thing people queue for together"
    text = f"{pulled}\n\n“{pulled}, and nobody pushes,” Yusuf Demir says."
    quotes = [
        place(text, pulled, speaker=None, certainty=Certainty.NONE),
        place(text, f"{pulled}, and nobody pushes", cue="says"),
    ]
    assert scored(quotes, text, None)[0].cue == "says"


def test_what_the_summary_tells_goes_behind(quote, text):
    ranked = scored([quote(100, "A"), quote(300, "B"), quote(500, "C")], text, None)
    shown = beside(ranked, [Span(90, 150)], text=text, title=None)
    assert [q.speaker for q in shown] == ["B", "C", "A"]
    assert [q.score for q in shown] == sorted((q.score for q in shown), reverse=True)


def test_half_of_it_in_the_summary_is_not_told(quote, text):
    ranked = scored([quote(100, "A"), quote(300, "B")], text, None)
    assert beside(ranked, [Span(90, 120)], text=text, title=None) == ranked


def test_what_the_summary_tells_stays_where_nobody_else_is_known(quote, text):
    ranked = scored([quote(100, "A"), quote(300, None, Certainty.NONE)], text, None)
    assert beside(ranked, [Span(90, 150)], text=text, title=None) == ranked


def test_what_the_headline_quotes_stays_first_beside_the_summary():
    said = "nobody can sleep beside this motorway"
    text = f"“{said},” said Bo. “We never asked for a road at all,” said Ann."
    quotes = [place(text, said, speaker="Bo"), place(text, "We never asked for a road at all", speaker="Ann")]
    ranked = scored(quotes, text, f"‘{said}’")
    assert beside(ranked, [Span(0, 60)], text=text, title=f"‘{said}’")[0].speaker == "Bo"


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["A", "B", None])), max_size=12), st.data())
def test_nothing_is_lost_and_scores_fall(places, data):
    text = "abcd efgh " * 100
    quotes = [
        place(text, "abcd efgh", span=Span(at, at + 30), segments=(Span(at, at + 30),), speaker=who, score=0)
        for at, who in places
    ]
    ranked = scored(quotes, text, "abcd “efgh abcd efgh”")
    told = [Span(at, at + 100) for at in data.draw(st.lists(st.integers(0, 900), max_size=3))]
    for order in (ranked, beside(ranked, told, text=text, title=None)):
        assert sorted(q.span for q in order) == sorted(q.span for q in quotes)
        assert all(one.score >= other.score for one, other in pairwise(order))


def test_a_repeat_does_not_stand_beside_its_twin(found):
    text = "“If the buses stop, we walk,” said Ann Lee.\n\n“If the buses stop, we walk,” said Ann Lee.\n\n“Nobody has asked the drivers yet,” said Bo Falk."
    ranked = sorted(found(text), key=lambda q: -q.score)
    assert [q.speaker for q in ranked][:2] == ["Ann Lee", "Bo Falk"]


def test_replacing_the_score_changes_nothing_else(quote, text):
    one = quote(100, "A")
    [ranked] = scored([one], text, None)
    assert replace(ranked, score=0) == one
