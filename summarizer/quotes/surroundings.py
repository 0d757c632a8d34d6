"""What an article says beside each quotation: the sentence around it and the clause that reports it.

Knows one article's pieces and where their sentences end, not who "he" is.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.models import Span
from summarizer.quotes.attribution import Report
from summarizer.quotes.clause import Side
from summarizer.quotes.lexicon import Lexicon
from summarizer.quotes.marks import Piece
from summarizer.quotes.people import People
from summarizer.quotes.uncased import Finding, Kind
from summarizer.quotes.words import CueKind, length, sentence_end, sentence_start

_STOPS: Final = ("。", ".")
_VERB_TAIL: Final = 4  # signs of a verb's ending behind what the lexicon lists of it
_SHORT: Final = 3  # words; a shorter quoted stretch does not cut the sentence it stands in
_PIECES_BACK: Final = 5  # short ones that a sentence may hold


class Surroundings:
    """The text around the pieces of one article."""

    def __init__(self, text: str, blocks: Sequence[Span], pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.text, self.blocks, self.pieces, self.lexicon = text, blocks, pieces, lexicon
        self.people = People(text, [piece.content for piece in pieces], lexicon)
        self._starts = [piece.outer.start for piece in pieces]
        self.lengths = [length(piece.content.of(text)) for piece in pieces]

    def before(self, number: int) -> Span:
        """The words of the sentence before a piece, or the paragraph before where that ends in a colon."""
        piece = self.pieces[number]
        block = self.blocks[piece.paragraph]
        low = block.start
        for earlier in range(number - 1, -1, -1):
            other = self.pieces[earlier]
            if other.paragraph != piece.paragraph:
                break
            if self.lengths[earlier] > _SHORT or other.clause or number - earlier > _PIECES_BACK:
                low = min(other.outer.end, piece.outer.start)
                break
        start = sentence_start(self.people.plain, low, piece.outer.start, self.lexicon)
        if start >= piece.outer.start and low == block.start and piece.paragraph:
            previous = self.blocks[piece.paragraph - 1]
            if self.text[previous.start : previous.end].rstrip().endswith((":", "：")):
                return Span(
                    sentence_start(self.people.plain, previous.start, previous.end, self.lexicon),
                    previous.end,
                )
        return Span(min(start, piece.outer.start), piece.outer.start)

    def after(self, number: int) -> Span:
        """The words of the sentence behind a piece."""
        piece = self.pieces[number]
        high = self.blocks[piece.paragraph].end
        for later in range(number + 1, min(number + _PIECES_BACK, len(self.pieces))):
            other = self.pieces[later]
            if other.paragraph != piece.paragraph or other.outer == piece.outer:
                break
            if self.lengths[later] > _SHORT:
                high = other.outer.start
                break
        end = sentence_end(self.people.plain, piece.outer.end, high, self.lexicon)
        taken = self._taken_up(piece, Span(end, high)) if end == piece.outer.end else None
        return taken or Span(piece.outer.end, max(piece.outer.end, end))

    def _taken_up(self, piece: Piece, rest: Span) -> Span | None:
        """The sentence behind a quotation that is one itself, if it says whose it was or one opens the paragraph with it."""
        plain, lexicon = self.people.plain, self.lexicon
        start = rest.start + (plain[rest.start : rest.start + 1] in _STOPS)
        end = sentence_end(plain, start, rest.end, lexicon)
        if any(mark in plain[start:end] for mark in lexicon.taken_up):
            return Span(start, end)
        opens = piece.outer.start == self.blocks[piece.paragraph].start and not lexicon.spaced
        named = any(m.person and self.people.is_subject(m) for m in self.people.within(start, end))
        return Span(start, end) if opens and lexicon.taken_up and named else None

    def ends_in_colon(self, before: Span) -> bool:
        """Whether a window announces what follows it."""
        return self.text[max(before.start, before.end - 3) : before.end].rstrip().endswith((":", "："))

    def finding(self, piece: Piece, before: Span, after: Span) -> tuple[Finding | None, Side]:
        """Who speaks a piece according to the clauses beside it, and on which side that is said."""
        if piece.clause:
            return Report(self.text, self.people, piece.clause, Side.AFTER).finding(), Side.AFTER
        if piece.dashed:
            found = (
                Report(self.text, self.people, before, Side.BEFORE).finding()
                if self.ends_in_colon(before)
                else None
            )
            return found, Side.BEFORE
        clauses = self._clauses(piece, before, after) or self._below(piece)
        held: tuple[Finding | None, Side] = (None, Side.BEFORE)
        for clause in clauses:
            found = clause.finding()
            if found and found.kind not in (Kind.SILENT, Kind.OUTLET, Kind.UNNAMED):
                return self._verb_final(clause, clauses, found)
            if found and held[0] is None:
                held = (found, clause.side)
        return self._lead(held, clauses) if self.lexicon.verb_final else held

    def _verb_final(self, clause: Report, clauses: Sequence[Report], found: Finding) -> tuple[Finding, Side]:
        """Where the verb closes the sentence it may stand on the other side of the quotation than its subject."""
        if found.cue is None and self.lexicon.verb_final:
            cue = next(
                (c.text[c.cues[0].start : c.cues[0].end] for c in clauses if c.cues and c.side is Side.AFTER),
                None,
            )
            found = replace(found, cue=cue)
        return found, clause.side

    def _lead(
        self, held: tuple[Finding | None, Side], clauses: Sequence[Report]
    ) -> tuple[Finding | None, Side]:
        """The person who opens the sentence that a verb behind the quotation closes."""
        finding, side = held
        if finding is None or finding.kind in (Kind.OUTLET, Kind.UNNAMED):
            return held
        for clause in clauses:
            if clause.side is Side.BEFORE:
                persons = [
                    m
                    for m in self.people.within(clause.span.start, clause.span.end)
                    if m.person
                    and not (m.possessive or m.oblique or clause.subordinate(m) or self.people.is_object(m))
                ]
                closing = clause.closing_phrase()
                if persons and not (closing and closing.start >= persons[-1].end):
                    return replace(finding, kind=Kind.NAME, mention=persons[-1]), Side.BEFORE
                phrase = closing or clause.opening_phrase()
                if phrase:
                    return replace(finding, kind=Kind.NOMINAL, phrase=phrase), Side.BEFORE
        return finding, side

    def _clauses(self, piece: Piece, before: Span, after: Span) -> list[Report]:
        """The clauses worth reading, the likelier one first."""
        ahead = Report(self.text, self.people, before, Side.BEFORE) if before.start < before.end else None
        behind = Report(self.text, self.people, after, Side.AFTER) if self._reports(piece, after) else None
        quoted = piece.content.of(self.text)
        tied = quoted[-1:] in (",", "，") or after.of(self.text).lstrip()[:1] in (",", "，", "—", "–", "-")
        first_behind = ahead is None or (not self.ends_in_colon(before) and (tied or not ahead.cues))
        if ahead and behind and not ahead.cues and quoted[-1:] in (",", "，") and behind.opens_with_verb():
            first_behind = True  # "Kladno has won again: “We are happy,” says Jan Novák"
        if ahead and ahead.cues and before.of(self.text).rstrip().endswith(",") and not quoted.endswith(","):
            first_behind = False
        if ahead and ahead.asked_by():
            first_behind = False
        if self.lexicon.characters and ahead and self.ends_in_colon(before):
            return [ahead]
        order = (behind, ahead) if first_behind else (ahead, behind)
        return [clause for clause in order if clause]

    def _below(self, piece: Piece) -> list[Report]:
        """The sentence under a paragraph that is nothing but a quotation, where the verb closes it without quoting."""
        number = piece.paragraph + 1
        if not self.lexicon.subject_marks or number >= len(self.blocks):
            return []
        block, own = self.blocks[number], self.blocks[piece.paragraph]
        end = sentence_end(self.people.plain, block.start, block.end, self.lexicon)
        if piece.outer.end < own.end or any(
            block.start <= other.outer.start < end for other in self._next(piece)
        ):
            return []
        clause = Report(self.text, self.people, Span(block.start, end), Side.AFTER)
        return [clause] if clause.cues and clause.cues[-1].end >= end - _VERB_TAIL else []

    def _next(self, piece: Piece) -> Sequence[Piece]:
        first = bisect_right(self._starts, piece.outer.start)
        return self.pieces[first : first + 2]

    def _reports(self, piece: Piece, after: Span) -> bool:
        """Whether what follows can still belong to the quotation's sentence."""
        rest = after.of(self.text).strip()
        if not rest or rest[:1] in ".。;":
            return False
        closed = (
            self.text[piece.content.end - 1] in ".。" or self.text[after.start : after.start + 1] in ".。"
        )
        if closed and self.lexicon.cased and rest[:1].isupper():
            return False
        if self.text[piece.content.end - 1] not in "!?…" or not rest[:1].isupper():
            return True
        return not self.lexicon.elisions.exact and self._near_cue(after)

    def _near_cue(self, after: Span) -> bool:
        clause = Report(
            self.text, self.people, Span(after.start, min(after.end, after.start + 80)), Side.AFTER
        )
        return any(cue.kind is CueKind.VERB for cue in clause.cues)
