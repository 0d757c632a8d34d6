"""No link, name, redirect or second DNS answer leads to an address that is not of the public internet."""

import asyncio
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import guard
from bot.ingest.fetch import Fetcher

PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("100.64.0.1", "169.254.169.254", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7"),
    *("203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
    *(
        "2002:7f00:1::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "fd00::1",
        "fc00::1",
        "fe80::1%lo",
        "fec0::1",
        "ff02::1",
    ),
    *("100::1", "5f00::1"),
]
PUBLIC = [
    *("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.0.1", "223.255.255.255"),
    *("2606:2800:220:1::1", "2a00:1450::1", "::ffff:8.8.8.8"),
]
LITERALS = [
    *(
        "127.0.0.1",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
    ),
    *(
        "0.0.0.0",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
    ),
    *(
        "[2002:7f00:1::1]",
        "[fd00::1]",
        "[fe80::1%25lo]",
        "[fec0::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
    ),
    *("100.64.0.1", "169.254.169.254", "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "127．0．0．1"),
]
TRICKS = [
    *(
        "http://{p}@127.0.0.2/",
        "http://127.0.0.2#@{p}/",
        "http://{p}\\@127.0.0.2/",
        "http://a@{p}@127.0.0.2/",
    ),
    *(
        "http://{p}:80@127.0.0.2/",
        "http://127.0.0.2\t/",
        "http://127.0.0\n.2/",
        "//127.0.0.2/",
        "http:127.0.0.2/",
    ),
    *(
        "HTTP://127.0.0.2/",
        "http:///127.0.0.2/",
        "http://[127.0.0.2]/",
        "http://127.0.0.2:22/",
        "http://127.0.0.2:6379/",
    ),
    *(
        "http://127.0.0.2:11211/",
        "file:///etc/passwd",
        "gopher://127.0.0.2/",
        "ftp://127.0.0.2/",
        "data:text/html,x",
    ),
    *(
        "javascript:alert(1)",
        "jar:http://127.0.0.2!/",
        "dict://127.0.0.2:6379/info",
        "",
        "http://",
        "http://%31%32%37.0.0.2/",
    ),
]


def answering(*rounds: tuple[str, ...]) -> guard.Resolver:
    """A resolver that gives the next tuple of addresses each time it is asked, the last one for ever."""
    left = list(rounds)

    async def resolver(_host: str, _port: int) -> tuple[str, ...]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolver


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_the_neighbourhood_are_not_public(address):
    assert not guard.is_public(guard.plain(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address):
    assert guard.is_public(guard.plain(address))


@settings(deadline=None)
@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(address):
    assert not (guard.is_public(guard.plain(str(address))) and not address.is_global)


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_an_address_in_ipv6_clothes_is_judged_as_itself(address):
    assert guard.plain(f"::ffff:{address}") == address


def test_networks_are_read_strictly():
    assert guard.networks(["10.0.0.0/8", "fd00::/8"]) == (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    with pytest.raises(ValueError, match="host bits"):
        guard.networks(["10.0.0.1/8"])


async def test_the_system_resolver_answers_with_numbers():
    assert {str(ip_address(address)) for address in await guard.resolve("127.0.0.1", 80)} == {"127.0.0.1"}


@pytest.mark.parametrize("host", LITERALS)
async def test_no_spelling_of_a_private_address_is_dialled(host, dialled, refusal):
    async with Fetcher() as fetcher:
        key, _ = await refusal(fetcher.get(f"http://{host}/"))
    assert key in {
        "private-address",
        "bad-link",
        "dead-link",
    }  # dead: this system's resolver knows no such spelling
    assert dialled == []


@pytest.mark.parametrize("trick", TRICKS)
async def test_no_trick_of_spelling_reaches_a_private_address(trick, dialled, refusal):
    async with Fetcher(resolver=answering(("127.0.0.2",))) as fetcher:
        key, _ = await refusal(fetcher.get(trick.format(p="example.com")))
    assert key in {"private-address", "bad-link"}
    assert dialled == []


@pytest.mark.parametrize(
    "name", ["metadata.google.internal", "printer.local", "x.onion", "a.localhost", "nas.home.arpa."]
)
async def test_names_of_inner_networks_are_refused_whatever_they_resolve_to(name, dialled, refusal):
    async with Fetcher(resolver=answering(("1.1.1.1",))) as fetcher:
        assert await refusal(fetcher.get(f"http://{name}/")) == ("private-address", {"host": name})
    assert dialled == []


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.2",),
        ("8.8.8.8", "10.0.0.1"),
        ("10.0.0.1", "8.8.8.8"),
        ("::ffff:10.0.0.1",),
        ("64:ff9b::a00:1",),
    ],
)
async def test_every_answer_of_the_resolver_is_judged(answers, dialled, refusal):
    async with Fetcher(resolver=answering(answers)) as fetcher:
        assert (await refusal(fetcher.get("http://example.com/")))[0] == "private-address"
    assert dialled == []


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 11211])
async def test_other_ports_of_public_hosts_are_refused(port, dialled, refusal):
    async with Fetcher(resolver=answering(("8.8.8.8",))) as fetcher:
        assert (await refusal(fetcher.get(f"http://example.com:{port}/")))[0] == "private-address"
    assert dialled == []


