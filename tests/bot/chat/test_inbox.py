"""Updates are stored before they are handled, marked after it, and handled in order."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, Update

from bot.chat import inbox as room
from bot.chat.inbox import KEEP, Inbox, InboxQueue
from bot.chat.order import OrderedProcessor, Turns
from storage import open_store
from storage.errors import DatabaseBusy

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def store(tmp_path):
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/inbox.sqlite3")
    yield store
    await store.close()


@pytest.fixture
def bot():
    return Bot("4242:sandbox")


@pytest.fixture
def queue(store, clock):
    return InboxQueue(Inbox(store, clock))


def update(number: int, chat: int = 1) -> Update:
    message = {
        "message_id": number,
        "date": 0,
        "chat": {"id": chat, "type": "private"},
        "text": f"Nachricht {number} 🙂",
    }
    return Update.de_json({"update_id": number, "message": message}, None)


async def pending(store) -> list[int]:
    async with store.snapshot() as tx:
        return [each.update_id for each in await tx.inbox.pending()]


async def test_an_update_is_stored_before_it_is_queued(queue, store):
    await queue.put(update(1))
    assert await pending(store) == [1]
    assert (await queue.get()).update_id == 1


async def test_an_update_that_comes_again_is_passed_over(queue, store):
    await queue.put(update(1))
    await queue.put(update(1))
    taken = await queue.get()
    assert queue.empty()
    await queue._inbox.finished(taken)
    await queue.put(update(1))
    assert queue.empty()
    assert await pending(store) == []


async def test_what_is_no_update_is_only_queued(queue, store):
    await queue.put("stop")
    assert await queue.get() == "stop"
    assert await pending(store) == []


async def test_what_another_process_left_is_taken_up_once(store, clock, bot):
    before = InboxQueue(Inbox(store, clock))
    for number in (2, 1, 3):
        await before.put(update(number))
    await before._inbox.finished(update(2))
    after = InboxQueue(Inbox(store, clock))
    await after.take_up(bot)
    await after.take_up(bot)
    taken = [after.get_nowait() for _ in range(after.qsize())]
    assert [each.update_id for each in taken] == [1, 3]
    assert taken[0].message.text == "Nachricht 1 🙂"
    assert taken[0].get_bot() is bot


async def test_what_was_left_is_taken_up_again(queue, store, bot):
    await queue.put(update(1))
    taken = await queue.get()
    queue._inbox.leave(taken)
    await queue.take_up(bot)
    assert queue.empty(), "it is still at hand"
    await queue._inbox.finished(taken)
    assert await pending(store) == [1]
    await queue.take_up(bot)
    await queue._inbox.finished(await queue.get())
    assert await pending(store) == []


async def test_nobody_waits_for_an_answer_for_ever(queue, store, clock, bot):
    await queue.put(update(1))
    taken = await queue.get()
    queue._inbox.leave(taken)
    await queue._inbox.finished(taken)
    clock.time += KEEP + timedelta(seconds=1)
    await queue.take_up(bot)
    assert queue.empty()
    assert await pending(store) == []


async def test_an_update_that_is_being_handled_is_not_given_up(queue, store, clock, bot):
    await queue.put(update(1))
    clock.time += KEEP + timedelta(seconds=1)
    await queue.take_up(bot)
    assert await pending(store) == [1]


async def test_a_tick_while_an_update_is_being_marked_does_not_take_it_up(queue, store, bot):
    await queue.put(update(1))
    taken = await queue.get()
    async with store.transaction():
        # Both wait for the database now, the tick first: it will find the row not marked yet.
        tick = asyncio.create_task(queue.take_up(bot))
        await asyncio.sleep(0)
        mark = asyncio.create_task(queue._inbox.finished(taken))
        await asyncio.sleep(0)
    await asyncio.gather(tick, mark)
    assert queue.empty()
    assert await pending(store) == []


async def test_a_busy_database_is_waited_for(queue, store, monkeypatch):
    monkeypatch.setattr(room, "RETRY_SECONDS", 0)
    real, left = store.transaction, [DatabaseBusy("locked")] * 3

    def busy():
        if left:
            raise left.pop()
        return real()

    monkeypatch.setattr(store, "transaction", busy)
    await queue.put(update(1))
    assert left == []
    assert queue.qsize() == 1
    assert await pending(store) == [1]


async def test_a_mark_that_fails_costs_no_update(queue, store, bot, monkeypatch):
    await queue.put(update(1))
    taken = await queue.get()

    def busy():
        raise DatabaseBusy("locked")

    with monkeypatch.context() as patched:
        patched.setattr(store, "transaction", busy)
        with pytest.raises(DatabaseBusy):
            await queue._inbox.finished(taken)
    await queue.take_up(bot)
    assert (await queue.get()).update_id == 1


# --- order ---------------------------------------------------------------------------------------------------------


async def test_turns_of_one_chat_come_in_order_and_alone():
    turns, seen = Turns(), []

    async def visit(chat: int, number: int) -> None:
        async with turns.of(chat):
            seen.append(("in", chat, number))
            await asyncio.sleep(0)
            seen.append(("out", chat, number))

    await asyncio.gather(*(visit(chat, number) for number in range(4) for chat in (1, 2)))
    for chat in (1, 2):
        mine = [(what, number) for what, who, number in seen if who == chat]
        assert mine == [(what, number) for number in range(4) for what in ("in", "out")]
    assert seen[:2] == [("in", 1, 0), ("in", 2, 0)], "chats do not wait for each other"
    assert turns._lines == {}


async def test_a_turn_ends_with_an_error_too():
    turns = Turns()
    with pytest.raises(ValueError, match="oops"):
        async with turns.of(1):
            raise ValueError("oops")
    assert turns._lines == {}


async def test_the_processor_marks_what_was_handled(queue, store):
    processor = OrderedProcessor(Turns(), queue._inbox)
    done = []

    async def handle(number: int) -> None:
        await asyncio.sleep(0)
        done.append(number)

    for number in (1, 2, 3):
        await queue.put(update(number))
    await asyncio.gather(*(processor.process_update(update(number), handle(number)) for number in (1, 2, 3)))
    await processor.process_update("no update", handle(4))
    assert done == [1, 2, 3, 4]
    assert await pending(store) == []
