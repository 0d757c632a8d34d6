"""The life of deliveries under any sequence of events: none is lost, none takes an illegal step, none is revived."""

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from storage import open_store, tables
from storage.deliveries import _delivery
from storage.models import DeliveryState as State
from storage.models import NewDelivery, Rule

NOW = datetime(2026, 3, 4, tzinfo=UTC)
CHATS = (1, 2, -3)
SETTLED = {State.SENT, State.UNKNOWN, State.DEAD}
IN_FLIGHT = {State.CLAIMED, State.SENDING}
# What one event may do to a row, besides nothing.
LEGAL = {
    (State.NEW, State.CLAIMED),
    (State.NEW, State.DEAD),
    (State.NEW, State.SENT),  # an answer that comes after the lease
    (State.NEW, State.UNKNOWN),
    (State.CLAIMED, State.NEW),
    (State.CLAIMED, State.SENDING),
    (State.CLAIMED, State.SENT),
    (State.CLAIMED, State.UNKNOWN),
    (State.CLAIMED, State.DEAD),
    (State.SENDING, State.NEW),
    (State.SENDING, State.SENT),
    (State.SENDING, State.UNKNOWN),
    (State.SENDING, State.DEAD),
}
seconds = st.integers(0, 90).map(lambda number: timedelta(seconds=number))