async def test_the_socket_goes_to_the_judged_number_not_to_the_name(dialled, refusal):
    async with Fetcher(resolver=answering(("8.8.8.8",), ("127.0.0.2",))) as fetcher:
        assert await refusal(fetcher.get("http://example.com/")) == ("dead-link", {"host": "example.com"})
    assert dialled == ["8.8.8.8"]


async def test_at_most_three_addresses_are_tried(dialled, refusal):
    async with Fetcher(resolver=answering(("8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4"))) as fetcher:
        await refusal(fetcher.get("http://example.com/"))
    assert dialled == ["8.8.8.1", "8.8.8.2", "8.8.8.3"]


async def test_the_next_address_serves_when_the_first_is_dead(site, page, dialled):
    site.answers["/"] = page(b"<p>alive")
    networks = ("127.0.0.1/32", "127.0.0.9/32")
    async with Fetcher(networks, resolver=answering(("127.0.0.9", "127.0.0.1"))) as fetcher:
        assert (await fetcher.get(site.url(host="example.com"))).body == b"<p>alive"
    assert dialled == ["127.0.0.9", "127.0.0.1"]


async def test_a_name_that_rebinds_on_its_redirect_is_refused(site, inner, moved, refusal):
    site.answers["/"] = moved(inner.url("/", host="rebind.example"))
    resolver = answering(("127.0.0.1",), ("127.0.0.2",))
    async with Fetcher(("127.0.0.1/32",), resolver=resolver) as fetcher:
        key, variables = await refusal(fetcher.get(site.url(host="rebind.example")))
    assert (key, variables) == ("private-address", {"host": "rebind.example"})
    assert site.connections == 1


async def test_a_name_that_rebinds_between_two_fetches_is_refused(site, page, refusal):
    site.answers["/"] = page(b"<p>first")
    async with Fetcher(("127.0.0.1/32",), resolver=answering(("127.0.0.1",), ("127.0.0.2",))) as fetcher:
        assert (await fetcher.get(site.url(host="rebind.example"))).status == 200
        assert (await refusal(fetcher.get(site.url(host="rebind.example"))))[0] == "private-address"
    assert site.connections == 1


@pytest.mark.parametrize(
    "failure", [OSError("no such host"), UnicodeError("label too long"), ValueError("what?")]
)
async def test_a_name_that_does_not_resolve_is_dead(failure, refusal):
    async def resolver(_host, _port):
        raise failure

    async with Fetcher(resolver=resolver) as fetcher:
        assert await refusal(fetcher.get("http://example.com/")) == ("dead-link", {"host": "example.com"})


async def test_no_answer_at_all_is_dead(refusal):
    async with Fetcher(resolver=answering(())) as fetcher:
        assert (await refusal(fetcher.get("http://example.com/")))[0] == "dead-link"


async def test_a_resolver_that_never_answers_is_given_up(refusal, monkeypatch):
    async def resolver(_host, _port):
        await asyncio.Event().wait()
        return ()

    monkeypatch.setattr(guard, "RESOLVE_SECONDS", 0.01)
    async with Fetcher(resolver=resolver) as fetcher:
        assert (await refusal(fetcher.get("http://example.com/")))[0] == "dead-link"


async def test_an_opened_network_is_open_on_every_port_and_by_inner_names(site, page):
    site.answers["/"] = page(b"<p>intranet")
    async with Fetcher(("127.0.0.0/8",), resolver=answering(("127.0.0.1",))) as fetcher:
        assert (await fetcher.get(site.url(host="wiki.internal"))).body == b"<p>intranet"


async def test_names_in_other_scripts_are_asked_for_in_ascii(refusal):
    asked = []

    async def resolver(host, _port):
        asked.append(host)
        return ("127.0.0.1",)

    async with Fetcher(resolver=resolver) as fetcher:
        await refusal(fetcher.get("http://bücher.example/"))
        await refusal(fetcher.get("http://xn--bcher-kva.example/"))
    assert asked == ["xn--bcher-kva.example"] * 2
