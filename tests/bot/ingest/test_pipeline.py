"""Whatever is sent becomes one kept article with its findings, or one clear word to the sender."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

import summarizer
from bot.errors import UserError
from bot.ingest import LONGEST, Analyst, Fetcher, Ingest, Source, pipeline
from bot.ingest.extract import Page
from storage import open_store
from storage.models import Correction, StoredQuote, SummarySentence, Tag, TagKind, Verdict
from summarizer.models import (
    Analysis,
    Certainty,
    CountryTag,
    Quote,
    Salience,
    Sentence,
    Span,
    TopicTag,
    Voice,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANN = Source(chat_id=1, user_id=1, private=False)
BOB = Source(chat_id=2, user_id=2, private=False)
TITLE = "Portugal reopens harbour after three days of storm"
PARAGRAPHS = [
    "LISBON — The harbour of Porto Azul in Portugal reopened on Tuesday after three days of storm, the port authority said.",
    "“We have checked every quay and every crane,” harbour master Inês Duarte told reporters. “Ships may come in again.”",
    "Forty vessels had been waiting outside the breakwater since Saturday, among them two ferries with 900 passengers.",
    "The storm had torn a crane from its rails, and repairs are expected to take until the end of the month, Duarte said.",
    "Fishermen in Portugal lost about 60 boats, and the government in Lisbon promised them help before the end of the year.",
    "Insurers put the damage to ships, quays and houses along the coast at 40 million euros in a first estimate.",
    "Schools in the district will open again on Thursday, when the last of the closed roads should be free of trees.",
    "Weather services expect calm days until the weekend, with light winds from the south and little rain.",
]
TEXT = "\n\n".join([TITLE, *PARAGRAPHS])


def html(title: str = TITLE, head: str = "", paragraphs=PARAGRAPHS) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def analyst() -> AsyncIterator[Analyst]:
    async with Analyst(extract_seconds=60, analyze_seconds=60) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def web(serving):
    async with serving("127.0.0.1") as site:
        yield site


@pytest_asyncio.fixture(loop_scope="module")
async def store():
    one = await open_store("sqlite+aiosqlite://")
    async with one.transaction() as tx:
        for chat in (1, 2):
            await tx.chats.touch(chat, kind="private", now=NOW)
    yield one
    await one.close()


@pytest_asyncio.fixture(loop_scope="module")
async def ingest(store, analyst):
    async with Fetcher(("127.0.0.1/32",), total_seconds=30) as fetcher:
        yield Ingest(store=store, fetcher=fetcher, analyst=analyst)


async def submitted(store, article) -> list[int]:
    async with store.snapshot() as tx:
        return [chat for chat in (1, 2) if await tx.articles.submission(article.id, chat)]


# --- text ------------------------------------------------------------------------------------------------------------


async def test_a_text_becomes_an_article_with_all_its_findings(ingest, store):
    article = await ingest.text(f"\r\n{TEXT}\r\n", source=ANN, now=NOW)
    assert article.text == TEXT
    assert (article.url, article.title, article.language, article.created_at) == (None, TITLE, "en", NOW)
    assert article.words == len(TEXT.replace("—", "").split())
    ranks = sorted(sentence.rank for sentence in article.sentences)
    assert ranks == list(range(len(ranks)))
    assert 3 <= len(ranks) <= LONGEST
    summary = [article.text[s.start : s.end] for s in article.sentences]
    assert all(any(sentence in paragraph for paragraph in PARAGRAPHS) for sentence in summary)
    said = ["".join(article.text[start:end] for start, end in quote.segments) for quote in article.quotes]
    assert all(quote.speaker == "Inês Duarte" for quote in article.quotes[:2])
    # The first stands in the summary already: the other is worth showing beside it.
    assert said[0] == "Ships may come in again."
    assert said[1].startswith("We have checked")
    assert "PT" in {tag.value for tag in article.tags if tag.kind is TagKind.COUNTRY}
    async with store.snapshot() as tx:
        assert await tx.articles.get(article.id) == article
        assert [kept.article for kept in await tx.articles.published_after(0, 9)] == [article]


async def test_findings_are_kept_as_they_were_found():
    found = Analysis(
        title="Of the text",
        byline="By the text",
        outlet="Text Times",
        published=date(2026, 1, 1),
        language="en",
        body=(Span(0, 9),),
        summary=(
            Sentence(text="Ab", span=Span(0, 2), rank=1, score=2.0),
            Sentence(text="cd", span=Span(3, 5), rank=0, score=3.0, voice=Voice.STATEMENT),
            Sentence(text="ef.", span=Span(6, 9), rank=2, score=1.0, voice=Voice.REPORT),
        ),
        gist=Sentence(text="cd ef.", span=Span(3, 9), rank=0, score=1.0),
        quotes=(
            Quote(
                text="cd",
                span=Span(3, 5),
                segments=(Span(3, 4), Span(4, 5)),
                speaker="Ann",
                role="Mayor",
                cue="said",
                certainty=Certainty.PRONOUN,
                score=0.5,
            ),
        ),
        topics=(TopicTag(slug="economy", score=0.9, evidence=("cd", "ef")),),
        countries=(CountryTag(code="PT", score=0.8, salience=Salience.SECONDARY, evidence=("Ab",)),),
    )
    plain = pipeline._article(pipeline._Found(key="k", page=Page(text="Ab cd ef.")), found, "lsa")
    assert (plain.title, plain.byline, plain.outlet) == ("Of the text", "By the text", "Text Times")
    assert (plain.published, plain.language, plain.words) == (date(2026, 1, 1), "en", 3)
    assert plain.sentences == (
        SummarySentence(start=0, end=2, rank=1, voice="own"),
        SummarySentence(start=3, end=5, rank=0, voice="statement"),
        SummarySentence(start=6, end=9, rank=2, voice="report"),
    )
    assert (plain.method, plain.gist) == ("lsa", (3, 9))
    bare = pipeline._article(
        pipeline._Found(key="k", page=Page(text="Ab")), replace(found, gist=None), "editor"
    )
    assert bare.gist is None
    assert plain.quotes == (
        StoredQuote(
            start=3,
            end=5,
            segments=((3, 4), (4, 5)),
            speaker="Ann",
            role="Mayor",
            cue="said",
            certainty="pronoun",
            score=0.5,
        ),
    )
    assert plain.tags == (
        Tag(kind=TagKind.TOPIC, value="economy", score=0.9, evidence=("cd", "ef")),
        Tag(kind=TagKind.COUNTRY, value="PT", score=0.8, salience="secondary", evidence=("Ab",)),
    )
    page = Page(text="Ab cd ef.", title="Of the page", byline="By the page", published=date(2026, 2, 2))
    said = pipeline._article(
        pipeline._Found(key="k", page=page, url="https://example.com/x", outlet="Page Post"), found, "editor"
    )
    assert (said.title, said.byline, said.outlet) == ("Of the page", "By the page", "Page Post")
    assert (said.published, said.url, said.key) == (date(2026, 2, 2), "https://example.com/x", "k")


# --- methods ---------------------------------------------------------------------------------------------------------


def chosen(article) -> list[str]:
    """The sentences of the summary, best first."""
    ranked = sorted(article.sentences, key=lambda each: each.rank)
    return [article.text[each.start : each.end] for each in ranked]


@pytest_asyncio.fixture(loop_scope="module")
async def leading(store, analyst):
    """An intake whose operator likes first sentences."""
    async with Fetcher() as fetcher:
        yield Ingest(store=store, fetcher=fetcher, analyst=analyst, method="lead")


async def test_the_operators_method_chooses_what_is_kept(leading, store):
    article = await leading.text(TEXT, source=ANN, now=NOW)
    assert article.method == "lead"
    starts = [start for start, _ in sorted((s.start, s.rank) for s in article.sentences)]
    assert [s.start for s in sorted(article.sentences, key=lambda s: s.rank)] == starts
    assert article.text[slice(*article.gist)] in TEXT
    async with store.snapshot() as tx:
        assert await tx.articles.get(article.id) == article


async def test_another_operators_method_leaves_kept_articles_as_they_are(ingest, leading):
    kept = await ingest.text(TEXT, source=ANN, now=NOW)
    assert (kept.method, await leading.text(TEXT, source=BOB, now=NOW)) == ("editor", kept)


@pytest.mark.parametrize("method", [name for name in summarizer.METHODS if name != summarizer.DEFAULT_METHOD])
async def test_an_article_can_be_read_by_another_method(ingest, store, method):
    kept = await ingest.text(TEXT, source=ANN, now=NOW)
    read = await ingest.resummarize(kept, method)
    expected = summarizer.analyze(TEXT, title=kept.title, language="en", sentences=LONGEST, method=method)
    assert chosen(read) == [each.text for each in sorted(expected.summary, key=lambda each: each.rank)]
    assert replace(read, sentences=kept.sentences, method=kept.method) == kept
    assert read.method == method
    async with store.snapshot() as tx:
        assert await tx.articles.get(kept.id) == kept, "only what is shown differs"


async def test_an_articles_own_method_needs_no_reading(ingest, store):
    kept = await ingest.text(TEXT, source=ANN, now=NOW)
    async with Fetcher() as fetcher:
        idle = Ingest(store=store, fetcher=fetcher, analyst=Analyst())
        assert await idle.resummarize(kept, kept.method) is kept


async def test_another_method_on_a_busy_analyst_is_told(ingest, store, refusal):
    kept = await ingest.text(TEXT, source=ANN, now=NOW)
    async with Fetcher() as fetcher:
        idle = Ingest(store=store, fetcher=fetcher, analyst=Analyst())
        assert await refusal(idle.resummarize(kept, "lead")) == ("busy", {})


async def test_a_worker_that_is_taken_is_not_waited_for_long(ingest, analyst, refusal, monkeypatch):
    kept = await ingest.text(TEXT, source=ANN, now=NOW)
    monkeypatch.setattr(pipeline, "RESUMMARIZE_PATIENCE", 0)
    worker = analyst._idle.get_nowait()
    try:
        assert await refusal(ingest.resummarize(kept, "lead")) == ("busy", {})
    finally:
        analyst._idle.put_nowait(worker)
    read = await ingest.resummarize(kept, "lead")
    monkeypatch.setattr(analyst, "_idle", None)
    assert await ingest.resummarize(kept, "lead") == read, "it was read a moment ago"


async def test_only_so_many_readings_are_remembered(ingest, analyst, monkeypatch):
    kept = await ingest.text(TEXT, source=ANN, now=NOW)
    monkeypatch.setattr(pipeline, "REMEMBERED", 2)
    for method in ("lead", "lsa", "lead", "luhn"):
        await ingest.resummarize(kept, method)
    assert list(ingest._chosen) == [(kept.id, "lead"), (kept.id, "luhn")], "the one longest unused went"


# --- again and at once -----------------------------------------------------------------------------------------------


async def test_the_same_text_again_is_the_kept_article(ingest, store):
    first = await ingest.text(TEXT, source=ANN, now=NOW)
    again = await ingest.text(TEXT.replace("\n\n", " \n"), source=BOB, now=NOW + timedelta(hours=1))
    assert again == first
    assert await submitted(store, first) == [1, 2]
    assert await ingest.text(TEXT, source=ANN, now=NOW) == first


async def test_sent_again_an_article_comes_with_the_tags_in_force_for_who_sent_it(ingest, store):
    first = await ingest.text(TEXT, source=ANN, now=NOW)
    said = {"article_id": first.id, "kind": TagKind.COUNTRY, "value": "PT", "at": NOW}
    async with store.transaction() as tx:
        await tx.corrections.put(Correction(**said, chat_id=2, user_id=2, verdict=Verdict.REMOVED))
        await tx.corrections.put(
            Correction(**said | {"value": "ES"}, chat_id=1, user_id=1, verdict=Verdict.ADDED)
        )
    countries = {}
    for source in (ANN, BOB):
        again = await ingest.text(TEXT, source=source, now=NOW)
        countries[source] = {each.value for each in again.tags if each.kind is TagKind.COUNTRY}
    assert {"PT", "ES"} <= countries[ANN]
    assert "PT" not in countries[BOB]
    assert "ES" in countries[BOB]


async def test_a_known_text_is_not_analysed_again(ingest, store, analyst):
    first = await ingest.text(TEXT, source=ANN, now=NOW)
    async with Fetcher() as fetcher:
        idle = Ingest(
            store=store, fetcher=fetcher, analyst=Analyst()
        )  # never started: any job would be refused
        assert await idle.text(TEXT, source=BOB, now=NOW) == first


async def test_the_same_text_from_two_people_at_once_is_one_article_of_both(ingest, store):
    one, two = await asyncio.gather(*(ingest.text(TEXT, source=source, now=NOW) for source in (ANN, BOB)))
    assert one == two
    assert await submitted(store, one) == [1, 2]
    async with store.snapshot() as tx:
        assert (await tx.counts()).articles == 1


async def test_the_same_text_through_two_processes_at_once_is_one_article(store, analyst):
    async with Fetcher() as fetcher:
        twins = [Ingest(store=store, fetcher=fetcher, analyst=analyst) for _ in range(2)]
        one, two = await asyncio.gather(
            twins[0].text(TEXT, source=ANN, now=NOW), twins[1].text(TEXT, source=BOB, now=NOW)
        )
    assert one == two
    assert await submitted(store, one) == [1, 2]


async def test_a_private_text_is_kept_and_not_published(ingest, store):
    article = await ingest.text(TEXT, source=replace(ANN, private=True), now=NOW)
    async with store.snapshot() as tx:
        assert await tx.articles.published_after(0, 9) == []
        assert await tx.articles.readable(article.id, 1) == article
        assert await tx.articles.readable(article.id, 2) is None


async def test_an_article_forgotten_meanwhile_is_taken_in_anew(ingest, store):
    first = await ingest.text(TEXT, source=ANN, now=NOW)
    async with store.transaction() as tx:
        await tx.chats.forget(1)
    again = await ingest.text(TEXT, source=BOB, now=NOW)
    assert replace(again, id=first.id) == first
    assert await submitted(store, again) == [2]


@pytest.mark.parametrize(
    ("words", "key", "variables"),
    [
        ("", "empty", {}),
        (" \n\t\u200b", "empty", {}),
        ("👍👍👍", "not-text", {}),
        ("!!! 2026 ???", "not-text", {}),
        ("Hello there, how are you?", "too-short", {"words": 5}),
        ("总统表示谈判继续", "too-short", {"words": 8}),
        ("word " * 80_001, "too-long", {"characters": 400_004, "limit": 400_000}),
    ],
)
async def test_what_cannot_be_read_is_told(words, key, variables, ingest, refusal):
    assert await refusal(ingest.text(words, source=ANN, now=NOW)) == (key, variables)


@pytest.mark.parametrize(
    "words",
    [
        "One two three four five six seven eight nine ten eleven twelve",
        "总统表示，谈判将在下周继续进行，双方都愿意。",
        "\ud83d Lone \x00 surrogates and controls come from broken clients, and they are taken out of texts.",
        "a" * 5_000 + " b c d e f g h i j k l m n",
        "<b>Not markup</b> & just <script>alert(1)</script> text of at least twelve words in all, as it was typed.",
        "מזג האוויר היה סוער במשך שלושה ימים והנמל נפתח מחדש ביום שלישי בבוקר לאחר הסערה.",
    ],
)
async def test_odd_texts_are_kept(words, ingest):
    article = await ingest.text(words, source=ANN, now=NOW)
    assert article.text == "".join(c for c in words if c not in "\ud83d\x00").strip()
    assert all(article.text[s.start : s.end] for s in article.sentences)


# --- links -----------------------------------------------------------------------------------------------------------


async def test_a_link_becomes_an_article_with_what_the_page_says_of_itself(ingest, store, web, page):
    head = (
        "<meta name='author' content='Ana Paz'><meta property='og:site_name' content='The Example'>"
        "<meta property='article:published_time' content='2026-11-17'>"
    )
    web.answers["/harbour"] = page(html(head=head))
    article = await ingest.link(web.url("/harbour?utm_source=tg#top"), source=ANN, now=NOW)
    assert article.title == TITLE
    assert article.text == "\n".join(PARAGRAPHS)
    assert (article.byline, article.outlet, article.published) == (
        "Ana Paz",
        "The Example",
        date(2026, 11, 17),
    )
    assert article.url == web.url("/harbour?utm_source=tg")
    assert article.key == f"https://127.0.0.1:{web.port}/harbour"
    assert article.sentences
    assert await submitted(store, article) == [1]


async def test_the_outlet_is_the_host_when_the_page_names_none(ingest, web, page):
    web.answers["/a"] = page(html())
    assert (await ingest.link(web.url("/a"), source=ANN, now=NOW)).outlet == "127.0.0.1"


async def test_a_known_address_is_not_fetched_again(ingest, store, web, page):
    web.answers["/a"] = page(html())
    first = await ingest.link(web.url("/a"), source=ANN, now=NOW)
    again = await ingest.link(web.url("/a/?fbclid=x&utm_medium=y"), source=BOB, now=NOW)
    assert again == first
    assert web.connections == 1
    assert await submitted(store, first) == [1, 2]


async def test_one_link_from_many_people_at_once_is_fetched_once(ingest, web, page):
    web.answers["/a"] = page(html())
    links = [
        ingest.link(web.url(f"/a?utm_source={n}"), source=source, now=NOW)
        for n, source in enumerate([ANN, BOB] * 3)
    ]
    assert len(set(await asyncio.gather(*links))) == 1
    assert web.connections == 1


async def test_a_short_link_leads_to_the_article_that_is_kept(ingest, store, web, page, moved):
    web.answers |= {"/a": page(html()), "/s/1": moved("/a?utm_source=short"), "/s/2": moved("/s/1")}
    first = await ingest.link(web.url("/s/2"), source=ANN, now=NOW)
    assert await ingest.link(web.url("/s/1"), source=BOB, now=NOW) == first
    assert await ingest.link(web.url("/a"), source=BOB, now=NOW) == first
    assert first.key.endswith("/a")


async def test_two_short_links_to_one_article_at_once(ingest, store, web, page, moved):
    web.answers |= {"/a": page(html()), "/s/1": moved("/a"), "/s/2": moved("/a")}
    links = [
        ingest.link(web.url(path), source=source, now=NOW)
        for path, source in (("/s/1", ANN), ("/s/2", BOB), ("/a", ANN))
    ]
    assert len(set(await asyncio.gather(*links))) == 1
    async with store.snapshot() as tx:
        assert (await tx.counts()).articles == 1


async def test_the_mobile_twin_of_a_page_is_the_page(ingest, web, page):
    canonical = web.url("/2026/harbour")
    web.answers["/mobile/1"] = page(html(head=f"<link rel=canonical href='{canonical}'>"))
    article = await ingest.link(web.url("/mobile/1"), source=ANN, now=NOW)
    assert article.url == canonical


async def test_a_plain_text_page_is_an_article(ingest, web, page):
    web.answers["/a.txt"] = page(TEXT.encode("utf-16"), kind="text/plain")
    article = await ingest.link(web.url("/a.txt"), source=ANN, now=NOW)
    assert (article.text, article.title) == (TEXT, TITLE)


async def test_a_packed_page_in_an_old_encoding_is_an_article(ingest, web, page):
    paragraphs = [
        "Президент сказал, что переговоры о гавани продолжатся на следующей неделе в столице страны."
    ] * 1 + [
        f"В порту с субботы ждали {n} судов, и среди них были два парома с пассажирами на борту."
        for n in range(20, 26)
    ]
    data = html("Гавань снова открыта после бури", "", paragraphs).decode().encode("windows-1251")
    web.answers["/ru"] = page(
        gzip.compress(data), kind="text/html; charset=windows-1251", Content_Encoding="gzip"
    )
    article = await ingest.link(web.url("/ru"), source=ANN, now=NOW)
    assert (article.title, article.language) == ("Гавань снова открыта после бури", "ru")
    assert article.text.startswith("Президент сказал")


@pytest.mark.parametrize(
    "url", ["", "hello", "ftp://example.com/x", "http://me@example.com/", "javascript:alert(1)", "http://["]
)
async def test_what_is_no_link_is_told(url, ingest, refusal):
    assert await refusal(ingest.link(url, source=ANN, now=NOW)) == ("bad-link", {"url": url})


async def test_inner_addresses_are_refused(ingest, refusal):
    assert await refusal(ingest.link("http://127.0.0.2/", source=ANN, now=NOW)) == (
        "private-address",
        {"host": "127.0.0.2"},
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><p>We use cookies. Please give your consent to go on to the article you wanted.</p></body></html>",
        b"<html><body><div id='root'></div><script src='/app.js'></script></body></html>",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50,
        b"%PDF-1.7 " + b"x" * 1000,
        b"<html><body><p>" + b"1234 " * 200 + b"</p></body></html>",
    ],
)
async def test_a_page_without_an_article_is_told(body, ingest, web, page, refusal):
    web.answers["/x"] = page(body)
    assert await refusal(ingest.link(web.url("/x"), source=ANN, now=NOW)) == (
        "link-not-article",
        {"host": "127.0.0.1"},
    )


async def test_a_page_that_is_a_book_is_told(ingest, web, page, refusal, monkeypatch):
    monkeypatch.setattr(pipeline, "LONGEST_TEXT", 500)
    web.answers["/x"] = page(html())
    assert (await refusal(ingest.link(web.url("/x"), source=ANN, now=NOW)))[0] == "link-too-big"


async def test_a_redirect_to_the_front_page_is_no_article(ingest, web, page, moved, refusal):
    web.answers |= {"/gone": moved("/"), "/": page(html())}
    assert (await refusal(ingest.link(web.url("/gone"), source=ANN, now=NOW)))[0] == "link-not-article"
    assert (await ingest.link(web.url("/"), source=ANN, now=NOW)).title == TITLE


async def test_a_redirect_to_a_consent_page_is_no_article(store, analyst, web, page, moved, refusal):
    async def resolver(_host, _port):
        return ("127.0.0.1",)

    web.answers |= {"/a": moved(web.url("/wall", host="consent.example.com")), "/wall": page(html())}
    async with Fetcher(("127.0.0.1/32",), resolver=resolver) as fetcher:
        ingest = Ingest(store=store, fetcher=fetcher, analyst=analyst)
        failure = await refusal(ingest.link(web.url("/a", host="www.example.com"), source=ANN, now=NOW))
    assert failure == ("link-not-article", {"host": "example.com"})


async def test_a_failed_fetch_keeps_nothing_and_can_be_tried_again(ingest, store, web, page, refusal):
    assert await refusal(ingest.link(web.url("/a"), source=ANN, now=NOW)) == (
        "link-status",
        {"host": "127.0.0.1", "status": 404},
    )
    async with store.snapshot() as tx:
        assert (await tx.counts()).articles == 0
    web.answers["/a"] = page(html())
    assert (await ingest.link(web.url("/a"), source=ANN, now=NOW)).title == TITLE


async def test_a_busy_analyst_keeps_nothing(store, refusal):
    async with Fetcher() as fetcher:
        ingest = Ingest(store=store, fetcher=fetcher, analyst=Analyst())
        assert await refusal(ingest.text(TEXT, source=ANN, now=NOW)) == ("busy", {})
    async with store.snapshot() as tx:
        assert (await tx.counts()).articles == 0


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "noname", "a.pdf", "a.html"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_a_text_file_is_told_by_its_content(name, encoding, ingest):
    article = await ingest.file(name, TEXT.encode(encoding), source=ANN, now=NOW)
    assert (article.text, article.title, article.url) == (TEXT, TITLE, None)


async def test_a_text_file_and_the_same_text_pasted_are_one_article(ingest):
    pasted = await ingest.text(TEXT, source=ANN, now=NOW)
    assert await ingest.file("a.txt", TEXT.replace("\n", "\r\n").encode(), source=BOB, now=NOW) == pasted


async def test_a_web_page_as_a_file_is_read_as_a_page(ingest):
    data = html(head="<meta property='og:site_name' content='The Example'><script>alert(1)</script>")
    article = await ingest.file("saved", data, source=ANN, now=NOW)
    assert (article.title, article.outlet, article.url) == (TITLE, "The Example", None)
    assert article.text == "\n".join(PARAGRAPHS)


async def test_a_markdown_file_loses_its_marks(ingest):
    data = f"# {TITLE}\n\n" + "\n\n".join(f"> **{p}**" for p in PARAGRAPHS)
    assert (await ingest.file("a.md", data.encode(), source=ANN, now=NOW)).text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "key", "variables"),
    [
        ("a.txt", b"", "empty", {}),
        ("a.txt", b"\xef\xbb\xbf \r\n", "empty", {}),
        ("a.txt", b"Too few words.", "too-short", {"words": 3}),
        ("a.html", b"<html><body><p>Too few words.</p></body></html>", "too-short", {"words": 3}),
        ("a.txt", "👍".encode() * 20, "not-text", {}),
        ("cat.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary-file", {"name": "cat.txt"}),
        ("a.txt", b"words " * 99 + b"\x00", "binary-file", {"name": "a.txt"}),
        ("a.txt", b"%PDF-1.4\n", "unsupported-file", {"name": "a.txt"}),
        ("a.docx", b"PK\x03\x04\x14\x00\x06\x00", "unsupported-file", {"name": "a.docx"}),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unsupported-file", {"name": "a.doc"}),
        ("a.txt", b"word " * 1_000_001, "too-long", {"characters": 5_000_005, "limit": 5_000_000}),
        ("a.txt", b"word " * 90_000, "too-long", {"characters": 449_999, "limit": 400_000}),
    ],
)
async def test_files_that_cannot_be_read_are_told(name, data, key, variables, ingest, refusal):
    assert await refusal(ingest.file(name, data, source=ANN, now=NOW)) == (key, variables)


async def test_nothing_that_was_read_gets_into_the_log(ingest, web, page, caplog):
    caplog.set_level("DEBUG", logger="bot")
    web.answers["/a"] = page(html())
    await ingest.text(TEXT, source=ANN, now=NOW)
    await ingest.link(web.url("/a"), source=ANN, now=NOW)
    assert "article_kept article=1 created=True" in caplog.text
    assert "harbour" not in caplog.text.lower()


async def test_errors_are_the_readers_own_kind(ingest):
    with pytest.raises(UserError) as caught:
        await ingest.link("http://nowhere.invalid./", source=ANN, now=NOW)
    assert caught.value.key in {"dead-link", "private-address"}
