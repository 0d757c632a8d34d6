"""Articles held back for the rest of their pieces, read when nothing more has come; knows drafts, not updates."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.desk import Desk, error_text
from bot.chat.handlers.articles import Articles
from bot.chat.order import Turns
from bot.errors import UserError
from storage.models import Draft

logger = logging.getLogger(__name__)

# Between two tries to answer while Telegram does not take it: about as long as updates in the inbox wait.
PAUSE: Final = timedelta(seconds=15)


class Waiting:
    """Settles drafts whose time has come, each in its chat's turn."""

    def __init__(self, desk: Desk, articles: Articles, turns: Turns) -> None:
        self._desk = desk
        self._articles = articles
        self._turns = turns
        self._not_before: dict[int, datetime] = {}

    async def settle_due(self) -> None:
        """Read every draft that is due; chats do not wait for each other."""
        now = self._desk.clock()
        async with self._desk.store.snapshot() as tx:
            drafts = await tx.drafts.due(now)
        ready = [each for each in drafts if self._not_before.get(each.chat_id, now) <= now]
        if ready:
            await asyncio.gather(*(self._settle(draft) for draft in ready))

    async def _settle(self, draft: Draft) -> None:
        self._not_before.pop(draft.chat_id, None)
        async with self._turns.of(draft.chat_id):
            visit = await self._desk.revisit(draft)
            if visit is None:
                return
            try:
                await self._articles.resume(visit)
            except (Forbidden, BadRequest) as error:
                logger.info("draft_dropped cause=%s", type(error).__name__)
                await self._drop(draft)
            except TelegramError as error:
                logger.warning("draft_waits cause=%s", type(error).__name__)
                self._not_before[draft.chat_id] = self._desk.clock() + PAUSE
            except Exception:
                logger.exception("draft_failed")
                await self._drop(draft)
                await visit.say(error_text(UserError("ours"), visit.locale))

    async def _drop(self, draft: Draft) -> None:
        async with self._desk.store.transaction() as tx:
            await tx.drafts.delete(draft.chat_id)
