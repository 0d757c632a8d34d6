"""Whom "he", "she" or a verb without subject means: the subject of the sentence before, or who spoke last.

Knows the sentences before a place and the utterances read so far; where two persons fit it answers nobody.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from summarizer.models import Span
from summarizer.quotes.attribution import Report
from summarizer.quotes.clause import Side
from summarizer.quotes.people import People
from summarizer.quotes.uncased import PLURAL, Finding, Kind
from summarizer.quotes.utterance import Utterance
from summarizer.quotes.words import WINDOW, CueKind, sentence_start, tokens

_SENTENCES_BACK: Final = 5  # sentences without "he", which only goes on with the one before
_UNSURE_BACK: Final = 2  # where a sentence without a subject may only have one that no capital shows
_PRONOUNS_BACK: Final = 12  # sentences at all
_SUBJECT_WITHIN: Final = 12  # words from the beginning of a sentence to its subject
_UNSIGNED: Final = 12  # utterances without a speaker after which the last one is forgotten
_LONGEST_BLANK: Final = 6000  # characters that a quotation, blanked out, may leave between two sentences
_STOPS_AND_BLANKS: Final = ' \t\n\r\u00a0\u202f.!?…”"»“。！？'
_REMEMBERED: Final = 256  # sentences
_TITLED: Final = 60  # characters of titles and the name behind a noun
_STALE: Final = 4  # paragraphs after which the last speaker is no longer "he"


class Antecedents:
    """The persons of one article as those whom a pronoun can mean; `found` grows while the article is read."""

    def __init__(self, text: str, blocks: Sequence[Span], people: People, found: Sequence[Utterance]) -> None:
        self.text, self.blocks, self.people, self.found = text, blocks, people, found
        self.lexicon = people.lexicon
        self._learnt: dict[str, str] = {}
        self._clauses: dict[Span, Report] = {}
        self._place = -1
        self.nameless: Span | None = None  # whom the last answer nobody meant: "A neighbour came by"

    def learn(self, name: str | None, sex: str) -> None:
        """That a pronoun of this sex meant this person."""
        if name and sex in ("f", "m"):
            self._learnt.setdefault(name, sex)

    def fits(self, name: str, sex: str) -> bool:
        """Whether a person can be meant by a pronoun or verb of a sex, "" for any."""
        known = self.people.sex(name) or self._learnt.get(name, "")
        return sex != PLURAL and (not sex or not known or known == sex)

    def subject_before(
        self, position: int, paragraph: int, sex: str, *, others: Collection[str] = (), fresh: bool = True
    ) -> str | None:
        """The subject of the nearest sentence before a position that has one, None where two persons fit.

        `others` are persons who cannot be meant: who asked is not who answers. Without a subject it is who spoke
        last, if that is `fresh`.
        """
        low = self.blocks[max(0, paragraph - 2)].start
        self._place, self.nameless = position, None
        end = position
        left = _SENTENCES_BACK if self.lexicon.characters is None else _UNSURE_BACK
        for _ in range(_PRONOUNS_BACK):
            start = self._sentence(end, low)
            clause = self._clause(Span(start, end))
            if end == position:
                others = {*others, *self._objects(clause)}
            known = self._subjects(clause, sex)
            fitting = [name for name in known if name not in others]
            if fitting and end == position and clause.owned():
                fitting = []  # "Asked about her vote if Ruiz runs, she replied" means somebody known before
            if fitting:
                return self._one_of(fitting, paragraph, sex, others)
            if known and end != position:
                return self._other(clause, sex, others)
            unnamed = self._spoken(clause, sex) or self._bearer(clause, sex, whole=end != position)
            if unnamed and unnamed not in others:
                return unnamed
            if end != position and self._is_about_an_office(clause, sex):
                return self._in_office(clause.role, sex) if clause.role else None
            left -= not clause.pronoun_leads(end)
            if start <= low or not left:
                break
            end = self._retreat(start, low)
        last = self.last_speaker(paragraph, sex) if fresh else None
        return last if last not in others else None

    def _clause(self, span: Span) -> Report:
        """A sentence as a clause; neighbouring quotations look back over the same ones."""
        if span not in self._clauses:
            if len(self._clauses) >= _REMEMBERED:
                self._clauses.clear()
            self._clauses[span] = Report(self.text, self.people, span, Side.BEFORE)
        return self._clauses[span]

    def _objects(self, clause: Report) -> list[str]:
        """Who in the pronoun's own sentence is somebody else: "Asked by Ruiz, he said"."""
        return [
            self.people.canonical(mention.name)
            for mention in self.people.within(clause.span.start, clause.span.end)
            if mention.person and (mention.oblique or clause.governed(mention))
        ]

    def _other(self, clause: Report, sex: str, others: Collection[str]) -> str | None:
        """The one person in a sentence besides those who cannot be meant: "Ruiz asked Hale. He replied"."""
        names = {
            self.people.canonical(mention.name)
            for mention in self.people.within(clause.span.start, clause.span.end)
            if mention.person and not mention.possessive
        }
        left = [name for name in names if name not in others and self.fits(name, sex)]
        return left[0] if len(left) == 1 else None

    def _spoken(self, clause: Report, sex: str) -> str | None:
        """Whose word the sentence is that only says "“…,” said the 36-year-old"."""
        for utterance in self.found[-1:]:
            inside = clause.span.start <= utterance.piece.outer.start < clause.span.end
            if inside and utterance.speaker and utterance.role and self.fits(utterance.speaker, sex):
                return utterance.speaker
        return None

    def _bearer(self, clause: Report, sex: str, *, whole: bool) -> str | None:
        """The one person whose office opens a sentence, where nouns have no articles: "Mayor came late. “…,” he said"."""
        phrase = clause.opening_phrase() if whole and self.lexicon.article_free else None
        if phrase is None or phrase.start != clause.words[0].start:
            return None
        words = [word.word for word in tokens(self.people.plain, phrase.start, phrase.end, self.lexicon)]
        fitting = [n for n in self.people.with_role(words[:4], phrase.start) if self.fits(n, sex)]
        return fitting[0] if len(fitting) == 1 and not self._titles(phrase) else None

    def _nameless(self, clause: Report, sex: str) -> bool:
        """Whether a sentence is about somebody new without a name: "A neighbour came by. “…,” he said"."""
        phrase = clause.opening_phrase() or clause.fronted_phrase()
        if phrase is None or self._closes(clause.reported):
            return False
        if self.lexicon.characters:
            return True
        words = [word.word for word in tokens(self.people.plain, phrase.start, phrase.end, self.lexicon)]
        if self.lexicon.article_free:
            return self._new_without_article(clause, phrase, words, sex)
        if words[0] in self.lexicon.possessives:
            return True  # "Her husband is more hopeful"
        bearers = self.people.with_role(words[:4], phrase.start)
        definite = bool(self.lexicon.definite_endings) or self.lexicon.nouns_capitalised
        return words[0] in self.lexicon.indefinites or (definite and not bearers)

    def _new_without_article(self, clause: Report, phrase: Span, words: Sequence[str], sex: str) -> bool:
        """The same where nouns have no articles: by an office that nobody bears yet, of the sex that is asked for."""
        if self._cited(clause, phrase) or self._titles(phrase):
            return False
        told = next((known for word in words if (known := self.lexicon.sex_of(word))), "")
        taken_up = self.lexicon.is_anaphor(words[0]) and phrase.start == clause.words[0].start
        if taken_up or (sex and told and told != sex):
            return False
        return not self.people.with_role(words[:4], phrase.start)

    def _one_of(
        self, fitting: Sequence[str], paragraph: int, sex: str, others: Collection[str]
    ) -> str | None:
        """The only one who fits, or of several the one who spoke last."""
        if len(fitting) == 1:
            return fitting[0]
        last = self.last_speaker(paragraph, sex)
        return last if last in fitting and last not in others else None

    def _is_about_an_office(self, clause: Report, sex: str) -> bool:
        """Whether somebody without a name is a sentence's subject; `nameless` is then who has just come up in it."""
        if clause.role:
            return True
        nameless = self._nameless(clause, sex)
        if nameless:
            self.nameless = self._newly_introduced(clause)
        return nameless

    def _in_office(self, phrase: Span, sex: str) -> str | None:
        """The one person introduced with the office of who speaks in a sentence; else it is said to be nameless."""
        words = [word.word for word in tokens(self.people.plain, phrase.start, phrase.end, self.lexicon)]
        fitting = [name for name in self.people.with_role(words[:4], phrase.start) if self.fits(name, sex)]
        if len(fitting) == 1 and words[0] not in self.lexicon.indefinites:
            return fitting[0]
        self.nameless = phrase
        return None

    def _newly_introduced(self, clause: Report) -> Span | None:
        """The phrase of somebody nameless who has just come up; an office already spoken of is only in the way."""
        opening = clause.opening_phrase()
        first = clause.words[0].word if clause.words else ""
        new = (
            opening is None
            or first in self.lexicon.indefinites
            or first in self.lexicon.possessives
            or self.lexicon.article_free
        )
        return (opening or clause.fronted_phrase()) if new else None

    def _closes(self, report: Finding | None) -> bool:
        """Whether a pronoun with its verb closes a sentence of its words: "…, she said"."""
        if report is None or report.kind is not Kind.PRONOUN:
            return False
        return self.people.plain.endswith(", ", 0, report.pronoun_at)

    def _cited(self, clause: Report, phrase: Span) -> bool:
        """Whether somebody known is the sentence's source ahead of its subject: "According to him, the referees …"."""
        before = [word.word for word in clause.words if word.end <= phrase.start]
        his = any(
            word in self.lexicon.possessives and following in self.lexicon.prepositions
            for word, following in pairwise(before)
        )
        return his or any(c.kind is CueKind.SOURCE and c.start < phrase.start for c in clause.cues)

    def _titles(self, phrase: Span) -> bool:
        """Whether a noun phrase is the title of a name."""
        return any(
            m.title and m.title.start <= phrase.start < m.title.end
            for m in self.people.within(phrase.start, phrase.end + _TITLED)
        )

    def _sentence(self, end: int, low: int) -> int:
        low = max(low, end - WINDOW)
        line = max(self.people.plain.rfind(sign, low, end) for sign in "\n;") + 1
        return sentence_start(self.people.plain, max(low, line), end, self.lexicon)

    def _retreat(self, start: int, low: int) -> int:
        """The end of the sentence before `start`, its stop left out so that it is not found again."""
        low = max(low, start - _LONGEST_BLANK)
        return low + len(self.people.plain[low:start].rstrip(_STOPS_AND_BLANKS))

    def _subjects(self, clause: Report, sex: str) -> list[str]:
        """The persons who can be the subject of a sentence: the first, and whom "and" sets beside them."""
        report = clause.reported
        if self._closes(report):
            return []  # "A new boat is on its way, she said": she was named further above
        if report and report.kind is Kind.NAME and report.mention and report.mention.person:
            name = self.people.canonical(report.mention.name)
            return [name] if self.fits(name, sex) else []
        source = clause.source() if clause.side is Side.BEFORE and clause.span.end != self._place else None
        if source:
            name = self.people.canonical(source.name)
            return [name] if self.fits(name, sex) else []
        names: list[str] = []
        previous_end = -1
        subjects = clause.subjects(_SUBJECT_WITHIN)
        if subjects and clause.pronoun_leads(subjects[0].start):
            return []
        owner = clause.owner(subjects[0]) if subjects else None
        if owner:  # "Ruiz's son Leo" leaves open who is meant next
            return [self.people.canonical(owner.name), self.people.canonical(subjects[0].name)]
        for mention in subjects:
            joined = bool(names) and self._joined(previous_end, mention.start)
            name = self.people.canonical(mention.name)
            if (
                (not names or joined)
                and self.fits(name, sex)
                and name not in names
                and self.people.proven(name)
            ):
                names.append(name)
            previous_end = mention.end
        return names or self._by_office(clause, sex) or self._done_by(clause, sex)

    def _by_office(self, clause: Report, sex: str) -> list[str]:
        """Whom the office means that a sentence without a name is about: "The mayor shook her head."."""
        phrase = clause.opening_phrase() or clause.fronted_phrase()
        if phrase is None or self.people.within(phrase.start, phrase.end):
            return []
        words = [word.word for word in tokens(self.people.plain, phrase.start, phrase.end, self.lexicon)]
        if words[0] in self.lexicon.indefinites or clause.pronoun_leads(phrase.start):
            return []
        found = [name for name in self.people.with_role(words[:4], phrase.start) if self.fits(name, sex)]
        return found if len(found) == 1 else []

    def _done_by(self, clause: Report, sex: str) -> list[str]:
        """Who did what a sentence above tells in the passive."""
        doer = clause.doer() if clause.span.end != self._place else None
        name = self.people.canonical(doer.name) if doer else ""
        return [name] if name and self.fits(name, sex) else []

    def _joined(self, start: int, end: int) -> bool:
        """Whether nothing but "and", an article and titles stand between two names."""
        lexicon = self.lexicon
        gap = [word.word for word in tokens(self.people.plain, start, end, lexicon)]
        return any(word in lexicon.conjunctions for word in gap) and all(
            word in lexicon.conjunctions or word in lexicon.articles or lexicon.is_title(word) for word in gap
        )

    def last_speaker(self, paragraph: int, sex: str) -> str | None:
        """Who spoke last, if that is not long ago and it was nobody without a name."""
        for utterance in self.found[: -_UNSIGNED - 1 : -1]:
            if paragraph - utterance.piece.paragraph > _STALE:
                return None
            if utterance.echo:
                continue
            if utterance.speaker and not self.fits(utterance.speaker, sex):
                continue
            if utterance.speaker:
                return utterance.speaker
            if utterance.role:
                return None  # "he" is the nameless officer now
        return None
