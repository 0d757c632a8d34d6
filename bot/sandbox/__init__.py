"""A Bot API server on loopback with a chat page, for trying without a token and for the tests; knows no other room.

What it knows of Telegram comes from the Bot API's documentation and from the sources of tdlib/td and
tdlib/telegram-bot-api; texts of errors are theirs.
"""

from bot.sandbox.clock import Clock
from bot.sandbox.server import DEFAULT_TOKEN, Sandbox

__all__ = ["DEFAULT_TOKEN", "Clock", "Sandbox"]
