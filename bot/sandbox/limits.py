"""How fast a bot may send: token buckets as Telegram's FAQ describes them, off until switched on; knows no HTTP.

Telegram gives no exact figures; the usual ones stand in `Rates`. Source: Bots FAQ, "My bot is hitting limits".
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ControlError, too_many_requests
from bot.sandbox.models import Chat, ChatType

PAID_RATE = 1000.0  # messages per second with allow_paid_broadcast


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What is allowed while `enabled`."""

    enabled: bool = False
    per_second: float = 30.0  # all chats together
    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: float = 20.0


@dataclass(slots=True)
class _Bucket:
    rate: float  # refill per second
    size: float
    level: float
    at: float
    ignored: int = 0  # requests since the first refusal, each making the wait longer
    until: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a message may pass; 0 if now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        if now < self.until:
            return self.until - now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


class Limits:
    """The buckets of one bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self.rates = Rates()

    def configure(self, order: Mapping[str, Any]) -> Rates:
        """New rates, with full buckets; naming any rate switches them on. Raises ControlError."""
        known = {field.name: field for field in fields(Rates)}
        if unknown := set(order) - set(known):
            raise ControlError(f"no such limits: {', '.join(sorted(unknown))}")
        changed = {"enabled": True, **asdict(self.rates)} if order else {"enabled": False}
        changed |= {"enabled": True, **order} if order else {}
        if any(float(value) <= 0 for name, value in changed.items() if name != "enabled"):
            raise ControlError("a rate is more than nothing")
        self.rates = Rates(**changed)
        self._buckets.clear()
        return self.rates

    def spend(self, chat: Chat, *, paid: bool = False) -> None:
        """Takes one message's worth from every bucket it touches.

        Raises ApiError 429; the wait grows with each request made before it is over.
        """
        if not self.rates.enabled:
            return
        now = self._clock.now().timestamp()
        buckets = [self._bucket(name, rate, size, now) for name, rate, size in self._needs(chat, paid=paid)]
        waits = [bucket.wait(now) for bucket in buckets]
        worst = max(range(len(buckets)), key=waits.__getitem__)
        if waits[worst] > 0:
            bucket = buckets[worst]
            seconds = math.ceil(waits[worst]) + bucket.ignored
            bucket.ignored += 1
            bucket.until = now + seconds
            raise too_many_requests(seconds)
        for bucket in buckets:
            bucket.level -= 1
            bucket.ignored = 0

    def _needs(self, chat: Chat, *, paid: bool) -> list[tuple[str, float, float]]:
        rates = self.rates
        token = PAID_RATE if paid else rates.per_second
        needs = [
            (f"token:{paid}", token, max(token, 1.0)),
            (f"chat:{chat.id}", rates.chat_per_second, float(rates.chat_burst)),
        ]
        if chat.type is not ChatType.PRIVATE:
            needs.append((f"group:{chat.id}", rates.group_per_minute / 60, rates.group_per_minute))
        return needs

    def _bucket(self, name: str, rate: float, size: float, now: float) -> _Bucket:
        return self._buckets.setdefault(name, _Bucket(rate, size, size, now))
