"""One clause beside a quotation: its verbs, and which names and noun phrases in it can be a subject.

Knows the words of its window and the article's names, not who speaks.
"""

from collections.abc import Sequence
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
_WRITTEN_TOGETHER: Final = 4  # signs in which a preposition stands where nobody writes spaces
_DESCRIBED: Final = 3  # words: "with his colleague" before a name
_AGENT_WITHIN: Final = 4  # words from a passive to the title of who does it
_LONGEST_PAIR: Final = 60  # characters of the first of two joined names


class Clause:
    """A window of the article's own words next to a quotation."""

    def __init__(self, text: str, people: People, span: Span, side: Side) -> None:
        self.text, self.people, self.span, self.side = text, people, span, side
        self.lexicon = people.lexicon
        self.words: list[Token] = tokens(people.plain, span.start, span.end, self.lexicon)
        self.cues: list[Cue] = cues(people.plain, span.start, span.end, self.lexicon, self.words)

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
            if not (m.possessive or m.oblique or self.people.is_object(m) or self.governed(m))
            and not self._modifies(m)
        ]
        persons = [m for m in free if m.person and not self._in_office(m)]
        return persons or [m for m in free if self.may_be_name(m)]

    def _in_office(self, mention: Mention) -> bool:
        """Whether a name only describes the office of the person behind it: the captain of the Punta Vent, Joan Gil."""
        following = self.people.within(mention.end, mention.end + _LONGEST_PAIR)[:1]
        if not following or not following[0].person or " " not in following[0].name or mention.title:
            return False
        gap = self.people.plain[mention.end : following[0].start]
        before = [word for word in self.words if word.end <= mention.start]
        offices = [n for n, word in enumerate(before) if self.lexicon.is_title(word.word)]
        if (
            gap != ", "
            or not offices
            or any(sign in self.people.plain[before[offices[-1]].end : mention.start] for sign in ",;:.")
        ):
            return False
        return any(word.word in self.lexicon.prepositions for word in before[offices[-1] + 1 :])

    def describes(self, mention: Mention) -> bool:
        """Whether a name only tells which thing is meant: "the Ruiz case"."""
        before = [word.word for word in self.words if word.end <= mention.start]
        beside = self.people.plain[mention.start - 1 : mention.start] == " "
        apart = ENDS_NOUN.search(self.people.plain, max(0, mention.start - 2), mention.start)
        if mention.title or apart or not beside or len(before) < 2 or before[-2] not in self.lexicon.articles:  # noqa: PLR2004 -- article and noun
            return False
        noun = before[-1]
        return not (
            self.lexicon.is_person(noun)
            or noun in self.lexicon.prepositions
            or noun in self.lexicon.stopwords
        )

    def subjects(self, within: int) -> list[Mention]:
        """The persons at the head of the clause, at most so many words from its beginning."""
        named = self.candidates(self.span.start, self.span.end)
        found = [m for m in named if m.person and self.people.is_subject(m)]
        near = [m for m in found if self.count(self.span.start, m.start) <= within] or self.topic()
        return near or self._behind_adverbial(found)

    def _behind_adverbial(self, found: Sequence[Mention]) -> list[Mention]:
        """The one person behind what a preposition sets at the head: "In a room that smells of glue, Ana Ruiz builds …"."""
        fronted = bool(self.words) and self.words[0].word in self.lexicon.prepositions and len(found) == 1
        start = (found[0].title or found[0]).start if fronted else 0
        return list(found) if fronted and self.people.plain[start - 2 : start] == ", " else []

    def topic(self) -> list[Mention]:
        """The person whom a preposition sets at the head of the clause: "For Ana Ruiz nothing changes"."""
        first = [m for m in self.people.within(self.span.start, self.span.end) if m.person][:1]
        leads = bool(self.words) and self.words[0].word in self.lexicon.topics
        return [m for m in first if leads and self.count(self.span.start, (m.title or m).start) <= 2]  # noqa: PLR2004 -- "For the economist"

    def governed(self, mention: Mention) -> bool:
        """Whether a preposition stands before the name, its titles and their article, or before the name it is joined to."""
        start = self._whose(mention.title.start if mention.title else mention.start)
        kin = self.people.word_before(start) in self.lexicon.kin
        if kin or self._explains_object(mention, start) or self._declined_office(start):
            return True
        if not self.lexicon.spaced:
            plain, low = self.people.plain, max(self.span.start, start - _WRITTEN_TOGETHER)
            return any(plain.endswith(word, low, start) for word in self.lexicon.prepositions.exact)
        before = tokens(self.people.plain, max(0, start - 40), start, self.lexicon)
        joined = bool(before) and before[-1].word in self.lexicon.conjunctions
        return (joined and self._joined_to_governed(mention, before[-1])) or self._by_preposition(
            mention, before
        )

    def _declined_office(self, start: int) -> bool:
        """Whether an office before a name shows by its case that neither is a subject: "zapytał prezesa | Nowaka"."""
        lexicon = self.lexicon
        if not lexicon.oblique_titles or self.people.word_before(start) not in lexicon.oblique_titles:
            return False
        before = tokens(self.people.plain, max(self.span.start, start - _LONGEST_PAIR), start, lexicon)
        heads = [n for n, word in enumerate(before) if lexicon.is_title(word.word)]
        outer = [word.word for word in before if word.word not in lexicon.oblique_titles][-1:]
        if any(word in lexicon.writings for word in outer):
            return False  # "quotes the words of the mayor | Ruiz"
        return not heads or ENDS_NOUN.search(self.people.plain, before[heads[-1]].end, start) is not None

    def _whose(self, start: int) -> int:
        """Where a possessive directly before a position begins, the position itself without one: | Google's Pichai."""
        for other in self.people.within(max(0, start - _LONGEST_PAIR), start)[-1:]:
            if other.possessive and self.people.plain[other.end : start].strip("'’s ") == "":
                return other.start
        return start

    def _by_preposition(self, mention: Mention, before: Sequence[Token]) -> bool:
        """Whether a preposition or an object's article stands before a name, its titles and their article."""
        start = self._whose(mention.title.start if mention.title else mention.start)
        position = len(before) - 1
        while position >= 0 and self._determines(before[position]):
            if before[position].word in self.lexicon.object_articles:
                return True
            position -= 1
        described = len(before) >= _DESCRIBED and position == len(before) - 1 and self._determines(before[-2])
        if described and self._colleague(before[-1].word):
            position = len(before) - _DESCRIBED
        elif position == len(before) - 1 and position > 0 and self._colleague(before[-1].word, person=True):
            position -= 1  # "the father of victim Emily Rose"
        if position < 0 or before[position].word not in self.lexicon.prepositions:
            return False
        if position and self._reflexive(before[position - 1], before[position]):
            return False
        if mention.title and self._nominative(before[position].word, mention.title):
            return False
        return not ENDS_NOUN.search(self.people.plain, before[position].end, start)

    def _reflexive(self, verb: Token, word: Token) -> bool:
        """Whether a word that is a preposition as well leans on its verb: "rozčílil se | ministr Novák"."""
        lexicon = self.lexicon
        ends = verb.word in lexicon.verbs or verb.word.endswith(lexicon.verb_endings)
        return lexicon.article_free and word.word in lexicon.clitics and ends

    def _explains_object(self, mention: Mention, start: int) -> bool:
        """Whether a name between commas tells who an object is: "an aide to the chairwoman, Helen Osei, said"."""
        plain, lexicon = self.people.plain, self.lexicon
        if plain[max(0, start - 2) : start] != ", " or plain[mention.end : mention.end + 1] != ",":
            return False
        before = tokens(plain, max(self.span.start, start - _LONGEST_PAIR), start, lexicon)
        offices = [n for n, word in enumerate(before) if lexicon.is_title(word.word)]
        if not offices or ENDS_NOUN.search(plain, before[offices[-1]].end, start - 2):
            return False
        position = offices[-1] - 1
        while position >= 0 and self._determines(before[position]):
            position -= 1
        if position < 0 or before[position].word in lexicon.genitives:
            return False
        return before[position].word in lexicon.prepositions and not self._nominative(
            before[position].word, Span(before[offices[-1]].start, before[offices[-1]].end)
        )

    def _colleague(self, word: str, *, person: bool = False) -> bool:
        """Whether a noun before a name can only be its bearer's: "with his colleague", not "in an interview"."""
        return self.lexicon.is_title(word) or (
            (person or self.lexicon.nouns_capitalised) and self.lexicon.is_person(word)
        )

    def _determines(self, word: Token) -> bool:
        """Whether a word is an article or the like and no preposition at once."""
        lexicon = self.lexicon
        known = (lexicon.articles, lexicon.determiners, lexicon.possessives)
        return any(word.word in words for words in known) and word.word not in lexicon.prepositions

    def _nominative(self, word: str, title: Span) -> bool:
        """Whether a word that is a preposition or case as well is the subject's article here: a prefeita, der Minister."""
        sex = self.lexicon.subject_articles.get(word)
        if sex is None:
            return False
        titles = tokens(self.people.plain, title.start, title.end, self.lexicon)
        sexes = {self.lexicon.sex_of(other.word) for other in titles}
        return sex in sexes or not sexes & {"f", "m"}

    def passive(self, cue: Cue) -> bool:
        """Whether a verb is turned around, so that its subject is spoken to: "Ruiz was later told"."""
        before = [word for word in self.words if word.end <= cue.start][-self.lexicon.passive_reach :]
        return any(
            word.word in self.lexicon.passives
            and not ENDS_NOUN.search(self.people.plain, word.end, cue.start)
            for word in before
        )

    def agent(self, cue: Cue) -> Mention | None:
        """By whom a passive's deed is done: "told by Hale", „von Krause gefragt“."""
        for mention in self.people.within(self.span.start, self.span.end):
            start = mention.title.start if mention.title else mention.start
            before = [word for word in self.words if word.end <= start]
            while before and self._determines(before[-1]):
                before.pop()
            if self.people.plain[max(0, start - 2) : start] == ", ":
                before = self._office_before(before)  # "by the prosecutor, Martin Yeo"
            beside = mention.start < cue.start or self.count(cue.end, start) <= _AGENT_WITHIN
            if mention.person and beside and before and before[-1].word in self.lexicon.agents:
                return mention
        return None

    def doer(self) -> Mention | None:
        """The one person of a sentence turned around, who did what it tells: "It was built by the artist Tom Wild, 36"."""
        persons = [m for m in self.people.within(self.span.start, self.span.end) if m.person]
        if len(persons) != 1 or not any(word.word in self.lexicon.passives for word in self.words):
            return None
        start = (persons[0].title or persons[0]).start
        before = [word for word in self.words if word.end <= start][-_AGENT_WITHIN:]
        by = next((word for word in reversed(before) if word.word in self.lexicon.agents), None)
        apart = by is None or ENDS_NOUN.search(self.people.plain, by.end, start)
        return None if apart or persons[0].possessive else persons[0]

    def _office_before(self, before: Sequence[Token]) -> list[Token]:
        """The words up to the article of the office that ends them."""
        left = list(before)
        while left and self.lexicon.is_title(left[-1].word):
            left.pop()
        while left and self._determines(left[-1]):
            left.pop()
        return left

    def _joined_to_governed(self, mention: Mention, conjunction: Token) -> bool:
        others = self.people.within(
            max(self.span.start, conjunction.start - _LONGEST_PAIR), conjunction.start
        )
        beside = bool(others) and not self.people.plain[others[-1].end : conjunction.start].strip()
        return beside and others[-1].start < mention.start and self.governed(others[-1])

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
        if mention.name.lower() in self.lexicon.organisations or self._unnamed_thing(mention):
            return False
        return not self.lexicon.nouns_capitalised or self.people.bare_surname(
            mention, beside=self._beside_verb(mention)
        )

    def _unnamed_thing(self, mention: Mention) -> bool:
        """Whether a capital is only a sentence's, or an article shows a noun: "the Norwegian Olympic-hope"."""
        if not self.lexicon.cased:
            return False
        apposed = self.people.plain[mention.end : mention.end + 1] == ","
        if self.people.opens_only(mention) and not apposed and not self._beside_verb(mention):
            return True
        before = [word for word in self.words if word.end <= mention.start][-2:]
        lower = [self.people.plain[word.start].islower() for word in before]
        return any(word.word in self.lexicon.articles for word in before[-1:]) or (
            len(before) > 1
            and all(lower)
            and before[0].word in self.lexicon.articles
            and not self.lexicon.is_title(before[1].word)
            and not self.lexicon.is_person(before[1].word)
            and before[1].word not in self.lexicon.verbs
        )

    def _beside_verb(self, mention: Mention) -> bool:
        return any(
            (cue.kind is CueKind.VERB or cue.word in self.lexicon.sources_behind)
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
            if start <= word.start
            and word.end <= end
            and (word.word in self.lexicon.pronouns or self._latter(word))
        ]
        return (found[-1] if last else found[0]) if found else None

    def _latter(self, word: Token) -> bool:
        """Whether a word means the last of those named: ce | dernier a dit."""
        if word.word not in self.lexicon.latter:
            return False
        return self.people.word_before(word.start) in self.lexicon.demonstratives

    def unspaced_pronoun(self, start: int, end: int) -> Token | None:
        """The last pronoun of a window in a script without spaces."""
        found = [(self.people.plain.rfind(word, start, end), word) for word in self.lexicon.pronouns]
        at, word = max(found, default=(-1, ""))
        return Token(at, at + len(word), word) if at >= 0 else None

    def pronoun_leads(self, before: int) -> bool:
        """Whether a pronoun is the subject: it stands at the head, ahead of a position."""
        pronoun = self.pronoun(self.span.start, before, last=False)
        if pronoun is not None and self.people.word_before(pronoun.start) in self.lexicon.prepositions:
            return False  # "beside her, Ana Ruiz"
        return pronoun is not None and self.count(self.span.start, pronoun.start) <= 4  # noqa: PLR2004 -- "On Monday he"

    def owner(self, mention: Mention) -> Mention | None:
        """As whose a person is introduced: "Ruiz's son, Leo Paz"."""
        before = [m for m in self.people.within(self.span.start, mention.start) if m.possessive and m.person]
        beside = bool(before) and self.count(before[-1].end, mention.start) == 1
        return before[-1] if beside else None

    def owned(self) -> bool:
        """Whether somebody known is spoken of ahead of the first person: "Asked about her vote if Ruiz runs"."""
        persons = [m for m in self.people.within(self.span.start, self.span.end) if m.person][:1]
        before = persons[0].start if persons else self.span.end
        return any(word.word in self.lexicon.possessives for word in self.words if word.end <= before)

    def conjoined(self, cue: Cue) -> bool:
        """Whether "and" ties a verb to the one before it."""
        before = [word.word for word in self.words if word.end <= cue.start]
        return bool(before) and before[-1] in self.lexicon.conjunctions
