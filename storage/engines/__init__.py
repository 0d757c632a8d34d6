"""Which engine answers to which url; the one place that names them all."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.engines import sqlite
from storage.engines.base import Engine
from storage.errors import UnknownEngine


def connect(url: str) -> Engine:
    """The engine for `url`, for example `sqlite+aiosqlite:///data/clipping.sqlite3`.

    Raises UnknownEngine; whether there is a usable database shows at the first transaction.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnknownEngine("this is not a database url, such as sqlite+aiosqlite:///file") from error
    match parsed.drivername:
        case "sqlite+aiosqlite":
            return sqlite.connect(parsed)
        case name:
            raise UnknownEngine(f"no engine {name}; there is sqlite+aiosqlite")
