"""The command line: run, try, summarize, migrate, check; knows how to start things and how to say what is wrong."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import storage
import summarizer
from bot import app, check, logs, messages, settings, topics
from bot.errors import UserError
from bot.ingest import LONGEST, Analyst, Fetcher, Ingest, Source
from bot.messages import html, summary
from bot.sandbox import DEFAULT_TOKEN, Sandbox
from bot.settings import Settings, SettingsError
from storage import StorageError
from storage.models import Article

_EXIT_WRONG: Final = 1
_EXIT_USAGE: Final = 2
# A single user of the command line stands in for a chat.
_LOCAL: Final = Source(chat_id=1, user_id=1, private=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command named in `arguments` (the process's own if None) and exit with its code."""
    parsed = _parser().parse_args(arguments)
    try:
        code = asyncio.run(parsed.run(parsed))
    except (SettingsError, StorageError, _Unreadable) as error:
        _say(f"clipping: {error}", sys.stderr)
        code = _EXIT_USAGE
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


class _Unreadable(Exception):  # noqa: N818 - told to the user as it stands
    """The file named on the command line cannot be read."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clipping",
        description="Clips the news in a chat. Without a command: `run` if BOT_TOKEN is set, else `try`.",
    )
    parser.set_defaults(run=_run_or_try, port=None)
    commands = parser.add_subparsers(title="commands")

    def command(
        name: str, run: Callable[[argparse.Namespace], Awaitable[int]], words: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        return sub

    command("run", _run, "run the bot on Telegram (needs BOT_TOKEN)")
    trying = command("try", _try, "try the bot in the browser, without Telegram")
    trying.add_argument("--port", type=int, default=None, help="port of the chat page (default: TRY_PORT)")
    reading = command("summarize", _summarize, "summarise one article as the chat would show it")
    reading.add_argument("source", help="a file, a web address, or - for standard input")
    reading.add_argument("--json", action="store_true", help="print the whole analysis as JSON")
    reading.add_argument(
        "--sentences", type=int, default=3, choices=range(1, LONGEST + 1), metavar=f"1-{LONGEST}"
    )
    reading.add_argument(
        "--method",
        type=_method,
        metavar="NAME",
        help=f"how sentences are chosen: {', '.join(summarizer.METHODS)} (default: SUMMARY_METHOD)",
    )
    command("migrate", _migrate, "bring the database to this version's schema")
    command("check", _check, "tell what is wrong, if anything")
    return parser


def _method(name: str) -> str:
    if (known := name.strip().lower()) in summarizer.METHODS:
        return known
    raise argparse.ArgumentTypeError(f"there is no “{name}”, use one of {', '.join(summarizer.METHODS)}")


async def _run_or_try(arguments: argparse.Namespace) -> int:
    loaded = settings.load()
    return await (_try(arguments) if loaded.bot_token is None else _run(arguments))


async def _run(_: argparse.Namespace) -> int:
    loaded = settings.load()
    if loaded.bot_token is None:
        raise SettingsError(
            "BOT_TOKEN is empty: get a token from @BotFather and put it into .env, or use `clipping try`"
        )
    _log(loaded)
    await app.run(await app.build(loaded), _stop_signal())
    return 0


async def _try(arguments: argparse.Namespace) -> int:
    """The real bot against a sandbox Telegram in this process; everything ends with it."""
    with tempfile.TemporaryDirectory(prefix="clipping-try-") as folder:
        sandbox = Sandbox(token=DEFAULT_TOKEN)
        port = settings.load().try_port if arguments.port is None else arguments.port
        try:
            await sandbox.start("127.0.0.1", port)
        except OSError as error:
            raise SettingsError(
                f"TRY_PORT {port} cannot be used ({error.strerror}): set another, or 0"
            ) from error
        try:
            loaded = settings.load(
                bot_token=DEFAULT_TOKEN,
                telegram_api_url=sandbox.url,
                database_url=f"sqlite+aiosqlite:///{folder}/clipping.sqlite3",
            )
            _log(loaded)
            bot = await app.build(loaded, clock=sandbox.clock.now)
            _say(_INVITATION.format(url=sandbox.url))
            await app.run(bot, _stop_signal())
        finally:
            await sandbox.stop()
    return 0


_INVITATION: Final = """
  Clipping is running. Open this page and chat with it:

      {url}

  It is the real bot talking to a Telegram of its own on this machine: nothing leaves it, and all of it
  is gone when you press Ctrl+C. For the real Telegram put a BOT_TOKEN into .env and start again.
"""


async def _summarize(arguments: argparse.Namespace) -> int:
    loaded = settings.load()
    _log(loaded, quiet=True)
    method = arguments.method or loaded.summary_method
    own = topics.load(loaded.topics_file)
    try:
        article = await _read(arguments.source, loaded, method, own)
    except UserError as error:
        _say(html.shown(messages.text(f"error-{error.key}", "en", **error.variables)), sys.stderr)
        return _EXIT_WRONG
    if arguments.json:
        analysis = summarizer.analyze(
            article.text, title=article.title, sentences=arguments.sentences, method=method
        )
        found = {"text": article.text, "url": article.url, "method": method, **asdict(analysis)}
        _say(json.dumps(found, ensure_ascii=False, indent=2, default=_plain))
    else:
        _say(html.shown(summary.render(article, sentences=arguments.sentences, locale="en")))
    return 0


async def _read(source: str, loaded: Settings, method: str, own: str) -> Article:
    """One article through the same intake as the chat's, over a database in memory, with the operator's own topics."""
    now = app.now_utc()
    store = await storage.open_store("sqlite+aiosqlite://")
    try:
        async with store.transaction() as tx:
            await tx.chats.touch(_LOCAL.chat_id, kind="private", now=now)
        async with (
            Analyst(topics=own) as analyst,
            Fetcher(map(str, loaded.fetch_allowed_networks), user_agent=loaded.fetch_user_agent) as fetcher,
        ):
            ingest = Ingest(store=store, fetcher=fetcher, analyst=analyst, method=method)
            if source.startswith(("http://", "https://")):
                return await ingest.link(source, source=_LOCAL, now=now)
            data = await asyncio.to_thread(_bytes, source)
            return await ingest.file(Path(source).name, data, source=_LOCAL, now=now)
    finally:
        await store.close()


def _bytes(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise _Unreadable(f"cannot read {source}: {error.strerror}") from error


async def _migrate(_: argparse.Namespace) -> int:
    loaded = settings.load()
    _log(loaded)
    store = await storage.open_store(loaded.database_url)
    try:
        current, _head = await store.schema()
    finally:
        await store.close()
    _say(f"The database is at schema {current}.")
    return 0


async def _check(_: argparse.Namespace) -> int:
    loaded = settings.load()
    _log(loaded, quiet=True)
    found = await check.findings(loaded, app.now_utc())
    for each in found:
        _say(f"{'ok     ' if each.well else 'PROBLEM'}  {each.subject:<10}  {each.words}")
    return 0 if all(each.well for each in found) else _EXIT_WRONG


def _log(loaded: Settings, *, quiet: bool = False) -> None:
    secrets = [loaded.bot_token.get_secret_value()] if loaded.bot_token else []
    logs.configure("ERROR" if quiet else loaded.log_level, secrets=secrets)


def _stop_signal() -> asyncio.Event:
    """An event that Ctrl+C and a service manager's TERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C then raises KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _say(words: str, stream: Any = None) -> None:
    stream = stream or sys.stdout
    try:
        print(words, file=stream, flush=True)
    except BrokenPipeError:
        # Whoever reads has seen enough (`| head`). The rest goes nowhere, so that the exit's flush meets no pipe either.
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
