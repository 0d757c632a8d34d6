"""How Telegram untangles entities that nest or cross; knows offsets and kinds only.

Source: `fix_entities`, `split_entities` and `merge_new_entities` of tdlib/td, `td/telegram/MessageEntity.cpp`. Three
sorts: bold and the like may be cut in pieces; quotes hold others but not each other; the rest stands whole.
"""

from collections.abc import Sequence

from bot.sandbox.entities import Entity, sort_entities

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("code", "pre")  # nothing is inside code, and code is inside nothing but a quote
FOREVER = 2**31 - 1


def fix(entities: Sequence[Entity]) -> list[Entity]:
    """The entities untangled and sorted; those that nest well already stay as they are."""
    given = [entity for entity in entities if entity["length"] > 0]
    sort_entities(given)
    if _are_valid(given):
        return given
    whole, quotes, splittable = _sorts(given)
    return _resplit(splittable, _with_quotes(_disjoint(whole), _disjoint(quotes)))


def add_found(entities: Sequence[Entity], found: Sequence[Entity]) -> list[Entity]:
    """The (fixed) entities with those found in the text; the found give way."""
    if not found:
        return list(entities)
    whole, quotes, splittable = _sorts(entities)
    fitting = [entity for entity in found if not _crosses_any(entity, quotes)]
    free = [entity for entity in fitting if not any(_overlap(entity, other) for other in whole)]
    inner = whole + free
    sort_entities(inner)
    return _resplit(splittable, _with_quotes(inner, quotes))


def end(entity: Entity) -> int:
    """The offset after the entity."""
    offset: int = entity["offset"]
    length: int = entity["length"]
    return offset + length


def _sorts(entities: Sequence[Entity]) -> tuple[list[Entity], list[Entity], list[Entity]]:
    whole = [entity for entity in entities if entity["type"] not in (*SPLITTABLE, *QUOTES)]
    quotes = [entity for entity in entities if entity["type"] in QUOTES]
    splittable = [entity for entity in entities if entity["type"] in SPLITTABLE]
    return whole, quotes, splittable


def _overlap(entity: Entity, other: Entity) -> bool:
    return bool(entity["offset"] < end(other) and other["offset"] < end(entity))


def _disjoint(entities: Sequence[Entity]) -> list[Entity]:
    """Of entities that touch the same text the first stays, even where they would nest."""
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity["offset"] >= end(kept[-1]):
            kept.append(entity)
    return kept


def _with_quotes(whole: Sequence[Entity], quotes: Sequence[Entity]) -> list[Entity]:
    """Both, sorted, without what crosses a quote's border."""
    merged = [entity for entity in whole if not _crosses_any(entity, quotes)] + list(quotes)
    sort_entities(merged)
    return merged


def _crosses_any(entity: Entity, quotes: Sequence[Entity]) -> bool:
    return any(
        _overlap(entity, quote) and (entity["offset"] < quote["offset"] or end(quote) < end(entity))
        for quote in quotes
    )


def _are_valid(entities: Sequence[Entity]) -> bool:
    """Whether nothing needs untangling."""
    last_end = dict.fromkeys(SPLITTABLE, -1)
    around: list[Entity] = []
    for entity in entities:
        while around and entity["offset"] >= end(around[-1]):
            around.pop()
        if around and not _fits(entity, around):
            return False
        if entity["type"] in SPLITTABLE:
            if last_end[entity["type"]] >= entity["offset"]:
                return False
            last_end[entity["type"]] = end(entity)
        around.append(entity)
    return True


def _fits(entity: Entity, around: Sequence[Entity]) -> bool:
    """Whether an entity may stand inside those around it: only bold and the like in links, anything in a quote."""
    kinds = {other["type"] for other in around}
    if end(entity) > end(around[-1]) or entity["type"] in kinds or around[-1]["type"] in CODE:
        return False
    if kinds & set(SPLITTABLE):
        return False
    if entity["type"] in SPLITTABLE:
        return True
    return entity["type"] not in QUOTES and kinds <= set(QUOTES)


def _resplit(splittable: Sequence[Entity], others: Sequence[Entity]) -> list[Entity]:
    """Bold and the like merged, cut at every border of the others and taken out of code; all of them, sorted."""
    merged = _Splitter(splittable).split(others) + list(others)
    sort_entities(merged)
    return merged


class _Splitter:
    """Walks through the text once and puts out pieces of splittable entities."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._waiting = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
        self._open: dict[str, tuple[int, int]] = {}
        self._pieces: list[Entity] = []

    def split(self, others: Sequence[Entity]) -> list[Entity]:
        around: list[Entity] = []
        for other in others:
            self._leave(around, other["offset"])
            around.append(other)
        self._leave(around, FOREVER)
        return self._pieces

    def _leave(self, around: list[Entity], offset: int) -> None:
        """Closes the others that end by `offset`; pieces inside code are dropped."""
        while around and offset >= end(around[-1]):
            before = len(self._pieces)
            self._advance(end(around[-1]))
            if around[-1]["type"] in CODE:
                del self._pieces[before:]
            around.pop()
        self._advance(offset)

    def _advance(self, offset: int) -> None:
        while self._waiting and self._waiting[0]["offset"] < offset:
            entity = self._waiting.pop(0)
            begin, finish = self._open.get(entity["type"], (0, -1))
            if entity["offset"] <= finish:
                self._open[entity["type"]] = (begin, max(finish, end(entity)))
            else:
                self._flush(entity["offset"])
                self._open[entity["type"]] = (entity["offset"], end(entity))
        self._flush(offset)

    def _flush(self, offset: int) -> None:
        for kind in SPLITTABLE:
            begin, finish = self._open.get(kind, (offset, 0))
            if begin >= offset:
                continue
            upto = min(finish, offset)
            self._pieces.append({"type": kind, "offset": begin, "length": upto - begin})
            if finish <= offset:
                del self._open[kind]
            else:
                self._open[kind] = (offset, finish)
