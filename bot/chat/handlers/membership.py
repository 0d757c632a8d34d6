"""Chats that come, go and move: nothing is sent to who left, nothing is deleted, and a new id keeps everything."""

import logging

from telegram import ChatMemberBanned, ChatMemberLeft, ChatMemberUpdated, Message

from bot.chat.desk import Desk

logger = logging.getLogger(__name__)


class Membership:
    """What Telegram tells about the bot's own place in a chat."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def changed(self, change: ChatMemberUpdated) -> None:
        """Blocked or removed: suspend. Unblocked or added: wake."""
        chat, now = change.chat, self._desk.clock()
        gone = isinstance(change.new_chat_member, (ChatMemberBanned, ChatMemberLeft))
        async with self._desk.store.transaction() as tx:
            if not gone:
                await tx.chats.touch(chat.id, kind=str(chat.type), now=now)
            elif await tx.chats.get(chat.id) is not None:
                await tx.chats.suspend(chat.id, "the bot was removed or blocked", now)
        logger.info("membership gone=%s", gone)

    async def migrated(self, message: Message) -> None:
        """A group became a supergroup: Telegram says so in both, and either is enough."""
        old, new = message.chat.id, message.chat.id
        if message.migrate_to_chat_id is not None:
            new = message.migrate_to_chat_id
        elif message.migrate_from_chat_id is not None:
            old = message.migrate_from_chat_id
        async with self._desk.store.transaction() as tx:
            if old != new and await tx.chats.get(old) is not None:
                await tx.chats.migrate(old, new)
                logger.info("group_migrated")
