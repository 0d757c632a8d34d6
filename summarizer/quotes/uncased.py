"""Who speaks in a clause of a script without capitals, where a particle or the place in it shows the subject.

Knows one clause, never the rest of the article.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from summarizer.models import Span
from summarizer.quotes.clause import Side
from summarizer.quotes.names import Mention
from summarizer.quotes.phrases import Phrases
from summarizer.quotes.words import Cue, Token, tokens


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
_TO: Final = "ل"
_ADVERB: Final = "ا"  # ضاحكا: how something is said
_NAME_WORDS: Final = 3  # of an Arabic name behind its titles
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
            sex=self.lexicon.latter.get(pronoun.word) or self.lexicon.pronouns[pronoun.word]
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
        found = self.people.within(self.span.start, self.span.end)
        subjects = [m for m in found if self._has_mark(m) and not self.subordinate(m)]
        role = self._marked_role()
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
        if rest.startswith(self.lexicon.topic_marks or ("\0",)):
            return False
        return self.side is Side.BEFORE and any(mark in rest for mark in self.lexicon.subordinate_marks)

    def _marked_role(self) -> Span | None:
        """The last nameless person or body of people with the subject's particle: 元理事の男性 | は."""
        found = [
            match.span("role")
            for pattern in self.lexicon.roles
            for match in pattern.finditer(self.people.plain, self.span.start, self.span.end)
            if not self._leads_away(match.end())
        ]
        return Span(*max(found, key=lambda span: (span[1], -span[0]))) if found else None

    def _has_mark(self, mention: Mention) -> bool:
        marked = any(
            mark in word for word in self.people.tail(mention) for mark in self.lexicon.subject_marks
        )
        return marked and not self.people.is_object(mention)

    def _addressed(self, word: str) -> bool:
        """Whether a word is "to" and somebody, written together: لوزير الخارجية, لبايدن where بايدن is printed too."""
        rest = word[1:] if word.startswith(_TO) else ""
        known = self.lexicon.is_title(rest) or self.lexicon.is_person(rest) or rest.startswith(_TO)
        return bool(rest) and (known or f" {rest} " in self.people.plain)

    def _surname(self, word: str) -> bool:
        """Whether a lone word is a name: one with the article only where the article prints a first name before it."""
        prefix = self.lexicon.title_prefix
        if prefix and word.startswith(prefix):
            return word in self.people.surnames
        return not word.endswith(_ADVERB)

    def arabic(self, cue: Cue) -> Mention | None:
        """A name that nothing but its place betrays: behind the verb and the bearer's titles."""
        lexicon = self.lexicon
        kept: list[Token] = []
        titled, housed, end = False, False, cue.end
        for word in tokens(self.people.plain, cue.end, min(self.span.end, cue.end + _NAME_REACH), lexicon):
            gap = self.people.plain[end : word.start]
            end = word.end
            if word.word in lexicon.breaks or word.word in lexicon.stopwords or gap.strip():
                break
            if not kept and word.word in lexicon.clitics:
                continue
            if housed:  # رئيس نقابة أصحاب المخابز: the house ends with the word that has the article
                housed = not word.word.startswith(lexicon.title_prefix)
                continue
            if not kept and titled and word.word in lexicon.organisations:
                housed = True
                continue
            if not kept and (
                lexicon.is_title(word.word) or (titled and word.word.startswith(lexicon.title_prefix))
            ):
                titled = True
                continue
            if kept and self._addressed(word.word):
                break
            kept.append(word)
        kept = kept[:_NAME_WORDS] if kept and not kept[0].word.startswith(lexicon.title_prefix) else kept[:1]
        if kept and (kept[0].word in lexicon.verbs or (len(kept) == 1 and not self._surname(kept[0].word))):
            return None
        bare = kept[0].word.removeprefix(lexicon.title_prefix) if kept else ""
        if not kept or any(w in lexicon.organisations or lexicon.is_person(w) for w in (bare, kept[0].word)):
            return None
        start, end = kept[0].start, kept[-1].end
        return Mention(start=start, end=end, name=self.people.plain[start:end], title=None, person=True)
