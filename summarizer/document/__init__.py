"""What the parts of a plain text are, headline to tail; knows lines and paragraphs, not sentences or topics."""

from dataclasses import dataclass
from datetime import date

from summarizer.document import paragraphs
from summarizer.document.parts import Kind, Parts
from summarizer.document.shapes import squeeze
from summarizer.models import Span

__all__ = ["Block", "Document", "Kind", "parse", "squeeze"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or single line, or a paragraph's dateline or number and the rest of it.

    `span` holds no outer white space, but line breaks where a text is hard-wrapped.
    """

    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text taken apart.

    `flow` is the text with the line breaks inside paragraphs replaced by spaces: every position is the same, so
    whatever reads sentences reads `flow` and quotes `text`. `blocks` stand in order and cover every letter and
    digit. `title` is the given one, else the text's own headline.
    """

    text: str
    flow: str
    title: str | None
    byline: str | None
    outlet: str | None
    published: date | None
    blocks: tuple[Block, ...]

    @property
    def body(self) -> tuple[Span, ...]:
        """The article's own paragraphs, in order; they begin behind their dateline or bullet."""
        return tuple(block.span for block in self.blocks if block.kind is Kind.BODY)

    @property
    def dateline(self) -> Span | None:
        """What stands before the first sentence of the article ("CARACAS, Feb 17 (Reuters) -"), if anything does."""
        for block in self.blocks:
            if block.kind is Kind.DATELINE:
                return block.span
            if block.kind is Kind.BODY:
                return None
        return None


def parse(text: str, *, title: str | None = None) -> Document:
    """Tell the parts of any text apart. Never raises; a text without structure is all body."""
    spans = paragraphs.divide(text)
    flow = paragraphs.join_lines(text, spans)
    parts = Parts(flow, spans, title)
    blocks = tuple(Block(kind=kind, span=span) for kind, span in parts.blocks())
    return Document(
        text=text,
        flow=flow,
        title=(title or "").strip() or parts.title,
        byline=parts.byline,
        outlet=parts.outlet,
        published=parts.published,
        blocks=blocks,
    )
