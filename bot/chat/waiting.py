"""Articles held back for the rest of their pieces, read when nothing more has come; knows drafts, not updates."""

import asyncio
import logging

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.desk import Desk, error_text
from bot.chat.handlers.articles import Articles
from bot.chat.order import Turns
from bot.errors import UserError
from storage.models import Draft

logger = logging.getLogger(__name__)


class Waiting:
    """Settles drafts whose time has come, each in its chat's turn."""

    def __init__(self, desk: Desk, articles: Articles, turns: Turns) -> None:
        self._desk = desk
        self._articles = articles
        self._turns = turns

    async def settle_due(self) -> None:
        """Read every draft that is due; chats do not wait for each other."""
        async with self._desk.store.snapshot() as tx:
            drafts = await tx.drafts.due(self._desk.clock())
        if drafts:
            await asyncio.gather(*(self._settle(draft) for draft in drafts))

    async def _settle(self, draft: Draft) -> None:
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
                logger.warning("draft_waits cause=%s", type(error).__name__)  # and is read at a later tick
            except Exception:
                logger.exception("draft_failed")
                await self._drop(draft)
                await visit.say(error_text(UserError("ours"), visit.locale))

    async def _drop(self, draft: Draft) -> None:
        async with self._desk.store.transaction() as tx:
            await tx.drafts.delete(draft.chat_id)
