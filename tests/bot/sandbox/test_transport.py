"""How a request may look, and what every wrong one is told."""

import asyncio
import os
import signal
import sys

import aiohttp
import pytest


@pytest.fixture
def call(sandbox, http):
    async def ask(path, method="POST", **options):
        async with http.request(method, f"{sandbox.url}/bot{sandbox.token}/{path}", **options) as response:
            return response.status, await response.json()

    return ask


def form(**fields):
    data = aiohttp.FormData(default_to_multipart=True)
    for name, value in fields.items():
        data.add_field(name, value)
    return data


@pytest.mark.parametrize("name", ["sendMessage", "sendmessage", "SENDMESSAGE"])
async def test_parameters_come_in_every_way(call, ann, name):
    fields = {
        "chat_id": str(ann.id),
        "text": "é & x",
        "reply_markup": '{"inline_keyboard":[[{"text":"a","url":"x.com"}]]}',
    }
    ways = [
        {"method": "GET", "params": fields},
        {"params": fields},
        {"data": fields},
        {"data": form(**fields)},
        {"json": fields},
        {"json": {"text": "é & x", "reply_markup": fields["reply_markup"]}, "params": {"chat_id": ann.id}},
    ]
    for way in ways:
        status, answer = await call(name, **way)
        assert (status, answer["ok"]) == (200, True)
        assert answer["result"]["text"] == "é & x"
        assert answer["result"]["reply_markup"]["inline_keyboard"][0][0]["url"] == "http://x.com/"


async def test_files_come_under_their_name_or_attached(call, ann):
    for document in ("file", "attached"):
        data = form(chat_id=str(ann.id))
        if document == "attached":
            data.add_field("document", "attach://blob")
        data.add_field("document" if document == "file" else "blob", b"abc", filename="a.bin")
        _, answer = await call("sendDocument", data=data)
        assert answer["result"]["document"]["file_name"] == "a.bin"
    _, answer = await call("sendDocument", data=form(chat_id=str(ann.id), document="attach://nothing"))
    assert answer["description"] == "Bad Request: there is no document in the request"


async def test_wrong_addresses(sandbox, http, call):
    unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    for path in ("/bot1:other/getMe", "/bot/getMe", "/file/bot1:other/x"):
        async with http.get(sandbox.url + path) as response:
            assert (response.status, await response.json()) == (401, unauthorized)
    not_found = {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await call("noSuchMethod") == (404, not_found)
    assert await call("") == (404, not_found)
    async with http.get(f"{sandbox.url}/file/bot{sandbox.token}/documents/x") as response:
        assert (response.status, await response.json()) == (404, not_found)


async def test_wrong_bodies(call, ann):
    headers = {"Content-Type": "application/json"}
    assert (
        "can't parse request as JSON object"
        in (await call("getMe", data=b"{", headers=headers))[1]["description"]
    )
    assert "must be a JSON object" in (await call("getMe", data=b"[1]", headers=headers))[1]["description"]
    assert (await call("getMe", data=b" ", headers=headers))[0] == 200
    bad = {"chat_id": ann.id, "text": "x", "reply_markup": "{"}
    assert (await call("sendMessage", json=bad))[1]["description"] == (
        "Bad Request: can't parse reply keyboard markup JSON object"
    )
    assert (await call("sendMessage", json={"text": "x"}))[1][
        "description"
    ] == "Bad Request: chat_id is empty"
    for mode in ("HTML", ""):
        halves = {"chat_id": ann.id, "text": "\ud83d", "parse_mode": mode}
        assert "must be encoded in UTF-8" in (await call("sendMessage", json=halves))[1]["description"]
    latin = "é".encode("latin-1")
    form_type = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    assert (await call("sendMessage", data=b"text=" + latin, headers=form_type))[0] == 400


@pytest.mark.parametrize(
    "parameters",
    [
        {"entities": [{"type": "bold"}]},
        {"entities": {"type": "bold"}},
        {"entities": [{"type": "text_mention", "offset": 0, "length": 1}]},
        {"entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "x"}]},
        {"reply_markup": [1]},
        {"reply_markup": {"inline_keyboard": [{"text": "x"}]}},
        {"reply_markup": {"inline_keyboard": [["x"]]}},
        {"reply_parameters": {"message_id": "x"}},
        {"link_preview_options": "{"},
    ],
)
async def test_wrong_parameters_are_a_bad_request(call, ann, parameters):
    status, answer = await call("sendMessage", json={"chat_id": ann.id, "text": "x", **parameters})
    assert (status, answer["error_code"]) == (400, 400)
    assert answer["description"].startswith("Bad Request: ")


async def test_entities_may_be_given(call, ann):
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 3, "length": 1, "url": "example.com"},
        {"type": "hashtag", "offset": 0, "length": 2},
    ]
    body = {"chat_id": ann.id, "text": "hi x", "entities": entities}
    _, answer = await call("sendMessage", json=body)
    assert [(entity["type"], entity.get("url")) for entity in answer["result"]["entities"]] == [
        ("bold", None),
        ("text_link", "http://example.com/"),
    ]


async def test_chats_may_be_named(call, ann):
    _, answer = await call("getChat", json={"chat_id": "@ann_test"})
    assert answer["result"]["id"] == ann.id
    _, answer = await call("getChat", json={"chat_id": "@nobody"})
    assert answer["description"] == "Bad Request: chat not found"


async def test_as_a_process_of_its_own(http):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.sandbox", "--port", "0", "--token", "5:own"),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.getcwd()},  # noqa: PTH109  the tests run from the project's root
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with http.get(f"{url}/bot5:own/getMe") as response:
        assert (await response.json())["result"]["id"] == 5
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    process._transport.close()
