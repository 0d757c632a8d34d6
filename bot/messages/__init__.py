"""The bot's own words in the reader's language; knows Fluent files and HTML escaping, never Telegram's library.

Texts live in `locales/<code>.ftl` (https://projectfluent.org). Markup belongs to the file, so every string
argument is escaped on its way in and no caller has to remember to.
"""

from functools import cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle, FluentResource

from bot.messages.html import escape

LOCALES: Final = Path(__file__).parent / "locales"
FALLBACK: Final = "en"


@cache
def locales() -> tuple[str, ...]:
    """The codes of the languages the bot speaks, the fallback first."""
    codes = sorted(path.stem for path in LOCALES.glob("*.ftl"))
    return (FALLBACK, *(code for code in codes if code != FALLBACK))


@cache
def _bundle(locale: str) -> FluentBundle:
    # Without use_isolating=False Fluent wraps arguments in invisible marks that Telegram counts as characters.
    bundle = FluentBundle([locale, FALLBACK], use_isolating=False)
    for code in dict.fromkeys((FALLBACK, locale)):
        path = LOCALES / f"{code}.ftl"
        if path.exists():
            bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")), allow_overrides=True)
    return bundle


def has(key: str) -> bool:
    """Whether the fallback language has a text for `key`."""
    return bool(_bundle(FALLBACK).has_message(key))


def text(key: str, locale: str, **args: str | float) -> str:
    """The text of `key` in `locale` (else English) as Telegram HTML, with `args` escaped and filled in.

    Raises LookupError for an unknown key or a missing argument: that is a mistake of ours, never the reader's.
    """
    safe = {name: escape(value) if isinstance(value, str) else value for name, value in args.items()}
    return plain(key, locale, **safe)


def plain(key: str, locale: str, **args: str | float) -> str:
    """As `text`, but for places that take no markup (buttons, toasts): arguments stay as they are."""
    bundle = _bundle(locale if locale in locales() else FALLBACK)
    if not bundle.has_message(key):
        raise LookupError(f"no text for {key!r}")
    pattern = bundle.get_message(key).value
    assert pattern is not None, key
    value, errors = bundle.format_pattern(pattern, dict(args))
    if errors:
        raise LookupError(f"text {key!r}: {errors[0]}")
    return str(value)
