"""What people do, and what the bot hears of it."""

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import ControlError
from bot.sandbox.people import LONGEST_MESSAGE, split


async def kinds(ptb):
    """The kinds of the updates that wait, which are thereby read."""
    updates = await ptb.get_updates()
    if updates:
        await ptb.get_updates(offset=updates[-1].update_id + 1)
    return [next(key for key in update.to_dict() if key != "update_id") for update in updates]


async def heard(ptb):
    """The one update that waits, which is thereby read."""
    (update,) = await ptb.get_updates()
    await ptb.get_updates(offset=update.update_id + 1)
    return update


# --- writing ---------------------------------------------------------------------------------------------------------


async def test_typed_text_gets_entities(ptb, ann, control):
    sent = await control.post("send", user_id=ann.id, text=" /sub@x_bot climate https://example.com/a. ")
    assert [(e["type"], e["offset"], e["length"]) for e in sent[0]["entities"]] == [
        ("bot_command", 0, 10),
        ("url", 19, 21),
    ]
    message = (await heard(ptb)).message
    assert (message.text, message.chat.id) == ("/sub@x_bot climate https://example.com/a.", ann.id)
    assert message.from_user.language_code == "en"


async def test_forwards_carry_their_origin(ptb, ann, control):
    channel = {"id": -1001234, "type": "channel", "title": "Wire", "username": "wire"}
    origin = {
        "type": "channel",
        "chat": channel,
        "message_id": 12,
        "date": 1700000000,
        "author_signature": "desk",
    }
    entities = [{"type": "bold", "offset": 0, "length": 4}]
    await control.post("send", user_id=ann.id, text="News", entities=entities, forward_origin=origin)
    message = (await heard(ptb)).message
    assert (message.forward_origin.chat.title, message.forward_origin.message_id) == ("Wire", 12)
    assert message.forward_origin.date.year == 2023
    assert message.entities[0].type == "bold"
    for kind in (
        {"type": "user", "sender_user": {"id": 5, "is_bot": False, "first_name": "Eve"}},
        {"type": "hidden_user", "sender_user_name": "Eve"},
        {"type": "chat", "sender_chat": channel},
    ):
        await control.post("send", user_id=ann.id, text="x", forward_origin=kind)
        assert (await heard(ptb)).message.forward_origin.type == kind["type"]
    assert "needs a type" in await control.refused("send", user_id=ann.id, text="x", forward_origin={"a": 1})


async def test_long_texts_come_in_several_messages(ptb, ann, control):
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 80 for number in range(30))
    sent = await control.post("send", user_id=ann.id, text=text)
    assert len(sent) == len(await ptb.get_updates()) > 2
    assert [message["message_id"] for message in sent] == list(range(1, len(sent) + 1))
    assert all(message["text"].startswith("Paragraph") for message in sent)
    assert " ".join(" ".join(message["text"] for message in sent).split()) == " ".join(text.split())


@given(st.text(st.sampled_from("ab .\n😀é"), max_size=60).map(lambda text: text * 300))
def test_pieces_make_the_whole_and_fit(text):
    length = utf16_length(text)
    entities = [{"type": "bold", "offset": 0, "length": length}] if text else []
    pieces = split(text, entities)
    assert "".join(piece for piece, _ in pieces) == text
    for piece, kept in pieces:
        assert 0 < utf16_length(piece) <= LONGEST_MESSAGE
        assert kept == [{"type": "bold", "offset": 0, "length": utf16_length(piece)}]


async def test_replies_edits_and_deletions(ptb, ann, sandbox, control):
    question = await ptb.send_message(ann.id, "When?")
    sent = await control.post("send", user_id=ann.id, text="08:00", reply_to_message_id=question.message_id)
    assert (await heard(ptb)).message.reply_to_message.text == "When?"
    sandbox.clock.advance(10)
    number = sent[0]["message_id"]
    await control.post("edit", user_id=ann.id, message_id=number, text="/set 09:00")
    edited = (await heard(ptb)).edited_message
    assert (edited.text, edited.entities[0].type, edited.message_id) == ("/set 09:00", "bot_command", number)
    assert "own" in await control.refused("edit", user_id=ann.id, message_id=question.message_id, text="x")
    assert "some text" in await control.refused("edit", user_id=ann.id, message_id=number, text=" ")
    assert await control.post("delete", user_id=ann.id, message_id=number)
    assert await kinds(ptb) == []
    assert [message["text"] for message in await control.get(f"chats/{ann.id}/messages")] == ["When?"]


