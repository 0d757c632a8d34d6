import asyncio
import json
import os
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import summarizer
from bot.sandbox import Sandbox
from storage import open_store
from storage.models import DeliveryState, NewDelivery, Rule

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/venezuela-russia.txt"
TITLE = "Venezuela to expand cooperation with Russia in the military sphere"
TOKEN = "110201543:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"


@pytest.fixture
def clipping(tmp_path):
    """Runs a command in an empty folder with nothing set; gives its code, output and errors."""

    async def run(*arguments, given=None, out=asyncio.subprocess.PIPE, **environment):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=out,
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment},
        )
        said, errors = await child.communicate(given)
        assert b"Traceback" not in errors, errors.decode()
        return child.returncode, (said or b"").decode(), errors.decode()

    return run


@pytest.fixture
def database(tmp_path):
    return tmp_path / "data/clipping.sqlite3"


def lines(out):
    """What `check` says, by subject."""
    found = {}
    for line in out.splitlines():
        state, subject, words = line.split(maxsplit=2)
        found[subject] = (state, words)
    return found


async def test_summarize_shows_an_article_as_the_chat_would(clipping):
    code, out, errors = await clipping("summarize", str(GOLDEN))
    assert (code, errors) == (0, "")
    assert out.count(TITLE) == 1
    assert "Photo:" not in out
    assert "Read More" not in out
    assert "Nicolás Maduro\n" in out or "— Nicolás Maduro" in out


async def test_summarize_as_json_keeps_the_law_of_spans(clipping):
    code, out, _ = await clipping("summarize", "--json", "--sentences", "5", "-", given=GOLDEN.read_bytes())
    assert code == 0
    found = json.loads(out)
    text = found["text"]
    assert found["title"] == TITLE
    assert found["method"] == "editor"
    assert {each["voice"] for each in found["summary"]} <= {"own", "statement", "report"}
    assert found["gist"]["text"] == text[slice(*found["gist"]["span"].values())]
    assert len(found["gist"]["text"]) <= 280
    assert found["published"] == "2022-03-04"
    assert len(found["summary"]) == 5
    assert found["quotes"]
    assert {each["slug"] for each in found["topics"]} >= {"defence"}
    for each in (*found["topics"], *found["countries"]):
        assert each["evidence"]
        assert all(words in text for words in each["evidence"])
    for each in (*found["summary"], *found["quotes"]):
        assert text[each["span"]["start"] : each["span"]["end"]] == each["text"]


async def test_summarize_by_a_method(clipping):
    golden = GOLDEN.read_text(encoding="utf-8")
    expected = [each.text for each in summarizer.analyze(golden, sentences=2, method="lead").summary]
    command = ("summarize", "--sentences", "2", str(GOLDEN))
    code, out, _ = await clipping(*command, "--method", "Lead")
    assert code == 0
    assert all(f"{each}\n\n" in out for each in expected)
    code, out, _ = await clipping(*command, "--json", SUMMARY_METHOD="lead")
    assert code == 0
    found = json.loads(out)
    assert ([each["text"] for each in found["summary"]], found["method"]) == (expected, "lead")


async def test_summarize_by_a_method_that_there_is_not(clipping):
    code, out, errors = await clipping("summarize", "--method", "chatgpt", str(GOLDEN))
    assert (code, out) == (2, "")
    assert "there is no “chatgpt”" in errors
    assert all(name in errors for name in summarizer.METHODS)


@pytest.fixture
def own(tmp_path):
    """A file with a topic of the operator's own."""
    path = tmp_path / "own.toml"
    path.write_text(
        '[[topic]]\nslug = "lights"\nemoji = "🔦"\nnames.en = "Lights"\nwords.en = ["lighthouse*", "beacon*"]\n',
        encoding="utf-8",
    )
    return path


async def test_summarize_knows_the_operators_topics(clipping, own):
    own.with_name("article.txt").write_text(
        "Lighthouses of the coast get new lamps\n\nTwelve lighthouses between the cape and the bay get new lamps, the "
        "coast's keepers said on Tuesday. The first of the lighthouses, the Old Beacon, is lit in May."
    )
    command = ("summarize", "article.txt")
    code, out, errors = await clipping(*command, TOPICS_FILE="own.toml")
    assert (code, errors) == (0, "")
    assert "🔦 Lights" in out
    code, out, _ = await clipping(*command, "--json", TOPICS_FILE=str(own))
    assert code == 0
    found = {each["slug"]: each["evidence"] for each in json.loads(out)["topics"]}
    assert found["lights"][0] == "Lighthouses"
    code, out, _ = await clipping(*command)
    assert code == 0
    assert "🔦" not in out


@pytest.mark.parametrize("command", [("run",), ("try", "--port", "0"), ("summarize", str(GOLDEN))])
async def test_topics_that_cannot_be_used_stop_the_start_with_a_sentence(clipping, own, database, command):
    own.write_text('[[topic]]\nslug = "sport"\n')
    code, _, errors = await clipping(*command, BOT_TOKEN=TOKEN, TOPICS_FILE="own.toml")
    assert code == 2
    assert errors.startswith("clipping: TOPICS_FILE is not usable: own.toml: line 2, topic “sport”: ")
    assert len(errors.splitlines()) == 1
    assert not database.exists()


