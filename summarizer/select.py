"""Which sentences make the summary; knows what may stand in one and what repeats, not how sentences are scored.

Sentences are taken one by one, best first, so the summary of n sentences is part of the summary of n + 1.
"""

import re
from dataclasses import dataclass

import numpy as np

from summarizer import languages, ranking, sentences
from summarizer.document import Document, squeeze
from summarizer.languages import Language
from summarizer.lines import ends_sentence
from summarizer.models import Sentence, Span
from summarizer.ranking import Array, Story
from summarizer.words import count, words

_READ = 120  # sentences looked at; news puts nothing for a summary later, and ranking compares every pair
_LONGEST = 1_000  # characters; what runs on longer is no sentence for a telephone
_LEAST_WORDS = 4
_REDUNDANCY = 1.0  # score lost for each unit of likeness (cosine) to a chosen sentence
_SAME = 0.85  # likeness from which two sentences say the same
_LEANING = 1.5  # score lost by a sentence that leans on one that is not chosen
_ATTRIBUTION_WORDS = 4  # "he added" and little more around a quotation

_QUESTION = re.compile(r"[?？؟]['\"”’»›)\]」』]*$")
_OPENS_QUOTED = re.compile(r"[\"“«„「『‘»]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    span: Span
    text: str  # line breaks inside are spaces, as in `Document.flow`
    fit: bool  # may stand in a summary
    leans: bool  # is understood only after the sentence before it


def summary(
    document: Document, *, language: str | None, length: int, ranker: str = ranking.DEFAULT
) -> tuple[Sentence, ...]:
    """Up to `length` sentences of the body, in article order; fewer when fewer are fit to stand alone.

    `rank` tells the order of choice and grows from 0; see `models.Sentence`. Only the first 120 sentences of the
    body are considered. Raises KeyError for a ranker that is not in `ranking.RANKERS`.
    """
    rank = ranking.RANKERS[ranker]
    candidates = _candidates(document, languages.of(language))
    if not candidates or length <= 0:
        return ()
    story = ranking.tell([each.text for each in candidates], title=document.title, language=language)
    picks = _pick(candidates, story, rank(story), length)
    chosen = [
        Sentence(text=span.of(document.text), span=span, rank=order, score=round(score, 4))
        for order, (index, score) in enumerate(picks)
        if (span := candidates[index].span)
    ]
    return tuple(sorted(chosen, key=lambda sentence: sentence.span))


def _candidates(document: Document, language: Language) -> list[_Candidate]:
    """The first sentences of the body, each text once."""
    found: dict[str, _Candidate] = {}
    headline = squeeze(document.title or "")
    for paragraph in document.body:
        for inner in sentences.split(paragraph.of(document.flow), language.code):
            span = Span(paragraph.start + inner.start, paragraph.start + inner.end)
            text = span.of(document.flow)
            key = squeeze(text)
            if key and key not in found and len(text) <= _LONGEST:
                fit = key != headline and _stands_alone(text, language)
                found[key] = _Candidate(span=span, text=text, fit=fit, leans=leans(text, language))
            if len(found) >= _READ:
                return _some_fit(list(found.values()))
    return _some_fit(list(found.values()))


def _some_fit(candidates: list[_Candidate]) -> list[_Candidate]:
    """A text of fragments only has nothing better to show."""
    if any(each.fit for each in candidates):
        return candidates
    return [_Candidate(span=each.span, text=each.text, fit=True, leans=False) for each in candidates]


def _stands_alone(text: str, language: Language) -> bool:
    if count(text) < _LEAST_WORDS or _QUESTION.search(text) or sentences.leaves_open(text):
        return False
    if not language.spaces and (not ends_sentence(text) or text.endswith((":", "："))):
        return False
    return count(sentences.unquoted(text)) > 1


def leans(text: str, language: Language) -> bool:
    """Whether a sentence opens with a word that points back ("He …", "The move …") or ends in "…", he added."."""
    if _OPENS_QUOTED.search(text):
        outside = words(sentences.unquoted(text))
        if len(outside) <= _ATTRIBUTION_WORDS and language.dangling & set(outside):
            return True
    if _OPENS_QUOTED.match(text):
        return False
    opening = text[:60].lower()
    if language.code in {"zh", "ja", "th"}:
        return opening.startswith(tuple(language.dangling))
    first = next(iter(words(opening)), "")
    return first.partition("'")[0].partition("’")[0] in language.dangling or any(
        opening.startswith(f"{phrase} ") for phrase in language.referring
    )


def _pick(candidates: list[_Candidate], story: Story, scores: Array, length: int) -> list[tuple[int, float]]:
    """Indices in order of choice, each with its score at that moment."""
    left = {index for index, each in enumerate(candidates) if each.fit}
    likest = np.zeros(len(candidates))  # to any chosen sentence
    picks: list[tuple[int, float]] = []
    while left and len(picks) < length:
        chosen = {index for index, _ in picks}
        leaning = np.array([each.leans and index - 1 not in chosen for index, each in enumerate(candidates)])
        worth = scores - _REDUNDANCY * likest - _LEANING * leaning
        best = max(left, key=lambda index: (worth[index], -index))
        picks.append((best, float(worth[best])))
        likest = np.maximum(likest, story.likeness[best])
        left = {index for index in left - {best} if likest[index] < _SAME}
    return picks
