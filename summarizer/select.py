"""Which sentences make the summary; knows what may stand in one and what repeats, not how sentences are scored.

Sentences are taken one by one, best first, so the summary of n sentences is part of the summary of n + 1. A sentence
that leans on the one before comes only behind it: both are taken, or neither.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from summarizer import languages, ranking, sentences
from summarizer.document import Document, squeeze
from summarizer.fitness import Fitness, fitness, leans
from summarizer.languages import Language
from summarizer.models import Sentence, Span
from summarizer.ranking import Array, Story
from summarizer.words import terms

GIST = 280  # characters: three lines of a telephone

_READ = 120  # sentences looked at; news puts nothing for a summary later, and ranking compares every pair
_LONGEST = 1_000  # characters; what runs on longer is no sentence for a telephone
_REDUNDANCY = 1.0  # score lost for each unit of likeness (cosine) to a chosen sentence
_SAME = 0.85  # likeness from which two sentences say the same
_CHAIN = 2  # sentences brought along for one that leans ("The mayor … He … He added …")
_NEWS = 0.3  # of a gist's terms are not in the headline: it stands below it in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A summary in article order, and the one sentence for a list (see `models.Analysis`)."""

    summary: tuple[Sentence, ...]
    gist: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    span: Span
    text: str  # line breaks inside are spaces, as in `Document.flow`
    fit: bool  # may stand in a summary
    leans: bool  # is understood only after the sentence before it


def choose(
    document: Document,
    *,
    language: str | None,
    length: int,
    characters: int | None = None,
    method: str = ranking.DEFAULT,
) -> Choice:
    """Up to `length` sentences of the body within `characters` (all of them together), and the gist.

    Fewer when fewer are fit to stand there. `rank` tells the order of choice and grows from 0; see
    `models.Sentence`. Only the first 120 sentences of the body are considered. Raises KeyError for a method that is
    not in `ranking.RANKERS`.
    """
    rank = ranking.RANKERS[method]
    candidates = _candidates(document, languages.of(language))
    if not candidates:
        return Choice(summary=(), gist=None)
    story = ranking.tell(
        [each.text for each in candidates],
        title=document.title,
        language=language,
        paragraphs=_paragraphs(document, candidates),
    )
    scores = rank(story)
    room = _Room(length, characters)
    picks = list(_picks(candidates, story, scores, room))
    chosen = [
        _sentence(document, candidates[index], order, score) for order, (index, score) in enumerate(picks)
    ]
    return Choice(
        summary=tuple(sorted(chosen, key=lambda sentence: sentence.span)),
        gist=_gist(document, candidates, scores, language),
    )


def _candidates(document: Document, language: Language) -> list[_Candidate]:
    """The first sentences of the body, each text once."""
    found: dict[str, _Candidate] = {}
    forms: list[Fitness] = []
    headline = squeeze(document.title or "")
    for span, text in _sentences(document, language):
        key = squeeze(text)
        if key and key not in found and len(text) <= _LONGEST:
            form = Fitness.UNFIT if key == headline else fitness(text, language)
            leaning = leans(text, language)
            found[key] = _Candidate(span=span, text=text, fit=form is Fitness.WHOLE, leans=leaning)
            forms.append(form)
        if len(found) >= _READ:
            break
    candidates = list(found.values())
    if any(each.fit and not each.leans for each in candidates):
        return candidates
    # A text of nothing but lines without an end has nothing better to show; its first line follows on nothing.
    return [
        replace(each, fit=form is not Fitness.UNFIT, leans=each.leans and index > 0)
        for index, (each, form) in enumerate(zip(candidates, forms, strict=True))
    ]


def _sentences(document: Document, language: Language) -> Iterator[tuple[Span, str]]:
    for paragraph in document.body:
        for inner in sentences.split(paragraph.of(document.flow), language.code):
            span = Span(paragraph.start + inner.start, paragraph.start + inner.end)
            yield span, span.of(document.flow)


def _paragraphs(document: Document, candidates: Sequence[_Candidate]) -> list[int]:
    """The number of the paragraph of each candidate."""
    starts = np.array([span.start for span in document.body])
    return [int(np.searchsorted(starts, candidate.span.start, side="right")) - 1 for candidate in candidates]


@dataclass(slots=True)
class _Room:
    """What is left of the budget."""

    sentences: int
    characters: int | None

    def takes(self, candidate: _Candidate) -> bool:
        return self.sentences > 0 and (
            self.characters is None or candidate.span.end - candidate.span.start <= self.characters
        )

    def fill(self, candidate: _Candidate) -> None:
        self.sentences -= 1
        if self.characters is not None:
            self.characters -= candidate.span.end - candidate.span.start


def _picks(
    candidates: Sequence[_Candidate], story: Story, scores: Array, room: _Room
) -> Iterator[tuple[int, float]]:
    """Indices in order of choice, each with its score at that moment."""
    left = {index for index, each in enumerate(candidates) if each.fit}
    likest = np.zeros(len(candidates))  # to any chosen sentence
    chosen: set[int] = set()
    while left:
        worth = scores - _REDUNDANCY * likest
        chains = {index: _chain(candidates, index, left, chosen) for index in left}
        # The first sentence of a summary is taken for itself: a summary of one must be the best one.
        options = {i: chain for i, chain in chains.items() if chain and (chosen or len(chain) == 1)}
        options = {i: chain for i, chain in options.items() if room.takes(candidates[chain[0]])}
        if not options:
            return
        best = max(options, key=_by_mean(options, worth))
        index = options[best][0]
        yield index, float(worth[index])
        room.fill(candidates[index])
        chosen.add(index)
        likest = np.maximum(likest, story.likeness[index])
        left = {each for each in left - {index} if likest[each] < _SAME}


def _by_mean(options: dict[int, list[int]], worth: Array) -> Callable[[int], tuple[float, int]]:
    """What an option is worth for each sentence it takes; of equals, the earlier."""
    return lambda index: (float(worth[options[index]].mean()), -index)


def _chain(candidates: Sequence[_Candidate], index: int, left: set[int], chosen: set[int]) -> list[int]:
    """The sentences that have to be taken, in their order, for this one to be understood; empty: it cannot be."""
    chain = [index]
    while candidates[chain[0]].leans:
        before = chain[0] - 1
        if before in chosen:
            return chain
        if before not in left or len(chain) > _CHAIN:
            return []
        chain.insert(0, before)
    return chain


def _gist(
    document: Document, candidates: Sequence[_Candidate], scores: Array, language: str | None
) -> Sentence | None:
    short = [
        index
        for index, each in enumerate(candidates)
        if each.fit and not each.leans and each.span.end - each.span.start <= GIST
    ]
    if not short:
        return None
    headline = set(terms(document.title or "", language))

    def worth(index: int) -> tuple[bool, float, int]:
        said = set(terms(candidates[index].text, language))
        return len(said - headline) >= _NEWS * len(said), float(scores[index]), -index

    best = max(short, key=worth)
    return _sentence(document, candidates[best], 0, float(scores[best]))


def _sentence(document: Document, candidate: _Candidate, rank: int, score: float) -> Sentence:
    span = candidate.span
    return Sentence(text=span.of(document.text), span=span, rank=rank, score=round(score, 4))
