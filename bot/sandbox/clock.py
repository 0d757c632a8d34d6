"""What time it is in the sandbox: real time plus an offset that a test or the page may move; knows nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def real_time() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


class Clock:
    """Virtual time. It runs at the speed of `source` and stands `offset` ahead of it."""

    def __init__(
        self, *, source: Callable[[], datetime] = real_time, offset: timedelta = timedelta(0)
    ) -> None:
        self._source = source
        self.offset = offset

    def now(self) -> datetime:
        """The sandbox's time, aware, in UTC."""
        return self._source() + self.offset

    def timestamp(self) -> int:
        """The sandbox's time in whole seconds since 1970, as the Bot API writes dates."""
        return int(self.now().timestamp())

    def advance(self, seconds: float) -> None:
        """Moves the clock ahead (or back, if negative) by so many seconds."""
        self.offset += timedelta(seconds=seconds)
