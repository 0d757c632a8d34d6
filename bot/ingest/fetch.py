"""One polite, bounded GET of a page a stranger linked to; knows HTTP, never what a page means."""

import asyncio
import logging
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from weakref import WeakValueDictionary

import httpcore
import httpx

from bot.errors import UserError
from bot.ingest import guard

logger = logging.getLogger(__name__)

TOTAL_SECONDS = (
    15.0  # for everything: names, redirects, headers, body. Per-read limits never catch a slow drip
)
REDIRECTS = 5
WIRE_BYTES = 5_000_000
BODY_BYTES = 10_000_000
PER_HOST = 2  # requests at once
CONNECTIONS = 20
USER_AGENT = "Clipping/0.1 (press-clipping bot; fetches a page once, when a reader sends its link)"
_READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
_MOVED = frozenset({301, 302, 303, 307, 308})
_GZIP_OR_ZLIB = 47  # zlib's own number for "32 KB window, find out which"
_ZIPPED = frozenset({"gzip", "x-gzip", "deflate"})
_HOST_TRICKS = re.compile(r"[\s\x00-\x1f\x7f\\%]")
_PATH_TRICKS = re.compile(r"[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came: `url` is the last of the redirects, `body` is unpacked, `charset` the header's claim.

    `content_type` is the bare media type in lower case, None when the server did not say.
    """

    url: str
    status: int
    content_type: str | None
    charset: str | None
    body: bytes


class _BadTargetError(Exception):
    """An address that is not fetched, whatever stands behind it."""


class _TooBigError(Exception):
    """More bytes than `WIRE_BYTES` or `BODY_BYTES`."""


class _GarbledError(Exception):
    """A body that does not unpack."""


_FAILURES = (
    OSError,  # TimeoutError among them
    ValueError,  # and UnicodeError: a host or header that is none
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    httpx.InvalidURL,
    _BadTargetError,
    _TooBigError,
    _GarbledError,
)


class Fetcher:
    """GETs pages of the public internet, and of `allowed_networks` (CIDRs that an operator opens, on every port).

    No cookies, no proxies or credentials from the environment, no connection is used twice, at most `PER_HOST`
    requests to one host at a time. Use as an async context manager, or call `close`.
    """

    def __init__(
        self,
        allowed_networks: Iterable[str] = (),
        *,
        user_agent: str = USER_AGENT,
        resolver: guard.Resolver = guard.resolve,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._seconds = total_seconds
        self._headers = [
            ("User-Agent", user_agent),
            ("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
        ]
        self._slots: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=CONNECTIONS,
            max_keepalive_connections=0,
            network_backend=guard.Guard(guard.networks(allowed_networks), resolver),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Drop all connections; the fetcher must not be used afterwards."""
        await self._pool.aclose()

    async def get(self, url: str) -> Fetched:
        """The page at an http(s) URL, redirects followed.

        Raises UserError: bad-link(url=), private-address(host=), dead-link(host=) for no or a broken answer,
        link-status(host=, status=), link-too-big(host=), link-not-article(host=) for what is not HTML or text.
        `host` is always that of the given URL: where its redirects lead is not told to strangers.
        """
        try:
            start = _target(httpx.URL(url))
        except (httpx.InvalidURL, _BadTargetError) as error:
            raise UserError("bad-link", url=url[:200]) from error
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(start)
        except UserError as error:
            logger.info("fetch_refused reason=%s", error.key)
            raise
        except _FAILURES as error:
            refusal = UserError(_reason(error), host=start.host)
            logger.info("fetch_failed reason=%s cause=%s", refusal.key, type(error).__name__)
            raise refusal from error

    async def _follow(self, start: httpx.URL) -> Fetched:
        url = start
        for _ in range(REDIRECTS + 1):
            slot = self._slots.setdefault(url.host, asyncio.Semaphore(PER_HOST))
            async with slot:
                found = await self._once(url, start.host)
            if isinstance(found, Fetched):
                return found
            url = found
        raise UserError("dead-link", host=start.host)

    async def _once(self, url: httpx.URL, host: str) -> Fetched | httpx.URL:
        """One request: the page, or where it moved. `host` is for the errors."""
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)}
        async with self._pool.stream("GET", target, headers=self._headers, extensions=limits) as response:
            headers = httpx.Headers(response.headers)
            if response.status in _MOVED and "location" in headers:
                return _target(url.join(_location(headers)))
            if headers.get("cf-mitigated") == "challenge":
                raise UserError("link-status", host=host, status=403)
            if not 200 <= response.status < 300:  # noqa: PLR2004 - HTTP's own numbers
                raise UserError("link-status", host=host, status=response.status)
            content_type, charset = _media(headers.get("content-type", ""))
            if content_type is not None and content_type not in _READABLE:
                raise UserError("link-not-article", host=host)
            body = await _read(response, headers)
        return Fetched(
            url=str(url.copy_with(fragment=None)),
            status=response.status,
            content_type=content_type,
            charset=charset,
            body=body,
        )


