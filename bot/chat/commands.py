"""The commands the bot answers, in the order the menu shows them; the one list that /help, the menu and the tests read."""

from dataclasses import dataclass
from typing import Final

from bot.messages import plain, text


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name and an example of its arguments, empty where it takes none.

    What it does stands in the locale files under `command-<name>`.
    """

    name: str
    usage: str = ""


COMMANDS: Final = (
    Command("start"),
    Command("help"),
    Command("summarize", "[text or link]"),
    Command("quotes"),
    Command("latest", "[topic, country or region]"),
    Command("subscribe", "[topics, countries, regions] [time]"),
    Command("subscriptions"),
    Command("unsubscribe"),
    Command("timezone", "[city or zone]"),
    Command("digest"),
    Command("settings"),
    Command("privacy"),
    Command("forget"),
)


def described(locale: str) -> list[tuple[str, str]]:
    """Name and one-line description of each command, for Telegram's menu."""
    return [(each.name, plain(f"command-{each.name}", locale)) for each in COMMANDS]


def listed(locale: str) -> str:
    """All commands with their arguments and descriptions, as HTML."""
    lines = []
    for each in COMMANDS:
        usage = f" <i>{each.usage}</i>" if each.usage else ""
        lines.append(f"/{each.name}{usage} — {text(f'command-{each.name}', locale)}")
    return "\n".join(lines)
