"""One sentence as words, its own apart from those between quotation marks; knows typography, no language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from summarizer.models import Span
from summarizer.sentences import spoken

_QUOTED_SHARE: Final = 0.6  # of the letters of a sentence between marks make it mainly a quotation
_LED_SHARE: Final = 0.3  # likewise where a colon leads to the quotation and somebody is named before it
_QUOTED_LEAST: Final = 12  # letters; a shorter quotation is a title or a term
_KEPT: Final = 28  # characters of a quotation that may be a name («Коммерсантъ») and stays readable
_WORDS: Final = 4  # of a quotation; fewer are a name or a term
_TOKEN: Final = regex.compile(
    r"\p{L}[\p{L}\p{M}\p{N}]*"
    r"(?:[-\u2010\u2011](?!(?:t-)?(?:il|elle|ils|elles|on|se|a|o)\b)[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*|\p{N}+"
)
_CUT: Final = regex.compile(r"[,;:()–—“”\"«»„\u060c]|\s-\s|\.(?=\s)")
_SIGN: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_CLOSED: Final = regex.compile(r"[,“”\"«»„–—\u060c]|\s-\s")


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `word` is its lower case, `cut` whether a comma or the like stands before it."""

    printed: str
    word: str
    cut: bool
    closed: bool  # a comma, dash or quotation mark before it


class Sentence:
    """A sentence, its own words apart from those between marks."""

    def __init__(self, text: str, quoted: Sequence[Span]) -> None:
        self.text = text
        quoted = [span for span in quoted if not _may_be_name(span.of(text))]
        said = sum(_letters(span.of(text)) for span in quoted)
        self.all = max(1, _letters(text))
        self.quotation = said >= _QUOTED_LEAST and said >= _QUOTED_SHARE * self.all
        self.quoted_first = any(span.start <= 1 and said >= _QUOTED_LEAST for span in quoted)
        self.spoken = spoken(text)
        self.told = _blanked(text, quoted)
        self.tokens = list(_tokens(self.told))
        self.ends_open = regex.search(r"[:：]\s*$", self.told[: quoted[0].start]) if quoted else None
        reaches_end = bool(quoted) and not regex.search(r"\w", text[quoted[-1].end :])
        self.led = bool(self.ends_open) and reaches_end and said >= _LED_SHARE * self.all


def _may_be_name(quotation: str) -> bool:
    """Whether what stands between marks is no longer than a name (газета «Коммерсантъ»); signs say more than letters."""
    if _SIGN.search(quotation):
        return len(quotation) <= _KEPT // 2
    return len(quotation) <= _KEPT or len(quotation.split()) < _WORDS


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


def _blanked(text: str, quoted: Sequence[Span]) -> str:
    """The sentence with its quotations emptied but for their marks."""
    parts, position = [], 0
    for span in quoted:
        if span.start < position:
            continue
        parts += [text[position : span.start + 1], " " * (span.end - span.start - 2), text[span.end - 1]]
        position = span.end
    return "".join([*parts, text[position:]])


def _tokens(told: str) -> Iterator[Token]:
    end = 0
    for match in _TOKEN.finditer(told):
        gap = told[end : match.start()]
        yield Token(match.group(), match.group().lower(), bool(_CUT.search(gap)), bool(_CLOSED.search(gap)))
        end = match.end()
