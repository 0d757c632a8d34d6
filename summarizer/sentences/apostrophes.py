"""Single quotation marks, told from the apostrophes that look like them; knows their sides, no language."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"[‘’‚']")
_BEFORE = frozenset('([{—–-/“„«"=:')  # a mark behind one of these, behind a space or first of all may open
_INSIDE = frozenset('¿¡(…“"«')  # what a quotation begins with beside letters
_ENDS = frozenset('.,!?…;:”"»)')  # behind one of these a mark closes; before one too
_STARTS = frozenset('.:,!?…;(“«„"—–')  # what stands before a quotation that is a sentence
_SENTENCE_END = re.compile(r"[.!?…]\s")
# Words that an apostrophe opens: Dutch, English, German, Italian, Afrikaans, and years ('90s).
_ELIDED_HEAD = re.compile(
    r"(?:s|t|n|m|k|r|ne|nen|em|til|till|tis|twas|cause|bout|round|ndrangheta|ndranghet\w+|un|ere|\d\d(?:s|(?=[.,;:]|$)))(?![^\W_])",
    re.IGNORECASE,
)
# Words that an apostrophe closes: Italian po', mo'.
_ELIDED_TAIL = re.compile(r"(?<![^\W\d_])(?:po|mo|fa|va|di|da|sta)$", re.IGNORECASE)
_POSSESSIVE = frozenset("sxzSXZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Singles:
    """The single quotations of a text as (position of the opening mark, position of the closing one).

    `opened` is the mark of a quotation that is open at the end, `closed` the first one that closes what the text
    has not opened; None where there is none. A mark that may as well be an apostrophe is in neither.
    """

    pairs: tuple[tuple[int, int], ...]
    opened: int | None
    closed: int | None


def pair(text: str, *, waiting: bool = False) -> Singles:
    """Read the marks of any text in one pass; with `waiting` a quotation is open before it begins."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = -1 if waiting else None
    perhaps: int | None = None  # it may close, or belong to "the workers' houses"
    closed: int | None = None
    for mark in _MARK.finditer(text):
        at = mark.start()
        if _opens(text, at):
            if opened is not None and perhaps is not None and _is_term(text, opened, perhaps):
                pairs.append((opened, perhaps))
                opened = None
            if opened is None or not _begins_speech(text, opened):
                opened, perhaps = at, None
        elif opened is not None and _closes(text, at):
            if _possessive(text, at):
                perhaps = perhaps or at
                continue
            pairs.append((opened, at))
            opened = perhaps = None
        elif opened is None and closed is None and _closes_speech(text, at):
            closed = at
    if opened is not None and perhaps is not None and _is_term(text, opened, perhaps):
        pairs.append((opened, perhaps))
        opened = None
    if pairs and pairs[0][0] < 0:
        closed = pairs.pop(0)[1]
    open_speech = opened if opened is not None and opened >= 0 and _begins_speech(text, opened) else None
    return Singles(pairs=tuple(pairs), opened=open_speech, closed=closed)


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "’" or not (not before or before.isspace() or before in _BEFORE):
        return False
    if not (after.isalnum() or after in _INSIDE) or not after:
        return False
    return text[at] == "‚" or _ELIDED_HEAD.match(text, at + 1) is None


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "‚" or not before or before.isspace() or after.isalnum():
        return False
    return before in _ENDS or _ELIDED_TAIL.search(text, max(0, at - 4), at) is None


def _possessive(text: str, at: int) -> bool:
    following = text[at + 1 : at + 3]
    return text[at - 1] in _POSSESSIVE and following[:1] == " " and following[1:].islower()


def _is_term(text: str, opened: int, closed: int) -> bool:
    """Whether no sentence ends between two marks: then the second is more than the end of "workers'"."""
    return opened >= 0 and _SENTENCE_END.search(text, opened, closed) is None


def _closes_speech(text: str, at: int) -> bool:
    """Whether a mark closes for certain: it stands behind the end of a sentence."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] != "‚" and bool(before) and before in ".,!?…" and (not after or after.isspace())


def _begins_speech(text: str, at: int) -> bool:
    """Whether a mark stands where somebody begins to speak, not before a name ('Abd, ‘okina) in mid-sentence."""
    before = text[max(0, at - 3) : max(0, at)].rstrip()
    return at < 0 or not before or before[-1] in _STARTS
