"""Towns called like famous places, told by the state beside them; and lists of places, which are none."""

import pytest

from summarizer.models import Salience
from summarizer.tags import countries


def named(text, language="en"):
    return {tag.code for tag in countries(text, language=language)}


TOWNS = [
    ("en", "A tornado hit Moscow, Idaho, and Peru, Indiana, on Friday.", {"US"}),
    ("en", "The mayor of Paris, Texas, resigned.", {"US"}),
    ("en", "A fire in Lima, Ohio, killed two.", {"US"}),
    ("en", "Police in London, Ontario, made an arrest.", {"CA"}),
    ("en", "He was born in Lebanon, Tennessee.", {"US"}),
    ("en", "The bank in Cuba, Missouri, was robbed.", {"US"}),
    ("en", "Students in Athens, Georgia, protested.", {"US"}),
    ("en", "The plant in Moscow (Idaho) closed.", {"US"}),
    ("en", "A storm struck Newcastle, New South Wales.", {"AU"}),
    ("es", "Un tornado golpeó Moscú, Idaho, y París, Texas.", {"US"}),
    ("es", "El incendio de París, en el estado de Texas, duró horas.", {"US"}),
    ("pt", "O incêndio em Paris, no estado do Texas, durou horas.", {"US"}),
    ("fr", "Un incendie à Paris, dans l'État du Texas.", {"US"}),
    ("de", "Ein Brand in Paris, Texas, dauerte Stunden.", {"US"}),
    ("it", "Un incendio a Mosca, Idaho.", {"US"}),
    ("ru", "Торнадо прошёл через Москву, штат Айдахо.", {"US"}),
    ("ru", "Пожар в Париже (штат Техас) потушен.", {"US"}),
    ("uk", "Пожежа в Парижі, штат Техас, триває.", {"US"}),
    ("ar", "اندلع حريق في باريس، تكساس.", {"US"}),
    ("zh", "爱达荷州莫斯科发生龙卷风。", {"US"}),
    ("ja", "テキサス州パリで火災が起きた。", {"US"}),
    ("ko", "텍사스주 파리에서 불이 났다.", {"US"}),
]
LISTS = [
    ("en", "Storms crossed Mexico, California and Nevada.", {"MX", "US"}),
    ("en", "Russia, Texas and Japan will build it.", {"RU", "US", "JP"}),
    ("en", "Offices are in London, New York and Tokyo.", {"GB", "US", "JP"}),
    ("en", "Talks between Moscow, Georgia and Armenia failed.", {"RU", "GE", "AM"}),
    ("en", "Kyiv, Crimea and Donbas were quiet.", {"UA"}),
    ("en", "Moscow, Donetsk and Luhansk agreed.", {"RU", "UA"}),
    ("en", "Israel, Gaza and Lebanon were calm.", {"IL", "PS", "LB"}),
    ("ru", "Москва, Крым и Донбасс ждут.", {"RU", "UA"}),
    ("en", "Dallas, Texas, and Paris, France, are twinned.", {"US", "FR"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), TOWNS)
def test_a_town_is_where_its_state_is(language, text, expected):
    assert named(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), LISTS)
def test_items_of_a_list_are_places_of_their_own(language, text, expected):
    assert named(text, language) == expected


def test_the_country_of_the_state_is_what_the_story_is_about():
    tags = countries("A tornado hit Moscow, Idaho, and Peru, Indiana, on Friday.", language="en")
    assert [(tag.code, tag.salience) for tag in tags] == [("US", Salience.PRIMARY)]
    assert "Moscow" in tags[0].evidence


WORDS = [
    ("es", "La paz y el perdón son el mensaje del Papa.", set()),
    ("es", "Llegó a La Paz y siguió a Santa Cruz.", {"BO"}),
    ("es", "El salvador de la patria llegó.", set()),
    ("es", "El Salvador votó.", {"SV"}),
    ("es", "Costa rica en peces, puerto seguro.", set()),
    ("pt", "Cabo verde à venda.", set()),
    ("ko", "그는 집에 가자고 했다. 함께 가자", set()),
    ("ko", "이스라엘군이 가자를 공습했다.", {"IL", "PS"}),
    ("ko", "하마스는 가자 휴전을 받아들였다.", {"PS"}),
    ("ko", "원산지 표시와 신장 이식, 상해죄, 세부 사항. 어디 가나? 파리채를 들었다.", set()),
    ("ko", "가나 대통령이 방한했다.", {"GH", "KR"}),
    ("zh", "布林肯表示反对。", set()),
    ("zh", "马里奥吃了上海地瓜。", {"CN"}),
    ("zh", "沿海地区有雨，增加纳税，今日本报讯，三公里约两小时。", set()),
    ("zh", "戴着金边眼镜的外国人说这可以方便大家，完美方案。", set()),
    ("zh", "海地总统访问加纳，日本与马里签约。", {"HT", "GH", "JP", "ML"}),
    ("ja", "今日中に終わる。日中の気温は高い。", set()),
    ("ja", "日中首脳会談が開かれた。", {"JP", "CN"}),
    ("en", "Turkey is dear this Thanksgiving, and so is stuffing.", set()),
    ("en", "Turkey held elections in Ankara.", {"TR"}),
    ("pt", "Peru e farofa não podem faltar no Natal.", set()),
    ("pt", "Peru elege presidente em Lima.", {"PE"}),
    ("tr", "Mısır ve buğday hasadı bitti.", set()),
    ("tr", "Mısır ve Gazze sınırı açıldı.", {"EG", "PS"}),
    ("ru", "Семей с детьми стало больше. Горький опыт учит.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), WORDS)
def test_words_that_a_name_lies_in(language, text, expected):
    assert named(text, language) == expected
