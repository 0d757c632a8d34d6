"""The topics there are: their order, names, emoji and kinship; knows nothing of texts.

Read from `data/topics.toml`: the 17 top-level concepts of IPTC Media Topics and a few finer ones below them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Words = dict[str, tuple[tuple[str, str], ...]]  # language, or `any`, to strength and word


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

    @property
    def calls(self) -> tuple[tuple[str, str], ...]:
        """Language and words of all that the topic is called, its names first."""
        others = ((language, word) for language, listed in self.words.items() for word in listed)
        return (*self.names.items(), *others)


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
def built_in() -> dict[str, Topic]:
    """The topics of `data/topics.toml` by slug, in menu order."""
    source = files("summarizer.tags").joinpath("data/topics.toml").read_text(encoding="utf-8")
    return {row["slug"]: _topic(row) for row in tomllib.loads(source)["topic"]}


TOPICS: tuple[str, ...] = tuple(built_in())  # those that come with Clipping

_added: dict[str, tuple[Topic, Words]] = {}
_all: dict[str, Topic] = built_in()


def taxonomy() -> dict[str, Topic]:
    """All topics by slug, in menu order, the added ones last."""
    return _all


def topic_slugs() -> tuple[str, ...]:
    """All topics there are in this process: `TOPICS`, then the added ones."""
    return tuple(taxonomy())


def added() -> Mapping[str, tuple[Topic, Words]]:
    """The topics added in this process, with their words."""
    return _added


def added_words(language: str) -> Iterator[tuple[str, str, str]]:
    """Topic, strength and word of all words of the added topics in a language (or `any`)."""
    for slug, (_, words) in _added.items():
        yield from ((slug, strength, word) for strength, word in words.get(language, ()))


def replace_added(topics: Mapping[str, tuple[Topic, Words]]) -> None:
    """Makes these the added topics; whoever remembers something of the topics has to be told."""
    global _added, _all  # noqa: PLW0603 -- the topics of a process, as an operator adds them
    _added = dict(topics)
    _all = built_in() | {slug: topic for slug, (topic, _) in topics.items()}


def topic_name(slug: str, locale: str) -> str:
    """The topic's name in a language (`pt-BR` reads as `pt`), in English where we have none; an unknown slug as is.

    An added topic without an English name is called as it is in the first language it has a name in.
    """
    topic = taxonomy().get(slug)
    if topic is None:
        return slug
    names = topic.names
    own = names.get(locale.replace("_", "-").split("-")[0].lower())
    return own or names.get("en") or next(iter(names.values()))


def topic_calls(slug: str) -> tuple[tuple[str, str], ...]:
    """Language and words of all that a topic is called, its names first; empty for an unknown slug."""
    topic = taxonomy().get(slug)
    return topic.calls if topic else ()


def topic_emoji(slug: str) -> str:
    """The topic's emoji; a neutral one for an unknown slug."""
    topic = taxonomy().get(slug)
    return topic.emoji if topic else "🏷️"


def topic_parents(slug: str) -> tuple[str, ...]:
    """The topics whose subscribers also get this one, nearest first; empty for a top-level or unknown topic."""
    topic = taxonomy().get(slug)
    if topic is None:
        return ()
    above = [ancestor for parent in topic.parents for ancestor in (parent, *topic_parents(parent))]
    return tuple(dict.fromkeys(above))
