"""The buttons under the bot's messages; knows callback records and labels, decides nothing."""

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat import callbacks
from bot.chat.callbacks import (
    Callback,
    Follow,
    FollowTag,
    Forget,
    Length,
    Menu,
    Private,
    Quotes,
    Read,
    SetLength,
    SetMethod,
    SetPrivate,
    SetTime,
    SetZone,
    Tags,
    Unsubscribe,
)
from bot.ingest import LONGEST
from bot.messages import html, labels, plain
from storage.models import Article, Chat, Subscription, TagKind
from summarizer import METHODS, tags

Row = list[InlineKeyboardButton]

# Lengths a tap goes through; the chat's own setting starts somewhere in between.
LENGTHS: Final = (1, 2, 3, 5, LONGEST)
# Local times offered for a digest: breakfast, start of work, noon, end of work, evening.
TIMES: Final = ("07:00", "08:00", "12:00", "18:00", "21:00")
# One zone for each of the larger groups of readers, west to east; any other is typed.
ZONES: Final = (
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Caracas",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Africa/Lagos",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
)
# Countries for the first menu: those most followed differ by reader, so the largest of each region stand here.
COUNTRIES: Final = (
    "US",
    "BR",
    "VE",
    "MX",
    "GB",
    "DE",
    "FR",
    "ES",
    "UA",
    "RU",
    "TR",
    "IL",
    "IN",
    "CN",
    "JP",
    "NG",
)
# Regions for the first menu, continents and what readers ask for by one name; any other is typed.
REGIONS: Final = (
    "europe",
    "eu",
    "eastern-europe",
    "balkans",
    "africa",
    "north-africa",
    "sub-saharan-africa",
    "sahel",
    "americas",
    "latin-america",
    "caribbean",
    "north-america",
    "asia",
    "middle-east",
    "gulf",
    "central-asia",
    "south-asia",
    "southeast-asia",
    "east-asia",
    "oceania",
    "nato",
    "brics",
)
MENU_TOPICS: Final = 12
# Topics of the operator's own in the menu, beside the built-in ones.
MENU_ADDED: Final = 12
# Methods in the order a reader would try them. The others are near doubles of these, for those who set up the bot.
OFFERED_METHODS: Final[tuple[str, ...]] = (
    "editor",
    "lead",
    "lexrank",
    "textrank",
    "lsa",
    "luhn",
    "edmundson",
)


def button(label: str, callback: Callback) -> InlineKeyboardButton:
    """A button that carries `callback`."""
    return InlineKeyboardButton(label, callback_data=callbacks.pack(callback))


def rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[Row]:
    """Buttons in rows of at most `width`."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def article(
    found: Article, *, owner: int, sentences: int, private: bool | None, locale: str
) -> InlineKeyboardMarkup:
    """Under a summary. `private` is the state of this chat's submission, None where the chat did not send it."""
    there = len(found.sentences)
    shorter = max((each for each in LENGTHS if each < min(sentences, there)), default=None)
    longer = min((each for each in LENGTHS if each > sentences and there > sentences), default=None)
    first: Row = []
    if shorter is not None:
        first.append(
            button(plain("button-shorter", locale), Length(owner=owner, article=found.id, sentences=shorter))
        )
    if longer is not None:
        first.append(
            button(plain("button-longer", locale), Length(owner=owner, article=found.id, sentences=longer))
        )
    # Anybody may look; in a group an administrator can then correct what others sent.
    first.append(button(plain("button-tags", locale), Tags(article=found.id)))
    second: Row = []
    if found.quotes:
        label = plain("button-quotes", locale, count=len(found.quotes))
        second.append(button(label, Quotes(owner=owner, article=found.id)))
    if _followed(found):
        second.append(button(plain("button-follow", locale), Follow(owner=owner, article=found.id)))
    third: Row = []
    if private is not None:
        key = "button-is-private" if private else "button-is-shared"
        third.append(
            button(
                plain(key, locale),
                Private(owner=owner, article=found.id, on=int(not private), sentences=sentences),
            )
        )
    return InlineKeyboardMarkup([row for row in (first, second, third) if row])


