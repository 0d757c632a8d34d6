"""Our parser of Telegram HTML against TDLib's own."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import ParseError, parse_html, utf16_length

TEXTS = [
    "",
    "plain & simple",
    "<b>bold</b> <strong>too</strong>",
    "<i>i</i><em>e</em><u>u</u><ins>n</ins><s>s</s><strike>t</strike><del>d</del>",
    "<b>bold <i>both <u>three</u></i></b>",
    "<b>😀</b>😀<i>é</i>",
    "<tg-spoiler>a</tg-spoiler> <span class='tg-spoiler'>b</span>",
    "<span>x</span>",
    "<span class='other'>x</span>",
    "<a href='https://example.com/a?b=1&amp;c=2'>link</a>",
    '<a href="HTTP://Example.COM">x</a>',
    "<a href='tg://user?id=7'>Ann</a>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='ftp://example.com'>x</a>",
    "<a>example.com</a> <a>nothing</a>",
    "<a href=example.com>x</a>",
    "<code>a &lt; b</code>",
    "<pre>code</pre>",
    '<pre><code class="language-python">print()</code></pre>',
    "<code class='language-c'><pre>x</pre></code>",
    "<pre><code class='language-c'>x</code> y</pre>",
    "<code class='language-c'>x</code>",
    "<blockquote>q</blockquote>",
    "<blockquote expandable>q</blockquote>",
    "<blockquote expandable='1'>q <b>r</b></blockquote>",
    "<tg-emoji emoji-id='5368324170671202286'>👍</tg-emoji>",
    "<tg-emoji>👍</tg-emoji>",
    "<tg-time unix='1800000000' format='wDT'>then</tg-time>",
    "<tg-time unix='1800000000' format='q'>then</tg-time>",
    "&lt;&gt;&amp;&quot;&#65;&#x1F600;&nbsp;&hellip;&copy",
    "&#55357;",
    "&#0;&#x110000;&#99999999999;&;&#;&#x;",
    "<p>x</p>",
    "a<br>b",
    "a<br/>b",
    "<!-- note -->",
    "1 < 2",
    "<",
    "<b",
    "<b class",
    "<b class=",
    "<b class='x",
    "<b class='x'",
    "<b =x>y</b>",
    "<b class=a_b>y</b>",
    "<b>x</b",
    "<b>x</i>",
    "<b>x</>",
    "<b><i>x</b></i>",
    "</b>",
    "é<b>x",
    "é<p>",
    "<B CLASS=X>y</b\n>",
    " <b> x </b> ",
    "<b></b><i>x</i>",
    "<b><b>x</b>y</b>",
    "a\0b",
]


def ours(tdlib, text):
    try:
        plain, entities = parse_html(text)
    except ParseError as error:
        return str(error)
    return plain, tdlib.ours(entities)


@pytest.mark.parametrize("text", TEXTS)
def test_agrees_with_tdlib(tdlib, text):
    assert ours(tdlib, text) == tdlib.parse_html(text)


PIECES = [
    *(
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<blockquote>",
        "</blockquote>",
        "</>",
    ),
    *("<blockquote expandable>", "<tg-spoiler>", "</tg-spoiler>", "<a>", "</a>", "<a href='http://x.com/a'>"),
    *(
        '<a href="tg://user?id=7">',
        "<code class='language-py'>",
        "<span class='tg-spoiler'>",
        "</span>",
        "<p>",
    ),
    *(
        "<tg-time unix=5 format='wDT'>",
        "</tg-time>",
        "<tg-emoji emoji-id='5'>",
        "</tg-emoji>",
        "<b ",
        "<b x=",
        "<B>",
    ),
    *("&lt;", "&amp", "&#65;", "&#x1F600;", "&#55357;", "&nbsp;", "&", "<", ">", "/", "=", "'", '"', "!--"),
    *(" ", "\n", "\t", "\r", "\u2028", "😀", "é", "a", "b c", "x.com", "http://y.org"),
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join))
def test_agrees_with_tdlib_on_tag_soup(tdlib, text):
    # A lone surrogate cannot come over HTTP as UTF-8.
    text = text.encode(errors="ignore").decode()
    assert ours(tdlib, text) == tdlib.parse_html(text)


NAMES = [
    "b",
    "i",
    "u",
    "s",
    "code",
    "pre",
    "blockquote",
    "tg-spoiler",
    "a href='http://x.com'",
    "tg-time unix=12",
]


def wrapped(inner):
    tagged = st.tuples(st.sampled_from(NAMES), inner).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
    )
    return st.one_of(tagged, st.tuples(inner, inner).map("".join))


@given(st.recursive(st.sampled_from(["a", "😀", " ", "é\n", "&lt;", "x.com"]), wrapped, max_leaves=12))
def test_agrees_with_tdlib_on_well_nested_tags(tdlib, text):
    plain, entities = parse_html(text)
    assert (plain, tdlib.ours(entities)) == tdlib.parse_html(text)
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(plain)


LINK_PIECES = [
    *(
        "http://",
        "https://",
        "HTTP://",
        "ftp://",
        "tg://",
        "tg:",
        "ton://",
        "javascript:",
        "mailto:",
        "//",
        "/",
        "?",
    ),
    *(
        "#",
        "a",
        "x.com",
        "X.ORG",
        "ä.de",
        "t.me",
        "@",
        ":",
        ":80",
        ":0",
        ":0443",
        ":70000",
        " ",
        "%20",
        "%zz",
        "[::1]",
    ),
    *("127.0.0.1", "..", ".", "-", "_", "\\", "|", "<", "user?id=5", "&id=0", "=", "😀", "\n", "'"),
]


@given(st.lists(st.sampled_from(LINK_PIECES), max_size=6).map("".join))
def test_agrees_with_tdlib_on_links(tdlib, link):
    text = f'<a href="{html.escape(link, quote=False)}">x</a>'
    assert ours(tdlib, text) == tdlib.parse_html(text)


@given(st.text())
def test_escaped_text_comes_back_whole(text):
    text = text.encode(errors="ignore").decode().replace("\0", "")
    assert parse_html(html.escape(text, quote=False)) == (text, [])
