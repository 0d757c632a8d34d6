"""The sandbox's world in memory: people, chats, messages, files; knows no HTTP and no method's parameters."""

import hashlib
import itertools
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.events import Events
from bot.sandbox.models import ADMINS, PRESENT, Chat, ChatType, File, Json, Status, Tap, User, member_shape
from bot.sandbox.updates import Updates

FIRST_USER_ID = 1001
FIRST_GROUP_ID = -2001
FIRST_SUPERGROUP_ID = -1000000003001
DOWNLOAD_SECONDS = 3600  # a download path is good for at least so long (Bot API, getFile)
SPOKEN = {"text", "document"}  # what makes a message of somebody's, not of the service


class State:
    """All there is. One bot; its private chat with each person exists from the person's first day."""

    def __init__(self, *, bot: User, clock: Clock, privacy: bool = False) -> None:
        self.bot = bot
        self.clock = clock
        # BotFather's /setprivacy: in groups only commands, replies and mentions reach the bot.
        self.privacy = privacy
        self.events = Events()
        self.updates = Updates(clock)
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.sent: list[Json] = []
        self.taps: dict[str, Tap] = {}
        self.files: dict[str, File] = {}
        self.paths: dict[str, tuple[str, float]] = {}  # download path -> file id, good until
        self.profile: dict[str, Any] = {}
        self._user_ids = itertools.count(FIRST_USER_ID)
        self._group_ids = itertools.count(FIRST_GROUP_ID, -1)
        self._supergroup_ids = itertools.count(FIRST_SUPERGROUP_ID, -1)
        self._serial = itertools.count(1)

    # --- people and chats --------------------------------------------------------------------------------------------

    def add_user(self, *, first_name: str, user_id: int | None = None, **names: str | None) -> User:
        """A new person with their private chat; a known id gets the new names."""
        if user_id is None:
            user_id = next(number for number in self._user_ids if number not in self.users)
        user = self.users.setdefault(user_id, User(id=user_id, first_name=first_name))
        user.first_name = first_name
        for name, value in names.items():
            setattr(user, name, value)
        members = {user_id: Status.MEMBER, self.bot.id: Status.MEMBER}
        self.chats.setdefault(user_id, Chat(id=user_id, type=ChatType.PRIVATE, user=user, members=members))
        self.events.tell("user", user=self.user_shape(user))
        return user

    def user_shape(self, user: User) -> Json:
        """The user as the control API shows them: with what the Bot API would not tell."""
        chat = self.chats.get(user.id)
        blocked = chat is not None and chat.status(self.bot.id) is Status.KICKED
        return user.shape() | {"blocked": blocked, "deactivated": not user.active}

    def new_chat(
        self, *, kind: ChatType, title: str, members: dict[int, Status], is_forum: bool = False
    ) -> Chat:
        """A new group, supergroup or channel."""
        ids = self._group_ids if kind is ChatType.GROUP else self._supergroup_ids
        chat = Chat(id=next(ids), type=kind, title=title, members=members, is_forum=is_forum)
        self.chats[chat.id] = chat
        self.events.tell("chat", chat=self.chat_shape(chat))
        return chat

    def chat_shape(self, chat: Chat) -> Json:
        """The chat as the control API shows it: with its members."""
        present = ((self.users[user_id], status) for user_id, status in chat.members.items())
        members = [member_shape(user, status) for user, status in present if status in PRESENT]
        return chat.shape() | {"members": members, "deleted": chat.deleted, "migrated_to": chat.migrated_to}

    def find_chat(self, name: int | str | None) -> Chat | None:
        """A chat by its id, given as a number or as text, or by `@username`."""
        if isinstance(name, str) and name.startswith("@"):
            chats = (chat for chat in self.chats.values() if chat.user and chat.user.username)
            return next((chat for chat in chats if chat.user and chat.user.username == name[1:]), None)
        try:
            return self.chats.get(int(name)) if name is not None else None
        except ValueError:
            return None

    def readable_chat(self, name: int | str | None) -> Chat:
        """A chat the bot may look at. Raises ApiError 400, or 403 where it was thrown out."""
        if name in (None, ""):
            raise bad_request("chat_id is empty")
        chat = self.find_chat(name)
        if chat is None or chat.id == self.bot.id:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to}
            )
        if chat.deleted:
            raise forbidden("the group chat was deleted")
        if chat.type is not ChatType.PRIVATE:
            self._check_membership(chat)
        return chat

    def writable_chat(self, name: int | str | None) -> Chat:
        """A chat the bot may write to. Raises ApiError 400 or 403, as Telegram would."""
        chat = self.readable_chat(name)
        if chat.user is not None:
            if not chat.user.active:
                raise forbidden("user is deactivated")
            if chat.status(self.bot.id) is Status.KICKED:
                raise forbidden("bot was blocked by the user")
        elif chat.type is ChatType.CHANNEL and chat.status(self.bot.id) not in ADMINS:
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def _check_membership(self, chat: Chat) -> None:
        status = chat.status(self.bot.id)
        if status is Status.KICKED:
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if status is Status.LEFT:
            raise forbidden(f"bot is not a member of the {chat.type} chat")

    # --- messages ----------------------------------------------------------------------------------------------------

    def post(self, chat: Chat, sender: User, content: Json) -> Json:
        """Stores a new message and tells the listeners, and the bot if another wrote it. The stored message."""
        chat.last_message_id += 1
        message: Json = {"message_id": chat.last_message_id}
        if chat.type is ChatType.CHANNEL:
            message["sender_chat"] = chat.shape()
        else:
            message["from"] = sender.shape()
        message |= {"chat": chat.shape(), "date": self.clock.timestamp(), **content}
        chat.messages[chat.last_message_id] = message
        self.events.tell("message", chat_id=chat.id, message=message)
        if sender.id == self.bot.id:
            if not SPOKEN.isdisjoint(content):
                self.sent.append(message)
        elif self._reaches_bot(chat, message):
            self.updates.add("channel_post" if chat.type is ChatType.CHANNEL else "message", message)
        return message

    def changed(self, chat: Chat, message: Json) -> None:
        """Tells the listeners that a stored message was changed in place."""
        self.events.tell("edit", chat_id=chat.id, message=message)

    def edited_by_user(self, chat: Chat, message: Json) -> None:
        """Tells the bot as well."""
        self.changed(chat, message)
        if self._reaches_bot(chat, message):
            kind = "edited_channel_post" if chat.type is ChatType.CHANNEL else "edited_message"
            self.updates.add(kind, message)

    def delete(self, chat: Chat, message_ids: list[int]) -> None:
        """Removes messages; those that are not there do not matter."""
        gone = [number for number in message_ids if chat.messages.pop(number, None)]
        if gone:
            self.events.tell("delete", chat_id=chat.id, message_ids=gone)

    def _reaches_bot(self, chat: Chat, message: Json) -> bool:
        """Bot API, "privacy mode": what a bot in a group gets to see."""
        status = chat.status(self.bot.id)
        if status not in PRESENT:
            return False
        if chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP) or status in ADMINS or not self.privacy:
            return True
        text = message.get("text") or message.get("caption")
        if SPOKEN.isdisjoint(message):
            return True  # a service message
        reply = message.get("reply_to_message", {}).get("from", {})
        called = f"@{self.bot.username}".lower() in (text or "").lower()
        return (text or "").startswith("/") or reply.get("id") == self.bot.id or called

    # --- files -------------------------------------------------------------------------------------------------------

    def keep_file(self, name: str, data: bytes, mime_type: str) -> File:
        """Stores a file; its id is new, its unique id the same for the same bytes."""
        digest = hashlib.sha256(data).hexdigest()
        number = next(self._serial)
        file = File(
            id=f"BQACAgIAAxkBAAI{number:06d}{digest[:24]}",
            unique_id=f"AgAD{digest[:11]}",
            name=name,
            mime_type=mime_type,
            data=data,
        )
        self.files[file.id] = file
        return file

    def download_path(self, file: File) -> str:
        """A path under `/file/bot<token>/` that is good for an hour."""
        suffix = file.name.rpartition(".")[2] if "." in file.name else "bin"
        path = f"documents/file_{next(self._serial)}.{suffix if suffix.isalnum() else 'bin'}"
        self.paths[path] = (file.id, self.clock.now().timestamp() + DOWNLOAD_SECONDS)
        return path

    def file_at(self, path: str) -> File | None:
        """The file behind a download path that is still good."""
        file_id, until = self.paths.get(path, ("", 0.0))
        return self.files.get(file_id) if self.clock.now().timestamp() <= until else None

    # --- taps --------------------------------------------------------------------------------------------------------

    def tap(self, user: User, message: Json, data: str) -> Tap:
        """A press of an inline button, told to the bot."""
        number = f"{4000000000000000000 + next(self._serial)}"
        chat_id = message["chat"]["id"]
        tap = Tap(id=number, user_id=user.id, chat_id=chat_id, pressed_at=self.clock.now().timestamp())
        self.taps[tap.id] = tap
        instance = str(-(10**18) - chat_id)
        query = {
            "id": tap.id,
            "from": user.shape(),
            "message": message,
            "chat_instance": instance,
            "data": data,
        }
        self.updates.add("callback_query", query)
        return tap
