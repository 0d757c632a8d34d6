"""Texts, captions and the other parts that several methods take alike; stores nothing."""

from typing import Any

from bot.sandbox.entities import Entity, ParseError, parse_html
from bot.sandbox.errors import bad_request
from bot.sandbox.links import checked_link
from bot.sandbox.models import Chat, Json
from bot.sandbox.params import Params
from bot.sandbox.state import State
from bot.sandbox.text import normalise

MOST_RAW_BYTES = 1 << 15  # before parsing; Client.cpp of tdlib/telegram-bot-api
LONGEST_TEXT = 4096  # code points after parsing, as TDLib counts them for bots
LONGEST_CAPTION = 1024
GIVEN_TYPES = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
}


def message_text(state: State, params: Params) -> Json:
    """`text` and `entities` of sendMessage and editMessageText. Raises ApiError 400."""
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = formatted(state, params, source, "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(state: State, params: Params) -> Json:
    """`caption` and `caption_entities`; nothing where there is no caption. Raises ApiError 400."""
    text, entities = formatted(state, params, params.text("caption"), "caption_entities")
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def formatted(state: State, params: Params, source: str, entities_name: str) -> tuple[str, list[Entity]]:
    """A text by its parse mode or with the entities given beside it, as Telegram stores it. Raises ApiError 400."""
    try:
        size = len(source.encode())
    except UnicodeEncodeError as error:  # half of a surrogate pair, which JSON can carry
        raise bad_request("strings must be encoded in UTF-8") from error
    if size > MOST_RAW_BYTES:
        raise bad_request("text is too long")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = _parsed(source)
    elif mode in {"", "none"}:
        text, entities = source, _given(params.structure(entities_name, "message entities"))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("the sandbox does not parse Markdown; send HTML or entities")
    else:
        raise bad_request("unsupported parse_mode")
    return normalise(text, _with_known_users(state, entities))


def _parsed(source: str) -> tuple[str, list[Entity]]:
    try:
        return parse_html(source)
    except ParseError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def _given(entities: Any) -> list[Entity]:
    """Entities from a request; those only Telegram itself sets are left out, as it does."""
    if entities is None:
        return []
    if not isinstance(entities, list) or not all(isinstance(entity, dict) for entity in entities):
        raise bad_request("can't parse MessageEntity: expected an Array of Object")
    kept = []
    for entity in entities:
        if not isinstance(entity.get("offset"), int) or not isinstance(entity.get("length"), int):
            raise bad_request("can't parse MessageEntity: can't find field \"offset\"")
        if entity.get("type") in GIVEN_TYPES:
            kept.append(_given_entity(dict(entity)))
    return kept


def _given_entity(entity: Entity) -> Entity:
    if entity["type"] == "text_link":
        url = checked_link(str(entity.get("url", "")))
        if url is None:
            raise bad_request("entity URL is invalid")
        entity["url"] = url
    return entity


def _with_known_users(state: State, entities: list[Entity]) -> list[Entity]:
    """Mentions of people the bot has not met are dropped."""
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            user = state.users.get(entity["user"].get("id"))
            if user is None:
                continue
            kept.append(entity | {"user": user.shape()})
        else:
            kept.append(entity)
    return kept


def link_preview(params: Params) -> Json:
    """`link_preview_options` as the answer repeats them."""
    options = params.structure("link_preview_options", "link preview options")
    if params.flag("disable_web_page_preview"):
        options = {"is_disabled": True}
    return {"link_preview_options": options} if isinstance(options, dict) and options else {}


def reply(chat: Chat, params: Params) -> Json:
    """`reply_to_message` for the message replied to. Raises ApiError 400 where it is gone."""
    given = params.structure("reply_parameters", "reply parameters")
    given = given if isinstance(given, dict) else {}
    number = int(given.get("message_id") or params.integer("reply_to_message_id"))
    if number <= 0:
        return {}
    original = chat.messages.get(number)
    if original is not None:
        return {
            "reply_to_message": {key: value for key, value in original.items() if key != "reply_to_message"}
        }
    if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def thread(chat: Chat, params: Params) -> Json:
    """`message_thread_id` in a forum. Raises ApiError 400 in a chat without topics."""
    number = params.integer("message_thread_id")
    if number <= 0:
        return {}
    if not chat.is_forum:
        raise bad_request("message thread not found")
    return {"message_thread_id": number, "is_topic_message": True}
