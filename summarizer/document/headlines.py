"""Which of the lines above a text is its headline, and how that is printed alone; knows lines, not their kinds."""

import re
from collections.abc import Iterable, Sequence

from summarizer import furniture
from summarizer.document import shapes
from summarizer.lines import PICTOGRAMS

_READ = 1_500  # characters of the text below that tell what it is about
_STEM = 5  # letters by which two forms of a word are one
_SHORTEST = 4  # letters; shorter words stand in every text
_SHARED = 2  # words that a headline shares with its text where the line above it shares none
_WORDS = re.compile(r"[^\W\d_]+")
_DENSE = re.compile(r"[\u3040-\u9fff]")
_DECORATION = re.compile(rf"^[\s{PICTOGRAMS}]+|[\s{PICTOGRAMS}]+$")
_OUTLET = re.compile(r"\s[|｜]\s[^|｜,]{2,30}$")
_WHOLE = 3  # words that are left of a headline without the name behind the bar


def choose(run: Sequence[str], adjoining: Sequence[bool], below: Iterable[str]) -> int:
    """Which of the lines of a run (at least one) is the headline; `adjoining` tells of each gap that it is none.

    The first one is, unless it stands twice, is a section's or paper's name right above another, or has not a word in
    common with the text `below` where a later line has two.
    """
    squeezed = [shapes.squeeze(line) for line in run]
    for index, line in enumerate(squeezed):
        if line in squeezed[:index]:
            return squeezed.index(line)
    text_lines = list(below)
    first = 0
    while first < len(adjoining) and adjoining[first] and shapes.is_kicker(run[first]):
        first += 1
    if len(run) > len(text_lines):  # so many are no headlines, but a text without stops
        return first
    text = _words(" ".join(text_lines)[:_READ])
    shared = [len(_words(line) & text) for line in run]
    if not shared[first]:
        return next((index for index in range(first, len(run)) if shared[index] >= _SHARED), first)
    return first


def trim(line: str) -> str:
    """A headline without emoji around it, a call ("Breaking!") before it and the paper's name behind a bar."""
    bare = _DECORATION.sub("", line)
    call, _, rest = bare.partition("! ")
    if rest and furniture.is_section(call):
        bare = rest
    outlet = _OUTLET.search(bare)
    if outlet is not None and shapes.extent(bare[: outlet.start()]) >= _WHOLE:
        bare = bare[: outlet.start()].rstrip()
    return bare or line


def _words(text: str) -> set[str]:
    """The longer words by their first letters; pairs of letters where words are not parted."""
    found = set()
    for word in _WORDS.findall(text.casefold()):
        if _DENSE.search(word):
            found |= {word[at : at + 2] for at in range(len(word) - 1)}
        elif len(word) >= _SHORTEST:
            found.add(word[:_STEM])
    return found
