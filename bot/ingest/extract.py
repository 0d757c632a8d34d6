"""A page or text file to title, byline, date and plain text; knows markup, never the network or the store.

Runs in a worker process: hostile markup may take its time or its memory, see `analyst`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import trafilatura
from trafilatura.meta import reset_caches
from trafilatura.utils import load_html

from bot.ingest import text, urls
from bot.ingest.decode import Kind, decode, kind

HTML_BYTES: Final = 5_000_000  # the rest of a longer page is not read: 50,000 links take trafilatura 5 s
TITLE: Final = 300  # characters
NAMES: Final = 200  # characters of byline or outlet
_FALLBACK_BELOW: Final = 250  # characters of body under which a page's own JSON-LD text is tried
_HEADINGS: Final = 20  # <h1> that are looked at
_TITLE_WORDS: Final = 3  # an <h1> shorter than this is a section or the site's name
_TITLE_SHARE: Final = 0.75
_TOP_LINES: Final = 5  # where titles, bylines and dates are repeated
_BYLINE_WORDS: Final = 14
_NODES: Final = 5_000  # of JSON-LD that are looked at
_ASIDE: Final = 300  # characters; a "caption" longer than this is the article in a badly named box

# Photo captions and credits are no part of what the article says; no extractor leaves all of them out.
_PRUNED: Final = ["//figcaption"] + [
    f"//*[self::div or self::span or self::p or self::small or self::aside or self::cite]"
    f"[contains(translate(@class, 'CREDIT APON', 'credit apon'), '{name}')]"
    f"[string-length(normalize-space(.)) < {_ASIDE}]"
    for name in ("caption", "credit", "copyright")
]
_XML_HEAD: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_POINTER: Final = re.compile(
    r"""(?:(?:also\ )?read(?:\ more|\ also|\ next|\ the\ full\ story)?|see\ also|related(?:\ (?:articles?|stories|topics|content|coverage|news))?
    |more\ (?:on\ this(?:\ story)?|from\ .{1,30}|stories|coverage)|recommended(?:\ (?:stories|reading|for\ you))?|watch(?:\ live|\ now|\ more)?|listen(?:\ now)?
    |advert(?:isement|isment)?|sponsored(?:\ content)?|sign\ up.{0,60}|subscribe.{0,60}|share(?:\ this.{0,20})?|follow\ us.{0,40}|you\ (?:may|might)\ also\ like|don['’]t\ miss
    |(?:lesen|lies)(?:\ sie)?\ auch|mehr\ zum\ thema|anzeige|werbung|lire\ aussi|[àa]\ lire(?:\ aussi)?|lire\ plus|publicit[ée]|le[ae](?:\ también|\ más)|leer\ más|te\ puede\ interesar
    |publicidad|leggi\ anche|per\ approfondire|pubblicità|lei[ao](?:\ também|\ mais)|publicidade|saiba\ mais|lees\ (?:ook|meer)|advertentie|läs\ (?:också|mer)|les\ også|læs\ også|lue\ myös
    |читайте\ (?:также|ещ[её])|по\ теме|материалы\ по\ теме|реклама|читайте\ також|читати\ також|реклама|czytaj\ (?:też|także|również|więcej)|zobacz\ (?:też|także|również)|przeczytaj.{0,20}|reklama
    |čtěte\ (?:také|též|více)|mohlo\ by\ vás\ zajímat|ayrıca\ oku(?:yun)?|reklam|citește\ și|διαβάστε\ (?:επίσης|ακόμη)|اقرأ\ أيضا?ً?|相关(?:阅读|新闻)|延伸阅读|関連(?:記事|リンク)|관련기사)
    \s*(?:[:：>»›|→▶►].*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    r"(?:photo(?:s|graph|graphs)?|image|picture|illustration|foto|credit|copyright|фото|写真|图片)\s*(?:credit|by|courtesy)?\s*[:：©/|].{0,120}|©.{0,120}",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"article|blogposting", re.IGNORECASE)  # schema.org types
# Under these stand other articles than the page's own.
_OTHERS: Final = frozenset(
    {"liveBlogUpdate", "itemListElement", "hasPart", "comment", "mentions", "citation"}
)
_BESIDE: Final = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|｜»]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page or file says, as plain text one paragraph a line; None or empty where it does not say.

    `address` is what the page itself calls its own, when that is on the same site and no front page.
    """

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: date | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class _Claims:
    """What a page's head says of the page."""

    headings: tuple[str, ...]  # <h1>
    headlines: tuple[str, ...]  # JSON-LD
    shared: tuple[str, ...]  # og:title, twitter:title
    window: str | None  # <title>
    bodies: tuple[str, ...]  # JSON-LD articleBody
    address: str | None


