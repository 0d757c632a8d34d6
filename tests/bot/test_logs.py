import asyncio
import io
import logging

import aiohttp
import pytest

from bot import app, logs
from bot.sandbox import Sandbox
from bot.settings import SettingsError, load

SECRET = "AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"
TOKEN = f"110201543:{SECRET}"
ARTICLE = (
    "The harbour of Valparaíso was closed on Monday after a storm. “We will open it again as soon as the waves "
    "allow it,” the harbour master, Ana Pérez, said. Forty ships are waiting outside the breakwater. The port "
    "authority expects the closure to last until Wednesday, and fishermen have been told to stay at home."
)


@pytest.fixture
def written():
    """A stream to log into; what logging was before is put back."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in (*logs._QUIET, "telegram")}
    yield io.StringIO()
    root.handlers[:], level = before
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


@pytest.fixture
async def sandbox():
    async with Sandbox(token=TOKEN) as running:
        yield running


@pytest.fixture
def given(sandbox, tmp_path):
    return {
        "telegram_api_url": sandbox.url,
        "database_url": f"sqlite+aiosqlite:///{tmp_path}/clipping.sqlite3",
        "log_level": "DEBUG",
    }


async def answered(sandbox, user):
    """Waits for the bot's answer in a person's chat, over the control API."""
    url = f"{sandbox.url}/_control/chats/{user.id}/messages"
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(url) as response:
                messages = (await response.json())["result"]
            if any(message["from"]["is_bot"] for message in messages):
                return
            await asyncio.sleep(0.05)


async def test_a_run_with_failures_logs_neither_the_token_nor_an_article(sandbox, given, written):
    settings = load(bot_token=TOKEN, **given)
    logs.configure("DEBUG", secrets=[TOKEN], stream=written)
    ann = sandbox.state.add_user(first_name="Annabellina", username="ann_test", language_code="en")
    for order in (
        {"kind": "before", "method": "getMe", "times": 1},
        {"kind": "before", "method": "getUpdates", "times": 1},
        {"kind": "error", "method": "setMyCommands", "status": 401, "times": 1},
        {"kind": "error", "method": "sendChatAction", "status": 401, "times": 1},
    ):
        sandbox.faults.add(order)
    bot = await app.build(settings)
    try:
        await bot.start()
        sandbox.people.send({"user_id": ann.id, "text": ARTICLE})
        await answered(sandbox, ann)
    finally:
        await bot.stop()
    lines = written.getvalue()
    assert "telegram_unreachable" in lines
    assert "polling_failed" in lines
    assert "started bot=" in lines
    assert SECRET not in lines
    assert "harbour" not in lines
    assert ann.first_name not in lines


async def test_a_refused_token_is_in_no_log_and_no_error(sandbox, given, written):
    other = SECRET[::-1]
    settings = load(bot_token=f"110201543:{other}", **given)
    logs.configure("DEBUG", secrets=[f"110201543:{other}"], stream=written)
    bot = await app.build(settings)
    with pytest.raises(SettingsError, match="BOT_TOKEN") as caught:
        await bot.start()
    await bot.stop()
    assert other not in written.getvalue()
    assert other not in str(caught.value)


def test_the_token_is_hidden_in_words_arguments_and_tracebacks(written):
    logs.configure("INFO", secrets=[TOKEN], stream=written)
    logger = logging.getLogger("bot.test")
    logger.info("asked https://api.telegram.org/bot%s/getMe", TOKEN)
    logger.warning("asked %r", {"token": TOKEN, "half": SECRET})
    try:
        raise RuntimeError(f"no answer from /bot{TOKEN}/getMe")  # noqa: TRY301 - to have a traceback
    except RuntimeError:
        logger.exception("failed")
    lines = written.getvalue()
    assert SECRET not in lines
    assert lines.count("<token>") == 4
    assert "no answer from /bot<token>/getMe" in lines


def test_a_short_token_of_a_test_does_not_hide_ordinary_words(written):
    logs.configure("INFO", secrets=["4242:sandbox"], stream=written)
    logging.getLogger("bot.test").info("the sandbox has 4242:sandbox")
    assert written.getvalue().endswith("the sandbox has <token>\n")


def test_levels_below_the_chosen_one_and_chatty_libraries_are_left_out(written):
    logs.configure("INFO", stream=written)
    logging.getLogger("bot.test").debug("unseen")
    for name in (*logs._QUIET, "telegram.ext"):
        logging.getLogger(name).info("unseen")
    logging.getLogger("bot.test").info("event key=value")
    assert written.getvalue().endswith("INFO bot.test event key=value\n")
    assert "unseen" not in written.getvalue()


def test_configuring_again_replaces_the_first(written):
    first = io.StringIO()
    logs.configure("INFO", stream=first)
    logs.configure("INFO", stream=written)
    logging.getLogger("bot.test").info("once")
    assert first.getvalue() == ""
    assert written.getvalue().count("once") == 1
