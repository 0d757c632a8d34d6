"""What is said in a chat: it arrives, and it looks as Telegram would show it."""

import pytest
from playwright.async_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'


async def test_the_first_visit_finds_ana_and_ben_and_a_hint(page, chat, sandbox):
    rows = page.get_by_test_id("user-row")
    await expect(rows).to_have_count(2)
    await expect(rows.nth(0)).to_contain_text("Ana")
    await expect(rows.nth(1)).to_contain_text("Ben")
    await expect(chat.pane.get_by_test_id("first-run-hint")).to_contain_text("/subscribe venezuela")
    assert page.url.endswith("#/1001")
    assert [user.first_name for user in sandbox.state.users.values() if not user.is_bot] == ["Ana", "Ben"]


async def test_enter_sends_and_shift_enter_breaks_the_line(chat, bot):
    await chat.input.press_sequentially("one")
    await chat.input.press("Shift+Enter")
    await chat.input.press_sequentially("two")
    await chat.input.press("Enter")
    heard = await bot.next()
    assert (heard["text"], heard["from"]["first_name"]) == ("one\ntwo", "Ana")
    await expect(chat.input).to_have_value("")
    await expect(chat.bubble(heard)).to_have_attribute("data-direction", "out")
    await expect(chat.text(heard)).to_contain_text("one\ntwo", use_inner_text=True)


async def test_a_step_of_the_hint_starts_the_talk(chat, bot):
    await chat.pane.get_by_test_id("hint-subscribe").click()
    heard = await bot.next()
    assert heard["text"] == "/subscribe venezuela"
    assert heard["entities"][0]["type"] == "bot_command"
    await expect(chat.pane.get_by_test_id("empty-chat")).to_have_count(0)


async def test_entities_become_their_elements(chat, bot):
    said = await bot.say(
        "<b>bold <i>both</i></b> <u>under</u> <s>struck</s> <code>f(x)</code>\n"
        '<pre><code class="language-python">x = 1</code></pre>\n'
        '<a href="https://example.org/a?b=1&amp;c=2">a link</a> https://example.com @somebody #tag\n'
        "<blockquote>said so</blockquote>"
    )
    text = chat.text(said)
    await expect(text.locator("strong")).to_have_text(["bold ", "both"])  # Telegram cuts the outer one there
    await expect(text.locator("strong em")).to_have_text("both")
    await expect(text.locator("u")).to_have_text("under")
    await expect(text.locator("s")).to_have_text("struck")
    await expect(text.locator("code").first).to_have_text("f(x)")
    await expect(text.locator("pre")).to_have_attribute("data-language", "python")
    await expect(text.locator("pre code")).to_have_text("x = 1")
    await expect(text.locator("blockquote")).to_have_text("said so")
    links = text.locator("a")
    await expect(links).to_have_count(2)
    await expect(links.nth(0)).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    await expect(links.nth(0)).to_have_attribute("rel", "noopener noreferrer")
    await expect(links.nth(0)).to_have_attribute("target", "_blank")
    await expect(links.nth(1)).to_have_attribute("href", "https://example.com/")
    await expect(text.locator(".entity-mention")).to_have_text("@somebody")


async def test_offsets_count_utf_16_units(chat, bot):
    said = await bot.say("👩‍👩‍👧 🇻🇪 <b>Каракас</b> 🗞 <i>مرحبا</i>")
    await expect(chat.text(said).locator("strong")).to_have_text("Каракас")
    await expect(chat.text(said).locator("em")).to_have_text("مرحبا")


async def test_hostile_words_stay_words(page, chat, bot, sandbox):
    user = sandbox.people.add_user({"first_name": HOSTILE, "id": 1666})
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    keyboard = {"inline_keyboard": [[{"text": HOSTILE, "callback_data": "x"}]]}
    said = await bot.say(f"<b>{escaped}</b>", reply_markup=keyboard)
    await expect(chat.text(said).locator("strong")).to_have_text(HOSTILE)
    await expect(chat.button(HOSTILE)).to_be_visible()
    row = page.locator(f'[data-testid="user-row"][data-user-id="{user.id}"]')
    await expect(row).to_contain_text(HOSTILE)
    sandbox.people.send({"user_id": user.id, "text": HOSTILE})
    await row.click()
    await expect(page.get_by_test_id("message-text")).to_contain_text(HOSTILE)
    await expect(page.get_by_test_id("pane-user")).to_contain_text(HOSTILE)
    assert await page.locator("img, script:not([src])").count() == 0
    assert await page.title() == "Clipping sandbox"


async def test_an_expandable_quote_shows_three_lines_until_asked(chat, bot):
    said = await bot.say(f"<blockquote expandable>{'A long and winding answer. ' * 40}</blockquote>")
    quote = chat.text(said).get_by_test_id("expandable-quote")
    toggle = quote.get_by_test_id("quote-toggle")
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    folded = (await quote.bounding_box())["height"]
    await toggle.click()
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    assert (await quote.bounding_box())["height"] > 2 * folded
    await toggle.press("Enter")
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    assert (await quote.bounding_box())["height"] == folded


