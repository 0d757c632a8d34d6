"""Which web addresses are one article; knows the spelling of URLs, never what stands behind them."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from courlan import normalize_url
from w3lib.url import canonicalize_url

LONGEST = 2048  # characters; what browsers and sitemaps agree on as the longest useful address

# Parameters that only say how a reader came to the page. The families are those of the public lists courlan cites
# (AdGuard TrackParamFilter, ClearURLs, Mozilla query stripping); we do not take its pattern as it stands, for that
# also drops ?gallery=3 and ?gl=…, and with them the difference between two articles.
_TRACKING = re.compile(
    r"""(?:dc|fbc|gc|twc|yc|ysc)lid | (?:click|gbra|msclk|igsh|partner|wbra)id | igsh | mibextid | srsltid
    | (?:ads?|at|ga|gs|hsa|itm|mc|mkt|ml|mtm|oly|pk|piwik|matomo|stm|trk|utm|vero|wt|cmp|ns)_.*
    | _(?:ga|gl|hsenc|hsmi|openstat) | __twitter_impression | __s
    | (?:aff|affi|affiliate|campaign|medium|ref|ref_?src|ref_?url|referr?er|source|src|session(?:_?id)?|xtor)
    | cmp | cmpid | icid | ito | ncid | ocid | smid | smtyp | sref | soc_src | soc_trk | guccounter | guce_.*
    | s_cid | spm | taid | tpcc | via | share(?:_?id|d|_from|_source|_type)? | cvid | rcode
    | amp | amp_js_v | outputtype | usqp | fb_action_.* | fb_source | fbc | from_source | wprov | yclid | zanpid""",
    re.VERBOSE | re.IGNORECASE,
)
# Campaign on one site, the number of the article on another: kept when the value is a number.
_AMBIGUOUS = re.compile(r"cid|eid|uid|kwd|keyword|ga|gl", re.IGNORECASE)
_TWIN_HOST = re.compile(r"^(?:www\d{0,2}|m|mobile|amp)\.(?=[^.]+\.)", re.IGNORECASE)
_TWIN_PATH = re.compile(r"(?:/amp|\.amp|/)+$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#].*)?")


def address(words: str) -> str | None:
    """The http(s) URL somebody typed or pasted, `https://` added where the scheme was left out; None for anything else.

    User and password in a URL are refused: nobody needs them to read an article, and they disguise hosts.
    """
    url = words.strip().removeprefix("<").removesuffix(">")
    if len(url) > LONGEST:
        return None
    if _BARE.fullmatch(url):
        url = f"https://{url}"
    if not _SCHEME.match(url) or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it validates it
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    return url


def host(url: str) -> str:
    """The host of a URL as people call it, without `www.`; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def key(url: str) -> str:
    """The identity of the article at an absolute http(s) URL: the same for all spellings and doors of one page.

    An `https` URL again, with tracking parameters, fragment, default port, `www.`, `m.`, `amp.`, `/amp` and the
    last slash gone and the parameters sorted; what picks content (`?page=2`, `?p=123`) stays. It is a name, not
    an address to fetch. Idempotent. Raises ValueError for what no URL parser takes.
    """
    parts = urlsplit(url)
    plain = normalize_url(parts._replace(query="", fragment=""), trailing_slash=False)
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if _picks(name, value)
    ]
    clean = urlsplit(canonicalize_url(urlsplit(plain)._replace(query=urlencode(kept)).geturl()))
    return SplitResult("https", _twin_host(clean), _twin_path(clean.path), clean.query, "").geturl()


def is_root(url: str) -> bool:
    """Whether a URL names a site and no page of it."""
    parts = urlsplit(key(url))
    return not parts.path and not parts.query


def same_site(first: str, second: str) -> bool:
    """Whether two URLs have one host, or one's host is a subdomain of the other's (twins such as `amp.` aside)."""
    one, two = urlsplit(key(first)).hostname or "", urlsplit(key(second)).hostname or ""
    return bool(one and two) and (one == two or one.endswith(f".{two}") or two.endswith(f".{one}"))


def _picks(name: str, value: str) -> bool:
    """Whether a parameter can pick the content of the page."""
    if _AMBIGUOUS.fullmatch(name):
        return value.isdigit()
    return not _TRACKING.fullmatch(name)


def _twin_host(parts: SplitResult) -> str:
    # Both web ports: the scheme is not part of an identity, so neither is the port that belongs to it.
    name = parts.netloc.lower().removesuffix(":80").removesuffix(":443").rstrip(".")
    while (shorter := _TWIN_HOST.sub("", name)) != name:
        name = shorter
    return name


def _twin_path(path: str) -> str:
    return _TWIN_PATH.sub("", path)
