"""Whatever a server does, a fetch ends in time, in bounds, and in a page or in a word to the reader."""

import asyncio
import gzip
import shutil
import ssl
import subprocess
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import fetch
from bot.ingest.fetch import Fetcher

HTML = b"<html><body><p>News</p></body></html>"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


async def endless(writer, piece: bytes, head: bytes = b"") -> None:
    writer.write(head)
    while not writer.is_closing():
        writer.write(piece)
        await writer.drain()


async def drip(writer, head: bytes) -> None:
    writer.write(head)
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def test_a_page_comes_with_its_type_charset_and_final_url(site, fetcher, page, moved):
    site.answers["/a"] = moved("/b?x=1#part")
    site.answers["/b"] = page(HTML, kind='Text/HTML; Charset="ISO-8859-2"')
    found = await fetcher.get(site.url("/a#fragment"))
    assert found == fetch.Fetched(
        url=site.url("/b?x=1"), status=200, content_type="text/html", charset="iso-8859-2", body=HTML
    )


async def test_the_request_says_who_we_are_and_nothing_else(site, page):
    site.answers["/"] = page(HTML, Set_Cookie="id=7")
    async with Fetcher(("127.0.0.1/32",), user_agent="Clipping/9 (+https://example.org/bot)") as fetcher:
        await fetcher.get(site.url())
        await fetcher.get(site.url())
    for request in site.requests:
        names = [line.partition(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line]
        assert names == [b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"]
        assert b"Clipping/9 (+https://example.org/bot)" in request


async def test_proxies_and_credentials_of_the_environment_are_not_used(
    site, inner, page, monkeypatch, tmp_path
):
    monkeypatch.setenv("HTTP_PROXY", inner.url())
    monkeypatch.setenv("ALL_PROXY", inner.url())
    (tmp_path / ".netrc").write_text("default login me password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    site.answers["/"] = page(HTML)
    async with Fetcher(("127.0.0.1/32",)) as fetcher:
        await fetcher.get(site.url())
    assert b"authorization" not in site.requests[0].lower()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a/",
        "http://",
        "a",
        "",
        "http://me:pw@example.org/",
        "http://a b/",
        "http://a:x/",
        "http://[::/",
    ],
)
async def test_what_is_no_web_link_is_a_bad_link(url, fetcher, refusal):
    assert await refusal(fetcher.get(url)) == ("bad-link", {"url": url})


async def test_a_dead_server_is_dead(site, fetcher, refusal):
    assert await refusal(fetcher.get("http://127.0.0.1:1/")) == ("dead-link", {"host": "127.0.0.1"})


# --- status and type -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [300, 304, 400, 401, 402, 403, 404, 410, 429, 451, 500, 503])
async def test_a_status_that_is_no_page_is_told(status, site, fetcher, page, refusal):
    site.answers["/"] = (
        page(HTML, status=f"{status} No", Retry_After="3600")
        if status != 304
        else (b"HTTP/1.1 304 Not Modified\r\n\r\n")
    )
    assert await refusal(fetcher.get(site.url())) == ("link-status", {"host": "127.0.0.1", "status": status})


async def test_a_challenge_is_told_as_a_refusal(site, fetcher, page, refusal):
    site.answers["/"] = page(HTML, cf_mitigated="challenge")
    assert await refusal(fetcher.get(site.url())) == ("link-status", {"host": "127.0.0.1", "status": 403})


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "application/json", "video/mp4", "text/css", "x"]
)
async def test_other_types_are_refused_before_their_body(kind, site, fetcher, refusal):
    async def answer(writer):
        await endless(writer, b"x" * 65_536, f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode())

    site.answers["/"] = answer
    assert await refusal(fetcher.get(site.url())) == ("link-not-article", {"host": "127.0.0.1"})


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml", "text/plain", "TEXT/HTML;charset=x"])
async def test_readable_types_pass(kind, site, fetcher, page):
    site.answers["/"] = page(HTML, kind=kind)
    assert (await fetcher.get(site.url())).body == HTML


async def test_a_server_that_names_no_type_is_believed_for_now(site, fetcher):
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nNews"
    found = await fetcher.get(site.url())
    assert (found.content_type, found.charset, found.body) == (None, None, b"News")


async def test_an_empty_page_is_a_page(site, fetcher):
    site.answers["/"] = b"HTTP/1.1 204 No Content\r\n\r\n"
    assert (await fetcher.get(site.url())).body == b""


