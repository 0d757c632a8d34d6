"""Tells whoever listens what happens in the sandbox, as it happens; keeps no history."""

import asyncio
import copy
from typing import Any

Event = dict[str, Any]

# A listener that reads nothing for so many events is cut off; it reads everything anew when it comes back.
BACKLOG = 10_000


class Listener:
    """One stream, from its creation until `is_open` is False."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self.is_open = True

    def put(self, event: Event) -> None:
        """Takes in an event, or ends the stream where nobody has read for long."""
        if self._queue.qsize() >= BACKLOG:
            self.close()
        if self.is_open:
            self._queue.put_nowait(event)

    async def next(self, patience: float) -> Event | None:
        """The next event; None after `patience` seconds without one, and at the end."""
        try:
            return await asyncio.wait_for(self._queue.get(), patience)
        except TimeoutError:
            return None

    def close(self) -> None:
        """Ends the stream; what was not read is lost."""
        self.is_open = False
        self._queue.put_nowait(None)


class Events:
    """Any number of listeners."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def tell(self, kind: str, **details: Any) -> None:
        """Tells every listener; the details are copied, so later changes do not show."""
        self._listeners = [listener for listener in self._listeners if listener.is_open]
        for listener in self._listeners:
            listener.put({"type": kind, **copy.deepcopy(details)})

    def listen(self) -> Listener:
        """A stream of every event from now on."""
        listener = Listener()
        self._listeners.append(listener)
        return listener

    def close(self) -> None:
        """Ends every stream."""
        for listener in self._listeners:
            listener.close()
        self._listeners.clear()
