"""Who speaks in a clause of a script without capitals, where a particle or the place in it shows the subject.

Knows one clause, never the rest of the article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from summarizer.models import Span
from summarizer.quotes.clause import Side
from summarizer.quotes.names import Mention
from summarizer.quotes.phrases import Phrases
from summarizer.quotes.words import Cue, Token


class Kind(StrEnum):
    """What stands in the speaker's place."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"  # "a spokesman for the chain"
    SILENT = "silent"  # a verb whose subject the language leaves out, or that we could not tell
    OUTLET = "outlet"  # only who carried the quotation is named
    ONWARD = "onward"  # "it goes on": whoever was quoted just above
    UNNAMED = "unnamed"  # "according to" something that we could not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer of one clause; `sex` is a pronoun's or the verb's where no name is, `phrase` a noun phrase, `latter`: the last named."""

    kind: Kind
    cue: str | None
    mention: Mention | None = None
    sex: str = ""
    phrase: Span | None = None
    pronoun_at: int = -1
    continuing: bool = False
    latter: bool = False


PLURAL: Final = "p"  # instead of a sex: several speak, so it is no one person
_TITLE_SIGNS: Final = 12  # signs of the titles between a name and the subject's particle
_QUOTING: Final = 3  # signs of the particle behind a quotation and its comma: 」と、
_FRONTED: Final = 7  # words of a subject before its verb
_NAME_REACH: Final = 120  # signs from an Arabic verb to the end of its subject


