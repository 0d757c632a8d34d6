"""Who speaks in a clause that marks its subject by nothing but its place: at the head, before its verb.

For languages without spaces, capitals and particles. Knows one clause, never the rest of the article.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.characters import Characters
from summarizer.quotes.clause import Side
from summarizer.quotes.names import Mention
from summarizer.quotes.uncased import Finding, Kind, Uncased
from summarizer.quotes.words import Cue, CueKind, Token

_COLONS: Final = ("：", ":")
_ANNOUNCING: Final = (*_COLONS, "，", ",")
_STOPS: Final = regex.compile(r"[，,；;：:。！？!?\n]")
_BACK: Final = 5  # parts of a sentence between a verb and its subject
_BEHIND_VERB: Final = 3  # signs
_REACH: Final = 60  # signs from a quotation to the verb behind it
_NOUNS: Final = 4  # of them before a name
_SHORTEST: Final = 2  # signs of a noun that is not listed
_UNKNOWN: Final = 12  # … at most
_LONGEST: Final = 40  # signs of a noun phrase
_PARAGRAPH: Final = 3000  # signs from the head of a paragraph to the mark that closes its first quotation
_OPENING: Final = ' \u3000\u00a0“”"‘’「」『』（(—'
_OF: Final = "的"
_AT: Final = ("在", "从", "從", "当", "當", "据", "據", "被", "因", "自", "按", "经", "經", "于", "於", "以")
_SOURCE: Final = ("据", "據")
_ITS: Final = "其"
_OTHERS: Final = "其吉"  # 其他, 吉他: no pronoun
_BEHIND_PRONOUN: Final = ("们", "們", "人", "乡", "鄉", "国", "國", "方", "日", "山", "的")


class _As(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    ROLE = "role"
    REPORTER = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What stands at the head of a part of the sentence; `start` is where its phrase begins, `end` where it ends."""

    kind: _As
    start: int
    end: int
    mention: Mention | None = None
    word: str = ""


