"""Which texts are copies of each other: sets of word sequences; knows no meaning, source or language."""

import zlib

from summarizer.words import words

_WIDTH = 4  # words: shorter sequences are shared by chance, longer ones break at every edit


def shingles(text: str) -> frozenset[int]:
    """CRC-32 of every four consecutive words (Broder 1997), of the whole of a shorter text; empty without words.

    The numbers are the same in every process and version, so they may be stored.
    """
    row = words(text)
    if not row:
        return frozenset()
    starts = range(max(1, len(row) - _WIDTH + 1))
    return frozenset(zlib.crc32(" ".join(row[at : at + _WIDTH]).encode()) for at in starts)


def containment(first: frozenset[int], second: frozenset[int]) -> float:
    """How much of the shorter text stands in the other: 0 (nothing, or either is empty) to 1."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0
