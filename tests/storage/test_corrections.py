"""Readers' corrections of tags: for whom they hold, what they make of an article, and that all readings agree."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.corrections import applied
from storage.errors import Dangling
from storage.models import Correction, Tag, TagKind, Verdict

SENDER, READER, OTHER = 1, 2, 3
MINUTE = timedelta(minutes=1)
TOPIC, COUNTRY = TagKind.TOPIC, TagKind.COUNTRY
WAR = Tag(kind=TOPIC, value="war", score=0.9, evidence=("troops",))
UKRAINE = Tag(kind=COUNTRY, value="UA", score=0.5, salience="secondary")
PASSING = Tag(kind=COUNTRY, value="CU", score=0.1, salience="passing", evidence=("Havana",))
TAGS = (WAR, UKRAINE, PASSING)


@pytest.fixture
async def article(world):
    """An article that SENDER shared; READER and OTHER know of it."""
    for chat_id in (READER, OTHER):
        await world.chat(chat_id)
    return await world.article("k", SENDER, tags=TAGS)


@pytest.fixture
def says(store, article, now):
    """A chat says of a tag that it belongs there, or that it does not."""

    async def say(chat_id, kind, value, verdict, at=now):
        async with store.transaction() as tx:
            await tx.corrections.put(
                Correction(
                    article_id=article.id,
                    chat_id=chat_id,
                    user_id=chat_id,
                    kind=kind,
                    value=value,
                    verdict=Verdict(verdict),
                    at=at,
                )
            )

    return say


@pytest.fixture
def seen(store, article):
    """The tags that a chat sees, the same whichever way it comes to the article."""

    async def see(chat_id):
        async with store.snapshot() as tx:
            ways = [await tx.articles.by_key("k", chat_id)]
            ways += await tx.articles.latest(chat_id)
            if chat_id is not None:
                ways.append(await tx.articles.readable(article.id, chat_id))
            ways += [each.article for each in await tx.articles.published_after(0, 9, chat_id)]
        assert len({each.tags for each in ways}) == 1
        return [each.value for each in ways[0].tags]

    return see


@pytest.fixture
def found(store):
    """Whether `latest` finds the article for a chat by a tag."""

    async def find(chat_id, **wish):
        async with store.snapshot() as tx:
            return bool(await tx.articles.latest(chat_id, **wish))

    return find


async def test_what_the_sender_says_holds_for_everybody(says, seen, found, store, article):
    await says(SENDER, TOPIC, "war", "removed")
    await says(SENDER, TOPIC, "energy", "added")
    for chat_id in (SENDER, READER, OTHER, None):
        assert await seen(chat_id) == ["energy", "UA", "CU"]
    assert not await found(READER, topics=["war"])
    assert await found(READER, topics=["war", "energy"])
    async with store.snapshot() as tx:
        assert await tx.corrections.hold_for_all(article.id, SENDER)
        assert not await tx.corrections.hold_for_all(article.id, READER)
        assert not await tx.corrections.hold_for_all(article.id + 1, SENDER)


async def test_what_another_says_holds_there_alone_and_before_the_senders_word(says, seen, found):
    await says(READER, TOPIC, "war", "removed")
    await says(SENDER, TOPIC, "energy", "added")
    await says(READER, TOPIC, "energy", "removed")
    await says(READER, COUNTRY, "FR", "added")
    assert await seen(READER) == ["FR", "UA", "CU"]
    assert await seen(SENDER) == await seen(OTHER) == await seen(None) == ["energy", "war", "UA", "CU"]
    assert not await found(READER, topics=["war", "energy"])
    assert await found(READER, countries=["FR"])
    assert not await found(OTHER, countries=["FR"])
    assert await found(OTHER, topics=["energy"], countries=["UA"])


async def test_an_added_country_is_primary_and_an_added_topic_scores_one(says, store, article):
    await says(SENDER, COUNTRY, "FR", "added")
    await says(SENDER, TOPIC, "energy", "added")
    await says(SENDER, COUNTRY, "CU", "added")
    async with store.snapshot() as tx:
        tags = (await tx.articles.get(article.id)).tags
    assert tags == (
        Tag(kind=COUNTRY, value="CU", score=1.0, salience="primary", evidence=("Havana",)),
        Tag(kind=COUNTRY, value="FR", score=1.0, salience="primary"),
        Tag(kind=TOPIC, value="energy", score=1.0),
        WAR,
        UKRAINE,
    )


async def test_a_country_in_passing_is_not_there_until_somebody_says_so(says, seen, found):
    assert not await found(READER, countries=["CU"])
    await says(READER, COUNTRY, "CU", "removed")
    assert await seen(READER) == ["war", "UA", "CU"], "it was not there, so there was nothing to remove"
    await says(READER, COUNTRY, "CU", "added")
    assert await found(READER, countries=["CU"])
    assert not await found(SENDER, countries=["CU"])


@pytest.mark.parametrize("chat_id", [SENDER, READER])
async def test_a_correction_is_undone_by_its_contrary(says, seen, store, article, chat_id):
    before = await seen(chat_id)
    await says(chat_id, TOPIC, "war", "removed")
    await says(chat_id, TOPIC, "energy", "added")
    assert await seen(chat_id) != before
    await says(chat_id, TOPIC, "war", "added")
    await says(chat_id, TOPIC, "energy", "removed")
    assert await seen(chat_id) == before
    async with store.snapshot() as tx:
        assert await tx.corrections.of_article(article.id, chat_id) == []


async def test_the_same_said_twice_is_said_once(says, store, article, now):
    await says(READER, TOPIC, "war", "removed")
    await says(READER, TOPIC, "war", "removed", now + MINUTE)
    async with store.snapshot() as tx:
        [kept] = await tx.corrections.of_article(article.id, READER)
    assert (kept.verdict, kept.at, kept.user_id, kept.kind) == (Verdict.REMOVED, now + MINUTE, READER, TOPIC)


async def test_corrections_in_force_are_told_with_who_made_them(says, store, article):
    await says(SENDER, TOPIC, "war", "removed")
    await says(SENDER, TOPIC, "energy", "added")
    await says(READER, TOPIC, "energy", "removed")
    await says(OTHER, TOPIC, "sport", "added")
    async with store.snapshot() as tx:
        here = await tx.corrections.of_article(article.id, READER)
    assert sorted((each.value, each.chat_id, each.verdict.value) for each in here) == [
        ("energy", READER, "removed"),
        ("war", SENDER, "removed"),
    ]


async def test_sending_it_once_more_gives_no_say_for_others(world, says, seen, now, store, article):
    async with store.transaction() as tx:
        await tx.articles.submit(article.id, chat_id=READER, user_id=READER, private=False, now=now + MINUTE)
    await says(READER, TOPIC, "war", "removed")
    assert "war" in await seen(OTHER)
    assert "war" not in await seen(READER)


async def test_who_keeps_it_private_has_no_say_for_others(says, seen, now, store, article):
    async with store.transaction() as tx:
        await tx.articles.submit(article.id, chat_id=READER, user_id=READER, private=False, now=now + MINUTE)
        await tx.articles.set_private(article.id, SENDER, True, now)
    await says(SENDER, TOPIC, "war", "removed")
    await says(READER, COUNTRY, "UA", "removed")
    assert await seen(OTHER) == ["war", "CU"]
    assert await seen(SENDER) == ["CU"]


async def test_the_say_goes_by_the_order_of_sharing(world, says, seen, now, store, article):
    """Who kept an article private while another chat shared it does not take that chat's word back by sharing it."""
    async with store.transaction() as tx:
        await tx.articles.set_private(article.id, SENDER, True, now + MINUTE)
        for chat_id in (READER, OTHER):
            await tx.articles.submit(
                article.id, chat_id=chat_id, user_id=chat_id, private=chat_id == OTHER, now=now + 2 * MINUTE
            )
    await says(READER, TOPIC, "war", "removed")
    async with store.transaction() as tx:
        await tx.articles.set_private(article.id, SENDER, False, now + 3 * MINUTE)
        await tx.articles.set_private(article.id, OTHER, False, now + 3 * MINUTE)
    assert await seen(None) == ["UA", "CU"]
    async with store.transaction() as tx:
        assert await tx.corrections.hold_for_all(article.id, READER)
        # Said once more it is no break, and a break of the one gives the say to the next.
        await tx.articles.set_private(article.id, READER, False, now + 4 * MINUTE)
        assert await tx.corrections.hold_for_all(article.id, READER)
        await tx.articles.set_private(article.id, READER, True, now + 5 * MINUTE)
        assert await tx.corrections.hold_for_all(article.id, SENDER)


