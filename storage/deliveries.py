"""Digest runs, the outbox and what each chat was shown; knows SQL and states, not how a message is sent.

    new ──claim──> claimed ──begin──> sending ──sent──> sent
     ^                │                  │────finish──> unknown | dead
     └── release, retry, recover ────────┘

sent, unknown and dead are settled: no method changes such a row any more. Methods that find a row in a state
they do not start from leave it alone: another one has dealt with it meanwhile.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Update,
    and_,
    case,
    delete,
    exists,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql.selectable import NamedFromClause

from storage import tables
from storage.engines.base import Connection
from storage.models import ChatState, Delivery, DeliveryState, NewDelivery

_outbox, _runs, _items = tables.outbox, tables.digest_runs, tables.digest_items

_IN_FLIGHT = (DeliveryState.CLAIMED, DeliveryState.SENDING)
_UNSETTLED = (DeliveryState.NEW, *_IN_FLIGHT)
_TOO_LATE = "not delivered in time"


class Deliveries:
    """The digest runs and deliveries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def open_run(self, subscription_id: int, slot: datetime, now: datetime) -> int | None:
        """The id of a new run for that slot of a subscription; None when the slot has its run already."""
        statement = (
            self._connection.insert(_runs)
            .values(subscription_id=subscription_id, slot=slot, created_at=now)
            .on_conflict_do_nothing(index_elements=[_runs.c.subscription_id, _runs.c.slot])
            .returning(_runs.c.id)
        )
        return await self._connection.value(statement)  # type: ignore[no-any-return]

    async def enqueue(
        self,
        run_id: int,
        *,
        chat_id: int,
        message_thread_id: int | None,
        parts: Sequence[NewDelivery],
        now: datetime,
        priority: int = 0,
    ) -> None:
        """Put the messages of a run into the outbox, to go from `now` on; a smaller `priority` goes first.

        Raises Duplicate when the run has a part of that number already.
        """
        rows = [
            {
                "run_id": run_id,
                "part": new.part,
                "chat_id": chat_id,
                "message_thread_id": message_thread_id,
                "priority": priority,
                "state": DeliveryState.NEW,
                "html": new.html,
                "article_ids": list(new.article_ids),
                "not_before": now,
                "deliver_by": new.deliver_by,
                "attempts": 0,
                "unknowns": 0,
                "created_at": now,
            }
            for new in parts
        ]
        if rows:
            await self._connection.execute(insert(_outbox), rows)

    async def shown(self, chat_id: int, article_ids: Collection[int]) -> frozenset[int]:
        """Which of the articles the chat was shown in a digest."""
        query = select(_items.c.article_id).where(
            _items.c.chat_id == chat_id, _items.c.article_id.in_(article_ids)
        )
        return frozenset(await self._connection.column(query))

    async def mark_shown(self, chat_id: int, run_id: int, article_ids: Collection[int]) -> None:
        """Note that a run shows the articles to the chat; those it was shown before are left as they are."""
        statement = self._connection.insert(_items).on_conflict_do_nothing(
            index_elements=[_items.c.chat_id, _items.c.article_id]
        )
        rows = [{"chat_id": chat_id, "article_id": each, "run_id": run_id} for each in article_ids]
        if rows:
            await self._connection.execute(statement, rows)

    async def claim(self, now: datetime, *, lease_until: datetime, limit: int) -> list[Delivery]:
        """Lease up to `limit` deliveries that may go now, in the order in which they should.

        At most one a chat, and none for a chat that has one in flight; a part only when the earlier ones of its run
        are settled; none for a suspended chat.
        """
        ids = await self._connection.column(claim_query(now, limit))
        claimed = await self._connection.all(
            _from(DeliveryState.NEW)
            .where(_outbox.c.id.in_(ids))
            .values(state=DeliveryState.CLAIMED, lease_until=lease_until)
            .returning(*_outbox.c)
        )
        place = {delivery_id: position for position, delivery_id in enumerate(ids)}
        return sorted(map(_delivery, claimed), key=lambda delivery: place[delivery.id])

    async def begin(self, delivery_id: int, now: datetime, lease_until: datetime) -> bool:
        """Note that the request is about to go out; False, and it must not go, if the claim is lost.

        It is lost when the row was taken back, begun, settled or deleted meanwhile, or it is too late to deliver.
        """
        return bool(
            await self._connection.change(
                _from(DeliveryState.CLAIMED)
                .where(_outbox.c.id == delivery_id, _outbox.c.deliver_by > now)
                .values(state=DeliveryState.SENDING, lease_until=lease_until, attempts=_outbox.c.attempts + 1)
            )
        )

    async def sent(self, delivery_id: int, message_id: int, now: datetime) -> None:
        """Note that Telegram has the message; a fact, so from any unsettled state, even if the lease is long over."""
        await self._connection.execute(
            _from(*_UNSETTLED)
            .where(_outbox.c.id == delivery_id)
            .values(
                state=DeliveryState.SENT,
                message_id=message_id,
                lease_until=None,
                last_error=None,
                sent_at=now,
            )
        )

    async def retry(self, delivery_id: int, *, not_before: datetime, error: str, unknown: bool) -> None:
        """Back to new after a failed request; `unknown` when its answer was lost, so that it may have arrived."""
        values = {"unknowns": _outbox.c.unknowns + _was_sending()} if unknown else {}
        await self._connection.execute(
            _from(*_IN_FLIGHT)
            .where(_outbox.c.id == delivery_id)
            .values(
                state=DeliveryState.NEW,
                lease_until=None,
                not_before=not_before,
                last_error=error,
                **values,
            )
        )

    async def release(self, delivery_id: int, *, not_before: datetime) -> None:
        """Back to new as if nothing was tried: an attempt that was begun is taken back."""
        await self._connection.execute(
            _from(*_IN_FLIGHT)
            .where(_outbox.c.id == delivery_id)
            .values(
                state=DeliveryState.NEW,
                lease_until=None,
                not_before=not_before,
                attempts=_outbox.c.attempts - _was_sending(),
            )
        )

    async def finish(self, delivery_id: int, state: DeliveryState, error: str) -> None:
        """Give up: `unknown` when the last answer was lost (and is counted), `dead` when it did not arrive.

        Raises ValueError for any other state.
        """
        if state not in {DeliveryState.UNKNOWN, DeliveryState.DEAD}:
            raise ValueError(f"a delivery cannot be finished as {state}")
        lost = _was_sending() if state is DeliveryState.UNKNOWN else 0
        await self._connection.execute(
            _from(*_UNSETTLED)
            .where(_outbox.c.id == delivery_id)
            .values(
                state=state,
                lease_until=None,
                last_error=error,
                unknowns=_outbox.c.unknowns + lost,
            )
        )

    async def unsettled(self) -> bool:
        """Whether any delivery waits or is under way; the question of an idle second, so a read that costs nothing."""
        query = select(_outbox.c.id).where(_outbox.c.state.in_(_UNSETTLED)).limit(1)
        return bool(await self._connection.column(query))

    async def recover(self, now: datetime) -> list[Delivery]:
        """Take back claims whose lease has run out; the rows whose request began and whose lease has run out.

        Those may have been delivered: the caller decides between `retry` and `finish`.
        """
        await self._connection.execute(
            _from(DeliveryState.CLAIMED)
            .where(_outbox.c.lease_until <= now)
            .values(state=DeliveryState.NEW, lease_until=None)
        )
        query = (
            select(_outbox)
            .where(_outbox.c.state == DeliveryState.SENDING, _outbox.c.lease_until <= now)
            .order_by(_outbox.c.id)
        )
        return list(map(_delivery, await self._connection.all(query)))

    async def expire(self, now: datetime) -> int:
        """Declare dead what waits and may no longer be delivered; how many that were."""
        return await self._connection.change(
            _from(DeliveryState.NEW)
            .where(_outbox.c.deliver_by <= now)
            .values(state=DeliveryState.DEAD, last_error=_TOO_LATE)
        )

    async def prune(self, before: datetime) -> int:
        """Delete runs of slots before then, with their deliveries, if all are settled; how many runs that were.

        What a chat was shown stays known. `before` must lie so far back that no such slot can come up again.
        """
        waiting = exists().where(_outbox.c.run_id == _runs.c.id, _outbox.c.state.in_(_UNSETTLED))
        return await self._connection.change(delete(_runs).where(_runs.c.slot < before, ~waiting))


