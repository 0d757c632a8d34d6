"""The sentences of one article as rankers see them: words and likeness; judges nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarizer import languages
from summarizer.ranking import bags
from summarizer.ranking.bags import Array
from summarizer.words import Reader, count

_COMMON_SHARE = 0.3  # without a list of stop words, what stands in more of the sentences is taken for one
_COMMON_LEAST = 3  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Sentences in reading order, no two the same, with what can be counted of them.

    `paragraphs` tells in which paragraph each sentence stands, `terms` are its meaningful stems, `lengths` its words
    as a reader counts them. `likeness` is the cosine of every two, tf-idf over the story, 0 on the diagonal;
    `headline` the cosine of each with the title, zeros without one. `heading` are the title's terms.
    """

    language: str | None
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    terms: tuple[tuple[str, ...], ...]
    lengths: tuple[int, ...]
    likeness: Array
    heading: tuple[str, ...]
    headline: Array


def tell(
    sentences: Sequence[str],
    *,
    title: str | None,
    language: str | None,
    paragraphs: Sequence[int] | None = None,
) -> Story:
    """Count what rankers need; without `paragraphs` every sentence is one of its own."""
    reader = Reader(language)
    terms = _meaningful([reader.terms(sentence) for sentence in sentences], language)
    heading = reader.terms(title or "")
    matrix, columns = bags.count(terms)
    spread = np.bincount(matrix.columns, minlength=len(columns))
    weights: Array = np.log(1 + len(terms) / np.maximum(spread, 1))
    weighted = matrix.weighted(weights)
    lengths = _divisor(weighted.norms())
    likeness = weighted.products() / np.outer(lengths, lengths)
    np.fill_diagonal(likeness, 0.0)
    wanted = np.zeros(len(columns))
    for word in columns.keys() & set(heading):
        wanted[columns[word]] = weights[columns[word]]
    return Story(
        language=language,
        sentences=tuple(sentences),
        paragraphs=tuple(range(len(sentences)) if paragraphs is None else paragraphs),
        terms=tuple(map(tuple, terms)),
        lengths=tuple(map(count, sentences)),
        likeness=likeness,
        heading=tuple(heading),
        headline=weighted.times(wanted) / lengths / (float(np.linalg.norm(wanted)) or 1.0),
    )


def _divisor(lengths: Array) -> Array:
    """Lengths to divide by: rows of zeros stay zeros."""
    return np.where(lengths > 0, lengths, 1.0)


def standard(values: Array) -> Array:
    """Values with mean 0 and standard deviation 1; zeros when they do not differ."""
    deviation = float(values.std()) if len(values) else 0.0
    centred: Array = values - values.mean() if len(values) else values
    return centred / deviation if deviation > 1e-9 else centred * 0.0  # noqa: PLR2004 - rounding noise


def _meaningful(bags: list[list[str]], language: str | None) -> list[list[str]]:
    if languages.stop_words(language):
        return bags
    spread = Counter(word for bag in bags for word in set(bag))
    limit = max(_COMMON_LEAST, _COMMON_SHARE * len(bags))
    return [[word for word in bag if spread[word] <= limit] for bag in bags]
