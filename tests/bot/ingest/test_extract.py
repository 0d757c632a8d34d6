"""A page gives its headline, names, date and plain paragraphs, and hostile markup gives nothing worse."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import extract
from bot.ingest.extract import Page

URL = "https://www.example.com/2026/11/harbour"
TITLE = "Harbour reopens after three days of storm"
PARAGRAPHS = [
    "The harbour of Porto Azul reopened on Tuesday after three days of storm, the port authority said in a statement.",
    "“We have checked every quay,” harbour master Inês Duarte told reporters in the morning. “Ships may come in again.”",
    "Forty vessels had been waiting outside the breakwater since Saturday, among them two ferries with 900 passengers.",
    "The storm had torn a crane from its rails, and repairs are expected to take until the end of the month, she said.",
]


def document(head: str = "", body: str = "", paragraphs=PARAGRAPHS) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}{text}</article></body></html>"


def ld(**claims) -> str:
    return f'<script type="application/ld+json">{json.dumps(claims)}</script>'


FULL = document(
    head=f"<title>{TITLE} | The Example</title><meta property='og:title' content='{TITLE}'>"
    "<meta property='og:site_name' content='The Example'><meta name='author' content='Ana Paz'>"
    "<meta property='article:published_time' content='2026-11-17T08:00:00+01:00'>"
    "<link rel='canonical' href='https://example.com/2026/11/harbour'>",
    body=f"<h1>{TITLE}</h1><figure><img src='x.jpg'><figcaption>A crane. Photo: J. Doe</figcaption></figure>",
)


def test_a_whole_page():
    page = extract.page(FULL.encode(), URL)
    assert page == Page(
        text="\n".join(PARAGRAPHS),
        title=TITLE,
        byline="Ana Paz",
        outlet="The Example",
        published=date(2026, 11, 17),
        address="https://example.com/2026/11/harbour",
    )


def test_a_page_that_says_nothing_of_itself():
    page = extract.page(document().encode())
    assert page.text == "\n".join(PARAGRAPHS)
    assert (page.title, page.byline, page.outlet, page.address) == (None, None, None, None)


def test_a_text_file_is_its_text():
    assert extract.page("Olá\r\nmundo".encode("utf-8-sig")) == Page(text="Olá\nmundo")
    assert extract.page(FULL.encode("utf-16"), URL).title == TITLE


# --- title -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{TITLE} | The Example</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - Local news - The Example</title>", f"<h1>The Example</h1><h1>{TITLE}</h1>"),
        (
            f"<title>The Example: all the news</title><meta property='og:title' content='{TITLE}'>",
            "<h1>News</h1>",
        ),
        (ld(**{"@type": "NewsArticle", "headline": TITLE}), "<h1>News</h1>"),
        (ld(**{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": TITLE}]}), ""),
        (
            "<script type='application/ld+json'>{broken</script>"
            + ld(**{"@type": "BlogPosting", "headline": TITLE}),
            "",
        ),
        (
            f"<meta property='og:title' content='{TITLE} | The Example'><meta property='og:site_name' content='The Example'>",
            "",
        ),
        (f"<meta name='twitter:title' content='{TITLE}'>", ""),
        ("", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE}</title>", "<h1>Opinion</h1><h1>Latest</h1>"),
        (f"<title>{TITLE} — The Example</title><meta property='og:site_name' content='The Example'>", ""),
        (f"<title>Ana’s diary | {TITLE}</title>", f"<h2>{TITLE}</h2>"),
        (f"<meta property='og:title' content='  {TITLE[:7]}\n{TITLE[7:]}\u200b'>", ""),
    ],
)
def test_the_headline_is_found(head, body):
    assert extract.html(document(head, body), URL).title == TITLE


def test_the_headline_of_the_page_goes_before_the_one_for_sharing():
    head = f"<title>{TITLE} | The Example</title><meta property='og:title' content='You will not believe this harbour'>"
    assert extract.html(document(head, f"<h1>{TITLE}</h1>"), URL).title == TITLE


def test_a_headline_of_a_video_beside_the_article_is_not_taken():
    head = ld(**{"@type": "VideoObject", "headline": "Cat falls off table"}) + f"<title>{TITLE}</title>"
    assert extract.html(document(head), URL).title == TITLE


def test_entities_in_a_headline_are_read():
    head = ld(**{"@type": "NewsArticle", "headline": "Storm &amp; harbour: the &quot;crane&quot; falls"})
    assert extract.html(document(head), URL).title == 'Storm & harbour: the "crane" falls'


def test_an_endless_headline_is_cut():
    title = extract.html(document(f"<title>{'storm ' * 10_000}</title>"), URL).title
    assert title is not None
    assert len(title) <= extract.TITLE


# --- body ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "noise",
    [
        f"<p>{TITLE}</p>",
        "<p>By Ana Paz</p>",
        "<p>Read more: Ten storms that changed the coast</p>",
        "<p>Lesen Sie auch: Zehn Stürme</p>",
        "<p>Читайте также: Десять бурь</p>",
        "<p>Advertisement</p>",
        "<p>Photo: Jane Doe / Agency</p>",
        "<p>© 2026 The Example</p>",
        "<figure><figcaption>Waves at the quay on Monday morning in Porto Azul</figcaption></figure>",
        "<div class='article__caption'>Waves at the quay on Monday morning in Porto Azul</div>",
        "<span class='photo-credit'>Jane Doe / Agency pictures of the world</span>",
        "<script>alert('harbour')</script><style>p { color: red }</style><noscript>Enable it</noscript>",
    ],
)
def test_what_is_not_the_article_is_left_out(noise):
    head = f"<title>{TITLE}</title><meta name='author' content='Ana Paz'>"
    assert extract.html(document(head, f"<h1>{TITLE}</h1>{noise}"), URL).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday evening the road was open again, the mayor told the council in a long letter.",
        "Photographs of the site show a crane lying across the quay, with its hook in the water.",
        "Read more books, the minister told the children of Porto Azul when she opened the library.",
        "“Follow us,” the pilots had radioed to the two ferries, and the captains did as they were told.",
    ],
)
def test_sentences_that_look_like_noise_stay(sentence):
    paragraphs = [PARAGRAPHS[0], sentence, *PARAGRAPHS[1:]]
    assert extract.html(document(f"<title>{TITLE}</title>", "", paragraphs), URL).text == "\n".join(
        paragraphs
    )


def test_a_credit_class_around_the_whole_article_does_not_empty_it():
    markup = document(f"<title>{TITLE}</title>").replace("<article>", "<article><div class='credit'>")
    assert extract.html(markup, URL).text == "\n".join(PARAGRAPHS)


def test_a_page_drawn_by_a_script_gives_the_text_it_declares():
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    head = ld(**{"@type": "NewsArticle", "headline": TITLE, "articleBody": body})
    assert extract.html(
        f"<html><head>{head}</head><body><div id=app></div></body></html>", URL
    ).text == "\n".join(PARAGRAPHS)


def test_markup_comes_out_as_text_or_not_at_all():
    paragraphs = [
        *PARAGRAPHS,
        "Write <b onclick='x()'>&lt;script&gt;alert(1)&lt;/script&gt;</b> <img src=x onerror=alert(1)>here.",
    ]
    text = extract.html(document("", "", paragraphs), URL).text
    assert text.splitlines()[-1] == "Write <script>alert(1)</script> here."
    assert "onerror" not in text
    assert "onclick" not in text


# --- what the page calls itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://www.example.com/real", "https://www.example.com/real"),
        ("https://amp.example.com/real", "https://amp.example.com/real"),
        ("https://example.com/", None),
        ("https://evil.example/real", None),
        ("/relative", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_the_canonical_address_is_believed_about_its_own_site_only(href, address):
    assert extract.html(document(f"<link rel=canonical href='{href}'>"), URL).address == address


@pytest.mark.parametrize(
    ("site", "outlet"),
    [
        ("example.com", None),
        ("www.example.com", None),
        ("", None),
        ("Example.com News", "Example.com News"),
        ("EXAMPLE.am", "EXAMPLE.am"),
    ],
)
def test_the_host_alone_is_no_name_of_an_outlet(site, outlet):
    assert extract.html(document(f"<meta property='og:site_name' content='{site}'>"), URL).outlet == outlet


def test_several_authors_are_one_byline():
    authors = [{"@type": "Person", "name": "Ana Paz"}, {"@type": "Person", "name": "Bo Li"}]
    head = ld(
        **{"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "author": authors}
    )
    assert extract.html(document(head), URL).byline == "Ana Paz, Bo Li"


# --- hostile and broken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<",
        "<html>",
        "<html></html>",
        "<!-- " * 1000,
        "<div>" * 100_000,
        "<p>x" * 20_000,
        '<?xml version="1.0" encoding="utf-16"?><html><body><p>x</p></body></html>',
        "<!DOCTYPE html [<!ENTITY a 'b'><!ENTITY c '&a;&a;&a;'>]><html><p>&c;&c;</p></html>",
        "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><html><p>&f;</p></html>",
        "<html><script type='application/ld+json'>" + "[" * 50_000 + "</script><p>x</p></html>",
        "<html><script type='application/ld+json'>"
        + '{"a":' * 900
        + "1"
        + "}" * 900
        + "</script><p>x</p></html>",
        "<html><base href='http://['><link rel=canonical href='http://['><p>x</p></html>",
        "<html><h1></h1><title></title><meta property='og:title'><p>x</p></html>",
        "\ud800<html><p>\udfff</p></html>",
    ],
)
def test_broken_markup_gives_a_page(markup):
    page = extract.html(markup, URL)
    assert "root:" not in page.text
    page.text.encode()


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("<>/='\"&;! abphtml1-[]\n\0é"), max_size=200))
def test_any_markup_gives_a_page(markup):
    page = extract.html(f"<html><body>{markup}</body></html>", URL)
    assert "\0" not in page.text


def test_the_caches_can_be_emptied():
    extract.reset()
    assert extract.page(FULL.encode(), URL).title == TITLE


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_markdown_loses_its_marks_and_nothing_else():
    markdown = (
        "---\ntitle: x\n---\n# Harbour *reopens*\n\n> “Ships may come,” said **Inês Duarte**.\n\n"
        "![crane](crane.jpg)\n\nSee [the statement](https://example.com/s) of __Tuesday__.\n\n***\n\n"
        "2 * 3 * 4 = 24, snake_case_name, #storm and 5 > 4."
    )
    assert extract.unmark(markdown) == (
        "Harbour reopens\n\n“Ships may come,” said Inês Duarte.\n\nSee the statement of Tuesday.\n\n"
        "2 * 3 * 4 = 24, snake_case_name, #storm and 5 > 4."
    )


@settings(deadline=None)
@given(st.text(st.sampled_from("ab *_#>[]()!\n-"), max_size=80))
def test_markdown_keeps_every_word_of_plain_text(markdown):
    assert set(extract.unmark(markdown)) <= set(markdown)


@pytest.mark.parametrize("mark", ["[", "![", "[a](", "*", "_", "**a", "> ", "#"])
def test_markdown_of_nothing_but_marks_is_read_in_linear_time(mark):
    extract.unmark(mark * 100_000)  # a quadratic pattern would outlive the test's time limit
