"""Words, reporting verbs and sentence edges within one clause; knows the lexicon, not who speaks.

Every function here is given a window and reads nothing outside it, so that its cost is bounded by its caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import regex

from summarizer.quotes.lexicon import Lexicon

QUESTION_MARKS: Final = ("?", "？", "؟")
LETTER: Final = regex.compile(r"\p{L}")
WINDOW: Final = (
    420  # characters a sentence may stretch to either side of a quotation; longer ones are cut off
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `word` is its lower case."""

    start: int
    end: int
    word: str


class CueKind(StrEnum):
    """What stands next to the speaker: a verb, or a phrase such as "according to"."""

    VERB = "verb"
    SOURCE = "source"
    RESUMED = "resumed"  # an infinitive with which the same person goes on: « Et d’ajouter »


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign that somebody speaks."""

    start: int
    end: int
    word: str
    kind: CueKind


_JOINED: Final = regex.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_APOSTROPHE: Final = regex.compile(r"['’]")
_SPLIT: Final = regex.compile(r"[^\W_]+")


def tokens(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """The words of a window, elided ones ("dell'agenzia") apart; compounds too where pronouns hang on the verbs."""
    if lexicon.split_hyphens:
        return [Token(m.start(), m.end(), m.group().lower()) for m in _SPLIT.finditer(text, start, end)]
    found: list[Token] = []
    for match in _JOINED.finditer(text, start, end):
        word = match.group().lower()
        cut = _APOSTROPHE.search(word) if lexicon.elisions.exact else None
        if cut and word[: cut.start()] in lexicon.elisions:
            found.append(Token(match.start(), match.start() + cut.start(), word[: cut.start()]))
            found.append(Token(match.start() + cut.end(), match.end(), word[cut.end() :]))
        else:
            found.append(Token(match.start(), match.end(), word))
    return found


def cues(
    text: str, start: int, end: int, lexicon: Lexicon, words: Sequence[Token] | None = None
) -> list[Cue]:
    """The reporting verbs and source phrases of a window, in order; `words` are its tokens, if they are known."""
    found: list[Cue] = []
    if lexicon.sources:
        found += [
            Cue(m.start(), m.end(), m.group().lower(), CueKind.SOURCE)
            for m in lexicon.sources.finditer(text, start, end)
        ]
    if lexicon.phrases:
        found += [
            Cue(m.start(), m.end(), m.group().lower(), CueKind.VERB)
            for m in lexicon.phrases.finditer(text, start, end)
            if m.groupdict().get("verb", m.group())
        ]
    if lexicon.resuming:
        found += [
            Cue(m.start(), m.end(), m.group().lower(), CueKind.RESUMED)
            for m in lexicon.resuming.finditer(text, start, end)
        ]
    if lexicon.spaced:
        found += [
            Cue(token.start, token.end, token.word, CueKind.VERB)
            for token in (tokens(text, start, end, lexicon) if words is None else words)
            if token.word in lexicon.verbs
            and token.word not in lexicon.no_verbs
            and not _is_name(text, token, lexicon)
        ]
    found.sort(key=lambda cue: (cue.start, -cue.end))
    return _disjoint(found)


def _is_name(text: str, token: Token, lexicon: Lexicon) -> bool:
    """Whether a capital within a sentence makes a verb's look-alike a name or a noun ("Claims", "Sagt")."""
    if not lexicon.cased or not text[token.start].isupper():
        return False
    before = text[max(0, token.start - 2) : token.start]
    return before[-1:] == " " and (before[:1].isalnum() or before[:1] == ",")


def _disjoint(found: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in found:
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


_STOP: Final = regex.compile(r"[.!?…]+[”\"’'»“)\]]*(?=\s)|[。！？]|\n")
_ORDINAL: Final = 2  # digits of a day of the month
_LAST_WORD: Final = regex.compile(r"(\w[\w.]*)\.$")


def _month_follows(text: str, position: int, lexicon: Lexicon) -> bool:
    """Whether a number's stop makes it an ordinal: "am 17. Juli"; months are among the little words."""
    if not lexicon.nouns_capitalised:
        return False
    following = _JOINED.match(text, position + 1)
    return following is not None and following.group().lower() in lexicon.stopwords


def _abbreviated(text: str, stop: "regex.Match[str]", low: int, lexicon: Lexicon) -> bool:
    """Whether a full stop belongs to an initial, an abbreviation or a number rather than ends a sentence."""
    if stop.group() == "\n":
        return False
    if text[stop.end() : stop.end() + 2].strip()[:1].islower():
        return True
    word = _LAST_WORD.search(text[max(low, stop.start() - 16) : stop.end()]) if stop.group() == "." else None
    if not word:
        return False
    last = word[1]
    if last.isdecimal() and len(last) <= _ORDINAL:
        return _month_follows(text, stop.end(), lexicon)
    if all(len(part) == 1 and part.isupper() for part in last.split(".")):
        return True
    return last.lower() in lexicon.abbreviations


def sentence_start(text: str, low: int, position: int, lexicon: Lexicon) -> int:
    """Where the sentence that reaches up to `position` begins, not before `low` nor out of the window."""
    low = max(low, position - WINDOW)
    stops = list(_STOP.finditer(text, low, position))
    best = next((stop.end() for stop in reversed(stops) if not _abbreviated(text, stop, low, lexicon)), low)
    while best < position and text[best].isspace():
        best += 1
    return best


def sentence_end(text: str, position: int, high: int, lexicon: Lexicon) -> int:
    """Where the sentence that stands at `position` ends (before its stop), not after `high` nor out of the window."""
    high = min(high, position + WINDOW)
    for stop in _STOP.finditer(text, position, high):
        if not _abbreviated(text, stop, position, lexicon):
            return stop.start()
    if text[high - 1 : high] in (".", "。") and high > position and not text[high : high + 1].isalnum():
        return high - 1
    return high


_IDEOGRAPH: Final = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ANY_WORD: Final = regex.compile(r"[^\W_][\w'’.-]*")


def length(text: str) -> int:
    """How many words a quotation has; two ideographs or kana count as one word."""
    signs = len(_IDEOGRAPH.findall(text))
    return signs // 2 if signs > len(text) / 3 else len(_ANY_WORD.findall(text))
