from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot import check
from bot.settings import load

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
TOKEN = "110201543:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"
GOOD = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "C", "username": "clip_bot"}}


@pytest.fixture
async def findings(tmp_path):
    """What is found, by subject, where Telegram gives a certain answer."""
    runners = []

    async def look(response):
        async def answer(_request):
            return response

        application = web.Application()
        application.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(application, access_log=None)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        settings = load(
            bot_token=TOKEN,
            telegram_api_url=f"http://127.0.0.1:{runner.addresses[0][1]}",
            database_url=f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3",
        )
        found = await check.findings(settings, NOW)
        assert all(TOKEN not in each.words for each in found)
        return {each.subject: each for each in found}

    yield look
    for runner in runners:
        await runner.cleanup()


def dated(stamp):
    return web.json_response(GOOD, headers={"Date": stamp})


async def test_all_is_well(findings):
    found = await findings(dated("Mon, 04 May 2026 08:00:10 GMT"))
    assert all(each.well for each in found.values())
    assert found["token"].words == "@clip_bot"
    assert "first start makes it" in found["database"].words


@pytest.mark.parametrize("stamp", ["Mon, 04 May 2026 08:01:00 GMT", "Mon, 04 May 2026 07:59:00 -0000"])
async def test_a_clock_that_is_off_is_told(findings, stamp):
    clock = (await findings(dated(stamp)))["clock"]
    assert not clock.well
    assert "60 s" in clock.words


async def test_a_date_that_is_none_is_no_problem_of_ours(findings):
    assert (await findings(dated("yesterday")))["clock"].well


@pytest.mark.parametrize(
    ("status", "text", "words"),
    [
        (401, '{"ok": false, "error_code": 401, "description": "Unauthorized"}', "BOT_TOKEN is refused"),
        (404, '{"ok": false, "error_code": 404, "description": "Not Found"}', "BOT_TOKEN is refused"),
        (502, '{"ok": false, "error_code": 502, "description": "Bad Gateway"}', "try again"),
        (200, "<html>Welcome to the hotel</html>", "TELEGRAM_API_URL"),
        (404, "<html>Not found</html>", "TELEGRAM_API_URL"),
        (200, "[]", "TELEGRAM_API_URL"),
        (200, '{"ok": true}', "TELEGRAM_API_URL"),
    ],
)
async def test_other_answers_are_told_with_what_to_do(findings, status, text, words):
    token = (await findings(web.Response(status=status, text=text)))["token"]
    assert not token.well
    assert words in token.words


async def test_an_unreachable_api_hides_nothing_else(tmp_path):
    settings = load(
        bot_token=TOKEN,
        telegram_api_url="http://127.0.0.1:1",
        database_url=f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3",
    )
    found = {each.subject: each for each in await check.findings(settings, NOW)}
    assert not found["telegram"].well
    assert "TELEGRAM_API_URL" in found["telegram"].words
    assert found["zones"].well
    assert found["database"].well


def test_a_delivery_that_waits_too_long_is_told():
    counts = check.Counts(
        articles=0,
        chats=0,
        subscriptions=0,
        inbox=0,
        deliveries={"new": 1},
        oldest_pending_at=NOW - timedelta(minutes=20),
    )
    late = check._deliveries(counts, NOW)
    assert not late.well
    assert "2026-05-04 07:40 UTC" in late.words
    assert check._deliveries(counts, NOW - timedelta(minutes=10)).well