def page(data: bytes, url: str | None = None, charset: str | None = None) -> Page:
    """The article in the bytes of an HTML or text file that was found at `url`; never raises for what they hold."""
    if kind(data, charset) is Kind.HTML:
        return html(decode(data[:HTML_BYTES], charset), url)
    return Page(text=text.clean(decode(data, charset)))


def html(markup: str, url: str | None = None) -> Page:
    """The article of an HTML page. The text has no headline, byline, captions, credits and pointers elsewhere."""
    try:
        tree = load_html(_XML_HEAD.sub("", markup))
        if tree is None:
            return Page(text="")
        claims = _claims(tree, url)
        found = trafilatura.bare_extraction(
            tree, url=url, include_comments=False, with_metadata=True, prune_xpath=_PRUNED
        )
    except (lxml.etree.LxmlError, ValueError, RecursionError):  # as good as an empty page, and told as that
        return Page(text="")
    if found is None or isinstance(found, dict):
        return Page(text="\n".join(claims.bodies), title=_title(claims, None, []), address=claims.address)
    lines = [line.strip() for line in text.clean(found.text or "").splitlines() if line.strip()]
    title = _title(claims, found.sitename, lines[:_TOP_LINES]) or text.one_line(found.title, TITLE)
    byline = text.one_line((found.author or "").replace("; ", ", "), NAMES)
    return Page(
        text=_fuller(_body(lines, title, byline), claims.bodies),
        title=title,
        byline=byline,
        outlet=_outlet(found.sitename, url),
        published=_date(found.date),
        address=claims.address,
    )


def unmark(markdown: str) -> str:
    """A Markdown text without its marks: front matter, heading and quote signs, emphasis, link targets, images."""
    plain = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    plain = re.sub(r"!\[[^\[\]\n]*\]\([^)\n]{0,500}\)", "", plain)
    plain = re.sub(r"\[([^\[\]\n]+)\]\([^)\n]{0,500}\)", r"\1", plain)
    plain = re.sub(r"^[ ]{0,3}(?:#{1,6}[ ]+|>[ ]?|(?:[-*_][ ]?){3,}$)", "", plain, flags=re.MULTILINE)
    plain = re.sub(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])", r"\2", plain)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def _claims(tree: lxml.html.HtmlElement, url: str | None) -> _Claims:
    nodes = list(_json_ld(tree))
    shared = (
        meta.get("content")
        for name in ("og:title", "twitter:title")
        for meta in tree.iter("meta")
        if name in (meta.get("property"), meta.get("name"))
    )
    return _Claims(
        headings=_lines(h.text_content() for h in islice(tree.iter("h1"), _HEADINGS)),
        headlines=_lines(unescape(headline) for headline in _texts(nodes, "headline")),
        shared=_lines(shared),
        window=next((text.one_line(t.text_content(), TITLE) for t in tree.iter("title")), None),
        bodies=tuple(_stripped(body) for body in _texts(nodes, "articleBody")),
        address=_address(tree, url),
    )


