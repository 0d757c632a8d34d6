"""The things of the sandbox's world and their Bot API shapes; knows no request."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class ChatType(StrEnum):
    """Bot API `Chat.type`."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """Bot API `ChatMember.status`."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = {Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER}
ADMINS = {Status.CREATOR, Status.ADMINISTRATOR}


@dataclass(slots=True, kw_only=True)
class User:
    """A person, or the bot. `active` is False once the account is deleted."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    active: bool = True

    def shape(self) -> Json:
        """Bot API `User`."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        known = {key: value for key, value in names.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **known}


@dataclass(slots=True, kw_only=True)
class Chat:
    """A chat and all that was written in it. Messages are kept in the Bot API's shape, by their id."""

    id: int
    type: ChatType
    title: str | None = None
    user: User | None = None  # the other side of a private chat
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    last_message_id: int = 0
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    deleted: bool = False

    def shape(self) -> Json:
        """Bot API `Chat`."""
        if self.user is not None:
            names = {"last_name": self.user.last_name, "username": self.user.username}
            known = {key: value for key, value in names.items() if value}
            return {"id": self.id, "first_name": self.user.first_name, **known, "type": self.type}
        shape: Json = {"id": self.id, "title": self.title, "type": self.type}
        if self.is_forum:
            shape["is_forum"] = True
        return shape

    def status(self, user_id: int) -> Status:
        """What a user is here."""
        return self.members.get(user_id, Status.LEFT)

    def owner_id(self) -> int | None:
        """Who made the group; None in a private chat."""
        return next((user for user, status in self.members.items() if status is Status.CREATOR), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A stored file. `id` is for the bot to send, `unique_id` the same for the same bytes."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    data: bytes

    def shape(self) -> Json:
        """Bot API `Document`."""
        return {
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


@dataclass(slots=True, kw_only=True)
class Tap:
    """A press of an inline button and what the bot said to it."""

    id: str
    user_id: int
    chat_id: int
    pressed_at: float  # seconds since 1970 on the sandbox's clock
    answered: bool = False
    text: str | None = None
    show_alert: bool = False
    url: str | None = None


def member_shape(user: User, status: Status) -> Json:
    """Bot API `ChatMember`; an administrator has every right, a channel's or a group's alike."""
    shape: Json = {"user": user.shape(), "status": status}
    if status is Status.CREATOR:
        return shape | {"is_anonymous": False}
    if status is Status.KICKED:
        return shape | {"until_date": 0}
    if status is Status.ADMINISTRATOR:
        return shape | dict.fromkeys(ADMIN_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return shape


ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
)
