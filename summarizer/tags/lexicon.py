"""Words that tell a topic, counted in a text; knows the lexicon files and how words match, not what a score means.

`data/topics/<language>.toml` lists for each topic `strong`, `plain` and `weak` words. Its `match` says how a word
matches: `word` (itself and its plain plural, or any ending after `*`), `stem` (any ending, unless it closes with `!`)
or `run` (anywhere, for scripts that do not part words). `_` joins the words of a phrase; an entry in capitals means the
word printed so ("AI" and not French "ai"), one with a capital a name ("Apple" and no apple), and one that closes with
`~` no part of a name ("saint" and not "Saint-Denis").
"""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import regex

from summarizer.tags.proper import capital_by_rule, goes_on_as_name, hyphened_name
from summarizer.tags.taxonomy import added_words, taxonomy
from summarizer.tags.words import Word, fold, joined, phrase, words

WEIGHTS = {"strong": 2.5, "plain": 1.0, "weak": 0.4}
INHERITED = 1.0  # of a finer topic's weight goes to its parent
_OWN = "+"  # before the name of an operator's entry, which is another than the built-in one like it
_NOT_IN_NAMES = "~"
_TWICE = 2
_SHORTEST = 2  # letters of a stem
_REMEMBERED = 8_192  # words
_LONGEST_HEAD = 16  # letters of a phrase's first stem
_CACHEABLE = 64  # characters; longer runs would fill the cache of comparable forms with whole sentences
_SHORTEST_TAIL = (
    6  # letters of the last part of a compound: "Land·gericht"; shorter ones end too many other words
)
_SHORT_KATAKANA = 3  # letters
_DEVANAGARI = ("\u0900", "\u097f")
_SHORT_DEVANAGARI = 3  # letters
_KATAKANA = regex.compile(r"[\p{Katakana}ー]+")
_RUN = regex.compile(
    r"(?P<run>[\p{Han}\p{Katakana}\p{Hiragana}ー々]+)|[\p{L}\p{M}\p{N}--\p{Han}\p{Katakana}\p{Hiragana}]+",
    regex.VERSION1,
)
_DATA = files("summarizer.tags").joinpath("data/topics")

Weights = dict[str, float]  # topic slug to weight
ANY = "any"  # stands for every language among added words


class Pattern(NamedTuple):
    """One word of a phrase: its comparable form, and whether it may go on."""

    key: str
    open: bool

    def matches(self, key: str) -> bool:
        """Whether a word of a text is meant."""
        return key == self.key or (self.open and key.startswith(self.key) and _is_form(key, len(self.key)))


class Entry(NamedTuple):
    """A word or phrase of the lexicon: the name under which its forms count as one, and what it tells."""

    name: str
    weights: Mapping[str, float]


class Hit(NamedTuple):
    """An entry found in a text: `text[start:end]` are the whole words as printed."""

    start: int
    end: int
    name: str
    weights: Mapping[str, float]


Phrase = tuple[tuple[Pattern, ...], Entry]


