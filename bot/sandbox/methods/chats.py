"""What the bot may ask about chats and their members; changes nothing but its own membership."""

from bot.sandbox.errors import bad_request
from bot.sandbox.membership import change_status
from bot.sandbox.methods.kinds import Method
from bot.sandbox.models import ADMINS, PRESENT, ChatType, Json, Status, member_shape
from bot.sandbox.params import Params
from bot.sandbox.state import State


def get_me(state: State, _params: Params) -> Json:
    """Bot API getMe."""
    rights = {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return state.bot.shape() | rights


def get_chat(state: State, params: Params) -> Json:
    """Bot API getChat."""
    chat = state.readable_chat(params.raw("chat_id"))
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    shape = chat.shape() | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    pinned = next((chat.messages[number] for number in chat.pinned if number in chat.messages), None)
    return shape | ({"pinned_message": pinned} if pinned else {})


def get_member(state: State, params: Params) -> Json:
    """Bot API getChatMember."""
    chat = state.readable_chat(params.raw("chat_id"))
    user = state.users.get(params.integer("user_id"))
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_shape(user, chat.status(user.id))


def get_administrators(state: State, params: Params) -> list[Json]:
    """Bot API getChatAdministrators; bots are left out, except this one."""
    chat = state.readable_chat(params.raw("chat_id"))
    if chat.type is ChatType.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_shape(state.users[user_id], status)
        for user_id, status in chat.members.items()
        if status in ADMINS
    ]


def get_member_count(state: State, params: Params) -> int:
    """Bot API getChatMemberCount."""
    chat = state.readable_chat(params.raw("chat_id"))
    return sum(status in PRESENT for status in chat.members.values())


def leave(state: State, params: Params) -> bool:
    """Bot API leaveChat."""
    chat = state.readable_chat(params.raw("chat_id"))
    if chat.type is ChatType.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    change_status(state, chat, subject=state.bot, status=Status.LEFT, by=state.bot)
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave,
}
