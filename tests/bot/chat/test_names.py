"""Countries, topics and regions as people type them, in each language the bot serves, misspelt too."""

import pytest

from storage.models import Rule
from summarizer.tags.names import SERVED

pytestmark = pytest.mark.asyncio(loop_scope="session")

GERMANY, LATIN, ELECTIONS, ECONOMY = "🇩🇪 Germany", "Latin America", "🗳️ Elections", "Economy"
# Language, what is typed, the same misspelt, what is meant.
TYPED = [
    ("en", "Germany, elections, Latin America", "Germeny, elektions, Latin Amerrica", ELECTIONS),
    ("es", "Alemania, elecciones, América Latina", "Alemannia, eleciones, America Lattina", ELECTIONS),
    ("pt", "Alemanha, eleições, América Latina", "Alemnaha, eleiçoes, America Latna", ELECTIONS),
    ("fr", "Allemagne, élections, Amérique latine", "Allemange, electoins, Amérique latne", ELECTIONS),
    ("de", "Deutschland, Wirtschaft, Lateinamerika", "Deutschlnad, Wirtschfat, Lateinamerka", ECONOMY),
    ("ru", "Германия, экономика, Латинская Америка", "Гремания, экономкиа, Латинская Амереика", ECONOMY),
    ("uk", "Німеччина, економіка, Латинська Америка", "Німеччинна, економіак, Латинська Амрика", ECONOMY),
    ("ar", "ألمانيا, الاقتصاد, أمريكا اللاتينية", "المانيا, الاقتصادد, أمريكا اللاتنية", ECONOMY),
    ("it", "Germania, elezioni, America Latina", "Germnaia, eleziooni, America Latnia", ELECTIONS),
]
# Where names are too short for a slip of the finger to be forgiven: longer ones.
LONGER = [
    (
        "zh",
        "沙特阿拉伯, 经济与商业, 撒哈拉以南非洲",
        "沙特拉阿伯, 经济商与业, 撒哈拉以南菲洲",
        ("🇸🇦 Saudi Arabia", ECONOMY, "Sub-Saharan Africa"),
    ),
    (
        "hi",
        "ऑस्ट्रेलिया, अर्थव्यवस्था, लैटिन अमेरिका",
        "ऑस्टरेलिया, अर्थव्यवस्थ, लातिन अमेरिका",
        ("🇦🇺 Australia", ECONOMY, LATIN),
    ),
]
ALL = [(*row, (GERMANY, topic, LATIN)) for *row, topic in TYPED] + LONGER
assert {row[0] for row in ALL} == set(SERVED)


@pytest.mark.parametrize(("language", "typed", "misspelt", "meant"), ALL, ids=[row[0] for row in ALL])
async def test_typed_and_misspelt_it_is_one_wish(world, language, typed, misspelt, meant):
    reader = world.person("Reader", language=language)
    answer = await reader.asks(f"/subscribe {typed} 07:30")
    assert answer.startswith("🔔 Subscribed: ")
    wishes = answer.partition("\n")[0]
    assert all(name in wishes for name in meant)
    again = await reader.asks(f"/subscribe {misspelt} 7:30")
    assert again.startswith("🔔 You already have this one: ")
    assert (await reader.asks("/subscriptions")).count("Next:") == 1
    for name in misspelt.split(", "):
        assert "Nothing about" in await reader.asks(f"/latest {name}, Tuvalu, tuvalu, disasters")
    _, topic, region = misspelt.split(", ")
    assert "This digest goes on" in await reader.asks(f"/unsubscribe {region}")
    assert "No more digests" in await reader.asks(f"/unsubscribe {topic}")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Chilo", "🇨🇱 Chile"),
        ("经济于商业", "Economy"),
        ("Skandinavistan", "Nordic countries"),
        ("जर्मनीी", GERMANY),
    ],
)
async def test_what_was_nearly_meant_is_offered_as_buttons(ann, typed, offered):
    (question,) = await ann.says(f"/subscribe {typed}")
    assert f"“{typed}”. Did you mean" in question["text"]
    await ann.taps(question, offered)
    assert "Subscribed: " in ann.heard[-1]["text"]
    assert offered in ann.heard[-1]["text"]


async def test_where_a_button_would_lose_the_rest_the_names_are_only_told(ann, labels_of):
    (question,) = await ann.says("/subscribe Chilo, defence 07:30")
    assert "“Chilo”. Did you mean: Chile" in question["text"]
    assert labels_of(question) == []
    (nonsense,) = await ann.says("/subscribe Qwxyzzy")
    assert "I know no topic, country or region called “Qwxyzzy”" in nonsense["text"]
    assert labels_of(nonsense) == []


async def test_the_menus_lead_to_each_other(ann, labels_of):
    (topics,) = await ann.says("/subscribe")
    await ann.taps(topics, "Regions")
    regions = ann.heard[-1]
    assert {"Topics ›", "Countries ›"} <= set(labels_of(regions))
    assert any("Middle East" in each for each in labels_of(regions))
    await ann.taps(regions, "Middle East")
    assert "Middle East" in ann.heard[-1]["text"]
    assert "Subscribed" in ann.heard[-1]["text"]
    await ann.taps(regions, "Countries")
    assert {"Topics ›", "Regions ›"} <= set(labels_of(ann.heard[-1]))
    unknown = await ann.forges(regions, "1:t:0:region:atlantis")
    assert "no longer works" in unknown.text


async def test_a_region_brings_what_is_about_any_of_its_countries(world, ann, ben, write):
    await ben.says("/subscribe Pacific islands 09:00")
    about, beside = write("Vanuatu", "Port Vila", "pier"), write("Latvia", "Riga", "pier")
    await ann.says(about)
    await ann.says(beside)
    listed = await ben.asks("/latest pacific ilsands")
    assert about.partition("\n")[0] in listed
    assert beside.partition("\n")[0] not in listed
    before = len(ben.heard)
    await world.pass_time(hours=24)
    (digest,) = ben.heard[before:]
    assert "Pacific islands" in digest["text"].split("\n\n")[0]
    assert about.partition("\n")[0] in digest["text"]
    assert "🇻🇺 Vanuatu" in digest["text"]
    assert beside.partition("\n")[0] not in digest["text"]
    assert "Nothing about" in await ben.asks("/latest Pacific islands, disasters")


async def test_a_subscription_to_what_is_known_no_more_goes_on(world, ann, ben, write, labels_of):
    await ben.says("/subscribe Comoros 09:00")
    async with world.app._store.transaction() as tx:
        [kept] = await tx.subscriptions.of_chat(ben.chat)
        rule = Rule(countries=("KM",), regions=("atlantis",), times=("09:00",), zone=kept.rule.zone)
        gone = Rule(topics=("philately",), times=("09:00",), zone=kept.rule.zone)
        await tx.subscriptions.set_rule(kept.id, rule, kept.next_due_at)
        await tx.subscriptions.add(
            chat_id=ben.chat,
            message_thread_id=None,
            user_id=ben.id,
            rule=gone,
            cut_seq=0,
            now=kept.created_at,
            next_due_at=kept.next_due_at,
        )
    (listed,) = await ben.says("/subscriptions")
    assert "atlantis, 🇰🇲 Comoros" in listed["text"]
    assert "philately" in listed["text"]
    await ann.says(write("Comoros", "Moroni"))
    before = len(ben.heard)
    await world.pass_time(hours=24)
    (digest,) = ben.heard[before:]
    assert "Comoros" in digest["text"]
    await ben.taps(listed, "philately")
    assert "No more digests about" in ben.heard[-1]["text"]
