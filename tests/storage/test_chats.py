from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage import tables
from storage.errors import Missing, Rejected
from storage.models import Chat, ChatState, Correction, DeliveryState, NewDelivery, Rule, TagKind, Verdict

MINUTE = timedelta(minutes=1)
OLD, NEW, OTHER = -100, -1001234567890, 7


async def rows_of(store, chat_id):
    """How many rows each table holds of a chat, the empty ones left out."""
    counted = {}
    async with store.snapshot() as tx:
        for table in tables.metadata.sorted_tables:
            column = table.c.id if table is tables.chats else table.c.get("chat_id")
            if column is not None:
                query = select(func.count()).select_from(table).where(column == chat_id)
                counted[table.name] = await tx._connection.value(query)
    return {name: number for name, number in counted.items() if number}


def correction(article, chat_id, value, verdict=Verdict.ADDED):
    return Correction(
        article_id=article.id,
        chat_id=chat_id,
        user_id=1,
        kind=TagKind.TOPIC,
        value=value,
        verdict=verdict,
        at=article.created_at,
    )


async def furnish(world, chat_id):
    """Give a chat a row in every table that can hold one."""
    article = await world.article(f"of {chat_id}", chat_id)
    run = await world.run(chat_id, parts=2)
    async with world.store.transaction() as tx:
        await tx.articles.remember_message(chat_id, 1, article.id)
        await tx.deliveries.mark_shown(chat_id, run, [article.id])
        await tx.corrections.put(correction(article, chat_id, "war"))
        await tx.drafts.append(
            chat_id=chat_id,
            user_id=1,
            message_thread_id=None,
            origin="x",
            message_id=5,
            text=f"piece of {chat_id}",
            due_at=world.now,
        )
    return article


async def test_touch_makes_a_chat_once(store, now):
    async with store.transaction() as tx:
        made = await tx.chats.touch(5, kind="private", locale="de", now=now)
        assert made == Chat(id=5, kind="private", locale="de", created_at=now)
        assert await tx.chats.touch(5, kind="private", locale="fr", now=now + MINUTE) == made
        assert await tx.chats.get(5) == made
        assert await tx.chats.get(6) is None
        assert (await tx.chats.touch(6, kind="group", now=now)).locale == "en"


async def test_preferences_survive_everything_but_forgetting(store, now):
    async with store.transaction() as tx:
        chat = await tx.chats.touch(5, kind="group", now=now)
        wish = replace(chat, locale="uk", zone="Europe/Kyiv", sentences=5, private=True, method="lsa")
        await tx.chats.save(wish)
        await tx.chats.suspend(5, "blocked", now)
        assert await tx.chats.get(5) == replace(wish, state=ChatState.SUSPENDED)
        assert await tx.chats.touch(5, kind="group", locale="en", now=now) == wish
        await tx.chats.forget(5)
        assert await tx.chats.get(5) is None


async def test_saving_does_not_wake(store, now):
    async with store.transaction() as tx:
        chat = await tx.chats.touch(5, kind="group", now=now)
        await tx.chats.suspend(5, "blocked", now)
        await tx.chats.save(chat)
        assert (await tx.chats.get(5)).state is ChatState.SUSPENDED
        with pytest.raises(Missing):
            await tx.chats.save(replace(chat, id=6))


async def test_a_kind_that_telegram_does_not_have_is_refused(store, now):
    with pytest.raises(Rejected):
        async with store.transaction() as tx:
            await tx.chats.touch(5, kind="sect", now=now)


async def test_suspending_ends_what_waits_and_pauses_what_is_due(world, store, now):
    await world.run(1, parts=2)
    await world.run(2)
    [first, second] = await world.claim()
    async with store.transaction() as tx:
        await tx.deliveries.begin(first.id, now, now + MINUTE)
        await tx.chats.suspend(1, "blocked", now)
        await tx.chats.suspend(99, "never seen", now)
        assert await tx.chats.get(99) is None
        counts = await tx.counts()
        # The one being sent is its sender's to settle.
        assert counts.deliveries == {
            "new": 0,
            "claimed": 1,
            "sending": 1,
            "sent": 0,
            "unknown": 0,
            "dead": 1,
        }
        assert [each.chat_id for each in await tx.subscriptions.due(now, 10)] == [2]
        await tx.chats.suspend(2, "blocked", now)
        assert not await tx.deliveries.begin(second.id, now, now + MINUTE)
        await tx.chats.touch(1, kind="private", now=now)
        assert [each.chat_id for each in await tx.subscriptions.due(now, 10)] == [1]


async def test_forget_leaves_nothing_of_the_chat(world, store):
    await furnish(world, OLD)
    await furnish(world, OTHER)
    kept = await rows_of(store, OTHER)
    holding_chats = {table.name for table in tables.metadata.sorted_tables if "chat_id" in table.c}
    assert set(kept) == holding_chats | {"chats"}, "furnish a row of every table"
    async with store.transaction() as tx:
        await tx.chats.forget(OLD)
        await tx.chats.forget(OLD)
    assert await rows_of(store, OLD) == {}
    assert await rows_of(store, OTHER) == kept


