"""Failures to order: which requests they befall and how often; the transport carries them out."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.errors import ControlError

# What a client that gave up meets: far longer than any read timeout in use.
STALL_SECONDS = 60.0
FLOOD_SECONDS = 3


class Kind(StrEnum):
    """How a request fails."""

    BEFORE = "before"  # the connection closes, nothing has happened
    AFTER_CLOSE = "after_close"  # it happened, then the connection closes
    AFTER_HALF = "after_half"  # it happened, half of the answer comes under the full Content-Length
    AFTER_STALL = "after_stall"  # it happened, no answer comes for `seconds`, then the connection closes
    ERROR = "error"  # nothing happened, an error answer
    LATENCY = "latency"  # it happens, `seconds` late
    FLOOD = "flood"  # nothing happened, 429


@dataclass(slots=True, kw_only=True)
class Fault:
    """One order. `times` None means always; `probability` is drawn from `dice`, so a seed repeats a run."""

    id: int
    kind: Kind
    method: str | None = None
    chat_id: str | None = None
    times: int | None = None
    probability: float = 1.0
    status: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] | None = None
    seconds: float = 0.0
    hits: int = 0
    dice: random.Random = field(repr=False, default_factory=random.Random)

    def befalls(self, method: str, chat_id: str | None) -> bool:
        """Whether this request is hit; a hit counts."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.method is not None and self.method != method.lower():
            return False
        if self.chat_id is not None and self.chat_id != chat_id:
            return False
        if self.probability < 1 and self.dice.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def as_json(self) -> dict[str, Any]:
        """For the control API."""
        return {
            "id": self.id,
            "kind": self.kind,
            "method": self.method,
            "chat_id": self.chat_id,
            "times": self.times,
            "probability": self.probability,
            "hits": self.hits,
        }


class Faults:
    """All orders, oldest first; a request meets the first that befalls it."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._last_id = 0

    def add(self, order: Mapping[str, Any]) -> Fault:
        """Takes an order as the control API gets it. Raises ControlError for one that makes no sense."""
        known = {*Fault.__dataclass_fields__, "seed"} - {"id", "hits", "dice"}
        if unknown := set(order) - known:
            raise ControlError(f"a fault has no {', '.join(sorted(unknown))}")
        try:
            fault = _fault(self._last_id + 1, order)
        except (KeyError, TypeError, ValueError) as error:
            raise ControlError(f"not a fault: {error}") from error
        self._last_id = fault.id
        self._faults.append(fault)
        return fault

    def meet(self, method: str, chat_id: str | None) -> Fault | None:
        """The fault this request meets, if any."""
        return next((fault for fault in self._faults if fault.befalls(method, chat_id)), None)

    def all(self) -> list[Fault]:
        """Every order given, spent or not."""
        return list(self._faults)

    def clear(self, fault_id: int | None = None) -> None:
        """Takes back one order, or all."""
        self._faults = [fault for fault in self._faults if fault_id is not None and fault.id != fault_id]


def _fault(fault_id: int, order: Mapping[str, Any]) -> Fault:
    kind = Kind(order["kind"])
    seconds = {Kind.AFTER_STALL: STALL_SECONDS, Kind.LATENCY: 1.0, Kind.FLOOD: FLOOD_SECONDS}.get(kind, 0.0)
    status = int(order.get("status", 500))
    return Fault(
        id=fault_id,
        kind=kind,
        method=str(order["method"]).lower() if order.get("method") else None,
        chat_id=str(order["chat_id"]) if order.get("chat_id") is not None else None,
        times=int(order["times"]) if order.get("times") is not None else None,
        probability=float(order.get("probability", 1.0)),
        status=status,
        description=str(order.get("description", _WORDS.get(status, "Bad Request: ordered by a fault"))),
        parameters=dict(order["parameters"]) if order.get("parameters") else None,
        seconds=float(order.get("seconds", seconds)),
        dice=random.Random(order.get("seed")),  # noqa: S311  repeatable on purpose, guards nothing
    )


_WORDS = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
