"""What a person can do in a chat besides writing: tap, upload, forward, block, open new chats."""

import asyncio

import pytest
from playwright.async_api import expect

from bot.sandbox.samples import all_samples

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

COMMANDS = [
    {"command": "start", "description": "What this bot does"},
    {"command": "subscribe", "description": "Get a digest"},
    {"command": "summary", "description": "Summary length"},
]


def keyboard(*rows):
    return {"inline_keyboard": [list(row) for row in rows]}


async def drop(page, pane, *files):
    """Drops files, given as (name, text), over a pane as a file manager would."""
    transfer = await page.evaluate_handle(
        """(files) => {
            const transfer = new DataTransfer();
            for (const [name, text] of files) transfer.items.add(new File([text], name, { type: "text/plain" }));
            return transfer;
        }""",
        [list(file) for file in files],
    )
    await pane.dispatch_event("dragenter", {"dataTransfer": transfer})
    await pane.dispatch_event("drop", {"dataTransfer": transfer})


# --- taps ------------------------------------------------------------------------------------------------------------


async def test_a_tap_waits_for_its_answer_and_the_message_changes(chat, bot):
    said = await bot.say("Follow?", reply_markup=keyboard([{"text": "Yes", "callback_data": "yes"}]))
    await chat.button("Yes").click()
    await expect(chat.button("Yes")).to_have_attribute("aria-busy", "true")
    query = await bot.next("callback_query")
    assert (query["data"], query["from"]["id"]) == ("yes", 1001)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Subscribed")
    await expect(chat.pane.get_by_test_id("toast")).to_have_text("Subscribed")
    await bot.call(
        "editMessageText",
        chat_id=1001,
        message_id=said["message_id"],
        text="Following.",
        reply_markup=keyboard([{"text": "Stop", "callback_data": "no"}]),
    )
    await expect(chat.text(said)).to_contain_text("Following.")
    await expect(chat.button("Stop")).not_to_have_attribute("aria-busy", "true")
    await expect(chat.button("Yes")).to_have_count(0)


async def test_an_answer_without_words_ends_the_wait(chat, bot):
    await bot.say("Which?", reply_markup=keyboard([{"text": "This", "callback_data": "this"}]))
    await chat.button("This").click()
    query = await bot.next("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    await expect(chat.button("This")).not_to_have_attribute("aria-busy", "true")
    await expect(chat.pane.get_by_test_id("toast")).to_have_count(0)


async def test_an_alert_waits_for_ok(page, chat, bot):
    await bot.say("Sure?", reply_markup=keyboard([{"text": "Ask", "callback_data": "ask"}]))
    await chat.button("Ask").click()
    query = await bot.next("callback_query")
    await bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="<b>Not</b> undone", show_alert=True
    )
    alert = page.get_by_role("dialog")
    await expect(alert).to_contain_text("<b>Not</b> undone")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_url_buttons_open_a_new_tab_and_only_harmless_addresses(chat, bot, sandbox):
    await bot.say("Read", reply_markup=keyboard([{"text": "Source", "url": "https://example.org/a"}]))
    link = chat.pane.get_by_test_id("url-button")
    await expect(link).to_have_attribute("href", "https://example.org/a")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(link).to_have_attribute("target", "_blank")
    message = sandbox.state.chats[1001].messages[1]
    message["reply_markup"] = keyboard([{"text": "Bad", "url": "javascript:alert(1)"}])
    sandbox.state.changed(sandbox.state.chats[1001], message)
    await expect(chat.button("Bad")).to_be_disabled()
    await expect(link).to_have_count(0)


# --- commands --------------------------------------------------------------------------------------------------------


async def test_a_slash_offers_the_bots_commands(chat, bot):
    await bot.call("setMyCommands", commands=COMMANDS)
    await chat.input.press_sequentially("/")
    options = chat.pane.get_by_test_id("command-option")
    await expect(options).to_have_count(3)
    await chat.input.press_sequentially("s")
    await expect(options).to_have_count(3)
    await chat.input.press_sequentially("u")
    await expect(options).to_have_count(2)
    await chat.input.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await chat.input.press("Enter")
    assert (await bot.next())["text"] == "/summary"
    await expect(chat.pane.get_by_test_id("command-menu")).to_be_hidden()


async def test_tab_completes_a_command_for_its_argument(chat, bot):
    await bot.call("setMyCommands", commands=COMMANDS)
    await chat.pane.get_by_test_id("menu-button").click()
    await expect(chat.pane.get_by_test_id("command-option")).to_have_count(3)
    await chat.input.press_sequentially("sub")
    await chat.input.press("Tab")
    await chat.input.press_sequentially("kenya")
    await chat.input.press("Enter")
    assert (await bot.next())["text"] == "/subscribe kenya"


# --- files -----------------------------------------------------------------------------------------------------------


async def test_a_dropped_file_arrives_as_a_document(page, chat, bot, sandbox):
    await drop(page, chat.pane, ("article.txt", "Ana’s article"))
    await expect(chat.pane.get_by_test_id("file-chip")).to_have_text("article.txt")
    await chat.write("please clip")
    heard = await bot.next()
    assert (heard["document"]["file_name"], heard["caption"]) == ("article.txt", "please clip")
    await expect(chat.pane.get_by_test_id("file-chip")).to_have_count(0)
    await expect(chat.text(heard)).to_contain_text("please clip")
    async with page.expect_download() as waiting:
        await chat.bubble(heard).get_by_test_id("document").click()
    download = await waiting.value
    assert download.suggested_filename == "article.txt"
    assert (await download.path()).read_text(encoding="utf-8") == "Ana’s article"


