"""What the place, the form and the voice of a verb tell of its subject: unknown verbs, passives, cases, late subjects.

Knows one clause, never the rest of the article.
"""

from collections.abc import Sequence
from typing import Final

from summarizer.quotes.clause import ENDS_NOUN, Side
from summarizer.quotes.headed import Headed
from summarizer.quotes.names import Mention
from summarizer.quotes.uncased import PLURAL, Finding, Kind
from summarizer.quotes.words import Cue, CueKind, Token, tokens

_LATER: Final = 4  # words between a verb that we do not know and its subject
_ONWARD: Final = 3  # words behind an impersonal verb: "in dem Brief", "weiter"
_NEGATED: Final = 4  # words before a verb in which "not" can stand


class Verbs(Headed):
    """A clause whose verbs are known by more than a list."""

    def placed(self) -> list[Cue]:
        """A verb that we do not know, told by its place: „…“, brummte Sattler; «…», apostilló; …, odsekla:."""
        if not (self.lexicon.cased and self.lexicon.spaced) or self.cues:
            return []
        return (
            (self._placed_behind() or self._subject_first())
            if self.side is Side.AFTER
            else self._placed_ahead()
        )

    def _placed_ahead(self) -> list[Cue]:
        """The last word before a colon, if it ends as verbs do."""
        last = self.words[-1:]
        closes = bool(last) and self.people.plain[last[0].end : self.span.end].strip() == ":"
        small = closes and self.people.plain[last[0].start].islower() and not self._no_verb(last[0].word)
        if small and last[0].word.endswith(self.lexicon.verb_endings):
            return [Cue(last[0].start, last[0].end, last[0].word, CueKind.VERB)]
        return []

    def _placed_behind(self) -> list[Cue]:
        """The first word behind a quotation, if what follows it is a subject, or nothing where none is needed."""
        lexicon, plain = self.lexicon, self.people.plain
        words = self._without_clitics(self.words, head=True)
        if not words or not plain[words[0].start].islower() or self._no_verb(words[0].word):
            return []
        verb, rest = words[0], self._without_clitics(words[1:], head=False)
        start = rest[0].start if rest else self.span.end
        named = lexicon.verb_first and any(
            (m.title or m).start == start and m.person for m in self.people.within(verb.end, self.span.end)
        )
        if (
            named
            or (self._tied() and self._named_later(verb))
            or (self._tied() and self._has_subject(verb, rest))
        ):
            return [Cue(verb.start, verb.end, verb.word, CueKind.VERB)]
        return []

    def _named_later(self, verb: Token) -> bool:
        """Whether a person is named a few words behind what ends like a verb: «…», белькоче крізь сон | Ганна Гуля."""
        lexicon, plain = self.lexicon, self.people.plain
        if not lexicon.verb_first or not verb.word.endswith(lexicon.verb_endings):
            return False
        return any(
            m.person
            and self.count(verb.end, (m.title or m).start) <= _LATER
            and not ENDS_NOUN.search(plain, verb.end, (m.title or m).start)
            for m in self.candidates(verb.end, self.span.end)[:1]
        )

    def _subject_first(self) -> list[Cue]:
        """The verb behind a pronoun or name that follows its quotation at once: "…," he grinned."""
        lexicon = self.lexicon
        if lexicon.verb_first or lexicon.verb_final or not self.words:
            return []
        start = self.words[0].start
        name = next(
            (m for m in self.people.within(start, self.span.end) if m.start == start and m.person), None
        )
        end = name.end if name else self.words[0].end
        rest = [word for word in self.words if word.start >= end]
        if not (name or self.words[0].word in lexicon.pronouns) or not rest or not self._tied():
            return []
        verb, following = rest[0], rest[1:2]
        beside = self.people.plain[end : verb.start] == " " and self.people.plain[verb.start].islower()
        ends = (
            not following
            or following[0].word in lexicon.prepositions
            or following[0].word in lexicon.breaks
            or ENDS_NOUN.search(self.people.plain, verb.end, following[0].start) is not None
        )
        if beside and ends and not self._no_verb(verb.word):
            return [Cue(verb.start, verb.end, verb.word, CueKind.VERB)]
        return []

    def signed(self) -> Mention | None:
        """Who stands behind a quotation as under a letter: “…” (Ted Ross, farmer); “…” – Ana Ruiz, Altea."""
        rest = self.people.plain[self.span.start : self.span.end].lstrip()
        if self.side is not Side.AFTER or self.cues or rest[:1] not in ("(", "—", "–", "-") or not self.words:
            return None
        first = self.words[0].start
        name = next(
            (m for m in self.people.within(first, self.span.end) if (m.title or m).start == first), None
        )
        tail = self.people.plain[name.end : self.span.end].strip() if name else ""
        ends = not tail.strip(" ).") or tail[:1] in ",("
        return name if name and name.person and ends else None

    def _without_clitics(self, words: Sequence[Token], *, head: bool) -> list[Token]:
        """Words without the pronouns that lean on a verb; behind it one that is an article as well (la, le) stays."""
        left = list(words)
        while len(left) > 1 and left[0].word in self.lexicon.clitics:
            article = left[0].word in self.lexicon.articles
            if article and (not head or self._no_verb(left[1].word)):
                break
            left.pop(0)
        return left

    def _has_subject(self, verb: Token, rest: Sequence[Token]) -> bool:
        """Whether a word can be a verb by what follows: a pronoun, a noun with its article, or the end of the clause."""
        lexicon = self.lexicon
        if not rest:
            return lexicon.prodrop or verb.word.endswith(lexicon.verb_endings)
        if rest[0].word in lexicon.pronouns:
            return True
        if verb.word.endswith(lexicon.verb_endings) and self.is_human(rest[:2]):
            return True
        ends = rest[0].word in lexicon.prepositions or ENDS_NOUN.search(
            self.people.plain, verb.end, rest[0].start
        )
        alone = bool(ends) and verb.word.endswith(lexicon.verb_endings)
        described = lexicon.verb_first and rest[0].word in lexicon.articles and len(rest) > 1
        return alone or described

    def _no_verb(self, word: str) -> bool:
        lexicon = self.lexicon
        little = (
            lexicon.stopwords,
            lexicon.prepositions,
            lexicon.breaks,
            lexicon.conjunctions,
            lexicon.articles,
        )
        return any(word in words for words in little) or lexicon.is_title(word) or lexicon.is_person(word)

    def _tied(self) -> bool:
        """Whether a sign that ends no sentence ties the clause to its quotation."""
        return any(sign in ",–—-!?…" for sign in self.text[max(0, self.span.start - 3) : self.span.start + 2])

    def negated(self, cue: Cue) -> bool:
        """Whether a verb says that somebody did not say it: "did not say", „sagte nicht“, "denied saying"."""
        lexicon, plain = self.lexicon, self.people.plain
        before = [word for word in self.words if word.end <= cue.start][-_NEGATED:]
        behind = [word for word in self.words if word.start >= cue.end][:1]
        for word in (*before, *behind):
            first, last = min(word.end, cue.end), max(word.start, cue.start)
            joined = any(w.word in lexicon.conjunctions for w in self.words if first <= w.start < last)
            if word.word in lexicon.negations and not joined and not ENDS_NOUN.search(plain, first, last):
                return True
        return False

    def impersonal(self, cue: Cue) -> bool:
        """Whether a verb has no person as its subject: "it reads"."""
        return cue.word.replace(" ", "_") in self.lexicon.impersonal

    def fronted_infinitive(self, cue: Cue) -> bool:
        """Whether a preposition at the head of the clause makes a verb an infinitive without subject: "A parlare è stato"."""
        ends, first = self.lexicon.infinitive_endings, self.words[:1]
        governed = bool(first) and first[0].word in self.lexicon.prepositions
        return governed and self.count(self.span.start, cue.start) == 1 and cue.word.endswith(ends)

    def told(self, cue: Cue) -> Finding | None:
        """Who speaks where the verb's subject does not: "Ruiz was told by Hale", "Ruiz quoted Hale as saying"."""
        if self.impersonal(cue):
            return self._nominal(cue) or self.found(Kind.UNNAMED, cue)
        if cue.word.replace(" ", "_") in self.lexicon.onward:
            return self._goes_on(cue)
        if cue.word in self.lexicon.quoting and cue.word not in self.lexicon.addressees:
            return None if self.passive(cue) else self._quoted(cue) or self._object(cue)
        if self.passive(cue):
            agent = self.agent(cue)
            if agent:
                return self.found(Kind.NAME, cue, mention=agent)
            return self.found(Kind.UNNAMED, cue) if cue.word in self.lexicon.addressees else None
        return self._object(cue)

    def _goes_on(self, cue: Cue) -> Finding | None:
        """A verb without a person that passes on more of what was quoted above: „…“, hieß es weiter; lyder det i brevet."""
        behind = [word.word for word in self.words if word.start >= cue.end][:_ONWARD]
        written = any(word in self.lexicon.writings for word in behind[1:])
        noun = written and behind[0] in self.lexicon.prepositions
        known = noun and not any(word in self.lexicon.indefinites for word in behind)
        again = any(word in self.lexicon.further for word in behind)
        return self.found(Kind.ONWARD, cue) if again or known else None

    def _quoted(self, cue: Cue) -> Finding | None:
        """Whom a paper quotes by a pronoun: "the Star quoted | him as saying"."""
        for word in [word for word in self.words if word.start >= cue.end][:1]:
            if word.word in self.lexicon.quoted_pronouns:
                return self.found(Kind.PRONOUN, cue, pronoun=word)
        return None

    def _object(self, cue: Cue) -> Finding | None:
        """Whom a participle belongs to that follows a name at once: "Ruiz heard Hale | saying"."""
        saying = cue if cue.word in self.lexicon.participles else None
        saying = saying or next(
            (c for c in self.cues if c.start >= cue.end and c.word in self.lexicon.participles), None
        )
        if saying is None:
            return None
        quoting = cue.word in self.lexicon.quoting and cue.word not in self.lexicon.addressees
        for mention in self.people.within(self.span.start, saying.start)[-1:]:
            gap = tokens(self.people.plain, mention.end, saying.start, self.lexicon)
            beside = quoting or not ENDS_NOUN.search(self.people.plain, mention.end, saying.start)
            before = [word for word in self.words if word.end <= (mention.title or mention).start]
            heard = bool(before) and (quoting or before[-1].word not in self.lexicon.prepositions)
            little = len(gap) <= 1 and all(
                word.word in self.lexicon.breaks or word.word in self.lexicon.genitives for word in gap
            )
            if mention.person and not mention.possessive and beside and little and heard:
                return self.found(Kind.NAME, saying, mention=mention)
        return None

    def asked_by(self) -> Mention | None:
        """Who asks right before the words asked: "Asked by Wu “did you lie?”, Zane said no"."""
        for mention in self.people.within(self.span.start, self.span.end)[-1:]:
            start = (mention.title or mention).start
            before = [word for word in self.words if word.end <= start]
            by = bool(before) and before[-1].word in self.lexicon.agents
            ends = not self.people.plain[mention.end : self.span.end].strip(' :“"«„\u00a0')
            told = any(c.word in self.lexicon.addressees and self.count(c.end, start) <= 1 for c in self.cues)
            if self.side is Side.BEFORE and mention.person and by and ends and told:
                return mention
        return None

    def object_first(self, cue: Cue) -> Mention | None:
        """The subject behind its verb where cases leave the order free: "Nováka upozornil | soudce Pavel Malý:"."""
        if not (self.lexicon.article_free and self.lexicon.cased) or self.side is not Side.BEFORE:
            return None
        for mention in self.agreeing(self.candidates(cue.end, self.span.end), cue)[:1]:
            start = (mention.title or mention).start
            whole = mention.title is not None or " " in mention.name
            if mention.person and whole and self.count(cue.end, start) == 0:
                return mention
        return None

    def agreeing(self, found: Sequence[Mention], cue: Cue) -> list[Mention]:
        """The names whose form may be the verb's subject: "сказал адвокат Громова" is not Gromova's word."""
        sex = self.agreement(cue)
        if sex == PLURAL and len(found) == 1:
            return []
        return [m for m in found if self._may_be(self.people.canonical(m.name), sex)]

    def _may_be(self, name: str, sex: str) -> bool:
        """Whether somebody of a name can be the subject of a verb of a sex."""
        if sex == "m" and self.people.doubled(name):
            return False
        return sex not in ("f", "m") or self.people.form(name) in ("", sex)

    def late_subject(self, cue: Cue) -> Finding | None:
        """A subject further behind its verb: «…», publicó por su parte | la universidad."""
        if self.side is not Side.AFTER or not (self.lexicon.prodrop or self.lexicon.verb_first):
            return None
        lexicon, previous = self.lexicon, cue.end
        governed = False
        for word in (word for word in self.words if word.start >= cue.end):
            if ENDS_NOUN.search(self.people.plain, previous, word.start) or word.word in lexicon.conjunctions:
                return None
            noun = word.word in lexicon.articles or lexicon.is_person(word.word)
            if noun and not governed and word.word not in lexicon.prepositions:
                named = self._named_behind(word.start)
                if named:
                    return self.found(Kind.NAME, cue, mention=named)
                behind = Cue(previous, previous, cue.word, cue.kind)
                phrase = self.phrase_after(behind)
                kind = Kind.NOMINAL if phrase and self.is_human(phrase) else Kind.UNNAMED
                return self.found(kind, cue, phrase=phrase if kind is Kind.NOMINAL else None)
            governed = word.word in lexicon.prepositions or (governed and word.word in lexicon.articles)
            previous = word.end
        return None

    def _named_behind(self, start: int) -> Mention | None:
        """Who a noun phrase is, if its name follows a comma: il capogruppo dell'opposizione, Ettore Ferri."""
        for mention in self.people.within(start, self.span.end)[:1]:
            gap = self.people.plain[start : (mention.title or mention).start]
            if mention.person and gap.endswith(", ") and gap.count(",") == 1 and not self.governed(mention):
                return mention
        return None

    def stranger(self, cue: Cue) -> Finding | None:
        """A noun that we do not know as a person's or body's, right behind its verb: « poinformowała spółka »."""
        lexicon = self.lexicon
        behind = [word for word in self.words if word.start >= cue.end]
        leaning = behind and behind[0].word in lexicon.clitics
        start, behind = (behind[0].end, behind[1:]) if leaning else (cue.end, behind)
        if not lexicon.adverb_endings or not behind or self.side is not Side.AFTER:
            return None
        word = behind[0].word
        little = word in lexicon.stopwords or word in lexicon.prepositions or word in lexicon.breaks
        beside = self.people.plain[start : behind[0].start] == " "
        spoken_to = word.endswith(lexicon.dative_endings)
        adverb = word in lexicon.verbs or word.endswith(lexicon.adverb_endings)
        if little or not beside or adverb or spoken_to:
            return None
        return self.found(Kind.UNNAMED, cue)

    def _nominal(self, cue: Cue) -> Finding | None:
        phrase = self.phrase_before(cue) or self.phrase_after(cue)
        if phrase is None and self.side is Side.BEFORE and not self.candidates(self.span.start, cue.start):
            opening = self.opening_phrase()
            phrase = opening if opening and opening.end <= cue.start else None
        if self.side is Side.AFTER and self.count(self.span.start, cue.start) == 0:
            phrase = self.phrase_after(cue)
        return self.found(Kind.NOMINAL, cue, phrase=phrase) if phrase else None
