import pytest

from summarizer.quotes import warm
from summarizer.quotes.lexicon import Words, guess, load, served

CODES = served()


@pytest.mark.parametrize("code", CODES)
def test_every_language_is_a_file_that_can_be_read(code):
    lexicon = load(code)
    assert lexicon.code == code
    assert lexicon.pronouns
    assert lexicon.verbs.exact or lexicon.verbs.stems or lexicon.phrases


def test_the_shared_file_is_no_language():
    assert "common" not in served()
    wanted = "en es pt fr it de nl ru uk pl cs tr ar zh ja ko sv da no"
    assert set(wanted.split()) <= set(served())


@pytest.mark.parametrize("code", ["xx", None, "", "../en", "EN"])
def test_an_unknown_language_has_no_words_but_works(code):
    assert load(code).code == ""
    assert load(code).cased


def test_a_star_stands_for_any_ending():
    words = Words(["said", "añad*"])
    assert "said" in words
    assert "añadieron" in words
    assert "añad" in words
    assert "saids" not in words


def test_guess_tells_the_language_by_its_little_words():
    assert guess("The council met on Monday and it was not the first time that they did so.") == "en"
    assert guess("Le conseil a voté lundi et ce n’est pas la première fois que la mairie le fait.") == "fr"
    assert guess("qqq www zzz") is None


def test_warm_reads_every_language():
    load.cache_clear()
    warm()
    assert load.cache_info().currsize == len(CODES) + 1


def test_people_are_told_by_their_noun_or_its_ending():
    assert load("ru").is_person("посетитель")
    assert load("de").is_person("verkehrsministerium")
    assert not load("ru").is_person("понедельник")
    assert not load("cs").is_person("konec")


def test_an_age_stands_for_somebody_just_named():
    assert load("en").is_anaphor("36-year-old")
    assert load("no").is_anaphor("28-åringen")
    assert not load("en").is_anaphor("mayor")
