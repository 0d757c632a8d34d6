"""The bot's incoming updates: kept until confirmed, handed to one poller at a time; knows nothing of their content."""

import asyncio
import copy
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

from bot.sandbox.clock import Clock
from bot.sandbox.errors import conflict
from bot.sandbox.models import Json

KEPT_SECONDS = 24 * 3600  # Bot API, "Getting updates"
MOST_AT_ONCE = 100
LONGEST_POLL = 50  # seconds; Telegram's server holds no longer
# Bot API, getUpdates: "Specify an empty list to receive all update types except" these.
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
TWO_POLLERS = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    update: Json
    at: float


class Updates:
    """The queue of updates that the bot has not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: deque[_Kept] = deque()
        self._last_id = 0
        self._poller: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] = frozenset()
        self.has_webhook = False
        self.pushed = asyncio.Event()  # set when something new waits for the webhook

    def add(self, kind: str, content: Json) -> int | None:
        """Queues an update; its id, or None where the bot did not ask for this kind."""
        if not self._wanted(kind):
            return None
        return self.put({kind: copy.deepcopy(content)})

    def put(self, update: Json) -> int:
        """Queues a whole update under the next id, whatever the bot asked for."""
        self._last_id += 1
        update = {**update, "update_id": self._last_id}
        self._kept.append(_Kept(update=update, at=self._clock.now().timestamp()))
        self.pushed.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        return self._last_id

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def allow(self, kinds: Collection[str] | None) -> None:
        """What the bot wants from now on; None leaves it as it is, an empty list means the usual."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def pending(self) -> list[Json]:
        """All unconfirmed updates not older than a day, oldest first."""
        oldest = self._clock.now().timestamp() - KEPT_SECONDS
        while self._kept and self._kept[0].at < oldest:
            self._kept.popleft()
        return [kept.update for kept in self._kept]

    def confirm(self, before: int) -> None:
        """Forgets updates with smaller ids."""
        while self._kept and self._kept[0].update["update_id"] < before:
            self._kept.popleft()

    def drop(self, update_id: int) -> None:
        """Forgets one update, delivered by webhook."""
        self._kept = deque(kept for kept in self._kept if kept.update["update_id"] != update_id)

    def clear(self) -> None:
        """Forgets all."""
        self._kept.clear()

    async def poll(self, *, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109  Bot API's word
        """Bot API getUpdates. Raises ApiError 409 while a webhook is set and in the older of two polls."""
        if self.has_webhook:
            raise conflict(WEBHOOK_SET)
        self.interrupt()
        batch = self._take(offset, limit)
        if batch or timeout <= 0:
            return batch
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        try:
            await asyncio.wait_for(poller, min(timeout, LONGEST_POLL))
        except TimeoutError:
            return []
        finally:
            if self._poller is poller:
                self._poller = None
        return self._take(offset, limit)

    def interrupt(self, words: str = TWO_POLLERS) -> None:
        """Ends a poll under way with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(words))
        self._poller = None

    def release(self) -> None:
        """Ends a poll under way with what there is; for the server's stop."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _take(self, offset: int, limit: int) -> list[Json]:
        pending = self.pending()
        if offset < 0 and pending:
            offset = pending[max(len(pending) + offset, 0)]["update_id"]
        if offset > 0:
            self.confirm(offset)
            pending = self.pending()
        return pending[: limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE]
