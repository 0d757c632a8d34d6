"""Due subscriptions to messages in the outbox, each in one transaction; knows no Telegram and sends nothing."""

import heapq
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.digest import matching, schedule
from bot.messages.digest import Entry, render
from storage import Store, Transaction
from storage.errors import DatabaseBusy
from storage.models import Article, NewDelivery, Rule, Subscription

logger = logging.getLogger(__name__)

# Stories in one digest: about ten messages. What is beyond is told as a number and can be read with /latest.
LIMIT: Final = 40
# An older digest is no news: by then the next one of a daily rule is due.
DELIVER_WITHIN: Final = timedelta(hours=24)
# A subscription that cannot be composed is tried again when somebody had time to mend what is broken.
POSTPONED: Final = timedelta(hours=1)
# A digest made no later than this after its time shows that time, a later one the time at which it was made.
_PUNCTUAL: Final = timedelta(hours=1)
# Rows held in memory at once.
_PAGE: Final = 50
_BATCH: Final = 100
# Matching articles that are looked at for one story, per story shown; the rest only count as "more".
_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """What a digest may show: the best matching articles, how many more match, the last publication seen."""

    articles: Sequence[Article]
    more: int
    seq: int


class Composer:
    """Writes digests into the outbox. Safe to repeat, and to run in several processes at once.

    A digest covers the publications after the subscription's cut, so windows neither overlap nor leave a gap, and
    shows no article that the chat's digests showed before. It has at most `limit` stories.
    """

    def __init__(self, store: Store, *, limit: int = LIMIT) -> None:
        self._store = store
        self._limit = limit

    async def due(self, now: datetime) -> int:
        """Composes what is due at `now`; returns how many digests went into the outbox.

        Of several times missed while the bot was down one digest is made. A subscription that cannot be composed
        is logged and postponed by an hour; it does not keep the others waiting. Raises StorageError when the
        database is busy, or takes not even that.
        """
        made = 0
        while batch := await self._batch(now):
            for subscription in batch:
                try:
                    made += await self._serve(subscription.id, now)
                except DatabaseBusy:
                    raise  # nobody's fault; all that is still due is so at the next tick
                except Exception:
                    logger.exception("compose_failed subscription=%d", subscription.id)
                    await self._postpone(subscription.id, now)
        return made

    async def for_chat(self, chat_id: int, now: datetime) -> int:
        """Composes a digest of each of the chat's subscriptions now; their times stay as they are.

        Returns how many articles went into the outbox; 0 means that there is nothing new.
        """
        async with self._store.snapshot() as tx:
            subscriptions = await tx.subscriptions.of_chat(chat_id)
        queued = 0
        for each in subscriptions:
            async with self._store.transaction() as tx:
                subscription = await tx.subscriptions.get(each.id)
                if subscription is not None:
                    queued += await self._compose(tx, subscription, slot=now, now=now)
        return queued

    async def _batch(self, now: datetime) -> list[Subscription]:
        async with self._store.snapshot() as tx:
            return await tx.subscriptions.due(now, _BATCH)

    async def _serve(self, subscription_id: int, now: datetime) -> bool:
        async with self._store.transaction() as tx:
            subscription = await tx.subscriptions.get(subscription_id)
            if subscription is None or subscription.next_due_at > now:
                return False  # deleted, or another process was here first
            slot = subscription.next_due_at
            next_due_at = schedule.next_due(subscription.rule, now)
            return bool(await self._compose(tx, subscription, slot=slot, now=now, next_due_at=next_due_at))

    async def _postpone(self, subscription_id: int, now: datetime) -> None:
        async with self._store.transaction() as tx:
            subscription = await tx.subscriptions.get(subscription_id)
            if subscription is not None:
                await _advance(tx, subscription, seq=0, at=subscription.cut_at, next_due_at=now + POSTPONED)

    async def _compose(
        self,
        tx: Transaction,
        subscription: Subscription,
        *,
        slot: datetime,
        now: datetime,
        next_due_at: datetime | None = None,
    ) -> int:
        """Puts what is new for the subscription into the outbox and moves it on; how many articles that are."""
        cut = await self._read(tx, subscription)
        entries, more = self._entries(subscription.rule, cut)
        run_id = await tx.deliveries.open_run(subscription.id, slot, now) if entries else None
        if entries and run_id is None:
            # This slot had its digest. What came since waits for the next one, so the cut stays.
            await _advance(tx, subscription, seq=0, at=subscription.cut_at, next_due_at=next_due_at)
            return 0
        if run_id is not None:
            await self._enqueue(tx, subscription, run_id, entries, more=more, slot=slot, now=now)
        await _advance(tx, subscription, seq=cut.seq, at=now, next_due_at=next_due_at)
        return sum(1 + len(entry.same) for entry in entries)

    async def _read(self, tx: Transaction, subscription: Subscription) -> _Cut:
        """The publications since the cut that match and are new to the chat; no more in memory than may be shown."""
        best: list[tuple[float, int, Article]] = []
        room = self._limit * _CANDIDATES
        seq, matched = subscription.cut_seq, 0
        async for page_seq, fresh in _fresh(tx, subscription):
            seq = page_seq
            matched += len(fresh)
            weighed = [(matching.score(subscription.rule, each), each.id, each) for each in fresh]
            best = heapq.nlargest(room, [*best, *weighed], key=lambda item: item[:2])
        return _Cut(articles=[article for _, _, article in best], more=matched - len(best), seq=seq)

    def _entries(self, rule: Rule, cut: _Cut) -> tuple[list[Entry], int]:
        stories = matching.rank(rule, matching.fold(cut.articles))
        entries = [
            Entry(article=first, reasons=matching.match(rule, first) or (), same=tuple(rest))
            for first, *rest in stories[: self._limit]
        ]
        return entries, cut.more + sum(map(len, stories[self._limit :]))

    async def _enqueue(  # noqa: PLR0913 - all of it is one row's content
        self,
        tx: Transaction,
        subscription: Subscription,
        run_id: int,
        entries: Sequence[Entry],
        *,
        more: int,
        slot: datetime,
        now: datetime,
    ) -> None:
        chat = await tx.chats.get(subscription.chat_id)
        assert chat is not None, "a subscription belongs to a known chat"
        at = slot if now - slot <= _PUNCTUAL else now
        rendered = render(entries, rule=subscription.rule, at=at, locale=chat.locale, more=more)
        parts = [
            NewDelivery(
                part=number, html=part.html, article_ids=part.article_ids, deliver_by=now + DELIVER_WITHIN
            )
            for number, part in enumerate(rendered)
        ]
        await tx.deliveries.enqueue(
            run_id,
            chat_id=subscription.chat_id,
            message_thread_id=subscription.message_thread_id,
            parts=parts,
            now=now,
        )
        shown = [article.id for entry in entries for article in (entry.article, *entry.same)]
        await tx.deliveries.mark_shown(subscription.chat_id, run_id, shown)
        logger.info(
            "digest_composed subscription=%d run=%d stories=%d parts=%d more=%d",
            subscription.id,
            run_id,
            len(entries),
            len(parts),
            more,
        )


async def _fresh(tx: Transaction, subscription: Subscription) -> AsyncIterator[tuple[int, list[Article]]]:
    """Page by page, the number of the last publication and the articles that match and the chat was not shown.

    Their tags are those in force in the chat, as its readers or the sender corrected them.
    """
    seq = subscription.cut_seq
    while page := await tx.articles.published_after(seq, _PAGE, subscription.chat_id):
        seq = page[-1].seq
        matching_ones = [
            each.article for each in page if matching.match(subscription.rule, each.article) is not None
        ]
        shown = await tx.deliveries.shown(subscription.chat_id, [each.id for each in matching_ones])
        yield seq, [each for each in matching_ones if each.id not in shown]


async def _advance(
    tx: Transaction, subscription: Subscription, *, seq: int, at: datetime, next_due_at: datetime | None
) -> None:
    await tx.subscriptions.advance(
        subscription.id,
        cut_seq=max(seq, subscription.cut_seq),
        cut_at=at,
        next_due_at=next_due_at or subscription.next_due_at,
    )
