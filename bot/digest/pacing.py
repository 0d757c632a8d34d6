"""How fast Telegram may be written to: one token's, each chat's and each group's limits; knows no messages, no network.

Telegram's Bots FAQ: about 30 messages a second in bulk, one a second in a chat, 20 a minute in a group. The exact
thresholds are not published, so this stays below them and obeys what a 429 asks for.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

# Below the FAQ's 30 a second, for requests bunch up on their way. Slots are spaced evenly, never in a burst: any
# one-second window holds at most this many.
RATE: Final = 28.0
# Between two messages in one chat, in seconds.
CHAT_INTERVAL: Final = 1.0
GROUP_LIMIT: Final = 20
GROUP_WINDOW: Final = 60.0
# A chat whose last message is older than every window is as good as new and is forgotten, in seconds.
_IDLE: Final = GROUP_WINDOW


@dataclass(slots=True)
class _Lane:
    """One chat: the times of its last messages, and how many are waiting for their turn."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    given: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP_LIMIT))
    waiting: int = 0

    def free_at(self, *, group: bool) -> float:
        if not self.given:
            return 0.0
        soonest = self.given[-1] + CHAT_INTERVAL
        if group and len(self.given) == GROUP_LIMIT:
            soonest = max(soonest, self.given[0] + GROUP_WINDOW)
        return soonest


class Pacer:
    """Gives out slots; whoever holds one may send one message now.

    `clock` is monotonic seconds and `sleep` waits on it; both are replaced together, for a clock of one's own.
    One pacer serves one bot token in one event loop. Memory is bounded by the chats written to in the last two
    minutes.
    """

    def __init__(
        self,
        *,
        rate: float = RATE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1.0 / rate
        self._clock = clock
        self._sleep = sleep
        self._gate = asyncio.Lock()
        self._next = 0.0
        self._resume = 0.0
        self._sweep = 0.0
        self._lanes: dict[int, _Lane] = {}

    async def slot(self, chat_id: int, *, group: bool, within: float | None = None) -> bool:
        """Waits until a message may go to this chat; slots of one chat come in the order they were asked for.

        True when the slot is given. False, at once or later, when it is clear that it cannot come `within` so many
        seconds; nothing is used up then.
        """
        until = None if within is None else self._clock() + within
        self._forget_idle()
        lane = self._lanes.setdefault(chat_id, _Lane())
        lane.waiting += 1
        try:
            # First the chat, then the token: one busy chat must not hold up the others.
            async with lane.turn:
                if not await self._wait(lambda: lane.free_at(group=group), until):
                    return False
                async with self._gate:
                    if not await self._wait(lambda: max(self._next, self._resume), until):
                        return False
                    now = self._clock()
                    self._next = now + self._interval
                    lane.given.append(now)
                    return True
        finally:
            lane.waiting -= 1

    def pause(self, seconds: float) -> None:
        """Gives no slot for so long, for the whole token: Telegram said when to come back. Never shortens a pause."""
        self._resume = max(self._resume, self._clock() + seconds)

    def paused(self) -> float:
        """Seconds for which the token is still paused; 0 when it is not."""
        return max(0.0, self._resume - self._clock())

    async def _wait(self, free_at: Callable[[], float], until: float | None) -> bool:
        # Asked again after every sleep: a pause may have come meanwhile, or the sleep ended early.
        while (at := free_at()) > self._clock():
            if until is not None and at > until:
                return False
            await self._sleep(at - self._clock())
        return True

    def _forget_idle(self) -> None:
        now = self._clock()
        if now < self._sweep:
            return
        self._sweep = now + _IDLE
        self._lanes = {
            chat: lane
            for chat, lane in self._lanes.items()
            if lane.waiting or (lane.given and lane.given[-1] + _IDLE > now)
        }
