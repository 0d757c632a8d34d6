"""Web servers on loopback: one that plays the public internet, one that nobody may reach."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import httpcore
import pytest

from bot.errors import UserError
from bot.ingest.fetch import Fetcher

PUBLIC = "127.0.0.1"  # opened with allowed_networks in these tests
INNER = "127.0.0.2"  # stands for everything that is not

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def page(
    body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str
) -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(to: str, status: str = "302 Found") -> bytes:
    return f"HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


class Site:
    """An HTTP server that says exactly the bytes it is told to, path by path, and remembers who came."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[bytes] = []
        self.connections = 0
        self.now_open = self.most_open = 0
        self.port = 0
        self.host = PUBLIC
        self._tasks: set[asyncio.Task[None]] = set()

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [request.split(b" ")[1].decode() for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        self.now_open += 1
        self.most_open = max(self.most_open, self.now_open)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._talk(reader, writer)
        except asyncio.CancelledError:
            pass  # the test is over; a server task that ends as cancelled would be reported by the loop
        finally:
            self.now_open -= 1
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _talk(self, reader, writer) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(request)
        path = request.split(b" ")[1].decode().partition("?")[0]
        answer = self.answers.get(path, page(b"no such page", status="404 Not Found"))
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
        else:
            await answer(writer)

    async def stop(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def _serving(host: str, ssl=None) -> AsyncIterator[Site]:
    site = Site()
    site.host = host
    server = await asyncio.start_server(site.serve, host, 0, ssl=ssl)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        await site.stop()
        await server.wait_closed()


@pytest.fixture
def serving():
    return _serving


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with _serving(PUBLIC) as one:
        yield one


@pytest.fixture
async def inner() -> AsyncIterator[Site]:
    """A service on the machine itself: every test that uses this fixture fails if anything connects to it."""
    try:
        async with _serving(INNER) as one:
            yield one
            assert one.connections == 0
    except OSError:
        pytest.skip(f"this system has no {INNER}")


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allowed_networks=(f"{PUBLIC}/32",), total_seconds=30) as one:
        yield one


@pytest.fixture
def dialled(monkeypatch) -> list[str]:
    """The numeric addresses that sockets were opened to; only the public one is let through."""
    real, seen = httpcore.AnyIOBackend.connect_tcp, []

    async def connect_tcp(self, host, port, *args, **kwargs):
        seen.append(host)
        if host != PUBLIC:
            raise httpcore.ConnectError("nothing beyond loopback in tests")
        return await real(self, host, port, *args, **kwargs)

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect_tcp)
    return seen


@pytest.fixture
def refusal():
    """`await refusal(awaitable)`: the key and variables of the UserError it must end in."""

    async def run(awaitable) -> tuple[str, dict]:
        with pytest.raises(UserError) as caught:
            await awaitable
        return caught.value.key, caught.value.variables

    return run


@pytest.fixture(name="page")
def _page():
    return page


@pytest.fixture(name="moved")
def _moved():
    return moved
