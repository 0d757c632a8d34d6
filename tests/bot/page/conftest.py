"""A real sandbox, a real headless browser on its page, and a bot that says what a test tells it to."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect

from bot.sandbox import Sandbox

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # containers seldom allow the browser its own one; it sees nothing but the page under test
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TOKEN = "4242:page"
PATIENCE = 20.0  # seconds, for a machine that has much else to do

expect.set_options(timeout=PATIENCE * 1000)


class ScriptedBot:
    """A Bot API client: hears updates, and sends what a test wants it to."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = f"{url}/bot{TOKEN}"
        self.session = session
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def call(self, method: str, **params: Any) -> Any:
        async with self.session.post(f"{self.url}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def listen(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=50):
                offset = update["update_id"] + 1
                await self.heard.put(update)

    async def next(self, kind: str = "message") -> dict[str, Any]:
        """The next update of this kind; others are passed over."""
        async with asyncio.timeout(PATIENCE):
            while True:
                update = await self.heard.get()
                if kind in update:
                    return update[kind]

    async def say(self, html: str, *, to: int = 1001, **params: Any) -> dict[str, Any]:
        return await self.call("sendMessage", chat_id=to, text=html, parse_mode="HTML", **params)


class Chat:
    """One pane of the page, by what a person sees in it."""

    def __init__(self, page: Page, user_id: int | None = None) -> None:
        which = (
            '[data-testid="pane"]' if user_id is None else f'[data-testid="pane"][data-user-id="{user_id}"]'
        )
        self.page = page
        self.pane = page.locator(which)
        self.input = self.pane.get_by_test_id("composer-input")
        self.messages = self.pane.get_by_test_id("message")

    async def write(self, text: str) -> None:
        await self.input.fill(text)
        await self.input.press("Enter")

    def text(self, message: dict[str, Any]) -> Locator:
        """Where the text of a message of the Bot API stands."""
        return self.bubble(message).get_by_test_id("message-text")

    def bubble(self, message: dict[str, Any]) -> Locator:
        return self.pane.locator(f'[data-message-id="{message["message_id"]}"]')

    def button(self, label: str) -> Locator:
        return self.pane.get_by_test_id("inline-button").filter(has_text=label)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("these tests need a Chromium; on Debian and Ubuntu: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(token=TOKEN) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as session:
        bot = ScriptedBot(sandbox.url, session)
        listening = asyncio.create_task(bot.listen())
        yield bot
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Open]:
    """Opens the page in a fresh profile; afterwards no script may have failed and no policy been broken."""
    contexts = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    async def opened(hash_: str = "", *, lost: bool = False, **options: Any) -> Page:
        settings = {"timezone_id": "Europe/Berlin", "locale": "en-GB", "reduced_motion": "reduce"} | options
        context = await browser.new_context(**settings)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = await context.new_page()
        if not lost:  # a lost connection is an error to the browser, but not to the page
            page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{sandbox.url}/{hash_}")
        await expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "online")
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []


@pytest_asyncio.fixture(loop_scope="module")
async def page(open_page: Open) -> Page:
    return await open_page(viewport={"width": 1280, "height": 800})


@pytest_asyncio.fixture(loop_scope="module")
async def chat(page: Page) -> Chat:
    """Ana's chat with the bot."""
    return Chat(page, 1001)


@pytest.fixture
def chat_of() -> type[Chat]:
    """The pane of a given user on a given page."""
    return Chat
