"""The control API over HTTP: what the page and other tests see, and who may use it at all."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import samples, server
from bot.sandbox.events import BACKLOG, Events


async def test_people_and_chats_are_shown(control, sandbox):
    ann = await control.post("users", first_name="Ann", username="ann", language_code="en", id=77)
    ben = await control.post("users", first_name="Ben")
    assert (ann["id"], ann["blocked"]) == (77, False)
    assert [user["first_name"] for user in await control.get("users")] == ["Ann", "Ben"]
    chat = await control.post(
        "chats", type="supergroup", title="T", member_ids=[ann["id"], ben["id"]], is_forum=True
    )
    assert chat["is_forum"]
    shown = {chat["id"]: chat for chat in await control.get("chats")}
    assert set(shown) == {77, ben["id"], chat["id"]}
    members = {member["user"]["id"]: member["status"] for member in shown[chat["id"]]["members"]}
    assert members == {77: "creator", ben["id"]: "member", sandbox.state.bot.id: "member"}


async def test_messages_are_shown_as_they_stand_now(control, ptb, ann):
    message = await ptb.send_message(ann.id, "one")
    await message.edit_text("two")
    shown = await control.get(f"chats/{ann.id}/messages")
    assert [(m["text"], "edit_date" in m) for m in shown] == [("two", True)]
    await message.delete()
    assert await control.get(f"chats/{ann.id}/messages") == []
    assert [m["text"] for m in await control.get("sent")] == ["two"]


async def test_raw_updates_reach_the_bot(control, ptb):
    sender = {"id": 5, "is_bot": False, "first_name": "Eve"}
    number = (
        await control.post("updates", purchased_paid_media={"from": sender, "paid_media_payload": "x"})
    )["update_id"]
    assert (await ptb.get_updates())[0].update_id == number


async def test_the_clock_moves_dates(control, ptb, ann, sandbox):
    shown = await control.post("clock", advance_seconds=86400)
    assert shown["offset_seconds"] == 86400
    message = await ptb.send_message(ann.id, "x")
    assert message.date - datetime.now(UTC) > timedelta(hours=23)
    assert (await control.post("clock", offset_seconds=0, advance_seconds=-60))["offset_seconds"] == -60
    assert datetime.fromisoformat((await control.get("clock"))["now"]) <= sandbox.clock.now()
    for wrong in ({"advance_seconds": "much"}, {"offset_seconds": 1e300}):
        assert "seconds" in await control.refused("clock", **wrong)


async def test_the_journal_tells_all_but_the_words(control, ptb, ann):
    await ptb.send_message(ann.id, "secret words")
    await ptb.get_me()
    entries = await control.get("journal")
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    sent = next(entry for entry in entries if entry["method"] == "sendMessage")
    assert (sent["chat_id"], sent["outcome"], sent["stored"], sent["message_id"]) == (ann.id, "ok", True, 1)
    assert sent["time"] <= sent["finished"]
    assert not entries[-1]["stored"]
    later = await control.get(f"journal?after={sent['number']}")
    assert [entry["number"] for entry in later] == [entry["number"] for entry in entries[sent["number"] :]]
    assert "secret" not in json.dumps(entries)


async def test_samples_are_articles_with_titles(control, tmp_path, monkeypatch):
    for sample in await control.get("samples"):
        whole = await control.get(f"samples/{sample['name']}")
        assert sample["title"] in whole["text"]
        assert whole["language"] == sample["language"]
        assert len(sample["language"]) == 2
    (tmp_path / "flood.de.txt").write_text("Überschrift\n\nText.", encoding="utf-8")
    expected = {"name": "flood.de", "title": "Überschrift", "language": "de"}
    assert samples.all_samples(tmp_path) == [expected]
    assert samples.sample("flood.de", tmp_path) == {**expected, "text": "Überschrift\n\nText."}
    assert samples.sample("../flood.de", tmp_path) is None
    status, _ = await control.answer("GET", "samples/nothing")
    assert status == 400


# --- events ----------------------------------------------------------------------------------------------------------


async def test_events_tell_what_happens(control, ptb, ann, http, sandbox):
    async with http.get(f"{sandbox.url}/_control/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        message = await ptb.send_message(ann.id, "x")
        await ptb.send_chat_action(ann.id, "typing")
        await message.edit_text("y")
        tap = await control.post(
            "tap", user_id=ann.id, chat_id=ann.id, message_id=message.message_id, data="d"
        )
        await ptb.answer_callback_query(tap["id"], "ok")
        await message.delete()
        await control.post("clock", advance_seconds=5)
        await control.post("users", first_name="Eve")
        await control.post("act", act="block", user_id=ann.id)
        events = [json.loads((await stream.content.readuntil(b"\n\n"))[6:]) for _ in range(9)]
    assert [event["type"] for event in events] == [
        *("message", "action", "edit", "callback_answer", "delete", "clock", "user", "chat", "user"),
    ]
    by_kind = {event["type"]: event for event in events}
    assert by_kind["message"]["message"]["text"] == "x"
    assert by_kind["edit"]["message"]["text"] == "y"
    assert by_kind["action"] == {"type": "action", "chat_id": ann.id, "action": "typing"}
    assert by_kind["delete"] == {"type": "delete", "chat_id": ann.id, "message_ids": [message.message_id]}
    assert (by_kind["callback_answer"]["id"], by_kind["callback_answer"]["text"]) == (tap["id"], "ok")
    assert by_kind["clock"]["offset_seconds"] == 5


async def test_stopping_ends_the_stream(http, sandbox):
    async with http.get(f"{sandbox.url}/_control/events") as stream:
        await stream.content.readuntil(b"\n\n")
        await sandbox.stop()
        assert b"data" not in await stream.content.read()


async def test_a_silent_stream_pings_and_a_sleeper_is_cut_off():
    events = Events()
    listener = events.listen()
    assert await listener.next(0.01) is None
    events.tell("clock", now=1)
    assert await listener.next(5) == {"type": "clock", "now": 1}
    for number in range(BACKLOG):
        events.tell("clock", now=number)
    assert listener.is_open
    events.tell("clock", now=0)
    assert not listener.is_open
    ending = events.listen()
    waiting = asyncio.create_task(ending.next(5))
    await asyncio.sleep(0)
    events.close()
    assert await waiting is None
    assert not ending.is_open


# --- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "[::1]:8081"}, 200),
        ({"Host": "app.localhost"}, 200),
        ({"Host": "attacker.example"}, 403),
        ({"Host": "attacker.example:8081"}, 403),
        ({"Host": "127.0.0.1.attacker.example"}, 403),
        ({"Host": "localhost.attacker.example"}, 403),
        ({"Host": "192.168.1.2"}, 403),
        ({"Host": "]["}, 403),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 200),
        ({"Host": "localhost:1", "Origin": "http://localhost:2"}, 403),
        ({"Host": "localhost:1", "Origin": "https://localhost:1"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/_control/users", "/"])
async def test_other_sites_are_kept_out(sandbox, http, headers, status, path):
    async with http.get(sandbox.url + path, headers=headers) as response:
        assert (response.status == 403) == (status == 403)
        if status == 403:
            assert not (await response.json())["ok"]


async def test_a_form_of_another_site_changes_nothing(sandbox, http):
    headers = {"Origin": "http://attacker.example", "Content-Type": "text/plain"}
    body = json.dumps({"first_name": "Mallory"})
    async with http.post(f"{sandbox.url}/_control/users", data=body, headers=headers) as response:
        assert response.status == 403
    headers = {"Sec-Fetch-Site": "cross-site"}
    async with http.post(f"{sandbox.url}/_control/users", data=body, headers=headers) as response:
        assert response.status == 403
    assert sandbox.state.chats == {}


async def test_the_page_comes_with_a_policy(sandbox, http, tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text("<title>page</title>")
    (tmp_path / "style.css").write_text("a {}")
    monkeypatch.setattr(server, "PAGE", tmp_path)
    async with server.Sandbox() as other:
        for path in ("/", "/page/style.css", "/style.css"):
            async with http.get(other.url + path) as response:
                assert response.status == 200
                assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        async with http.get(other.url + "/page/../server.py") as response:
            assert response.status == 404


async def test_addresses_and_bodies_that_make_no_sense(control, ann):
    assert (await control.answer("GET", "nothing"))[0] == 400
    assert (await control.answer("POST", "send", data=b"{"))[0] == 400
    assert (await control.answer("POST", "send", json=[1]))[0] == 400
    assert (await control.answer("POST", "send", json={"user_id": ann.id, "text": "\ud83d"}))[0] == 400
    assert (await control.answer("GET", "callbacks/1"))[0] == 400
    assert (await control.answer("GET", "chats/x/messages"))[0] == 400
    assert "not understood" in await control.refused("send", user_id=ann.id, text="x", message_thread_id="x")
