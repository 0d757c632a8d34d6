"""Updates run side by side, but those of one chat one after the other; knows no handler."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.inbox import Inbox

# Updates waiting for their chat's turn count too, so this is well above what really runs at once.
CONCURRENT: Final = 256


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Turns:
    """One turn at a time per chat, first come first served; forgets a chat when nobody waits."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}

    @asynccontextmanager
    async def of(self, chat_id: int) -> AsyncIterator[None]:
        """Wait for the chat's turn and hold it."""
        line = self._lines.setdefault(chat_id, _Line())
        line.waiting += 1
        try:
            async with line.lock:
                yield
        finally:
            line.waiting -= 1
            if line.waiting == 0:
                self._lines.pop(chat_id, None)


class OrderedProcessor(BaseUpdateProcessor):
    """Runs the handlers of an update in its chat's turn and tells the inbox when they are done."""

    def __init__(self, turns: Turns, inbox: Inbox) -> None:
        super().__init__(max_concurrent_updates=CONCURRENT)
        self._turns = turns
        self._inbox = inbox

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run `coroutine`, the handlers of `update`."""
        if not isinstance(update, Update):
            await coroutine
            return
        chat = update.effective_chat
        async with self._turns.of(chat.id if chat else update.update_id):
            await coroutine
            await self._inbox.finished(update)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
