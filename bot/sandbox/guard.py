"""Keeps other web pages out of the control API: they could otherwise reach a server on this machine.

A page on a foreign site may point its own host name at 127.0.0.1 (DNS rebinding) or post forms across origins.
"""

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web

# The page's own scripts, styles and pictures, in no foreign frame.
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def refusal(request: web.Request) -> str | None:
    """Why this request may not use the page and its API; None where it may."""
    host = request.headers.get("Host", "")
    if not _is_loopback(_host_name(host)):
        return (
            "the page and the control API answer only on this machine, by the names localhost and 127.0.0.1"
        )
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{host}":
        return "the control API answers no other site"
    if (
        request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}
        and request.method != "GET"
    ):
        return "the control API answers no other site"
    return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_loopback_url(url: str) -> bool:
    """Whether a URL leads to this machine and nowhere else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and _is_loopback(parts.hostname or "")
