"""Which links Telegram keeps in a text, and how it writes them; opens none.

Source: `LinkManager::check_link_impl` and `get_link_user_id`, `parse_url` of tdlib/td.
"""

import ipaddress
import re
import string
from dataclasses import dataclass

OWN_SCHEMES = ("tg", "ton", "tonsite")
DEFAULT_SCHEME = "http"
LAST_PORT = 65535
LARGEST_ID = 2**63 - 1
SPACES = " \t\r\n\v\0"
# RFC 3986's characters, percent codes, and anything beyond ASCII.
_HOST = re.compile(r"(?:[a-z0-9._!$,~*'();&+=-]|%[0-9a-f]{2}|[^\x00-\x7f])+")
_LOGIN = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=:-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")  # user:password
_USER = re.compile(r"tg:(?://)?user/?\?([^#]*)")
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Url:
    scheme: str
    user: str
    host: str
    port: int  # 0 where none was named
    rest: str  # from the slash on

    def written(self) -> str:
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{user}{self.host}{port}{self.rest}"


def lower_ascii(text: str) -> str:
    """Small letters for A to Z only, as TDLib does."""
    return text.translate(_SMALL)


def mentioned_user(link: str) -> int | None:
    """The user a `tg://user?id=…` link mentions."""
    match = _USER.match(lower_ascii(link))
    if not match:
        return None
    for parameter in match[1].split("&"):
        key, _, value = parameter.partition("=")
        if key == "id":
            return (
                int(value) if re.fullmatch(r"[0-9]{1,19}", value) and 0 < int(value) <= LARGEST_ID else None
            )
    return None


def checked_link(link: str) -> str | None:
    """The link as Telegram writes it, or None where it drops it."""
    for scheme in OWN_SCHEMES:
        if lower_ascii(link[: len(scheme) + 1]) == f"{scheme}:":
            return _own_link(scheme, link[len(scheme) + 1 :].removeprefix("//"))
    url = _parse(link)
    if url is None or ("." not in url.host and not url.host.startswith("[")):
        return None
    return url.written()


def _own_link(scheme: str, rest: str) -> str | None:
    """`tg://host/path`, where `host` is a plain word."""
    url = _parse(rest)
    if (
        url is None
        or url.user
        or url.port
        or url.scheme == "https"
        or lower_ascii(rest).startswith("http://")
    ):
        return None
    allowed = string.ascii_letters + string.digits + "-_" + ("." if scheme == "tonsite" else "")
    if any(char not in allowed for char in url.host):
        return None
    query = url.rest[1:] if url.rest.startswith("/?") else url.rest
    return f"{scheme}://{url.host}{query}"


def _parse(link: str) -> _Url | None:
    scheme, rest = DEFAULT_SCHEME, link
    word = re.match(r"[^:/?#@\[\]]*", link)
    if word and link[word.end() :].startswith("://"):
        scheme, rest = lower_ascii(word[0]), link[word.end() + 3 :]
    if scheme not in {"http", "https"}:
        return None
    end = next((at for at, char in enumerate(rest) if char in "/?#"), len(rest))
    authority, port = _port(rest[:end])
    user, _, host = authority.rpartition("@")
    host = lower_ascii(host)
    if port is None or not _is_host(host) or not (host.startswith("[") or _LOGIN.fullmatch(user)):
        return None
    return _Url(scheme=scheme, user=user, host=host, port=port, rest=_query(rest[end:]))


def _port(authority: str) -> tuple[str, int | None]:
    """What stands before the port, and the port: 0 where none is named, None where it is none."""
    at = max(authority.rfind(mark) for mark in ":]@")
    if at <= 0 or authority[at] != ":":
        return authority, 0
    digits = authority[at + 1 :].lstrip("0")
    valid = re.fullmatch(r"[0-9]{1,5}", digits) and 0 < int(digits) <= LAST_PORT
    return authority[:at], int(digits) if valid else None


def _is_host(host: str) -> bool:
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            return False
        return re.fullmatch(r"[0-9a-f:.]+", host[1:-1]) is not None
    return host != "." and _HOST.fullmatch(host) is not None


def _query(rest: str) -> str:
    """From the slash on, with white space and control characters written as percent codes."""
    rest = rest.rstrip(SPACES)
    if not rest.startswith("/"):
        rest = "/" + rest
    return "".join(f"%{ord(char):02X}" if char <= " " else char for char in rest)
