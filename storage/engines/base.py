"""What every engine offers the repositories; knows SQLAlchemy, but no dialect and no table."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable, Row, Table
from sqlalchemy.dialects.sqlite import Insert  # PostgreSQL's has the same two on_conflict methods
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import DatabaseBusy

T = TypeVar("T")

PURPOSE = "clipping_purpose"  # the execution option that tells an engine's "begin" hook what is coming


class Purpose(StrEnum):
    """What a transaction is for."""

    READ = "read"
    WRITE = "write"
    MIGRATE = "migrate"


async def finish(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, which runs to its end even if the caller is cancelled; only then is it cancelled.

    A statement abandoned half-way leaves a driver's thread at work on a connection that SQLAlchemy must then
    throw away, and with it a database in memory. Statements take milliseconds, so we wait for them.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is None:
        return task.result()
    if not task.cancelled():
        task.exception()  # seen: the cancellation outranks it
    raise cancelled


def columns(row: Row[Any]) -> dict[str, Any]:
    """The values of a row by the names of their columns."""
    return dict(row._mapping)  # noqa: SLF001 - public, the underscore keeps it apart from column names


@dataclass(frozen=True, slots=True)
class Connection:
    """One transaction as the repositories see it; errors come out of the StorageError tree."""

    raw: AsyncConnection
    insert: Callable[[Table], Insert]

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Run `statement`, once for each of `rows` if given."""
        return await finish(self.raw.execute(statement, rows))

    async def first(self, statement: Executable) -> Row[Any] | None:
        """The first row."""
        return (await self.execute(statement)).first()

    async def all(self, statement: Executable) -> Sequence[Row[Any]]:
        """All rows."""
        return (await self.execute(statement)).all()

    async def column(self, statement: Executable) -> Sequence[Any]:
        """The first column of all rows."""
        return (await self.execute(statement)).scalars().all()

    async def value(self, statement: Executable) -> Any:
        """The first column of the first row; None if there is no row."""
        return (await self.execute(statement)).scalar()

    async def change(self, statement: Executable) -> int:
        """Run an UPDATE, DELETE or INSERT; how many rows it touched."""
        return (await self.execute(statement)).rowcount


@dataclass(frozen=True, slots=True)
class Engine:
    """A database at a url.

    `shared` says that all transactions use one connection and must take turns, readers too. `check` raises a
    StorageError when a migration has left rows that refer to nothing.
    """

    pool: AsyncEngine
    insert: Callable[[Table], Insert]
    shared: bool
    check: Callable[[AsyncConnection], Coroutine[Any, Any, None]]

    @asynccontextmanager
    async def begin(self, purpose: Purpose) -> AsyncIterator[Connection]:
        """A transaction: committed at the end of the block, rolled back if that is left by an exception.

        A cancellation rolls back too; one that arrives while the commit is being written comes too late for
        that and is raised after it.
        """
        raw = self.pool.connect()
        try:
            try:
                await finish(raw.start())
            except PoolTimeout as error:
                raise DatabaseBusy("all connections are in use") from error
            await raw.execution_options(**{PURPOSE: purpose})
            await finish(raw.begin().start())
            yield Connection(raw, self.insert)
            await finish(raw.commit())
        finally:
            if raw.sync_connection is not None:
                await finish(raw.close())  # rolls back what is not committed

    async def close(self) -> None:
        """Close all connections."""
        await self.pool.dispose()
