"""Whom a clause that ends in a colon announces, where no verb says so: "Ana Ruiz, on Monday:", "…, rose Ruiz:".

Knows one clause, never the rest of the article.
"""

from collections.abc import Sequence
from typing import Final

import regex

from summarizer.quotes.clause import Side
from summarizer.quotes.names import Mention
from summarizer.quotes.uncased import Finding, Kind
from summarizer.quotes.verbs import Verbs
from summarizer.quotes.words import Token

_COLON: Final = regex.compile(r"[:：]\s*$")
_ALONE: Final = 9  # words behind the one person of a clause
_ANNOUNCED: Final = 4  # words between a name and the colon that announces its speech


class Colon(Verbs):
    """A clause that may announce what follows it."""

    def ends_in_colon(self) -> bool:
        """Whether the clause stands before a quotation and ends in a colon."""
        return self.side is Side.BEFORE and bool(_COLON.search(self.text, self.span.start, self.span.end))

    def announced(self) -> bool:
        """Whether another person does something in the last clause, whose verb we do not know: "..., but Ruiz rose:"."""
        if not self.ends_in_colon():
            return False
        last = self.last_clause()
        if last > self.span.start and not any(cue.start >= last for cue in self.cues):
            return any(mention.person for mention in self.candidates(last, self.span.end))
        return self._closes(last)

    def _closes(self, start: int) -> bool:
        """Whether a person stands right before the colon, behind the verb of a clause of its own: "…, rose Ruiz:"."""
        comma = self.people.plain.rfind(",", start, self.span.end)
        if comma < 0 or any(cue.start > comma for cue in self.cues):
            return False
        found = [m for m in self.candidates(comma, self.span.end) if m.person]
        ends = bool(found) and not self.people.plain[found[-1].end : self.span.end].strip(" :：\u00a0")
        return ends and self.count(comma, (found[-1].title or found[-1]).start) > 0

    def _near_colon(self, mention: Mention) -> bool:
        """Whether so little follows a name before the colon that no other verb can be among it."""
        if self._written_on(mention):
            return False
        comma = self.people.plain[mention.end : mention.end + 1] in {",", "(", ":"}
        return comma or self.count(mention.end, self.span.end) <= _ANNOUNCED or self._only_one(mention)

    def _only_one(self, mention: Mention) -> bool:
        """Whether a clause that begins with a person is about nobody else: "Лісовий у розмові був відвертий:"."""
        opens = self.count(self.span.start, (mention.title or mention).start) <= 1
        others = [m for m in self.people.within(mention.end, self.span.end) if m.person]
        near = self.count(mention.end, self.span.end) <= _ALONE
        return self.lexicon.article_free and opens and near and not others

    def _written_on(self, mention: Mention) -> bool:
        """Whether the words announced stand on a thing that somebody only has: "Lund received a text message:"."""
        words = [word for word in self.words if word.start >= mention.end]
        if any(self._from_somebody(words, number) for number in range(len(words) - 1)):
            return True
        if not words or words[-1].word not in self.lexicon.writings:
            return False
        before = words[:-1]
        while before and (self._little(before[-1]) or before[-1].word in self.lexicon.writings):
            before = before[:-1]
        return bool(before) and before[-1].word not in self.lexicon.prepositions

    def _from_somebody(self, words: Sequence[Token], number: int) -> bool:
        """Whether a thing that words stand on is said to be from or to somebody: "Lund read out a letter from the boy:"."""
        following = words[number + 1].word
        tied = following in self.lexicon.prepositions and following not in self.lexicon.circumstances
        return words[number].word in self.lexicon.writings and tied

    def _little(self, word: Token) -> bool:
        return word.word in self.lexicon.articles or word.word in self.lexicon.possessives

    def colon(self) -> Finding | None:
        """Whom a clause without verb announces: "Ana Ruiz, on Monday:", "An officer after the arrest:"."""
        last = self.last_clause()
        start = self.people.plain.rfind(",", last, self.span.end) if self._closes(last) else last
        found = self.candidates(start, self.span.end) or self.candidates(self.span.start, self.span.end)
        found = self._subject_last(found)
        if found and not self.describes(found[0]) and self._near_colon(found[0]):
            return Finding(kind=Kind.NAME, cue=None, mention=found[0])
        if found and self._written_on(found[0]):
            return Finding(kind=Kind.UNNAMED, cue=None)
        topic = self.topic()
        if topic and not found:
            return Finding(kind=Kind.NAME, cue=None, mention=topic[0])
        phrase = self.opening_phrase()
        return Finding(kind=Kind.NOMINAL, cue=None, phrase=phrase) if phrase else None

    def _subject_last(self, found: list[Mention]) -> list[Mention]:
        """The person right before a colon behind another's name, where cases leave the order free: "Bojčuk zaperečyv Savčuk:"."""
        last = found[-1] if len(found) > 1 and self.lexicon.article_free else None
        if last is None or not last.person or self.people.plain[last.end : self.span.end].strip() != ":":
            return found
        start = (last.title or last).start
        verb = [w for w in self.words if found[0].end <= w.start and w.end <= start]
        told = bool(verb) and not any(w.word in self.lexicon.conjunctions for w in verb)
        return [last] if told else found

    def last_clause(self) -> int:
        """Where the last main clause begins: behind ", but"."""
        for number in range(len(self.words) - 1, 0, -1):
            word, before = self.words[number], self.words[number - 1]
            if word.word in self.lexicon.conjunctions and "," in self.people.plain[before.end : word.start]:
                return word.end
        return self.span.start
