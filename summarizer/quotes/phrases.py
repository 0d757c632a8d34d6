"""The noun phrases of a clause: where they begin and end, and whether they are about people; knows no speakers."""

from collections.abc import Iterable, Sequence
from typing import Final

from summarizer.models import Span
from summarizer.quotes.clause import ENDS_NOUN, Clause, Side
from summarizer.quotes.words import Cue, CueKind, Token, tokens

_DESCRIBED: Final = 3  # words of a noun right before a quotation: "bir görgü tanığı"
_NOMINAL: Final = 9  # words of a noun phrase at most
_FRONTED: Final = 24  # words that may stand before a clause's subject


class Phrases(Clause):
    """A clause with its noun phrases."""

    def phrase_before(self, cue: Cue) -> Span | None:
        """The last noun phrase before the verb, from its article."""
        before = [word for word in self.words if word.end <= cue.start][-_NOMINAL:]
        for position in range(len(before) - 2, -1, -1):
            relative = self.lexicon.nouns_capitalised and self._behind_comma(before, position)
            if before[position].word in self.lexicon.articles and not (
                relative or self._is_object(before, position)
            ):
                last = len(before) - 1
                while last > position + 1 and self._auxiliary(before[last].word):
                    last -= 1  # "le ministre | a dit"
                span = Span(before[position].start, before[last].end)
                whole = self.count(self.span.start, span.start) == 0
                return (
                    span
                    if self._plain_phrase(span)
                    and (
                        whole
                        or self.is_human(before[position:][:5])
                        or self._names_thing(before[position : last + 1])
                    )
                    else None
                )
        return None

    def _names_thing(self, phrase: Sequence[Token]) -> bool:
        """Whether an article and a name are all there is right before the verb: "In a note, the Fed said"."""
        return len(phrase) == 2 and self.lexicon.cased and self.people.plain[phrase[1].start].isupper()  # noqa: PLR2004 -- article and name

    def _auxiliary(self, word: str) -> bool:
        """Whether a word between noun and verb is no part of the noun phrase."""
        return word in self.lexicon.stopwords or word in self.lexicon.passives or word in self.lexicon.clitics

    def _behind_comma(self, before: Sequence[Token], position: int) -> bool:
        """Whether a comma makes an article a relative pronoun: "Küng, der als Kritiker gilt"."""
        gap = self.people.plain[before[position - 1].end : before[position].start] if position else ""
        return "," in gap

    def _is_object(self, before: Sequence[Token], position: int) -> bool:
        if not position or before[position - 1].word not in self.lexicon.prepositions:
            return False
        return not ENDS_NOUN.search(self.people.plain, before[position - 1].end, before[position].start)

    def phrase_after(self, cue: Cue) -> Span | None:
        """The noun phrase behind the verb, up to a word or sign that ends it."""
        behind: Sequence[Token] = [word for word in self.words if word.start >= cue.end]
        if self.lexicon.article_free:
            behind = self._from_noun(behind)
        if not behind or not (behind[0].word in self.lexicon.articles or self._says(behind[0])):
            return None
        if any(m.outlet and m.start == behind[0].start for m in self.people.within(cue.end, self.span.end)):
            return None
        end = behind[0].end
        for number, word in enumerate(behind[:_NOMINAL]):
            if ENDS_NOUN.search(self.people.plain, end, word.start) or (
                not self._unbroken(number, word, behind[0])
                and word.word in self.lexicon.breaks
                and not self._links(word)
            ):
                break
            if number and self._spoken_to(word.word):
                break  # "said the engineer | to Max Orr"
            if number and self.people.ends_phrase(word.word) and not self._unbroken(number, word, behind[0]):
                break
            end = word.end
        kept = [word for word in behind if word.end <= end]
        while len(kept) > 1 and (
            kept[-1].word in self.lexicon.prepositions or kept[-1].word in self.lexicon.articles
        ):
            kept.pop()  # "teilte das Amt mit", "räumte der Chef ein"
        end = kept[-1].end
        span = Span(behind[0].start, end)
        beside = self.side is Side.AFTER and self.count(self.span.start, cue.start) <= 1
        return (
            span
            if (end > behind[0].end and beside)
            or self.is_human(inside := [word for word in behind[:5] if word.end <= end])
            or any(map(self._says, inside))
            else None
        )

    def _unbroken(self, number: int, word: Token, first: Token) -> bool:
        """Whether a word belongs to a noun phrase though it ends others: the second of one without article."""
        if self.lexicon.title_prefix:
            bare = not first.word.startswith(self.lexicon.title_prefix)
            return number == 1 and bare and word.word in self.lexicon.prepositions
        return number <= (first.word in self.lexicon.articles or not self.lexicon.articles.exact)

    def _spoken_to(self, word: str) -> bool:
        """Whether a word behind the speaker begins with whom he speaks to: "to", dziennikarzom."""
        lexicon = self.lexicon
        return word in lexicon.datives or word.endswith(lexicon.dative_endings)

    def opens_with_verb(self) -> bool:
        """Whether the clause begins with a reporting verb."""
        return any(
            cue.kind is CueKind.VERB and self.count(self.span.start, cue.start) == 0 for cue in self.cues[:1]
        )

    def opening_phrase(self) -> Span | None:
        """The noun phrase about people that opens the clause: its noun, and what a preposition ties to it."""
        return self._opening(self.words[: _NOMINAL + 1])

    def fronted_phrase(self) -> Span | None:
        """The noun phrase about people behind what a preposition sets at the head: "In a letter, the mayor says"."""
        lexicon, plain = self.lexicon, self.people.plain
        first = self.words[0].word if self.words else ""
        if first not in lexicon.prepositions and first not in lexicon.stopwords:
            return None
        for number, word in enumerate(self.words[1 : _FRONTED + 1], start=1):
            if "," in plain[self.words[number - 1].end : word.start] and word.word in lexicon.articles:
                phrase = self._opening(self.words[number : number + _NOMINAL])
                if phrase and phrase.of(plain).islower():
                    return phrase
        return None

    def _opening(self, words: Sequence[Token]) -> Span | None:
        """The noun phrase about people with which words begin."""
        if words and words[0].word in self.lexicon.conjunctions:
            words = words[1:]
        led = bool(words) and (words[0].word in self.lexicon.articles or self.lexicon.article_free)
        if not led and not self._opens_bare(words) and not self._opens_owned(words):
            return None
        noun = next((n for n, word in enumerate(words[:4]) if self.is_human([word])), None)
        if noun is None or ENDS_NOUN.search(self.people.plain, words[0].start, words[noun].start):
            return None
        while (
            noun + 1 < len(words)
            and self.lexicon.is_title(words[noun + 1].word)
            and self._beside(words, noun)
        ):
            noun += 1  # le premier | magistrat
        end = words[noun].end
        if noun + 1 < len(words) and (
            self._links(words[noun + 1]) or self._places(words[noun + 1 : noun + 3])
        ):
            for word in words[noun + 1 : noun + 5]:
                if (
                    ENDS_NOUN.search(self.people.plain, end, word.start)
                    or (word.word in self.lexicon.breaks and not self._links(word) and end > words[noun].end)
                    or word.word in self.lexicon.verbs
                ):
                    break
                end = word.end
        return Span(self._head(words, noun).start, end)

    def closing_phrase(self) -> Span | None:
        """The noun about people that stands right before a quotation, with its article or the noun before it."""
        words, plain = list(self.words), self.people.plain
        while words and self._behind_subject(words[-1]):
            words.pop()
        if not words or not self.is_human(words[-1:]) or not plain[words[-1].start].islower():
            return None
        first = len(words) - 1
        while first > max(0, len(words) - _DESCRIBED) and self._belongs(words[first - 1], words[first]):
            first -= 1
        return Span(words[first].start, words[-1].end)

    def _behind_subject(self, word: Token) -> bool:
        """Whether a word between a subject and its quotation is a particle or who is spoken to: ise, AA muhabirine."""
        outlet = any(m.outlet or m.name.isupper() for m in self.people.within(word.start, word.end))
        ends = self.lexicon.dative_endings
        return outlet or word.word in self.lexicon.stopwords or word.word.endswith(ends)

    def _belongs(self, word: Token, following: Token) -> bool:
        """Whether a word is the article, office or place of the noun behind it."""
        beside = self.people.plain[word.end : following.start] == " "
        demonym = word.word.endswith(self.lexicon.demonym_endings)
        one = following.word in self.lexicon.indefinites  # köylülerden | biri
        return beside and (one or demonym or word.word in self.lexicon.articles or self.is_human([word]))

    def _beside(self, words: Sequence[Token], number: int) -> bool:
        """Whether nothing but a space parts a word from the next."""
        return self.people.plain[words[number].end : words[number + 1].start] == " "

    def _opens_bare(self, words: Sequence[Token]) -> bool:
        """Whether a noun opens the clause whose article is its ending or whose place a name takes: Politiet, Kinas ambassade."""
        if not self.lexicon.definite_endings or not words:
            return False
        owner = [m for m in self.people.within(words[0].start, self.span.end)[:1] if m.possessive]
        if owner and owner[0].start == words[0].start:
            return self.is_human([word for word in words if word.start >= owner[0].end][:1])
        return self.is_human(words[:1]) and words[0].word.endswith(self.lexicon.definite_endings)

    def _opens_owned(self, words: Sequence[Token]) -> bool:
        """Whether somebody's relative opens the clause: Her husband | is more hopeful."""
        owned = len(words) > 1 and words[0].word in self.lexicon.possessives
        return owned and self.lexicon.is_person(words[1].word)

    def _places(self, words: Sequence[Token]) -> bool:
        """Whether two words say where a body sits: the embassy | in Oslo."""
        if len(words) < 2 or self.lexicon.nouns_capitalised or words[0].word not in self.lexicon.prepositions:  # noqa: PLR2004 -- preposition and place
            return False
        return self.people.plain[words[1].start].isupper() and words[1].word not in self.lexicon.stopwords

    def _head(self, words: Sequence[Token], noun: int) -> Token:
        """Where a noun phrase begins: at its article, or without articles at its noun or the adjective that agrees with it."""
        if not self.lexicon.article_free or noun == 0:
            return words[0] if not self.lexicon.article_free else words[noun]
        adjective = words[noun - 1]
        agrees = adjective.word.endswith(self.lexicon.adjective_endings)
        little = adjective.word in self.lexicon.stopwords or adjective.word in self.lexicon.prepositions
        return adjective if agrees and not little else words[noun]

    def to_noun(self, phrase: Span) -> Span:
        """A noun phrase without the verb that may follow its noun: "according to the prosecutor | shows"."""
        words = tokens(self.people.plain, phrase.start, phrase.end, self.lexicon)
        noun = next((n for n, word in enumerate(words[:4]) if self.is_human([word])), None)
        if (
            self.lexicon.article_free
            or noun is None
            or noun + 1 >= len(words)
            or self._links(words[noun + 1])
        ):
            return phrase
        return Span(phrase.start, words[noun].end)

    def _from_noun(self, behind: Sequence[Token]) -> Sequence[Token]:
        """In a language without articles the phrase begins with its noun, or with the adjective before it."""
        for number, word in enumerate(behind[:4]):
            if word.word in self.lexicon.breaks or word.word in self.lexicon.prepositions:
                return ()  # vypověděl | u soudu
            if self._says(word) or self._one_of(behind[number:]):
                return behind[number:]
        return ()

    def _one_of(self, words: Sequence[Token]) -> bool:
        """Whether a phrase is one of several people: one of the neighbours."""
        one = words[0].word in self.lexicon.indefinites
        return one and len(words) > 2 and self._links(words[1]) and self.is_human(words[2:4])  # noqa: PLR2004 -- one of them

    def _says(self, word: Token) -> bool:
        """Whether a noun is about people or, where no article tells a noun, a thing that words stand on."""
        written = self.lexicon.article_free and word.word in self.lexicon.writings
        return written or self.is_human([word])

    def is_human(self, words: Sequence[Token] | Span) -> bool:
        """Whether a noun phrase is about people or a body of them, not a statement or a plan."""
        if isinstance(words, Span):
            words = tokens(self.people.plain, words.start, words.end, self.lexicon)[:_NOMINAL]
        return any(
            self.lexicon.is_title(word.word)
            or self.lexicon.is_person(word.word)
            or self.lexicon.is_anaphor(word.word)
            or self.lexicon.is_organisation(word.word)
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
