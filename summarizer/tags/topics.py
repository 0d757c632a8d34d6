"""Tells the topics of an article; knows places in a text, weights and floors, not the words themselves.

Every word that tells a topic counts by its strength, its place and, damped, how often it comes back. Below a floor
that grows with the text there is no topic rather than a guess.
"""

import math
from collections import Counter, defaultdict

from summarizer.models import TopicTag
from summarizer.tags.gazetteer import readable
from summarizer.tags.lexicon import Lexicon, lexicon
from summarizer.tags.taxonomy import taxonomy

READ = 12_000  # characters of an article that are read
TITLE_READ = 500
TITLE = 3.0
LEAD, LEAD_END = 1.5, 400
TAIL, TAIL_FROM = 0.5, 4_000

MOST = 3  # top-level topics
MOST_IN_ALL = 4  # with the finer ones
SHARE = 0.6  # of the best topic's score, for a further one
FINE_SHARE = 0.35  # of the best topic's score, for a finer one by its own words
FINE_FLOOR = 2.0
FLOOR = 1.0  # a headline needs one plain word …
FLOOR_STEP, FLOOR_EVERY, FLOOR_MOST = 0.5, 300, 4.0  # … a long text more: half a word every 300 characters


def topics(text: str, *, title: str | None = None, language: str | None = None) -> list[TopicTag]:
    """The topics of an article, best first, scores relative to the best: at most three, and with finer ones four.

    `language` is ISO 639-1; without one it is guessed. Empty when nothing is clear enough. Never raises.
    """
    title = (title or "")[:TITLE_READ]
    body = text[:READ]
    words = lexicon(readable(language, f"{title}\n{body}"))
    if words is None:
        return []
    return _chosen(_scores(words, title, body), len(title) + len(body))


def _scores(words: Lexicon, title: str, body: str) -> dict[str, float]:
    seen: dict[str, Counter[float]] = defaultdict(Counter)
    weights = {}
    for hit in words.find(title):
        seen[hit.name][TITLE] += 1
        weights[hit.name] = hit.weights
    for hit in words.find(body):
        seen[hit.name][_place(hit.start)] += 1
        weights[hit.name] = hit.weights
    scores: dict[str, float] = defaultdict(float)
    for name, places in seen.items():
        worth = sum(place * (1 + math.log(times)) for place, times in places.items())
        for slug, weight in weights[name].items():
            scores[slug] += weight * worth
    return scores


def _place(start: int) -> float:
    if start < LEAD_END:
        return LEAD
    return 1.0 if start < TAIL_FROM else TAIL


def _chosen(scores: dict[str, float], length: int) -> list[TopicTag]:
    known = taxonomy()
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    tops = [(slug, score) for slug, score in ranked if not known[slug].parents]
    floor = min(FLOOR_MOST, FLOOR + FLOOR_STEP * (length // FLOOR_EVERY))
    if not tops or tops[0][1] < floor:
        return []
    best = tops[0][1]
    kept = dict([(slug, score) for slug, score in tops if score >= SHARE * best][:MOST])
    fine = [
        (slug, score)
        for slug, score in ranked
        if score >= max(FINE_FLOOR, FINE_SHARE * best)
        and kept.keys() & {*known[slug].parents, *known[slug].beside}
        if known[slug].parents
    ]
    kept |= dict(fine[: MOST_IN_ALL - len(kept)])
    return [
        TopicTag(slug=slug, score=round(min(1.0, score / best), 3))
        for slug, score in sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