# --- redirects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(status, site, fetcher, page, moved):
    site.answers |= {"/a": moved("b", f"{status} Moved"), "/b": page(HTML)}
    assert (await fetcher.get(site.url("/a"))).url == site.url("/b")


async def test_five_redirects_are_followed_and_no_more(site, fetcher, page, moved, refusal):
    site.answers |= {f"/{n}": moved(f"/{n + 1}") for n in range(6)} | {"/6": page(HTML)}
    assert (await fetcher.get(site.url("/1"))).url == site.url("/6")
    assert await refusal(fetcher.get(site.url("/0"))) == ("dead-link", {"host": "127.0.0.1"})


async def test_a_redirect_loop_ends(site, fetcher, moved, refusal):
    site.answers["/"] = moved("/")
    assert (await refusal(fetcher.get(site.url())))[0] == "dead-link"
    assert site.connections == 6


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
async def test_a_redirect_to_the_inside_is_refused(status, site, inner, fetcher, moved, refusal):
    site.answers["/"] = moved(inner.url("/secret"), status)
    assert await refusal(fetcher.get(site.url())) == ("private-address", {"host": "127.0.0.1"})


@pytest.mark.parametrize(
    "to",
    [
        *(
            "//127.0.0.2:{port}/",
            "HTTP://127.0.0.2:{port}/",
            "http://127.0.0.1@127.0.0.2:{port}/",
            "http://0x7f000002:{port}/",
        ),
        *(
            "\\\\127.0.0.2:{port}/",
            "/\\127.0.0.2:{port}/",
            "http://localhost:{port}/",
            "http://[::ffff:127.0.0.2]:{port}/",
        ),
        *(
            "file:///etc/passwd",
            "gopher://127.0.0.2:{port}/",
            "javascript:1",
            "data:text/html,x",
            "http://",
            "http://[",
            "\x00",
        ),
    ],
)
async def test_no_redirect_gets_inside(to, site, inner, fetcher, moved, refusal):
    site.answers["/"] = moved(to.format(port=inner.port))
    key, variables = await refusal(fetcher.get(site.url()))
    assert key in {"private-address", "dead-link", "link-status"}
    assert variables["host"] == "127.0.0.1"  # never the inner one


async def test_a_redirect_without_an_address_is_told(site, fetcher, refusal):
    site.answers["/"] = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
    assert await refusal(fetcher.get(site.url())) == ("link-status", {"host": "127.0.0.1", "status": 302})


async def test_cookies_do_not_travel_along_redirects(site, fetcher, page):
    site.answers["/a"] = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
    site.answers["/b"] = page(HTML)
    await fetcher.get(site.url("/a"))
    assert all(b"cookie" not in request.lower() for request in site.requests)


# --- bounds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
    ],
)
async def test_packed_pages_are_unpacked(name, pack, site, fetcher, page):
    site.answers["/"] = page(pack(HTML), Content_Encoding=name)
    assert (await fetcher.get(site.url())).body == HTML


@pytest.mark.parametrize("name", ["br", "zstd", "gzip, gzip", "gzip"])
async def test_what_does_not_unpack_is_dead(name, site, fetcher, page, refusal):
    site.answers["/"] = page(HTML, Content_Encoding=name)
    assert (await refusal(fetcher.get(site.url())))[0] == "dead-link"


async def test_packed_pages_that_break_off_or_go_bad_are_dead(site, fetcher, page, refusal):
    packed = gzip.compress(bytes(range(256)) * 4_000)
    site.answers["/short"] = page(packed[:-9], Content_Encoding="gzip")
    site.answers["/bad"] = page(packed[:100] + b"\xff" * 300_000, Content_Encoding="gzip")
    for path in ("/short", "/bad"):
        assert (await refusal(fetcher.get(site.url(path))))[0] == "dead-link"


@settings(deadline=None)
@given(st.binary(max_size=3_000), st.integers(1, 4_000), st.integers(1, 500))
def test_unpacking_gives_the_same_however_it_is_cut(data, limit, step):
    packed = gzip.compress(data)
    unpacker, out = fetch._Unpacker("gzip"), b""
    for start in range(0, len(packed), step):
        piece = unpacker.feed(packed[start : start + step], limit)
        assert len(piece) <= limit
        out += piece
        if len(piece) == limit:
            return
    unpacker.finish()
    assert out == data


async def test_a_gzip_bomb_is_stopped(site, fetcher, page, refusal):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    site.answers["/"] = page(bomb, Content_Encoding="gzip")
    assert await refusal(fetcher.get(site.url())) == ("link-too-big", {"host": "127.0.0.1"})


