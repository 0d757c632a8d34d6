"""Which quotations deserve showing first; knows the article's shape and certainty, not how to find either.

The weights are set by hand after articles whose own headline or abstract quotes them, in English, French and a few
others. What told those quotations from the rest: they stand early (the right one of two in 7 cases of 10), share words
with the headline and the lead around them (7), and with the other quotations (6). Certainty of the speaker tells
nothing there, but a quotation without speaker is seldom one that may be shown. Everything else was near chance.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from summarizer import languages
from summarizer.models import Certainty, Quote, Span
from summarizer.quotes.choosing_headline import is_headlined
from summarizer.quotes.words import QUESTION_MARKS, length

_EARLY: Final = 2.0
_FADING: Final = 0.4  # per quotation: the first has all of _EARLY, the second 1 / 1.4 of it
_LATE: Final = -0.5  # for a quotation at the end of the text, less before
_LEAD: Final = 3.0  # times the share of its words that headline and lead have
_LEAD_SHARE: Final = 0.5  # more is as good as this
_LEAD_LENGTH: Final = 500  # characters of text taken for the lead
_CENTRAL: Final = 1.2  # times the share of the other quotations that have its words
_CENTRAL_SHARE: Final = 0.125
_RARE: Final = 3  # words added to each, so that two words in common do not make all of a short quotation
# On texts with known speakers the names were right in 93, 89 and 84 of 100; of those without, 7 should be shown.
_SURE: Final = {
    Certainty.EXPLICIT: 0.5,
    Certainty.CARRIED: 0.35,
    Certainty.PRONOUN: 0.2,
    Certainty.NONE: -0.7,
}
_ROLE: Final = 0.3  # nobody named, but an office or occupation
_WHOLE: Final = 0.15  # a statement rather than a few words out of one
_WHOLE_LENGTH: Final = 6  # words
_LEANING: Final = -0.2  # opens with "he", "she", "they": who that is stands in the sentence before
_QUESTION: Final = -0.3
_UNREADABLE: Final = -0.5
_READABLE: Final = 90  # words; a longer one is a speech
_HEADLINE: Final = 3.0  # as much as place and lead can give together
_REPEATED: Final = 0.5  # the article prints it again: a caption, a pull quote
_TWIN: Final = -1.0  # the other print
_COMPARED: Final = 60  # quotations that are looked at for repeats
_PRINTED: Final = 30  # characters by which another print is found

_PER_SPEAKER: Final = 2  # quotations by one person among those shown
_TOP: Final = 3  # shown
_STEP: Final = 0.000_01  # of score between neighbours at least
_WORTH: Final = 0.3  # of score that another voice may cost

_WORD: Final = regex.compile(r"[^\W\d_]{4,}|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2}")
_FIRST: Final = regex.compile(r"[^\W_]+(?=[^\w'’]|$)")
_CLOSING: Final = " .,!?…。、，！？"
_OPENING: Final = " “\"‘'«„「『‹[(—–-…"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A quotation, what of it is shown, and the long words of that."""

    quote: Quote
    shown: str
    words: frozenset[str]


def scored(quotes: Sequence[Quote], text: str, title: str | None, language: str | None = None) -> list[Quote]:
    """The quotations with their scores, best first; among the first three another voice beats a third by one person.

    `language` (ISO 639-1) tells which words lean on the sentence before; without it none do.
    """
    candidates = [_candidate(quote, text) for quote in sorted(quotes, key=lambda quote: quote.span)]
    common = Counter(word for candidate in candidates for word in candidate.words)
    echoes = _echoes(candidates, text)
    pronouns = languages.of(language).pronouns
    rated = []
    for order, candidate in enumerate(candidates):
        score = _EARLY / (1 + _FADING * order) + _LATE * candidate.quote.span.start / max(1, len(text))
        score += _shared(candidate, text, title) + _central(candidate, common, len(candidates))
        score += _sure(candidate.quote) + _form(candidate.shown, pronouns) + echoes[order]
        score += _HEADLINE if is_headlined(candidate.shown, title) else 0.0
        rated.append(replace(candidate, quote=replace(candidate.quote, score=score)))
    rated.sort(key=lambda candidate: (-candidate.quote.score, candidate.quote.span))
    return _descending(_diverse(rated))


def beside(quotes: Sequence[Quote], told: Sequence[Span], *, text: str, title: str | None) -> list[Quote]:
    """The same quotations, `quotes` best first, for a reader who sees the passages `told` beside them.

    A quotation that lies wholly in such a passage goes behind the others whose speaker or role is known, unless the
    headline quotes it. Where no other is known, the order stays.
    """
    candidates = [_candidate(quote, text) for quote in quotes]
    repeated = [
        candidate
        for candidate in candidates
        if all(_lies_in(segment, told) for segment in candidate.quote.segments)
        and not is_headlined(candidate.shown, title)
    ]
    fresh = [candidate for candidate in candidates if candidate not in repeated]
    known = [candidate for candidate in fresh if _is_known(candidate.quote)]
    if not repeated or not known:
        return list(quotes)
    unknown = [candidate for candidate in fresh if not _is_known(candidate.quote)]
    return _descending([*_diverse(known), *(candidate.quote for candidate in [*repeated, *unknown])])


