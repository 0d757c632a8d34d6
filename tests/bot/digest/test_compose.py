import asyncio
from datetime import timedelta
from zoneinfo import available_timezones

import pytest
from sqlalchemy import select

from bot.digest import compose
from bot.digest.compose import DELIVER_WITHIN, POSTPONED, Composer
from bot.messages.digest import render
from storage.errors import DatabaseBusy
from storage.models import Correction, NewArticle, Rule, Verdict
from storage.tables import outbox

DAY = timedelta(days=1)


class Desk:
    """A composer with a store, where chat 99 publishes and others subscribe."""

    def __init__(self, store, start):
        self.store, self.start = store, start
        self.composer = Composer(store)
        self.published = self.seen = 0

    async def publish(self, *tags, private=False, text=None, chat_id=99, **values):
        self.published += 1
        number = self.published
        text = text or f"Story {number}: " + " ".join(f"word{number}x{n}" for n in range(60))
        new = {
            "key": f"key-{number}",
            "url": f"https://example.org/{number}",
            "title": f"The headline of story number {number}",
            "byline": None,
            "outlet": "Example",
            "published": None,
            "language": "en",
            "text": text,
            "words": len(text.split()),
            "tags": tags,
        }
        async with self.store.transaction() as tx:
            await tx.chats.touch(chat_id, kind="private", now=self.start)
            kept, _ = await tx.articles.add(NewArticle(**{**new, **values}), self.start)
            await tx.articles.submit(
                kept.id, chat_id=chat_id, user_id=chat_id, private=private, now=self.start
            )
        return kept

    async def subscribe(self, chat_id=1, *, due=None, locale="en", thread=None, **wishes):
        async with self.store.transaction() as tx:
            await tx.chats.touch(chat_id, kind="private", locale=locale, now=self.start)
            made = await tx.subscriptions.add(
                chat_id=chat_id,
                message_thread_id=thread,
                user_id=chat_id,
                rule=Rule(**wishes),
                cut_seq=0,
                now=self.start,
                next_due_at=self.start if due is None else due,
            )
        return made.id

    async def subscription(self, subscription_id):
        async with self.store.snapshot() as tx:
            return await tx.subscriptions.get(subscription_id)

    async def queued(self):
        """What came into the outbox since the last call, oldest first."""
        news = select(outbox).where(outbox.c.id > self.seen).order_by(outbox.c.id)
        async with self.store.snapshot() as tx:
            found = await tx._connection.all(news)
        self.seen = max([self.seen, *(each.id for each in found)])
        return found

    async def shown(self):
        return [article_id for each in await self.queued() for article_id in each.article_ids]


@pytest.fixture
def desk(store, now):
    return Desk(store, now)


@pytest.fixture
def correct(desk):
    """A chat says of a topic or country of an article that it belongs there, or does not."""

    async def say(chat_id, article, tag, verdict):
        async with desk.store.transaction() as tx:
            await tx.chats.touch(chat_id, kind="private", now=desk.start)
            await tx.corrections.put(
                Correction(
                    article_id=article.id,
                    chat_id=chat_id,
                    user_id=chat_id,
                    kind=tag.kind,
                    value=tag.value,
                    verdict=Verdict(verdict),
                    at=desk.start,
                )
            )

    return say


class TestCorrections:
    """Digests are matched by the tags in force in the chat that they are for."""

    async def test_what_the_sender_said_counts_in_everybodys_digest(self, desk, correct, country, topic):
        wrong, missing = await desk.publish(country("VE")), await desk.publish(country("RU"))
        await correct(99, wrong, country("VE"), "removed")
        await correct(99, missing, country("VE"), "added")
        await desk.subscribe(1, countries=("VE",))
        await desk.subscribe(2, regions=("latin-america",))
        assert await desk.composer.due(desk.start) == 2
        assert await desk.shown() == [missing.id, missing.id]

    async def test_what_a_reader_said_counts_in_that_chat_only(self, desk, correct, country):
        story = await desk.publish(country("VE"))
        await correct(1, story, country("VE"), "removed")
        await correct(2, story, country("CU"), "added")
        for chat_id, code in ((1, "VE"), (2, "CU"), (3, "VE"), (4, "CU")):
            await desk.subscribe(chat_id, countries=(code,))
        assert await desk.composer.due(desk.start) == 2
        assert {each.chat_id for each in await desk.queued()} == {2, 3}

    async def test_an_added_sub_topic_reaches_its_parents_subscribers(self, desk, correct, topic):
        story = await desk.publish(topic("sport"))
        await correct(99, story, topic("defence"), "added")
        await desk.subscribe(1, topics=("conflict",))
        assert await desk.composer.due(desk.start) == 1
        assert "Defence" in (await desk.queued())[0].html

    async def test_an_unknown_region_stops_no_digest(self, desk, country):
        await desk.publish(country("VE"))
        await desk.subscribe(1, regions=("atlantis",))
        await desk.subscribe(2, regions=("atlantis", "latin-america"))
        assert await desk.composer.due(desk.start) == 1
        [part] = await desk.queued()
        assert part.chat_id == 2
        assert "atlantis" in part.html


