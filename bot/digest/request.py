"""What a person types after /subscribe, understood: "Venezuela, defence 07:30 weekdays America/Caracas".

Pure; knows the vocabulary of tags and of times, not who asks or what is stored.
"""

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from bot.digest import names, schedule
from bot.errors import UserError
from summarizer import tags

_EVERYTHING: Final = frozenset({"all", "everything", "any", "todo", "tout", "alles", "всё", "все"})
# "todos los dias", "every day"
_LONGEST_DAYS: Final = 3
_CODE: Final = re.compile(r"^[A-Z]{2}$")
_TIME_LIKE: Final = re.compile(r"^\d{1,4}([:.h：]\d{0,2})?(am|pm|h|uhr)?$", re.IGNORECASE)
_OFFSET_LIKE: Final = re.compile(r"^(UTC|GMT)$|^(UTC|GMT)?[+\-−]\d{1,2}(:?00)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Topics, countries, regions, times, days and zone as asked for; empty or None where nothing was said."""

    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    zone: str | None = None
    everything: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for that a digest could be about."""
        return not (self.topics or self.countries or self.regions or self.everything)


@dataclass(slots=True, kw_only=True)
class _Heard:
    """What has been understood so far."""

    locale: str
    slugs: Collection[str] = ()
    names: dict[str, list[str]] = field(default_factory=lambda: {"topic": [], "country": [], "region": []})
    times: set[str] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    zone: str | None = None
    everything: bool = False
    unknown: list[str] = field(default_factory=list)


def parse(words: str, *, locale: str, slugs: Collection[str] = ()) -> Request:
    """The request in `words`, in any order; names may have several words and small misspellings.

    `slugs` are topics that are known no more and understood by their slugs all the same. Two capitals that are a
    country's code mean the country (FR is France), else days may be as short as "fr".
    Raises UserError: unknown-topic (text, suggestion), bad-time, unknown-zone.
    """
    heard = _Heard(locale=locale, slugs=slugs)
    for rest in names.phrases(words):
        while rest and len(heard.unknown) < names.ENOUGH:
            rest = names.ahead(rest, locale=locale, another=_another)  # noqa: PLW2901 - eaten up
            del rest[: next(count for read in _READERS if (count := read(rest, heard)))]
    if heard.unknown:
        raise unknown(" ".join(heard.unknown), locale)
    return Request(
        topics=tuple(dict.fromkeys(heard.names["topic"])),
        countries=tuple(dict.fromkeys(heard.names["country"])),
        regions=tuple(dict.fromkeys(heard.names["region"])),
        times=tuple(sorted(heard.times)),
        days=tuple(sorted(heard.days)),
        zone=heard.zone,
        everything=heard.everything,
    )


def unknown(words: str, locale: str) -> UserError:
    """The error for a name that is no topic, country or region, with the nearest names if there are any."""
    near = [_NAMES[each.kind](each.value, locale) for each in tags.suggest(words)]
    return UserError("unknown-topic", text=words[:60], suggestion=", ".join(near))


_NAMES: Final = {"topic": tags.topic_name, "country": tags.country_name, "region": tags.region_name}


# Each of these takes what it understands from the start of `rest` and gives the number of words taken, 0 for none.


def _slug(rest: list[str], heard: _Heard) -> int:
    if rest[0].casefold() not in heard.slugs:
        return 0
    heard.names["topic"].append(rest[0].casefold())
    return 1


def _zone(rest: list[str], heard: _Heard) -> int:
    if not _zone_like(rest[0]):
        return 0
    heard.zone = schedule.find_zone(rest[0])
    return 1


def _time(rest: list[str], heard: _Heard) -> int:
    if not _TIME_LIKE.match(rest[0]):
        return 0
    # "7 pm" is one time in two words
    taken = 2 if len(rest) > 1 and rest[1].lower() in {"am", "pm", "uhr", "h"} else 1
    heard.times.add(schedule.parse_time("".join(rest[:taken])))
    return taken


def _days(rest: list[str], heard: _Heard) -> int:
    for taken in range(min(_LONGEST_DAYS, len(rest)), 0, -1):
        words = rest[:taken]
        # A number behind a day is an hour: "monday 7". Signs around a number are no day: "&4".
        if not words[0][0].isalnum() or any(
            _TIME_LIKE.match(word) or (_CODE.match(word) and tags.find(word)) for word in words
        ):
            continue
        with suppress(UserError):
            heard.days.update(schedule.parse_days(" ".join(words)))
            return taken
    return 0


def _everything(rest: list[str], heard: _Heard) -> int:
    if rest[0].casefold() not in _EVERYTHING:
        return 0
    heard.everything = True
    return 1


def _name(rest: list[str], heard: _Heard) -> int:
    """Takes the longest name there is; else one word, remembered as unknown unless it only links others."""
    found = names.first(rest, locale=heard.locale, another=_another)
    if found is not None:
        hit, taken = found
        heard.names[hit.kind].append(hit.value)
        return taken
    if rest[0].casefold() not in names.FILLERS:
        heard.unknown.append(rest[0])
    return 1


def _another(word: str) -> bool:
    """Whether a word by itself is a time, a zone or days."""
    if _TIME_LIKE.match(word) or _zone_like(word):
        return True
    with suppress(UserError):
        return bool(schedule.parse_days(word))
    return False


def _zone_like(word: str) -> bool:
    return bool(_OFFSET_LIKE.match(word)) or schedule.looks_like_zone(word)


_READERS: Final = (_slug, _zone, _time, _days, _everything, _name)
