"""Where names stand in a text; knows capitals, titles and the lexicon's patterns, not whose names they are.

Names are runs of capitalised words in scripts that have capitals, and what the lexicon's patterns find in the others.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import regex

from summarizer.models import Span
from summarizer.quotes.bare import Bare, Placed
from summarizer.quotes.cases import Cases
from summarizer.quotes.lexicon import Lexicon
from summarizer.quotes.surnames import Surnames


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name where it is printed; `title` is what stands before it, as printed, and is no part of the name.

    `oblique` says that its form or ending is that of an object: Kaya'ya, Kowalskiemu. `house`: a body's name.
    """

    start: int
    end: int
    name: str
    title: Span | None
    person: bool
    possessive: bool = False
    outlet: bool = False
    oblique: bool = False
    house: bool = False


_CAPITAL: Final = r"(?:\p{Lu}[\p{L}\p{M}\p{Nd}]*(?:[’'-][\p{L}\p{M}\p{Nd}]+)*)"
_INITIALS: Final = r"(?:(?:\p{Lu}\.)+(?:-\p{Lu}\.)*)"
WORD: Final = regex.compile(r"[\p{L}\p{M}\p{Nd}][\p{L}\p{M}\p{Nd}’'.-]*")
_LOWER_WORD: Final = regex.compile(r"(?<![\p{L}’'-])\p{Ll}[\p{L}\p{M}’'-]{2,}")
_LABEL: Final = regex.compile(r"^(\p{Lu})[.:][ \u00a0]+", regex.MULTILINE)
SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_GENITIVE: Final = ("ın", "in", "un", "ün")  # Kaya'nın, Demir'in
_LONGEST_NAME: Final = 5  # words
_FULL_NAME: Final = 2  # words; what stands before so many is told apart from them: США | Дональд Трамп
_LONGEST_SHORT: Final = 4  # letters of a shortened title: "prof."
_TITLES: Final = 60  # characters of titles before a name
_OPENS: Final = frozenset("“„«»‘‚\"'”’")
_SHUTS: Final = frozenset("”“»«’‘\"'")
_SENTENCE_OPENERS: Final = frozenset('.!?…:;\n“”"«»„—–-•*()')


class _Part(NamedTuple):
    """One word of a run of capitals, without what hangs on it."""

    start: int
    end: int
    possessive: bool = False
    oblique: bool = False


