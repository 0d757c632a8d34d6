"""How a digest is shown: entries in, messages out; knows neither subscriptions' storage nor how it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import html, labels, summary, text
from storage.models import Article, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story of a digest: the article to show, the tags it was matched by, copies from elsewhere folded into it."""

    article: Article
    reasons: tuple[str, ...] = ()
    same: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of a digest: Telegram HTML that fits, and the articles it shows, in order."""

    html: str
    article_ids: tuple[int, ...]


def render(entries: Sequence[Entry], *, rule: Rule, at: datetime, locale: str, more: int = 0) -> list[Part]:
    """The digest as messages in the order they are to be read; empty for no entries.

    `at` is when it is due (shown in the rule's zone); `more` is how many further articles were left out.
    Stories are numbered from 1 in each message, as the buttons below it are.
    """
    if not entries:
        return []
    head = text(
        "digest-head", locale, when=labels.moment(at, rule.zone, locale), wishes=labels.wishes(rule, locale)
    )
    parts = [Part(html=head, article_ids=())]
    for entry in entries:
        beside = _block(len(parts[-1].article_ids) + 1, entry, locale)
        parts = _append(parts, beside, _block(1, entry, locale), (entry.article.id,))
    if more:
        rest = text("digest-more", locale, count=more)
        parts = _append(parts, rest, rest, ())
    return parts


def _append(parts: list[Part], beside: str, alone: str, article_ids: tuple[int, ...]) -> list[Part]:
    """`parts` with `beside` at the end of the last one or, where that would not fit, `alone` as one more."""
    *before, last = parts
    together = f"{last.html}\n\n{beside}"
    if html.fits(together):
        return [*before, Part(html=together, article_ids=(*last.article_ids, *article_ids))]
    return [*parts, Part(html=alone, article_ids=article_ids)]


def _block(number: int, entry: Entry, locale: str) -> str:
    lines = [summary.entry(number, entry.article, locale)]
    others = dict.fromkeys(each.outlet for each in entry.same if each.outlet)
    if others:
        lines.append(text("also-in", locale, outlets=html.cut(", ".join(others), 200)))
    return "\n".join(lines)
