"""Why an article has its tags, and what its readers make of them: for themselves or for everybody."""

import pytest

from bot.chat.handlers.tagging import MOST
from bot.sandbox.models import User

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def open_panel():
    """Somebody asks why the article under a summary has its tags; the panel."""

    async def run(person, summary):
        before = len(person.heard)
        await person.taps(summary, "Tags")
        (panel,) = person.heard[before:]
        return panel

    return run


def reply(person, panel, words):
    return person.says(words, reply_to_message_id=panel["message_id"])


async def test_each_tag_is_told_with_the_articles_own_words(ann, seed, open_panel, labels_of):
    seed += "\n\nA copy was sent to the desk."  # other tests sent it as it is, and first
    (summary,) = await ann.says(seed)
    panel = await open_panel(ann, summary)
    head, *blocks, foot = panel["text"].split("\n\n")
    assert head.startswith("🏷 Why these tags? · “Venezuela to expand cooperation with Russia")
    told = {
        name: block.partition("because: ")[2].split(", ")
        for block in blocks
        for name in [block.split("\n")[0]]
    }
    assert "🇻🇪 Venezuela · primary" in told
    assert "🪖 Defence & military" in told
    assert any(words != [""] for words in told.values())
    assert all(word in seed for words in told.values() for word in words)
    assert "count for everybody" in foot
    labels = labels_of(panel)
    assert {"✖ 🇻🇪 Venezuela", "✖ 🇷🇺 Russia", "✖ 🪖 Defence & military"} <= set(labels)
    assert labels[-1] == "➕ Add a tag…"


async def test_an_article_from_before_shows_its_tags_without_reasons(ann, world, write, open_panel):
    (summary,) = await ann.says(write("Estonia", "Tallinn"))
    async with world.app._store.transaction() as tx:
        article = await tx.articles.last_of(ann.chat)
        update = "UPDATE tags SET evidence = '[]' WHERE article_id = :id"
        await tx._connection.raw.exec_driver_sql(update.replace(":id", str(article.id)))
    panel = await open_panel(ann, summary)
    assert "🇪🇪 Estonia · primary" in panel["text"]
    assert "because" not in panel["text"]


async def test_what_the_sender_corrects_counts_for_everybody(ann, ben, write, open_panel, labels_of):
    words = write("Guyana", "Georgetown")
    title = words.partition("\n")[0]
    (summary,) = await ann.says(words)
    panel = await open_panel(ann, summary)
    toast = await ann.taps(panel, "✖ 🇬🇾 Guyana")
    assert toast.text == "Corrected for everybody."
    assert "✖ 🇬🇾 Guyana · removed here" in panel["text"]
    assert "↩ 🇬🇾 Guyana" in labels_of(panel)
    assert title not in await ben.asks("/latest Guyana")
    (answer,) = await reply(ann, panel, "Surinam, ⚡")
    assert "🇸🇷 Suriname · primary · ✍️ added here" in answer["text"]
    assert "⚡ Energy" in answer["text"]
    listed = await ben.asks("/latest Suriname")
    assert title in listed
    assert "🇸🇷 Suriname" in listed
    assert "🇬🇾" not in listed
    await ben.says("/subscribe Suriname, energy 09:00")
    assert title in await ben.asks("/digest")
    (again,) = await ann.says(words)
    assert "🇸🇷 Suriname" in again["text"].split("\n\n")[0]
    assert "🇬🇾" not in again["text"].split("\n\n")[0]


async def test_a_correction_is_undone_by_the_same_button(ann, ben, write, open_panel, labels_of, world):
    (summary,) = await ann.says(write("Gambia", "Banjul"))
    panel = await open_panel(ann, summary)
    before = (panel["text"], labels_of(panel))
    await ann.taps(panel, "✖ 🇬🇲 Gambia")
    await ann.taps(panel, "↩ 🇬🇲 Gambia")
    assert (panel["text"], labels_of(panel)) == before
    assert "Gambia" in await ben.asks("/latest Gambia")
    await ann.taps(panel, "Add a tag")
    await ann.taps(panel, "Weather")
    assert "Weather\n" not in before[0]
    assert "Weather" in panel["text"]
    await ann.taps(panel, "Weather")
    assert (panel["text"], labels_of(panel)) == before
    async with world.app._store.snapshot() as tx:
        article = await tx.articles.last_of(ann.chat)
        assert await tx.corrections.of_article(article.id, ann.chat) == []


