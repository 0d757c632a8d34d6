import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.digest import outbox as outboxes
from bot.digest.outbox import (
    BUDGET,
    LEASE,
    MAX_LOST,
    REQUEST_LIMIT,
    Gone,
    Lost,
    Moved,
    Refused,
    TryLater,
    Unsent,
)
from bot.digest.pacing import Pacer
from storage import open_store
from storage.errors import DatabaseBusy
from storage.models import ChatState, DeliveryState


def test_a_request_ends_before_its_lease_and_a_flush_before_its_claims():
    assert LEASE.total_seconds() > BUDGET
    assert LEASE.total_seconds() > REQUEST_LIMIT + 2 * 5


async def test_nothing_to_send_is_nothing_sent(desk):
    assert await desk.outbox.flush(desk.start) == 0
    assert desk.sender.requests == 0


async def test_the_parts_of_a_digest_go_in_order_with_all_that_belongs_to_them(desk):
    await desk.put(-5, parts=3, thread=77)
    assert await desk.outbox.flush(desk.start) == 3
    assert desk.texts() == ["-5/0", "-5/1", "-5/2"]
    assert {(m.chat_id, m.message_thread_id) for m in desk.sender.arrived} == {(-5, 77)}
    assert [m.article_ids for m in desk.sender.arrived] == [(0,), (1,), (2,)]
    assert [(row.state, row.message_id, row.attempts) for row in await desk.rows()] == [
        (DeliveryState.SENT, 1, 1),
        (DeliveryState.SENT, 2, 1),
        (DeliveryState.SENT, 3, 1),
    ]


@pytest.mark.parametrize("store", ["memory"], indirect=True)
async def test_200_recipients_are_served_in_one_flush_side_by_side(desk):
    for chat_id in range(1, 201):
        await desk.put(chat_id)
    desk.sender.hold = asyncio.Event()
    flush = asyncio.create_task(desk.outbox.flush(desk.start))
    await desk.until(lambda: desk.sender.now_inside == 8)
    desk.sender.hold.set()
    assert await flush == 200
    assert sorted(m.chat_id for m in desk.sender.arrived) == list(range(1, 201))
    assert desk.sender.most_inside == 8
    assert desk.time.seconds - 1000 >= 199 / 28


async def test_a_chat_has_one_message_on_its_way(desk):
    await desk.put(1, parts=3)
    await desk.put(1, parts=2)
    assert await desk.outbox.flush(desk.start) == 5
    assert desk.sender.most_inside == 1


async def test_a_spent_budget_leaves_the_rest_untouched(desk):
    await desk.put(1, parts=20)
    sent = await desk.another(budget=5).flush(desk.start)
    assert 0 < sent < 20
    left = (await desk.rows())[sent:]
    assert {(row.state, row.attempts) for row in left} == {(DeliveryState.NEW, 0)}
    while len(desk.sender.arrived) < 20:
        await desk.outbox.flush(desk.time.now())
    assert desk.texts() == [f"1/{n}" for n in range(20)]


class TestTryLater:
    async def test_row_and_token_wait_and_the_attempt_is_taken_back(self, desk):
        await desk.put(1)
        await desk.put(2)
        desk.sender.scripts[1] = [TryLater(20)]
        assert await desk.another(concurrency=1).flush(desk.start) == 2
        assert sorted(desk.texts()) == ["1/0", "2/0"]
        assert desk.sender.requests == 3
        assert desk.time.seconds >= 1020
        assert [(row.attempts, row.unknowns) for row in await desk.rows()] == [(1, 0), (1, 0)]

    async def test_a_long_ban_ends_the_flush_and_holds_nothing(self, desk):
        for chat_id in range(1, 31):
            await desk.put(chat_id)
        desk.sender.scripts = {chat_id: [TryLater(40_000)] for chat_id in range(1, 31)}
        assert await desk.outbox.flush(desk.start) == 0
        assert desk.sender.requests <= 8
        assert desk.time.seconds < 1010
        assert {(row.state, row.attempts) for row in await desk.rows()} == {(DeliveryState.NEW, 0)}
        before = desk.sender.requests
        assert await desk.outbox.flush(desk.time.now()) == 0
        assert desk.sender.requests == before


