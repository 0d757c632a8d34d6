"""Tells the topics of an article; knows places in a text, weights and floors, not the words themselves.

Every word that tells a topic counts by its strength, by the best place it stands in and, damped, by how often it comes
back, so that many different words outdo one that is repeated; a word that tells several topics tells each of them less.
Below a floor that grows with the text there is no topic rather than a guess.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from summarizer.models import TopicTag
from summarizer.tags.gazetteer import readable
from summarizer.tags.lexicon import Hit, Lexicon, lexicon
from summarizer.tags.taxonomy import added, taxonomy, topic_parents
from summarizer.tags.words import fold

READ = 12_000  # characters of an article that are read
TITLE_READ = 500
TITLE = 2.0
LEAD, LEAD_END = 1.5, 250
TAIL, TAIL_FROM = 0.5, 4_000
AGAIN = 0.5  # of the place's worth, for every e-fold of repetitions

MOST = 3  # top-level topics
MOST_IN_ALL = 4  # with the finer ones
SHARE = 0.6  # of the best topic's score, for a further one
FINE_SHARE = 0.35  # of the best topic's score, or of the finer topic above, for a finer one by its own words
FINE_FLOOR = 3.0
FINE_ENOUGH = (
    7.5  # three strong words tell a finer topic of one that is kept, however many words that one has
)
FLOOR = 1.0  # a headline needs one plain word …
FLOOR_STEP, FLOOR_EVERY, FLOOR_MOST = 0.5, 300, 4.0  # … a long text more: half a word every 300 characters
SHORT = 600  # characters of a text in which an operator's topic is told by its own words, however many others have
EVIDENCE = 5  # words a tag carries


@dataclass(slots=True, kw_only=True)
class _Seen:
    """An entry of the lexicon in one article."""

    hit: Hit
    printed: str
    place: float
    total: float = 0.0
    times: int = 0


def topics(text: str, *, title: str | None = None, language: str | None = None) -> list[TopicTag]:
    """The topics of an article, best first, scores relative to the best: at most three, and with finer ones four.

    `language` is ISO 639-1; without one it is guessed. Each tag carries at most five of the words that told it, as
    they are printed. Empty when nothing is clear enough. Never raises.
    """
    title = (title or "")[:TITLE_READ]
    body = text[:READ]
    words = lexicon(readable(language, f"{title}\n{body}"))
    if words is None:
        return []
    told = _told(words, title, body)
    scores = {slug: math.fsum(worth.values()) for slug, worth in told.items()}
    return [
        TopicTag(slug=slug, score=score, evidence=_evidence(told[slug]))
        for slug, score in _chosen(scores, len(title) + len(body))
    ]


def _told(words: Lexicon, title: str, body: str) -> dict[str, dict[str, float]]:
    """Topic to the words that tell it, as printed, and what each is worth to it."""
    seen: dict[str, _Seen] = {}
    named = words.named(title, body)
    for text, in_title in ((title, True), (body, False)):
        for hit in words.find(text, named):
            place = TITLE if in_title else _place(hit.start)
            known = seen.get(hit.name)
            if known is None:
                known = seen[hit.name] = _Seen(hit=hit, printed=text[hit.start : hit.end], place=place)
            known.times += 1
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for each in seen.values():
        worth = each.place * (1 + AGAIN * math.log(each.times))
        for slug, weight in each.hit.weights.items():
            told[slug][each.printed] = max(weight * worth, told[slug].get(each.printed, 0.0))
    return told


def _place(start: int) -> float:
    if start < LEAD_END:
        return LEAD
    return 1.0 if start < TAIL_FROM else TAIL


def _evidence(worth: dict[str, float]) -> tuple[str, ...]:
    """The words worth most to a topic, none twice and none that runs over a line's end."""
    found: dict[str, str] = {}
    for printed in sorted(worth, key=lambda printed: -worth[printed]):
        if len(found) == EVIDENCE:
            break
        if "\n" not in printed:
            found.setdefault(fold(printed), printed)
    return tuple(found.values())


def _fine(
    ranked: list[tuple[str, float]], kept: dict[str, float], best: float, length: int
) -> list[tuple[str, float]]:
    """The finer and the operator's topics told beside those kept, his first, then the best first.

    A still finer one is measured by the one above it. Of an operator's topic all words are known to mean it, and they
    are few: nothing else has to vouch for it, and in a short text one strong word is enough.
    """
    known = taxonomy()
    told: dict[str, float] = {}
    for slug, score in sorted(ranked, key=lambda pair: len(topic_parents(pair[0]))):
        if slug in kept:
            continue
        if slug in added():
            measure = best if length > SHORT else 0.0
        elif known[slug].parents and kept.keys() & {*topic_parents(slug), *known[slug].beside}:
            measure = min((told[above] for above in known[slug].parents if above in told), default=best)
        else:
            continue
        needed = max(FINE_FLOOR, FINE_SHARE * measure)
        if score >= (min(needed, FINE_ENOUGH) if kept.keys() & {*topic_parents(slug)} else needed):
            told[slug] = score
    return sorted(told.items(), key=lambda pair: (pair[0] not in added(), -pair[1], pair[0]))


def _chosen(scores: dict[str, float], length: int) -> list[tuple[str, float]]:
    known = taxonomy()
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    tops = [(slug, score) for slug, score in ranked if not known[slug].parents]
    floor = min(FLOOR_MOST, FLOOR + FLOOR_STEP * (length // FLOOR_EVERY))
    if not tops or tops[0][1] < floor:
        return []
    best = tops[0][1]
    kept = dict([(slug, score) for slug, score in tops if score >= SHARE * best][:MOST])
    kept |= dict(_fine(ranked, kept, best, length)[: MOST_IN_ALL - len(kept)])
    ordered = sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(slug, round(min(1.0, score / best), 3)) for slug, score in ordered]
