"""Names a reader knows for what we keep as codes: countries, topics, days, dates; knows no article and no chat."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_day_names

from bot.messages import plain, text
from bot.messages.html import cut, escape
from storage.models import Rule, Tag, TagKind
from summarizer import tags

# Words a person reads a minute; the mean over studies of English non-fiction (Brysbaert 2019: 238).
WORDS_PER_MINUTE: Final = 238
# UTF-16 units; a rule may name every country and every minute, and still has to be told in one message.
RULE_LIMIT: Final = 300
WEEK: Final = (1, 2, 3, 4, 5, 6, 7)
WORKDAYS: Final = (1, 2, 3, 4, 5)


def country(code: str, locale: str) -> str:
    """Flag and name of a country, plain text."""
    return f"{tags.flag(code)} {tags.country_name(code, locale)}"


def topic(slug: str, locale: str) -> str:
    """Emoji and name of a topic, plain text."""
    return f"{tags.topic_emoji(slug)} {tags.topic_name(slug, locale)}"


def region(slug: str, locale: str) -> str:
    """Emoji and name of a region, plain text."""
    return f"{tags.region_emoji(slug)} {tags.region_name(slug, locale)}"


def tag(kind: str, value: str, locale: str) -> str:
    """Symbol and name of a topic, a country or a region (the kinds of `tags.Found`), plain text.

    What this version does not know any more, such as a topic that the operator took away, is called by its slug.
    """
    return {"country": country, "region": region}.get(kind, topic)(value, locale)


def about(found: Iterable[Tag], locale: str) -> str:
    """What an article is about, as HTML: the countries it is really about, then its topics."""
    names = [tag(each.kind, each.value, locale) for each in shown_tags(found)]
    return escape(" · ".join(names))


def shown_tags(found: Iterable[Tag]) -> list[Tag]:
    """The tags worth showing or following: no countries mentioned in passing; countries first."""
    kept = [each for each in found if each.salience != "passing"]
    return sorted(kept, key=lambda each: each.kind != TagKind.COUNTRY)


def minutes(words: int) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


def method(name: str, locale: str) -> str:
    """What a way to choose sentences is called, plain text."""
    return plain(f"method-{name}", locale)


def method_line(name: str, locale: str) -> str:
    """A way to choose sentences with what it does, as HTML."""
    return text("method-line", locale, name=method(name, locale), about=plain(f"method-{name}-about", locale))


def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def day(value: date, locale: str) -> str:
    """A date, medium long, plain text."""
    return format_date(value, format="medium", locale=_locale(locale))


def moment(value: datetime, zone: str, locale: str) -> str:
    """An instant as a person in `zone` would say it: "Tue 3 Mar, 08:00"."""
    local = value.astimezone(ZoneInfo(zone))
    return format_datetime(local, "EEE d MMM, HH:mm", locale=_locale(locale))


def days(chosen: Sequence[int], locale: str) -> str:
    """Days of the week in words, plain text."""
    if tuple(chosen) == WEEK:
        return plain("every-day", locale)
    if tuple(chosen) == WORKDAYS:
        return plain("on-workdays", locale)
    names = get_day_names("abbreviated", locale=_locale(locale))
    return ", ".join(names[number - 1] for number in chosen)


def wishes(rule: Rule, locale: str) -> str:
    """What a rule asks for, plain text: "🌴 Caribbean, 🇻🇪 Venezuela · 🪖 Defence", or everything."""
    places = [region(slug, locale) for slug in rule.regions] + [
        country(code, locale) for code in rule.countries
    ]
    topics = [topic(slug, locale) for slug in rule.topics]
    known = " · ".join(", ".join(part) for part in (places, topics) if part)
    return cut(known, RULE_LIMIT) or plain("everything", locale)


def hours(rule: Rule, locale: str) -> str:
    """When a rule wants its digests, plain text: "08:00, 18:00 every day (Europe/Berlin)"."""
    times = cut(", ".join(rule.times), RULE_LIMIT)
    return plain("hours", locale, times=times, days=days(rule.days, locale), zone=rule.zone)
