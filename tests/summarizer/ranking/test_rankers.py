import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizer import document, ranking, sentences
from summarizer.ranking import RANKERS, tell
from summarizer.ranking.story import standard

TEXT = [
    "The government said on Monday that it would extend the agreement with Russia by a year.",
    "The agreement with Russia dates back to 2001 and covers weapons and oil.",
    "Rain is expected in the north of the country towards the end of the week.",
    "Opposition leaders said that the government should publish the agreement.",
    "What will happen to the weapons that Russia has sold?",
    "Nobody was hurt.",
]


SUMY = {
    "lexrank": LexRankSummarizer,
    "textrank": TextRankSummarizer,
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
    "reduction": ReductionSummarizer,
    "sumbasic": SumBasicSummarizer,
}


class Stock:
    """The tokenizer sumy asks for, with the words of the story."""

    def __init__(self, story):
        self.words = dict(zip(story.sentences, story.terms, strict=True))

    def to_words(self, sentence):
        return self.words[sentence]


def model(story):
    tokenizer = Stock(story)
    return ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in story.sentences])])


def stock(summarizer, story):
    """sumy's own ratings, in the order of the sentences."""
    ratings = {}
    summarizer(
        model(story), lambda infos: ratings.update({info.order: info.rating for info in infos}) or infos
    )
    return [ratings[order] for order in range(len(story.sentences))]


def best(scores, count):
    return sorted(sorted(range(len(scores)), key=lambda index: -scores[index])[:count])


@pytest.mark.parametrize("name", ["lexrank", "textrank", "lsa"])
def test_ratings_are_those_of_sumy(name, seed):
    flow = document.parse(seed)
    pasted = list(dict.fromkeys(span.of(flow.flow) for span in sentences.split(flow.flow, "en")))
    for texts in (TEXT, pasted, TEXT[:3], TEXT[:1]):
        story = tell(texts, title=None, language="en")
        assert RANKERS[name](story) == pytest.approx(stock(SUMY[name](), story))


WORDS = [
    "road",
    "river",
    "mayor",
    "vote",
    "tax",
    "bridge",
    "school",
    "price",
    "storm",
    "union",
    "court",
    "budget",
    "train",
    "coast",
    "oil",
]
STORIES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + "."),
    min_size=1,
    max_size=30,
    unique=True,
)


@settings(max_examples=150, deadline=None)
@given(STORIES, st.integers(1, 8))
@pytest.mark.parametrize("name", ["lexrank", "textrank"])
@pytest.mark.filterwarnings("ignore:invalid value encountered in divide:RuntimeWarning")  # sumy's, of 0/0
def test_picks_are_those_of_sumy(name, texts, count):
    """Exactly the sentences that sumy picks on the same words and stems."""
    story = tell(texts, title=None, language="en")
    theirs = stock(SUMY[name](), story)
    picked = SUMY[name]()(model(story), count)
    if np.isfinite(theirs).all():  # where nothing is linked, sumy divides by zero and picks by chance
        assert [texts[index] for index in best(RANKERS[name](story), count)] == [str(each) for each in picked]


def test_edmundson_rates_by_title_and_place():
    texts = [*TEXT[1:4], TEXT[0]]
    story = tell(texts, title="The agreement with Russia", language="en", paragraphs=[0, 0, 1, 2])
    assert RANKERS["edmundson"](story).tolist() == [2 + 2 + 2, 2, 1 + 1 + 1, 2 + 2 + 2]


@pytest.mark.parametrize("name", RANKERS)
def test_no_ranker_sees_the_hash_seed(name):
    """Other processes, other orders of sets: the same scores to the last bit."""
    program = (
        "from summarizer.ranking import RANKERS, tell; import sys;"
        f"texts = {TEXT!r};"
        f"print(RANKERS[{name!r}](tell(texts, title='The agreement', language='en')).tolist())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("name", RANKERS)
def test_every_ranker_scores_every_sentence(name):
    for texts in ([], TEXT[:1], TEXT[:2], TEXT, ["…"], ["?", "a b"], ["The the.", "Of of."]):
        for language in ("en", None):
            with np.errstate(all="raise"):
                scores = RANKERS[name](tell(texts, title="Russia agreement", language=language))
            assert len(scores) == len(texts)
            assert np.isfinite(scores).all()


def test_the_default_prefers_what_the_title_says():
    texts = ["Rain fell in the north of the country on Monday morning.", *TEXT[2:], TEXT[0]]
    scores = RANKERS[ranking.DEFAULT](
        tell(texts, title="Government extends agreement with Russia", language="en")
    )
    assert int(scores.argmax()) == len(texts) - 1


def test_the_default_prefers_the_first_sentence_without_a_title():
    scores = RANKERS[ranking.DEFAULT](tell(TEXT, title=None, language="en"))
    assert int(scores.argmax()) == 0


@pytest.mark.parametrize(
    "worse",
    [
        "Would the government extend the agreement with Russia by a year?",
        "the government would extend the agreement with Russia by a year",
        "“The government will extend the agreement with Russia by a year,” she said.",
        "The government will extend the agreement with Russia: " + "and with others " * 20 + "by a year.",
    ],
)
def test_the_default_does_not_like(worse):
    better = "The government will extend the agreement with Russia by a year."
    scores = RANKERS["editor"](tell([better, worse, *TEXT[2:]], title=None, language="en"))
    swapped = RANKERS["editor"](tell([worse, better, *TEXT[2:]], title=None, language="en"))
    assert scores[0] > scores[1]
    assert swapped[1] - swapped[0] > scores[1] - scores[0]


@example([" ", "\x1f", "00"], "en")  # two that are equal but for their white space
@given(
    st.lists(st.text(min_size=1, max_size=80), unique=True, max_size=8),
    st.sampled_from(["en", "zh", "hi", None]),
)
def test_any_sentences(texts, language):
    story = tell(texts, title="a title", language=language)
    assert story.likeness.shape == (len(texts), len(texts))
    assert (story.likeness <= 1 + 1e-9).all()
    assert (story.likeness >= 0).all()
    assert np.isfinite(RANKERS["editor"](story)).all()


def test_standard_of_equal_values_is_zero():
    assert standard(np.array([3.0, 3.0])).tolist() == [0.0, 0.0]
    assert standard(np.array([])).tolist() == []
    assert standard(np.array([1.0, 3.0])).tolist() == [-1.0, 1.0]
