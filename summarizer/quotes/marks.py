"""Where quotation marks open and close; knows typography, neither words nor speakers.

One pass over each paragraph with a stack. A mark that never finds its partner costs its own quotation and nothing
else, and the whole is linear in the length of the text whatever marks it holds.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice
from typing import Final

import regex

from summarizer.models import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of quoted words.

    `content` is what stands between the marks, without white space at its edges; `outer` includes the marks.
    `goes_on` says that the quotation continues in the next paragraph. `clause` is the attribution where it stands
    inside the marks or between dialogue dashes; pieces of one such quotation share its `outer`.
    """

    content: Span
    outer: Span
    paragraph: int
    goes_on: bool = False
    dashed: bool = False
    clause: Span | None = None

    def fills(self, block: Span) -> bool:
        """Whether the piece is all there is of its paragraph, but for one sign: a full stop behind the marks."""
        return self.outer.end - self.outer.start >= block.end - block.start - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Which of the ambiguous habits a document has."""

    reversed_guillemets: bool  # »so« rather than «so»
    same_guillemets: bool  # »so» on both sides
    same_curly: bool  # ”so” on both sides
    single: bool  # ‘so’ or 'so' is the ordinary quotation, as in British papers


class _Side(IntEnum):
    OPEN = 0
    CLOSE = 1
    EITHER = 2


_MARK: Final = regex.compile(r"''|``|[\"“”„‟«»‹›‘’‚‛'「」『』＂]")
_ALWAYS_OPEN: Final = frozenset("„‟「『‚‛")
_ALWAYS_CLOSE: Final = frozenset("」』")
_CLOSES: Final = {
    "“": '”“"',
    "„": '“”"‟„',
    "‟": '”"',
    "”": "”",
    "«": '»"',
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    '"': '"”“',
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
    "‛": "’",
    "「": "」",
    "『": "』",
}
_MOST_MARKS: Final = 20_000  # in one text; what has more is no article, and its first ones will do
_SINGLE: Final = frozenset("‘’'‚‛")
_LANGUAGES_WITH_WORKS: Final = frozenset("『")  # 『』 alone is a title or a quotation within one
_OPENING_NEIGHBOURS: Final = frozenset("([{—–-/¿¡:=…“„«‘‚「『\u200b")
_CLOSING_NEIGHBOURS: Final = frozenset(".,;:!?…)]}—–-/。，、！？：；）»”’」』،؛؟")
_APOSTROPHES: Final = regex.compile(r"(?:\d0s|em|n|til|cause|tis|twas|bout|round)\b", regex.IGNORECASE)
_SENTENCE_MARKS: Final = frozenset(".,?!…")
_ATTRIBUTION: Final = regex.compile(r"[,.!?…]\s?[—–-]\s")  # a mark before it was simply forgotten
_QUOTED_UP_TO: Final = regex.compile(r"[,.!?…]?(?:\s?[—–-]\s|\s*$)")
_DEEPEST: Final = 2  # straight marks within each other


def paragraphs(text: str) -> list[Span]:
    """The lines that hold anything, or the blocks between blank lines where the text is wrapped by hand."""
    found = regex.finditer(r"[^\n\r\u2028\u2029]+", text)
    lines = [Span(m.start(), m.end()) for m in found if not m.group().isspace()]
    if not _wrapped_by_hand(text, lines):
        return lines
    return [Span(m.start(), m.end()) for m in regex.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text)]


def _wrapped_by_hand(text: str, lines: Sequence[Span]) -> bool:
    """Whether most lines stop at a typist's margin (50 to 90 characters) in the middle of a sentence."""
    if len(lines) < 8:  # noqa: PLR2004 -- fewer lines tell nothing about a margin
        return False
    full = [line for line in lines if 50 <= line.end - line.start <= 90]  # noqa: PLR2004 -- the margin of the docstring
    broken = sum(text[line.end - 1] not in '.!?"”»:' for line in full)
    return len(full) > 0.6 * len(lines) and broken > 0.5 * len(lines)


_OPEN_LEFT: Final = regex.compile(r"(?<![^\s(\[—–-])»(?=\w)")
_OPEN_RIGHT: Final = regex.compile(r"(?<![^\s(\[—–-])«(?=\s?\w)")
_SAME_CURLY: Final = regex.compile(r"(?<![^\s(\[—–-])”(?=\w)")
_OPEN_DOUBLE: Final = regex.compile(r"[“„«»「]|(?<!\w)\"(?=\S)")
_OPEN_SINGLE: Final = regex.compile(r"(?<![\w’'])['‘](?=[^\W\d])")


