import pytest

from summarizer import languages
from summarizer.words import Reader, count, words


def test_words_keep_their_marks():
    assert words("योजना तैयार है।") == ["योजना", "तैयार", "है"]
    assert words("L’accord, signé en 2.022, c'est peut-être fini.") == [
        "l’accord",
        "signé",
        "en",
        "2.022",
        "c'est",
        "peut-être",
        "fini",
    ]


def test_scripts_without_spaces_are_read_in_pairs():
    assert words("部长说") == ["部长", "长说"]
    assert words("部") == ["部"]


def test_turkish_capitals():
    assert words("IRAK İZMİR", "tr") == ["ırak", "izmir"]


def test_terms_are_stems_without_stop_words():
    assert Reader("en").terms("The ministers were signing agreements") == ["minist", "sign", "agreement"]
    assert Reader("de").terms("Die Minister unterzeichneten das Abkommen") == [
        "minist",
        "unterzeichn",
        "abkomm",
    ]
    assert Reader(None).terms("a b c") == []


def test_count():
    assert count("The French-led talks, 2.5 years on") == 6
    assert count("部长说计划") == 3


def test_every_language_file_is_sound():
    for language in languages.every():
        assert language.code == "und" or languages.of(language.code) is language
        for kind in ("by", "credit", "more", "published", "source", "referring"):
            assert all(phrase == phrase.lower().strip() != "" for phrase in getattr(language, kind)), (
                language.code,
                kind,
            )
        for kind in ("abbreviations", "closing", "openers", "dangling"):
            assert all(word == word.lower() for word in getattr(language, kind)), (language.code, kind)
    assert len(languages.every()) >= 40


@pytest.mark.parametrize(
    ("code", "kept"), [("nb", "no"), ("zh-Hant", "zh"), ("EN_us", "en"), (None, "und"), ("iw", "he")]
)
def test_codes_are_folded(code, kept):
    assert languages.canonical(code) == kept
    assert languages.of(code).code == kept


@pytest.mark.parametrize("code", ["", "xx", "../secret", "en/../de", "names", "letters", "und"])
def test_an_unknown_code_is_the_common_language(code):
    assert languages.of(code).code == "und"
    assert languages.stop_words(code) == frozenset()
    assert languages.stemmer(code)("word") == "word"
