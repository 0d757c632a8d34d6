"""Two client libraries must accept every answer the sandbox gives."""

import pytest
import telegram
import telegram.ext
from aiogram import Dispatcher, exceptions
from aiogram.methods import GetFile
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReactionTypeEmoji,
)

MARKUP = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="x")]])


async def test_aiogram_sends_edits_and_deletes(aiogram, ann, ben):
    message = await aiogram.send_message(
        ann.id,
        "<b>x</b> http://example.com",
        parse_mode="HTML",
        reply_markup=MARKUP,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert [entity.type for entity in message.entities] == ["bold", "url"]
    assert message.reply_markup.model_dump() == MARKUP.model_dump()
    edited = await aiogram.edit_message_text("y", chat_id=ann.id, message_id=message.message_id)
    assert edited.edit_date is not None
    await aiogram.edit_message_reply_markup(
        chat_id=ann.id, message_id=message.message_id, reply_markup=MARKUP
    )
    forwarded = await aiogram.forward_message(ben.id, ann.id, message.message_id)
    assert forwarded.forward_origin.type == "user"
    assert (await aiogram.copy_message(ben.id, ann.id, message.message_id)).message_id
    assert await aiogram.set_message_reaction(ann.id, message.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert await aiogram.pin_chat_message(ann.id, message.message_id)
    assert await aiogram.unpin_chat_message(ann.id)
    assert await aiogram.send_chat_action(ann.id, "typing")
    assert await aiogram.delete_message(ann.id, message.message_id)


async def test_aiogram_attaches_files(aiogram, ann):
    sent = await aiogram.send_document(ann.id, BufferedInputFile(b"abc", "a.txt"), caption="c")
    file = await aiogram(GetFile(file_id=sent.document.file_id))
    assert (await aiogram.download_file(file.file_path)).read() == b"abc"


async def test_aiogram_reads_updates_of_every_kind(aiogram, ann, ben, group, sandbox):
    people = sandbox.people
    origin = {"type": "channel", "chat": {"id": -1001, "type": "channel", "title": "Wire"}, "message_id": 5}
    people.send({"user_id": ann.id, "text": "/start now", "forward_origin": origin})
    message = await aiogram.send_message(ann.id, "x", reply_markup=MARKUP)
    people.tap({"user_id": ann.id, "chat_id": ann.id, "message_id": message.message_id, "data": "x"})
    people.send({"user_id": ben.id, "chat_id": group.id, "text": "hi"})
    people.edit({"user_id": ben.id, "chat_id": group.id, "message_id": 2, "text": "ho"})
    people.act({"act": "block", "user_id": ann.id})
    people.act({"act": "migrate", "chat_id": group.id})
    updates = await aiogram.get_updates()
    assert [update.event_type for update in updates] == [
        *("message", "my_chat_member", "message", "callback_query", "message", "edited_message"),
        *("my_chat_member", "message", "message"),
    ]
    assert [update.update_id for update in updates] == list(range(1, 10))
    await updates[3].callback_query.answer("ok").as_(aiogram)


async def test_aiogram_looks_at_chats(aiogram, ann, ben, group, supergroup):
    assert (await aiogram.get_me()).username == "clipping_sandbox_bot"
    for chat in (ann, group, supergroup):
        assert (await aiogram.get_chat(chat.id)).id == chat.id
    assert (await aiogram.get_chat_member(group.id, ann.id)).status == "creator"
    assert (await aiogram.get_chat_member(group.id, ben.id)).status == "member"
    assert [member.user.id for member in await aiogram.get_chat_administrators(group.id)] == [ann.id]
    assert await aiogram.get_chat_member_count(group.id) == 3
    assert await aiogram.leave_chat(group.id)
    with pytest.raises(exceptions.TelegramForbiddenError, match="bot is not a member of the group chat"):
        await aiogram.send_message(group.id, "x")


async def test_aiogram_keeps_its_profile(aiogram):
    commands = [BotCommand(command="start", description="Begin")]
    scope = BotCommandScopeAllPrivateChats()
    assert await aiogram.set_my_commands(commands, scope=scope, language_code="de")
    kept = await aiogram.get_my_commands(scope=scope, language_code="de")
    assert [command.model_dump() for command in kept] == [command.model_dump() for command in commands]
    assert await aiogram.get_my_commands(scope=scope) == []
    assert await aiogram.delete_my_commands(scope=scope, language_code="de")
    assert await aiogram.get_my_commands(scope=scope, language_code="de") == []
    assert await aiogram.set_my_name("Clip", language_code="de")
    assert (await aiogram.get_my_name(language_code="de")).name == "Clip"
    assert (await aiogram.get_my_name()).name == "Clipping"
    assert await aiogram.set_my_description("Long")
    assert (await aiogram.get_my_description(language_code="fr")).description == "Long"
    assert await aiogram.set_my_short_description("Short")
    assert (await aiogram.get_my_short_description()).short_description == "Short"
    assert await aiogram.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await aiogram.get_chat_menu_button()).type == "commands"


async def test_aiogram_maps_the_errors(aiogram, ann, group, sandbox):
    with pytest.raises(exceptions.TelegramBadRequest, match="chat not found"):
        await aiogram.send_message(1, "x")
    sandbox.people.act({"act": "migrate", "chat_id": group.id})
    with pytest.raises(exceptions.TelegramMigrateToChat) as moved:
        await aiogram.send_message(group.id, "x")
    assert moved.value.migrate_to_chat_id in sandbox.state.chats
    sandbox.faults.add({"kind": "flood", "seconds": 7, "times": 1})
    with pytest.raises(exceptions.TelegramRetryAfter) as flooded:
        await aiogram.send_message(ann.id, "x")
    assert flooded.value.retry_after == 7
    sandbox.people.act({"act": "block", "user_id": ann.id})
    with pytest.raises(exceptions.TelegramForbiddenError, match="bot was blocked by the user"):
        await aiogram.send_message(ann.id, "x")
    sandbox.faults.add({"kind": "error", "status": 401, "times": 1})
    with pytest.raises(exceptions.TelegramUnauthorizedError):
        await aiogram.get_me()


async def test_ptb_looks_at_chats(ptb, ann, ben, supergroup, sandbox):
    assert (await ptb.get_me()).can_read_all_group_messages
    full = await ptb.get_chat(supergroup.id)
    assert (full.title, full.is_forum) == ("Newsroom", True)
    sandbox.people.act({"act": "promote", "user_id": ben.id, "chat_id": supergroup.id})
    member = await ptb.get_chat_member(supergroup.id, ben.id)
    assert isinstance(member, telegram.ChatMemberAdministrator)
    admins = await ptb.get_chat_administrators(supergroup.id)
    assert {admin.user.id for admin in admins} == {ann.id, ben.id}
    assert await ptb.get_chat_member_count(supergroup.id) == 3
    with pytest.raises(
        telegram.error.BadRequest, match=r"(?i)there are no administrators in the private chat"
    ):
        await ptb.get_chat_administrators(ann.id)
    message = await ptb.send_message(supergroup.id, "x")
    assert await message.pin()
    assert (await ptb.get_chat(supergroup.id)).pinned_message.message_id == message.message_id
    assert await message.unpin()


async def test_ptb_keeps_its_profile(ptb, ann, control):
    commands = [telegram.BotCommand("help", "Help"), telegram.BotCommand("digest", "Digest now")]
    assert await ptb.set_my_commands(commands)
    assert await ptb.get_my_commands() == tuple(commands)
    assert (await control.get("bot"))["commands"] == [command.to_dict() for command in commands]
    scope = telegram.BotCommandScopeChatMember(ann.id, ann.id)
    assert await ptb.set_my_commands(commands[:1], scope=scope)
    assert await ptb.get_my_commands(scope=scope) == tuple(commands[:1])
    assert await ptb.set_chat_menu_button(ann.id, telegram.MenuButtonDefault())
    assert (await ptb.get_chat_menu_button(ann.id)).type == "default"
    assert await ptb.set_my_description("Long")
    assert (await ptb.get_my_description()).description == "Long"
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)bot_command_invalid"):
        await ptb.set_my_commands([telegram.BotCommand("Bad-Name", "x")])
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)invalid language code"):
        await ptb.set_my_commands(commands, language_code="english")
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)chat not found"):
        await ptb.set_my_commands(commands, scope=telegram.BotCommandScopeChat(1))