async def test_what_a_reader_corrects_counts_in_that_chat(ann, ben, world, write, open_panel):
    words = write("Djibouti", "Djibouti City")
    title = words.partition("\n")[0]
    await ann.says(words)
    (listed,) = await ben.says("/latest Djibouti")
    await ben.taps(listed, "1")
    panel = await open_panel(ben, ben.heard[-1])
    assert "count in this chat" in panel["text"]
    assert (await ben.taps(panel, "✖ 🇩🇯 Djibouti")).text == "Corrected for this chat."
    await reply(ben, panel, "Eritrea")
    assert title in await ben.asks("/latest Eritrea")
    assert title not in await ben.asks("/latest Djibouti")
    assert title in await ann.asks("/latest Djibouti")
    assert title not in await ann.asks("/latest Eritrea")
    await ann.says("/subscribe Eritrea 09:00")
    await ben.says("/subscribe Eritrea 09:00")
    assert "Nothing new" in await ann.asks("/digest")
    assert title in await ben.asks("/digest")


async def test_the_sender_is_named_as_the_one_who_corrected(ann, ben, write, open_panel):
    words = write("Maldives", "Malé")
    (summary,) = await ann.says(words)
    mine = await open_panel(ann, summary)
    await reply(ann, mine, "Bhutan")
    (theirs,) = await ben.says(words)
    panel = await open_panel(ben, theirs)
    assert "🇧🇹 Bhutan · primary · ✍️ added by the sender" in panel["text"]
    await ben.taps(panel, "✖ 🇧🇹 Bhutan")
    assert "✖ 🇧🇹 Bhutan · removed here" in panel["text"]
    assert "Bhutan" in await ann.asks("/latest Bhutan")


async def test_an_added_sub_topic_reaches_who_follows_its_parent(ann, ben, write, open_panel):
    words = write("Kiribati", "Tarawa")
    (summary,) = await ann.says(words)
    await ben.says("/subscribe Kiribati, conflict 09:00")
    assert "Nothing new" in await ben.asks("/digest")
    await reply(ann, await open_panel(ann, summary), "defence")
    # What a digest has passed over it does not come back to: the next subscriber gets it.
    await ann.says("/subscribe Kiribati, conflict 09:00")
    assert words.partition("\n")[0] in await ann.asks("/digest")
    assert words.partition("\n")[0] in await ben.asks("/latest Kiribati, conflict")


async def test_a_country_in_passing_can_be_made_more(ann, open_panel, labels_of):
    words = (
        "Slovenia opens a new library in Ljubljana\n\nThe government of Slovenia opened the library in Ljubljana on "
        "Tuesday. Slovenia paid for it, and thousands came to see it in the first hour, officials in Slovenia said.\n\n"
        "The parliament of Slovenia had voted for the money in March. Visitors in Ljubljana praised the halls.\n\n"
        "The stone came by ship, partly from Brazil, and workers in Ljubljana cut it all through the winter."
    )
    (summary,) = await ann.says(words)
    panel = await open_panel(ann, summary)
    assert "🇧🇷 Brazil · in passing" in panel["text"]
    assert "✖ 🇧🇷 Brazil" not in labels_of(panel)
    await ann.taps(panel, "Add a tag")
    assert labels_of(panel)[0] == "🇧🇷 Brazil"
    await ann.taps(panel, "🇧🇷 Brazil")
    assert "🇧🇷 Brazil · primary · ✍️ added here" in panel["text"]
    await ann.taps(panel, "✖ 🇧🇷 Brazil")
    assert "🇧🇷 Brazil · in passing" in panel["text"]


