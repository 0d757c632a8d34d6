"""Which quotations deserve showing first; knows the article's shape and certainty, not how to find either.

The weights come from articles whose own headline quotes them: the earliest quotations and those that share words
with the lead are the ones quoted there, and sentence rankers made for summaries are no better than chance at it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from summarizer.models import Certainty, Quote
from summarizer.quotes.words import length

_EARLY: Final = 2.0
_FADING: Final = 0.4  # per quotation: the first has all of _EARLY, the second 1 / 1.4 of it
_LEAD: Final = 0.8
_LEAD_LENGTH: Final = 500  # characters of headline and first paragraph
_SURE: Final = {
    Certainty.EXPLICIT: 0.6,
    Certainty.CARRIED: 0.35,
    Certainty.PRONOUN: 0.1,
    Certainty.NONE: -0.5,
}
_READABLE: Final = (8, 45)  # words that read well alone
_LENGTH: Final = 0.25
_HEADLINE: Final = 1.5  # the headline quotes it
_MOSTLY: Final = 0.6  # of the words quoted in the headline
_QUESTION: Final = -0.3
_UNREADABLE: Final = -0.5  # for more than twice the readable length
_PER_SPEAKER: Final = 2  # quotations by one person near the top
_TOP: Final = 3
_STEP: Final = 0.000_01  # of score between neighbours at least
_WORTH: Final = 0.5  # of score that another voice may cost
_WORD: Final = regex.compile(r"[^\W\d_]{4,}|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2}")
_QUOTED: Final = regex.compile(r"(?<!\w)[“\"«„「»‘'](?P<words>[^“”\"«»„「」]{6,}?)[”\"»“」«’'](?!\w)")


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _length_bonus(words: int) -> float:
    low, high = _READABLE
    if low <= words <= high:
        return _LENGTH
    return _UNREADABLE if words > 2 * high else 0.0


def _shown(quote: Quote, text: str) -> str:
    return " ".join(span.of(text) for span in quote.segments)


def scored(quotes: Sequence[Quote], text: str, title: str | None) -> list[Quote]:
    """The quotations with their scores, best first; among the first three another voice beats a third by one person."""
    lead = _words(f"{title or ''} {text[:_LEAD_LENGTH]}")
    headlines = [_words(match["words"]) for match in _QUOTED.finditer(title or "")]
    in_order = sorted(quotes, key=lambda quote: quote.span)
    rated = [
        replace(quote, score=_score(quote, order, text, lead, headlines))
        for order, quote in enumerate(in_order)
    ]
    rated.sort(key=lambda quote: (-quote.score, quote.span))
    return _descending(_diverse(rated, text))


def _score(
    quote: Quote, order: int, text: str, lead: frozenset[str], headlines: Sequence[frozenset[str]]
) -> float:
    shown = _shown(quote, text)
    words = _words(shown)
    score = _EARLY / (1 + _FADING * order)
    score += _LEAD * len(lead & words) / (3 + len(words))
    score += _SURE[quote.certainty] + _length_bonus(length(shown))
    score += _QUESTION if shown.rstrip().endswith("?") else 0.0
    if any(headline and len(headline & words) >= _MOSTLY * len(headline) for headline in headlines):
        score += _HEADLINE
    return score


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two quotations of a like length share most of their words."""
    return (
        bool(one and other)
        and 2 * len(one & other) > min(len(one), len(other))
        and 2 * min(len(one), len(other)) > max(len(one), len(other))
    )


def _diverse(rated: list[Quote], text: str) -> list[Quote]:
    """The first three without repeats and with a second voice where that costs little; the rest as it was."""
    top: list[Quote] = []
    rest = list(rated)
    while rest and len(top) < _TOP:
        fresh = [
            quote
            for quote in rest[: 4 * _TOP]
            if not any(_repeats(_words(_shown(quote, text)), _words(_shown(other, text))) for other in top)
        ]
        best = fresh[0] if fresh else rest[0]
        if best.speaker and sum(other.speaker == best.speaker for other in top) >= _PER_SPEAKER:
            others = [
                quote
                for quote in fresh
                if quote.speaker and quote.speaker != best.speaker and best.score - quote.score <= _WORTH
            ]
            best = others[0] if others else best
        top.append(best)
        rest.remove(best)
    return top + rest


def _descending(ordered: list[Quote]) -> list[Quote]:
    """Scores that fall along the list, so that sorting by score gives the order shown."""
    result: list[Quote] = []
    ceiling = float("inf")
    for quote in ordered:
        score = round(min(quote.score, ceiling), 6)
        ceiling = score - _STEP
        result.append(replace(quote, score=score))
    return result
