"""What the bot sends: stored as Telegram stores it, refused in Telegram's words."""

import json

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken

LONG = "x" * 4096


async def test_html_is_stored_as_text_and_entities(ptb, ann, control):
    message = await ptb.send_message(ann.id, "  <b>Title</b> &amp; more\n", parse_mode=ParseMode.HTML)
    assert message.text == "Title & more"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bold", 0, 5)]
    stored = (await control.get(f"chats/{ann.id}/messages"))[0]
    assert stored.items() <= json.loads(message.to_json()).items()
    assert await control.get("sent") == [stored]


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", None, "Message text is empty"),
        ("   ", None, "Text must be non-empty"),
        ("<b> </b>", "HTML", "Text must be non-empty"),
        ("<i></i>", "HTML", "Text must be non-empty"),
        ("x" * 32769, None, "Text is too long"),
        (LONG + "y", None, "Message is too long"),
        ("😀" * 4097, None, "Message is too long"),
        ("<p>", "HTML", 'Can\'t parse entities: unsupported start tag "p" at byte offset 0'),
        ("*x*", "MarkdownV2", "The sandbox does not parse Markdown; send HTML or entities"),
        ("x", "Rtf", "Unsupported parse_mode"),
    ],
)
async def test_texts_are_refused_in_telegrams_words(ptb, ann, text, mode, words):
    with pytest.raises(BadRequest) as caught:
        await ptb.send_message(ann.id, text, parse_mode=mode)
    assert str(caught.value).lower() == words.lower()


@pytest.mark.parametrize("text", [LONG, "😀" * 4096, "<b>" + LONG + "</b>"])
async def test_the_limit_counts_code_points_after_parsing(ptb, ann, text):
    message = await ptb.send_message(ann.id, text, parse_mode="HTML")
    assert len(message.text) == 4096


async def test_text_is_checked_before_the_chat(ptb):
    with pytest.raises(BadRequest, match=r"(?i)message text is empty"):
        await ptb.send_message(1, "")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await ptb.send_message(1, "x")


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "t", "callback_data": "x" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "t", "callback_data": "é" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"text": "t"}, "text buttons are unallowed in the inline keyboard"),
        ({"text": "t", "url": "nothing"}, "button URL 'nothing' is invalid: Wrong HTTP URL"),
    ],
)
async def test_buttons_are_checked(sandbox, http, ann, button, words):
    body = {"chat_id": ann.id, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}
    async with http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", json=body) as response:
        answer = await response.json()
    assert (response.status, answer["error_code"]) == (400, 400)
    assert words in answer["description"]


async def test_only_inline_keyboards_are_given_back(ptb, ann):
    buttons = [
        [InlineKeyboardButton("a", callback_data="x" * 64), InlineKeyboardButton("b", url="example.com")]
    ]
    message = await ptb.send_message(ann.id, "x", reply_markup=InlineKeyboardMarkup(buttons))
    assert message.reply_markup.inline_keyboard[0][1].url == "http://example.com/"
    assert (
        await ptb.send_message(ann.id, "x", reply_markup=ReplyKeyboardMarkup([["a"]]))
    ).reply_markup is None
    many = [[InlineKeyboardButton("a", callback_data="x")] for _ in range(101)]
    with pytest.raises(BadRequest, match=r"(?i)reply_markup_too_long"):
        await ptb.send_message(ann.id, "x", reply_markup=InlineKeyboardMarkup(many))


async def test_previews_replies_and_protection_are_told(ptb, ann):
    first = await ptb.send_message(ann.id, "x", link_preview_options=LinkPreviewOptions(is_disabled=True))
    assert first.link_preview_options.is_disabled
    second = await ptb.send_message(ann.id, "y", reply_to_message_id=first.message_id, protect_content=True)
    assert second.reply_to_message.text == "x"
    assert second.has_protected_content
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await ptb.send_message(ann.id, "z", reply_to_message_id=99)
    third = await ptb.send_message(ann.id, "z", reply_to_message_id=99, allow_sending_without_reply=True)
    assert third.reply_to_message is None


async def test_threads_exist_only_in_forums(ptb, group, supergroup):
    message = await ptb.send_message(supergroup.id, "x", message_thread_id=7)
    assert (message.message_thread_id, message.is_topic_message) == (7, True)
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await ptb.send_message(group.id, "x", message_thread_id=7)


async def test_editing(ptb, ann, sandbox):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="x")]])
    message = await ptb.send_message(ann.id, "one", reply_markup=markup)
    with pytest.raises(
        BadRequest, match=r"(?i)message is not modified: specified new message content and reply mar"
    ):
        await message.edit_text("one", reply_markup=markup)
    sandbox.clock.advance(90)
    edited = await message.edit_text("<b>two</b>", parse_mode="HTML")
    assert (edited.text, edited.reply_markup) == ("two", None)
    assert (edited.edit_date - edited.date).total_seconds() >= 90
    assert (await message.edit_reply_markup(markup)).reply_markup == markup
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await message.edit_reply_markup(markup)
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await ptb.edit_message_text("x", ann.id, 99)
    theirs = sandbox.people.send({"user_id": ann.id, "text": "mine"})[0]
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await ptb.edit_message_text("x", ann.id, theirs["message_id"])


