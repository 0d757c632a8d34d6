"""The whole bot against the sandbox's Bot API, and people who write to it as they would on Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import settings as hypothesis_settings

import bot.app
from bot import settings
from bot.sandbox import Sandbox
from bot.sandbox.params import Upload

hypothesis_settings.register_profile("chat", deadline=None)
hypothesis_settings.load_profile("chat")

Json = dict[str, Any]
GOLDEN = Path(__file__).parents[2] / "golden" / "venezuela-russia.txt"
PATIENCE = 40.0  # seconds; only a hang takes so long


class World:
    """A sandbox, a database, and the bot that runs between them, or does not run for a while."""

    def __init__(self, sandbox: Sandbox, database: Path) -> None:
        self.sandbox = sandbox
        self.database = database
        self._app: bot.app.App | None = None
        self._number = 0

    @property
    def app(self) -> bot.app.App:
        assert self._app is not None, "the bot is not running"
        return self._app

    async def up(self, **overrides: Any) -> None:
        chosen = settings.load(
            bot_token=self.sandbox.token,
            telegram_api_url=self.sandbox.url,
            database_url=f"sqlite+aiosqlite:///{self.database}",
            default_zone="UTC",
            fetch_allowed_networks="",
            _env_file=None,
            **overrides,
        )
        self._app = await bot.app.build(chosen, clock=self.sandbox.clock.now)
        await self._app.start()

    async def down(self) -> None:
        app, self._app = self._app, None
        if app is not None:
            await app.stop()

    def person(self, name: str = "Ann", language: str = "en") -> "Person":
        user = self.sandbox.state.add_user(first_name=name, language_code=language)
        return Person(self, user.id, user.id)

    def group(self, *people: "Person", kind: str = "group", **order: Any) -> int:
        """A group owned by the first of `people`; its id."""
        members = [each.id for each in people]
        return self.sandbox.people.add_chat({"type": kind, "title": "Desk", "member_ids": members} | order).id

    def fault(self, kind: str, **order: Any) -> None:
        self.sandbox.faults.add({"kind": kind, "method": "sendMessage"} | order)

    def from_bot(self, chat_id: int) -> list[Json]:
        messages = self.sandbox.state.chats[chat_id].messages.values()
        return [each for each in messages if each["from"]["id"] == self.sandbox.state.bot.id]

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait for something that `settle` knows nothing of."""
        async with asyncio.timeout(PATIENCE):
            while not happened():
                await asyncio.sleep(0.02)

    def requests(self, method: str, chat_id: int) -> list[Json]:
        """What the bot asked of Telegram about a chat."""
        entries = self.sandbox.journal.after(0)
        return [each for each in entries if (each["method"], each["chat_id"]) == (method, chat_id)]

    async def settle(self, *, until_left: bool = False) -> None:
        """Wait until the bot has dealt with all that it was told and all that is due.

        `until_left`: until what is still open could not be answered and was left for later.
        """
        async with asyncio.timeout(PATIENCE):
            while not await self._quiet(until_left=until_left):
                await asyncio.sleep(0.02)

    async def _quiet(self, *, until_left: bool) -> bool:
        if self.sandbox.state.updates.pending():
            return False
        now = self.sandbox.clock.now()
        async with self.app._store.snapshot() as tx:
            waiting = await tx.inbox.pending()
            drafts = await tx.drafts.due(now + timedelta(days=1))
            due = await tx.subscriptions.due(now, 1)
            deliveries = (await tx.counts()).deliveries
        if waiting:
            return until_left and not self.app._inbox._at_hand
        if any(each.due_at > now for each in drafts):
            self.sandbox.clock.advance(2)
        return not drafts and not due and not any(deliveries.get(s) for s in ("new", "claimed", "sending"))

    async def pass_time(self, **delta: float) -> None:
        self.sandbox.clock.advance(timedelta(**delta).total_seconds())
        await self.settle()


