"""Sends the outbox's messages through Telegram, one request each; the outbox decides about everything else."""

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.chat import failures, keyboards
from bot.digest.outbox import Outgoing


class TelegramSender:
    """The outbox's `Sender` over a python-telegram-bot Bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, message: Outgoing) -> int:
        """Send with one request; returns the message id. Raises DeliveryError, saying whether it may have arrived."""
        try:
            sent = await self._bot.send_message(
                message.chat_id,
                message.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=message.message_thread_id,
                reply_markup=keyboards.reading(message.article_ids),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            raise failures.delivery_error(error) from error
        return sent.message_id
