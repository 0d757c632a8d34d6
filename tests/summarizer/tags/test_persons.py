"""People who are called like places: first names before surnames and surnames after first names, in any cased script."""

import pytest

from summarizer.tags import countries


def named(text, language):
    return {tag.code for tag in countries(text, language=language)}


FIRST_NAMES = [
    ("ru", "Президент Владимир Зеленский провёл совещание с министрами.", {"UA"}),
    ("ru", "Встреча с Владимиром Сорокиным прошла в библиотеке. Владимир ответил на вопросы.", set()),
    ("ru", "Виктория Боня и София Ротару выступили на концерте.", set()),
    ("ru", "Питер Джексон снял новый фильм, Милан Кундера его не увидел.", set()),
    ("ru", "Художник Сальвадор Дали любил усы. Сальвадор родился весной.", set()),
    ("ru", "Актриса Сидней Суини и певец Остин Махоун поспорили.", set()),
    ("uk", "Президент Володимир Зеленський провів нараду.", {"UA"}),
    ("uk", "Із Володимиром Кличком говорили довго. Володимира слухали.", set()),
    ("uk", "Софія Федина і Вікторія Спартц зустрілися.", set()),
    ("en", "Sofia Coppola won the prize. Sofia thanked her father.", set()),
    ("en", "Director Sofia Marin opened her new film on Friday.", set()),
    ("en", "Vienna Teng sang on Friday.", set()),
    ("en", "Samara Weaving and Odessa Young star in it. Odessa cried.", set()),
    ("en", "America Ferrera cried as America Ferrera can.", set()),
    ("es", "La cineasta Sofía Huerta presentó su película. Valencia Sobral la produjo.", set()),
    ("es", "Irlanda Casillas ganó el premio.", set()),
    ("pt", "A cantora Sofia Alves ganhou o prêmio.", set()),
    ("fr", "La chanteuse Sofia Essaïdi sort un disque. Sofia sourit.", set()),
    ("de", "Die Sängerin Sofia Kallgren tritt auf, auch Vienna Teng kommt.", set()),
    ("it", "L’attrice Sofia Milos arriva; Asia Argento parla.", set()),
    ("pl", "Piosenkarka Sofia Carson wydała płytę.", set()),
    ("el", "Η Γεωργία Παπαδοπούλου κέρδισε το βραβείο.", set()),
]
SURNAMES = [
    ("ru", "Писатель Джек Лондон жил бедно, Антон Чехов тоже.", set()),
    ("ru", "Льюис Гамильтон выиграл гонку.", set()),
    ("uk", "Актор Дензел Вашингтон і письменник Джек Лондон.", set()),
    ("en", "Jack London wrote the book.", set()),
]
PLACES = [
    ("ru", "В Милане Берлускони открыл стадион.", {"IT"}),
    ("ru", "В Софии Радев встретил гостей. София готовится к выборам.", {"BG"}),
    ("ru", "Россия строит мост: во Владимире перекрыли движение.", {"RU"}),
    ("uk", "У Мілані Берлусконі відкрив стадіон.", {"IT"}),
    ("de", "In Paris Kanzler Merz zu treffen ist leicht.", {"FR", "DE"}),
    ("en", "Sofia voted on Sunday, and police in Sofia were calm.", {"BG"}),
    ("en", "She met Sofia Marin in Sofia. Sofia has two million people.", {"BG"}),
    ("en", "In Sofia Rumen Radev spoke.", {"BG"}),
    ("el", "Η Γεωργία ψήφισε την Κυριακή.", {"GE"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), [*FIRST_NAMES, *SURNAMES])
def test_people_called_like_places_name_no_country(language, text, expected):
    assert named(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), PLACES)
def test_places_called_like_people_are_places(language, text, expected):
    assert named(text, language) == expected


def test_a_headline_says_nothing_by_its_capitals_but_a_short_sentence_does():
    assert named("Jordan Names Cabinet Before Vote on Budget", "en") == {"JO"}
    assert named("Jordan Peterson spoke.", "en") == set()