async def test_files_come_with_their_bytes(ptb, ann, control, http):
    form = aiohttp.FormData({"user_id": str(ann.id), "caption": "see http://example.com"})
    form.add_field("file", b"%PDF-1.7", filename="paper.pdf", content_type="application/pdf")
    async with http.post(f"{control.url}/_control/upload", data=form) as response:
        message = (await response.json())["result"]
    document = (await heard(ptb)).message.document
    assert (document.file_name, document.mime_type, document.file_size) == ("paper.pdf", "application/pdf", 8)
    assert message["caption_entities"][0]["type"] == "url"
    assert bytes(await (await ptb.get_file(document.file_id)).download_as_bytearray()) == b"%PDF-1.7"
    async with http.get(f"{control.url}/_control/files/{document.file_id}") as response:
        assert await response.read() == b"%PDF-1.7"
        assert response.headers["Content-Disposition"] == "attachment"
    status, _ = await control.answer("POST", "upload", data=aiohttp.FormData({"user_id": str(ann.id)}))
    assert status == 400


async def test_threads_in_a_forum(ptb, ann, supergroup, control):
    await kinds(ptb)
    await control.post("send", user_id=ann.id, chat_id=supergroup.id, text="x", message_thread_id=4)
    message = (await heard(ptb)).message
    assert (message.message_thread_id, message.is_topic_message) == (4, True)


async def test_a_forged_tap_reaches_the_bot(ptb, ann, control):
    message = await ptb.send_message(ann.id, "no buttons here")
    await control.post(
        "tap", user_id=ann.id, chat_id=ann.id, message_id=message.message_id, data="sub:delete:1"
    )
    assert (await heard(ptb)).callback_query.data == "sub:delete:1"


async def test_orders_that_make_no_sense(ann, ben, group, control):
    refused = control.refused
    assert await refused("send", user_id=99, text="x") == "no such user"
    assert await refused("send", user_id=ann.id, chat_id=99, text="x") == "no such chat"
    assert await refused("send", user_id=ann.id, text=" ") == "a message needs some text"
    assert await refused("send", user_id=ann.id, text="x", reply_to_message_id=9) == "no such message"
    assert (
        await refused("send", user_id=ann.id, chat_id=ben.id, text="x") == "this person is not in this chat"
    )
    assert "use updates" in await refused("send", user_id=ann.id, photo="x")
    assert await refused("users", last_name="x") == "a person needs a first_name"
    assert "positive" in await refused("users", first_name="x", id=-5)
    assert "has members" in await refused("chats", type="group", title="x")
    assert "is not a valid" in await refused("chats", type="party", member_ids=[ann.id])
    assert "for groups" in await refused("act", act="kick", chat_id=ann.id)
    assert "no such act" in await refused("act", act="dance", chat_id=group.id)
    assert await refused("act", act="block") == "no such user"


# --- coming and going ------------------------------------------------------------------------------------------------


async def test_blocking_and_coming_back(ptb, ann, control):
    await control.post("act", act="block", user_id=ann.id)
    change = (await heard(ptb)).my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    assert (change.chat.id, change.from_user.id) == (ann.id, ann.id)
    assert (await control.get("users"))[0]["blocked"]
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(ann.id, "x")
    assert "unblock" in await control.refused("send", user_id=ann.id, text="x")
    await control.post("act", act="unblock", user_id=ann.id)
    assert (await heard(ptb)).my_chat_member.new_chat_member.status == "member"
    assert await ptb.send_message(ann.id, "x")
    await control.post("act", act="unblock", user_id=ann.id)
    assert await kinds(ptb) == []


async def test_a_deleted_account(ptb, ann, control):
    await control.post("act", act="deactivate", user_id=ann.id)
    assert await kinds(ptb) == []
    with pytest.raises(Forbidden, match="user is deactivated"):
        await ptb.send_message(ann.id, "x")
    assert "deleted" in await control.refused("send", user_id=ann.id, text="x")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_the_bot_comes_and_goes(ptb, ann, sandbox, kind):
    usual = "administrator" if kind == "channel" else "member"
    chat = sandbox.people.add_chat({"type": kind, "title": "T", "member_ids": [ann.id]})
    change = (await ptb.get_updates())[-1].my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("left", usual)
    await kinds(ptb)
    sandbox.people.act({"act": "kick", "chat_id": chat.id})
    assert (await ptb.get_updates())[-1].my_chat_member.new_chat_member.status == "kicked"
    assert await kinds(ptb) == (["my_chat_member"] if kind == "channel" else ["message", "my_chat_member"])
    for method in (ptb.send_message(chat.id, "x"), ptb.get_chat(chat.id)):
        with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
            await method
    sandbox.people.act({"act": "add", "chat_id": chat.id})
    sandbox.people.act({"act": "promote", "chat_id": chat.id})
    assert (await ptb.get_updates())[-1].my_chat_member.new_chat_member.status == "administrator"
    assert await ptb.leave_chat(chat.id)
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await ptb.send_message(chat.id, "x")


