"""Bringing a database to the newest revision; knows Alembic and the revisions in `versions`, not what is in the tables.

A change of `tables.py` comes with a new module in `versions`, numbered on; a test proves that they agree.
"""

import asyncio
from pathlib import Path
from weakref import WeakKeyDictionary

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection as SyncConnection

from storage.engines.base import Connection, Engine, Purpose
from storage.errors import SchemaTooNew

CONNECTION = "connection"  # the attribute by which env.py is handed the connection

# Alembic's `context` and `op` are global: two migrations of one event loop would work on each other's database.
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision in one transaction. Raises SchemaTooNew."""
    turn = _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    async with turn, engine.begin(Purpose.MIGRATE) as connection:
        if await connection.raw.run_sync(_upgrade):
            await engine.check(connection.raw)


async def revisions(connection: Connection) -> tuple[str, str]:
    """The revision of the database, "" for an empty one, and the newest known."""
    return await connection.raw.run_sync(_current), _head()


def refuse_newer(current: str) -> None:
    """Raises SchemaTooNew for a revision that this version does not know."""
    if current and current not in _known():
        raise SchemaTooNew(current, _head())


def _upgrade(connection: SyncConnection) -> bool:
    """Whether there was anything to do."""
    current, head = _current(connection), _head()
    if current == head:
        return False
    refuse_newer(current)
    config = _config()
    config.attributes[CONNECTION] = connection
    command.upgrade(config, "head")
    return True


def _current(connection: SyncConnection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _head() -> str:
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