class Lexicon:
    """One language's words by topic, ready to be looked up; with `own`, only those an operator added."""

    def __init__(self, language: str, *, own: bool = False) -> None:
        source = _source(language)
        self.match: str = source.pop("match")
        self._compounds: bool = source.pop("compounds", False)
        self._capital_nouns: bool = source.pop("capital_nouns", False)
        self._prefixes = tuple(fold(prefix) for prefix in source.pop("prefixes", "").split())
        self._words: dict[str, Entry] = {}
        self._capitals: dict[str, Entry] = {}
        self._proper: dict[str, Entry] = {}
        self._stems: dict[str, Entry] = {}
        self._phrases: dict[str, list[Phrase]] = {}
        self._before_names: set[str] = set()
        self._longest = 0
        # The same words come in every article.
        self._known = lru_cache(maxsize=_REMEMBERED)(self._single)
        self._begun = lru_cache(maxsize=_REMEMBERED)(self._phrases_from)
        self._mark = _OWN if own else ""
        self._fill(
            _added(language, self.match) if own else ((*entry, self.match) for entry in _entries(source))
        )
        # Looked up by themselves, an operator's words are told wherever they stand, also inside a built-in phrase.
        self._own = None if own or not _has_added(language) else Lexicon(language, own=True)

    def _fill(self, entries: Iterable[tuple[str, str, str, str]]) -> None:
        found: dict[tuple[str, str], Weights] = {}
        for slug, strength, entry, matched in entries:
            _raise(found.setdefault((entry, matched), {}), slug, WEIGHTS[strength])
        for (entry, matched), weights in found.items():
            self._file(entry, matched, weights)
        for key in self._words.keys() & self._stems.keys():
            _merge(self._words, key, self._stems[key])
        for options in self._phrases.values():
            options.sort(key=lambda option: -len(option[0]))

    def _longest_stem(self, key: str) -> Entry | None:
        return next(
            (
                self._stems[key[:n]]
                for n in range(min(len(key), self._longest), _SHORTEST - 1, -1)
                if key[:n] in self._stems and _is_form(key, n)
            ),
            None,
        )

    def _file(self, entry: str, matched: str, weights: Weights) -> None:
        patterns = _patterns(entry, matched)
        if not patterns:
            return
        head = patterns[0]
        filed = Entry(self._mark + " ".join(pattern.key for pattern in patterns), weights)
        if entry.endswith(_NOT_IN_NAMES):
            self._before_names.add(filed.name)
        if entry.isupper() and entry.casefold() != entry:
            _merge(self._capitals, "".join(pattern.key for pattern in patterns), filed)
        elif self.match == "run":
            key = fold(entry.rstrip("*!").replace("_", ""))
            _merge(self._words, key, filed)
            self._longest = max(self._longest, len(key))
        elif len(patterns) > 1:
            self._phrases.setdefault(head.key, []).append((patterns, filed))
        elif entry[0].isupper() and not self._mark:
            _merge(self._proper, head.key, filed)
        elif head.open:
            self._longest = max(self._longest, len(head.key))
            _merge(self._stems, head.key, filed)
        else:
            for form in _plurals(head.key) if matched == "word" else (head.key,):
                _merge(self._words, form, filed)

    def named(self, *texts: str) -> frozenset[str]:
        """Names that are everyday words too ("Apple"), comparable, of which one of the texts surely speaks.

        Surely is: with a capital where a sentence gives none of its own, or with a capital twice.
        """
        if not self._proper:
            return frozenset()
        times: Counter[str] = Counter()
        for text in texts:
            found = words(text)
            for at, word in enumerate(found):
                if word.key in self._proper and word.text[0].isupper():
                    times[word.key] += 1 if capital_by_rule(text, found, at) else _TWICE
        return frozenset(key for key, count in times.items() if count >= _TWICE)

    def find(self, text: str, named: Collection[str] = ()) -> Iterator[Hit]:
        """What the text says about topics: the built-in words in order, then an operator's own.

        A phrase keeps its words from counting once more. `named` are the names that count, from the method so called.
        """
        yield from self._find_runs(text) if self.match == "run" else self._find_words(text, named)
        if self._own is not None:
            yield from self._own.find(text)

    def _find_words(self, text: str, named: Collection[str]) -> Iterator[Hit]:
        found = words(text)
        keys = [word.key for word in found]
        at = 0
        while at < len(keys):
            begun = self._begun(keys[at])
            hit = _phrase(begun, text, found, keys, at) if begun else None
            if hit is not None:
                patterns, entry = hit
                yield Hit(found[at].start, found[at + len(patterns) - 1].end, *entry)
                at += len(patterns)
                continue
            single = self._word(found[at], named)
            if single is not None and not self._in_a_name(single, text, found, at):
                yield Hit(found[at].start, found[at].end, *single)
            at += 1

    def _word(self, word: Word, named: Collection[str]) -> Entry | None:
        if word.key in self._capitals and word.text.isupper():
            return self._capitals[word.key]
        if word.key in named and word.text[0].isupper():
            return self._proper[word.key]
        return self._known(word.key)

    def _in_a_name(self, entry: Entry, text: str, found: Sequence[Word], at: int) -> bool:
        """Whether a word is but a part of a proper name: "Saint-Denis", "Saint Patrick", "Port-au-Prince"."""
        if not found[at].text[0].isupper():
            return False
        if entry.name in self._before_names:
            return goes_on_as_name(text, found, at)
        if self._capital_nouns or self._mark or max(entry.weights.values()) >= WEIGHTS["strong"]:
            return False
        return hyphened_name(text, found, at)

    def _phrases_from(self, key: str) -> list[Phrase]:
        return [each for head in _heads(key) for each in self._phrases.get(head, ())]

    def _single(self, key: str) -> Entry | None:
        """The word itself, or else what is left of it without a particle, or else what its last part tells."""
        return self._begins(key) or self._begins(self._rest(key)) or self._tail(key)

    def _begins(self, key: str) -> Entry | None:
        """The word as it stands, or else its longest stem."""
        if key in self._words:
            return self._words[key]
        return self._longest_stem(key)

    def _tail(self, key: str) -> Entry | None:
        """What the last part of a compound tells: the head of the word in Germanic languages but English."""
        if not self._compounds:
            return None
        for at in range(_SHORTEST, len(key) - _SHORTEST_TAIL + 1):
            rest = key[at:]
            if rest in self._words:
                return self._words[rest]
            for length in range(len(rest), _SHORTEST_TAIL - 1, -1):
                if rest[:length] in self._stems:
                    return self._stems[rest[:length]]
        return None

    def _rest(self, key: str) -> str:
        """The word without the particle that Arabic writes together with it, the longest one only; "" without one."""
        fits = (p for p in self._prefixes if key.startswith(p) and len(key) - len(p) > _SHORTEST)
        return key[len(prefix) :] if (prefix := next(fits, "")) else ""

    def _find_runs(self, text: str) -> Iterator[Hit]:
        for run in _RUN.finditer(text):
            line = _comparable(run[0])
            if run["run"] is None:  # a word of a script that parts words
                entry = (run[0].isupper() and self._capitals.get(line)) or self._words.get(line)
                if entry:
                    yield Hit(run.start(), run.end(), *entry)
            else:
                yield from self._within(line, run.start())

    def _within(self, line: str, start: int) -> Iterator[Hit]:
        at = 0
        while at < len(line):
            for length in range(min(self._longest, len(line) - at), 0, -1):
                entry = self._words.get(line[at : at + length])
                if entry is not None and not _cuts(line, at, at + length):
                    yield Hit(start + at, start + at + length, *entry)
                    at += length - 1
                    break
            at += 1