async def test_files_are_chosen_left_out_and_sent_one_by_one(chat, bot):
    picked = [
        {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": name.encode()}
        for name in ("one", "two", "three")
    ]
    await chat.pane.get_by_test_id("file-input").set_input_files(picked)
    await chat.pane.get_by_role("button", name="Leave out two.txt").click()
    await chat.pane.get_by_test_id("send").click()
    assert [(await bot.next())["document"]["file_name"] for _ in range(2)] == ["one.txt", "three.txt"]
    await expect(chat.pane.get_by_test_id("document")).to_have_count(2)


# --- samples ---------------------------------------------------------------------------------------------------------


async def test_a_sample_is_forwarded_from_a_channel(page, chat, bot):
    await chat.pane.get_by_test_id("forward-sample").click()
    dialog = page.get_by_test_id("sample-dialog")
    await expect(dialog.get_by_test_id("sample")).to_have_count(len(all_samples()))
    await expect(dialog.get_by_test_id("sample").first).to_have_attribute(
        "data-sample", "venezuela-russia.en"
    )
    await dialog.locator('[data-sample="venezuela-russia.en"]').click()
    heard = await bot.next()
    assert heard["text"].startswith("Venezuela to expand cooperation with Russia")
    assert heard["forward_origin"]["type"] == "channel"
    assert heard["forward_origin"]["chat"]["title"] == "World Wire"
    await expect(chat.bubble(heard).get_by_test_id("forwarded")).to_have_text("Forwarded from World Wire")
    await expect(dialog).to_have_count(0)


async def test_a_long_sample_comes_in_several_messages(page, chat, bot):
    await chat.pane.get_by_test_id("hint-sample").click()
    await page.locator('[data-sample="baltic-cable-repair.en"]').click()
    parts = [await bot.next() for _ in range(2)]
    assert all(part["forward_origin"]["chat"]["title"] == "World Wire" for part in parts)
    assert parts[0]["text"].startswith("Estonia and Finland repair")
    assert parts[1]["text"].endswith("Tallinn and Helsinki")
    await expect(chat.messages).to_have_count(2)


async def test_escape_forwards_nothing(page, chat, sandbox):
    await chat.pane.get_by_test_id("forward-sample").click()
    await expect(page.get_by_test_id("sample-dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("sample-dialog")).to_have_count(0)
    assert sandbox.state.chats[1001].messages == {}


# --- people ----------------------------------------------------------------------------------------------------------


async def test_blocking_and_unblocking_the_bot(page, chat, bot):
    await chat.pane.get_by_test_id("pane-menu").click()
    await chat.pane.get_by_test_id("block").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(page.get_by_test_id("blocked-tag")).to_have_count(1)
    await expect(chat.input).to_have_count(0)
    await chat.pane.get_by_test_id("unblock-bar").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(page.get_by_test_id("blocked-tag")).to_have_count(0)
    await expect(chat.input).to_be_visible()


async def test_a_new_user_writes_in_their_language(page, bot):
    await page.get_by_test_id("new-user").click()
    await page.get_by_test_id("new-user-name").fill("Íñigo")
    await page.get_by_test_id("new-user-language").select_option("es")
    await page.get_by_test_id("dialog-ok").click()
    await expect(page.get_by_test_id("user-row")).to_have_count(3)
    await expect(page.get_by_test_id("pane-user")).to_contain_text("Íñigo")
    await page.get_by_test_id("composer-input").fill("Hola")
    await page.get_by_test_id("composer-input").press("Enter")
    sender = (await bot.next())["from"]
    assert (sender["first_name"], sender["language_code"]) == ("Íñigo", "es")


async def test_a_group_shows_who_says_what(page, bot, open_page):
    await page.get_by_test_id("new-group").click()
    await page.get_by_test_id("new-group-title").fill("Foreign desk")
    await page.get_by_test_id("dialog-ok").click()
    await expect(page.get_by_test_id("group-row")).to_have_count(2)
    await page.get_by_test_id("composer-input").fill("Good morning")
    await page.get_by_test_id("composer-input").press("Enter")
    async with asyncio.timeout(20):
        while (heard := await bot.next()).get("text") != "Good morning":
            pass
    assert heard["chat"]["title"] == "Foreign desk"
    bens = await open_page(f"#/1002@{heard['chat']['id']}")
    message = bens.get_by_test_id("message").filter(has_text="Good morning")
    await expect(message).to_have_attribute("data-direction", "in")
    await expect(message).to_contain_text("Ana")


async def test_a_refusal_is_told_and_the_words_are_kept(page, chat, sandbox):
    async def refuse(route):
        await route.fulfill(json={"ok": False, "description": "Not today"})

    await page.route("**/_control/send", refuse)
    await chat.write("Precious words")
    await expect(chat.pane.get_by_test_id("toast")).to_have_text("Not today")
    await expect(chat.input).to_have_value("Precious words")
