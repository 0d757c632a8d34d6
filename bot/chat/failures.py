"""What an exception of the Telegram library means for a message: was it sent, and what now; decides, does nothing.

Measured on python-telegram-bot 22.8 over httpx: the library folds many causes into TimedOut and NetworkError, so
the cause has to be looked at. A connection that was never made, or a pool without a free place, sent nothing; a
request that left and got no whole answer may have been delivered.
"""

from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.digest.outbox import DeliveryError, Gone, Lost, Moved, Refused, TryLater, Unsent

# Chats that cannot be written to come as BadRequest too; matched loosely because the library rewrites texts.
_GONE: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights to send",
    "not enough rights",
)
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def delivery_error(error: TelegramError) -> DeliveryError:  # noqa: PLR0911 - a table, one row a return
    """What `error`, raised by a send, means for that message."""
    match error:
        case RetryAfter():
            return TryLater(_seconds(error))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Gone(error.message)
        case InvalidToken():
            return Unsent(error.message)
        case BadRequest() if any(words in error.message.casefold() for words in _GONE):
            return Gone(error.message)
        case BadRequest():
            return Refused(error.message)
        case NetworkError() if was_not_sent(error):
            return Unsent(_kind(error))
        case _:
            # TimedOut while reading, a broken answer, 5xx, a page of a proxy: it may have been delivered.
            return Lost(_kind(error))


def was_not_sent(error: TelegramError) -> bool:
    """Whether the request certainly never reached Telegram."""
    if isinstance(error.__cause__, _NOT_SENT):
        return True
    return isinstance(error, TimedOut) and "pool timeout" in error.message.casefold()


def _seconds(error: RetryAfter) -> float:
    value = error.retry_after
    return float(value) if isinstance(value, (int, float)) else value.total_seconds()


def _kind(error: TelegramError) -> str:
    cause = error.__cause__
    return type(cause).__name__ if cause is not None else type(error).__name__
