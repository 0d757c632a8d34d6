from datetime import timedelta

from sqlalchemy import select

from storage import tables
from storage.models import InboxUpdate

MINUTE = timedelta(minutes=1)


async def test_an_update_waits_until_it_is_done(store, now):
    async with store.transaction() as tx:
        assert await tx.inbox.add(12, '{"b":"“ї”"}', now)
        assert await tx.inbox.add(11, "{}", now + MINUTE)
    async with store.transaction() as tx:
        assert await tx.inbox.pending() == [
            InboxUpdate(update_id=11, payload="{}", received_at=now + MINUTE),
            InboxUpdate(update_id=12, payload='{"b":"“ї”"}', received_at=now),
        ]
        assert (await tx.counts()).inbox == 2
        await tx.inbox.done(11, now)
        await tx.inbox.done(99, now)
        assert [each.update_id for each in await tx.inbox.pending()] == [12]
        assert (await tx.counts()).inbox == 1


async def test_an_update_is_taken_once(store, now):
    async with store.transaction() as tx:
        assert await tx.inbox.add(1, "first", now)
        assert not await tx.inbox.add(1, "again", now)
        [update] = await tx.inbox.pending()
        assert update.payload == "first"
        await tx.inbox.done(1, now)
        assert not await tx.inbox.add(1, "again", now)
        assert await tx.inbox.pending() == []


async def test_what_is_done_loses_its_content(store, now):
    async with store.transaction() as tx:
        await tx.inbox.add(1, "secret", now)
        await tx.inbox.done(1, now)
        assert await tx._connection.column(select(tables.inbox.c.payload)) == [""]


async def test_prune_forgets_only_what_was_done_long_ago(store, now):
    async with store.transaction() as tx:
        for update_id in (1, 2, 3):
            await tx.inbox.add(update_id, "", now)
        await tx.inbox.done(1, now)
        await tx.inbox.done(2, now + MINUTE)
        await tx.inbox.done(1, now + 9 * MINUTE)  # the first time counts
        assert await tx.inbox.prune(now) == 0
        assert await tx.inbox.prune(now + MINUTE) == 1
        assert [await tx.inbox.add(update_id, "", now) for update_id in (1, 2, 3)] == [True, False, False]