def _is_form(key: str, length: int) -> bool:
    """Whether a word may be a form of the stem that it begins with.

    Devanagari writes vowels as marks, so that a stem of two or three letters begins many other words ("मिल", a mill,
    and "मिलाकर", mixing); its endings are marks and at most one letter.
    """
    if not _DEVANAGARI[0] <= key[:1] <= _DEVANAGARI[1] or _letters(key[:length]) > _SHORT_DEVANAGARI:
        return True
    return _letters(key[length:]) <= 1


def _letters(key: str) -> int:
    return sum(not unicodedata.category(sign).startswith("M") for sign in key)


def _cuts(line: str, start: int, end: int) -> bool:
    """Whether a short word in katakana is cut out of a longer one: "スト" (strike) from "コスト" (cost)."""
    if end - start > _SHORT_KATAKANA or not _KATAKANA.fullmatch(line, start, end):
        return False
    return bool(_KATAKANA.search(line, max(0, start - 1), start) or _KATAKANA.match(line, end, end + 1))


def _comparable(run: str) -> str:
    """The form in which a run is compared, letter for letter with what is printed."""
    line = fold(run) if len(run) < _CACHEABLE else run.casefold()
    return line if len(line) == len(run) else run


def _patterns(entry: str, matched: str) -> tuple[Pattern, ...]:
    parts: list[Pattern] = []
    for part in filter(None, entry.split("_")):
        keys = phrase(part)
        goes_on = part.endswith("*") if matched == "word" else not part.endswith(("!", _NOT_IN_NAMES))
        parts += [Pattern(key, open=goes_on and n == len(keys) - 1) for n, key in enumerate(keys)]
    return tuple(parts)


def _phrase(
    options: Sequence[Phrase], text: str, found: Sequence[Word], keys: Sequence[str], at: int
) -> Phrase | None:
    """The first of the phrases that stands at a place."""
    for option in options:
        patterns = option[0]
        rest = keys[at : at + len(patterns)]
        if len(rest) == len(patterns) and all(p.matches(k) for p, k in zip(patterns, rest, strict=True)):
            within = found[at : at + len(patterns)]
            if all(joined(text, left, right) for left, right in pairwise(within)):
                return option
    return None


def _heads(key: str) -> Iterator[str]:
    """The word and its beginnings, longest first: a phrase's first word may be a stem."""
    yield key
    for length in range(min(len(key) - 1, _LONGEST_HEAD), _SHORTEST, -1):
        yield key[:length]


def _plurals(key: str) -> Iterator[str]:
    yield key
    if key.isascii() and not key.endswith("s"):
        yield key + "s"
        if key.endswith(("ch", "sh", "x")):
            yield key + "es"
        if key.endswith("y"):
            yield key[:-1] + "ies"


def _raise(weights: Weights, slug: str, weight: float) -> None:
    """Notes a weight for a topic and, lessened, for those above it; the highest of several counts."""
    weights[slug] = max(weight, weights.get(slug, 0.0))
    for parent in taxonomy()[slug].parents:
        _raise(weights, parent, weight * INHERITED)


def _merge(into: dict[str, Entry], key: str, entry: Entry) -> None:
    known = into.get(key)
    if known is None:
        into[key] = entry
        return
    both = dict(known.weights)
    for slug, weight in entry.weights.items():
        both[slug] = max(weight, both.get(slug, 0.0))
    into[key] = Entry(known.name, both)


def _added(language: str, match: str) -> Iterator[tuple[str, str, str, str]]:
    """Topic, strength, word and way of matching of what an operator added."""
    for matched, scope in ((match, language), ("word", ANY)):
        yield from ((*entry, matched) for entry in added_words(scope))


def _has_added(language: str) -> bool:
    return any(True for scope in (language, ANY) for _ in added_words(scope))


def _entries(source: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    for slug, lists in source.items():
        for strength, listed in lists.items():
            for entry in listed.split():
                yield slug, strength, entry


def _source(language: str) -> dict[str, Any]:
    """A language's file; without one, an empty lexicon in which words match as they stand."""
    if language not in languages():
        return {"match": "word"}
    return tomllib.loads(_DATA.joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@cache
def way(language: str) -> str:
    """How a language's words match: `word`, `stem` or `run`."""
    return str(_source(language)["match"])


@cache
def languages() -> frozenset[str]:
    """The languages with a lexicon."""
    return frozenset(
        path.name.removesuffix(".toml") for path in _DATA.iterdir() if path.name.endswith(".toml")
    )


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, built once; None where there are no words for it."""
    if language in languages() or _has_added(language):
        return Lexicon(language)
    return None
