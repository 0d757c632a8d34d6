"""The topics there are: their order, names, emoji and kinship; knows nothing of texts.

Read from `data/topics.toml`: the 17 top-level concepts of IPTC Media Topics and a few finer ones below them.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic. `beside` are topics that vouch for it without being its parents."""

    slug: str
    emoji: str
    iptc: str | None
    parents: tuple[str, ...]
    beside: tuple[str, ...]
    names: dict[str, str]
    words: dict[str, tuple[str, ...]]


def _topic(row: dict[str, Any]) -> Topic:
    return Topic(
        slug=row["slug"],
        emoji=row["emoji"],
        iptc=row.get("iptc"),
        parents=tuple(row.get("parents", ())),
        beside=tuple(row.get("beside", ())),
        names=row["names"],
        words={locale: tuple(listed) for locale, listed in row["words"].items()},
    )


@cache
def taxonomy() -> dict[str, Topic]:
    """All topics by slug, in menu order."""
    source = files("summarizer.tags").joinpath("data/topics.toml").read_text(encoding="utf-8")
    return {row["slug"]: _topic(row) for row in tomllib.loads(source)["topic"]}


TOPICS: tuple[str, ...] = tuple(taxonomy())


def topic_name(slug: str, locale: str) -> str:
    """The topic's name in a language (`pt-BR` reads as `pt`), in English where we have none; an unknown slug as is."""
    topic = taxonomy().get(slug)
    if topic is None:
        return slug
    return topic.names.get(locale.replace("_", "-").split("-")[0].lower(), topic.names["en"])


def topic_emoji(slug: str) -> str:
    """The topic's emoji; a neutral one for an unknown slug."""
    topic = taxonomy().get(slug)
    return topic.emoji if topic else "🏷️"


def topic_parents(slug: str) -> tuple[str, ...]:
    """The topics whose subscribers also get this one; empty for a top-level or unknown topic."""
    topic = taxonomy().get(slug)
    return topic.parents if topic else ()