class TestDue:
    async def test_what_matches_goes_into_the_outbox_and_the_subscription_moves_on(self, desk, country):
        wanted = await desk.publish(country("VE"))
        await desk.publish(country("RU"))
        subscription_id = await desk.subscribe(thread=5, countries=("VE",), times=("08:00",), zone="UTC")
        assert await desk.composer.due(desk.start) == 1
        (delivery,) = await desk.queued()
        assert (delivery.chat_id, delivery.message_thread_id, delivery.part) == (1, 5, 0)
        assert delivery.article_ids == [wanted.id]
        assert wanted.title in delivery.html
        assert delivery.deliver_by == desk.start + DELIVER_WITHIN
        moved = await desk.subscription(subscription_id)
        assert (moved.cut_seq, moved.cut_at, moved.next_due_at) == (2, desk.start, desk.start + DAY)

    async def test_not_before_its_time(self, desk):
        await desk.publish()
        await desk.subscribe(due=desk.start + timedelta(microseconds=1))
        assert await desk.composer.due(desk.start) == 0

    async def test_nothing_new_is_no_message_but_the_time_goes_on(self, desk, country):
        await desk.publish(country("RU"))
        subscription_id = await desk.subscribe(countries=("VE",))
        assert await desk.composer.due(desk.start) == 0
        assert await desk.queued() == []
        moved = await desk.subscription(subscription_id)
        assert (moved.cut_seq, moved.next_due_at) == (1, desk.start + DAY)

    async def test_again_at_the_same_time_nothing_happens(self, desk):
        await desk.publish()
        await desk.subscribe()
        assert await desk.composer.due(desk.start) == 1
        assert await desk.composer.due(desk.start) == 0
        assert len(await desk.queued()) == 1

    async def test_windows_neither_overlap_nor_leave_a_gap(self, desk):
        await desk.subscribe()
        for day in range(3):
            new = [(await desk.publish()).id for _ in range(2)]
            assert await desk.composer.due(desk.start + day * DAY) == 1
            assert sorted(await desk.shown()) == new

    async def test_after_days_off_there_is_one_digest_of_all_of_them(self, desk):
        published = [(await desk.publish()).id for _ in range(3)]
        subscription_id = await desk.subscribe(due=desk.start - 5 * DAY)
        now = desk.start + timedelta(minutes=7)
        assert await desk.composer.due(now) == 1
        assert sorted(await desk.shown()) == published
        assert (await desk.subscription(subscription_id)).next_due_at == desk.start + DAY

    async def test_a_private_article_is_in_nobody_s_digest(self, desk):
        await desk.publish(private=True)
        await desk.subscribe(1)
        await desk.subscribe(99)
        assert await desk.composer.due(desk.start) == 0

    async def test_an_article_reaches_a_chat_once_however_many_subscriptions_want_it(
        self, desk, country, topic
    ):
        first = await desk.publish(country("VE"), topic("energy"))
        await desk.subscribe(1, countries=("VE",), due=desk.start - timedelta(minutes=1))
        second = await desk.subscribe(1, topics=("energy",))
        await desk.subscribe(2, topics=("energy",))
        assert await desk.composer.due(desk.start) == 2
        assert [(each.chat_id, each.article_ids) for each in await desk.queued()] == [
            (1, [first.id]),
            (2, [first.id]),
        ]
        assert (await desk.subscription(second)).cut_seq == 1

    async def test_copies_of_a_story_are_one_entry_and_do_not_come_again(self, desk):
        story = " ".join(f"word{n}" for n in range(80))
        lead = await desk.publish(text=f"Caracas {story}", outlet="First")
        await desk.publish(text=f"Moscow, today {story}", outlet="Second")
        await desk.subscribe()
        assert await desk.composer.due(desk.start) == 1
        (delivery,) = await desk.queued()
        assert delivery.article_ids == [lead.id]
        assert "Second" in delivery.html
        assert await desk.composer.for_chat(1, desk.start + DAY) == 0

    async def test_a_suspended_chat_gets_all_of_it_when_it_is_back(self, desk):
        await desk.subscribe(1)
        await desk.publish()
        async with desk.store.transaction() as tx:
            await tx.chats.suspend(1, "blocked", desk.start)
        assert await desk.composer.due(desk.start) == 0
        await desk.publish()
        async with desk.store.transaction() as tx:
            await tx.chats.touch(1, kind="private", now=desk.start)
        assert await desk.composer.due(desk.start + DAY) == 1
        assert len(await desk.shown()) == 2

    async def test_the_best_come_first_and_the_rest_is_a_number(self, desk, country):
        strengths = [0.3, 0.9, 0.5, 0.7]
        published = [(await desk.publish(country("VE", score=each))).id for each in strengths]
        await desk.subscribe(countries=("VE",))
        assert await Composer(desk.store, limit=2).due(desk.start) == 1
        (delivery,) = await desk.queued()
        assert delivery.article_ids == [published[1], published[3]]
        assert "2" in delivery.html.splitlines()[-1]
        # told as a number is told: it does not come again, and it was not shown
        await desk.publish(country("VE"))
        assert await desk.composer.due(desk.start + DAY) == 1
        assert await desk.shown() == [5]

    async def test_of_very_many_only_the_best_are_kept_in_hand(self, desk, country, monkeypatch):
        monkeypatch.setattr(compose, "_PAGE", 7)
        monkeypatch.setattr(compose, "_CANDIDATES", 2)
        rendered = []

        def keep(entries, *, more, **others):
            rendered.append((entries, more))
            return render(entries, more=more, **others)

        monkeypatch.setattr(compose, "render", keep)
        for number in range(30):
            await desk.publish(country("VE", score=0.5 if number % 10 else 0.9))
        subscription_id = await desk.subscribe(countries=("VE",))
        assert await Composer(desk.store, limit=3).due(desk.start) == 1
        ((entries, more),) = rendered
        assert [entry.article.id for entry in entries] == [21, 11, 1]
        assert more == 27
        assert (await desk.subscription(subscription_id)).cut_seq == 30

    async def test_a_long_digest_has_many_parts_in_order_each_with_its_articles(self, desk):
        published = {(await desk.publish(title=f"Headline {n} " * 20)).id for n in range(30)}
        await desk.subscribe()
        assert await desk.composer.due(desk.start) == 1
        parts = await desk.queued()
        assert len(parts) > 1
        assert [each.part for each in parts] == list(range(len(parts)))
        assert {article_id for each in parts for article_id in each.article_ids} == published

    async def test_its_time_is_shown_when_it_is_kept_and_the_real_one_when_not(self, desk):
        for late, shown in ((timedelta(minutes=2), "08:00"), (timedelta(hours=3, minutes=4), "11:04")):
            await desk.publish()
            subscription_id = await desk.subscribe()
            await desk.composer.due(desk.start + late)
            (delivery,) = await desk.queued()
            head = delivery.html.splitlines()[0].replace("\u202f", " ")
            assert shown in head or shown.lstrip("0") in head
            async with desk.store.transaction() as tx:
                await tx.subscriptions.delete(subscription_id)


