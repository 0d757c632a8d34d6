"""Pushing updates to a receiver on this machine."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram.error import BadRequest, Conflict

from bot.sandbox import webhook


class Receiver:
    """A webhook that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.got: list[dict] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.arrived = asyncio.Condition()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        async with self.arrived:
            self.got.append(await request.json())
            self.arrived.notify_all()
        return self.answers.pop(0) if self.answers else web.Response()

    async def wait(self, count: int) -> list[dict]:
        async with asyncio.timeout(10), self.arrived:
            await self.arrived.wait_for(lambda: len(self.got) >= count)
        return self.got


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    taker = Receiver()
    app = web.Application()
    app.router.add_post("/hook", taker.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    taker.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield taker
    await runner.cleanup()


@pytest.fixture(autouse=True)
def _fast(monkeypatch):
    monkeypatch.setattr(webhook, "FIRST_DELAY", 0.01)


async def test_updates_are_pushed_with_the_secret(ptb, receiver, sandbox, ann):
    sandbox.people.send({"user_id": ann.id, "text": "before"})
    assert await ptb.set_webhook(receiver.url, secret_token="s-3", allowed_updates=["message"])
    sandbox.people.send({"user_id": ann.id, "text": "after"})
    sandbox.people.act({"act": "block", "user_id": ann.id})
    got = await receiver.wait(2)
    assert [update["message"]["text"] for update in got] == ["before", "after"]
    assert set(receiver.secrets) == {"s-3"}
    info = await ptb.get_webhook_info()
    assert (info.url, info.allowed_updates) == (receiver.url, ("message",))


async def test_getting_updates_conflicts_with_a_webhook(ptb, receiver):
    await ptb.set_webhook(receiver.url)
    with pytest.raises(
        Conflict, match="can't use getUpdates method while webhook is active; use deleteWebhook"
    ):
        await ptb.get_updates()
    assert await ptb.delete_webhook()
    assert await ptb.get_updates() == ()


async def test_a_failed_push_is_repeated_in_the_chats_order(ptb, receiver, sandbox, ann, ben):
    receiver.answers = [web.Response(status=500), web.Response(status=429, headers={"Retry-After": "0"})]
    for number in range(3):
        sandbox.people.send({"user_id": ann.id, "text": str(number)})
    await ptb.set_webhook(receiver.url)
    sandbox.people.send({"user_id": ben.id, "text": "other"})
    await receiver.wait(6)
    texts = [
        update["message"]["text"] for update in receiver.got if update["message"]["chat"]["id"] == ann.id
    ]
    assert list(dict.fromkeys(texts)) == ["0", "1", "2"]
    assert (await ptb.get_webhook_info()).last_error_message is not None


async def test_an_answer_may_carry_a_method(ptb, receiver, sandbox, ann, control):
    call = {"method": "sendMessage", "chat_id": ann.id, "text": "hello"}
    receiver.answers = [web.json_response(call)]
    await ptb.set_webhook(receiver.url)
    sandbox.people.send({"user_id": ann.id, "text": "hi"})
    sandbox.people.send({"user_id": ann.id, "text": "and again"})
    await receiver.wait(2)
    assert [message["text"] for message in await control.get("sent")] == ["hello"]


async def test_only_this_machine_is_pushed_to(ptb):
    for url in ("https://example.com/hook", "http://10.0.0.1/hook", "file:///etc/passwd"):
        with pytest.raises(BadRequest, match=r"(?i)the sandbox pushes only to this machine"):
            await ptb.set_webhook(url)
    with pytest.raises(BadRequest, match=r"(?i)secret token contains unallowed characters"):
        await ptb.set_webhook("http://localhost/hook", secret_token="no spaces")


async def test_pending_updates_can_be_dropped(ptb, sandbox, ann):
    sandbox.people.send({"user_id": ann.id, "text": "x"})
    assert (await ptb.get_webhook_info()).pending_update_count == 1
    assert await ptb.delete_webhook(drop_pending_updates=True)
    assert await ptb.get_updates() == ()


async def test_a_dead_receiver_leaves_the_updates_pending(ptb, sandbox, ann, receiver):
    await ptb.set_webhook(receiver.url.replace("/hook", "/nowhere"))
    sandbox.people.send({"user_id": ann.id, "text": "x"})
    while (info := await ptb.get_webhook_info()).last_error_message is None:
        await asyncio.sleep(0.01)
    assert "404" in info.last_error_message
    await ptb.delete_webhook()
    assert len(await ptb.get_updates()) == 1