class Headed(Uncased):
    """A clause of a language whose subject stands at its head."""

    @property
    def _lists(self) -> Characters:
        lists = self.lexicon.characters
        if lists is None:
            raise TypeError("this language's clauses are read otherwise")
        return lists

    def headed(self) -> Finding | None:
        """Who speaks according to this clause."""
        cue = self._cue()
        if cue:
            subject = self._subject_of(cue)
            if subject:
                return self._as_finding(subject, cue)
            return self.found(Kind.SILENT, cue)
        if self.side is Side.BEFORE and self._announces():
            subject = self.lead
            return self._as_finding(subject, None) if subject and not self._written(subject) else None
        return self._beat() if self.side is Side.AFTER else None

    @cached_property
    def lead(self) -> _Subject | None:
        """The subject of the sentence: the first of its parts has one; a noun that says nothing stands back for a name."""
        found = (self._head_of(start, end) for start, end in self._parts()[: _BACK + 1])
        subjects = [subject for subject in found if subject]
        silent = bool(subjects) and subjects[0].kind is _As.ROLE and not self.cues
        known = (one for one in subjects if silent and one.kind in (_As.NAME, _As.PRONOUN))
        return next(known, subjects[0] if subjects else None)

    def subjects(self, within: int) -> list[Mention]:
        """The person whom the sentence is about, by its place."""
        if self.lexicon.characters is None:
            return super().subjects(within)
        subject = self.lead
        if subject and subject.kind is _As.REPORTER:
            asked = [m for m in self.people.within(self.span.start, self.span.end) if not m.outlet]
            return asked if len(asked) == 1 else []
        return [subject.mention] if subject and subject.mention else []

    def governed(self, mention: Mention) -> bool:
        """Whether a preposition or verb takes a name; whom a reporter asks is who speaks next all the same."""
        if self.lexicon.characters is None:
            return super().governed(mention)
        subject = self.lead
        asked = subject is not None and subject.kind is _As.REPORTER
        return not asked and self._spoken_of((mention.title or mention).start, self.span.start)

    def opening_phrase(self) -> Span | None:
        """The noun phrase whom the sentence is about, by its place."""
        if self.lexicon.characters is None:
            return super().opening_phrase()
        subject = self.lead
        if subject is None or subject.kind is not _As.ROLE:
            return None
        known = self.people.plain.startswith(tuple(self.lexicon.pronouns), subject.start)
        return None if known else Span(subject.start, subject.end)

    def pronoun_leads(self, before: int) -> bool:
        """Whether a pronoun is the subject."""
        if self.lexicon.characters is None:
            return super().pronoun_leads(before)
        subject = self.lead
        return subject is not None and subject.kind is _As.PRONOUN

    def _as_finding(self, subject: _Subject, cue: Cue | None) -> Finding:
        if subject.kind is _As.REPORTER:
            return self.found(Kind.UNNAMED, cue)
        if subject.kind is _As.NAME:
            return self.found(Kind.NAME, cue, mention=subject.mention)
        if subject.kind is _As.PRONOUN:
            return self.found(Kind.PRONOUN, cue, pronoun=Token(subject.start, subject.end, subject.word))
        return self.found(Kind.NOMINAL, cue, phrase=Span(subject.start, subject.end))

    # Verbs

    def _cue(self) -> Cue | None:
        """The verb nearest to the quotation, or what makes somebody's view of the sentence ("in her eyes")."""
        verbs = [cue for cue in self.cues if cue.kind is CueKind.VERB] + self._views()
        if self.side is Side.BEFORE:
            return max(verbs, key=lambda cue: cue.start, default=None)
        near = [cue for cue in verbs if cue.start - self.span.start <= _REACH]
        cue = min(near, key=lambda cue: cue.start, default=None)
        if cue is None or self._alone():
            return cue
        return cue if self._closed(cue) else None

    def _announces(self) -> bool:
        """Whether the clause ends in a colon or comma."""
        return self.text.endswith(_ANNOUNCING, self.span.start, self.span.end)

    def _closed(self, cue: Cue) -> bool:
        """Whether little follows a verb in its part: 法官提醒她保持安静 tells of somebody else than who just spoke."""
        end = next(end for _, end in self._parts() if cue.start < end)
        if self.people.plain.startswith(_COLONS, end):
            return False  # it announces the quotation behind it
        return (
            end - cue.end <= _BEHIND_VERB or self._lists.reporters.before(self.people.plain, end, cue.end) > 0
        )

    def _views(self) -> list[Cue]:
        """Parts such as 在他看来, at their last word."""
        found = []
        for start, end in self._parts():
            length = self._lists.viewing.before(self.people.plain, end, start)
            if length and self.people.plain.startswith("在", start):
                word = self.people.plain[end - length : end]
                found.append(Cue(end - length, end, word, CueKind.VERB))
        return found

    def _written(self, subject: _Subject) -> bool:
        """Whether the words announced stand on a thing: 牌子上写着."""
        rest = self.people.plain[max(subject.start, self._parts()[-1][0]) : self.span.end]
        return any(word in rest for word in self.lexicon.writings.exact)

    # Parts of the sentence

    def _parts(self) -> list[tuple[int, int]]:
        """Where the parts between commas begin and end."""
        parts, start = [], self.span.start
        for stop in _STOPS.finditer(self.people.plain, self.span.start, self.span.end):
            parts.append((start, stop.start()))
            start = stop.end()
        parts.append((start, self.span.end))
        return [(a, b) for a, b in parts if self.people.plain[a:b].strip(_OPENING)]

    def _subject_of(self, cue: Cue) -> _Subject | None:
        """The subject of a verb: in its own part of the sentence, else in the nearest part before it that has one."""
        before = [(start, min(end, cue.start)) for start, end in self._parts() if start <= cue.start]
        for start, end in before[: -_BACK - 1 : -1]:
            subject = self._head_of(start, end)
            if subject:
                return subject
            if start == before[-1][0] and (unknown := self._unknown(start, end)):
                return unknown
        behind = [(start, end) for start, end in self._parts() if start > cue.start][:1]
        fronted = len(before) == 1 and not self._plain(before[0][0], cue.start)
        return self._head_of(*behind[0]) if fronted and behind else None

    def _unknown(self, start: int, end: int) -> _Subject | None:
        """A noun right before its verb that is not listed but ends like one about people: 公诉人."""
        head = self._skipped(start, end)
        short = _SHORTEST <= end - head <= _UNKNOWN
        ends = self._lists.person_endings.before(self.people.plain, end)
        alone = not self._spoken_of(end, head) and not self.people.plain.startswith(_AT, head)
        return _Subject(kind=_As.ROLE, start=head, end=end) if short and ends and alone else None

    def _head_of(self, start: int, end: int) -> _Subject | None:
        """The person, pronoun or noun phrase that heads one part of a sentence."""
        items = sorted(
            [*self._named(start, end), *self._pronouns(start, end), *self._nouns(start, end)],
            key=lambda item: (item.end, item.start),
        )
        for number, item in enumerate(items):
            later = items[number + 1 :]
            if item.kind is _As.ROLE and any(self._is_named(item, other) for other in later[:_NOUNS]):
                continue
            heads = item.kind is not _As.ROLE and not self._plain(start, item.start)
            if heads or not any(self._described(other) for other in later):
                return item
        return None

    def _is_named(self, item: _Subject, other: _Subject) -> bool:
        """Whether a noun only belongs to what a name's bearer is called: 全国家长团体联盟理事长 | 彭淑燕."""
        plain, lists = self.people.plain, self._lists
        if other.kind is not _As.NAME or _STOPS.search(plain, item.end, other.start):
            return False
        place = item.end
        while place < other.start:
            noun = lists.nouns.at(plain, place, other.start)
            little = lists.prepositions.at(plain, place, other.start) or lists.reporting.at(
                plain, place, other.start
            )
            if not noun and (little or lists.followers.at(plain, place, other.start) > 1):
                return False
            place += noun or 1
        return True

    def _plain(self, start: int, end: int) -> str:
        """What stands between two places besides the little words that open a sentence."""
        return self.people.plain[self._skipped(start, end) : end].strip(_OPENING)

    def _skipped(self, start: int, end: int) -> int:
        """Where a part of a sentence begins behind "but", "yesterday", "also"."""
        plain, lists = self.people.plain, self._lists
        while start < end:
            step = lists.circumstances.at(plain, start, end)
            step = step or plain[start] in _OPENING
            if not step:
                break
            start += int(step)
        return start

    def _described(self, item: _Subject) -> bool:
        """Whether the words before only describe it: …工作的 | 王强."""
        return self.people.plain.endswith(_OF, 0, item.start) or (
            item.kind is _As.ROLE and (_OF in self.people.plain[item.start : item.end])
        )

    def _named(self, start: int, end: int) -> list[_Subject]:
        found = []
        for mention in self.people.within(start, end):
            head = (mention.title or mention).start
            if mention.outlet:
                found.append(_Subject(kind=_As.REPORTER, start=head, end=mention.end))
            elif not (self._spoken_of(head, start) or self._owner(mention)):
                kin = self._lists.kin.at(self.people.plain, mention.end, end)
                if kin:
                    found.append(_Subject(kind=_As.ROLE, start=mention.start, end=mention.end + kin))
                else:
                    found.append(_Subject(kind=_As.NAME, start=head, end=mention.end, mention=mention))
        return found

    def _owner(self, mention: Mention) -> bool:
        """Whether something of somebody's follows, unless it is the words."""
        plain = self.people.plain
        return plain.startswith(_OF, mention.end) and not self._lists.speech_nouns.at(plain, mention.end)

    def _spoken_of(self, head: int, start: int) -> bool:
        """Whether a preposition or a verb takes what begins at a place as its object; "according to" names who speaks."""
        plain, lists = self.people.plain, self._lists
        length = lists.prepositions.before(plain, head, start)
        if length > 1 or (length and not lists.no_names.around(plain, head - 1)):
            return True
        opening = self._skipped(start, head)
        first = lists.fronted.at(plain, opening, head)
        return bool(first) and _OF not in plain[opening:head] and plain[opening] not in _SOURCE

    def _pronouns(self, start: int, end: int) -> list[_Subject]:
        plain, found = self.people.plain, []
        for word in self.lexicon.pronouns:
            at = plain.find(word, start, end)
            while at >= 0:
                last = at + len(word)
                stranger = plain[at - 1 : at] in tuple(_OTHERS) or plain.startswith(_BEHIND_PRONOUN, last)
                stranger |= word == _ITS and not plain.startswith(_SOURCE, at - 1)
                if not stranger and not self._spoken_of(at, start):
                    found.append(_Subject(kind=_As.PRONOUN, start=at, end=last, word=word))
                at = plain.find(word, last, end)
        return found

    def _nouns(self, start: int, end: int) -> list[_Subject]:
        """The noun phrases about people that end before a verb, an adverb or a sign."""
        plain, lists = self.people.plain, self._lists
        found, place = [], start
        taken = {m.end for m in self.people.within(start, end)} | {
            place
            for m in self.people.within(start, end)
            for place in range((m.title or m).start + 1, m.end + 1)
        }
        while place < end:
            length = lists.nouns.at(plain, place, end)
            last = place + length
            if not length or last in taken or place in taken or lists.no_persons.around(plain, last - 1):
                place += max(1, length)
                continue
            person = lists.persons.at(plain, place, end) == length
            if self._closes_phrase(last, end, person=person):
                found += self._phrase(start, place, last)
            place = last
        return found

    def _closes_phrase(self, last: int, end: int, *, person: bool) -> bool:
        """Whether a noun phrase can end here: a body's before a verb, an adverb, a sign or somebody's words."""
        plain, lists = self.people.plain, self._lists
        if last >= end:
            return not plain.startswith(_OF, last) or bool(lists.speech_nouns.at(plain, last))
        if plain.startswith(_OF, last):
            return bool(lists.speech_nouns.at(plain, last))
        known = lists.verbs.at(plain, last) or lists.followers.at(plain, last)
        joined = plain[last] in "、和与與及之兼" or lists.nouns.at(plain, last, end)
        described = lists.indefinites.at(plain, last, end) > 1
        return not joined and not described and (person or bool(known) or not plain[last].isalpha())

    def _phrase(self, start: int, noun: int, last: int) -> list[_Subject]:
        """The noun phrase that ends in a noun, unless it is an object or a place."""
        plain, lists = self.people.plain, self._lists
        head = max(self._skipped(start, noun), last - _LONGEST)
        if lists.reporters.before(plain, last, noun):
            return [] if self._spoken_of(noun, start) else [_Subject(kind=_As.REPORTER, start=noun, end=last)]
        fronted = lists.fronted.at(plain, head, noun)
        opening = fronted or plain.startswith(_AT, head)
        if fronted > 1 and (last >= self.span.end or _STOPS.match(plain, last)):
            return []  # 面对上门的干部，…
        viewed = bool(lists.viewing.at(plain, last)) or plain.startswith(_SOURCE, head)
        if viewed:
            head = min(noun, head + 1)
        elif (opening and _OF not in plain[head:noun]) or self._spoken_of(noun, head):
            return []
        return [_Subject(kind=_As.ROLE, start=head, end=last)]

    # No verb at all

    def _alone(self) -> bool:
        """Whether the quotation before the clause opens its paragraph, or nothing before it there names anybody."""
        plain, end = self.people.plain, self.span.start
        line = plain.rfind("\n", max(0, end - _PARAGRAPH), end) + 1
        if end - line > _PARAGRAPH:
            return False
        known = any(plain.find(word, line, end) >= 0 for word in self.lexicon.pronouns)
        return not (known or self.people.within(line, end))

    def _beat(self) -> Finding | None:
        """Who does something right behind a quotation that opens its paragraph: “…！”老人伸出两根手指."""
        if not self._alone():
            return None
        for start, end in self._parts()[:2]:
            subject = self._head_of(start, end)
            if subject:
                return self._as_finding(subject, None) if self._acts(start, subject) else None
        return None

    def _acts(self, start: int, subject: _Subject) -> bool:
        """Whether nothing stands before a subject that could take it for its object."""
        lists, plain = self._lists, self.people.plain
        listed = [
            words.at(plain, place, subject.start)
            for place in range(self._skipped(start, subject.start), subject.start)
            for words in (lists.reporting, lists.prepositions)
        ]
        return self._described(subject) or not any(listed)