async def test_ptb_maps_the_errors(ptb, ann, group, sandbox, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else PTB warns of the coming type
    sandbox.people.act({"act": "deactivate", "user_id": ann.id})
    with pytest.raises(telegram.error.Forbidden, match="user is deactivated"):
        await ptb.send_message(ann.id, "x")
    moved_to = sandbox.people.act({"act": "migrate", "chat_id": group.id})["id"]
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await ptb.send_message(group.id, "x")
    assert moved.value.new_chat_id == moved_to
    sandbox.faults.add({"kind": "error", "status": 409, "description": "Conflict: x", "times": 1})
    with pytest.raises(telegram.error.Conflict):
        await ptb.get_updates()
    sandbox.faults.add({"kind": "flood", "parameters": {"retry_after": 9}, "times": 1})
    with pytest.raises(telegram.error.RetryAfter) as flooded:
        await ptb.send_message(moved_to, "x")
    assert flooded.value.retry_after.total_seconds() == 9
    wrong = telegram.Bot("4242:other", base_url=f"{sandbox.url}/bot")
    with pytest.raises(telegram.error.InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()


async def test_a_whole_ptb_application_runs_against_it(sandbox, ann, control):
    async def echo(update, _context):
        await update.effective_message.reply_text(f"heard {update.effective_message.text}")

    builder = telegram.ext.Application.builder().token(sandbox.token)
    app = builder.base_url(f"{sandbox.url}/bot").base_file_url(f"{sandbox.url}/file/bot").build()
    app.add_handler(telegram.ext.MessageHandler(telegram.ext.filters.TEXT, echo))
    listener = sandbox.state.events.listen()
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=5)
        for number in range(3):
            await control.post("send", user_id=ann.id, text=str(number))
        heard = []
        while len(heard) < 3:
            event = await listener.next(10)
            assert event is not None
            if event["message"]["from"]["is_bot"]:
                heard.append(event["message"]["text"])
        await app.updater.stop()
        await app.stop()
    assert heard == ["heard 0", "heard 1", "heard 2"]
    assert sandbox.state.updates.pending() == []


async def test_a_whole_aiogram_dispatcher_runs_against_it(sandbox, aiogram, ann, control):
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message):
        await message.answer(f"heard {message.text}")
        await dispatcher.stop_polling()

    await control.post("send", user_id=ann.id, text="one")
    await dispatcher.start_polling(aiogram, handle_signals=False, polling_timeout=2, close_bot_session=False)
    assert [message["text"] for message in await control.get("sent")] == ["heard one"]