async def test_sent_again_an_article_keeps_its_corrections(world, says, seen, store, article):
    await says(SENDER, TOPIC, "war", "removed")
    again = await world.article("k", SENDER, tags=TAGS)
    assert [each.value for each in again.tags] == ["UA", "CU"]
    assert await seen(SENDER) == ["UA", "CU"]


async def test_forgetting_a_chat_forgets_what_it_said(says, seen, store, article, now):
    async with store.transaction() as tx:
        await tx.articles.submit(article.id, chat_id=READER, user_id=READER, private=False, now=now + MINUTE)
    await says(SENDER, TOPIC, "war", "removed")
    await says(READER, TOPIC, "energy", "added")
    async with store.transaction() as tx:
        await tx.chats.forget(SENDER)
    assert await seen(OTHER) == ["energy", "war", "UA", "CU"], "the next to have shared it has the say now"


async def test_a_correction_needs_a_known_article_and_chat(store, article, now):
    for article_id, chat_id in ((article.id + 1, SENDER), (article.id, 99)):
        with pytest.raises(Dangling):
            async with store.transaction() as tx:
                await tx.corrections.put(
                    Correction(
                        article_id=article_id,
                        chat_id=chat_id,
                        user_id=1,
                        kind=TOPIC,
                        value="energy",
                        verdict=Verdict.ADDED,
                        at=now,
                    )
                )


