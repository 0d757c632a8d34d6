"""The Bot API over HTTP: finds the method, meets the faults, writes the journal; knows no method from inside."""

import asyncio
import hmac
import logging
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError, bad_request, not_found, too_many_requests
from bot.sandbox.faults import Fault, Faults, Kind
from bot.sandbox.journal import Entry, Journal, Outcome
from bot.sandbox.limits import Limits
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params, read
from bot.sandbox.state import State
from bot.sandbox.updates import MOST_AT_ONCE
from bot.sandbox.webhook import Webhook

logger = logging.getLogger(__name__)

# Methods that Telegram counts against the sending limits.
SENDING = {"sendmessage", "senddocument", "forwardmessage", "copymessage", "editmessagetext"}
AFTER = {Kind.AFTER_CLOSE, Kind.AFTER_HALF, Kind.AFTER_STALL}
HTML_STATUSES = {500, 502, 503, 504}  # come from the proxy in front, without the envelope
HEADERS = {"Cache-Control": "no-store"}


class BotApi:
    """`/bot<token>/<method>` and `/file/bot<token>/<path>` for one token."""

    def __init__(self, *, token: str, state: State, faults: Faults, limits: Limits, journal: Journal) -> None:
        self._token = token
        self._state = state
        self._faults = faults
        self._limits = limits
        self._journal = journal
        self.webhook = Webhook(state, self._call_quietly)

    def routes(self) -> list[web.RouteDef]:
        """Both, for GET and POST."""
        return [
            web.route("*", "/bot{token:[^/]*}/{method:.*}", self.call),
            web.get("/file/bot{token:[^/]*}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answers one request, or breaks it as a fault says."""
        if not self._knows(request.match_info["token"]):
            return _refuse(ApiError(401, "Unauthorized"))
        try:
            params = await read(request)
        except ApiError as error:
            return _refuse(error)
        name = request.match_info["method"]
        chat_id = params.raw("chat_id")
        entry = self._journal.open(now=self._state.clock.now(), method=name, chat_id=_number(chat_id))
        fault = self._faults.meet(name.lower(), None if chat_id is None else str(chat_id))
        entry.fault = fault.kind if fault else None
        try:
            return await self._meet(request, entry, fault, params)
        finally:
            entry.finished = self._state.clock.now().timestamp()

    async def _meet(
        self, request: web.Request, entry: Entry, fault: Fault | None, params: Params
    ) -> web.StreamResponse:
        if fault is None:
            return await self._answer(entry, params)
        if fault.kind is Kind.BEFORE:
            return _cut(request, entry)
        if fault.kind is Kind.ERROR:
            return _ordered_error(entry, fault)
        if fault.kind is Kind.FLOOD:
            seconds = (fault.parameters or {}).get("retry_after", max(int(fault.seconds), 1))
            return _noted(entry, too_many_requests(seconds))
        if fault.kind is Kind.LATENCY:
            await asyncio.sleep(fault.seconds)
            return await self._answer(entry, params)
        answer = await self._answer(entry, params)
        if fault.kind is Kind.AFTER_STALL:
            await asyncio.sleep(fault.seconds)
        return _cut(request, entry, half_of=answer if fault.kind is Kind.AFTER_HALF else None)

    async def _answer(self, entry: Entry, params: Params) -> web.Response:
        name = entry.method.lower()
        try:
            result = await self._run(name, params)
        except ApiError as error:
            return _noted(entry, error)
        entry.outcome, entry.status = Outcome.OK, HTTPStatus.OK
        entry.stored = not name.startswith("get")
        if isinstance(result, dict):
            entry.message_id = result.get("message_id")
        return web.json_response({"ok": True, "result": result}, headers=HEADERS)

    async def _run(self, name: str, params: Params) -> Any:
        """One method, whoever asked for it. Raises ApiError."""
        if name == "getupdates":
            return await self._get_updates(params)
        if name == "setwebhook":
            return await self.webhook.set(params)
        if name == "deletewebhook":
            return await self.webhook.delete(params)
        if name == "getwebhookinfo":
            return self.webhook.info()
        method = METHODS.get(name)
        if method is None:
            raise not_found()
        if name in SENDING and self._limits.rates.enabled:
            chat = self._state.find_chat(params.raw("chat_id"))
            if chat is not None:
                self._limits.spend(chat, paid=params.flag("allow_paid_broadcast"))
        try:
            return method(self._state, params)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            # A parameter of a shape no method looks for; Telegram has words for each, this has one for all.
            logger.warning("event=unreadable_parameters method=%s", name, exc_info=True)
            raise bad_request("wrong parameters in request") from error

    async def _get_updates(self, params: Params) -> list[dict[str, Any]]:
        updates = self._state.updates
        if not updates.has_webhook:
            updates.allow(params.structure("allowed_updates", "allowed updates"))
        return await updates.poll(
            offset=params.integer("offset"),
            limit=params.integer("limit", MOST_AT_ONCE),
            timeout=params.integer("timeout"),
        )

    async def _call_quietly(self, name: str, params: Params) -> None:
        """A method call in the answer of a webhook."""
        entry = self._journal.open(
            now=self._state.clock.now(), method=name, chat_id=_number(params.raw("chat_id"))
        )
        await self._answer(entry, params)
        entry.finished = self._state.clock.now().timestamp()

    async def download(self, request: web.Request) -> web.Response:
        """The bytes behind a path that getFile gave."""
        if not self._knows(request.match_info["token"]):
            return _refuse(ApiError(401, "Unauthorized"))
        file = self._state.file_at(request.match_info["path"])
        if file is None:
            return _refuse(ApiError(404, "Not Found"))
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _knows(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())


def _refuse(error: ApiError) -> web.Response:
    headers = dict(HEADERS)
    if error.parameters and "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.json_response(error.envelope(), status=error.code, headers=headers)


def _noted(entry: Entry, error: ApiError) -> web.Response:
    entry.outcome, entry.status, entry.description = Outcome.ERROR, error.code, error.description
    entry.retry_after = (error.parameters or {}).get("retry_after")
    return _refuse(error)


def _ordered_error(entry: Entry, fault: Fault) -> web.Response:
    response = _noted(entry, ApiError(fault.status, fault.description, fault.parameters))
    if fault.status not in HTML_STATUSES:
        return response
    page = f"<html><head><title>{fault.status} {fault.description}</title></head><body></body></html>"
    return web.Response(status=fault.status, text=page, content_type="text/html")


def _cut(request: web.Request, entry: Entry, half_of: web.Response | None = None) -> web.Response:
    """Ends the connection, after half of an answer if one is given.

    The response it returns is for aiohttp, which finds the connection gone and drops it.
    """
    entry.outcome = Outcome.LOST
    transport = request.transport
    if transport is not None and half_of is not None:
        body = bytes(half_of.body) if isinstance(half_of.body, bytes) else b"{}"
        head = f"HTTP/1.1 {half_of.status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        transport.write(head.encode() + body[: len(body) // 2])
        transport.close()
    elif transport is not None:
        transport.abort()
    return web.Response()


def _number(chat_id: Any) -> int | str | None:
    try:
        return int(chat_id)
    except (TypeError, ValueError):
        return None if chat_id is None else str(chat_id)
