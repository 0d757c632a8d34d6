"""How a language says whose word something is, read from `habits.toml`; knows words, never a sentence.

A language is a table: who adds `[xx]` has added the language. What `summarizer.quotes` knows of the language (titles,
persons, outlets, little words) is used as well.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import regex

from summarizer import languages
from summarizer.quotes import lexicon


class Forms:
    """A set of lower-case words, some given by beginning (`word*`) or ending (`*word`)."""

    __slots__ = ("exact", "heads", "tails")

    def __init__(self, words: Iterable[str] = ()) -> None:
        listed = tuple(words)
        self.exact = frozenset(word for word in listed if "*" not in word)
        self.heads = tuple(word[:-1] for word in listed if word.endswith("*"))
        self.tails = tuple(word[1:] for word in listed if word.startswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self.exact or word.startswith(self.heads) or word.endswith(self.tails)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The ways of attributing in one language; every field may be empty.

    `verbs` report speech, `relaying` do so of an outlet only; `bare` need no complementizer, one of `that`, behind
    them. `auxiliaries` may stand before a verb, words of `passive` make it nobody's. `present` verbs
    are also infinitives: they report behind no word of `modal`. What `hearsay` phrases follow is no reporting verb
    ("said to be"); a phrase of `relayed` begins whom an outlet names as its source ("citing two officials"). `sources` are phrases before the
    speaker, `closing_sources` only in the last clause, `source_heads` are their first words, `sources_behind` stand behind the speaker. `speakers` are
    people and bodies, `media` outlets without a name, `agencies` are outlets where
    a name follows, but for one of `raters`; `documents` what speaks for nobody. `first` are words for whoever speaks. `subordinators` make the
    first clause an aside, those of `addressing` are followed by who is spoken to, `like` opens an attribution at the end; `articles` look like prepositions and are none. With `head_last` a noun stands behind what describes it. `statement`, `report` and `own`
    are whole patterns, for languages whose words this cannot take apart; `own` is tried first, then `report`.
    """

    verbs: Forms
    relaying: Forms
    bare: Forms
    that: frozenset[str]
    auxiliaries: frozenset[str]
    passive: frozenset[str]
    sources: tuple[tuple[str, ...], ...]
    closing_sources: tuple[tuple[str, ...], ...]
    source_heads: frozenset[str]
    sources_behind: frozenset[str]
    speakers: Forms
    media: Forms
    agencies: frozenset[str]
    raters: frozenset[str]
    first: frozenset[str]
    present: frozenset[str]
    modal: frozenset[str]
    hearsay: tuple[tuple[str, ...], ...]
    relayed: tuple[tuple[str, ...], ...]
    documents: Forms
    subordinators: frozenset[str]
    like: frozenset[str]
    prepositions: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    little: frozenset[str]
    nouns: Forms
    outlets: frozenset[str]
    surnames: frozenset[str]
    addressing: frozenset[str]
    head_last: bool
    silent: bool
    inverts: bool
    verb_last: bool
    colon: bool
    nouns_capitalised: bool
    statement: "tuple[regex.Pattern[str], ...]"
    report: "tuple[regex.Pattern[str], ...]"
    own: "tuple[regex.Pattern[str], ...]"


@cache
def _tables() -> Mapping[str, Any]:
    source = resources.files(__package__) / "habits.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def load(code: str | None) -> Habits | None:
    """The habits of a language (region and case do not matter), None for one without a table."""
    return _load(languages.canonical(code))


@cache
def _load(known: str) -> Habits | None:
    table = _tables().get(known)
    if table is None:
        return None
    return _build(known, table, _tables()["outlets"])


def warm() -> None:
    """Read every language's table now rather than in the first call that needs it."""
    for code in _tables():
        if code != "outlets":
            load(code)


def _build(code: str, table: Mapping[str, Any], shared: Mapping[str, Any]) -> Habits:
    quoting = lexicon.load(code)
    outlets = (quoting.outlets - frozenset(shared["doubtful"])) | frozenset(shared["names"])

    def words(key: str) -> frozenset[str]:
        return frozenset(table.get(key, "").split())

    def phrases(key: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(phrase.split()) for phrase in table.get(key, ()))

    def patterns(key: str) -> "tuple[regex.Pattern[str], ...]":
        names = "|".join(regex.escape(name) for name in sorted(outlets, key=len, reverse=True))
        return tuple(regex.compile(each.replace("{outlet}", f"(?:{names})")) for each in table.get(key, ()))

    speakers = [*words("speakers"), *quoting.persons.exact, *(f"{stem}*" for stem in quoting.persons.stems)]
    speakers += [*quoting.feminine.exact, *quoting.masculine.exact]
    return Habits(
        verbs=Forms(words("verbs")),
        relaying=Forms(words("relaying")),
        bare=Forms(words("bare")),
        that=words("that"),
        auxiliaries=words("auxiliaries"),
        passive=words("passive"),
        sources=phrases("sources"),
        closing_sources=phrases("closing_sources"),
        source_heads=frozenset(
            phrase[0] for key in ("sources", "closing_sources") for phrase in phrases(key)
        ),
        sources_behind=words("sources_behind"),
        speakers=Forms([*speakers, *(f"*{ending}" for ending in quoting.title_endings)]),
        media=Forms(words("media")),
        agencies=words("agencies"),
        raters=frozenset(shared["raters"].split()),
        first=frozenset(shared["first"].split()),
        present=words("present"),
        modal=words("modal"),
        hearsay=phrases("hearsay"),
        relayed=phrases("relayed"),
        documents=Forms(words("documents")),
        subordinators=words("subordinators"),
        like=words("like"),
        prepositions=(words("prepositions") | quoting.prepositions.exact) - words("articles"),
        pronouns=words("pronouns") | languages.of(code).pronouns,
        determiners=quoting.determiners.exact,
        little=languages.stop_words(code) | quoting.stopwords.exact,
        nouns=Forms([*quoting.common_nouns.exact, *(f"*{ending}" for ending in quoting.noun_endings)]),
        outlets=outlets,
        surnames=frozenset(shared["surnames"].split()),
        addressing=words("addressing"),
        head_last=bool(table.get("head_last", False)),
        silent=bool(table.get("silent", False)),
        inverts=bool(table.get("inverts", True)),
        verb_last=bool(table.get("verb_last", False)),
        colon=bool(table.get("colon", False)),
        nouns_capitalised=quoting.nouns_capitalised,
        statement=patterns("statement"),
        report=patterns("report"),
        own=patterns("own"),
    )
