"""The page around the chats: users side by side, the clock, lost connections, small and dark screens."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from bot.sandbox import Sandbox

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NARROW = {"width": 390, "height": 844}
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 6


# --- side by side ----------------------------------------------------------------------------------------------------


async def test_two_users_side_by_side_do_not_mix(page, chat, bot, chat_of):
    await chat.pane.get_by_test_id("pane-menu").click()
    await chat.pane.get_by_test_id("open-split").click()
    await expect(page.get_by_test_id("pane")).to_have_count(2)
    assert page.url.endswith("#/1001+1002")
    bens = chat_of(page, 1002)
    await chat.write("from Ana")
    await bens.write("from Ben")
    heard = [await bot.next(), await bot.next()]
    assert {(one["from"]["id"], one["text"]) for one in heard} == {(1001, "from Ana"), (1002, "from Ben")}
    await bot.say("to Ben", to=1002)
    await expect(bens.messages).to_have_count(2)
    await expect(bens.pane).to_contain_text("to Ben")
    await expect(bens.pane).not_to_contain_text("from Ana")
    await expect(chat.messages).to_have_count(1)
    await bens.pane.get_by_test_id("pane-menu").click()
    await bens.pane.get_by_test_id("close-split").click()
    await expect(page.get_by_test_id("pane")).to_have_count(1)
    assert page.url.endswith("#/1001")


async def test_opening_a_second_side_leaves_the_first_as_it_was(page, chat, sandbox):
    for number in range(60):
        sandbox.people.send({"user_id": 1001, "text": f"Message {number}"})
    await expect(chat.messages.last).to_be_in_viewport()
    await chat.input.fill("half a thought")
    await page.get_by_test_id("user-row").nth(1).hover()
    await page.get_by_test_id("show-beside").click()
    await expect(page.get_by_test_id("pane")).to_have_count(2)
    await expect(chat.input).to_have_value("half a thought")
    await expect(chat.messages.last).to_be_in_viewport()


async def test_the_address_remembers_who_is_open(page, sandbox):
    await page.get_by_test_id("user-row").nth(1).click()
    await expect(page.get_by_test_id("pane-user")).to_contain_text("Ben")
    await page.reload()
    await expect(page.get_by_test_id("pane-user")).to_contain_text("Ben")
    await page.goto(f"{sandbox.url}/#/424242")
    await expect(page.get_by_test_id("pane-user")).to_contain_text("Ana")


async def test_messages_to_another_user_are_counted(page, chat, bot):
    await bot.say("one", to=1002)
    await bot.say("two", to=1002)
    await bot.say("three", to=1001)
    await expect(page.get_by_test_id("unread")).to_have_text(["2"])
    await page.get_by_test_id("user-row").nth(1).click()
    await expect(page.get_by_test_id("unread")).to_have_count(0)


# --- the clock -------------------------------------------------------------------------------------------------------


async def test_the_clock_moves_by_its_buttons(page, sandbox):
    await page.get_by_test_id("clock-minute").click()
    await expect(page.get_by_test_id("clock-offset")).to_have_text("1 min ahead")
    await page.get_by_test_id("clock-hour").click()
    await expect(page.get_by_test_id("clock-offset")).to_have_text("1 h 1 min ahead")
    await page.get_by_test_id("clock-day").click()
    await expect(page.get_by_test_id("clock-offset")).to_have_text("1 d 1 h ahead")
    assert sandbox.clock.offset == timedelta(days=1, hours=1, minutes=1)


async def test_the_clock_goes_to_the_next_morning(page, sandbox):
    await page.get_by_test_id("clock-morning").click()
    await expect(page.get_by_test_id("clock-time")).to_have_text("08:00")
    assert timedelta(0) < sandbox.clock.offset <= timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "ahead"),
    [("90m", timedelta(minutes=90)), ("+2h 30m", timedelta(hours=2, minutes=30)), ("1w", timedelta(weeks=1))],
)
async def test_the_clock_takes_what_is_typed(page, sandbox, typed, ahead):
    await page.get_by_test_id("clock").click()
    await page.get_by_test_id("clock-input").fill(typed)
    await page.get_by_test_id("clock-input").press("Enter")
    await expect(page.get_by_test_id("clock-input")).to_be_hidden()
    assert sandbox.clock.offset == ahead


@pytest.mark.parametrize(
    ("typed", "words"), [("soon", "Try a span"), ("2020-01-01", "has passed"), ("", "Try a span")]
)
async def test_the_clock_says_why_it_does_not_move(page, sandbox, typed, words):
    await page.get_by_test_id("clock").click()
    await page.get_by_test_id("clock-input").fill(typed)
    await page.get_by_test_id("clock-set").click()
    await expect(page.get_by_test_id("toast")).to_contain_text(words)
    assert sandbox.clock.offset == timedelta(0)


async def test_the_clock_goes_back_to_real_time(page, sandbox):
    await page.get_by_test_id("clock-day").click()
    await page.get_by_test_id("clock").click()
    await page.get_by_test_id("clock-reset").click()
    await expect(page.get_by_test_id("clock-offset")).to_be_empty()
    assert sandbox.clock.offset == timedelta(0)


async def test_a_clock_moved_elsewhere_shows_here(page, sandbox):
    wanted = datetime(2031, 3, 1, 6, 30, tzinfo=UTC)
    offset = (wanted - datetime.now(UTC)).total_seconds()
    await page.request.post(f"{sandbox.url}/_control/clock", data={"offset_seconds": offset})
    await expect(page.get_by_test_id("clock")).to_contain_text("07:30")
    await expect(page.get_by_test_id("clock")).to_contain_text("Sat 1 Mar")


# --- lost and found --------------------------------------------------------------------------------------------------


async def test_a_dropped_stream_is_taken_up_again(open_page, sandbox, bot, chat_of):
    page = await open_page(lost=True)
    chat = chat_of(page, 1001)
    said = await bot.say("Before")
    await expect(chat.text(said)).to_be_visible()
    await page.route("**/_control/events", lambda route: route.abort())
    sandbox.state.events.close()
    await expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "offline")
    await expect(page.get_by_test_id("banner")).to_be_visible()
    missed = await bot.say("Meanwhile")
    await bot.call("editMessageText", chat_id=1001, message_id=said["message_id"], text="Changed")
    await bot.say("To Ben", to=1002)
    await page.unroute("**/_control/events")
    await expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "online")
    await expect(chat.text(missed)).to_contain_text("Meanwhile")
    await expect(chat.text(said)).to_contain_text("Changed")
    await expect(page.get_by_test_id("user-row").nth(1)).to_contain_text("To Ben")
    await expect(page.get_by_test_id("banner")).to_be_hidden()


async def test_a_tap_answered_while_away_still_ends(open_page, sandbox, bot, chat_of):
    page = await open_page(lost=True)
    chat = chat_of(page, 1001)
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await bot.say("Follow?", reply_markup=keyboard)
    await chat.button("Yes").click()
    query = await bot.next("callback_query")
    await expect(chat.button("Yes")).to_have_attribute("aria-busy", "true")
    await page.route("**/_control/events", lambda route: route.abort())
    sandbox.state.events.close()
    await expect(page.get_by_test_id("banner")).to_be_visible()
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Done")
    await page.unroute("**/_control/events")
    await expect(chat.pane.get_by_test_id("toast")).to_contain_text("Done")
    await expect(chat.button("Yes")).not_to_have_attribute("aria-busy", "true")


async def test_a_new_sandbox_at_the_same_address_starts_afresh(open_page, sandbox, chat_of):
    page = await open_page(lost=True)
    await chat_of(page, 1001).write("to the old one")
    await expect(page.get_by_test_id("message")).to_have_count(1)
    port = int(sandbox.url.rpartition(":")[2])
    await sandbox.stop()
    await expect(page.get_by_test_id("banner")).to_be_visible()
    await chat_of(page, 1001).write("into the void")
    await expect(page.get_by_test_id("toast").first).to_contain_text("does not answer")
    fresh = Sandbox(token=sandbox.token)
    await fresh.start(port=port)
    try:
        await expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "online")
        await expect(page.get_by_test_id("message")).to_have_count(0)
        await expect(page.get_by_test_id("composer-input")).to_have_value("into the void")
        await page.close()
    finally:
        await fresh.stop()


# --- screens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, {"width": 820, "height": 900}, {"width": 1440, "height": 900}])
async def test_nothing_is_wider_than_the_screen(open_page, bot, sandbox, scheme, viewport):
    page = await open_page(viewport=viewport, color_scheme=scheme)
    row = [{"text": f"A button with words {n}", "callback_data": str(n)} for n in range(3)]
    await bot.say(
        f"{LONG_WORD}\n<pre>{LONG_WORD}</pre><blockquote>{LONG_WORD}</blockquote>",
        reply_markup={"inline_keyboard": [row]},
    )
    sandbox.people.send({"user_id": 1001, "text": f"https://example.org/{LONG_WORD}"})
    await expect(page.get_by_test_id("message")).to_have_count(2)
    wide = """() => [document.documentElement, ...document.querySelectorAll(".log-scroller, .topbar, .pane")]
        .filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.className)"""
    assert await page.evaluate(wide) == []
    inside = "element => element.getBoundingClientRect().right <= innerWidth"
    assert await page.get_by_test_id("clock").evaluate(inside)
    assert await page.get_by_test_id("send").evaluate(inside)


async def test_the_page_follows_the_colour_scheme(open_page):
    tone = "getComputedStyle(document.body).backgroundColor"
    light = await (await open_page(color_scheme="light")).evaluate(tone)
    dark = await (await open_page(color_scheme="dark")).evaluate(tone)
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(23, 33, 43)")


async def test_a_phone_shows_the_list_or_a_chat(open_page):
    page = await open_page(viewport=NARROW, has_touch=True)
    await expect(page.get_by_test_id("pane")).to_be_visible()
    await expect(page.get_by_test_id("user-list")).to_be_hidden()
    await page.get_by_test_id("back").click()
    await expect(page.get_by_test_id("user-list")).to_be_visible()
    await expect(page.get_by_test_id("pane")).to_have_count(0)
    await page.get_by_test_id("user-row").nth(1).click()
    await expect(page.get_by_test_id("pane-user")).to_contain_text("Ben")
    await page.get_by_test_id("clock").click()
    await page.get_by_test_id("clock-hour").click()
    await expect(page.get_by_test_id("clock-offset")).to_have_text("1 h ahead")


async def test_every_control_has_a_name_and_is_reached_by_key(page, bot):
    await bot.say("Try /help", reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
    await expect(page.get_by_test_id("inline-button")).to_be_visible()
    nameless = """() => [...document.querySelectorAll("button, a, input, textarea, select")].filter((control) =>
        !(control.getAttribute("aria-label") || control.textContent.trim() || control.labels?.length
          || control.placeholder || control.hidden)).map((control) => control.outerHTML)"""
    assert await page.evaluate(nameless) == []
    await page.get_by_role("link", name="Skip to the chat").focus()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Clipping sandbox")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("composer-input")).to_be_focused()


async def test_the_page_needs_nothing_from_elsewhere(open_page, sandbox):
    page = await open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    await page.reload()
    await expect(page.get_by_test_id("pane")).to_be_visible()
    assert asked
    assert all(url.startswith(sandbox.url) for url in asked)
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]')
    assert await policy.get_attribute("content") == "default-src 'self'"
    assert await page.locator("[style]:not(textarea), style, script:not([src])").count() == 0


async def test_the_latest_message_stays_in_view_when_room_gets_scarce(page, chat, sandbox):
    for number in range(40):
        sandbox.people.send({"user_id": 1001, "text": f"Message {number} {'and more words ' * 12}"})
    await expect(chat.messages).to_have_count(40)
    await expect(chat.messages.last).to_be_in_viewport()
    await chat.input.fill("a\nmuch\ntaller\ncomposer\n" * 4)
    await expect(chat.messages.last).to_be_in_viewport()
    await page.set_viewport_size({"width": 500, "height": 620})
    await expect(chat.messages.last).to_be_in_viewport()


async def test_who_reads_earlier_messages_is_not_torn_away(page, chat, bot, sandbox):
    for number in range(60):
        sandbox.people.send({"user_id": 1001, "text": f"Message {number}"})
    await expect(chat.messages).to_have_count(60)
    await chat.messages.nth(5).scroll_into_view_if_needed()
    to_end = chat.pane.get_by_role("button", name="Go to the latest message")
    await expect(to_end).to_be_visible()
    said = await bot.say("News")
    await expect(to_end).to_have_text("1")
    await expect(chat.messages.nth(5)).to_be_in_viewport()
    await to_end.click()
    await expect(chat.bubble(said)).to_be_in_viewport()
    await expect(to_end).to_be_hidden()
