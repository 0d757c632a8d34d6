"""Which sentences make the summary; knows what may stand in one and what repeats, not how sentences are scored.

Sentences are taken one by one, best first, so the summary of n sentences is part of the summary of n + 1. A sentence
that leans on the one before comes only behind it; what it leans on may be taken for its sake.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer import ranking
from summarizer.candidates import Candidate, gather, tell
from summarizer.document import Document
from summarizer.models import Sentence
from summarizer.ranking import Array, Ranker, Story

GIST = 280  # characters: three lines of a telephone

_REDUNDANCY = 1.0  # score lost for each unit of likeness (cosine) to a chosen sentence
_SAME = 0.85  # likeness from which two sentences say the same
_REGRET = 0.5  # by which what is taken for another's sake may be worse than the best: a shorter summary ends with it
_CHAIN = 2  # sentences brought along for one that leans ("The mayor … He … He added …")
_NEWS = 0.3  # of a gist's terms are not in the headline: it stands below it in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A summary in article order, and the one sentence for a list (see `models.Analysis`)."""

    summary: tuple[Sentence, ...]
    gist: Sentence | None


def choose(
    document: Document,
    *,
    language: str | None,
    length: int,
    characters: int | None = None,
    rank: Ranker = ranking.RANKERS[ranking.DEFAULT],
) -> Choice:
    """Up to `length` sentences of the body within `characters` (all of them together), and the gist.

    Fewer when fewer are fit to stand there. `rank` tells the order of choice and grows from 0; see
    `models.Sentence`. Only the first 120 sentences of the body are considered.
    """
    candidates = gather(document, language)
    if not candidates:
        return Choice(summary=(), gist=None)
    story = tell(candidates, document, language)
    scores = rank(story)
    room = _Room(length, characters)
    picks = list(_picks(candidates, story, scores, room))
    chosen = [
        _sentence(document, candidates[index], order, score) for order, (index, score) in enumerate(picks)
    ]
    return Choice(
        summary=tuple(sorted(chosen, key=lambda sentence: sentence.span)),
        gist=_gist(document, candidates, story, scores),
    )


@dataclass(slots=True)
class _Room:
    """What is left of the budget."""

    sentences: int
    characters: int | None

    def takes(self, chain: Sequence[Candidate]) -> bool:
        """Whether there is room: for all characters of a chain, and for the first sentence of it at least."""
        needed = sum(each.span.end - each.span.start for each in chain)
        return self.sentences > 0 and (self.characters is None or needed <= self.characters)

    def fill(self, candidate: Candidate) -> None:
        self.sentences -= 1
        if self.characters is not None:
            self.characters -= candidate.span.end - candidate.span.start


def _picks(
    candidates: Sequence[Candidate], story: Story, scores: Array, room: _Room
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
        options = {i: chain for i, chain in options.items() if room.takes([candidates[j] for j in chain])}
        if not options:
            return
        best = max(options, key=_value(options, worth))
        index = options[best][0]
        yield index, float(worth[index])
        room.fill(candidates[index])
        chosen.add(index)
        likest = np.maximum(likest, story.likeness[index])
        left = {each for each in left - {index} if likest[each] < _SAME}


def _value(options: dict[int, list[int]], worth: Array) -> Callable[[int], tuple[float, int]]:
    """What an option is worth for each sentence it takes, little above its first; of equals, the earlier."""

    def value(index: int) -> tuple[float, int]:
        chain = options[index]
        return min(float(worth[chain].mean()), float(worth[chain[0]]) + _REGRET), -index

    return value


def _chain(candidates: Sequence[Candidate], index: int, left: set[int], chosen: set[int]) -> list[int]:
    """The sentences that have to be taken, in their order, for this one to be understood; empty: it cannot be."""
    chain = [index]
    while candidates[chain[0]].leans:
        before = candidates[chain[0]].before
        if before in chosen:
            return chain
        if before is None or before not in left or len(chain) > _CHAIN:
            return []
        chain.insert(0, before)
    return chain


def _gist(
    document: Document, candidates: Sequence[Candidate], story: Story, scores: Array
) -> Sentence | None:
    short = [
        index
        for index, each in enumerate(candidates)
        if each.fit and not each.leans and each.span.end - each.span.start <= GIST
    ]
    if not short:
        return None
    heading = set(story.heading)

    def worth(index: int) -> tuple[bool, float, int]:
        said = set(story.terms[index])
        return len(said - heading) >= _NEWS * len(said), float(scores[index]), -index

    best = max(short, key=worth)
    return _sentence(document, candidates[best], 0, float(scores[best]))


def _sentence(document: Document, candidate: Candidate, rank: int, score: float) -> Sentence:
    span = candidate.span
    return Sentence(text=span.of(document.text), span=span, rank=rank, score=round(score, 4))
