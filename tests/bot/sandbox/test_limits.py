"""Sending limits: off unless switched on, in buckets, on the sandbox's clock."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError, ControlError
from bot.sandbox.limits import Limits
from bot.sandbox.models import Chat, ChatType


@pytest.fixture
def clock():
    return Clock(source=lambda: datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def limits(clock):
    return Limits(clock)


def private(number):
    return Chat(id=number, type=ChatType.PRIVATE)


def refusal(limits, chat):
    with pytest.raises(ApiError) as caught:
        limits.spend(chat)
    assert caught.value.code == 429
    return caught.value.parameters["retry_after"]


def test_off_by_default(limits):
    for _ in range(1000):
        limits.spend(private(1))


def test_a_chat_takes_a_burst_then_one_a_second(limits, clock):
    limits.configure({"chat_burst": 3})
    for _ in range(3):
        limits.spend(private(1))
    limits.spend(private(2))
    assert refusal(limits, private(1)) == 1
    clock.advance(1)
    limits.spend(private(1))
    assert refusal(limits, private(1)) == 1


def test_the_wait_grows_while_it_is_ignored(limits, clock):
    limits.configure({"chat_burst": 1})
    limits.spend(private(1))
    waits = [refusal(limits, private(1)) for _ in range(4)]
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]
    clock.advance(waits[-1])
    limits.spend(private(1))
    clock.advance(1)
    limits.spend(private(1))


def test_the_token_has_its_own_bucket(limits, clock):
    limits.configure({"per_second": 5})
    for number in range(5):
        limits.spend(private(number))
    assert refusal(limits, private(9)) == 1
    limits.spend(private(9), paid=True)
    clock.advance(1)
    limits.spend(private(9))


def test_a_group_takes_twenty_a_minute(limits, clock):
    limits.configure({"chat_burst": 100, "chat_per_second": 100})
    group = Chat(id=-1, type=ChatType.GROUP)
    for _ in range(20):
        limits.spend(group)
    assert refusal(limits, group) == 3
    clock.advance(3)
    limits.spend(group)


def test_senseless_rates_are_refused(limits):
    for order in ({"per_minute": 1}, {"per_second": 0}):
        with pytest.raises(ControlError):
            limits.configure(order)


async def test_over_http(sandbox, http, control, ann, journal):
    assert (await control.get("limits"))["enabled"] is False
    await control.post("limits", chat_burst=1)
    body = {"chat_id": ann.id, "text": "x"}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", json=body) as response:
        assert response.status == 200
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", json=body) as response:
        answer = await response.json()
        assert (response.status, response.headers["Retry-After"]) == (429, "1")
    assert answer["description"] == "Too Many Requests: retry after 1"
    assert answer["parameters"] == {"retry_after": 1}
    await control.post("clock", advance_seconds=5)
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", json=body) as response:
        assert response.status == 200
    await control.post("limits")
    assert [entry["status"] for entry in await journal("sendMessage")] == [200, 429, 200]
    assert (await control.get("limits"))["enabled"] is False
