"""Telegram HTML: escaping, measuring and filling messages; knows Telegram's limits, not what is said.

Limits: a message holds 4096 characters after its markup is parsed (https://core.telegram.org/bots/api#sendmessage),
counted here in UTF-16 units as clients do, which is never less than Telegram's own count; more than 100 entities
are dropped without an error, and about 32 kB of raw text are refused before parsing.
"""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Final

# Below Telegram's limits by a margin, so that no later touch (a counter, a mark) can push a message over.
LIMIT: Final = 4000
ENTITIES: Final = 90
RAW_BYTES: Final = 30_000

_TAG: Final = re.compile(r"<(/?)[a-z][^<>]*>")
_LINK: Final = re.compile(r"https?://", re.IGNORECASE)


def escape(text: str) -> str:
    """`text` with the characters that mean markup to Telegram replaced; safe in double-quoted attributes too."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def link(label: str, url: str | None) -> str:
    """`label` (plain text) as a link to `url`, or only the label where there is no web address."""
    if url is None or not _LINK.match(url):
        return escape(label)
    return f'<a href="{escape(url)}">{escape(label)}</a>'


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units, the unit of Telegram's offsets."""
    return len(text) + sum(character > "\uffff" for character in text)


def shown(html: str) -> str:
    """What a reader sees of `html`: tags removed, references decoded."""
    return unescape(_TAG.sub("", html))


def fits(html: str) -> bool:
    """Whether one message can carry `html`."""
    entities = sum(1 for tag in _TAG.finditer(html) if not tag.group(1))
    return units(shown(html)) <= LIMIT and entities <= ENTITIES and len(html.encode()) <= RAW_BYTES


def cut(text: str, limit: int) -> str:
    """`text` if it has at most `limit` UTF-16 units, else its first words and an ellipsis within that."""
    if units(text) <= limit:
        return text
    kept, used = 0, 1  # the ellipsis is one unit
    for character in text:
        used += units(character)
        if used > limit:
            break
        kept += 1
    head = text[:kept]
    words = head.rsplit(None, 1)
    # A word border is only worth it where it does not cost half of what fits (scripts without spaces).
    if len(words) > 1 and len(words[0]) * 2 > kept:
        head = words[0]
    return head.rstrip() + "…"


def fill(blocks: Iterable[str], *, between: str = "\n\n") -> list[str]:
    """`blocks` of HTML, each fitting by itself, joined into as few messages as hold them, in order."""
    messages: list[str] = []
    for block in blocks:
        joined = f"{messages[-1]}{between}{block}" if messages else block
        if messages and fits(joined):
            messages[-1] = joined
        else:
            messages.append(block)
    return messages


def joined(parts: Sequence[str | None], between: str = " · ") -> str:
    """The parts that are there, in order."""
    return between.join(part for part in parts if part)
