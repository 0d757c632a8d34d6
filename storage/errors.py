# ruff: noqa: N818 - named for what happened; every one of them is a StorageError anyway
"""What can go wrong in storage; knows nothing of who asked or what they will be told.

StorageError
├─ CannotOpen          the url leads to nothing that can be used
│  ├─ UnknownEngine    no engine of ours answers to such a url
│  ├─ NotADatabase     a file is there, and it is something else, or damaged
│  └─ SchemaTooNew     written by a newer Clipping
├─ DatabaseBusy        another process held the database for too long; the same again may succeed
├─ Rejected            the database refuses the row: a bug of the caller
│  ├─ Duplicate        there is a row like it already
│  └─ Dangling         it refers to a row that does not exist (a chat never touched, or forgotten meanwhile)
├─ Missing             the row that should be changed does not exist
└─ NaiveTime           a time without a zone (also a ValueError)

The driver's own error, if there was one, is the `__cause__`.
"""

from sqlalchemy.exc import DontWrapMixin


class StorageError(Exception):
    """Something in storage failed; the transaction it happened in is rolled back."""


class CannotOpen(StorageError):
    """The database cannot be opened; the message says why, without any password of the url."""


class UnknownEngine(CannotOpen):
    """The url is malformed or names an engine that Clipping does not have."""


class NotADatabase(CannotOpen):
    """What the url points at is no database, or a damaged one."""


class SchemaTooNew(CannotOpen):
    """The schema is at revision `current`, which this version, knowing up to `known`, has never heard of."""

    def __init__(self, current: str, known: str) -> None:
        super().__init__(f"the database is at revision {current}; this version knows up to {known}")
        self.current = current
        self.known = known


class DatabaseBusy(StorageError):
    """The lock or a connection could not be had in time; nothing was changed."""


class Rejected(StorageError):
    """A row breaks a rule of the schema."""


class Duplicate(Rejected):
    """A row with the same key exists."""


class Dangling(Rejected):
    """A row refers to another that does not exist; for a chat: `chats.touch` comes first."""


class Missing(StorageError):
    """The row that was to be changed does not exist."""


class NaiveTime(DontWrapMixin, StorageError, ValueError):
    """A datetime without a zone was given; storage takes aware ones only."""
