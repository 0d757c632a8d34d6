"""What the bot asked for, when, and what came of it; never the text of a message nor the token."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What the bot saw."""

    OK = "ok"
    ERROR = "error"
    LOST = "lost"  # the connection ended without a whole answer


@dataclass(slots=True, kw_only=True)
class Entry:
    """One request. `stored` says whether the method took effect, whatever the bot saw of it."""

    number: int
    time: float  # seconds since 1970 on the sandbox's clock, when the request had been read
    method: str
    chat_id: int | str | None
    outcome: Outcome | None = None  # None while under way
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    stored: bool = False
    message_id: int | None = None
    fault: str | None = None
    finished: float | None = None


class Journal:
    """All requests since the start, oldest first, numbered from 1."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def open(self, *, now: datetime, method: str, chat_id: int | str | None) -> Entry:
        """A new entry for a request that has just come in."""
        entry = Entry(number=len(self._entries) + 1, time=now.timestamp(), method=method, chat_id=chat_id)
        self._entries.append(entry)
        return entry

    def after(self, number: int) -> list[dict[str, Any]]:
        """The entries with greater numbers, as JSON."""
        return [asdict(entry) for entry in self._entries[max(number, 0) :]]
