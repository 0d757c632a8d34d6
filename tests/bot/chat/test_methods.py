"""How a chat has its summaries chosen: the page of methods, what it changes, and who may change it."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
import pytest_asyncio

import summarizer
from bot.chat import keyboards
from bot.errors import UserError
from bot.ingest import Analyst, Ingest
from bot.sandbox import Sandbox

pytestmark = pytest.mark.asyncio(loop_scope="session")

BUSY = "try again in a minute"
NOT_LSA = "⏳ Not chosen by LSA"


@pytest.fixture
def chosen(seed):
    """The sentences that a method chooses from the seed article, in its order."""

    def by(method, sentences=3):
        found = summarizer.analyze(seed, sentences=sentences, method=method)
        return [each.text for each in found.summary]

    assert by("lsa") != by("editor"), "or these tests prove nothing"
    return by


@pytest.fixture
def sentences_of(quotes_of):
    """The summary's sentences in a message, without their marks."""

    def read(message):
        _, *blocks = message["text"].split("\n\n")
        return [
            each.removeprefix("🗣 ").removeprefix("📰 ") for each in blocks if each not in quotes_of(message)
        ]

    return read


@pytest.fixture
def choose():
    """Somebody chooses a method in the settings; the panel."""

    async def run(person, label):
        (panel,) = await person.says("/settings")
        await person.taps(panel, "Method")
        await person.taps(panel, label)
        return panel

    return run


@pytest.fixture
def counted(monkeypatch):
    """The methods by which articles are read from now on."""
    analyze, methods = Analyst.analyze, []

    async def count(self, *given, method, **named):
        methods.append(method)
        return await analyze(self, *given, method=method, **named)

    monkeypatch.setattr(Analyst, "analyze", count)
    return methods


@pytest.fixture
def busy(monkeypatch):
    """From now on no article can be read, or none by the methods named; ends with the block, or with the test."""
    analyze = Analyst.analyze

    @contextmanager
    def run(*methods):
        async def refuse(self, *given, method, **named):
            if not methods or method in methods:
                raise UserError("busy")
            return await analyze(self, *given, method=method, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Analyst, "analyze", refuse)
            yield

    return run


def by(method, words):
    """The sentences that a method chooses from an article."""
    return [each.text for each in summarizer.analyze(words, method=method).summary]


async def test_the_page_of_methods_opens_in_the_settings_and_closes_again(ann, labels_of):
    (panel,) = await ann.says("/settings")
    before = panel["text"]
    assert "✂️ Method: Editor" in labels_of(panel)
    await ann.taps(panel, "Method")
    assert "Editor — Clipping's own" in panel["text"]
    assert "(recommended)" in panel["text"]
    assert "First sentences — how the article begins" in panel["text"]
    assert "LexRank — " in panel["text"]
    assert labels_of(panel)[:3] == ["Editor", "First sentences", "LexRank"]
    assert labels_of(panel)[-2:] == ["• As set by the operator: Editor •", "‹ Settings"]
    await ann.taps(panel, "Settings")
    assert panel["text"] == before
    assert len(ann.heard) == 1


async def test_a_chosen_method_is_kept_and_its_name_shown(ann, choose, labels_of):
    panel = await choose(ann, "LexRank")
    assert panel["text"].startswith("⚙️ Settings")
    assert "✂️ Method: LexRank" in labels_of(panel)
    async with ann.world.app._store.snapshot() as tx:
        assert (await tx.chats.get(ann.chat)).method == "lexrank"
    await ann.taps(panel, "Method")
    assert "• LexRank •" in labels_of(panel)
    assert "Editor" in labels_of(panel)


async def test_summaries_follow_the_chosen_method(ann, ben, seed, chosen, choose, sentences_of):
    await choose(ann, "LSA")
    (answer,) = await ann.says(seed)
    assert sentences_of(answer) == chosen("lsa")
    (other,) = await ben.says(seed)
    assert sentences_of(other) == chosen("editor")
    await ann.taps(answer, "Longer")
    assert sentences_of(answer) == chosen("lsa", 5)
    for _ in range(2):
        await ann.taps(answer, "Shorter")
    assert sentences_of(answer) == chosen("lsa", 2)
    await ann.taps(answer, "Shared")
    assert sentences_of(answer) == chosen("lsa", 2)
    assert len(ann.heard) == 2


async def test_a_message_drawn_again_follows_the_method_of_now(ann, seed, chosen, choose, sentences_of):
    (answer,) = await ann.says(seed)
    assert sentences_of(answer) == chosen("editor")
    await choose(ann, "First sentences")
    await ann.taps(answer, "Longer")
    assert sentences_of(answer) == chosen("lead", 5)
    await choose(ann, "Editor")
    await ann.taps(answer, "Shorter")
    assert sentences_of(answer) == chosen("editor", 3)


