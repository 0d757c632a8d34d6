"""Whom a noun phrase in the speaker's place can mean: "the mayor", "a resident", "the one from Altea"; nobody rather than a guess.

Knows one article and its people, never what its quotations say or who spoke before.
"""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

from summarizer.models import Span
from summarizer.quotes.antecedents import Antecedents
from summarizer.quotes.marks import Piece
from summarizer.quotes.names import Mention
from summarizer.quotes.people import People
from summarizer.quotes.words import LETTER, WINDOW, tokens

TAKEN_UP: Final = 3  # words of a phrase that takes up a name
_NAME_BEFORE: Final = 60  # characters before an office in which its house's name stands
_FROM: Final = 3  # words: "the one from" and a place


class Nouns:
    """The noun phrases of one article; `plain` in `people` are its words without what is quoted."""

    def __init__(self, text: str, blocks: Sequence[Span], people: People, antecedents: Antecedents) -> None:
        self.text, self.blocks, self.people, self.antecedents = text, blocks, people, antecedents
        self.lexicon = people.lexicon

    def words_of(self, phrase: Span) -> list[str]:
        """The words of a noun phrase, in lower case."""
        if self.lexicon.characters:
            return self.lexicon.characters.parts(phrase.of(self.text))
        return [word.word for word in tokens(self.text, phrase.start, phrase.end, self.lexicon)]

    def introduced(self, words: Sequence[str], phrase: Span) -> bool:
        """Whether an article or pronoun makes a noun somebody new: a resident, jeden z mieszkańców."""
        before = self.people.word_before(phrase.start) if self.lexicon.article_free else ""
        return self._indefinite(words) or self._indefinite([before])

    def is_anaphor(self, words: Sequence[str]) -> bool:
        """Whether the first noun about people stands for somebody just named; behind it the word is an adjective."""
        lexicon = self.lexicon
        if lexicon.article_nouns and len(words) == _FROM and words[1] in lexicon.genitives:
            return True  # «…», contó el de Altea
        for word in words:
            if lexicon.is_anaphor(word):
                return True
            if not lexicon.article_free and (lexicon.is_title(word) or lexicon.is_person(word)):
                return False
        return False

    def owner(self, phrase: Span) -> Mention | None:
        """Whose an office is said to be right before it: "Norra's coach" is no other team's."""
        for mention in self.people.within(max(0, phrase.start - _NAME_BEFORE), phrase.start)[-1:]:
            if mention.possessive and self.people.plain[mention.end : phrase.start].strip("'’s \u00a0") == "":
                return mention
        return None

    def takes_up_nobody(self, piece: Piece, words: Sequence[str], start: int) -> bool:
        """Whether a noun takes up somebody nameless of its own paragraph: "A senior officer … the officer said"."""
        lexicon, block = self.lexicon, self.blocks[piece.paragraph]
        if not words:
            return False
        nouns = {words[-1], *lexicon.indefinite(words[-1])}
        low = max(block.start, start - WINDOW)
        before = [word.word for word in tokens(self.people.plain, low, max(low, start), lexicon)]
        return any(
            word in nouns and any(near in lexicon.indefinites for near in before[max(0, n - TAKEN_UP) : n])
            for n, word in enumerate(before)
        )

    def is_definite(self, words: Sequence[str], printed: str) -> bool:
        """Whether an office or occupation takes up somebody just named: "said the centre-half", « lembra a atriz »."""
        lexicon = self.lexicon
        tied = next((n for n, word in enumerate(words) if word in lexicon.prepositions), len(words))
        if (
            lexicon.nouns_capitalised
            or not words
            or (tied if lexicon.title_prefix else len(words)) > TAKEN_UP
        ):
            return False
        if lexicon.title_prefix and words[0].startswith(lexicon.title_prefix):
            return any(map(lexicon.is_title, words))
        bare = lexicon.verb_final and lexicon.cased and words[0] not in lexicon.articles
        if bare or lexicon.article_free:
            # "head of the hospital" is somebody new, "president of the USA" is not
            known = lexicon.is_title(words[-1]) or printed.rsplit(maxsplit=1)[-1][0].isupper()
            return (known and any(map(lexicon.is_title, words))) or any(map(lexicon.is_anaphor, words))
        return words[0] in lexicon.articles and any(map(lexicon.is_title, words[1:]))

    def only_person(
        self, piece: Piece, sex: str, words: Sequence[str], others: Collection[str]
    ) -> str | None:
        """The one person of a sex in the paragraph so far, or in those above where this one opens with the quotation.

        Who stands in another case than the subject's is meant only where nobody else is; `others` cannot be. Nobody of
        whose office the article speaks before it names anybody who fits: that is somebody else's.
        """
        own = Span(self.blocks[piece.paragraph].start, piece.outer.start)
        bare, known = self.lexicon.article_free, words[0] in self.lexicon.articles
        above = self.blocks[max(0, piece.paragraph - (1 if bare else 2)) : piece.paragraph][::-1]
        opens = not (bare and LETTER.search(self.people.plain, own.start, own.end))
        for part in (own, *above) if opens else (own,):
            named = [m for m in self.people.within(part.start, part.end) if not m.outlet]
            joined = any(
                word in self.lexicon.conjunctions for m in named for word in m.name.lower().split()[1:-1]
            )
            free = [m for m in named if m.person and self.people.canonical(m.name) not in others]
            free = [m for m in free if not self.people.tied(m)]
            persons = {self.people.canonical(m.name) for m in [m for m in free if not m.oblique] or free}
            if persons or joined:
                left = [name for name in persons if self.antecedents.fits(name, sex)]
                sole = left[0] if len(left) == 1 and not joined else None
                foreign = sole and known and self._spoken_of(words, self.people.first_printed(sole))
                return None if foreign else sole
        return None

    def _spoken_of(self, words: Sequence[str], position: int) -> bool:
        """Whether one of the offices among words is printed before a position."""
        return any(
            self._word_starts.get(word, position) < position for word in words if self.lexicon.is_title(word)
        )

    @cached_property
    def _word_starts(self) -> dict[str, int]:
        """Where the article's own words first stand."""
        starts: dict[str, int] = {}
        for word in tokens(self.people.plain, 0, len(self.people.plain), self.lexicon):
            starts.setdefault(word.word, word.start)
        return starts

    def _indefinite(self, words: Sequence[str]) -> bool:
        return bool(words) and words[0] in self.lexicon.indefinites
