"""Tells which countries an article is about; knows context, places in a text and scores, not the names themselves.

Every mention the gazetteer finds is judged in its context (a person's name, a turkey on a table, a news agency's
address, a town too small to be known abroad), weighed by what it is and where it stands, and summed by country.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from summarizer.models import CountryTag, Salience
from summarizer.tags.apposition import apposed
from summarizer.tags.context import Part, Traps, Where, credits_in, misled, tailed, traps_of
from summarizer.tags.gazetteer import Gazetteer, Mention, gazetteer, readable
from summarizer.tags.packs import NO_COUNTRY, Entry, Kind, listed, world
from summarizer.tags.persons import persons_in
from summarizer.tags.words import phrase, words

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
    Kind.PAIR: 0.8,
    Kind.TOWN: 0.4,
    Kind.HINT: 0.4,
    Kind.FAINT: 0.2,
}
# News puts what it is about first: weight of a mention by its place.
TITLE = 3.0
LEAD, LEAD_END = 2.0, 250
EARLY, EARLY_END = 1.3, 700


PRIMARY_SHARE = 0.45  # of the best country's score,
PRIMARY_TITLED = 0.35  # and for one that the title names
PRIMARY_BEFORE = 300  # characters of the body within which a primary country (or the title) must be named
PRIMARY_MOST = 3
SECONDARY_SHARE = 0.25
TELLING = {Kind.HINT: 2, Kind.FAINT: 1}
TOWNS = 2  # of one country vouch for one another where nothing else is named
TOLD = 2  # of these tell a country nobody names,
TOLD_BESIDE = 3  # and so many add to one where any country is named
EVIDENCE_MOST = 5  # more than a reader looks at
ALONE = 2.0  # a best country below this score, named neither in title nor lead, is in passing


_Hints = dict[tuple[str, ...], tuple[Part, Mention]]


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
    named = {Where.TITLE: title, Where.DATELINE: dateline or "", Where.BODY: body}
    traps = traps_of(reader.language)
    parts = [_part(reader, traps, part, where) for where, part in named.items()]
    said = " " + " ".join(word.key for part in parts for word in part.words) + " "
    if reader.script in {"Han", "Kana"}:
        said = title + body
    persons = persons_in(reader, parts, traps)
    for part in parts:
        part.mentions[:] = [
            m
            for m in part.mentions
            if not misled(part, m, traps) and not persons.hide(part, m, reader.language)
        ]
        part.mentions.extend(tailed(part, traps))
    return _tags(_scores(_resolved(parts, traps, said)))


def _part(reader: Gazetteer, traps: Traps, text: str, where: Where) -> Part:
    found = words(text)
    return Part(text, found, reader.find(text, found), where, credits_in(text, traps))


def _resolved(parts: Sequence[Part], traps: Traps, said: str) -> Iterator[tuple[Part, Mention, str]]:
    """Each mention with its country: rivals decided by witnesses, cities by the countries named otherwise."""
    hints = _hints(parts)
    home = _home(hints)
    namesakes = _namesakes(home)
    towns = apposed(parts)
    read = [
        (part, mention, code)
        for part in parts
        for mention in part.mentions
        if mention.entry.kind not in TELLING
        for code in _settled(towns.get((part.where, mention.start)), mention, traps, said)
    ]
    anchors = Counter(code for _, mention, code in read if code and mention.key not in namesakes)
    if home and _told(hints[home]) >= (TOLD_BESIDE if anchors else TOLD):
        yield from ((part, mention, home) for part, mention in hints[home].values())
        anchors[home] += len(hints[home])
    if not anchors:
        anchors.update(_townish(mention for _, mention, _ in read))
    for part, mention, code in read:
        chosen = code or _placed(mention.entry, anchors)
        if (
            home
            and anchors[home]
            and mention.key in namesakes
            and not any(map(anchors.get, mention.entry.codes))
        ):
            chosen = home
        if chosen is not None:
            yield part, mention, chosen


def _hints(parts: Sequence[Part]) -> dict[str, _Hints]:
    """The different institutions of each country that a text speaks of."""
    hints: dict[str, _Hints] = defaultdict(dict)
    for part in parts:
        for mention in part.mentions:
            if mention.entry.kind in TELLING:
                for code in mention.entry.codes:
                    hints[code].setdefault(mention.key, (part, mention))
    return hints


def _townish(mentions: Iterable[Mention]) -> list[str]:
    """The country of towns that nobody vouches for but one another."""
    towns = {mention.key: mention.entry.codes for mention in mentions if mention.entry.kind is Kind.TOWN}
    votes = Counter(code for codes in towns.values() for code in codes)
    best = max(votes, key=lambda code: votes[code], default=None)
    return [best] if best is not None and votes[best] >= TOWNS else []


def _told(hints: _Hints) -> int:
    return sum(TELLING[mention.entry.kind] for _, mention in hints.values())


def _home(hints: Mapping[str, _Hints]) -> str | None:
    """The country whose institutions a text speaks of most, as its own press does; None where they tell too little."""
    best = max(hints, key=lambda code: _told(hints[code]), default=None)
    return best if best is not None and _told(hints[best]) >= TOLD else None


@cache
def _namesakes(home: str | None) -> frozenset[tuple[str, ...]]:
    """Names of a country's towns that are also places the world knows."""
    return frozenset(phrase(name) for name in listed(world()["namesakes"].get(home or "", "")))


