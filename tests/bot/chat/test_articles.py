"""From an article somebody sends to the summary they read, its buttons, and who else may see it."""

import re

import pytest
from telegram import Bot

from bot.chat.commands import COMMANDS

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_welcome_says_what_to_do(ann):
    answer = await ann.asks("/start")
    assert "/subscribe" in answer
    assert "/help" in answer


async def test_help_names_every_command(ann):
    answer = await ann.asks("/help")
    assert [name for name in COMMANDS if f"/{name.name}" not in answer] == []


async def test_the_menu_of_commands_is_the_one_in_help(world):
    sandbox = world.sandbox
    async with Bot(sandbox.token, base_url=f"{sandbox.url}/bot") as asked:
        menu = await asked.get_my_commands()
    assert [each.command for each in menu] == [each.name for each in COMMANDS]
    assert all(each.description for each in menu)


async def test_the_seed_article(ann, seed, labels_of, quotes_of):
    (answer,) = await ann.says(seed)
    text = answer["text"]
    assert text.count("Venezuela to expand cooperation with Russia in the military sphere") == 1
    assert "Photo:" not in text
    assert "Read More" not in text
    assert "🇻🇪 Venezuela" in text
    assert "🇷🇺 Russia" in text
    assert "Defen" in text.split("\n\n")[0]
    quotes = quotes_of(answer)
    assert quotes
    assert all("Nicolás Maduro" in each for each in quotes)
    assert all(re.search("“(.+)”", each, re.DOTALL)[1] in seed for each in quotes)
    _, *body = text.split("\n\n")
    sentences = [each for each in body if each not in quotes]
    assert len(sentences) == 3
    assert all(each.removeprefix("🗣 ").removeprefix("📰 ") in seed for each in sentences)
    assert [each.split()[1] for each in labels_of(answer)] == [
        "Shorter",
        "Longer",
        "Tags",
        "All",
        "Subscribe…",
        "Shared",
    ]


async def test_shorter_and_longer_redraw_the_same_message(ann, seed):
    (answer,) = await ann.says(seed)
    before = answer["text"]
    assert not (await ann.taps(answer, "Longer")).show_alert
    longer = answer["text"]
    assert len(longer) > len(before)
    await ann.taps(answer, "Shorter")
    await ann.taps(answer, "Shorter")
    assert len(answer["text"]) < len(before)
    assert answer["edit_date"]
    assert len(ann.heard) == 1


async def test_all_quotes_by_button_and_by_command(ann, seed, quotes_of):
    assert "Send me one first" in await ann.asks("/quotes")
    (answer,) = await ann.says(seed)
    await ann.taps(answer, "All quotes")
    by_button = ann.heard[-1]
    assert len(quotes_of(by_button)) >= 3
    assert "NATO" in by_button["text"]
    assert await ann.asks("/quotes") == by_button["text"]
    await ann.says(seed)
    assert await ann.asks("/quotes", reply_to_message_id=answer["message_id"]) == by_button["text"]
    refusal = await ann.asks("/quotes", reply_to_message_id=1)
    assert "no article in that message" in refusal


async def test_quotes_of_a_message_that_was_an_article(ann, seed):
    ann.post("hello")
    (asked, *_), _ = ann.post(seed), await ann.world.settle()
    assert "NATO" in await ann.asks("/quotes", reply_to_message_id=asked["message_id"])


async def test_subscribe_under_an_article(ann, seed, labels_of):
    (answer,) = await ann.says(seed)
    await ann.taps(answer, "Subscribe…")
    choice = ann.heard[-1]
    assert {"🇻🇪 Venezuela", "🇷🇺 Russia"} <= set(labels_of(choice))
    await ann.taps(choice, "Venezuela")
    assert "Subscribed: 🇻🇪 Venezuela" in ann.heard[-1]["text"]
    await ann.taps(choice, "Venezuela")
    assert "already" in ann.heard[-1]["text"]
    assert (await ann.asks("/subscriptions")).count("Venezuela") == 1


