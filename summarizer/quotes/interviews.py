"""Questions and answers printed behind dashes, one a paragraph, without attribution; knows pieces, not who is who."""

from collections.abc import Sequence
from typing import Final

from summarizer.quotes.marks import Piece

_QUESTION: Final = ("?", "？", "؟")
_LEAST: Final = 2  # questions that make an interview of paragraphs behind dashes


class Interviews:
    """Which pieces of an article are questions and which their answers."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self.text, self.pieces = text, pieces
        self.questions: set[int] = set()
        self.answers: dict[int, int] = {}  # number of a piece: paragraph above its interview
        run: list[int] = []
        for number, piece in enumerate(pieces):
            if run and piece.paragraph != pieces[run[-1]].paragraph + 1:
                self._read(run)
                run = []
            if piece.dashed and not piece.clause:
                run.append(number)
            else:
                self._read(run)
                run = []
        self._read(run)

    def _read(self, run: Sequence[int]) -> None:
        """Take a run of paragraphs for an interview if questions in it are answered."""
        asked = [self.pieces[number].content.of(self.text).endswith(_QUESTION) for number in run]
        pairs = [n for n in range(1, len(run)) if asked[n - 1] and not asked[n]]
        if len(pairs) < _LEAST:
            return
        for n in pairs:
            self.questions.add(run[n - 1])
            self.answers[run[n]] = self.pieces[run[0]].paragraph - 1
