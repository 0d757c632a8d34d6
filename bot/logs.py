"""What is logged and how: one line an event, never the token; knows logging, no other room."""

import logging
import sys
from collections.abc import Iterable
from typing import Final, TextIO

# httpx writes every request's address at INFO, and the bot's token is part of it; aiosqlite writes every statement
# with its values at DEBUG, and articles are among them; the others only add noise.
_QUIET: Final = (
    "aiosqlite",
    "httpx",
    "httpcore",
    "alembic",
    "aiohttp.access",
    "trafilatura",
    "htmldate",
    "courlan",
    "apscheduler",
)
_HIDDEN: Final = "<token>"
_SHORTEST_SECRET: Final = 10  # characters


class Redacted(logging.Formatter):
    """A formatter that hides secrets wherever they turn up: message, arguments, tracebacks."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        # A token's second half is the secret and may turn up alone; as a short word of a test's token it may be
        # part of anything.
        parts = {
            part
            for secret in secrets
            for part in (secret, secret.partition(":")[2])
            if len(part) >= _SHORTEST_SECRET
        }
        self._secrets = sorted(parts, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line for `record` without any secret."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


def configure(level: str, *, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send everything from `level` up to `stream` (standard error if None), replacing earlier configuration."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacted(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # python-telegram-bot's own INFO lines name neither token nor text, but say nothing an operator needs.
    logging.getLogger("telegram").setLevel(logging.WARNING)
