"""Tells which countries an article is about; knows context, places in a text and scores, not the names themselves.

Every mention the gazetteer finds is judged in its context (a person's name, a turkey on a table, a news agency's
address, a town too small to be known abroad), weighed by what it is and where it stands, and summed by country.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import regex

from summarizer.models import CountryTag, Salience
from summarizer.tags.gazetteer import Gazetteer, Mention, gazetteer, readable
from summarizer.tags.packs import Entry, Kind, listed, pack, world
from summarizer.tags.words import Word, capital, fold, phrase, words

READ = 20_000  # characters of an article that are read; what only comes later it is not about
TITLE_READ = 500

# A name says more than an adjective, an adjective more than a politician.
WEIGHTS = {
    Kind.NAME: 1.0,
    Kind.REGION: 0.8,
    Kind.CITY: 0.8,
    Kind.BODY: 0.8,
    Kind.DEMONYM: 0.7,
    Kind.LEADER: 0.5,
    Kind.TOWN: 0.4,
}
# News puts what it is about first: weight of a mention by its place.
TITLE = 3.0
LEAD, LEAD_END = 2.0, 250
EARLY, EARLY_END = 1.3, 700

PRIMARY_SHARE = 0.45  # of the best country's score
PRIMARY_BEFORE = 300  # characters of the body within which a primary country (or the title) must be named
PRIMARY_MOST = 3
SECONDARY_SHARE = 0.25
ALONE = 2.0  # a best country below this score, named neither in title nor lead, is in passing

_AGENCIES = frozenset(
    {
        "reuters",
        "afp",
        "ap",
        "bloomberg",
        "dpa",
        "efe",
        "ansa",
        "xinhua",
        "tass",
        "interfax",
        "bbc",
        "cnn",
        "upi",
    }
    | {"рейтер", "тасс", "афп"}
)
_PREPOSITION = 4  # letters at most: in, from, en, à, aus, depuis is not needed


class _Where(StrEnum):
    """The parts of an article that are told apart."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"


class _Part(NamedTuple):
    """A part of an article: its text, words and mentions still believed."""

    text: str
    words: Sequence[Word]
    mentions: list[Mention]
    where: _Where


@dataclass(frozen=True, slots=True)
class _Traps:
    """One language's rules about context."""

    skips: dict[tuple[str, ...], list[tuple[frozenset[str], frozenset[str]]]]
    needs: dict[tuple[str, ...], frozenset[str]]
    choices: dict[tuple[str, ...], dict[str, tuple[str, ...]]]
    credits: "regex.Pattern[str] | None"
    tails: dict[str, str]


def countries(
    text: str, *, title: str | None = None, dateline: str | None = None, language: str | None = None
) -> list[CountryTag]:
    """The countries an article names, best first, scores relative to the best.

    `dateline` is what stands before the first sentence ("CARACAS, March 4 (Reuters) -"): where the story was written,
    which counts like one mention late in the text.
    `language` is ISO 639-1; without one it is guessed from the script and the commonest words. Never raises.
    """
    title = (title or "")[:TITLE_READ]
    body = text[:READ]
    reader = gazetteer(readable(language, f"{title}\n{body}"))
    named = {_Where.TITLE: title, _Where.DATELINE: dateline or "", _Where.BODY: body}
    parts = [_part(reader, part, where) for where, part in named.items()]
    traps = _traps(reader.language)
    said = " " + " ".join(word.key for part in parts for word in part.words) + " "
    if reader.script in {"Han", "Kana"}:
        said = title + body
    persons = _persons(reader, parts, traps) if reader.script == "Latin" else frozenset()
    for part in parts:
        part.mentions[:] = [m for m in part.mentions if not _misled(part, m, traps, persons)]
        part.mentions.extend(_tailed(part, traps))
    return _tags(_scores(_resolved(parts, traps, said)))


def _part(reader: Gazetteer, text: str, where: _Where) -> _Part:
    found = words(text)
    return _Part(text, found, reader.find(text, found), where)


