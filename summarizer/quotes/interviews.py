"""Who answers in an interview whose questions stand behind dashes and whose answers are paragraphs of nothing but speech.

Knows the article's paragraphs and people, no other speech.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from summarizer.models import Span
from summarizer.quotes.marks import Piece
from summarizer.quotes.people import People
from summarizer.quotes.words import sentence_end

_DASHES: Final = ("――", "──", "—", "―", "–")
_MOST_ANSWERS: Final = 8  # paragraphs of one answer
_TITLE_SIGNS: Final = 12  # signs of titles between a name and its particle


class Interviews:
    """The answers of one article."""

    def __init__(self, text: str, blocks: Sequence[Span], pieces: Sequence[Piece], people: People) -> None:
        self.text, self.blocks, self.people = text, blocks, people
        self._spoken = frozenset(piece.paragraph for piece in pieces if piece.fills(blocks[piece.paragraph]))

    def answers(self, piece: Piece) -> str | None:
        """Who answers with a paragraph of speech below a printed question, None where it is no such answer."""
        if piece.paragraph not in self._spoken or not self.people.lexicon.interviews:
            return None
        above = piece.paragraph - 1
        while above in self._spoken and piece.paragraph - above < _MOST_ANSWERS:
            above -= 1
        return self._interviewed if above >= 0 and self._asks(above) else None

    def _asks(self, number: int) -> bool:
        return self.blocks[number].of(self.text).lstrip().startswith(_DASHES)

    @cached_property
    def _interviewed(self) -> str | None:
        """The last person before the first question of whom the article says that it asked: 南社長に狙いを聞いた."""
        plain, lexicon = self.people.plain, self.people.lexicon
        first = next((block.start for n, block in enumerate(self.blocks) if self._asks(n)), 0)
        for mention in reversed(self.people.within(0, first)):
            end = sentence_end(plain, mention.end, first, lexicon)
            to = plain.find("に", mention.end, mention.end + _TITLE_SIGNS)
            if 0 <= to < end and any(verb in plain[to:end] for verb in lexicon.interviews):
                return self.people.canonical(mention.name)
        return None
