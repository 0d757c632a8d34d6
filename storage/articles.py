"""Articles with what was found in them, who sent them and who may read them; knows SQL, not how a text is analysed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Row,
    Select,
    Table,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from storage import corrections, tables
from storage.engines.base import Connection, columns
from storage.errors import Missing
from storage.models import (
    Article,
    NewArticle,
    Publication,
    StoredQuote,
    Submission,
    SummarySentence,
    Tag,
    TagKind,
)

_articles = tables.articles
_submissions, _publications = tables.submissions, tables.publications
_messages, _shown = tables.article_messages, tables.digest_items

_PLAIN = ("key", "url", "title", "byline", "outlet", "published", "language", "text", "words", "method")


class Articles:
    """The articles of one transaction.

    Their tags are those in force: as corrected for everybody and, where a chat is given, as corrected in that chat.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, new: NewArticle, now: datetime) -> tuple[Article, bool]:
        """Keep an article, and say True; or, if its key is kept already, the article that has it, and False."""
        gist_start, gist_end = new.gist or (None, None)
        plain = {name: getattr(new, name) for name in _PLAIN}
        statement = (
            self._connection.insert(_articles)
            .values(**plain, gist_start=gist_start, gist_end=gist_end, created_at=now)
            .on_conflict_do_nothing(index_elements=[_articles.c.key])
            .returning(_articles.c.id)
        )
        article_id = await self._connection.value(statement)
        if article_id is None:
            return await self._known(_articles.c.key == new.key), False
        for table, records in (
            (tables.sentences, new.sentences),
            (tables.quotes, new.quotes),
            (tables.tags, new.tags),
        ):
            await self._add_findings(table, article_id, records)
        return await self._known(_articles.c.id == article_id), True

    async def get(self, article_id: int) -> Article | None:
        """The article with that id."""
        return await self._one(_articles.c.id == article_id)

    async def by_key(self, key: str, chat_id: int | None = None) -> Article | None:
        """The article with that key."""
        return await self._one(_articles.c.key == key, chat_id=chat_id)

    async def submit(
        self, article_id: int, *, chat_id: int, user_id: int, private: bool, now: datetime
    ) -> Submission:
        """Note that a chat sent the article, and publish it unless `private`.

        Sent again by the same chat, the first submission is kept as it is and returned. Raises Dangling when
        the article or the chat is not known.
        """
        statement = (
            self._connection.insert(_submissions)
            .values(
                article_id=article_id,
                chat_id=chat_id,
                user_id=user_id,
                private=private,
                created_at=now,
                shared_at=None if private else now,
            )
            .on_conflict_do_nothing(index_elements=[_submissions.c.article_id, _submissions.c.chat_id])
        )
        if await self._connection.change(statement):
            await self._publish_or_withdraw(article_id, now)
        kept = await self.submission(article_id, chat_id)
        assert kept is not None
        return kept

    async def submission(self, article_id: int, chat_id: int) -> Submission | None:
        """That this chat sent the article, if it did."""
        row = await self._connection.first(
            select(_submissions).where(
                _submissions.c.article_id == article_id, _submissions.c.chat_id == chat_id
            )
        )
        return None if row is None else Submission(**columns(row))

    async def set_private(self, article_id: int, chat_id: int, private: bool, now: datetime) -> None:  # noqa: FBT001 - the value set
        """Keep the article from all other chats, or no longer.

        It stays published while another chat's submission is not private; published again it counts as new, and
        this chat as the last to share it. Raises Missing when this chat did not send it.
        """
        since = None if private else func.coalesce(_submissions.c.shared_at, literal(now, tables.Moment()))
        changed = await self._connection.change(
            update(_submissions)
            .where(_submissions.c.article_id == article_id, _submissions.c.chat_id == chat_id)
            .values(private=private, shared_at=since)
        )
        if not changed:
            raise Missing(f"chat {chat_id} has not submitted article {article_id}")
        await self._publish_or_withdraw(article_id, now)

    async def readable(self, article_id: int, chat_id: int) -> Article | None:
        """The article, if this chat may read it: published, sent by the chat, or shown to it in a digest."""
        shown = exists().where(_shown.c.article_id == _articles.c.id, _shown.c.chat_id == chat_id)
        return await self._one(_articles.c.id == article_id, or_(_open_to(chat_id), shown), chat_id=chat_id)

    async def latest(
        self,
        chat_id: int,
        *,
        topics: Collection[str] = (),
        countries: Collection[str] = (),
        limit: int = 5,
        before_id: int | None = None,
    ) -> list[Article]:
        """The newest articles that are published or the chat's own, newest first; older than `before_id` if given.

        About any of `topics`, if given, and any of `countries`, if given. A country named in passing does not
        count. Sub-topics are not looked up: give them too.
        """
        query = select(_articles.c.id).where(_open_to(chat_id)).order_by(_articles.c.id.desc()).limit(limit)
        if topics:
            query = query.where(corrections.tagged(TagKind.TOPIC, topics, chat_id))
        if countries:
            query = query.where(corrections.tagged(TagKind.COUNTRY, countries, chat_id))
        if before_id is not None:
            query = query.where(_articles.c.id < before_id)
        ids = await self._connection.column(query)
        found = await self._load(ids, chat_id)
        return [found[article_id] for article_id in ids]

    async def published_after(self, seq: int, limit: int, chat_id: int | None = None) -> list[Publication]:
        """The first `limit` publications after `seq`, in order of their numbers."""
        query = (
            select(_publications.c.seq, _publications.c.article_id)
            .where(_publications.c.seq > seq)
            .order_by(_publications.c.seq)
            .limit(limit)
        )
        rows = await self._connection.all(query)
        found = await self._load([row.article_id for row in rows], chat_id)
        return [Publication(seq=row.seq, article=found[row.article_id]) for row in rows]

    async def last_seq(self) -> int:
        """The largest number of a publication, 0 if there is none."""
        return int(await self._connection.value(select(func.max(_publications.c.seq))) or 0)

    async def seq_before(self, moment: datetime) -> int:
        """The largest number of those published before `moment`, 0 if there is none."""
        query = select(func.max(_publications.c.seq)).where(_publications.c.published_at < moment)
        return int(await self._connection.value(query) or 0)

    async def remember_message(
        self, chat_id: int, message_id: int, article_id: int, *, panel: bool = False
    ) -> None:
        """Note which article a message in a chat is about, and whether it is a panel of its tags; the last word counts."""
        about = {"article_id": article_id, "panel": panel}
        statement = self._connection.insert(_messages).values(chat_id=chat_id, message_id=message_id, **about)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[_messages.c.chat_id, _messages.c.message_id], set_=about
            )
        )

    async def subject(self, chat_id: int, message_id: int, *, panel: bool = False) -> int | None:
        """The id of the article that the message is about; with `panel` only where it shows the article's tags.

        It says nothing of whether the chat may read the article any more: that is for `readable`.
        """
        query = select(_messages.c.article_id).where(
            _messages.c.chat_id == chat_id, _messages.c.message_id == message_id
        )
        article_id = await self._connection.value(query.where(_messages.c.panel) if panel else query)
        return None if article_id is None else int(article_id)

    async def last_of(self, chat_id: int) -> Article | None:
        """The article that the chat submitted last."""
        last = (
            select(_submissions.c.article_id)
            .where(_submissions.c.chat_id == chat_id)
            .order_by(_submissions.c.created_at.desc(), _submissions.c.article_id.desc())
            .limit(1)
        )
        return await self._one(_articles.c.id == last.scalar_subquery(), chat_id=chat_id)

    async def _add_findings(self, table: Table, article_id: int, records: Sequence[Any]) -> None:
        if records:
            rows = [
                {"article_id": article_id, "position": position} | _fields(record)
                for position, record in enumerate(records)
            ]
            await self._connection.execute(table.insert(), rows)

    async def _publish_or_withdraw(self, article_id: int, now: datetime) -> None:
        """Make the law hold: a publication exists exactly while some submission is not private."""
        if await self._connection.first(select(_submissions).where(_is_public(article_id))):
            await self._connection.execute(
                self._connection.insert(_publications)
                .values(article_id=article_id, published_at=now)
                .on_conflict_do_nothing(index_elements=[_publications.c.article_id])
            )
        else:
            await self._connection.execute(withdraw([article_id]))

    async def _one(self, *conditions: ColumnElement[bool], chat_id: int | None = None) -> Article | None:
        article_id = await self._connection.value(select(_articles.c.id).where(*conditions))
        return None if article_id is None else (await self._load([article_id], chat_id))[article_id]

    async def _known(self, condition: ColumnElement[bool]) -> Article:
        article = await self._one(condition)
        assert article is not None
        return article

    async def _load(self, ids: Sequence[int], chat_id: int | None) -> dict[int, Article]:
        """The articles by id, with their findings, in five queries however many they are."""
        if not ids:
            return {}
        rows = await self._connection.all(select(_articles).where(_articles.c.id.in_(ids)))
        sentences = await self._findings(tables.sentences, ids)
        quotes = await self._findings(tables.quotes, ids)
        tags = await self._findings(tables.tags, ids)
        corrected = await corrections.in_force(self._connection, ids, chat_id)
        return {
            row.id: Article(
                **_plain(row),
                sentences=tuple(map(_sentence, sentences.get(row.id, ()))),
                quotes=tuple(map(_quote, quotes.get(row.id, ()))),
                tags=corrections.applied(
                    [_tag(tag) for tag in tags.get(row.id, ())], corrected.get(row.id, ())
                ),
            )
            for row in rows
        }

    async def _findings(self, table: Table, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
        query = select(table).where(table.c.article_id.in_(ids))
        found: dict[int, list[Row[Any]]] = {}
        for row in await self._connection.all(query.order_by(table.c.article_id, table.c.position)):
            found.setdefault(row.article_id, []).append(row)
        return found


def withdraw(article_ids: Iterable[int] | Select[tuple[int]]) -> Delete:
    """Unpublish those of the articles that no chat submits publicly any more."""
    return delete(_publications).where(
        _publications.c.article_id.in_(article_ids), ~exists().where(_is_public(_publications.c.article_id))
    )


def _is_public(article_id: ColumnElement[int] | int) -> ColumnElement[bool]:
    return (_submissions.c.article_id == article_id) & _submissions.c.private.is_(False)


def _open_to(chat_id: int) -> ColumnElement[bool]:
    """That the article is published or the chat's own."""
    own = exists().where(_submissions.c.article_id == _articles.c.id, _submissions.c.chat_id == chat_id)
    return or_(exists().where(_publications.c.article_id == _articles.c.id), own)


def _fields(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _plain(row: Row[Any]) -> dict[str, Any]:
    """The fields of an article that are no findings of several rows."""
    values = columns(row)
    start, end = values.pop("gist_start"), values.pop("gist_end")
    return values | {"gist": None if start is None else (start, end)}


def _sentence(row: Row[Any]) -> SummarySentence:
    return SummarySentence(start=row.start, end=row.end, rank=row.rank, voice=row.voice)


def _quote(row: Row[Any]) -> StoredQuote:
    return StoredQuote(
        start=row.start,
        end=row.end,
        segments=tuple((start, end) for start, end in row.segments),
        speaker=row.speaker,
        role=row.role,
        cue=row.cue,
        certainty=row.certainty,
        score=row.score,
    )


def _tag(row: Row[Any]) -> Tag:
    return Tag(
        kind=TagKind(row.kind),
        value=row.value,
        score=row.score,
        salience=row.salience,
        evidence=tuple(row.evidence),
    )
