import pytest

from summarizer.models import Quote
from summarizer.quotes import extract


@pytest.fixture
def found():
    """The quotations of a text in the order of the text."""

    def quotes(text: str, language: str | None = "en", title: str | None = None) -> list[Quote]:
        return sorted(extract(text, language=language, title=title), key=lambda quote: quote.span)

    return quotes


@pytest.fixture
def said(found):
    """What was said and by whom: pairs of the first segment's words and the speaker."""

    def pairs(text: str, language: str | None = "en") -> list[tuple[str, str | None]]:
        return [
            (" … ".join(span.of(text) for span in quote.segments), quote.speaker)
            for quote in found(text, language)
        ]

    return pairs