async def test_deleting(ptb, ann, group, sandbox):
    message = await ptb.send_message(ann.id, "x")
    old = await ptb.send_message(ann.id, "y")
    assert await message.delete()
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await message.delete()
    theirs = sandbox.people.send({"user_id": ann.id, "chat_id": group.id, "text": "z"})[0]
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await ptb.delete_message(group.id, theirs["message_id"])
    sandbox.clock.advance(48 * 3600 + 1)
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await old.delete()
    fresh = await ptb.send_message(ann.id, "z")
    assert await ptb.delete_messages(ann.id, [old.message_id, fresh.message_id, 999])
    assert [message["text"] for message in sandbox.state.chats[ann.id].messages.values()] == ["y"]


async def test_taps_are_answered_once_and_in_time(ptb, ann, sandbox, control):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="x")]])
    message = await ptb.send_message(ann.id, "x", reply_markup=markup)
    press = {"user_id": ann.id, "chat_id": ann.id, "message_id": message.message_id, "data": "x"}
    first = (await control.post("tap", **press))["id"]
    assert not (await control.get(f"callbacks/{first}"))["answered"]
    query = (await ptb.get_updates())[0].callback_query
    assert (query.id, query.data, query.message.message_id) == (first, "x", message.message_id)
    assert await query.answer("done", show_alert=True)
    told = await control.get(f"callbacks/{first}")
    assert (told["answered"], told["text"], told["show_alert"]) == (True, "done", True)
    late = (await control.post("tap", **press))["id"]
    sandbox.clock.advance(120)
    for number in (first, late, "17"):
        with pytest.raises(
            BadRequest, match=r"(?i)query is too old and response timeout expired or query id is inv"
        ):
            await ptb.answer_callback_query(number)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await ptb.answer_callback_query(late, "x" * 201)


async def test_documents_go_up_and_come_down(ptb, ann, sandbox):
    message = await ptb.send_document(
        ann.id, b"bytes \0", filename="Exposé 1.txt", caption="<i>c</i>", parse_mode="HTML"
    )
    document = message.document
    assert (document.file_name, document.file_size, document.mime_type) == ("Exposé 1.txt", 7, "text/plain")
    assert message.caption_entities[0].type == "italic"
    file = await ptb.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"bytes \0"
    again = await ptb.send_document(ann.id, document.file_id)
    assert again.document.file_unique_id == document.file_unique_id
    with pytest.raises(BadRequest, match=r"(?i)message caption is too long"):
        await ptb.send_document(ann.id, document.file_id, caption="x" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await ptb.send_document(ann.id, "https://example.com/x.pdf")
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        await ptb.get_file("unknown")
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await ptb.send_document(ann.id, b"", filename="empty.txt")
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await message.edit_text("x")
    assert (await message.edit_caption("new")).caption == "new"
    sandbox.clock.advance(3601)
    with pytest.raises(InvalidToken, match="Not Found"):  # PTB's reading of a 404
        await file.download_as_bytearray()


async def test_files_over_twenty_mebibytes_are_not_given(ptb, ann, sandbox):
    big = sandbox.state.keep_file("big.bin", bytes((20 << 20) + 1), "application/octet-stream")
    fits = sandbox.state.keep_file("fits.bin", bytes(20 << 20), "application/octet-stream")
    assert (await ptb.get_file(fits.id)).file_size == 20 << 20
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await ptb.get_file(big.id)


async def test_forwards_keep_their_origin_and_copies_do_not(ptb, ann, ben, sandbox):
    origin = {"type": "hidden_user", "sender_user_name": "Somebody"}
    theirs = sandbox.people.send({"user_id": ann.id, "text": "news", "forward_origin": origin})[0]
    forwarded = await ptb.forward_message(ben.id, ann.id, theirs["message_id"])
    assert forwarded.forward_origin.sender_user_name == "Somebody"
    own = await ptb.forward_message(
        ben.id, ben.id, (await ptb.send_message(ben.id, "<b>x</b>", "HTML")).message_id
    )
    assert own.forward_origin.sender_user.is_bot
    assert own.entities[0].type == "bold"
    copy = await ptb.copy_message(ben.id, ann.id, theirs["message_id"])
    assert "forward_origin" not in sandbox.state.chats[ben.id].messages[copy.message_id]
    with pytest.raises(BadRequest, match=r"(?i)message to forward not found"):
        await ptb.forward_message(ben.id, ann.id, 99)
    with pytest.raises(BadRequest, match=r"(?i)message to copy not found"):
        await ptb.copy_message(ben.id, ann.id, 99)


async def test_channels_take_posts_from_admins_only(ptb, ann, sandbox):
    channel = sandbox.people.add_chat({"type": "channel", "title": "Wire", "member_ids": [ann.id]})
    post = await ptb.send_message(channel.id, "x")
    assert (post.sender_chat.id, post.from_user) == (channel.id, None)
    sandbox.people.act({"act": "demote", "chat_id": channel.id})
    with pytest.raises(BadRequest, match=r"(?i)need administrator rights in the channel chat"):
        await ptb.send_message(channel.id, "x")
    sandbox.people.act({"act": "kick", "chat_id": channel.id})
    with pytest.raises(Forbidden, match="bot was kicked from the channel chat"):
        await ptb.send_message(channel.id, "x")


async def test_mentions_of_strangers_are_dropped(ptb, ann):
    text = f"<a href='tg://user?id={ann.id}'>Ann</a> <a href='tg://user?id=999'>Nobody</a>"
    message = await ptb.send_message(ann.id, text, parse_mode="HTML")
    assert [entity.user.first_name for entity in message.entities] == ["Ann"]
