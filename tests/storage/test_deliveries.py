import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from storage import open_store, tables
from storage.deliveries import _delivery, claim_query
from storage.errors import Duplicate, Rejected
from storage.models import Delivery, DeliveryState, NewDelivery

MINUTE = timedelta(minutes=1)


async def in_state(store, state):
    async with store.snapshot() as tx:
        return (await tx.counts()).deliveries[state]


async def fetch(store, delivery_id):
    async with store.snapshot() as tx:
        query = select(tables.outbox).where(tables.outbox.c.id == delivery_id)
        return _delivery(await tx._connection.first(query))


@pytest.fixture
async def sending(world, store, now):
    """A row whose request is under way."""
    await world.run(1)
    [row] = await world.claim()
    async with store.transaction() as tx:
        assert await tx.deliveries.begin(row.id, now, now + MINUTE)
    return await fetch(store, row.id)


async def test_an_idle_outbox_says_so(store, sending, now):
    async with store.transaction() as tx:
        assert await tx.deliveries.unsettled()
        await tx.deliveries.sent(sending.id, 7, now)
        assert not await tx.deliveries.unsettled()


async def test_a_slot_has_one_run(world, store, now):
    made = await world.subscription(1)
    async with store.transaction() as tx:
        run = await tx.deliveries.open_run(made.id, now, now)
        assert run is not None
        assert await tx.deliveries.open_run(made.id, now, now + MINUTE) is None
        later = await tx.deliveries.open_run(made.id, now + MINUTE, now)
        assert later not in {None, run}


async def test_a_delivery_comes_back_as_it_was_put_in(world, store, now):
    run = await world.run(-5, parts=0)
    new = NewDelivery(part=0, html="<b>“x”</b> 🇺🇦", article_ids=(3, 1, 2), deliver_by=now + MINUTE)
    async with store.transaction() as tx:
        await tx.deliveries.enqueue(run, chat_id=-5, message_thread_id=8, parts=[new], now=now)
    [row] = await world.claim()
    assert row == Delivery(
        id=row.id,
        run_id=run,
        part=0,
        chat_id=-5,
        message_thread_id=8,
        html=new.html,
        article_ids=(3, 1, 2),
        deliver_by=now + MINUTE,
        state=DeliveryState.CLAIMED,
        not_before=now,
        lease_until=now + MINUTE,
        attempts=0,
        unknowns=0,
        message_id=None,
        last_error=None,
    )


async def test_a_run_has_each_part_once(world, store, now):
    run = await world.run(1, parts=2)
    new = NewDelivery(part=1, html="", article_ids=(), deliver_by=now + MINUTE)
    with pytest.raises(Duplicate):
        async with store.transaction() as tx:
            await tx.deliveries.enqueue(run, chat_id=1, message_thread_id=None, parts=[new], now=now)


async def test_an_article_is_shown_once(world, store, now):
    first, second = await world.article("a", 1), await world.article("b", 1)
    run, other = await world.run(1), await world.run(2)
    async with store.transaction() as tx:
        await tx.deliveries.mark_shown(1, run, [first.id])
        await tx.deliveries.mark_shown(1, run, [first.id, second.id])
        await tx.deliveries.mark_shown(2, other, [])
        assert await tx.deliveries.shown(1, [first.id, 99]) == {first.id}
        assert await tx.deliveries.shown(1, []) == frozenset()
        assert await tx.deliveries.shown(2, [first.id]) == frozenset()


async def test_parts_go_one_after_the_other(world, store, now):
    await world.run(1, parts=3)
    for part in range(3):
        [row] = await world.claim()
        assert row.part == part
        assert await world.claim() == []
        async with store.transaction() as tx:
            await tx.deliveries.begin(row.id, now, now + MINUTE)
        assert await world.claim() == []
        async with store.transaction() as tx:
            await tx.deliveries.sent(row.id, 100 + part, now)
    assert await world.claim() == []


async def test_a_part_waits_for_an_earlier_one_that_is_put_off(world, store, now):
    await world.run(1, parts=2)
    [first] = await world.claim()
    async with store.transaction() as tx:
        await tx.deliveries.release(first.id, not_before=now + MINUTE)
    assert await world.claim() == []
    [again] = await world.claim(now + MINUTE)
    assert again.id == first.id


async def test_another_run_of_the_chat_may_overtake_one_that_is_put_off(world, store, now):
    await world.run(1, parts=2)
    [first] = await world.claim()
    async with store.transaction() as tx:
        await tx.deliveries.release(first.id, not_before=now + MINUTE)
    other = await world.run(1)
    [row] = await world.claim()
    assert row.run_id == other


