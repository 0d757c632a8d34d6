"""Who a clause beside a quotation says is speaking; knows one clause at a time, never the rest of the article."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.clause import ENDS_NOUN, Side
from summarizer.quotes.colon import Colon
from summarizer.quotes.marks import trimmed
from summarizer.quotes.names import Mention
from summarizer.quotes.uncased import Finding, Kind
from summarizer.quotes.words import Cue, CueKind, Token, tokens

_REACH: Final = 14  # words from the quotation to its verb, and from the verb to its subject
_NEAR: Final = 9  # words from a verb to the subject behind it
_LONG_OFFICE: Final = 16  # words from a verb to the name behind an office that ends in a comma
_PRONOUN_REACH: Final = 3  # words between a pronoun and its verb ("he has since said")
_MARKED: Final = regex.compile(r"[“„«\"][^“”„«»\"\n.!?]{1,24}[”“»\"]")  # told “Ъ” | the director
_RELATIVE: Final = 9  # words of a relative clause up to its verb
_COMMA: Final = regex.compile(r"(?: \([^()]{1,24}\))?, ")
_APPOSED: Final = regex.compile(r"\s*(?:,|\()")


class Report(Colon):
    """A clause that may report speech."""

    def finding(self) -> Finding | None:
        """Who speaks according to this clause, None when it reports nothing."""
        if self.lexicon.characters or self.lexicon.subject_marks:
            return self.headed() if self.lexicon.characters else self.marked()
        goes_on = bool(self.words) and self.words[0].word in self.lexicon.conjunctions
        if self.side is Side.AFTER and goes_on:
            return None
        if self.announced():
            return self.colon()
        signed = self.signed() or self.asked_by()
        if signed:
            return Finding(kind=Kind.NAME, cue=None, mention=signed)
        nearest = self.cues[-1:] if self.side is Side.BEFORE else self.cues[:1]
        if nearest and self.negated(nearest[0]):
            return self.found(Kind.UNNAMED, nearest[0])
        return self._headed() or self._told_by_cue()

    def _headed(self) -> Finding | None:
        """An office that heads the last part of a clause before a colon: "Asked what Ruiz said, | the lawyer dodged:".

        Or one that heads the clause, with no more than a relative clause before its verb: "Il patron, che …, difende".
        """
        if not self.ends_in_colon() or self.lexicon.article_free or not self.lexicon.verb_first:
            return None
        if any(cue.kind is CueKind.SOURCE for cue in self.cues):
            return None
        last = self.people.plain.rfind(", ", self.span.start, self.span.end)
        part = [word for word in self.words if word.start > last >= 0]
        if not part or self.people.within(part[0].start, self.span.end):
            return None
        phrase = self._office(part) or (self._office(self.words) if self._is_relative(part) else None)
        return self.found(Kind.NOMINAL, None, phrase=phrase) if phrase else None

    def _office(self, words: Sequence[Token]) -> Span | None:
        """An article and a title, with which some words begin."""
        pair = words[:2]
        if len(words) <= len(pair) or pair[0].word not in self.lexicon.articles:
            return None
        return Span(pair[0].start, pair[1].end) if self.lexicon.is_title(pair[1].word) else None

    def _is_relative(self, part: Sequence[Token]) -> bool:
        """Whether the clause is an office, a relative clause and a last part that opens with a verb."""
        opening = self.words[2:3]
        comma = bool(opening) and self.people.plain[self.words[1].end : opening[0].start] == ", "
        return comma and opening[0].word in self.lexicon.breaks and part[0].word in self.lexicon.verbs

    def _told_by_cue(self) -> Finding | None:
        """Who speaks according to the first verb or source that tells; else what the first says without a name."""
        silent: Finding | None = None
        for cue in self._eligible() or self.placed():
            if cue.kind is CueKind.RESUMED:
                return replace(self.found(Kind.SILENT, cue), continuing=True)
            found = self._source(cue) if cue.kind is CueKind.SOURCE else self._verb(cue)
            if found and found.kind not in (Kind.SILENT, Kind.OUTLET, Kind.UNNAMED):
                return found
            silent = silent or found
            if self.impersonal(cue):
                return silent  # "a letter in which one reads" is not the word of whoever has it
        if silent is None and self.ends_in_colon():
            return self.colon() or self._passed_on()
        return silent or self._passed_on()

    def _passed_on(self) -> Finding | None:
        """More of what was said above, in the mood of reported speech: „…“, sagte er. Das Haus sei „viel zu teuer“."""
        if not any(word.word in self.lexicon.subjunctives for word in self.words):
            return None
        start = self.span.start if self.side is Side.BEFORE else -1
        return replace(self.found(Kind.SILENT, None), continuing=True, pronoun_at=start)

    @cached_property
    def role(self) -> Span | None:
        """The noun whose ending is its article and who speaks in a sentence without quotation: "Det siger direktøren"."""
        verbs = [cue for cue in self.cues if cue.kind is CueKind.VERB and self.lexicon.definite_endings]
        for cue in verbs[-1:]:
            found = self._verb(cue)
            if found and found.kind is Kind.NOMINAL and found.phrase and self.is_human(found.phrase):
                return found.phrase
        return None

    def source(self) -> Mention | None:
        """Whom a sentence names as its source: "According to Ruiz, the bridge is safe"."""
        for cue in self.cues:
            found = self._source(cue) if cue.kind is CueKind.SOURCE else None
            if found and found.kind is Kind.NAME and found.mention and found.mention.person:
                return found.mention
        return None

    @cached_property
    def reported(self) -> Finding | None:
        """Who speaks in a sentence without quotation: ", said X." or "X said." at its end."""
        if self.lexicon.characters:
            return None
        tail = [
            cue
            for cue in self.cues
            if cue.kind is CueKind.VERB and self.count(cue.end, self.span.end) <= _REACH
        ][-1:]
        for cue in tail:
            if self.passive(cue):
                return None
            if self._inverted(cue) or self.count(cue.end, self.span.end) <= 3:  # noqa: PLR2004 -- "X said Tuesday."
                return self._verb(cue)
        return None

    def _eligible(self) -> list[Cue]:
        if self.side is Side.BEFORE:
            last = [cue for cue in self.cues[-3:][::-1] if not self.fronted_infinitive(cue)]
            follows = len(last) > 1 and (last[0].word in self.lexicon.participles or self.conjoined(last[0]))
            return [*last[1:], last[0]] if follows else last
        reach = _REACH if self.lexicon.spaced else 2 * _REACH  # whole offices are written as one word
        return [cue for cue in self.cues[:3] if self.count(self.span.start, cue.start) <= reach]

    def _verb(self, cue: Cue) -> Finding | None:
        told = self.told(cue) or self._relative(cue) or self.fronted(cue)
        if told:
            return told
        for step in (self._behind, self._ahead) if self._inverted(cue) else (self._ahead, self._behind):
            found = step(cue)
            if found:
                return found
        return (
            self._nominal(cue)
            or self._outlet(cue)
            or self.late_subject(cue)
            or self.stranger(cue)
            or self._somebody_else(cue)
            or self.unread(cue)
            or self.found(Kind.SILENT, cue)
        )

    def _somebody_else(self, cue: Cue) -> Finding | None:
        """A name behind its article at the head of the clause, of what we do not know: "La Filca Nord, che …, parla di"."""
        if self.side is not Side.BEFORE or not self.lexicon.prodrop:
            return None
        for mention in self.people.within(self.span.start, cue.start)[:1]:
            before = [word for word in self.words if word.end <= mention.start]
            article = bool(before) and before[-1].word in self.lexicon.articles
            if article and not mention.possessive and not self.governed(mention):
                return self.found(Kind.NOMINAL, cue, phrase=Span(before[-1].start, mention.end))
        return None

    def _relative(self, cue: Cue) -> Finding | None:
        """The person whom a relative clause is about, whatever governs the name: "a reply to Sean Roe, who said"."""
        before = [word for word in self.words if word.end <= cue.start][-_RELATIVE:]
        who = next((word for word in reversed(before) if word.word in self.lexicon.relatives), None)
        if who is None or self.side is Side.AFTER or ENDS_NOUN.search(self.people.plain, who.end, cue.start):
            return None
        if self.pronoun(who.end, cue.start, last=False) or self.candidates(who.end, cue.start):
            return None
        for mention in self.people.within(self.span.start, who.start)[-1:]:
            if mention.person and _COMMA.fullmatch(self.people.plain, mention.end, who.start):
                return self.found(Kind.NAME, cue, mention=mention)
        return None

    def _inverted(self, cue: Cue) -> bool:
        """Whether the subject is to be sought behind the verb first: at the head of a clause, or in ", said X."."""
        ahead = self.count(self.span.start, cue.start)
        if self.lexicon.bare_names or (
            self.side is Side.AFTER
            and (ahead == 0 or (ahead == 1 and not self.candidates(self.span.start, cue.start)))
        ):
            return True
        before = self.people.plain[self.span.start : cue.start].rstrip()
        if not before.endswith(","):
            return False
        explained = self.people.within(self.span.start, cue.start)[-1:]
        if self.side is Side.AFTER and any(
            m.person
            and m.end == self.span.start + len(before) - 1
            and self.count(self.span.start, m.start) > 1
            for m in explained
        ):
            return False  # "the mate, Ferdinand Obuya, | testified"
        close = [
            m for m in self.people.within(cue.end, self.span.end)[:1] if self.count(cue.end, m.start) <= _NEAR
        ]
        return (
            bool(close) and self.people.plain[close[0].end : close[0].end + 1] in (",", ".", "(", ";", "")
        ) or (bool(close) and close[0].end >= self.span.end)

    def _outlet(self, cue: Cue) -> Finding | None:
        near = self.people.within(self.span.start, self.span.end)
        free = [
            m for m in near if m.outlet and not self.governed(m) and not self._subordinate(cue.end, m.start)
        ]
        author = (
            free[-1] if free and self.side is Side.BEFORE and cue.word not in self.lexicon.quoting else None
        )
        if author and author.end <= cue.start and self.count(author.end, cue.start) == 0:
            return self.found(Kind.NOMINAL, cue, phrase=Span(author.start, author.end))
        return self.found(Kind.OUTLET, cue) if free else None

    def _subordinate(self, start: int, end: int) -> bool:
        """Whether another clause begins in a window: "said in a statement | which Reuters has seen"."""
        return any(
            w.word in self.lexicon.conjunctive for w in self.words if start <= w.start and w.end <= end
        )

    def _ahead(self, cue: Cue) -> Finding | None:
        """The subject before the verb."""
        behind = self.object_first(cue)
        if behind:
            return self.found(Kind.NAME, cue, mention=behind)
        last = min(self.last_clause(), cue.start)
        free = self.candidates(last, cue.start) or self.candidates(self.span.start, cue.start)
        found = self.agreeing(free, cue)
        pronoun = self.pronoun(self.span.start, cue.start, last=True)
        if (
            pronoun
            and (self.count(pronoun.end, cue.start) <= _PRONOUN_REACH or pronoun.word in self.lexicon.latter)
            and not (found and found[-1].start > pronoun.start)
        ):
            return self.found(Kind.PRONOUN, cue, pronoun=pronoun)
        if not found:
            return None
        return self._picked(self._subject(found, cue), cue)

    def _picked(self, pick: Mention, cue: Cue) -> Finding | None:
        """The name before a verb, or the noun phrase that stands closer to the verb; None where both are too far."""
        if self.side is Side.AFTER and self.count(pick.end, cue.start) > 2 * _REACH:
            return None
        phrase = self.phrase_before(cue)
        if phrase and (
            (phrase.start >= pick.end and not self._apposed(pick, phrase))
            or (phrase.start < pick.start and not pick.person)
        ):
            return self.found(Kind.NOMINAL, cue, phrase=phrase)
        near = pick.person or self.count(pick.end, cue.start) <= 2  # noqa: PLR2004 -- a thing's name speaks only right beside its verb
        return self.found(Kind.NAME, cue, mention=pick) if near else None

    def _apposed(self, mention: Mention, phrase: Span) -> bool:
        """Whether the noun phrase only explains the name: "Fry, the mayor said"... is rare, "Fry, the mayor, said" usual."""
        return (
            bool(_APPOSED.match(self.people.plain, mention.end))
            and self.people.plain[phrase.end : phrase.end + 1] == ","
        )

    def _subject(self, found: Sequence[Mention], cue: Cue) -> Mention:
        """Which of several names before a verb: the first, when the rest stands in its apposition or shares its verbs."""
        first, last = found[0], found[-1]
        shared = cue.word in self.lexicon.participles or self.conjoined(cue)
        if first is last or shared:
            return first
        between = self.people.plain[first.end : cue.start]
        if _APPOSED.match(between) and between.rstrip().endswith((",", ")")):
            return first
        relative = [word.word for word in tokens(self.people.plain, first.end, last.start, self.lexicon)[:1]]
        if between.startswith(",") and relative and relative[0] in self.lexicon.breaks:
            return first
        return last

    def _behind(self, cue: Cue) -> Finding | None:
        """The subject behind the verb: said X."""
        if cue.word in self.lexicon.addressees and not (
            self.side is Side.AFTER and self.count(self.span.start, cue.start) == 0
        ):
            return None
        pronoun = self.pronoun(cue.end, self.span.end, last=False)
        if (
            pronoun
            and self.count(cue.end, pronoun.start) <= 1
            and not self.people.plain[cue.end : pronoun.start].strip(" -’'t\u00a0")
        ):
            return self.found(Kind.PRONOUN, cue, pronoun=pronoun)
        if self.lexicon.bare_names:
            mention = self.arabic(cue)
            return self.found(Kind.NAME, cue, mention=mention) if mention else None
        behind = self.agreeing(self.candidates(cue.end, self.span.end), cue)
        for number, mention in enumerate(behind[:2]):
            near = mention.person or self.count(cue.end, (mention.title or mention).start) <= 2  # noqa: PLR2004 -- as ahead
            if near and self._reaches(cue, mention):
                named = self._office_of(mention, behind[number + 1 : number + 2])
                return self.found(Kind.NAME, cue, mention=named or mention)
        closing = self._closing(cue, behind)
        return self.found(Kind.NAME, cue, mention=closing) if closing else None

    def _office_of(self, mention: Mention, following: Sequence[Mention]) -> Mention | None:
        """Who holds an office that a country's name only describes: Oberrabbiner Israels, | Yona Metz."""
        lone = mention.title is not None and " " not in mention.name
        for other in following:
            beside = self.people.plain[mention.end : (other.title or other).start].strip() == ","
            if (
                lone
                and beside
                and other.person
                and " " in other.name
                and self.people.canonical(mention.name) == mention.name
            ):
                return other
        return None

    def _closing(self, cue: Cue, behind: Sequence[Mention]) -> Mention | None:
        """The person who ends the clause, the only one in it or in office: said after the match in Brno | Jan Novák."""
        if (
            not self.lexicon.verb_first
            or self.side is not Side.AFTER
            or self.count(self.span.start, cue.start) > 1
        ):
            return None
        persons = [mention for mention in behind if mention.person]
        mention = persons[-1] if persons else self._behind_place(cue)
        if mention is None:
            return None
        gap = self.people.plain[cue.end : mention.start]
        words = tokens(self.people.plain, cue.end, mention.start, self.lexicon)
        ends = mention.end >= self.span.end or self.people.plain[mention.end : mention.end + 2].lstrip()[
            :1
        ] in tuple(",.;(:")
        verbs = any(
            word.word in self.lexicon.verbs or word.word in self.lexicon.conjunctive for word in words
        )
        if not ends or verbs or any(sign in gap for sign in ';:“”"«»'):
            return None
        earlier = [word for word in words if len(persons) > 1 and word.start >= persons[-2].end]
        in_office = any(self.lexicon.is_title(word.word) for word in earlier)
        return mention if in_office or (len(persons) <= 1 and not any(sign in gap for sign in ",.")) else None

    def _behind_place(self, cue: Cue) -> Mention | None:
        """A name that one run of capitals joins to the place before it: na Kavkaze | Boris Jelcin."""
        if not self.lexicon.article_free:
            return None
        for mention in self.people.within(cue.end, self.span.end)[-1:]:
            words = mention.name.split()
            if len(words) > 2 and mention.person and self.governed(mention):  # noqa: PLR2004 -- a place and a full name
                name = " ".join(words[1:])
                return replace(mention, start=mention.end - len(name), name=name, title=None)
        return None

    def _reaches(self, cue: Cue, mention: Mention) -> bool:
        """Whether only a noun phrase stands between a verb and the name behind it."""
        start = mention.title.start if mention.title else mention.start
        gap = _MARKED.sub("", self.people.plain[cue.end : start])
        words = [word.word for word in tokens(self.people.plain, cue.end, start, self.lexicon)]
        described = gap.rstrip().endswith(",") and any(self.lexicon.is_title(word) for word in words)
        most = (
            (_LONG_OFFICE if described and gap.count(",") == 1 else _NEAR) if self.side is Side.AFTER else 4
        )
        if len(words) > most or any(sign in gap for sign in '.;:“”"«»'):
            return False
        if any(word in self.lexicon.verbs for word in words) or self._taken_by_participle(words):
            return False
        if self.side is Side.BEFORE and self.lexicon.article_free and not self._office_between(words):
            return False
        return described or not any(self._breaks(words, position) for position in range(len(words)))

    def _taken_by_participle(self, words: Sequence[str]) -> bool:
        """Whether the name is what somebody nameless does something to: "a lawyer representing | Lang"."""
        endings = self.lexicon.participle_endings
        person = next(
            (
                n
                for n, word in enumerate(words)
                if self.lexicon.is_title(word) or self.lexicon.is_person(word)
            ),
            None,
        )
        if person is None:
            return False
        return any(word.endswith(endings) and not self.lexicon.is_title(word) for word in words[person + 1 :])

    def _office_between(self, words: Sequence[str]) -> bool:
        """Whether nothing or an office stands between verb and name: not "explains by the policy of X"."""
        return not words or any(self.lexicon.is_title(word) or self.lexicon.is_person(word) for word in words)

    def _breaks(self, words: Sequence[str], position: int) -> bool:
        """Whether a little word ends the subject; a date ("w środę") or a conjunction within a title does not."""
        lexicon, word = self.lexicon, words[position]
        if word not in lexicon.breaks or (position == 0 and word in lexicon.articles):
            return False
        if position == 0 and lexicon.article_free and word in lexicon.conjunctions:
            return False  # "возражает и глава": also the head
        titled = any(self.lexicon.is_title(other) for other in words[:position])
        if titled and (word in lexicon.prepositions or word in lexicon.conjunctions):
            return False
        following = words[position + 1] if position + 1 < len(words) else ""
        return not (word in lexicon.circumstances and following in lexicon.stopwords)

    def _source(self, cue: Cue) -> Finding | None:
        if cue.word in self.lexicon.sources_behind and not (
            self.side is Side.AFTER and self.count(self.span.start, cue.start) == 0
        ):
            return None
        if self.lexicon.verb_final:
            return self._postposed(cue)
        for mention in self.people.within(cue.end, self.span.end)[:2]:
            gap = self.people.plain[cue.end : mention.title.start if mention.title else mention.start]
            if mention.outlet:
                return self.found(Kind.OUTLET, cue)
            if (
                not mention.possessive
                and not self._of_somebody(gap)
                and self.count(cue.end, mention.start) <= _NEAR - 2
                and not ENDS_NOUN.search(gap.rstrip(" ,"))
            ):
                usable = mention.person or self.may_be_name(mention)
                if usable:
                    return self.found(Kind.NAME, cue, mention=mention)
                break
        return self._unnamed_source(cue)

    def _unnamed_source(self, cue: Cue) -> Finding:
        """A source that is a pronoun, has a possessive or is a noun: "according to him"."""
        pronoun = self.pronoun(cue.end, self.span.end, last=False)
        if pronoun and self.count(cue.end, pronoun.start) == 0:
            return self.found(Kind.PRONOUN, cue, pronoun=pronoun)
        his = self._his(cue)
        if his:
            return replace(self.found(Kind.PRONOUN, cue), pronoun_at=his.start)
        phrase = self.phrase_after(cue)
        kind = Kind.NOMINAL if phrase else Kind.UNNAMED
        return self.found(kind, cue, phrase=self.to_noun(phrase) if phrase else None)

    def _his(self, cue: Cue) -> Token | None:
        """The possessive beside a source that makes it somebody known: "по его словам", "jego zdaniem"."""
        beside = [w for w in self.words if w.end == cue.start - 1 or w.start == cue.end + 1]
        found = [w for w in beside if w.word in self.lexicon.possessives]
        return found[0] if found and self.lexicon.article_free else None

    def _of_somebody(self, gap: str) -> bool:
        """Whether the source is only near the person named: "according to an aide of", « selon un proche d’ »."""
        words = [word.word for word in tokens(gap, 0, len(gap), self.lexicon)]
        near = bool(words) and (gap.endswith(("’", "'")) or words[-1] in self.lexicon.prepositions)
        person = any(self.lexicon.is_title(word) or self.lexicon.is_person(word) for word in words)
        return near and (words[0] in self.lexicon.indefinites or person)

    def _postposed(self, cue: Cue) -> Finding | None:
        """The person before a phrase that follows its noun: Ayşe Kaya'ya göre."""
        for mention in self.people.within(self.span.start, cue.start)[-1:]:
            if mention.person and self.count(mention.end, cue.start) == 0:
                return self.found(Kind.NAME, cue, mention=mention)
        body = Span(self.span.start, cue.start)
        written = cue.word != cue.word.split()[0] and self.count(body.start, body.end) > 0
        if written and self.is_human(body):  # "… Başkanlığından | yapılan açıklamada"
            return self.found(Kind.NOMINAL, cue, phrase=trimmed(self.people.plain, body.start, body.end))
        return None
