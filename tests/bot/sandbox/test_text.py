"""What a text becomes when it is stored, against TDLib's own functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html, utf16_length
from bot.sandbox.finding import find_entities
from bot.sandbox.text import MOST_ENTITIES, normalise

BLANK = " \n"


@pytest.mark.parametrize(
    "text",
    [
        "see example.com/x, @reader /start #tag a@b.co",
        "/start",
        "/sub@clipping_bot world",
        "/start/x x/start </start>",
        "#1 #a1 #a_b #héllo ##x #tag@x",
        "http://x.y http://localhost/x http://127.0.0.1:80/x",
        "HTTPS://Example.COM/a(b)c.",
        "(http://en.wikipedia.org/wiki/A_(b)) [http://x.com]",
        "www.example.com?x=1#y, example.com. «example.com»",
        "«http://x.com/» http://x.com/«q»",
        "e.g. this, U.S. News, end.In the, p.m.",
        "пример.рф x.com:80/y ftp://x.com",
        "@ab @abc @abcd @abcdé x@abcd",
        "a.b@c.de/x foo@bar.com/x?y a@b.com@c.com reader@mail.example.org",
        "http://foo.local/x http://x.zzz x.zzz http://a_b.com",
        "x.com,y.org see(x.com) 50%.com",
        "tg://resolve?domain=x ton://x",
        "😀 http://x.com 😀 @reader",
    ],
)
def test_finds_what_tdlib_finds(tdlib, text):
    assert tdlib.ours(find_entities(text)) == tdlib.find(text)


KINDS = [
    *("bold", "italic", "underline", "strikethrough", "spoiler"),
    *("code", "pre", "blockquote", "expandable_blockquote", "text_link"),
]


@st.composite
def tangles(draw):
    """A short text with entities on character borders, crossing as they like."""
    text = draw(st.text(alphabet="ab \n\r\t😀\u2028\u0333", min_size=1, max_size=10))
    borders = [0]
    for char in text:
        borders.append(borders[-1] + utf16_length(char))
    entities = []
    for _ in range(draw(st.integers(0, 5))):
        begin, end = sorted((draw(st.sampled_from(borders)), draw(st.sampled_from(borders))))
        kind = draw(st.sampled_from(KINDS))
        if begin < end:
            link = {"url": "http://x.com/"} if kind == "text_link" else {}
            entities.append({"type": kind, "offset": begin, "length": end - begin, **link})
    return text, entities


@given(tangles())
def test_untangles_as_tdlib_does(tdlib, tangle):
    text, entities = tangle
    fixed, rows = tdlib.fix(text, entities)
    # TDLib's function does not trim; the rest of the rule is ours to apply here.
    stripped = fixed.rstrip(BLANK)
    length = utf16_length(stripped)
    lead = min([len(stripped) - len(stripped.lstrip(BLANK)), *(row[0] for row in rows if row[0] < length)])
    expected = sorted(
        (row[0] - lead, min(row[1], length - row[0]), *row[2:]) for row in rows if row[0] < length
    )
    plain, kept = normalise(text, entities, find=False)
    assert plain == stripped[lead:]
    assert sorted(tdlib.ours(kept)) == expected


@given(tangles())
def test_what_is_stored_is_stored_the_same_again(tdlib, tangle):
    text, kept = normalise(*tangle)
    again, same = normalise(text, kept)
    assert again == text
    # Entities over the same letters may change places: trimming has made equal what was sorted as longer.
    assert sorted(tdlib.ours(same)) == sorted(tdlib.ours(kept))


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("  padded \n\n", "padded"),
        ("a\r\nb", "a\nb"),
        ("a\tb\x01c", "a b c"),
        ("a\u2028b\u202ec", "abc"),
        ("non\u00a0breaking\u200b", "non\u00a0breaking\u200b"),
        (" \n ", ""),
    ],
)
def test_cleans_and_trims(given_text, stored):
    assert normalise(given_text) == (stored, [])


def test_found_entities_give_way_to_given_ones():
    text, entities = parse_html("<a href='http://x.com'>y.org</a> <b>z.org</b> <code>w.org</code>")
    _, kept = normalise(text, entities)
    assert [(entity["type"], entity["offset"]) for entity in kept] == [
        ("text_link", 0),
        ("url", 6),
        ("bold", 6),
        ("code", 12),
    ]


def test_drops_entities_past_the_limit():
    source = " ".join(f"<b>{number}</b>" for number in range(MOST_ENTITIES + 30))
    text, kept = normalise(*parse_html(source))
    assert len(kept) == MOST_ENTITIES
    assert text.endswith(str(MOST_ENTITIES + 29))