class Uncased(Phrases):
    """A clause whose names no capital betrays."""

    def found(
        self,
        kind: Kind,
        cue: Cue | None,
        *,
        mention: Mention | None = None,
        pronoun: Token | None = None,
        phrase: Span | None = None,
    ) -> Finding:
        """An answer with what its verb tells."""
        return Finding(
            kind=kind,
            cue=self.text[cue.start : cue.end] if cue else None,
            continuing=cue is not None
            and (cue.word in self.lexicon.continuing or cue.word in self.lexicon.participles),
            mention=mention,
            sex=self.lexicon.sex_of_pronoun(pronoun.word)
            if pronoun
            else self.agreement(cue)
            if kind in (Kind.SILENT, Kind.NOMINAL)
            else "",
            pronoun_at=pronoun.start if pronoun else -1,
            latter=pronoun is not None and pronoun.word in self.lexicon.latter,
            phrase=phrase,
        )

    def agreement(self, cue: Cue | None) -> str:
        """The sex, or the plural, that a verb tells of its subject: powiedziała, dijeron."""
        if cue is None or " " in cue.word:
            return ""
        endings = (
            (PLURAL, self.lexicon.plural_verbs),
            ("f", self.lexicon.feminine_verbs),
            ("m", self.lexicon.masculine_verbs),
        )
        return next((sex for sex, ends in endings if ends and cue.word.endswith(ends)), "")

    def marked(self) -> Finding | None:
        """Languages that mark the subject with a particle behind name and title."""
        cue = (self.cues[0] if self.side is Side.AFTER else self.cues[-1]) if self.cues else None
        end = self._subject_end()
        found = self.people.within(self.span.start, end)
        subjects = [m for m in found if self.people.is_subject(m) and not self.subordinate(m)]
        role = self._marked_role(end)
        taken = self._taken_up() or self._closing_name(found)
        if taken:
            return self.found(Kind.NAME, cue, mention=taken)
        if role and not (subjects and subjects[-1].end > min(role.start, role.end - _TITLE_SIGNS)):
            return self.found(Kind.NOMINAL, cue, phrase=role)
        if subjects:
            return self.found(Kind.NAME, cue, mention=subjects[-1])
        pronoun = self.unspaced_pronoun(self.span.start, self.span.end)
        if pronoun:
            return self.found(Kind.PRONOUN, cue, pronoun=pronoun)
        return self.found(Kind.SILENT, cue) if cue else None

    def subordinate(self, mention: Mention) -> bool:
        """Whether a clause about the person ends before the quotation: "on Kim's having joined, ..."."""
        if any(mark in word for mark in self.lexicon.topic_marks for word in self.people.tail(mention)):
            return False  # a topic holds for the whole sentence
        return self._leads_away(mention.end)

    def _leads_away(self, position: int) -> bool:
        """Whether what follows a subject here is a clause of its own; a topic's particle says that it is none."""
        rest = self.people.plain[position : self.span.end]
        if rest.startswith(self.lexicon.topic_marks):
            return False
        return self.side is Side.BEFORE and any(mark in rest for mark in self.lexicon.subordinate_marks)

    def _closing_name(self, found: Sequence[Mention]) -> Mention | None:
        """Who stands behind a quotation as all of its clause, without particle and verb: 」と浜口さん."""
        if self.side is Side.BEFORE or self.lexicon.spaced or not found:
            return None
        head = self.people.plain[self.span.start : found[0].start]
        rest = self.people.plain[found[-1].end : self.span.end]
        alone = len(found) == 1 and head.strip("、 ").startswith(self.lexicon.closing_words)
        return found[0] if alone and self.lexicon.is_title(rest.split("（")[0]) else None

    def _taken_up(self) -> Mention | None:
        """Whose words the quotation before this sentence was: “…” 강말순 씨의 말이다."""
        plain = self.people.plain
        marks = [mark for mark in self.lexicon.taken_up if mark.startswith(self.lexicon.object_marks)]
        if self.side is Side.BEFORE or not marks:
            return None
        at = max(plain.find(mark, self.span.start, self.span.end) for mark in marks)
        before = self.people.within(self.span.start, at) if at >= 0 else []
        return before[-1] if before and at - before[-1].end <= _TITLE_SIGNS else None

    def _subject_end(self) -> int:
        """Where a subject must have come: behind a quotation before the first verb, else somebody new does the next."""
        if self.side is Side.BEFORE:
            return self.span.end
        verb = next((cue for cue in self.cues if cue.word not in self.lexicon.closing_words), None)
        comma = self.people.plain.find("、", self.span.start + _QUOTING, self.span.end)
        shared = comma >= 0 and self.people.plain.endswith(self.lexicon.same_subject, 0, comma)
        ends = [verb.start] if verb and not shared else []
        return min([*ends, self.span.end, *([comma] if comma >= 0 and not shared else [])])

    def _marked_role(self, end: int) -> Span | None:
        """The last nameless person or body of people with the subject's particle: 元理事の男性 | は."""
        found = [
            match.span("role")
            for pattern in self.lexicon.roles
            for match in pattern.finditer(self.people.plain, self.span.start, end)
            if not self._leads_away(match.end())
        ]
        return Span(*max(found, key=lambda span: (span[1], -span[0]))) if found else None

    def fronted(self, cue: Cue) -> Finding | None:
        """A subject between what opens a sentence with it and its verb: لكن | مستشارا للوزير | كتب."""
        if not self.lexicon.subject_openers.exact or self.side is not Side.BEFORE:
            return None
        before = [word for word in self.words if word.end <= cue.start]
        opener = next(
            (n for n, w in reversed([*enumerate(before)]) if w.word in self.lexicon.subject_openers), -1
        )
        words = [word for word in before[opener + 1 :] if word.word not in self.lexicon.stopwords]
        if not words or len(words) > _FRONTED or any(word.word in self.lexicon.verbs for word in words):
            return None
        if opener < 0 and not self.is_human(words[:1]):
            return None
        phrase = Span(words[0].start, words[-1].end)
        named = [m for m in self.people.within(phrase.start, phrase.end) if m.person]
        if named:
            return self.found(Kind.NAME, cue, mention=named[0])
        human = self.is_human(words[:1]) or self.is_human([self._stem(words[0])])
        return self.found(Kind.NOMINAL if human else Kind.UNNAMED, cue, phrase=phrase if human else None)

    @staticmethod
    def _stem(word: Token) -> Token:
        """A noun without the ending of an object, which a subject has behind "but"."""
        return Token(word.start, word.end, word.word.removesuffix("ا"))

    def unread(self, cue: Cue) -> Finding | None:
        """A subject that we cannot read, right behind its verb."""
        behind = self.people.unread(cue.end, min(self.span.end, cue.end + _NAME_REACH))
        return self.found(Kind.UNNAMED, cue) if behind else None

    def _said_by(self, cue: Cue) -> Mention | None:
        """Whose saying a noun is: نقلت الوكالة عن | وزير الخارجية أحمد سالم | قوله."""
        froms = [word for word in self.words if word.word in self.lexicon.agents and word.end <= cue.start]
        for word in froms[-1:]:
            placed = self.people.behind(word.end, cue.start)
            known = self.people.within(word.end, cue.start)[-1:]
            return placed or (known[0] if known and known[0].person else None)
        return None

    def arabic(self, cue: Cue) -> Mention | None:
        """A name that nothing but its place betrays: behind the verb and the bearer's titles."""
        if cue.word in self.lexicon.sayings:
            return self._said_by(cue)
        return self.people.behind(cue.end, min(self.span.end, cue.end + _NAME_REACH))
