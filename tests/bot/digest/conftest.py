"""What the tests of this room share: articles, clocks that tests turn, stores, and a sender that plays a script."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.digest.outbox import Outbox
from bot.digest.pacing import Pacer
from storage import open_store, tables
from storage.models import Article, NewDelivery, Rule, Tag, TagKind

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


def _article(number=1, **values):
    text = values.pop(
        "text", f"Story {number} about something that nobody else has told in these very words."
    )
    article = {
        "id": number,
        "key": f"key-{number}",
        "url": None,
        "title": None,
        "byline": None,
        "outlet": None,
        "published": None,
        "language": "en",
        "text": text,
        "words": len(text.split()),
        "created_at": NOW + timedelta(minutes=number),
    }
    return Article(**{**article, **values})


@pytest.fixture(scope="session")
def article():
    return _article


@pytest.fixture(scope="session")
def topic():
    return lambda slug, score=0.9: Tag(kind=TagKind.TOPIC, value=slug, score=score)


@pytest.fixture(scope="session")
def country():
    return lambda code, salience="primary", score=0.9: Tag(
        kind=TagKind.COUNTRY, value=code, score=score, salience=salience
    )


class VirtualTime:
    """Seconds that pass only when everybody sleeps; what sleeps for longer wakes later."""

    def __init__(self):
        self.seconds = 1000.0
        self._sleepers = []
        self._count = 0

    def clock(self):
        return self.seconds

    async def sleep(self, seconds):
        woken = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self.seconds + seconds, self._count, woken))
        await woken

    async def run(self, *coroutines):
        """Runs them all to their end."""
        tasks = [asyncio.ensure_future(each) for each in coroutines]
        while not all(task.done() for task in tasks):
            await self._settle()
            if not all(task.done() for task in tasks):
                self._wake_next()
        return [task.result() for task in tasks]

    async def pass_by(self, seconds):
        """Lets so much time pass for whoever runs beside."""
        end = self.seconds + seconds
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._wake_next()
            await self._settle()
        self.seconds = end

    async def _settle(self):
        for _ in range(20):
            await asyncio.sleep(0)

    def _wake_next(self):
        at, _, woken = heapq.heappop(self._sleepers)
        self.seconds = max(self.seconds, at)
        if not woken.done():
            woken.set_result(None)


@pytest.fixture
def time():
    return VirtualTime()


class JumpingTime:
    """Seconds that pass as soon as somebody sleeps: for tests beside a real database, whose threads take real time."""

    def __init__(self):
        self.seconds = 1000.0

    def clock(self):
        return self.seconds

    def now(self):
        return NOW + timedelta(seconds=self.seconds - 1000.0)

    async def sleep(self, seconds):
        end = self.seconds + seconds
        for _ in range(3):
            await asyncio.sleep(0)
        self.seconds = max(self.seconds, end)


@pytest.fixture(params=["memory", "file"])
async def store(request, tmp_path):
    url = (
        "sqlite+aiosqlite://"
        if request.param == "memory"
        else f"sqlite+aiosqlite:///{tmp_path}/clipping.sqlite3"
    )
    store = await open_store(url)
    yield store
    await store.close()


class ScriptedSender:
    """Telegram's end: answers each chat by its script, with success when that is used up, and keeps what arrived.

    A step of a script is an exception to raise, or ("arrives", exception) for a message that arrives all the same.
    """

    def __init__(self):
        self.scripts = {}
        self.arrived = []  # Outgoing
        self.requests = 0
        self.hold = None  # an Event that every request waits for before it is answered
        self.now_inside = self.most_inside = 0

    async def send(self, message):
        self.requests += 1
        self.now_inside += 1
        self.most_inside = max(self.most_inside, self.now_inside)
        try:
            await (self.hold.wait() if self.hold else asyncio.sleep(0))
            return self._answer(message)
        finally:
            self.now_inside -= 1

    def _answer(self, message):
        script = self.scripts.get(message.chat_id)
        step = script.pop(0) if script else None
        match step:
            case None:
                self.arrived.append(message)
                return len(self.arrived)
            case ("arrives", error):
                self.arrived.append(message)
                raise error
            case error:
                raise error


async def _put(store, chat_id, parts=1, *, now=NOW, thread=None, deliver_by=NOW + timedelta(hours=24)):
    """A digest of so many parts for a chat, in the outbox; its texts are "<chat>/<part>"."""
    async with store.transaction() as tx:
        await tx.chats.touch(chat_id, kind="private" if chat_id > 0 else "group", now=now)
        subscription = await tx.subscriptions.add(
            chat_id=chat_id,
            message_thread_id=thread,
            user_id=1,
            rule=Rule(),
            cut_seq=0,
            now=now,
            next_due_at=now + timedelta(days=1),
        )
        run_id = await tx.deliveries.open_run(subscription.id, now, now)
        news = [
            NewDelivery(part=n, html=f"{chat_id}/{n}", article_ids=(n,), deliver_by=deliver_by)
            for n in range(parts)
        ]
        await tx.deliveries.enqueue(run_id, chat_id=chat_id, message_thread_id=thread, parts=news, now=now)


async def until(happened):
    """Lets others work until it has happened."""
    while not happened():
        await asyncio.sleep(0)


class Desk:
    """An outbox with all that it works with; `start` is when its clock starts."""

    start = NOW
    until = staticmethod(until)

    def __init__(self, store, sender, time):
        self.store, self.sender, self.time = store, sender, time
        self.pacer = Pacer(clock=time.clock, sleep=time.sleep)
        self.outbox = self.another()

    def another(self, store=None, pacer=None, **more):
        """An outbox beside the first, different in what is given."""
        more = {"clock": self.time.clock, "jitter": lambda: 1.0, **more}
        return Outbox(store or self.store, self.sender, pacer or self.pacer, **more)

    async def put(self, chat_id, parts=1, **more):
        await _put(self.store, chat_id, parts, **more)

    async def rows(self):
        """All of the outbox, in order of id, settled or not."""
        async with self.store.snapshot() as tx:
            return list(await tx._connection.all(select(tables.outbox).order_by(tables.outbox.c.id)))

    def texts(self):
        """What arrived, in order."""
        return [message.html for message in self.sender.arrived]


@pytest.fixture(scope="session")
def make_desk():
    return lambda store: Desk(store, ScriptedSender(), JumpingTime())


@pytest.fixture
def desk(store, make_desk):
    return make_desk(store)
