"""Readers' corrections of tags: for whom they hold and what they make of an article's tags; knows SQL, not who may correct.

What the chat that shared an article first says of a tag holds for everybody who reads the article: its sender knows it
best. What any other chat says holds in that chat alone, and there before all else. Of several chats that share an
article the one counts that has shared it longest without a break, so nobody gets a say for others by sending it once
more, and who keeps an article private meanwhile comes after those who shared it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, delete, exists, or_, select

from storage import tables
from storage.engines.base import Connection, columns
from storage.models import Correction, Tag, TagKind, Verdict

_articles, _tags, _submissions = tables.articles, tables.tags, tables.submissions
_corrections = tables.tag_corrections

_ABOUT = ("primary", "secondary")  # the saliences that make an article one about a country


class Corrections:
    """The corrections of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, correction: Correction) -> None:
        """Make the tag be there, or not, for the correction's chat, and for whom its word holds.

        Said again it is the same. Where the article is so without the chat's word, an earlier word of the chat is
        taken back and none is kept: that is how a correction is undone. A country named in passing is not there yet.
        Raises Dangling when the article or the chat is not known.
        """
        new = correction
        own = [
            getattr(_corrections.c, name) == getattr(new, name)
            for name in ("article_id", "chat_id", "kind", "value")
        ]
        await self._connection.execute(delete(_corrections).where(*own))
        so = select(_articles.c.id).where(
            _articles.c.id == new.article_id, tagged(new.kind, [new.value], new.chat_id)
        )
        there = await self._connection.value(so) is not None
        if there != (new.verdict is Verdict.ADDED):
            values = {name: getattr(new, name) for name in new.__dataclass_fields__}
            await self._connection.execute(_corrections.insert().values(values))

    async def of_article(self, article_id: int, chat_id: int) -> list[Correction]:
        """The corrections of an article that are in force in a chat, oldest first."""
        return (await in_force(self._connection, [article_id], chat_id)).get(article_id, [])

    async def hold_for_all(self, article_id: int, chat_id: int) -> bool:
        """Whether what this chat says of the article's tags holds for everybody."""
        return bool(await self._connection.value(select(_first_to_share(article_id) == chat_id)))


async def in_force(
    connection: Connection, article_ids: Sequence[int], chat_id: int | None
) -> dict[int, list[Correction]]:
    """What holds in a chat, or for anybody if None, by article, oldest first; one query however many they are."""
    query = (
        select(_corrections)
        .where(_corrections.c.article_id.in_(article_ids), _holds(chat_id))
        .order_by(_corrections.c.at, _corrections.c.kind, _corrections.c.value)
    )
    found: dict[int, list[Correction]] = {}
    for row in await connection.all(query):
        kinds = {"kind": TagKind(row.kind), "verdict": Verdict(row.verdict)}
        found.setdefault(row.article_id, []).append(Correction(**columns(row) | kinds))
    return found


def applied(tags: Sequence[Tag], corrections: Iterable[Correction]) -> tuple[Tag, ...]:
    """The tags as corrected: without those removed, those added first, with score 1 and, of countries, as primary."""
    said = {(each.kind, each.value): each.verdict for each in corrections}
    there = {(each.kind, each.value): each for each in tags}
    added = [
        replace(
            there.get((kind, value), Tag(kind=kind, value=value, score=1.0)),
            score=1.0,
            salience="primary" if kind is TagKind.COUNTRY else None,
        )
        for (kind, value), verdict in said.items()
        if verdict is Verdict.ADDED
    ]
    return (*added, *(each for each in tags if (each.kind, each.value) not in said))


def tagged(kind: TagKind, values: Collection[str], chat_id: int | None) -> ColumnElement[bool]:
    """That the article of the enclosing query has a tag of these, as corrected for the chat.

    A country named in passing does not count. Says in SQL what `applied` says of records.
    """
    c = _corrections.c
    this = [_tags.c.article_id == _articles.c.id, _tags.c.kind == kind, _tags.c.value.in_(values)]
    if kind is TagKind.COUNTRY:
        this.append(_tags.c.salience.in_(_ABOUT))
    removed = exists().where(
        c.article_id == _tags.c.article_id,
        c.kind == _tags.c.kind,
        c.value == _tags.c.value,
        c.verdict == Verdict.REMOVED,
        _holds(chat_id),
    )
    added = exists().where(
        c.article_id == _articles.c.id,
        c.kind == kind,
        c.value.in_(values),
        c.verdict == Verdict.ADDED,
        _holds(chat_id),
    )
    return or_(exists().where(*this, ~removed), added)


def _holds(chat_id: int | None) -> ColumnElement[bool]:
    """That a row of corrections is in force in the chat; at most one is for one tag of an article."""
    c = _corrections.c
    for_all: Any = c.chat_id == _first_to_share(c.article_id)
    if chat_id is None:
        return and_(for_all)
    own = _corrections.alias("own")
    overruled = exists().where(
        own.c.chat_id == chat_id,
        own.c.article_id == c.article_id,
        own.c.kind == c.kind,
        own.c.value == c.value,
    )
    return or_(c.chat_id == chat_id, and_(for_all, ~overruled))


def _first_to_share(article_id: ColumnElement[int] | int) -> ScalarSelect[int]:
    """The chat whose word on the article's tags holds for everybody; NULL where all keep it private."""
    shared = _submissions.alias("shared")
    return (
        select(shared.c.chat_id)
        .where(shared.c.article_id == article_id, shared.c.private.is_(False))
        .order_by(shared.c.shared_at, shared.c.chat_id)
        .limit(1)
        .scalar_subquery()
    )