async def test_a_private_article_stays_with_its_chat(ann, ben, write, labels_of):
    words = write("Iceland", "Reykjavik")
    title = words.partition("\n")[0]
    (answer,) = await ann.says(words)
    await ben.says("/subscribe Iceland 08:00")
    toast = await ann.taps(answer, "Shared")
    assert toast.text == "Only this chat sees it now."
    assert any("Private" in each for each in labels_of(answer))
    assert title in await ann.asks("/latest Iceland")
    assert title not in await ben.asks("/latest Iceland")
    assert "Nothing new" in await ben.asks("/digest")
    await ann.taps(answer, "Private")
    assert title in await ben.asks("/latest Iceland")
    assert title in await ben.asks("/digest")
    assert "Nothing new" in await ben.asks("/digest")


async def test_private_by_default(ann, ben, write, labels_of):
    (panel,) = await ann.says("/settings")
    assert "may appear in other people's digests" in panel["text"]
    await ann.taps(panel, "New articles")
    assert "Articles sent here stay here" in panel["text"]
    words = write("Malta", "Valletta")
    title = words.partition("\n")[0]
    (answer,) = await ann.says(words)
    assert any("Private" in each for each in labels_of(answer))
    assert title not in await ben.asks("/latest Malta")
    # Whoever sends the same text shares it for himself.
    await ben.says(words)
    assert title in await ben.asks("/latest Malta")


async def test_the_chosen_length_is_kept(ann, write, quotes_of):
    (panel,) = await ann.says("/settings")
    await ann.taps(panel, "1")
    assert "one sentence" in panel["text"]
    (answer,) = await ann.says(write("Fiji", "Suva"))
    _, *body = answer["text"].split("\n\n")
    assert len([each for each in body if each not in quotes_of(answer)]) == 1
    unknown = await ann.forges(panel, "1:n:0:4")
    assert "no longer works" in unknown.text


async def test_the_latest_articles_open_by_number(ann, write):
    for _ in range(2):
        await ann.says(write("Samoa", "Apia", "ferry"))
    (listed,) = await ann.says("/latest Samoa")
    assert "The latest 2 articles" in listed["text"]
    first = next(line for line in listed["text"].splitlines() if line.startswith("1. "))
    await ann.taps(listed, "1")
    assert ann.heard[-1]["text"].startswith(first.removeprefix("1. "))


async def test_forget_asks_and_then_deletes_everything(ann, ben, write):
    words = write("Tonga", "Nukuʻalofa")
    await ann.says(words)
    await ann.says("/subscribe Tonga 08:00")
    assert "Tonga" in await ben.asks("/latest Tonga")
    (question,) = await ann.says("/forget")
    await ann.taps(question, "No, keep it")
    assert question["text"] == "Nothing was deleted."
    assert "Tonga" in await ann.asks("/subscriptions")
    (question,) = await ann.says("/forget")
    await ann.taps(question, "Yes")
    assert "Everything of this chat is deleted" in question["text"]
    async with ann.world.app._store.snapshot() as tx:
        assert await tx.chats.get(ann.chat) is None
        assert await tx.subscriptions.of_chat(ann.chat) == []
        assert await tx.articles.last_of(ann.chat) is None
    assert "Nothing about 🇹🇴 Tonga" in await ben.asks("/latest Tonga")
    assert "No subscriptions yet" in await ann.asks("/subscriptions")


async def test_an_article_of_two_stays_when_one_forgets(ann, ben, write):
    words = write("Nauru", "Yaren")
    await ann.says(words)
    (answer,) = await ben.says(words)
    (question,) = await ann.says("/forget")
    await ann.taps(question, "Yes")
    assert "Nauru" in await ben.asks("/latest Nauru")
    assert not (await ben.taps(answer, "Longer")).show_alert


async def test_privacy_says_how_to_delete(ann):
    assert "/forget" in await ann.asks("/privacy")
