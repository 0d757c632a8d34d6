"""Digests ordered, moved, ended, and delivered once."""

from datetime import timedelta

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_everything_can_be_said_at_once(ann):
    answer = await ann.asks("/subscribe Venezuela, Cuba, defence 7pm 07:30 weekdays Europe/Madrid")
    assert "🇻🇪 Venezuela" in answer
    assert "🇨🇺 Cuba" in answer
    assert "Defence" in answer
    assert "07:30, 19:00 on weekdays (Europe/Madrid)" in answer
    assert "until you tell me yours" not in answer


async def test_the_same_wish_again_is_one_subscription(ann):
    await ann.says("/subscribe Chile 09:00")
    assert "already" in await ann.asks("/subscribe 🇨🇱 9am")
    assert (await ann.asks("/subscriptions")).count("Chile") == 1


async def test_the_menu(ann, labels_of):
    (menu,) = await ann.says("/subscribe")
    await ann.taps(menu, "Countries")
    countries = ann.heard[-1]
    await ann.taps(countries, "Ukraine")
    assert "Subscribed: 🇺🇦 Ukraine" in ann.heard[-1]["text"]
    await ann.taps(countries, "Topics")
    topics = ann.heard[-1]
    topic = labels_of(topics)[0]
    await ann.taps(topics, topic)
    assert f"Subscribed: {topic}" in ann.heard[-1]["text"]


async def test_another_time_redraws_the_confirmation(ann, labels_of):
    (confirmation,) = await ann.says("/subscribe Kenya 09:00")
    assert "until you tell me yours" in confirmation["text"]
    await ann.taps(confirmation, "21:00")
    assert "21:00 every day (UTC)" in confirmation["text"]
    assert "21:00" not in labels_of(confirmation)
    assert "21:00 every day" in await ann.asks("/subscriptions")


async def test_the_zone_moves_what_is_subscribed(ann, labels_of):
    (confirmation,) = await ann.says("/subscribe Kenya 09:00")
    await ann.taps(confirmation, "Time zone")
    zones = ann.heard[-1]
    assert any("Caracas" in each for each in labels_of(zones))
    await ann.taps(zones, "Tokyo")
    answer = ann.heard[-1]["text"]
    assert "Asia/Tokyo" in answer
    assert "09:00" in answer
    assert "09:00 every day (Asia/Tokyo)" in await ann.asks("/subscriptions")
    assert "Europe/Lisbon" in await ann.asks("/timezone Lisbon")


async def test_ways_out(ann):
    await ann.says("/subscribe Kenya 09:00")
    await ann.says("/subscribe Norway 09:00")
    await ann.says("/subscribe Sweden 09:00")
    assert "No more digests about 🇳🇴 Norway" in await ann.asks("/unsubscribe Norway")
    (listed,) = await ann.says("/unsubscribe")
    await ann.taps(listed, "Kenya")
    assert "No more digests about 🇰🇪 Kenya" in ann.heard[-1]["text"]
    gone = await ann.taps(listed, "Kenya")
    assert not gone.show_alert  # a second tap is no mistake
    assert "ended already" in gone.text
    assert "Sweden" in await ann.asks("/unsubscribe")
    assert "No subscriptions yet" in await ann.asks("/unsubscribe")


async def test_a_name_is_taken_out_of_a_digest_that_is_about_more(ann, labels_of):
    await ann.says("/subscribe Latin America, Brazil, defence 09:00")
    before = (await ann.asks("/subscriptions")).partition("Next:")[2]
    (answer,) = await ann.says("/unsubscribe brasil")
    assert "No more 🇧🇷 Brazil. This digest goes on: " in answer["text"]
    assert any("Unsubscribe" in each for each in labels_of(answer))
    listed = await ann.asks("/subscriptions")
    assert "Brazil" not in listed
    assert "Latin America · 🪖 Defence" in listed
    assert listed.partition("Next:")[2] == before
    assert "no digest about that" in await ann.asks("/unsubscribe Brazil")
    # Without the topic it would be about all that happens there.
    assert "No more digests about" in await ann.asks("/unsubscribe defence")
    assert "No subscriptions yet" in await ann.asks("/subscriptions")


async def test_what_is_unknown_is_looked_for_among_the_digests_there_are(ann):
    await ann.says("/subscribe Austria 09:00")
    answer = await ann.asks("/unsubscribe wine")
    assert "“wine”. /subscriptions shows what you have" in answer
    assert "Austria" not in answer


