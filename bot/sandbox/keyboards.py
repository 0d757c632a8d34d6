"""Inline keyboards: what Telegram takes and how it gives them back; knows no message."""

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.links import checked_link
from bot.sandbox.models import Json

LONGEST_DATA = 64  # bytes, Bot API InlineKeyboardButton
MOST_BUTTONS = 100  # in all; Telegram's server answers REPLY_MARKUP_TOO_LONG above
# Kinds of buttons the sandbox stores as they are.
OTHER_ACTIONS = (
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "web_app",
    "login_url",
    "copy_text",
    "pay",
)


def inline_markup(markup: Any) -> Json | None:
    """The inline keyboard to store, None where there is none to show.

    Reply keyboards are accepted and, as in the Bot API's answers, not given back. Raises ApiError 400.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'can\'t parse inline keyboard button: field "inline_keyboard" must be of type Array'
        )
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse inline keyboard button: inline keyboard button text must be non-empty")
    look = {key: button[key] for key in ("style", "icon_custom_emoji_id") if key in button}
    return {"text": text, **look, **_action(button, text)}


def _action(button: Json, text: str) -> Json:
    data = button.get("callback_data")
    if isinstance(data, str) and data:
        if len(data.encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if "url" in button:
        url = checked_link(str(button["url"]))
        if url is None:
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        return {"url": url}
    for action in OTHER_ACTIONS:
        if action in button:
            return {action: button[action]}
    raise bad_request(
        f"can't parse inline keyboard button: text buttons are unallowed in the inline keyboard: {text}"[:90]
    )
