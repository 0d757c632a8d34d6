"""What people do in the sandbox, as their clients would do it; knows no HTTP.

The bot hears of it only through its updates.
"""

import mimetypes
from collections.abc import Mapping
from typing import Any

from bot.sandbox import membership
from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.errors import ControlError
from bot.sandbox.models import ADMINS, PRESENT, Chat, ChatType, Json, Status, Tap, User
from bot.sandbox.params import Upload
from bot.sandbox.state import State
from bot.sandbox.text import normalise

LONGEST_MESSAGE = 4096  # UTF-16 units; clients cut longer texts into several messages
# Where a client prefers to cut, best first; only in the second half of a piece.
BREAKS = ("\n\n", "\n", ". ", "! ", "? ", "; ", ", ", " ")
GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL}


class People:
    """Everyone but the bot."""

    def __init__(self, state: State) -> None:
        self._state = state

    # --- writing -----------------------------------------------------------------------------------------------------

    def send(self, order: Mapping[str, Any]) -> list[Json]:
        """Typed or forwarded text, in as many messages as a client would make of it. Raises ControlError."""
        user, chat = self._writer(order)
        text = str(order.get("text") or "")
        around = self._around(chat, order)
        if "dice" in order or "photo" in order or "sticker" in order:
            raise ControlError("people here send text and documents; use updates for other kinds")
        messages = []
        for part, entities in split(text, order.get("entities")):
            stored, found = normalise(part, entities)
            if stored:
                body: Json = {"text": stored, "entities": found} if found else {"text": stored}
                messages.append(self._state.post(chat, user, around | body))
        if not messages:
            raise ControlError("a message needs some text")
        return messages

    def upload(self, order: Mapping[str, Any], file: Upload) -> Json:
        """A document with a caption. Raises ControlError."""
        user, chat = self._writer(order)
        guess = mimetypes.guess_type(file.name)[0] or file.content_type or "application/octet-stream"
        stored = self._state.keep_file(file.name, file.data, guess)
        body: Json = {"document": stored.shape()}
        caption, entities = normalise(str(order.get("caption") or ""))
        if caption:
            body["caption"] = caption
        if entities:
            body["caption_entities"] = entities
        return self._state.post(chat, user, self._around(chat, order) | body)

    def edit(self, order: Mapping[str, Any]) -> Json:
        """A person edits a text of their own. Raises ControlError."""
        user, chat = self._writer(order)
        message = self._message(chat, order)
        if message.get("from", {}).get("id") != user.id or "text" not in message:
            raise ControlError("people edit only texts of their own")
        text, entities = normalise(str(order.get("text") or ""))
        if not text or utf16_length(text) > LONGEST_MESSAGE:
            raise ControlError("a message needs some text, and not more than 4096 characters")
        message.pop("entities", None)
        message |= {"text": text, "edit_date": self._state.clock.timestamp()}
        if entities:
            message["entities"] = entities
        self._state.edited_by_user(chat, message)
        return message

    def delete(self, order: Mapping[str, Any]) -> bool:
        """A person deletes a message; the bot hears nothing of it. Raises ControlError."""
        _, chat = self._writer(order)
        self._state.delete(chat, [self._message(chat, order)["message_id"]])
        return True

    def tap(self, order: Mapping[str, Any]) -> Tap:
        """A press of an inline button, in a channel by any reader. The data are not checked: a forged client may send any. Raises ControlError."""
        user, chat = self._present(order)
        return self._state.tap(user, self._message(chat, order), str(order.get("data") or ""))

    def _writer(self, order: Mapping[str, Any]) -> tuple[User, Chat]:
        user, chat = self._present(order)
        if chat.type is ChatType.CHANNEL and chat.status(user.id) not in ADMINS:
            raise ControlError("only administrators write in a channel")
        return user, chat

    def _present(self, order: Mapping[str, Any]) -> tuple[User, Chat]:
        user = self.user(order.get("user_id"))
        chat = self.chat(order.get("chat_id") if order.get("chat_id") not in (None, "") else user.id)
        if not user.active:
            raise ControlError("this account is deleted")
        if chat.migrated_to is not None or chat.deleted:
            raise ControlError("this chat is no more")
        if chat.status(user.id) not in PRESENT:
            raise ControlError("this person is not in this chat")
        if chat.user is not None and chat.status(self._state.bot.id) is Status.KICKED:
            raise ControlError("this person has blocked the bot; unblock it first")
        return user, chat

    def _around(self, chat: Chat, order: Mapping[str, Any]) -> Json:
        around: Json = {}
        if order.get("message_thread_id") is not None:
            around["message_thread_id"] = int(order["message_thread_id"])
            if chat.is_forum:
                around["is_topic_message"] = True
        if origin := order.get("forward_origin"):
            if not isinstance(origin, dict) or "type" not in origin:
                raise ControlError("forward_origin needs a type: user, hidden_user, chat or channel")
            around["forward_origin"] = {"date": self._state.clock.timestamp(), **origin}
        if order.get("reply_to_message_id") is not None:
            original = self._message(chat, {"message_id": order["reply_to_message_id"]})
            around["reply_to_message"] = {k: v for k, v in original.items() if k != "reply_to_message"}
        return around

    # --- looking up --------------------------------------------------------------------------------------------------

    def user(self, user_id: Any) -> User:
        """A user by id. Raises ControlError."""
        try:
            user = self._state.users.get(int(user_id))
        except (TypeError, ValueError):
            user = None
        if user is None:
            raise ControlError("no such user")
        return user

    def chat(self, chat_id: Any) -> Chat:
        """A chat by id. Raises ControlError."""
        chat = self._state.find_chat(chat_id)
        if chat is None:
            raise ControlError("no such chat")
        return chat

    def _message(self, chat: Chat, order: Mapping[str, Any]) -> Json:
        try:
            return chat.messages[int(order["message_id"])]
        except (KeyError, TypeError, ValueError) as error:
            raise ControlError("no such message") from error

    # --- coming and going --------------------------------------------------------------------------------------------

    def add_user(self, order: Mapping[str, Any]) -> User:
        """A new person. Raises ControlError."""
        first_name = str(order.get("first_name") or "").strip()
        if not first_name:
            raise ControlError("a person needs a first_name")
        names = {key: order.get(key) or None for key in ("last_name", "username", "language_code")}
        user_id = order.get("id")
        if user_id is not None and (int(user_id) <= 0 or int(user_id) == self._state.bot.id):
            raise ControlError("a person's id is a positive number, and not the bot's")
        number = int(user_id) if user_id is not None else None
        return self._state.add_user(first_name=first_name, user_id=number, **names)

    def add_chat(self, order: Mapping[str, Any]) -> Chat:
        """A new group of these members with the bot in it, as admin in a channel; the first owns it.

        `bot_status` says otherwise (left, kicked, member, administrator). Raises ControlError.
        """
        try:
            kind = ChatType(order.get("type", "group"))
            usual = Status.ADMINISTRATOR if kind is ChatType.CHANNEL else Status.MEMBER
            bot_status = Status(order.get("bot_status", usual))
        except ValueError as error:
            raise ControlError(str(error)) from error
        people = [self.user(user_id) for user_id in order.get("member_ids") or ()]
        if kind is ChatType.PRIVATE or not people:
            raise ControlError("a chat is a group, supergroup or channel and has members")
        members = {person.id: Status.MEMBER for person in people} | {people[0].id: Status.CREATOR}
        chat = self._state.new_chat(
            kind=kind,
            title=str(order.get("title") or "Group"),
            members=members,
            is_forum=bool(order.get("is_forum")) and kind is ChatType.SUPERGROUP,
        )
        membership.change_status(self._state, chat, subject=self._state.bot, status=bot_status, by=people[0])
        return chat

    def act(self, order: Mapping[str, Any]) -> Json:
        """One of ACTS. `user_id` is whom it is about, the bot if absent; `by` who does it, the owner if absent.

        Gives the chat (the new one after migrate). Raises ControlError.
        """
        act = str(order.get("act"))
        if act in {"block", "unblock", "deactivate"}:
            user = self.user(order.get("user_id"))
            chat = self.chat(user.id)
            self._act_alone(act, user, chat)
            return self._state.chat_shape(chat)
        chat = self.chat(order.get("chat_id"))
        if chat.type not in GROUPS:
            raise ControlError(f"{act} is for groups and channels")
        subject = self.user(order["user_id"]) if order.get("user_id") is not None else self._state.bot
        by = self.user(order["by"]) if order.get("by") is not None else self._owner(chat)
        if act in CHANGES:
            by = subject if act == "leave" else by
            membership.change_status(self._state, chat, subject=subject, status=CHANGES[act], by=by)
        elif act == "migrate":
            if chat.type is not ChatType.GROUP or chat.migrated_to is not None:
                raise ControlError("only a group can become a supergroup, and only once")
            chat = membership.migrate(self._state, chat, by)
        elif act == "delete_chat":
            chat.deleted = True
            self._state.events.tell("chat", chat=self._state.chat_shape(chat))
        else:
            raise ControlError(f"no such act; there are {', '.join(ACTS)}")
        return self._state.chat_shape(chat)

    def _act_alone(self, act: str, user: User, chat: Chat) -> None:
        if act == "deactivate":
            user.active = False
            self._state.events.tell("user", user=self._state.user_shape(user))
            return
        status = Status.KICKED if act == "block" else Status.MEMBER
        membership.change_status(self._state, chat, subject=self._state.bot, status=status, by=user)

    def _owner(self, chat: Chat) -> User:
        owner = chat.owner_id()
        return self._state.users[owner] if owner is not None else self._state.bot


