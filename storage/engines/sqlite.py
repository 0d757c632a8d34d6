"""SQLite through aiosqlite: pragmas, locks and error codes; knows no table.

Why each pragma:
  journal_mode=WAL     readers neither block the writer nor wait for it (https://www.sqlite.org/wal.html)
  synchronous=FULL     WAL with NORMAL may lose the last commits on power loss, that is send a message twice
  busy_timeout         how long a transaction waits for one of another process
  foreign_keys=ON      off by default, and set per connection
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, text
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.engines.base import PURPOSE, Engine, Purpose
from storage.errors import (
    CannotOpen,
    Dangling,
    DatabaseBusy,
    Duplicate,
    NotADatabase,
    Rejected,
    StorageError,
)

BUSY_TIMEOUT = 5000  # ms; every transaction of ours takes a few

# SQLite has no isolation levels, only the moment at which the lock is taken. BEGIN alone takes it at the first
# write, and what was read before may be stale by then; IMMEDIATE takes it before anything is read.
_PROLOGUE = {
    Purpose.READ: ("PRAGMA query_only = ON", "PRAGMA foreign_keys = ON", "BEGIN DEFERRED"),
    Purpose.WRITE: ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = ON", "BEGIN IMMEDIATE"),
    # ALTER on SQLite means copying a table and dropping the old one, which must not cascade
    # (https://www.sqlite.org/lang_altertable.html#otheralter); the pragma does nothing inside a transaction.
    Purpose.MIGRATE: ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
}

# Primary result codes, the low byte of the extended ones (https://www.sqlite.org/rescode.html).
_ERRORS: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_NOTADB: NotADatabase,
    sqlite3.SQLITE_CORRUPT: NotADatabase,
    sqlite3.SQLITE_CANTOPEN: CannotOpen,
    sqlite3.SQLITE_CONSTRAINT: Rejected,
}
_REJECTED: dict[int, type[Rejected]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: Duplicate,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: Duplicate,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: Dangling,
}


def connect(url: URL) -> Engine:
    """The database in the file that `url` names, whose folder is made if need be, or in memory if it names none.

    Raises CannotOpen when there can be no such file; what is in it shows at the first transaction.
    """
    in_memory = url.database in {None, "", ":memory:"}
    if not in_memory:
        _reach(Path(str(url.database)))
    # hide_parameters: an error's text goes to the log, and parameters hold article text.
    pool = create_async_engine(url, connect_args={"isolation_level": None}, hide_parameters=True)
    event.listen(pool.sync_engine, "connect", _prepare)
    event.listen(pool.sync_engine, "begin", _begin)
    event.listen(pool.sync_engine, "handle_error", _translate)
    return Engine(pool=pool, insert=insert, shared=in_memory, check=_check)


def _reach(path: Path) -> None:
    """Find out now whether the file can be opened: aiosqlite's thread does not survive finding that out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sqlite3.connect(path).close()
    except (OSError, sqlite3.Error) as error:
        raise CannotOpen(f"{path}: {error}") from error


def _prepare(connection: Any, _record: object) -> None:
    """Set what holds for the life of a connection; the timeout first, for switching to WAL takes a lock."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: SyncConnection) -> None:
    for statement in _PROLOGUE[connection.get_execution_options()[PURPOSE]]:
        connection.exec_driver_sql(statement)


def _translate(context: ExceptionContext) -> StorageError | None:
    """Our error for SQLite's; None leaves SQLAlchemy's own (a bug in a statement) as it is."""
    cause = context.original_exception
    code = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(cause, sqlite3.Error) or code is None:
        return None
    kind = _REJECTED.get(code) or _ERRORS.get(code & 0xFF, StorageError)
    return kind(str(cause))


async def _check(connection: AsyncConnection) -> None:
    dangling = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
    if dangling is not None:
        raise Dangling(f"the migration leaves rows of {dangling[0]} that refer to nothing in {dangling[2]}")
