"""What utterances tell of each other once all are read: paragraphs of one quotation, speech between, pull quotes.

Knows who was found to speak, no words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from summarizer.models import Certainty, Span
from summarizer.quotes.marks import Piece
from summarizer.quotes.people import People
from summarizer.quotes.utterance import Utterance

_BRIDGE: Final = 12  # paragraphs between two quotations of one person that one without attribution may lie in


def carried_from(source: Utterance) -> Certainty:
    """How sure a speaker is who is taken over from another utterance: never surer than there."""
    return Certainty.PRONOUN if source.certainty is Certainty.PRONOUN else Certainty.CARRIED


class Threads:
    """The utterances of one article, tied together."""

    def __init__(
        self, blocks: Sequence[Span], pieces: Sequence[Piece], people: People, echoes: Mapping[int, int]
    ) -> None:
        self.blocks, self.pieces, self.people, self.echoes = blocks, pieces, people, echoes
        self.found: list[Utterance] = []

    def settled(self, found: Sequence[Utterance]) -> list[Utterance]:
        """The utterances, in order, with the speakers they have from each other."""
        self.found = list(found)
        self._bind_paragraphs()
        self._bridge()
        self._sign_echoes()
        return self.found

    def _bind_paragraphs(self) -> None:
        """A quotation that runs over paragraphs has one speaker: whoever is named at its beginning, else at its end."""
        first = 0
        for number in range(len(self.found)):
            goes_on = self.found[number].piece.goes_on and number + 1 < len(self.found)
            if goes_on and self.found[number + 1].piece.paragraph == self.found[number].piece.paragraph + 1:
                continue
            if number > first:
                self._bind(first, number)
            first = number + 1

    def _bind(self, first: int, last: int) -> None:
        chain = self.found[first : last + 1]
        sure = [u for u in chain if u.speaker and u.certainty in (Certainty.EXPLICIT, Certainty.PRONOUN)]
        sure = [u for u in sure if u.cue] or sure or [u for u in chain if u.speaker]
        if not sure:
            return
        for number in range(first, last + 1):
            if self.found[number] is not sure[0] and self.found[number].speaker != sure[0].speaker:
                self.found[number] = replace(
                    self.found[number],
                    speaker=sure[0].speaker,
                    role=sure[0].role,
                    certainty=carried_from(sure[0]),
                )

    def _bridge(self) -> None:
        """A paragraph of nothing but speech belongs to whom is quoted before and behind it, if nobody else comes up."""
        following: list[Utterance | None] = []
        nearest: Utterance | None = None
        for utterance in reversed(self.found):
            following.append(nearest)
            nearest = utterance if utterance.speaker or utterance.role else nearest
        following.reverse()
        last: Utterance | None = None
        for number, utterance in enumerate(self.found):
            if utterance.speaker or utterance.role:
                last = utterance
            elif last and not utterance.echo and self._between(last, utterance, following[number]):
                self.found[number] = replace(utterance, speaker=last.speaker, certainty=carried_from(last))

    def _between(self, last: Utterance, utterance: Utterance, following: Utterance | None) -> bool:
        if (
            utterance.cue
            or utterance.piece.dashed  # of two who talk behind dashes the other has the turn between
            or not utterance.piece.fills(self.blocks[utterance.piece.paragraph])
            or not following
            or not last.speaker
            or following.speaker != last.speaker
        ):
            return False
        if following.piece.paragraph - last.piece.paragraph > _BRIDGE:
            return False
        names = self.people.within(last.piece.outer.end, following.piece.outer.start)
        return all(
            not mention.person or self.people.canonical(mention.name) == last.speaker for mention in names
        )

    def _sign_echoes(self) -> None:
        """A pull quote belongs to whoever says its words in the running text."""
        by_piece = {id(utterance.piece): utterance for utterance in self.found}
        place = {id(piece): number for number, piece in enumerate(self.pieces)}
        for number, utterance in enumerate(self.found):
            if not utterance.echo:
                continue
            source = by_piece.get(id(self.pieces[self.echoes[place[id(utterance.piece)]]]))
            if source and (source.speaker or source.role):
                sure = carried_from(source)
                self.found[number] = replace(
                    utterance,
                    speaker=source.speaker,
                    role=source.role,
                    certainty=sure if source.speaker else Certainty.NONE,
                )