async def test_what_is_kept_stays_as_it_was(ann, seed, choose):
    await ann.says(seed)
    async with ann.world.app._store.snapshot() as tx:
        before = await tx.articles.last_of(ann.chat)
    await choose(ann, "Luhn")
    await ann.says(seed)
    async with ann.world.app._store.snapshot() as tx:
        assert await tx.articles.last_of(ann.chat) == before
    assert before.method == "editor"
    assert before.gist is not None


async def test_lists_show_the_gist_whatever_the_method(ann, seed, choose, write):
    await ann.says(write("Suriname", "Paramaribo"))
    async with ann.world.app._store.snapshot() as tx:
        article = await tx.articles.last_of(ann.chat)
    gist = article.text[slice(*article.gist)]
    assert gist in await ann.asks("/latest Suriname")
    await choose(ann, "LSA")
    assert gist in await ann.asks("/latest Suriname")


async def test_taps_in_a_row_read_the_article_once(ann, write, choose, counted):
    await choose(ann, "LSA")
    (answer,) = await ann.says(write("Palau", "Ngerulmud"))
    assert counted == ["editor", "lsa"], "once to keep it, once to show it"
    for label in ("Shorter", "Shorter", "Longer", "Shared"):
        await ann.taps(answer, label)
    assert counted == ["editor", "lsa"]
    await choose(ann, "Luhn")
    await ann.taps(answer, "Longer")
    assert counted == ["editor", "lsa", "luhn"]


async def test_on_a_busy_day_the_kept_sentences_are_shown_and_said_to_be_others(
    ann, ben, write, choose, busy, sentences_of
):
    words = write("Belize", "Belmopan")
    assert by("lsa", words) != by("editor", words), "or this test proves nothing"
    await ben.says(words)
    await choose(ann, "LSA")
    with busy():
        (answer,) = await ann.says(words)
        assert sentences_of(answer) == by("editor", words)
        assert NOT_LSA in answer["text"]
        (again,) = await ben.says(words)
        assert "⏳" not in again["text"], "who chose no method misses none"
        tap = await ann.taps(answer, "Shorter")
        assert not tap.show_alert
        assert len(sentences_of(answer)) == 2
        assert NOT_LSA in answer["text"]
    await ann.taps(answer, "Longer")
    assert sentences_of(answer) == by("lsa", words)
    assert "⏳" not in answer["text"]


async def test_on_a_busy_day_an_article_just_kept_can_be_replied_to(ann, write, choose, busy, sentences_of):
    words = write("Tuvalu", "Funafuti")
    await choose(ann, "LSA")
    with busy("lsa"):
        (sent,) = ann.post(words)
        await ann.world.settle()
        answer = ann.heard[-1]
        assert sentences_of(answer) == by("editor", words)
        for message in (sent, answer):
            quotes = await ann.asks("/quotes", reply_to_message_id=message["message_id"])
            assert "Maria Lopez" in quotes
            (again,) = await ann.says("/summarize", reply_to_message_id=message["message_id"])
            assert again["text"] == answer["text"]


async def test_an_article_just_kept_is_remembered_even_where_its_answer_fails(ann, write, monkeypatch):
    def stumble(*_, **__):
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patch:
        patch.setattr(keyboards, "article", stumble)
        (sent,) = ann.post(write("Nauru", "Yaren"))
        await ann.world.settle()
    assert "Maria Lopez" in await ann.asks("/quotes", reply_to_message_id=sent["message_id"])


async def test_on_a_busy_day_what_is_not_kept_yet_is_refused_kindly(ann, write, choose, busy):
    words = write("Vanuatu", "Port Vila")
    await choose(ann, "LSA")
    with busy():
        assert BUSY in await ann.asks(words)
    assert words.partition("\n")[0] in await ann.asks(words)


async def test_on_a_busy_day_every_link_shows_its_kept_sentences(ann, write, choose, busy, monkeypatch):
    await choose(ann, "LSA")
    with busy("lsa"):
        await ann.says(write("Kiribati", "Tarawa"))
        async with ann.world.app._store.snapshot() as tx:
            article = await tx.articles.last_of(ann.chat)

        async def link(*_, **__):
            return article

        monkeypatch.setattr(Ingest, "link", link)
        answers = await ann.says("https://news.example/1 https://news.example/2")
    assert [NOT_LSA in each["text"] for each in answers] == [True, True]


async def test_on_a_busy_day_private_is_private(ann, ben, write, choose, busy):
    words = write("Eritrea", "Asmara")
    await choose(ann, "LSA")
    with busy("lsa"):
        (answer,) = await ann.says(words)
        assert (await ann.taps(answer, "Shared")).text == "Only this chat sees it now."
        assert NOT_LSA in answer["text"]
    assert "Nothing about" in await ben.asks("/latest Eritrea")