class Names:
    """The names in the article's own words, `plain`, in order."""

    def __init__(self, plain: str, lexicon: Lexicon) -> None:
        self.plain, self.lexicon = plain, lexicon
        self._cases = Cases(plain, lexicon)
        self.bare = Bare(plain, lexicon) if lexicon.bare_names else None
        self._labels = frozenset(
            letter for letter, times in Counter(_LABEL.findall(plain)).items() if times > 1
        )
        self._lower = (
            frozenset(word.lower() for word in _LOWER_WORD.findall(plain)) if lexicon.cased else frozenset()
        )

    def __iter__(self) -> Iterator[Mention]:
        return self._cased() if self.lexicon.cased else self._patterned()

    def _patterned(self) -> Iterator[Mention]:
        found: dict[int, Mention] = {}
        for pattern in self.lexicon.names:
            for match in pattern.finditer(self.plain):
                start, end = match.span("name")
                title = Span(match.start(), start) if match.start() < start else None
                found.setdefault(
                    start, Mention(start=start, end=end, name=match["name"], title=title, person=True)
                )
        for placed in self.bare.names() if self.bare else ():
            found.setdefault(placed.name.start, self.placed(placed))
        for mention in self._by_surname():
            found.setdefault(mention.start, mention)
        for mention in self._repeated({mention.name for mention in found.values()}):
            found.setdefault(mention.start, mention)
        return iter(sorted(found.values(), key=lambda mention: mention.start))

    def placed(self, placed: Placed) -> Mention:
        """A name that its place betrays, as one that is mentioned."""
        start, end = placed.name.start, placed.name.end
        name = self.plain[start:end]
        return Mention(
            start=start, end=end, name=name, title=placed.title, person=True, possessive=placed.possessive
        )

    def _by_surname(self) -> Iterator[Mention]:
        """Names that surnames and their neighbours show; reporters only pass words on."""
        if self.lexicon.characters is None:
            return
        for found in Surnames(self.plain, self.lexicon.characters):
            title = Span(found.title, found.start) if found.title < found.start else None
            yield Mention(
                start=found.start,
                end=found.end,
                name=found.name,
                title=title,
                person=True,
                outlet=found.reporter,
            )

    def _repeated(self, known: set[str]) -> Iterator[Mention]:
        """What only looks like a name and is one because the article repeats it, or prints a longer one."""
        matches = [m for pattern in self.lexicon.repeated_names for m in pattern.finditer(self.plain)]
        times = Counter(match["name"] for match in matches)
        known = known | {name.rsplit(" ", 1)[-1] for name in known}
        sure = known | {name for name, printed in times.items() if printed > 1}
        begun = {name[:length] for name in sure for length in (2, 3)} if not self.lexicon.spaced else set()
        doubtful = [m for pattern in self.lexicon.known_names for m in pattern.finditer(self.plain)]
        for match in [*matches, *doubtful]:
            if match["name"] in sure or match["name"] in begun:
                start, end = match.span("name")
                yield Mention(start=start, end=end, name=match["name"], title=None, person=True)

    def _cased(self) -> Iterator[Mention]:
        particles = (
            "|".join(
                sorted(
                    (regex.escape(word.replace("_", " ")) for word in self.lexicon.particles.exact),
                    key=len,
                    reverse=True,
                )
            )
            or "de"
        )
        word = rf"(?:{_INITIALS}|{_CAPITAL})"
        nickname = r"[ \u00a0][“\"«„][^“”\"«»„\n]{2,24}[”\"»“][ \u00a0]"
        gap = rf"(?:[ \u00a0]|{nickname}|[ \u00a0](?:(?:{particles})[ \u00a0]|d[’'])|[ \u00a0](?:{particles})[ \u00a0](?:{particles})[ \u00a0])"
        run = regex.compile(
            rf"(?<![\p{{L}}\p{{Nd}}])(?:(?:{particles})[ \u00a0])?{word}(?:{gap}{word}){{0,9}}"
        )
        for match in run.finditer(self.plain):
            yield from self._split(self._unlabelled(match.start()), match.end())

    def _unlabelled(self, start: int) -> int:
        """Where a run begins without the letter that says who asks and who answers in an interview: "R. Ana agreed"."""
        label = _LABEL.match(self.plain, start) if start == 0 or self.plain[start - 1] == "\n" else None
        return label.end() if label and label[1] in self._labels else start

    def _split(self, start: int, end: int) -> Iterator[Mention]:
        """The names of one capitalised run, which a possessive or a case divides: Venezuela’s | Nicolás Maduro."""
        group: list[tuple[int, int]] = []
        for match in WORD.finditer(self.plain, start, end):
            part = self._word(match.start(), match.end())
            if part.start >= part.end:
                continue
            if self._genitive(part.start, part.end, match.end(), group, end):
                yield from self._name(group, possessive=False)
                group = []
                continue
            if group and self._initial_ends(group, part):
                yield from self._name(group, possessive=False)
                group = []
            if group and (
                self._cases.parts(self.plain[slice(*group[-1])], self.plain[part.start : part.end])
                or self._affiliated(part, end)
            ):
                yield from self._name(group, possessive=False)
                group = []
            group.append((part.start, part.end))
            if part.possessive or part.oblique:
                yield from self._name(group, possessive=part.possessive, oblique=part.oblique)
                group = []
        yield from self._name(group, possessive=False)

    def _initial_ends(self, group: list[tuple[int, int]], part: _Part) -> bool:
        """Whether a sentence ends with a surname's initial: "his secretary Teresa M. | Sąd …"."""
        last, word = self.plain[slice(*group[-1])], self.plain[part.start : part.end].lower()
        initial = len(group) > 1 and len(last) <= 2 and last.endswith(".")  # noqa: PLR2004 -- a letter and its stop
        common = word in self._lower or word in self.lexicon.organisations or word in self.lexicon.stopwords
        return initial and (common or self.lexicon.is_title(word))

    def _affiliated(self, part: _Part, end: int) -> bool:
        """Whether a particle ties a house to a name: Falk Ziegenhain | von der Firma Auwind."""
        if not self.plain[part.start].islower():
            return False
        capital = next(
            (m for m in WORD.finditer(self.plain, part.end, end) if self.plain[m.start()].isupper()), None
        )
        return capital is not None and capital.group().lower() in self.lexicon.organisations

    def _genitive(self, first: int, last: int, after: int, group: list[tuple[int, int]], end: int) -> bool:
        """Whether a particle ties a noun to a name instead of belonging to one: "Aussage von Jan Meier", not "Jan von Meier"."""
        if (
            not self.lexicon.nouns_capitalised
            or len(group) != 1
            or self.plain[first:last] not in self.lexicon.particles
        ):
            return False
        described = self.word_before(group[0][0]) in self.lexicon.determiners
        common = self.common(self.plain[slice(*group[0])])
        return described or common or self.plain.count(" ", after + 1, end) > 0

    def _word(self, start: int, end: int) -> _Part:
        """A word without elided article, possessive or case ending and full stop."""
        plain, lexicon = self.plain, self.lexicon
        word = plain[start:end]
        if word.endswith(".") and len(word.rstrip(".")) > 1 and "." not in word[:-1]:
            end -= 1
            word = word[:-1]
        cut = max(word.find("’"), word.find("'"))
        if cut > 0:
            head, tail = word[:cut].lower(), word[cut + 1 :].lower()
            if head in lexicon.elisions and tail:
                first = start + cut + 1
                return _Part(first, end if plain[first].isupper() else first)  # l'elogio is no name
            if lexicon.apostrophe_suffixes and tail.islower():
                return _Part(start, start + cut, possessive=tail.endswith(_GENITIVE), oblique=True)
            if tail in ("s", ""):
                return _Part(start, start + cut, possessive=True)
        if word.endswith(("’", "'")):
            return _Part(start, end - 1, possessive=True)
        return _Part(start, end)

    def _name(
        self, group: list[tuple[int, int]], *, possessive: bool, oblique: bool = False
    ) -> Iterator[Mention]:
        words = [self.plain[a:b] for a, b in group]
        skipped = self._leading(group, words)
        house = self._of_house(words[:skipped])
        skipped -= house
        kept, names = group[skipped:], words[skipped:]
        if not names and len(words) == 1 and self._doubtful(words[0], group[0][0]):
            kept, names, skipped = group, words, 0
        while names and (names[-1].lower() in self.lexicon.stopwords or not names[-1][0].isupper()):
            kept, names = kept[:-1], names[:-1]
        if not names or (len(names) == 1 and len(names[0].strip(".")) < 2 and names[0][1:] != "."):  # noqa: PLR2004 -- a lone letter names nobody
            return
        start, end = kept[0][0], kept[-1][1]
        title = self._title(group[:skipped], start)
        name = self.plain[start:end]
        outlet = name in self.lexicon.outlets or (
            len(names) > 1 and names[0] in self.lexicon.outlets and title is None
        )
        yield Mention(
            start=start,
            end=end,
            name=name,
            title=title,
            person=self._shaped(names, start, end, title),
            house=house,
            possessive=possessive,
            outlet=outlet,
            oblique=oblique or self._cases.oblique(names[-1]),
        )

    def _leading(self, group: list[tuple[int, int]], words: list[str]) -> int:
        """How many words at the head of a run are titles, little words or a sentence's capital, not the name."""
        count = 0
        opening = bool(group) and self.opens_sentence(group[0][0])
        for position in range(len(words) - 1, 0, -1):  # Ohio Party Chairman | David Pepper
            rest = words[position:]
            if self.lexicon.is_title(words[position - 1].lower().rstrip(".")) and not (
                len(rest) == 1 and rest[0].lower() in SUFFIXES | self.lexicon.organisations.exact
            ):
                count = position
                break
        if not count and self._department(group, words):
            count = 1 + (words[0].lower() in self.lexicon.genitives)
        while count < len(words):
            word = words[count].lower().rstrip(".")
            if count < len(words) - 1 and self._surname_begins(words, count, group[count][0]):
                return count
            plainly = (
                word in self.lexicon.stopwords
                or word in self.lexicon.kin
                or (count == 0 and len(words) > 1 and word in self.lexicon.determiners)
                or self.lexicon.is_title(word)
                or word in self.lexicon.verbs
            )
            particle = words[count][0].islower() and (count > 0 or len(words) == 1)
            usual = (
                opening
                and count == 0
                and word in self._lower
                and len(words) > 1
                and not self.lexicon.nouns_capitalised
            )
            verb = opening and count == 0 and self._opening_verb(words)
            lone = (
                count == len(words) - 1
                and word in self._lower
                and not self.lexicon.nouns_capitalised
                and opening
            )
            foreign = len(words[count:]) > _FULL_NAME and (
                self._no_name(words[count])
                or (self._ends_as_house(words[count]) and self._held(group, words, count))
                or self.lexicon.is_occupation(word)
                or (self.lexicon.nouns_capitalised and self.common(words[count]))
                or (opening and count == 0 and self.lexicon.is_person(word))
            )
            if not (plainly or particle or usual or lone or foreign or verb):
                return count
            count += 1
        return count

    def _opening_verb(self, words: list[str]) -> bool:
        """Whether a sentence begins with its verb, whose capital is no name's: Přijel | Jan Novák."""
        lexicon, first = self.lexicon, words[0].lower()
        ends = lexicon.verb_first and lexicon.article_free and first.endswith(lexicon.verb_endings)
        return ends and len(words) > _FULL_NAME and first not in lexicon.verb_names

    def _surname_begins(self, words: list[str], count: int, start: int) -> bool:
        """Whether a capital makes a particle behind a title the beginning of a surname: minister | Van den Akker."""
        word = words[count]
        before = words[count - 1].lower() if count else self.word_before(start)
        return word[0].isupper() and word.lower() in self.lexicon.particles and self.lexicon.is_title(before)

    def _department(self, group: list[tuple[int, int]], words: list[str]) -> bool:
        """Whether a run begins with what an office is for: ministro de | Economía Ana Ruiz."""
        named = sum(word[0].isupper() for word in words)
        if named <= _FULL_NAME or not group or any(len(word.rstrip(".")) == 1 for word in words[1:]):
            return False
        if words[0].lower() in self.lexicon.genitives:  # a particle as well: minister | van Economie Jan Bos
            return self.lexicon.is_title(self.word_before(group[0][0]))
        before = WORD.findall(self.plain, max(0, group[0][0] - _TITLES), group[0][0])[-3:]
        tied = [n for n, word in enumerate(before) if word.lower() in self.lexicon.genitives]
        return bool(tied) and tied[-1] > 0 and self.lexicon.is_title(before[tied[-1] - 1].lower())

    def _field(self, name: int) -> bool:
        """Whether the noun before a name is only what its bearer's office is for: officier van justitie | Jan Bos."""
        before = [word.lower() for word in WORD.findall(self.plain, max(0, name - _TITLES), name)[-3:]]
        genitive = len(before) == 3 and before[1] in self.lexicon.genitives  # noqa: PLR2004 -- office, "of", noun
        return genitive and self.lexicon.is_title(before[0])

    def _no_name(self, word: str) -> bool:
        acronym = word.isupper() and len(word) > 1 and "." not in word and not self.lexicon.nouns_capitalised
        return acronym or word.lower() in self.lexicon.organisations

    def _ends_as_house(self, word: str) -> bool:
        """Whether a word has the form in which a club or place follows the office in it: prezes Polonii | Jan Nowak."""
        lower = word.lower()
        ends = self.lexicon.house_endings
        return lower.endswith(ends) and lower not in self.lexicon.given_names

    def _held(self, group: list[tuple[int, int]], words: list[str], count: int) -> bool:
        """Whether an office stands right before a word of a run."""
        if count:
            return self.lexicon.is_title(words[count - 1].lower())
        return self._small_title(group[0][0]) is not None

    def _doubtful(self, word: str, start: int) -> bool:
        """Whether a lone title or little word with a capital may yet be the surname White or From."""
        return word[0].isupper() and (self.lexicon.is_title(word.lower()) or not self.opens_sentence(start))

    def in_small_letters(self, word: str) -> bool:
        """Whether the article prints a word in small letters."""
        return word in self._lower

    def subject_form(self, name: str) -> str | None:
        """A surname as a subject, if the name is in another case and the article prints that form."""
        return self._cases.subject(name.rsplit(maxsplit=1)[-1])

    def opens_sentence(self, position: int) -> bool:
        """Whether a capital here may be the sentence's rather than the word's."""
        before = self.plain[max(0, position - 8) : position].rstrip(" \u00a0")
        return not before or before[-1] in _SENTENCE_OPENERS

    def _title(self, leading: list[tuple[int, int]], name: int) -> Span | None:
        """The titles directly before a name, capitalised in its run or in small letters before it."""
        start = name
        for a, b in reversed(leading):
            if self.lexicon.is_title(self.plain[a:b].lower()):
                start = a
            elif not (self._no_name(self.plain[a:b]) or self._ends_as_house(self.plain[a:b])):
                break  # Prezydent USA | Adam Stone
        if start < name:
            return Span(start, name)
        houses = [part for part in leading if self.plain[slice(*part)].isupper()]  # deputada do | PS Ana Lobo
        if leading and all(
            self._no_name(self.plain[a:b]) or self._ends_as_house(self.plain[a:b])
            for a, b in leading[-len(houses) :]
        ):
            title = self._small_title(self._before_genitive((houses or leading)[0][0]))
            return Span(title.start, name) if title else None
        return self._small_title(name)

    def _before_genitive(self, position: int) -> int:
        """Where a little word that ties an office to its house begins, the position itself without one: deputada | do PS."""
        before = self.word_before(position)
        return position - len(before) - 1 if before in self.lexicon.genitives else position

    def _small_title(self, name: int) -> Span | None:
        """The titles in small letters before a name: prime minister Ana Reis."""
        low = max(0, name - _TITLES)
        start = name
        for match in reversed(list(WORD.finditer(self.plain, low, name))):
            between = self.plain[match.end() : start]
            word = self.elided(match.group().lower())  # l'avocat | Luc Morel
            if (
                not between
                or between.strip(" \u00a0.")
                or not self.lexicon.is_title(word.rstrip("."))
                or self._ends_sentence(match.group())
            ):
                break
            start = match.end() - len(word)
        return Span(start, name) if start < name else None

    def _ends_sentence(self, word: str) -> bool:
        """Whether the stop behind a title is the sentence's: "so the president. | Ruiz left", not "gov. Ruiz"."""
        short = word.rstrip(".").lower()
        known = short in self.lexicon.abbreviations or short in self.lexicon.short_titles
        return word.endswith(".") and not known and len(short) > _LONGEST_SHORT

    def _shaped(self, words: list[str], start: int, end: int, title: Span | None) -> bool:
        """Whether a name looks like a person's."""
        lexicon = self.lexicon
        real = [word for word in words if word[0].isupper()]
        if (
            len(real) > _LONGEST_NAME
            or self.plain[end : end + 1] == "&"
            or any(lexicon.is_organisation(word.lower()) for word in real)
            or (
                len(real) > 1
                and real[0].lower() in lexicon.works
                and real[0].lower() not in lexicon.given_names
            )
        ):
            return False  # Series The Bay
        shouted = any(len(word) > 2 and word.isupper() and "." not in word for word in real)  # noqa: PLR2004 -- NATO, but J.D. and Xi
        if shouted or self._demonym(words[-1], end):
            return False
        if title is not None:
            return True
        framed = self.plain[max(0, start - 1) : start] in _OPENS and self.plain[end : end + 1] in _SHUTS
        if framed or (lexicon.nouns_capitalised and any(self.common(word) for word in real)):
            return False  # the pigeon ‘Blue Wilma’
        described = self.word_before(start) in (
            lexicon.determiners if lexicon.determiners.exact else lexicon.articles
        )
        return len(real) > 1 and not (described or self.house(start))

    def _demonym(self, word: str, end: int) -> bool:
        """Whether a word only tells where the person behind it is from: Karadağlı | teknik adam."""
        lexicon = self.lexicon
        following = WORD.match(self.plain, end + 1) if self.plain[end : end + 1] == " " else None
        noun = following.group() if following else ""
        human = noun.islower() and (lexicon.is_title(noun) or lexicon.is_person(noun))
        return human and word.endswith(lexicon.demonym_endings)

    def house(self, start: int) -> bool:
        """Whether a noun for a body of people stands before a name, or before its adjective: la compagnie belge | Abo Rail."""
        lexicon = self.lexicon
        # Without articles the noun may as well be a genitive: "the hospital's head physician | Olena Kozak".
        if lexicon.article_free or not self.plain[max(0, start - 2)].isalpha() or self._field(start):
            return False
        found = list(WORD.finditer(self.plain, max(0, start - _TITLES), start))[-3:]
        words = [self.elided(match.group().lower()) for match in found]
        if found and found[-1].group()[0].isupper() and not self.elided(found[-1].group()).isupper():
            return False  # of capitals only an acronym: l'ASBL Mains Ouvertes
        if len(words) > 1 and self._adjective(words[-1]):
            words.pop()
        if not words or not lexicon.is_organisation(words[-1]) or words[-1] in lexicon.possessives:
            return False
        if lexicon.verb_first and not self._known(words, found[len(words) - 1].group()):
            return False  # "in ospedale Marta Ascari"
        between = self.plain[found[len(words) - 1].end() : start]
        return not any(sign in between for sign in ",;:.") and not any(
            word in lexicon.demonstratives for word in words[:-1][-1:]
        )

    def _known(self, words: list[str], noun: str) -> bool:
        """Whether an article stands before the last of some words, by itself, leaning on it or in what ties it: dell'ospedale."""
        before = words[-2] if len(words) > 1 else ""
        return (
            before in self.lexicon.articles or before in self.lexicon.genitives or noun.lower() != words[-1]
        )

    def _of_house(self, leading: list[str]) -> bool:
        """Whether a noun for a body stands right before a name in its run: Movimiento | Costa Nueva."""
        lexicon, last = self.lexicon, leading[-1] if leading else ""
        bodies = lexicon.verb_first and not lexicon.article_free and last.lower() in lexicon.organisations
        return bodies and not last.isupper()  # délégué | CGT Ana Ruiz

    def _adjective(self, word: str) -> bool:
        """Whether a word between a noun and a name may be the noun's adjective, where those stand behind it."""
        lexicon = self.lexicon
        others = (
            lexicon.organisations,
            lexicon.prepositions,
            lexicon.stopwords,
            lexicon.verbs,
            lexicon.conjunctions,
        )
        known = lexicon.is_title(word) or lexicon.is_person(word) or any(word in words for words in others)
        return lexicon.verb_first and not known

    def elided(self, word: str) -> str:
        """A word without the article that leans on it: dell'agenzia."""
        head, _, rest = word.replace("’", "'").partition("'")
        return rest if rest and head in self.lexicon.elisions else word

    def common(self, word: str) -> bool:
        """Whether a capitalised word is a common noun, in a language that gives every noun a capital."""
        lower = word.lower()
        return lower in self.lexicon.common_nouns or lower.endswith(self.lexicon.noun_endings)

    def word_before(self, position: int) -> str:
        """The word directly before a position, in lower case, empty if a sign stands between."""
        words = WORD.findall(self.plain, max(0, position - 24), position)
        between = self.plain[max(0, position - 1) : position]
        return words[-1].lower().rstrip(".") if words and between in (" ", "\u00a0", "’", "'") else ""
