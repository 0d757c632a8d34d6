"""Bytes become the characters their writer meant, whatever was declared, and never an exception."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import decode
from bot.ingest.decode import Kind

SAMPLES = {
    "windows-1251": "Президент сказал, что переговоры продолжатся на следующей неделе в столице.",
    "koi8-r": "Президент сказал, что переговоры продолжатся на следующей неделе в столице.",
    "windows-1252": "Le président a déclaré que « les négociations » continueraient à l’été prochain.",
    "iso-8859-2": "Prezydent powiedział, że rozmowy będą kontynuowane w przyszłym tygodniu w Łodzi.",
    "euc-kr": "대통령은 다음 주에 협상이 계속될 것이라고 말했다.",
    "gb18030": "总统表示，谈判将在下周继续进行。",
    "shift_jis": "大統領は、交渉は来週も続くと述べた。",
    "iso-2022-jp": "大統領は、交渉は来週も続くと述べた。",
    "big5": "總統表示，談判將在下週繼續進行。",
    "utf-8": "The president said “talks” — größer, больше, 更大.",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_header_is_believed(name):
    assert decode.decode(SAMPLES[name].encode(name), name) == SAMPLES[name]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "meta", ['<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">']
)
def test_the_meta_element_is_believed(name, meta):
    markup = f"<html><head>{meta.format(name)}</head><p>{SAMPLES[name]}</p>"
    assert decode.decode(markup.encode(name)) == markup


def test_the_header_goes_before_the_meta_element():
    markup = f"<meta charset=koi8-r>{SAMPLES['windows-1251']}"
    assert decode.decode(markup.encode("windows-1251"), "windows-1251") == markup


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_goes_before_everything(name):
    data = f"<meta charset=koi8-r>{SAMPLES['utf-8']}".encode(name)
    assert decode.decode(data, "windows-1251").endswith(SAMPLES["utf-8"])
    assert decode.kind(data) is Kind.HTML


@pytest.mark.parametrize("name", ["windows-1251", "windows-1252", "euc-kr", "gb18030"])
def test_without_any_claim_the_encoding_is_guessed(name):
    text = (SAMPLES[name] + "\n") * 5
    assert decode.decode(text.encode(name)) == text


@pytest.mark.parametrize("claim", ["iso-8859-1", "windows-1252", "ascii", "no-such-thing", "rot13", "", None])
def test_utf_8_is_seen_through_a_wrong_claim(claim):
    assert decode.decode(SAMPLES["utf-8"].encode(), claim) == SAMPLES["utf-8"]


def test_a_wrong_claim_of_utf_8_does_not_spoil_the_text():
    text = SAMPLES["windows-1251"] * 5
    assert decode.decode(text.encode("windows-1251"), "utf-8") == text


def test_a_few_broken_bytes_do_not_change_the_encoding():
    data = (SAMPLES["utf-8"] * 20).encode()[:-1] + b"\xff"
    assert decode.decode(data, "utf-8").startswith(SAMPLES["utf-8"])


def test_labels_mean_what_browsers_mean_by_them():
    assert decode.decode(b"\x93quoted\x94 \x80 5", "latin1") == "“quoted” € 5"


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "utf-8", "utf-16", "utf-7", "shift_jis", "base64", "idna", "x"]),
)
def test_any_bytes_decode(data, claim):
    assert isinstance(decode.decode(data, claim), str)
    assert decode.kind(data, claim) in Kind


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_utf_8_comes_back_as_it_was(text):
    assert decode.decode(b"\xef\xbb\xbf" + text.encode()) == text
    if "charset" not in text and "encoding" not in text:
        assert decode.decode(text.encode(), "utf-8") == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html>", Kind.HTML),
        (b"\n <!-- saved from somewhere -->\n<html>", Kind.HTML),
        (b'<?xml version="1.0"?><html/>', Kind.HTML),
        (b"Breaking: <p>one</p><p>two</p>", Kind.HTML),
        (b"Plain words, and 3 < 4 but 5 > 4.", Kind.TEXT),
        (b"# Markdown\n\n<https://example.com> and a <b>tag</b>", Kind.TEXT),
        ("Wörter".encode("utf-16"), Kind.TEXT),
        (b"", Kind.TEXT),
        (b"tab\there\r\nform\x0cfeed", Kind.TEXT),
        (b"%PDF-1.7\n\x00\x01", Kind.DOCUMENT),
        (b"PK\x03\x04\x14\x00", Kind.DOCUMENT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", Kind.DOCUMENT),
        (b"{\\rtf1\\ansi hello}", Kind.DOCUMENT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Kind.BINARY),
        (b"text with a \x00 in it", Kind.BINARY),
        (bytes(range(1, 256)), Kind.BINARY),
        # Without the time of packing: the data is the test's name, which the workers of a run must agree on.
        (gzip.compress(b"words " * 1000, mtime=0), Kind.BINARY),
        (b"<html>" + bytes(range(1, 30)) * 9, Kind.BINARY),
    ],
)
def test_files_are_told_by_their_content(data, kind):
    assert decode.kind(data) is kind


def test_wide_characters_without_a_mark_need_the_header():
    data = "<html><p>Wörter</p></html>".encode("utf-16-le")
    assert decode.kind(data) is Kind.BINARY
    assert decode.kind(data, "utf-16-le") is Kind.HTML
    assert decode.decode(data, "utf-16-le") == "<html><p>Wörter</p></html>"
