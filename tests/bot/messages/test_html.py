from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import html

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
TRICKY = st.text(st.sampled_from("<>&\"'/; ab#x3lt"), max_size=60)


@given(ANY | TRICKY)
def test_what_is_escaped_is_shown_as_it_was(text):
    assert html.shown(html.escape(text)) == text


@given(TRICKY)
def test_telegram_shows_what_we_think_it_shows(accepted, text):
    url = 'https://example.org/?a=1&b="2"'
    marked = f"<b>{html.escape(text)}</b>, {html.link(text, url)}"
    assert accepted(marked)[0] == html.shown(marked)


@given(ANY)
def test_units_are_those_of_utf_16(text):
    assert html.units(text) == len(text.encode("utf-16-le")) // 2


@given(ANY, st.integers(min_value=1, max_value=200))
def test_a_cut_is_a_beginning_within_the_limit(text, limit):
    cut = html.cut(text, limit)
    assert html.units(cut) <= limit
    if html.units(text) <= limit:
        assert cut == text
    else:
        assert cut.endswith("…")
        assert text.startswith(cut[:-1])


def test_a_cut_falls_between_words_where_there_are_some():
    assert html.cut("The harbour was closed", 15) == "The harbour…"
    assert html.cut("Incomprehensibilities", 10) == "Incompreh…"
    assert html.cut("a Incomprehensibilities", 10) == "a Incompr…"
    assert html.cut("𝕏𝕏𝕏", 4) == "𝕏…"


@given(st.lists(st.text(st.sampled_from("ab <&𝕏"), min_size=1, max_size=2000), max_size=12))
def test_filling_keeps_order_and_every_message_fits(texts):
    blocks = [f"<b>{html.escape(each)}</b>" for each in texts]
    messages = html.fill(blocks, between="\n\n")
    assert all(map(html.fits, messages))
    assert "\n\n".join(messages) == "\n\n".join(blocks)
    for first, second in pairwise(messages):
        assert not html.fits(first + "\n\n" + second.split("\n\n")[0])


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        ("a" * 4000, True),
        ("a" * 4001, False),
        ("𝕏" * 2001, False),
        ("&amp;" * 4000, True),
        ("<b>a</b>" * 90, True),
        ("<b>a</b>" * 91, False),
        ("<b></b>" + "ж" * 3999, True),
        (f'<a href="https://example.org/{"a" * 30_000}">a</a>', False),
    ],
)
def test_what_fits(message, fits):
    assert html.fits(message) is fits


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "tg://user?id=1", "example.org"])
def test_only_web_addresses_become_links(url):
    assert html.link("<name>", url) == "&lt;name&gt;"


def test_a_link_cannot_be_left_by_its_address(accepted):
    url = 'https://example.org/?a=1&b="><b>'
    text, entities = accepted(html.link("name", url))
    assert text == "name"
    assert [each["type"] for each in entities] == ["text_link"]


def test_joining_leaves_out_what_is_not_there():
    assert html.joined(["a", None, "", "b"]) == "a · b"
    assert html.joined([None]) == ""