class TestGone:
    async def test_the_chat_is_suspended_and_nothing_more_goes_to_it(self, desk):
        await desk.put(1, parts=3)
        await desk.put(2)
        desk.sender.scripts[1] = [Gone("bot was blocked by the user")]
        await desk.outbox.flush(desk.start)
        assert desk.texts() == ["2/0"]
        assert desk.sender.requests == 2
        states = [(row.state, row.last_error) for row in await desk.rows()]
        assert states == [(DeliveryState.DEAD, "bot was blocked by the user")] * 3 + [
            (DeliveryState.SENT, None)
        ]
        async with desk.store.snapshot() as tx:
            chat = await tx.chats.get(1)
            assert len(await tx.subscriptions.of_chat(1)) == 1
        assert chat is not None
        assert chat.state == ChatState.SUSPENDED


class TestMoved:
    async def test_all_of_the_chat_moves_and_the_message_goes_to_the_new_id_at_once(self, desk):
        await desk.put(-5, parts=2)
        desk.sender.scripts[-5] = [Moved(-100_500)]
        assert await desk.outbox.flush(desk.start) == 2
        assert [m.chat_id for m in desk.sender.arrived] == [-100_500, -100_500]
        assert desk.texts() == ["-5/0", "-5/1"]
        assert {row.chat_id for row in await desk.rows()} == {-100_500}
        async with desk.store.snapshot() as tx:
            assert await tx.chats.get(-5) is None
            assert len(await tx.subscriptions.of_chat(-100_500)) == 1

    async def test_a_chat_that_moved_to_itself_is_a_bug_and_dead(self, desk):
        await desk.put(-5)
        desk.sender.scripts[-5] = [Moved(-5)]
        assert await desk.outbox.flush(desk.start) == 1
        assert [row.state for row in await desk.rows()] == [DeliveryState.DEAD]

    async def test_a_chat_that_keeps_moving_does_not_keep_the_flush(self, desk):
        await desk.put(-5)
        desk.sender.scripts = {-5: [Moved(-6)] * 50, -6: [Moved(-5)] * 50}
        assert await desk.outbox.flush(desk.start) == 0
        assert desk.sender.requests < 5
        assert (await desk.rows())[0].not_before > desk.start + timedelta(seconds=1)


class TestUnsent:
    async def test_it_is_tried_without_limit_and_ever_more_slowly(self, desk):
        await desk.put(1)
        desk.sender.scripts[1] = [Unsent("no route")] * 12
        pauses = []
        while not desk.sender.arrived:
            started = desk.time.now()
            await desk.outbox.flush(started)
            (row,) = await desk.rows()
            if row.state == DeliveryState.NEW:
                pauses.append((row.not_before - started).total_seconds())
                desk.time.seconds += pauses[-1]
        assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]
        assert (row.state, row.attempts, row.unknowns) == (DeliveryState.SENT, 13, 0)

    async def test_jitter_spreads_half_of_the_pause(self, desk):
        await desk.put(1)
        desk.sender.scripts[1] = [Unsent("no route")]
        await desk.another(jitter=lambda: 0.0).flush(desk.start)
        assert (await desk.rows())[0].not_before == desk.start + timedelta(seconds=1)

    async def test_past_its_time_it_is_dropped_unsent(self, desk):
        await desk.put(1, parts=2)
        desk.sender.scripts[1] = [Unsent("no route")] * 99
        assert await desk.outbox.flush(desk.start) == 0
        assert await desk.outbox.flush(desk.start + timedelta(hours=24)) == 2
        assert desk.sender.requests == 1
        assert [row.state for row in await desk.rows()] == [DeliveryState.DEAD] * 2

    async def test_what_becomes_too_late_while_it_waits_for_its_turn_is_not_sent(self, desk):
        await desk.put(1, deliver_by=desk.start + timedelta(seconds=10))
        desk.pacer.pause(20)
        assert await desk.outbox.flush(desk.start) == 0
        assert desk.sender.requests == 0
        assert await desk.outbox.flush(desk.start + timedelta(seconds=21)) == 1
        assert [row.state for row in await desk.rows()] == [DeliveryState.DEAD]


