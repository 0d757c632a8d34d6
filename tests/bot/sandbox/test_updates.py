"""How updates wait for the bot and are handed out."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import Conflict

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.updates import Updates


@pytest.fixture
def updates():
    return Updates(Clock())


def fill(updates, count):
    return [updates.add("message", {"text": str(number)}) for number in range(count)]


def ids(batch):
    return [update["update_id"] for update in batch]


async def poll(updates, offset=0, limit=100, timeout=0):  # noqa: ASYNC109  Bot API's word
    return ids(await updates.poll(offset=offset, limit=limit, timeout=timeout))


async def test_unconfirmed_updates_come_again(updates):
    assert fill(updates, 3) == [1, 2, 3]
    assert await poll(updates) == [1, 2, 3]
    assert await poll(updates, limit=2) == [1, 2]
    assert await poll(updates, offset=2) == [2, 3]
    assert await poll(updates) == [2, 3]
    assert await poll(updates, offset=4) == []
    assert await poll(updates) == []


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(updates):
    fill(updates, 5)
    assert await poll(updates, offset=-2) == [4, 5]
    assert await poll(updates) == [4, 5]
    assert await poll(updates, offset=-9) == [4, 5]


@pytest.mark.parametrize("limit", [0, -1, 101])
async def test_a_senseless_limit_means_a_hundred(updates, limit):
    fill(updates, 120)
    assert len(await poll(updates, limit=limit)) == 100


async def test_updates_are_kept_for_a_day():
    clock = Clock()
    updates = Updates(clock)
    fill(updates, 1)
    clock.advance(12 * 3600)
    fill(updates, 1)
    clock.advance(12 * 3600 + 1)
    assert await poll(updates) == [2]


async def test_only_wanted_kinds_are_queued(updates):
    assert updates.add("chat_member", {}) is None
    updates.allow(["chat_member"])
    updates.allow(None)
    assert updates.add("message", {}) is None
    assert updates.add("chat_member", {}) == 1
    updates.allow([])
    assert updates.add("message", {}) == 2


async def test_a_later_change_of_a_message_does_not_show(updates):
    message = {"text": "old"}
    updates.add("message", message)
    message["text"] = "new"
    assert (await updates.poll(offset=0, limit=1, timeout=0))[0]["message"] == {"text": "old"}


async def test_a_long_poll_ends_with_the_first_update(updates):
    waiting = asyncio.create_task(poll(updates, timeout=30))
    await asyncio.sleep(0)
    fill(updates, 1)
    assert await waiting == [1]


async def test_a_long_poll_ends_empty(updates):
    assert await poll(updates, timeout=0.01) == []


async def test_the_older_of_two_polls_is_ended(updates):
    older = asyncio.create_task(poll(updates, timeout=30))
    await asyncio.sleep(0)
    newer = asyncio.create_task(poll(updates, timeout=30))
    with pytest.raises(
        ApiError, match="Conflict: terminated by other getUpdates request; make sure that only one"
    ):
        await older
    fill(updates, 1)
    assert await newer == [1]


async def polling(sandbox):
    """Until a getUpdates request is under way."""
    while not any(entry["method"] == "getUpdates" for entry in sandbox.journal.after(0)):
        await asyncio.sleep(0.01)


async def test_two_pollers_over_http(sandbox, ptb, aiogram):
    older = asyncio.create_task(ptb.get_updates(timeout=20))
    await polling(sandbox)
    assert await aiogram.get_updates(timeout=0) == []
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await older


async def test_stopping_ends_a_poll(sandbox, ptb):
    waiting = asyncio.create_task(ptb.get_updates(timeout=20))
    await polling(sandbox)
    await sandbox.stop()
    assert await waiting == ()


def test_the_clock_stands_ahead_of_its_source():
    clock = Clock(offset=timedelta(days=1))
    before = clock.now()
    clock.advance(3600)
    assert timedelta(hours=1) <= clock.now() - before < timedelta(hours=2)
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.timestamp() == int(clock.now().timestamp())