def style(text: str) -> Style:
    """The habits of the whole document, told by the marks that stand before a word."""
    left, right = len(_OPEN_LEFT.findall(text)), len(_OPEN_RIGHT.findall(text))
    singles, doubles = len(_OPEN_SINGLE.findall(text)), len(_OPEN_DOUBLE.findall(text))
    return Style(
        reversed_guillemets=left > right and "«" in text,
        same_guillemets=left > 0 and "«" not in text,
        same_curly="“" not in text and "„" not in text and bool(_SAME_CURLY.search(text)),
        single=singles > 1.5 * doubles,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    at: int
    end: int
    sign: str
    side: _Side
    weak: bool  # an apostrophe or an inch as likely as a mark


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    return (text[start - 1] if start else " ", text[end] if end < len(text) else " ")


def _position(before: str, after: str) -> _Side:
    """What the white space and punctuation around a mark say about its side."""
    opens = before.isspace() or before in _OPENING_NEIGHBOURS
    closes = after.isspace() or after in _CLOSING_NEIGHBOURS
    if opens and not closes:
        return _Side.OPEN
    if closes and not opens:
        return _Side.CLOSE
    if opens and closes and before in _OPENING_NEIGHBOURS and not before.isspace():
        return _Side.CLOSE if after.isspace() else _Side.EITHER
    return _Side.EITHER


def _guillemet(sign: str, position: _Side, habits: Style) -> _Side:
    if sign in "«»" and habits.same_guillemets:
        return position
    forward = sign in "«‹"
    if sign in "«»" and habits.reversed_guillemets:
        forward = not forward
    return _Side.OPEN if forward else _Side.CLOSE


def _curly(sign: str, position: _Side, habits: Style) -> _Side:
    if sign == "“":
        return _Side.OPEN if position is _Side.EITHER else position
    if habits.same_curly:
        return position
    return _Side.CLOSE


def _single(sign: str, text: str, start: int, end: int) -> tuple[_Side, bool] | None:
    """The side of a single mark and whether it is a doubtful one, None for a plain apostrophe."""
    before, after = _neighbours(text, start, end)
    if sign != "’" and not before.isalnum() and not after.isspace():
        return None if _APOSTROPHES.match(text, end) and sign == "'" else (_Side.OPEN, False)
    if before.isspace() or after.isalnum():
        return None
    plural = before == "s" and after.isspace() and text[end + 1 : end + 2].islower()
    return _Side.CLOSE, plural or (
        before not in _SENTENCE_MARKS and after not in ",.;:)!?" and not after.isspace()
    )


def _read(match: "regex.Match[str]", text: str, habits: Style) -> _Mark | None:
    start, end = match.span()
    sign = '"' if match.group() in ("''", "``", "＂") else match.group()
    before, after = _neighbours(text, start, end)
    if sign in _SINGLE:
        found = _single(sign, text, start, end) if habits.single else None
        return _Mark(at=start, end=end, sign=sign, side=found[0], weak=found[1]) if found else None
    position = _position(before, after)
    weak = False
    if sign in _ALWAYS_OPEN:
        position = _Side.OPEN
    elif sign in _ALWAYS_CLOSE:
        position = _Side.CLOSE
    elif sign in "«»‹›":
        position = _guillemet(sign, position, habits)
    elif sign in "“”":
        position = _curly(sign, position, habits)
    else:
        weak = before.isdigit() and position is _Side.CLOSE
    return _Mark(at=start, end=end, sign=sign, side=position, weak=weak)


def _nested(marks: Sequence[_Mark]) -> bool:
    """Whether straight marks stand within straight marks: each that opens finds one that closes, two deep at most."""
    depth = deepest = 0
    for mark in marks:
        if mark.sign == '"':
            opens = mark.side is _Side.OPEN or (mark.side is _Side.EITHER and not depth)
            depth += 1 if opens else -1
            deepest = max(deepest, depth)
            if depth < 0:
                return False
    return depth == 0 and deepest == _DEEPEST


def _marks(text: str, paragraph: Span, habits: Style, most: int) -> list[_Mark]:
    """The first `most` marks of a paragraph, doubtful ones left out where a better partner follows."""
    found = [
        _read(m, text, habits) for m in islice(_MARK.finditer(text, paragraph.start, paragraph.end), most)
    ]
    marks = [mark for mark in found if mark]
    if _nested(marks):
        return marks
    kept: list[_Mark] = []
    following: dict[bool, _Side] = {}
    for mark in reversed(marks):
        family = mark.sign in _SINGLE
        if mark.weak and following.get(family) is _Side.CLOSE:
            continue
        if not mark.weak:
            following[family] = mark.side
        kept.append(mark)
    kept.reverse()
    return kept


class _Stack:
    """The marks open at a point of a paragraph, with a count per sign so that a stray mark is passed over at once."""

    def __init__(self) -> None:
        self.open: list[_Mark] = []
        self.count: Counter[str] = Counter()

    def push(self, mark: _Mark) -> None:
        self.open.append(mark)
        self.count[mark.sign] += 1

    def drop(self) -> _Mark:
        mark = self.open.pop()
        self.count[mark.sign] -= 1
        return mark

    def closable(self, sign: str) -> bool:
        return any(self.count[opener] for opener, closers in _CLOSES.items() if sign in closers)

    def close(self, sign: str) -> _Mark:
        while sign not in _CLOSES[self.open[-1].sign]:
            self.drop()
        return self.drop()


def _opens(mark: _Mark, stack: _Stack) -> bool:
    """Whether a mark opens, given what stands open: an ambiguous one closes when it can."""
    top = stack.open[-1].sign if stack.open else ""
    if mark.side is _Side.EITHER:
        return not (stack.closable(mark.sign) and (not top or mark.sign in _CLOSES[top]))
    if mark.sign == "“" and mark.side is _Side.OPEN and top == "„":
        return False
    return mark.side is _Side.OPEN


def _pairs(marks: Sequence[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], _Mark | None]:
    """Matched marks in the order in which they close, and the first mark that stays open."""
    stack, pairs, nested = _Stack(), [], _nested(marks)
    for mark in marks:
        if _opens(mark, stack):
            if mark.sign == '"' and stack.open and stack.open[-1].sign == '"' and not nested:
                stack.drop()  # the earlier one lost its partner
            stack.push(mark)
        elif stack.closable(mark.sign):
            pairs.append((stack.close(mark.sign), mark))
    return pairs, stack.open[0] if stack.open else None


def _outermost(pairs: Sequence[tuple[_Mark, _Mark]]) -> list[tuple[_Mark, _Mark]]:
    kept: list[tuple[_Mark, _Mark]] = []
    for pair in reversed(pairs):
        if not kept or pair[1].at < kept[-1][0].at:
            kept.append(pair)
    kept.reverse()
    return kept


def trimmed(text: str, start: int, end: int) -> Span:
    """The part of `text[start:end]` without white space at its edges."""
    while start < end and (text[start].isspace() or text[start] == "\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\u200b"):
        end -= 1
    return Span(start, end)


def _runs_on(text: str, mark: _Mark, paragraph: Span, following: Span | None) -> bool:
    """Whether a mark left open is taken up by the next paragraph, which then repeats it (Chicago Manual 13.30)."""
    if following is None or mark.sign == "'" or text.count(" ", mark.end, paragraph.end) < 2:  # noqa: PLR2004 -- three words
        return False
    first = text[following.start : following.end].lstrip()[:1]
    return first == mark.sign or (mark.sign == "«" and first == "»")


def _shared(text: str, left: _Mark, pairs: Sequence[tuple[_Mark, _Mark]], block: Span) -> _Mark | None:
    """The mark that closes a quotation and the one at its end at once: «Я сказала: «Решайте», — said she."""
    if left.sign != "«":
        return None
    inner = [pair for pair in pairs if pair[0].at > left.at and pair[0].sign == left.sign]
    if not inner or _ATTRIBUTION.search(text, left.end, inner[0][0].at):
        return None
    return next((end for _, end in inner if _QUOTED_UP_TO.match(text, end.end, block.end)), None)


def scan(text: str, blocks: Sequence[Span]) -> Iterator[Piece]:
    """The outermost quotations of each paragraph in order, titles in 『』 left out."""
    habits, most = style(text), _MOST_MARKS
    for number, block in enumerate(blocks):
        marks = _marks(text, block, habits, most)
        most -= len(marks)
        pairs, left = _pairs(marks)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        running = left if left and _runs_on(text, left, block, following) else None
        if running and any(opening.at > running.at and opening.sign == running.sign for opening, _ in pairs):
            running = None  # another quotation of the same kind follows: this mark was simply forgotten
        closing = _shared(text, left, pairs, block) if left and not running else None
        if left and closing:
            pairs = sorted([*pairs, (left, closing)], key=lambda pair: (pair[1].at, -pair[0].at))
        for opening, closing in _outermost(pairs):
            if running and opening.at > running.at:
                break
            if opening.sign in _LANGUAGES_WITH_WORKS:
                continue
            content = trimmed(text, opening.end, closing.at)
            if content.start < content.end:
                yield Piece(content=content, outer=Span(opening.at, closing.end), paragraph=number)
        if running:
            content = trimmed(text, running.end, block.end)
            yield Piece(content=content, outer=Span(running.at, block.end), paragraph=number, goes_on=True)


def divided(piece: Piece, cuts: Sequence[Span], clauses: Sequence[Span], text: str) -> list[Piece]:
    """The piece without the `cuts`, which hold the attribution `clauses`; pieces share the outer span."""
    edges = [piece.content.start, *(edge for cut in cuts for edge in (cut.start, cut.end)), piece.content.end]
    spans = [trimmed(text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    parts = []
    for number, span in enumerate(spans):
        if span.start < span.end:
            parts.append(replace(piece, content=span, clause=clauses[min(number, len(clauses) - 1)]))
    return parts
