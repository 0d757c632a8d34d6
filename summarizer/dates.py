"""Dates as newspapers print them, in the languages that CLDR names months in; knows no article around them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError

from summarizer import languages
from summarizer.models import Span

_YEARS = range(1900, 2101)  # what else looks like a year is a number
_BUDDHIST_ERA = 543  # Thai years run ahead by so much
_BUDDHIST_YEARS = range(2443, 2644)
_LONGEST_LINE = 120  # characters; a date line is short
_LONGEST_STAMP = 60
_EVIDENCE = 20_000  # characters in which another date may tell how a text writes them
_MONTHS = 12
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])\s?[:.hH]\s?[0-5]\d(?!\d)")
_LEFTOVER = 3  # words that may stand beside a date: a place, a section
# Regional month names that the plain locale lacks (Levantine and Maghrebi Arabic).
_FURTHER_LOCALES = ("ar_LB", "ar_DZ", "ar_MA", "sr_Latn")

_WORD = r"(?P<month>[^\W\d_][^\s\d.,/]{1,20})"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<number>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d)",  # 2022-03-04
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<number>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
        rf"(?<!\d){_YEAR}\.?\s+{_WORD}\.?\s+(?P<day>\d{{1,2}})(?!\d)",  # 2022. március 4.
        (
            rf"{_DAY}(?:st|nd|rd|th|er|re|º|ª|\.º)?[.\s/-]*(?:(?:de|of)\s+|d[’'])?{_WORD}"
            rf"[.,\s/-]*(?:(?:de|del|of|năm)\s+)?{_YEAR}"
        ),
        rf"{_WORD}\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}",  # Mar 4, 2022
        rf"{_DAY}\s*tháng\s*(?P<number>\d{{1,2}})[,\s]+(?:năm\s+)?{_YEAR}",
        rf"{_DAY}\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}",  # 4.3.2022
        rf"{_DAY}(?P<slash>[/-])(?P<number>\d{{1,2}})(?P=slash){_YEAR}",  # 4/3/2022
        rf"(?<!\d){_YEAR}(?P<slash>[/.])(?P<number>\d{{1,2}})(?P=slash)(?P<day>\d{{1,2}})(?!\d)",
    )
)
_SLASHED = 7  # the form of 4/3/2022
_CLOCK = re.compile(
    r"\d{1,2}\s?(?:[:.h]\s?\d{2}(?::\d{2})?)?(?:\.\d+)?\s?(?:[ap]\.?\s?m\b\.?|hrs?\b|uhr\b|h\b|Z\b)?"
    r"|[+-]\d{2}:?\d{2}|\b(?:GMT|UTC|CET|CEST|[ECMP][SD]?T|MSK|BST|IST|WIB)\b(?:[+-]\d+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date and where it stands."""

    date: date
    span: Span


def find(text: str, *, day_first: bool | None = None) -> Found | None:
    """The first complete date in a short text.

    A date that has two readings (4/3/2022) is none, unless `day_first` tells which of them goes here. Neither is one
    whose month name means different months in different languages (Slavic "listopad").
    """
    found = [
        Found(date=day, span=Span(*match.span()))
        for form in _FORMS
        for match in form.finditer(text)
        if (day := _date(match, day_first=day_first)) is not None
    ]
    return min(found, key=lambda each: (each.span.start, -each.span.end), default=None)


def is_ambiguous(text: str) -> bool:
    """Whether a short text holds a date such as 4/3/2022, which only the writer's habit tells."""
    return any(_two_readings(match) for match in _FORMS[_SLASHED].finditer(text))


def is_complete(text: str) -> bool:
    """Whether a short text holds a date with day, month and year, if one of two readings."""
    return is_ambiguous(text) or find(text) is not None


