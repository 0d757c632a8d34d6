"""Standing orders for digests; knows SQL and moments, not wall clocks or what matches."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, exists, insert, select, update

from storage import tables
from storage.engines.base import Connection
from storage.errors import Missing
from storage.models import ChatState, Rule, Subscription

_subscriptions, _chats = tables.subscriptions, tables.chats


class Subscriptions:
    """The subscriptions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(  # noqa: PLR0913 - the columns of a row
        self,
        *,
        chat_id: int,
        message_thread_id: int | None,
        user_id: int,
        rule: Rule,
        cut_seq: int,
        now: datetime,
        next_due_at: datetime,
    ) -> Subscription:
        """A new subscription that covers publications after `cut_seq`. Raises Dangling for an unknown chat."""
        suspended = exists().where(_chats.c.id == chat_id, _chats.c.state != ChatState.ACTIVE)
        statement = insert(_subscriptions).values(
            chat_id=chat_id,
            message_thread_id=message_thread_id,
            user_id=user_id,
            cut_seq=cut_seq,
            cut_at=now,
            next_due_at=next_due_at,
            paused=select(suspended).scalar_subquery(),
            created_at=now,
            **_columns(rule),
        )
        row = await self._connection.first(statement.returning(*_subscriptions.c))
        return _subscription(row)

    async def get(self, subscription_id: int) -> Subscription | None:
        """The subscription with that id."""
        query = select(_subscriptions).where(_subscriptions.c.id == subscription_id)
        row = await self._connection.first(query)
        return None if row is None else _subscription(row)

    async def of_chat(self, chat_id: int) -> list[Subscription]:
        """The subscriptions of a chat, oldest first."""
        query = select(_subscriptions).where(_subscriptions.c.chat_id == chat_id)
        return list(map(_subscription, await self._connection.all(query.order_by(_subscriptions.c.id))))

    async def due(self, now: datetime, limit: int) -> list[Subscription]:
        """Subscriptions of active chats whose time has come, the longest waiting first."""
        return list(map(_subscription, await self._connection.all(due_query(now, limit))))

    async def advance(
        self, subscription_id: int, *, cut_seq: int, cut_at: datetime, next_due_at: datetime
    ) -> None:
        """Note that a digest covered everything up to `cut_seq`. Raises Missing."""
        await self._change(subscription_id, cut_seq=cut_seq, cut_at=cut_at, next_due_at=next_due_at)

    async def set_rule(self, subscription_id: int, rule: Rule, next_due_at: datetime) -> None:
        """Ask for something else or at another time. Raises Missing."""
        await self._change(subscription_id, next_due_at=next_due_at, **_columns(rule))

    async def delete(self, subscription_id: int) -> None:
        """Delete a subscription with its runs and all their deliveries; that there is none of that id is fine."""
        await self._connection.execute(delete(_subscriptions).where(_subscriptions.c.id == subscription_id))

    async def _change(self, subscription_id: int, **values: Any) -> None:
        statement = update(_subscriptions).where(_subscriptions.c.id == subscription_id).values(values)
        if not await self._connection.change(statement):
            raise Missing(f"no subscription {subscription_id}")


def due_query(now: datetime, limit: int) -> Select[Any]:
    """The query of `Subscriptions.due`: one range of the index (paused, next_due_at), whatever the table's size."""
    return (
        select(_subscriptions)
        .where(_subscriptions.c.paused == False, _subscriptions.c.next_due_at <= now)  # noqa: E712 - IS would miss the index
        .order_by(_subscriptions.c.next_due_at)
        .limit(limit)
    )


def _columns(rule: Rule) -> dict[str, Any]:
    return {
        "topics": list(rule.topics),
        "countries": list(rule.countries),
        "regions": list(rule.regions),
        "times": list(rule.times),
        "days": list(rule.days),
        "zone": rule.zone,
    }


def _subscription(row: Row[Any] | None) -> Subscription:
    assert row is not None
    return Subscription(
        id=row.id,
        chat_id=row.chat_id,
        message_thread_id=row.message_thread_id,
        user_id=row.user_id,
        rule=Rule(
            topics=tuple(row.topics),
            countries=tuple(row.countries),
            regions=tuple(row.regions),
            times=tuple(row.times),
            days=tuple(row.days),
            zone=row.zone,
        ),
        cut_seq=row.cut_seq,
        cut_at=row.cut_at,
        next_due_at=row.next_due_at,
        created_at=row.created_at,
    )
