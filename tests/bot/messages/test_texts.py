"""The locale files and everything in the code that refers to them."""

import ast
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import bot
from bot import messages
from bot.chat import commands
from bot.messages import html

ROOM = Path(bot.__file__).parent
# Said by `bot.ingest.fetch` for a failure of the network, chosen there by a table.
CHOSEN = {"private-address": {"host"}, "link-too-big": {"host"}, "dead-link": {"host"}}


class Names(Visitor):
    def __init__(self):
        self.found = set()

    def visit_VariableReference(self, node):  # noqa: N802 - the visitor's own name
        self.found.add(node.id.name)


def texts(locale="en"):
    """Key to names of variables, of a locale file."""
    resource = FluentParser().parse((messages.LOCALES / f"{locale}.ftl").read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ftl.Junk)]
    found = {}
    for entry in resource.body:
        if isinstance(entry, ftl.Message):
            names = Names()
            names.visit(entry)
            assert entry.id.name not in found, entry.id.name
            found[entry.id.name] = names.found
    return found


TEXTS = texts()


def calls(*names):
    """Each call of these names in bot/ as (where, string constants of the first argument, keywords)."""
    for path in sorted(ROOM.rglob("*.py")):
        if "sandbox" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                first = node.args[0]
                chosen = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                keys = [
                    each.value
                    for each in chosen
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
                if name in names and keys:
                    yield f"{path.name}:{node.lineno}", keys, {each.arg for each in node.keywords}


def test_every_error_raised_has_its_text_and_gives_what_it_needs():
    raised = [(where, key, given) for where, keys, given in calls("UserError") for key in keys]
    assert len(raised) > 20
    for where, key, given in [*raised, *(("fetch", *each) for each in CHOSEN.items())]:
        assert TEXTS.get(f"error-{key}", {"no text"}) <= given, (where, key)
        if "suggestion" in given:
            assert TEXTS[f"error-{key}-near"] <= given, (where, key)


def test_every_text_used_is_there_and_gets_what_it_needs():
    used = [(where, key, given) for where, keys, given in calls("text", "plain") for key in keys]
    assert len(used) > 20
    for where, key, given in used:
        assert TEXTS.get(key, {"no text"}) <= given, (where, key)


def test_every_command_is_described():
    for each in commands.COMMANDS:
        assert messages.has(f"command-{each.name}"), each.name
    described = {key for key in TEXTS if key.startswith("command-")}
    assert described == {f"command-{each.name}" for each in commands.COMMANDS}


def test_the_menu_is_within_telegrams_limits():
    for name, words in commands.described("en"):
        assert 1 <= len(name) <= 32
        assert 3 <= len(words) <= 256


@pytest.mark.parametrize("locale", messages.locales())
@pytest.mark.parametrize("number", [0, 1, 2, 5, 1234567])
def test_every_text_can_be_said_and_is_accepted(accepted, locale, number):
    for key, names in texts(locale).items():
        said = messages.text(key, locale, **dict.fromkeys(names, number))
        assert accepted(said)[0].strip(), key
        assert html.fits(said), key
        assert messages.plain(key, locale, **dict.fromkeys(names, number))


@pytest.mark.parametrize("locale", messages.locales())
def test_every_language_knows_the_same_texts(locale):
    assert texts(locale) == TEXTS


def test_markup_in_arguments_is_shown_and_not_obeyed(accepted, hostile):
    said = messages.text("error-unknown-topic", "en", text=hostile)
    assert accepted(said)[0].startswith(f"I know no topic, country or region called “{hostile}”.")
    assert accepted(said)[1] == []
    assert hostile in messages.plain("error-unknown-topic", "en", text=hostile)


def test_arguments_bring_no_invisible_marks():
    assert messages.text("also-in", "en", outlets="Post") == "Also in: Post"


def test_an_unknown_text_and_a_missing_argument_are_our_mistakes():
    for say in (messages.text, messages.plain):
        with pytest.raises(LookupError, match="no-such-text"):
            say("no-such-text", "en")
        with pytest.raises(LookupError, match="reading-time"):
            say("reading-time", "en")
    assert not messages.has("no-such-text")


def test_an_unknown_language_is_answered_in_english():
    assert messages.text("every-day", "xx") == "every day"
    assert messages.locales()[0] == "en"