def _candidate(quote: Quote, text: str) -> _Candidate:
    shown = " ".join(span.of(text) for span in quote.segments)
    return _Candidate(quote, shown, _words(shown))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def _is_known(quote: Quote) -> bool:
    return quote.certainty is not Certainty.NONE or quote.role is not None


def _lies_in(segment: Span, passages: Sequence[Span]) -> bool:
    return any(passage.start <= segment.start and segment.end <= passage.end for passage in passages)


def _shared(candidate: _Candidate, text: str, title: str | None) -> float:
    """For words that the headline and the lead have too; a quotation in the lead does not count for itself."""
    span = candidate.quote.span
    lead = text[: min(_LEAD_LENGTH, span.start)] + " " + text[span.end : max(_LEAD_LENGTH, span.end)]
    share = len(_words(f"{title or ''} {lead}") & candidate.words) / (_RARE + len(candidate.words))
    return _LEAD * min(_LEAD_SHARE, share)


def _central(candidate: _Candidate, common: Counter[str], quotes: int) -> float:
    others = sum(common[word] - 1 for word in candidate.words) / max(1, quotes - 1)
    return _CENTRAL * min(_CENTRAL_SHARE, others / (_RARE + len(candidate.words)))


def _sure(quote: Quote) -> float:
    if quote.certainty is Certainty.NONE and quote.role is not None:
        return _ROLE
    return _SURE[quote.certainty]


def _form(shown: str, pronouns: frozenset[str]) -> float:
    """For how the quotation reads alone."""
    words = length(shown)
    opening = shown.lstrip(_OPENING)
    first = _FIRST.match(opening)
    score = _WHOLE if words >= _WHOLE_LENGTH and not opening[:1].islower() else 0.0
    score += _LEANING if first and first.group().lower() in pronouns else 0.0
    score += _QUESTION if shown.rstrip().endswith(QUESTION_MARKS) else 0.0
    return score + (_UNREADABLE if words > _READABLE else 0.0)


def _echoes(candidates: Sequence[_Candidate], text: str) -> list[float]:
    """What each quotation gains because the article prints it twice, or loses because it is the second print."""
    gains = [0.0] * len(candidates)
    for order, candidate in enumerate(candidates[:_COMPARED]):
        key = candidate.shown[:_PRINTED]
        if len(key) == _PRINTED and text.count(key) > 1:
            gains[order] = _REPEATED
        for earlier in range(order):
            if gains[earlier] != _TWIN and _repeats(candidate, candidates[earlier]):
                better, worse = _by_certainty(candidates, earlier, order)
                gains[better], gains[worse] = _REPEATED, _TWIN
    return gains


def _by_certainty(candidates: Sequence[_Candidate], earlier: int, later: int) -> tuple[int, int]:
    """Which of two prints is kept: the one that says who speaks, then the surer, else the earlier."""
    one, other = candidates[earlier].quote, candidates[later].quote
    if (other.cue is not None, _sure(other)) > (one.cue is not None, _sure(one)):
        return later, earlier
    return earlier, later


def _repeats(one: _Candidate, other: _Candidate) -> bool:
    """Whether one is a piece of the other, or both are of a like length and share most of their words."""
    short, long = sorted((one, other), key=lambda candidate: len(candidate.shown))
    if len(short.shown) >= _PRINTED and short.shown.rstrip(_CLOSING) in long.shown:
        return True
    fewer, more = sorted((len(one.words), len(other.words)))
    return 2 * len(one.words & other.words) > fewer and 2 * fewer > more


def _diverse(rated: Sequence[_Candidate]) -> list[Quote]:
    """The first three without repeats and with a second voice where that costs little; the rest as it was."""
    top: list[_Candidate] = []
    rest = list(rated)
    while rest and len(top) < _TOP:
        fresh = [
            candidate
            for candidate in rest[: 4 * _TOP]
            if not any(_repeats(candidate, other) for other in top)
        ]
        best = fresh[0] if fresh else rest[0]
        if _is_loud(best.quote.speaker, top):
            best = _another_voice(best, fresh)
        top.append(best)
        rest.remove(best)
    return [candidate.quote for candidate in [*top, *rest]]


def _is_loud(speaker: str | None, top: Sequence[_Candidate]) -> bool:
    return bool(speaker) and sum(other.quote.speaker == speaker for other in top) >= _PER_SPEAKER


def _another_voice(best: _Candidate, fresh: Sequence[_Candidate]) -> _Candidate:
    """The best by somebody else, as long as it is not much worse."""
    for candidate in fresh:
        speaker = candidate.quote.speaker
        if speaker and speaker != best.quote.speaker and best.quote.score - candidate.quote.score <= _WORTH:
            return candidate
    return best


def _descending(ordered: Sequence[Quote]) -> list[Quote]:
    """Scores that fall along the list, so that sorting by score gives the order shown."""
    result: list[Quote] = []
    ceiling = float("inf")
    for quote in ordered:
        score = round(min(quote.score, ceiling), 6)
        ceiling = score - _STEP
        result.append(replace(quote, score=score))
    return result
