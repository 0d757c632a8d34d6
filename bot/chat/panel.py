"""The buttons of the panel that tells why an article has its tags; knows callback records and labels, decides nothing."""

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.callbacks import Correct, TurnTags
from bot.chat.keyboards import button, rows
from bot.messages import labels, plain, reasons
from storage.models import Article, Correction, TagKind
from summarizer import tags

# What `Correct` carries in place of a tag's kind: a topic's slug needs the room.
LETTERS: Final = {"topic": "t", "country": "c"}
# Telegram takes a hundred buttons; the way back is one.
MOST: Final = 98


def correctable(
    article: Article, corrections: Sequence[Correction], *, owner: int, locale: str
) -> InlineKeyboardMarkup:
    """A way out for each tag that is there, a way back for each that was removed, and the way to add one."""
    out = [
        _correct(
            article, each.kind, each.value, owner=owner, label=plain("button-tag-remove", locale, tag=name)
        )
        for each in labels.shown_tags(article.tags)
        for name in [labels.tag(each.kind, each.value, locale)]
    ]
    back = [
        _correct(
            article,
            each.kind,
            each.value,
            owner=owner,
            label=plain("button-tag-back", locale, tag=name),
            on=1,
        )
        for each in reasons.removed(corrections)
        for name in [labels.tag(each.kind, each.value, locale)]
    ]
    add = button(plain("button-tag-add", locale), TurnTags(owner=owner, article=article.id, adding=1))
    return InlineKeyboardMarkup([*rows([*out, *back][:MOST], 2), [add]])


def addable(article: Article, *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Countries that the article names in passing and topics that it does not have, to add, and the way back."""
    there = {each.value for each in article.tags if each.kind is TagKind.TOPIC}
    missing = [
        *(("country", each.value) for each in article.tags if each.salience == "passing"),
        *(("topic", slug) for slug in tags.topic_slugs() if slug not in there),
    ]
    choices = _additions(article, missing[:MOST], owner, locale)
    back = button(plain("button-tags-back", locale), TurnTags(owner=owner, article=article.id, adding=0))
    return InlineKeyboardMarkup([*choices, [back]])


def near(article: Article, found: Sequence[tags.Found], *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """What a reader may have meant, to add to the article."""
    named = [(each.kind, each.value) for each in found]
    return InlineKeyboardMarkup(_additions(article, named, owner, locale))


def _additions(
    article: Article, named: Sequence[tuple[str, str]], owner: int, locale: str
) -> list[list[InlineKeyboardButton]]:
    choices = [
        _correct(article, kind, value, owner=owner, label=labels.tag(kind, value, locale), on=1)
        for kind, value in named
    ]
    return rows(choices, 2)


def _correct(
    article: Article, kind: str, value: str, *, owner: int, label: str, on: int = 0
) -> InlineKeyboardButton:
    return button(label, Correct(owner=owner, article=article.id, kind=LETTERS[kind], value=value, on=on))
