"""Who is named in an article's own words; knows names, titles and their longest forms, not who speaks.

Quoted words are blanked out first: who is only spoken of does not speak.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

import regex

from summarizer.models import Span
from summarizer.quotes.ages import Ages
from summarizer.quotes.lexicon import Lexicon
from summarizer.quotes.names import SUFFIXES, WORD, Mention, Names
from summarizer.quotes.words import QUESTION_MARKS


@dataclass(slots=True)
class _Known:
    """What the article says about the bearers of one surname."""

    full: dict[str, None] = field(default_factory=dict)
    sexes: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    first: int = 0  # where the article first prints it


_MOST_NAMES: Final = 10_000  # mentions in one text; what has more is a list of names
_REPEATED: Final = 3  # times; a person is called by the surname by then, a restaurant is not
_WORDS_APART: Final = regex.compile(r"[\s、。「」]")
_TAIL: Final = 24  # characters behind a name in which its particle stands
_PARTICLE: Final = 12  # characters of a word behind a name that are its title and particle
_BODY: Final = 40  # characters of a noun for a body of people and what ties a name to it
_LONGEST_QUESTION: Final = 400  # characters of what an interviewer says
_SHORTEST_OFFICE: Final = 3  # letters of a title that compounds may end in
_LONGEST_PARTICLE: Final = 3  # letters: van, den, der, von
_MOST_FORMS: Final = 12  # full names kept per surname; more is a list, not an article about somebody


class People:
    """The names of one article."""

    def __init__(self, text: str, quoted: Sequence[Span], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.plain = _blanked(text, quoted, short=not lexicon.characters)
        self._names = Names(self.plain, lexicon)
        self._known: dict[str, _Known] = defaultdict(_Known)
        self._bearers: dict[str, set[str]] = defaultdict(set)
        self._offices: dict[str, frozenset[str]] = {}
        self._given: dict[str, set[str]] = defaultdict(set)
        self._initial: dict[str, set[str]] = defaultdict(set)
        self._declined: set[str] = set()  # surnames whose full name is printed in another case
        raw = self._without_genitives(list(islice(self._names, _MOST_NAMES)))
        raw = self._without_houses(raw)
        for mention in raw:
            self._learn(mention)
        self._relatives = frozenset(m.name for m in raw if " " not in m.name and self._is_relative(m))
        self.mentions = [settled for mention in raw if (settled := self._settled(mention))]
        self._inside = frozenset(m.name for m in self.mentions if not self._names.opens_sentence(m.start))
        self._printed = Counter(mention.name for mention in self.mentions)
        self._starts = [mention.start for mention in self.mentions]
        self.ages = Ages(self.plain, ((m, self.canonical(m.name)) for m in self.mentions if m.person))

    def _without_genitives(self, raw: Sequence[Mention]) -> list[Mention]:
        """The mentions, "Meiers" being Meier's own where the article prints Meier as well."""
        if not self.lexicon.genitive_s:
            return list(raw)
        printed = {mention.name for mention in raw}
        return [
            replace(m, name=m.name[:-1], possessive=True)
            if m.name.endswith("s") and (m.name[:-1] in printed or self._before_person(m))
            else m
            for m in raw
        ]

    def _without_houses(self, raw: Sequence[Mention]) -> list[Mention]:
        """The mentions, none of them a person that the article introduces as a body: "the company Abo Rail"."""
        titled = {mention.name for mention in raw if mention.title}
        houses = {m.name for m in raw if m.name not in titled and self._names.house(m.start)}
        return [replace(m, person=False, house=True) if m.name in houses else m for m in raw]

    def behind(self, position: int, end: int) -> Mention | None:
        """In a script without capitals: who stands behind a verb that ends at a position."""
        placed = self._names.bare.behind(position, end) if self._names.bare else None
        return self._names.placed(placed) if placed else None

    def ends_phrase(self, word: str) -> bool:
        """In a script without capitals: whether a word opens another phrase, or tells how or to whom something is said."""
        bare = self._names.bare
        noun = self.lexicon.is_person(word) or self.lexicon.is_title(word)
        return (
            bare is not None and not noun and (bare.aside(word) or bare.little(word) or bare.to_person(word))
        )

    def unread(self, position: int, end: int) -> bool:
        """In a script without capitals: whether a subject may stand there, though no name that we can read."""
        return self._names.bare is not None and self._names.bare.unread(position, end)

    def word_before(self, position: int) -> str:
        """The word directly before a position, in lower case, empty if a sign stands between."""
        return self._names.word_before(position)

    def _before_person(self, mention: Mention) -> bool:
        """Whether a noun about people or a body of them follows at once: Anna Bergs advokat, Kinas ambassade."""
        following = (
            WORD.match(self.plain, mention.end + 1)
            if self.plain[mention.end : mention.end + 1] == " "
            else None
        )
        word = following.group().rstrip(".") if following else ""
        known = (self.lexicon.is_title, self.lexicon.is_person, self.lexicon.is_organisation)
        return word.islower() and any(tells(word) for tells in known)

    def opens_only(self, mention: Mention) -> bool:
        """Whether a word has its capital at the beginning of sentences only."""
        return mention.name not in self._inside and self._names.opens_sentence(mention.start)

    def bare_surname(self, mention: Mention, *, beside: bool) -> bool:
        """Whether a lone capitalised word can be a surname where every noun has a capital; `beside` its verb it may."""
        words = mention.name.split()
        if (
            any(self._names.common(word) or self.lexicon.is_title(word.lower()) for word in words)
            or self._names.word_before(mention.start) in self.lexicon.determiners
        ):
            return False
        inside = mention.name in self._inside or not self._names.opens_sentence(mention.start)
        return beside and inside and len(words) == 1

    def _learn(self, mention: Mention) -> None:
        words = mention.name.split()
        if not mention.person or mention.outlet or self._oblique(mention, len(words)):
            return
        subject = self._names.subject_form(mention.name) if mention.oblique and len(words) > 1 else None
        if subject:
            self._declined.add(subject)
            return
        surname = self.surname(mention.name)
        known = self._known[surname]
        if self.lexicon.surname_first and len(self._initial[surname[:1]]) < _MOST_FORMS:
            self._initial[surname[:1]].add(mention.name)
        if not known.full:
            known.first = mention.start
        if len(known.full) < _MOST_FORMS:
            known.full.setdefault(mention.name)
        self._learn_parts(mention.name)
        for word in (*self._titles(mention), *self._apposition(mention)):
            known.roles.add(word)
            self._bear(word, surname)
            if sex := self.lexicon.sex_of(word):
                known.sexes.add(sex)

    def _learn_parts(self, name: str) -> None:
        """The words of a name by which it may be called: first names, and Trump of ドナルド・トランプ."""
        capitals = self.lexicon.cased or not self.lexicon.bare_names
        given = [word for word in name.split()[:-1] if word[0].isupper() or not capitals]
        for word in (*name.split("・")[1:], *given):
            if len(self._given[word]) < _MOST_FORMS:
                self._given[word].add(name)

    def _titles(self, mention: Mention) -> list[str]:
        """The titles printed before a name, written out, or the one behind it where nobody writes spaces."""
        if self.lexicon.subject_marks and not self.lexicon.spaced:
            ends = range(mention.end + _PARTICLE, mention.end, -1)
            behind = (self.plain[mention.end : end] for end in ends)
            return [next((word for word in behind if self.lexicon.is_title(word)), "")]
        if mention.title is None:
            return []
        words = WORD.findall(self.plain, mention.title.start, mention.title.end)
        return [self._title(word.lower().rstrip(".")) for word in words]

    def _oblique(self, mention: Mention, words: int) -> bool:
        """Whether a place may have run into a name: na Kavkaze Petr Horák; its case makes it no form to show anyway."""
        before = self._names.word_before(mention.start)
        return self.lexicon.article_free and words > 2 and before in self.lexicon.prepositions  # noqa: PLR2004 -- a place and a full name

    def _title(self, word: str) -> str:
        """A title written out: "Gov." and "the governor" are one office, الحارس and حارس too."""
        lexicon = self.lexicon
        bare = word.removeprefix(lexicon.title_prefix)
        if bare != word and bare in lexicon.titles:
            return bare
        bare = next((bare for bare in lexicon.indefinite(word) if lexicon.is_title(bare)), word)
        return lexicon.short_titles.get(bare, bare)

    def _bear(self, title: str, surname: str) -> None:
        if len(self._bearers[title]) < _MOST_FORMS:
            self._bearers[title].add(surname)

    def _apposition(self, mention: Mention) -> list[str]:
        """The titles in "X, the Y minister," and in "the Y minister, X"."""
        after = self.plain[mention.end : mention.end + 90]
        start = self._determined(mention.title.start if mention.title else mention.start)
        before = self.plain[max(0, start - 90) : start]
        found: list[str] = []
        if after.startswith((", ", " (")):
            behind = WORD.findall(regex.split(r"[,.;:()\n]", after[2:])[0])
            found += self._own(behind) if self._describes(behind) else []
        if before.endswith(", "):
            found += self._own(WORD.findall(regex.split(r"[,.;:()\n]", before[:-2])[-1]))
        words = [self._names.elided(word.lower()) for word in found[:12]]
        return [self._title(word) for word in words if self.lexicon.is_title(word)]

    def _determined(self, start: int) -> int:
        """Where the article before a name or title begins, the position itself without one: | l'honorable Luc Morel."""
        before = self._names.word_before(start)
        bare = before.strip("’'")
        return start - len(before) - (before == bare) if bare in self.lexicon.articles else start

    def _own(self, words: list[str]) -> list[str]:
        """An office without somebody before it and without what it is of: Luc Morel et | la substitut | du procureur."""
        lower = [word.lower() for word in words]
        for n in range(len(words) - 2, 0, -1):
            another = words[n - 1][0].isupper() and lower[n + 1] not in self.lexicon.genitives
            if lower[n] in self.lexicon.conjunctions and another:
                words, lower = words[n + 1 :], lower[n + 1 :]
                break
        titles = [n for n, word in enumerate(lower) if self.lexicon.is_title(self._names.elided(word))]
        ends = [
            n for n, word in enumerate(lower) if titles and n > titles[0] and word in self.lexicon.genitives
        ]
        return words[: ends[0]] if ends else words

    def _describes(self, words: Sequence[str]) -> bool:
        """Whether the words behind a name and a comma begin as a description does and not with its verb."""
        first, lexicon = words[0].lower() if words else "", self.lexicon
        if first in lexicon.conjunctions or first in lexicon.datives:
            return False
        little = first in lexicon.articles or first in lexicon.determiners or first in lexicon.possessives
        return little or any(lexicon.is_title(self._names.elided(word.lower())) for word in words[:2])

    def _settled(self, mention: Mention) -> Mention | None:
        """A bare name is a person's when the article has the full one; None when it is no name at all."""
        lone = " " not in mention.name
        subject = self._names.subject_form(mention.name) if mention.oblique else None
        if subject and (self._fuller(subject) or subject in self._declined):
            mention = replace(mention, name=subject)
        lower = mention.name.lower()
        if len(mention.name.rstrip(".")) == 1 and self.canonical(mention.name) == mention.name:
            return None  # a surname or initial alone that belongs to nobody or to two
        doubtful = self.lexicon.cased and (self.lexicon.is_title(lower) or lower in self.lexicon.stopwords)
        if lone and doubtful and not self._surname_of_full(mention.name):
            return None
        person = (mention.person and not self._pair(mention.name)) or (
            lone
            and (
                bool(self._fuller(mention.name))
                or mention.name in self._declined
                or mention.name in self._relatives
                or self._explains(mention)
            )
        )
        return replace(mention, person=person and not mention.outlet)

    def _explains(self, mention: Mention) -> bool:
        """Whether a lone name between commas tells who a relative or officer is: "His wife, Rosalia, …"."""
        plain, lexicon = self.plain, self.lexicon
        if (
            plain[max(0, mention.start - 2) : mention.start] != ", "
            or plain[mention.end : mention.end + 1] != ","
        ):
            return False
        before = regex.split(r"[,.;:()\n]", plain[max(0, mention.start - 62) : mention.start - 2])[-1]
        words = [self._names.elided(word.lower()) for word in WORD.findall(before)]
        return any(lexicon.is_person(word) or word in lexicon.kin for word in words)

    def _is_relative(self, mention: Mention) -> bool:
        """Whether a lone name stands behind what its bearer is to somebody: her son Aniket, zijn vrouw Dinie."""
        plain, lexicon = self.plain, self.lexicon
        before = WORD.findall(plain, max(0, mention.start - _TAIL), mention.start)
        beside = plain[mention.start - 1 : mention.start] == " " and len(before) > 1
        return (
            beside
            and before[-2].lower() in lexicon.possessives
            and (lexicon.is_person(before[-1].lower()) or before[-1].lower() in lexicon.kin)
        )

    def _pair(self, name: str) -> bool:
        """Whether "y" joins two persons rather than the two halves of a surname: Ruiz y Paz, not Ortega y Gasset."""
        first, _, rest = name.partition(" ")
        joint = rest.partition(" ")[0]
        return joint in self.lexicon.conjunctions and self._surname_of_full(first)

    @staticmethod
    def surname(name: str) -> str:
        """The last word of a name that is not "Jr"."""
        words = name.split()
        while len(words) > 1 and words[-1].lower() in SUFFIXES:
            words = words[:-1]
        return words[-1]

    def _surname_of_full(self, name: str) -> bool:
        known = self._known.get(name)
        return known is not None and any(" " in full for full in known.full)

    def _fuller(self, name: str) -> set[str]:
        """The longer names that this one may be short for: a surname, a first name, the first of two surnames."""
        known = self._known.get(name)
        full = {other for other in known.full if " " in other} if known else set()
        return full or self._given.get(name, set())

    def _beginning_with(self, name: str) -> set[str]:
        """The longer names that begin with this one, where the surname stands first and no space behind it."""
        return {other for other in self._initial[name[:1]] if other.startswith(name) and other != name}

    def canonical(self, name: str) -> str:
        """The longest form of a name that the article prints, the name itself where two persons share it."""
        words = name.split()
        if self.lexicon.surname_first and (fuller := self._beginning_with(name)):
            pass
        elif not self.lexicon.spaced:
            fuller = self._given.get(name, set())
        elif len(words) == 1:
            fuller = self._fuller(name)
        else:
            known = self._known.get(self.surname(name))
            fuller = (
                {
                    other
                    for other in known.full
                    if len(other.split()) > len(words) and _cased(words) <= _cased(other.split())
                }
                if known
                else set()
            )
        distinct = fuller if self.lexicon.surname_first else {_key(other) for other in fuller}
        if len(distinct) == 1:
            return max(fuller, key=len)
        return name

    def sex(self, name: str) -> str:
        """Give "m" or "f" where the titles around the name tell it, else empty."""
        known = self._known.get(self.surname(name))
        if known is None or len({_key(full) for full in known.full if " " in full}) > 1:
            return self.form(name)
        sexes = known.sexes or {self.form(self.canonical(name))}
        return next(iter(sexes)) if len(sexes) == 1 else ""

    def doubled(self, name: str) -> bool:
        """Whether first name and surname both end like a woman's: a man's genitive (Petra Dvořáka) or a woman, no man."""
        words, ends = name.lower().split(), self.lexicon.given_woman_endings
        return bool(ends) and len(words) > 1 and words[0].endswith(ends) and words[-1].endswith(ends)

    def form(self, name: str) -> str:
        """Give "m" or "f" where the form of a name tells it, else empty: Петрова, Anna Nowak."""
        words, lexicon = name.lower().split(), self.lexicon
        ends = lexicon.given_woman_endings
        # Where the surname ends so as well it may be a man's genitive: Ігоря Валька.
        cases = lexicon.article_free and words[-1].endswith(ends)
        given = len(words) > 1 and words[0].endswith(ends) and not cases
        if words[-1].endswith(lexicon.woman_endings) or (given and words[0] not in lexicon.given_names):
            return "f"
        man = len(words) > 1 and words[0].endswith(lexicon.given_man_endings)
        known = man and words[0] not in lexicon.given_names
        return "m" if known or words[-1].endswith(lexicon.man_endings) else ""

    def proven(self, name: str) -> bool:
        """Whether the article treats a name as a person's: it would not repeat one in full without title or office."""
        known = self._known.get(self.surname(name))
        return (
            self._printed[name] < _REPEATED
            or bool(known and known.roles)
            or any(word in self._printed for word in name.split())
        )

    def with_role(self, words: Iterable[str], position: int) -> set[str]:
        """The canonical names of the persons introduced with one of these titles, someone among them before a position."""
        titles = [self._title(word) for word in words if self.lexicon.is_title(word)]
        surnames: frozenset[str] = frozenset()
        for title in titles:  # "general" is many a director, "general secretary" one man
            surnames = (surnames & self._bearing(title)) or surnames or self._bearing(title)
        if not any(self._known[surname].first < position for surname in surnames):
            return set()
        return {self.canonical(self._usual(surname)) for surname in surnames}

    def _usual(self, surname: str) -> str:
        """The full name most printed for a surname; of equals the later, for headlines abridge: Oscar-winner Paz."""
        return max(reversed(self._known[surname].full), key=lambda full: self._printed[full])

    def _holders(self, title: str) -> set[str]:
        """The surnames of those introduced with a title, or with one that it may stand for: "the lawmaker"."""
        wider = {name for other in self.lexicon.takes_up.get(title, ()) for name in self._bearers[other]}
        return set(self._bearers[title]) or (wider if len(wider) == 1 else set())

    def tied(self, mention: Mention) -> bool:
        """Whether a name is printed only here and belongs to a body's: la Federación de Vecinos del Llano."""
        words = WORD.findall(self.plain, max(0, mention.start - _BODY), mention.start)[-2:]
        tied = len(words) > 1 and words[1].lower() in self.lexicon.genitives
        return tied and words[0].lower() in self.lexicon.organisations and self._printed[mention.name] == 1

    def first_printed(self, name: str) -> int:
        """Where the article first prints somebody's surname."""
        return self._known[self.surname(name)].first

    def _bearing(self, title: str) -> frozenset[str]:
        """The surnames of who bears a title, or a compound of it where nobody bears it alone: the minister for a Kulturminister."""
        if title not in self._offices:
            found = self._holders(title)
            alone = self._names.in_small_letters(
                title
            )  # somebody else may be it: "she is director of the whole"
            if not found and self.lexicon.title_endings and len(title) > _SHORTEST_OFFICE and not alone:
                found = {
                    name for other, names in self._bearers.items() if other.endswith(title) for name in names
                }
            self._offices[title] = frozenset(found)
        return self._offices[title]

    def asks(self, block: Span) -> bool:
        """Whether a paragraph outside of marks is an interviewer's: a question, or one that speaks to somebody."""
        if self.plain[block.start : block.end].rstrip().endswith(QUESTION_MARKS):
            return True
        words = WORD.findall(self.plain, block.start, min(block.end, block.start + _LONGEST_QUESTION))
        return any(word.lower().rstrip(".") in self.lexicon.second_person for word in words)

    def tail(self, mention: Mention) -> list[str]:
        """The words behind a name that may hold its titles and its particle, where particles mark the subject."""
        words = _WORDS_APART.split(self.plain[mention.end : mention.end + _TAIL].lstrip())
        return [word[:_PARTICLE] for word in words[: self.lexicon.subject_reach]]

    def is_subject(self, mention: Mention) -> bool:
        """Whether the particle behind a name says that it is a subject; always where particles do not."""
        marks = self.lexicon.subject_marks
        marked = not marks or any(mark in word for word in self.tail(mention) for mark in marks)
        return marked and not self.is_object(mention)

    def is_object(self, mention: Mention) -> bool:
        """Whether the particle behind a name says that it is no subject: 沢村町長 | とは."""
        lexicon, tail = self.lexicon, " ".join(self.tail(mention))
        if not lexicon.object_marks:
            return False
        objects = [at for mark in lexicon.object_marks if (at := tail.find(mark)) >= 0]
        subjects = [at for mark in lexicon.subject_marks if (at := tail.find(mark)) >= 0]
        # とは begins before its は; さんの母は: the name's own particle comes first
        return bool(objects) and (not subjects or min(objects) <= min(subjects))

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions of a window, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]