class TestLost:
    @pytest.mark.parametrize("arrives", [True, False])
    async def test_it_is_sent_again_and_every_lost_answer_counted(self, desk, arrives):
        await desk.put(1)
        desk.sender.scripts[1] = [("arrives", Lost("read timeout")) if arrives else Lost("read timeout")]
        assert await desk.outbox.flush(desk.start) == 0
        assert await desk.outbox.flush(desk.start + timedelta(seconds=60)) == 1
        assert len(desk.sender.arrived) == (2 if arrives else 1)
        (row,) = await desk.rows()
        assert (row.state, row.attempts, row.unknowns) == (DeliveryState.SENT, 2, 1)

    async def test_after_five_resends_it_is_left_unknown_and_the_next_part_goes(self, desk):
        await desk.put(1, parts=2)
        desk.sender.scripts[1] = [Lost("read timeout")] * (MAX_LOST + 1)
        for hour in range(MAX_LOST + 1):
            await desk.outbox.flush(desk.start + timedelta(hours=hour))
        assert desk.texts() == ["1/1"]
        first, second = await desk.rows()
        assert (first.state, first.attempts, first.unknowns) == (DeliveryState.UNKNOWN, 6, 6)
        assert second.state == DeliveryState.SENT

    async def test_no_answer_in_time_is_a_lost_answer(self, desk, monkeypatch):
        monkeypatch.setattr(outboxes, "REQUEST_LIMIT", 0.01)
        await desk.put(1)
        desk.sender.hold = asyncio.Event()
        assert await desk.outbox.flush(desk.start) == 0
        (row,) = await desk.rows()
        assert (row.state, row.unknowns, row.last_error) == (DeliveryState.NEW, 1, "no answer in 0.01 s")

    async def test_a_sender_with_a_bug_harms_no_one_else(self, desk, caplog):
        await desk.put(1)
        await desk.put(2)
        desk.sender.scripts[1] = [ZeroDivisionError()]
        assert await desk.outbox.flush(desk.start) == 1
        assert desk.texts() == ["2/0"]
        assert (await desk.rows())[0].unknowns == 1
        assert "sender_failed delivery=1" in caplog.text


class TestRefused:
    async def test_it_is_dead_and_visible_and_the_next_part_goes(self, desk, caplog):
        await desk.put(1, parts=2)
        desk.sender.scripts[1] = [Refused("can't parse entities")]
        assert await desk.outbox.flush(desk.start) == 2
        assert desk.texts() == ["1/1"]
        assert [(row.state, row.last_error) for row in await desk.rows()] == [
            (DeliveryState.DEAD, "can't parse entities"),
            (DeliveryState.SENT, None),
        ]
        assert "delivery_refused id=1" in caplog.text
        assert "1/0" not in caplog.text


class TestStopping:
    async def test_cancelled_it_notes_what_is_under_way_and_gives_back_the_rest(self, desk):
        for chat_id in range(1, 21):
            await desk.put(chat_id)
        desk.sender.hold = asyncio.Event()
        flush = asyncio.create_task(desk.outbox.flush(desk.start))
        await desk.until(lambda: desk.sender.now_inside == 8)
        flush.cancel()
        await asyncio.sleep(0)
        assert not flush.done()
        desk.sender.hold.set()
        with pytest.raises(asyncio.CancelledError):
            await flush
        states = [(row.state, row.attempts) for row in await desk.rows()]
        assert sorted(states) == [(DeliveryState.NEW, 0)] * 12 + [(DeliveryState.SENT, 1)] * 8
        assert await desk.outbox.flush(desk.start) == 12
        assert len(desk.sender.arrived) == 20

    async def test_cancelled_while_it_waits_for_the_pacer_it_ends_at_once(self, desk, time):
        await desk.put(1)
        pacer = Pacer(clock=time.clock, sleep=time.sleep)
        pacer.pause(30)
        flush = asyncio.create_task(desk.another(pacer=pacer, clock=time.clock).flush(desk.start))
        await desk.until(lambda: time._sleepers)
        flush.cancel()
        with pytest.raises(asyncio.CancelledError):
            await flush
        assert [(row.state, row.attempts) for row in await desk.rows()] == [(DeliveryState.NEW, 0)]

    async def test_cancelled_twice_it_leaves_the_rest_to_the_leases(self, desk):
        await desk.put(1)
        desk.sender.hold = asyncio.Event()
        flush = asyncio.create_task(desk.outbox.flush(desk.start))
        await desk.until(lambda: desk.sender.now_inside)
        for _ in range(2):
            flush.cancel()
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await flush
        assert [row.state for row in await desk.rows()] == [DeliveryState.SENDING]
        desk.sender.hold.set()
        await desk.until(lambda: desk.sender.arrived)
        await desk.until(lambda: len(asyncio.all_tasks()) == 1)


