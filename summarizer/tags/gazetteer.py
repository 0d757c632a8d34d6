"""Finds country phrases in a text, longest first; knows surfaces and case, not what a story is about."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import regex

from summarizer.tags.packs import Entry, Kind, Phrases, listed, local, national, pack, world
from summarizer.tags.words import WORD, Word, capital, fold, joined

_RUNS = regex.compile(r"[\p{Han}\p{Kana}\p{Hangul}ー々]+")
_SCRIPTS = {name: regex.compile(rf"\p{{{name}}}+") for name in world()["scripts"] if name != "Kana"}
_KANA = regex.compile(r"\p{Hiragana}+")
_KATAKANA = regex.compile(r"[\p{Katakana}ー]")
_SHORT_KATAKANA = 4  # letters; longer names begin compounds of their own ("アメリカンドリーム")
_GUESS_FROM = 4_000  # characters are plenty to tell a script or a language by its commonest words
_LETTERS_OF_A_WORD = 4
_OWN_SHARE = (
    0.2  # of a text's letters must be in the script of its language; quotations and names take the rest
)
_SHOUTING = 0.6  # a line with more of its words in capitals says nothing by capitals
_CUT_FROM = 2  # letters of the names that longer foreign names contain ("马里" in "马里奥")
_RUN_JOINTS = ("", "・", "·", " ")  # between the parts of one name: "ニューヨーク・タイムズ", "뉴욕 타임스"
_HYPHENS = frozenset("-‑–")
_REMEMBERED = 8_192  # words


class Mention(NamedTuple):
    """A phrase found in a text: its words are `words[first:last]`, -1 where the script has no words."""

    start: int
    end: int
    first: int
    last: int
    key: tuple[str, ...]
    entry: Entry


class Index:
    """Phrases by their first word, longest first."""

    def __init__(self, phrases: Phrases) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for key, entry in phrases.items():
            self._by_first.setdefault(key[0], []).append((key, entry))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def options(self, first: str) -> Sequence[tuple[tuple[str, ...], Entry]]:
        """The phrases that begin with a word, longest first."""
        return self._by_first.get(first, ())


class Gazetteer:
    """All that one language calls countries, ready to be looked up in texts."""

    def __init__(self, language: str) -> None:
        data = pack(language)
        self.language = language
        self.script: str = data.get("script", "Latin")
        own = national(language)
        self._own = Index(own)
        self._places = _places(self.script, language if data.get("endings", {}).get("cities") else "")
        self._merged: dict[str, Sequence[tuple[tuple[str, ...], Entry]]] = {}
        self._prefixes = tuple(fold(p) for p in data.get("prefixes", "").split())
        self._begun = lru_cache(maxsize=_REMEMBERED)(
            self._phrases_from
        )  # the same words come in every article
        self._runs = _runs({**local(self.script, {}), **own}) if data.get("run") else None
        self._cuts = _cuts(data)
        self._sounds = frozenset(data.get("sounds", ""))
        self._anywhere = data.get("run") != "start"  # Korean parts words, and only what begins one is a name

    def known(self, key: str) -> bool:
        """Whether a word begins any phrase here but the name of a leader."""
        return any(entry.kind is not Kind.LEADER for _, entry in self._own.options(key))

    def leads(self, key: str) -> bool:
        """Whether a word is the surname of a leader."""
        return any(entry.kind is Kind.LEADER for _, entry in self._own.options(key))

    def find(self, text: str, words: Sequence[Word]) -> list[Mention]:
        """Every phrase in the text, none overlapping another, in order. `words` are the text's own."""
        if self._runs is not None:
            return self._find_runs(text)
        found: list[Mention] = []
        shouting = _Shouting(text)
        at = 0
        while at < len(words):
            begun = self._begun(words[at].key)
            hit = _longest(begun, text, words, at, shouting) if begun is not None else None
            if hit is None:
                at += 1
                continue
            key, entry = hit
            last = at + len(key)
            if entry.codes:
                found.append(Mention(words[at].start, words[last - 1].end, at, last, key, entry))
            at = last
        return found

    def _phrases_from(self, key: str) -> "_Begun | None":
        phrases = [each for first in self._readings(key) for each in self._options(first)]
        return _Begun(phrases) if phrases else None

    def _options(self, first: str) -> Sequence[tuple[tuple[str, ...], Entry]]:
        """The phrases that begin with a word, longest first, the language's own before the places of its script."""
        own, places = self._own.options(first), self._places.options(first)
        if not (own and places):
            return own or places
        if first not in self._merged:
            self._merged[first] = sorted([*own, *places], key=lambda option: -len(option[0]))
        return self._merged[first]

    def _readings(self, key: str) -> list[str]:
        """The word, and what is left of it without the particles that Arabic writes together with it."""
        cut = [key[len(p) :] for p in self._prefixes if key.startswith(p) and len(key) - len(p) > 2]  # noqa: PLR2004 -- shorter rests are chance
        return [key, *cut]

    def _find_runs(self, text: str) -> list[Mention]:
        """The same for scripts that do not part words."""
        assert self._runs is not None
        found: list[Mention] = []
        at = 0
        for run in _RUNS.finditer(text):
            at, end = max(at, run.start()), run.end()
            while at < end:
                name, entry = next(
                    ((n, e) for n, e in self._runs.get(text[at], ()) if self._stands(n, e, text, at)),
                    (text[at], None),
                )
                if entry is not None and entry.codes:
                    found.append(Mention(at, at + len(name), -1, -1, (name,), entry))
                at = at + len(name) if entry is not None or self._anywhere else end
        return found

    def _stands(self, name: str, entry: Entry, text: str, at: int) -> bool:
        """Whether a name stands at a place and is not cut out of a longer word."""
        if not _written(name, text, at):
            return False
        before, after = self._cuts.get(name, ((), ()))
        end = at + len(name)
        if text.endswith(before, 0, at) or text.startswith(after, end):
            return False
        if len(name) != _CUT_FROM or not entry.codes or entry.kind is Kind.PAIR:
            return True
        follows = text[end : end + 1]
        return follows not in self._sounds or self._begins(text, end)

    def _begins(self, text: str, at: int) -> bool:
        """Whether any name begins at a place."""
        assert self._runs is not None
        return any(text.startswith(name, at) for name, _ in self._runs.get(text[at], ()))


