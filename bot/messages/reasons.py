"""Why an article has its tags: each with the words that told it, and what readers corrected; knows no chat's rights."""

from collections.abc import Sequence
from typing import Final

from bot.messages import html, labels, summary, text
from storage.models import Article, Correction, Tag, Verdict

# Countries named in passing that are told one by one; a report from a summit names thirty.
PASSING_SHOWN: Final = 5
# UTF-16 units of one piece of evidence: a name or a term, never a sentence.
EVIDENCE_LIMIT: Final = 60


def render(
    article: Article, corrections: Sequence[Correction], *, chat_id: int, for_all: bool, locale: str
) -> str:
    """One message: every tag in force with its reasons, those removed, and for whom a correction made here counts.

    `corrections` are those in force in the chat. The reasons are the article's own words. Where everything does not
    fit, what stands last gives way.
    """
    head = _head(article, locale)
    foot = text("tags-correct-for-all" if for_all else "tags-correct-here", locale)
    lines = _lines(article, corrections, chat_id, locale) or [text("tags-none", locale)]
    while not html.fits(message := "\n\n".join([head, *lines, foot])):
        lines.pop()
    return message


def adding(article: Article, locale: str) -> str:
    """The page on which a missing tag is chosen."""
    return "\n\n".join([_head(article, locale), text("tags-add", locale)])


def removed(corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections that took a tag away."""
    return [each for each in corrections if each.verdict is Verdict.REMOVED]


def _head(article: Article, locale: str) -> str:
    return text("tags-head", locale, title=summary.title(article, locale))


def _lines(article: Article, corrections: Sequence[Correction], chat_id: int, locale: str) -> list[str]:
    said = {(each.kind, each.value): each for each in corrections}
    passing = [each for each in article.tags if each.salience == "passing"]
    shown = [*labels.shown_tags(article.tags), *passing[:PASSING_SHOWN]]
    lines = [_line(each, said.get((each.kind, each.value)), chat_id, locale) for each in shown]
    if more := len(passing[PASSING_SHOWN:]):
        lines.append(text("tags-more-in-passing", locale, count=more))
    for each in removed(corrections):
        key = "tag-removed-here" if each.chat_id == chat_id else "tag-removed-by-sender"
        lines.append(text(key, locale, tag=labels.tag(each.kind, each.value, locale)))
    return lines


def _line(tag: Tag, correction: Correction | None, chat_id: int, locale: str) -> str:
    name = text("tag-name", locale, tag=labels.tag(tag.kind, tag.value, locale))
    salience = text(f"salience-{tag.salience}", locale) if tag.salience else None
    added = None
    if correction is not None:
        added = text("tag-added-here" if correction.chat_id == chat_id else "tag-added-by-sender", locale)
    told = ", ".join(html.cut(each, EVIDENCE_LIMIT) for each in tag.evidence)
    reasons = text("tag-because", locale, words=told) if told else None
    return html.joined([html.joined([name, salience, added]), reasons], "\n")
