"""Which handler answers what; knows all of them, and that every person gets a kind answer whatever goes wrong."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.chat import callbacks
from bot.chat.callbacks import (
    Callback,
    Correct,
    Follow,
    FollowTag,
    Forget,
    Length,
    Menu,
    Private,
    Quotes,
    Read,
    SetLength,
    SetMethod,
    SetPrivate,
    SetTime,
    SetZone,
    StaleCallback,
    Tags,
    TurnTags,
    Unsubscribe,
)
from bot.chat.desk import Desk, Visit, error_toast
from bot.chat.handlers.articles import Articles
from bot.chat.handlers.membership import Membership
from bot.chat.handlers.preferences import Preferences
from bot.chat.handlers.reading import Reading
from bot.chat.handlers.subscriptions import Subscriptions
from bot.chat.handlers.tagging import Tagging
from bot.chat.inbox import Inbox
from bot.errors import UserError
from bot.messages import FALLBACK, plain

logger = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Command = Callable[[Visit, str], Awaitable[None]]
Handler = Callable[[Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]
Tap = Callable[[Visit, Any], Awaitable[str | None]]

UPDATES: Final = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


class Handlers:
    """The bot's answers, wired to one desk."""

    def __init__(self, desk: Desk, inbox: Inbox) -> None:
        self._desk = desk
        self._inbox = inbox
        self.articles = Articles(desk)
        reading = Reading(desk, self.articles)
        subscriptions = Subscriptions(desk)
        preferences = Preferences(desk, subscriptions)
        self._tagging = Tagging(desk)
        self._membership = Membership(desk)
        self.commands: dict[str, Command] = {
            "start": preferences.start,
            "help": preferences.help,
            "summarize": self.articles.summarize,
            "quotes": reading.quotes,
            "latest": reading.latest,
            "subscribe": subscriptions.subscribe,
            "subscriptions": subscriptions.listed,
            "unsubscribe": subscriptions.unsubscribe,
            "timezone": preferences.timezone,
            "digest": subscriptions.digest,
            "settings": preferences.settings,
            "privacy": preferences.privacy,
            "forget": preferences.forget,
        }
        self.taps: dict[type[Callback], Tap] = {
            Length: reading.length,
            Read: reading.read,
            Quotes: reading.all_quotes,
            Private: reading.private,
            Follow: reading.follow,
            Tags: self._tagging.why,
            TurnTags: self._tagging.turn,
            Correct: self._tagging.correct,
            FollowTag: subscriptions.follow_tag,
            SetTime: subscriptions.set_time,
            Unsubscribe: subscriptions.end,
            SetZone: preferences.set_zone,
            SetLength: preferences.set_length,
            SetMethod: preferences.set_method,
            SetPrivate: preferences.set_private,
            Menu: preferences.menu,
            Forget: preferences.forget_now,
        }

    def register(self, application: App) -> None:
        """Tell the application which update goes where; the first that fits has it."""
        for name, run in self.commands.items():
            application.add_handler(
                CommandHandler(name, self._command(run), filters=filters.UpdateType.MESSAGE)
            )
        application.add_handler(CallbackQueryHandler(self._tap))
        application.add_handler(ChatMemberHandler(self._member, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_handler(
            MessageHandler(filters.StatusUpdate.MIGRATE & filters.UpdateType.MESSAGE, self._migrated)
        )
        application.add_handler(
            MessageHandler(
                filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, self._answered(self._anything)
            )
        )
        application.add_error_handler(self._failed)

    def _command(self, run: Command) -> Handler:
        async def visit_and_run(visit: Visit) -> None:
            await self.articles.settle(visit)
            await run(visit, _words(visit.message))

        return self._answered(visit_and_run)

    def _answered(self, run: Callable[[Visit], Awaitable[None]]) -> Handler:
        """A Telegram handler around `run`, in which a UserError becomes words."""

        async def handle(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
            visit = await self._desk.visit(update)
            if visit is None:
                return
            try:
                await run(visit)
            except UserError as error:
                await visit.refuse(error)

        return handle

    async def _anything(self, visit: Visit) -> None:
        """What no command handler took: an unknown command, a tag in reply to a panel of tags, or something to read."""
        text = visit.message.text or ""
        if text.startswith("/"):
            if visit.alone:
                raise UserError("unknown-command", command=text.split()[0][:40])
            return  # in a group it may be meant for another bot
        if not await self._tagging.replied(visit):
            await self.articles.message(visit)

    async def _tap(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        query = update.callback_query
        assert query is not None, "registered for taps only"
        visit = await self._desk.visit(update)
        if visit is None:
            # Telegram no longer has the message, so neither its text nor its chat can be used.
            await self._desk.replies.answer(query.id, plain("error-stale-button", FALLBACK), alert=True)
            return
        try:
            toast = await self._run_tap(visit, query)
        except UserError as error:
            await self._desk.replies.answer(query.id, error_toast(error, visit.locale), alert=True)
        else:
            await self._desk.replies.answer(query.id, toast)

    async def _run_tap(self, visit: Visit, query: CallbackQuery) -> str | None:
        try:
            tap = callbacks.unpack(query.data or "")
        except StaleCallback as error:
            raise UserError("stale-button") from error
        if tap.owner not in (0, visit.user_id):
            raise UserError("not-your-button")
        return await self.taps[type(tap)](visit, tap)

    async def _member(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        if update.my_chat_member is not None:
            await self._membership.changed(update.my_chat_member)

    async def _migrated(self, update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        if update.message is not None:
            await self._membership.migrated(update.message)

    async def _failed(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Something went wrong: what the network did is tried again later, what we did is owned up to."""
        error = context.error
        if not isinstance(update, Update):
            logger.error("update_failed", exc_info=error)
            return
        if isinstance(error, Forbidden):
            logger.info("answer_unwanted update_id=%s", update.update_id)  # blocked while we were writing
            return
        if isinstance(error, RetryAfter) or (
            isinstance(error, NetworkError) and not isinstance(error, BadRequest)
        ):
            logger.warning("answer_postponed update_id=%s cause=%s", update.update_id, type(error).__name__)
            self._inbox.leave(update)
            return
        logger.error("update_failed update_id=%s", update.update_id, exc_info=error)
        chat = update.effective_chat
        if chat is None:
            return
        try:
            if update.callback_query is not None:
                await self._desk.replies.answer(
                    update.callback_query.id, plain("error-ours", FALLBACK), alert=True
                )
            else:
                await self._desk.replies.send(chat.id, plain("error-ours", FALLBACK))
        except TelegramError as again:
            logger.warning("apology_failed update_id=%s cause=%s", update.update_id, type(again).__name__)


def _words(message: Message) -> str:
    """What stands behind the command, line breaks kept."""
    _, _, words = (message.text or message.caption or "").partition(" ")
    first, _, rest = (message.text or "").partition("\n")
    # "/summarize" alone on its line with the text below it
    return rest.strip() if " " not in first and rest else words.strip()
