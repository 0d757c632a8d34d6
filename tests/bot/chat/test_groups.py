"""The bot among several people: who may decide, what is not its business, forums, and groups that move."""

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def desk(world, ann, ben):
    """A group that Ann owns: Ann in it, Ben in it."""
    chat = world.group(ann, ben)
    return ann.within(chat), ben.within(chat)


@pytest.mark.parametrize(
    "command", ["/subscribe Ghana 08:00", "/unsubscribe", "/timezone Accra", "/forget", "/unsubscribe Ghana"]
)
async def test_only_administrators_decide(desk, command):
    _, ben = desk
    assert "only administrators" in await ben.asks(command)


async def test_an_administrator_subscribes(desk):
    ann, ben = desk
    answer = await ann.says("/subscribe Ghana 08:00")
    assert "Subscribed: 🇬🇭 Ghana" in answer[0]["text"]
    assert answer[0]["reply_to_message"]["from"]["id"] == ann.id
    assert "Ghana" in await ben.asks("/subscriptions")
    ben.world.sandbox.people.act({"act": "promote", "chat_id": ben.chat, "user_id": ben.id})
    assert "No more digests" in await ben.asks("/unsubscribe Ghana")


async def test_buttons_belong_to_whom_they_were_made_for(desk):
    ann, ben = desk
    (confirmation,) = await ann.says("/subscribe Ghana 08:00")
    refused = await ben.taps(confirmation, "Unsubscribe")
    assert refused.show_alert
    assert "somebody else" in refused.text
    await ann.taps(confirmation, "Unsubscribe")
    assert "No more digests" in ann.heard[-1]["text"]


async def test_a_forged_owner_does_not_make_an_administrator(desk):
    ann, ben = desk
    (panel,) = await ann.says("/settings")
    for data in ("1:d:0:1", "1:n:0:1", "1:x:0:1", "1:t:0:country:GH", "1:z:0:Asia/Tokyo"):
        tap = await ben.forges(panel, data)
        assert "only administrators" in tap.text
    assert "may appear" in panel["text"]


async def test_plain_talk_is_not_the_bots_business(desk, write):
    ann, ben = desk
    assert await ann.says("Good morning, everybody!") == []
    assert await ben.says(write("Ghana", "Accra")) == []
    assert await ben.says("/roll 6") == []


async def test_summarize_as_a_reply(desk, write):
    ann, ben = desk
    words = write("Ghana", "Accra", "mill")
    (asked,) = ben.post(words)
    (answer,) = await ann.says("/summarize@clipping_sandbox_bot", reply_to_message_id=asked["message_id"])
    assert answer["text"].startswith(words.partition("\n")[0])
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    (quotes,) = await ben.says("/quotes", reply_to_message_id=asked["message_id"])
    assert "Maria Lopez" in quotes["text"]


async def test_summarize_what_the_bot_said(desk, write):
    ann, ben = desk
    (summary,) = await ann.says("/summarize " + write("Ghana", "Accra", "well"))
    (again,) = await ben.says("/summarize", reply_to_message_id=summary["message_id"])
    assert again["text"] == summary["text"]
    (other,) = await ann.says("/privacy")
    refused = await ben.asks("/summarize", reply_to_message_id=other["message_id"])
    assert "no article in that message" in refused


async def test_a_group_keeps_an_article_private_by_whoever_sent_it(desk, write):
    ann, ben = desk
    words = write("Benin", "Cotonou")
    title = words.partition("\n")[0]
    (answer,) = await ben.says(f"/summarize {words}")
    assert (await ben.taps(answer, "Shared")).text == "Only this chat sees it now."
    assert title in await ann.asks("/latest Benin")
    assert title not in await ann.within(ann.id).asks("/latest Benin")


async def test_a_digest_goes_to_the_topic_it_was_ordered_in(world, ann, ben, write):
    forum = ann.within(world.group(ann, ben, kind="supergroup", is_forum=True))
    (answer,) = await forum.says("/subscribe Zambia 09:00", message_thread_id=5)
    assert answer["message_thread_id"] == 5
    await ben.says(write("Zambia", "Lusaka"))
    before = len(forum.heard)
    await world.pass_time(hours=24)
    (digest,) = forum.heard[before:]
    assert digest["message_thread_id"] == 5
    tap = await ben.within(forum.chat).taps(digest, "1")
    assert not tap.show_alert
    assert "Zambia" in forum.heard[-1]["text"]


async def test_a_tap_is_never_the_chats_own_word(world, ann, ben):
    """Where the bot's message is posted in the chat's name, a tap on it is still that of a person."""
    channel = world.group(ann, ben, kind="channel")
    await world.app._application.bot.send_message(channel, "Hello")
    (panel,) = world.sandbox.state.chats[channel].messages.values()
    assert panel["sender_chat"]["id"] == channel, "or this test proves nothing"
    for data in ("1:d:0:1", "1:n:0:1", "1:x:0:1", "1:t:0:country:GH", "1:z:0:Asia/Tokyo", "1:w:0:lsa"):
        tap = await ben.within(channel).forges(panel, data)
        assert "only administrators" in tap.text
    assert panel["text"] == "Hello"
    await ann.within(channel).forges(panel, "1:m:0:settings")
    assert panel["text"].startswith("⚙️ Settings")


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_becomes_a_supergroup_keeps_its_digests(world, desk, write, told):
    ann, ben = desk
    country, capital = ("Malawi", "Lilongwe") if told else ("Rwanda", "Kigali")
    await ann.says(f"/subscribe {country} 09:00")
    words = write(country, capital)
    await ben.within(ben.id).says(words)
    shape = world.sandbox.people.act({"act": "migrate", "chat_id": ann.chat})
    if not told:
        world.sandbox.state.updates.clear()
    await world.settle()
    moved = ann.within(shape["id"])
    before = len(moved.heard)
    await world.pass_time(hours=24)
    (digest,) = moved.heard[before:]
    assert words.partition("\n")[0] in digest["text"]
    assert country in await moved.asks("/subscriptions")


async def test_removed_and_added_again(world, desk, write):
    ann, ben = desk
    await ann.says("/subscribe Lesotho 09:00")
    world.sandbox.people.act({"act": "kick", "chat_id": ann.chat})
    await world.settle()
    await ben.within(ben.id).says(write("Lesotho", "Maseru"))
    before = len(ann.heard)
    await world.pass_time(hours=24)
    assert len(ann.heard) == before
    world.sandbox.people.act({"act": "add", "chat_id": ann.chat})
    await world.settle()
    assert "Lesotho" in await ann.asks("/subscriptions")
