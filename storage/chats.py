"""Chats and their preferences, and what becomes of everything they own; knows SQL, not Telegram."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, exists, select, update

from storage import tables
from storage.articles import withdraw
from storage.engines.base import Connection, columns
from storage.errors import Missing
from storage.models import Chat, ChatState, DeliveryState

_chats, _submissions = tables.chats, tables.submissions

_KEPT = ("kind", "locale", "zone", "sentences", "private", "method")  # what `save` writes
# Tables that may hold a row of the old and of the new chat for the same thing, which both cannot keep: what
# makes two rows the same thing (next to chat_id).
_MERGED: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (tables.submissions, ("article_id",)),
    (tables.digest_items, ("article_id",)),
    (tables.tag_corrections, ("article_id", "kind", "value")),
)


class Chats:
    """The chats of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def touch(self, chat_id: int, *, kind: str, locale: str | None = None, now: datetime) -> Chat:
        """The chat, made if it is new, woken if it was suspended; an old one keeps its preferences, `locale` too."""
        statement = self._connection.insert(_chats).values(
            id=chat_id,
            kind=kind,
            state=ChatState.ACTIVE,
            state_at=now,
            locale=locale or "en",
            sentences=3,
            private=False,
            created_at=now,
        )
        before = await self._row(chat_id)
        if before is None or before.state != ChatState.ACTIVE or before.kind != kind:
            await self._connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[_chats.c.id],
                    set_={"kind": kind, "state": ChatState.ACTIVE, "state_reason": None, "state_at": now},
                )
            )
            await self._pause(chat_id, paused=False)
        return _chat(await self._row(chat_id))

    async def get(self, chat_id: int) -> Chat | None:
        """The chat, if it is known."""
        row = await self._row(chat_id)
        return None if row is None else _chat(row)

    async def save(self, chat: Chat) -> None:
        """Write the kind and the preferences of a chat, not its state. Raises Missing for an unknown one."""
        values = {name: getattr(chat, name) for name in _KEPT}
        if not await self._connection.change(update(_chats).where(_chats.c.id == chat.id).values(values)):
            raise Missing(f"no chat {chat.id}")

    async def suspend(self, chat_id: int, reason: str, now: datetime) -> None:
        """Stop writing to a chat; nothing of it is deleted. An unknown chat is left unknown.

        Its deliveries that wait (new, claimed) become dead. One that is on its way (sending) is left to its
        sender, who alone will know how that ended.
        """
        await self._connection.execute(
            update(_chats)
            .where(_chats.c.id == chat_id)
            .values(state=ChatState.SUSPENDED, state_reason=reason, state_at=now)
        )
        await self._pause(chat_id, paused=True)
        outbox = tables.outbox
        await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.chat_id == chat_id,
                outbox.c.state.in_([DeliveryState.NEW, DeliveryState.CLAIMED]),
            )
            .values(state=DeliveryState.DEAD, lease_until=None, last_error=reason)
        )

    async def migrate(self, old_id: int, new_id: int) -> None:
        """Give all that one chat owns to another: Telegram made a supergroup of a group.

        Safe to repeat. The new chat is active, for otherwise Telegram would not have told us of it. If it is known
        already, it gets the old one's preferences, for its own were only made up when it was first seen; where
        both have a row for the same article, the old one's is kept. Which message was about which article is
        forgotten: a supergroup numbers its messages anew.
        """
        old = await self._row(old_id)
        if old is None or old_id == new_id:
            return
        awake = {"state": ChatState.ACTIVE, "state_reason": None}
        values = {**columns(old), **awake, "id": new_id, "kind": "supergroup"}
        await self._connection.execute(
            self._connection.insert(_chats)
            .values(values)
            .on_conflict_do_update(index_elements=[_chats.c.id], set_=values)
        )
        await self._connection.execute(
            delete(tables.article_messages).where(tables.article_messages.c.chat_id == old_id)
        )
        for table, same in _MERGED:
            await self._connection.execute(
                delete(table).where(table.c.chat_id == new_id, _twin(table, same, old_id))
            )
        await self._move_draft(old_id, new_id)
        for table in (*(table for table, _ in _MERGED), tables.subscriptions, tables.outbox):
            await self._connection.execute(_move(table, old_id, new_id))
        await self._pause(new_id, paused=False)
        await self._connection.execute(withdraw(self._submitted(new_id)))
        await self._connection.execute(delete(_chats).where(_chats.c.id == old_id))

    async def forget(self, chat_id: int) -> None:
        """Delete the chat with all it owns, and the articles that only it submitted."""
        others = _submissions.alias()
        shared = exists().where(others.c.article_id == _submissions.c.article_id, others.c.chat_id != chat_id)
        only = self._submitted(chat_id).where(~shared)
        await self._connection.execute(delete(tables.articles).where(tables.articles.c.id.in_(only)))
        await self._connection.execute(
            update(_submissions).where(_submissions.c.chat_id == chat_id).values(private=True)
        )
        await self._connection.execute(withdraw(self._submitted(chat_id)))
        # The foreign keys take all that belongs to the chat with it.
        await self._connection.execute(delete(_chats).where(_chats.c.id == chat_id))

    async def _row(self, chat_id: int) -> Row[Any] | None:
        return await self._connection.first(select(_chats).where(_chats.c.id == chat_id))

    def _submitted(self, chat_id: int) -> Any:
        return select(_submissions.c.article_id).where(_submissions.c.chat_id == chat_id)

    async def _pause(self, chat_id: int, *, paused: bool) -> None:
        subscriptions = tables.subscriptions
        await self._connection.execute(
            update(subscriptions).where(subscriptions.c.chat_id == chat_id).values(paused=paused)
        )

    async def _move_draft(self, old_id: int, new_id: int) -> None:
        """One draft a chat: where both have one, the pieces of the old join the new, unless a number is taken."""
        drafts, parts = tables.drafts, tables.draft_parts
        taken = exists().where(drafts.alias("taken").c.chat_id == new_id)
        await self._connection.execute(_move(drafts, old_id, new_id).where(~taken))
        await self._connection.execute(
            _move(parts, old_id, new_id).where(~_twin(parts, ("message_id",), new_id))
        )


def _twin(table: Table, same: tuple[str, ...], chat_id: int) -> ColumnElement[bool]:
    """That the chat has a row with the same values of the columns named."""
    twin = table.alias("twin")
    return exists().where(twin.c.chat_id == chat_id, *(twin.c[name] == table.c[name] for name in same))


def _move(table: Table, old_id: int, new_id: int) -> Any:
    return update(table).where(table.c.chat_id == old_id).values(chat_id=new_id)


def _chat(row: Any) -> Chat:
    return Chat(
        id=row.id,
        kind=row.kind,
        state=ChatState(row.state),
        locale=row.locale,
        zone=row.zone,
        sentences=row.sentences,
        private=row.private,
        method=row.method,
        created_at=row.created_at,
    )
