"""The floors of the summaries, on articles of our own in fifteen languages with reference summaries.

The figures are ROUGE gains over the article's first sentences, mean of ROUGE-1, ROUGE-2 and ROUGE-Lsum (F1 x100), for
one sentence against a standfirst and three against highlights. `python -m summarizer.ranking.tune FOLDER` prints them.
"""

from pathlib import Path

import numpy as np
import pytest

from summarizer import select
from summarizer.candidates import gather
from summarizer.ranking import RANKERS, tune

DATA = Path(__file__).parent / "data" / "summaries"
# Measured 1.6 and 3.5; less a point for what a good change may cost on so few articles. That TextRank does better here
# (3.7 and 4.2) and worse on the press shows what such articles can tell: whether something broke, not what is best.
FLOORS = {"gate": 0.6, "train": 2.5}


@pytest.fixture(scope="module", params=FLOORS)
def lessons(request):
    return request.param, tune.read(DATA / request.param)


def by(rank):
    def summarize(lesson, length):
        found = select.choose(lesson.document, language=lesson.language, length=length, rank=rank)
        return [sentence.text for sentence in found.summary]

    return summarize


def mean(lessons, summarize):
    return float(np.mean([lesson.value(summarize) for lesson in lessons]))


def test_the_editor_beats_the_first_sentences(lessons):
    name, articles = lessons
    assert mean(articles, by(RANKERS["editor"])) - mean(articles, tune.lead) >= FLOORS[name]


def test_what_is_shown_is_fit_to_be_shown(lessons):
    """Seven sentences of every article: verbatim, in order, none unfit, none without what it leans on."""
    for lesson in lessons[1]:
        found = select.choose(lesson.document, language=lesson.language, length=7).summary
        candidates = {
            each.span: (at, each) for at, each in enumerate(gather(lesson.document, lesson.language))
        }
        places = [candidates[sentence.span] for sentence in found]
        alone = sum(each.fit and not each.leans for _, each in candidates.values())
        assert len(found) >= min(7, alone)
        assert all(sentence.text == sentence.span.of(lesson.document.text) for sentence in found)
        assert all(candidate.fit for _, candidate in places)
        shown = {at for at, _ in places}
        assert all(candidate.before in shown for _, candidate in places if candidate.leans)
