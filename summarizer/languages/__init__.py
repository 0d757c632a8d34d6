"""What the package knows of single languages: word lists read from `<code>.toml` here; it draws no conclusions.

Adding a language is adding a file. `und.toml` ("undetermined") holds what goes for every language. A file's `[quotes]`
are handed out as they stand (`section`): their meaning is the business of `summarizer.quotes`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import Stemmer
import stopwordsiso

_FILE = re.compile(r"[a-z]{2,3}\.toml")

# Codes that other tools use for a language kept here under another code.
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl", "cmn": "zh", "yue": "zh", "sh": "hr"}

# ISO 639-1 -> Snowball algorithm of PyStemmer 3.1; the other languages are stemmed by lower-casing alone.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip


_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The word lists of one language, lower case; an empty list where nobody has written one.

    `abbreviations` stand without their final stop. `closing` are abbreviations that may also end a sentence,
    `openers` the words that often begin one. `marks` end sentences in this language only; `spaces`: it has no
    end marks. `stop_share` is the least share of stop words that news in this language has.
    `by`, `credit`, `more`, `published` and `source` open the lines around an article.

    `dangling` words and `referring` phrases open sentences that lean on the one before, unless the sentence opens
    with a phrase of `standing` ("there is", "this week") or a referring phrase goes on with one of `complements`
    ("the decision of the court"). `pronouns` are the dangling words that stand for people.
    """

    code: str
    abbreviations: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    ordinals: bool = False
    marks: str = ""
    spaces: bool = False
    stop_share: float | None = None
    by: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    dangling: frozenset[str] = frozenset()
    referring: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    complements: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()

    @property
    def unspaced(self) -> bool:
        """Whether words are written without spaces between them."""
        return self.code in _UNSPACED


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRule:
    """How a language without a statistical profile is told by its letters; see the head of `letters.toml`."""

    code: str
    script: str
    letters: str
    least: float
    also: str = ""
    unless: str = ""
    words: list[str] = field(default_factory=list)
    least_words: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The words of bylines; see `names.toml`."""

    particles: frozenset[str]
    outlets: frozenset[str]
    desks: frozenset[str]


@cache
def naming() -> Naming:
    """The words of bylines in all languages."""
    data = tomllib.loads((resources.files(__name__) / "names.toml").read_text(encoding="utf-8"))
    return Naming(**{key: frozenset(data[key].split()) for key in ("particles", "outlets", "desks")})


def of(code: str | None) -> Language:
    """The language of an ISO 639-1 code (region and case do not matter); what is common to all if unknown."""
    return _load(canonical(code))


@cache
def every() -> tuple[Language, ...]:
    """Every language there is a file for, in the order of their codes."""
    return tuple(of(code) for code in _codes())


@cache
def _codes() -> tuple[str, ...]:
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(name.removesuffix(".toml") for name in sorted(names) if _FILE.fullmatch(name))


def section(code: str, name: str) -> Mapping[str, Any] | None:
    """One table of a language's file as it is written there, None where the file or the table is missing."""
    table: Mapping[str, Any] | None = _read(code).get(name) if code in _codes() else None
    return table


@cache
def having(name: str) -> tuple[str, ...]:
    """The codes of the languages whose file has a table of this name, sorted; not what is common to all."""
    return tuple(code for code in _codes() if code != "und" and name in _read(code))


@cache
def _letters() -> dict[str, Any]:
    entry = resources.files(__name__) / "letters.toml"
    return tomllib.loads(entry.read_text(encoding="utf-8"))


@cache
def letter_rules() -> tuple[LetterRule, ...]:
    """The rules of `letters.toml`, in the order in which they are to be tried."""
    return tuple(LetterRule(**rule) for rule in _letters()["rule"])


@cache
def small_words() -> dict[str, tuple[str, ...]]:
    """The words by which languages are told apart in short texts, by code; never an empty list."""
    return {code: tuple(words.split()) for code, words in _letters()["words"].items()}


def stop_share_floors() -> dict[str, float]:
    """The least share of stop words in languages that are recognised but have no file."""
    floors: dict[str, float] = _letters()["floors"]
    return floors


@cache
def stop_words(code: str | None) -> frozenset[str]:
    """The stop words of a language, lower case (stopwordsiso); empty where there is no list."""
    known = canonical(code)
    if not stopwordsiso.has_lang(known):
        return frozenset()
    return frozenset(word.lower() for word in stopwordsiso.stopwords(known))


def stemmer(code: str | None) -> Callable[[str], str]:
    """A function from a lower-case word to its stem: Snowball's, the word itself where Snowball has none.

    The function keeps state of its own and belongs to one thread.
    """
    algorithm = _STEMMERS.get(canonical(code))
    if algorithm is None:
        return str
    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm).stemWord
    return stem


def canonical(code: str | None) -> str:
    """The code under which a language is kept here: without region, in lower case, "und" for None."""
    plain = (code or "und").lower().replace("_", "-").partition("-")[0]
    return _ALIASES.get(plain, plain)


@cache
def _read(code: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__name__) / f"{code}.toml").read_text(encoding="utf-8"))


@cache
def _load(code: str) -> Language:
    if code not in _codes():
        return _load("und")
    data = _read(code)
    common = _load("und") if code != "und" else Language(code="und")
    sentences = data.get("sentences", {})
    document = data.get("document", {})
    choice = data.get("select", {})
    return Language(
        code=code,
        abbreviations=common.abbreviations | _words(sentences, "abbreviations"),
        closing=common.closing | _words(sentences, "closing"),
        openers=_words(sentences, "openers"),
        ordinals=sentences.get("ordinals", False),
        marks=sentences.get("marks", ""),
        spaces=sentences.get("spaces", False),
        stop_share=data.get("evidence", {}).get("stop_words"),
        dangling=_words(choice, "dangling") | _words(choice, "pronouns"),
        referring=tuple(choice.get("referring", ())),
        standing=tuple(choice.get("standing", ())),
        complements=_words(choice, "complements"),
        pronouns=_words(choice, "pronouns"),
        **{key: tuple(document.get(key, ())) for key in ("by", "credit", "more", "published", "source")},
    )


def _words(table: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(table.get(key, "").split())