def _lines(titles: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(filter(None, (text.one_line(title, TITLE) for title in titles)))


def _address(tree: lxml.html.HtmlElement, url: str | None) -> str | None:
    """The canonical link, believed only about its own site: others would let a page pass for someone else's."""
    for link in tree.iter("link"):
        if url and "canonical" in (link.get("rel") or "").lower().split():
            address = urls.address(link.get("href") or "")
            try:
                if address and urls.same_site(address, url) and not urls.is_root(address):
                    return address
            except ValueError:
                return None
    return None


def _json_ld(tree: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, outermost first."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                waiting.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):  # pages break theirs all the time; others on the page may do
                continue
    for _ in range(_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [v for name, v in node.items() if name not in _OTHERS and isinstance(v, dict | list)]


def _texts(nodes: list[dict[str, Any]], name: str) -> list[str]:
    """The strings that articles (and not, say, the videos beside them) have under a name."""
    return [
        value
        for node in nodes
        if isinstance(value := node.get(name), str) and _ARTICLE.search(str(node.get("@type")))
    ]


def _stripped(body: str) -> str:
    """An `articleBody` as plain text: some publishers put their markup in it."""
    if re.search(r"<\w|&#?\w+;", body):
        tree = lxml.html.fromstring(f"<div>{body}</div>")
        for block in tree.iter("p", "br", "div", "li"):
            block.tail = "\n" + (block.tail or "")
        body = str(tree.text_content())
    return "\n".join(" ".join(line.split()) for line in text.clean(body).splitlines() if line.strip())


def _title(claims: _Claims, site: str | None, top: list[str]) -> str | None:
    """The headline: the <h1> that the head of the page agrees with best, else what the head says.

    `top` are the first lines of the body, `site` the name that some add to their titles.
    """
    agreeing = [text.words(claim) for claim in (*claims.headlines, *claims.shared, claims.window or "")]
    best = max(
        claims.headings, key=lambda heading: _agreement(heading, agreeing), default=None
    )  # the first of equals
    if best and _agreement(best, agreeing):
        return best
    if claims.headlines:
        return claims.headlines[0]
    if claims.shared:
        return _without_site(claims.shared[0], site, top)
    if len(claims.headings) == 1:
        return claims.headings[0]
    return _without_site(claims.window, site, top) if claims.window else None


def _agreement(heading: str, claims: list[list[str]]) -> float:
    """How much of the likeliest claim a heading is, 0 unless the heading's own words are nearly all in it."""
    words = text.words(heading)
    if len(words) < _TITLE_WORDS:
        return 0
    shares = [
        2 * inside / (len(words) + len(claim))
        for claim in claims
        if (inside := sum(word in claim for word in words)) >= _TITLE_SHARE * len(words)
    ]
    return max(shares, default=0)


def _without_site(title: str, site: str | None, top: list[str]) -> str:
    """A title without the site's name beside it ("Headline | The Paper")."""
    cuts = list(_BESIDE.finditer(title))
    parts = [part.strip() for part in _BESIDE.split(title)]
    for part in parts:
        if cuts and len(text.words(part)) >= _TITLE_WORDS and part in top:
            return part
    name = "".join(text.words(site or ""))
    for cut in cuts:
        tail = "".join(text.words(title[cut.end() :]))
        if tail and cut.start() and (tail in name or (name and name in tail and len(tail) <= 3 * len(name))):
            return title[: cut.start()].strip()
    return title


def _body(lines: list[str], title: str | None, byline: str | None) -> str:
    top = [line for line in lines[:_TOP_LINES] if not _repeats(line, title, byline)]
    kept = [
        line
        for line in (*top, *lines[_TOP_LINES:])
        if not _POINTER.fullmatch(line) and not _CREDIT.fullmatch(line)
    ]
    return "\n".join(kept)


def _fuller(body: str, declared: tuple[str, ...]) -> str:
    """The body, or the text that the page declares: where the body is next to nothing, or lost its paragraphs."""
    if len(body) < _FALLBACK_BELOW:
        return max((body, *declared), key=len)
    if "\n" in body:
        return body
    return next((text for text in declared if "".join(text.split()) == "".join(body.split())), body)


def _repeats(line: str, title: str | None, byline: str | None) -> bool:
    """Whether a line at the top only says again what the title or the byline says."""
    words = text.words(line)
    if title and words == text.words(title):
        return True
    if not byline or len(words) > _BYLINE_WORDS or line.endswith((".", "!", "?", "”", '"')):
        return False
    names = set(text.words(byline))
    return bool(names) and names <= set(words) and len(words) <= len(names) + 4


def _outlet(site: str | None, url: str | None) -> str | None:
    """The site's name, unless it is only the host that stands in for a missing one."""
    parts = urlsplit(url or "")
    if site in {parts.netloc, urls.host(url or "")}:
        return None
    return text.one_line(site, NAMES)


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def reset() -> None:
    """Empty the caches of the libraries, which grow with every page."""
    reset_caches()
