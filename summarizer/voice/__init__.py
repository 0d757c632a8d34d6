"""Whose word a sentence is: the article's, somebody's it lets speak, or another outlet's; knows no scores.

habits     how a language attributes, from habits.toml     tokens     one sentence as words
clause     where a sentence attributes what it says        speaker    whose name a few words hold

The rule. A sentence is somebody's word where it is mainly that: it opens with a speaker, a reporting verb and what
was said ("The minister said that …"), closes with the attribution ("…, she said"), hangs on a source ("According to
the minister, …"), answers behind its name ("Ana Paz: I …"), is speech behind a dash, leads with a name and a colon to
a quotation, or at least half of it stands between quotation marks. It is a report where the speaker, by
syntax, is an outlet or an agency ("Reuters reported"), even if that relays a person; a statement otherwise. Laws,
reports and figures are no speakers, and in any doubt the sentence stays the article's own: a wrong mark tells the
reader a falsehood, a missing one only tells less.
"""

from bisect import bisect_right
from collections.abc import Sequence

from summarizer.document import Document
from summarizer.models import Span, Voice
from summarizer.quotes.marks import scan
from summarizer.voice.clause import voice
from summarizer.voice.habits import load, warm
from summarizer.voice.tokens import Sentence

__all__ = ["voices", "warm"]

_LONGEST = 4_000  # characters of a paragraph and of a sentence that are read; more is no prose


def voices(document: Document, spans: Sequence[Span], language: str | None) -> tuple[Voice, ...]:
    """The voice of each of these sentences of the article, in their order; `language` is ISO 639-1.

    For a language without habits only quotation marks speak. Time grows with the sentences and their paragraphs.
    """
    habits = load(language)
    body = document.body
    found: list[Voice] = []
    for span in spans:
        text = span.of(document.flow)[:_LONGEST]
        found.append(voice(Sentence(text, _quoted(document.flow, body, span)), habits, document.flow))
    return tuple(found)


def _quoted(flow: str, body: Sequence[Span], span: Span) -> list[Span]:
    """What of a sentence stands between marks, also those that open or close elsewhere in its paragraph."""
    index = bisect_right(body, span.start, key=lambda each: each.start) - 1
    around = body[index] if index >= 0 and span.end <= body[index].end else span
    low = max(around.start, span.start - _LONGEST)
    high = min(around.end, span.end + _LONGEST)
    text = flow[low:high]
    start, end = span.start - low, min(span.end - low, span.start - low + _LONGEST)
    quoted: list[Span] = []
    for piece in scan(text, [Span(0, len(text))]):
        inner = Span(max(piece.outer.start, start) - start, min(piece.outer.end, end) - start)
        if inner.start < inner.end:
            quoted.append(inner)
    return quoted