async def test_the_page_of_topics_opens_and_closes(ann, write, open_panel, labels_of):
    (summary,) = await ann.says(write("Palau", "Ngerulmud"))
    panel = await open_panel(ann, summary)
    before = panel["text"]
    await ann.taps(panel, "Add a tag")
    assert "What is missing?" in panel["text"]
    assert labels_of(panel)[-1] == "‹ Tags"
    await ann.taps(panel, "‹ Tags")
    assert panel["text"] == before


async def test_what_was_nearly_meant_is_offered(ann, ben, write, open_panel):
    (summary,) = await ann.says(write("Dominica", "Roseau"))
    panel = await open_panel(ann, summary)
    (question,) = await reply(ann, panel, "Chilo")
    assert "“Chilo”. Did you mean one of these?" in question["text"]
    await ann.taps(question, "🇨🇱 Chile")
    assert "🇨🇱 Chile · primary · ✍️ added here" in question["text"]
    (lost,) = await reply(ann, panel, "Qwxyzzy")
    assert "no topic or country called “Qwxyzzy”" in lost["text"]
    (region,) = await reply(ann, panel, "Latin America")
    assert "is a region" in region["text"]


async def test_what_is_understood_is_added_and_the_rest_is_said(ann, write, open_panel):
    (summary,) = await ann.says(write("Dominica", "Roseau", "kiosk"))
    panel = await open_panel(ann, summary)
    answer, lost = await reply(ann, panel, "defence, qwxyzzy")
    assert "🪖 Defence & military · ✍️ added here" in answer["text"]
    assert "no topic or country called “qwxyzzy”" in lost["text"]
    answer, region = await reply(ann, panel, "Latin America, Chile")
    assert "🇨🇱 Chile · primary · ✍️ added here" in answer["text"]
    assert "Latin America is a region" in region["text"]
    (nothing,) = await reply(ann, panel, "and")
    assert "no topic or country called “and”" in nothing["text"]


@pytest.mark.parametrize(
    ("words", "added"),
    [
        ("Peru and Bolivia", ["Peru", "Bolivia"]),
        ("🇵🇪 🇧🇴", ["Peru", "Bolivia"]),
        ("US-China", ["United States", "China"]),
        ("中国、日本", ["China", "Japan"]),
        ("مالطا، اليونان", ["Malta", "Greece"]),
    ],
)
async def test_replies_name_several_as_subscribe_does(ann, write, open_panel, words, added):
    (summary,) = await ann.says(write("Dominica", "Roseau", "stall"))
    (answer,) = await reply(ann, await open_panel(ann, summary), words)
    assert all(f"{name} · primary · ✍️ added here" in answer["text"] for name in added)


async def test_the_say_is_not_taken_back_by_sharing_again(ann, ben, write, open_panel):
    words = write("Andorra", "Andorra la Vella")
    (mine,) = await ann.says(words)
    await ann.taps(mine, "Shared")
    (theirs,) = await ben.says(words)
    panel = await open_panel(ben, theirs)
    assert "count for everybody" in panel["text"]
    await ben.taps(panel, "✖ 🇦🇩 Andorra")
    await ann.taps(mine, "Private")
    assert "Nothing about" in await ann.within(ann.id).asks("/latest Andorra")
    assert "🇦🇩 Andorra · removed by the sender" in (await open_panel(ann, mine))["text"]
    assert "count in this chat" in (await open_panel(ann, mine))["text"]


async def test_an_old_message_reads_out_no_article_that_was_made_private(ann, ben, write, open_panel):
    words = write("Liechtenstein", "Vaduz")
    (mine,) = await ann.says(words)
    (listed,) = await ben.says("/latest Liechtenstein")
    await ben.taps(listed, "1")
    theirs = ben.heard[-1]
    panel = await open_panel(ben, theirs)
    await ann.taps(mine, "Shared")
    for target in (theirs, panel):
        for command in ("/quotes", "/summarize"):
            (answer,) = await ben.says(command, reply_to_message_id=target["message_id"])
            assert "not here any more" in answer["text"]
    (answer,) = await reply(ben, panel, "Cyprus")
    assert "not here any more" in answer["text"]
    assert "not here any more" in (await ben.taps(panel, "✖ 🇱🇮")).text
    assert "Maria Lopez" in (await ann.says("/quotes", reply_to_message_id=mine["message_id"]))[0]["text"]


