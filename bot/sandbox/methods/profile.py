"""The bot's own face: commands, names, descriptions, menu button; per language and scope."""

import json
import re
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.kinds import Method
from bot.sandbox.models import Json
from bot.sandbox.params import Params
from bot.sandbox.state import State

MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
# Longest text of each field, in characters (Bot API, setMyName and its sisters).
FIELDS = {"name": 64, "description": 512, "short_description": 120}
_LANGUAGE = re.compile(r"^([a-z]{2})?$")


def commands_of(state: State) -> list[Json]:
    """The commands a person in a private chat sees in English: the nearest scope and language that has any."""
    scopes = ('{"type": "all_private_chats"}', '{"type": "default"}')
    return next(
        (
            state.profile[f"commands/{scope}/{language}"]
            for scope in scopes
            for language in ("en", "")
            if state.profile.get(f"commands/{scope}/{language}")
        ),
        [],
    )


def set_commands(state: State, params: Params) -> bool:
    """Bot API setMyCommands."""
    given = params.structure("commands", "bot commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.profile[_commands_key(state, params)] = [_command(command) for command in given]
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an object as bot command")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not re.fullmatch(rf"[a-z0-9_]{{1,{LONGEST_COMMAND}}}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description or len(description) > LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_commands(state: State, params: Params) -> list[Json]:
    """Bot API getMyCommands: exactly this scope and language."""
    commands: list[Json] = state.profile.get(_commands_key(state, params), [])
    return commands


def delete_commands(state: State, params: Params) -> bool:
    """Bot API deleteMyCommands."""
    state.profile.pop(_commands_key(state, params), None)
    return True


def _commands_key(state: State, params: Params) -> str:
    scope = params.structure("scope", "bot command scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"].startswith("chat"):
        state.readable_chat(scope.get("chat_id"))
    return f"commands/{json.dumps(scope, sort_keys=True)}/{_language(params)}"


def _language(params: Params) -> str:
    language = params.text("language_code").lower()
    if not _LANGUAGE.match(language):
        raise bad_request("invalid language code specified")
    return language


def _setter(field: str, limit: int) -> Method:
    def set_field(state: State, params: Params) -> bool:
        text = params.text(field).strip()
        if len(text) > limit:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        state.profile[f"{field}/{_language(params)}"] = text
        return True

    return set_field


def _getter(field: str) -> Method:
    def get_field(state: State, params: Params) -> Json:
        default = state.bot.first_name if field == "name" else ""
        texts = (state.profile.get(f"{field}/{language}") for language in (_language(params), ""))
        return {field: next((text for text in texts if text), default)}

    return get_field


def set_menu_button(state: State, params: Params) -> bool:
    """Bot API setChatMenuButton."""
    button = params.structure("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse MenuButton: unsupported type specified")
    state.profile[f"menu/{params.text('chat_id')}"] = button
    return True


def get_menu_button(state: State, params: Params) -> Json:
    """Bot API getChatMenuButton: the chat's own, else the one for all."""
    own: Json | None = state.profile.get(f"menu/{params.text('chat_id')}")
    return own or state.profile.get("menu/") or {"type": "commands"}


METHODS: dict[str, Method] = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": _setter("name", FIELDS["name"]),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", FIELDS["description"]),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", FIELDS["short_description"]),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
