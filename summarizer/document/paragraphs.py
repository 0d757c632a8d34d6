"""Where the paragraphs of a plain text begin and end, hard-wrapped ones too; knows no line's meaning."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer import furniture, lines
from summarizer.models import Span

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BREAKS = re.compile(rf"(?:{_BREAK.pattern})+")
_INVISIBLE = " \t\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_WIDEST_WRAP = 120  # characters; longer lines are paragraphs, not wrapped text
_NARROWEST_WRAP = 30
_WRAPPED_BREAKS = 3  # fewer prove nothing: the longer of two lines is always full
_WRAPPED_SHARE = 0.6  # of the line breaks of a wrapped text stand where the next word did not fit
_SAMPLED = 5_000  # pairs of lines that tell whether a text is wrapped; no article has more


def divide(text: str) -> list[Span]:
    """The paragraphs of a text without outer white space, in order; what has no letter or digit is left out."""
    found = list(_lines(text))
    width = _wrap_width(text, found)
    spans: list[Span] = []
    previous: Span | None = None
    for line in found:
        if line and previous and width and _runs_on(text, previous, line, width):
            spans[-1] = Span(spans[-1].start, line.end)
        elif line:
            spans.append(line)
        previous = line
    return spans


def join_lines(text: str, spans: Sequence[Span]) -> str:
    """The text with the line breaks inside its paragraphs replaced by as many spaces."""
    pieces: list[str] = []
    last = 0
    for span in spans:
        inside = _BREAK.sub(lambda match: " " * len(match.group()), span.of(text))
        pieces += (text[last : span.start], inside)
        last = span.end
    return "".join([*pieces, text[last:]])


def _lines(text: str) -> Iterator[Span | None]:
    """The trimmed lines of a text; None for blank lines and ornaments, one for a run of bare breaks."""
    start = 0
    ends = [(match.start(), match.end()) for match in _BREAKS.finditer(text)]
    for stop, following in [*ends, (len(text), len(text))]:
        line = text[start:stop]
        kept = line.lstrip(_INVISIBLE).lstrip()
        begin = start + len(line) - len(kept)
        length = len(kept.rstrip().rstrip(_INVISIBLE).rstrip())
        yield Span(begin, begin + length) if any(map(str.isalnum, kept)) else None
        if following - stop > 1 and text[stop:following] != "\r\n":
            yield None
        start = following


def _wrap_width(text: str, found: Sequence[Span | None]) -> int:
    """The column at which a text is hard-wrapped, 0 if it is not."""
    pairs = [(a, b) for a, b in pairwise(found[:_SAMPLED]) if a and b]
    if not pairs:
        return 0
    width = max(line.end - line.start for pair in pairs for line in pair)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(_full(text, a, b, width) for a, b in pairs)
    cut = sum(not lines.ends_sentence(a.of(text)) for a, _ in pairs)
    enough = _WRAPPED_SHARE * len(pairs)
    lower = all(b.of(text)[0].islower() for _, b in pairs)
    wrapped = len(pairs) >= _WRAPPED_BREAKS and full >= enough and cut >= enough
    return width if wrapped or lower else 0


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    if furniture.is_mail_head(following.of(text)):
        return False
    return _full(text, line, following, width) or following.of(text)[0].islower()


def _full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the next line had no more room on this one: then it was wrapped."""
    word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width
