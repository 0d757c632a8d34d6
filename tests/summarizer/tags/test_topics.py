"""What an article is about: own passages in the served languages, the floor, finer topics, any input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.tags import TOPICS, topic_parents, topics
from summarizer.tags.lexicon import languages, lexicon

MILITARY = """\
The two defence ministers signed a plan for military cooperation and joint exercises on Wednesday. The army will buy
missiles and armoured vehicles, and troops from both countries will train together on the border, where fighting
broke out last year. “We will defend our sovereignty,” the president said after meeting the deputy foreign minister.
"""


def slugs(text, **options):
    return [tag.slug for tag in topics(text, **options)]


def test_a_military_story_is_conflict_and_defence():
    found = slugs(MILITARY, title="Ministers agree on military cooperation", language="en")
    assert {"conflict", "defence"} <= set(found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The striker scored twice as the home side won the cup final.", "sport"),
        ("en", "Shares fell after the central bank raised interest rates.", "economy"),
        ("en", "Hospitals reported more patients with the virus; doctors urge vaccination.", "health"),
        ("en", "Police arrested a man on suspicion of murder; he will appear in court.", "crime"),
        ("en", "Rescuers search the rubble after the earthquake; the death toll rose.", "disaster"),
        ("en", "Forecasters expect heavy rain and thunderstorms, with a heatwave to follow.", "weather"),
        ("en", "The bishop led prayers at the cathedral before the pope spoke.", "religion"),
        ("en", "Pupils return to school as teachers mark exam papers.", "education"),
        ("en", "Astronomers using a telescope found a planet orbiting a nearby star.", "science"),
        ("en", "The singer’s new album and a film about the band open the festival.", "culture"),
        ("en", "The union called a strike over wages and redundancies.", "labour"),
        ("en", "Conservationists warn of deforestation and the loss of wildlife habitat.", "environment"),
        ("es", "El delantero marcó dos goles y el equipo ganó la semifinal.", "sport"),
        ("es", "El banco central subió los tipos de interés y la inflación cedió.", "economy"),
        ("es", "La policía detuvo a un sospechoso del asesinato.", "crime"),
        ("pt", "O atacante marcou dois gols e o Flamengo venceu o campeonato.", "sport"),
        ("pt", "O hospital vacinou os pacientes contra o vírus.", "health"),
        ("fr", "Le parlement a voté la motion de censure contre le Premier ministre.", "politics"),
        ("fr", "Les syndicats appellent à la grève contre la réforme des retraites.", "labour"),
        ("de", "Der Stürmer schoss zwei Tore, die Mannschaft steht im Halbfinale.", "sport"),
        ("de", "Die Polizei hat nach dem Überfall einen Verdächtigen festgenommen.", "crime"),
        ("it", "L’attaccante ha segnato due gol e la squadra vola in semifinale.", "sport"),
        ("it", "La banca centrale alza i tassi, l’inflazione cala.", "economy"),
        ("ru", "Нападающий забил два гола, сборная вышла в полуфинал чемпионата.", "sport"),
        ("ru", "Войска вели обстрел, погибли солдаты; фронт не сдвинулся.", "conflict"),
        ("uk", "Нападник забив два голи, збірна вийшла у півфінал чемпіонату.", "sport"),
        ("uk", "Президент і парламент ухвалили законопроєкт.", "politics"),
        ("ar", "سجل المهاجم هدفين وفاز المنتخب ببطولة كرة القدم.", "sport"),
        ("ar", "أعلنت وزارة الصحة إصابة مرضى بالفيروس وبدء التطعيم في المستشفيات.", "health"),
        ("zh", "前锋攻入两球，球队晋级半决赛。", "sport"),
        ("zh", "央行加息，股市下跌，投资者担忧通胀。", "economy"),
        ("hi", "बल्लेबाज ने शतक बनाया और टीम ने क्रिकेट मैच जीता।", "sport"),
        ("hi", "पुलिस ने हत्या के आरोपी को गिरफ्तार किया।", "crime"),
    ],
)
def test_one_clear_topic(language, text, expected):
    assert slugs(text, language=language)[:1] == [expected]


@pytest.mark.parametrize(
    ("text", "fine", "parent"),
    [
        (
            "Voters head to polling stations for the presidential election; turnout is high.",
            "elections",
            "politics",
        ),
        ("The ambassador and the foreign minister held talks at the embassy.", "diplomacy", "politics"),
        ("Oil prices rose to 90 dollars a barrel as refineries and pipelines closed.", "energy", "economy"),
        ("Asylum seekers and refugees crossed the border; migrants await visas.", "migration", "society"),
        ("Greenhouse gas emissions drive climate change and global warming.", "climate", "environment"),
        ("The chipmaker’s artificial intelligence software runs on a smartphone.", "technology", "science"),
    ],
)
def test_finer_topics_come_with_their_parent(text, fine, parent):
    found = slugs(text, language="en")
    assert fine in found
    assert parent in found


def test_a_phrase_keeps_its_words_from_counting_elsewhere():
    assert "economy" not in slugs("An oil spill killed birds.", language="en")


def test_nothing_clear_is_nothing():
    assert topics("", title="") == []
    assert topics("He said that it was so, and then they went there.", language="en") == []
    assert topics("It was so, and then they went there. " * 60 + "A school.", language="en") == []


def test_a_headline_needs_less_than_an_article():
    assert slugs("", title="Earthquake", language="en") == ["disaster"]


def test_no_lexicon_no_topics():
    assert topics("Fotbollslaget vann matchen.", language="sv") == []


def test_the_language_is_guessed_when_nobody_says_it():
    assert slugs("Полиция задержала подозреваемого в убийстве.")[:1] == ["crime"]
    assert slugs("La policía detuvo a un sospechoso del asesinato en una calle.")[:1] == ["crime"]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400),
    st.one_of(st.none(), st.text(max_size=60)),
    st.one_of(st.none(), st.text(max_size=5), st.sampled_from(sorted(languages()))),
)
def test_any_text_is_survived(text, title, language):
    _check(topics(text, title=title, language=language))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "army",
                "vote",
                "oil",
                "school",
                "police",
                "film",
                "virus",
                "strike",
                "pope",
                "rain",
                "goal",
                "bank",
                "dna",
            ]
        )
    )
)
def test_few_ordered_tags_whatever_is_mixed(mixed):
    _check(topics(" ".join(mixed), language="en"))


def _check(tags):
    assert [tag.score for tag in tags] == sorted((tag.score for tag in tags), reverse=True)
    assert all(tag.slug in TOPICS and 0 < tag.score <= 1 for tag in tags)
    assert len({tag.slug for tag in tags}) == len(tags) <= 4
    assert sum(not topic_parents(tag.slug) for tag in tags) <= 3


@pytest.mark.parametrize("piece", ["a", "war ", "\u0301", "战争", "climate "])
def test_a_long_text_is_read_only_so_far(piece):
    assert len(topics(piece * (1_000_000 // len(piece)))) <= 4


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_lexicon_knows_every_topic(language):
    words = lexicon(language)
    assert words is not None
    told = {slug for name in _entries(language) for hit in words.find(name) for slug in hit.weights}
    assert told == set(TOPICS)


def _entries(language):
    import tomllib
    from importlib.resources import files

    source = files("summarizer.tags").joinpath(f"data/topics/{language}.toml").read_text(encoding="utf-8")
    for slug, lists in tomllib.loads(source).items():
        if isinstance(lists, dict):
            assert slug in TOPICS
            assert set(lists) <= {"strong", "plain", "weak"}
            yield from (entry.strip("*!").replace("_", " ") for entry in lists["strong"].split())
