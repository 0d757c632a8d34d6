"""Updates that are accepted are never lost: stored before Telegram may forget them, marked when dealt with.

Long polling confirms a batch with the next request, which python-telegram-bot sends as soon as its queue took the
batch, long before the handlers ran. So the queue itself writes each update to the database first; what a crash
left undone is taken up at the next start. A handler may thus run twice for one update and must be repeatable.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from telegram import Bot, Update

from storage import Store
from storage.errors import StorageError

logger = logging.getLogger(__name__)

# An update that could not be answered for a day is about something nobody waits for any more; Telegram itself
# keeps unfetched updates for 24 hours (https://core.telegram.org/bots/api#getting-updates).
KEEP: Final = timedelta(hours=24)
RETRY_SECONDS: Final = 2.0


class Inbox:
    """The updates that were accepted and are not dealt with yet."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._at_hand: set[int] = set()
        self._unanswered: set[int] = set()

    async def accept(self, update: Update) -> bool:
        """Store `update`; False when it is known already. Waits for the database rather than fail."""
        payload = json.dumps(
            update.to_dict()
        )  # in ASCII: half a surrogate pair would not go into the database
        known = update.update_id in self._at_hand
        self._at_hand.add(update.update_id)  # before its row is there for `waiting` to see
        while True:
            try:
                async with self._store.transaction() as tx:
                    new = await tx.inbox.add(update.update_id, payload, self._clock())
                break
            except StorageError as error:
                logger.warning("inbox_wait update_id=%s cause=%s", update.update_id, type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
        if not new and not known:
            self._at_hand.discard(update.update_id)
        return new

    async def waiting(self, bot: Bot) -> list[Update]:
        """The stored updates that nobody works on, oldest first; those too old are given up."""
        async with self._store.transaction() as tx:
            rows = await tx.inbox.pending()
            # Before anything else is awaited: a row that a handler finishes meanwhile was at hand when it was read.
            idle = [row for row in rows if row.update_id not in self._at_hand]
            now = self._clock()
            late = [row for row in idle if row.received_at < now - KEEP]
            for row in late:
                logger.error("inbox_given_up update_id=%s", row.update_id)
                await tx.inbox.done(row.update_id, now)
            await tx.inbox.prune(now - KEEP)
        fresh = [row for row in idle if row not in late]
        self._at_hand.update(row.update_id for row in fresh)
        return [Update.de_json(json.loads(row.payload), bot) for row in fresh]

    def leave(self, update: Update) -> None:
        """Note that `update` could not be answered now, so that it is taken up again later."""
        self._unanswered.add(update.update_id)

    async def finished(self, update: Update) -> None:
        """Mark `update` as dealt with, unless it was left for later."""
        try:
            if update.update_id not in self._unanswered:
                async with self._store.transaction() as tx:
                    await tx.inbox.done(update.update_id, self._clock())
        finally:
            # Only now: a row that is neither done nor at hand is taken up again.
            self._unanswered.discard(update.update_id)
            self._at_hand.discard(update.update_id)


class InboxQueue(asyncio.Queue[object]):
    """The queue between the poller and the handlers; takes an update only once it is stored."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox

    async def put(self, item: object) -> None:
        """Store an update and queue it; a known one (redelivered by Telegram) is passed over."""
        if isinstance(item, Update) and not await self._inbox.accept(item):
            return
        await super().put(item)

    async def take_up(self, bot: Bot) -> None:
        """Queue what is stored and not at hand: after a crash, or when an answer could not be sent."""
        for update in await self._inbox.waiting(bot):
            await super().put(update)
