"""The sentences of one article as rankers see them: words, vectors and likeness; judges nothing."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from summarizer import languages
from summarizer.words import count, terms

Array: TypeAlias = npt.NDArray[np.float64]

_COMMON_SHARE = 0.3  # without a list of stop words, what stands in more of the sentences is taken for one
_COMMON_LEAST = 3  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Sentences in reading order, no two the same, with what can be counted of them.

    `paragraphs` is the number of the paragraph that each stands in.
    `terms` are the meaningful stems of each sentence, `lengths` its words as a reader counts them. `vectors` has
    a row of unit length (or zeros) for each sentence, tf-idf over the story; `likeness` their cosines, 0 on the
    diagonal. `title` is the unit vector of the title's terms, zeros without one.
    """

    language: str | None
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    terms: tuple[tuple[str, ...], ...]
    lengths: tuple[int, ...]
    vectors: Array
    likeness: Array
    title: Array


def tell(
    sentences: Sequence[str],
    *,
    title: str | None,
    language: str | None,
    paragraphs: Sequence[int] | None = None,
) -> Story:
    """Count what rankers need; without `paragraphs` each sentence is one of its own."""
    bags = _meaningful([terms(sentence, language) for sentence in sentences], language)
    spread = Counter(word for bag in bags for word in set(bag))
    columns = {word: index for index, word in enumerate(spread)}
    weights = np.array([math.log(1 + len(bags) / spread[word]) for word in columns])
    vectors = np.zeros((len(bags), len(columns)))
    for row, bag in enumerate(bags):
        for word, times in Counter(bag).items():
            vectors[row, columns[word]] = times
    vectors = unit(vectors * weights)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, 0.0)
    heading = np.zeros(len(columns))
    for word in set(terms(title or "", language)) & columns.keys():
        heading[columns[word]] = weights[columns[word]]
    return Story(
        language=language,
        sentences=tuple(sentences),
        paragraphs=tuple(range(len(sentences)) if paragraphs is None else paragraphs),
        terms=tuple(map(tuple, bags)),
        lengths=tuple(map(count, sentences)),
        vectors=vectors,
        likeness=likeness,
        title=unit(heading[np.newaxis])[0],
    )


def unit(rows: Array) -> Array:
    """Each row divided by its length; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Array = rows / np.where(lengths > 0, lengths, 1.0)
    return scaled


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
