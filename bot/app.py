"""The composition root: concrete classes meet here and nowhere else; knows the order of starting and stopping."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot import messages, topics
from bot.chat import commands
from bot.chat.desk import Desk
from bot.chat.handlers import UPDATES, Handlers
from bot.chat.inbox import Inbox, InboxQueue
from bot.chat.order import OrderedProcessor, Turns
from bot.chat.replies import Replies
from bot.chat.sender import TelegramSender
from bot.chat.waiting import Waiting
from bot.digest.compose import Composer
from bot.digest.outbox import Outbox
from bot.digest.pacing import Pacer
from bot.ingest import Analyst, Fetcher, Ingest
from bot.scheduler import Scheduler, Tick
from bot.settings import Settings, SettingsError
from storage import Store, open_store
from summarizer import tags

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

# What is settled is of no use after that; it is kept so long for `clipping check` and for curious operators.
KEEP_SETTLED: Final = timedelta(days=30)
# Requests at once over one connection pool: interactive answers beside the digests' senders.
CONNECTIONS: Final = 64
# Seconds between two tries to reach Telegram at the start, at most.
LONGEST_PAUSE: Final = 60.0


def now_utc() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


class App:
    """The whole bot, running from `start` to `stop`."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, *, topics: str = "") -> None:
        if settings.bot_token is None:
            raise ValueError("the bot needs a token")
        self._settings = settings
        self._topics = topics
        self._store = store
        self._clock = clock
        self._resources = AsyncExitStack()
        self._inbox = Inbox(store, clock)
        self._queue = InboxQueue(self._inbox)
        self._turns = Turns()
        # Ours, because the library leaves them open when Telegram refuses the token: answers, then polling.
        self._requests = (
            HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=20, connect_timeout=10),
            HTTPXRequest(connection_pool_size=1, read_timeout=20, connect_timeout=10),
        )
        self._application = self._build(settings.bot_token.get_secret_value())

    def _build(self, token: str) -> Application[Any, Any, Any, Any, Any, Any]:
        base = self._settings.api_base
        builder = (
            ApplicationBuilder()
            .token(token)
            .base_url(f"{base}/bot")
            .base_file_url(f"{base}/file/bot")
            .request(self._requests[0])
            .get_updates_request(self._requests[1])
            .concurrent_updates(OrderedProcessor(self._turns, self._inbox))
            .update_queue(self._queue)
        )
        return builder.build()

    async def start(self) -> None:
        """Come to life: analysis, handlers, polling, ticks. Raises SettingsError where Telegram refuses the token."""
        settings, bot = self._settings, self._application.bot
        analyst = await self._resources.enter_async_context(
            Analyst(workers=settings.analysis_workers, topics=self._topics)
        )
        await asyncio.to_thread(tags.warm)
        fetcher = await self._resources.enter_async_context(
            Fetcher(map(str, settings.fetch_allowed_networks), user_agent=settings.fetch_user_agent)
        )
        composer = Composer(self._store)
        desk = Desk(
            bot=bot,
            store=self._store,
            ingest=Ingest(
                store=self._store, fetcher=fetcher, analyst=analyst, method=settings.summary_method
            ),
            composer=composer,
            replies=Replies(bot),
            clock=self._clock,
            default_zone=settings.default_zone,
            default_method=settings.summary_method,
        )
        handlers = Handlers(desk, self._inbox)
        handlers.register(self._application)
        await self._log_in()
        self._resources.push_async_callback(self._application.shutdown)
        await self._introduce()
        await self._queue.take_up(bot)
        await self._application.start()
        self._resources.push_async_callback(self._application.stop)
        assert self._application.updater is not None, "the builder makes one"
        await self._application.updater.start_polling(
            allowed_updates=UPDATES, drop_pending_updates=False, error_callback=_polling_failed
        )
        self._resources.push_async_callback(self._application.updater.stop)
        outbox = Outbox(self._store, TelegramSender(bot), Pacer(rate=settings.messages_per_second))
        waiting = Waiting(desk, handlers.articles, self._turns)
        scheduler = Scheduler(
            {
                "compose": Tick(1, self._at(composer.due)),
                "flush": Tick(1, self._at(outbox.flush)),
                "waiting": Tick(0.5, waiting.settle_due),
                "inbox": Tick(10, lambda: self._queue.take_up(bot)),
                "clean": Tick(3600, self._clean),
            }
        )
        scheduler.start()
        self._resources.push_async_callback(scheduler.stop)
        logger.info("started bot=%s", bot.username)

    async def stop(self) -> None:
        """Finish what is under way, in the reverse order of starting, and close the database."""
        try:
            await self._resources.aclose()
        finally:
            for request in self._requests:
                await request.shutdown()
            await self._store.close()
        logger.info("stopped")

    async def _log_in(self) -> None:
        """Ask Telegram who we are, patiently: a small box may be up before its network is."""
        pause = 1.0
        while True:
            try:
                await self._application.initialize()
            except InvalidToken as error:
                raise SettingsError(
                    "BOT_TOKEN is not accepted by Telegram: paste the whole token from @BotFather"
                ) from error
            except NetworkError as error:
                logger.warning("telegram_unreachable cause=%s next_try_seconds=%.0f", error.message, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return

    def _at(self, run: Callable[[datetime], Awaitable[object]]) -> Callable[[], Awaitable[object]]:
        return lambda: run(self._clock())

    async def _introduce(self) -> None:
        """Tell Telegram the commands, in each language the bot speaks; a refusal costs the menu, not the start."""
        try:
            for locale in messages.locales():
                code = None if locale == messages.FALLBACK else locale
                await self._application.bot.set_my_commands(commands.described(locale), language_code=code)
        except TelegramError as error:
            logger.warning("commands_not_set cause=%s", type(error).__name__)

    async def _clean(self) -> None:
        async with self._store.transaction() as tx:
            await tx.deliveries.prune(self._clock() - KEEP_SETTLED)


def _polling_failed(error: TelegramError) -> None:
    logger.warning("polling_failed cause=%s: %s", type(error).__name__, error.message)


async def build(settings: Settings, *, clock: Clock = now_utc) -> App:
    """The bot over its database, which is made or migrated, with the operator's topics.

    Raises StorageError where the database cannot be opened, SettingsError where the topics cannot be used.
    """
    own = topics.load(settings.topics_file)
    return App(settings, await open_store(settings.database_url), clock, topics=own)


async def run(app: App, stop: asyncio.Event) -> None:
    """Run the bot until `stop` is set."""
    try:
        await app.start()
        await stop.wait()
    finally:
        await app.stop()
