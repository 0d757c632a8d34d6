"""Answers to people: sent at once, with patience for Telegram's passing moods; knows no handler and no storage.

Digests do not go this way but through the outbox. An answer whose delivery stays unknown raises, and the update
it belongs to is taken up again: a person may then see it twice, but never not at all.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.chat import failures
from bot.digest.outbox import TryLater, Unsent

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

ATTEMPTS: Final = 4
# A person does not wait longer for an answer; after that the update is left for later.
LONGEST_PAUSE: Final = 60.0
_NOTHING_TO_EDIT: Final = ("not modified", "message to edit not found", "message can't be edited")
_QUIET: Final = LinkPreviewOptions(is_disabled=True)


class Replies:
    """Sends, edits and answers taps."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(
        self,
        chat_id: int,
        html: str,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        keyboard: InlineKeyboardMarkup | None = None,
    ) -> Message:
        """Send `html`, as a reply where `reply_to` still exists. Raises TelegramError when patience ends."""
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        return await _patiently(
            lambda: self._bot.send_message(
                chat_id,
                html,
                parse_mode=ParseMode.HTML,
                message_thread_id=thread,
                reply_parameters=reply,
                reply_markup=keyboard,
                link_preview_options=_QUIET,
            )
        )

    async def edit(
        self, chat_id: int, message_id: int, html: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> None:
        """Change a message of ours; one that already reads so, or is gone, is fine. Raises TelegramError otherwise."""
        try:
            await _patiently(
                lambda: self._bot.edit_message_text(
                    html,
                    chat_id=chat_id,
                    message_id=message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=_QUIET,
                )
            )
        except BadRequest as error:
            if not any(words in error.message.casefold() for words in _NOTHING_TO_EDIT):
                raise

    async def answer(self, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
        """Answer a tap so that the button stops waiting; too late is no error of ours."""
        try:
            await _patiently(lambda: self._bot.answer_callback_query(query_id, text, show_alert=alert))
        except BadRequest as error:
            logger.info("tap_answer_refused cause=%s", error.message)

    async def typing(self, chat_id: int, thread: int | None = None) -> None:
        """Show that something is being worked on; a courtesy, so failures are only noted."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread)
        except TelegramError as error:
            logger.debug("typing_failed cause=%s", type(error).__name__)


async def _patiently(call: Callable[[], Awaitable[Result]]) -> Result:
    """Run `call`, waiting when told to and repeating only what certainly was not delivered."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await call()
        except TelegramError as error:
            pause = _pause(error, attempt)
            if pause is None or attempt == ATTEMPTS:
                raise
            logger.info("answer_waits seconds=%.1f cause=%s", pause, type(error).__name__)
        await asyncio.sleep(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _pause(error: TelegramError, attempt: int) -> float | None:
    match failures.delivery_error(error):
        case TryLater(seconds=seconds) if isinstance(error, RetryAfter) and seconds <= LONGEST_PAUSE:
            return seconds
        case Unsent():
            return float(2 ** (attempt - 1))
        case _:
            return None
