"""New messages from the bot: texts, documents, forwards, copies, actions; knows nothing of edits."""

import mimetypes

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.keyboards import inline_markup
from bot.sandbox.methods import content
from bot.sandbox.methods.kinds import Method
from bot.sandbox.models import Chat, Json
from bot.sandbox.params import Params, Upload
from bot.sandbox.state import State

LARGEST_UPLOAD = 50 << 20  # bytes, Bot API "Sending files"
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
SERVICE = {
    "message_id",
    "from",
    "sender_chat",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "reply_markup",
    "message_thread_id",
    "is_topic_message",
    "forward_origin",
    "link_preview_options",
    "has_protected_content",
}


def send_message(state: State, params: Params) -> Json:
    """Bot API sendMessage."""
    body = content.message_text(state, params) | content.link_preview(params)
    return _send(state, params, body)


def send_document(state: State, params: Params) -> Json:
    """Bot API sendDocument; a file of the request or a known file id, no URL."""
    given = params.upload("document")
    if given is None:
        raise bad_request("there is no document in the request")
    caption = content.caption(state, params)
    if isinstance(given, Upload):
        if len(given.data) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if not given.data:
            raise bad_request("file must be non-empty")
        guess = mimetypes.guess_type(given.name)[0]
        file = state.keep_file(given.name, given.data, guess or "application/octet-stream")
    else:
        known = state.files.get(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        file = known
    return _send(state, params, {"document": file.shape(), **caption})


def _send(state: State, params: Params, body: Json) -> Json:
    markup = inline_markup(params.structure("reply_markup", "reply keyboard markup"))
    chat = state.writable_chat(params.raw("chat_id"))
    around = content.thread(chat, params) | content.reply(chat, params)
    if params.flag("protect_content"):
        around["has_protected_content"] = True
    if markup:
        body = body | {"reply_markup": markup}
    return state.post(chat, state.bot, around | body)


def forward_message(state: State, params: Params) -> Json:
    """Bot API forwardMessage."""
    chat = state.writable_chat(params.raw("chat_id"))
    source, message = _source(state, params, "forward")
    origin = message.get("forward_origin") or _origin(source, message)
    return state.post(
        chat, state.bot, content.thread(chat, params) | {"forward_origin": origin} | _content(message)
    )


def copy_message(state: State, params: Params) -> Json:
    """Bot API copyMessage; gives the new id only."""
    markup = inline_markup(params.structure("reply_markup", "reply keyboard markup"))
    chat = state.writable_chat(params.raw("chat_id"))
    _, message = _source(state, params, "copy")
    body = _content(message)
    if "caption" in params and "text" not in body:
        body = {key: value for key, value in body.items() if not key.startswith("caption")}
        body |= content.caption(state, params)
    if markup:
        body["reply_markup"] = markup
    stored = state.post(chat, state.bot, content.thread(chat, params) | content.reply(chat, params) | body)
    return {"message_id": stored["message_id"]}


def _source(state: State, params: Params, verb: str) -> tuple[Chat, Json]:
    source = state.readable_chat(params.raw("from_chat_id"))
    message = source.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return source, message


def _content(message: Json) -> Json:
    body = {key: value for key, value in message.items() if key not in SERVICE}
    if not {"text", "document"} & set(body):
        raise bad_request("message can't be forwarded")
    return body


def _origin(chat: Chat, message: Json) -> Json:
    if "sender_chat" in message:
        kind = {"type": "channel", "chat": chat.shape(), "message_id": message["message_id"]}
    else:
        kind = {"type": "user", "sender_user": message["from"]}
    return kind | {"date": message["date"]}


def send_chat_action(state: State, params: Params) -> bool:
    """Bot API sendChatAction."""
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.writable_chat(params.raw("chat_id"))
    state.events.tell("action", chat_id=chat.id, action=action)
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
