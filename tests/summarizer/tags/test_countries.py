"""Which countries an article is about: own passages in the served languages, places in the text, any input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.models import Salience
from summarizer.tags import COUNTRIES, countries

VENEZUELA = """\
Venezuela will widen its military work with Russia, its president said on Wednesday.

A Russian delegation visited Venezuela this week and signed agreements on trade, energy and defence. “Russia has our
full support,” the president said. The Russian deputy prime minister thanked Venezuela for its welcome in Caracas.

The visit follows trips to Moscow by the leaders of Argentina and Brazil. After Venezuela, the Russian delegation
travelled on to Cuba and Nicaragua. The United States called the visit unhelpful, weeks after tension rose on the
border with Ukraine. Russia and Venezuela have been close for twenty years.
"""


def named(text, **options):
    return {tag.code for tag in countries(text, **options)}


def primary(text, **options):
    return {tag.code for tag in countries(text, **options) if tag.salience is Salience.PRIMARY}


def test_what_a_story_is_about_and_what_it_mentions():
    tags = countries(VENEZUELA, title="Venezuela to expand military cooperation with Russia", language="en")
    salience = {tag.code: tag.salience for tag in tags}
    assert {code for code, s in salience.items() if s is Salience.PRIMARY} == {"VE", "RU"}
    assert {code for code, s in salience.items() if s is Salience.PASSING} == {
        "CU",
        "BR",
        "AR",
        "NI",
        "US",
        "UA",
    }
    assert tags[0].score == 1.0
    assert [tag.score for tag in tags] == sorted((tag.score for tag in tags), reverse=True)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Ankara and Athens agreed to resume talks, Turkish diplomats said.", {"TR", "GR"}),
        ("en", "The Kremlin denied the report; the White House did not comment.", {"RU", "US"}),
        ("en", "VENEZUELA AND COLOMBIA REOPEN BORDER", {"VE", "CO"}),
        ("en", "Guinea-Bissau beat Papua New Guinea to host the meeting.", {"GW", "PG"}),
        ("en", "Officials from St. Lucia and Côte d’Ivoire met in Port-au-Prince.", {"LC", "CI", "HT"}),
        ("en", "A pro-Russian rally was held in U.S.-backed territory.", {"RU", "US"}),
        ("es", "El presidente ruso viajó a La Habana tras su visita a EE.UU.", {"RU", "CU", "US"}),
        ("es", "Los argentinos y las chilenas firmaron el acuerdo en Lima.", {"AR", "CL", "PE"}),
        ("pt", "O governo angolano assinou um acordo com o Irã e a Coreia do Sul.", {"AO", "IR", "KR"}),
        (
            "fr",
            "La Cour suprême kényane et l’Élysée saluent la médiation des États-Unis.",
            {"KE", "FR", "US"},
        ),
        ("fr", "L’Iran et d’Ukraine : les ministres allemands à Moscou.", {"IR", "UA", "DE", "RU"}),
        (
            "de",
            "Die französische Regierung lobt Polens Haltung, Brasiliens Präsident schweigt.",
            {"FR", "PL", "BR"},
        ),
        ("de", "Das Weiße Haus und der Kreml reden über die Türkei.", {"US", "RU", "TR"}),
        ("it", "Il governo tedesco e la Casa Bianca discutono di Cuba.", {"DE", "US", "CU"}),
        (
            "ru",
            "Россия и Китай обсудили с Саудовской Аравией поставки в Северную Корею.",
            {"RU", "CN", "SA", "KP"},
        ),
        ("ru", "Венесуэльские власти и США договорились; об этом сообщили в Вашингтоне.", {"VE", "US"}),
        (
            "uk",
            "Німеччина передала Україні системи, заявили в Берліні; Польщі подякували.",
            {"DE", "UA", "PL"},
        ),
        ("ar", "وصل الرئيس الروسي إلى القاهرة بعد زيارة للسعودية وإيران.", {"RU", "EG", "SA", "IR"}),
        ("zh", "俄罗斯外长访问印度尼西亚，会见巴布亚新几内亚代表。", {"RU", "ID", "PG"}),
        ("hi", "भारत और रूस के बीच समझौते पर अमेरिकी राष्ट्रपति ने टिप्पणी की।", {"IN", "RU", "US"}),
        ("ja", "日本政府はロシアと韓国に抗議した。", {"JP", "RU", "KR"}),
        ("pl", "Prezydent Niemiec spotkał się z rosyjskim ministrem w Warszawie.", {"DE", "RU", "PL"}),
        ("tr", "Türkiye'nin Almanya'ya ihracatı arttı.", {"TR", "DE"}),
        ("sv", "Presidenten reste från Frankrike till Finland.", {"FR", "FI"}),
    ],
)
def test_names_adjectives_capitals_and_bodies(language, text, expected):
    assert named(text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El gobierno de Venezuela dijo que las negociaciones con los franceses siguen.", {"VE", "FR"}),
        ("Правительство Германии не согласно.", {"DE"}),
        ("Уряд Німеччини не погоджується.", {"DE"}),
        ("德国政府不同意。", {"DE"}),
        ("ドイツ政府は同意しない。", {"DE"}),
        ("الحكومة الألمانية لا توافق.", {"DE"}),
        ("The German government does not agree.", {"DE"}),
    ],
)
def test_the_language_is_guessed_when_nobody_says_it(text, expected):
    assert named(text) == expected


def test_a_wrong_language_does_not_blind_the_tagger():
    assert named("Правительство Германии не согласно.", language="en") == {"DE"}
    assert named("The German government does not agree.", language="ru-RU") == {"DE"}
    assert named("Peru agreed.", language="no-such") == {"PE"}
    assert named("苹果 iPhone 与 Microsoft Windows 在中国上市", language="zh") == {"CN"}


def test_the_sample_article_with_its_evidence(seed):
    tags = {tag.code: tag for tag in countries(seed, language="en")}
    assert [tag.code for tag in tags.values() if tag.salience is Salience.PRIMARY] == ["RU", "VE"]
    assert {tag.code for tag in tags.values() if tag.salience is Salience.PASSING} == {
        "CU",
        "BR",
        "AR",
        "NI",
        "UA",
        "US",
    }
    assert tags["RU"].evidence[0] == "Russia"
    assert {"Russian", "Moscow"} <= set(tags["RU"].evidence)
    assert tags["VE"].evidence[:2] == ("Venezuela", "Caracas")
    assert tags["US"].evidence == ("United States",)
    assert tags["CU"].evidence == ("Cuba",)
    assert tags["AR"].evidence == ("Argentina", "Alberto Fernández")
    assert tags["NI"].evidence == ("Nicaragua",)
    assert tags["UA"].evidence == ("Ukraine",)
    assert tags["BR"].evidence[0] == "Brazil"


def test_evidence_comes_from_title_dateline_and_text_the_most_telling_first():
    (tag,) = countries(
        "Officials in LIMA spoke. Peruvian, Peru, Peruvian and peru.",
        title="Peru votes",
        dateline="CUSCO, May 4 -",
    )
    assert tag.evidence == ("Peru", "LIMA", "Peruvian", "CUSCO")


def test_evidence_is_at_most_five_words():
    text = "Paris, Lyon, Marseille, France, French, Parisian, Élysée, Bordeaux, Lille and Nice in Normandy and Brittany."
    (tag,) = countries(text, language="en")
    assert tag.evidence[0] == "France"
    assert len(tag.evidence) == 5


def test_arabic_evidence_keeps_its_particles():
    (tag,) = countries("وصل الوزير للسعودية.", language="ar")
    assert tag.evidence == ("للسعودية",)


def test_a_local_story_is_told_by_its_institutions():
    text = (
        "A sheriff’s deputy was hurt on Monday. The district attorney said a grand jury would hear the case."
    )
    (tag,) = countries(text, language="en")
    assert (tag.code, tag.salience) == ("US", Salience.PRIMARY)
    assert tag.evidence == ("sheriff’s deputy", "district attorney", "grand jury")
    assert named(
        "Magistrates in the town heard that the pensioner had paid no council tax.", language="en"
    ) == {"GB"}
    assert named("Курс вырос до ста рублей, сообщили в Минэкономразвития.", language="ru") == {"RU"}


def test_institutions_add_to_their_country_where_it_is_named_once_beside_others():
    text = (
        "A Portuguese couple and their Portuguese lawyer were fined. The sheriff’s deputy told the grand jury in Ohio "
        "that the district attorney would call the state trooper."
    )
    first, second = countries(text, language="en")
    assert (first.code, second.code) == ("US", "PT")
    assert {"Ohio", "grand jury"} <= set(first.evidence)


def test_institutions_say_nothing_where_their_country_is_named_or_they_are_few():
    said = countries("Peru’s president met a high school class.", language="en")
    assert [tag.code for tag in said] == ["PE"]
    assert named("The high school reopened.", language="en") == set()
    tags = countries("The sheriff in Ohio spoke.", language="en")
    assert [tag.evidence for tag in tags] == [("Ohio",)]


def test_a_local_town_called_like_a_famous_one():
    text = "The sheriff of Limestone County arrested two men in Athens. Deputies said the high school was closed."
    assert named(text, language="en") == {"US"}
    assert named("Athens voted on Sunday.", language="en") == {"GR"}
    assert "GR" in named(text + " Greek officials were told.", language="en")


def test_towns_of_one_country_vouch_for_one_another():
    assert named("The trains from Carlisle to Wakefield were late.", language="en") == {"GB"}


def test_first_comes_first():
    text = "Peru raised its offer. " + "The committee met again without a result. " * 30 + "Chile was absent."
    assert primary(text, language="en") == {"PE"}
    assert named(text, language="en") == {"PE", "CL"}


def test_a_country_late_and_once_is_in_passing():
    text = "The committee met again without a result. " * 30 + "Chile was absent."
    assert [tag.salience for tag in countries(text, language="en")] != [Salience.PRIMARY]


def test_small_towns_need_their_country():
    assert named("A fire broke out in Carlisle on Monday.", language="en") == set()
    assert named("A fire broke out in Carlisle on Monday, British police said.", language="en") == {"GB"}


def test_places_of_several_countries_follow_the_company_they_keep():
    assert named("A Birmingham, Alabama, council voted.", language="en") == {"US"}
    assert named("Birmingham voted.", language="en") == {"GB"}
    assert named("Valencia acogió la reunión.", language="es") == {"ES"}
    assert named("Valencia, en el centro de Venezuela, acogió la reunión.", language="es") == {"VE"}


def test_nothing_named_nothing_found():
    assert countries("", title="") == []
    assert countries("A plumber won the lottery and bought his mother a bungalow.", language="en") == []


def test_a_leader_counts_little():
    tags = countries("Macron and Spain agreed. Spain thanked Macron.", language="en")
    assert [tag.code for tag in tags] == ["ES", "FR"]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400),
    st.one_of(st.none(), st.text(max_size=60)),
    st.one_of(st.none(), st.text(max_size=5), st.sampled_from(["en", "ru", "zh", "ar", "hi", "ja"])),
)
def test_any_text_is_survived(text, title, language):
    tags = countries(text, title=title, language=language)
    assert all(tag.code in COUNTRIES and 0 < tag.score <= 1 for tag in tags)
    assert len({tag.code for tag in tags}) == len(tags)


PIECES = st.sampled_from(
    ["Peru", "Lima", "New\nYork", "U.S.", "Côte d’Ivoire", "российско-украинский", "Киев", "中美", "法国", "ロシア", "한미",
     "서울", "للسعودية", "भारत", "Georgia", "Fulton County", "sheriff", " ", ", ", ". ", "\n", "-", "’s ", "\u0301"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES, max_size=30).map("".join),
    st.lists(PIECES, max_size=5).map("".join),
    st.lists(PIECES, max_size=3).map("".join),
    st.sampled_from([None, "en", "ru", "zh", "ar", "hi", "ja", "ko"]),
)
def test_evidence_is_always_printed_distinct_and_short(text, title, dateline, language):
    for tag in countries(text, title=title, dateline=dateline, language=language):
        assert 1 <= len(tag.evidence) <= 5
        assert len({word.casefold() for word in tag.evidence}) == len(tag.evidence)
        assert all(word and (word in text or word in title or word in dateline) for word in tag.evidence)


@pytest.mark.parametrize("piece", ["a", "U.S.", "\u0301", "中", "New ", "Saudi\n", "Georgia ", "\x00"])
def test_a_long_text_is_read_only_so_far(piece):
    assert len(countries(piece * (1_000_000 // len(piece)))) <= 2