def claim_query(now: datetime, limit: int) -> Select[Any]:
    """The ids that `Deliveries.claim` takes, in order.

    A row goes if it may go by itself and no other row of its chat that may go comes before it. Asking that of
    each row, rather than ranking all, reads no more of a long queue than `limit` needs.
    """
    row, rival, flying = _outbox.alias("row"), _outbox.alias("rival"), _outbox.alias("flying")
    active = exists().where(tables.chats.c.id == row.c.chat_id, tables.chats.c.state == ChatState.ACTIVE)
    in_flight = exists().where(flying.c.chat_id == row.c.chat_id, flying.c.state.in_(_IN_FLIGHT))
    outrun = exists().where(
        rival.c.chat_id == row.c.chat_id, _may_go(rival, now), tuple_(*_turn(rival)) < tuple_(*_turn(row))
    )
    return (
        select(row.c.id)
        .where(_may_go(row, now), active, ~in_flight, ~outrun)
        .order_by(*_turn(row))
        .limit(limit)
    )


def _turn(row: NamedFromClause[Any]) -> tuple[ColumnElement[Any], ...]:
    return row.c.priority, row.c.not_before, row.c.id


def _may_go(row: NamedFromClause[Any], now: datetime) -> ColumnElement[bool]:
    earlier = _outbox.alias(f"before_{row.name}")
    blocked = exists().where(
        earlier.c.run_id == row.c.run_id, earlier.c.part < row.c.part, earlier.c.state.in_(_UNSETTLED)
    )
    return and_(row.c.state == DeliveryState.NEW, row.c.not_before <= now, row.c.deliver_by > now, ~blocked)


def _from(*states: DeliveryState) -> Update:
    return update(_outbox).where(_outbox.c.state.in_(states))


def _was_sending() -> ColumnElement[int]:
    """1 for a row whose request was begun, else 0."""
    return case((_outbox.c.state == DeliveryState.SENDING, 1), else_=0)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        run_id=row.run_id,
        part=row.part,
        chat_id=row.chat_id,
        message_thread_id=row.message_thread_id,
        html=row.html,
        article_ids=tuple(row.article_ids),
        deliver_by=row.deliver_by,
        state=DeliveryState(row.state),
        not_before=row.not_before,
        lease_until=row.lease_until,
        attempts=row.attempts,
        unknowns=row.unknowns,
        message_id=row.message_id,
        last_error=row.last_error,
    )
