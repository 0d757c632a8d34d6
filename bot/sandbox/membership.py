"""Who comes, goes, blocks and is made admin, and how the bot and the chat hear of it; knows no request."""

from bot.sandbox.models import PRESENT, Chat, ChatType, Json, Status, User, member_shape
from bot.sandbox.state import State


def change_status(state: State, chat: Chat, *, subject: User, status: Status, by: User) -> None:
    """Gives `subject` a new status, with the service message and the update that Telegram sends for it."""
    old = chat.status(subject.id)
    if old is status:
        return
    shows = chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)  # who comes and goes, in a service message
    if shows and old in PRESENT and status not in PRESENT:
        state.post(chat, by, {"left_chat_member": subject.shape()})
    chat.members[subject.id] = status
    if shows and old not in PRESENT and status in PRESENT:
        state.post(chat, by, {"new_chat_members": [subject.shape()]})
    tell_change(state, chat, subject=subject, old=old, new=status, by=by)


def tell_change(state: State, chat: Chat, *, subject: User, old: Status, new: Status, by: User) -> None:
    """my_chat_member for the bot, chat_member for others (who must be asked for by an admin bot)."""
    change: Json = {
        "chat": chat.shape(),
        "from": by.shape(),
        "date": state.clock.timestamp(),
        "old_chat_member": member_shape(subject, old),
        "new_chat_member": member_shape(subject, new),
    }
    if subject.id == state.bot.id:
        state.updates.add("my_chat_member", change)
    elif chat.status(state.bot.id) is Status.ADMINISTRATOR:
        state.updates.add("chat_member", change)
    state.events.tell("chat", chat=state.chat_shape(chat))
    if chat.user is not None:
        state.events.tell("user", user=state.user_shape(chat.user))


def migrate(state: State, chat: Chat, by: User) -> Chat:
    """A group becomes a supergroup: a new chat with a new id, one service message on either side."""
    members = dict(chat.members)
    new = state.new_chat(kind=ChatType.SUPERGROUP, title=chat.title or "", members=members)
    state.post(chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    state.post(new, by, {"migrate_from_chat_id": chat.id})
    state.events.tell("chat", chat=state.chat_shape(chat))
    return new
