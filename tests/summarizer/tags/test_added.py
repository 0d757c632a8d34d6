"""Topics an operator adds as data."""

import json
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
words.fi = ["häätö"]
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


@pytest.mark.parametrize("language", ["en", "zh", "ar", "fi", "xx"])
def test_words_of_any_language(language):
    text = {"zh": "东京限制Airbnb民宅。", "ar": "قيود جديدة على Airbnb"}.get(language, "Airbnb!")
    assert "housing" not in slugs(text, language)
    add_topics(HOUSING)
    assert "housing" in slugs(text, language)


def test_a_language_without_a_lexicon_may_be_given_words():
    add_topics(HOUSING)
    assert slugs("Häätö tuli eilen.", "fi") == ["eviction", "housing", "society"]


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


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (row(parents='[["sport"]]'), "parents has to be a list of slugs"),
        (row(beside="[3]"), "beside has to be a list of slugs"),
        ("topic = " + "[" * 5_000, "too many deep"),
        ("topic = " + "1" * 5_000, "not readable as TOML"),
        (row() + "\n\n" + row(), "line 8, topic “hh”: there is a topic with this slug already"),
        (row(slug='"""a\nb"""'), "topic “a b”: slug has to be"),
        (row(names='{ en = "France" }'), "“France” (en) means the country FR already"),
        (row(names='{ en = "Deutschland" }'), "“Deutschland” (en) means the country DE already"),
        (row(names='{ de = "Wohnen" }', aliases='{ ru = "Польшу" }'), "“Польшу” (ru) means the country PL"),
        (row(names='{ en = "NATO" }'), "“NATO” (en) means the region “nato” already"),
        (row(slug='"nato"'), "“nato” (en) means the region “nato” already"),
        (row(slug='"france"'), "“france” (en) means the country FR already"),
        (row(aliases='{ en = ["flats", "Politics"] }'), "“Politics” (en) means the topic “politics” already"),
        (row(emoji='"🇫🇷"'), "emoji has to be a single emoji, and no flag"),
        (row(emoji='"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"'), "and no flag"),
        (row(emoji='"⚽\ufe0f"'), "stands for “sport” already"),
        (row(emoji='"🧭"'), "stands for “nato” already"),
        *((row(emoji=f'"{sign}"'), "single emoji") for sign in ("<", "&&&", "12", ":", "a", "🍷🍷", "")),
        (row(names='{ en = "07:30" }'), "has to be a word or some"),
        (row(names='{ en = "one two three four five six" }'), "has more than 5 words"),
        (row(names='{ en = "a\\nb" }'), "has a line break"),
        (row(names='{ en = "Flats\\u0007" }'), "a sign that cannot be seen"),
        (row(names='{ en = "Flats, rents" }'), "has a comma"),
        *((row(words=f'{{ en = ["{word}"] }}'), f"“{word}” may have letters")
          for word in ("^the", "*ine", "win*e", "(a+)+b", "wine**", "-wine", "wine.", "a|b", "*")),
        *((row(words=f'{{ en = ["{word}"] }}'), f"“{word}” stands in every text (en)")
          for word in ("the", "And", "of the", "the*")),
        (row(words='{ any = ["und"] }'), "“und” stands in every text (de)"),
        (row(words='{ de = "Mieter oder" }'), "“oder” stands in every text (de)"),
        (row(words='{ en = ["wi*"] }'), "“wi*” begins too many others"),
        (row(words='{ de = ["Ei"] }'), "“Ei” begins too many others"),
    ],
)  # fmt: skip
def test_what_would_take_anothers_place_or_tell_nothing_is_refused(source, complaint):
    with pytest.raises(TopicDataError) as error:
        add_topics(source)
    assert complaint in str(error.value)
    assert check_topics(source) == [str(error.value)]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "wine*"), ("en", "wine!"), ("en", "women's rights"), ("fr", "l’eau"), ("en", "Covid-19"), ("en", "IT"),
        ("de", "Öl!"), ("zh", "房租"), ("hi", "मकान"), ("fa", "خانه\u200cها"), ("ko", "전세"), ("any", "rent_control"),
    ],
)  # fmt: skip
def test_words_of_many_kinds_are_taken(language, word):
    assert add_topics(row(words=f'{{ {language} = ["{word}"] }}')) == ("hh",)


@pytest.mark.parametrize("emoji", ["🍷", "👩‍🚒", "🏳️‍🌈", "✈️", "🧑🏽‍🌾", "⛲"])
def test_emoji_of_many_kinds_are_taken(emoji):
    assert add_topics(row(emoji=f'"{emoji}"')) == ("hh",)


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


VALUES = st.recursive(
    st.one_of(
        st.sampled_from(["sport", "⚽", "hh", "Flats", "en", "strong", "", "\x00", "a\nb", "🇫🇷"]),
        st.text(max_size=8), st.integers(), st.floats(allow_nan=False), st.booleans(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["en", "any", "xx", "strong", "weak", "é"]), inner, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip
KEYS = ("slug", "emoji", "parents", "beside", "names", "aliases", "words", "examples", "counterexamples", "x")


def written(value):
    """The value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, str) else repr(value)


def told_in_a_sentence(source):
    """Whether the text is taken, or refused with one line."""
    complaints = check_topics(source)
    assert all(complaint.strip() and complaint.isprintable() for complaint in complaints)
    if refused(source):
        assert complaints == [refused(source)]


def refused(source):
    try:
        add_topics(source)
    except TopicDataError as error:
        return str(error)
    return None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(KEYS), VALUES)
def test_any_value_of_any_key_is_read_or_refused(key, value):
    told_in_a_sentence(row(**{key: written(value)}))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_file_that_was_damaged_is_read_or_refused(data):
    source = HOUSING
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source)))
        cut = data.draw(st.integers(0, 12))
        put = data.draw(
            st.one_of(st.text(max_size=4), st.sampled_from(['"', "[", "]]", "{", "=", "\n", ".", "*", "🏘️"]))
        )
        source = source[:at] + put + source[at + cut :]
    told_in_a_sentence(source)


OWN_WORD = """
[[topic]]
slug = "wine"
emoji = "🍷"
names = { en = "Wine" }
words.en = ["wine"]
examples.en = [
  "A wine tasting in the old village drew visitors.", "Tourists enjoy beaches, restaurants and a wine tasting.",
  "The restaurant serves wine with the dishes.", "Wine exports fell after the tariffs."
]
counterexamples.en = ["The striker scored twice in the cup final.", "The hotel by the beach has a new chef."]
"""


@pytest.mark.parametrize("parents", ["", 'parents = ["lifestyle"]'])
def test_an_operators_word_is_told_inside_a_built_in_phrase(parents):
    source = OWN_WORD.replace("names =", f"{parents}\nnames =")
    assert check_topics(source) == []
    add_topics(source)
    (wine,) = [tag for tag in topics("A wine tasting drew crowds.", language="en") if tag.slug == "wine"]
    assert wine.evidence == ("wine",)


def test_a_passing_word_of_an_operator_tells_no_long_story():
    add_topics(OWN_WORD)
    story = "The hotel and the beach resort reopened; the chef has a new recipe, the tourists a safari. " * 12
    assert "wine" not in slugs(story + "Wine was served.", "en")


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