def _cased(words: Sequence[str]) -> set[str]:
    """The words of a name, a particle with a capital like one without: minister Van Dam is Eva van Dam."""
    return {word.lower() if len(word) <= _LONGEST_PARTICLE else word for word in words}


def _key(name: str) -> tuple[str, str]:
    """Two full names with the same first and last word are one person's."""
    words = name.split()
    return words[0], People.surname(name)


def _blanked(text: str, quoted: Sequence[Span], *, short: bool = True) -> str:
    """The text with quoted stretches replaced by as many spaces; with `short`, those of one or two words stay.

    A stop at the end of one that a colon announced stays, for it ends the sentence around it as well.
    """
    parts, position = [], 0
    for span in quoted:
        nickname = short and text.count(" ", span.start, span.end) < 2 and span.end - span.start < 12  # noqa: PLR2004 -- words, signs
        if span.start < position or nickname:
            continue
        parts.append(text[position : span.start])
        parts.append("".join("\n" if sign == "\n" else " " for sign in text[span.start : span.end]))
        position = span.end
        if text[position - 1] in ".!?" and text[max(0, span.start - 3) : span.start - 1].strip() == ":":
            parts[-1] = parts[-1][:-1] + text[position - 1]
    parts.append(text[position:])
    return "".join(parts)