class TestLeases:
    async def test_a_claim_of_a_dead_sender_goes_back_when_its_lease_is_over(self, desk):
        await desk.put(1)
        async with desk.store.transaction() as tx:
            await tx.deliveries.claim(desk.start, lease_until=desk.start + LEASE, limit=9)
        assert await desk.outbox.flush(desk.start + LEASE / 2) == 0
        assert await desk.outbox.flush(desk.start + LEASE) == 1

    async def test_a_request_of_a_dead_sender_counts_as_lost(self, desk, caplog):
        await desk.put(1)
        async with desk.store.transaction() as tx:
            (claimed,) = await tx.deliveries.claim(desk.start, lease_until=desk.start + LEASE, limit=9)
            assert await tx.deliveries.begin(claimed.id, desk.start, desk.start + LEASE)
        assert await desk.outbox.flush(desk.start + LEASE / 2) == 0
        assert await desk.outbox.flush(desk.start + LEASE) == 0  # it backs off first
        assert await desk.outbox.flush(desk.start + 2 * LEASE) == 1
        (row,) = await desk.rows()
        assert (row.state, row.attempts, row.unknowns) == (DeliveryState.SENT, 2, 1)
        assert "delivery_interrupted id=1" in caplog.text

    async def test_a_row_that_was_taken_away_meanwhile_is_not_sent(self, desk):
        await desk.put(1)
        await desk.put(2)

        class Meddler(Pacer):
            async def slot(self, chat_id, **more):
                async with desk.store.transaction() as tx:
                    await tx.chats.suspend(1, "left", desk.start)
                return await super().slot(chat_id, **more)

        pacer = Meddler(clock=desk.time.clock, sleep=desk.time.sleep)
        await desk.another(pacer=pacer).flush(desk.start)
        assert desk.texts() == ["2/0"]

    async def test_two_processes_send_nothing_twice(self, make_desk, tmp_path):
        url = f"sqlite+aiosqlite:///{tmp_path}/shared.sqlite3"
        one, other = [make_desk(await open_store(url)) for _ in range(2)]
        try:
            for chat_id in range(1, 41):
                await one.put(chat_id, parts=2)
            assert sum(await asyncio.gather(one.outbox.flush(one.start), other.outbox.flush(one.start))) == 80
            expected = sorted(f"{chat}/{part}" for chat in range(1, 41) for part in range(2))
            assert sorted(one.texts() + other.texts()) == expected
            assert one.texts()
            assert other.texts()
        finally:
            await one.store.close()
            await other.store.close()


class Unreliable:
    """A store whose transactions fail by a script of exceptions; None lets one pass."""

    def __init__(self, store, script):
        self.store = store
        self.script = script

    @asynccontextmanager
    async def transaction(self):
        if self.script and (error := self.script.pop(0)) is not None:
            raise error
        async with self.store.transaction() as tx:
            yield tx

    def snapshot(self):
        return self.store.snapshot()


class TestDatabaseTrouble:
    async def test_a_busy_database_is_waited_for_to_note_the_end(self, desk):
        await desk.put(1)
        # sweep, claim and begin pass; to settle takes two tries
        unreliable = Unreliable(desk.store, [None, None, None, DatabaseBusy()])
        outbox = desk.another(store=unreliable, concurrency=1)
        assert await outbox.flush(desk.start) == 1
        assert [row.state for row in await desk.rows()] == [DeliveryState.SENT]

    async def test_a_broken_one_is_reported_after_all_workers_came_to_an_end(self, desk, caplog):
        for chat_id in range(1, 5):
            await desk.put(chat_id)
        unreliable = Unreliable(desk.store, [None, OSError("disk full")])
        outbox = desk.another(store=unreliable, concurrency=2)
        with pytest.raises(OSError, match="disk full"):
            await outbox.flush(desk.start)
        assert len(desk.sender.arrived) == 4  # by the other worker
        assert "outbox_worker_failed" in caplog.text
