"""Names in a script without spaces or capitals: by surname, by what stands before and behind, by being printed again.

Knows one article's own words and the lists of its language, not whose names they are. One walk over the text gathers what
speaks for every run of signs that may be a name, a second one finds the names that were proven anywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import regex

from summarizer.quotes.characters import IDEOGRAPH, POINT, Characters

_SIGN: Final = regex.compile(IDEOGRAPH)
_AGE: Final = regex.compile(r"[，,（(][^，。,（(）)\n]{0,3}?\d{1,3}[岁歲]|[（(]")
_LATIN: Final = regex.compile(r"(?<![A-Za-z])阿?[A-Z][a-z]{1,20}(?: [A-Z][A-Za-z’'-]{1,20}){0,3}(?![A-Za-z])")
_DOTTED: Final = regex.compile(
    rf"{IDEOGRAPH}{{1,8}}(?:[{POINT}](?:[A-Z]\.?[{POINT}]?)?{IDEOGRAPH}{{1,8}}){{1,4}}"
)
_PART: Final = 4  # signs of a foreign name's first part where no sound tells
_LONGEST: Final = 4  # signs of a name without surname
_PAUSE: Final = regex.compile(r"[^\w ]")
_CLAUSE: Final = 24  # signs of a clause that ends in its verb
# How strongly a neighbour shows that a name begins or ends beside it.
_PROVES: Final = 7  # a title, a verb of speech, an age
_WORD: Final = 6  # a word of two signs that follows subjects
_SPEAKS: Final = 5  # a word of one sign, and a verb of speech further on
_EDGE: Final = 4  # a sign, or a word of one sign that may be part of a name as well
_HINT: Final = 2  # "and", "by", "of"
_SHORTEST_RUN: Final = 3  # signs of a foreign name that no title shows
_TITLE_WITHIN: Final = 4  # signs at the head of a foreign name that may be its title's end
_MOST_NAMES: Final = 2000
_OFTEN: Final = 3  # prints that show a name by themselves


class Found(NamedTuple):
    """A name where it is printed: `name` is its fullest form, `title` where its titles begin."""

    start: int
    end: int
    name: str
    title: int
    reporter: bool


@dataclass(slots=True)
class _Evidence:
    """The best that speaks for a run of signs, from one of its places."""

    left: int = 0
    right: int = 0
    tails: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)

    def add(self, left: int, right: int) -> None:
        """Keep what one place shows, if it is more."""
        if min(left, right) > min(self.left, self.right) or (left + right > self.left + self.right):
            self.left, self.right = left, right

    def printed(self, head: str, tail: str) -> None:
        """Note what stands beside one print."""
        if len(self.tails) < _OFTEN:
            self.tails.add(tail)
        if len(self.heads) < _OFTEN:
            self.heads.add(head)


class Surnames:
    """The names of one article in its own words, `plain`."""

    def __init__(self, plain: str, lists: Characters) -> None:
        self.plain, self.lists = plain, lists
        self._times: Counter[str] = Counter()
        self._evidence: dict[str, _Evidence] = defaultdict(_Evidence)
        self._open: list[tuple[str, str, int]] = []

    def __iter__(self) -> Iterator[Found]:
        """The names in order, none inside another."""
        dotted, foreign = self._foreign_names()
        dotted |= self._latin_names() | self._strangers()
        proven = self._proven() | foreign | {part for name in dotted for part in _parts(name)}
        names = {name for name in proven if len(name) > 1}
        end, reporter = -1, False
        for found in sorted(self._printed(names, dotted), key=lambda one: (one.start, -one.end)):
            if found.start < end:
                continue
            joined = reporter and self.plain[end : found.start].strip("、 \u3000") == ""
            end, reporter = found.end, found.reporter or joined
            yield found._replace(reporter=reporter)

    # What stands beside a run of signs

    def _left(self, start: int) -> int:
        """How strongly what stands before a place shows that a name may begin there."""
        if start == 0 or not self.plain[start - 1].isalnum():
            return _EDGE
        if self.lists.persons.before(self.plain, start) > 1 or self.lists.introducing.before(
            self.plain, start
        ):
            return _PROVES
        if not _SIGN.match(self.plain, start - 1):
            return _EDGE
        length = self.lists.leading.before(self.plain, start)
        if length > 1 or self.lists.person_endings.before(self.plain, start):
            return _EDGE
        return _HINT if length else 0

    def _right(self, end: int) -> int:
        """How strongly what stands behind a place shows that a name may end there."""
        plain, lists = self.plain, self.lists
        if end >= len(plain) or not _SIGN.match(plain, end):
            return _PROVES if _AGE.match(plain, end) else _EDGE
        if lists.verbs.at(plain, end) or lists.titles_behind.at(plain, end) > 1:
            return _PROVES
        follows = lists.followers.at(plain, end)
        if follows > 1:
            return _WORD
        if follows and self._speaks(end):
            return _SPEAKS
        return _EDGE if follows or lists.nouns.at(plain, end) else 0

    def _speaks(self, end: int) -> bool:
        """Whether the words from a place to the next sign end in a verb of speech: 李敏 | 对王建国说."""
        stop = _PAUSE.search(self.plain, end, end + _CLAUSE)
        return stop is not None and self.lists.verbs.before(self.plain, stop.start(), end) > 0

    def _ends_name(self, sign: str) -> bool:
        """Whether a sign can be part of a name at all: an ideograph that is no little word."""
        lists = self.lists
        little = sign in lists.followers.words or sign in lists.verbs.words
        little = little or sign in lists.no_given.words
        return bool(_SIGN.match(sign)) and (sign in lists.given or not little)

    def _begins_word(self, position: int) -> bool:
        """Whether a verb, an office or an adverb begins behind a surname: so it is none, or stands alone."""
        plain, lists = self.plain, self.lists
        listed = (lists.verbs, lists.followers, lists.titles_behind, lists.nouns)
        return any(words.at(plain, position) > 1 for words in listed)

    # Surnames with one or two signs behind them

    def _proven(self) -> set[str]:
        """The names that their neighbours or their number prove."""
        for match in self.lists.initials.finditer(self.plain):
            start = match.start()
            length = self.lists.surnames.at(self.plain, start)
            if length and not self._in_word(start):
                self._weigh(start, start + length)
        for short, long, left in self._open:
            again = long[-1] in self.lists.given or len(self._evidence[long].tails) > 1
            best = long if self._times[long] == self._times[short] and again else short
            self._evidence[best].add(left, 0)
        names = {name for name, evidence in self._evidence.items() if self._holds(name, evidence)}
        return {name for name in names if not self._overlong(name, names)}

    def _in_word(self, start: int) -> bool:
        """Whether a sign that may be a surname is part of a word, a noun or a longer foreign name."""
        lists = self.lists
        foreign = lists.foreign.match(self.plain, start)
        return (
            lists.no_names.around(self.plain, start)
            or lists.nouns.around(self.plain, start)
            or (foreign is not None and foreign.end() - start > _SHORTEST_RUN)
        )

    def _weigh(self, start: int, given: int) -> None:
        """Take down what one place says about a surname and the signs behind it."""
        plain = self.plain
        if not self._ends_name(plain[given : given + 1]) or self._begins_word(given):
            return
        short, long = plain[start : given + 1], plain[start : given + 2]
        self._times[short] += 1
        left, right = self._left(start), self._right(given + 1)
        head = plain[max(0, start - 1) : start]
        longer = self._right(given + 2) if self._ends_name(plain[given + 1 : given + 2]) else -1
        self._evidence[short].printed(head, plain[given + 1 : given + 2])
        if longer >= 0:
            self._times[long] += 1
            self._evidence[long].printed(head, plain[given + 2 : given + 3])
        if longer < 0 or (right > longer and (right > _SPEAKS or not longer)):
            self._evidence[short].add(left, right)
        elif longer:
            self._evidence[long].add(left, longer)
        elif left and len(self._open) < _MOST_NAMES:
            self._open.append((short, long, left))

    def _holds(self, name: str, evidence: _Evidence) -> bool:
        """Whether a run of signs is a name by the best of its places, or by being printed between ever other words."""
        surname = self.lists.surnames.at(name, 0)
        given = name[surname:]
        likely = all(sign in self.lists.given for sign in given)
        whole = len(given) > 1
        left, right = evidence.left, evidence.right
        varied = len(evidence.tails) > 1
        speaks = right in (_SPEAKS, _PROVES)
        if surname == 1 and name[0] in self.lists.doubtful.words and (left < _PROVES or right < _EDGE):
            return left >= _EDGE and (varied or likely) and (speaks or (varied and likely and right >= _EDGE))
        if left == _PROVES:
            return right >= _EDGE or (whole and (likely or varied))
        if speaks:
            return left >= _EDGE or (likely and (whole or left > 0))
        if right >= _EDGE and likely and ((left and whole) or (left >= _EDGE and varied)):
            return True
        return whole and (
            (likely and right >= _WORD) or (varied and len(evidence.heads) > 1 and (likely or left >= _EDGE))
        )

    def _overlong(self, name: str, names: set[str]) -> bool:
        """Whether a name took in the first sign of a word, once, that the article prints often without it."""
        return self._times[name] == 1 and self._times[name[:-1]] > 1 and name[:-1] in names

    # Names in foreign sounds

    def _foreign_names(self) -> tuple[set[str], set[str]]:
        """Names with a point between their parts, and those without one that title or verb show."""
        dotted = {self._dotted(*match.span()) for match in _DOTTED.finditer(self.plain)}
        plain: dict[str, int] = {}
        for match in self.lists.foreign.finditer(self.plain):
            self._sounding(self._foreign_start(*match.span()), match.end(), plain)
        return dotted, {name for name, times in plain.items() if times > 1}

    def _dotted(self, start: int, end: int) -> str:
        """A name with points, cut from the words that it is written together with."""
        first = min(at for point in POINT if (at := self.plain.find(point, start, end)) >= 0)
        last = max(self.plain.rfind(point, start, end) for point in POINT)
        sounds = self.lists.foreign
        head = first
        while head > start and sounds.match(self.plain, head - 1, head):
            head -= 1
        head = self._foreign_start(head, first)
        titled = (p for p in range(first - 1, start - 1, -1) if self.lists.persons.before(self.plain, p))
        head = next(titled, start if self._left(start) == _EDGE and first - start <= _PART else head)
        run = sounds.match(self.plain, last + 1, end) or sounds.match(self.plain, last + 2, end)
        tail = run.end() if run else last + 2
        ends = [place for place in range(last + 2, end + 1) if self._right(place) >= _EDGE]
        sure = [place for place in ends if self._right(place) >= _WORD and place <= tail]
        if sure and self._right(tail) < _WORD:
            tail = max(sure)
        elif self._right(tail) < _EDGE and tail < last + _SHORTEST_RUN:
            tail = min((place for place in ends if place > tail), default=tail)
        return self.plain[head:tail]

    def _foreign_start(self, start: int, end: int) -> int:
        """Where a foreign name begins behind the title whose last signs look foreign too: 总 | 理 | 默克尔."""
        for place in range(min(start + _TITLE_WITHIN, end - 1), start, -1):
            if self.lists.persons.before(self.plain, place):
                return place
        return start

    def _sounding(self, start: int, end: int, names: dict[str, int]) -> None:
        """Note a name without points where it is proven: once by a verb or title, else as often as it is printed."""
        if end - start < 2 or self.lists.no_names.around(self.plain, start):  # noqa: PLR2004 -- one sign is no name
            return
        left = self._left(start)
        places = [place for place in range(start + 2, end + 1) if self._right(place) >= _EDGE]
        if not places or not left:
            return
        stop = max(places, key=lambda place: (self._right(place) >= _WORD, place))
        name, right = self.plain[start:stop], self._right(stop)
        speaks = right in (_SPEAKS, _PROVES)
        shown = left == _PROVES or (speaks and len(name) >= _SHORTEST_RUN)
        if shown or (left >= _EDGE and speaks):
            names[name] = names.get(name, 0) + (2 if shown else 1)

    def _latin_names(self) -> set[str]:
        """Names in Latin letters that title or verb show: 主席 | Raymond Cheung."""
        found = set()
        for match in _LATIN.finditer(self.plain):
            shown = self.lists.persons.before(self.plain, match.start())
            several = " " in match.group() and self._right(match.end()) in (_SPEAKS, _PROVES)
            if shown or several:
                found.add(match.group())
        return found

    def _strangers(self) -> set[str]:
        """Names without a surname between an office and a verb of speech: 局长 | 诺拉占 | 透露."""
        found = set()
        for verb in self.lists.spoken.finditer(self.plain):
            for start in range(verb.start() - 2, max(-1, verb.start() - _LONGEST - 1), -1):
                if self.lists.persons.before(self.plain, start):
                    name = self.plain[start : verb.start()]
                    found.update([name] if self._nameable(start, verb.start()) else [])
                    break
        return found

    def _nameable(self, start: int, end: int) -> bool:
        """Whether nothing but signs of names stands in a window, all but one of them usual."""
        plain, lists = self.plain, self.lists
        known = (lists.followers, lists.nouns, lists.verbs, lists.prepositions, lists.no_names)
        if any(words.at(plain, place, end) > 1 for place in range(start, end) for words in known):
            return False
        usual = [sign in lists.given or sign in lists.sounds for sign in plain[start:end]]
        whole = all(
            known or self._ends_name(sign) for known, sign in zip(usual, plain[start:end], strict=True)
        )
        return whole and sum(usual) >= end - start - 1

    # Where the names are printed

    def _printed(self, names: set[str], dotted: set[str]) -> Iterator[Found]:
        """Every place of the proven names, of surnames with a title behind them and of familiar forms."""
        everything = names | dotted
        lengths = sorted({len(name) for name in everything}, reverse=True)
        openers = {name[0] for name in everything}
        whole = {part: name for name in sorted(dotted) for part in _parts(name)}
        offices: dict[str, set[str]] = defaultdict(set)
        for start, sign in enumerate(self.plain):
            if sign not in openers:
                continue
            name = next((n for k in lengths if (n := self.plain[start : start + k]) in everything), "")
            if name and not (len(name) < 4 and self.lists.no_names.around(self.plain, start)):  # noqa: PLR2004 -- longer ones are no chance
                found = self._found(start, start + len(name), whole.get(name, name))
                offices[name].add("\0" if found.reporter else self.plain[found.title : start])
                yield found
        bearers: dict[str, set[str]] = defaultdict(set)
        for name in offices:
            bearers[name[0]].add(name)
        places = [(m.start(), *self._called(m.start())) for m in self.lists.initials.finditer(self.plain)]
        shown = {self.plain[start:end] for start, end, proves in places if proves}
        for start, end, _ in places:
            called = self.plain[start:end]
            if called in shown:
                yield self._found(start, end, self._meant(called, bearers[called[0]], offices) or called)

    def _meant(self, called: str, bearers: set[str], offices: Mapping[str, set[str]]) -> str | None:
        """The one full name that a surname with an office stands for; who is only Mr or Mrs has no other name."""
        lists, surname = self.lists, self.lists.surnames.at(called, 0)
        title = called[surname:]
        if not surname or len(bearers) != 1 or lists.courtesy.at(title, 0):
            return None
        (name,) = bearers
        held = offices[name]
        fits = len(title) == 1 or any(office.endswith(title) for office in held) or held == {""}
        return name if fits and "\0" not in held else None

    def _called(self, start: int) -> tuple[int, bool]:
        """Where a surname with title or a familiar name ends, and whether this place proves it: 董女士, 沈某, 小沈."""
        plain, lists = self.plain, self.lists
        end = 0 if lists.no_names.around(plain, start) else self._familiar(start)
        if end:
            left, right = self._left(start), self._right(end)
            return end, left == _PROVES or (left >= _EDGE and right >= _EDGE)
        surname = lists.surnames.at(plain, start)
        title = lists.titles_behind.at(plain, start + surname) if surname else 0
        if not title or lists.nouns.at(plain, start) or lists.no_names.around(plain, start):
            return 0, False
        end = start + surname + title
        left, right = self._left(start), self._right(end)
        return end, left > 0 and right >= _EDGE if title == 1 else left > 0 or right >= _EDGE

    def _familiar(self, start: int) -> int:
        """Where a familiar name ends that begins here: 小沈, 阿雄嫂; 0 without one."""
        plain, lists = self.plain, self.lists
        given = start + lists.familiar.at(plain, start)
        sign = plain[given : given + 1]
        if given == start or not (
            sign in lists.surnames.words or (sign in lists.given and self._left(start) == _PROVES)
        ):
            return 0
        return given + 1 + lists.suffixed.at(plain, given + 1)

    def _found(self, start: int, end: int, name: str) -> Found:
        """A name with the titles before it."""
        title = start - self.lists.persons.before(self.plain, start)
        space = start - (self.plain[start - 1 : start] in (" ", "\u3000", "：", "/"))
        reporter = bool(self.lists.reporters.before(self.plain, space))
        return Found(start, end, name, title, reporter)


def _parts(name: str) -> list[str]:
    """The parts of a foreign name that may stand for it."""
    return [part for part in regex.split(f"[{POINT}]", name) if len(part) > 1]
