"""The story of one article, from what somebody sent to what is kept; knows the order of things, none of the crafts."""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from bot.errors import UserError
from bot.ingest import decode, extract, text, urls
from bot.ingest.analyst import Analyst
from bot.ingest.decode import Kind
from bot.ingest.extract import Page
from bot.ingest.fetch import Fetched, Fetcher
from storage import Store, Transaction
from storage.models import Article, NewArticle, StoredQuote, SummarySentence, Tag, TagKind
from summarizer import DEFAULT_METHOD, Analysis

logger = logging.getLogger(__name__)

LONGEST: Final = 7  # sentences of the longest summary; shorter ones are its best-ranked sentences
# Seconds that a reader who has other sentences to look at should wait for a worker.
RESUMMARIZE_PATIENCE: Final = 5.0
REMEMBERED: Final = 1000  # summaries by chats' own methods; some 1 kB each
SHORTEST_TEXT: Final = 12  # words; below there is nothing to summarise
SHORTEST_PAGE: Final = 40  # words; a linked page with fewer is a front page, a cookie wall or a video
LONGEST_TEXT: Final = 400_000  # characters, some 65,000 words
LARGEST_FILE: Final = 5_000_000  # bytes
# Hosts that a site sends readers to before it shows them anything; their text is never the article.
_WALLS: Final = frozenset(
    {"consent", "login", "signin", "auth", "account", "accounts", "sso", "idp", "myaccount"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who sent an article, in which chat, and whether it stays with that chat."""

    chat_id: int
    user_id: int
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An article before it is read: its identity and what is known about it from where it was found."""

    key: str
    page: Page
    url: str | None = None
    outlet: str | None = None


class Ingest:
    """Takes articles in: `text`, `link` and `file` give the kept article, tagged, summarised, submitted by its source.

    The same text or address again gives the article that is already kept, with a submission of its own. Summaries
    are kept as `method` chooses them; those kept before by another one stay as they are.
    """

    def __init__(
        self, *, store: Store, fetcher: Fetcher, analyst: Analyst, method: str = DEFAULT_METHOD
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._analyst = analyst
        self._method = method
        # Sentences by article and method: taps in a row on one message are about the same few.
        self._chosen: OrderedDict[tuple[int, str], tuple[SummarySentence, ...]] = OrderedDict()
        # Two people sending one article at one moment: the second waits for the first and finds it kept.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def text(self, words: str, *, source: Source, now: datetime) -> Article:
        """Take in a pasted or forwarded text.

        Raises UserError: empty, not-text, too-short(words=), too-long(characters=, limit=), busy.
        """
        return await self._plain(Page(text=text.clean(words)), source, now)

    async def link(self, url: str, *, source: Source, now: datetime) -> Article:
        """Take in the page at an address; an address whose article is kept is not fetched again.

        Raises UserError: bad-link(url=), private-address(host=), dead-link(host=), link-status(host=, status=),
        link-too-big(host=), link-not-article(host=), busy.
        """
        address, key = _address(url)
        async with self._turn(key):
            known = await self._known(key, source, now)
            if known is not None:
                return known
            found = await self._visit(address)
            if found.key == key:
                return await self._keep(found, source, now)
        async with self._turn(found.key):  # after the other turn: two turns at once could wait for each other
            return await self._known(found.key, source, now) or await self._keep(found, source, now)

    async def file(self, name: str, data: bytes, *, source: Source, now: datetime) -> Article:
        """Take in a text, Markdown or HTML file, told by its content; `name` only decides whether it is Markdown.

        Raises UserError: empty, not-text, too-short(words=), too-long(characters=, limit=), binary-file(name=),
        unsupported-file(name=) for documents of other kinds (PDF, Word, …), busy.
        """
        if len(data) > LARGEST_FILE:
            raise UserError("too-long", characters=len(data), limit=LARGEST_FILE)
        match decode.kind(data):
            case Kind.BINARY:
                raise UserError("binary-file", name=name)
            case Kind.DOCUMENT:
                raise UserError("unsupported-file", name=name)
        page = await self._analyst.extract(data)
        if name.lower().endswith((".md", ".markdown")) and len(page.text) <= LONGEST_TEXT:
            page = Page(text=extract.unmark(page.text), title=page.title)
        return await self._plain(page, source, now)

    async def resummarize(self, article: Article, method: str) -> Article:
        """The article with the sentences that `method` chooses, which are not stored; itself where they are its own.

        Raises UserError busy. Not to be called inside a transaction: it takes as long as reading the article did,
        unless it was done lately.
        """
        if article.method == method:
            return article
        key = (article.id, method)
        if key not in self._chosen:
            analysis = await self._analyst.analyze(
                article.text,
                article.title,
                language=article.language,
                sentences=LONGEST,
                method=method,
                patience=RESUMMARIZE_PATIENCE,
            )
            self._chosen[key] = _sentences(analysis)
            if len(self._chosen) > REMEMBERED:
                self._chosen.popitem(last=False)
        self._chosen.move_to_end(key)
        return replace(article, sentences=self._chosen[key], method=method)

    async def _plain(self, page: Page, source: Source, now: datetime) -> Article:
        """Take in what has no address: its text is its identity."""
        _check_length(page.text)
        found = _Found(key=text.key(page.text), page=page, outlet=page.outlet)
        async with self._turn(found.key):
            return await self._known(found.key, source, now) or await self._keep(found, source, now)

    def _turn(self, key: str) -> asyncio.Lock:
        return self._turns.setdefault(key, asyncio.Lock())

    async def _known(self, key: str, source: Source, now: datetime) -> Article | None:
        """The kept article of that key, submitted once more; None when there is none."""
        async with self._store.snapshot() as tx:
            if await tx.articles.by_key(key) is None:
                return None
        async with self._store.transaction() as tx:
            article = await tx.articles.by_key(key)  # again: its last owner may have asked to be forgotten
            if article is None:
                return None
            submitted = await _submit(tx, article, source, now)
        logger.info("article_known article=%d", article.id)
        return submitted

    async def _visit(self, address: str) -> _Found:
        """Fetch a page and find the article in it."""
        host = urls.host(address)
        fetched = await self._fetcher.get(address)
        if decode.kind(fetched.body, fetched.charset) not in {Kind.HTML, Kind.TEXT} or _is_wall(
            address, fetched
        ):
            raise UserError("link-not-article", host=host)
        page = await self._analyst.extract(fetched.body, fetched.url, fetched.charset)
        if text.word_count(page.text) < SHORTEST_PAGE or not text.has_letters(page.text):
            raise UserError("link-not-article", host=host)
        if len(page.text) > LONGEST_TEXT:
            raise UserError("link-too-big", host=host)
        url = page.address or fetched.url
        return _Found(key=urls.key(url), page=page, url=url, outlet=page.outlet or urls.host(url))

    async def _keep(self, found: _Found, source: Source, now: datetime) -> Article:
        """Read an article and store it with its first submission, all or nothing."""
        analysis = await self._analyst.analyze(
            found.page.text, found.page.title, sentences=LONGEST, method=self._method
        )
        new = _article(found, analysis, self._method)
        async with self._store.transaction() as tx:
            added, created = await tx.articles.add(new, now)
            article = await _submit(tx, added, source, now)
        logger.info(
            "article_kept article=%d created=%s words=%d language=%s",
            article.id,
            created,
            new.words,
            new.language,
        )
        return article


async def _submit(tx: Transaction, article: Article, source: Source, now: datetime) -> Article:
    """Submit the article; the article as the source's chat has it, with the tags that are in force there."""
    await tx.articles.submit(
        article.id, chat_id=source.chat_id, user_id=source.user_id, private=source.private, now=now
    )
    kept = await tx.articles.readable(article.id, source.chat_id)
    assert kept is not None, "a chat may read what it sent"
    return kept


def _check_length(body: str) -> None:
    if not body:
        raise UserError("empty")
    if not text.has_letters(body):
        raise UserError("not-text")
    if len(body) > LONGEST_TEXT:
        raise UserError("too-long", characters=len(body), limit=LONGEST_TEXT)
    if (words := text.word_count(body)) < SHORTEST_TEXT:
        raise UserError("too-short", words=words)


def _address(url: str) -> tuple[str, str]:
    """The address to fetch and its key."""
    address = urls.address(url)
    if address is not None:
        try:
            return address, urls.key(address)
        except ValueError as error:
            raise UserError("bad-link", url=url[:200]) from error
    raise UserError("bad-link", url=url[:200])


def _is_wall(asked: str, fetched: Fetched) -> bool:
    """Whether redirects led away from the article, to a consent or login page or to the front page."""
    if urls.key(fetched.url) == urls.key(asked):
        return False
    label = (urlsplit(fetched.url).hostname or "").partition(".")[0]
    return label in _WALLS or (urls.is_root(fetched.url) and not urls.is_root(asked))


def _article(found: _Found, analysis: Analysis, method: str) -> NewArticle:
    """What was found in a text as what is kept of it; what the page says of itself comes first."""
    page = found.page
    return NewArticle(
        key=found.key,
        url=found.url,
        title=page.title or analysis.title,
        byline=page.byline or analysis.byline,
        outlet=found.outlet or analysis.outlet,
        published=page.published or analysis.published,
        language=analysis.language,
        text=page.text,
        words=text.word_count(page.text),
        sentences=_sentences(analysis),
        method=method,
        gist=(analysis.gist.span.start, analysis.gist.span.end) if analysis.gist else None,
        quotes=tuple(
            StoredQuote(
                start=q.span.start,
                end=q.span.end,
                segments=tuple((piece.start, piece.end) for piece in q.segments),
                speaker=q.speaker,
                role=q.role,
                cue=q.cue,
                certainty=q.certainty.value,
                score=q.score,
            )
            for q in analysis.quotes
        ),
        tags=(
            *(
                Tag(kind=TagKind.TOPIC, value=t.slug, score=t.score, evidence=t.evidence)
                for t in analysis.topics
            ),
            *(
                Tag(
                    kind=TagKind.COUNTRY,
                    value=c.code,
                    score=c.score,
                    salience=c.salience.value,
                    evidence=c.evidence,
                )
                for c in analysis.countries
            ),
        ),
    )


def _sentences(analysis: Analysis) -> tuple[SummarySentence, ...]:
    return tuple(
        SummarySentence(start=s.span.start, end=s.span.end, rank=s.rank, voice=s.voice.value)
        for s in analysis.summary
    )
