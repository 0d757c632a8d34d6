"""Text in, findings out: an article's parts, language, summary, quotes, topics and countries, all verbatim.

Synchronous and pure: no I/O but the package's own data files, no clock, no network. Positions are those of the
text given.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from summarizer import dates, document, languages, quotes, ranking, select, tags, voice
from summarizer import language as identification
from summarizer.document import Document
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

__all__ = [
    "DEFAULT_METHOD",
    "METHODS",
    "Analysis",
    "Certainty",
    "CountryTag",
    "Document",
    "Quote",
    "Salience",
    "Sentence",
    "Span",
    "TopicTag",
    "Voice",
    "analyze",
    "warm",
]

METHODS = tuple(ranking.RANKERS)  # names of the ways to choose sentences, the default first
DEFAULT_METHOD = ranking.DEFAULT

_USUAL = 3  # sentences that a reader sees who asks for no other length
_READ = 100_000  # characters in which quotes and tags are looked for; the longest reportage has half of that
_SAMPLE = (
    "“The road is open,” Mayor Ana Paz said on Monday in Lima. The council of Peru had closed it in March."
)


def analyze(
    text: str,
    *,
    title: str | None = None,
    language: str | None = None,
    sentences: int = 3,
    characters: int | None = None,
    method: str = DEFAULT_METHOD,
) -> Analysis:
    """Read one article; a text without words has empty findings. Raises KeyError for a method not in `METHODS`.

    `title` is the headline when it is known from elsewhere, `language` ISO 639-1 when it is certain; both are
    worked out otherwise. The summary has up to `sentences` sentences and, where given, `characters` characters;
    fewer when fewer are fit to stand alone.
    Time is bounded: the summary considers the first 120 sentences of the body, quotes and tags the first 100,000
    characters of the text; a megabyte takes a few seconds at most. Call `warm` once before the first thread.
    """
    parsed = document.parse(text, title=title)
    body = "\n\n".join(span.of(parsed.flow) for span in parsed.body)
    code = languages.canonical(language) if language else identification.detect(body)[0]
    dateline = parsed.dateline.of(parsed.flow) if parsed.dateline else None
    rank = ranking.RANKERS[method]
    chosen = select.choose(parsed, language=code, length=sentences, characters=characters, rank=rank)
    *summary, gist = _voiced(parsed, (*chosen.summary, chosen.gist), code)
    return Analysis(
        title=parsed.title,
        byline=parsed.byline,
        outlet=parsed.outlet,
        published=parsed.published,
        language=code,
        body=parsed.body,
        summary=tuple(sentence for sentence in summary if sentence),
        gist=gist,
        quotes=_quotes(parsed, code, summary),
        topics=tuple(tags.topics(body[:_READ], title=parsed.title, language=code)),
        countries=tuple(tags.countries(body[:_READ], title=parsed.title, dateline=dateline, language=code)),
    )


def warm() -> None:
    """Load every table now, a second or two, so that no article pays for it; once per process, in its main thread."""
    identification.warm()
    dates.warm()
    quotes.warm()
    voice.warm()
    analyze(_SAMPLE)


def _voiced(
    parsed: Document, chosen: Sequence[Sentence | None], code: str | None
) -> tuple[Sentence | None, ...]:
    """The same sentences, each with its voice."""
    spans = list(dict.fromkeys(sentence.span for sentence in chosen if sentence))
    heard = dict(zip(spans, voice.voices(parsed, spans, code), strict=True))
    return tuple(sentence and replace(sentence, voice=heard[sentence.span]) for sentence in chosen)


def _quotes(parsed: Document, code: str | None, summary: Sequence[Sentence | None]) -> tuple[Quote, ...]:
    """The quotations that begin and end in the body, with the text's own line breaks; last what the summary tells."""
    found = quotes.extract(parsed.flow[:_READ], language=code, title=parsed.title)
    inside = [
        replace(quote, text=quote.span.of(parsed.text))
        for quote in found
        if _inside(parsed.body, quote.span.start) and _inside(parsed.body, quote.span.end - 1)
    ]
    told = [sentence.span for sentence in summary if sentence and sentence.rank < _USUAL]
    return tuple(quotes.beside(inside, told, text=parsed.text, title=parsed.title))


def _inside(body: Sequence[Span], position: int) -> bool:
    index = bisect_right(body, position, key=lambda span: span.start) - 1
    return index >= 0 and position < body[index].end
