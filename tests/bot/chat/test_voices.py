"""Whose word a sentence is, the line for lists, and articles without a fit sentence, as a reader meets them."""

from dataclasses import replace

import pytest
import pytest_asyncio

from storage.models import NewArticle, SummarySentence

pytestmark = pytest.mark.asyncio(loop_scope="session")

SENTENCES = (
    ("own", "The lighthouse of Cape Verd was lit again on Friday."),
    ("statement", "The keeper called it the happiest night in thirty years."),
    ("report", "The Evening Echo reported that the lamp came from Norway."),
)
GIST = "The lamp came by sea."


def _kept(*, key, sentences=SENTENCES, gist=GIST):
    """An article about nothing else than its sentences, read by the default method."""
    words = " ".join([*(sentence for _, sentence in sentences), GIST])
    spans = [
        SummarySentence(
            start=words.index(sentence), end=words.index(sentence) + len(sentence), rank=rank, voice=voice
        )
        for rank, (voice, sentence) in enumerate(sentences)
    ]
    return NewArticle(
        key=key,
        url=None,
        title=f"Story {key}",
        byline=None,
        outlet=None,
        published=None,
        language="en",
        text=words,
        words=len(words.split()),
        sentences=tuple(spans),
        gist=(words.index(gist), words.index(gist) + len(gist)) if gist else None,
    )


@pytest_asyncio.fixture(loop_scope="session")
async def keep(world, ann):
    """Puts an article of Ann's into the database."""

    async def run(article):
        now = world.sandbox.clock.now()
        async with world.app._store.transaction() as tx:
            await tx.chats.touch(ann.chat, kind="private", now=now)
            kept, _ = await tx.articles.add(replace(article, key=f"{article.key} of {ann.id}"), now)
            await tx.articles.submit(kept.id, chat_id=ann.chat, user_id=ann.id, private=True, now=now)
        return kept

    return run


async def test_marks_stand_before_what_is_not_the_articles_own_word(ann, keep):
    await keep(_kept(key="voices"))
    (listed,) = await ann.says("/latest")
    await ann.taps(listed, "1")
    answer = ann.heard[-1]
    assert answer["text"].split("\n\n")[1:] == [
        SENTENCES[0][1],
        f"🗣 {SENTENCES[1][1]}",
        f"📰 {SENTENCES[2][1]}",
    ]
    await ann.taps(answer, "Shorter")
    assert answer["text"].split("\n\n")[1:] == [SENTENCES[0][1], f"🗣 {SENTENCES[1][1]}"]


async def test_help_tells_what_the_marks_mean(ann):
    (line,) = [each for each in (await ann.asks("/help")).splitlines() if "🗣" in each]
    assert "📰" in line
    assert "said" in line


async def test_lists_show_the_gist_and_older_articles_their_best_sentence(ann, keep):
    await keep(_kept(key="older", gist=None))
    await keep(_kept(key="newer"))
    _, newer, older, *_ = (await ann.asks("/latest")).split("\n\n")
    assert (newer.splitlines()[-1], older.splitlines()[-1]) == (GIST, SENTENCES[0][1])


async def test_an_article_without_a_fit_sentence_says_so(ann, keep, labels_of):
    await keep(_kept(key="bare", sentences=(), gist=None))
    (listed,) = await ann.says("/latest")
    await ann.taps(listed, "1")
    answer = ann.heard[-1]
    assert "so there is no summary" in answer["text"]
    assert not [each for each in labels_of(answer) if "Longer" in each or "Shorter" in each]
