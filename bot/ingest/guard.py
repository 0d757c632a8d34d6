"""Which network addresses may be reached on a stranger's behalf; knows names and addresses, nothing of HTTP.

A link comes from anyone, so the machine's own neighbourhood (other services, routers, cloud metadata) must stay
out of reach. The check sits where the connection is made: the name is resolved once, *every* answer is judged, and
the socket goes to a judged address. A check any earlier can be undone by a second DNS answer (rebinding).
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

RESOLVE_SECONDS = 5.0
CONNECT_SECONDS = 5.0
WEB_PORTS = frozenset({80, 443})
# Tried in order when a host has several addresses; more would only eat the time limit of the whole fetch.
ADDRESSES_TRIED = 3

# `ipaddress.is_global` is not enough: Python 3.11 calls 224.0.0.1, 192.0.0.8, 192.88.99.1, 2002:7f00:1::1 and
# 64:ff9b::7f00:1 global. IANA's special-purpose registries (RFC 6890 and its updates), spelled out:
_REFUSED_IPV4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Only global unicast, less Teredo and its kin, documentation, 6to4 (which embeds an IPv4 address).
_PUBLIC_IPV6 = IPv6Network("2000::/3")
_REFUSED_IPV6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
# Names that never mean a host on the public internet (RFC 6761, 6762, 7686, 8375, 9476; `.internal` is ICANN's).
_INNER_NAMES = (
    "localhost",
    "local",
    "internal",
    "onion",
    "alt",
    "home.arpa",
    "localdomain",
    "lan",
    "intranet",
)


class PrivateAddressError(httpcore.ConnectError):
    """The host is not one of the public internet, or the port is not one of the web."""


class NoAddressError(httpcore.ConnectError):
    """The name does not resolve."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host as the system's resolver gives them; raises OSError."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def networks(cidrs: Iterable[str]) -> tuple[Network, ...]:
    """The networks written as CIDRs; raises ValueError for one with host bits set or that is none at all."""
    return tuple(ip_network(cidr) for cidr in cidrs)


def is_public(address: Address) -> bool:
    """Whether an address belongs to a host of the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in net for net in _REFUSED_IPV4)
    return address in _PUBLIC_IPV6 and not any(address in net for net in _REFUSED_IPV6)


def plain(answer: str) -> Address:
    """An address as it will be connected to: scope dropped, an IPv4 address in IPv6 clothes unwrapped."""
    address = ip_address(answer.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


class Guard(httpcore.AsyncNetworkBackend):
    """An httpcore network backend that connects to public web hosts and to `allowed` networks, nowhere else.

    Ports other than 80 and 443 are open inside allowed networks only. Raises PrivateAddressError, NoAddressError
    and httpcore's ConnectError and ConnectTimeout.
    """

    def __init__(self, allowed: Iterable[Network] = (), resolver: Resolver = resolve) -> None:
        self._allowed = tuple(allowed)
        self._resolver = resolver
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that answers, once all of them have been judged."""
        addresses = await self._judged(host, port)
        limit = min(timeout or CONNECT_SECONDS, CONNECT_SECONDS)
        failure: Exception = NoAddressError(host)
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                return await self._inner.connect_tcp(str(address), port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _judged(self, name: str, port: int) -> list[Address]:
        try:
            async with asyncio.timeout(RESOLVE_SECONDS):
                answers = await self._resolver(name, port)
            addresses = [plain(answer) for answer in answers]
        except (
            OSError,
            UnicodeError,
            ValueError,
        ) as error:  # TimeoutError is an OSError; UnicodeError is IDNA's
            raise NoAddressError(name) from error
        if not addresses:
            raise NoAddressError(name)
        inner = _is_inner(name)
        for address in addresses:
            opened = any(address in net for net in self._allowed)
            if not opened and (inner or port not in WEB_PORTS or not is_public(address)):
                raise PrivateAddressError(name)
        return addresses


def _is_inner(name: str) -> bool:
    bare = name.lower().rstrip(".")
    return any(bare == inner or bare.endswith(f".{inner}") for inner in _INNER_NAMES)
