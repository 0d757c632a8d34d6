"""Where sentences begin and end; knows marks, abbreviations and quotation marks, not what a sentence means.

`marks` finds the end marks, `stops` judges full stops, `spaces` cuts scripts without end marks and `quotations`
(with `apostrophes` for single marks) puts together what belongs to one quotation; `continuations` follow one into
the next paragraphs, `turns` are speech behind a dash. Each takes time linear in the text.
"""

from summarizer import languages
from summarizer.models import Span
from summarizer.sentences import marks, spaces
from summarizer.sentences.continuations import carried
from summarizer.sentences.quotations import keep_whole, leaves_open, unquoted
from summarizer.sentences.turns import attributes, opens_turn, resumes, spoken

__all__ = [
    "attributes",
    "carried",
    "leaves_open",
    "opens_turn",
    "resumes",
    "split",
    "spoken",
    "trim",
    "unquoted",
]


def split(text: str, language: str | None) -> list[Span]:
    """The sentences of any text: spans trimmed of white space, in order, disjoint, covering all that is not space.

    `language` is ISO 639-1; without one only the rules common to all hold. A line break always ends a sentence:
    undo hard wrapping first (`document.Document.flow`). A quotation of up to eight sentences and 1000 characters
    within a line stays in one piece together with what opens it.
    """
    rules = languages.of(language)
    pieces = spaces.cut(text, rules.code) if rules.spaces else marks.cut(text, rules)
    trimmed = [span for start, end in pieces if (span := trim(text, start, end)).start < span.end]
    return list(keep_whole(text, trimmed))


def trim(text: str, start: int, end: int) -> Span:
    """The part of `text[start:end]` between its outer white space; empty if there is nothing else."""
    kept = text[start:end]
    start += len(kept) - len(kept.lstrip())
    return Span(start, start + len(kept.strip()))
