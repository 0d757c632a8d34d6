"""Which articles a rule asks for, which of them tell one story, and in what order to show them; pure, knows no store."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Final

from storage.models import Article, Rule, Tag, TagKind
from summarizer import fingerprint, tags

_ABOUT: Final = frozenset({"primary", "secondary"})

# Two texts are one story when the shorter shares this part of its four-word runs with the longer: copies of one agency
# report share nearly all, two reports of one event a tenth. Wrongly merged would claim a confirmation nobody gave.
SAME: Final = 0.6
# A round-up contains five stories whole and is the same as none of them, so lengths must be comparable.
_LEAST_LENGTH_RATIO: Final = 0.25
# Characters of a text that are compared: beyond its first few thousand words nothing new is learnt, and a hostile
# text cannot take unbounded memory.
_COMPARED: Final = 20_000
# Fewer shared runs than this are stock phrases.
_LEAST_SHARED: Final = 8
# A short text is looked up by all of its runs, a longer one by one in so many: of the 39 runs that 65 words share with
# a near-copy, one at least is looked up in 99.5 %.
_SHORT: Final = 256
_SKETCHED: Final = 8
# Equal headlines are one story if they say something ("Morning briefing" does not) and are not a weekly column's.
_TELLING_WORDS: Final = 4
_TELLING_CHARACTERS: Final = 24
_HEADLINE_LIFE: Final = timedelta(days=2)
# The earliest copy leads, unless it is a first flash: below this part of the longest copy's words.
_FULL: Final = 0.8


def match(rule: Rule, article: Article) -> tuple[str, ...] | None:
    """The tags (topic slugs, country codes; best first) for which the rule asks for this article, None if it does not.

    A country counts when the story is about it (salience primary or secondary), also as one of a region; a topic also
    through its parents. Both kinds must hold when the rule names both; a rule that names neither asks for everything,
    for no reason. A region that this version does not know has no countries, so a rule of such regions alone asks for
    nothing.
    """
    about = [tag.value for tag in _matched(rule, article, TagKind.TOPIC)]
    where = [tag.value for tag in _matched(rule, article, TagKind.COUNTRY)]
    if (rule.topics and not about) or ((rule.countries or rule.regions) and not where):
        return None
    return tuple(dict.fromkeys(about + where))


def countries(rule: Rule) -> frozenset[str]:
    """The codes of all countries the rule asks for, those of its regions included."""
    return _countries(rule.countries, rule.regions)


# Every article of a digest is asked about the same rule.
@lru_cache(maxsize=1024)
def _countries(named: tuple[str, ...], regions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(named).union(*map(tags.region_countries, regions))


def topics(rule: Rule) -> tuple[str, ...]:
    """The slugs of all topics the rule asks for, with the topics below them."""
    below = [slug for slug in tags.topic_slugs() if set(tags.topic_parents(slug)) & set(rule.topics)]
    return tuple(dict.fromkeys((*rule.topics, *below)))


def score(rule: Rule, article: Article) -> float:
    """How much the article is about what the rule names, in [0, 2]: its best matching topic plus country."""
    kinds = (_matched(rule, article, kind) for kind in TagKind)
    return sum(max((tag.score for tag in found), default=0.0) for found in kinds)


def _matched(rule: Rule, article: Article, kind: TagKind) -> list[Tag]:
    return [tag for tag in article.tags if tag.kind == kind and _asked(rule, tag)]


def _asked(rule: Rule, tag: Tag) -> bool:
    if tag.kind == TagKind.COUNTRY:
        return tag.salience in _ABOUT and tag.value in countries(rule)
    if not rule.topics:
        return False
    return tag.value in rule.topics or any(parent in rule.topics for parent in tags.topic_parents(tag.value))


def rank(rule: Rule, stories: Iterable[list[Article]]) -> list[list[Article]]:
    """The stories (as `fold` gives them) in the order to show: by relevance, then by number of copies, then newest first.

    Relevance is the best score of a copy to one decimal, for finer differences mean nothing.
    """

    def weight(story: list[Article]) -> tuple[float, int, float, int]:
        best = round(max(score(rule, each) for each in story), 1)
        return (best, len(story), story[0].created_at.timestamp(), story[0].id)

    return sorted(stories, key=weight, reverse=True)


@dataclass(frozen=True, slots=True)
class _Print:
    """A text's word runs, and those of them by which it is looked up."""

    runs: frozenset[int]
    sketch: frozenset[int]


@dataclass(slots=True)
class _Story:
    print: _Print
    longest: Article
    copies: list[Article] = field(default_factory=list)


def fold(articles: Iterable[Article]) -> list[list[Article]]:
    """The articles grouped by story: near-copies of one text, or the same headline within two days.

    A group is led by its earliest full copy (80 % of the longest one's words), the others follow by time. Groups
    stand in order of their leaders' time. Every article is compared with the longest copy of a group only, so
    groups do not grow by chains.
    """
    stories: list[_Story] = []
    holders: dict[int, list[_Story]] = {}
    headlines: dict[str, list[_Story]] = {}
    for article in sorted(articles, key=lambda each: (-each.words, each.created_at, each.id)):
        found = _print(article.text[:_COMPARED])
        headline = _headline(article.title)
        told = headlines.setdefault(headline, []) if headline else []
        story = _same_text(found, holders) or _same_headline(article, told)
        if story is None:
            story = _Story(print=found, longest=article)
            stories.append(story)
            for run in found.sketch:
                holders.setdefault(run, []).append(story)
        story.copies.append(article)
        told.append(story)
    groups = [_led(story.copies) for story in stories]
    return sorted(groups, key=lambda group: (group[0].created_at, group[0].id))


# Many subscriptions meet the same few articles at the same hour.
@lru_cache(maxsize=256)
def _print(text: str) -> _Print:
    runs = fingerprint.shingles(text)
    # Broder's mod-m sketch (1997): which runs belong to it depends on the runs alone, so two texts choose alike.
    sketch = runs if len(runs) <= _SHORT else frozenset(run for run in runs if run % _SKETCHED == 0)
    return _Print(runs, sketch)


def _same_text(found: _Print, holders: dict[int, list[_Story]]) -> _Story | None:
    """The story whose text this is: the likest, if it is like enough."""
    candidates = {id(story): story for run in found.sketch for story in holders.get(run, ())}
    likeness = [(_likeness(found.runs, story.print.runs), story) for story in candidates.values()]
    best, story = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return story if best >= SAME else None


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _LEAST_LENGTH_RATIO * longer:
        return 0.0
    contained = fingerprint.containment(one, other)
    return contained if contained * shorter >= _LEAST_SHARED else 0.0


def _same_headline(article: Article, told: Iterable[_Story]) -> _Story | None:
    near = (story for story in told if abs(story.longest.created_at - article.created_at) <= _HEADLINE_LIFE)
    return next(near, None)


def _headline(title: str | None) -> str:
    """The words of a telling headline without case, width or punctuation; "" for one that tells nothing."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title or "").casefold())
    telling = len(words) >= _TELLING_WORDS or len("".join(words)) >= _TELLING_CHARACTERS
    return " ".join(words) if telling else ""


def _led(copies: list[Article]) -> list[Article]:
    by_time = sorted(copies, key=lambda each: (each.created_at, each.id))
    enough = _FULL * max(each.words for each in copies)
    leader = next(each for each in by_time if each.words >= enough)
    return [leader, *(each for each in by_time if each is not leader)]
