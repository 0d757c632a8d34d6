"""Changes to what is already in a chat, and answers to taps; sends nothing new."""

from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import inline_markup
from bot.sandbox.methods import content
from bot.sandbox.methods.kinds import Method
from bot.sandbox.models import ADMINS, Chat, ChatType, Json
from bot.sandbox.params import Params
from bot.sandbox.state import State

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
# Seconds a tap waits for its answer. Telegram names no figure; a minute is more than its clients wait.
TAP_PATIENCE = 60
LONGEST_ANSWER = 200  # characters, Bot API answerCallbackQuery
DELETABLE_SECONDS = 48 * 3600  # Bot API, deleteMessage
MOST_DELETED = 100


def edit_text(state: State, params: Params) -> Json:
    """Bot API editMessageText; a markup that is not given again goes away."""
    body = content.message_text(state, params) | content.link_preview(params)
    markup = inline_markup(params.structure("reply_markup", "reply keyboard markup"))
    chat, message = _editable(state, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _change(state, chat, message, body, markup)


def edit_caption(state: State, params: Params) -> Json:
    """Bot API editMessageCaption."""
    body = content.caption(state, params)
    markup = inline_markup(params.structure("reply_markup", "reply keyboard markup"))
    chat, message = _editable(state, params)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _change(state, chat, message, body, markup)


def edit_markup(state: State, params: Params) -> Json:
    """Bot API editMessageReplyMarkup."""
    markup = inline_markup(params.structure("reply_markup", "reply keyboard markup"))
    chat, message = _editable(state, params)
    return _change(state, chat, message, _body(message), markup)


def _editable(state: State, params: Params) -> tuple[Chat, Json]:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = state.writable_chat(params.raw("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    own = message.get("from", {}).get("id") == state.bot.id or chat.type is ChatType.CHANNEL
    if not own or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


_BODY = ("text", "entities", "caption", "caption_entities", "link_preview_options")


def _body(message: Json) -> Json:
    return {key: message[key] for key in _BODY if key in message}


def _change(state: State, chat: Chat, message: Json, body: Json, markup: Json | None) -> Json:
    if _body(message) == body and message.get("reply_markup") == markup:
        raise bad_request(NOT_MODIFIED)
    for key in (*_BODY, "reply_markup"):
        message.pop(key, None)
    message |= body | {"edit_date": state.clock.timestamp()}
    if markup:
        message["reply_markup"] = markup
    state.changed(chat, message)
    return message


def delete_message(state: State, params: Params) -> bool:
    """Bot API deleteMessage."""
    chat = state.readable_chat(params.raw("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(state, chat, message):
        raise bad_request("message can't be deleted for everyone")
    state.delete(chat, [message["message_id"]])
    return True


def delete_messages(state: State, params: Params) -> bool:
    """Bot API deleteMessages; messages that are not there or must stay are passed over."""
    numbers = params.structure("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = state.readable_chat(params.raw("chat_id"))
    found = (chat.messages.get(int(number)) for number in numbers)
    state.delete(chat, [m["message_id"] for m in found if m is not None and _deletable(state, chat, m)])
    return True


def _deletable(state: State, chat: Chat, message: Json) -> bool:
    if state.clock.timestamp() - message["date"] > DELETABLE_SECONDS:
        return False
    own = message.get("from", {}).get("id") == state.bot.id
    return own or chat.type is ChatType.PRIVATE or chat.status(state.bot.id) in ADMINS


def answer_tap(state: State, params: Params) -> bool:
    """Bot API answerCallbackQuery; once per tap and not too late."""
    tap = state.taps.get(params.text("callback_query_id"))
    text = params.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    late = tap is not None and state.clock.now().timestamp() - tap.pressed_at > TAP_PATIENCE
    if tap is None or tap.answered or late:
        raise bad_request(QUERY_TOO_OLD)
    tap.answered, tap.text, tap.show_alert = True, text or None, params.flag("show_alert")
    tap.url = params.text("url") or None
    state.events.tell(
        "callback_answer",
        id=tap.id,
        user_id=tap.user_id,
        chat_id=tap.chat_id,
        answered=True,
        text=tap.text,
        show_alert=tap.show_alert,
    )
    return True


def set_reaction(state: State, params: Params) -> bool:
    """Bot API setMessageReaction; checked and told, not kept."""
    chat = state.readable_chat(params.raw("chat_id"))
    if params.integer("message_id") not in chat.messages:
        raise bad_request("message to react not found")
    reaction = params.structure("reaction", "reaction types") or []
    state.events.tell("reaction", chat_id=chat.id, message_id=params.integer("message_id"), reaction=reaction)
    return True


def pin(state: State, params: Params) -> bool:
    """Bot API pinChatMessage, without the service message."""
    chat = state.writable_chat(params.raw("chat_id"))
    number = params.integer("message_id")
    if number not in chat.messages:
        raise bad_request("message to pin not found")
    chat.pinned = [number, *(pinned for pinned in chat.pinned if pinned != number)]
    return True


def unpin(state: State, params: Params) -> bool:
    """Bot API unpinChatMessage: the message named, else the latest pinned."""
    chat = state.writable_chat(params.raw("chat_id"))
    number = params.integer("message_id", chat.pinned[0] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    return True


METHODS: dict[str, Method] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_tap,
    "setMessageReaction": set_reaction,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
}
