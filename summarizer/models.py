"""The findings of reading one article; knows positions in a text, never where the text came from or is kept.

The law of this package: every `Span` is a half-open range of character positions (Python string indices, that
is Unicode code points) into the text that was given to the function returning it, and whatever carries a span
also carries exactly `text[span.start:span.end]`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of character positions in a text, `0 <= start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


class Voice(StrEnum):
    """Whose word a sentence is."""

    OWN = "own"  # the article's
    STATEMENT = "statement"  # a person's or body's, whom the article lets speak
    REPORT = "report"  # another outlet's ("Reuters reported …")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence chosen for a summary.

    `rank` is the order in which it was chosen, 0 first: a shorter summary of the same article is the sentences
    of the longer one with the smallest ranks, so a reader's "shorter" never swaps one sentence for another.
    `score` is comparable within one article and one method only.
    """

    text: str
    span: Span
    rank: int
    score: float
    voice: Voice = Voice.OWN


class Certainty(StrEnum):
    """How a quote's speaker is known, best first."""

    EXPLICIT = "explicit"  # named in the clause that reports the quote
    CARRIED = "carried"  # named for the neighbouring quote, which this one continues ("he added")
    PRONOUN = "pronoun"  # "she said", resolved to a person named before
    NONE = "none"  # nobody can be named without guessing; `speaker` is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A direct quotation.

    `span` and `text` cover what stands between the outermost quotation marks, marks excluded. `segments` are the
    verbatim pieces when the article interrupts the quotation with its attribution (one piece otherwise).
    `speaker` is the longest form of the name that the article prints, None rather than a guess; `role` is the
    article's own words for who that is ("Deputy Foreign Minister"); `cue` the reporting verb as printed.
    `score` orders quotes by how much they deserve showing, higher first; it is comparable within one article only.
    """

    text: str
    span: Span
    segments: tuple[Span, ...]
    speaker: str | None
    role: str | None
    cue: str | None
    certainty: Certainty
    score: float


class Salience(StrEnum):
    """How much a story is about a country."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    PASSING = "passing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTag:
    """A topic of the article: a slug of `summarizer/tags/data/topics.toml` and a score in (0, 1], best first.

    `evidence` are the words that told it, as the title or text prints them, most telling first, none twice.
    """

    slug: str
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTag:
    """A country the article names: ISO 3166-1 alpha-2 (plus XK), a score in (0, 1] and what that makes of it.

    `evidence` are the words that told it, as the title, dateline or text prints them, most telling first, none twice.
    """

    code: str
    score: float
    salience: Salience
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything found in one text.

    `title` is the caller's, or the text's own headline. `body` are the article's own paragraphs without headline,
    byline, date, captions, credits, headings and tails. `language` is ISO 639-1, None when it cannot be told.
    `summary` stands in article order, `quotes` and tags best first. `gist` is the one line for a list: a whole
    sentence of at most `select.GIST` characters, None where no fit sentence is that short.
    """

    title: str | None
    byline: str | None
    outlet: str | None
    published: date | None
    language: str | None
    body: tuple[Span, ...]
    summary: tuple[Sentence, ...]
    gist: Sentence | None
    quotes: tuple[Quote, ...]
    topics: tuple[TopicTag, ...]
    countries: tuple[CountryTag, ...]
