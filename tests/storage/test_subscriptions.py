from datetime import timedelta

import pytest
from sqlalchemy.dialects import sqlite

from storage.errors import Dangling, Missing, NaiveTime
from storage.models import NewDelivery, Rule
from storage.subscriptions import due_query

MINUTE = timedelta(minutes=1)
RULE = Rule(
    topics=("war", "energy"),
    countries=("UA",),
    regions=("africa", "gone"),
    times=("07:30", "19:00"),
    days=(1, 5),
    zone="Europe/Kyiv",
)


async def test_a_subscription_comes_back_as_it_was_made(world, store, now):
    await world.chat(-5)
    async with store.transaction() as tx:
        made = await tx.subscriptions.add(
            chat_id=-5,
            message_thread_id=3,
            user_id=8,
            rule=RULE,
            cut_seq=17,
            now=now,
            next_due_at=now + MINUTE,
        )
    async with store.snapshot() as tx:
        assert await tx.subscriptions.get(made.id) == made
        assert await tx.subscriptions.of_chat(-5) == [made]
        assert await tx.subscriptions.get(made.id + 1) is None
        assert await tx.subscriptions.of_chat(5) == []
    assert (made.rule, made.message_thread_id, made.cut_seq, made.cut_at) == (RULE, 3, 17, now)


async def test_due_are_those_whose_time_has_come_the_longest_waiting_first(world, store, now):
    late, early, _, exact = [
        (await world.subscription(1, now + offset)).id
        for offset in (-MINUTE, -2 * MINUTE, timedelta(microseconds=1), timedelta())
    ]
    async with store.snapshot() as tx:
        assert [each.id for each in await tx.subscriptions.due(now, 10)] == [early, late, exact]
        assert [each.id for each in await tx.subscriptions.due(now, 1)] == [early]


async def test_a_subscription_made_for_a_suspended_chat_sleeps_too(world, store, now):
    await world.chat(1)
    async with store.transaction() as tx:
        await tx.chats.suspend(1, "blocked", now)
        made = await tx.subscriptions.add(
            chat_id=1,
            message_thread_id=None,
            user_id=1,
            rule=Rule(),
            cut_seq=0,
            now=now,
            next_due_at=now,
        )
        assert await tx.subscriptions.due(now, 10) == []
        await tx.chats.touch(1, kind="private", now=now)
        assert await tx.subscriptions.due(now, 10) == [made]


async def test_advance_and_set_rule_change_what_they_say(world, store, now):
    made = await world.subscription(1)
    async with store.transaction() as tx:
        await tx.subscriptions.advance(made.id, cut_seq=9, cut_at=now + MINUTE, next_due_at=now + 2 * MINUTE)
        advanced = await tx.subscriptions.get(made.id)
        assert (advanced.cut_seq, advanced.cut_at) == (9, now + MINUTE)
        assert advanced.next_due_at == now + 2 * MINUTE
        assert await tx.subscriptions.due(now + MINUTE, 10) == []
        await tx.subscriptions.set_rule(made.id, RULE, now)
        changed = await tx.subscriptions.get(made.id)
        assert (changed.rule, changed.next_due_at, changed.cut_seq) == (RULE, now, 9)


async def test_a_subscription_that_is_gone_cannot_be_changed(world, store, now):
    made = await world.subscription(1)
    async with store.transaction() as tx:
        await tx.subscriptions.delete(made.id)
        await tx.subscriptions.delete(made.id)
        with pytest.raises(Missing):
            await tx.subscriptions.advance(made.id, cut_seq=9, cut_at=now, next_due_at=now)
        with pytest.raises(Missing):
            await tx.subscriptions.set_rule(made.id, RULE, now)


async def test_an_unknown_chat_cannot_subscribe(store, now):
    with pytest.raises(Dangling):
        async with store.transaction() as tx:
            await tx.subscriptions.add(
                chat_id=1,
                message_thread_id=None,
                user_id=1,
                rule=Rule(),
                cut_seq=0,
                now=now,
                next_due_at=now,
            )


async def test_a_naive_due_time_is_refused(world, store, now):
    made = await world.subscription(1)
    async with store.transaction() as tx:
        with pytest.raises(NaiveTime):
            await tx.subscriptions.set_rule(made.id, RULE, now.replace(tzinfo=None))
        with pytest.raises(NaiveTime):
            await tx.subscriptions.due(now.replace(tzinfo=None), 1)


async def test_deleting_takes_runs_and_deliveries_but_not_what_was_shown(world, store, now):
    article = await world.article("k", 1)
    run = await world.run(1, parts=2)
    other = await world.run(1, slot=now + MINUTE)
    async with store.transaction() as tx:
        await tx.deliveries.mark_shown(1, run, [article.id])
        first, _ = await tx.subscriptions.of_chat(1)
        await tx.subscriptions.delete(first.id)
        assert (await tx.counts()).deliveries["new"] == 1
        assert await tx.deliveries.shown(1, [article.id]) == {article.id}
        [row] = await tx.deliveries.claim(now, lease_until=now + MINUTE, limit=10)
        assert row.run_id == other
        new = NewDelivery(part=9, html="", article_ids=(), deliver_by=now)
        with pytest.raises(Dangling):
            await tx.deliveries.enqueue(run, chat_id=1, message_thread_id=None, parts=[new], now=now)


async def test_what_is_due_is_read_off_the_index(world, store, now):
    await world.subscription(1)
    compiled = due_query(now, 100).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    async with store.snapshot() as tx:
        result = await tx._connection.raw.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
        plan = [row.detail for row in result]
    index = "ix_subscriptions_paused_next_due_at"
    assert plan == [f"SEARCH subscriptions USING INDEX {index} (paused=? AND next_due_at<?)"]
