"""Quotations that go on in the next paragraph; knows marks and paragraphs, not who speaks.

Papers open every paragraph of a long quotation with its mark and close only the last, or open and close it once.
"""

from collections.abc import Sequence

from summarizer.models import Span
from summarizer.sentences import apostrophes, quotations

_PARAGRAPHS = 5  # in which a quotation closes; later marks belong to others, the first one was a mistake
_SINGLE = "‘'‚"


def carried(paragraphs: Sequence[str]) -> list[list[Span]]:
    """For each paragraph the stretches in which a sentence that begins there is inside of such a quotation.

    A mark that never closes reaches no further than its own paragraph, and there only if it opens it.
    """
    found: list[list[Span]] = [[] for _ in paragraphs]
    number = position = 0
    while number < len(paragraphs):
        opened = _opening(paragraphs[number], position)
        end = None if opened is None else _end(paragraphs, number, opened)
        if opened is not None and end is not None:
            _mark(found, paragraphs, (number, opened), end)
        elif opened is not None and not paragraphs[number][:opened].strip():
            found[number] += _alone(paragraphs[number], opened)
        number, position = end or (number + 1, 0)
    return found


def _mark(
    found: list[list[Span]], paragraphs: Sequence[str], start: tuple[int, int], end: tuple[int, int]
) -> None:
    first, opened = start
    last, closed = end
    for number in range(first, last + 1):
        text = paragraphs[number]
        low = opened + 1 if number == first else _repeated(text, paragraphs[first][opened])
        high = closed if number == last else len(text)
        if low < high:
            found[number].append(Span(low, high))


def _alone(text: str, opened: int) -> list[Span]:
    """What a mark reaches that no other paragraph closes: up to the next mark, for there it has ended at the latest."""
    sign = text[opened]
    closed = _closing(text[opened + 1 :], sign)
    ends = [opened + 1 + closed] if closed is not None else []
    if sign not in _SINGLE and (again := text.find(sign, opened + 1)) > 0:
        ends.append(again)
    end = min(ends, default=len(text))
    return [Span(opened + 1, end)] if opened + 1 < end else []


def _opening(text: str, position: int) -> int | None:
    """Where a mark opens what its paragraph does not close."""
    rest = text[position:]
    single = apostrophes.pair(rest).opened
    # Where marks pair up their order is enough; where one is missing straight ones must stand on the right side.
    doubles = quotations.pair(rest, sided=bool(quotations.pair(rest, sided=False).waiting))
    waiting = [at for at in doubles.waiting if quotations.begins(rest, at)]
    marks = [at for at in (*waiting[:1], single) if at is not None]
    return position + min(marks) if marks else None


def _end(paragraphs: Sequence[str], first: int, opened: int) -> tuple[int, int] | None:
    """The paragraph and the place where the mark finds its partner; None if it does not.

    Either every paragraph of the quotation repeats the mark or none does: what breaks the habit is another's.
    """
    sign = paragraphs[first][opened]
    following = paragraphs[first + 1 : first + _PARAGRAPHS]
    repeats = bool(following and _repeated(following[0], sign))
    for number, text in enumerate(following, first + 1):
        start = _repeated(text, sign)
        if bool(start) != repeats:
            return None
        closed = _closing(text[start:], sign)
        if closed is not None:
            return number, start + closed + 1
    return None


def _repeated(text: str, sign: str) -> int:
    """How much of a paragraph is the mark that it repeats; what begins with it is judged by its own marks."""
    head = text[: len(text) - len(text.lstrip()) + 1]
    return len(head) if head.endswith(sign) else 0


def _closing(text: str, sign: str) -> int | None:
    if sign in _SINGLE:
        return apostrophes.pair(text, waiting=True).closed
    return quotations.closing(text, sign)