async def test_an_article_sent_in_reply_is_an_article(ann, write, open_panel):
    (summary,) = await ann.says(write("Belize", "Belmopan"))
    panel = await open_panel(ann, summary)
    words = write("Barbados", "Bridgetown")
    (answer,) = await reply(ann, panel, words)
    assert answer["text"].startswith(words.partition("\n")[0])
    (talk,) = await reply(ann, summary, "Cuba")
    assert "too short" in talk["text"], "only a panel is asked about tags"


async def test_there_is_an_end_to_it(ann, write, open_panel):
    (summary,) = await ann.says(write("Liberia", "Monrovia"))
    panel = await open_panel(ann, summary)
    names = ["Chad", "Mali", "Niger", "Togo", "Benin", "Gabon", "Kenya", "Congo", "Egypt", "Sudan", "Libya"]
    for name in names[:MOST]:
        await reply(ann, panel, name)
    (refused,) = await reply(ann, panel, names[MOST])
    assert f"more than {MOST} corrections" in refused["text"]
    (refused,) = await reply(ann, panel, ", ".join(names))
    assert f"more than {MOST} corrections" in refused["text"]
    (last,) = await reply(ann, panel, names[0])
    assert "Libya" not in last["text"]
    assert "Chad" in last["text"]


async def test_forged_taps_write_over_no_other_message(ann, ben, world, write, open_panel):
    (summary,) = await ann.says(write("Vanuatu", "Port Vila", "quay"))
    panel = await open_panel(ann, summary)
    async with world.app._store.snapshot() as tx:
        article = await tx.articles.last_of(ann.chat)
    number = _base36(article.id)
    before = summary["text"]
    for data in (f"1:c:0:{number}:c:VU:0", f"1:g:0:{number}:1"):
        assert "no longer works" in (await ann.forges(summary, data)).text
    for data in (
        f"1:c:0:{number}:c:ZZ:0",
        f"1:c:0:{number}:t:philately:0",
        f"1:c:0:{number}:c:ZZ:1",
        f"1:c:0:{number}:t:philately:1",
        f"1:c:0:{number}:x:VU:0",
    ):
        assert "no longer works" in (await ann.forges(panel, data)).text
    assert summary["text"] == before
    async with world.app._store.snapshot() as tx:
        assert await tx.corrections.of_article(article.id, ann.chat) == []
    (private,) = await ann.says(write("Oman", "Muscat"))
    await ann.taps(private, "Shared")
    (other,) = await ben.says("/start")
    async with world.app._store.snapshot() as tx:
        kept = await tx.articles.last_of(ann.chat)
    assert "not here any more" in (await ben.forges(other, f"1:y:0:{_base36(kept.id)}")).text


def _base36(number):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


async def test_forget_takes_the_corrections_along(ann, ben, world, write, open_panel):
    words = write("Lesotho", "Maseru", "dam")
    title = words.partition("\n")[0]
    await ann.says(words)
    (summary,) = await ben.says(words)
    await reply(ben, await open_panel(ben, summary), "Cyprus")
    assert title in await ben.asks("/latest Cyprus")
    (question,) = await ben.says("/forget")
    await ben.taps(question, "Yes")
    async with world.app._store.snapshot() as tx:
        article = await tx.articles.last_of(ann.chat)
        assert await tx.corrections.of_article(article.id, ben.chat) == []
    assert title not in await ben.asks("/latest Cyprus")


TALK = [
    "That was quick, thank you!",
    "Thanks!",
    "great",
    "cool",
    "sure",
    "Chris",
    "Chilo",
    "and",
    "👍",
    "Not Chad, please",
    "Thank you, Chad",
]
COMMAND = [{"type": "bot_command", "offset": 0, "length": 10}]