class TestTrouble:
    async def test_a_subscription_that_cannot_be_composed_waits_an_hour_and_harms_no_one(self, desk, caplog):
        await desk.publish()
        broken = await desk.subscribe(1, zone="Europe/Atlantis", due=desk.start - DAY)
        await desk.subscribe(2)
        assert "Europe/Atlantis" not in available_timezones()
        assert await desk.composer.due(desk.start) == 1
        assert [each.chat_id for each in await desk.queued()] == [2]
        assert f"compose_failed subscription={broken}" in caplog.text
        kept = await desk.subscription(broken)
        assert (kept.cut_seq, kept.next_due_at) == (0, desk.start + POSTPONED)

    async def test_a_failure_half_way_leaves_nothing_of_the_digest_behind(self, desk, monkeypatch):
        await desk.publish()
        subscription_id = await desk.subscribe()
        with monkeypatch.context() as patch:
            patch.setattr("storage.deliveries.Deliveries.mark_shown", fail)
            assert await desk.composer.due(desk.start) == 0
        assert await desk.queued() == []
        assert (await desk.subscription(subscription_id)).next_due_at == desk.start + POSTPONED
        assert await desk.composer.due(desk.start + POSTPONED) == 1
        assert len(await desk.queued()) == 1

    async def test_a_busy_database_ends_the_tick_and_postpones_nothing(self, desk, monkeypatch):
        await desk.publish()
        subscription_id = await desk.subscribe()
        with monkeypatch.context() as patch:
            patch.setattr("storage.deliveries.Deliveries.enqueue", busy)
            with pytest.raises(DatabaseBusy):
                await desk.composer.due(desk.start)
        assert (await desk.subscription(subscription_id)).next_due_at == desk.start
        assert await desk.composer.due(desk.start) == 1

    async def test_a_slot_that_had_its_digest_gets_no_second_and_loses_nothing(self, desk):
        first = await desk.publish()
        subscription_id = await desk.subscribe()
        assert await desk.composer.for_chat(1, desk.start) == 1  # at the very time it is due
        second = await desk.publish()
        assert await desk.composer.due(desk.start) == 0
        assert await desk.shown() == [first.id]
        assert (await desk.subscription(subscription_id)).next_due_at == desk.start + DAY
        assert await desk.composer.due(desk.start + DAY) == 1
        assert await desk.shown() == [second.id]

    async def test_two_at_once_make_each_digest_once(self, desk):
        await desk.publish()
        for chat_id in range(1, 11):
            await desk.subscribe(chat_id)
        made = await asyncio.gather(*(Composer(desk.store).due(desk.start) for _ in range(3)))
        assert sum(made) == 10
        assert sorted(each.chat_id for each in await desk.queued()) == list(range(1, 11))

    async def test_one_deleted_meanwhile_is_left_alone(self, desk):
        await desk.publish()
        subscription_id = await desk.subscribe()
        async with desk.store.transaction() as tx:
            await tx.subscriptions.delete(subscription_id)
        assert await desk.composer._serve(subscription_id, desk.start) is False


