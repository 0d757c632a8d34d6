"""How a sentence attributes what it says; knows one sentence and its language, of the article only how it writes a word."""

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from summarizer.models import Voice
from summarizer.voice.habits import Habits
from summarizer.voice.speaker import Speakers
from summarizer.voice.tokens import Sentence, Token

_OPENING: Final = 26  # words in which the subject of the sentence has its verb
_SAID_LEAST: Final = 0.4  # of the words stand behind the reporting verb that opens a sentence
_THAT: Final = 9  # words between a reporting verb and its "that" ("said on Monday in Paris that")
_SUBJECT: Final = 12  # words of a subject beside its verb in a closing attribution
_TAIL: Final = 18  # words of a closing attribution behind its verb
_TIME: Final = 7  # words behind the verb of ", X said in a statement on Monday"
_SOURCE: Final = 10  # words of the speaker behind "according to"
_LED: Final = 4  # words before the verb of "That was reported by …"
_SHORT: Final = 4  # words of a speaker that no comma ends: "Laut Polizei wurde der Mann …"
_LABEL: Final = regex.compile(r"(?P<name>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2})\s?:\s")
_ANSWER: Final = 12  # words in which somebody who answers speaks of himself
_BODY: Final = 2  # words that an attribution leaves of the sentence, at least


def voice(sentence: Sentence, habits: Habits | None, article: str) -> Voice:
    """Whose word a sentence is; `article` tells whether a capital is a name's or the sentence's."""
    if habits is None:
        return Voice.STATEMENT if sentence.quotation else Voice.OWN
    if habits.statement or habits.report:
        return _by_pattern(sentence, habits)
    relayed = _relayed(sentence.tokens, habits)
    found = set(_Reading(sentence, habits, article, relayed).voices()) if relayed else set()
    found = found or set(_Reading(sentence, habits, article, len(sentence.tokens)).voices())
    if Voice.REPORT in found:
        return Voice.REPORT
    return Voice.STATEMENT if found or sentence.quotation or sentence.spoken else Voice.OWN


def _relayed(tokens: Sequence[Token], habits: Habits) -> int:
    """Where an outlet names its own source, which is not whose word the sentence is; 0 if it does not."""
    for at in range(_BODY, len(tokens)):
        if any(_stands(phrase, tokens, at) for phrase in habits.relayed):
            return at
    return 0


def _stands(phrase: tuple[str, ...], tokens: Sequence[Token], at: int) -> bool:
    return phrase == tuple(token.word for token in tokens[at : at + len(phrase)])


def _by_pattern(sentence: Sentence, habits: Habits) -> Voice:
    told = sentence.told
    if any(pattern.search(told) for pattern in habits.own):
        return Voice.STATEMENT if sentence.quotation else Voice.OWN
    if any(pattern.search(told) for pattern in habits.report):
        return Voice.REPORT
    if sentence.quotation or any(pattern.search(told) for pattern in habits.statement):
        return Voice.STATEMENT
    return Voice.OWN


