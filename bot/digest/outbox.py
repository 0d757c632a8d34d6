# ruff: noqa: N818 - named for what happened to the message; every one of them is a DeliveryError anyway
"""Messages from the outbox to whoever sends them: lease, send, settle; knows states and outcomes, not Telegram.

A row is leased (claimed), marked as begun before its request (sending) and settled after it. Whoever dies in
between leaves a lease that runs out: a row not begun goes back, a begun one may have arrived. The Bot API takes
no idempotency key (github.com/tdlib/telegram-bot-api issue 126), so such a message is sent again: none is lost, and
a reader gets at most one copy more than there were answers lost.

DeliveryError
├─ TryLater   Telegram asks to wait; nothing was sent
├─ Gone       the chat cannot be written to any more
├─ Moved      the group has become a supergroup with another id
├─ Unsent     the request did not reach Telegram
├─ Lost       the request may have reached Telegram; its answer did not reach us
└─ Refused    Telegram does not accept this message: a bug of ours
"""

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.digest.pacing import Pacer
from storage import Store, Transaction
from storage.errors import DatabaseBusy
from storage.models import Delivery, DeliveryState

logger = logging.getLogger(__name__)

# How long a claim, and then a request, may take before others think its owner dead.
LEASE: Final = timedelta(seconds=60)
# Seconds after which a request counts as lost; below LEASE, so that nobody takes over one that is still going on.
REQUEST_LIMIT: Final = 45.0
# Seconds after which a flush takes up nothing new, so that the tick comes round to what has become due since.
BUDGET: Final = 50.0
# Resends of one message whose answers are lost: each may put a copy before the reader.
MAX_LOST: Final = 5
# Seconds before the first repetition, doubled for each further one up to the longest.
FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 600.0
# The database is waited for this many times, 5 s each, to note how a request ended: together with REQUEST_LIMIT still
# within LEASE, after which the row may be somebody else's.
_SETTLE_TRIES: Final = 2
_RANDOM: Final = secrets.SystemRandom()


class DeliveryError(Exception):
    """A message was not, or perhaps not, sent."""