async def fail(*_, **__):
    raise ZeroDivisionError


async def busy(*_, **__):
    raise DatabaseBusy


class TestForChat:
    async def test_all_of_the_chat_s_subscriptions_now_and_their_times_stay(self, desk, country, topic):
        await desk.publish(country("VE"))
        await desk.publish(topic("sport"))
        await desk.publish(country("RU"))
        due = desk.start + timedelta(hours=5)
        ids = [
            await desk.subscribe(1, countries=("VE",), due=due),
            await desk.subscribe(1, topics=("sport",), due=due),
        ]
        await desk.subscribe(2, countries=("RU",), due=due)
        assert await desk.composer.for_chat(1, desk.start) == 2
        assert await desk.shown() == [1, 2]
        for each in ids:
            kept = await desk.subscription(each)
            assert (kept.next_due_at, kept.cut_at, kept.cut_seq) == (due, desk.start, 3)

    async def test_nothing_new_is_zero(self, desk):
        await desk.publish()
        await desk.subscribe(1, due=desk.start + DAY)
        assert await desk.composer.for_chat(1, desk.start) == 1
        assert await desk.composer.for_chat(1, desk.start + timedelta(seconds=1)) == 0
        assert await desk.composer.for_chat(2, desk.start) == 0

    async def test_copies_count_as_articles(self, desk):
        story = " ".join(f"word{n}" for n in range(80))
        for opening in ("Caracas", "Moscow"):
            await desk.publish(text=f"{opening} {story}")
        await desk.subscribe(1, due=desk.start + DAY)
        assert await desk.composer.for_chat(1, desk.start) == 2
