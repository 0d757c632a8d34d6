import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import sentences
from summarizer.sentences import leaves_open, split, trim


def pieces(text, language="en"):
    return [span.of(text) for span in split(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Smith met Sen. Ana Paz at 10.30 a.m. on Friday.| They spoke."),
        ("en", "He has lived in the U.S. since 2015.| He was born in Lima."),
        ("en", "He left the U.S. The trial went on.".replace(" The", "| The")),
        ("en", "John F. Kennedy and J. K. Rowling never met.| Nobody did."),
        ("en", "The bill costs $1.9 trillion.| It was signed on Jan. 6, 2021."),
        ("en", "He waited ... and waited.| Nothing happened...| Then rain fell."),
        ("en", "Yahoo! shares fell.| Apple Inc. shares rose."),
        ("en", "See www.example.com or write to a@b.org.| It is free."),
        ("en", "It works, cf. Fig. 3.| Others disagree."),
        ("en", "It was known.[3]| Nobody cared."),
        ("es", "El Sr. Gómez viajó a EE. UU. con la Dra. Ruiz.| Nadie más fue."),
        ("es", "«¿Por qué se fueron?», preguntó la jueza.| Nadie respondió."),
        ("fr", "M. Dupont et Mme Durand sont arrivés.| Qui va payer ?| On attend."),
        ("de", "Am 3. Oktober kam Dr. Weber.| Er blieb z. B. bis zum 5. November."),
        ("de", "Kaiser Wilhelm II. dankte ab.| Er floh."),
        ("pt", "O Sr. Silva pagou 1.200.000,50 reais.| O art. 5.º garante isso."),
        ("it", "Il dott. Verdi non c'era.| Il debito è di 2.700 mld. di euro."),
        ("ru", "Это было в г. Москве на ул. Тверской.| М. Ю. Лермонтов там жил."),
        ("ru", "Там были фрукты и т. д. Рынок закрылся.".replace("д. ", "д.| ")),
        ("tr", "2. Dünya Savaşı 1945'te bitti.| Dr. Demir geldi."),
        ("el", "Ποιος φταίει;| Κανείς δεν ξέρει."),
        ("hy", "Ծրագիրը պատրաստ է։| Նա ամսաթիվ չնշեց։"),
        ("hi", "योजना तैयार है।| उन्होंने तारीख नहीं बताई।"),
        ("ur", "منصوبہ تیار ہے۔| انہوں نے تاریخ نہیں بتائی۔"),
        ("ar", "الخطة جاهزة.| لم يذكر موعدا."),
        ("he", 'ארה"ב חתמה על ההסכם.| ד"ר כהן נעדר.'),
        ("ka", "გეგმა მზადაა.| მან თარიღი არ დაასახელა."),
        ("zh", "计划已经准备好。|他没有透露日期。"),
        ("zh", "「我們不走。我們留下。」部長說。|群眾鼓掌。"),
        ("ja", "彼は「もう終わりだ。」と言った。|そして去った。"),
        ("ko", "물가는 3.5% 올랐다.| 환율은 떨어졌다."),
        (None, "Dr. Who left.| Nobody saw it."),
        ("xx", "Dr. Who left.| Nobody saw it."),
    ],
)
def test_cuts_only_where_marked(language, text):
    assert pieces(text.replace("|", ""), language) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "“We won. It was hard. We suffered,” the coach said.",
        '"We won. It was hard," the coach said.',
        "„Wir bleiben. Wir gehen nicht“, sagte er.",
        "«Nous restons. Nous luttons», a dit le maire.",
    ],
)
def test_a_quotation_of_several_sentences_stays_whole(text):
    assert pieces(f"{text} Nobody left.") == [text, "Nobody left."]


def test_a_quotation_that_never_ends_is_cut_all_the_same():
    text = "He said: “" + "We stay here. " * 50
    assert len(pieces(text)) > 40


def test_a_headline_without_stop_ends_with_its_line():
    assert pieces("MADURO SWORN IN\nThe oath was short.") == ["MADURO SWORN IN", "The oath was short."]


def test_thai_is_cut_at_spaces():
    first, second = "รัฐมนตรีกล่าวว่าแผนการทั้งหมดพร้อมแล้วสำหรับการเริ่มต้นในปีหน้า", "เขาไม่ได้ระบุวันที่"
    assert pieces(f"{first} {second}", "th") == [first, second]


@given(
    st.text(alphabet=st.sampled_from("aB1.!?…“”\"«»„ \n\u00a0()。」।:;'д.г"), max_size=200),
    st.sampled_from(["en", "de", "zh", "ru", "th", "el", None]),
)
def test_nothing_is_lost_and_nothing_overlaps(text, language):
    spans = split(text, language)
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@given(st.text(), st.sampled_from(["en", "ja", "hi", "xx", ""]))
def test_any_text_in_any_language(text, language):
    assert all(0 <= span.start < span.end <= len(text) for span in split(text, language))


@pytest.mark.parametrize(
    "text",
    ["palabra " * 131_072, "." * 100_000, "Mr. " * 50_000, "(“" * 100_000, '"' * 100_000, " " * 1_000_000],
)
@pytest.mark.timeout(20)
def test_no_text_takes_long(text):
    split(text, "en")


def test_trim_of_white_space_only_is_empty():
    assert trim("a \u00a0\n b", 1, 4) == sentences.Span(4, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a”", False),
        ("“a", True),
        ("a”", True),
        ('"a" b', False),
        ('"a', True),
        ('ארה"ב', False),
        ("„a“", False),
        ("it’s", False),
        ('6"5', False),
    ],
)
def test_open_marks(text, expected):
    assert leaves_open(text) is expected