def _cuts(data: Mapping[str, Any]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What stands before and after a name where it is a part of longer words."""
    return {
        name: (tuple(rule.get("before", "").split()), tuple(rule.get("after", "").split()))
        for rule in data.get("cut", ())
        for name in listed(rule["words"])
    }


def _written(name: str, text: str, at: int) -> bool:
    """Whether a name stands at a place: in katakana, which foreign words are written in, as a word of its own."""
    if not text.startswith(name, at):
        return False
    end = at + len(name)
    if not _KATAKANA.match(name[0]):
        return True
    if at and _KATAKANA.match(text[at - 1]):
        return False
    return len(name) > _SHORT_KATAKANA or not (end < len(text) and _KATAKANA.match(text[end]))


@cache
def _places(script: str, inflected_by: str) -> Index:
    """The places of a script, shared by its languages unless one inflects them."""
    data = pack(inflected_by) if inflected_by else {}
    return Index(local(script, data.get("endings", {}).get("cities", {}), data.get("foreign_letters", "")))


def _runs(phrases: Phrases) -> dict[str, list[tuple[str, Entry]]]:
    by_first: dict[str, list[tuple[str, Entry]]] = {}
    for key, entry in phrases.items():
        for joint in _RUN_JOINTS if len(key) > 1 else ("",):
            name = joint.join(key)
            if len(name) > 1 or entry.kind is Kind.NOTHING:
                by_first.setdefault(name[0], []).append((name, entry))
    for options in by_first.values():
        options.sort(key=lambda option: -len(option[0]))
    return by_first


class _Shouting:
    """Whether a place of a text lies in a line of capitals; each line is judged once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[int, bool] = {}

    def at(self, position: int) -> bool:
        start = self._text.rfind("\n", max(0, position - 500), position) + 1 or max(0, position - 500)
        if start not in self._lines:
            end = self._text.find("\n", position, position + 500)
            line = self._text[start : end if end >= 0 else position + 500]
            long = [m[0] for m in WORD.finditer(line) if len(m[0]) > 1 and m[0].isalpha()]
            self._lines[start] = sum(map(str.isupper, long)) > _SHOUTING * max(1, len(long))
        return self._lines[start]


class _Begun:
    """The phrases that begin with one word: the single one, and the longer ones by their second word."""

    __slots__ = ("_longer", "_single")

    def __init__(self, phrases: Sequence[tuple[tuple[str, ...], Entry]]) -> None:
        self._single = [phrase for phrase in phrases if len(phrase[0]) == 1]
        self._longer: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for phrase in phrases:
            if len(phrase[0]) > 1:
                self._longer.setdefault(phrase[0][1], []).append(phrase)

    def options(self, second: str | None) -> Sequence[tuple[tuple[str, ...], Entry]]:
        """Those that may stand before a second word, longest first."""
        longer = self._longer.get(second) if second is not None else None
        return self._single if longer is None else [*longer, *self._single]


def _longest(
    begun: _Begun,
    text: str,
    words: Sequence[Word],
    at: int,
    shouting: _Shouting,
) -> tuple[tuple[str, ...], Entry] | None:
    """The first of the phrases that stands at a place as it is written; they come longest first."""
    second = words[at + 1].key if at + 1 < len(words) else None
    for key, entry in begun.options(second):
        if (
            _follows(text, words, at, key)
            and _cased(words[at], entry, shouting)
            and (not _spelt_out(key, entry) or capital(words[at + len(key) - 1].text))
            and _followed(text, words[at + len(key) - 1], entry)
        ):
            return key, entry
    return None


def _spelt_out(key: tuple[str, ...], entry: Entry) -> bool:
    """Whether the last word of a phrase needs a capital too."""
    return entry.spelt or (entry.kind is Kind.TOWN and len(key) > 1)


def _follows(text: str, words: Sequence[Word], at: int, key: tuple[str, ...]) -> bool:
    if at + len(key) > len(words):
        return False
    for n in range(1, len(key)):
        if words[at + n].key != key[n] or not joined(text, words[at + n - 1], words[at + n]):
            return False
    return True


def _cased(word: Word, entry: Entry, shouting: _Shouting) -> bool:
    if entry.lower:
        return True
    if entry.upper:
        # Two letters may be a word ("us"): in a line of capitals nothing tells them apart.
        return word.text.isupper() and not (len(word.key) == 2 and shouting.at(word.start))  # noqa: PLR2004
    return capital(word.text)


def _followed(text: str, word: Word, entry: Entry) -> bool:
    """Whether the sign stands behind a word that the phrase needs there."""
    if entry.hyphened:
        return text[word.end : word.end + 1] in _HYPHENS
    return not entry.dotted or text[word.end : word.end + 1] == "." or word.text.endswith(".")


@cache
def gazetteer(language: str) -> Gazetteer:
    """The gazetteer of a language, built once; one without a file of its own gets CLDR's names alone."""
    return Gazetteer(language)


def _letters(text: str) -> dict[str, int]:
    """How much of a text is written in each script; a Han character is about a word, so it weighs like one."""
    found = {name: sum(len(run) for run in runs.findall(text)) for name, runs in _SCRIPTS.items()}
    found["Han"] *= _LETTERS_OF_A_WORD
    return found


def guess(text: str) -> str:
    """The served language a text is probably in, by its script and commonest words; English for want of better."""
    head = text[:_GUESS_FROM]
    letters = _letters(head)
    script = max(letters, key=lambda name: letters[name])
    if script == "Han" and _KANA.search(head):
        return "ja"
    if script == "Cyrillic" and any(letter in head.lower() for letter in "іїєґ"):
        return "uk"
    if script != "Latin":
        return str(world()["scripts"][script])
    seen = [m[0].lower() for m in WORD.finditer(head)]
    votes = {
        language: sum(map(set(common.split()).__contains__, seen))
        for language, common in world()["tell"].items()
    }
    best: str = max(votes, key=lambda language: votes[language])
    return best


def readable(language: str | None, text: str) -> str:
    """The language to read a text in: the given one unless the text is in another script, a guess without one."""
    known = (language or "").strip().replace("_", "-").split("-")[0].lower()
    if not known:
        return guess(text)
    data = pack(known)
    script = {"Kana": "Han"}.get(data.get("script", "Latin"), data.get("script", "Latin"))
    letters = _letters(text[:_GUESS_FROM])
    if data and letters[script] < _OWN_SHARE * sum(letters.values()):
        return guess(text)
    return known
