"""What a button carries: typed records in at most 64 bytes; knows no Telegram classes and no storage.

Layout: `1:<verb>:<owner>:<field>:…`, version first, numbers in base 36. The owner is the user the message was
made for, 0 for anybody in the chat. The data comes back from clients, so it is a wish, not a permission: the
handlers check it against the database as well. Limit: https://core.telegram.org/bots/api#inlinekeyboardbutton.
"""

from dataclasses import dataclass, fields
from typing import Final

VERSION: Final = "1"
OPERATORS: Final = "operators"  # in place of a method: whichever the operator has set, now and later
MAX_BYTES: Final = 64
_TOO_LARGE: Final = 2**63
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class StaleCallback(Exception):  # noqa: N818 - it names what happened, as the chat tells it
    """The button is from an older version, or its data is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A tap's meaning. `owner` is the user id the button was made for, 0 for anybody in the chat."""

    owner: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Callback):
    """Show the article's summary with this many sentences."""

    article: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Callback):
    """Show an article of a list or digest."""

    article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes(Callback):
    """Show all quotes of the article."""

    article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Private(Callback):
    """Keep the article to this chat (1) or share it with everybody's digests (0); `sentences` as shown now."""

    article: int
    on: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow(Callback):
    """Offer the article's countries and topics to subscribe to."""

    article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTag(Callback):
    """Subscribe to one topic, country or region; `kind` is one of `tags.Found`."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags(Callback):
    """Say why the article has its tags, in a panel of their own."""

    article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTags(Callback):
    """Turn that panel to the topics that can be added (1), or back (0)."""

    article: int
    adding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Callback):
    """Make a tag of the article be there (1) or not (0); `kind` is "t" for a topic, "c" for a country."""

    article: int
    kind: str
    value: str
    on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTime(Callback):
    """Move a subscription's digest to one local time, "HHMM"."""

    subscription: int
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe(Callback):
    """End a subscription."""

    subscription: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetZone(Callback):
    """Set the chat's time zone to the one with this place in `keyboards.ZONES`."""

    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLength(Callback):
    """Set how many sentences a summary has in this chat."""

    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMethod(Callback):
    """Set how this chat's summaries are chosen: a name of `summarizer.METHODS`, or OPERATORS."""

    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrivate(Callback):
    """Set whether this chat's articles are private unless said otherwise."""

    on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Callback):
    """Open a page of choices: topics, countries, regions, zones, methods, settings, subscriptions."""

    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget(Callback):
    """Delete everything this chat owns (1), or leave it (0)."""

    sure: int


# Verbs are part of buttons that stand in chats for years: never reuse one with another meaning.
_VERBS: Final[dict[str, type[Callback]]] = {
    "l": Length,
    "r": Read,
    "q": Quotes,
    "p": Private,
    "f": Follow,
    "t": FollowTag,
    "h": SetTime,
    "u": Unsubscribe,
    "z": SetZone,
    "n": SetLength,
    "w": SetMethod,
    "d": SetPrivate,
    "m": Menu,
    "x": Forget,
    "y": Tags,
    "g": TurnTags,
    "c": Correct,
}
_NAMES: Final = {record: verb for verb, record in _VERBS.items()}


def pack(callback: Callback) -> str:
    """The record as callback data; raises ValueError where it cannot fit, which is a mistake of ours."""
    values = [getattr(callback, each.name) for each in fields(callback)]
    words = [_base36(value) if isinstance(value, int) else value for value in values]
    data = ":".join([VERSION, _NAMES[type(callback)], *words])
    if any(":" in word for word in words) or len(data.encode()) > MAX_BYTES:
        raise ValueError(f"callback data does not fit: {data!r}")
    return data


def unpack(data: str) -> Callback:
    """The record that `pack` made; raises StaleCallback for anything else."""
    version, _, rest = data.partition(":")
    verb, *words = rest.split(":")
    record = _VERBS.get(verb)
    if version != VERSION or record is None or len(words) != len(fields(record)):
        raise StaleCallback(data)
    values: dict[str, int | str] = {}
    try:
        for each, word in zip(fields(record), words, strict=True):
            values[each.name] = _number(word) if each.type is int else word
    except ValueError as error:
        raise StaleCallback(data) from error
    return record(**values)  # type: ignore[arg-type]  # each value has just been read by its field's type


def _number(word: str) -> int:
    number = int(word, 36)
    if not -_TOO_LARGE <= number < _TOO_LARGE:
        raise ValueError("no id of ours, and none the database could look up")
    return number


def _base36(number: int) -> str:
    if number < 0:
        return "-" + _base36(-number)
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if number == 0:
            return digits
