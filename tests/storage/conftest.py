"""Stores in memory and in files, and short ways to put something into them."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import Store, open_store
from storage.models import Article, Delivery, NewArticle, NewDelivery, Rule, Subscription

NOW = datetime(2026, 3, 4, 5, 6, 7, 891011, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/clipping.sqlite3"


@pytest.fixture(params=["memory", "file"])
def url(request: pytest.FixtureRequest, file_url: str) -> str:
    return "sqlite+aiosqlite://" if request.param == "memory" else file_url


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    opened = await open_store(url)
    yield opened
    await opened.close()


@pytest.fixture
async def file_store(file_url: str) -> AsyncIterator[Store]:
    opened = await open_store(file_url)
    yield opened
    await opened.close()


def article(key: str = "text:1", **changes: object) -> NewArticle:
    plain = NewArticle(
        key=key,
        url=None,
        title="A title",
        byline=None,
        outlet=None,
        published=None,
        language="en",
        text="Some text.",
        words=2,
    )
    return replace(plain, **changes)


@dataclass(frozen=True)
class World:
    """A store and what one would do first with it."""

    store: Store
    now: datetime = NOW

    async def chat(self, chat_id: int, kind: str = "private") -> int:
        async with self.store.transaction() as tx:
            return (await tx.chats.touch(chat_id, kind=kind, now=self.now)).id

    async def article(
        self, key: str, chat_id: int | None = None, *, private: bool = False, **changes: object
    ) -> Article:
        """An article; submitted by a chat if one is given."""
        if chat_id is not None:
            await self.chat(chat_id)
        async with self.store.transaction() as tx:
            kept, _ = await tx.articles.add(article(key, **changes), self.now)
            if chat_id is not None:
                await tx.articles.submit(
                    kept.id, chat_id=chat_id, user_id=chat_id, private=private, now=self.now
                )
            return kept

    async def subscription(self, chat_id: int, due: datetime | None = None, **rule: object) -> Subscription:
        await self.chat(chat_id)
        async with self.store.transaction() as tx:
            return await tx.subscriptions.add(
                chat_id=chat_id,
                message_thread_id=None,
                user_id=chat_id,
                rule=Rule(**rule),
                cut_seq=0,
                now=self.now,
                next_due_at=due or self.now,
            )

    async def run(
        self, chat_id: int, parts: int = 1, *, slot: datetime | None = None, lives: timedelta = 60 * MINUTE
    ) -> int:
        """A run of a new subscription with so many parts in the outbox."""
        subscription = await self.subscription(chat_id)
        async with self.store.transaction() as tx:
            run_id = await tx.deliveries.open_run(subscription.id, slot or self.now, self.now)
            assert run_id is not None
            await tx.deliveries.enqueue(
                run_id,
                chat_id=chat_id,
                message_thread_id=None,
                parts=[
                    NewDelivery(part=part, html=f"{part}", article_ids=(), deliver_by=self.now + lives)
                    for part in range(parts)
                ],
                now=self.now,
            )
            return run_id

    async def claim(self, at: datetime | None = None, limit: int = 100) -> list[Delivery]:
        moment = at or self.now
        async with self.store.transaction() as tx:
            return await tx.deliveries.claim(moment, lease_until=moment + MINUTE, limit=limit)


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


@pytest.fixture
def new_article() -> Callable[..., NewArticle]:
    return article
