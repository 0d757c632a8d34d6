"""Words that tell a topic, counted in a text; knows the lexicon files and how words match, not what a score means.

`data/topics/<language>.toml` lists for each topic `strong`, `plain` and `weak` words. Its `match` says how a word
matches: `word` (itself and its plain plural, or any ending after `*`), `stem` (any ending, unless it closes with `!`)
or `run` (anywhere, for scripts that do not part words). `_` joins the words of a phrase.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

from summarizer.tags.taxonomy import taxonomy
from summarizer.tags.words import fold, phrase, words

WEIGHTS = {"strong": 2.0, "plain": 1.0, "weak": 0.4}
INHERITED = 0.8  # of a finer topic's weight goes to its parent
_SHORTEST = 2  # letters of a stem
_REMEMBERED = 8_192  # words
_LONGEST_HEAD = 16  # letters of a phrase's first stem
_CACHEABLE = 64  # characters; longer runs would fill the cache of comparable forms with whole sentences
_RUN = regex.compile(r"[\p{Han}\p{Kana}\p{Hiragana}ー々]+|[\p{L}\p{M}\p{N}]+")
_DATA = files("summarizer.tags").joinpath("data/topics")

Weights = dict[str, float]  # topic slug to weight


class Pattern(NamedTuple):
    """One word of a phrase: its comparable form, and whether it may go on."""

    key: str
    open: bool

    def matches(self, key: str) -> bool:
        """Whether a word of a text is meant."""
        return key == self.key or (self.open and key.startswith(self.key))


class Hit(NamedTuple):
    """A word or phrase of the lexicon found in a text: where, which, and what it tells."""

    start: int
    name: str
    weights: Mapping[str, float]


class Lexicon:
    """One language's words by topic, ready to be looked up."""

    def __init__(self, language: str) -> None:
        source = tomllib.loads(_DATA.joinpath(f"{language}.toml").read_text(encoding="utf-8"))
        self.match: str = source.pop("match")
        self._prefixes = tuple(fold(prefix) for prefix in source.pop("prefixes", "").split())
        self._words: dict[str, Weights] = {}
        self._stems: dict[str, Weights] = {}
        self._phrases: dict[str, list[tuple[tuple[Pattern, ...], Weights]]] = {}
        self._longest = 0
        # The same words come in every article.
        self._known = lru_cache(maxsize=_REMEMBERED)(self._single)
        self._begun = lru_cache(maxsize=_REMEMBERED)(self._phrases_from)
        found: dict[tuple[Pattern, ...], Weights] = {}
        for slug, lists in source.items():
            for strength, listed in lists.items():
                for entry in listed.split():
                    _raise(found.setdefault(self._patterns(entry), {}), slug, WEIGHTS[strength])
        for patterns, weights in found.items():
            self._file(patterns, weights)
        for options in self._phrases.values():
            options.sort(key=lambda option: -len(option[0]))

    def _patterns(self, entry: str) -> tuple[Pattern, ...]:
        if self.match == "run":
            return (Pattern(fold(entry), open=False),)
        parts: list[Pattern] = []
        for part in filter(None, entry.split("_")):
            keys = phrase(part)
            goes_on = part.endswith("*") if self.match == "word" else not part.endswith("!")
            parts += [Pattern(key, open=goes_on and n == len(keys) - 1) for n, key in enumerate(keys)]
        return tuple(parts)

    def _file(self, patterns: tuple[Pattern, ...], weights: Weights) -> None:
        head = patterns[0]
        if self.match == "run":
            self._words[head.key] = weights
            self._longest = max(self._longest, len(head.key))
        elif len(patterns) > 1:
            self._phrases.setdefault(head.key, []).append((patterns, weights))
        elif head.open:
            self._longest = max(self._longest, len(head.key))
            _merge(self._stems.setdefault(head.key, {}), weights)
        else:
            for form in _plurals(head.key) if self.match == "word" else (head.key,):
                _merge(self._words.setdefault(form, {}), weights)

    def find(self, text: str) -> Iterator[Hit]:
        """What the text says about topics, in order; a phrase keeps its words from counting once more."""
        return self._find_runs(text) if self.match == "run" else self._find_words(text)

    def _find_words(self, text: str) -> Iterator[Hit]:
        found = words(text)
        keys = [word.key for word in found]
        at = 0
        while at < len(keys):
            hit = _phrase(self._begun(keys[at]), keys, at)
            if hit is not None:
                patterns, weights = hit
                yield Hit(found[at].start, " ".join(p.key for p in patterns), weights)
                at += len(patterns)
                continue
            single = self._known(keys[at])
            if single is not None:
                yield Hit(found[at].start, *single)
            at += 1

    def _phrases_from(self, key: str) -> list[tuple[tuple[Pattern, ...], Weights]]:
        return [each for head in _heads(key) for each in self._phrases.get(head, ())]

    def _single(self, key: str) -> tuple[str, Weights] | None:
        """The word itself, or else its longest stem."""
        if key in self._words:
            return key, self._words[key]
        for length in range(min(len(key), self._longest), _SHORTEST - 1, -1):
            weights = self._stems.get(key[:length])
            if weights is not None:
                return key[:length], weights
        return next(filter(None, map(self._single, self._rests(key))), None)

    def _rests(self, key: str) -> Iterator[str]:
        """What is left of a word without the particle that Arabic writes together with it: the longest one only."""
        prefix = next(
            (p for p in self._prefixes if key.startswith(p) and len(key) - len(p) > _SHORTEST), None
        )
        if prefix is not None:
            yield key[len(prefix) :]

    def _find_runs(self, text: str) -> Iterator[Hit]:
        for run in _RUN.finditer(text):
            line, at = fold(run[0]) if len(run[0]) < _CACHEABLE else run[0].casefold(), 0
            while at < len(line):
                for length in range(min(self._longest, len(line) - at), 0, -1):
                    weights = self._words.get(line[at : at + length])
                    if weights is not None:
                        yield Hit(run.start() + at, line[at : at + length], weights)
                        at += length - 1
                        break
                at += 1


def _phrase(
    options: Sequence[tuple[tuple[Pattern, ...], Weights]], keys: Sequence[str], at: int
) -> tuple[tuple[Pattern, ...], Weights] | None:
    """The first of the phrases that stands at a place."""
    for patterns, weights in options:
        rest = keys[at : at + len(patterns)]
        if len(rest) == len(patterns) and all(p.matches(k) for p, k in zip(patterns, rest, strict=True)):
            return patterns, weights
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
    """Notes a weight for a topic and, lessened, for its parents; the highest of several counts."""
    weights[slug] = max(weight, weights.get(slug, 0.0))
    for parent in taxonomy()[slug].parents:
        weights[parent] = max(weight * INHERITED, weights.get(parent, 0.0))


def _merge(into: Weights, weights: Mapping[str, float]) -> None:
    for slug, weight in weights.items():
        into[slug] = max(weight, into.get(slug, 0.0))


@cache
def languages() -> frozenset[str]:
    """The languages with a lexicon."""
    return frozenset(
        path.name.removesuffix(".toml") for path in _DATA.iterdir() if path.name.endswith(".toml")
    )


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, built once; None where there is none."""
    return Lexicon(language) if language in languages() else None
