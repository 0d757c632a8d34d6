"""Topics of the operator's own, from the file to the chat, and what is left of them when they are taken away."""

import pytest
import pytest_asyncio

from bot.sandbox import Sandbox
from summarizer import tags

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOPICS = """
[[topic]]
slug = "wine-and-vines"
emoji = "🍷"
parents = ["lifestyle"]
names = { en = "Wine", de = "Weinbau" }
words.en = ["vineyard*", "winemaker*", "grape harvest"]
"""
ARTICLE = (
    "Vineyards of Georgia have their best grape harvest in years\n\nThe vineyards around Telavi in Georgia had their "
    "best grape harvest in nine years, winemakers in Georgia said on Tuesday, after a dry and sunny summer.\n\n"
    "“We never saw such grapes,” winemaker Nino Beridze said in Telavi. “The vineyards were black with them.”\n\n"
    "Winemakers expect to sell some forty million bottles, and vineyard owners hired hundreds of pickers."
)


@pytest_asyncio.fixture(loop_scope="session")
async def own(tmp_path_factory, running):
    """A world of its own, not started yet; leaves no topics behind."""
    async with Sandbox() as sandbox:
        world = type(running)(sandbox, tmp_path_factory.mktemp("own") / "clipping.sqlite3")
        yield world
        await world.down()
    tags.add_topics("")


async def test_they_are_told_followed_corrected_and_outlive_their_file(own, tmp_path, labels_of):
    path = tmp_path / "topics.toml"
    path.write_text(TOPICS, encoding="utf-8")
    ann, ben = own.person("Ann"), own.person("Ben", language="de")
    await own.up(topics_file=path)
    (menu,) = await ben.says("/subscribe")
    await ben.taps(menu, "🍷 Wine")
    assert "Subscribed: 🍷 Wine" in ben.heard[-1]["text"]
    assert "already" in await ben.asks("/subscribe Weinabu 08:00")
    (summary,) = await ann.says(ARTICLE)
    assert "🍷 Wine" in summary["text"].split("\n\n")[0], "a process of its own read it"
    await ann.taps(summary, "Tags")
    panel = ann.heard[-1]
    line = next(each for each in panel["text"].split("\n\n") if each.startswith("🍷 Wine"))
    told = line.partition("because: ")[2].split(", ")
    assert told != [""]
    assert all(word in ARTICLE for word in told)
    await ann.taps(panel, "✖ 🍷 Wine")
    assert "Nothing about 🍷 Wine" in await ben.asks("/latest wine")
    await ann.taps(panel, "↩ 🍷 Wine")
    assert "Vineyards of Georgia" in await ben.asks("/latest lifestyle"), "as a sub-topic"
    await own.down()

    await own.up()
    assert "Vineyards of Georgia" in await ben.asks("/digest"), "what was told stays told"
    (listed,) = await ben.says("/subscriptions")
    assert "🏷️ wine-and-vines" in listed["text"]
    (again,) = await ann.says(ARTICLE)
    assert "🏷️ wine-and-vines" in again["text"].split("\n\n")[0]
    assert "no longer works" in (await ben.taps(menu, "🍷 Wine")).text
    await ann.taps(panel, "✖ 🍷 Wine")
    assert "wine-and-vines · removed here" in panel["text"]
    await ann.taps(panel, "↩")
    assert "✖ 🏷️ wine-and-vines" in labels_of(panel)
    await ann.taps(again, "Subscribe")
    offered = labels_of(ann.heard[-1])
    assert "🇬🇪 Georgia" in offered
    assert not any("wine" in each for each in offered), "a tap on it could only be refused"
    assert "No more digests about 🏷️ wine-and-vines" in await ben.asks("/unsubscribe 🏷️ Wine-and-vines")
    assert "know no topic" in await ben.asks("/unsubscribe wine-and-vines"), "nobody here names it any more"
    await ben.taps(listed, "wine-and-vines")
    assert "No subscriptions yet" in await ben.asks("/subscriptions")
