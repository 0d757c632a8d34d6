"""The bot stops and starts again: nothing that was accepted is lost, nothing that was sent comes again."""

import json
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.sandbox import Sandbox
from storage import open_store

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own(tmp_path_factory, running):
    """A world of its own that a test may stop and start, built as the shared one."""
    async with Sandbox() as sandbox:
        world = type(running)(sandbox, tmp_path_factory.mktemp("own") / "clipping.sqlite3")
        await world.up()
        yield world
        await world.down()


async def test_a_digest_does_not_come_again_after_a_restart(own, write):
    ann, ben = own.person("Ann"), own.person("Ben")
    await ann.says(write("Bolivia", "La Paz"))
    due = own.sandbox.clock.now()
    await ben.says(f"/subscribe Bolivia {due.hour:02}:{due.minute:02}")
    await own.pass_time(hours=24)
    told = len(ben.heard)
    assert "Your digest" in ben.heard[-1]["text"]
    await own.down()
    # While nobody listens, and what an older process had accepted and not come to.
    ann.post("/privacy")
    await _leave_in_inbox(own, ben, "/help")
    await own.up()
    await own.settle()
    assert "What I keep" in ann.heard[-1]["text"]
    assert [each["text"].startswith("Send me") for each in ben.heard[told:]] == [True]
    await own.pass_time(hours=24)
    assert len(ben.heard) == told + 1


async def test_what_could_not_be_answered_is_answered_after_the_restart(own, write):
    ann = own.person("Ann")
    words = write("Angola", "Luanda")
    own.fault("before")
    ann.post("/start")
    await own.settle(until_left=True)
    ann.post(words, forward_origin={"type": "hidden_user", "sender_user_name": "Somebody"})
    assert own.sandbox.state.updates.pending()
    await own.down()
    own.sandbox.faults.clear()
    await own.up()
    await own.settle()
    assert {each["text"].partition("\n")[0] for each in ann.heard} == {
        "👋 I clip the news for you.",
        words.partition("\n")[0],
    }


async def test_pieces_that_were_held_back_are_read_after_the_restart(own, write):
    ann, words = own.person("Ann"), write("Burundi", "Gitega")
    # Held as by a bot that ended before the rest could come.
    await ann.says("/start")
    async with own.app._store.transaction() as tx:
        await tx.drafts.append(
            chat_id=ann.chat,
            user_id=ann.id,
            message_thread_id=None,
            origin="typed",
            message_id=1,
            text=words,
            due_at=own.sandbox.clock.now() + timedelta(minutes=1),
        )
    await own.down()
    own.sandbox.clock.advance(120)
    await own.up()
    await own.settle()
    assert ann.heard[-1]["text"].startswith(words.partition("\n")[0])
    assert len(ann.heard) == 2


async def _leave_in_inbox(world, person, words):
    message = {
        "message_id": 800,
        "date": world.sandbox.clock.timestamp(),
        "chat": {"id": person.chat, "type": "private", "first_name": "Ben"},
        "from": {"id": person.id, "is_bot": False, "first_name": "Ben"},
        "text": words,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(words)}],
    }
    store = await open_store(f"sqlite+aiosqlite:///{world.database}")
    async with store.transaction() as tx:
        payload = json.dumps({"update_id": 10**6, "message": message})
        assert await tx.inbox.add(10**6, payload, world.sandbox.clock.now())
    await store.close()
