"""What the parts of a plain text are, headline to tail; knows lines and paragraphs, not sentences or topics.

Lines are dropped, never regions: a quotation above the byline is as much body as the paragraph below it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

from summarizer import dates, lines
from summarizer.models import Span

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = " \t\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_BULLET = re.compile(r"[-–—*•·▪◦►➤]\s|\d{1,2}[.)]\s")
_WIDEST_WRAP = 120  # characters; longer lines are paragraphs, not wrapped text
_NARROWEST_WRAP = 30
_WRAPPED_BREAKS = 3  # fewer prove nothing: the longer of two lines is always full
_WRAPPED_SHARE = 0.6  # of the line breaks of a wrapped text stand where the next word did not fit
_HEAD = 12  # blocks in which a headline, byline or date is looked for
_TITLE_WORDS, _TITLE_LENGTH = 30, 250
_KICKER_WORDS = 3
_HEADING_WORDS, _HEADING_LENGTH = 12, 90
_QUESTION_WORDS = 8
_SOURCE_WORDS = 8
_QUOTE_MARKS = ("“", '"', "«", "„", "‘", "「", "»")
_SAME_TITLE = 92  # rapidfuzz ratio at which two headlines are one
_REPEAT_LEAST = 20  # letters; a shorter block inside another is chance
_EXAMINED = 3_000  # blocks that are judged; the rest of so long a text is body
_COMPARED = 400  # blocks looked at for repetitions: a bound on time, far above any article


class Kind(StrEnum):
    """What a block of a text is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    CREDIT = "credit"  # who took the picture, or its caption
    HEADING = "heading"
    REPEAT = "repeat"  # a pull quote or a paragraph that stands in the body already
    TAIL = "tail"  # further reading, subscriptions, source
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or single line; `span` holds no outer white space, but line breaks where a text is hard-wrapped."""

    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text taken apart.

    `flow` is the text with the line breaks inside paragraphs replaced by spaces: every position is the same, so
    whatever reads sentences reads `flow` and quotes `text`. `blocks` stand in order and cover all that is not
    blank. `title` is the given one, else the text's own headline.
    """

    text: str
    flow: str
    title: str | None
    byline: str | None
    outlet: str | None
    published: date | None
    blocks: tuple[Block, ...]

    @property
    def body(self) -> tuple[Span, ...]:
        """The article's own paragraphs, in order."""
        return tuple(block.span for block in self.blocks if block.kind is Kind.BODY)


def parse(text: str, *, title: str | None = None) -> Document:
    """Tell the parts of any text apart. Never raises; a text without structure is all body."""
    spans = _paragraphs(text)
    flow = _flowing(text, spans)
    parts = _Parts(flow, spans, title)
    return Document(
        text=text,
        flow=flow,
        title=(title or "").strip() or parts.title,
        byline=parts.byline,
        outlet=parts.outlet,
        published=parts.published,
        blocks=tuple(Block(kind=kind, span=span) for kind, span in zip(parts.kinds, spans, strict=True)),
    )


def squeeze(text: str) -> str:
    """Letters and digits in one case, all else gone: two prints of one line are equal so."""
    return "".join(filter(str.isalnum, text.casefold()))


def _lines(text: str) -> Iterator[Span | None]:
    """The trimmed lines of a text; None for each run of blank lines and ornaments."""
    start = 0
    ends = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    for stop, following in [*ends, (len(text), len(text))]:
        line = text[start:stop]
        kept = line.lstrip(_INVISIBLE).lstrip()
        begin = start + len(line) - len(kept)
        length = len(kept.rstrip().rstrip(_INVISIBLE).rstrip())
        yield Span(begin, begin + length) if any(map(str.isalnum, kept)) else None
        start = following


def _paragraphs(text: str) -> list[Span]:
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


