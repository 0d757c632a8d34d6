"""Ordered failures: what the client meets, what the journal says of it, and whether it happened."""

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.sandbox.errors import ControlError
from bot.sandbox.faults import Faults


@pytest.fixture(autouse=True)
def _durations(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else PTB warns of the coming type


async def test_before_nothing_happens(ptb, ann, control, journal):
    await control.post("faults", kind="before", method="sendMessage", times=1)
    with pytest.raises(NetworkError, match="disconnected"):
        await ptb.send_message(ann.id, "x")
    assert await control.get("sent") == []
    entry = (await journal("sendMessage"))[0]
    assert (entry["outcome"], entry["stored"], entry["fault"], entry["status"]) == (
        "lost",
        False,
        "before",
        None,
    )
    assert (await ptb.send_message(ann.id, "y")).text == "y"


@pytest.mark.parametrize("kind", ["after_close", "after_half"])
async def test_after_the_message_is_there_but_the_answer_is_lost(ptb, ann, control, journal, kind):
    await control.post("faults", kind=kind, method="sendmessage", chat_id=ann.id, times=1)
    with pytest.raises(NetworkError) as caught:
        await ptb.send_message(ann.id, "x")
    assert not isinstance(caught.value, TimedOut)
    stored = await control.get("sent")
    assert [message["text"] for message in stored] == ["x"]
    entry = (await journal("sendMessage"))[0]
    assert (entry["outcome"], entry["stored"], entry["fault"]) == ("lost", True, kind)
    assert entry["message_id"] == stored[0]["message_id"]


async def test_a_stall_runs_into_the_clients_patience(ptb, ann, control, journal):
    await control.post("faults", kind="after_stall", seconds=1.5, times=1)
    with pytest.raises(TimedOut):
        await ptb.send_message(ann.id, "x", read_timeout=0.2)
    assert len(await control.get("sent")) == 1
    assert (await journal("sendMessage"))[0]["stored"]


async def test_errors_happen_instead(ptb, ann, control, journal):
    order = {"status": 400, "description": "Bad Request: PEER_ID_INVALID", "times": 1}
    await control.post("faults", kind="error", **order)
    with pytest.raises(BadRequest, match=r"(?i)peer_id_invalid"):
        await ptb.send_message(ann.id, "x")
    assert await control.get("sent") == []
    entry = (await journal("sendMessage"))[0]
    assert (entry["outcome"], entry["status"], entry["stored"]) == ("error", 400, False)


@pytest.mark.parametrize("status", [500, 502])
async def test_gateways_answer_in_html(sandbox, http, control, status):
    await control.post("faults", kind="error", status=status, times=1)
    async with http.get(f"{sandbox.url}/bot{sandbox.token}/getMe") as response:
        assert (response.status, response.content_type) == (status, "text/html")


async def test_a_flood_names_the_wait(ptb, ann, control, journal):
    await control.post("faults", kind="flood", seconds=11, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await ptb.send_message(ann.id, "x")
        assert caught.value.retry_after.total_seconds() == 11
    assert [entry["retry_after"] for entry in await journal("sendMessage")] == [11, 11]
    assert await ptb.send_message(ann.id, "x")


async def test_latency_is_late_but_whole(ptb, ann, control, journal):
    await control.post("faults", kind="latency", seconds=0.05, times=1)
    assert (await ptb.send_message(ann.id, "x")).text == "x"
    entry = (await journal("sendMessage"))[0]
    assert entry["finished"] - entry["time"] >= 0.05
    assert entry["fault"] == "latency"


async def test_faults_are_listed_and_taken_back(control):
    first = (await control.post("faults", kind="before", method="getMe"))["id"]
    second = (await control.post("faults", kind="flood", chat_id=5))["id"]
    assert [fault["id"] for fault in await control.get("faults")] == [first, second]
    await control.delete(f"faults/{first}")
    assert [fault["id"] for fault in await control.get("faults")] == [second]
    await control.delete("faults")
    assert await control.get("faults") == []


def test_an_order_befalls_what_it_names():
    faults = Faults()
    fault = faults.add({"kind": "before", "method": "SendMessage", "chat_id": -5, "times": 2})
    assert faults.meet("sendmessage", "-6") is None
    assert faults.meet("getme", "-5") is None
    assert faults.meet("sendmessage", None) is None
    assert [faults.meet("sendmessage", "-5") for _ in range(3)] == [fault, fault, None]
    assert fault.as_json()["hits"] == 2


def test_a_seed_repeats_the_run():
    def run():
        faults = Faults()
        faults.add({"kind": "before", "probability": 0.3, "seed": 7})
        return [faults.meet("getme", None) is not None for _ in range(200)]

    assert run() == run()
    assert 30 < sum(run()) < 90


@pytest.mark.parametrize(
    "order", [{}, {"kind": "never"}, {"kind": "before", "time": 1}, {"kind": "error", "status": "many"}]
)
def test_senseless_orders_are_refused(order):
    with pytest.raises(ControlError):
        Faults().add(order)