async def test_unsubscribe_from_everything(ann):
    await ann.says("/subscribe Kenya 09:00")
    await ann.says("/subscribe everything 18:00")
    assert len(await ann.says("/unsubscribe all")) == 2
    assert "No subscriptions yet" in await ann.asks("/subscriptions")


async def test_someone_elses_subscription_cannot_be_touched(ann, ben):
    (confirmation,) = await ann.says("/subscribe Kenya 09:00")
    data = [
        button["callback_data"] for row in confirmation["reply_markup"]["inline_keyboard"] for button in row
    ]
    (message,) = await ben.says("/start")
    for each in data:
        version, verb, _, *fields = each.split(":")
        if verb in {"h", "u"}:
            tap = await ben.forges(message, ":".join([version, verb, "0", *fields]))
            assert "no longer works" in tap.text
    assert "09:00" in await ann.asks("/subscriptions")


async def test_there_is_an_end_to_it(ann):
    for hour in range(20):
        assert "Subscribed" in await ann.asks(f"/subscribe Kenya {hour:02}:00")
    assert "most a chat can have" in await ann.asks("/subscribe Kenya 20:00")
    assert "already" in await ann.asks("/subscribe Kenya 19:00")
    assert len(await ann.says("/unsubscribe Kenya")) == 20


async def test_a_digest_comes_once_at_its_minute(world, ann, ben, write):
    words = write("Bolivia", "La Paz")
    title = words.partition("\n")[0]
    await ann.says(words)
    await ben.says("/timezone America/Caracas")
    due = world.sandbox.clock.now() - timedelta(hours=4) + timedelta(minutes=1)
    answer = await ben.asks(f"/subscribe Bolivia {due:%H:%M}")
    assert f"{due:%H:%M} every day (America/Caracas)" in answer
    before = len(ben.heard)
    await world.pass_time(seconds=60)
    (digest,) = ben.heard[before:]
    assert "Your digest" in digest["text"]
    assert f"1. {title}" in digest["text"]
    assert "message_thread_id" not in digest
    await ben.taps(digest, "1")
    assert ben.heard[-1]["text"].startswith(title)
    told = len(ben.heard)
    await world.pass_time(hours=1)
    await world.pass_time(hours=24)
    assert len(ben.heard) == told
    assert "Nothing new" in await ben.asks("/digest")


async def test_the_next_digest_has_what_came_since(world, ann, ben, write):
    await ben.says("/subscribe Uruguay 09:00")
    first, second = write("Uruguay", "Montevideo", "canal"), write("Uruguay", "Montevideo", "museum")
    await ann.says(first)
    assert first.partition("\n")[0] in await ben.asks("/digest")
    await ann.says(second)
    before = len(ben.heard)
    await world.pass_time(hours=24)
    (digest,) = ben.heard[before:]
    assert second.partition("\n")[0] in digest["text"]
    assert first.partition("\n")[0] not in digest["text"]


async def test_nothing_is_sent_to_who_blocked_the_bot(world, ann, ben, write):
    await ben.says("/subscribe Panama 09:00")
    await ann.says(write("Panama", "Panama City"))
    world.sandbox.people.act({"act": "block", "user_id": ben.id})
    await world.settle()
    before = len(ben.heard)
    requests = len(world.sandbox.journal.after(0))
    await world.pass_time(hours=24)
    assert len(ben.heard) == before
    assert [e for e in world.sandbox.journal.after(requests) if e["chat_id"] == ben.chat] == []
    world.sandbox.people.act({"act": "unblock", "user_id": ben.id})
    await world.settle()
    assert len(ben.heard) == before + 1, "what was missed comes when the way is open again"
    await ann.says(write("Panama", "Panama City", "lighthouse"))
    await world.pass_time(hours=24)
    assert len(ben.heard) == before + 2
    assert "lighthouse" in ben.heard[-1]["text"]


async def test_a_digest_meets_a_block_nobody_told_of(world, ann, ben, write):
    await ben.says("/subscribe Honduras 09:00")
    await ann.says(write("Honduras", "Tegucigalpa"))
    world.fault(
        "error", chat_id=ben.chat, status=403, description="Forbidden: bot was blocked by the user", times=1
    )
    before = len(ben.heard)
    await world.pass_time(hours=24)
    async with world.app._store.snapshot() as tx:
        assert (await tx.chats.get(ben.chat)).state == "suspended"
    assert len(ben.heard) == before
    await ben.says("/start")
    async with world.app._store.snapshot() as tx:
        assert (await tx.chats.get(ben.chat)).state == "active"
