"""The page's pure modules, run in the browser on many inputs: entities, addresses, spans of time, routes."""

import random

import pytest
from playwright.async_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

TYPES = (
    *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "url", "email"),
    *(
        "mention",
        "hashtag",
        "bot_command",
        "blockquote",
        "expandable_blockquote",
        "custom_emoji",
        "from_2031",
    ),
)
PIECES = (
    "word ",
    "<b>&amp;",
    "\n",
    "🇻🇪",
    "👩‍👩‍👧",
    "مرحبا",
    "/help ",
    "https://example.org ",
    "é",
    "“quote” ",
)


async def run(page: Page, module: str, expression: str, argument):
    """What an expression over a module `m` gives for each item of the argument."""
    return await page.evaluate(
        f'async (items) => {{ const m = await import("/{module}"); return items.map((item) => {expression}); }}',
        argument,
    )


def random_message(chance: random.Random):
    text = "".join(chance.choices(PIECES, k=chance.randrange(1, 14)))
    units = len(text.encode("utf-16-le")) // 2
    entities = []
    for _ in range(chance.randrange(7)):
        offset = chance.randrange(-1, units + 1)
        length = chance.randrange(1, units + 3)
        kind = chance.choice(TYPES)
        entities.append({"type": kind, "offset": offset, "length": length, "url": "https://example.org"})
    return {"text": text, "entities": entities}


async def test_whatever_the_entities_no_letter_is_lost_or_doubled(page):
    chance = random.Random(7)
    messages = [random_message(chance) for _ in range(400)]
    expression = """(() => {
        const box = document.createElement("div");
        box.append(m.renderText(item.text, item.entities));
        for (const toggle of box.querySelectorAll(".quote-toggle")) toggle.remove();
        return box.textContent;
    })()"""
    shown = await run(page, "entities.js", expression, messages)
    for message, text in zip(messages, shown, strict=True):
        blocks = any(
            entity["type"] in {"pre", "blockquote", "expandable_blockquote"} for entity in message["entities"]
        )
        if blocks:  # a block stands on lines of its own; the newline beside it is not shown twice
            assert text.replace("\n", "") == message["text"].replace("\n", "")
        else:
            assert text == message["text"]


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("HTTP://EXAMPLE.org", "http://example.org/"),
        ("example.org/path?q=1", "https://example.org/path?q=1"),
        ("localhost:8081/x", "https://localhost:8081/x"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("javascript:alert(1)", None),
        (" JavaScript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("blob:https://example.org/1", None),
        ("https://", None),
        ("", None),
    ],
)
async def test_only_harmless_addresses_become_links(page, address, href):
    assert await run(page, "entities.js", "m.safeHref(item)", [address]) == [href]


async def test_spans_are_understood(page):
    chance = random.Random(11)
    units = {
        "s": 1,
        "sec": 1,
        "m": 60,
        "min": 60,
        "h": 3600,
        "hr": 3600,
        "d": 86400,
        "days": 86400,
        "w": 604800,
    }
    typed, wanted = [], []
    for _ in range(100):
        parts = [(chance.randrange(100), chance.choice(list(units))) for _ in range(chance.randrange(1, 4))]
        gap = chance.choice(["", " "])
        typed.append(
            chance.choice(["", "+", " "]) + " ".join(f"{amount}{gap}{unit}" for amount, unit in parts)
        )
        wanted.append(sum(amount * units[unit] for amount, unit in parts))
    assert await run(page, "time.js", "m.parseJump(item, 0)", typed) == wanted


@pytest.mark.parametrize(
    "typed", ["", "soon", "5", "5 parsecs", "25:00", "08:60", "2026-02-30", "-5m", "1h garbage"]
)
async def test_nonsense_is_no_span(page, typed):
    assert await run(page, "time.js", "m.parseJump(item, 0)", [typed]) == [None]


async def test_a_wall_time_is_the_next_one(page):
    # 2026-03-28 20:00 in Berlin; the clocks go forward that night, so the next 08:00 is eleven hours away.
    evening = 1774724400000
    asked = ["08:00", "20:00", "21:30", "2026-03-29 09:00"]
    hours = [seconds / 3600 for seconds in await run(page, "time.js", f"m.parseJump(item, {evening})", asked)]
    assert hours == [11, 23, 1.5, 12]


async def test_routes_say_what_they_were_made_of(page):
    sides = [
        [],
        [{"userId": 1001, "chatId": 1001}],
        [{"userId": 1001, "chatId": 1001}, {"userId": 1002, "chatId": -2001}],
    ]
    assert await run(page, "route.js", "m.parse(m.address(item))", sides) == sides
    odd = ["#/1001+x+1002", "#junk", "#/1+2+3", "#/<b>", "#/1001@"]
    parsed = await run(page, "route.js", "m.parse(item).map((side) => side.userId)", odd)
    assert parsed == [[1001, 1002], [], [1, 2], [], []]
