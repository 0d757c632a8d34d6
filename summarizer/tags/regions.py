"""The groups of countries people ask for by one name: their order, names, emoji and members; knows nothing of texts.

Read from `data/regions.toml`: continents and their parts (the United Nations' M49) and clubs of states.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from summarizer.tags.packs import listed

_UNKNOWN = "🗺️"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One group of countries. `words` are what people type for it beside its name, by language."""

    slug: str
    emoji: str
    codes: frozenset[str]
    names: dict[str, str]
    words: dict[str, tuple[str, ...]]


def _region(row: dict[str, Any]) -> Region:
    return Region(
        slug=row["slug"],
        emoji=row["emoji"],
        codes=frozenset(row["codes"].split()),
        names=row["names"],
        words={language: tuple(listed(words)) for language, words in row["words"].items()},
    )


@cache
def regions() -> dict[str, Region]:
    """All regions by slug, in menu order."""
    source = files("summarizer.tags").joinpath("data/regions.toml").read_text(encoding="utf-8")
    return {row["slug"]: _region(row) for row in tomllib.loads(source)["region"]}


REGIONS: tuple[str, ...] = tuple(regions())


def region_name(slug: str, locale: str) -> str:
    """The region's name in a language (`pt-BR` reads as `pt`), in English where we have none; an unknown slug as is."""
    region = regions().get(slug)
    if region is None:
        return slug
    return region.names.get(locale.replace("_", "-").split("-")[0].lower(), region.names["en"])


def region_emoji(slug: str) -> str:
    """The region's emoji, its own; a neutral one for an unknown slug."""
    region = regions().get(slug)
    return region.emoji if region else _UNKNOWN


def region_countries(slug: str) -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes (plus XK) of the region's countries and territories; none for an unknown slug."""
    region = regions().get(slug)
    return region.codes if region else frozenset()
