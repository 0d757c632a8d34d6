"""The control API over HTTP: acts of people, faults, clock, journal; for the page and the tests, not for the bot."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.sandbox import samples
from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError, ControlError
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Journal
from bot.sandbox.limits import Limits
from bot.sandbox.methods.profile import commands_of
from bot.sandbox.models import Json
from bot.sandbox.params import read
from bot.sandbox.people import People
from bot.sandbox.state import State

logger = logging.getLogger(__name__)

PING_SECONDS = 15.0  # a comment on a silent event stream, so that a dead page is noticed


class Control:
    """Routes under `/_control/`."""

    def __init__(self, *, state: State, faults: Faults, limits: Limits, journal: Journal) -> None:
        self.state = state
        self.people = People(state)
        self.faults = faults
        self.limits = limits
        self.journal = journal

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        table: list[tuple[str, str, Callable[[web.Request], Awaitable[Any]]]] = [
            ("GET", "users", self.users),
            ("POST", "users", self.add_user),
            ("GET", "chats", self.chats),
            ("POST", "chats", self.add_chat),
            ("GET", "chats/{chat_id}/messages", self.messages),
            ("POST", "send", self.send),
            ("POST", "edit", self.edit),
            ("POST", "delete", self.delete),
            ("POST", "upload", self.upload),
            ("POST", "tap", self.tap),
            ("GET", "callbacks/{id}", self.callback),
            ("POST", "act", self.act),
            ("POST", "updates", self.update),
            ("GET", "faults", self.all_faults),
            ("POST", "faults", self.add_fault),
            ("DELETE", "faults", self.clear_faults),
            ("DELETE", "faults/{id}", self.clear_faults),
            ("GET", "limits", self.show_limits),
            ("POST", "limits", self.set_limits),
            ("GET", "sent", self.sent),
            ("GET", "journal", self.read_journal),
            ("GET", "clock", self.show_clock),
            ("POST", "clock", self.set_clock),
            ("GET", "samples", self.samples),
            ("GET", "samples/{name}", self.sample),
            ("GET", "bot", self.bot),
            ("POST", "bot", self.set_bot),
        ]
        routes = [
            web.route(method, f"/_control/{path}", _answering(handler)) for method, path, handler in table
        ]
        return [
            *routes,
            web.get("/_control/events", self.events),
            web.get("/_control/files/{id}", self.file),
            web.route("*", "/_control/{rest:.*}", _answering(self.nothing)),
        ]

    # --- people and messages -----------------------------------------------------------------------------------------

    async def users(self, _request: web.Request) -> list[Json]:
        """GET users."""
        people = (user for user in self.state.users.values() if not user.is_bot)
        return [self.state.user_shape(user) for user in people]

    async def add_user(self, request: web.Request) -> Json:
        """POST users."""
        return self.state.user_shape(self.people.add_user(await _order(request)))

    async def chats(self, _request: web.Request) -> list[Json]:
        """GET chats."""
        return [self.state.chat_shape(chat) for chat in self.state.chats.values()]

    async def add_chat(self, request: web.Request) -> Json:
        """POST chats."""
        return self.state.chat_shape(self.people.add_chat(await _order(request)))

    async def messages(self, request: web.Request) -> list[Json]:
        """GET chats/{chat_id}/messages: as they are stored, in order."""
        return list(self.people.chat(request.match_info["chat_id"]).messages.values())

    async def send(self, request: web.Request) -> list[Json]:
        """POST send."""
        return self.people.send(await _order(request))

    async def edit(self, request: web.Request) -> Json:
        """POST edit: a person edits their text."""
        return self.people.edit(await _order(request))

    async def delete(self, request: web.Request) -> bool:
        """POST delete: a person deletes a message."""
        return self.people.delete(await _order(request))

    async def upload(self, request: web.Request) -> Json:
        """POST upload, multipart."""
        params = await read(request)
        file = params.upload("file")
        if file is None or isinstance(file, str):
            raise ControlError("there is no file in the request")
        fields = ("user_id", "chat_id", "caption", "message_thread_id", "reply_to_message_id")
        order = {name: params.raw(name) for name in fields}
        if "forward_origin" in params:
            order["forward_origin"] = params.structure("forward_origin", "forward origin")
        return self.people.upload(order, file)

    async def tap(self, request: web.Request) -> Json:
        """POST tap."""
        return {"id": self.people.tap(await _order(request)).id}

    async def callback(self, request: web.Request) -> Json:
        """GET callbacks/{id}: what the bot said to a tap."""
        tap = self.state.taps.get(request.match_info["id"])
        if tap is None:
            raise ControlError("no such tap")
        shown = {"answered": tap.answered, "text": tap.text, "show_alert": tap.show_alert}
        return {"id": tap.id, "user_id": tap.user_id, "chat_id": tap.chat_id, **shown}

    async def act(self, request: web.Request) -> Json:
        """POST act."""
        return self.people.act(await _order(request))

    async def update(self, request: web.Request) -> Json:
        """POST updates: any update, without its id."""
        return {"update_id": self.state.updates.put(await _order(request))}

    # --- the server itself -------------------------------------------------------------------------------------------

    async def all_faults(self, _request: web.Request) -> list[Json]:
        """GET faults."""
        return [fault.as_json() for fault in self.faults.all()]

    async def add_fault(self, request: web.Request) -> Json:
        """POST faults."""
        return {"id": self.faults.add(await _order(request)).id}

    async def clear_faults(self, request: web.Request) -> bool:
        """DELETE faults, or one of them."""
        number = request.match_info.get("id")
        self.faults.clear(int(number) if number and number.isdigit() else None)
        return True

    async def show_limits(self, _request: web.Request) -> Json:
        """GET limits."""
        return asdict(self.limits.rates)

    async def set_limits(self, request: web.Request) -> Json:
        """POST limits; an empty object switches them off."""
        return asdict(self.limits.configure(await _order(request)))

    async def sent(self, _request: web.Request) -> list[Json]:
        """GET sent: what the bot sent, in its present form, deleted or not."""
        return self.state.sent

    async def read_journal(self, request: web.Request) -> list[Json]:
        """GET journal?after=number."""
        after = request.query.get("after", "0")
        return self.journal.after(int(after) if after.isdigit() else 0)

    async def show_clock(self, _request: web.Request) -> Json:
        """GET clock."""
        return _clock(self.state.clock)

    async def set_clock(self, request: web.Request) -> Json:
        """POST clock."""
        order = await _order(request)
        clock = self.state.clock
        try:
            if "offset_seconds" in order:
                clock.offset = timedelta(seconds=float(order["offset_seconds"]))
            clock.advance(float(order.get("advance_seconds", 0)))
            clock.now()
        except (TypeError, ValueError, OverflowError) as error:
            raise ControlError("not a number of seconds the calendar has room for") from error
        self.state.events.tell("clock", **_clock(clock))
        return _clock(clock)

    async def samples(self, _request: web.Request) -> list[Json]:
        """GET samples."""
        return samples.all_samples()

    async def sample(self, request: web.Request) -> Json:
        """GET samples/{name}."""
        found = samples.sample(request.match_info["name"])
        if found is None:
            raise ControlError("no such sample")
        return found

    async def bot(self, _request: web.Request) -> Json:
        """GET bot."""
        return {
            "user": self.state.bot.shape(),
            "commands": commands_of(self.state),
            "privacy": self.state.privacy,
        }

    async def set_bot(self, request: web.Request) -> Json:
        """POST bot: {privacy}."""
        order = await _order(request)
        self.state.privacy = bool(order.get("privacy", self.state.privacy))
        return await self.bot(request)

    async def nothing(self, _request: web.Request) -> None:
        """Any other address."""
        raise ControlError("the control API has nothing under this address")

    # --- not JSON ----------------------------------------------------------------------------------------------------

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events until the page leaves or the server stops."""
        listener = self.state.events.listen()
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        try:
            await response.prepare(request)
            await response.write(b": here\n\n")
            while listener.is_open:
                event = await listener.next(PING_SECONDS)
                line = ": still here" if event is None else f"data: {json.dumps(event, ensure_ascii=False)}"
                await response.write(f"{line}\n\n".encode())
        except ConnectionError:
            logger.debug("event=listener_left")
        finally:
            listener.close()
        return response

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a stored document, always as a download."""
        file = self.state.files.get(request.match_info["id"])
        if file is None:
            return web.json_response({"ok": False, "description": "no such file"}, status=404)
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.data, content_type="application/octet-stream", headers=headers)


def _answering(
    handler: Callable[[web.Request], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Wraps what a handler gives, or refuses, in the control API's envelope."""

    async def answer(request: web.Request) -> web.Response:
        try:
            result = await handler(request)
        except ControlError as error:
            return web.json_response({"ok": False, "description": str(error)}, status=400)
        except ApiError as error:
            return web.json_response({"ok": False, "description": error.description}, status=error.code)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            logger.warning("event=unreadable_order path=%s", request.path, exc_info=True)
            return web.json_response({"ok": False, "description": f"not understood: {error}"}, status=400)
        return web.json_response({"ok": True, "result": result}, headers={"Cache-Control": "no-store"})

    return answer


async def _order(request: web.Request) -> Json:
    try:
        order = await request.json()
        json.dumps(order, ensure_ascii=False).encode()  # half of a surrogate pair is not text
    except ValueError as error:
        raise ControlError("the body is not JSON") from error
    if not isinstance(order, dict):
        raise ControlError("the body is not a JSON object")
    return order


def _clock(clock: Clock) -> Json:
    return {"now": clock.now().isoformat(), "offset_seconds": clock.offset.total_seconds()}