CHANGES = {
    "leave": Status.LEFT,
    "kick": Status.KICKED,
    "add": Status.MEMBER,
    "promote": Status.ADMINISTRATOR,
    "demote": Status.MEMBER,
}
ACTS = ("block", "unblock", "deactivate", *CHANGES, "migrate", "delete_chat")


def split(text: str, entities: Any = None) -> list[tuple[str, list[Entity]]]:
    """The pieces of at most 4096 UTF-16 units a client cuts a text into, each with its entities."""
    pieces: list[tuple[str, list[Entity]]] = []
    offset = 0
    while text:
        size = _cut(text)
        piece, text = text[:size], text[size:]
        length = utf16_length(piece)
        pieces.append((piece, _within(entities or [], offset, length)))
        offset += length
    return pieces


def _cut(text: str) -> int:
    """How many characters go into the next piece."""
    room = LONGEST_MESSAGE
    size = 0
    for char in text:
        room -= 1 + (char > "\uffff")
        if room < 0:
            break
        size += 1
    if size == len(text):
        return size
    for mark in BREAKS:
        at = text.rfind(mark, size // 2, size)
        if at >= 0:
            return at + len(mark)
    return size


def _within(entities: list[Entity], offset: int, length: int) -> list[Entity]:
    """The entities, or their parts, of one piece."""
    inside = []
    for entity in entities:
        begin = max(int(entity["offset"]) - offset, 0)
        end = min(int(entity["offset"]) + int(entity["length"]) - offset, length)
        if begin < end:
            inside.append({**entity, "offset": begin, "length": end - begin})
    return inside
