"""What the reader of an article notes of one quoted piece; knows no words."""

from dataclasses import dataclass

from summarizer.models import Certainty
from summarizer.quotes.marks import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A piece that is speech, and whose.

    `joins` says that it goes on with the piece before it; `echo` that it is a print of words that stand elsewhere in
    the article, where they have their speaker.
    """

    piece: Piece
    words: int
    speaker: str | None = None
    role: str | None = None
    cue: str | None = None
    certainty: Certainty = Certainty.NONE
    joins: bool = False
    echo: bool = False
