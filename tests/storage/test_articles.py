from datetime import date, timedelta

import pytest

from storage.errors import Dangling, Duplicate, Missing, NaiveTime, Rejected
from storage.models import StoredQuote, SummarySentence, Tag, TagKind

MINUTE = timedelta(minutes=1)


def topic(slug, score=0.5):
    return Tag(kind=TagKind.TOPIC, value=slug, score=score)


def country(code, salience="primary"):
    return Tag(
        kind=TagKind.COUNTRY, value=code, score=0.25, salience=salience, evidence=("Kyiv", "“Київ” & <Co>")
    )


FULL = {
    "url": "https://example.org/a?b=1",
    "byline": "Zoë Ńowak",
    "outlet": "The Example",
    "published": date(2026, 2, 28),
    "text": "“Да” — 日本語 🇺🇦",
    "method": "lexrank",
    "gist": (0, 4),
    "sentences": (
        SummarySentence(start=5, end=9, rank=1, voice="statement"),
        SummarySentence(start=10, end=20, rank=0, voice="report"),
        SummarySentence(start=21, end=22, rank=2),
    ),
    "quotes": (
        StoredQuote(
            start=1,
            end=9,
            segments=((1, 3), (6, 9)),
            speaker="A B",
            role="mayor",
            cue="said",
            certainty="explicit",
            score=0.1 + 0.2,
        ),
        StoredQuote(
            start=0, end=1, segments=((0, 1),), speaker=None, role=None, cue=None, certainty="none", score=0.1
        ),
    ),
    "tags": (topic("war", 0.9), country("UA"), topic("energy"), country("FR", "passing")),
}


async def test_an_article_comes_back_as_it_was_handed_in(store, now, new_article):
    new = new_article("k", **FULL)
    async with store.transaction() as tx:
        kept, created = await tx.articles.add(new, now)
    assert created
    async with store.snapshot() as tx:
        assert await tx.articles.get(kept.id) == await tx.articles.by_key("k") == kept
    assert kept.created_at == now
    for name in new.__dataclass_fields__:
        assert getattr(kept, name) == getattr(new, name), name


async def test_an_article_without_a_gist_comes_back_without(store, now, new_article):
    async with store.transaction() as tx:
        kept, _ = await tx.articles.add(new_article(), now)
    assert (kept.gist, kept.method) == (None, "editor")


async def test_a_voice_that_there_is_not_is_refused(store, now, new_article):
    murmur = (SummarySentence(start=0, end=4, rank=0, voice="murmur"),)
    with pytest.raises(Rejected):
        async with store.transaction() as tx:
            await tx.articles.add(new_article("k", sentences=murmur), now)
    async with store.snapshot() as tx:
        assert await tx.articles.by_key("k") is None


async def test_the_same_key_gives_the_kept_article(store, now, new_article):
    async with store.transaction() as tx:
        first, _ = await tx.articles.add(new_article("k", title="first"), now)
        again, created = await tx.articles.add(new_article("k", title="second", tags=(topic("x"),)), now)
    assert (again, created) == (first, False)


async def test_unknown_articles_are_none(store):
    async with store.snapshot() as tx:
        assert await tx.articles.get(1) is None
        assert await tx.articles.by_key("k") is None
        assert await tx.articles.readable(1, 1) is None
        assert await tx.articles.subject(1, 1) is None
        assert await tx.articles.last_of(1) is None
        assert await tx.articles.submission(1, 1) is None
        assert await tx.articles.latest(1) == []


async def test_a_tag_given_twice_and_an_unknown_certainty_are_refused(store, now, new_article):
    with pytest.raises(Duplicate):
        async with store.transaction() as tx:
            await tx.articles.add(new_article("k", tags=(topic("x"), topic("x"))), now)
    async with store.snapshot() as tx:
        assert await tx.articles.by_key("k") is None


async def test_a_naive_time_is_refused(store, now, new_article):
    naive = now.replace(tzinfo=None)
    with pytest.raises(NaiveTime):
        async with store.transaction() as tx:
            await tx.articles.add(new_article(), naive)
    with pytest.raises(ValueError, match="no zone"):
        async with store.snapshot() as tx:
            await tx.articles.seq_before(naive)


async def test_a_submission_is_kept_as_first_made(world, store, now):
    article = await world.article("k", 1)
    async with store.transaction() as tx:
        again = await tx.articles.submit(article.id, chat_id=1, user_id=9, private=True, now=now + MINUTE)
        assert again == await tx.articles.submission(article.id, 1)
        assert (again.user_id, again.private, again.created_at) == (1, False, now)
        assert await tx.articles.last_seq() == 1


async def test_a_submission_needs_a_known_chat_and_article(world, store, now):
    await world.chat(1)
    article = await world.article("k")
    for article_id, chat_id in ((article.id, 2), (article.id + 1, 1)):
        with pytest.raises(Dangling):
            async with store.transaction() as tx:
                await tx.articles.submit(article_id, chat_id=chat_id, user_id=1, private=False, now=now)


async def published(store):
    async with store.snapshot() as tx:
        return [(each.seq, each.article.key) for each in await tx.articles.published_after(0, 100)]