def _settled(state: str | None, mention: Mention, traps: Traps, said: str) -> tuple[str | None, ...]:
    """The countries of a mention: that of the state beside it first."""
    return (state,) if state is not None else _certain(mention.key, mention.entry, traps, said)


def _certain(key: tuple[str, ...], entry: Entry, traps: Traps, said: str) -> tuple[str | None, ...]:
    """The countries of a mention that needs no other mention; None for a town, or a city of several countries."""
    if entry.kind is Kind.PAIR:
        return entry.codes
    witnesses = traps.choices.get(key)
    if witnesses is not None:
        votes = {code: sum(_said(said, w) for w in words) for code, words in witnesses.items()}
        best = max(votes, key=lambda code: (votes[code], code == entry.codes[0]), default=entry.codes[0])
        if best == NO_COUNTRY and votes[best]:
            return ()
        return (best if votes.get(best) else entry.codes[0],)
    if entry.kind is Kind.TOWN or (entry.kind is Kind.CITY and len(entry.codes) > 1):
        return (None,)
    return entry.codes[:1]


def _said(said: str, witness: str) -> int:
    return said.count(f" {witness} ") if said.startswith(" ") else said.count(witness)


def _placed(entry: Entry, anchors: Counter[str]) -> str | None:
    named = [code for code in entry.codes if anchors[code]]
    if named:
        return max(named, key=lambda code: anchors[code])
    return entry.codes[0] if entry.kind is Kind.CITY else None


class _Score:
    """What a country has gathered. `words` are those that named it, as printed, with their weight."""

    __slots__ = ("early", "titled", "total", "words")

    def __init__(self) -> None:
        self.total = 0.0
        self.early = False
        self.titled = False
        self.words: list[tuple[float, str]] = []

    def evidence(self) -> tuple[str, ...]:
        """The most telling words, the earlier first where two tell as much; none twice, whatever its case."""
        distinct: dict[str, str] = {}
        for _, printed in sorted(self.words, key=lambda word: -word[0]):
            distinct.setdefault(printed.casefold(), printed)
        return tuple(islice(distinct.values(), EVIDENCE_MOST))


def _scores(found: Iterator[tuple[Part, Mention, str]]) -> dict[str, _Score]:
    scores: dict[str, _Score] = defaultdict(_Score)
    for part, mention, code in found:
        score = scores[code]
        weight = WEIGHTS[mention.entry.kind] * _place(part, mention)
        score.total += weight
        score.early = score.early or _early(part, mention)
        score.titled = score.titled or part.where is Where.TITLE
        score.words.append((weight, part.text[mention.start : mention.end]))
    return scores


def _place(part: Part, mention: Mention) -> float:
    if part.where is Where.TITLE:
        return TITLE
    if part.where is Where.DATELINE:
        return 1.0
    if mention.start < LEAD_END:
        return LEAD
    return EARLY if mention.start < EARLY_END else 1.0


def _early(part: Part, mention: Mention) -> bool:
    if part.where is Where.BODY:
        return mention.start < PRIMARY_BEFORE
    return part.where is Where.TITLE


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
                code=code,
                score=max(0.001, round(share, 3)),
                salience=_salience(score, share, len(tags)),
                evidence=score.evidence(),
            )
        )
    return tags


def _salience(score: _Score, share: float, rank: int) -> Salience:
    if score.early and share >= (PRIMARY_TITLED if score.titled else PRIMARY_SHARE) and rank < PRIMARY_MOST:
        return Salience.PRIMARY
    if rank == 0 and score.total >= ALONE:
        return Salience.PRIMARY
    return Salience.SECONDARY if share >= SECONDARY_SHARE else Salience.PASSING
