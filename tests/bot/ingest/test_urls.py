"""One article has one key, two articles have two."""

from string import ascii_lowercase
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.ingest import urls

ONE = "https://example.com/2026/news"
SAME = [
    *("http://example.com/2026/news", "HTTPS://Example.COM/2026/news", "https://example.com:443/2026/news"),
    *(
        "http://example.com:80/2026/news/",
        "https://www.example.com/2026/news",
        "https://m.example.com/2026/news",
    ),
    *(
        "https://amp.example.com/2026/news",
        "https://example.com/2026/news/amp",
        "https://example.com/2026/news/amp/",
    ),
    *(
        "https://example.com/2026/./x/../news",
        "https://example.com//2026//news",
        "https://example.com/2026/news#top",
    ),
    *(
        "https://example.com/2026/news?utm_source=tg&utm_medium=bot",
        "https://example.com/2026/news?fbclid=IwAR0",
    ),
    *(
        "https://example.com/2026/news?ref=rss&CMP=share",
        "https://example.com/2026/news?guccounter=1&gclid=x",
    ),
    *(
        "https://example.com/2026/%6Eews",
        "https://example.com./2026/news",
        "https://example.com/2026/news?cid=soc_tw",
    ),
    *("https://example.com/2026/news?at_medium=RSS&amp=1", "https://example.com/2026/news?smid=tw&_ga=2.1.3"),
]
OTHER = [
    *(
        "?page=2",
        "?p=123",
        "?id=7",
        "?cid=123",
        "?eid=9",
        "?gallery=3",
        "?q=refugees",
        "?section=1",
        "/2",
        "?b=",
    ),
    *("?article=utm_source", "?v=ref", "?game=1", "?lang=fr", "?amplitude=2", "/amplifier", "?sourceid=4"),
]
_WORD = st.text(st.sampled_from(ascii_lowercase + "0123456789-._~%&=+éя文 /;:@!$'()*,[]"), max_size=12)
_HOSTS = st.sampled_from(
    [
        "example.com",
        "WWW.example.com",
        "m.amp.example.co.uk",
        "bücher.example",
        "xn--bcher-kva.example",
        "127.0.0.1",
        "www.com",
    ]
)


@st.composite
def web_urls(draw) -> str:
    port = draw(st.sampled_from(["", ":80", ":443", ":8080", "."]))
    path = "/".join(draw(st.lists(_WORD, max_size=4)))
    query = "&".join(f"{n}={v}" for n, v in draw(st.lists(st.tuples(_WORD, _WORD), max_size=3)))
    scheme = draw(st.sampled_from(["http", "https", "HTTP"]))
    return f"{scheme}://{draw(_HOSTS)}{port}/{path}?{query}#{draw(_WORD)}"


@pytest.mark.parametrize("url", SAME)
def test_spellings_of_one_page_have_one_key(url):
    assert urls.key(url) == ONE


@pytest.mark.parametrize("tail", OTHER)
def test_what_picks_content_stays_in_the_key(tail):
    assert urls.key(ONE + tail) != ONE


def test_parameters_are_sorted():
    assert urls.key(f"{ONE}?b=2&a=1") == urls.key(f"{ONE}?a=1&b=2") == f"{ONE}?a=1&b=2"


def test_names_in_other_scripts_have_one_key():
    assert urls.key("https://bücher.example/straße") == urls.key("http://xn--bcher-kva.example/stra%C3%9Fe")


@settings(deadline=None)
@given(web_urls())
@example("http://example.com/&amp;amp;lt;")
@example("http://example.com/amp/amp//")
@example("http://example.com/%2561")
@example("http://www.www.m.example.com:443/")
def test_the_key_of_a_key_is_itself(url):
    once = urls.key(url)
    assert urls.key(once) == once
    assert once.isascii()
    assert urlsplit(once).scheme == "https"


@settings(deadline=None)
@given(st.text(max_size=60).map(lambda rest: f"https://example.com/{rest}"))
@example("https://example.com/[")
@example("https://example.com/\ud800")
def test_hostile_spellings_give_a_key_or_a_value_error(url):
    try:
        once = urls.key(url)
    except ValueError:
        return
    assert urls.key(once) == once


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("https://example.com/x", "https://example.com/x"),
        ("  <https://example.com/x>\n", "https://example.com/x"),
        ("example.com/x?y=1", "https://example.com/x?y=1"),
        ("news.example.co.uk", "https://news.example.co.uk"),
        ("пример.рф/новость", "https://пример.рф/новость"),
        ("HTTP://EXAMPLE.com/", "HTTP://EXAMPLE.com/"),
        ("example.com:8080/x", "https://example.com:8080/x"),
    ],
)
def test_what_people_type_becomes_an_address(words, url):
    assert urls.address(words) == url


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            "hello",
            "hello there.",
            "v1.2",
            "ftp://example.com/x",
            "javascript:alert(1)",
            "mailto:a@example.com",
        ),
        *("http://", "//example.com/", "http://a b/", "http://me@example.com/", "http://me:pw@example.com/"),
        *(
            "http://example.com\\@127.0.0.1/",
            "http://a\tb/",
            "http://example.com:99999/",
            "http://[::1/",
            "file:///etc/passwd",
        ),
        *("https://example.com/" + "x" * urls.LONGEST, "https://example.com/\x00"),
    ],
)
def test_what_is_no_address_is_none(words):
    assert urls.address(words) is None


@settings(deadline=None)
@given(st.text(max_size=80))
@example("http://[")
def test_any_words_are_an_address_or_none(words):
    found = urls.address(words)
    assert found is None or urls.host(found)


@pytest.mark.parametrize(
    ("url", "host"), [("https://www.example.com:80/x", "example.com"), ("x", ""), ("http://[", "")]
)
def test_hosts_are_named_as_people_call_them(url, host):
    assert urls.host(url) == host


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://example.com", True),
        ("http://www.example.com/?utm_source=x#y", True),
        ("https://example.com/?p=1", False),
    ],
)
def test_front_pages_are_known(url, root):
    assert urls.is_root(url) is root


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("https://example.com/a", "https://amp.example.com/b", True),
        ("https://example.com/a", "https://news.example.com/b", True),
        ("https://example.com/a", "https://badexample.com/b", False),
        ("https://example.com/a", "https://example.org/a", False),
    ],
)
def test_sites_are_told_apart(one, two, same):
    assert urls.same_site(one, two) is same
    assert urls.same_site(two, one) is same