def _wrap_width(text: str, found: Sequence[Span | None]) -> int:
    """The column at which a text is hard-wrapped, 0 if it is not."""
    pairs = [(a, b) for a, b in pairwise(found) if a and b]
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
    return _full(text, line, following, width) or following.of(text)[0].islower()


def _full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the next line had no more room on this one: then it was wrapped."""
    word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width


def _flowing(text: str, spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    last = 0
    for span in spans:
        inside = _BREAK.sub(lambda match: " " * len(match.group()), span.of(text))
        pieces += (text[last : span.start], inside)
        last = span.end
    return "".join([*pieces, text[last:]])


class _Parts:
    """The judgements on one text, in the order in which they build on each other."""

    def __init__(self, flow: str, spans: Sequence[Span], title: str | None) -> None:
        self.texts = [span.of(flow) for span in spans]
        self.kinds = [Kind.BODY] * len(spans)
        self.title: str | None = None
        self.byline: str | None = None
        self.outlet: str | None = None
        self.published: date | None = None
        if len(spans) > 1:
            self._mark_given_title(title)
            self._mark_lines()
            self._mark_title()
            self._mark_bare_name()
            self._mark_repeats()
            self._mark_headings()
            self._mark_source()
            self._keep_some_body()

    def _mark_given_title(self, title: str | None) -> None:
        wanted = squeeze(title or "")
        for index, line in enumerate(self.texts[:_HEAD]):
            if wanted and len(line) <= _TITLE_LENGTH * 2 and _same_title(squeeze(line), wanted):
                self.kinds[index] = Kind.TITLE
                self.title = self.title or line

    def _mark_lines(self) -> None:
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if self.kinds[index] is Kind.TITLE:
                continue
            near_edge = index < _HEAD or index >= len(self.texts) - 3
            if lines.is_credit(line):
                self.kinds[index] = Kind.CREDIT
            elif lines.is_more(line):
                self.kinds[index] = Kind.TAIL
            elif near_edge:
                self._mark_edge_line(index, line)

    def _mark_edge_line(self, index: int, line: str) -> None:
        if (day := dates.in_line(line)) is not None:
            self.kinds[index] = Kind.DATE
            self.published = self.published or day
        elif index and (named := lines.byline(line)) is not None:
            self.kinds[index] = Kind.BYLINE
            self.byline = self.byline or named.author
            self.outlet = self.outlet or named.outlet
            dated = dates.find(line)
            self.published = self.published or (dated.date if dated else None)
        elif (outlet := lines.source(line)) is not None:
            self.kinds[index] = Kind.TAIL
            self.outlet = self.outlet or outlet

    def _mark_title(self) -> None:
        candidates = [index for index in range(min(_HEAD, len(self.texts))) if self.kinds[index] is Kind.BODY]
        if self.title is None and candidates and self._is_headline(candidates[0]):
            first, *others = candidates
            followed = others and others[0] == first + 1
            if _is_kicker(self.texts[first]) and followed and self._is_headline(others[0]):
                self.kinds[first] = Kind.HEADING
                first = others[0]
            self.kinds[first] = Kind.TITLE
            self.title = self.texts[first]
        if self.title is not None:
            same = squeeze(self.title)
            for index, line in enumerate(self.texts[:_EXAMINED]):
                if len(line) <= _TITLE_LENGTH * 2 and squeeze(line) == same:
                    self.kinds[index] = Kind.TITLE

    def _is_headline(self, index: int) -> bool:
        line = self.texts[index]
        if (
            len(line) > _TITLE_LENGTH
            or len(line.split()) > _TITLE_WORDS
            or line[-1:] in {":", ",", ";", "："}
            or _BULLET.match(line)
        ):
            return False
        if lines.ends_sentence(line) and line.rstrip("\"'”’»)")[-1:] not in {"?", "!", "？", "！"}:
            return False
        return any(
            kind is Kind.BODY and (lines.ends_sentence(other) or len(other) > 2 * len(line))
            for other, kind in zip(self.texts[index + 1 :], self.kinds[index + 1 :], strict=True)
        )

    def _mark_bare_name(self) -> None:
        """A name alone on the line before or after the date is the author."""
        for index, line in enumerate(self.texts[:_HEAD]):
            beside = self.kinds[max(0, index - 1) : index + 2]
            if (
                self.byline is None
                and self.kinds[index] is Kind.BODY
                and Kind.DATE in beside
                and lines.is_name(line)
            ):
                self.kinds[index] = Kind.BYLINE
                self.byline = line

    def _mark_headings(self) -> None:
        started = False
        for index, line in enumerate(self.texts[:_EXAMINED]):
            if self.kinds[index] is not Kind.BODY:
                continue
            standfirst = not started and self.title is not None and self._is_headline(index)
            if standfirst or (self._is_heading(line) and index < len(self.texts) - 1):
                self.kinds[index] = Kind.HEADING
            else:
                started = True
        if (
            self.kinds.count(Kind.BODY) == 1
            and self.kinds[-1] is Kind.BODY
            and self._is_heading(self.texts[-1])
        ):
            self.kinds[-1] = (
                Kind.HEADING
            )  # nothing but short lines: no headings, as `_keep_some_body` will find

    def _is_plain_heading(self, index: int) -> bool:
        line = self.texts[index]
        return self._is_heading(line) and not line.startswith(_QUOTE_MARKS)

    @staticmethod
    def _is_heading(line: str) -> bool:
        words = len(line.split())
        if len(line) > _HEADING_LENGTH or words > _HEADING_WORDS:
            return False
        if line.endswith(("?", "？")):
            return words <= _QUESTION_WORDS and not line.startswith((*_QUOTE_MARKS, "-", "—", "–"))
        return not lines.ends_sentence(line)

    def _mark_source(self) -> None:
        """A last short line without end mark is the source, or a button of the page."""
        line, before = self.texts[-1], self.kinds[:-1]
        if self.kinds[-1] is Kind.BODY and Kind.BODY in before and len(line.split()) <= _SOURCE_WORDS:
            if lines.ends_sentence(line) or len(line) > _HEADING_LENGTH:
                return
            self.kinds[-1] = Kind.TAIL
            if lines.is_outlet(line):
                self.outlet = self.outlet or line

    def _mark_repeats(self) -> None:
        bodies = [index for index, kind in enumerate(self.kinds) if kind is Kind.BODY][:_COMPARED]
        squeezed = {index: squeeze(self.texts[index]) for index in bodies}
        seen: set[str] = set()
        for index in bodies:
            own = squeezed[index]
            short = _REPEAT_LEAST <= len(own) <= _TITLE_LENGTH * 2 and not self._is_plain_heading(index)
            inside = short and any(own in other and own != other for other in squeezed.values())
            if inside or (own in seen and len(own) >= _REPEAT_LEAST):
                self.kinds[index] = Kind.REPEAT
            seen.add(own)

    def _keep_some_body(self) -> None:
        """A text that has lost all its lines had no article around which they could stand."""
        for dropped in ({Kind.HEADING, Kind.REPEAT}, {Kind.CREDIT, Kind.TAIL, Kind.TITLE}, set(Kind)):
            if Kind.BODY in self.kinds:
                return
            self.kinds = [Kind.BODY if kind in dropped else kind for kind in self.kinds]


def _is_kicker(line: str) -> bool:
    """A section's name above the headline: one word, or a few in capitals."""
    words = len(line.split())
    return words == 1 or (words <= _KICKER_WORDS and line.isupper())


def _same_title(line: str, wanted: str) -> bool:
    """One headline, perhaps with the outlet's name behind it or a word changed."""
    if line == wanted or fuzz.ratio(line, wanted) >= _SAME_TITLE:
        return True
    return len(line) >= _REPEAT_LEAST and wanted.startswith(line)
