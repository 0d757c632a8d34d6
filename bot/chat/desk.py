"""The desk every handler works at: who is writing, in which chat, and how to answer; knows no single command.

A handler gets a `Visit`, raises UserError for what it cannot do, and never touches Telegram's update itself beyond
the message it is about.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from telegram import Bot, InlineKeyboardMarkup, Message, Update
from telegram import Chat as TelegramChat
from telegram.constants import ChatMemberStatus, ChatType

import summarizer
from bot import messages
from bot.chat.replies import Replies
from bot.digest.compose import Composer
from bot.errors import UserError
from bot.ingest import Ingest, Source
from storage import Store
from storage.models import Article, Chat, Draft

logger = logging.getLogger(__name__)

# https://core.telegram.org/bots/api#answercallbackquery
TOAST_LIMIT: Final = 200
_ADMINS: Final = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})

Page = tuple[str, InlineKeyboardMarkup]  # HTML and the buttons under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the handlers share: the rooms below and the clock."""

    bot: Bot
    store: Store
    ingest: Ingest
    composer: Composer
    replies: Replies
    clock: Callable[[], datetime]
    default_zone: str
    default_method: str

    async def visit(self, update: Update) -> "Visit | None":
        """Who came and where, the chat's record made or woken on the way; None for updates without a chat."""
        chat, message = update.effective_chat, update.effective_message
        if chat is None or not isinstance(message, Message):
            return None
        user = update.effective_user
        # A channel's posts and anonymous administrators have no user; the chat itself then owns what it sends.
        user_id = user.id if user is not None else chat.id
        language = user.language_code if user is not None else None
        async with self.store.transaction() as tx:
            record = await tx.chats.touch(
                chat.id, kind=str(chat.type), locale=_spoken(language), now=self.clock()
            )
        # A tap's message is the bot's own: in whose name that stands says nothing of who tapped.
        sender_chat = _sender_chat(update.message)
        return Visit(
            desk=self,
            chat=record,
            user_id=user_id,
            message=message,
            sender_chat=sender_chat,
            language=language,
        )

    async def revisit(self, draft: Draft) -> "Visit | None":
        """Whoever sent the pieces of `draft`, to be answered now; None where the chat is gone."""
        async with self.store.snapshot() as tx:
            record = await tx.chats.get(draft.chat_id)
        if record is None:
            return None
        message = Message(
            message_id=draft.parts[-1][0],
            date=self.clock(),
            chat=TelegramChat(draft.chat_id, record.kind),
            message_thread_id=draft.message_thread_id,
            is_topic_message=draft.message_thread_id is not None,
        )
        return Visit(desk=self, chat=record, user_id=draft.user_id, message=message)

    async def article(self, article_id: int, chat_id: int) -> Article:
        """An article that this chat may read. Raises UserError stale-article."""
        async with self.store.snapshot() as tx:
            article = await tx.articles.readable(article_id, chat_id)
        if article is None:
            raise UserError("stale-article")
        return article

    async def article_under(self, message_id: int, chat_id: int, *, panel: bool = False) -> Article | None:
        """The article that a message is about, with `panel` only where it shows its tags; None for other messages.

        Raises UserError stale-article where the chat may not read it any more: an old message opens no door.
        """
        async with self.store.snapshot() as tx:
            article_id = await tx.articles.subject(chat_id, message_id, panel=panel)
        return None if article_id is None else await self.article(article_id, chat_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One person's message or tap in one chat.

    `sender_chat` is the chat in whose name a message was written, `language` the code of the language of the person's
    app, which need not be one the bot speaks.
    """

    desk: Desk
    chat: Chat
    user_id: int
    message: Message
    sender_chat: int | None = None
    language: str | None = None

    @property
    def locale(self) -> str:
        """The language the bot speaks in this chat."""
        return self.chat.locale

    @property
    def written(self) -> str:
        """The language in which this person most likely writes names of countries and topics."""
        return self.language or self.locale

    @property
    def zone(self) -> str:
        """The chat's time zone, the operator's default until one is chosen."""
        return self.chat.zone or self.desk.default_zone

    @property
    def method(self) -> str:
        """How this chat's summaries are chosen, the operator's default until it says otherwise."""
        return self.own_method or self.desk.default_method

    @property
    def own_method(self) -> str | None:
        """The method this chat chose, if it did; one that this version no longer has is as good as none."""
        return self.chat.method if self.chat.method in summarizer.METHODS else None

    @property
    def alone(self) -> bool:
        """Whether this is a private chat."""
        return self.chat.kind == ChatType.PRIVATE

    @property
    def owner(self) -> int:
        """Whom the buttons of an answer are for; 0, anybody, where a person writes in the group's own name.

        An anonymous administrator taps as themselves, so the group's name would lock them out; what the button does
        is checked against the group's rules all the same.
        """
        return 0 if self.sender_chat is not None else self.user_id

    @property
    def thread(self) -> int | None:
        """The forum topic the message stands in, if any."""
        return self.message.message_thread_id if self.message.is_topic_message else None

    @property
    def source(self) -> Source:
        """Whose article it is when this visit brings one."""
        return Source(chat_id=self.chat.id, user_id=self.user_id, private=self.chat.private)

    def text(self, key: str, **args: str | float) -> str:
        """A text of the bot in the chat's language, as HTML."""
        return messages.text(key, self.locale, **args)

    def plain(self, key: str, **args: str | float) -> str:
        """A text for a button or a toast."""
        return messages.plain(key, self.locale, **args)

    async def say(
        self, html: str, keyboard: InlineKeyboardMarkup | None = None, *, reply_to: int | None = None
    ) -> Message:
        """Answer in the chat; in groups as a reply, so that it is clear to whom."""
        anchor = reply_to or (None if self.alone else self.message.message_id)
        return await self.desk.replies.send(
            self.chat.id, html, thread=self.thread, reply_to=anchor, keyboard=keyboard
        )

    async def say_all(self, pieces: Sequence[str], keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Answer in as many messages as there are pieces, the buttons under the last."""
        *before, last = pieces
        for piece in before:
            await self.say(piece)
        await self.say(last, keyboard)

    async def redraw(self, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Put this in place of the message whose button was tapped."""
        await self.desk.replies.edit(self.chat.id, self.message.message_id, html, keyboard)

    async def refuse(self, error: UserError) -> None:
        """Tell kindly what could not be done."""
        if error.__cause__ is not None:
            logger.info("refused key=%s cause=%s", error.key, type(error.__cause__).__name__)
        await self.say(error_text(error, self.locale))

    async def require_admin(self) -> None:
        """In groups only administrators decide for everybody. Raises UserError admins-only."""
        if self.alone or self.chat.id in {self.sender_chat, self.user_id}:
            return  # an anonymous administrator writes as the group itself
        if self.sender_chat is not None:
            raise UserError(
                "admins-only"
            )  # who writes in a channel's name is no member Telegram could tell of
        member = await self.desk.bot.get_chat_member(self.chat.id, self.user_id)
        if member.status not in _ADMINS:
            raise UserError("admins-only")


def error_text(error: UserError, locale: str) -> str:
    """The words for `error`, as HTML."""
    return messages.text(_key(error), locale, **error.variables)


def error_toast(error: UserError, locale: str) -> str:
    """The words for `error` without markup, cut to the 200 characters a tap's answer holds."""
    return messages.plain(_key(error), locale, **error.variables)[:TOAST_LIMIT]


def _key(error: UserError) -> str:
    """The key of the error's text; there is another one for errors that have something near to suggest."""
    return f"error-{error.key}-near" if error.variables.get("suggestion") else f"error-{error.key}"


def _spoken(code: str | None) -> str | None:
    """The language a person's app is in, if the bot speaks it."""
    base = (code or "").split("-")[0]
    return base if base in messages.locales() else None


def _sender_chat(message: Message | None) -> int | None:
    return message.sender_chat.id if message is not None and message.sender_chat is not None else None
