"""Updates that were accepted and wait to be dealt with; knows their numbers, and nothing of what is in them."""

from datetime import datetime

from sqlalchemy import delete, select, update

from storage import tables
from storage.engines.base import Connection, columns
from storage.models import InboxUpdate

_inbox = tables.inbox


class Inbox:
    """The inbox of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, update_id: int, payload: str, now: datetime) -> bool:
        """Keep an update; False if one of that number is here, waiting or done, and then nothing changes."""
        statement = (
            self._connection.insert(_inbox)
            .values(update_id=update_id, payload=payload, received_at=now)
            .on_conflict_do_nothing(index_elements=[_inbox.c.update_id])
        )
        return bool(await self._connection.change(statement))

    async def pending(self) -> list[InboxUpdate]:
        """What is not done, in order of the numbers."""
        query = select(_inbox.c.update_id, _inbox.c.payload, _inbox.c.received_at)
        rows = await self._connection.all(
            query.where(_inbox.c.done_at.is_(None)).order_by(_inbox.c.update_id)
        )
        return [InboxUpdate(**columns(row)) for row in rows]

    async def done(self, update_id: int, now: datetime) -> None:
        """Note that the update is dealt with; its content goes, its number stays until `prune`."""
        await self._connection.execute(
            update(_inbox)
            .where(_inbox.c.update_id == update_id, _inbox.c.done_at.is_(None))
            .values(done_at=now, payload="")
        )

    async def prune(self, before: datetime) -> int:
        """Drop the numbers of updates done before then; how many that were.

        Telegram repeats an update for 24 hours (https://core.telegram.org/bots/api#getting-updates): keep them
        that long.
        """
        return await self._connection.change(delete(_inbox).where(_inbox.c.done_at < before))