class TryLater(DeliveryError):
    """Telegram wants no request of this bot for so many seconds; this one had no effect."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = seconds


class Gone(DeliveryError):
    """The chat cannot be written to until it comes back by itself: blocked, kicked, deleted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(DeliveryError):
    """The chat has another id now; the message was not sent."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the chat has a new id")
        self.chat_id = chat_id


class Unsent(DeliveryError):
    """The request certainly did not reach Telegram."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Lost(DeliveryError):
    """Nobody knows whether the message was sent."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Refused(DeliveryError):
    """Telegram will never accept this message as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to send; `article_ids` are the articles it shows, in order."""

    chat_id: int
    message_thread_id: int | None
    html: str
    article_ids: tuple[int, ...]


class Sender(Protocol):
    """Whoever can send a message."""

    async def send(self, message: Outgoing) -> int:
        """Sends the message with one request and returns its id. Raises DeliveryError; makes no repetitions of its own."""
        ...


@dataclass(slots=True)
class _Flush:
    """One call of `flush`: what time it is for it, and the rows it has claimed but not begun."""

    now: datetime
    started: float
    held: dict[int, Delivery] = field(default_factory=dict)
    queue: deque[Delivery] = field(default_factory=deque)
    claiming: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: set[asyncio.Task[None]] = field(default_factory=set)
    stopping: bool = False
    settled: int = 0


class Outbox:
    """Sends what waits in the outbox. Several may work on one database, in one process or many.

    `clock` is monotonic seconds, the pacer's clock; `jitter` gives numbers in [0, 1).
    """

    def __init__(  # noqa: PLR0913 - collaborators, all but two of them with a default
        self,
        store: Store,
        sender: Sender,
        pacer: Pacer,
        *,
        concurrency: int = 8,
        budget: float = BUDGET,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = _RANDOM.random,
    ) -> None:
        self._store = store
        self._sender = sender
        self._pacer = pacer
        self._concurrency = concurrency
        self._budget = budget
        self._clock = clock
        self._jitter = jitter

    async def flush(self, now: datetime) -> int:
        """Sends until nothing more may go, or the budget of seconds is spent; returns how many rows were settled.

        Settled means sent, unknown or dead, those past their time included. Cancelled, it gives back what was not
        begun, waits for the requests under way and notes how they ended; cancelled again, it leaves them to their
        leases.
        """
        async with self._store.snapshot() as tx:
            if not await tx.deliveries.unsettled():
                return 0
        flush = _Flush(now=now, started=self._clock())
        flush.settled += await self._sweep(now)
        workers = [asyncio.create_task(self._work(flush)) for _ in range(self._concurrency)]
        try:
            await asyncio.wait(workers)
        except asyncio.CancelledError:
            flush.stopping = True
            for worker in flush.waiting:
                worker.cancel()
            await asyncio.wait(workers)
            raise
        finally:
            await self._give_back(flush)
            errors = _errors(workers)
        if errors:
            raise errors[0]
        return flush.settled

    async def _sweep(self, now: datetime) -> int:
        """Takes back what dead senders left, and drops what is too late."""
        settled = 0
        async with self._store.transaction() as tx:
            for delivery in await tx.deliveries.recover(now):
                logger.warning("delivery_interrupted id=%d attempts=%d", delivery.id, delivery.attempts)
                settled += await self._lost(tx, delivery, "the sender stopped during the request", now)
            expired = await tx.deliveries.expire(now)
        if expired:
            logger.warning("deliveries_expired count=%d", expired)
        return settled + expired

    async def _work(self, flush: _Flush) -> None:
        while (delivery := await self._next(flush)) is not None:
            if await self._turn(delivery, flush) and await self._begin(delivery, flush):
                outcome = await self._request(delivery)
                await self._settle(delivery, outcome, flush)

    async def _next(self, flush: _Flush) -> Delivery | None:
        """A row that this worker may try; None when there is none, or it is time to stop.

        A worker that finds nothing may end: what its fellows have in hand, and what that makes possible, is theirs.
        """
        async with flush.claiming:
            if flush.stopping or self._remaining(flush) <= 0 or self._pacer.paused() > self._remaining(flush):
                return None
            if not flush.queue:
                now = self._moment(flush)
                async with self._store.transaction() as tx:
                    claimed = await tx.deliveries.claim(now, lease_until=now + LEASE, limit=self._concurrency)
                flush.queue.extend(claimed)
                flush.held.update({each.id: each for each in claimed})
            return flush.queue.popleft() if flush.queue else None

    async def _turn(self, delivery: Delivery, flush: _Flush) -> bool:
        """Waits for the pacer; False when the flush is over before that."""
        worker = asyncio.current_task()
        if flush.stopping or worker is None:
            return False
        flush.waiting.add(worker)
        try:
            # Telegram's ids of groups, supergroups and channels are negative.
            return await self._pacer.slot(
                delivery.chat_id, group=delivery.chat_id < 0, within=self._remaining(flush)
            )
        finally:
            flush.waiting.discard(worker)

    async def _begin(self, delivery: Delivery, flush: _Flush) -> bool:
        """Notes that the request goes out now; False when it must not."""
        now = self._moment(flush)
        if flush.stopping or now >= min(delivery.deliver_by, delivery.lease_until or now):
            return False
        # From here on it is not ours to give back: whether the request went out may be unclear.
        del flush.held[delivery.id]
        async with self._store.transaction() as tx:
            return await tx.deliveries.begin(delivery.id, now, now + LEASE)

    async def _request(self, delivery: Delivery) -> int | DeliveryError:
        message = Outgoing(
            chat_id=delivery.chat_id,
            message_thread_id=delivery.message_thread_id,
            html=delivery.html,
            article_ids=delivery.article_ids,
        )
        try:
            async with asyncio.timeout(REQUEST_LIMIT):
                return await self._sender.send(message)
        except DeliveryError as error:
            return error
        except TimeoutError:
            return Lost(f"no answer in {REQUEST_LIMIT:g} s")
        except Exception as error:
            # A sender with a bug: whether before or after the request, nobody can tell.
            logger.exception("sender_failed delivery=%d", delivery.id)
            return Lost(type(error).__name__)

    async def _settle(self, delivery: Delivery, outcome: int | DeliveryError, flush: _Flush) -> None:
        if isinstance(outcome, TryLater):
            self._pacer.pause(outcome.seconds)
        for attempt in range(1, _SETTLE_TRIES + 1):
            try:
                ended = await self._note(delivery, outcome, self._moment(flush))
            except DatabaseBusy:
                if attempt == _SETTLE_TRIES:
                    raise
                logger.warning("settle_waits delivery=%d", delivery.id)
            else:
                flush.settled += ended
                return

    async def _note(self, delivery: Delivery, outcome: int | DeliveryError, now: datetime) -> bool:
        """Writes down how a request ended; True when that was the end of the row."""
        async with self._store.transaction() as tx:
            if isinstance(outcome, int):
                await tx.deliveries.sent(delivery.id, outcome, now)
                return True
            return await self._failed(tx, delivery, outcome, now)

    async def _failed(self, tx: Transaction, delivery: Delivery, error: DeliveryError, now: datetime) -> bool:
        logger.info(
            "delivery_failed id=%d kind=%s attempt=%d",
            delivery.id,
            type(error).__name__,
            delivery.attempts + 1,
        )
        match error:
            case TryLater(seconds=seconds):
                await tx.deliveries.release(delivery.id, not_before=now + timedelta(seconds=seconds))
                return False
            case Moved(chat_id=chat_id) if chat_id != delivery.chat_id:
                await tx.chats.migrate(delivery.chat_id, chat_id)
                # At once, but a chat that keeps moving backs off.
                wait = self._pause(delivery.attempts) if delivery.attempts else timedelta()
                await tx.deliveries.retry(delivery.id, not_before=now + wait, error=str(error), unknown=False)
                return False
            case Unsent():
                wait = self._pause(delivery.attempts + 1)
                await tx.deliveries.retry(delivery.id, not_before=now + wait, error=str(error), unknown=False)
                return False
            case Gone():
                await tx.chats.suspend(delivery.chat_id, str(error), now)
            case Lost():
                return await self._lost(tx, delivery, str(error), now)
            case _:
                logger.error("delivery_refused id=%d reason=%s", delivery.id, error)
        await tx.deliveries.finish(delivery.id, DeliveryState.DEAD, str(error))
        return True

    async def _lost(self, tx: Transaction, delivery: Delivery, cause: str, now: datetime) -> bool:
        lost = delivery.unknowns + 1
        if lost > MAX_LOST:
            logger.error("delivery_unknown id=%d lost=%d", delivery.id, lost)
            await tx.deliveries.finish(delivery.id, DeliveryState.UNKNOWN, cause)
            return True
        await tx.deliveries.retry(delivery.id, not_before=now + self._pause(lost), error=cause, unknown=True)
        return False

    def _pause(self, failures: int) -> timedelta:
        """Exponential back-off, half of it random, so that what failed together does not come back together."""
        whole = min(FIRST_PAUSE * 2.0 ** min(failures - 1, 32), LONGEST_PAUSE)
        return timedelta(seconds=whole * (0.5 + 0.5 * self._jitter()))

    async def _give_back(self, flush: _Flush) -> None:
        """Releases what was claimed and not begun, unless the lease is over and it may be somebody else's."""
        now = self._moment(flush)
        ours = [
            each.id for each in flush.held.values() if each.lease_until is not None and each.lease_until > now
        ]
        if ours:
            async with self._store.transaction() as tx:
                for delivery_id in ours:
                    await tx.deliveries.release(delivery_id, not_before=now)

    def _remaining(self, flush: _Flush) -> float:
        return self._budget - (self._clock() - flush.started)

    def _moment(self, flush: _Flush) -> datetime:
        return flush.now + timedelta(seconds=self._clock() - flush.started)


def _errors(workers: list[asyncio.Task[None]]) -> list[BaseException]:
    """What the workers died of, logged: one must not take the others' requests down with it."""
    ended = [worker for worker in workers if worker.done() and not worker.cancelled()]
    errors = [error for worker in ended if (error := worker.exception()) is not None]
    for error in errors:
        logger.error("outbox_worker_failed", exc_info=error)
    return errors
