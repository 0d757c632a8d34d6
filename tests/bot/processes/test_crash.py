"""kill -9 in the middle of a broadcast: nobody is left out, and a second copy only where an answer was lost."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import open_store
from storage.models import NewArticle, Rule, SummarySentence, Tag, TagKind

RECIPIENTS = 200
BEFORE_THE_KILL = 60  # messages


@pytest.mark.timeout(300)
async def test_nobody_misses_a_digest_when_the_bot_is_killed_while_sending(telegram, bot, tmp_path):
    control, _ = telegram
    readers = [await control.user(f"Reader {number}") for number in range(RECIPIENTS)]
    path = tmp_path / "clipping.sqlite3"
    await _subscribe_all(f"sqlite+aiosqlite:///{path}", readers)
    # Answers take a while, so that some are on their way when the process dies.
    await control("faults", {"kind": "latency", "method": "sendMessage", "seconds": 0.2, "times": 10_000})

    await bot.start()
    await _until_sent(control, BEFORE_THE_KILL, 90)
    await bot.kill()
    in_doubt = _chats_in_state(path, "sending")
    assert len(await control.copies()) < RECIPIENTS, "the kill came too late to prove anything"

    await bot.start()
    # What was being sent is taken up when its lease of a minute has run out.
    await _until_settled(path, 150)

    copies = await control.copies()
    assert set(copies) == set(readers), "somebody was left out"
    twice = {chat for chat, count in copies.items() if count > 1}
    assert max(copies.values()) <= 2
    assert twice <= in_doubt, "a second copy although the answer had been noted"


async def _subscribe_all(url: str, readers: list[int]) -> None:
    """All readers due a minute ago, with one article to tell them about."""
    now = datetime.now(UTC)
    text = "The parliament of Venezuela passed the budget on Monday."
    article = NewArticle(
        key="text:budget",
        url=None,
        title="Budget passed",
        byline=None,
        outlet="The Wire",
        published=None,
        language="en",
        text=text,
        words=9,
        sentences=(SummarySentence(start=0, end=len(text), rank=0),),
        tags=(Tag(kind=TagKind.COUNTRY, value="VE", score=1.0, salience="primary"),),
    )
    store = await open_store(url)
    async with store.transaction() as tx:
        for reader in readers:
            await tx.chats.touch(reader, kind="private", now=now)
            await tx.subscriptions.add(
                chat_id=reader,
                message_thread_id=None,
                user_id=reader,
                rule=Rule(countries=("VE",), times=("08:00",)),
                cut_seq=0,
                now=now,
                next_due_at=now - timedelta(minutes=1),
            )
        kept, _ = await tx.articles.add(article, now)
        await tx.articles.submit(kept.id, chat_id=readers[0], user_id=readers[0], private=False, now=now)
    await store.close()


def _chats_in_state(path: Path, state: str) -> set[int]:
    connection = sqlite3.connect(path)
    try:
        return {
            chat for (chat,) in connection.execute("SELECT chat_id FROM outbox WHERE state = ?", (state,))
        }
    finally:
        connection.close()


async def _until_sent(control, count: int, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while sum((await control.copies()).values()) < count:
            await asyncio.sleep(0.05)


async def _until_settled(path: Path, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while any(_chats_in_state(path, state) for state in ("new", "claimed", "sending")):
            await asyncio.sleep(0.5)