async def test_a_panel_of_tags_is_told_from_other_messages(store, article):
    async with store.transaction() as tx:
        await tx.articles.remember_message(READER, 5, article.id)
        await tx.articles.remember_message(READER, 6, article.id, panel=True)
        assert await tx.articles.subject(READER, 5, panel=True) is None
        assert await tx.articles.subject(READER, 6, panel=True) == article.id
        assert await tx.articles.subject(READER, 6) == article.id
        assert await tx.articles.subject(OTHER, 6, panel=True) is None
        await tx.articles.remember_message(READER, 6, article.id)
        assert await tx.articles.subject(READER, 6, panel=True) is None


async def test_a_page_of_publications_is_corrected_by_one_query(world, store, says, now, monkeypatch):
    for number in range(20):
        more = await world.article(f"more {number}", SENDER, tags=TAGS)
        async with store.transaction() as tx:
            await tx.corrections.put(
                Correction(
                    article_id=more.id,
                    chat_id=READER,
                    user_id=2,
                    kind=TOPIC,
                    value="war",
                    verdict=Verdict.REMOVED,
                    at=now,
                )
            )
    async with store.snapshot() as tx:
        asked = []
        execute = type(tx._connection).execute

        async def count(self, statement, rows=None):
            asked.append(str(statement))
            return await execute(self, statement, rows)

        monkeypatch.setattr(type(tx._connection), "execute", count)
        page = await tx.articles.published_after(0, 50, READER)
    assert [len(each.article.tags) for each in page] == [3] + [2] * 20
    assert sum("FROM tag_corrections" in each for each in asked) == 1
    assert len(asked) <= 6


SAID = st.lists(
    st.tuples(
        st.sampled_from(
            [(TOPIC, "war"), (TOPIC, "energy"), (COUNTRY, "UA"), (COUNTRY, "CU"), (COUNTRY, "FR")]
        ),
        st.sampled_from(Verdict),
    ),
    max_size=5,
    unique_by=lambda each: each[0],
)


@given(SAID)
def test_applied_has_what_was_added_once_and_nothing_removed(said):
    corrections = [
        Correction(article_id=1, chat_id=1, user_id=1, kind=kind, value=value, verdict=verdict, at=None)
        for (kind, value), verdict in said
    ]
    tags = applied(TAGS, corrections)
    names = [(each.kind, each.value) for each in tags]
    assert len(names) == len(set(names))
    verdicts = dict(said)
    for name in {(each.kind, each.value) for each in TAGS} | set(verdicts):
        expected = verdicts.get(name)
        if expected is None:
            assert next(each for each in TAGS if (each.kind, each.value) == name) in tags
        else:
            assert (name in names) == (expected is Verdict.ADDED)
    assert all(
        each.score == 1.0 and each.salience in {None, "primary"}
        for each in tags
        if verdicts.get((each.kind, each.value))
    )