class TestGroups:
    """In a group who sent the article and administrators correct; anybody may look."""

    @pytest.fixture
    def desk(self, world, ann, ben):
        """A group that Ann owns, with Ben and Cem in it."""
        cem = world.person("Cem")
        chat = world.group(ann, ben, cem)
        return ann.within(chat), ben.within(chat), cem.within(chat)

    async def test_who_sent_it_and_administrators_correct(self, desk, write, open_panel):
        ann, ben, cem = desk
        (summary,) = await ben.says("/summarize " + write("Ghana", "Accra", "loom"))
        panel = await open_panel(ben, summary)
        assert (await ben.taps(panel, "✖ 🇬🇭 Ghana")).text == "Corrected for everybody."
        assert "somebody else" in (await cem.taps(panel, "↩ 🇬🇭 Ghana")).text
        theirs = await open_panel(cem, summary)
        assert "✖ 🇬🇭 Ghana · removed here" in theirs["text"]
        refused = await cem.taps(theirs, "↩ 🇬🇭 Ghana")
        assert refused.show_alert
        assert "only who sent the article and administrators" in refused.text
        admins = await open_panel(ann, summary)
        await ann.taps(admins, "↩ 🇬🇭 Ghana")
        assert "removed" not in admins["text"]

    async def test_replies_are_understood_and_talk_is_left_alone(self, desk, write, open_panel):
        ann, ben, cem = desk
        (summary,) = await ben.says("/summarize " + write("Ghana", "Accra", "kiln"))
        panel = await open_panel(ben, summary)
        for person in (cem, ben, ann):
            for talk in TALK:
                assert await reply(person, panel, talk) == [], talk
        (refused,) = await reply(cem, panel, "Cyprus")
        assert "only who sent the article and administrators" in refused["text"]
        (answer,) = await reply(ben, panel, "Cyprus")
        assert "🇨🇾 Cyprus · primary · ✍️ added here" in answer["text"]
        (answer,) = await reply(ann, panel, "Venezuella and Chile")
        assert "🇻🇪 Venezuela" in answer["text"]
        assert "🇨🇱 Chile" in answer["text"]

    async def test_who_writes_in_a_channels_name_is_refused(self, world, desk, write, open_panel):
        ann, ben, _ = desk
        (summary,) = await ben.says("/summarize " + write("Ghana", "Accra", "oven"))
        panel = await open_panel(ben, summary)
        # https://core.telegram.org/bots/api#message: `from` is then a fake user, and no member of the chat.
        chat, fake = (
            world.sandbox.state.chats[ann.chat],
            User(id=136817688, is_bot=True, first_name="Channel"),
        )
        voice = {"sender_chat": {"id": -1009, "type": "channel", "title": "Desk news"}}
        for content, refusal in (
            ({"text": "Cyprus", "reply_to_message": panel}, "only who sent the article and administrators"),
            ({"text": "/settings", "entities": COMMAND}, None),
            ({"text": "/subscribe Ghana", "entities": COMMAND}, "only administrators can change that"),
        ):
            before = len(ann.heard)
            world.sandbox.state.post(chat, fake, content | voice)
            await world.settle()
            (answer,) = ann.heard[before:]
            assert "went wrong" not in answer["text"]
            assert refusal is None or refusal in answer["text"]
        assert world.requests("getChatMember", ann.chat) == [], "there is no such member to ask about"

    async def test_what_came_by_digest_is_for_administrators(self, world, desk, write, open_panel):
        ann, ben, _ = desk
        await ben.within(ben.id).says(write("Senegal", "Dakar"))
        await ann.says("/subscribe Senegal 09:00")
        before = len(ann.heard)
        await world.pass_time(hours=24)
        (digest,) = ann.heard[before:]
        await ben.taps(digest, "1")
        panel = await open_panel(ben, ben.heard[-1])
        assert "count in this chat" in panel["text"]
        assert "administrators" in (await ben.taps(panel, "✖ 🇸🇳 Senegal")).text
        panel = await open_panel(ann, ann.heard[-2])
        assert (await ann.taps(panel, "✖ 🇸🇳 Senegal")).text == "Corrected for this chat."
        assert "Senegal" in await ben.within(ben.id).asks("/latest Senegal")
        assert "Nothing about" in await ann.asks("/latest Senegal")
