"""Which quotation marks belong together; knows pairs of marks and their sides, not the languages they are used in."""

import itertools
import re
from collections.abc import Iterator

from summarizer.models import Span

_PAIRS = {"“": "”", "«": "»", "„": '“”"', "「": "」", "『": "』", '"': '"', "”": "”", "»": "«"}
_CLOSERS = frozenset("”»」』")
_TURNED = frozenset("”»")  # they also open: Swedish ”…”, Danish »…«
_QUOTED = re.compile(r"“[^”]*”?|«[^»]*»?|„[^“”]*[“”]?|「[^」]*」?|『[^』]*』?|\"[^\"]*\"?|^‘.*’")
_LINE_BREAKS = frozenset("\n\r\u2028\u2029")
_BEFORE_CLOSER = frozenset("([{—–-/") | _LINE_BREAKS  # what no closing mark follows
_QUOTE_SENTENCES = 8  # a quotation of more sentences than this is cut like other text
_QUOTE_LENGTH = 1000  # characters, likewise


def unquoted(sentence: str) -> str:
    """What is left of a sentence without its quotations."""
    return _QUOTED.sub("", sentence)


def leaves_open(sentence: str) -> bool:
    """Whether a quotation mark in `sentence` has no partner."""
    return _unpaired(sentence, sided=False)


def keep_whole(text: str, spans: list[Span]) -> Iterator[Span]:
    """The same sentences, those of one quotation joined to one; quotations over several lines stay cut."""
    first = 0
    for index in range(1, len(spans) + 1):
        if index == len(spans) or _breaks(text[spans[index - 1].end : spans[index].start]):
            yield from _keep_in_line(text, spans[first:index])
            first = index


def _breaks(gap: str) -> bool:
    return any(sign in gap for sign in _LINE_BREAKS)


def _keep_in_line(text: str, spans: list[Span]) -> Iterator[Span]:
    # Where the marks of a line pair up their order is enough. Where one is missing, counting would take the space
    # between two quotations for a third one: then straight marks must also stand on the right side of a word.
    sided = _unpaired(text[spans[0].start : spans[-1].end], sided=False)
    index = 0
    while index < len(spans):
        last = index
        if _unpaired(spans[index].of(text), sided=sided):
            last = _closing_sentence(text, spans, index, sided=sided)
        yield Span(spans[index].start, spans[last].end)
        index = last + 1


def _closing_sentence(text: str, spans: list[Span], first: int, *, sided: bool) -> int:
    """The index of the sentence that closes what `spans[first]` opens; `first` if none does within bounds."""
    start = spans[first].start
    for index in range(first + 1, min(len(spans), first + _QUOTE_SENTENCES)):
        if spans[index].end - start > _QUOTE_LENGTH:
            break
        if not _unpaired(text[start : spans[index].end], sided=sided):
            return index
    return first


def _unpaired(sentence: str, *, sided: bool) -> bool:
    waiting: list[str] = []
    for mark in _MARKS.finditer(sentence):
        sign, position = mark.group(), mark.start()
        if sign == '"' and _inside_word(sentence, position):
            continue
        opens = _may_open(sentence, position)
        if waiting and sign in _PAIRS[waiting[-1]] and not (sided and sign == '"' and opens):
            waiting.pop()
        elif sign in _CLOSERS and not (sign in _TURNED and opens):
            return True
        elif sign == '"' and not waiting and not opens:
            if sentence[position - 1 : position].isdigit():
                continue  # inches
            if sided:
                return True
            waiting.append(sign)
        elif sign in _PAIRS:
            waiting.append(sign)
    return bool(waiting)


_MARKS = re.compile("[" + re.escape("".join(sorted({*_PAIRS, *itertools.chain(*_PAIRS.values())}))) + "]")


def _may_open(sentence: str, position: int) -> bool:
    """Whether the mark stands before a word and not behind one."""
    before = sentence[position - 1 : position] if position else ""
    after = sentence[position + 1 : position + 2]
    return (not before or before.isspace() or before in _BEFORE_CLOSER) and (
        after.isalnum() or after in "¿¡[(…—"
    )


def _inside_word(sentence: str, position: int) -> bool:
    """Hebrew gershayim (צה"ל) and inches stand inside words and are no quotation marks."""
    before, after = sentence[max(0, position - 1) : position], sentence[position + 1 : position + 2]
    if not (before.isalnum() and after.isalnum()):
        return False
    return before.isdigit() or not "\u1100" <= before <= "\uffdc"  # Korean particles follow the closing mark
