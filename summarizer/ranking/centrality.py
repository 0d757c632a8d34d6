"""sumy's algorithms on our sentences and our words: how central each sentence is; knows no position or title.

sumy's own tokenizers need a data download and tear some scripts apart, so sentences and words are handed to it
ready. Its LexRank and TextRank compare every pair of sentences in Python; the same matrices come from one
product each here (their ratings are equal, which a test holds).
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizer.ranking import bags
from summarizer.ranking.bags import Array
from summarizer.ranking.story import Story

_HEADING = "title"  # stands for the title, as numbers stand for the sentences


class LexRank(LexRankSummarizer):  # type: ignore[misc]  # sumy has no types
    """sumy's LexRank (Erkan & Radev 2004) with its matrix as one product."""

    def _to_words_set(self, sentence: Sentence) -> Sequence[str]:
        words: Sequence[str] = sentence.words  # ours are lower case, stemmed and without stop words already
        return words

    @staticmethod
    def _compute_idf(sentences: Sequence[Sequence[str]]) -> dict[str, float]:
        spread = Counter(term for sentence in sentences for term in set(sentence))
        return {term: math.log(len(sentences) / (1 + times)) for term, times in spread.items()}

    def _create_matrix(
        self,
        sentences: Sequence[Sequence[str]],
        threshold: float,
        tf_metrics: Sequence[dict[str, float]],
        idf_metrics: dict[str, float],
    ) -> Array:
        matrix, columns = bags.collect(tf_metrics)
        weighted = matrix.weighted(np.array([idf_metrics[term] for term in columns]))
        lengths = weighted.norms()
        scale = np.outer(lengths, lengths)
        cosines = np.divide(weighted.products(), scale, out=np.zeros_like(scale), where=scale > 0)
        links = (cosines > threshold).astype(float)
        if not links.any():  # sumy's power method would divide by zero: nothing is more central than the rest
            return np.eye(len(sentences))
        degrees = links.sum(axis=1, keepdims=True)
        stochastic: Array = links / np.where(degrees > 0, degrees, 1.0)
        return stochastic


class TextRank(TextRankSummarizer):  # type: ignore[misc]  # sumy has no types
    """sumy's TextRank (Mihalcea & Tarau 2004) with its matrix as one product."""

    def _to_words_set(self, sentence: Sentence) -> Sequence[str]:
        words: Sequence[str] = sentence.words  # as above
        return words

    def _create_matrix(self, document: Any) -> Array:
        matrix, _ = bags.count([self._to_words_set(sentence) for sentence in document.sentences])
        # math.log as in sumy: NumPy's differs in the last bit, and equal sentences must stay equal.
        logs = np.array([math.log(length) if length else 0.0 for length in matrix.sums()])
        norms = logs[:, np.newaxis] + logs
        shared = matrix.products()
        weights = np.where(np.isclose(norms, 0.0), shared, shared / np.where(norms > 0, norms, 1.0))
        weights /= weights.sum(axis=1, keepdims=True) + self._ZERO_DIVISION_PREVENTION
        stochastic: Array = (1.0 - self.damping) / len(logs) + self.damping * weights
        return stochastic


class Lsa(LsaSummarizer):  # type: ignore[misc]  # sumy has no types
    """sumy's LSA (Steinberger & Ježek 2004) with its words in order of appearance.

    sumy numbers them in the order of a set, so its answer changes with the hash seed.
    """

    def _create_dictionary(self, document: Any) -> dict[str, int]:
        return {word: row for row, word in enumerate(dict.fromkeys(document.words))}

    def _create_matrix(self, document: Any, dictionary: dict[str, int]) -> Array:
        matrix = np.zeros((len(dictionary), len(document.sentences)))
        for column, sentence in enumerate(document.sentences):
            for word in sentence.words:
                matrix[dictionary[word], column] += 1
        return matrix

    def _compute_term_frequency(self, matrix: Array, smooth: float = 0.4) -> Array:
        most = matrix.max(axis=0)
        frequencies: Array = np.where(
            most > 0, smooth + (1 - smooth) * matrix / np.where(most > 0, most, 1), matrix
        )
        return frequencies


def rate(make: Callable[[], Any], story: Story, *, titled: bool = False) -> Array:
    """The rating of each sentence by a sumy summarizer, in order of the sentences, higher is better; `titled`: it reads the title."""
    if not any(story.terms):
        return np.zeros(len(story.sentences))
    ratings = np.zeros(len(story.sentences))

    def keep(rated: Sequence[Any]) -> Sequence[Any]:
        """Note the ratings: sumy lets a caller choose among the rated sentences, the one place where it shows them."""
        for info in rated:
            ratings[info.order] = info.rating
        return rated

    make()(_document(story, story.heading if titled else ()), keep)
    return ratings


def _document(story: Story, title: Sequence[str]) -> ObjectDocumentModel:
    words = _Words(story)
    heading = [Sentence(_HEADING, words, is_heading=True)] if title else []
    grouped = groupby(enumerate(story.paragraphs), key=lambda pair: pair[1])
    paragraphs = [Paragraph([Sentence(str(number), words) for number, _ in pairs]) for _, pairs in grouped]
    # A paragraph of its own would be the first, which Edmundson rates higher than the rest.
    paragraphs[0] = Paragraph([*heading, *paragraphs[0].sentences])
    return ObjectDocumentModel(paragraphs)


class _Words:
    """A sumy tokenizer that knows the words of the sentences of one story.

    sumy tells sentences apart by their text, white space aside; by their numbers no two can be taken for one.
    """

    def __init__(self, story: Story) -> None:
        self._ready = {_HEADING: story.heading, **{str(n): terms for n, terms in enumerate(story.terms)}}

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return self._ready[sentence]


def _edmundson() -> EdmundsonSummarizer:
    """Edmundson (1969) by title and place; our terms have no null words, and sumy wants at least one."""
    summarizer = EdmundsonSummarizer(cue_weight=0, key_weight=0)
    summarizer.null_words = (_HEADING,)
    return summarizer


lexrank: Callable[[Story], Array] = partial(rate, LexRank)
textrank: Callable[[Story], Array] = partial(rate, TextRank)
lsa: Callable[[Story], Array] = partial(rate, Lsa)
luhn: Callable[[Story], Array] = partial(rate, LuhnSummarizer)
reduction: Callable[[Story], Array] = partial(rate, ReductionSummarizer)
sumbasic: Callable[[Story], Array] = partial(rate, SumBasicSummarizer)
edmundson: Callable[[Story], Array] = partial(rate, _edmundson, titled=True)
