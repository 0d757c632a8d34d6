"""When a digest is due: wall times, days and a zone to UTC instants, and people's words for them; knows no chats, no store."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_day_names
from rapidfuzz import fuzz, process

from bot.errors import UserError
from storage.models import Rule
from summarizer import tags

# A rule for one weekday looks a week ahead, two when a zone skips that day (Apia, 30 December 2011).
_HORIZON = timedelta(days=15)
_DAY = timedelta(days=1)
_LAST_HOUR = 23
_LAST_MINUTE = 59
_NOON = 12
# A message that names what was not understood repeats no more of it than this, in characters.
_ECHO = 40


def next_due(rule: Rule, after: datetime) -> datetime:
    """The first instant (UTC) strictly after `after` at which one of the rule's wall times comes on one of its days.

    A wall time that a zone has twice on a date (clocks set back) counts the first time only. One that a date
    does not have (clocks set forward) comes at the first instant after the gap, if that is still the same
    date; a date the zone skips whole has no times. So no wall time comes twice on one local date.

    Raises `zoneinfo.ZoneInfoNotFoundError` when the zone is not known here (any more), and `ValueError` for a
    rule that never comes: no times, no days.
    """
    zone = ZoneInfo(rule.zone)
    first = after.astimezone(zone).date() - _DAY
    day = first
    while day <= first + _HORIZON:
        later = [instant for instant in _instants(rule, day, zone) if instant > after]
        if later:
            return min(later)
        day += _DAY
    raise ValueError(f"a rule that never comes due: times {rule.times}, days {rule.days}")


def _instants(rule: Rule, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    if day.isoweekday() in rule.days:
        for wall in rule.times:
            instant = _instant(datetime.combine(day, time.fromisoformat(wall)), zone)
            if instant is not None:
                yield instant


def _instant(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant at which the clocks of `zone` first show `wall`, or the end of the gap that swallows it."""
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    end = _end_of_gap(wall, zone)
    return end if end.astimezone(zone).date() == wall.date() else None


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which `zone` jumps over `wall`.

    PEP 495: in a gap, fold=1 reads the wall time with the offset after the jump, hence an instant before it,
    and fold=0 the reverse; the jump is found between the two by halving.
    """
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    behind = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while behind - before > timedelta(seconds=1):  # transitions fall on whole seconds (RFC 9636)
        middle = before + timedelta(seconds=(behind - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            behind = middle
    return behind


_TIME = re.compile(
    r"(?:(?:at|um|a las|as|a|alle)\s+)?(?P<hour>\d{1,2})(?:\s*[:.h]?\s*(?P<minute>\d{2}))?"
    r"\s*(?:(?P<half>[ap])\.?m\.?|h|hrs?|uhr|uur)?"
)
_NAMED_TIMES = {
    "noon": "12:00",
    "midday": "12:00",
    "mediodia": "12:00",
    "midi": "12:00",
    "mittag": "12:00",
    "midnight": "00:00",
    "medianoche": "00:00",
    "minuit": "00:00",
    "mitternacht": "00:00",
}


def parse_time(word: str) -> str:
    """The wall time "HH:MM" that a person means by "7:30", "07.30", "0730", "7pm", "19h30" or "noon".

    Raises `UserError("bad-time", text=…)`.
    """
    folded = _fold(word)
    if folded in _NAMED_TIMES:
        return _NAMED_TIMES[folded]
    found = _TIME.fullmatch(folded)
    if found is None:
        raise UserError("bad-time", text=_echo(word))
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and not 1 <= hour <= _NOON:
        raise UserError("bad-time", text=_echo(word))
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise UserError("bad-time", text=_echo(word))
    return f"{hour:02}:{minute:02}"


_WEEK = (1, 2, 3, 4, 5, 6, 7)
_GROUPS = {
    "daily|everyday|every day|all days|diario|diariamente|cada dia|todos los dias|quotidien|tous les jours"
    "|chaque jour|taglich|jeden tag|diariamente|todos os dias|ogni giorno|щодня|ежедневно": _WEEK,
    "weekdays|weekday|workdays|working days|business days|laborables|dias laborables|entre semana|en semaine"
    "|jours ouvrables|jours ouvres|werktags|werktage|wochentags|dias uteis|giorni feriali|будни|будні": (
        1,
        2,
        3,
        4,
        5,
    ),
    "weekends|weekend|fin de semana|fines de semana|week-end|week-ends|wochenende|wochenenden|am wochenende"
    "|fim de semana|fine settimana|выходные|вихідні": (6, 7),
}
_DAY_GROUPS = {name: days for names, days in _GROUPS.items() for name in names.split("|")}
# Names of two letters only where they are the usual ones (German, Russian, Ukrainian): "VE" is rather Venezuela.
_DAY_LANGUAGES = ("en", "de", "es", "fr", "pt", "it", "ru", "uk")
_LEAST_PREFIX = 3
_BETWEEN_DAYS = re.compile(r"[,;/&+.\s]+")
_LINK_WORDS = frozenset({"and", "on", "every", "und", "y", "et", "e", "и", "і", "та"})


def parse_days(word: str) -> tuple[int, ...]:
    """The ISO weekdays, ascending, meant by "daily", "weekdays", "mon,wed", "fri-mon" or the same in other languages.

    Raises `UserError("bad-days", text=…)`.
    """
    folded = _fold(word)
    if folded in _DAY_GROUPS:
        return _DAY_GROUPS[folded]
    # Portuguese week days end in "-feira", and a dash with spaces around it is still a range.
    folded = re.sub(r"\s*[-–—]\s*", "-", folded.replace("-feira", ""))
    names = [name for name in _BETWEEN_DAYS.split(folded) if name and name not in _LINK_WORDS]
    days = {day for name in names for day in _days_of(name)}
    if not names or None in days:
        raise UserError("bad-days", text=_echo(word))
    return tuple(sorted(day for day in days if day is not None))


def _days_of(name: str) -> tuple[int | None, ...]:
    if name in _DAY_GROUPS:
        return _DAY_GROUPS[name]
    first, dash, last = name.partition("-")
    start, end = _weekday(first), _weekday(last if dash else first)
    if start is None or end is None:
        return (None,)
    return tuple((start + step - 1) % 7 + 1 for step in range((end - start) % 7 + 1))


def _weekday(name: str) -> int | None:
    known = _day_names()
    if name in known:
        return known[name]
    if len(name) < _LEAST_PREFIX:
        return None
    meant = {day for full, day in known.items() if full.startswith(name)}
    return meant.pop() if len(meant) == 1 else None


@cache
def _day_names() -> dict[str, int]:
    names = {str(day): day for day in _WEEK}
    for language in _DAY_LANGUAGES:
        for width in ("wide", "abbreviated"):
            for index, name in get_day_names(width, locale=language).items():
                names.setdefault(_fold(str(name)).removesuffix("-feira").rstrip("."), index + 1)
    return names


# Keys outside these are old names, abbreviations or fixed offsets: good when typed in full, never as "the city of".
_REGIONS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
_NOT_ZONES = frozenset({"Factory", "localtime", "posixrules"})
_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?00)?")
_WEST, _EAST = -12, 14  # the Etc zones of the tz database
# Likeness, 0-100, from which another city's name is worth asking "did you mean": one slip in five letters.
_NEAR = 75


def find_zone(words: str) -> str:
    """The IANA zone that a person means.

    That is: its name in any case, its city ("new york"), a whole-hour offset ("UTC+3") or a country all of which
    keeps one time ("Venezuela").
    Raises `UserError("unknown-zone", text=…, suggestion=…)`; the suggestion is the nearest zone name or "".
    """
    folded = _fold(words)
    offset = _OFFSET.fullmatch(folded.replace("−", "-"))
    known = _zones()
    if offset is None:
        zone = known.get(_plain(folded)) or known.get(folded) or _zone_of_country(words)
    else:
        zone = _fixed_zone(int(offset["sign"] + offset["hours"]))
    if zone is None:
        raise UserError("unknown-zone", text=_echo(words), suggestion=_nearest_zone(_plain(folded)))
    return zone


def looks_like_zone(word: str) -> bool:
    """Whether the word is a zone's name with its area, or means to be one: "Europe/Nowhere", but not "France/Germany"."""
    area, slash, place = word.partition("/")
    if not slash:
        return False
    if _fold(word) in _zones() or _plain(_fold(word)) in _zones():
        return True
    return area.capitalize() in _REGIONS and place.capitalize() not in _REGIONS