class _Reading:
    """One sentence read for attributions, each found one a voice."""

    def __init__(self, sentence: Sentence, habits: Habits, article: str, end: int) -> None:
        self.sentence, self.habits, self.tokens = sentence, habits, sentence.tokens[:end]
        self.speakers = Speakers(self.tokens, habits, article)

    def voices(self) -> Iterator[Voice]:
        if self._labelled() or self._leads_to_quotation():
            yield Voice.STATEMENT
        for at, token in enumerate(self.tokens):
            if self._is_verb(at):
                found = self._opening(at) or self._closing(at)
                if found and (found is Voice.REPORT or token.word in self.habits.verbs):
                    yield found
            found = self._source(at) or self._source_behind(at)
            if found:
                yield found

    def _is_verb(self, at: int) -> bool:
        token, habits = self.tokens[at], self.habits
        if token.word not in habits.verbs and token.word not in habits.relaying:
            return False
        if token.word in habits.present and at and self.tokens[at - 1].word in habits.modal:
            return False
        if any(_stands(phrase, self.tokens, at + 1) for phrase in habits.hearsay):
            return False
        return at == 0 or token.cut or not (token.printed[0].isupper() or self._passive(at))

    def _passive(self, at: int) -> bool:
        return any(token.word in self.habits.passive for token in self.tokens[max(0, at - 2) : at])

    # -- what a colon leads to: "Anna Delmas: I counted …", "The mayor called for patience: “…”"

    def _labelled(self) -> bool:
        """Whether a name stands before what its bearer says of himself, as in an interview."""
        label = _LABEL.match(self.sentence.text)
        if label is None or label["name"] in self.habits.outlets:
            return False
        words = {token.word for token in self.tokens[len(label["name"].split()) :][:_ANSWER]}
        return not self.habits.first.isdisjoint(words)

    def _leads_to_quotation(self) -> bool:
        """Whether somebody is named before a colon and the quotation that ends the sentence."""
        return self.sentence.led and self._subject(len(self.tokens)) is Voice.STATEMENT

    # -- "The minister said on Monday that …"

    def _opening(self, at: int) -> Voice | None:
        first = self._before(at)
        if not self._leads(at) or self._subordinate(first):
            return None
        if first == 0:
            return self._headless(at)
        subject = self._subject(first)
        if subject is not None or not self.habits.inverts or self.speakers.vetoed(0, first):
            return subject
        return self.speakers.who(at + 1, self._that(at) or at + 1)

    def _leads(self, at: int) -> bool:
        """Whether a verb stands near the head of its sentence and most of it is what was said."""
        said = len(self.tokens) - at - 1
        # An aside in front is no part of it: "In an interview with the paper, the minister said …".
        aside = self._parts(at)[-1][0] if at and self.tokens[0].word in self.habits.prepositions else 0
        return at <= _OPENING and said >= _SAID_LEAST * (len(self.tokens) - aside) and self._goes_on(at)

    def _subordinate(self, first: int) -> bool:
        """Whether the verb belongs to an aside: "When she said …", "Farmers who said …", "Der Mann, der sagte, …"."""
        if self.tokens[0].word in self.habits.subordinators:
            return True
        before = self.tokens[max(0, first - 1) : first]
        return any(
            token.word in self.habits.subordinators or (token.cut and token.word in self.habits.determiners)
            for token in before
        )

    def _subject(self, end: int) -> Voice | None:
        """Who stands before a verb: in the part that touches it, else in the sentence's first part."""
        parts = self._parts(end)
        for start, stop in (parts[-1], parts[0]) if len(parts) > 1 else parts:
            if self.speakers.vetoed(start, stop):
                return None
            found = self.speakers.who(start, stop)
            if found:
                return found
        return None

    def _headless(self, at: int) -> Voice | None:
        """A verb that opens its sentence: the subject follows, or the language does without ("Dijo que …")."""
        if self.habits.verb_last or not (self.habits.silent or self.habits.inverts):
            return None
        that = self._that(at)
        if that is None or self.speakers.vetoed(at + 1, that):
            return None
        return self.speakers.who(at + 1, that) or (Voice.STATEMENT if self.habits.silent else None)

    def _goes_on(self, at: int) -> bool:
        return self.tokens[at].word in self.habits.bare or self._that(at) is not None

    def _that(self, at: int) -> int | None:
        """Where what was said begins behind a verb, None if it does not."""
        for place in range(at + 1, min(at + _THAT, len(self.tokens))):
            if self.tokens[place].word in self.habits.that:
                return place
            if self.habits.colon and self._colon_before(place):
                return place
        return None

    def _colon_before(self, place: int) -> bool:
        return self.sentence.ends_open is None and self.tokens[place].cut and not self.tokens[place].closed

    # -- "…, the minister said on Monday."  "…, dijo el ministro."

    def _closing(self, at: int) -> Voice | None:
        first = self._before(at)
        behind = first > 0 or self.sentence.quoted_first
        if behind and self.tokens[first].closed and not self.habits.verb_last:
            found = self._inverted(first, at)
            if found:
                return found
        return self._led(first, at) or self._behind(first, at)

    def _led(self, first: int, at: int) -> Voice | None:
        """A short sentence that only names its source ("Об этом пишет «Коммерсантъ»")."""
        if first > _LED or not self.habits.inverts or len(self.tokens) - at > _TIME:
            return None
        found = self.speakers.who(at + 1, self._stop(at + 1, _SHORT))
        return found if found is Voice.REPORT else None

    def _behind(self, first: int, at: int) -> Voice | None:
        """The subject before its verb, at the end or between commas."""
        start = self._clause_start(first)
        if start is None:
            return None
        rest = len(self.tokens) - at - 1
        aside = rest > 0 and self.tokens[at + 1].closed and at - start <= _TIME
        if not (rest == 0 or aside or (rest <= _TIME and self._circumstances(at + 1, first))):
            return None
        opener = self.tokens[start].word
        if opener in self.habits.like:
            start += 1
        elif opener in self.habits.subordinators:
            return None
        enough = self._enough(start + rest)
        return self.speakers.who(start, first) if enough and not self.speakers.vetoed(start, first) else None

    def _clause_start(self, end: int) -> int | None:
        """Where the clause before a verb begins behind a comma or a quotation, None if nowhere near."""
        for start in range(end - 1, max(0, end - _SUBJECT - 1), -1):
            if self.tokens[start].closed:
                return start
        return 0 if end <= _SUBJECT and end > 0 and self.tokens[0].closed else None

    def _inverted(self, first: int, at: int) -> Voice | None:
        rest = len(self.tokens) - at - 1
        if (
            self.tokens[at].word in self.habits.addressing
            or rest > _TAIL
            or not self._enough(first)
            or self._that(at) is not None
        ):
            return None
        if rest == 0:
            return Voice.STATEMENT if self.habits.silent else None
        stop = self._stop(at + 1, _SUBJECT)
        return None if self.speakers.vetoed(at + 1, stop) else self.speakers.who(at + 1, stop)

    def _enough(self, end: int) -> bool:
        """Whether an attribution leaves anything that it could be about."""
        return end >= _BODY or self.sentence.quotation or self.sentence.quoted_first

    def _circumstances(self, start: int, first: int) -> bool:
        """Whether when, where and to whom follows a verb; behind a comma only what no subject begins with."""
        word = self.tokens[start].word
        if word in self.habits.prepositions or self.tokens[first].closed:
            return word in self.habits.prepositions
        return word not in self.habits.that and (
            self.tokens[start].printed[0].isupper() or self.speakers.speaks(start)
        )

    # -- "According to the minister, …"

    def _source(self, at: int) -> Voice | None:
        habits = self.habits
        if self.tokens[at].word not in habits.source_heads:
            return None
        for phrase in (*habits.sources, *habits.closing_sources):
            end = at + len(phrase)
            if tuple(token.word for token in self.tokens[at:end]) != phrase:
                continue
            return self._named_source(at, end, closing=phrase in habits.closing_sources)
        return None

    def _named_source(self, at: int, end: int, *, closing: bool) -> Voice | None:
        stop = self._stop(end, _SOURCE)
        last = len(self.tokens) - stop <= 1
        aside = self.habits.subordinators | self.habits.like
        if end < len(self.tokens) and self.tokens[end].word in aside:
            return None
        if closing and not (self.tokens[at].closed and last):
            return None
        if at <= 1:
            run_on = stop == len(self.tokens) or not self.tokens[stop].cut
            stop = min(stop, end + _SHORT) if run_on else stop
        elif not (last or self.tokens[at].cut) or (last and not self._enough(at)):
            return None
        return (
            None
            if self.speakers.vetoed(end, stop, relayed=True)
            else self.speakers.who(end, stop, relayed=True)
        )

    def _source_behind(self, at: int) -> Voice | None:
        """The speaker before a word that makes it a source: "der Polizei zufolge", "a rendőrség szerint"."""
        if self.tokens[at].word not in self.habits.sources_behind or at == 0:
            return None
        start = at - 1
        while start > 0 and not self.tokens[start].cut and at - start < _SOURCE // 2:
            start -= 1
        if self.speakers.vetoed(start, at, relayed=True) or not (
            start <= 1 or self.tokens[start].cut or at + 1 == len(self.tokens)
        ):
            return None
        return self.speakers.who(start, at, relayed=True)

    # -- windows

    def _before(self, at: int) -> int:
        """Where a verb begins with its auxiliaries and adverbs ("has also said")."""
        while at > 0 and not self.tokens[at].cut and self.tokens[at - 1].word in self.habits.auxiliaries:
            at -= 1
        return at

    def _stop(self, start: int, most: int) -> int:
        """Where the part of the sentence that begins at a word ends."""
        end = min(start + most, len(self.tokens))
        for at in range(start + 1, end):
            if self.tokens[at].cut and not (self.tokens[at].closed and self._named_in_marks(at)):
                return at
        return end

    def _named_in_marks(self, at: int) -> bool:
        """Whether marks around a name, no comma, stand before a word: газета «Коммерсантъ»."""
        return self.tokens[at].printed in self.habits.outlets

    def _parts(self, end: int) -> list[tuple[int, int]]:
        starts = [0, *(at for at in range(1, end) if self.tokens[at].cut)]
        return list(zip(starts, [*starts[1:], end], strict=True))
