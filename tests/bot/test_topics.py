"""The operator's own topics: read from their file, made known, and told kindly where they cannot be used."""

import pytest

from bot import app, check, topics
from bot.digest import request
from bot.settings import SettingsError, load
from summarizer import tags

WINE = """
[[topic]]
slug = "wine"
emoji = "🍷"
parents = ["lifestyle"]
names = { en = "Wine", de = "Wein" }
words.en = ["vineyard*", "winemaker*"]
examples.en = ["The vineyards of the valley had their best harvest in years, winemakers said."]
counterexamples.en = ["The council voted on the new bus lanes on Tuesday."]
"""


@pytest.fixture(autouse=True)
def none_left():
    """What a test adds is gone after it."""
    yield
    tags.add_topics("")


@pytest.fixture
def file(tmp_path):
    def write(words=WINE, **how):
        path = tmp_path / "topics.toml"
        path.write_text(words, **{"encoding": "utf-8", **how})
        return path

    return write


def test_the_topics_of_a_file_stand_beside_the_built_in_ones(file):
    assert topics.load(file()) == WINE
    assert tags.topic_slugs() == (*tags.TOPICS, "wine")
    assert tags.find("Wein").value == "wine"


def test_a_byte_order_mark_is_no_part_of_it(file):
    assert topics.load(file(encoding="utf-8-sig")) == WINE


def test_no_file_is_no_topics_and_takes_earlier_ones_away(file):
    topics.load(file())
    assert topics.load(None) == ""
    assert tags.topic_slugs() == tags.TOPICS


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ('[[topic]]\nslug = "wine', "not readable as TOML"),
        ("topics = 3", "[[topic]]"),
        (WINE.replace('slug = "wine"', 'slug = "Wine!"'), "slug"),
        (WINE.replace('slug = "wine"', 'slug = "sport"'), "already"),
        (WINE.replace("lifestyle", "gastronomy"), "gastronomy"),
        (WINE.replace('words.en = ["vineyard*", "winemaker*"]', ""), "no words"),
    ],
)
def test_what_cannot_be_added_is_told_with_the_files_name_and_changes_nothing(file, words, cause):
    path = file(words)
    with pytest.raises(SettingsError) as caught:
        topics.load(path)
    said = str(caught.value)
    assert said.startswith(f"TOPICS_FILE is not usable: {path}: ")
    assert cause in said
    assert tags.topic_slugs() == tags.TOPICS


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Monday"),
        ("en", "Every day"),
        ("de", "Werktags"),
        ("en", "7 pm wines"),
        ("en", "Everything"),
        ("es", "Todo"),
        ("en", "Europe/Paris"),
        ("en", "Monday wines"),
    ],
)
def test_a_name_that_is_heard_as_something_else_is_told_and_none_are_added(file, language, name):
    names = f'{{ {language} = "{name}" }}'
    with pytest.raises(SettingsError) as caught:
        topics.load(file(WINE.replace('{ en = "Wine", de = "Wein" }', names)))
    assert f"“{name}” ({language})" in str(caught.value)
    assert tags.topic_slugs() == tags.TOPICS
    aliases = WINE.replace("parents =", f"aliases = {names}\nparents =")
    with pytest.raises(SettingsError, match="is not given it"):
        topics.load(file(aliases))


@pytest.mark.parametrize("name", ["Wine, beer", "Frankreich", "Wine and beer and spirits and cocktails"])
def test_a_name_that_parts_or_means_a_country_is_told(file, name):
    with pytest.raises(SettingsError, match=name):
        topics.load(file(WINE.replace('{ en = "Wine", de = "Wein" }', f'{{ en = "{name}" }}')))


def test_a_name_of_some_words_is_heard_whole(file):
    topics.load(file(WINE.replace('{ en = "Wine", de = "Wein" }', '{ en = "Food and drink" }')))
    assert request.parse("Food and drink", locale="en").topics == ("wine",)


def test_nested_brackets_are_a_sentence_too(file):
    with pytest.raises(SettingsError, match="too many deep"):
        topics.load(file("topic = " + "[" * 5_000))


def test_a_file_that_cannot_be_read_is_told(file, tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(SettingsError, match=r"TOPICS_FILE is not usable: .+: "):
            topics.read(path)
    with pytest.raises(SettingsError, match="UTF-8"):
        topics.read(file(encoding="utf-16"))


def test_the_setting_is_a_path_or_nothing(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for empty in ("", "  "):
        monkeypatch.setenv("TOPICS_FILE", empty)
        assert load().topics_file is None
    monkeypatch.setenv("TOPICS_FILE", " own/topics.toml ")
    assert load().topics_file.as_posix() == "own/topics.toml"


async def test_a_broken_file_stops_the_start_before_the_database_is_made(file, tmp_path):
    settings = load(
        bot_token="110201543:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0",
        database_url=f"sqlite+aiosqlite:///{tmp_path}/none.sqlite3",
        topics_file=file("topics = 3"),
    )
    with pytest.raises(SettingsError, match="TOPICS_FILE"):
        await app.build(settings)
    assert not (tmp_path / "none.sqlite3").exists()


class TestCheck:
    def look(self, path):
        return check._topics(load(topics_file=path))

    def test_without_a_file_there_are_the_built_in_ones(self):
        found = self.look(None)
        assert (found.well, found.words) == (True, f"{len(tags.TOPICS)} built in, none added")

    def test_those_added_are_named(self, file):
        found = self.look(file())
        assert (found.well, found.words) == (True, f"{len(tags.TOPICS)} built in, 1 added: wine")

    def test_an_empty_file_adds_none(self, file):
        found = self.look(file("# none yet\n"))
        assert (found.well, found.words) == (True, f"{len(tags.TOPICS)} built in, 0 added")

    def test_what_the_examples_say_against_them_is_told(self, file):
        wrong = WINE.replace("The vineyards of the valley had", "The orchards of the valley had").replace(
            ", winemakers said", ", farmers said"
        )
        found = self.look(file(wrong))
        assert not found.well
        assert "1 added: wine" in found.words
        assert "The orchards of the valley" in found.words

    def test_a_broken_file_is_told_in_one_line(self, file):
        found = self.look(file(WINE.replace("🍷", "⚽")))
        assert not found.well
        assert "⚽" in found.words
        assert "\n" not in found.words
