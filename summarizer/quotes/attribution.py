"""Who a clause beside a quotation says is speaking; knows one clause at a time, never the rest of the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.clause import ENDS_NOUN, Clause, Side
from summarizer.quotes.names import Mention
from summarizer.quotes.words import Cue, CueKind, Token, tokens


class Kind(StrEnum):
    """What stands in the speaker's place."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"  # "a spokesman for the chain"
    SILENT = "silent"  # a verb whose subject the language leaves out, or that we could not tell
    OUTLET = "outlet"  # only who carried the quotation is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer of one clause; `sex` belongs to a pronoun, `phrase` to a noun phrase."""

    kind: Kind
    cue: str | None
    mention: Mention | None = None
    sex: str = ""
    phrase: Span | None = None
    pronoun_at: int = -1
    continuing: bool = False


_REACH: Final = 14  # words from the quotation to its verb, and from the verb to its subject
_NEAR: Final = 9  # words from a verb to the subject behind it
_PRONOUN_REACH: Final = 3  # words between a pronoun and its verb ("he has since said")
_COLON: Final = regex.compile(r"[:：]\s*$")
_APPOSED: Final = regex.compile(r"\s*(?:,|\()")


class Report(Clause):
    """A clause that may report speech."""

    def finding(self) -> Finding | None:
        """Who speaks according to this clause, None when it reports nothing."""
        if self.lexicon.subject_marks:
            return self._marked()
        silent: Finding | None = None
        if self.side is Side.AFTER and self.words and self.words[0].word in self.lexicon.conjunctions:
            return None
        for cue in self._eligible():
            found = self._source(cue) if cue.kind is CueKind.SOURCE else self._verb(cue)
            if found and found.kind not in (Kind.SILENT, Kind.OUTLET):
                return found
            silent = silent or found
        if (
            silent is None
            and self.side is Side.BEFORE
            and _COLON.search(self.text, self.span.start, self.span.end)
        ):
            return self._colon()
        return silent

    def report(self) -> Finding | None:
        """Who speaks in a sentence without quotation: ", said X." or "X said." at its end."""
        tail = [
            cue
            for cue in self.cues
            if cue.kind is CueKind.VERB and self.count(cue.end, self.span.end) <= _REACH
        ][-1:]
        for cue in tail:
            if self._inverted(cue) or self.count(cue.end, self.span.end) <= 3:  # noqa: PLR2004 -- "X said Tuesday."
                found = self._verb(cue)
                return (
                    found
                    if found and found.kind is Kind.NAME and found.mention and found.mention.person
                    else None
                )
        return None

    def _eligible(self) -> list[Cue]:
        if self.side is Side.BEFORE:
            last = self.cues[-3:][::-1]
            follows = len(last) > 1 and (last[0].word in self.lexicon.participles or self.conjoined(last[0]))
            return [*last[1:], last[0]] if follows else last
        return [cue for cue in self.cues[:3] if self.count(self.span.start, cue.start) <= _REACH]

    def _found(
        self,
        kind: Kind,
        cue: Cue | None,
        *,
        mention: Mention | None = None,
        pronoun: Token | None = None,
        phrase: Span | None = None,
    ) -> Finding:
        return Finding(
            kind=kind,
            cue=self.text[cue.start : cue.end] if cue else None,
            continuing=cue is not None and cue.word in self.lexicon.continuing,
            mention=mention,
            sex=self.lexicon.pronouns[pronoun.word] if pronoun else "",
            pronoun_at=pronoun.start if pronoun else -1,
            phrase=phrase,
        )

    def _verb(self, cue: Cue) -> Finding | None:
        for step in (self._behind, self._ahead) if self._inverted(cue) else (self._ahead, self._behind):
            found = step(cue)
            if found:
                return found
        return self._nominal(cue) or self._outlet(cue) or self._found(Kind.SILENT, cue)

    def _inverted(self, cue: Cue) -> bool:
        """Whether the subject is to be sought behind the verb first: at the head of a clause, or in ", said X."."""
        if self.lexicon.bare_names or (
            self.side is Side.AFTER and self.count(self.span.start, cue.start) <= 1
        ):
            return True
        if not self.people.plain[self.span.start : cue.start].rstrip().endswith(","):
            return False
        close = [
            m for m in self.people.within(cue.end, self.span.end)[:1] if self.count(cue.end, m.start) <= _NEAR
        ]
        return (
            bool(close) and self.people.plain[close[0].end : close[0].end + 1] in (",", ".", "(", ";", "")
        ) or (bool(close) and close[0].end >= self.span.end)

    def _outlet(self, cue: Cue) -> Finding | None:
        near = self.people.within(self.span.start, self.span.end)
        return self._found(Kind.OUTLET, cue) if any(m.outlet and not self.governed(m) for m in near) else None

    def _ahead(self, cue: Cue) -> Finding | None:
        """The subject before the verb."""
        found = self.candidates(self.span.start, cue.start)
        pronoun = self.pronoun(self.span.start, cue.start, last=True)
        if (
            pronoun
            and self.count(pronoun.end, cue.start) <= _PRONOUN_REACH
            and not (found and found[-1].start > pronoun.start)
        ):
            return self._found(Kind.PRONOUN, cue, pronoun=pronoun)
        if not found:
            return None
        pick = self._subject(found, cue)
        if self.side is Side.AFTER and self.count(pick.end, cue.start) > 2 * _REACH:
            return None
        phrase = self.phrase_before(cue)
        if phrase and (
            (phrase.start >= pick.end and not self._apposed(pick, phrase))
            or (phrase.start < pick.start and not pick.person)
        ):
            return self._found(Kind.NOMINAL, cue, phrase=phrase)
        if not pick.person and self.count(pick.end, cue.start) > 2:  # noqa: PLR2004 -- a thing's name speaks only right beside its verb
            return None
        return self._found(Kind.NAME, cue, mention=pick)

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
            return self._found(Kind.PRONOUN, cue, pronoun=pronoun)
        if self.lexicon.bare_names:
            mention = self._arabic(cue)
            return self._found(Kind.NAME, cue, mention=mention) if mention else None
        for mention in self.candidates(cue.end, self.span.end)[:2]:
            if self._reaches(cue, mention):
                return self._found(Kind.NAME, cue, mention=mention)
        return None

    def _reaches(self, cue: Cue, mention: Mention) -> bool:
        """Whether only a noun phrase stands between a verb and the name behind it."""
        start = mention.title.start if mention.title else mention.start
        gap = self.people.plain[cue.end : start]
        words = [word.word for word in tokens(self.people.plain, cue.end, start, self.lexicon)]
        if len(words) > (_NEAR if self.side is Side.AFTER else 4) or any(sign in gap for sign in '.;:“”"«»'):
            return False
        if any(word in self.lexicon.verbs for word in words):
            return False
        described = gap.rstrip().endswith(",") and any(self.lexicon.is_title(word) for word in words)
        return described or not any(self._breaks(words, position) for position in range(len(words)))

    def _breaks(self, words: Sequence[str], position: int) -> bool:
        """Whether a little word ends the subject; a date ("w środę") or a conjunction within a title does not."""
        lexicon, word = self.lexicon, words[position]
        if word not in lexicon.breaks or (position == 0 and word in lexicon.articles):
            return False
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
        for mention in self.people.within(cue.end, self.span.end)[:2]:
            gap = self.people.plain[cue.end : mention.title.start if mention.title else mention.start]
            if mention.outlet:
                return self._found(Kind.OUTLET, cue)
            if (
                not mention.possessive
                and self.count(cue.end, mention.start) <= _NEAR - 2
                and not ENDS_NOUN.search(gap.rstrip(" ,"))
            ):
                usable = mention.person or self.may_be_name(mention)
                return self._found(Kind.NAME, cue, mention=mention) if usable else None
        pronoun = self.pronoun(cue.end, self.span.end, last=False)
        if pronoun and self.count(cue.end, pronoun.start) == 0:
            return self._found(Kind.PRONOUN, cue, pronoun=pronoun)
        phrase = self.phrase_after(cue)
        return self._found(Kind.NOMINAL, cue, phrase=phrase) if phrase else None

    def _colon(self) -> Finding | None:
        found = self.candidates(self.span.start, self.span.end)
        if not found:
            return None
        return Finding(kind=Kind.NAME, cue=None, mention=found[0])

    def _marked(self) -> Finding | None:
        """Languages that mark the subject with a particle behind name and title."""
        cue = (self.cues[0] if self.side is Side.AFTER else self.cues[-1]) if self.cues else None
        found = self.people.within(self.span.start, self.span.end)
        subjects = [m for m in found if self._has_mark(m)]
        if subjects:
            return self._found(Kind.NAME, cue, mention=subjects[-1])
        pronoun = self.unspaced_pronoun(self.span.start, self.span.end)
        if pronoun:
            return self._found(Kind.PRONOUN, cue, pronoun=pronoun)
        return self._found(Kind.SILENT, cue) if cue else None

    def _has_mark(self, mention: Mention) -> bool:
        tail = regex.split(r"[\s、。「」]", self.people.plain[mention.end : mention.end + 24].lstrip())
        near = [word[:12] for word in tail[: self.lexicon.subject_reach]]
        return any(mark in word for word in near for mark in self.lexicon.subject_marks)

    def _arabic(self, cue: Cue) -> Mention | None:
        """A name that nothing but its place betrays: behind the verb and the bearer's titles."""
        lexicon = self.lexicon
        kept: list[Token] = []
        titled = False
        for word in tokens(self.people.plain, cue.end, min(self.span.end, cue.end + 120), lexicon):
            gap = self.people.plain[kept[-1].end if kept else cue.end : word.start]
            if word.word in lexicon.breaks or word.word in lexicon.stopwords or gap.strip():
                break
            if not kept and (
                self.lexicon.is_title(word.word) or (titled and word.word.startswith(lexicon.title_prefix))
            ):
                titled = True
                continue
            kept.append(word)
        kept = kept[:3] if kept and not kept[0].word.startswith(lexicon.title_prefix) else kept[:1]
        if not kept or kept[0].word in lexicon.organisations:
            return None
        start, end = kept[0].start, kept[-1].end
        return Mention(start=start, end=end, name=self.people.plain[start:end], title=None, person=True)

    def _nominal(self, cue: Cue) -> Finding | None:
        phrase = self.phrase_before(cue) or self.phrase_after(cue)
        if self.side is Side.AFTER and self.count(self.span.start, cue.start) == 0:
            phrase = self.phrase_after(cue)
        return self._found(Kind.NOMINAL, cue, phrase=phrase) if phrase else None
