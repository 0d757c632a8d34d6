"""Who answers in an interview that prints its questions without attribution.

Either both questions and answers stand behind dashes, one a paragraph, or only the questions do and the answers are
paragraphs of nothing but speech. Knows the article's paragraphs and people, and what its pieces end with.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from summarizer.models import Span
from summarizer.quotes.marks import Piece
from summarizer.quotes.people import People
from summarizer.quotes.words import QUESTION_MARKS, sentence_end

_DASHES: Final = ("――", "──", "—", "―", "–")
_LEAST: Final = 2  # questions that make an interview of paragraphs behind dashes
_MOST_ANSWERS: Final = 8  # paragraphs of one answer
_TITLE_SIGNS: Final = 12  # signs of titles between a name and its particle


class Interviews:
    """The questions and answers of one article."""

    def __init__(self, text: str, blocks: Sequence[Span], pieces: Sequence[Piece], people: People) -> None:
        self.text, self.blocks, self.pieces, self.people = text, blocks, pieces, people
        self._spoken = frozenset(piece.paragraph for piece in pieces if piece.fills(blocks[piece.paragraph]))
        self._questions: set[int] = set()
        self._answers: dict[int, int] = {}  # number of a piece: paragraph above its interview
        run: list[int] = []
        for number, piece in enumerate(pieces):
            if run and piece.paragraph != pieces[run[-1]].paragraph + 1:
                self._read(run)
                run = []
            if piece.dashed and (run or not piece.clause):
                run.append(number)
            if piece.clause or not piece.dashed:  # an attribution closes the last answer
                self._read(run)
                run = []
        self._read(run)

    def holds(self, number: int) -> bool:
        """Whether a piece is a question or an answer behind a dash."""
        return number in self._questions or number in self._answers

    def answering(self, number: int) -> str | None:
        """Who gives an answer behind a dash: the one person named in the paragraph above the first question."""
        paragraph = self._answers.get(number, -1)
        if paragraph < 0:
            return None
        block, people = self.blocks[paragraph], self.people
        names = {people.canonical(m.name) for m in people.within(block.start, block.end) if m.person}
        return names.pop() if len(names) == 1 else None

    def interviewed(self, piece: Piece) -> str | None:
        """Who answers with a paragraph of speech below a printed question, None where it is no such answer."""
        if piece.paragraph not in self._spoken or not self.people.lexicon.interviews:
            return None
        above = piece.paragraph - 1
        while above in self._spoken and piece.paragraph - above < _MOST_ANSWERS:
            above -= 1
        return self._interviewed if above >= 0 and self._asks(above) else None

    def _read(self, run: Sequence[int]) -> None:
        """Take a run of paragraphs for an interview if questions in it are answered."""
        asked = [self.pieces[number].content.of(self.text).endswith(QUESTION_MARKS) for number in run]
        pairs = [n for n in range(1, len(run)) if asked[n - 1] and not asked[n]]
        if len(pairs) < _LEAST:
            return
        for n in pairs:
            self._questions.add(run[n - 1])
            self._answers[run[n]] = self.pieces[run[0]].paragraph - 1

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