class Person:
    """Somebody in a chat with the bot; what they do is answered before the next line of a test."""

    def __init__(self, world: World, user_id: int, chat_id: int) -> None:
        self.world = world
        self.id = user_id
        self.chat = chat_id

    def within(self, chat_id: int) -> "Person":
        """The same person in another chat."""
        return Person(self.world, self.id, chat_id)

    @property
    def heard(self) -> list[Json]:
        """All that the bot said here, as it stands now."""
        return self.world.from_bot(self.chat)

    def post(self, text: str, **order: Any) -> list[Json]:
        """Write, and do not wait."""
        return self.world.sandbox.people.send(
            {"user_id": self.id, "chat_id": self.chat, "text": text} | order
        )

    async def says(self, text: str, **order: Any) -> list[Json]:
        """Write; the bot's answers."""
        before = len(self.heard)
        self.post(text, **order)
        await self.world.settle()
        return self.heard[before:]

    async def asks(self, text: str, **order: Any) -> str:
        """Write; the words of the one answer."""
        answers = await self.says(text, **order)
        assert len(answers) == 1, [each["text"][:80] for each in answers]
        return answers[0]["text"]

    async def uploads(self, name: str, data: bytes, **order: Any) -> list[Json]:
        before = len(self.heard)
        file = Upload(name=name, data=data, content_type="application/octet-stream")
        self.world.sandbox.people.upload({"user_id": self.id, "chat_id": self.chat} | order, file)
        await self.world.settle()
        return self.heard[before:]

    async def taps(self, message: Json, label: str) -> Any:
        """Tap the button whose label has these words; what the bot answers to the tap."""
        data = next(each["callback_data"] for each in buttons(message) if label in each["text"])
        return await self.forges(message, data)

    async def forges(self, message: Json, data: str) -> Any:
        """A tap with any data, as a forged client may send."""
        order = {"user_id": self.id, "chat_id": self.chat, "message_id": message["message_id"], "data": data}
        tap = self.world.sandbox.people.tap(order)
        await self.world.settle()
        assert tap.answered
        return tap


def buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [each for row in rows for each in row]


def quoted(message: Json) -> list[str]:
    """The texts that are set as quotations."""
    units = message["text"].encode("utf-16-le")
    return [
        units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
        for each in message.get("entities", ())
        if "blockquote" in each["type"]
    ]


@pytest.fixture(scope="session")
def labels_of():
    return lambda message: [each["text"] for each in buttons(message)]


@pytest.fixture(scope="session")
def quotes_of():
    return quoted


@pytest.fixture(scope="session")
def seed() -> str:
    return GOLDEN.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def write():
    """Articles about a country, each different in enough words to be no copy of another."""
    serial = iter(range(10**6))

    def article(country: str, capital: str, thing: str = "bridge") -> str:
        number = next(serial)
        words = " ".join(f"{thing}{number}x{place}" for place in range(3))
        return (
            f"{country} opens its longest {thing} after {number + 3} years of work\n\n"
            f"The government of {country} opened the {thing} number {number} near {capital} on Tuesday, and "
            f"thousands of people from {capital} walked across it in the first hour ({words}).\n\n"
            f"“We waited {number + 3} years for this {thing}, and nobody in {country} believed us,” engineer "
            f"Maria Lopez said in {capital}.\n\n"
            f"Officials in {country} expect {number + 900} trucks a day on the {thing}. The parliament of "
            f"{country} voted for a toll of {number + 2} coins last month, and the money goes to schools.\n\n"
            f"Workers in {capital} began to paint the {thing} number {number} in the spring."
        )

    return article


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running(tmp_path_factory) -> AsyncIterator[World]:
    """One bot for all tests; each brings people of its own."""
    async with Sandbox() as sandbox:
        world = World(sandbox, tmp_path_factory.mktemp("bot") / "clipping.sqlite3")
        await world.up()
        yield world
        await world.down()


@pytest.fixture
def world(running) -> Iterator[World]:
    yield running
    running.sandbox.faults.clear()


@pytest.fixture
def ann(world) -> Person:
    return world.person("Ann")


@pytest.fixture
def ben(world) -> Person:
    return world.person("Ben")
