"""Articles that arrive in several messages, one draft a chat; knows pieces and when to wait no longer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from storage import tables
from storage.engines.base import Connection, columns
from storage.models import Draft

_drafts, _parts = tables.drafts, tables.draft_parts


class Drafts:
    """The drafts of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def append(  # noqa: PLR0913 - the columns of a row
        self,
        *,
        chat_id: int,
        user_id: int,
        message_thread_id: int | None,
        origin: str,
        message_id: int,
        text: str,
        due_at: datetime,
    ) -> Draft:
        """Add a piece to the chat's draft, which is begun if there is none and now waits until `due_at`.

        Whose draft it is, where and from where, its first piece decides. A message that is in it already changes
        nothing. Raises Dangling for an unknown chat.
        """
        begun = await self._connection.change(
            self._connection.insert(_drafts)
            .values(
                chat_id=chat_id,
                user_id=user_id,
                message_thread_id=message_thread_id,
                origin=origin,
                due_at=due_at,
            )
            .on_conflict_do_nothing(index_elements=[_drafts.c.chat_id])
        )
        added = await self._connection.change(
            self._connection.insert(_parts)
            .values(chat_id=chat_id, message_id=message_id, text=text)
            .on_conflict_do_nothing(index_elements=[_parts.c.chat_id, _parts.c.message_id])
        )
        if added and not begun:
            await self._connection.execute(
                update(_drafts).where(_drafts.c.chat_id == chat_id).values(due_at=due_at)
            )
        draft = await self.of_chat(chat_id)
        assert draft is not None
        return draft

    async def of_chat(self, chat_id: int) -> Draft | None:
        """The chat's draft, if it has one."""
        rows = await self._connection.all(select(_drafts).where(_drafts.c.chat_id == chat_id))
        found = await self._with_parts(rows)
        return found[0] if found else None

    async def due(self, now: datetime) -> list[Draft]:
        """The drafts that need wait no longer, the longest waiting first."""
        query = select(_drafts).where(_drafts.c.due_at <= now).order_by(_drafts.c.due_at, _drafts.c.chat_id)
        return await self._with_parts(await self._connection.all(query))

    async def delete(self, chat_id: int) -> None:
        """Delete the chat's draft; that there is none is fine."""
        await self._connection.execute(delete(_drafts).where(_drafts.c.chat_id == chat_id))

    async def _with_parts(self, rows: Sequence[Row[Any]]) -> list[Draft]:
        query = (
            select(_parts)
            .where(_parts.c.chat_id.in_([row.chat_id for row in rows]))
            .order_by(_parts.c.chat_id, _parts.c.message_id)
        )
        parts: dict[int, list[tuple[int, str]]] = {row.chat_id: [] for row in rows}
        for part in await self._connection.all(query):
            parts[part.chat_id].append((part.message_id, part.text))
        return [Draft(**columns(row), parts=tuple(parts[row.chat_id])) for row in rows]
