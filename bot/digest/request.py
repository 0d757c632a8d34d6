"""What a person types after /subscribe, understood: "Venezuela, defence 07:30 weekdays America/Caracas".

Pure; knows the vocabulary of tags and of times, not who asks or what is stored.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.digest import schedule
from bot.errors import UserError
from summarizer import tags

# The longest names of the vocabulary ("Saint Vincent and the Grenadines") have five words.
LONGEST_NAME: Final = 5
_EVERYTHING: Final = frozenset({"all", "everything", "any", "todo", "tout", "alles", "всё", "все"})
_FILLERS: Final = frozenset(
    {"and", "or", "at", "in", "on", "about", "y", "et", "und", "и", "a", "à", "um", "в"}
)
_SEPARATORS: Final = re.compile(r"[,;\n]+")
_TIME_LIKE: Final = re.compile(r"^\d{1,4}([:.h]\d{0,2})?(am|pm|h|uhr)?$", re.IGNORECASE)
_ZONE_LIKE: Final = re.compile(r"^[A-Za-z_]+(/[A-Za-z_+\-0-9]+)+$|^(UTC|GMT)([+-]\d{1,2})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Topics, countries, times, days and zone as asked for; empty or None where nothing was said."""

    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    zone: str | None = None
    everything: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for that a digest could be about."""
        return not (self.topics or self.countries or self.everything)


def parse(words: str, *, locale: str) -> Request:
    """The request in `words`, in any order; names may have several words and small misspellings.

    Raises UserError: unknown-topic (text, suggestion), bad-time, bad-days, unknown-zone.
    """
    found: dict[str, list[str]] = {"topic": [], "country": [], "time": [], "unknown": []}
    days: tuple[int, ...] = ()
    zone: str | None = None
    everything = False
    for phrase in _SEPARATORS.split(words):
        rest = phrase.split()
        while rest:
            word = rest[0]
            if _ZONE_LIKE.match(word):
                zone = schedule.find_zone(word)
                rest = rest[1:]
            elif _TIME_LIKE.match(word):
                # "7 pm" is one time in two words
                taken = 2 if len(rest) > 1 and rest[1].lower() in {"am", "pm", "uhr", "h"} else 1
                found["time"].append(schedule.parse_time("".join(rest[:taken])))
                rest = rest[taken:]
            elif (chosen := _days(word)) is not None:
                days = tuple(sorted({*days, *chosen}))
                rest = rest[1:]
            elif word.casefold() in _EVERYTHING:
                everything = True
                rest = rest[1:]
            else:
                rest = _name(rest, found, locale)
    if found["unknown"]:
        raise unknown(" ".join(found["unknown"]), locale)
    return Request(
        topics=tuple(dict.fromkeys(found["topic"])),
        countries=tuple(dict.fromkeys(found["country"])),
        times=tuple(sorted(set(found["time"]))),
        days=days,
        zone=zone,
        everything=everything,
    )


def unknown(words: str, locale: str) -> UserError:
    """The error for a name that is neither topic nor country, with the nearest names if there are any."""
    near = [_label(each, locale) for each in tags.suggest(words)]
    return UserError("unknown-topic", text=words[:60], suggestion=", ".join(near))


def _label(found: tags.Found, locale: str) -> str:
    name = tags.country_name if found.kind == "country" else tags.topic_name
    return name(found.value, locale)


def _days(word: str) -> tuple[int, ...] | None:
    try:
        return schedule.parse_days(word)
    except UserError:
        return None


def _name(rest: list[str], found: dict[str, list[str]], locale: str) -> list[str]:
    """Takes the longest name at the start of `rest` into `found`; gives what remains."""
    for length in range(min(LONGEST_NAME, len(rest)), 0, -1):
        hit = tags.find(" ".join(rest[:length]), locale=locale)
        if hit is not None:
            found[hit.kind].append(hit.value)
            return rest[length:]
    if rest[0].casefold() not in _FILLERS:
        found["unknown"].append(rest[0])
    return rest[1:]
