"""Names in a script without capitals or particles: told by their place behind a verb and its titles, or by their first word.

Knows one article's words, not who speaks. A construct title ("coach of") has its house behind it before the name comes;
one with the article ("the coach") has not.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from summarizer.models import Span
from summarizer.quotes.lexicon import Lexicon
from summarizer.quotes.words import Token, tokens

_REACH: Final = 16  # words from a verb to the end of its subject
_WORDS: Final = 3  # of a name, without those that only link
_LONGEST: Final = 6  # words of a name at all
_ADVERBS: Final = ("ًا", "اً")  # ضاحكًا: how something is said
_ADVERB: Final = "ا"
_POSSESSED: Final = ("ته", "ها", "هم", "هما")  # سعادته: what somebody has
_PRONOUNS: Final = ("ه", "ها", "هم")  # خلاله: what leans on a preposition
_ORIGINS: Final = ("ي", "ية")  # البرتغالي
_HONOURS: Final = ("الدين", "الله", "الإسلام")  # صلاح الدين is one first name
_BY: Final = "ب"
_SHORT: Final = 4  # letters
_COMMAS: Final = ("،", ",")
_TO: Final = "ل"


class Placed(NamedTuple):
    """Where a name stands, and its titles; `possessive` says that it tells whose somebody or something is."""

    name: Span
    title: Span | None
    possessive: bool = False


class Bare:
    """The names of an article's own words, `plain`."""

    def __init__(self, plain: str, lexicon: Lexicon) -> None:
        self.plain, self.lexicon = plain, lexicon
        self._words = tokens(plain, 0, len(plain), lexicon)
        self._starts = [word.start for word in self._words]
        self._printed = Counter(word.word for word in self._words)

    def names(self) -> Iterator[Placed]:
        """Every full name with its title, and every word that is short for one."""
        taken = -1
        full = {name.start: name for name in self._full}
        for number, word in enumerate(self._words):
            owns = self._owns(number)
            if word.start in full and word.start >= taken:
                name = full[word.start]
                taken = name.end
                yield Placed(name, self._full[name], possessive=owns and self._full[name] is None)
            elif word.start >= taken and word.word in self._short and not self.little(word.word):
                yield Placed(Span(word.start, word.end), None, possessive=owns)

    def _owns(self, number: int) -> bool:
        """Whether a noun without article stands right before a word: محامي | الصيرفي is his lawyer."""
        before = self._words[number - 1] if number else None
        beside = before is not None and self.plain[before.end : self._words[number].start] == " "
        return before is not None and beside and self._noun(before.word) and not self._definite(before.word)

    def behind(self, position: int, end: int) -> Placed | None:
        """The name behind a verb that ends at a position, with its titles."""
        titles, kept = self._read(position, end)
        words = [] if kept else self._until_end(self._window(position, end))
        if len(words) == 1 and words[0].word in self._short:
            kept = words  # a surname that is an office or trade as well
        lone = len(kept) == 1
        if not kept or (lone and not self._surname(kept[0].word)):
            return None
        return self._place(titles, kept) if lone or self._is_full(titles, kept) else None

    def unread(self, position: int, end: int) -> bool:
        """Whether a word that can be a subject follows a verb at once, whosever it is."""
        words = self._without_clitics(self._until_end(self._window(position, end)))
        return bool(words) and not (self.aside(words[0].word) or words[0].word.endswith(_ADVERB))

    @cached_property
    def _full(self) -> dict[Span, Span | None]:
        """The names of two words and more, with the titles before them."""
        found: dict[Span, Span | None] = {}
        for number, word in enumerate(self._words):
            placed = self._placed(number, word)
            if placed:
                found[placed.name] = found.get(placed.name) or placed.title
        return found

    def _placed(self, number: int, word: Token) -> Placed | None:
        """The full name behind a verb or office, or that begins with a first name."""
        if word.word in self.lexicon.first_names:
            kept = self._name(self._until_end(self._words[number : number + _LONGEST]))
            return self._place([], kept) if len(kept) > 1 and self._ends(kept[-1]) else None
        verb = word.word in self.lexicon.verbs
        if not verb and not self.lexicon.is_title(word.word):
            return None
        titles, kept = self._read(word.end if verb else word.start, len(self.plain))
        if len(kept) < 2 or not (self._is_full(titles, kept) if verb else self._known(kept)):  # noqa: PLR2004 -- first name and surname
            return None
        return self._place(titles, kept)

    def _ends(self, last: Token) -> bool:
        """Whether a word behind a first name closes the name rather than tells what its bearer does."""
        lexicon = self.lexicon
        if self._printed[last.word] > 1 or self._definite(last.word) or last.word in lexicon.first_names:
            return True
        if self._before_sign(last):
            return True
        following = self._words[bisect_left(self._starts, last.end)].word
        return following in lexicon.verbs or following in lexicon.conjunctive

    @staticmethod
    def _place(titles: Sequence[Token], kept: Sequence[Token]) -> Placed:
        name = Span(kept[0].start, kept[-1].end)
        return Placed(name, Span(titles[0].start, name.start) if titles else None)

    @cached_property
    def _short(self) -> frozenset[str]:
        """What the full names begin and end with."""
        names = [name.of(self.plain).split() for name in self._full]
        return frozenset(words[part] for words in names for part in (0, -1))

    def _read(self, position: int, end: int) -> tuple[list[Token], list[Token]]:
        """The titles and the name behind a position; no name where another word stands in its place."""
        window = self._without_clitics(self._window(position, end))
        words = self._until_end(window)
        head = self._titles(words)
        kept = self._name(words[head:])
        if kept or not head:
            return words[:head], kept
        return self._far(window) or self._apposed(window, len(words)) or ([], self._name(words[:1]))

    def _without_clitics(self, words: Sequence[Token]) -> list[Token]:
        first = next((n for n, word in enumerate(words) if word.word not in self.lexicon.clitics), len(words))
        return list(words[first:])

    def _far(self, words: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
        """A known first name behind a long office: الباحث في شؤون المناخ بجامعة الخرطوم | صلاح الدين بابكر."""
        for number, word in enumerate(words):
            beside = not number or not self.plain[words[number - 1].end : word.start].strip()
            if not beside or word.word in self.lexicon.conjunctive or word.word in self.lexicon.verbs:
                return None
            if number and word.word in self.lexicon.first_names:
                kept = self._name(self._until_end(words[number:]))
                return (list(words[:number]), kept) if len(kept) > 1 else None
        return None

    def _apposed(self, window: Sequence[Token], end: int) -> tuple[list[Token], list[Token]] | None:
        """The name behind an office and a comma, if a sign closes it too: قالت رئيسة البعثة، | الدكتورة مها العلي |."""
        rest = self._until_end(window[end:])
        if not rest or self.plain[window[end - 1].end : rest[0].start].strip() not in _COMMAS:
            return None
        head = self._titles(rest)
        kept = self._name(rest[head:])
        if len(kept) < 2 or not self._before_sign(kept[-1]):  # noqa: PLR2004 -- first name and surname
            return None
        return [*window[:end], *rest[:head]], kept

    def _before_sign(self, last: Token) -> bool:
        """Whether a word is followed by a sign or by nothing."""
        at = bisect_left(self._starts, last.end)
        end = self._words[at].start if at < len(self._words) else len(self.plain)
        return bool(self.plain[last.end : end].strip()) or end == len(self.plain)

    def _window(self, position: int, end: int) -> list[Token]:
        """The words that follow a position at once."""
        first = bisect_left(self._starts, position)
        words = [word for word in self._words[first : first + _REACH] if word.end <= end]
        return words if words and not self.plain[position : words[0].start].strip() else []

    def _until_end(self, words: Sequence[Token]) -> list[Token]:
        """The words up to a sign or to one that is part of no name."""
        kept: list[Token] = []
        for word in words:
            if (kept and self.plain[kept[-1].end : word.start].strip()) or self.little(word.word):
                break
            kept.append(word)
        return kept

    def little(self, word: str) -> bool:
        """Whether a word opens another phrase, alone or with "and" before it or a pronoun behind it: وهي, خلاله."""
        if word in self.lexicon.first_names or word in self.lexicon.clitics:
            return False
        if word.startswith(self.lexicon.verb_prefixes[:1]) and len(word) > _SHORT:
            return True  # "and" somebody or something else
        stems = {word, *(word[1:] for sign in self.lexicon.verb_prefixes if word.startswith(sign))}
        stems |= {stem.removesuffix(end) for stem in stems for end in _PRONOUNS}
        lexicon = self.lexicon
        return any(
            stem in lexicon.breaks or stem in lexicon.stopwords or stem in lexicon.prepositions
            for stem in stems
        )

    def _titles(self, words: Sequence[Token]) -> int:
        """How many words before a name are titles, what they are for, and where somebody comes from."""
        number = 0
        while number < len(words):
            word = words[number].word
            if word in self.lexicon.first_names:
                return number
            if self.lexicon.is_title(word) or (self._definite(word) and self.lexicon.is_person(word)):
                number = number + 1 if self._definite(word) else self._house(words, number + 1)
            elif number and self._for(word):
                number = self._house(words, number + 1)
            elif (number and self._definite(word)) or (not number and self._origin(words)):
                number += 1
            else:
                return number
        return number

    def _for(self, word: str) -> bool:
        """Whether a word is "for" or "at" and a house, written together: المدير الفني | لاتحاد المدينة, للاتحاد, بجامعة."""
        rest = word[1:] if word.startswith((_TO, _BY)) else ""
        return rest.startswith(_TO) or rest in self.lexicon.organisations

    def _house(self, words: Sequence[Token], number: int) -> int:
        """Behind a construct title: where what it is for ends, نقابة أصحاب المخابز | or بيروت |."""
        start, first_names = number, self.lexicon.first_names
        nouns = [self._noun(word.word) and not self._definite(word.word) for word in words]
        while number < len(words) and nouns[number]:
            number += 1
        # مستشفى ناصر is a house, though ناصر is a name
        if number < len(words) and (number > start or words[number].word not in first_names):
            number += 1
        while number < len(words) and self._definite(words[number].word):
            if words[number].word in first_names:
                break
            number += 1
        return number

    def _origin(self, words: Sequence[Token]) -> bool:
        """Whether a name follows a word for where its bearer comes from: البرتغالي | جواو سيلفيرا."""
        first = words[0].word
        origin = self._definite(first) and first.endswith(_ORIGINS)
        return origin and len(words) > 2 and not self._definite(words[1].word)  # noqa: PLR2004 -- and a name of two

    def _name(self, words: Sequence[Token]) -> list[Token]:
        """The words of a name that begins here."""
        kept: list[Token] = []
        counted = 0
        particles, first_names = self.lexicon.particles, self.lexicon.first_names
        for number, word in enumerate(words[:_LONGEST]):
            linked = bool(kept) and kept[-1].word in particles
            linked = linked or self._kunya(words[number : number + 2]) or self._by_trade(kept, words[number:])
            over = counted == _WORDS or self._whole(kept, word.word)
            if not linked and (over or self._ends_name(word.word, first=not kept)):
                break
            kept.append(word)
            counted += word.word not in particles and not linked
        if kept and self._definite(kept[0].word) and kept[0].word not in first_names:
            kept = kept[:1]
        return kept if kept and kept[-1].word not in particles else []

    def _whole(self, kept: Sequence[Token], word: str) -> bool:
        """Whether a name ends with its word with the article, another word following that begins none."""
        if len(kept) < 2 or kept[-2].word in self.lexicon.particles or kept[-1].word in _HONOURS:  # noqa: PLR2004 -- first name and surname
            return False
        begins = word in self.lexicon.first_names or word in self.lexicon.particles
        return self._definite(kept[-1].word) and not begins

    def _kunya(self, words: Sequence[Token]) -> bool:
        """Whether somebody is called after a child: أم محمد."""
        first_names, particles = self.lexicon.first_names, self.lexicon.particles
        return len(words) > 1 and words[0].word in particles and words[1].word in first_names

    def _by_trade(self, kept: Sequence[Token], words: Sequence[Token]) -> bool:
        """Whether a word for an office or trade is a surname: سامي حداد; رنا السيد before nothing but a verb."""
        if len(kept) != 1 or self._definite(kept[0].word) or not self.lexicon.is_title(words[0].word):
            return False
        given, definite = kept[0].word in self.lexicon.first_names, self._definite(words[0].word)
        if len(words) == 1 or words[1].word in self.lexicon.verbs:
            return given or definite
        goes_on = words[1].word in self.lexicon.first_names or self._definite(words[1].word)
        return given and definite and not goes_on and self._printed[words[0].word] > 1

    def _ends_name(self, word: str, *, first: bool) -> bool:
        lexicon = self.lexicon
        if word in lexicon.first_names:
            return False
        if self._noun(word) or self._for(word) or word in lexicon.verbs or self.aside(word):
            return True
        return not first and (self._spoken_to(word) or word.startswith(_BY + lexicon.title_prefix))

    def _noun(self, word: str) -> bool:
        """Whether a word is about a person or body and so no name."""
        lexicon = self.lexicon
        return word in lexicon.organisations or lexicon.is_person(word) or lexicon.is_title(word)

    def aside(self, word: str) -> bool:
        """Whether a word tells how something is said, or is what the speaker has: ضاحكًا, سعادته."""
        owned = len(word) > 4 and word.endswith(_POSSESSED)  # noqa: PLR2004 -- طه, عبده
        return owned or word.endswith(_ADVERBS) or word in self.lexicon.participles

    def _definite(self, word: str) -> bool:
        return bool(self.lexicon.title_prefix) and word.startswith(self.lexicon.title_prefix)

    def _spoken_to(self, word: str) -> bool:
        """Whether a word is "to" and somebody, written together: لوزير الخارجية, لبايدن where بايدن is printed too."""
        rest = word[1:] if word.startswith(_TO) else ""
        return bool(rest) and (self._noun(rest) or rest.startswith(_TO) or self._printed[rest] > 0)

    def to_person(self, word: str) -> bool:
        """Whether a word is "to" and a noun about people, with its article or without: للوزيرة, لصديقه."""
        if not word.startswith(_TO):
            return False
        noun = self.lexicon.title_prefix[:1] + word[1:] if word.startswith(_TO + _TO) else word[1:]
        return self.lexicon.is_person(noun) or self.lexicon.is_title(noun)

    def _is_full(self, titles: Sequence[Token], kept: Sequence[Token]) -> bool:
        """Whether two and more words behind a verb are a name and not a noun with its genitive: نجمة الفيلم."""
        return bool(titles) or not self._definite(kept[-1].word) or self._known(kept)

    def _known(self, kept: Sequence[Token]) -> bool:
        """Whether words are a name wherever they stand: by their first, or as the article prints the last one again."""
        lexicon = self.lexicon
        given = kept[0].word in lexicon.first_names or kept[0].word in lexicon.particles
        return given or self._printed[kept[-1].word] > 1

    def _surname(self, word: str) -> bool:
        """Whether a lone word is a name: one that ends or begins a longer one, or is never a place."""
        if word in self._surnames or word in self.lexicon.first_names:
            return True
        place = self._definite(word) or word.endswith(_ADVERB) or word in self._places
        return self._printed[word] > 1 and not place

    @cached_property
    def _places(self) -> frozenset[str]:
        """Words that the article prints behind a preposition of place."""
        pairs = pairwise(self._words)
        return frozenset(word.word for before, word in pairs if before.word in self.lexicon.circumstances)

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """Words that the article prints behind what can only be a first name, or in a full name."""
        found = set(self._short)
        for before, word in pairwise(self._words):
            known = (
                self._definite(before.word) or self._noun(before.word) or before.word in self.lexicon.verbs
            )
            beside = self.plain[before.end : word.start] == " "
            if beside and self._definite(word.word) and not known and not self.little(before.word):
                found.add(word.word)
        return frozenset(found)
