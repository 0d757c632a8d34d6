import asyncio
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

import storage
from storage import StorageError, Store, open_store
from storage.engines import sqlite
from storage.errors import CannotOpen, DatabaseBusy, Duplicate, NotADatabase, UnknownEngine
from storage.models import Counts, Rule

MINUTE = timedelta(minutes=1)


async def bump(store: Store, subscription_id: int, times: int) -> None:
    """Read a number, let others run, write it back one larger."""
    for _ in range(times):
        async with store.transaction() as tx:
            kept = await tx.subscriptions.get(subscription_id)
            await asyncio.sleep(0)
            await tx.subscriptions.advance(
                subscription_id,
                cut_seq=kept.cut_seq + 1,
                cut_at=kept.cut_at,
                next_due_at=kept.next_due_at,
            )


async def cut_seq(store, subscription_id):
    async with store.snapshot() as tx:
        return (await tx.subscriptions.get(subscription_id)).cut_seq


async def chats(store):
    async with store.snapshot() as tx:
        return (await tx.counts()).chats


# Opening


@pytest.mark.parametrize("url", ["", "clipping.sqlite3", "mysql+aiomysql://u:secret@h/db", "sqlite:///x"])
async def test_a_url_that_no_engine_answers_to(url):
    with pytest.raises(UnknownEngine) as caught:
        await open_store(url)
    assert "secret" not in str(caught.value)


async def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(NotADatabase):
        await open_store(f"sqlite+aiosqlite:///{path}")
    assert path.read_text().startswith("Dear diary")


async def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(CannotOpen):
        await open_store(f"sqlite+aiosqlite:///{tmp_path}")


async def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotOpen):
        await open_store(f"sqlite+aiosqlite:///{tmp_path}/file/x.sqlite3")


async def test_the_folder_of_a_file_is_made(tmp_path):
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/new/folder/x.sqlite3")
    await store.close()
    assert (tmp_path / "new/folder/x.sqlite3").is_file()


async def test_what_was_committed_is_there_after_reopening(file_url, now):
    first = await open_store(file_url)
    async with first.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
    await first.close()
    second = await open_store(file_url)
    assert await chats(second) == 1
    await second.close()


async def test_two_databases_in_memory_are_two(now):
    first, second = await open_store("sqlite+aiosqlite://"), await open_store("sqlite+aiosqlite://")
    async with first.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
    assert (await chats(first), await chats(second)) == (1, 0)
    await first.close()
    await second.close()


async def test_the_file_is_written_with_the_promised_care(file_store):
    async with file_store.transaction() as tx:

        async def pragma(name):
            return (await tx._connection.raw.exec_driver_sql(f"PRAGMA {name}")).scalar()

        assert await pragma("journal_mode") == "wal"
        assert await pragma("synchronous") == 2  # FULL
        assert await pragma("busy_timeout") == 5000
        assert await pragma("foreign_keys") == 1


# The unit of work


