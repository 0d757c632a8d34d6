"""The main job between real processes on the real clock: an article in, a summary out, a digest once."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

ARTICLE = (Path(__file__).parents[2] / "golden" / "venezuela-russia.txt").read_text(encoding="utf-8")
TITLE = "Venezuela to expand cooperation with Russia in the military sphere"


@pytest.mark.timeout(300)
async def test_an_article_is_summarised_and_reaches_a_second_reader_once(telegram, bot, until):
    control, _ = telegram
    ana, ben = await control.user("Ana"), await control.user("Ben")
    await bot.start()

    await control.send(ana, ARTICLE)
    summary = (await until(lambda: control.answers(ana), 90))[0]
    assert summary.count(TITLE) == 1
    assert "Photo:" not in summary
    assert "Read More" not in summary
    assert "🇻🇪" in summary
    assert "🇷🇺" in summary
    assert "Defence" in summary
    assert "Venezuela’s Nicolás Maduro\n“" in summary

    # A minute that has just begun leaves time for the subscription to arrive before it is due.
    if datetime.now(UTC).second > 50:
        await asyncio.sleep(11)
    soon = datetime.now(ZoneInfo("America/Caracas")) + timedelta(minutes=1)
    await control.send(ben, f"/subscribe Venezuela {soon:%H:%M} America/Caracas")
    assert "Venezuela" in (await until(lambda: control.answers(ben), 30))[0]

    async def digests() -> list[str]:
        return [each for each in await control.answers(ben) if "Your digest" in each]

    digest = await until(digests, 90)
    assert len(digest) == 1
    assert TITLE in digest[0]

    assert await bot.terminate() == 0
    await bot.start()
    await until(lambda: _started(bot, 2), 60)
    await control.send(ben, "/subscriptions")  # answered by the new process, so its first ticks have run
    await until(lambda: _contains(control, ben, "Your subscriptions"), 30)
    assert len(await digests()) == 1
    assert not re.search(r"sandbox-in-a-process", bot.output())


async def _started(bot, times) -> bool:
    return bot.output().count("started bot=") >= times


async def _contains(control, user_id, words) -> bool:
    return any(words in each for each in await control.answers(user_id))