async def test_members_come_and_go(ptb, ann, ben, group, sandbox):
    await kinds(ptb)
    eve = sandbox.state.add_user(first_name="Eve")
    sandbox.people.act({"act": "add", "user_id": eve.id, "chat_id": group.id})
    assert (await heard(ptb)).message.new_chat_members[0].id == eve.id
    sandbox.people.act({"act": "leave", "user_id": ben.id, "chat_id": group.id})
    message = (await heard(ptb)).message
    assert (message.left_chat_member.id, message.from_user.id) == (ben.id, ben.id)
    sandbox.people.act({"act": "promote", "user_id": eve.id, "chat_id": group.id})
    assert await kinds(ptb) == []
    with pytest.raises(ControlError, match="not in this chat"):
        sandbox.people.send({"user_id": ben.id, "chat_id": group.id, "text": "x"})


async def test_an_admin_bot_may_ask_to_hear_of_members(ptb, ann, ben, group, sandbox):
    await ptb.get_updates(allowed_updates=["chat_member"])
    sandbox.people.act({"act": "promote", "chat_id": group.id})
    sandbox.people.act({"act": "promote", "user_id": ben.id, "chat_id": group.id})
    change = (await ptb.get_updates())[-1].chat_member
    assert (change.new_chat_member.user.id, change.from_user.id) == (ben.id, ann.id)
    sandbox.people.act({"act": "demote", "user_id": ben.id, "chat_id": group.id})
    assert (await ptb.get_updates())[-1].chat_member.new_chat_member.status == "member"


async def test_a_group_becomes_a_supergroup(ptb, ann, group, sandbox):
    await kinds(ptb)
    new = sandbox.people.act({"act": "migrate", "chat_id": group.id})["id"]
    old_side, new_side = (update.message for update in await ptb.get_updates())
    assert (old_side.chat.id, old_side.migrate_to_chat_id) == (group.id, new)
    assert (new_side.chat.id, new_side.migrate_from_chat_id) == (new, group.id)
    assert str(new).startswith("-100")
    assert await ptb.send_message(new, "x")
    with pytest.raises(ControlError, match="no more"):
        sandbox.people.send({"user_id": ann.id, "chat_id": group.id, "text": "x"})
    with pytest.raises(ControlError, match="only once"):
        sandbox.people.act({"act": "migrate", "chat_id": group.id})


async def test_a_deleted_group(ptb, group, sandbox):
    sandbox.people.act({"act": "delete_chat", "chat_id": group.id})
    with pytest.raises(Forbidden, match="the group chat was deleted"):
        await ptb.send_message(group.id, "x")


async def test_privacy_keeps_plain_talk_from_the_bot(ptb, ann, group, sandbox, control):
    await control.post("bot", privacy=True)
    await kinds(ptb)
    message = await ptb.send_message(group.id, "question")
    say = {"user_id": ann.id, "chat_id": group.id}
    sandbox.people.send({**say, "text": "plain talk"})
    assert await kinds(ptb) == []
    sandbox.people.send({**say, "text": "/digest"})
    sandbox.people.send({**say, "text": "hey @Clipping_Sandbox_Bot"})
    sandbox.people.send({**say, "text": "answer", "reply_to_message_id": message.message_id})
    assert len(await kinds(ptb)) == 3
    assert not (await ptb.get_me()).can_read_all_group_messages
    sandbox.people.act({"act": "promote", "chat_id": group.id})
    sandbox.people.send({**say, "text": "plain talk"})
    assert (await kinds(ptb))[-1] == "message"


async def test_a_chat_may_begin_without_the_bot(ptb, ann, sandbox):
    order = {"type": "group", "title": "T", "member_ids": [ann.id], "bot_status": "left"}
    chat = sandbox.people.add_chat(order)
    assert await kinds(ptb) == []
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await ptb.send_message(chat.id, "x")
    sandbox.people.send({"user_id": ann.id, "chat_id": chat.id, "text": "x"})
    assert await kinds(ptb) == []
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await ptb.send_message(-77, "x")