async def test_an_exception_takes_everything_back(store, now):
    async def fail():
        async with store.transaction() as tx:
            await tx.chats.touch(1, kind="private", now=now)
            await tx.inbox.add(1, "", now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.snapshot() as tx:
        assert await tx.counts() == Counts(
            articles=0,
            chats=0,
            subscriptions=0,
            inbox=0,
            deliveries=dict.fromkeys(("new", "claimed", "sending", "sent", "unknown", "dead"), 0),
        )


async def test_a_refused_row_takes_everything_back_and_shows_no_content(store, now, new_article):
    async with store.transaction() as tx:
        kept, _ = await tx.articles.add(new_article(text="of nobody's business"), now)

    async def repeat():
        async with store.transaction() as tx:
            await tx.chats.touch(1, kind="private", now=now)
            await tx._connection.raw.exec_driver_sql(
                "INSERT INTO articles SELECT * FROM articles WHERE text = ?", ("of nobody's business",)
            )

    with pytest.raises(Duplicate) as caught:
        await repeat()
    assert "business" not in f"{caught.value} {caught.value.__cause__!r}"
    assert await chats(store) == 0
    async with store.snapshot() as tx:
        assert await tx.articles.get(kept.id) == kept


async def test_the_error_of_a_wrong_statement_shows_no_content(store):
    async with store.snapshot() as tx:
        with pytest.raises(SQLAlchemyError) as caught:
            await tx._connection.raw.exec_driver_sql("SELECT ?, ?", ("of nobody's business", object()))
    assert "business" not in str(caught.value)


async def test_counts(world, store, now):
    await world.article("k", 1)
    await world.run(2, parts=3)
    await world.claim(limit=1)
    async with store.transaction() as tx:
        await tx.inbox.add(1, "", now)
        counts = await tx.counts()
    assert counts == Counts(
        articles=1,
        chats=2,
        subscriptions=1,
        inbox=1,
        deliveries={"new": 2, "claimed": 1, "sending": 0, "sent": 0, "unknown": 0, "dead": 0},
        oldest_pending_at=now,
    )


async def test_a_snapshot_cannot_write(store, now):
    with pytest.raises(StorageError):
        async with store.snapshot() as tx:
            await tx.chats.touch(1, kind="private", now=now)
    async with store.transaction() as tx:  # the next one on the same connection can
        await tx.chats.touch(1, kind="private", now=now)


async def test_a_snapshot_neither_waits_for_a_writer_nor_sees_it(file_store, now):
    async with file_store.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
        assert await asyncio.create_task(chats(file_store)) == 0
    assert await chats(file_store) == 1


async def test_a_snapshot_stays_at_its_moment(file_store, now):
    async def write():
        async with file_store.transaction() as tx:
            await tx.chats.touch(1, kind="private", now=now)

    async with file_store.snapshot() as tx:
        assert (await tx.counts()).chats == 0
        await asyncio.create_task(write())
        assert (await tx.counts()).chats == 0
    assert await chats(file_store) == 1


@pytest.mark.parametrize("inner", ["transaction", "snapshot"])
@pytest.mark.parametrize("outer", ["transaction", "snapshot"])
async def test_a_transaction_inside_another_is_an_error_not_a_deadlock(store, outer, inner):
    async with getattr(store, outer)():
        with pytest.raises(RuntimeError, match="inside another"):
            async with getattr(store, inner)():
                pass
    async with getattr(store, inner)():
        pass


# Many at once


async def test_nothing_is_lost_among_tasks(world, store):
    number = (await world.subscription(1)).id
    await asyncio.gather(*(bump(store, number, 10) for _ in range(10)))
    assert await cut_seq(store, number) == 100


async def test_readers_and_writers_at_once(world, store):
    number = (await world.subscription(1)).id

    async def read():
        return [await cut_seq(store, number) for _ in range(10)]

    _, *seen = await asyncio.gather(bump(store, number, 20), *(read() for _ in range(20)))
    assert all(each == sorted(each) for each in seen)


async def test_nothing_is_lost_among_stores(file_store, file_url, now):
    async with file_store.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
        made = await tx.subscriptions.add(
            chat_id=1,
            message_thread_id=None,
            user_id=1,
            rule=Rule(),
            cut_seq=0,
            now=now,
            next_due_at=now,
        )
    stores = await asyncio.gather(*(open_store(file_url) for _ in range(4)))
    await asyncio.gather(*(bump(each, made.id, 10) for each in stores * 2))
    assert await cut_seq(file_store, made.id) == 80
    for each in stores:
        await each.close()


BUMPER = """
import asyncio, sys
from storage import open_store

async def main(url, subscription_id):
    store = await open_store(url)
    for _ in range(50):
        async with store.transaction() as tx:
            kept = await tx.subscriptions.get(subscription_id)
            await tx.subscriptions.advance(
                kept.id, cut_seq=kept.cut_seq + 1, cut_at=kept.cut_at, next_due_at=kept.next_due_at
            )
    await store.close()

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def test_nothing_is_lost_among_processes(file_store, file_url, now):
    async with file_store.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
        made = await tx.subscriptions.add(
            chat_id=1,
            message_thread_id=None,
            user_id=1,
            rule=Rule(),
            cut_seq=0,
            now=now,
            next_due_at=now,
        )
    root = Path(storage.__file__).parents[1]
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", BUMPER, file_url, str(made.id), cwd=root, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    for process in processes:
        _, complaint = await process.communicate()
        assert process.returncode == 0, complaint.decode()
    assert await cut_seq(file_store, made.id) == 150


async def test_a_lock_held_too_long_is_busy(monkeypatch, file_url, tmp_path, now):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 20)
    store = await open_store(file_url)
    other = sqlite3.connect(tmp_path / "clipping.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        async with store.transaction():
            pytest.fail("there is no lock to be had")
    assert await chats(store) == 0  # readers do not care
    other.execute("ROLLBACK")
    other.close()
    async with store.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
    await store.close()


async def test_when_all_connections_are_in_use_for_too_long_that_is_busy(file_store):
    file_store._engine.pool.pool._timeout = 0.05
    enough, done = asyncio.Semaphore(0), asyncio.Event()

    async def hold():
        async with file_store.snapshot():
            enough.release()
            await done.wait()

    holders = [asyncio.create_task(hold()) for _ in range(15)]
    for _ in holders:
        await enough.acquire()
    with pytest.raises(DatabaseBusy):
        await chats(file_store)
    done.set()
    await asyncio.gather(*holders)
    assert await chats(file_store) == 0


# Cancellation


async def test_cancelled_in_the_middle_it_rolls_back_and_lets_go(store, now):
    inside = asyncio.Event()

    async def linger():
        async with store.transaction() as tx:
            await tx.chats.touch(1, kind="private", now=now)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(linger())
    await inside.wait()
    waiting = asyncio.create_task(bump(store, 1, 0))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await waiting
    assert await chats(store) == 0


async def test_cancelled_anywhere_it_leaves_all_or_nothing(store, now):
    """Cancel after 0, 1, 2, … turns of the loop: while connecting, beginning, writing, committing, closing."""

    async def work(first):
        async with store.transaction() as tx:
            await tx.chats.touch(first, kind="private", now=now)
            await tx.chats.touch(first + 1, kind="private", now=now)

    finished = 0
    for turns in range(0, 90, 3):
        if not store._engine.shared:
            await store._engine.pool.dispose()  # so that it has to connect
        task = asyncio.create_task(work(10 * turns))
        for _ in range(turns):
            await asyncio.sleep(0.0001)  # a turn of the loop, and a moment for the driver's thread
        while not task.done():  # again and again: cleaning up must withstand it too
            task.cancel()
            await asyncio.sleep(0)
        async with store.snapshot() as tx:
            both = [await tx.chats.get(10 * turns + each) is not None for each in (0, 1)]
        assert both in ([True, True], [False, False])
        assert both[0] or task.cancelled()
        finished += both[0]
    assert finished, "the longest waits let the work finish"


async def test_cancelled_while_waiting_for_its_turn(store, now):
    async with store.transaction() as tx:
        await tx.chats.touch(1, kind="private", now=now)
        waiting = asyncio.create_task(bump(store, 1, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await chats(store) == 1


async def test_a_timeout_inside_is_a_timeout_outside(store, now):
    async def linger():
        async with asyncio.timeout(0.01), store.transaction() as tx:
            await tx.chats.touch(1, kind="private", now=now)
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await linger()
    assert await chats(store) == 0