async def test_an_article_is_published_exactly_while_a_submission_is_not_private(world, store, now):
    article = await world.article("k", 1, private=True)
    assert await published(store) == []
    await world.article("k", 2)
    assert await published(store) == [(1, "k")]
    await world.article("k", 3)
    async with store.transaction() as tx:
        await tx.articles.set_private(article.id, 2, True, now)
    assert await published(store) == [(1, "k")]  # chat 3 still shares it
    async with store.transaction() as tx:
        await tx.articles.set_private(article.id, 3, True, now)
    assert await published(store) == []


async def test_published_again_it_has_a_larger_number_than_any_before(world, store, now):
    article = await world.article("k", 1)
    numbers = []
    for private in (False, True, True, False, False, True, False):
        async with store.transaction() as tx:
            await tx.articles.set_private(article.id, 1, private, now)
        numbers.append([seq for seq, _ in await published(store)])
    [a], none, still_none, [b], [same], none_again, [c] = numbers
    assert none == still_none == none_again == []
    assert a < b == same < c


async def test_only_a_submitter_can_change_privacy(world, store, now):
    article = await world.article("k", 1)
    with pytest.raises(Missing):
        async with store.transaction() as tx:
            await tx.articles.set_private(article.id, 2, True, now)


async def test_publications_come_in_pages(world, store):
    for key in "abcde":
        await world.article(key, 1)
    async with store.snapshot() as tx:
        page = await tx.articles.published_after(1, 2)
        assert [(each.seq, each.article.key) for each in page] == [(2, "b"), (3, "c")]
        assert await tx.articles.published_after(5, 2) == []
        assert await tx.articles.last_seq() == 5


async def test_seq_before_is_strict(world, store, now):
    async with store.snapshot() as tx:
        assert (await tx.articles.last_seq(), await tx.articles.seq_before(now)) == (0, 0)
    await world.article("k", 1)
    async with store.snapshot() as tx:
        assert await tx.articles.seq_before(now) == 0
        assert await tx.articles.seq_before(now + timedelta(microseconds=1)) == 1


async def test_who_may_read(world, store):
    public = await world.article("public", 1)
    private = await world.article("private", 1, private=True)
    orphan = await world.article("orphan")

    async def readable(chat_id):
        async with store.snapshot() as tx:
            return [
                each.key
                for each in (public, private, orphan)
                if await tx.articles.readable(each.id, chat_id) == each
            ]

    assert await readable(1) == ["public", "private"]
    assert await readable(2) == ["public"]
    run = await world.run(2)
    async with store.transaction() as tx:
        await tx.deliveries.mark_shown(2, run, [private.id])
    assert await readable(2) == ["public", "private"]
    assert await readable(3) == ["public"]


@pytest.fixture
async def shelf(world):
    """Five articles by key, the last one only for chat 1."""
    await world.article("war-ua", 2, tags=(topic("war"), country("UA")))
    await world.article("energy-ua", 2, tags=(topic("energy"), country("UA", "secondary")))
    await world.article("energy-fr", 2, tags=(topic("energy"), country("FR"), country("UA", "passing")))
    await world.article("plain", 2)
    await world.article("own", 1, private=True, tags=(topic("war"),))
    await world.article("hidden", 2, private=True, tags=(topic("war"),))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "own plain energy-fr energy-ua war-ua"),
        ({"limit": 2}, "own plain"),
        ({"topics": ["war"]}, "own war-ua"),
        ({"topics": ["war", "energy"]}, "own energy-fr energy-ua war-ua"),
        ({"countries": ["UA"]}, "energy-ua war-ua"),  # in passing does not count
        ({"countries": ["FR", "UA"], "topics": ["energy"]}, "energy-fr energy-ua"),
        ({"countries": ["FR"], "topics": ["war"]}, ""),
        ({"topics": ["UA"]}, ""),
        ({"countries": ["war"]}, ""),
    ],
)
async def test_latest(store, shelf, asked, expected):
    async with store.snapshot() as tx:
        assert [each.key for each in await tx.articles.latest(1, **asked)] == expected.split()


async def test_latest_goes_on_where_the_page_ended(store, shelf):
    async with store.snapshot() as tx:
        first = await tx.articles.latest(1, limit=2)
        rest = await tx.articles.latest(1, limit=9, before_id=first[-1].id)
    assert [each.key for each in rest] == ["energy-fr", "energy-ua", "war-ua"]


async def test_messages_lead_to_their_article(world, store):
    first, second = await world.article("a", 1), await world.article("b", 1)
    await world.chat(2)
    async with store.transaction() as tx:
        await tx.articles.remember_message(1, 10, first.id)
        await tx.articles.remember_message(1, 11, second.id)
        await tx.articles.remember_message(2, 10, second.id)
        assert await tx.articles.subject(1, 10) == first.id
        assert await tx.articles.subject(2, 10) == second.id
        assert await tx.articles.subject(2, 11) is None
        await tx.articles.remember_message(1, 10, second.id)
        assert await tx.articles.subject(1, 10) == second.id


async def test_last_of_is_the_last_submitted_not_the_newest(world, store, now):
    old = await world.article("old")
    new = await world.article("new", 1)
    async with store.transaction() as tx:
        assert await tx.articles.last_of(1) == new
        await tx.articles.submit(old.id, chat_id=1, user_id=1, private=False, now=now + MINUTE)
        assert await tx.articles.last_of(1) == old


async def test_the_number_of_a_deleted_article_is_not_used_again(world, store):
    gone = await world.article("gone", 1)
    async with store.transaction() as tx:
        await tx.chats.forget(1)
    assert (await world.article("next")).id > gone.id