async def test_a_declared_giant_is_not_read(site, fetcher, refusal):
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000001\r\n\r\n"
    assert (await refusal(fetcher.get(site.url())))[0] == "link-too-big"


@pytest.mark.parametrize("chunked", [False, True])
async def test_an_endless_body_is_stopped(chunked, site, fetcher, refusal):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    head += b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"\r\n"
    piece = b"x" * 65_536

    async def answer(writer):
        await endless(writer, b"10000\r\n" + piece + b"\r\n" if chunked else piece, head)

    site.answers["/"] = answer
    assert (await refusal(fetcher.get(site.url())))[0] == "link-too-big"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4000000\r\n\r\n",
        b"",
    ],
)
async def test_a_drip_does_not_outlive_the_total_limit(head, site, refusal):
    async def answer(writer):
        await drip(writer, head)

    site.answers["/"] = answer
    async with Fetcher(("127.0.0.1/32",), total_seconds=0.3) as fetcher:
        assert await refusal(fetcher.get(site.url())) == ("dead-link", {"host": "127.0.0.1"})


async def test_a_server_that_says_nothing_is_given_up(site, refusal):
    async def answer(_writer):
        await asyncio.Event().wait()

    site.answers["/"] = answer
    async with Fetcher(("127.0.0.1/32",), total_seconds=0.2) as fetcher:
        assert (await refusal(fetcher.get(site.url())))[0] == "dead-link"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX-Big: " + b"x" * 5_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 20) for n in range(10_000)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbad\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
        b"<html>an answer of 1991</html>",
        b"SSH-2.0-OpenSSH_9\r\n",
        b"",
        b"\xff" * 100,
    ],
)
async def test_broken_answers_are_dead(answer, site, fetcher, refusal):
    site.answers["/"] = answer
    assert await refusal(fetcher.get(site.url())) == ("dead-link", {"host": "127.0.0.1"})


async def test_a_longer_body_than_declared_is_cut_to_it(site, fetcher):
    site.answers["/"] = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nNews and more"
    )
    assert (await fetcher.get(site.url())).body == b"News"


async def test_a_flood_of_hints_ends_with_the_total_limit(site, refusal):
    async def answer(writer):
        await endless(writer, b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)

    site.answers["/"] = answer
    async with Fetcher(("127.0.0.1/32",), total_seconds=0.3) as fetcher:
        assert (await refusal(fetcher.get(site.url())))[0] == "dead-link"


async def test_two_requests_at_once_to_one_host_and_no_more(site, fetcher, page):
    gate, waiting = asyncio.Event(), asyncio.Event()

    async def answer(writer):
        if site.now_open == fetch.PER_HOST:
            waiting.set()
        await gate.wait()
        writer.write(page(HTML))
        await writer.drain()

    site.answers["/"] = answer
    fetches = [asyncio.create_task(fetcher.get(site.url())) for _ in range(5)]
    await waiting.wait()
    gate.set()
    assert [(await one).body for one in fetches] == [HTML] * 5
    assert site.most_open == fetch.PER_HOST


async def test_a_cancelled_fetch_leaves_its_place(site, fetcher, page):
    arrived = asyncio.Event()

    async def answer(_writer):
        arrived.set()
        await asyncio.Event().wait()

    site.answers |= {"/slow": answer, "/": page(HTML)}
    for _ in range(3):
        arrived.clear()
        slow = asyncio.create_task(fetcher.get(site.url("/slow")))
        await arrived.wait()
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
    assert (await fetcher.get(site.url())).body == HTML


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
async def test_a_certificate_nobody_vouches_for_is_refused(serving, fetcher, page, refusal, tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
    ]
    subprocess.run([*command, "-keyout", key, "-out", cert], check=True, capture_output=True)  # noqa: ASYNC221 - set-up
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    async with serving("127.0.0.1", ssl=context) as secure:
        secure.answers["/"] = page(HTML)
        url = secure.url().replace("http:", "https:")
        assert await refusal(fetcher.get(url)) == ("dead-link", {"host": "127.0.0.1"})
        assert secure.requests == []


async def test_errors_for_the_reader_carry_no_inner_word(site, inner, fetcher, moved, refusal, caplog):
    caplog.set_level("DEBUG", logger="bot")
    site.answers["/"] = moved(inner.url("/secret-path"))
    key, variables = await refusal(fetcher.get(site.url()))
    assert "127.0.0.2" not in f"{key}{variables}"
    assert "secret" not in caplog.text
