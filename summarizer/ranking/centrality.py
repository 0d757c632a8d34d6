"""sumy's algorithms on our sentences and our words: how central each sentence is; knows no position or title.

sumy's own tokenizers need a data download and tear some scripts apart, so sentences and words are handed to it
ready. Its LexRank and TextRank compare every pair of sentences in Python; the same matrices come from one
product each here (their ratings are equal, which a test holds).
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from summarizer.ranking.story import Array, Story


class LexRank(LexRankSummarizer):  # type: ignore[misc]  # sumy has no types
    """sumy's LexRank (Erkan & Radev 2004) with its matrix as one product."""

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
        columns = {term: index for index, term in enumerate(idf_metrics)}
        weighted = np.zeros((len(sentences), max(1, len(columns))))
        for row, metrics in enumerate(tf_metrics):
            for term, frequency in metrics.items():
                weighted[row, columns[term]] = frequency * idf_metrics[term]
        lengths = np.linalg.norm(weighted, axis=1)
        scale = np.outer(lengths, lengths)
        cosines = np.divide(weighted @ weighted.T, scale, out=np.zeros_like(scale), where=scale > 0)
        links = (cosines > threshold).astype(float)
        if not links.any():  # sumy's power method would divide by zero: nothing is more central than the rest
            return np.eye(len(sentences))
        degrees = links.sum(axis=1, keepdims=True)
        matrix: Array = links / np.where(degrees > 0, degrees, 1.0)
        return matrix


class TextRank(TextRankSummarizer):  # type: ignore[misc]  # sumy has no types
    """sumy's TextRank (Mihalcea & Tarau 2004) with its matrix as one product."""

    def _create_matrix(self, document: Any) -> Array:
        bags = [self._to_words_set(sentence) for sentence in document.sentences]
        columns = {term: index for index, term in enumerate({term: None for bag in bags for term in bag})}
        counts = np.zeros((len(bags), max(1, len(columns))))
        for row, bag in enumerate(bags):
            for term, times in Counter(bag).items():
                counts[row, columns[term]] = times
        logs = np.log(np.maximum(counts.sum(axis=1), 1.0))
        norms = logs[:, np.newaxis] + logs
        shared = counts @ counts.T
        weights = np.where(np.isclose(norms, 0.0), shared, shared / np.where(norms > 0, norms, 1.0))
        weights /= weights.sum(axis=1, keepdims=True) + self._ZERO_DIVISION_PREVENTION
        matrix: Array = (1.0 - self.damping) / len(bags) + self.damping * weights
        return matrix


def rate(make: Callable[[], Any], story: Story) -> Array:
    """The rating of each sentence by a sumy summarizer, in order of the sentences, higher is better."""
    if not any(story.terms):
        return np.zeros(len(story.sentences))
    words = _Words(story)
    document = ObjectDocumentModel([Paragraph([Sentence(text, words) for text in words.ready])])
    ratings = np.zeros(len(story.sentences))

    def keep(rated: Sequence[Any]) -> Sequence[Any]:
        """Note the ratings: sumy lets a caller choose among the rated sentences: the one place where it shows its ratings."""
        for info in rated:
            ratings[info.order] = info.rating
        return rated

    make()(document, keep)
    return ratings


lexrank: Callable[[Story], Array] = partial(rate, LexRank)
textrank: Callable[[Story], Array] = partial(rate, TextRank)
lsa: Callable[[Story], Array] = partial(rate, LsaSummarizer)
luhn: Callable[[Story], Array] = partial(rate, LuhnSummarizer)
reduction: Callable[[Story], Array] = partial(rate, ReductionSummarizer)
sumbasic: Callable[[Story], Array] = partial(rate, SumBasicSummarizer)


class _Words:
    """A sumy tokenizer that knows the words of the sentences of one story."""

    def __init__(self, story: Story) -> None:
        self.ready = {text.strip(): terms for text, terms in zip(story.sentences, story.terms, strict=True)}

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return self.ready[sentence]
