"""A language that is data alone, read end to end; and the laws of the word lists."""

import tomllib
from importlib import resources

import pytest

from summarizer import analyze, languages, sentences
from summarizer.language import detect

# Written for this test. "Dr.", "p.sh." and "mln." are no ends of sentences.
ALBANIAN = """Spitali i ri hapet pas tre vitesh pune

Nga Arben Hoxha

Publikuar më 12 maj 2024

Foto: Elira Dema

Spitali i ri i qytetit do të hapet javën e ardhshme, tre vjet pasi nisën punimet. Drejtori i tij, Dr. Ilir Kola, tha se godina ka kushtuar 14 mln. euro dhe se pajisjet kanë ardhur nga disa vende, p.sh. nga Italia dhe Austria.

“Më në fund pacientët nuk do të udhëtojnë më deri në Tiranë,” tha drejtori Ilir Kola të hënën. Sipas tij, në spital do të punojnë rreth dyqind mjekë dhe infermierë, por disa vende janë ende bosh.

Banorët e zonës e kanë pritur me gëzim lajmin, megjithëse ankohen se rruga drejt spitalit është e keqe. Bashkia ka premtuar që rruga të rregullohet para dimrit, ndërsa autobusët do të nisen çdo gjysmë ore nga qendra.

Lexo edhe: Mjekët kërkojnë paga më të larta
"""


def test_albanian_is_read_end_to_end():
    found = analyze(ALBANIAN)
    assert found.language == "sq"
    assert (found.title, found.byline) == ("Spitali i ri hapet pas tre vitesh pune", "Arben Hoxha")
    body = [span.of(ALBANIAN) for span in found.body]
    assert len(body) == 3
    assert body[0].startswith("Spitali i ri i qytetit")
    assert body[-1].endswith("nga qendra.")
    assert all(sentence.text[-1] in ".”" for sentence in found.summary)
    assert not any(sentence.text.endswith(("Dr.", "mln.", "p.sh.")) for sentence in found.summary)


def test_albanian_abbreviations_end_no_sentence():
    paragraph = ALBANIAN.split("\n\n")[4]
    assert len(sentences.split(paragraph, language="sq")) == 2


def test_albanian_between_its_neighbours():
    headline = "Banorët presin që rruga të rregullohet para dimrit"
    assert detect(headline)[0] == "sq"


@pytest.mark.parametrize("entry", languages.every(), ids=lambda entry: entry.code)
def test_a_file_is_found_by_its_code(entry):
    assert languages.of(f"{entry.code}-XX") == entry
    assert entry.stop_share is None or 0 < entry.stop_share < 1


def test_small_words_are_written_as_they_are_read():
    """A word that the reader would cut or turn to lower case could never be found in a text."""
    data = tomllib.loads((resources.files(languages) / "letters.toml").read_text(encoding="utf-8"))
    for code, listed in data["words"].items():
        words = listed.split()
        assert len(words) == len(set(words)), code
        assert not [
            word for word in words if word != word.lower() or any(sign in word for sign in "'’-.,")
        ], code


@pytest.mark.parametrize(
    "entry", [e for e in languages.every() if e.stop_share], ids=lambda entry: entry.code
)
def test_a_floor_has_words_to_be_measured_with(entry):
    data = tomllib.loads((resources.files(languages) / "letters.toml").read_text(encoding="utf-8"))
    assert languages.stop_words(entry.code) or data["words"].get(entry.code)
