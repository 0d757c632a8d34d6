"""Dates as newspapers print them, in the languages that CLDR names months in; knows no article around them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from summarizer import languages
from summarizer.models import Span

_YEARS = range(1900, 2101)  # what else looks like a year is a number
_BUDDHIST_ERA = 543  # Thai years run ahead by so much
_BUDDHIST_YEARS = range(2443, 2644)
_LONGEST_LINE = 120  # characters; a date line is short
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
            rf"{_DAY}(?:st|nd|rd|th|er|re|º|ª|\.º)?[.\s/-]*(?:(?:de|of|d’|d')\s*)?{_WORD}"
            rf"[.,\s/-]*(?:(?:de|del|of|năm)\s+)?{_YEAR}"
        ),
        rf"{_WORD}\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}",  # Mar 4, 2022
        rf"{_DAY}\s*tháng\s*(?P<number>\d{{1,2}})[,\s]+(?:năm\s+)?{_YEAR}",
        rf"{_DAY}\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}",  # 4.3.2022
        rf"{_DAY}(?P<slash>[/-])(?P<number>\d{{1,2}})(?P=slash){_YEAR}",  # 4/3/2022
        rf"(?<!\d){_YEAR}(?P<slash>[/.])(?P<number>\d{{1,2}})(?P=slash)(?P<day>\d{{1,2}})(?!\d)",
    )
)
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


def find(text: str) -> Found | None:
    """The first complete date in a short text. A date that has two readings (4/3/2022) is none.

    Neither is one whose month name means different months in different languages (Slavic "listopad").
    """
    found = [
        Found(date=day, span=Span(*match.span()))
        for form in _FORMS
        for match in form.finditer(text)
        if (day := _date(match)) is not None
    ]
    return min(found, key=lambda each: (each.span.start, -each.span.end), default=None)


def in_line(line: str) -> date | None:
    """The date of a line that says little else: a weekday, a time, "Published", a place of up to three words."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return None
    found = find(line)
    if found is None:
        return None
    rest = _CLOCK.sub(" ", f"{line[: found.span.start]} {line[found.span.end :]}")
    if second := find(rest):  # "Published …, updated …"
        rest = f"{rest[: second.span.start]} {rest[second.span.end :]}"
    words = [
        word for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", rest) if not _expected(word.casefold())
    ]
    if len(words) > _LEFTOVER or any(word[:1].islower() for word in words):
        return None
    return found.date


def names_day_or_month(word: str) -> bool:
    """Whether a word is the name of a month or weekday in some language."""
    return word.casefold().strip(".") in _months() or word.casefold().strip(".") in _weekdays()


def warm() -> None:
    """Read the names from CLDR now."""
    _months()
    _weekdays()
    _published_words()


def _date(match: re.Match[str]) -> date | None:
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
        if day != month and day <= 12 and month <= 12:  # noqa: PLR2004 - either number may be the month
            return None
        day, month = (month, day) if month > 12 else (day, month)  # noqa: PLR2004 - months end at 12
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