def habit(text: str, language: str | None) -> bool | None:
    """Whether whoever wrote a text puts the day before the month; None when nothing tells.

    Another date of the text may tell (24/2/2022), else the language: what CLDR gives for it. English is written
    both ways.
    """
    told = {
        int(match["day"]) > _MONTHS
        for match in _FORMS[_SLASHED].finditer(text[:_EVIDENCE])
        if max(int(match["day"]), int(match["number"])) > _MONTHS
    }
    if len(told) == 1:
        return told.pop()
    if told or language in {None, "en", "und"} or all(entry.code != language for entry in languages.every()):
        return None
    try:
        pattern = Locale.parse(str(language)).date_formats["short"].pattern.lstrip("'")
    except (UnknownLocaleError, ValueError):
        return None
    return pattern.index("d") < pattern.index("M") if not pattern.lower().startswith(("y", "g")) else None


def in_line(line: str, *, day_first: bool | None = None) -> date | None:
    """The date of a line that says little else: a weekday, a time, "Published", a place of up to three words."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return None
    found = find(line, day_first=day_first)
    if found is None:
        return None
    rest = _CLOCK.sub(" ", f"{line[: found.span.start]} {line[found.span.end :]}")
    if second := find(rest, day_first=day_first):  # "Published …, updated …"
        rest = f"{rest[: second.span.start]} {rest[second.span.end :]}"
    words = [word for word in _WORDS.findall(rest) if not _expected(word.casefold())]
    if len(words) > _LEFTOVER or any(word[:1].islower() for word in words):
        return None
    return found.date


def is_stamp(line: str) -> bool:
    """Whether a line says a time and nothing else, without a full date: "10:32", "3 min read", "2 hours ago"."""
    if len(line) > _LONGEST_STAMP or not any(map(str.isdigit, line)):
        return False
    words = _WORDS.findall(_CLOCK.sub(" ", line))
    timed = _TIME.search(line) is not None
    return (timed or bool(words)) and all(
        _expected(word.casefold()) or names_day_or_month(word) for word in words
    )


def names_day_or_month(word: str) -> bool:
    """Whether a word is the name of a month or weekday in some language."""
    return word.casefold().strip(".") in _months() or word.casefold().strip(".") in _weekdays()


def warm() -> None:
    """Read the names from CLDR now."""
    _months()
    _weekdays()
    _published_words()


def _two_readings(match: re.Match[str]) -> bool:
    day, number = int(match["day"]), int(match["number"])
    return match["slash"] == "/" and day != number and max(day, number) <= _MONTHS


def _date(match: re.Match[str], *, day_first: bool | None) -> date | None:
    groups = match.groupdict()
    year, day = int(groups["year"]), int(groups["day"])
    if year in _BUDDHIST_YEARS:
        year -= _BUDDHIST_ERA
    if groups.get("month"):
        months = _months().get(groups["month"].casefold().strip("."), frozenset())
        month = next(iter(months)) if len(months) == 1 else 0
    else:
        month = int(groups["number"])
    if groups.get("slash") == "/" and match.start("year") > match.start("day"):
        if _two_readings(match) and day_first is None:
            return None
        swapped = month > _MONTHS or (_two_readings(match) and not day_first)
        day, month = (month, day) if swapped else (day, month)
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _expected(word: str) -> bool:
    return word in _weekdays() or word in _published_words()


@cache
def _locales() -> tuple[Locale, ...]:
    codes = [entry.code for entry in languages.every() if entry.published]
    return tuple(Locale.parse(code) for code in (*codes, *_FURTHER_LOCALES))


@cache
def _months() -> dict[str, frozenset[int]]:
    """Month names, wide and short, in all cases CLDR gives -> what they mean."""
    meanings: dict[str, frozenset[int]] = {}
    for locale in _locales():
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    key = name.casefold().strip(".")
                    if not key.isdigit():
                        meanings[key] = meanings.get(key, frozenset()) | {number}
    return meanings | {"sept": frozenset({9})}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        part
        for locale in _locales()
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.days[context][width].values()
        for part in re.split(r"[\W\d_]+", name.casefold())
        if part
    )


@cache
def _published_words() -> frozenset[str]:
    phrases = [
        *(phrase for entry in languages.every() for phrase in entry.published),
        "t",
        "z",
        "of",
        "de",
        "the",
    ]
    return frozenset(word for phrase in phrases for word in phrase.split())
