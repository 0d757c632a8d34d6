"""The bot and its Telegram as processes of their own, as an operator runs them."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[3]
TOKEN = "4242:sandbox-in-a-process"


class Process:
    """A child process whose output goes to a file; ended with the test whatever happens."""

    def __init__(self, log: Path, *arguments: str, **environment: str) -> None:
        self.log = log
        self._arguments = arguments
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self._environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment}
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self._arguments,
                stdout=log,
                stderr=log,
                env=self._environment,
                cwd=self.log.parent,
            )

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    async def kill(self) -> None:
        assert self._child is not None
        self._child.kill()
        await self._child.wait()

    async def terminate(self) -> int:
        assert self._child is not None
        self._child.terminate()
        return await asyncio.wait_for(self._child.wait(), 30)

    async def close(self) -> None:
        if self._child is not None and self._child.returncode is None:
            await self.kill()


class Telegram:
    """The sandbox's control API from outside."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def __call__(self, path: str, order: object | None = None) -> object:
        answer = await (
            self._client.get(f"/_control/{path}")
            if order is None
            else self._client.post(f"/_control/{path}", json=order)
        )
        found = answer.json()
        assert found["ok"], found
        return found["result"]

    async def user(self, name: str) -> int:
        return (await self("users", {"first_name": name}))["id"]

    async def send(self, user_id: int, text: str) -> None:
        await self("send", {"user_id": user_id, "text": text})

    async def answers(self, user_id: int) -> list[str]:
        """What the bot wrote to a person, oldest first."""
        found = await self(f"chats/{user_id}/messages")
        return [each.get("text", "") for each in found if each["from"]["is_bot"]]

    async def copies(self) -> dict[int, int]:
        """How many messages the bot has in each chat."""
        count: dict[int, int] = {}
        for each in await self("sent"):
            count[each["chat"]["id"]] = count.get(each["chat"]["id"], 0) + 1
        return count


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[tuple[Telegram, str]]:
    """A sandbox process, and its address."""
    process = Process(tmp_path / "telegram.log", "bot.sandbox", "--port", "0", "--token", TOKEN)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(process.close)
        await process.start()
        url = await until(lambda: _address(process), 30)
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=30))
        yield Telegram(client), url


@pytest.fixture
async def bot(telegram: tuple[Telegram, str], tmp_path: Path) -> AsyncIterator[Process]:
    """The bot's process, not started yet."""
    process = Process(
        tmp_path / "bot.log",
        "bot",
        "run",
        BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=telegram[1],
        DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/clipping.sqlite3",
    )
    yield process
    await process.close()


async def _address(process: Process) -> str | None:
    found = re.search(r"^http://\S+", process.output(), re.MULTILINE)
    return found.group() if found else None


async def until(look: Callable[[], Awaitable[object]], seconds: float) -> object:
    """What `look` finds as soon as it finds something; fails after so many seconds."""
    async with asyncio.timeout(seconds):
        while not (found := await look()):
            await asyncio.sleep(0.1)
        return found


@pytest.fixture(name="until")
def until_fixture() -> Callable[[Callable[[], Awaitable[object]], float], Awaitable[object]]:
    return until


@pytest.fixture
async def trying(tmp_path: Path) -> AsyncIterator[Process]:
    """`clipping` without a token, not started yet: the try-out chat on a free port."""
    process = Process(tmp_path / "try.log", "bot", TRY_PORT="0")
    yield process
    await process.close()
