"""Topics an operator adds as data."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import tags
from summarizer.tags import Found, TopicDataError, add_topics, check_topics, find, suggest, topics

README = Path(tags.__file__).parent / "data" / "topics" / "README.md"
HOUSING = """
[[topic]]
slug = "housing"
emoji = "🏘️"
parents = ["society"]
names = { en = "Housing", de = "Wohnen" }
aliases = { en = ["rents"] }
words.en = ["rent control", "landlord", "tenant"]
words.de = "Mieter Mieten"
words.any.strong = ["Airbnb"]
examples = ["Tenants ask for rent control.", "Die Mieten steigen, Mieter protestieren."]
counterexamples = ["The striker scored twice."]

[[topic]]
slug = "eviction"
emoji = "🚪"
parents = ["housing"]
names = { fr = "Expulsions" }
words.en = ["evicted"]
words.sv = ["vräkning"]
"""


@pytest.fixture(autouse=True)
def _nothing_stays():
    yield
    add_topics("")


def row(**lines):
    whole = {
        "slug": '"hh"',
        "emoji": '"🏘️"',
        "names": '{ en = "Housing" }',
        "words": '{ en = ["landlord"] }',
    } | lines
    return "[[topic]]\n" + "\n".join(f"{key} = {value}" for key, value in whole.items() if value)


def slugs(text, language):
    return [tag.slug for tag in topics(text, language=language)]


def test_added_topics_are_told_named_and_found():
    assert find("rents") is None
    assert add_topics(HOUSING) == ("housing", "eviction")
    assert tags.topic_slugs() == (*tags.TOPICS, "housing", "eviction")
    assert slugs("Tenants want rent control.", "en") == ["housing", "society"]
    assert "housing" in slugs("Die Mieten steigen.", "de")
    assert find("rents") == find("🏘️") == find("Wohnen", locale="de") == Found(kind="topic", value="housing")
    assert Found(kind="topic", value="housing") in suggest("housin")
    assert (tags.topic_name("housing", "ru"), tags.topic_emoji("housing")) == ("Housing", "🏘️")
    assert tags.topic_name("eviction", "en") == "Expulsions"


def test_a_grandchild_reaches_everybody_above():
    add_topics(HOUSING)
    assert tags.topic_parents("eviction") == ("housing", "society")
    assert slugs("They were evicted.", "en") == ["eviction", "housing", "society"]


@pytest.mark.parametrize("language", ["en", "zh", "ar", "sv", "xx"])
def test_words_of_any_language(language):
    text = {"zh": "东京限制Airbnb民宅。", "ar": "قيود جديدة على Airbnb"}.get(language, "Airbnb!")
    assert "housing" not in slugs(text, language)
    add_topics(HOUSING)
    assert "housing" in slugs(text, language)


def test_a_language_without_a_lexicon_may_be_given_words():
    add_topics(HOUSING)
    assert slugs("Efter en vräkning i går.", "sv") == ["eviction", "housing", "society"]


def test_the_same_again_and_nothing_again():
    assert add_topics(HOUSING) == add_topics(HOUSING) == ("housing", "eviction")
    assert add_topics("") == ()
    assert tags.topic_slugs() == tags.TOPICS
    assert find("rents") is None
    assert slugs("Tenants want rent control.", "en") == []


def test_others_take_their_place():
    add_topics(HOUSING)
    assert add_topics(row()) == ("hh",)
    assert tags.topic_slugs() == (*tags.TOPICS, "hh")


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("[[topic]\n", "not readable as TOML"),
        ("topic = 3", "every topic begins with"),
        ("x = 1", "“x” is none of ours"),
        (row(slug=""), "topic number 1: slug has to be"),
        (row(slug='"A b"'), "line 2, topic “A b”: slug has to be"),
        (row(slug='"politics"'), "there is a topic with this slug already"),
        (
            row() + "\n" + row(emoji='"🏚️"', names='{ en = "Homes" }'),
            "there is a topic with this slug already",
        ),
        (row(emoji='"house"'), "emoji has to be"),
        (row(emoji='"⚽"'), "the emoji ⚽ stands for “sport” already"),
        (row(names=""), "names needs one name"),
        (row(names='"Housing"'), "names has to be given by language"),
        (row(names="{ en = 3 }"), "names has to be texts"),
        (row(names='{ english = "Housing" }'), "“english” in names is no language code"),
        (row(names='{ en = "politics" }'), "“politics” (en) means the topic “politics” already"),
        (row(names='{ en = "…" }'), "has to be a word"),
        (row(parents='["nowhere"]'), "parents names “nowhere”, which is no topic"),
        (row(parents='"society"'), "parents has to be a list"),
        (row(colour='"red"'), "“colour” is no part of a topic"),
        (row(words=""), "it has no words to be told by: add words.en ="),
        (row(words="{ en = [] }"), "it has no words to be told by"),
        (row(words='["landlord"]'), "words has to be given by language"),
        (row(words='{ any = ["a"] }'), "the word “a” is too short"),
        (row(words='{ en = { hard = "landlord" } }'), "“hard” is no strength"),
        (row(examples="[3]"), "examples has to be texts"),
        ("\n".join(row(slug=f'"t{n}"') for n in range(101)), "101 topics are too many"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(source, complaint):
    add_topics(HOUSING)
    with pytest.raises(TopicDataError) as error:
        add_topics(source)
    assert complaint in str(error.value)
    assert "\n" not in str(error.value)
    assert check_topics(source) == [str(error.value)]
    assert tags.topic_slugs() == (*tags.TOPICS, "housing", "eviction")


def test_words_are_proposed_from_the_examples():
    examples = '["Landlords raise the rent", "The landlords wait", "Nobody asked the weather"]'
    with pytest.raises(TopicDataError) as error:
        add_topics(row(words="", examples=examples, counterexamples='["weather or not"]'))
    assert 'add words.en = ["landlords"] (or' in str(error.value)


def test_examples_are_checked_without_being_added():
    assert check_topics(HOUSING) == []
    assert tags.topic_slugs() == tags.TOPICS
    wrong = HOUSING.replace("Tenants ask for rent control.", "The striker scored twice in the cup final.")
    (problem,) = check_topics(wrong.replace('"The striker scored twice."', '"Two strikers."'))
    assert problem == (
        "topic “housing” is not told in the example “The striker scored twice in the cup final.” (told: sport, football)"
    )
    (problem,) = check_topics(HOUSING.replace("The striker scored twice.", "A landlord scored twice."))
    assert "topic “housing” is told in the counterexample “A landlord scored twice.”" in problem


def test_examples_may_name_their_language():
    source = row(words='{ pl = ["czynsz"] }', examples='{ pl = "Czynsz wzrośnie." }')
    assert check_topics(source) == []
    assert check_topics(source.replace("Czynsz wz", "Nic nie wz")) != []


def test_checking_leaves_what_was_added():
    add_topics(HOUSING)
    assert check_topics(row()) == []
    assert tags.topic_slugs()[-2:] == ("housing", "eviction")


def test_the_documented_example_is_well():
    source = README.read_text(encoding="utf-8").split("```toml")[2].split("```")[0]
    assert "[[topic]]" in source
    assert check_topics(source) == []
    assert add_topics(source) == ("housing",)


PIECES = st.sampled_from(
    ["[[topic]]\n", "slug = ", '"hh"\n', "emoji = ", '"🏘️"\n', "names = ", '{ en = "Housing" }\n', "words = ",
     '{ en = ["landlord"] }\n', "[]\n", "3\n", "{}\n", "parents = ", "examples = ", '["text"]\n', "topic = ", "words.any"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_read_or_refused(source):
    with suppress(TopicDataError):
        add_topics(source)
    assert set(tags.TOPICS) <= set(tags.topic_slugs())
    assert isinstance(check_topics(source), list)


WINE = """
[[topic]]
slug = "wine"
emoji = "🍷"
names = { en = "Wine" }
words.en = ["vineyard*", "winemaker*"]
"""


def test_an_operators_word_tells_its_topic_beside_what_a_built_in_word_like_it_tells():
    text = (
        "The vineyards of Altea lost half their grapes. Winemakers say every vineyard in the valley is dry."
    )
    before = {tag.slug for tag in tags.topics(text, language="en")}
    tags.add_topics(WINE)
    after = {tag.slug: tag for tag in tags.topics(text, language="en")}

    assert "wine" in after
    assert {word.lower() for word in after["wine"].evidence} == {"vineyards", "winemakers"}
    assert before <= set(after)
