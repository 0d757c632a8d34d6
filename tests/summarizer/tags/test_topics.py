"""What an article is about: own passages in the served languages, the floor, finer topics, any input."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.tags import TOPICS, topic_parents, topics
from summarizer.tags.lexicon import WEIGHTS, languages, lexicon
from summarizer.tags.words import fold

GOLDEN = Path(__file__).parents[2] / "golden" / "venezuela-russia.txt"

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
        ("OpenAI says that its chatbot runs on a larger language model.", "ai", "science"),
        ("Hackers broke in with ransomware; the data breach exposed passwords.", "cybersecurity", "science"),
        ("The goalkeeper saved a penalty kick in the Premier League.", "football", "sport"),
        ("The astronauts left the space station in their spacecraft.", "space", "science"),
        ("Bitcoin and other tokens fell as a crypto exchange closed.", "crypto", "economy"),
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
    assert topics("Joukkue voitti jalkapallo-ottelun.", language="fi") == []


def test_the_language_is_guessed_when_nobody_says_it():
    assert slugs("Полиция задержала подозреваемого в убийстве.")[:1] == ["crime"]
    assert slugs("La policía detuvo a un sospechoso del asesinato en una calle.")[:1] == ["crime"]


def evidence(text, slug, **options):
    return next(tag.evidence for tag in topics(text, **options) if tag.slug == slug)


def test_the_seed_article_says_why():
    found = {tag.slug: tag.evidence for tag in topics(GOLDEN.read_text(encoding="utf-8"), language="en")}
    assert {"conflict", "defence", "politics", "diplomacy"} <= set(found)
    assert "military cooperation" in found["defence"]
    assert "Defense Minister" in found["conflict"]
    assert {"sanctions", "bilateral"} & set(found["diplomacy"])
    assert any(word in found["politics"] for word in ("President", "Prime Minister", "Deputy Prime Minister"))


@pytest.mark.parametrize(
    ("language", "text", "slug", "expected"),
    [
        ("en", "Soldiers marched. A soldier fell in the civil war.", "conflict", ("civil war", "Soldiers")),
        ("en", "The ARMY said the army’s tanks left.", "defence", ("ARMY", "tanks")),
        ("de", "Das Landgericht tagte.", "crime", ("Landgericht",)),
        ("ru", "Синоптики ждут снегопада.", "weather", ("Синоптики", "снегопада")),
        ("zh", "央行加息后股市下跌。", "economy", ("央行", "加息", "股市", "下跌")),
        ("ar", "وبالانتخابات فازوا.", "elections", ("وبالانتخابات",)),
    ],
)
def test_evidence_is_what_is_printed(language, text, slug, expected):
    assert evidence(text, slug, language=language) == expected


def test_the_most_telling_words_come_first_and_no_more_than_five():
    text = "The vote, the party, the mayor, the bill, the minister, the parliament and the senate."
    found = evidence(text, "politics", title="Parliament sits", language="en")
    assert found[0] == "Parliament"
    assert len(found) == 5
    assert "senate" in found


def test_a_parent_kept_for_its_childs_words_shows_them():
    assert evidence("The goalkeeper saved a penalty kick.", "sport", language="en") == (
        "goalkeeper",
        "penalty kick",
    )


def test_a_phrase_over_a_lines_end_tells_but_is_not_shown():
    found = evidence("They fear a civil\nwar; the militia waits.", "conflict", language="en")
    assert found == ("militia",)


def test_a_phrase_does_not_span_sentences():
    assert evidence("Over oil. Spill it, said the minister of energy.", "energy", language="en") == (
        "oil",
        "energy",
    )


def test_words_in_capitals_are_told_by_their_capitals():
    assert "ai" in slugs("IA : deux projets.", language="fr")
    assert "ai" not in slugs("J’ai dit oui ; ai-je tort ?", language="fr")
    assert "ai" in slugs("Chinas neue KI.", language="de")


RECIPE = (
    "Cream the butter, fold in the chips and a grated apple, and bake the cookies until golden. Open the windows, pour a "
    "stream of oil on the target, and set a mouse of sugar on a shell under a cloud of flour. No spam, we promise."
)


def test_everyday_words_do_not_make_a_recipe_technology():
    assert slugs(RECIPE, title="Best chocolate chip cookies", language="en") == ["lifestyle"]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Shares in Apple rose.", True),
        ("en", "Apple rose. Apple has a new tablet.", True),
        ("en", "Apple cake for tea.", False),
        ("en", "He said: “Windows are to be cleaned.”", False),
        ("en", "Police Break Windows, Smash Doors In Dawn Raid", False),
        ("en", "Users of Windows and Oracle wait.", True),
        ("en", "An oracle looked through the windows at an apple.", False),
        ("de", "Der Konzern Apple wächst.", True),
        ("de", "Ein apple pie, bitte.", False),
        ("ru", "Он сказал, что маска нужна.", False),
        ("ru", "Компания, которой Маска просили помочь.", True),
        ("uk", "Це дія закону.", False),
        ("fr", "Une puce saute, puis une orange tombe.", False),
        ("es", "Una nube cubre el valle.", False),
        ("nl", "Een zak chips.", False),
    ],
)
def test_names_that_are_everyday_words_need_a_capital_of_their_own(language, text, told):
    assert ("technology" in slugs(text, language=language)) is told


def test_a_name_in_the_title_is_known_from_the_text():
    title, text = "Apple cuts prices", "Analysts say that Apple was slow."
    assert "Apple" in evidence(text, "technology", title=title, language="en")
    assert "technology" not in slugs("Growers were slow.", title="Apple harvest fails", language="en")


@pytest.mark.parametrize(
    ("language", "text", "slug", "told"),
    [
        ("en", "Residents of Saint-Denis waited.", "religion", False),
        ("en", "Paris Saint-Germain met Saint Patrick's Athletic.", "religion", False),
        ("en", "The nun was declared a saint.", "religion", True),
        ("es", "Viajó a Santo Domingo y a Santa Cruz.", "religion", False),
        ("es", "Es un santo.", "religion", True),
        ("en", "It happened in Port-au-Prince.", "economy", False),
        ("en", "The port reopened.", "economy", True),
        ("en", "Passengers on the Mid-Atlantic Trade-Union route", "labour", True),
        ("de", "Der Ost-Markt öffnet.", "economy", True),
        ("hi", "चीनी मिलाकर आटा गूंथ लें।", "economy", False),
        ("hi", "चीनी मिलों पर गन्ना किसानों का बकाया।", "economy", True),
    ],
)
def test_parts_of_names_and_of_other_words_tell_nothing(language, text, slug, told):
    assert (slug in slugs(text, language=language)) is told


def test_short_katakana_is_not_cut_out_of_longer_words():
    assert slugs("", title="スト決行", language="ja") == ["labour"]
    assert "labour" not in slugs("", title="コスト増", language="ja")


def test_a_still_finer_topic_has_its_share_of_the_finer_one():
    text = "Hackers with ransomware copied a genome. The geneticist, a chemist and a physicist lost software and a laptop."
    assert {"science", "technology", "cybersecurity"} <= set(slugs(text, language="en"))


def test_many_words_outdo_one_repeated():
    text = "School, school, school, school. The striker, the goalkeeper, the penalty kick, the referee."
    assert slugs(text, language="en")[0] == "sport"


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(sorted(languages())))
def test_evidence_stands_in_the_text(data, language):
    entry = st.sampled_from(ENTRIES[language])
    glue = st.sampled_from([" ", ", ", "\n", ". ", "-", "'", "ﬁ", "İ", "ｶﾞ", "\u0301", ""])
    pieces = st.lists(st.tuples(st.one_of(entry, st.text(max_size=6)), glue), max_size=12)
    text = "".join(word + between for word, between in data.draw(pieces))
    title = data.draw(st.one_of(st.none(), entry, entry.map(str.upper)))
    for tag in topics(text, title=title, language=language):
        assert all(word in text or word in (title or "") for word in tag.evidence)
        assert all(word.strip() and "\n" not in word for word in tag.evidence)
        assert len({fold(word) for word in tag.evidence}) == len(tag.evidence) <= 5


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
    source = files("summarizer.tags").joinpath(f"data/topics/{language}.toml").read_text(encoding="utf-8")
    for slug, lists in tomllib.loads(source).items():
        if isinstance(lists, dict):
            assert slug in TOPICS
            assert set(lists) <= set(WEIGHTS)
            yield from (entry.strip("*!~").replace("_", " ") for entry in lists["strong"].split())


ENTRIES = {language: list(_entries(language)) for language in languages()}