async def test_forget_takes_the_articles_that_only_it_submitted(world, store):
    only = await world.article("only", 1, tags=())
    shared = await world.article("shared", 1)
    await world.article("shared", 2, private=True)
    fed = await world.article("fed")
    run = await world.run(3)
    async with store.transaction() as tx:
        await tx.deliveries.mark_shown(3, run, [only.id])
        await tx.chats.forget(1)
        assert await tx.articles.get(only.id) is None
        assert await tx.articles.get(shared.id) == shared
        assert await tx.articles.get(fed.id) == fed
        # It was chat 1 that shared it with all.
        assert await tx.articles.published_after(0, 10) == []


async def test_migrating_to_a_new_chat_moves_everything(world, store, now):
    article = await furnish(world, OLD)
    before = await rows_of(store, OLD)
    async with store.transaction() as tx:
        old = await tx.chats.get(OLD)
        await tx.chats.save(replace(old, zone="Europe/Kyiv", sentences=7))
        await tx.chats.migrate(OLD, NEW)
        await tx.chats.migrate(OLD, NEW)
        moved = await tx.chats.get(NEW)
        assert moved == replace(old, id=NEW, kind="supergroup", zone="Europe/Kyiv", sentences=7)
        assert await tx.articles.subject(NEW, 1) is None  # a supergroup counts its messages anew
        assert [each.seq for each in await tx.articles.published_after(0, 9)] == [1]
        assert await tx.deliveries.shown(NEW, [article.id]) == {article.id}
        assert (await tx.drafts.of_chat(NEW)).parts == ((5, f"piece of {OLD}"),)
    assert await rows_of(store, OLD) == {}
    del before["article_messages"]
    assert await rows_of(store, NEW) == before


async def test_migrating_to_a_chat_that_exists_merges(world, store, now):
    await furnish(world, OLD)
    await furnish(world, NEW)
    shared = await world.article("shared", OLD, private=True)
    await world.article("shared", NEW)
    async with store.transaction() as tx:
        for chat_id, message_id in ((OLD, 4), (NEW, 6)):
            await tx.drafts.append(
                chat_id=chat_id,
                user_id=1,
                message_thread_id=None,
                origin="x",
                message_id=message_id,
                text="more",
                due_at=now,
            )
        for chat_id in (OLD, NEW):
            await tx.deliveries.mark_shown(chat_id, 1, [shared.id])
        for chat_id, verdict in ((OLD, Verdict.ADDED), (NEW, Verdict.ADDED)):
            await tx.corrections.put(correction(shared, chat_id, "energy", verdict))
        await tx.corrections.put(correction(shared, NEW, "sport"))
        await tx.chats.save(replace(await tx.chats.get(OLD), locale="uk"))
        await tx.chats.suspend(OLD, "kicked", now)
        await tx.chats.migrate(OLD, NEW)
        chat = await tx.chats.get(NEW)
        assert (chat.locale, chat.kind, chat.state) == ("uk", "supergroup", ChatState.ACTIVE)
        assert len(await tx.subscriptions.due(now, 9)) == len(await tx.subscriptions.of_chat(NEW)) == 2
        assert (await tx.articles.submission(shared.id, NEW)).private  # the old one's
        assert [each.article.key for each in await tx.articles.published_after(0, 9)] == [
            f"of {OLD}",
            f"of {NEW}",
        ]
        parts = (await tx.drafts.of_chat(NEW)).parts
        assert parts == ((4, "more"), (5, f"piece of {NEW}"), (6, "more"))
    assert await rows_of(store, OLD) == {}
    assert await rows_of(store, NEW) == {
        "article_messages": 1,
        "chats": 1,
        "digest_items": 3,
        "draft_parts": 3,
        "drafts": 1,
        "outbox": 4,
        "submissions": 3,
        "subscriptions": 2,
        "tag_corrections": 4,  # one "energy" of two
    }


async def test_a_delivery_under_way_follows_its_chat(world, store, now):
    await world.run(OLD)
    [row] = await world.claim()
    async with store.transaction() as tx:
        await tx.deliveries.begin(row.id, now, now + MINUTE)
        await tx.chats.migrate(OLD, NEW)
        await tx.deliveries.release(row.id, not_before=now)
    [again] = await world.claim()
    assert again == replace(row, chat_id=NEW)
    assert again.state is DeliveryState.CLAIMED


async def test_migrating_an_unknown_chat_or_to_itself_changes_nothing(world, store):
    await furnish(world, OLD)
    before = await rows_of(store, OLD)
    async with store.transaction() as tx:
        await tx.chats.migrate(OLD, OLD)
        await tx.chats.migrate(1, 2)
        assert await tx.chats.get(2) is None
    assert await rows_of(store, OLD) == before


async def test_ids_have_64_bits(store, now):
    big = 2**63 - 1
    async with store.transaction() as tx:
        await tx.chats.touch(-big, kind="channel", now=now)
        subscription = await tx.subscriptions.add(
            chat_id=-big,
            message_thread_id=big,
            user_id=big,
            rule=Rule(),
            cut_seq=big,
            now=now,
            next_due_at=now,
        )
        run = await tx.deliveries.open_run(subscription.id, now, now)
        new = NewDelivery(part=0, html="", article_ids=(big,), deliver_by=now + MINUTE)
        await tx.deliveries.enqueue(run, chat_id=-big, message_thread_id=big, parts=[new], now=now)
        [row] = await tx.deliveries.claim(now, lease_until=now + MINUTE, limit=1)
        await tx.deliveries.sent(row.id, big, now)
    assert (row.chat_id, row.message_thread_id, row.article_ids) == (-big, big, (big,))
