"""How many quotations of articles written for the purpose are found, with the right name, and which are shown first.

Four sets: `plain` shows one habit an article; `press` is written as reporters of many outlets write; `hard` collects
what makes a reader look twice at who speaks; `paper` has whole articles with everything a page prints around and between
what people say. The plain ones and half of the others were seen while the rules were made.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex

from summarizer import languages, quotes
from summarizer.models import Certainty, Quote, Span

_DATA = Path(__file__).parent / "data" / "quotes"
_SAME = 0.8  # of the characters two spans cover together they must share
_SHOWN = 3
_WORD = regex.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """What a set must reach, in percent: what was measured, less two or three for a change of mind about single articles."""

    spans: float  # F1 of the stretches between marks
    named: float  # F1 of stretches with the right speaker
    wrong: float  # of the names given, at most
    shown_wrong: float  # of the names that are shown (no resolved pronouns), at most
    shown: float  # of the first three of each article: a true quotation with the right speaker
    distractors: float  # of titles, nicknames and words in scare quotes taken for speech, at most


SETS = {
    "plain": (_DATA, Floors(spans=98.0, named=96.5, wrong=2.0, shown_wrong=1.5, shown=97.0, distractors=4.0)),
    "press": (
        _DATA / "press",
        Floors(spans=98.0, named=89.0, wrong=4.0, shown_wrong=1.5, shown=92.5, distractors=5.0),
    ),
    "hard": (
        _DATA / "hard",
        Floors(spans=96.5, named=82.0, wrong=8.5, shown_wrong=5.0, shown=85.5, distractors=5.5),
    ),
    "paper": (
        _DATA.parent / "articles",
        Floors(spans=97.5, named=76.5, wrong=6.0, shown_wrong=6.0, shown=83.0, distractors=6.0),
    ),
}
KEY_FIRST = 90.0  # of the articles whose headline quotes: that quotation comes first
KEY_SHOWN = 93.0  # ... is among the first three


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text with what is said in it: pairs of a span and the entry it belongs to."""

    name: str
    language: str
    title: str
    text: str
    said: list[tuple[Span, dict[str, Any]]]
    distractors: list[Span]


@cache
def articles(folder: Path) -> tuple[Article, ...]:
    return tuple(
        article(entry, path.stem)
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["article"]
    )


def article(entry: dict[str, Any], language: str) -> Article:
    text = entry["text"]
    place, said = 0, []
    for quote in entry["quotes"]:
        for words in quote["words"]:
            place = text.index(words, place)
            said.append((Span(place, place + len(words)), quote))
    distractors = [located(text, words) for words in entry.get("distractors", ())]
    return Article(
        name=f"{language} {entry['id']}",
        language=language,
        title=entry["title"],
        text=text,
        said=said,
        distractors=distractors,
    )


