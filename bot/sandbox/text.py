"""What Telegram makes of a text before it stores it: cleaned, trimmed, its entities in order; knows no message.

Source: `fix_formatted_text` of tdlib/td, `td/telegram/MessageEntity.cpp`.
"""

from collections.abc import Sequence

from bot.sandbox import nesting
from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.finding import find_entities

MOST_ENTITIES = 100  # "server-side limit" in TDLib; the rest is dropped without an error
_LINE_FEED, _RETURN, _SPACE = 10, 13, 32
_REMOVED = {_RETURN, *range(0x2028, 0x202F), 0x30A, 0x333, 0x33F}  # directions, separators, vertical lines
_CLEAN: dict[int, str | None] = {code: " " for code in range(_SPACE) if code not in (_LINE_FEED, _RETURN)}
_CLEAN |= dict.fromkeys(_REMOVED)


def normalise(text: str, entities: Sequence[Entity] = (), *, find: bool = True) -> tuple[str, list[Entity]]:
    """The text as stored and at most 100 entities, sorted.

    Control characters become spaces or go, white space at both ends goes. `find` adds what Telegram finds by itself:
    URLs, e-mail addresses, commands, mentions, hashtags. The text may come out empty.
    """
    kept = nesting.fix([dict(entity) for entity in entities])
    text, kept = _clean(text, kept)
    text, kept = _trim(text, nesting.fix(kept))
    if find:
        kept = nesting.add_found(kept, find_entities(text))
    return text, kept[:MOST_ENTITIES]


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    if _REMOVED.isdisjoint(map(ord, text)):
        return text.translate(_CLEAN), entities
    kept_before = [0]
    for char in text:
        width = utf16_length(char)
        kept = 0 if ord(char) in _REMOVED else width
        kept_before += [kept_before[-1] + kept] * width
    for entity in entities:
        begin, end = (min(at, len(kept_before) - 1) for at in (entity["offset"], nesting.end(entity)))
        entity["offset"] = kept_before[begin]
        entity["length"] = kept_before[end] - kept_before[begin]
    return text.translate(_CLEAN), entities


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Spaces and line feeds go at the end, and at the beginning as far as no entity covers them."""
    text = text.rstrip(" \n")
    length = utf16_length(text)
    lead = len(text) - len(text.lstrip(" \n"))
    lead = min([lead, *(entity["offset"] for entity in entities)])
    kept = []
    for entity in entities:
        stop = min(nesting.end(entity), length)
        if stop > entity["offset"]:
            kept.append(entity | {"offset": entity["offset"] - lead, "length": stop - entity["offset"]})
    return text[lead:], kept