def follow(found: Article, *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """The countries and topics of an article to subscribe to."""
    return follow_any(_followed(found), owner=owner, locale=locale)


def _followed(found: Article) -> list[tags.Found]:
    """What an article is about and a digest can be: not what the operator has taken away since."""
    return [
        tags.Found(kind=each.kind.value, value=each.value)
        for each in labels.shown_tags(found.tags)
        if known(each.kind, each.value)
    ]


def known(kind: TagKind, value: str) -> bool:
    """Whether this version knows such a country or topic, so that it can be asked for."""
    return value in (tags.COUNTRIES if kind is TagKind.COUNTRY else tags.topic_slugs())


def topics(*, owner: int, locale: str) -> InlineKeyboardMarkup:
    """The topics most asked for, those of the operator, and the ways to countries and regions."""
    added = [slug for slug in tags.topic_slugs() if slug not in tags.TOPICS]
    return _menu("topic", [*tags.TOPICS[:MENU_TOPICS], *added[:MENU_ADDED]], owner=owner, locale=locale)


def countries(*, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Some countries, and the ways to topics and regions."""
    return _menu("country", COUNTRIES, owner=owner, locale=locale)


def regions(*, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Some regions, and the ways to topics and countries."""
    return _menu("region", REGIONS, owner=owner, locale=locale)


def _menu(kind: str, values: Sequence[str], *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Names of one kind to subscribe to, and the way to the menus of the others."""
    choices = [tags.Found(kind=kind, value=value) for value in values]  # type: ignore[arg-type]  # its literals
    pages = {"topic": "topics", "country": "countries", "region": "regions"}
    ways = [
        button(plain(f"button-{page}", locale), Menu(owner=owner, page=page))
        for other, page in pages.items()
        if other != kind
    ]
    return InlineKeyboardMarkup([*follow_any(choices, owner=owner, locale=locale).inline_keyboard, ways])


def follow_any(found: Sequence[tags.Found], *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Topics, countries and regions to subscribe to."""
    choices = [
        button(
            labels.tag(each.kind, each.value, locale),
            FollowTag(owner=owner, kind=each.kind, value=each.value),
        )
        for each in found
    ]
    return InlineKeyboardMarkup(rows(choices, 2))


def subscribed(subscription: Subscription, *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Under a confirmation: other times, the zone, and the way out."""
    times = [
        button(time, SetTime(owner=owner, subscription=subscription.id, time=time.replace(":", "")))
        for time in TIMES
        if (time,) != subscription.rule.times
    ]
    zone = button(plain("button-zone", locale), Menu(owner=owner, page="zones"))
    stop = button(plain("button-unsubscribe", locale), Unsubscribe(owner=owner, subscription=subscription.id))
    return InlineKeyboardMarkup([times, [zone, stop]])


def subscriptions(found: Sequence[Subscription], *, owner: int, locale: str) -> InlineKeyboardMarkup:
    """A way out of each subscription, and a way in."""
    out = [
        [
            button(
                html.cut("✖ " + labels.wishes(each.rule, locale), 60),
                Unsubscribe(owner=owner, subscription=each.id),
            )
        ]
        for each in found
    ]
    more = button(plain("button-subscribe-more", locale), Menu(owner=owner, page="topics"))
    return InlineKeyboardMarkup([*out, [more]])


def zones(*, owner: int, labelled: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Zones to pick by the time it is there; `labelled` are (zone, label)."""
    choices = [button(label, SetZone(owner=owner, zone=zone)) for zone, label in labelled]
    return InlineKeyboardMarkup(rows(choices, 2))


def methods(*, chosen: str | None, default: str, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Ways to choose sentences, the operator's `default` among them, and the way back to the settings.

    What the chat chose is marked; where it chose nothing, that it leaves it to the operator.
    """
    choices = [
        button(_chosen(labels.method(name, locale), name == chosen), SetMethod(owner=owner, method=name))
        for name in offered_methods(chosen or default)
    ]
    operators = plain("button-method-operators", locale, method=labels.method(default, locale))
    leave = button(_chosen(operators, chosen is None), SetMethod(owner=owner, method=callbacks.OPERATORS))
    back = button(plain("button-settings", locale), Menu(owner=owner, page="settings"))
    return InlineKeyboardMarkup([*rows(choices, 2), [leave], [back]])


def offered_methods(current: str) -> list[str]:
    """The methods worth offering to readers, and `current` even where it is none of them."""
    known = [name for name in OFFERED_METHODS if name in METHODS]
    return known if current in known else [*known, current]


def _chosen(label: str, chosen: bool) -> str:  # noqa: FBT001 - what the mark tells
    return f"• {label} •" if chosen else label


def settings(chat: Chat, *, method: str, owner: int) -> InlineKeyboardMarkup:
    """Summary length and method, privacy, zone and subscriptions of a chat."""
    lengths = [
        button(_chosen(str(count), count == chat.sentences), SetLength(owner=owner, sentences=count))
        for count in LENGTHS
    ]
    key = "button-private-default" if chat.private else "button-shared-default"
    return InlineKeyboardMarkup(
        [
            lengths,
            [
                button(
                    plain("button-method", chat.locale, method=labels.method(method, chat.locale)),
                    Menu(owner=owner, page="methods"),
                )
            ],
            [button(plain(key, chat.locale), SetPrivate(owner=owner, on=int(not chat.private)))],
            [
                button(plain("button-zone", chat.locale), Menu(owner=owner, page="zones")),
                button(plain("button-subscriptions", chat.locale), Menu(owner=owner, page="subscriptions")),
            ],
        ]
    )


def forget(*, owner: int, locale: str) -> InlineKeyboardMarkup:
    """Asks once more before everything is deleted."""
    return InlineKeyboardMarkup(
        [
            [button(plain("button-forget", locale), Forget(owner=owner, sure=1))],
            [button(plain("button-keep", locale), Forget(owner=owner, sure=0))],
        ]
    )


def reading(article_ids: Sequence[int]) -> InlineKeyboardMarkup | None:
    """A numbered button for each article of a list or digest; anybody in the chat may tap."""
    if not article_ids:
        return None
    numbered = [
        button(f"{number}", Read(article=article_id))
        for number, article_id in enumerate(article_ids, start=1)
    ]
    return InlineKeyboardMarkup(rows(numbered, 8))