class Deliveries(RuleBasedStateMachine):
    """Every event a sender or the world can bring about, upon rows that may be in any state by then."""

    def __init__(self):
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = self.runner.run(open_store("sqlite+aiosqlite://"))
        self.now = NOW
        self.slots = 0
        self.rows = {}

    def teardown(self):
        self.runner.run(self.store.close())
        self.runner.close()

    def do(self, event):
        """Run one event in a transaction, and hold what it did to the rows against the law."""

        async def run():
            async with self.store.transaction() as tx:
                result = await event(tx)
                rows = await tx._connection.all(select(tables.outbox))
                return result, {row.id: _delivery(row) for row in rows}

        result, after = self.runner.run(run())
        for number, row in self.rows.items():
            assert number in after, "lost"
            assert row == after[number] or row.state not in SETTLED, "settled, and changed"
            assert row.state == after[number].state or (row.state, after[number].state) in LEGAL
        assert {row.state for number, row in after.items() if number not in self.rows} <= {State.NEW}
        self.rows = after
        return result

    def pick(self, which):
        return list(self.rows)[which % len(self.rows)]

    @initialize()
    def begin_with_chats(self):
        async def make(tx):
            for chat in CHATS:
                await tx.chats.touch(chat, kind="private", now=NOW)
                await tx.subscriptions.add(
                    chat_id=chat,
                    message_thread_id=None,
                    user_id=1,
                    rule=Rule(),
                    cut_seq=0,
                    now=NOW,
                    next_due_at=NOW,
                )

        self.do(make)

    @rule(chat=st.sampled_from(CHATS), parts=st.integers(1, 3), lives=seconds, priority=st.integers(-1, 1))
    def compose(self, chat, parts, lives, priority):
        self.slots += 1

        async def queue(tx):
            [subscription] = await tx.subscriptions.of_chat(chat)
            slot = NOW + timedelta(seconds=self.slots)
            run = await tx.deliveries.open_run(subscription.id, slot, self.now)
            await tx.deliveries.enqueue(
                run,
                chat_id=chat,
                message_thread_id=None,
                parts=[
                    NewDelivery(part=part, html="", article_ids=(), deliver_by=self.now + lives)
                    for part in range(parts)
                ],
                now=self.now,
                priority=priority,
            )

        self.do(queue)

    @rule(by=seconds)
    def time_passes(self, by):
        self.now += by

    @rule(lease=seconds, limit=st.integers(1, 3))
    def claim(self, lease, limit):
        before = self.rows
        suspended = self.do(self._suspended)
        claimed = self.do(lambda tx: tx.deliveries.claim(self.now, lease_until=self.now + lease, limit=limit))
        assert len(claimed) <= limit
        for row in claimed:
            assert row == self.rows[row.id]
            assert row.not_before <= self.now < row.deliver_by
            assert row.chat_id not in suspended
            assert not any(
                each.chat_id == row.chat_id and each.state in IN_FLIGHT for each in before.values()
            )
            assert all(
                each.state in SETTLED
                for each in before.values()
                if each.run_id == row.run_id and each.part < row.part
            )
        if len(claimed) < limit:
            self._nothing_more_to_claim(suspended)

    async def _suspended(self, tx):
        return {chat for chat in CHATS if (await tx.chats.get(chat)).state == "suspended"}

    def _nothing_more_to_claim(self, suspended):
        rows = self.rows.values()
        busy = {row.chat_id for row in rows if row.state in IN_FLIGHT} | suspended
        for row in rows:
            if (
                row.state is State.NEW
                and row.chat_id not in busy
                and row.not_before <= self.now < row.deliver_by
            ):
                assert any(
                    each.run_id == row.run_id and each.part < row.part and each.state not in SETTLED
                    for each in rows
                ), "forgotten"

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0), lease=seconds)
    def begin(self, which, lease):
        row = self.rows[self.pick(which)]
        begun = self.do(lambda tx: tx.deliveries.begin(row.id, self.now, self.now + lease))
        assert begun == (row.state is State.CLAIMED and self.now < row.deliver_by)
        assert self.rows[row.id].attempts == row.attempts + begun

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0), message=st.integers(1))
    def sent(self, which, message):
        row = self.rows[self.pick(which)]
        self.do(lambda tx: tx.deliveries.sent(row.id, message % 2**40, self.now))
        assert row.state in SETTLED or self.rows[row.id].state is State.SENT

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0), wait=seconds, unknown=st.booleans())
    def retry(self, which, wait, unknown):
        number = self.pick(which)
        self.do(
            lambda tx: tx.deliveries.retry(number, not_before=self.now + wait, error="x", unknown=unknown)
        )

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0), wait=seconds)
    def release(self, which, wait):
        row = self.rows[self.pick(which)]
        self.do(lambda tx: tx.deliveries.release(row.id, not_before=self.now + wait))
        assert self.rows[row.id].attempts == row.attempts - (row.state is State.SENDING)

    @precondition(lambda self: self.rows)
    @rule(which=st.integers(0), state=st.sampled_from([State.UNKNOWN, State.DEAD]))
    def finish(self, which, state):
        row = self.rows[self.pick(which)]
        self.do(lambda tx: tx.deliveries.finish(row.id, state, "x"))
        assert self.rows[row.id].state is (row.state if row.state in SETTLED else state)

    @rule()
    def recover(self):
        lost = self.do(lambda tx: tx.deliveries.recover(self.now))
        expired = [
            row for row in self.rows.values() if row.state is State.SENDING and row.lease_until <= self.now
        ]
        assert lost == expired
        assert not any(
            row.state is State.CLAIMED and row.lease_until <= self.now for row in self.rows.values()
        )

    @rule()
    def expire(self):
        late = [row for row in self.rows.values() if row.state is State.NEW and row.deliver_by <= self.now]
        assert self.do(lambda tx: tx.deliveries.expire(self.now)) == len(late)
        assert all(self.rows[row.id].state is State.DEAD for row in late)

    @rule(chat=st.sampled_from(CHATS))
    def suspend(self, chat):
        self.do(lambda tx: tx.chats.suspend(chat, "blocked", self.now))
        states = {row.state for row in self.rows.values() if row.chat_id == chat}
        assert states <= SETTLED | {State.SENDING}

    @rule(chat=st.sampled_from(CHATS))
    def wake(self, chat):
        self.do(lambda tx: tx.chats.touch(chat, kind="private", now=self.now))

    @invariant()
    def one_message_a_chat_is_in_flight(self):
        flying = [row.chat_id for row in self.rows.values() if row.state in IN_FLIGHT]
        assert len(flying) == len(set(flying))

    @invariant()
    def leases_messages_and_counts_fit_the_state(self):
        for row in self.rows.values():
            assert (row.lease_until is not None) == (row.state in IN_FLIGHT)
            assert (row.message_id is not None) == (row.state is State.SENT)
            assert 0 <= row.unknowns <= row.attempts


Deliveries.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestDeliveries = Deliveries.TestCase
