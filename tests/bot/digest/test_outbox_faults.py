"""Whatever happens between us and Telegram, and whenever we die: nothing is lost, little comes twice, all in order."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.outbox import LEASE, MAX_LOST, Lost, Outbox, TryLater, Unsent
from bot.digest.pacing import Pacer
from storage import open_store
from storage.models import DeliveryState


class DeathError(Exception):
    """The process is no more: nothing of it reaches the database or Telegram any longer."""


class Process:
    """A store and a sender that work until the process dies, at the n-th of the moments at which that can matter."""

    def __init__(self, store, sender, dies_at):
        self.store, self.sender = store, sender
        self.moments_left = dies_at

    def live(self):
        if self.moments_left is not None:
            if self.moments_left <= 0:
                raise DeathError
            self.moments_left -= 1

    @asynccontextmanager
    async def transaction(self):
        self.live()  # before it
        async with self.store.transaction() as tx:
            yield tx
        self.live()  # after its commit, before anything follows from it

    def snapshot(self):
        return self.store.snapshot()

    async def send(self, message):
        self.live()
        message_id = await self.sender.send(message)
        self.live()  # it arrived, and nobody will know
        return message_id


faults = st.sampled_from(
    [
        None,
        None,
        TryLater(3),
        TryLater(120),
        Unsent("no route"),
        Lost("read timeout"),
        ("arrives", Lost("read timeout")),
    ]
)
chats = (1, 2, -3)
SETTLED = {DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.DEAD}


@settings(max_examples=15, deadline=None)
@given(
    parts=st.tuples(*(st.integers(1, 4) for _ in chats)),
    scripts=st.fixed_dictionaries({chat: st.lists(faults, max_size=7) for chat in chats}),
    deaths=st.lists(st.integers(0, 40), max_size=4),
    concurrency=st.integers(1, 4),
)
def test_any_sequence_of_faults_and_deaths(make_desk, parts, scripts, deaths, concurrency):
    lost = sum(isinstance(step, tuple | Lost) for script in scripts.values() for step in script)

    async def main():
        desk = make_desk(await open_store("sqlite+aiosqlite://"))
        try:
            for chat, count in zip(chats, parts, strict=True):
                await desk.put(chat, parts=count, deliver_by=desk.start + timedelta(days=9))
            desk.sender.scripts = {chat: list(script) for chat, script in scripts.items()}
            for dies_at in deaths:
                await one_life(desk, dies_at, concurrency)
            while not all(row.state in SETTLED for row in await desk.rows()):
                await one_life(desk, None, concurrency)
            check(desk, await desk.rows(), lost + len(deaths) * concurrency)
        finally:
            await desk.store.close()

    asyncio.run(main())


async def one_life(desk, dies_at, concurrency):
    process = Process(desk.store, desk.sender, dies_at)
    pacer = Pacer(clock=desk.time.clock, sleep=desk.time.sleep)
    outbox = Outbox(process, process, pacer, concurrency=concurrency, clock=desk.time.clock)
    with suppress(DeathError):
        await outbox.flush(desk.time.now())
    desk.time.seconds += LEASE.total_seconds() + 1


def check(desk, rows, most_lost):
    copies = Counter(desk.texts())
    for row in rows:
        if row.state == DeliveryState.UNKNOWN:
            assert row.unknowns == MAX_LOST + 1
        else:
            assert row.state == DeliveryState.SENT
            assert copies[row.html] >= 1
        assert copies[row.html] <= 1 + row.unknowns
        assert row.unknowns <= row.attempts
    assert sum(row.unknowns for row in rows) <= most_lost
    for chat in chats:
        arrived = [int(text.partition("/")[2]) for text in desk.texts() if text.startswith(f"{chat}/")]
        assert arrived == sorted(arrived)
