"""Which printed forms of a name are no subject's."""

import pytest

from summarizer.quotes.cases import Cases
from summarizer.quotes.lexicon import load


@pytest.mark.parametrize(
    ("language", "article", "word", "subject"),
    [
        ("ru", "Анна Петрова и Иван Сидоров", "Петровой", "Петрова"),
        ("ru", "Анна Петрова и Иван Сидоров", "Ивану", "Иван"),
        ("uk", "Остап Ковальчук прийшов", "Ковальчукові", "Ковальчук"),
        ("pl", "Jan Nowak i Anna Mazurek", "Nowaka", "Nowak"),
        ("cs", "Jana Nováková a Petr Malý", "Novákové", "Nováková"),
        ("cs", "Jana Nováková a Petr Malý", "Malého", "Malý"),
    ],
)
def test_a_form_is_known_by_the_subject_that_the_article_prints(language, article, word, subject):
    cases = Cases(article, load(language))
    assert cases.oblique(word)
    assert cases.subject(word) == subject
    assert not cases.oblique(subject)


@pytest.mark.parametrize(
    ("language", "word"), [("ru", "Сидорову"), ("pl", "Kowalskiemu"), ("cs", "Novákovi"), ("uk", "Шевченку")]
)
def test_some_endings_are_no_subjects_whatever_else_is_printed(language, word):
    cases = Cases("", load(language))
    assert cases.oblique(word)
    assert cases.subject(word) is None


@pytest.mark.parametrize(
    ("language", "word"),
    [("ru", "Сидоров"), ("pl", "Nowak"), ("cs", "Malý"), ("en", "Kowalskiemu"), ("pl", "Diego")],
)
def test_a_subject_stays_one(language, word):
    assert not Cases(word, load(language)).oblique(word)


def test_two_persons_in_one_run_are_parted_but_not_a_woman_from_her_surname():
    polish = Cases("Anna Nowak", load("pl"))
    assert polish.parts("Kowalskiemu", "Nowak")
    assert not polish.parts("Kowalskiemu", "Nowakowi")
    assert not Cases("Erik Malý a Erika Veselá", load("cs")).parts("Erika", "Veselá")
