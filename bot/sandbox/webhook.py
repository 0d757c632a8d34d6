"""Pushing updates to a webhook on this machine: in order per chat, again and again until it says 2xx; parses nothing.

Telegram keeps such an order per chat and goes on in parallel across chats; so does this.
"""

import asyncio
import logging
import random
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox.errors import bad_request
from bot.sandbox.guard import is_loopback_url
from bot.sandbox.models import Json
from bot.sandbox.params import Params
from bot.sandbox.state import State

logger = logging.getLogger(__name__)

FIRST_DELAY = 1.0  # seconds, doubled after each failure
LONGEST_DELAY = (60.0, 120.0)  # drawn anew each time, as WebhookActor.cpp of tdlib/telegram-bot-api does
LONGEST_RETRY_AFTER = 3600.0
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to push, and the secret that proves it is us."""

    url: str
    secret: str
    connections: int


class Webhook:
    """The webhook of one bot; none until set."""

    def __init__(self, state: State, call: Callable[[str, Params], Awaitable[None]]) -> None:
        self._state = state
        self._call = call  # async (method, params) -> None: a method call in the body of an answer
        self._target: Target | None = None
        self._task: asyncio.Task[None] | None = None
        self._failed_at: int | None = None
        self._failure = ""

    async def set(self, params: Params) -> bool:
        """Bot API setWebhook. An empty URL deletes it; only addresses of this machine are taken."""
        url = params.text("url")
        if not url:
            return await self.delete(params)
        if not is_loopback_url(url):
            raise bad_request("bad webhook: the sandbox pushes only to this machine (localhost, 127.0.0.1)")
        secret = params.text("secret_token")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        connections = params.integer("max_connections", USUAL_CONNECTIONS)
        await self.stop()
        self._prepare(params)
        count = connections if 1 <= connections <= MOST_CONNECTIONS else USUAL_CONNECTIONS
        self._target = Target(url=url, secret=secret, connections=count)
        self._state.updates.has_webhook = True
        self._state.updates.interrupt("terminated by setWebhook request")
        self._task = asyncio.create_task(self._run(self._target))
        return True

    async def delete(self, params: Params) -> bool:
        """Bot API deleteWebhook."""
        await self.stop()
        self._prepare(params)
        return True

    def _prepare(self, params: Params) -> None:
        self._state.updates.allow(params.structure("allowed_updates", "allowed updates"))
        if params.flag("drop_pending_updates"):
            self._state.updates.clear()

    def info(self) -> Json:
        """Bot API getWebhookInfo."""
        target = self._target
        info: Json = {
            "url": target.url if target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._state.updates.pending()),
        }
        if target:
            info |= {"max_connections": target.connections, "ip_address": "127.0.0.1"}
        if target and self._failed_at is not None:
            info |= {"last_error_date": self._failed_at, "last_error_message": self._failure}
        if self._state.updates.allowed:
            info["allowed_updates"] = sorted(self._state.updates.allowed)
        return info

    async def stop(self) -> None:
        """Ends the pushing; updates not delivered stay."""
        self._state.updates.has_webhook = False
        self._target = None
        self._failed_at = None
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self, target: Target) -> None:
        """One worker per chat with something to push, so that a chat's updates stay in order."""
        updates = self._state.updates
        places = asyncio.Semaphore(target.connections)
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            busy: dict[int, asyncio.Task[None]] = {}
            while True:
                updates.pushed.clear()
                rows: dict[int, list[Json]] = defaultdict(list)
                for update in updates.pending():
                    rows[_chat_of(update)].append(update)
                for chat_id, row in rows.items():
                    if chat_id not in busy or busy[chat_id].done():
                        busy[chat_id] = group.create_task(self._push_row(session, target, places, row))
                await updates.pushed.wait()

    async def _push_row(
        self, session: aiohttp.ClientSession, target: Target, places: asyncio.Semaphore, row: list[Json]
    ) -> None:
        for update in row:
            delay = FIRST_DELAY
            while update in self._state.updates.pending():
                async with places:
                    wait = await self._push(session, target, update)
                if wait is None:
                    self._state.updates.drop(update["update_id"])
                    break
                await asyncio.sleep(min(wait or delay, LONGEST_RETRY_AFTER))
                delay = min(delay * 2, random.uniform(*LONGEST_DELAY))  # noqa: S311  spreads load, guards nothing
        self._state.updates.pushed.set()  # what came meanwhile for this chat

    async def _push(self, session: aiohttp.ClientSession, target: Target, update: Json) -> float | None:
        """None once delivered, else the seconds the receiver asked to wait (0: it did not say)."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": target.secret} if target.secret else {}
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with session.post(
                target.url, json=update, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                if response.ok:
                    await self._embedded(response)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _seconds(response.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0

    async def _embedded(self, response: aiohttp.ClientResponse) -> None:
        """An answer may carry one method call; Telegram tells nobody what became of it."""
        if response.content_type != "application/json":
            return
        try:
            body = await response.json()
        except ValueError:
            return
        if isinstance(body, dict) and isinstance(body.get("method"), str):
            await self._call(body.pop("method"), Params(body))

    def _failed(self, words: str) -> None:
        self._failed_at, self._failure = self._state.clock.timestamp(), words
        logger.info("event=webhook_failed reason=%s", words)


def _chat_of(update: Json) -> int:
    """The chat an update is about; 0 where there is none."""
    content: Any = next((value for key, value in update.items() if key != "update_id"), {})
    message = content.get("message", content) if isinstance(content, dict) else {}
    chat = message.get("chat", {}) if isinstance(message, dict) else {}
    return int(chat.get("id", 0))


def _seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
