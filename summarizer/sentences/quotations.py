"""Which quotation marks belong together; knows pairs of marks and their sides, not the languages they are used in."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.models import Span
from summarizer.sentences import apostrophes

_PAIRS = {"“": "”", "«": "»", "„": '“”"', "「": "」", "『": "』", '"': '"', "”": "”", "»": "«"}
_CLOSERS = frozenset("”»」』")
_OPENERS = frozenset("“«„「『")  # they open wherever nothing waits for them
_TURNED = frozenset("”»")  # they also open: Swedish ”…”, Danish »…«
_QUOTED = re.compile(r"“[^”]*”?|«[^»]*»?|„[^“”]*[“”]?|「[^」]*」?|『[^』]*』?|\"[^\"]*\"?")
_LINE_BREAKS = frozenset("\n\r\u2028\u2029")
_BEFORE_CLOSER = frozenset("([{—–-/") | _LINE_BREAKS  # what no closing mark follows
_QUOTE_SENTENCES = 8  # a quotation of more sentences than this is cut like other text
_QUOTE_LENGTH = 1000  # characters, likewise
_HOPELESS = (
    100  # marks in a row that nothing closes: that line's are no quotations, and to look further takes long
)


def unquoted(sentence: str) -> str:
    """What is left of a sentence without its quotations."""
    if not _ANY_MARK.search(sentence):
        return sentence
    told = _QUOTED.sub("", sentence)
    parts, position = [], 0
    for start, end in apostrophes.pair(told).pairs:
        parts.append(told[position:start])
        position = end + 1
    return "".join([*parts, told[position:]])


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
    index = hopeless = 0
    while index < len(spans):
        last = index
        if hopeless < _HOPELESS and _unpaired(spans[index].of(text), sided=sided):
            last = _closing_sentence(text, spans, index, sided=sided)
            hopeless = hopeless + 1 if last == index else 0
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
    if not _ANY_MARK.search(sentence):
        return False
    singles = apostrophes.pair(sentence)
    if singles.opened is not None or singles.closed is not None:
        return True
    found = pair(sentence, sided=sided)
    return bool(found.waiting or found.stray)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The positions of marks (all but single ones) without a partner: those that wait for one, and lone closing ones."""

    waiting: tuple[int, ...]
    stray: tuple[int, ...]


def pair(text: str, *, sided: bool) -> Pairing:
    """Pair the marks of a text in one pass; with `sided` straight marks must stand on the right side of a word."""
    waiting: list[int] = []
    stray: list[int] = []
    for mark in _MARKS.finditer(text):
        sign, position = mark.group(), mark.start()
        if sign == '"' and _inside_word(text, position):
            continue
        opens = may_open(text, position)
        if waiting and sign in _PAIRS[text[waiting[-1]]] and not (sided and sign == '"' and opens):
            waiting.pop()
        elif _closes_alone(text, position, opens=opens, sided=sided and not waiting):
            stray.append(position)
        elif not (sign == '"' and not waiting and not opens and text[position - 1 : position].isdigit()):
            waiting.append(position)  # else inches
    return Pairing(waiting=tuple(waiting), stray=tuple(stray))


def closing(text: str, sign: str) -> int | None:
    """Where a quotation that `sign` opened before the text closes in it, those inside it left out; None if nowhere."""
    depth = 0
    for mark in _MARKS.finditer(text):
        found, position = mark.group(), mark.start()
        if found == '"' and _inside_word(text, position):
            continue
        opens = may_open(text, position)
        if found == sign and (opens or sign in _OPENERS):
            depth += 1
        elif found in _PAIRS[sign] and not opens:
            if not depth:
                return position
            depth -= 1
    return None


def begins(text: str, position: int) -> bool:
    """Whether a mark stands where a quotation begins: behind no word, and before one if it may be either mark."""
    before = text[position - 1 : position] if position else ""
    free = not before or before.isspace() or before in _BEFORE_CLOSER or "\u1100" <= before <= "\uffdc"
    return free and (text[position] in _OPENERS or may_open(text, position))


def _closes_alone(text: str, position: int, *, opens: bool, sided: bool) -> bool:
    sign = text[position]
    if sign == '"':
        return sided and not opens and not text[position - 1 : position].isdigit()
    return sign in _CLOSERS and not (sign in _TURNED and opens)


_SIGNS = re.escape("".join(sorted({*_PAIRS, *itertools.chain(*_PAIRS.values())})))
_MARKS = re.compile(f"[{_SIGNS}]")
# Most sentences have none of these; inside a word a single one is an apostrophe.
_ANY_MARK = re.compile(rf"[{_SIGNS}‘‚]|(?<!\w)['’]|['’](?!\w)")


def may_open(sentence: str, position: int) -> bool:
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