async def test_a_short_expandable_quote_needs_no_toggle(chat, bot):
    said = await bot.say("<blockquote expandable>Short.</blockquote>")
    await expect(chat.text(said).get_by_test_id("expandable-quote")).to_be_visible()
    await expect(chat.text(said).get_by_test_id("quote-toggle")).to_be_hidden()


async def test_a_spoiler_opens_by_click_or_key(chat, bot):
    said = await bot.say("<tg-spoiler>first</tg-spoiler> and <tg-spoiler>second</tg-spoiler>")
    spoilers = chat.text(said).get_by_test_id("spoiler")
    await spoilers.nth(0).click()
    await expect(spoilers.nth(0)).not_to_have_attribute("role", "button")
    await spoilers.nth(1).press("Enter")
    await expect(spoilers.nth(1)).not_to_have_attribute("role", "button")


async def test_a_command_in_a_text_is_sent_by_a_click(chat, bot):
    said = await bot.say("Try /latest today")
    await chat.text(said).get_by_test_id("command-link").click()
    assert (await bot.next())["text"] == "/latest"


async def test_a_reply_quotes_what_it_answers(chat, bot):
    said = await bot.say("Which country?")
    await chat.bubble(said).hover()
    await chat.bubble(said).get_by_test_id("reply-action").click()
    await expect(chat.pane.get_by_test_id("reply-bar")).to_contain_text("Which country?")
    await chat.write("Venezuela")
    heard = await bot.next()
    assert heard["reply_to_message"]["message_id"] == said["message_id"]
    await expect(chat.pane.get_by_test_id("reply-bar")).to_have_count(0)
    preview = chat.bubble(heard).get_by_test_id("reply-preview")
    await expect(preview).to_contain_text("Which country?")
    await preview.click()
    await expect(chat.bubble(said)).to_be_in_viewport()


async def test_escape_gives_the_reply_up(chat, bot):
    said = await bot.say("Which country?")
    await chat.bubble(said).get_by_test_id("bubble").dblclick(position={"x": 4, "y": 4})
    await expect(chat.pane.get_by_test_id("reply-bar")).to_be_visible()
    await chat.input.press("Escape")
    await expect(chat.pane.get_by_test_id("reply-bar")).to_have_count(0)


async def test_an_edit_and_a_deletion_show_at_once(chat, bot):
    said = await bot.say("Before")
    await expect(chat.text(said)).to_contain_text("Before")
    await bot.call(
        "editMessageText",
        chat_id=1001,
        message_id=said["message_id"],
        text="<b>After</b>",
        parse_mode="HTML",
    )
    await expect(chat.text(said).locator("strong")).to_have_text("After")
    await expect(chat.bubble(said).get_by_test_id("edited")).to_be_visible()
    await bot.call("deleteMessage", chat_id=1001, message_id=said["message_id"])
    await expect(chat.bubble(said)).to_have_count(0)


async def test_typing_shows_until_the_message_comes(chat, bot):
    await expect(chat.pane.get_by_test_id("chat-status")).to_have_text("bot")
    await bot.call("sendChatAction", chat_id=1001, action="typing")
    await expect(chat.pane.get_by_test_id("chat-status")).to_have_text("typing")
    await bot.say("Here it is")
    await expect(chat.pane.get_by_test_id("chat-status")).to_have_text("bot")


async def test_days_are_told_apart(page, chat, bot):
    await bot.say("today's")
    await page.get_by_test_id("clock-day").click()
    await bot.say("tomorrow's")
    await expect(chat.pane.get_by_test_id("day-separator")).to_have_text(["Yesterday", "Today"])


async def test_a_text_too_long_goes_out_in_parts(chat, bot):
    words = " ".join(f"word{number}" for number in range(1200))
    await chat.input.fill(words)
    await expect(chat.pane.get_by_test_id("split-note")).to_contain_text("3 messages")
    await chat.input.press("Enter")
    parts = [(await bot.next())["text"] for _ in range(3)]
    assert " ".join(parts) == words
    assert all(len(part) <= 4096 for part in parts)
    await expect(chat.messages).to_have_count(3)


async def test_a_long_chat_starts_with_its_latest_messages(page, chat, sandbox):
    for number in range(230):
        sandbox.people.send({"user_id": 1001, "text": f"Message {number}"})
    await expect(chat.messages.last).to_contain_text("Message 229")
    await page.reload()
    await expect(chat.messages).to_have_count(200)
    await expect(chat.messages.last).to_be_in_viewport()
    await chat.pane.get_by_text("Show earlier messages").click()
    await expect(chat.messages).to_have_count(230)