@pytest.mark.parametrize("method", ["chatgpt", "", "EDITOR", "__class__", "method-editor"])
async def test_a_method_that_there_is_not_is_an_old_button(ann, method):
    (panel,) = await ann.says("/settings")
    before = panel["text"]
    tap = await ann.forges(panel, f"1:w:0:{method}")
    assert "no longer works" in tap.text
    assert panel["text"] == before
    async with ann.world.app._store.snapshot() as tx:
        assert (await tx.chats.get(ann.chat)).method is None


async def test_a_chosen_method_that_is_no_more_is_the_operators(ann, seed, chosen, sentences_of, labels_of):
    (panel,) = await ann.says("/settings")
    await ann.taps(panel, "Method")
    await ann.taps(panel, "LSA")
    async with ann.world.app._store.transaction() as tx:
        await tx.chats.save(replace(await tx.chats.get(ann.chat), method="gone"))
    (answer,) = await ann.says(seed)
    assert sentences_of(answer) == chosen("editor")
    (panel,) = await ann.says("/settings")
    assert "✂️ Method: Editor" in labels_of(panel)


async def test_a_chat_can_leave_it_to_the_operator_again(ann, seed, chosen, choose, sentences_of, labels_of):
    panel = await choose(ann, "LSA")
    await ann.taps(panel, "Method")
    assert "• LSA •" in labels_of(panel)
    assert "As set by the operator: Editor" in labels_of(panel)
    await ann.taps(panel, "As set by the operator")
    assert "✂️ Method: Editor" in labels_of(panel)
    async with ann.world.app._store.snapshot() as tx:
        assert (await tx.chats.get(ann.chat)).method is None
    await ann.taps(panel, "Method")
    assert "• As set by the operator: Editor •" in labels_of(panel)
    (answer,) = await ann.says(seed)
    assert sentences_of(answer) == chosen("editor")


async def test_in_a_group_only_administrators_choose(world, ann, ben, labels_of):
    chat = world.group(ann, ben)
    owner, member = ann.within(chat), ben.within(chat)
    (panel,) = await owner.says("/settings")
    before = panel["text"]
    for data in ("1:w:0:lsa", "1:w:0:operators", "1:m:0:methods", "1:m:0:settings"):
        tap = await member.forges(panel, data)
        assert tap.show_alert
        assert "only administrators" in tap.text
    refused = await member.taps(panel, "Method")
    assert "somebody else" in refused.text
    assert panel["text"] == before
    await owner.taps(panel, "Method")
    await owner.taps(panel, "TextRank")
    assert "✂️ Method: TextRank" in labels_of(panel)
    (own,) = await member.says("/settings")
    assert "✂️ Method: TextRank" in labels_of(own), "anybody may look"


# --- the operator's --------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture(loop_scope="session")
async def own(tmp_path_factory, running):
    """A world of its own, not started yet."""
    async with Sandbox() as sandbox:
        world = type(running)(sandbox, tmp_path_factory.mktemp("own") / "clipping.sqlite3")
        yield world
        await world.down()


async def test_the_operators_method_is_for_those_who_chose_none(
    own, seed, chosen, sentences_of, labels_of, choose
):
    ann, ben = own.person("Ann"), own.person("Ben")
    await own.up(summary_method="lsa")
    (answer,) = await ann.says(seed)
    assert sentences_of(answer) == chosen("lsa")
    await choose(ben, "Editor")
    (other,) = await ben.says(seed)
    assert sentences_of(other) == chosen("editor")
    await own.down()
    await own.up(summary_method="reduction")
    await ann.taps(answer, "Longer")
    assert sentences_of(answer) == chosen("lsa", 5), "what was read before stays as it was read"
    await ben.taps(other, "Longer")
    assert sentences_of(other) == chosen("editor", 5)
    panel = await choose(ben, "As set by the operator")
    assert "✂️ Method: Reduction" in labels_of(panel)
    await ben.taps(other, "Shorter")
    assert sentences_of(other) == chosen("lsa", 3), "the operator's method of the day it was read"


async def test_a_method_for_operators_is_named_where_it_is_in_force(own, write, labels_of):
    ann = own.person("Ann")
    await own.up(summary_method="reduction")
    (panel,) = await ann.says("/settings")
    assert "✂️ Method: Reduction" in labels_of(panel)
    await ann.taps(panel, "Method")
    assert "• As set by the operator: Reduction •" in labels_of(panel)
    assert "Reduction" in labels_of(panel)
    await ann.taps(panel, "LSA")
    assert "✂️ Method: LSA" in labels_of(panel)
    await ann.says(write("Gabon", "Libreville"))
    async with own.app._store.snapshot() as tx:
        assert (await tx.articles.last_of(ann.chat)).method == "reduction"
