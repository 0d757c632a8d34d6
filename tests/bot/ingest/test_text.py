"""Texts are cleaned, counted and recognised the same in every script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import text

ANY = st.text(st.characters(), max_size=200)  # lone surrogates too: JSON can carry them


@settings(deadline=None)
@given(ANY)
def test_a_clean_text_stays_as_it_is_and_can_be_stored(raw):
    clean = text.clean(raw)
    assert text.clean(clean) == clean
    clean.encode()
    assert not set(clean) & {"\0", "\r", "\u2028", "\xad", "\u200b"}


def test_cleaning_keeps_paragraphs_and_joiners():
    family = "👨\u200d👩\u200d👧 می\u200cخواهم"
    assert (
        text.clean(f"\ufeff  one\r\ntwo\rthree\u2028four\x07 {family}\t!\n")
        == f"one\ntwo\nthree\nfour {family}\t!"
    )


@settings(deadline=None)
@given(ANY)
def test_the_key_does_not_depend_on_white_space(raw):
    clean = text.clean(raw)
    assert text.key(clean) == text.key("\n\n ".join(clean.split())) == text.key(f" {clean}\u00a0")


def test_other_words_have_another_key():
    assert text.key("one two") != text.key("one two three")
    assert text.key("one two").startswith("text:")


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("", 0),
        ("👍 … — !!!", 0),
        ("Three little words.", 3),
        ("Don’t count U.S. co-operation twice: 3.5", 6),
        ("Президент сказал", 2),
        ("总统表示，谈判", 6),
        ("大統領は述べた", 7),
        ("대통령은 말했다", 2),
        ("ประชาไท", 7),
        ("قال الرئيس", 2),
        ("प्रधानमंत्री ने कहा", 3),
    ],
)
def test_words_are_counted_as_readers_count_them(raw, count):
    assert text.word_count(raw) == count


@pytest.mark.parametrize(
    ("raw", "letters"), [("👍🔥 123 !?", False), ("", False), ("a", True), ("谈", True), ("👍 ok", True)]
)
def test_letters_of_any_script_count(raw, letters):
    assert text.has_letters(raw) is letters


@settings(deadline=None)
@given(ANY, st.integers(2, 40))
def test_one_line_is_one_line_within_its_limit(raw, limit):
    line = text.one_line(raw, limit)
    assert line is None or (len(line) <= limit and line and "\n" not in line)


def test_a_long_line_is_cut_after_a_word():
    assert text.one_line("alpha beta gamma", 12) == "alpha beta…"
    assert text.one_line("  alpha \n beta ", 12) == "alpha beta"
    assert text.one_line(None, 9) is text.one_line(" \n", 9) is None