async def test_a_later_part_goes_when_the_earlier_is_given_up(world, store, now):
    await world.run(1, parts=2)
    [first] = await world.claim()
    async with store.transaction() as tx:
        await tx.deliveries.finish(first.id, DeliveryState.DEAD, "refused")
    [second] = await world.claim()
    assert second.part == 1


async def test_one_a_chat_and_in_order(world, store, now):
    for chat_id in (3, 1, 2, 1, 3):
        await world.run(chat_id)
    urgent = await world.run(2, parts=0)
    new = NewDelivery(part=0, html="", article_ids=(), deliver_by=now + MINUTE)
    async with store.transaction() as tx:
        await tx.deliveries.enqueue(
            urgent, chat_id=2, message_thread_id=None, parts=[new], now=now, priority=-1
        )
    first = await world.claim(limit=1)
    rest = await world.claim()
    assert [row.chat_id for row in first + rest] == [2, 3, 1]
    assert first[0].run_id == urgent


async def test_nothing_goes_too_early_or_too_late(world, now):
    await world.run(1, lives=MINUTE)
    assert await world.claim(now - timedelta(microseconds=1)) == []
    assert await world.claim(now + MINUTE) == []
    assert len(await world.claim(now + MINUTE - timedelta(microseconds=1))) == 1


async def test_nothing_goes_to_a_suspended_chat(world, store, now):
    run = await world.run(1, parts=0)
    new = NewDelivery(part=0, html="", article_ids=(), deliver_by=now + MINUTE)
    async with store.transaction() as tx:
        await tx.chats.suspend(1, "blocked", now)
        await tx.deliveries.enqueue(run, chat_id=1, message_thread_id=None, parts=[new], now=now)
    assert await world.claim() == []


async def test_begin_counts_and_only_a_claim_can_begin(world, store, now):
    await world.run(1)
    [row] = await world.claim()
    async with store.transaction() as tx:
        assert await tx.deliveries.begin(row.id, now, now + 2 * MINUTE)
        assert not await tx.deliveries.begin(row.id, now, now + 3 * MINUTE)
        assert not await tx.deliveries.begin(row.id + 1, now, now + MINUTE)
    begun = await fetch(store, row.id)
    assert begun == replace(row, state=DeliveryState.SENDING, attempts=1, lease_until=now + 2 * MINUTE)


async def test_nothing_begins_too_late(world, store, now):
    await world.run(1, lives=MINUTE)
    [row] = await world.claim()
    async with store.transaction() as tx:
        assert not await tx.deliveries.begin(row.id, now + MINUTE, now + 2 * MINUTE)


async def test_sent_is_the_end(store, sending, now):
    async with store.transaction() as tx:
        await tx.deliveries.sent(sending.id, 77, now)
    row = await fetch(store, sending.id)
    assert row == replace(sending, state=DeliveryState.SENT, message_id=77, lease_until=None)
    async with store.transaction() as tx:
        await tx.deliveries.sent(sending.id, 78, now)
        await tx.deliveries.retry(sending.id, not_before=now, error="x", unknown=True)
        await tx.deliveries.release(sending.id, not_before=now)
        await tx.deliveries.finish(sending.id, DeliveryState.DEAD, "x")
    assert await fetch(store, sending.id) == row


@pytest.mark.parametrize("unknown", [True, False])
async def test_retry_waits_and_remembers(store, sending, now, unknown):
    async with store.transaction() as tx:
        await tx.deliveries.retry(sending.id, not_before=now + MINUTE, error="timed out", unknown=unknown)
    assert await fetch(store, sending.id) == replace(
        sending,
        state=DeliveryState.NEW,
        not_before=now + MINUTE,
        last_error="timed out",
        lease_until=None,
        attempts=1,
        unknowns=int(unknown),
    )


async def test_release_takes_the_attempt_back(world, store, sending, now):
    async with store.transaction() as tx:
        await tx.deliveries.release(sending.id, not_before=now)
    assert (await fetch(store, sending.id)).attempts == 0
    [row] = await world.claim()
    async with store.transaction() as tx:
        await tx.deliveries.release(row.id, not_before=now + MINUTE)
    released = await fetch(store, row.id)
    assert (released.state, released.attempts, released.not_before) == (DeliveryState.NEW, 0, now + MINUTE)


@pytest.mark.parametrize(("state", "unknowns"), [(DeliveryState.UNKNOWN, 1), (DeliveryState.DEAD, 0)])
async def test_giving_up(store, sending, state, unknowns):
    async with store.transaction() as tx:
        await tx.deliveries.finish(sending.id, state, "why")
    row = await fetch(store, sending.id)
    assert (row.state, row.last_error, row.unknowns, row.lease_until) == (state, "why", unknowns, None)


