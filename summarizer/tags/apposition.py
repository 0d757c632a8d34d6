"""Tells towns called like famous places by the state named behind them ("Paris, Texas"); knows no article's subject.

States are data (`states` of `data/world.toml`); a list of places ("Mexico, California and Texas") is left alone.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from summarizer.tags.context import PLACES, Part, Where
from summarizer.tags.gazetteer import Mention
from summarizer.tags.packs import Kind, listed, world
from summarizer.tags.words import phrase

_COMMA = regex.compile(r"\s?[,،(]\s?")  # between a town and its state
_MARKS = str.maketrans(dict.fromkeys("(,،'’", " "))
_EAST_ASIAN_STATE = regex.compile(r"(?:州|州的|州の|주 |주의 )")  # before the town: "爱达荷州莫斯科"
# Between the last two items of a list.
_AND = regex.compile(r",? (?:and|or|y|o|e|et|ou|und|oder|и|или|і|й|та|або|en|of) ")
_STATE = {Kind.REGION, Kind.CITY, Kind.NAME}


@cache
def _states() -> dict[tuple[str, ...], str]:
    return {phrase(name): code for code, names in world()["states"].items() for name in listed(names)}


@cache
def _alike() -> frozenset[tuple[str, ...]]:
    """Countries whose names are also towns'."""
    return frozenset(phrase(name) for name in listed(world()["alike"]["countries"]))


@cache
def _state_words() -> frozenset[str]:
    return frozenset(world()["alike"]["between"].split())


def apposed(parts: Sequence[Part]) -> dict[tuple[Where, int], str]:
    """Where the towns begin that a state stands beside, and these states, with the country of both."""
    found: dict[tuple[Where, int], str] = {}
    for part in parts:
        for at, pair in enumerate(pairwise(part.mentions)):
            code = _of_state(part, at, *pair)
            if code is not None:
                found |= {(part.where, mention.start): code for mention in pair}
    return found


def _of_state(part: Part, at: int, left: Mention, right: Mention) -> str | None:
    """The country that two neighbouring mentions share as a town and its state; None where they do not."""
    between = part.text[left.end : right.start]
    if left.first < 0:
        code = left.entry.codes[0]
        tail = "州" if left.key[0].endswith("州") else ""  # some names have it with them
        stated = _EAST_ASIAN_STATE.fullmatch(tail + between)
        return code if stated and code in world()["states"] and _foreign(right, left, code) else None
    state = _states().get(right.key)
    apart = state is not None and _apart(between) and not _listed(part, at)
    return state if state is not None and apart and _foreign(left, right, state) else None


def _foreign(town: Mention, state: Mention, code: str) -> bool:
    return (
        town.entry.kind in PLACES
        and state.entry.kind in _STATE
        and code in state.entry.codes
        and town.entry.codes != (code,)
        and not set(town.entry.codes) & (set(state.entry.codes) - {code})
    )


def _apart(between: str) -> bool:
    """Whether what stands between two places says that the one lies in the other."""
    words = between.translate(_MARKS).lower().split()
    return set(words) <= _state_words() if words else _COMMA.fullmatch(between) is not None


def _listed(part: Part, at: int) -> bool:
    """Whether a country and a state are two items of a list."""
    town, state = part.mentions[at], part.mentions[at + 1]
    if town.entry.kind is Kind.NAME and town.key not in _alike():
        return True
    if town.entry.kind is not Kind.NAME and len(state.entry.codes) == 1:
        return False
    for after in part.mentions[at + 2 : at + 3]:
        if _AND.fullmatch(part.text[state.end : after.start]):
            return not _has_state(part, at + 2)
    return False


def _has_state(part: Part, at: int) -> bool:
    return any(
        after.key in _states() and _apart(part.text[part.mentions[at].end : after.start])
        for after in part.mentions[at + 1 : at + 2]
    )
