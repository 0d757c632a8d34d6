"""One clause beside a quotation: its verbs, and which names and noun phrases in it can be a subject.

Knows the words of its window and the article's names, not who speaks.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.names import Mention
from summarizer.quotes.people import People
from summarizer.quotes.words import Cue, CueKind, Token, cues, tokens


class Side(StrEnum):
    """Where the clause stands relative to its quotation."""

    BEFORE = "before"
    AFTER = "after"


ENDS_NOUN: Final = regex.compile(r"[,.;:!?“”\"«»()\n–—]")
_NOMINAL: Final = 9  # words of a noun phrase at most


class Clause:
    """A window of the article's own words next to a quotation."""

    def __init__(self, text: str, people: People, span: Span, side: Side) -> None:
        self.text, self.people, self.span, self.side = text, people, span, side
        self.lexicon = people.lexicon
        self.cues: list[Cue] = cues(people.plain, span.start, span.end, self.lexicon)
        self.words: list[Token] = tokens(people.plain, span.start, span.end, self.lexicon)

    def count(self, start: int, end: int) -> int:
        """How many words of the clause lie in a window; two signs are a word where nobody writes spaces."""
        if not self.lexicon.spaced:
            return max(0, end - start) // 2
        return sum(start <= word.start and word.end <= end for word in self.words)

    def candidates(self, start: int, end: int) -> list[Mention]:
        """The names of a window that can be a subject, persons alone if there are any."""
        free = [
            m
            for m in self.people.within(start, end)
            if not (m.possessive or self.governed(m) or self._modifies(m))
        ]
        persons = [m for m in free if m.person]
        return persons or [m for m in free if self.may_be_name(m)]

    def subjects(self, within: int) -> list[Mention]:
        """The persons at the head of the clause, at most so many words from its beginning."""
        found = [m for m in self.candidates(self.span.start, self.span.end) if m.person]
        return [m for m in found if self.count(self.span.start, m.start) <= within]

    def governed(self, mention: Mention) -> bool:
        """Whether a preposition, or an article behind one, stands before the name and its titles."""
        start = mention.title.start if mention.title else mention.start
        before = [word.word for word in tokens(self.people.plain, max(0, start - 40), start, self.lexicon)]
        while before and before[-1] in self.lexicon.articles and before[-1] not in self.lexicon.prepositions:
            before.pop()
        if not before or before[-1] not in self.lexicon.prepositions:
            return False
        gap = self.people.plain[max(0, start - 40) : start]
        return not ENDS_NOUN.search(gap.rpartition(before[-1])[2]) if self.lexicon.spaced else False

    def _modifies(self, mention: Mention) -> bool:
        """Whether the name only describes a noun: "the Trump campaign", "former Obama adviser"."""
        plain, start = self.people.plain, mention.start
        if " " in mention.name or not self.lexicon.cased:
            return False
        before = [word.word for word in tokens(plain, max(0, start - 16), start, self.lexicon)]
        after = tokens(plain, mention.end, mention.end + 24, self.lexicon)
        lower = (
            bool(after) and plain[mention.end : mention.end + 1] == " " and plain[after[0].start].islower()
        )
        if lower and self.lexicon.is_title(after[0].word) and after[0].word not in self.lexicon.verbs:
            return (
                self.lexicon.possessive_works
            )  # where a name may stand before its noun as an adjective does
        return (
            bool(before)
            and before[-1] in self.lexicon.articles
            and lower
            and after[0].word not in self.lexicon.verbs
        )

    def may_be_name(self, mention: Mention) -> bool:
        """Whether a name that nothing shows to be a person's may still speak: one that is no noun and no outlet."""
        if mention.outlet or mention.name.isupper() and len(mention.name) > 3 and " " not in mention.name:  # noqa: PLR2004, RUF021 -- an acronym
            return False
        if mention.name.lower() in self.lexicon.organisations:
            return False
        return not self.lexicon.nouns_capitalised or self.people.bare_surname(
            mention, beside=self._beside_verb(mention)
        )

    def _beside_verb(self, mention: Mention) -> bool:
        return any(
            cue.kind is CueKind.VERB
            and (0 <= cue.start - mention.end <= 1 or 0 <= mention.start - cue.end <= 1)
            for cue in self.cues
        )

    def pronoun(self, start: int, end: int, *, last: bool) -> Token | None:
        """The first or last personal pronoun of a window."""
        if not self.lexicon.spaced:
            return self.unspaced_pronoun(start, end)
        found = [
            word
            for word in self.words
            if start <= word.start and word.end <= end and word.word in self.lexicon.pronouns
        ]
        return (found[-1] if last else found[0]) if found else None

    def unspaced_pronoun(self, start: int, end: int) -> Token | None:
        """The last pronoun of a window in a script without spaces."""
        found = [(self.people.plain.rfind(word, start, end), word) for word in self.lexicon.pronouns]
        at, word = max(found, default=(-1, ""))
        return Token(at, at + len(word), word) if at >= 0 else None

    def pronoun_leads(self, before: int) -> bool:
        """Whether a pronoun is the subject: it stands at the head, ahead of a position."""
        pronoun = self.pronoun(self.span.start, before, last=False)
        return pronoun is not None and self.count(self.span.start, pronoun.start) <= 4  # noqa: PLR2004 -- "On Monday he"

    def conjoined(self, cue: Cue) -> bool:
        """Whether "and" ties a verb to the one before it."""
        before = [word.word for word in self.words if word.end <= cue.start]
        return bool(before) and before[-1] in self.lexicon.conjunctions

    def phrase_before(self, cue: Cue) -> Span | None:
        """The last noun phrase before the verb, from its article."""
        before = [word for word in self.words if word.end <= cue.start][-_NOMINAL:]
        for position in range(len(before) - 2, -1, -1):
            if before[position].word in self.lexicon.articles and not self._is_object(before, position):
                span = Span(before[position].start, before[-1].end)
                whole = self.count(self.span.start, span.start) == 0
                return (
                    span
                    if self._plain_phrase(span) and (whole or self._human(before[position:][:5]))
                    else None
                )
        return None

    def _is_object(self, before: Sequence[Token], position: int) -> bool:
        return position > 0 and before[position - 1].word in self.lexicon.prepositions

    def phrase_after(self, cue: Cue) -> Span | None:
        """The noun phrase behind the verb, up to a word or sign that ends it."""
        behind: Sequence[Token] = [word for word in self.words if word.start >= cue.end]
        if self.lexicon.article_free:
            behind = self._from_noun(behind)
        if not behind or not (behind[0].word in self.lexicon.articles or self._human(behind[:1])):
            return None
        end = behind[0].end
        for number, word in enumerate(behind[:_NOMINAL]):
            if ENDS_NOUN.search(self.people.plain, end, word.start) or (
                number > 1 and word.word in self.lexicon.breaks and not self._links(word)
            ):
                break
            end = word.end
        span = Span(behind[0].start, end)
        beside = self.side is Side.AFTER and self.count(self.span.start, cue.start) <= 1
        return (
            span
            if (end > behind[0].end and beside)
            or self._human([word for word in behind[:5] if word.end <= end])
            else None
        )

    def _from_noun(self, behind: Sequence[Token]) -> Sequence[Token]:
        """In a language without articles the phrase begins with its noun, or with the adjective before it."""
        for number, word in enumerate(behind[:4]):
            if word.word in self.lexicon.breaks:
                return ()
            if self._human([word]):
                return behind[number:]
        return ()

    def _human(self, words: Sequence[Token]) -> bool:
        """Whether a noun phrase is about people or a body of them, not a statement or a plan."""
        return any(
            self.lexicon.is_title(word.word)
            or word.word in self.lexicon.persons
            or word.word in self.lexicon.organisations
            for word in words
        )

    def _links(self, word: Token) -> bool:
        """Whether a little word ties a name or noun to the phrase: a spokesman *for* the chain."""
        return word.word in self.lexicon.prepositions and word.word not in self.lexicon.circumstances

    def _plain_phrase(self, span: Span) -> bool:
        inside: Iterable[Token] = tokens(self.people.plain, span.start, span.end, self.lexicon)
        return not ENDS_NOUN.search(self.people.plain, span.start, span.end) and not any(
            w.word in self.lexicon.verbs for w in inside
        )