@pytest.mark.parametrize("state", [DeliveryState.NEW, DeliveryState.CLAIMED, DeliveryState.SENT])
async def test_giving_up_means_unknown_or_dead(store, sending, state):
    async with store.transaction() as tx:
        with pytest.raises(ValueError, match=state):
            await tx.deliveries.finish(sending.id, state, "why")


async def test_an_answer_that_comes_after_the_lease_still_counts(world, store, sending, now):
    async with store.transaction() as tx:
        [lost] = await tx.deliveries.recover(now + MINUTE)
        await tx.deliveries.retry(lost.id, not_before=now, error="lease over", unknown=True)
        await tx.deliveries.sent(lost.id, 5, now)
    assert await world.claim(now + MINUTE) == []
    assert (await fetch(store, sending.id)).state is DeliveryState.SENT


async def test_recover_takes_back_claims_and_shows_what_may_have_arrived(world, store, sending, now):
    await world.run(2)
    [claimed] = await world.claim()
    async with store.transaction() as tx:
        assert await tx.deliveries.recover(now + MINUTE - timedelta(microseconds=1)) == []
    assert await in_state(store, "claimed") == 1
    async with store.transaction() as tx:
        assert await tx.deliveries.recover(now + MINUTE) == [sending]
        assert await tx.deliveries.recover(now + MINUTE) == [sending]  # until the caller decides
    assert [row.id for row in await world.claim(now + MINUTE)] == [claimed.id]


async def test_expire_ends_what_waits_too_long(world, store, now):
    await world.run(1, parts=2, lives=MINUTE)
    await world.run(2, lives=2 * MINUTE)
    async with store.transaction() as tx:
        assert await tx.deliveries.expire(now + MINUTE - timedelta(microseconds=1)) == 0
        assert await tx.deliveries.expire(now + MINUTE) == 2
        assert await tx.deliveries.expire(now + MINUTE) == 0
    assert await in_state(store, "dead") == 2
    [row] = await world.claim(now + MINUTE)
    assert row.chat_id == 2


async def test_prune_takes_settled_runs_only(world, store, sending, now):
    article = await world.article("k", 1)
    await world.run(2, slot=now - MINUTE)
    async with store.transaction() as tx:
        await tx.deliveries.mark_shown(1, sending.run_id, [article.id])
        assert await tx.deliveries.prune(now + MINUTE) == 0
        await tx.deliveries.sent(sending.id, 1, now)
        assert await tx.deliveries.prune(now) == 0
        assert await tx.deliveries.prune(now + MINUTE) == 1
        assert await tx.deliveries.shown(1, [article.id]) == {article.id}
        assert (await tx.counts()).deliveries["new"] == 1


async def test_the_schema_refuses_impossible_rows(world, store):
    await world.run(1)
    for impossible in (
        "state = 'lost'",
        "state = 'claimed'",  # without a lease
        "state = 'sent'",  # without a message
        "message_id = 5",
        "lease_until = 5",
        "unknowns = 1",
        "unknowns = -1",
    ):
        with pytest.raises(Rejected):
            async with store.transaction() as tx:
                await tx._connection.raw.exec_driver_sql(f"UPDATE outbox SET {impossible}")


async def test_each_row_is_claimed_by_one_only(world, store, file_url, url, now):
    for chat_id in range(1, 31):
        await world.run(chat_id)
    stores = [store] if url != file_url else [store, await open_store(file_url), await open_store(file_url)]

    async def take(source):
        taken = []
        while True:
            async with source.transaction() as tx:
                rows = await tx.deliveries.claim(now, lease_until=now + MINUTE, limit=2)
            if not rows:
                return taken
            taken += [row.id for row in rows]

    taken = await asyncio.gather(*(take(source) for source in stores * 3))
    for other in stores[1:]:
        await other.close()
    ids = [each for one in taken for each in one]
    assert len(ids) == len(set(ids)) == 30


async def test_the_claim_searches_and_never_scans_or_sorts(world, store, now):
    await world.run(1)
    compiled = claim_query(now, 30).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    async with store.snapshot() as tx:
        result = await tx._connection.raw.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
        plan = [row.detail for row in result]
    of_chat = "INDEX ix_outbox_chat_id_state_priority_not_before_id (chat_id=? AND state=?"
    of_run = "INDEX sqlite_autoindex_outbox_1 (run_id=? AND part<?)"
    assert [step for step in plan if not step.startswith("CORRELATED")] == [
        "SEARCH row USING INDEX ix_outbox_state_priority_not_before_id (state=?)",
        f"SEARCH before_row USING {of_run}",
        "SEARCH chats USING INDEX sqlite_autoindex_chats_1 (id=?)",
        f"SEARCH flying USING {of_chat})",
        f"SEARCH rival USING {of_chat} AND priority<?)",
        f"SEARCH before_rival USING {of_run}",
    ]
