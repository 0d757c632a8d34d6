"""Which quoted pieces only print again what stands elsewhere in the article: pull quotes, captions; knows no speakers."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.marks import Piece

_LEAST: Final = 4  # words; fewer are said twice by chance
_MOST: Final = 20  # pieces that stand alone and are looked for; an article has one or two
_SIGNS: Final = regex.compile(r"[^\w]+")
_BETWEEN: Final = " \0 "  # joins the texts that are searched, so that nothing is found across two


def echoes(text: str, blocks: Sequence[Span], pieces: Sequence[Piece]) -> dict[int, int]:
    """The pieces that are a paragraph of their own and whose words stand in another piece with text around it.

    Maps the position of the print in `pieces` to that of the piece where the words have their place. A piece that is
    said twice in running text is no print.
    """
    alone = [
        number
        for number, piece in enumerate(pieces)
        if piece.fills(blocks[piece.paragraph]) and not piece.goes_on
    ][:_MOST]
    if not alone:
        return {}
    lone = frozenset(alone)
    running = [number for number in range(len(pieces)) if number not in lone]
    words = [_words(pieces[number].content.of(text)) for number in running]
    starts = [0]
    for each in words[:-1]:
        starts.append(starts[-1] + len(each) + len(_BETWEEN))
    everything = _BETWEEN.join(words)
    found: dict[int, int] = {}
    for number in alone:
        wanted = _words(pieces[number].content.of(text))
        at = everything.find(wanted) if wanted.count(" ") >= _LEAST - 1 else -1
        if at >= 0:
            found[number] = running[bisect_right(starts, at) - 1]
    return found


def _words(text: str) -> str:
    return _SIGNS.sub(" ", text.casefold()).strip()
