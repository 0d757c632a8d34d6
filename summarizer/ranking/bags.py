"""Bags of words as a sparse matrix: which sentences share which words; knows numbers, not language.

Sentences share few words, so products of all pairs are summed over the words' lists of sentences (an inverted index)
instead of multiplying rows that are nearly all zeros.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
_Indices: TypeAlias = npt.NDArray[np.intp]

_MOST_PAIRS = (
    4_000_000  # above, dense products need less memory (text that repeats the same words throughout)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """A matrix with a row a sentence and a column a word: `values[k]` stands in `rows[k]`, `columns[k]`, by column."""

    size: tuple[int, int]
    rows: _Indices
    columns: _Indices
    values: Array

    def weighted(self, weights: Array) -> "Bags":
        """The same with each column multiplied by its weight."""
        values = self.values * weights[self.columns]
        return Bags(size=self.size, rows=self.rows, columns=self.columns, values=values)

    def norms(self) -> Array:
        """The Euclidean length of each row."""
        lengths: Array = np.sqrt(_sums(self.rows, self.values**2, self.size[0]))
        return lengths

    def times(self, vector: Array) -> Array:
        """The product with a vector that has an element for each column."""
        return _sums(self.rows, self.values * vector[self.columns], self.size[0])

    def sums(self) -> Array:
        """The sum of each row."""
        return _sums(self.rows, self.values, self.size[0])

    def products(self) -> Array:
        """The scalar product of every two rows."""
        height, width = self.size
        spread = np.bincount(self.columns, minlength=width)
        if int((spread.astype(np.int64) ** 2).sum()) > _MOST_PAIRS:
            dense = np.zeros(self.size)
            dense[self.rows, self.columns] = self.values
            return dense @ dense.T
        # Each element meets all elements of its column: `left` and `right` are their numbers.
        partners = spread[self.columns]
        left = np.repeat(np.arange(len(self.columns)), partners)
        begin = np.cumsum(spread) - spread
        before = np.cumsum(partners) - partners
        right = begin[self.columns[left]] + np.arange(len(left)) - np.repeat(before, partners)
        cells = self.rows[left] * height + self.rows[right]
        sums = _sums(cells, self.values[left] * self.values[right], height * height)
        return sums.reshape(height, height)


def _sums(places: _Indices, values: Array, size: int) -> Array:
    """The sum of the values that belong to each place from 0 to `size`."""
    return np.bincount(places, values, minlength=size).astype(np.float64)


def count(sentences: Sequence[Sequence[str]]) -> tuple[Bags, dict[str, int]]:
    """How often each sentence has each word, and the words with their columns."""
    return collect([Counter(sentence) for sentence in sentences])


def collect(sentences: Sequence[Mapping[str, float]]) -> tuple[Bags, dict[str, int]]:
    """A matrix from a value for each word of each sentence, and the words with their columns."""
    columns: dict[str, int] = {}
    at_row: list[int] = []
    at_column: list[int] = []
    values: list[float] = []
    for row, sentence in enumerate(sentences):
        for word, value in sentence.items():
            at_row.append(row)
            at_column.append(columns.setdefault(word, len(columns)))
            values.append(value)
    order = np.argsort(np.array(at_column, dtype=np.intp), kind="stable")
    bags = Bags(
        size=(len(sentences), len(columns)),
        rows=np.array(at_row, dtype=np.intp)[order],
        columns=np.array(at_column, dtype=np.intp)[order],
        values=np.array(values, dtype=np.float64)[order],
    )
    return bags, columns
