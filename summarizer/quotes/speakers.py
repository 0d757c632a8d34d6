"""Who speaks each quotation of an article: from the clause beside it, from its neighbour, or from the sentence before.

Knows one article; each answer carries how sure it is, and where two persons fit nobody is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from summarizer.models import Certainty, Span
from summarizer.quotes.antecedents import Antecedents
from summarizer.quotes.clause import Side
from summarizer.quotes.echoes import echoes
from summarizer.quotes.interviews import Interviews
from summarizer.quotes.lexicon import Lexicon
from summarizer.quotes.marks import Piece
from summarizer.quotes.names import Mention
from summarizer.quotes.nouns import TAKEN_UP, Nouns
from summarizer.quotes.offices import Offices
from summarizer.quotes.speech import Setting, is_speech
from summarizer.quotes.surroundings import Surroundings
from summarizer.quotes.threads import Threads, carried_from
from summarizer.quotes.uncased import Finding, Kind
from summarizer.quotes.utterance import Utterance
from summarizer.quotes.words import LETTER, QUESTION_MARKS, sentence_end, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    speaker: str | None = None
    role: str | None = None
    certainty: Certainty = Certainty.NONE


_NOBODY: Final = _Answer()
_AGED: Final = regex.compile(r"\d{1,3}(?=-)")
_LATTER: Final = 500  # characters in which whom "the latter" means is named
_ASKED: Final = 2  # paragraphs from an answer up to the one before its question
_ANSWER: Final = 3  # paragraphs from one answer to the next; the first may run over two
_TURNS: Final = 3  # dashes with an attribution after which one without is speech as well, and no list's


class Reader:
    """Walks through the pieces of an article once, in order."""

    def __init__(self, text: str, blocks: Sequence[Span], pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.text, self.blocks, self.pieces, self.lexicon = text, blocks, pieces, lexicon
        self.around = Surroundings(text, blocks, pieces, lexicon)
        self.people = self.around.people
        self.offices = Offices(text, self.people)
        self.found: list[Utterance] = []
        self.antecedents = Antecedents(text, blocks, self.people, self.found)
        self.nouns = Nouns(text, blocks, self.people, self.antecedents)
        self.echoes = echoes(text, blocks, pieces)
        self.interviews = Interviews(text, blocks, pieces, self.people)
        self._guest: str | None = None
        self._answered = -_ANSWER - 1  # the last paragraph that answers a printed question
        self._turns = sum(piece.dashed and piece.clause is not None for piece in pieces)

    def utterances(self) -> list[Utterance]:
        """The pieces that are speech, in order, with their speakers."""
        for number in range(len(self.pieces)):
            utterance = self._utterance(number)
            if utterance:
                self.found.append(utterance)
        settled = Threads(self.blocks, self.pieces, self.people, self.echoes).settled(self.found)
        return [self._in_office(utterance) for utterance in settled]

    def _in_office(self, utterance: Utterance) -> Utterance:
        """The utterance with the office that the article gives its speaker elsewhere."""
        if utterance.speaker is None or utterance.role:
            return utterance
        return replace(utterance, role=self.offices.known(utterance.speaker))

    def _utterance(self, number: int) -> Utterance | None:
        piece = self.pieces[number]
        before, after = self.around.before(number), self.around.after(number)
        finding, side = self.around.finding(piece, before, after)
        answer = self._answer(number, finding, before, side)
        setting = Setting(
            words=self.around.lengths[number],
            quoted=piece.content.of(self.text),
            before=before.of(self.people.plain) if before.end == piece.outer.start else "",
            after=after.of(self.text),
            cued=finding is not None or self._coordinated(number),
            named=answer.speaker is not None or answer.role is not None,
            dashed=piece.dashed,
            follows_colon=self.around.ends_in_colon(before),
            goes_on=piece.goes_on or self._continues(number),
            halved=self._halved(number) or self._halved(number - 1),
            sentence=self._closes(piece),
            spoken_by_person=answer.speaker is not None or self.lexicon.is_person(answer.role or ""),
            turn=piece.dashed and (self._turns >= _TURNS or self.interviews.holds(number)),
        )
        if not self._shares(piece) and not is_speech(setting, self.lexicon):
            return None
        if number in self.echoes:
            return Utterance(piece=piece, words=self.around.lengths[number], echo=True)
        if answer is _NOBODY and finding is None:
            talk = self.interviews.holds(number)
            answer = self._interviewee(number) if talk else self._carried(number, before, setting)
        cue = finding.cue if finding else None
        return Utterance(
            piece=piece,
            words=self.around.lengths[number],
            speaker=answer.speaker,
            role=answer.role,
            cue=cue,
            certainty=answer.certainty if answer.speaker else Certainty.NONE,
            joins=self._joins(number, answer),
        )

    def _interviewee(self, number: int) -> _Answer:
        """The one person named above an interview gives its answers; who asks is nobody."""
        speaker = self.interviews.answering(number)
        return _Answer(speaker=speaker, certainty=Certainty.PRONOUN) if speaker else _NOBODY

    def _shares(self, piece: Piece) -> bool:
        """Whether the piece is a further part, however short, of a quotation that holds its attribution inside."""
        return piece.clause is not None and bool(self.found) and self.found[-1].piece.outer == piece.outer

    def _halved(self, number: int) -> bool:
        """Whether what a piece says goes on in the next one behind its attribution: "The bridge," he said, "is"."""
        if not 0 <= number < len(self.pieces) - 1:
            return False
        piece, following = self.pieces[number], self.pieces[number + 1]
        if piece.paragraph != following.paragraph:
            return False
        if piece.clause and piece.outer == following.outer:
            return True
        gap = self.text[piece.outer.end : following.outer.start]
        tied = self.text[piece.content.end - 1] in ",，" or gap[:1] in ",，"
        return tied and gap.rstrip().endswith(",") and self.text[following.content.start].islower()

    def _coordinated(self, number: int) -> bool:
        """Whether nothing but "and" stands between a piece and the quotation before it: "is sorry" and "will pay"."""
        last = self.found[-1] if self.found else None
        if last is None or number == 0 or last.piece is not self.pieces[number - 1] or last.piece.dashed:
            return False
        gap = Span(last.piece.outer.end, self.pieces[number].outer.start)
        words = tokens(self.text, gap.start, gap.end, self.lexicon)
        joins = (self.lexicon.conjunctions, self.lexicon.conjunctive, self.lexicon.prepositions)
        joined = bool(words) and words[0].word in self.lexicon.conjunctions
        return joined and last.cue is not None and all(any(w.word in some for some in joins) for w in words)

    def _closes(self, piece: Piece) -> bool:
        """Whether a stop, or the end of a paragraph with other words in it, follows the marks at once."""
        block = self.blocks[piece.paragraph]
        ends = not self.text[piece.outer.end : block.end].strip() and not piece.fills(block)
        return ends or self.text[piece.outer.end : piece.outer.end + 1] in ("。", "（")

    def _continues(self, number: int) -> bool:
        previous = self.pieces[number - 1] if number else None
        return bool(previous and previous.goes_on and previous.paragraph == self.pieces[number].paragraph - 1)

    def _answer(self, number: int, finding: Finding | None, before: Span, side: Side) -> _Answer:
        if finding is None or finding.kind in (Kind.OUTLET, Kind.UNNAMED):
            return _NOBODY
        if finding.kind is Kind.NAME and finding.mention:
            return self._named(finding.mention, Certainty.EXPLICIT)
        if finding.kind is Kind.ONWARD:
            return self._same_source(number, before)
        if finding.kind is Kind.NOMINAL and finding.phrase:
            return self._by_role(number, finding, before, side)
        if finding.kind is Kind.SILENT and not (
            self.lexicon.prodrop or finding.continuing or self.lexicon.subject_marks
        ):
            return _NOBODY
        return self._resolved(number, finding, before, side)

    def _is_body(self, mention: Mention) -> bool:
        """Whether a name is an authority's or a firm's, as a word of it tells: Norton Water Board."""
        words = mention.name.lower().split()
        return not mention.person and len(words) > 1 and any(map(self.lexicon.is_organisation, words))

    def _named(self, mention: Mention, certainty: Certainty) -> _Answer:
        if mention.house or self._is_body(mention):
            return _Answer(role=Span(mention.start, mention.end).of(self.text))
        return _Answer(
            speaker=self.people.canonical(mention.name), role=self.offices.of(mention), certainty=certainty
        )

    def _by_role(self, number: int, finding: Finding, before: Span, side: Side) -> _Answer:
        """A noun phrase stands for the one person introduced with its noun, or for whom the sentence before is about."""
        phrase = finding.phrase or before
        words = self.nouns.words_of(phrase)
        owner = self.nouns.owner(phrase)
        printed = self.text[owner.start if owner else phrase.start : phrase.end]
        if (
            owner
            or self.nouns.introduced(words, phrase)
            or self.nouns.takes_up_nobody(self.pieces[number], words, phrase.start)
        ):
            return _Answer(role=printed)
        aged = next((age[0] for word in words if (age := _AGED.match(word))), None)
        if aged:
            return self._by_age(number, aged, replace(finding, pronoun_at=phrase.start), before, side)
        sex = self.lexicon.sex_of_phrase(words[:TAKEN_UP]) or finding.sex
        bearing = self.people.with_role(words[:4], phrase.start)
        fitting = {name for name in bearing if self.antecedents.fits(name, sex)} or bearing
        if len(fitting) == 1:
            return _Answer(speaker=next(iter(fitting)), role=printed, certainty=Certainty.PRONOUN)
        if self.nouns.is_definite(words, printed):
            only = self.nouns.only_person(self.pieces[number], sex, words, self._asker(finding, beside=True))
            if only and (not fitting or only in fitting):
                return _Answer(speaker=only, role=printed, certainty=Certainty.PRONOUN)
        if not fitting and self.nouns.is_anaphor(words):
            meant = self._resolved(number, replace(finding, pronoun_at=phrase.start, sex=sex), before, side)
            if meant.speaker:
                return replace(meant, role=printed, certainty=Certainty.PRONOUN)
        return _Answer(role=printed)

    def _by_age(self, number: int, age: str, finding: Finding, before: Span, side: Side) -> _Answer:
        """The 58-year-old: whose age is printed so, else whom "he" would mean, if neither has another age."""
        phrase = finding.phrase or before
        printed = phrase.of(self.text)
        known = self.people.ages.bearers(age)
        if known:
            name = next(iter(known)) if len(known) == 1 else None
            return _Answer(speaker=name, role=printed, certainty=Certainty.PRONOUN)
        if self.people.ages.printed(age, phrase.start):
            return _Answer(role=printed)  # somebody nameless, spoken of before
        meant = self._resolved(number, finding, before, side)
        if meant.speaker is None or self.people.ages.knows(meant.speaker):
            return _Answer(role=printed)
        self.people.ages.learn(meant.speaker, age)
        return replace(meant, role=printed, certainty=Certainty.PRONOUN)

    def _last(self) -> Utterance | None:
        """The last utterance with a place in the article."""
        return next((utterance for utterance in reversed(self.found) if not utterance.echo), None)

    def _previous(self, number: int) -> Utterance | None:
        """The utterance before this piece in its paragraph."""
        last = self.found[-1] if self.found else None
        return last if last and last.piece.paragraph == self.pieces[number].paragraph else None

    def _resolved(self, number: int, finding: Finding, before: Span, side: Side) -> _Answer:
        if finding.latter:
            return self._last_named(finding)
        if finding.kind is Kind.SILENT and finding.cue is None:
            before = Span(before.start, before.start)  # who is named in reported speech is only spoken of
        previous = self._previous(number)
        start = previous.piece.outer.end if previous else -1
        asker = self._asker(finding, beside=previous is not None and before.start >= before.end)
        if (
            previous
            and previous.speaker
            and previous.speaker not in asker
            and self.antecedents.fits(previous.speaker, finding.sex)
            and not self._newcomer(previous, before)
        ):
            return _Answer(speaker=previous.speaker, certainty=carried_from(previous))
        if (
            previous
            and start >= 0
            and previous.role
            and not previous.speaker
            and not self._newcomer(previous, before)
        ):
            return _Answer(role=previous.role)
        position = (
            finding.pronoun_at
            if side is Side.BEFORE and finding.pronoun_at >= 0
            else self.pieces[number].outer.start
        )
        subject = self.antecedents.subject_before(
            position, self.pieces[number].paragraph, finding.sex, others=asker, fresh=self._fresh(before)
        )
        self.antecedents.learn(subject, finding.sex)
        if subject:
            return _Answer(speaker=subject, certainty=Certainty.PRONOUN)
        nameless = self.antecedents.nameless
        return _Answer(role=nameless.of(self.text)) if nameless else self._last_role(number, before)

    def _last_named(self, finding: Finding) -> _Answer:
        """Whoever is named last before "the latter"."""
        low = max(0, finding.pronoun_at - _LATTER)
        for mention in reversed(self.people.within(low, finding.pronoun_at)):
            name = self.people.canonical(mention.name)
            if mention.person and self.antecedents.fits(name, finding.sex):
                return _Answer(speaker=name, certainty=Certainty.PRONOUN)
        return _NOBODY

    def _fresh(self, before: Span) -> bool:
        """Whether who spoke last may still be meant: where no capital shows a newcomer, if nothing stands between."""
        last = self._last()
        return self.lexicon.cased or (last is not None and not self._newcomer(last, before))

    def _asker(self, finding: Finding, *, beside: bool) -> tuple[str, ...]:
        """Who has just asked or is answered, and so does not speak now; `beside`: nothing stands between the two."""
        last = self._last()
        if last is None or last.speaker is None or finding.continuing:
            return ()
        answers = bool(finding.cue) and str(finding.cue).lower() in self.lexicon.answering
        asked = last.piece.content.of(self.text).rstrip().endswith(QUESTION_MARKS)
        named = last.certainty is Certainty.EXPLICIT and str(last.cue).lower() in self.lexicon.asking
        return (last.speaker,) if (answers and asked) or (asked and named) or (answers and beside) else ()

    def _same_source(self, number: int, before: Span) -> _Answer:
        """Whoever the words just above are from, if nobody else came up since."""
        last = self._last()
        if last is None or not 0 <= self.pieces[number].paragraph - last.piece.paragraph <= 1:
            return _NOBODY
        if self._newcomer(last, before):
            return _NOBODY
        return _Answer(
            speaker=last.speaker, role=None if last.speaker else last.role, certainty=Certainty.PRONOUN
        )

    def _last_role(self, number: int, before: Span) -> _Answer:
        """The nameless speaker of the quotation just above, if nobody else came up since."""
        last = self._last()
        near = last is not None and 0 <= self.pieces[number].paragraph - last.piece.paragraph <= 1
        if last is None or not near or last.speaker or not last.role or self._newcomer(last, before):
            return _NOBODY
        return _Answer(role=last.role)

    def _newcomer(self, previous: Utterance, before: Span) -> bool:
        """Whether another person became the subject between the last quotation and this one."""
        first = previous.piece.outer.end
        if (
            not self.text[first : before.end].lstrip()[:1].isupper()
        ):  # what goes on behind it is its attribution
            first = sentence_end(self.people.plain, first, before.end, self.lexicon)
        if not self.lexicon.cased and self._stranger(previous, Span(first, max(first, before.start))):
            return True
        return any(
            mention.person
            and not mention.possessive
            and not self.people.is_object(mention)
            and self.people.canonical(mention.name) != previous.speaker
            for mention in self.people.within(first, before.end)
        )

    def _carried(self, number: int, before: Span, setting: Setting) -> _Answer:
        """A quotation without its own attribution goes on with its neighbour's, or belongs to the sentence before."""
        previous = self._previous(number)
        unknown = previous is not None and previous.cue and not (previous.speaker or previous.role)
        announced = (
            setting.follows_colon and not setting.standalone
        )  # by whom we could not tell: "Unions to Macron:"
        if unknown or announced:
            return _NOBODY
        interviewed = self.interviews.interviewed(self.pieces[number])
        if interviewed:
            return _Answer(speaker=interviewed, certainty=Certainty.CARRIED)
        if previous and (previous.speaker or previous.role) and not self._newcomer(previous, before):
            return _Answer(
                speaker=previous.speaker,
                role=None if previous.speaker else previous.role,
                certainty=carried_from(previous),
            )
        if self._interviewed(number):
            return self._questioned(number)
        tied = (not setting.standalone or setting.comma) and not setting.dashed
        return _NOBODY if tied or self._unsigned(number, setting) else self._from_above(number, before)

    def _unsigned(self, number: int, setting: Setting) -> bool:
        """Whether a paragraph of its own is a pull quote."""
        return self._alone(number) and not (setting.stopped or setting.dashed)

    def _from_above(self, number: int, before: Span) -> _Answer:
        """A quotation without a word beside it belongs to whom the sentence before it is about."""
        piece = self.pieces[number]
        speaker = self.antecedents.subject_before(
            piece.outer.start, piece.paragraph, "", fresh=self._fresh(before)
        )
        if speaker is None:
            nameless = self.antecedents.nameless if self.lexicon.characters else None
            return _Answer(role=nameless.of(self.text)) if nameless else _NOBODY
        apart = self._alone(number) and speaker != self.antecedents.last_speaker(piece.paragraph, "")
        return _Answer(speaker=speaker, certainty=Certainty.PRONOUN if apart else Certainty.CARRIED)

    def _alone(self, number: int) -> bool:
        """Whether a piece is a paragraph of its own."""
        piece = self.pieces[number]
        return piece.fills(self.blocks[piece.paragraph])

    def _interviewed(self, number: int) -> bool:
        """Whether the paragraph above is an interviewer's, outside of marks, or a remark where answers stand around it."""
        above = self.blocks[max(0, self.pieces[number].paragraph - 1)]
        goes_on = self.pieces[number].paragraph - self._answered == _ASKED
        first = above.start < self.pieces[number].outer.start
        return self._alone(number) and first and (goes_on or self.people.asks(above))

    def _questioned(self, number: int) -> _Answer:
        """Whom a printed question is put to: who answered the last one, or the one person named right above the first."""
        paragraph = self.pieces[number].paragraph
        if paragraph - self._answered > _ANSWER:
            above = self.blocks[max(0, paragraph - _ASKED)]
            named = self.people.within(above.start, above.end)
            persons = {self.people.canonical(mention.name) for mention in named if mention.person}
            self._guest = next(iter(persons)) if len(persons) == 1 else None
        self._answered = paragraph
        speaker = self._guest
        return _Answer(speaker=speaker, certainty=Certainty.PRONOUN) if speaker else _NOBODY

    def _joins(self, number: int, answer: _Answer) -> bool:
        """Whether the piece and the one before it are one sentence that the attribution interrupts."""
        previous = self._previous(number)
        piece = self.pieces[number]
        if previous is None or number == 0 or self.pieces[number - 1] is not previous.piece:
            return False
        if piece.outer == previous.piece.outer:
            return True
        gap = self.people.plain[previous.piece.outer.end : piece.outer.start].strip()
        same = answer.speaker == previous.speaker and bool(answer.speaker or answer.role)
        return same and gap.endswith((",", "—", "–")) and self.text[piece.content.start].islower()

    def _stranger(self, previous: Utterance, between: Span) -> bool:
        """Whether somebody whom no capital shows may have come up: another role, or any sentence where nothing marks a subject."""
        if not self.lexicon.subject_marks:
            return LETTER.search(self.people.plain, between.start, between.end) is not None
        roles = (
            m["role"]
            for p in self.lexicon.roles
            for m in p.finditer(self.people.plain, between.start, between.end)
        )
        return any(role not in (previous.role or "") for role in roles)
