"""A gate on document structure: invented articles as people paste, forward and extract them, every line labelled.

A file is TOML, a line "+++", then the text, each line with its kind in front. "dateline+body" is a line of both,
divided by "¦". The floors are what was measured when they were set, less a small margin.
"""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from summarizer.document import Document, parse

DATA = Path(__file__).parent / "data" / "documents"
FILES = sorted(DATA.glob("*.txt"))

# Kind -> precision and recall. Every line came out right when this was written; a line or two may be lost for a gain
# elsewhere, body least of all.
FLOORS = {
    "aside": (0.85, 0.85),
    "body": (0.98, 0.98),
    "byline": (0.94, 0.94),
    "credit": (0.94, 0.94),
    "date": (0.97, 0.97),
    "dateline": (0.94, 0.94),
    "heading": (0.94, 0.94),
    "repeat": (1.0, 1.0),
    "tail": (0.97, 0.97),
    "title": (0.96, 0.96),
}


@cache
def article(path):
    """What is expected of a file, its text without labels, and each labelled piece's (kind, first position)."""
    head, _, labelled = path.read_text(encoding="utf-8").partition("\n+++\n")
    text, pieces = "", []
    for line in labelled.rstrip("\n").split("\n"):
        kinds, _, content = line.partition(" | ")
        parts = zip(kinds.split("+"), content.split("¦"), strict=True) if line else ()
        for kind, part in parts:
            first = next(at for at, letter in enumerate(part) if letter.isalnum())
            pieces.append((kind, len(text) + first))
            text += part
        text += "\n"
    return tomllib.loads(head), text, pieces


@cache
def parsed(path) -> Document:
    return parse(article(path)[1])


def found(path, position):
    return next(
        block.kind.value for block in parsed(path).blocks if block.span.start <= position < block.span.end
    )


@cache
def pairs():
    return [
        (kind, found(path, position), path.stem, position)
        for path in FILES
        for kind, position in article(path)[2]
    ]


def test_there_is_enough_to_measure():
    assert len(FILES) >= 20
    assert len({article(path)[0]["language"] for path in FILES}) >= 10
    assert set(FLOORS) == {kind for kind, *_ in pairs()}


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_kinds_of_lines(kind):
    counts = Counter((wanted == kind, got == kind) for wanted, got, *_ in pairs())
    hits = counts[True, True]
    precision = hits / (hits + counts[False, True])
    recall = hits / (hits + counts[True, False])
    wrong = [pair for pair in pairs() if pair[0] != pair[1] and kind in pair[:2]]
    assert precision >= FLOORS[kind][0], wrong
    assert recall >= FLOORS[kind][1], wrong


@pytest.mark.parametrize(("field", "floor"), [("title", 0.95), ("byline", 0.9), ("published", 0.95)])
def test_what_is_read_from_the_lines(field, floor):
    wrong = {
        path.stem: (article(path)[0].get(field), getattr(parsed(path), field))
        for path in FILES
        if article(path)[0].get(field) != getattr(parsed(path), field)
    }
    assert 1 - len(wrong) / len(FILES) >= floor, wrong