async def test_check_tells_what_is_wrong_with_the_topics(clipping, own):
    _, out, _ = await clipping("check", TOPICS_FILE="own.toml")
    state, words = lines(out)["topics"]
    assert (state, words.partition(", ")[2]) == ("ok", "1 added: lights")
    own.write_text(own.read_text() + 'examples.en = ["The council voted on the new bus lanes."]\n')
    _, out, _ = await clipping("check", TOPICS_FILE="own.toml")
    state, words = lines(out)["topics"]
    assert state == "PROBLEM"
    assert "new bus lanes" in words
    code, out, _ = await clipping("check", TOPICS_FILE="none.toml")
    assert (code, lines(out)["topics"][0]) == (1, "PROBLEM")
    assert "none.toml" in out


async def test_summarize_says_what_it_cannot_read(clipping, tmp_path):
    code, out, errors = await clipping("summarize", "no-such-file.txt")
    assert (code, out) == (2, "")
    assert "no-such-file.txt" in errors
    (tmp_path / "word.txt").write_text("Hello")
    code, out, errors = await clipping("summarize", "word.txt")
    assert (code, out) == (1, "")
    assert "only one word" in errors


@pytest.mark.parametrize(
    "arguments", [("summarize", str(GOLDEN)), ("summarize", "--json", str(GOLDEN)), ("check",)]
)
async def test_a_reader_who_has_seen_enough_is_no_mistake(clipping, arguments):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        code, _, errors = await clipping(*arguments, out=writer)
    finally:
        os.close(writer)
    assert (code, errors) == (int(arguments == ("check",)), ""), "check finds no token, whoever listens"


async def test_run_without_a_token_names_it(clipping):
    code, _, errors = await clipping("run")
    assert code == 2
    assert "BOT_TOKEN" in errors


async def test_a_wrong_setting_is_named_and_not_repeated(clipping):
    code, _, errors = await clipping("run", BOT_TOKEN="not-a-token-but-secret")
    assert code == 2
    assert "BOT_TOKEN is not usable" in errors
    assert "secret" not in errors


async def test_migrate_makes_the_database_and_check_finds_it(clipping, database):
    code, out, _ = await clipping("migrate")
    assert code == 0
    assert database.exists()
    assert out.startswith("The database is at schema ")
    code, out, _ = await clipping("check")
    assert code == 1
    found = lines(out)
    assert found["token"][0] == "PROBLEM"
    assert "@BotFather" in found["token"][1]
    assert found["database"][0] == found["zones"][0] == found["deliveries"][0] == "ok"


async def test_a_database_of_a_newer_version_is_left_alone(clipping, database):
    await clipping("migrate")
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    code, _, errors = await clipping("migrate")
    assert code == 2
    assert "9999" in errors
    code, out, _ = await clipping("check")
    assert code == 1
    assert lines(out)["database"][0] == "PROBLEM"
    assert "9999" in out


async def test_check_against_a_telegram_that_is_well(clipping):
    async with Sandbox(token=TOKEN) as sandbox:
        code, out, errors = await clipping("check", BOT_TOKEN=TOKEN, TELEGRAM_API_URL=sandbox.url)
        assert (code, errors) == (0, "")
        found = lines(out)
        assert {state for state, _ in found.values()} == {"ok"}
        assert set(found) == {"token", "clock", "zones", "topics", "database"}
        assert found["topics"][1].endswith("built in, none added")
        code, out, _ = await clipping("check", BOT_TOKEN=f"{TOKEN}x", TELEGRAM_API_URL=sandbox.url)
        assert code == 1
        assert "refused" in lines(out)["token"][1]
        assert TOKEN not in out


async def test_check_tells_of_deliveries_that_failed(clipping, database):
    database.parent.mkdir()
    store = await open_store(f"sqlite+aiosqlite:///{database}")
    now = datetime.now(UTC)
    later = now + timedelta(days=1)
    async with store.transaction() as tx:
        for chat_id, state in ((1, DeliveryState.UNKNOWN), (2, DeliveryState.DEAD)):
            await tx.chats.touch(chat_id, kind="private", now=now)
            kept = await tx.subscriptions.add(
                chat_id=chat_id,
                message_thread_id=None,
                user_id=chat_id,
                rule=Rule(),
                cut_seq=0,
                now=now,
                next_due_at=later,
            )
            run_id = await tx.deliveries.open_run(kept.id, now, now)
            part = NewDelivery(part=0, html="x", article_ids=(), deliver_by=later)
            await tx.deliveries.enqueue(
                run_id, chat_id=chat_id, message_thread_id=None, parts=[part], now=now
            )
            [row] = await tx.deliveries.claim(now, lease_until=later, limit=5)
            assert await tx.deliveries.begin(row.id, now, later)
            await tx.deliveries.finish(row.id, state, "answer lost")
    await store.close()
    code, out, _ = await clipping("check")
    assert code == 1
    state, words = lines(out)["deliveries"]
    assert state == "PROBLEM"
    assert words.startswith("0 waiting, 1 unknown, 1 given up")
