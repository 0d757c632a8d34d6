from datetime import timedelta

import pytest

from storage.errors import Dangling
from storage.models import Draft

MINUTE = timedelta(minutes=1)


@pytest.fixture
def piece(now):
    def make(message_id, text="x", **changes):
        plain = {
            "chat_id": 1,
            "user_id": 2,
            "message_thread_id": 3,
            "origin": "channel:9",
            "due_at": now,
        }
        return plain | {"message_id": message_id, "text": text} | changes

    return make


@pytest.fixture(autouse=True)
async def chats(world):
    await world.chat(1)
    await world.chat(2)


async def test_pieces_come_together_in_order_of_their_messages(store, now, piece):
    async with store.transaction() as tx:
        await tx.drafts.append(**piece(12, "second"))
        draft = await tx.drafts.append(**piece(11, "first", due_at=now + MINUTE))
    assert draft == Draft(
        chat_id=1,
        user_id=2,
        message_thread_id=3,
        origin="channel:9",
        parts=((11, "first"), (12, "second")),
        due_at=now + MINUTE,
    )
    async with store.snapshot() as tx:
        assert await tx.drafts.of_chat(1) == draft
        assert await tx.drafts.of_chat(2) is None


async def test_a_message_again_changes_nothing(store, now, piece):
    async with store.transaction() as tx:
        draft = await tx.drafts.append(**piece(1, "first"))
        assert await tx.drafts.append(**piece(1, "again", due_at=now + MINUTE)) == draft


async def test_whose_it_is_the_first_piece_decides(store, piece):
    async with store.transaction() as tx:
        await tx.drafts.append(**piece(1))
        draft = await tx.drafts.append(**piece(2, user_id=8, message_thread_id=None, origin="other"))
    assert (draft.user_id, draft.message_thread_id, draft.origin) == (2, 3, "channel:9")
    assert len(draft.parts) == 2


async def test_due_drafts_the_longest_waiting_first(store, now, piece):
    async with store.transaction() as tx:
        await tx.drafts.append(**piece(1, due_at=now))
        await tx.drafts.append(**piece(1, "a", chat_id=2, due_at=now - MINUTE))
        await tx.drafts.append(**piece(2, "b", chat_id=2, due_at=now - MINUTE))
        drafts = await tx.drafts.due(now)
        assert [(each.chat_id, each.parts) for each in drafts] == [
            (2, ((1, "a"), (2, "b"))),
            (1, ((1, "x"),)),
        ]
        assert [each.chat_id for each in await tx.drafts.due(now - MINUTE)] == [2]
        assert await tx.drafts.due(now - 2 * MINUTE) == []


async def test_deleting_begins_anew(store, piece):
    async with store.transaction() as tx:
        await tx.drafts.append(**piece(1, "old"))
        await tx.drafts.delete(1)
        await tx.drafts.delete(1)
        assert await tx.drafts.of_chat(1) is None
        assert (await tx.drafts.append(**piece(2, "new"))).parts == ((2, "new"),)


async def test_an_unknown_chat_has_no_draft(store, piece):
    with pytest.raises(Dangling):
        async with store.transaction() as tx:
            await tx.drafts.append(**piece(1, chat_id=9))