def _fixed_zone(hours: int) -> str | None:
    if hours == 0:
        return "UTC"
    # The signs of these names are those of POSIX: Etc/GMT-3 is three hours ahead of UTC.
    return f"Etc/GMT{-hours:+}" if _WEST <= hours <= _EAST else None


@cache
def _zones() -> dict[str, str]:
    """Zones by plain city name and by full name; of two cities of one name the deeper key, which is the tz database's own."""
    keys = sorted(available_timezones() - _NOT_ZONES, key=lambda key: (key.count("/"), key))
    cities = {_plain(key.rpartition("/")[2]): key for key in keys if key.split("/")[0] in _REGIONS}
    full = {key.casefold(): key for key in keys}
    return {
        **{_plain(name): key for name, key in full.items() if not name.startswith("etc/")},
        **full,
        **cities,
    }


def _zone_of_country(words: str) -> str | None:
    """The zone of a whole country; None when its parts keep different times, for then only a city will do."""
    found = tags.find(words[:_ECHO])
    if found is None or found.kind != "country":
        return None
    territories = get_global("zone_territories")
    zones = sorted(
        zone for zone, code in territories.items() if code == found.value and zone in available_timezones()
    )
    # Two days half a year apart tell zones apart that differ now; zones that only ever differed in the past are one.
    probes = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
    clocks = {tuple(probe.astimezone(ZoneInfo(zone)).utcoffset() for probe in probes) for zone in zones}
    return zones[0] if len(clocks) == 1 else None


def _nearest_zone(plain: str) -> str:
    found = process.extractOne(plain[:_ECHO], _zones().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _zones()[found[0]] if found else ""


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", _fold(name))


def _fold(word: str) -> str:
    """Case, accents, width and outer white space do not tell words apart here."""
    decomposed = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).strip()


def _echo(word: str) -> str:
    return word.strip()[:_ECHO]