@cache
def _traps(language: str) -> _Traps:
    data = pack(language)
    skips: dict[tuple[str, ...], list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for rule in data.get("skip", ()):
        sides = _keys(rule.get("before", "")), _keys(rule.get("next", ""))
        for name in listed(rule["words"]):
            skips[phrase(name)].append(sides)
    needs = {
        phrase(name): _keys(rule["before"]) for rule in data.get("need", ()) for name in listed(rule["words"])
    }
    choices = {
        phrase(name): {
            code: tuple(" ".join(phrase(w)) for w in listed(witnesses))
            for code, witnesses in rule.items()
            if code not in {"words", "default"}
        }
        for rule in data.get("choose", ())
        for name in listed(rule["words"])
    }
    lines = "|".join(regex.escape(line) for line in listed(data.get("nothing", {}).get("credits", "")))
    tails = {fold(name): code for code, names in data.get("tails", {}).items() for name in listed(names)}
    credit = regex.compile(rf"(?i)\b(?:{lines})\b") if lines else None
    return _Traps(dict(skips), needs, choices, credit, tails)


def _keys(value: str) -> frozenset[str]:
    return frozenset(" ".join(phrase(item)) for item in listed(value))


def _tailed(part: _Part, traps: _Traps) -> Iterator[Mention]:
    """Places that only their last word tells: "Fulton County" is in the United States, "County Cork" is not."""
    for at, word in enumerate(part.words[1:], start=1):
        code = traps.tails.get(word.key)
        before = part.words[at - 1]
        if (
            code is not None
            and word.text[0].isupper()
            and before.text[0].isupper()
            and before.text[1:].islower()
        ):
            yield Mention(word.start, word.end, at, at + 1, (word.key,), Entry((code,), Kind.REGION))


def _near(part: _Part, at: int) -> Word | None:
    return part.words[at] if 0 <= at < len(part.words) else None


def _misled(part: _Part, mention: Mention, traps: _Traps, persons: frozenset[str]) -> bool:
    """Whether the words around a mention say that no country is meant."""
    if mention.first < 0:
        return False
    before, after = _near(part, mention.first - 1), _near(part, mention.last)
    left, right = before.key if before else "", after.key if after else ""
    if any(left in sides[0] or right in sides[1] for sides in traps.skips.get(mention.key, ())):
        return True
    needed = traps.needs.get(mention.key)
    if needed is not None and left not in needed:
        return True
    if (
        len(mention.key) == 1
        and mention.key[0] in persons
        and left not in {"in", "across", "throughout", "into"}
    ):
        return True
    return _agency(part, mention) or _credit(part, mention, traps)


def _agency(part: _Part, mention: Mention) -> bool:
    """Whether a mention is an agency's seat ("Reuters in London"): where it sits is not what the story is about."""
    preposition, agency = _near(part, mention.first - 1), _near(part, mention.first - 2)
    return (
        mention.entry.kind in {Kind.CITY, Kind.TOWN, Kind.REGION, Kind.NAME}
        and preposition is not None
        and agency is not None
        and len(preposition.key) <= _PREPOSITION
        and preposition.text.islower()
        and agency.key in _AGENCIES
    )


def _credit(part: _Part, mention: Mention, traps: _Traps) -> bool:
    """Lines such as "Reporting by … in Kyiv; editing by …" name the writers' places."""
    if traps.credits is None:
        return False
    start = part.text.rfind("\n", 0, mention.start) + 1
    return traps.credits.search(part.text, start, mention.start) is not None


@cache
def _people() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, value.split())) for name, value in world()["people"].items()}


def _persons(reader: Gazetteer, parts: Sequence[_Part], traps: _Traps) -> frozenset[str]:
    """The place names that this text uses as somebody's first or last name."""
    return frozenset(
        mention.key[0]
        for part in parts
        for mention in part.mentions
        if len(mention.key) == 1 and (_is_person(reader, part, mention) or _acts(part, mention, traps))
    )


def _acts(part: _Part, mention: Mention, traps: _Traps) -> bool:
    """Whether somebody known by a first name does what only a person does ("Jordan scored")."""
    after = _near(part, mention.last)
    return (
        after is not None
        and mention.key[0] in _people()["given"]
        and any(after.key in after_words for _, after_words in traps.skips.get(mention.key, ()))
    )


