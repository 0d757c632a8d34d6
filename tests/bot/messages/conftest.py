"""Articles as storage gives them, and two readers of Telegram HTML: the sandbox's and TDLib's."""

import json
from datetime import UTC, date, datetime

import pytest
import tdjson
from hypothesis import strategies as st

from bot.sandbox import entities
from storage.models import Article, StoredQuote, SummarySentence

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
HOSTILE = '<b>"Bold" & <a href="tg://user?id=1">me</a></b> <!-- &lt; &amp;amp; </blockquote> <tg-spoiler>'


@pytest.fixture(scope="session")
def hostile():
    return HOSTILE


@pytest.fixture(scope="session")
def line():
    """What a headline or a byline may be: one line of anything, with what means something in HTML more often."""
    signs = st.sampled_from(
        ["<", ">", "&", '"', "</b>", "<b>", "&lt;", "&#38;", "𝕏", "👩‍🚒", "ж", "\u202e", " "]
    )
    letters = st.characters(exclude_categories=("Cc", "Cs"))
    return st.lists(st.one_of(signs, letters), min_size=1, max_size=400).map("".join)


def _article(
    *, number=1, sentences=("One sentence.",), quotes=(), names=("Ana Pérez",), certainty="explicit", **values
):
    """An article whose text is its sentences and quotes, a paragraph each."""
    text, spans = "", []
    for piece in (*sentences, *quotes):
        spans.append((len(text), len(text) + len(piece)))
        text += piece + "\n\n"
    summary = tuple(
        SummarySentence(start=start, end=end, rank=rank)
        for rank, (start, end) in enumerate(spans[: len(sentences)])
    )
    said = tuple(
        StoredQuote(
            start=start,
            end=end,
            segments=((start, end),),
            speaker=names[n % len(names)],
            role=None,
            cue="said",
            certainty=certainty,
            score=1.0 - n / 100,
        )
        for n, (start, end) in enumerate(spans[len(sentences) :])
    )
    whole = {
        "id": number,
        "key": f"key-{number}",
        "url": None,
        "title": "A headline",
        "byline": None,
        "outlet": None,
        "published": date(2026, 3, 3),
        "language": "en",
        "text": text,
        "words": len(text.split()),
        "sentences": summary,
        "quotes": said,
        "created_at": NOW,
    }
    return Article(**{**whole, **values})


@pytest.fixture(scope="session")
def article():
    return _article


def _accepted(html):
    """The text Telegram shows for a message, and its entities; fails the test where Telegram would refuse it."""
    text, found = entities.parse_html(html)
    assert entities.utf16_length(text) <= 4096
    assert len(found) <= 100
    mode = {"@type": "textParseModeHTML"}
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": mode}
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    assert answer["@type"] == "formattedText", answer
    assert answer["text"] == text
    return text, found


@pytest.fixture(scope="session")
def accepted():
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
    return _accepted
