"""What people see of a bad connection to Telegram: their answer, perhaps later, perhaps twice, never not at all."""

import pytest
from telegram import Update

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def take_up(world):
    """What the inbox tick does every half minute."""

    async def run() -> None:
        await world.app._queue.take_up(world.app._application.bot)
        await world.settle()

    return run


async def test_an_answer_that_never_left_is_sent_later(world, ann, take_up):
    world.fault("before", times=1, chat_id=ann.chat)
    ann.post("/start")
    await world.settle(until_left=True)
    assert ann.heard == []
    await take_up()
    assert "I clip the news" in ann.heard[-1]["text"]
    assert len(ann.heard) == 1


async def test_an_answer_whose_receipt_was_lost_comes_at_most_twice(world, ann, take_up):
    world.fault("after_close", times=1, chat_id=ann.chat)
    ann.post("/start")
    await world.settle(until_left=True)
    assert len(ann.heard) == 1
    await take_up()
    await take_up()
    assert [each["text"] for each in ann.heard] == [ann.heard[0]["text"]] * 2


async def test_a_flood_is_waited_for(world, ann):
    world.fault("flood", times=1, chat_id=ann.chat, seconds=1)
    assert "I clip the news" in await ann.asks("/start")


async def test_an_article_survives_a_bad_minute(world, ann, write, take_up):
    words = write("Angola", "Luanda")
    world.fault("error", times=1, chat_id=ann.chat, status=502, description="Bad Gateway")
    ann.post(words)
    await world.settle(until_left=True)
    await take_up()
    assert ann.heard[-1]["text"].startswith(words.partition("\n")[0])
    assert (await ann.asks("/latest Angola")).count("1. ") == 1


async def test_what_was_held_back_waits_for_a_better_moment(world, ann, ben, write):
    words = write("Guyana", "Georgetown")
    origin = {"type": "hidden_user", "sender_user_name": "Somebody"}
    world.fault("error", chat_id=ann.chat, status=502, description="Bad Gateway")
    ann.post(words, forward_origin=origin)
    await world.until(lambda: world.requests("sendMessage", ann.chat))
    ben.post(words, forward_origin=origin)
    await world.until(lambda: ben.heard)
    assert len(world.requests("sendMessage", ann.chat)) == 1, "a bad moment is not made worse"
    world.sandbox.faults.clear()
    await world.pass_time(seconds=31)
    (answer,) = ann.heard
    assert answer["text"].startswith(words.partition("\n")[0])


async def test_an_apology_when_telegram_refuses_what_we_say(world, ann):
    world.fault(
        "error", times=1, chat_id=ann.chat, status=400, description="Bad Request: can't parse entities"
    )
    assert "something went wrong on my side" in await ann.asks("/start")


async def test_an_answer_to_somebody_who_has_left(world, ann):
    world.fault(
        "error", times=1, chat_id=ann.chat, status=403, description="Forbidden: bot was blocked by the user"
    )
    assert await ann.says("/start") == []


async def test_an_old_button_of_a_message_that_is_gone(world, ann):
    (message,) = await ann.says("/settings")
    tap = world.sandbox.people.tap(
        {"user_id": ann.id, "chat_id": ann.chat, "message_id": message["message_id"], "data": "1:d:0:1"}
    )
    world.sandbox.people.delete({"user_id": ann.id, "chat_id": ann.chat, "message_id": message["message_id"]})
    await world.settle()
    assert tap.answered


async def test_a_message_telegram_no_longer_shows(world, ann):
    (message,) = await ann.says("/settings")
    tap = world.sandbox.state.tap(
        world.sandbox.state.users[ann.id], {"message_id": message["message_id"], "chat": message["chat"]}, ""
    )
    update = world.sandbox.state.updates.pending()[-1]
    update["callback_query"]["message"] |= {"date": 0}
    await world.settle()
    assert tap.show_alert
    assert "no longer works" in tap.text


async def test_an_update_that_comes_again_is_handled_once(world, ann):
    ann.post("/start")
    again = dict(world.sandbox.state.updates.pending()[-1])
    await world.settle()
    await world.app._queue.put(Update.de_json(again, world.app._application.bot))
    await world.settle()
    assert len(ann.heard) == 1


async def test_updates_of_one_chat_are_answered_in_order(world, ann):
    world.fault("latency", times=1, chat_id=ann.chat, seconds=0.3)
    for each in ("/start", "/privacy", "/digest"):
        ann.post(each)
    await world.settle()
    first, second, third = (each["text"] for each in ann.heard)
    assert "clip the news" in first
    assert "What I keep" in second
    assert "follow nothing" in third


async def test_other_kinds_of_updates_do_no_harm(world, ann):
    choice = {
        "id": "1",
        "poll_id": "1",
        "user": {"id": 1, "is_bot": False, "first_name": "X"},
        "option_ids": [],
    }
    world.sandbox.state.updates.put({"poll_answer": choice | {"option_persistent_ids": []}})
    world.sandbox.state.updates.put({})
    assert "clip the news" in await ann.asks("/start")