def _is_person(reader: Gazetteer, part: _Part, mention: Mention) -> bool:
    people, key = _people(), mention.key[0]
    before, after = _near(part, mention.first - 1), _near(part, mention.last)
    if (
        before is not None
        and part.text[before.end : mention.start] in {" ", ". ", "-"}
        and capital(before.text)
    ):
        named = before.key in people["first"] and key in people["family"]
        if named or (before.key in people["titles"] and mention.entry.kind is not Kind.DEMONYM):
            return True
    return (
        key in people["given"]
        and after is not None
        and part.text[mention.end : after.start] == " "
        and after.text[0].isupper()
        and after.text[1:].islower()
        and after.key not in people["after_place"]
        and not reader.known(after.key)
        and not _title_case(part, mention)
    )


def _title_case(part: _Part, mention: Mention) -> bool:
    """Whether the line writes every longer word with a capital, so that none says "name"."""
    start = part.text.rfind("\n", 0, mention.start) + 1
    stop = part.text.find("\n", mention.end)
    line = part.text[start : stop if stop >= 0 else start + 300][:300]
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]  # noqa: PLR2004 -- articles and prepositions stay small
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.75 * len(long)


def _resolved(parts: Sequence[_Part], traps: _Traps, said: str) -> Iterator[tuple[_Part, Mention, str]]:
    """Each mention with its country: rivals decided by witnesses, cities by the countries named otherwise."""
    pairs: list[tuple[_Part, Mention, str | None]] = []
    anchors: Counter[str] = Counter()
    for part in parts:
        for mention in part.mentions:
            code = _certain(mention.key, mention.entry, traps, said)
            pairs.append((part, mention, code))
            if code is not None:
                anchors[code] += 1
    for part, mention, code in pairs:
        chosen = code or _placed(mention.entry, anchors)
        if chosen is not None:
            yield part, mention, chosen


def _certain(key: tuple[str, ...], entry: Entry, traps: _Traps, said: str) -> str | None:
    """The country of a mention that needs no other mention; None for a town, or a city of several countries."""
    witnesses = traps.choices.get(key)
    if witnesses is not None:
        votes = {code: sum(_said(said, w) for w in words) for code, words in witnesses.items()}
        best = max(votes, key=lambda code: (votes[code], code == entry.codes[0]), default=entry.codes[0])
        return best if votes.get(best) else entry.codes[0]
    if entry.kind is Kind.TOWN or (entry.kind is Kind.CITY and len(entry.codes) > 1):
        return None
    return entry.codes[0]


def _said(said: str, witness: str) -> int:
    return said.count(f" {witness} ") if said.startswith(" ") else said.count(witness)


def _placed(entry: Entry, anchors: Counter[str]) -> str | None:
    named = [code for code in entry.codes if anchors[code]]
    if named:
        return max(named, key=lambda code: anchors[code])
    return entry.codes[0] if entry.kind is Kind.CITY else None


class _Score:
    """What a country has gathered."""

    __slots__ = ("early", "total")

    def __init__(self) -> None:
        self.total = 0.0
        self.early = False


def _scores(found: Iterator[tuple[_Part, Mention, str]]) -> dict[str, _Score]:
    scores: dict[str, _Score] = defaultdict(_Score)
    for part, mention, code in found:
        score = scores[code]
        score.total += WEIGHTS[mention.entry.kind] * _place(part, mention)
        score.early = score.early or _early(part, mention)
    return scores


def _place(part: _Part, mention: Mention) -> float:
    if part.where is _Where.TITLE:
        return TITLE
    if part.where is _Where.DATELINE:
        return 1.0
    if mention.start < LEAD_END:
        return LEAD
    return EARLY if mention.start < EARLY_END else 1.0


def _early(part: _Part, mention: Mention) -> bool:
    if part.where is _Where.BODY:
        return mention.start < PRIMARY_BEFORE
    return part.where is _Where.TITLE


def _tags(scores: dict[str, _Score]) -> list[CountryTag]:
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1].total, pair[0]))
    if not ranked:
        return []
    best = ranked[0][1].total
    tags: list[CountryTag] = []
    for code, score in ranked:
        share = score.total / best
        tags.append(
            CountryTag(
                code=code, score=max(0.001, round(share, 3)), salience=_salience(score, share, len(tags))
            )
        )
    return tags


def _salience(score: _Score, share: float, rank: int) -> Salience:
    if score.early and share >= PRIMARY_SHARE and rank < PRIMARY_MOST:
        return Salience.PRIMARY
    if rank == 0 and score.total >= ALONE:
        return Salience.PRIMARY
    return Salience.SECONDARY if share >= SECONDARY_SHARE else Salience.PASSING
