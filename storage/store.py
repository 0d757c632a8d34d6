"""The unit of work over all repositories, and bringing a database up to date; knows no SQL of its own but counting.

Any number of coroutines may use one Store. Writers take turns: within the process by a lock, between processes by the
database's own. Readers see the state of one moment and wait for nobody (in memory, where there is one connection,
they take turns too). Keep transactions short: no network and no analysis inside one.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from sqlalchemy import FromClause, func, select

from storage import engines, migrations, tables
from storage.articles import Articles
from storage.chats import Chats
from storage.corrections import Corrections
from storage.deliveries import Deliveries
from storage.drafts import Drafts
from storage.engines.base import Connection, Engine, Purpose
from storage.inbox import Inbox
from storage.models import Counts, DeliveryState
from storage.subscriptions import Subscriptions


class Transaction:
    """All repositories over one transaction; not to be used after its block, nor by two tasks at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.articles = Articles(connection)
        self.chats = Chats(connection)
        self.corrections = Corrections(connection)
        self.subscriptions = Subscriptions(connection)
        self.deliveries = Deliveries(connection)
        self.inbox = Inbox(connection)
        self.drafts = Drafts(connection)

    async def counts(self) -> Counts:
        """How much there is of what; `oldest_pending_at` is when the oldest unsettled delivery was queued."""
        outbox, inbox = tables.outbox, tables.inbox
        states = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        found = {row.state: row.number for row in await self._connection.all(states)}
        unsettled = (DeliveryState.NEW, DeliveryState.CLAIMED, DeliveryState.SENDING)
        return Counts(
            articles=await self._count(tables.articles),
            chats=await self._count(tables.chats),
            subscriptions=await self._count(tables.subscriptions),
            inbox=await self._count(select(inbox.c.update_id).where(inbox.c.done_at.is_(None)).subquery()),
            deliveries={state.value: found.get(state, 0) for state in DeliveryState},
            oldest_pending_at=await self._connection.value(
                select(func.min(outbox.c.created_at)).where(outbox.c.state.in_(unsettled))
            ),
        )

    async def _count(self, rows: FromClause) -> int:
        return int(await self._connection.value(select(func.count()).select_from(rows)))


class Store:
    """A database that is open; `open_store` makes one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._inside: set[asyncio.Task[object] | None] = set()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Read and write: all of it is kept at the end of the block, none if an exception or cancellation leaves it.

        What is read stays true until the end, for no one else writes meanwhile. Raises DatabaseBusy when another
        process keeps the database for more than five seconds; RuntimeError when opened inside another one.
        """
        async with self._alone(), self._turn, self._engine.begin(Purpose.WRITE) as connection:
            yield Transaction(connection)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """Read only, all from the same moment; a method that writes raises a StorageError."""
        async with self._reading() as connection:
            yield Transaction(connection)

    async def schema(self) -> tuple[str, str]:
        """The revision of the database and the newest one this version knows."""
        async with self._reading() as connection:
            return await migrations.revisions(connection)

    async def close(self) -> None:
        """Close all connections; a database in memory is gone then."""
        await self._engine.close()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Connection]:
        turn = self._turn if self._engine.shared else nullcontext()
        async with self._alone(), turn, self._engine.begin(Purpose.READ) as connection:
            yield connection

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Turn a task that would wait for itself for ever into an error."""
        task = asyncio.current_task()
        if task in self._inside:
            raise RuntimeError("a transaction cannot be opened inside another one of the same task")
        self._inside.add(task)
        try:
            yield
        finally:
            self._inside.discard(task)


async def open_store(url: str) -> Store:
    """The store at `url`, made if it is not there and brought up to date.

    `sqlite+aiosqlite:///folder/file` is a file, with a fourth slash an absolute path; `sqlite+aiosqlite://` is in
    memory. Raises CannotOpen (UnknownEngine, NotADatabase, SchemaTooNew) or DatabaseBusy.
    """
    engine = engines.connect(url)
    try:
        await migrations.upgrade(engine)
    except BaseException:
        await engine.close()
        raise
    return Store(engine)


async def migrate(url: str) -> None:
    """Bring the database at `url` up to date, all or nothing; raises what `open_store` does."""
    await (await open_store(url)).close()


async def look(url: str) -> tuple[str, str, Counts | None]:
    """The revision of the database at `url`, the newest known, and what is in it; changes nothing.

    The counts are None where the database has yet to be migrated. Raises CannotOpen (UnknownEngine, NotADatabase,
    SchemaTooNew) or DatabaseBusy.
    """
    engine = engines.connect(url)
    try:
        store = Store(engine)
        current, head = await store.schema()
        if current != head:
            migrations.refuse_newer(current)
            return current, head, None
        async with store.snapshot() as tx:
            return current, head, await tx.counts()
    finally:
        await engine.close()
