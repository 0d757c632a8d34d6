"""A running sandbox, two client libraries that talk to it, and TDLib's own text functions beside it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import tdjson
import telegram
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.sandbox import Sandbox


class Control:
    """The control API, whose refusals are assertion errors unless asked for."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    async def answer(self, method: str, path: str, **options: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.request(method, f"{self.url}/_control/{path}", **options) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> Any:
        return self._result(await self.answer("GET", path))

    async def post(self, path: str, **body: Any) -> Any:
        return self._result(await self.answer("POST", path, json=body))

    async def delete(self, path: str) -> Any:
        return self._result(await self.answer("DELETE", path))

    async def refused(self, path: str, **body: Any) -> str:
        status, answer = await self.answer("POST", path, json=body)
        assert (status, answer["ok"]) == (400, False)
        return answer["description"]

    def _result(self, given: tuple[int, dict[str, Any]]) -> Any:
        status, answer = given
        assert answer["ok"], answer
        assert status == 200
        return answer["result"]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(token="4242:test") as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def control(sandbox, http):
    return Control(sandbox.url, http)


@pytest.fixture
async def ptb(sandbox) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
async def aiogram(sandbox) -> AsyncIterator[AiogramBot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with AiogramBot(sandbox.token, session=session) as bot:
        yield bot


@pytest.fixture
def ann(sandbox):
    """A person; her private chat with the bot has her id."""
    return sandbox.state.add_user(first_name="Ann", username="ann_test", language_code="en")


@pytest.fixture
def ben(sandbox):
    return sandbox.state.add_user(first_name="Ben", last_name="Burr", language_code="de")


@pytest.fixture
def group(sandbox, ann, ben):
    """A group of Ann (its owner), Ben and the bot."""
    return sandbox.people.add_chat({"type": "group", "title": "Desk", "member_ids": [ann.id, ben.id]})


@pytest.fixture
def supergroup(sandbox, ann, ben):
    order = {"type": "supergroup", "title": "Newsroom", "member_ids": [ann.id, ben.id], "is_forum": True}
    return sandbox.people.add_chat(order)


@pytest.fixture
def journal(control):
    """The journal's entries for one method."""

    async def entries(method: str) -> list[dict[str, Any]]:
        return [entry for entry in await control.get("journal") if entry["method"] == method]

    return entries


class Tdlib:
    """The functions of TDLib that need no account."""

    KINDS = {  # noqa: RUF012  a table
        "Bold": "bold",
        "Italic": "italic",
        "Underline": "underline",
        "Strikethrough": "strikethrough",
        "Spoiler": "spoiler",
        "Code": "code",
        "Pre": "pre",
        "PreCode": "pre",
        "TextUrl": "text_link",
        "MentionName": "text_mention",
        "BlockQuote": "blockquote",
        "ExpandableBlockQuote": "expandable_blockquote",
        "CustomEmoji": "custom_emoji",
        "DateTime": "date_time",
        "Mention": "mention",
        "Hashtag": "hashtag",
        "BotCommand": "bot_command",
        "Url": "url",
        "EmailAddress": "email",
        "Cashtag": "cashtag",
        "BankCardNumber": "bank_card_number",
    }
    DETAILS = ("url", "language", "user_id", "custom_emoji_id", "unix_time")

    def __init__(self) -> None:
        self._run({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

    @staticmethod
    def _run(request: dict[str, Any]) -> dict[str, Any]:
        answer = tdjson.td_execute(json.dumps(request).encode())
        assert answer is not None
        return json.loads(answer)

    def _plain(self, entities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        rows = []
        for entity in entities:
            kind = entity["type"]["@type"].removeprefix("textEntityType")
            details = [str(entity["type"][key]) for key in self.DETAILS if key in entity["type"]]
            rows.append((entity["offset"], entity["length"], self.KINDS[kind], *details))
        return rows

    def parse_html(self, text: str) -> Any:
        """Text and entities, or the error's words."""
        mode = {"@type": "textParseModeHTML"}
        answer = self._run({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
        if answer["@type"] == "error":
            return answer["message"].removeprefix("Can't parse entities: ")
        return answer["text"], self._plain(answer["entities"])

    def find(self, text: str) -> list[tuple[Any, ...]]:
        return self._plain(self._run({"@type": "getTextEntities", "text": text})["entities"])

    def fix(self, text: str, entities: list[dict[str, Any]]) -> tuple[str, list[tuple[Any, ...]]]:
        """Cleaned and untangled, not trimmed: parseMarkdown on a text without Markdown does just that."""
        names = {value: key for key, value in self.KINDS.items() if key != "PreCode"}
        given = []
        for entity in entities:
            kind: dict[str, Any] = {"@type": f"textEntityType{names[entity['type']]}"}
            if "url" in entity:
                kind["url"] = entity["url"]
            row = {
                "@type": "textEntity",
                "offset": entity["offset"],
                "length": entity["length"],
                "type": kind,
            }
            given.append(row)
        formatted = {"@type": "formattedText", "text": text, "entities": given}
        answer = self._run({"@type": "parseMarkdown", "text": formatted})
        return answer["text"], self._plain(answer["entities"])

    @classmethod
    def ours(cls, entities: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        """Our entities in the form of the above."""
        rows = []
        for entity in entities:
            flat = {**entity, "user_id": entity["user"]["id"]} if "user" in entity else entity
            details = [str(flat[key]) for key in cls.DETAILS if key in flat]
            rows.append((entity["offset"], entity["length"], entity["type"], *details))
        return rows


@pytest.fixture(scope="session")
def tdlib():
    return Tdlib()