def located(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def is_same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _SAME * (max(one.end, other.end) - min(one.start, other.start))


def is_right(quote: Quote, entry: dict[str, Any]) -> bool:
    """Whether the speaker is the one who speaks: the surname, or for nameless ones the role."""
    if not entry["speaker"]:
        wanted = entry.get("role", "").casefold()
        return not quote.speaker and (not wanted or wanted in (quote.role or "").casefold())
    if not quote.speaker:
        return False
    if quote.speaker in (entry["speaker"], *entry.get("also", ())):
        return True
    return _WORD.findall(entry["speaker"])[-1] in _WORD.findall(quote.speaker)


def is_shown(quote: Quote) -> bool:
    return quote.speaker is not None and quote.certainty in (Certainty.EXPLICIT, Certainty.CARRIED)


def said_at(found: Article, quote: Quote) -> dict[str, Any] | None:
    for segment in quote.segments:
        for span, entry in found.said:
            if is_same(segment, span):
                return entry
    return None


def tally(found: Article, ranked: list[Quote], count: Counter[str]) -> list[str]:
    """Count one article's hits; give back what went wrong, for the message of a failing test."""
    wrong = []
    taken = set()
    for quote in ranked:
        for segment in quote.segments:
            match = next((pair for pair in found.said if is_same(segment, pair[0])), None)
            count["distractors taken"] += any(is_same(segment, span) for span in found.distractors)
            if match is None:
                count["given"] += 1
                wrong.append(f"{found.name}: no quotation: {segment.of(found.text)}")
                continue
            span, entry = match
            taken.add(span)
            count["names shown"] += is_shown(quote)
            count["names shown wrongly"] += is_shown(quote) and not is_right(quote, entry)
            if not entry.get("required", True):
                continue
            count["given"] += 1
            count["found"] += 1
            right = is_right(quote, entry)
            count["right"] += right
            count["named"] += quote.speaker is not None
            count["wrong"] += quote.speaker is not None and not right
            if not right:
                wrong.append(f"{found.name}: {segment.of(found.text)}: {quote.speaker}, {quote.role}")
    for span, entry in found.said:
        if entry.get("required", True):
            count["wanted"] += 1
            if span not in taken:
                wrong.append(f"{found.name}: missed: {span.of(found.text)}")
    count["distractors"] += len(found.distractors)
    return wrong


def tally_shown(found: Article, ranked: list[Quote], count: Counter[str]) -> None:
    at = [said_at(found, quote) for quote in ranked]
    for quote, entry in zip(ranked[:_SHOWN], at, strict=False):
        count["shown"] += 1
        count["shown well"] += entry is not None and is_right(quote, entry)
    if any("key" in entry for _, entry in found.said):
        keys = [entry is not None and "key" in entry for entry in at]
        count["keys"] += 1
        count["key first"] += any(keys[:1])
        count["key shown"] += any(keys[:_SHOWN])


def share(part: int, whole: int) -> float:
    return 100 * part / whole


@cache
def judged(name: str) -> tuple[Counter[str], str]:
    """What was counted over a set, and what went wrong in it."""
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for found in articles(SETS[name][0]):
        ranked = quotes.extract(found.text, language=found.language, title=found.title)
        wrong += tally(found, ranked, count)
        tally_shown(found, ranked, count)
    return count, "\n".join([str(dict(count)), *wrong])


def test_there_is_enough_to_judge_by() -> None:
    for folder, _ in SETS.values():
        assert len(articles(folder)) >= 40
        assert len({found.language for found in articles(folder)}) >= 16
    keys = [any("key" in entry for _, entry in found.said) for found in articles(_DATA)]
    assert sum(keys) >= 12


def test_every_key_of_the_word_lists_is_explained() -> None:
    explained = (Path(languages.__file__).parent / "QUOTES.md").read_text(encoding="utf-8")
    keys = {
        key
        for code in (*languages.having("quotes"), "und")
        for key in languages.section(code, "quotes") or {}
    }
    assert sorted(key for key in keys if f"`{key}" not in explained) == []


@pytest.mark.parametrize("name", SETS)
def test_the_quotations_are_found(name: str) -> None:
    count, report = judged(name)
    floors = SETS[name][1]
    assert share(2 * count["found"], count["given"] + count["wanted"]) >= floors.spans, report
    assert share(count["distractors taken"], count["distractors"]) <= floors.distractors, report


@pytest.mark.parametrize("name", SETS)
def test_the_speakers_are_right(name: str) -> None:
    count, report = judged(name)
    floors = SETS[name][1]
    assert share(2 * count["right"], count["given"] + count["wanted"]) >= floors.named, report
    assert share(count["wrong"], count["named"]) <= floors.wrong, report


@pytest.mark.parametrize("name", SETS)
def test_a_name_that_is_shown_is_right(name: str) -> None:
    count, report = judged(name)
    assert share(count["names shown wrongly"], count["names shown"]) <= SETS[name][1].shown_wrong, report


@pytest.mark.parametrize("name", SETS)
def test_what_is_shown_first(name: str) -> None:
    count, report = judged(name)
    assert share(count["shown well"], count["shown"]) >= SETS[name][1].shown, report


def test_what_the_headline_quotes_comes_first() -> None:
    count, report = judged("plain")
    assert share(count["key first"], count["keys"]) >= KEY_FIRST, report
    assert share(count["key shown"], count["keys"]) >= KEY_SHOWN, report