def _target(url: httpx.URL) -> httpx.URL:
    """The URL itself when it may be asked for at all; the address behind it is the guard's business."""
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        raise _BadTargetError(url.scheme)
    if _HOST_TRICKS.search(url.netloc.decode("ascii", "replace")):
        raise _BadTargetError("netloc")
    return url


def _location(headers: httpx.Headers) -> str:
    location = headers["location"].strip()
    if _PATH_TRICKS.search(location.partition("?")[0]):
        raise _BadTargetError("location")
    return str(location)


def _media(value: str) -> tuple[str | None, str | None]:
    """A Content-Type header as (media type, charset)."""
    kind, _, rest = value.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE)
    return kind.strip().lower() or None, found[1].lower() if found else None


def _reason(error: Exception) -> str:
    """What to tell a person about a failure."""
    match error:
        case guard.PrivateAddressError():
            return "private-address"
        case _TooBigError():
            return "link-too-big"
        case _:
            return "dead-link"


async def _read(response: httpcore.Response, headers: httpx.Headers) -> bytes:
    """The unpacked body, stopped at the limits before the bytes are in memory."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > WIRE_BYTES:
        raise _TooBigError
    unpacker = _Unpacker(headers.get("content-encoding", "").strip().lower())
    wire, body = 0, bytearray()
    async for chunk in response.aiter_stream():
        wire += len(chunk)
        body += unpacker.feed(chunk, BODY_BYTES + 1 - len(body))
        if wire > WIRE_BYTES or len(body) > BODY_BYTES:
            raise _TooBigError
    unpacker.finish()
    return bytes(body)


class _Unpacker:
    """Undoes one Content-Encoding, never past a limit.

    Takes gzip, zlib and bare deflate, which RFC 9110 §8.4.1.2 knows some servers send under the name of zlib.
    """

    def __init__(self, encoding: str) -> None:
        if encoding and encoding != "identity" and encoding not in _ZIPPED:
            raise _GarbledError(encoding)
        self._zip = zlib.decompressobj(wbits=_GZIP_OR_ZLIB) if encoding in _ZIPPED else None
        self._begun = False

    def feed(self, chunk: bytes, limit: int) -> bytes:
        """At most `limit` (1 or more) unpacked bytes of the next chunk; whoever gets that many must stop."""
        if self._zip is None:
            return chunk[:limit]
        try:
            return self._inflate(chunk, limit)
        except zlib.error as error:
            if self._begun:
                raise _GarbledError from error
        self._zip = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        try:
            return self._inflate(chunk, limit)
        except zlib.error as error:
            raise _GarbledError from error

    def finish(self) -> None:
        """Raise _GarbledError when the packed data broke off."""
        if self._zip is not None and self._begun and not self._zip.eof:
            raise _GarbledError

    def _inflate(self, chunk: bytes, limit: int) -> bytes:
        assert self._zip is not None
        out = self._zip.decompress(chunk, limit)
        self._begun = True
        return out
